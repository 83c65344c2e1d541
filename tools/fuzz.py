"""Bytes that atheris makes against every parser of what comes from outside: `make fuzz SECONDS_EACH=600`, nightly, not in CI.

A target may refuse its input with an error of ours, or with faults; whatever else it raises, and what takes longer than
ten seconds or 2 GB, is a finding. Findings and what was learnt stay in `.artifacts/fuzz/<target>`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from selon.errors import SelonError

PLACE = Path(".artifacts/fuzz")
LIMITS = ("-max_len=65536", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=0", "-verbosity=0")
ROOMS = ["selon.capture", "selon.reading", "selon.intake"]
PAGE = b"<!doctype html><html lang=en><title>T</title><article><h1>T</h1><p>The mayor said that it is so.</p></article>"
POST = (
    b'{"name": "N", "type": "public_channel", "id": 1, "messages": '
    b'[{"id": 1, "type": "message", "date": "2024-01-01T00:00:00", "text": "a"}]}'
)
POSTS = b'<div class="tgme_widget_message" data-post="name/1"><div class="tgme_widget_message_text">a</div></div>'
RECORD = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://n.example/\r\nContent-Type: text/html\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(PAGE), PAGE)
)


def _capture(form: str) -> Callable[[bytes], object]:
    """Bytes as a capture of a form, read as far as a report."""
    from selon.model import Capture
    from selon.pipeline import read_capture

    return lambda data: read_capture(Capture(data, form, "fuzz", "https://n.example/a"))


def _documents(form: str) -> Callable[[bytes], object]:
    from selon.intake.forms import captures_in_payload, document_of
    from selon.model import Capture

    def read(data: bytes) -> object:
        found = list(captures_in_payload(data, form, "fuzz"))
        return [document_of(c) for c in found if isinstance(c, Capture)]

    return read


def _file(name: str) -> Callable[[bytes], object]:
    from selon.pipeline import Options, captures_in_file

    folder = Path(tempfile.mkdtemp(prefix="selon-fuzz-"))

    def read(data: bytes) -> object:
        (folder / name).write_bytes(data)
        return [
            replace(c, payload=b"") if not hasattr(c, "code") else c for c in captures_in_file(folder / name, Options())
        ]

    return read


def _channel(data: bytes) -> object:
    from selon.capture.channel import older, read_page

    return list(read_page(data, "https://t.me/s/name")), older(data)


def _headers(data: bytes) -> object:
    """An address, a robots.txt and a packed body out of one input."""
    from selon.capture import robots, urls
    from selon.capture.guard import refusal
    from selon.capture.inflate import Bounds, inflate

    text = data.decode("utf-8", "surrogateescape")
    first, _, rest = text.partition("\n")
    refusal(first)
    robots.parse(data, "Selon").decision("https://n.example/" + first[:100])
    for packing in ("gzip", "deflate", "br", "zstd", first[:40]):
        try:
            inflate(data, packing, Bounds(max_bytes=1 << 20), "fuzz")
        except SelonError:
            continue
    return urls.canonical(first), urls.join("https://n.example/a/b", rest[:500]), urls.file_name(text)


TARGETS: Mapping[str, tuple[Callable[[], Callable[[bytes], object]], bytes]] = {
    "html": (lambda: _capture("html"), PAGE),
    "txt": (lambda: _capture("txt"), b"The mayor said on 5 May 2024 that 3 people were killed."),
    "json": (lambda: _capture("json"), b'{"@type": "NewsArticle", "articleBody": "The mayor said so."}'),
    "feed": (lambda: _documents("feed"), b'<rss version="2.0"><channel><item><title>a</title></item></channel></rss>'),
    "mail": (lambda: _documents("eml"), b"From: a@b.example\nSubject: =?utf-8?q?a?=\n\nThe mayor said so."),
    "srt": (lambda: _documents("srt"), b"1\n00:00:01,000 --> 00:00:02,000\nThe mayor said so.\n"),
    "vtt": (lambda: _documents("vtt"), b"WEBVTT\n\n00:01.000 --> 00:02.000\n<c.a>so</c>\n"),
    "telegram": (lambda: _file("result.json"), POST),
    "warc": (lambda: _file("a.warc"), RECORD),
    "channel": (lambda: _channel, POSTS),
    "wire": (lambda: _headers, b"http://user@host:99999999999/%00\nhttp://[fe80::1%25eth0]/"),
}  # fmt: skip
"""Each target: what makes the function that reads bytes, and one good input to begin with."""


def one(name: str, options: list[str]) -> None:
    """Fuzz one target in this process, until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=ROOMS):
        read = TARGETS[name][0]()
        import selon.capture.channel
        import selon.capture.feeds
        import selon.capture.urls  # noqa: F401

    def take(data: bytes) -> None:
        try:
            read(data)
        except SelonError:
            return

    take(TARGETS[name][1])  # what is loaded at the first input is not the input's time
    atheris.Setup([sys.argv[0], *options], take)
    atheris.Fuzz()


def every(seconds: int, names: list[str]) -> int:
    """Fuzz targets one after the other; the number of those with findings."""
    found = 0
    for name in names or list(TARGETS):
        corpus = PLACE / name / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        (corpus / "seed").write_bytes(TARGETS[name][1])
        command = [sys.executable, "-m", "tools.fuzz", "--one", name, *LIMITS, f"-max_total_time={seconds}"]
        command += [f"-artifact_prefix={PLACE / name}/", str(corpus)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=os.environ)
        found += done.returncode != 0
        (PLACE / name / "log").write_text(done.stdout + done.stderr, encoding="utf-8")
        said = "" if not done.returncode else f"; see {PLACE / name}/log\n" + done.stderr[-1500:]
        print(f"{name}: {'passed' if not done.returncode else 'FAILED'}, {seconds} s{said}", flush=True)
    return found


def main(arguments: list[str]) -> int:
    """`[SECONDS] [TARGET…]`, or `--one TARGET OPTIONS…` for libFuzzer's own."""
    if arguments[:1] == ["--one"]:
        one(arguments[1], arguments[2:])
        return 0
    seconds = int(arguments[0]) if arguments and arguments[0].isdigit() else 60
    return min(every(seconds, [a for a in arguments if a in TARGETS]), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
