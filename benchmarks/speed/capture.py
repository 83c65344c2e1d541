"""Capture beside its peers: pages from a local server, Telegram exports, WARC records, memory while streaming.

    python -m benchmarks.speed.capture [telegram] [pages] [warc] [memory]

Without names: all but `memory`. Each has its peer in the same run, in turns, and says how many times as much we do in
the same computing time of this process: what else runs on the machine matters little to that.

pages: served by a process of its own; our side, in one thread on one core, fetches with all checks, archives as WARC
and reads; beside it trafilatura alone on the same decoded pages in memory. telegram: an export to captures, and to
documents, beside ijson alone on the same file. warc: one file to captures, beside warcio to payloads. memory: 1 GB
through each reader that streams, in a fresh process whose peak memory is told beside what it had at the start.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.quality.outcome import shared_folder
from benchmarks.quality.pages import pages
from benchmarks.speed.pages import rate

WORDS = "Минобороны сообщило, что над областью сбиты двадцать четыре дрона; пострадавших нет. "
SERVER = """
import http.server, sys, pathlib
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        name = self.path.strip("/")
        found = pages.get(name)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")
    def log_message(self, *a): pass
pages = {p.name: p.read_bytes() for p in pathlib.Path(sys.argv[1]).iterdir()}
s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
print(s.server_port, flush=True)
s.serve_forever()
"""


def computing(work: Callable[[], object]) -> float:
    """Seconds of computing that this process takes over something."""
    began = time.process_time()
    work()
    return time.process_time() - began


@contextmanager
def one_core() -> Iterator[None]:
    """This process on one core, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def served(payloads: Sequence[bytes], folder: Path) -> dict[str, float]:
    """Pages per second: fetched and archived; fetched, archived and read; trafilatura alone in memory."""
    from trafilatura import bare_extraction

    from selon.intake.web import Collector, Web
    from selon.model import Capture
    from selon.reading import read

    site = folder / "site"
    site.mkdir()
    for n, payload in enumerate(payloads):
        (site / str(n)).write_bytes(payload)
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(site)], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        home = f"http://127.0.0.1:{int(server.stdout.readline())}"
        urls = [f"{home}/{n}".encode() for n in range(len(payloads))]
        with Collector(Web(allow_private=True, pause=0, jobs=1), folder / "warc") as collector:

            def fetched(url: bytes) -> list[Capture]:
                return [c for c in collector.get(url.decode()).items if isinstance(c, Capture)]

            def whole(url: bytes) -> object:
                return [read(capture) for capture in fetched(url)]

            def theirs(payload: bytes) -> object:
                return bare_extraction(payload.decode("utf-8", "replace"), fast=True, with_metadata=False)

            assert sum(len(fetched(url)) for url in urls[:5]) == 5
            with one_core():
                turns = [(rate(fetched, urls), rate(whole, urls), rate(theirs, payloads)) for _ in range(2)]
                spent = [
                    computing(lambda: [whole(url) for url in urls]),
                    computing(lambda: [theirs(p) for p in payloads]),
                ]
    finally:
        server.kill()
        server.wait()
        if server.stdout:
            server.stdout.close()
    fetch, both, alone = (max(column) for column in zip(*turns, strict=True))
    return {
        "fetched + archived": fetch,
        "fetched + archived + read": both,
        "trafilatura alone": alone,
        "ratio by the clock": both / alone,
        "ratio of computing": spent[1] / spent[0],
    }


def export(path: Path, least: int) -> int:
    """A Telegram export of at least so many bytes; the number of its posts."""
    head = {"name": "Канал", "type": "public_channel", "id": 1}
    post = {
        "type": "message",
        "date": "2023-09-15T13:20:30",
        "date_unixtime": "1694773230",
        "from": "Канал",
        "from_id": "channel1",
    }
    count = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": [')
        while out.tell() < least:
            for _ in range(200):
                text = f"{count}. {WORDS * (1 + count % 5)}"
                entities = [{"type": "bold", "text": text[:20]}, {"type": "plain", "text": text[20:]}]
                message = {"id": count, **post, "text": [entities[0], text[20:]], "text_entities": entities}
                out.write(("," if count else "") + json.dumps(message, ensure_ascii=False))
                count += 1
        out.write("]}")
    return count


def telegram(folder: Path, least: int = 60 << 20) -> dict[str, float]:
    """Posts per second of computing time out of an export, to captures; and to documents as well; ijson alone."""
    import ijson

    from selon.capture.telegram import read_export, to_document
    from selon.model import Capture

    file = folder / "result.json"
    posts = export(file, least)

    def documents() -> int:
        return sum(to_document(item)[0] is not None for item in read_export(file) if isinstance(item, Capture))

    def theirs() -> int:
        with file.open("rb") as raw:
            return sum(1 for _ in ijson.items(raw, "messages.item", use_float=True))

    assert documents() == theirs() == posts
    captures = computing(lambda: sum(1 for _ in read_export(file)))
    both, alone = computing(documents), computing(theirs)
    return {
        "posts": posts, "captures/s": posts / captures, "documents/s": posts / both, "ijson alone/s": posts / alone,
        "captures, ratio": alone / captures,
    }  # fmt: skip


def archive(path: Path, payloads: Sequence[bytes], least: int) -> int:
    """A WARC file of at least so many bytes before packing, as warcio writes it; the number of its responses."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    count = written = 0
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        while written < least:
            body = payloads[count % len(payloads)]
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://news.example/{count}", "response", io.BytesIO(body), http_headers=http
            )
            writer.write_record(record)
            count, written = count + 1, written + len(body)
    return count


def warc(payloads: Sequence[bytes], folder: Path) -> dict[str, float]:
    """Records per second: ours to captures, warcio to payloads, of one file; and writing."""
    from warcio.archiveiterator import ArchiveIterator

    from selon.capture.archive import read_warc

    file = folder / "x.warc.gz"
    records = archive(file, payloads, 120 << 20)

    def ours(_: bytes) -> int:
        return sum(1 for _ in read_warc(file))

    def theirs(_: bytes) -> int:
        with file.open("rb") as raw:
            return sum(1 for r in ArchiveIterator(raw) if r.content_stream().read() is not None)

    assert ours(b"") == theirs(b"") == records
    turns = [(computing(lambda: ours(b"")), computing(lambda: theirs(b""))) for _ in range(3)]
    mine, other = (records / min(column) for column in zip(*turns, strict=True))
    return {"records": records, "ours/s": mine, "warcio/s": other, "ratio": mine / other}


PEAK = """
import sys
from pathlib import Path
from {module} import {name} as read
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith("VmHWM"))
base = most()
count = sum(1 for _ in read(Path(sys.argv[1])))
print(count, base, most())
"""


def peak(module: str, name: str, file: Path) -> dict[str, float]:
    """Peak memory in MiB of a fresh process (Linux) that streams a file, before and after; the number of items."""
    code = PEAK.format(module=module, name=name)
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    count, base, top = (int(value) for value in done.stdout.split())
    return {
        "items": count,
        "MiB at start": base / 1024,
        "MiB at peak": top / 1024,
        "MiB of the file": file.stat().st_size / (1 << 20),
        "seconds": time.perf_counter() - began,
    }


def gigabyte(payloads: Sequence[bytes], folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """1 GB through each reader that streams."""
    export(folder / "big.json", 1 << 30)
    yield "1 GB Telegram export", peak("selon.capture.telegram", "read_export", folder / "big.json")
    (folder / "big.json").unlink()
    archive(folder / "big.warc.gz", payloads, 1 << 30)
    yield "1 GB of WARC payloads", peak("selon.capture.archive", "read_warc", folder / "big.warc.gz")
    (folder / "big.warc.gz").unlink()
    with gzip.open(folder / "plain.warc.gz", "wb", compresslevel=1) as out:
        block = b"<html>" + os.urandom(1 << 19).hex().encode()
        head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nContent-Type: application/http\r\n"
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        for n in range(1024):
            out.write(head % n + b"Content-Length: %d\r\n\r\n" % (len(http) + len(block)) + http + block + b"\r\n\r\n")
    yield "1 GB WARC in one gzip member", peak("selon.capture.archive", "read_warc", folder / "plain.warc.gz")


def main() -> int:
    """Measure and print what is named; what needs the corpora is said to be left out when they are not there."""
    from benchmarks.speed.__main__ import show

    named = sys.argv[1:] or ["telegram", "pages", "warc"]
    if unknown := set(named) - {"telegram", "pages", "warc", "memory"}:
        print(f"there is no {sorted(unknown)[0]!r}; there are telegram, pages, warc, memory", file=sys.stderr)
        return 2
    corpus = shared_folder() / "corpora" / "pages"
    payloads = [page.payload for page in pages(corpus)] if corpus.is_dir() else []
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="selon-bench-") as name:
        folder = Path(name)
        if "telegram" in named:
            show("Telegram export, per second of computing", telegram(folder))
        if not payloads:
            print(f"NOT MEASURED: pages, warc, memory, {corpus} is not there")
            return 0
        if "pages" in named:
            show("pages per second, one thread on one core", served(payloads, folder))
        if "warc" in named:
            show("WARC records, per second of computing", warc(payloads, folder))
        for title, figures in gigabyte(payloads, folder) if "memory" in named else ():
            show(title, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
