"""Writing WARC 1.1 (ISO 28500:2017): each exchange as request and response, one gzip member per record, in rotating
files.

Transfer encodings are undone before writing and their header is kept under `X-Archive-Orig-…`; content encodings
stay. Digests in the file are SHA-1 in base 32 as other tools expect; SHA-256 of the decoded payload is the ledger's
affair.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import threading
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path

from selon.capture.records import Exchange, Headers

MAX_FILE = 1 << 30
"""A new file is begun when the present one is larger (bytes)."""
LEVEL = 3
"""How hard to pack: an eighth larger than the usual 6, and more than twice as fast."""
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_GONE = frozenset(("transfer-encoding",))


def warc_digest(data: bytes) -> str:
    """`sha1:` and the SHA-1 in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def record_id() -> str:
    """A fresh record id, `<urn:uuid:…>`."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def record(kind: str, headers: Sequence[tuple[str, str]], block: bytes) -> bytes:
    """One record as bytes, uncompressed; the length and the digest of the block are added."""
    lines = ["WARC/1.1", f"WARC-Type: {kind}", *(f"{k}: {_line(v)}" for k, v in headers)]
    lines += [f"WARC-Block-Digest: {warc_digest(block)}", f"Content-Length: {len(block)}", "", ""]
    return "\r\n".join(lines).encode("utf-8") + block + b"\r\n\r\n"


def _line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def http_head(first: str, headers: Headers) -> bytes:
    """A start line and headers as bytes, with the empty line behind them."""
    lines = [first, *(f"{k}: {_line(v)}" for k, v in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def _shown(headers: Headers) -> Headers:
    return tuple((f"X-Archive-Orig-{k}" if k.lower() in _GONE else k, v) for k, v in headers)


def exchange_records(done: Exchange, same_as: tuple[str, str] | None = None) -> tuple[bytes, bytes]:
    """The response (or revisit) record and the request record of one exchange.

    same_as: address and date of an earlier capture with the same bytes; gives a `revisit` of it without a body.
    """
    response, request = record_id(), record_id()
    path = done.url.split("//", 1)[-1].partition("/")[2]
    asked = http_head(f"{done.method} /{path} HTTP/1.1", done.request_headers)
    common = [("WARC-Target-URI", done.url), ("WARC-Date", done.started)]
    if done.address:
        common.append(("WARC-IP-Address", done.address))
    sent = record(
        "request",
        [("WARC-Record-ID", request), *common, ("Content-Type", "application/http; msgtype=request"),
         ("WARC-Concurrent-To", response)],
        asked,
    )  # fmt: skip
    kind, more, body = _answer(done, same_as)
    head = http_head(f"HTTP/1.1 {done.status} {done.reason}".rstrip(), _shown(done.headers))
    got = record(
        kind,
        [("WARC-Record-ID", response), *common, ("Content-Type", "application/http; msgtype=response"),
         ("WARC-Payload-Digest", warc_digest(done.body)), *_protocol(done), *more],
        head + body,
    )  # fmt: skip
    return got, sent


def _answer(done: Exchange, same_as: tuple[str, str] | None) -> tuple[str, list[tuple[str, str]], bytes]:
    if done.truncated:
        return "response", [("WARC-Truncated", done.truncated)], done.body
    if done.status == 304 or same_as:
        profile = NOT_MODIFIED if done.status == 304 else IDENTICAL
        url, date = same_as or (done.url, "")
        refers = [("WARC-Refers-To-Target-URI", url)] + ([("WARC-Refers-To-Date", date)] if date else [])
        return "revisit", [("WARC-Profile", profile), *refers], b""
    return "response", [], done.body


def _protocol(done: Exchange) -> list[tuple[str, str]]:
    said = [("WARC-Protocol", "h2" if done.http == "2" else f"http/{done.http}")]
    if done.tls:
        said.append(("WARC-Protocol", str(done.tls.get("version", "")).lower().replace("tlsv", "tls/")))
        said.append(("WARC-Cipher-Suite", str(done.tls.get("cipher"))))
    return said


def resource(url: str, date: str, content_type: str, payload: bytes, extra: Sequence[tuple[str, str]] = ()) -> bytes:
    """A `resource` record: bytes that did not come over HTTP."""
    head = [
        ("WARC-Record-ID", record_id()), ("WARC-Target-URI", url), ("WARC-Date", date), ("Content-Type", content_type),
        ("WARC-Payload-Digest", warc_digest(payload)), *extra,
    ]  # fmt: skip
    return record("resource", head, payload)


def info(name: str, software: str) -> bytes:
    """The `warcinfo` record at the beginning of a file."""
    lines = [f"software: {software}", "format: WARC File Format 1.1", "robots: see the ledger, capture by capture", ""]
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    head = [("WARC-Record-ID", record_id()), ("WARC-Date", now), ("WARC-Filename", name)]
    return record("warcinfo", [*head, ("Content-Type", "application/warc-fields")], "\r\n".join(lines).encode())


class WarcWriter:
    """Appends records to rotating files in a folder; every process begins a file of its own. Safe between threads.

    A process that is killed leaves at most one record cut at the end of its file; readers say so and lose nothing else.
    """

    def __init__(self, folder: Path, software: str = "Selon", max_file: int = MAX_FILE) -> None:
        self.folder, self.software, self.max_file = folder, software, max_file
        self._file: BufferedWriter | None = None
        self._path: Path | None = None
        self._count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, done: Exchange) -> Mapping[str, object]:
        """Store one exchange; gives where its response record stands: `file`, `offset`, `length`."""
        response, request = exchange_records(done)
        with self._lock:
            place = self._append(response)
            self._append(request)
        return place

    def write(self, raw: bytes) -> Mapping[str, object]:
        """Store one record made by `record` or `resource`; gives where it stands."""
        with self._lock:
            return self._append(raw)

    def close(self) -> None:
        """Finish the present file, on disk for good."""
        with self._lock:
            self._finish()

    def _append(self, raw: bytes) -> Mapping[str, object]:
        file, path = self._open()
        offset = file.tell()
        packed = gzip.compress(raw, LEVEL, mtime=0)
        file.write(packed)
        file.flush()
        if file.tell() >= self.max_file:
            self._finish()
        return {"file": path.name, "offset": offset, "length": len(packed)}

    def _open(self) -> tuple[BufferedWriter, Path]:
        if self._file is None or self._path is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._count += 1
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            self._path = self.folder / f"selon-{stamp}-{os.getpid()}-{self._count:05d}.warc.gz"
            self._file = self._path.open("xb")
            self._file.write(gzip.compress(info(self._path.name, self.software), LEVEL, mtime=0))
        return self._file, self._path

    def _finish(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = self._path = None
