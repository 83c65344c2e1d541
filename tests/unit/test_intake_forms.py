"""Files of every form through the pipeline: captures, documents, statements."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.capture.test_feeds import RSS
from tests.unit.capture.test_mail import message
from tests.unit.capture.test_pdf import make_pdf, two_columns
from tests.unit.capture.test_subtitles import SRT, VTT
from tests.unit.capture.test_telegram import CHAT, POST
from tests.unit.capture.test_telegram import PAGE as CHANNEL

from selon.errors import Fault, UsageError
from selon.intake import forms
from selon.model import Capture
from selon.pipeline import Options, captures_in_file, captures_in_stream, read_capture

EXPORT = json.dumps({**CHAT, "messages": [POST]}).encode()


@pytest.mark.parametrize(
    ("name", "payload", "form", "language", "begins"),
    [
        ("a.pdf", make_pdf([two_columns()]), "pdf", "en", "The mayor said"),
        ("a.srt", SRT.encode(), "srt", "fr", "Le maire"),
        ("a.vtt", VTT.encode(), "vtt", "en", "Anna: We lost"),
        ("a.eml", message().as_bytes(), "eml", "ru", "Сводка за"),
        ("result.json", EXPORT, "telegram", "ru", "Минобороны"), ("a.rss", RSS, "item", "fr", "Trois morts"),
        ("no-suffix", make_pdf([two_columns()]), "pdf", "en", "The mayor said"),
    ],
)  # fmt: skip
def test_each_form_becomes_a_report(
    tmp_path: Path, name: str, payload: bytes, form: str, language: str, begins: str
) -> None:
    file = tmp_path / name
    file.write_bytes(payload)
    captures = [c for c in captures_in_file(file) if isinstance(c, Capture)]
    assert captures[0].form == form
    report, _ = read_capture(captures[0])
    assert report is not None
    assert report.document.text.startswith(begins)
    assert report.document.language == language
    assert report.document.id == captures[0].digest


def test_a_feed_and_a_channel_in_an_archive_are_taken_apart(tmp_path: Path) -> None:
    pages = [("https://gazette.example/rss", "application/rss+xml", RSS.encode() if isinstance(RSS, str) else RSS),
             ("https://t.me/s/durov", "text/html", CHANNEL.encode())]  # fmt: skip
    records = [
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
        for url, kind, body in pages
    ]  # fmt: skip
    file = tmp_path / "x.warc"
    file.write_bytes(b"".join(records))
    captures = [c for c in captures_in_file(file) if isinstance(c, Capture)]
    assert {c.form for c in captures} == {"item", "telegram"}
    assert {c.observed for c in captures} == {"2024-01-01T00:00:00.000000Z"}
    assert all(read_capture(c)[0] is not None for c in captures)


def test_an_export_says_the_name_of_its_channel_when_the_user_does(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(EXPORT)
    (capture,) = captures_in_file(tmp_path / "result.json", Options(channel="durov").checked())
    assert capture.url == f"https://t.me/durov/{POST['id']}"
    with pytest.raises(UsageError):
        Options(channel="../x").checked()


def test_a_page_that_a_feed_led_to_has_the_feeds_date_and_credit() -> None:
    entry = {"published": "Mon, 02 Jan 2023 10:00:00 +0300", "source": ["Reuters", "https://reuters.example/rss"]}
    page = b"<html><body><article><p>The mayor said that the bridge is closed.</p></article></body></html>"
    meta = (("feed_entry", {"entry": json.dumps(entry), "digest": "x", "feed": "f"}),)
    report, _ = read_capture(Capture(page, "html", "p", "https://gazette.example/1", meta=meta))
    assert report is not None
    assert report.document.published == "2023-01-02T10:00:00+03:00"
    assert report.document.credits == ("Reuters", "https://reuters.example/rss")
    dated = page.replace(b"<body>", b'<body><meta property="article:published_time" content="2023-01-03T00:00:00Z">')
    report, _ = read_capture(Capture(dated, "html", "p", "https://gazette.example/1", meta=meta))
    assert report is not None and str(report.document.published).startswith("2023-01-03")


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(SRT.encode())
    options = Options("srt", "2023-09-16", "fr", "https://video.example/1").checked()
    (capture,) = captures_in_file(file, options)
    report, _ = read_capture(capture)
    assert (report.document.published, report.document.language, report.document.url) == (
        "2023-09-16", "fr", "https://video.example/1",
    )  # fmt: skip
    with pytest.raises(UsageError):
        Options("docx").checked()


def test_a_file_that_is_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_BYTES", "100")
    file = tmp_path / "x.srt"
    file.write_bytes(SRT.encode())
    assert [f.code for f in captures_in_file(file) if isinstance(f, Fault)] == ["too-large"]


def test_text_that_cannot_be_kept_is_mended() -> None:
    capture = Capture(json.dumps({"text": "a\0b \ud800 " * 5, "chat": {"name": "N\0"}}).encode(), "telegram", "x")
    document, faults = forms.document_of(capture)
    assert "\0" not in document.text + str(document.outlet)
    assert {"nul", "surrogate"} <= {f.code for f in faults}


def from_pipe(payload: bytes, form: str | None = None) -> list[Capture | Fault]:
    return list(captures_in_stream(io.BufferedReader(io.BytesIO(payload)), "<stdin>", Options(form)))


def test_a_pipe_is_read_whole_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [c.form for c in from_pipe(make_pdf([two_columns()]))] == ["pdf"]
    assert [c.form for c in from_pipe(SRT.encode(), "srt")] == ["srt"]
    assert [f.code for f in from_pipe(EXPORT, "telegram")] == ["form"]
    monkeypatch.setenv("SELON_MAX_BYTES", "100")
    assert [f.code for f in from_pipe(SRT.encode(), "srt")] == ["too-large"]


def test_without_the_extra_texts_are_read_and_the_rest_says_what_is_missing(tmp_path: Path) -> None:
    """A process in which none of the extra's libraries can be imported."""
    (tmp_path / "a.txt").write_text("The mayor said that the bridge is closed until Monday.", encoding="utf-8")
    (tmp_path / "a.rss").write_bytes(RSS)
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    code = """
import sys
for name in ("httpcore2", "feedparser", "ijson", "pypdfium2", "webvtt", "apscheduler", "cryptography", "fastwarc", "brotli"):
    sys.modules[name] = None
from selon.desk.cli.guard import run
codes = [run(["read", f"{sys.argv[1]}/a.txt"]), run(["read", f"{sys.argv[1]}/a.vtt"]), run(["read", f"{sys.argv[1]}/a.rss"]),
         run(["fetch", "https://news.example/", "--ledger", f"{sys.argv[1]}/x.db"])]
print(codes)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, env=environment
    )
    assert done.stdout.splitlines()[-1] == "[0, 1, 1, 2]", done.stderr
    assert done.stderr.count("selon[capture]") == 3
    assert "Traceback" not in done.stderr
    assert "should not have happened" not in done.stderr
