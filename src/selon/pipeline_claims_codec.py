"""Records of the matching as compact JSON, for the tables in which claims are kept between two refreshes.

A record becomes the list of its fields in order; the reading side is made from the types of the fields, once for each
class. What is read back was written by this program: nothing is checked beyond what the types need.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Read = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A record as lists, numbers and strings; sets in order."""
    if is_dataclass(value):
        return [plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value


def packed(value: Any) -> bytes:
    """A record as bytes."""
    text = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(kind: type[T], data: bytes) -> T:
    """The record that `packed` wrote."""
    read: Read = _reader(cast(Any, kind))
    made: T = read(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    return made


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=256)
def _reader(kind: Any) -> Read:
    """How a value of a type is made from what JSON gives back."""
    if is_dataclass(kind):
        return _record(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (only,) = [i for i in inner if i is not type(None)]
        read = _reader(only)
        return _same if read is _same else lambda v: None if v is None else read(v)
    if origin is Literal:
        return _same
    if origin is tuple:
        return _tuple(inner)
    if origin is frozenset:
        return frozenset
    return _same


def _tuple(inner: tuple[Any, ...]) -> Read:
    if len(inner) == 2 and inner[1] is Ellipsis:
        read = _reader(inner[0])
        return tuple if read is _same else lambda v: tuple([read(x) for x in v])
    reads = [_reader(i) for i in inner]
    if all(r is _same for r in reads):
        return tuple
    return lambda v: tuple(r(x) for r, x in zip(reads, v, strict=True))


def _record(kind: Any) -> Read:
    hints = get_type_hints(kind)
    reads = [_reader(hints[f.name]) for f in fields(kind)]
    told = [(i, r) for i, r in enumerate(reads) if r is not _same]

    def read(values: list[Any]) -> Any:
        for i, r in told:
            values[i] = r(values[i])
        return kind(*values)

    return read
