"""Undoing content encodings without being drowned: gzip, deflate, br, zstd, with limits on size and ratio (RFC 9110
§8.4).
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from selon.errors import InputError

CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
PIECE = 64 * 1024
RATIO_FROM = 1 << 20
"""The ratio is looked at from this many bytes of output on: small texts may well shrink a thousandfold."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come out of one encoded body: bytes in all, bytes out per byte in, encodings one inside another."""

    max_bytes: int = 64 << 20
    max_ratio: int = 200
    max_layers: int = 2


class _Decoder(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]: ...
    def finished(self) -> bool: ...


class _Zlib:
    """gzip (also several members, also rubbish behind the last one) and deflate (also raw), by pieces."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding != "deflate"
        self._wbits = 31 if self._gzip else 15
        self._object: Any = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._object is None:
            if not self._gzip and data[:1] and (data[0] & 0x0F) != 8:
                self._wbits = -15
            self._object = zlib.decompressobj(self._wbits)
        while data:
            yield self._object.decompress(data, PIECE)
            data = self._object.unconsumed_tail
            if self._object.eof:
                rest = self._object.unused_data
                if not (self._gzip and rest[:2] == b"\x1f\x8b"):
                    return
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
            yield self._object.process(data, output_buffer_limit=PIECE)
            while not self._object.can_accept_more_data() and not self._object.is_finished():
                yield self._object.process(b"", output_buffer_limit=PIECE)
        except self._error as fault:
            raise zlib.error(str(fault)) from fault

    def finished(self) -> bool:
        return not self._seen or bool(self._object.is_finished())


class _Zstd:
    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
        self._object: Any = zstd.ZstdDecompressor(options=options)
        self._error, self._seen = zstd.ZstdError, False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        self._seen = True
        try:
            if self._object.eof:
                return
            yield self._object.decompress(data, PIECE)
            while not self._object.needs_input and not self._object.eof:
                yield self._object.decompress(b"", PIECE)
        except self._error as fault:
            raise zlib.error(str(fault)) from fault

    def finished(self) -> bool:
        return not self._seen or bool(self._object.eof)


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
