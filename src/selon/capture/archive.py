"""Reading WARC files, ours and those of other crawlers: whole-file gzip, cut ends, broken members, `revisit` records.

Memory: one record at a time. Every record that yields no capture is counted or said.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from selon.capture.forms import form_of
from selon.capture.inflate import Bounds, inflate
from selon.capture.records import Headers, header
from selon.capture.urls import canonical
from selon.errors import Fault, InputError
from selon.model import Capture

KINDS = ("response", "resource", "revisit", "conversion")
MAX_HEAD = 256 << 10
"""HTTP headers longer than this are broken (bytes)."""
MAX_RESYNC = 4096
"""So many broken places of one file are stepped over."""
_STATUS = re.compile(rb"HTTP/[\d.]{1,5} (\d{3})")
_NO_REPORT = re.compile(r"metadata:|https?://[^/?#]+/robots\.txt(?:[?#]|$)", re.IGNORECASE)
"""What crawlers put beside the pages: their own logs, the rules of the hosts."""
_MEMBER = b"\x1f\x8b\x08"


@dataclass(slots=True)
class Reading:
    """What is known while one file is read: places of payloads by digest, which payload each address (by its hash) had
    last, what was passed over, faults, the last broken place that was stepped over.
    """

    place: str
    bounds: Bounds
    offsets: dict[str, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    broken: int | None = None

    def fault(self, code: str, at: int, reason: str) -> None:
        """Note a fault at a byte offset of the file."""
        self.faults.append(Fault(code, f"{self.place}@{at}", reason))


def read_warc(path: Path, bounds: Bounds | None = None) -> Iterator[Capture | Fault]:
    """The captures of a WARC file in its order, and faults where something is broken; one summary fault of what was
    passed over.

    Raises nothing for what stands in the file; `OSError` when it cannot be opened.
    """
    reading = Reading(str(path), bounds or Bounds())
    with path.open("rb") as file:
        for record in _records(file, reading):
            capture = _capture(record, reading, path)
            yield from reading.faults
            reading.faults.clear()
            if capture is not None:
                yield capture
        yield from reading.faults
    if reading.passed:
        said = ", ".join(f"{n} {what}" for what, n in sorted(reading.passed.items()))
        yield Fault("passed-over", str(path), f"no report in: {said}")


def _records(file: BinaryIO, reading: Reading) -> Iterator[Any]:
    """All records from the start; after a broken place, or a record that claims more than there is, from the next one."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start, plain = 0, file.read(2) != _MEMBER[:2]
    for _ in range(MAX_RESYNC):
        file.seek(start)
        last, record = start, None
        try:
            for found in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                last = start + found.stream_pos
                yield (record := _Record(found, last, reading.broken))
            if record is None or not record.incomplete:
                _check_end(file, last, reading)
                return
        except (OSError, ValueError) as fault:
            reading.fault("warc", last, f"broken: {fault}; reading goes on at the next record")
        place = _next_plain(file, last + 1) if plain else _next_member(file, last + 1)
        if place is None:
            return
        start, reading.broken = place, last
    reading.fault("warc", start, "too many broken places; the rest is not read")


def _check_end(file: BinaryIO, last: int, reading: Reading) -> None:
    """Say when a few bytes of one more member stand behind the last record: too few for a reader to notice."""
    file.seek(last)
    data = file.read(3)
    unpacker = zlib.decompressobj(31)
    if data != _MEMBER:
        return
    try:
        while data and not unpacker.eof:
            unpacker.decompress(data, 1 << 20)
            data = unpacker.unconsumed_tail or (b"" if unpacker.eof else file.read(1 << 16))
    except zlib.error:
        return
    rest = unpacker.unused_data
    if unpacker.eof and rest.strip(b"\0"):
        reading.fault("cut-short", last, "the last record of the file has only begun; passed over")


def _next_member(file: BinaryIO, start: int) -> int | None:
    """The offset of the next gzip member that begins with `WARC/`, from `start` on; `None` when there is none."""
    position, tail = start, b""
    file.seek(start)
    while block := file.read(1 << 20):
        data = tail + block
        base = position - len(tail)
        at = data.find(_MEMBER)
        while at >= 0:
            if at > len(data) - 512 and len(block) == 1 << 20:
                break
            if _begins_record(data[at : at + 512]):
                return base + at
            at = data.find(_MEMBER, at + 1)
        position += len(block)
        tail = data[-512:]
    return None


def _next_plain(file: BinaryIO, start: int) -> int | None:
    """The offset of the next line of a file that is not packed which begins with `WARC/`; `None` when there is none."""
    position, tail = start - 1, b""
    file.seek(position)
    while block := file.read(1 << 20):
        data = tail + block
        found = data.find(b"\nWARC/1.")
        if found >= 0:
            return position - len(tail) + found + 1
        position += len(block)
        tail = data[-8:]
    return None


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(b"WARC/1.")
    except zlib.error:
        return False


class _Record:
    """One record: its headers by lower-case name, and its block, read once.

    broken: the place behind which it was looked for, `None` when it follows the one before. incomplete: its length may
    be a lie that swallowed those behind it.
    """

    __slots__ = ("_inner", "broken", "headers", "incomplete", "offset")

    def __init__(self, inner: Any, offset: int, broken: int | None = None) -> None:
        self._inner, self.offset, self.broken, self.incomplete = inner, offset, broken, False
        self.headers: dict[str, str] = {k.lower(): v for k, v in inner.headers.items()}

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()

    @property
    def length(self) -> int:
        said = self.headers.get("content-length", "").strip()
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else -1

    def block(self, limit: int) -> bytes:
        """At most `limit` bytes of the block; no more room is made than the record announces."""
        return bytes(self._inner.reader.read(min(limit, self.length)) if self.length > 0 else b"")


def _capture(record: _Record, reading: Reading, path: Path) -> Capture | None:
    kind = record.kind
    if kind not in KINDS:
        if kind not in ("request", "warcinfo", "metadata"):
            reading.passed[f"record of type {kind[:20] or '(none)'}"] += 1
        return None
    limit = reading.bounds.max_bytes + MAX_HEAD
    if record.length > limit:
        record.incomplete = True
        reading.fault("too-large", record.offset, f"a record of {record.length} bytes is not read")
        return None
    block = record.block(limit)
    if len(block) < record.length:
        record.incomplete = True
        reading.fault("cut-short", record.offset, f"{len(block)} of {record.length} bytes are there; passed over")
        return None
    if kind != "revisit" and (cut := record.headers.get("warc-truncated")):
        reading.fault("cut-short", record.offset, f"cut when it was captured ({cut}); passed over")
        return None
    try:
        if kind == "revisit":
            return _revisit(record, reading, path)
        return _payload(record, block, reading)
    except InputError as fault:
        reading.fault(fault.fault.code, record.offset, fault.fault.reason)
        return None


def _revisit(record: _Record, reading: Reading, path: Path) -> Capture | None:
    """A page that was met again: nothing new at its own address unless it had other bytes in between, the same bytes at
    another address.
    """
    target = record.headers.get("warc-target-uri", "").strip("<>")
    earlier = record.headers.get("warc-refers-to-target-uri", target).strip("<>")
    known = reading.offsets.get(record.headers.get("warc-payload-digest", ""))
    if target == earlier and known in (None, reading.last.get(hash(target))):
        reading.passed["revisit of the same page"] += 1
        return None
    if known is None:
        reading.passed["revisit of a page in another file"] += 1
        return None
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as file:
        file.seek(known)
        original = next(iter(ArchiveIterator(file, parse_http=False)))
        first = _Record(original, known)
        copied = first.block(reading.bounds.max_bytes + MAX_HEAD)
        first.headers |= {k: record.headers[k] for k in ("warc-target-uri", "warc-date") if k in record.headers}
        return _payload(first, copied, reading)


def _payload(record: _Record, block: bytes, reading: Reading) -> Capture | None:
    target = record.headers.get("warc-target-uri", "").strip("<>")
    status, headers, body = _http(record, block)
    if status not in (None, 200):
        reading.passed[f"response with status {status}"] += 1
        return None
    place = f"{reading.place}@{record.offset}"
    body = inflate(body, header(headers, "content-encoding"), reading.bounds, place)
    said, _, rest = header(headers, "content-type").partition(";")
    if _NO_REPORT.match(target):
        reading.passed["records about the crawl"] += 1
        return None
    form = form_of(body, said.strip().lower(), target)
    if form in (None, "zip", "warc") or (status is None and form == "txt" and not said.startswith("text/")):
        reading.passed[f"payload of type {said.strip().lower()[:40] or '(none)'}"] += 1
        return None
    if digest := record.headers.get("warc-payload-digest"):
        reading.last[hash(target)] = reading.offsets.setdefault(digest, record.offset)
    web = target.lower().startswith(("http://", "https://"))
    meta: dict[str, object] = {
        "warc": {k: v for k, v in record.headers.items() if k.startswith("warc-")} | {"offset": record.offset},
        "archive": reading.place.rpartition("/")[2],
    }  # fmt: skip
    if record.broken is not None:
        meta["behind_broken_place"] = record.broken
    if status is not None:
        meta["response"] = {"status": status, "headers": [list(h) for h in headers]}
    if "charset=" in rest.lower():
        meta["charset"] = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    known, seen = tuple(sorted(meta.items())), moment(record.headers.get("warc-date", ""))
    return Capture(
        body, str(form), place, canonical(target) if web else None, meta=known, observed=seen if web else None
    )


def moment(said: str) -> str | None:
    """A WARC-Date as UTC in ISO 8601; `None` when it is none."""
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z") if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _http(record: _Record, block: bytes) -> tuple[int | None, Headers, bytes]:
    """Status, headers and body of a block; status `None` for a block that is no HTTP response."""
    http = "application/http" in record.headers.get("content-type", "").lower() or block.startswith(b"HTTP/")
    if not http:
        return None, (("Content-Type", record.headers.get("content-type", "")),), block
    head, separator, body = block.partition(b"\r\n\r\n")
    if not separator:
        head, separator, body = block.partition(b"\n\n")
    found = _STATUS.match(head)
    if not found or len(head) > MAX_HEAD:
        raise InputError("no HTTP response in this record", "", "warc")
    lines = (line.partition(":") for line in head.decode("latin-1").splitlines()[1:])
    headers = tuple((k.strip(), v.strip()) for k, colon, v in lines if colon)
    if "chunked" in header(headers, "transfer-encoding").lower():
        body = unchunk(body)
    return int(found[1]), headers, body


def unchunk(body: bytes) -> bytes:
    """A body without its chunked transfer encoding; as it is when it has none in spite of its header,
    `InputError` when cut.
    """
    out, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 1024)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 12 or size.strip(b"0123456789abcdefABCDEF"):
            if at == 0:
                return body
            raise InputError("the chunked body breaks off", "", "cut-short")
        count = int(size, 16)
        if count == 0:
            return bytes(out)
        piece = body[end + 2 : end + 2 + count]
        if len(piece) < count:
            raise InputError("the chunked body breaks off", "", "cut-short")
        out += piece
        at = end + 2 + count + 2
