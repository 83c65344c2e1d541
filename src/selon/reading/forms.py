"""What bytes are: the form of a file by its name and its first bytes, and gzip unpacked within bounds."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from typing import Any, BinaryIO, cast

from selon.errors import InputError
from selon.settings import MAX_BYTES

RATIO = 200
"""Unpacked bytes per packed byte; beyond it a gzip file is taken for a bomb. Real pages reach 15, logs 50."""

FREE = 4 * 1024 * 1024
"""Bytes that may be unpacked whatever the ratio."""

GZIP = b"\x1f\x8b"

_SUFFIXES = {
    ".txt": "txt", ".text": "txt",
    ".htm": "html", ".html": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".jsonld": "json",
}  # fmt: skip
_LINES = (".jsonl", ".ndjson")
_BINARY = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "zip archive or office document"), (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"), (b"RIFF", "RIFF sound, picture or film"),
    (b"\x7fELF", "program"), (b"MZ", "program"), (b"SQLite format 3", "SQLite database"), (b"7z\xbc\xaf", "7z archive"),
    (b"BZh", "bzip2 archive"), (b"\xfd7zXZ", "xz archive"), (b"(\xb5/\xfd", "zstd archive"), (b"ID3", "sound"),
    (b"\xd0\xcf\x11\xe0", "office document"), (b"OggS", "sound or film"), (b"Rar!", "rar archive"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|div|p)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def form_of(name: str, payload_head: bytes) -> str:
    """`txt`, `html` or `json`: by the suffix of `name` (a last `.gz` set aside), else by the first bytes.

    Raises `InputError` (code `form`) for what Selon cannot read: another suffix over bytes that are no text.
    """
    found = _SUFFIXES.get(suffix_of(name))
    return found or _sniff(name, payload_head)


def suffix_of(name: str) -> str:
    """The suffix in small letters, with its point, a last `.gz` set aside; empty when there is none."""
    stem = re.split(r"[?#]", name, maxsplit=1)[0].lower().removesuffix(".gz")
    dot = stem.rfind(".")
    return stem[dot:] if dot > max(stem.rfind("/"), stem.rfind("\\")) else ""


def is_lines(name: str) -> bool:
    """Whether the name says JSON Lines."""
    return suffix_of(name) in _LINES


def _sniff(name: str, head: bytes) -> str:
    head = _unpacked_head(head) if head.startswith(GZIP) else head
    if what := binary_kind(head):
        raise InputError(f"this is no text ({what}); Selon reads txt, html and json", name, "form")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024]
    if start[:1] in (b"{", b"["):
        return "json"
    return "html" if start.startswith(b"<") and _HTML.search(start) else "txt"


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 4096)
    except zlib.error:
        return b"\x00"


def binary_kind(head: bytes) -> str | None:
    """What these bytes are when they are no text, in words; `None` for text. UTF-16 and UTF-32 with a mark are text."""
    for magic, what in _BINARY:
        if head.startswith(magic):
            return what
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return None
    sample = head[:65536]
    controls = len(_CONTROL.findall(sample))
    return "control characters" if controls > max(2, len(sample) // 100) else None


class _Counted:
    """A stream that counts what is read from it; enough of a file for `gzip`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.count += len(chunk)
        return chunk


class _Unpacked(io.RawIOBase):
    """The bytes in a gzip stream; reading beyond the bounds raises `InputError` (code `gzip`)."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._packed, self._name, self._out = _Counted(stream), name, 0
        self._gzip = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with unpacked bytes; 0 at the end."""
        try:
            chunk = self._gzip.read1(len(buffer))
        except (OSError, EOFError, zlib.error) as fault:
            raise InputError(f"the gzip file is broken: {fault}", self._name, "gzip") from fault
        self._out += len(chunk)
        if self._out > FREE and self._out > RATIO * self._packed.count:
            raise InputError(f"unpacks to more than {RATIO} times its size: refused", self._name, "gzip")
        buffer[: len(chunk)] = chunk
        return len(chunk)


def opened(stream: BinaryIO, name: str) -> io.BufferedReader:
    """A reader of the bytes of a stream (a pipe will do), unpacked when they are gzip."""
    reader = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    packed = reader.peek(2)[:2] == GZIP
    return io.BufferedReader(_Unpacked(reader, name), 65536) if packed else reader


def whole(stream: io.BufferedReader, name: str) -> bytes:
    """All bytes of one report; `InputError` (code `too-large`) beyond `max_bytes`."""
    limit = MAX_BYTES.number()
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit} bytes ({MAX_BYTES.variable}): refused", name, "too-large")
    return data
