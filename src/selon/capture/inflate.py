"""Undoing content encodings without being drowned: gzip, deflate, br, zstd, with limits on size and ratio (RFC 9110
§8.4).
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from selon.errors import InputError

CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
PIECE = 64 * 1024
MAX_MEMBERS = 4096
"""Pieces, each packed for itself, that one body may consist of; real ones have one, or one for each block."""
RATIO_FROM = 1 << 20
"""The ratio is looked at from this many bytes of output on: small texts may well shrink a thousandfold."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come out of one encoded body: bytes in all, bytes out per byte in, encodings one inside another."""

    max_bytes: int = 64 << 20
    max_ratio: int = 200
    max_layers: int = 2


_FRAME = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")


def _one_less(left: int) -> int:
    if left <= 1:
        raise zlib.error(f"more than {MAX_MEMBERS} packed pieces in a row")
    return left - 1


class _Decoder(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]: ...
    def finished(self) -> bool: ...


class _Zlib:
    """gzip (also several members, also rubbish behind the last one) and deflate (also raw), by pieces."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding != "deflate"
        self._wbits = 31 if self._gzip else 15
        self._object: Any = None
        self._left, self._over = MAX_MEMBERS, False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._object is None:
            if not self._gzip and data[:1] and (data[0] & 0x0F) != 8:
                self._wbits = -15
            self._object = zlib.decompressobj(self._wbits)
        while data and not self._over:
            yield self._object.decompress(data, PIECE)
            data = self._object.unconsumed_tail
            if self._object.eof:
                rest = self._object.unused_data
                self._over = len(rest) > 1 and rest[:2] != b"\x1f\x8b"
                if not (self._gzip and rest[:2] == b"\x1f\x8b"):
                    return
                self._left = _one_less(self._left)
                self._object, data = zlib.decompressobj(self._wbits), rest

    def finished(self) -> bool:
        return self._object is None or self._object.eof


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._object = brotli.Decompressor()
        self._error = brotli.error
        self._seen = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        self._seen = True
        try:
            piece = self._object.process(data, output_buffer_limit=PIECE)
            while piece or not self._object.can_accept_more_data():  # what it holds back is not always said
                yield piece
                if self._object.is_finished():
                    return
                piece = self._object.process(b"", output_buffer_limit=PIECE)
        except self._error as fault:
            raise zlib.error(str(fault)) from fault

    def finished(self) -> bool:
        return not self._seen or bool(self._object.is_finished())


class _Zstd:
    """Zstandard (RFC 8878): several frames, also rubbish behind the last one."""

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        self._module: Any = zstd
        self._object: Any = None
        self._left = MAX_MEMBERS
        self._behind = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            while data and self._begin(data):
                data, self._behind = self._behind + data, b""
                yield self._object.decompress(data, PIECE)
                while not self._object.needs_input and not self._object.eof:
                    yield self._object.decompress(b"", PIECE)
                data = self._object.unused_data if self._object.eof else b""
        except self._module.ZstdError as fault:
            raise zlib.error(str(fault)) from fault

    def _begin(self, data: bytes) -> bool:
        """Whether there is a frame that `data` goes on with or begins; a few bytes of one are kept for the next call."""
        if self._object is not None:
            if not self._object.eof:
                return True
            start = (self._behind + data)[:4]
            self._behind = start if len(start) < 4 else b""
            if not _FRAME.match(start):
                return False
            self._left = _one_less(self._left)
        options = {self._module.DecompressionParameter.window_log_max: 23}
        self._object = self._module.ZstdDecompressor(options=options)
        return True

    def finished(self) -> bool:
        return self._object is None or bool(self._object.eof)


def _decoder(coding: str) -> _Decoder:
    if coding == "br":
        return _Brotli()
    return _Zstd() if coding == "zstd" else _Zlib(coding)


def codings_of(header: str) -> tuple[str, ...]:
    """The encodings that a Content-Encoding header lists, in the order in which they were applied; `identity` is
    none.
    """
    listed = (word.strip().lower() for word in header.split(","))
    return tuple(word for word in listed if word and word != "identity")


def inflate(body: bytes, header: str, bounds: Bounds, place: str) -> bytes:
    """`body` with the encodings of a Content-Encoding header undone.

    Raises `InputError`: `encoding` (unknown, broken or too many encodings), `bomb` (ratio), `too-large`, `cut-short`
    (no end).
    """
    codings = codings_of(header)
    if len(codings) > bounds.max_layers:
        raise InputError(
            f"{len(codings)} encodings one inside another; {bounds.max_layers} are undone", place, "encoding"
        )
    for coding in reversed(codings):
        if coding not in CODINGS:
            raise InputError(f"unknown content encoding {coding!r}", place, "encoding")
        body = _undo(body, coding, bounds, place)
    return body


def _undo(body: bytes, coding: str, bounds: Bounds, place: str) -> bytes:
    out = bytearray()
    allowed = max(RATIO_FROM, len(body) * bounds.max_ratio)
    decoder = _decoder(coding)
    try:
        for start in range(0, len(body), PIECE):
            for piece in decoder.pieces(body[start : start + PIECE]):
                out += piece
                if len(out) > bounds.max_bytes:
                    raise InputError(f"unpacks to more than {bounds.max_bytes} bytes", place, "too-large")
                if len(out) > allowed:
                    raise InputError(f"unpacks to more than {bounds.max_ratio} times its size", place, "bomb")
    except zlib.error as fault:
        raise InputError(f"broken {coding}: {fault}", place, "encoding") from fault
    if not decoder.finished():
        raise InputError(f"the {coding} stream has no end: the response was cut short", place, "cut-short")
    return bytes(out)
