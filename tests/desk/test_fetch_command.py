"""`selon fetch`, `selon diff`, `selon seal`, `selon bundle`, `selon export warc`, `selon report-error`, on
a host of our own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from tests.unit.capture.loopback import Request, page, serving
from warcio.archiveiterator import ArchiveIterator

from selon.ledger import Ledger

STORY = """<!doctype html><html lang="en"><head><title>Bridge</title><meta property="article:published_time" content="2023-09-15T10:00:00+02:00">
</head><body><article><h1>Bridge</h1><p>{notice}The mayor said that {number} people were killed in the attack on the bridge on Friday.</p>
<p>Anna Bell, a witness, said that the bridge had been closed for an hour when the attack began.</p></article></body></html>"""


class Site:
    """A page that can be edited."""

    def __init__(self) -> None:
        self.number, self.notice = "three", ""

    def __call__(self, request: Request) -> None:
        request.reply(STORY.format(number=self.number, notice=self.notice).encode())


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELON_LEDGER", str(tmp_path / "war.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "war.db"


def test_a_page_is_fetched_recorded_and_archived(selon, ledger: Path) -> None:
    with serving({"/a": Site()}) as server:
        ran = selon("fetch", server.url + "/a", "--allow-private", "--pause", 0, "--format", "json")
        again = selon("fetch", server.url + "/a", "--allow-private", "--pause", 0, "--format", "json")
    assert ran.code == 0, ran.err
    assert [o["status"] for o in ran.json()] == ["added"]
    assert [o["status"] for o in again.json()] == ["known"]
    with Ledger.open(ledger) as opened:
        entry = opened.entry(1)
        meta = entry.body["meta"]
        assert meta["response"]["status"] == 200
        assert meta["private_addresses_allowed"] is True
        assert not [c for c in opened.verify() if c.answer == "failed"]
    assert (ledger.with_name("war.db.warc") / meta["warc"]["file"]).is_file()


def test_a_page_that_goes_back_is_seen_by_fetch_and_diff(selon, ledger: Path) -> None:
    site = Site()
    with serving({"/a": site}) as server:
        seen = []
        for site.number in ("three", "five", "three", "three"):
            ran = selon("fetch", server.url + "/a", "--allow-private", "--pause", 0, "--format", "json")
            seen += [(o["status"], o["version"]) for o in ran.json()]
        shown = selon("diff", server.url + "/a").out
    assert seen == [("added", 1), ("version", 2), ("version", 3), ("known", 3)]
    assert "[-five-] {+three+}" in shown and "silent" in shown
    with Ledger.open(ledger) as opened:
        assert [(e.body["from"], e.body["to"], e.body["silent"]) for e in opened.entries(kind="edit")] == [
            (1, 2, 1),
            (2, 3, 1),
        ]
        assert [v.returns for v in opened.versions(opened.report("1").id)] == [None, None, 1]


def test_the_same_bytes_at_two_addresses_are_two_reports_of_a_claim(selon, ledger: Path) -> None:
    with serving({"/a": Site(), "/b": Site()}) as server:
        selon("fetch", server.url + "/a", server.url + "/b", "--allow-private", "--pause", 0)
    claims = selon("claims", "--format", "json").json()[0]["claims"]
    assert max(len({s["report"] for s in c["statements"]}) for c in claims) == 2


def test_a_bundle_about_a_claim_holds_all_that_carries_it(selon, ledger: Path, tmp_path: Path) -> None:
    """Two addresses with one story, one of them edited later: every capture and edit behind the claim is in it."""
    site, reprint = Site(), Site()
    reprint.notice = "<p>This is a reprint.</p>"
    with serving({"/a": site, "/b": reprint}) as server:
        selon("fetch", server.url + "/a", server.url + "/b", "--allow-private", "--pause", 0)
        site.number = "five"
        selon("fetch", server.url + "/a", "--allow-private", "--pause", 0)
    claims = selon("claims", "--format", "json").json()[0]["claims"]
    claim = next(c for c in claims if any("people" in s["content"] for s in c["statements"]))
    assert len({s["report"] for s in claim["statements"]}) == 2
    made = selon("bundle", claim["id"], "-o", tmp_path / "c.zip", "--format", "json").json()[0]
    assert (made["kind"], made["id"]) == ("claim", claim["id"])
    done = subprocess.run([sys.executable, "-I", "-S", tmp_path / "c.zip"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    with zipfile.ZipFile(tmp_path / "c.zip") as archive:
        subject = json.loads(archive.read("subject.json"))
        kinds = [json.loads(archive.read(n))["kind"] for n in archive.namelist() if n.startswith("entries/")]
    assert kinds == ["report", "report", "report", "edit"]
    assert subject["computed"]["counts"] == claim["counts"] and subject["title"] == claim["gist"]
    words = {" … ".join(s["content"]) for s in subject["statements"]}
    assert any("three people" in w for w in words) and any("five people" in w for w in words)
    assert selon("trace", claim["id"]).code == 0
    unknown = selon("bundle", "c-ffffffff", "-o", tmp_path / "d.zip")
    assert unknown.code == 1 and "report-unknown" in unknown.err and not (tmp_path / "d.zip").exists()


def test_private_addresses_are_refused_without_leave_and_recorded_as_faults(selon, ledger: Path) -> None:
    with serving({"/a": Site()}) as server:
        ran = selon("add", server.url + "/a")
        assert server.requests == []
    assert ran.code == 1
    assert "private-address" in ran.err
    with Ledger.open(ledger) as opened:
        assert [f.code for f in opened.faults()] == ["private-address"]


def test_a_silent_edit_is_told_and_a_corrected_one_names_its_notice(selon, ledger: Path) -> None:
    site = Site()
    with serving({"/a": site}) as server:
        fetch = ("fetch", server.url + "/a", "--allow-private", "--pause", 0, "--format", "json")
        selon(*fetch)
        site.number = "five"
        assert [o["status"] for o in selon(*fetch).json()] == ["version"]
        silent = selon("diff", 1, "--format", "json").json()[0]
        site.number, site.notice = "six", "Correction: six people were killed, not five.</p><p>"
        selon(*fetch)
        noticed = selon("diff", 1, 2, 3, "--format", "json").json()[0]
        shown = selon("diff", 1, 1, 2)
    changed = [c for c in silent["changes"] if c["fate"] == "changed" or any(w["how"] != "equal" for w in c["words"])]
    assert changed, silent
    assert {"how": "replace", "old": "three", "new": "five"} in changed[0]["words"]
    assert [n["text"] for n in noticed["notices"]] == ["Correction: six people were killed, not five."]
    assert "{+five+}" in shown.out
    with Ledger.open(ledger) as opened:
        edits = [dict(e.body) for e in opened.entries(kind="edit")]
    assert [(e["from"], e["to"]) for e in edits] == [(1, 2), (2, 3)]
    assert selon("diff", 1, 2, 2).code == 2


def test_custody_from_the_command_line(selon, ledger: Path, tmp_path: Path) -> None:
    with serving({"/a": Site()}) as server:
        selon("fetch", server.url + "/a", "--allow-private", "--pause", 0)
        statements = selon("statements", "--format", "json").json()
        said = selon("report-error", statements[0]["number"], "--text", "It was two.", "--format", "json").json()[0]
        assert said["body"]["statement"] == statements[0]["id"]
        assert selon("report-error", "s-none", "--text", "x").code == 1
        first = selon("seal", "--format", "json").json()[0]
        key = first["body"]["signed"]["key"]
        assert selon("seal", "--check", "--key", key).code == 0
        assert selon("seal", "--check", "--key", "ed25519:" + "0" * 64).code == 1
    ran = selon("bundle", 1, "-o", tmp_path / "x.zip")
    assert ran.code == 0, ran.err
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "x.zip"), f"--key={key}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert selon("bundle", 1, "-o", tmp_path / "x.zip").code == 1, "never over a file"
    assert "seal" not in ran.err and selon("report-error", statements[0]["number"], "--text", "Two.").code == 0
    later = selon("bundle", 1, "-o", tmp_path / "y.zip")
    assert later.code == 0 and "no seal covers all that is in it" in later.err
    assert selon("verify").code == 0


def test_an_exported_warc_is_read_by_others(selon, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "The mayor said that the bridge is closed to all traffic until Monday.", encoding="utf-8"
    )
    with serving({"/a": Site()}) as server:
        selon("fetch", server.url + "/a", "--allow-private", "--pause", 0)
        selon("add", tmp_path / "note.txt")
        ran = selon("export", "warc", "-o", tmp_path / "out.warc.gz", "--format", "json")
        assert ran.json()[0]["records"] == 4, ran.err
        with (tmp_path / "out.warc.gz").open("rb") as raw:
            records = [
                (r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read())
                for r in ArchiveIterator(raw, check_digests="raise")
            ]
        assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request", "resource"]
        assert records[1][1] == server.url + "/a"
        assert b"The mayor said that three people" in records[1][2]
        with (tmp_path / "out.warc.gz").open("rb") as raw:
            assert all(r.verify_block_digest() for r in FastIterator(raw, parse_http=False))
        other = tmp_path / "other.db"
        selon("add", tmp_path / "out.warc.gz", "--ledger", other)
    with Ledger.open(ledger) as one, Ledger.open(other) as two:
        assert {one.versions(r.id)[-1].capture for r in one.reports()} == {
            two.versions(r.id)[-1].capture for r in two.reports()
        }


def test_a_feed_gives_full_texts_and_keeps_its_entry(selon, ledger: Path) -> None:
    feed = '<rss version="2.0"><channel><title>T</title><item><title>Bridge</title><link>/a</link><description>Short.</description></item></channel></rss>'
    routes = {"/a": Site(), "/feed": lambda r: r.reply(feed.encode(), "200 OK", "Content-Type: application/rss+xml")}
    with serving(routes) as server:
        ran = selon("fetch", server.url + "/feed", "--allow-private", "--pause", 0, "--format", "json")
    assert [o["status"] for o in ran.json()] == ["added"], ran.err
    with Ledger.open(ledger) as opened:
        meta = opened.entry(1).body["meta"]
        assert json.loads(meta["feed_entry"]["entry"])["title"] == "Bridge"
        assert "three people" in opened.reading(opened.report("1").id).document.text


def test_add_takes_addresses_and_files_together(selon, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The mayor said that the bridge is closed until Monday.", encoding="utf-8")
    robots = {"/robots.txt": lambda r: r.reply(b"User-agent: *\nDisallow: /\n", "200 OK", "Content-Type: text/plain")}
    with serving({"/a": Site(), **robots}) as server:
        assert selon("add", server.url + "/a").code == 1, "a private address"
        assert selon("add", server.url + "/a", "--allow-private").code == 1, "robots.txt"
        ran = selon("add", server.url + "/a", tmp_path / "note.txt", "--allow-private", "--ignore-robots")
    assert ran.code == 0, ran.err
    meta = [e.body["meta"] for e in Ledger.open(ledger).entries() if e.kind == "report"]
    assert len(meta) == 2 and meta[0]["robots_ignored"] and meta[0]["private_addresses_allowed"]


def test_wrong_usage(selon, ledger: Path, tmp_path: Path) -> None:
    assert selon("fetch").code == 2
    assert selon("fetch", "--from", tmp_path / "none.txt").code == 1
    assert selon("watch", tmp_path / "none.toml").code == 2


def test_verify_checks_the_seals_too(selon, ledger: Path) -> None:
    with serving({"/a": Site()}) as server:
        selon("fetch", server.url + "/a", "--allow-private", "--pause", 0)
    assert not [c for c in selon("verify", "--format", "json").json() if c["item"].startswith("seal")]
    selon("seal")
    seals = [c for c in selon("verify", "--format", "json").json() if c["item"].startswith("seal")]
    assert [(c["item"], c["answer"]) for c in seals] == [("seal 2", "passed")]


def test_a_charset_that_is_said_in_the_header_alone_and_one_that_lies(selon, ledger: Path) -> None:
    words = "Мэр города заявил, что три моста закрыты после обстрела, а жители остались без света."
    page = f"<html lang='ru'><title>Мост</title><article><h1>Мосты закрыты</h1><p>{words}</p></article></html>"
    lying = page.replace("<html", "<!doctype html><html").replace("<title>", "<meta charset='utf-8'><title>")
    routes = {
        "/header": lambda r: r.reply(page.encode("cp1251"), "200 OK", "Content-Type: text/html; charset=windows-1251"),
        "/lie": lambda r: r.reply(lying.encode("cp1251"), "200 OK", "Content-Type: text/html; charset=utf-8"),
        "/other": lambda r: r.reply(page.encode(), "200 OK", "Content-Type: text/html; charset=koi8-r"),
    }
    with serving(routes) as server:
        for path in routes:
            assert selon("fetch", server.url + path, "--allow-private", "--pause", 0).code == 0
    with Ledger.open(ledger) as opened:
        assert [words in opened.reading(r.id).document.text for r in opened.reports()] == [True, True, True]


def test_older_pages_of_a_channel(selon, ledger: Path) -> None:
    """The preview's own host is played by the resolver: the address says t.me."""
    from tests.unit.capture.test_telegram import PAGE

    from selon.intake.web import Collector, Web

    older = PAGE.replace("durov/120", "durov/100").replace('data-before="118"', "")

    def answer(request: Request) -> None:
        request.reply((older if request.path.endswith("before=118") else PAGE).encode())

    with serving({"/s/durov": answer}) as server:
        import selon.capture.channel as channel

        original, channel.channel_of = channel.channel_of, lambda address: "durov"
        try:
            with Collector(
                Web(allow_private=True, pause=0, pages=9), resolver=lambda host, port: ["127.0.0.1"]
            ) as collector:
                got = collector.get(f"http://t.me:{server.port}/s/durov")
        finally:
            channel.channel_of = original
    assert [item.url for item in got.items if hasattr(item, "payload")] == [
        "https://t.me/durov/120",
        "https://t.me/durov/100",
    ]


def test_an_archive_that_cannot_be_written_ends_the_run_in_words(selon, ledger: Path) -> None:
    ledger.with_name("war.db.warc").write_text("in the way")
    with serving({"/a": Site()}) as server:
        ran = selon("fetch", server.url + "/a", "--allow-private", "--pause", 0)
    assert ran.code == 1
    assert "the archive cannot be written" in ran.err


def test_a_summary_in_a_feed_does_not_hide_the_page_and_a_page_is_no_edit_of_its_summary(selon, ledger: Path) -> None:
    feed = """<rss version="2.0"><channel><title>G</title><item><title>Bridge</title><link>/1</link>
        <description>The bridge is closed.</description></item></channel></rss>"""
    broken = {"now": True}

    def story(request: Request) -> None:
        request.reply(b"", "404 No") if broken["now"] else request.reply(
            page("The mayor said that 3 people were killed.")
        )

    with serving(
        {"/rss": lambda r: r.reply(feed.encode(), "200 OK", "Content-Type: application/rss+xml"), "/1": story}
    ) as server:
        address = f"{server.url}/1"
        for now in (True, False, True):
            broken["now"] = now
            selon("fetch", f"{server.url}/rss", "--ledger", str(ledger), "--allow-private", "--pause", "0")
    with Ledger.open(ledger) as opened:
        assert [v.form for v in opened.versions(opened.report(address).id)] == ["item", "html"]
        assert [e.kind for e in opened.entries() if e.kind == "edit"] == []
