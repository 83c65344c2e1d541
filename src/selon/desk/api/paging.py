"""Cursors: where a page ended, in a form that is not meant to be read."""

from __future__ import annotations

import base64
import binascii
import json

from selon.desk.api.problems import Refusal

Key = list[str | int | float | None]


def written(key: Key) -> str:
    """The cursor for a key."""
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii").rstrip("=")


def read(cursor: str | None, *kinds: type) -> Key | None:
    """The key in a cursor, `None` without one; `Refusal` when it is none of ours. kinds: the types of its parts."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        key = json.loads(raw.decode("utf-8"))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Refusal(400, "cursor", "this is no cursor of this list", "after") from error
    if not isinstance(key, list) or len(key) != len(kinds) or not all(map(_fits, key, kinds)):
        raise Refusal(400, "cursor", "this is no cursor of this list", "after")
    return key


def _fits(value: object, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
    return isinstance(value, kind)


def number(cursor: str | None) -> int:
    """The number in a cursor of a list that is in the order of numbers; 0 without one."""
    key = read(cursor, int)
    return int(str(key[0])) if key else 0
