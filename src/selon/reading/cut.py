"""One file's bytes cut into captures: a text or page is one, JSON holds one for each object."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from selon.errors import Fault, InputError, UsageError
from selon.model import FORMS, Capture
from selon.reading import ldjson
from selon.reading.decode import decode
from selon.reading.forms import is_lines, opened, whole
from selon.reading.moments import moment
from selon.settings import MAX_BYTES

_SPACE = " \t\n\r"
_DECODER = json.JSONDecoder()

Make = Callable[[bytes, str, str | None], Capture]


def split(
    payload: bytes,
    form: str,
    name: str,
    *,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Iterator[Capture | Fault]:
    """Cut one file into captures, in order; what cannot be read is a fault between them, and the rest goes on.

    form: `txt` and `html` give one capture; `json` (schema.org objects: one, an array, `@graph`, or JSON Lines) gives
    one for each object, its payload the exact bytes of the object, its name `name:line` (JSON Lines, from 1) or
    `name[index]` (from 0).
    url: address for reports that name none. published, language: what the user says about every report in it.
    Gzip is unpacked. Raises `UsageError` at once for an unknown form or a `published` that is no ISO 8601 time.
    """
    return split_stream(io.BytesIO(payload), form, name, url=url, published=published, language=language)


def split_stream(
    stream: BinaryIO,
    form: str,
    name: str,
    *,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Iterator[Capture | Fault]:
    """As `split`, from an open binary file or pipe: of JSON Lines no more than one line is held at a time."""
    if form not in FORMS:
        raise UsageError(f"unknown form {form!r}; there are {', '.join(FORMS)}", name)
    said = moment(published, "published") if published is not None else None

    def make(payload: bytes, place: str, own_url: str | None) -> Capture:
        return Capture(payload, form, place, own_url or url, said, language)

    return _captures(stream, form, name, make)


def _captures(stream: BinaryIO, form: str, name: str, make: Make) -> Iterator[Capture | Fault]:
    try:
        reader = opened(stream, name)
        if form == "json":
            yield from _json(reader, name, make)
        else:
            yield make(whole(reader, name), name, None)
    except InputError as error:
        yield error.fault


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json(reader: io.BufferedReader, name: str, make: Make) -> Iterator[Capture | Fault]:
    """JSON Lines when the name or the first two lines say so, one JSON text otherwise."""
    if is_lines(name):
        yield from _lines(reader, name, make)
        return
    first = reader.readline(MAX_BYTES.number() + 1)
    if _is_object(first) and reader.peek(1):
        yield from _lines(reader, name, make, first)
        return
    payload = whole(io.BufferedReader(_Joined(first, reader)), name)
    second = payload[len(first) :].lstrip().split(b"\n", 1)[0]
    if first.strip() and not _is_json(payload) and _is_object(second):
        yield from _lines(io.BufferedReader(io.BytesIO(payload)), name, make)
    else:
        yield from _objects(payload, name, make)


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of a reader."""

    def __init__(self, first: bytes, rest: io.BufferedReader) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; 0 at the end."""
        chunk = self._first.read(len(buffer)) or self._rest.read1(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _is_object(line: bytes) -> bool:
    return line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_json(line)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return True


def _lines(reader: io.BufferedReader, name: str, make: Make, first: bytes = b"") -> Iterator[Capture | Fault]:
    """One JSON text per line; blank lines are skipped, a line over `max_bytes` is a fault."""
    limit, number, found = MAX_BYTES.number(), 0, False
    line = first or reader.readline(limit + 1)
    while line:
        number += 1
        place = f"{name}:{number}"
        if len(line) > limit:
            yield Fault("too-large", place, f"a line of more than {limit} bytes ({MAX_BYTES.variable}): left out")
            while line and not line.endswith(b"\n"):
                line = reader.readline(1 << 20)
            found = True
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield from _objects(stripped, place, make)
            found = True
        line = reader.readline(limit + 1)
    if not found:
        yield Fault("empty", name, "the file is empty")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A JSON value, and where it stands in the text."""

    value: object
    start: int
    end: int


def _objects(data: bytes, place: str, make: Make) -> Iterator[Capture | Fault]:
    """The captures in one JSON text: an object, the elements of an array, the articles of a graph."""
    if not data.strip():
        yield Fault("empty", place, "the file is empty")
        return
    text, faults = decode(data, place)
    at = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if faults or text.startswith("["):
        yield from faults
    if text.startswith("[", at):
        yield from _elements(text, at, place, make, strict=True)
        return
    piece = _piece(text, at, place)
    if isinstance(piece, Fault):
        yield piece
    elif rest := text[piece.end :].strip():
        yield Fault("json", place, f"after the first JSON value there is more: {rest[:40]!r}")
    elif _graph_only(piece.value):
        yield from _elements(text, _graph_at(text, at), place, make, strict=False)
    elif ldjson.is_posting(piece.value):
        yield _capture(text, piece, place, make, None if faults else data)
    else:
        yield _no_report(place)


def _graph_only(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("@graph"), list) and not ldjson.is_posting(value)


def _no_report(place: str) -> Fault:
    return Fault("not-a-report", place, "no article or posting with a headline or articleBody: left out")


def _capture(text: str, piece: _Piece, place: str, make: Make, whole_text: bytes | None = None) -> Capture:
    """The capture of one object; its payload is the object's own slice."""
    assert isinstance(piece.value, dict)
    payload = whole_text.strip() if whole_text is not None else text[piece.start : piece.end].encode("utf-8")
    return make(payload.removeprefix(b"\xef\xbb\xbf"), place, ldjson.own_address(piece.value))


def _elements(text: str, at: int, place: str, make: Make, *, strict: bool) -> Iterator[Capture | Fault]:
    """The reports among the elements of the array at `at`; `strict`: an element that is none is a fault."""
    index, found, at = 0, False, _skip(text, at + 1)
    while not text.startswith("]", at):
        where = f"{place}[{index}]"
        piece = _piece(text, at, where)
        if isinstance(piece, Fault):
            yield Fault(piece.code, where, f"{piece.reason}; the rest of the array is lost")
            return
        if ldjson.is_posting(piece.value):
            found = True
            yield _capture(text, piece, where, make)
        elif strict:
            yield _no_report(where)
        index, at = index + 1, _skip(text, piece.end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            yield Fault("json", where, "the array is not closed after this element")
            return
    if not found and (index == 0 or not strict):
        yield Fault("empty" if index == 0 else "not-a-report", place, "no report in it")


def _graph_at(text: str, at: int) -> int:
    """Where the array of the member `@graph` begins in the object at `at`."""
    at = _skip(text, at + 1)
    while not text.startswith("}", at):
        key, end = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, end) + 1)
        if key == "@graph" and text.startswith("[", at):
            return at
        at = _skip(text, _DECODER.raw_decode(text, at)[1])
        at = _skip(text, at + 1) if text.startswith(",", at) else at
    raise AssertionError("the object was parsed before, so its member is there")


def _piece(text: str, at: int, place: str) -> _Piece | Fault:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        return Fault("json", place, "nested too deeply")
    except json.JSONDecodeError as fault:
        return Fault("json", place, f"bad JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}")
    except ValueError as fault:
        return Fault("json", place, f"bad JSON: {fault}")
    return _Piece(value, at, end)


def _skip(text: str, at: int) -> int:
    """The first offset from `at` on that is no JSON white space."""
    while text[at : at + 1] and text[at] in _SPACE:
        at += 1
    return at
