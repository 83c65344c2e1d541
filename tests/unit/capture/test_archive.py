"""WARC: ours is read by others, theirs by us, broken ones as far as they go."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.capture.loopback import page, serving
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from selon.capture.archive import moment, read_warc, unchunk
from selon.capture.fetch import Fetcher, Options
from selon.capture.inflate import Bounds
from selon.capture.records import Exchange
from selon.capture.warc_out import WarcWriter, exchange_records, resource
from selon.errors import Fault, InputError
from selon.model import Capture

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves files open
OPEN = Options(pause=0, retries=0, seconds=30, read_seconds=10, allow_private=True)


def split(path: Path, **bounds: int) -> tuple[list[Capture], list[Fault]]:
    items = list(read_warc(path, Bounds(**bounds)))
    return [i for i in items if isinstance(i, Capture)], [i for i in items if isinstance(i, Fault)]


def theirs(pages: Sequence[tuple[str, bytes]], packed: bool = True, **more: object) -> bytes:
    """A WARC file as warcio writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, body in pages:
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *more.get("http", [])], protocol="HTTP/1.1")
        headers = more.get("warc")
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=headers)
        )
    return out.getvalue()


PAGES = [(f"https://news.example/{n}", page(f"Report number {n}.")) for n in range(5)]


@lru_cache(maxsize=2)
def sample(packed: bool) -> bytes:
    return theirs(PAGES[:3], packed)


def test_what_we_write_is_read_by_warcio_and_by_fastwarc_with_right_digests(tmp_path: Path) -> None:
    routes = {
        "/a": lambda r: r.reply(b"", "302 Found", "Location: /b"),
        "/b": lambda r: r.reply(gzip.compress(page("packed")), "200 OK", "Content-Encoding: gzip"),
        "/c": lambda r: r.raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n0\r\n\r\n"
        ),
    }
    with serving(routes) as server, WarcWriter(tmp_path) as sink, Fetcher(OPEN, sink=sink) as fetcher:
        got = [fetcher.fetch(f"{server.url}/{name}") for name in "ac"]
    file = next(tmp_path.glob("*.warc.gz"))
    with file.open("rb") as raw:
        kinds, bodies = [], {}
        for record in ArchiveIterator(raw, check_digests="raise"):
            kinds.append(record.rec_type)
            body = record.content_stream().read()
            if record.rec_type == "response":
                bodies[record.rec_headers["WARC-Target-URI"].rpartition("/")[2]] = body
    assert kinds == ["warcinfo"] + ["response", "request"] * 4, "robots.txt, /a, /b, /c"
    assert bodies["b"] == page("packed"), "warcio undoes the content encoding"
    assert bodies["c"] == b"<html>"
    with file.open("rb") as raw:
        for record in FastIterator(raw, parse_http=False):
            assert record.verify_block_digest() is True
    with file.open("rb") as raw:
        for record in FastIterator(raw, parse_http=True):
            if record.headers.get("WARC-Type") == "response":
                assert record.verify_payload_digest() is True
    captures, faults = split(file)
    assert [c.payload for c in captures] == [got[0].capture.payload, got[1].capture.payload]
    assert [f.code for f in faults] == ["passed-over"]
    place = dict(got[0].capture.meta)["warc"]
    with file.open("rb") as raw:
        raw.seek(place["offset"])
        assert b"WARC-Target-URI: " + server.url.encode() + b"/b" in gzip.decompress(raw.read(place["length"]))


def test_files_rotate_and_each_begins_with_a_warcinfo(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, max_file=2000) as sink:
        for n in range(12):
            sink.write(resource(f"urn:x:{n}", "2026-11-24T00:00:00Z", "text/plain", bytes(range(256)) * 2))
    files = sorted(tmp_path.iterdir())
    assert len(files) > 1
    total = 0
    for file in files:
        with file.open("rb") as raw:
            kinds = [r.rec_type for r in ArchiveIterator(raw, check_digests="raise")]
        assert kinds[0] == "warcinfo"
        total += kinds.count("resource")
    assert total == 12


@pytest.mark.parametrize("form", ["members", "plain", "one member"])
def test_what_others_write_is_read(tmp_path: Path, form: str) -> None:
    data = theirs(PAGES, packed=form == "members")
    file = tmp_path / "theirs.warc.gz"
    file.write_bytes(gzip.compress(data) if form == "one member" else data)
    captures, faults = split(file)
    assert [(c.url, c.payload) for c in captures] == PAGES
    assert faults == []
    assert all(c.form == "html" for c in captures)


def test_a_file_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    whole = theirs(PAGES)
    last = whole.rfind(b"\x1f\x8b\x08")
    file = tmp_path / "cut.warc.gz"
    for end in (last + 1, last + 20, len(whole) - 200, len(whole) - 60):
        file.write_bytes(whole[:end])
        captures, faults = split(file)
        assert [c.url for c in captures] == [url for url, _ in PAGES[:4]], end
        assert faults or end == last + 1


def test_a_broken_member_in_the_middle_costs_itself_alone(tmp_path: Path) -> None:
    whole = bytearray(theirs(PAGES))
    second = whole.find(b"\x1f\x8b\x08", 1)
    whole[second + 30 : second + 60] = b"\xff" * 30
    file = tmp_path / "broken.warc.gz"
    file.write_bytes(bytes(whole))
    captures, faults = split(file)
    assert [c.url for c in captures] == [PAGES[0][0], *(url for url, _ in PAGES[2:])]
    assert [f.code for f in faults] == ["warc"]


def plain_record(url: str, length: str | None = None, kind: str = "response", **more: str) -> bytes:
    """A record by hand, which may lie about its length."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(f"Report at {url}.")
    said = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2024-01-01T00:00:00Z"} | {
        k.replace("_", "-"): v for k, v in more.items()
    }
    said |= {"Content-Type": "application/http;msgtype=response", "Content-Length": length or str(len(block))}
    head = "WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in said.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "length", ["60", "400", "4000", "99999999", "4000000000", "99999999999999999999", "-5", "abc", "0x40", "+120"]
)
def test_a_record_that_lies_about_its_length_takes_one_other_with_it_at_most(
    tmp_path: Path, length: str, packed: bool
) -> None:
    file = tmp_path / "lies.warc"
    records = [plain_record(f"https://news.example/{n}", length if n == 1 else None) for n in range(4)]
    file.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    captures, faults = split(file)
    found = [c.url for c in captures if c.url != "https://news.example/1"]
    assert found[0] == "https://news.example/0" and found[-1] == "https://news.example/3"
    assert len(found) >= 2 + (length in ("60", "-5"))
    assert faults
    assert [c for c in captures if "behind_broken_place" in dict(c.meta)]


def test_logs_of_crawlers_and_rules_of_hosts_are_no_reports(tmp_path: Path) -> None:
    file = tmp_path / "w.warc"
    log = "metadata://gnu.org/software/wget/warc/wget.log"
    revisit = plain_record("https://news.example/a", kind="revisit", WARC_Truncated="length")
    records = [plain_record("https://news.example/robots.txt"), plain_record(log, kind="resource"), revisit]
    file.write_bytes(b"".join([plain_record("https://news.example/a"), *records]))
    captures, faults = split(file)
    assert [c.url for c in captures] == ["https://news.example/a"]
    assert [f.reason for f in faults] == ["no report in: 2 records about the crawl, 1 revisit of the same page"]


def test_records_cut_at_capture_and_statuses_are_said(tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(theirs(PAGES[:1], warc={"WARC-Truncated": "length"}))
    captures, faults = split(file)
    assert captures == []
    assert [f.code for f in faults] == ["cut-short"]
    assert "length" in faults[0].reason


def test_a_record_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(theirs([("https://news.example/big", b"x" * 900_000), *PAGES[:1]]))
    captures, faults = split(file, max_bytes=100_000)
    assert [c.url for c in captures] == [PAGES[0][0]]
    assert [f.code for f in faults] == ["too-large"]


def exchange(url: str, body: bytes, status: int = 200) -> Exchange:
    return Exchange(
        url, "GET", (("Host", "news.example"),), "1.1", status, "OK", (("Content-Type", "text/html"),), body,
        "2026-11-24T00:00:00.000000Z", "2026-11-24T00:00:01.000000Z", 1.0, "8.8.8.8", 443,
    )  # fmt: skip


def test_revisits_add_nothing_at_their_own_address_and_the_same_bytes_at_another(tmp_path: Path) -> None:
    first = exchange("https://news.example/a", page())
    with WarcWriter(tmp_path) as sink:
        sink(first)
        sink.write(exchange_records(first, ("https://news.example/a", first.started))[0])
        sink.write(
            exchange_records(exchange("https://mirror.example/a", page()), ("https://news.example/a", first.started))[0]
        )
        sink(exchange("https://news.example/a", b"", 304))
    captures, faults = split(next(tmp_path.iterdir()))
    assert [(c.url, c.payload) for c in captures] == [
        ("https://news.example/a", page()),
        ("https://mirror.example/a", page()),
    ]
    assert [f.reason for f in faults] == ["no report in: 2 revisit of the same page"]


def test_a_revisit_after_other_bytes_says_that_the_page_went_back(tmp_path: Path) -> None:
    url = "https://news.example/a"
    before, after = page(), page().replace(b"</p>", b" It was otherwise.</p>", 1)
    first = exchange(url, before)
    with WarcWriter(tmp_path) as sink:
        sink(first)
        sink(replace(exchange(url, after), started="2026-11-24T01:00:00.000000Z"))
        back = replace(first, started="2026-11-24T02:00:00.000000Z")
        sink.write(exchange_records(back, (url, first.started))[0])
        sink.write(exchange_records(back, (url, first.started))[0])
    captures, faults = split(next(tmp_path.iterdir()))
    assert [c.payload for c in captures] == [before, after, before]
    assert [c.observed for c in captures] == [f"2026-11-24T0{h}:00:00.000000Z" for h in range(3)]
    assert [f.reason for f in faults] == ["no report in: 1 revisit of the same page"]


@pytest.mark.parametrize(
    ("said", "is_"),
    [
        ("2026-11-24T00:00:00Z", "2026-11-24T00:00:00.000000Z"),
        ("2026-11-24T02:30:00.5+02:00", "2026-11-24T00:30:00.500000Z"),
        ("2026-11-24T00:00:00", None), ("0001-01-01T00:00:00+14:00", None), ("yesterday", None), ("", None),
    ],
)  # fmt: skip
def test_the_moment_of_a_record(said: str, is_: str | None) -> None:
    assert moment(said) == is_


def test_chunked_bodies_in_records_are_undone() -> None:
    assert unchunk(b"4\r\nWiki\r\n5;x=1\r\npedia\r\n0\r\n\r\n") == b"Wikipedia"
    assert unchunk(b"<html>not chunked at all") == b"<html>not chunked at all"
    with pytest.raises(InputError):
        unchunk(b"4\r\nWiki\r\n5\r\nped")


@given(st.binary(max_size=400))
def test_unchunk_survives_anything(data: bytes) -> None:
    try:
        assert len(unchunk(data)) <= len(data)
    except InputError as fault:
        assert fault.fault.code == "cut-short"


@given(st.binary(max_size=2000), st.integers(0, 1500), st.booleans())
def test_a_spoilt_file_never_raises(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, packed: bool
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "x.warc.gz"
    whole = sample(packed)
    file.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    captures, _ = split(file)
    assert len(captures) <= 3


@pytest.mark.parametrize("data", [b"", b"garbage" * 50, b"WARC/1.0\r\n" + b"A" * 200_000, gzip.compress(b"no warc")])
def test_what_is_no_warc_is_said_or_empty(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(data)
    captures, faults = split(file)
    assert captures == []
    assert bool(faults) == bool(data)
