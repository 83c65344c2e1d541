"""Small helps for readers of several forms: markup to text, dates to ISO 8601, canonical JSON."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_MARKUP = 4 << 20
"""Markup longer than this is cut (characters)."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_BREAK, _PARAGRAPH = "\x1e", "\x1f"
_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f]+")
_BR = re.compile(r"<br\b[^<>]{0,200}>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|blockquote|pre|tr|table|section|article|figure|figcaption|dd|dt|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CROWDED = re.compile(
    r"""(<[a-zA-Z][^\t\n\f\r />]*+)(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+))?+){256,}+"""
)
"""A tag with more attributes than any honest one has. Parsers compare every attribute with every other one."""
_LINES = re.compile(r"[ \t]*(?:[\x1e\x1f][ \t]*)+")


def text_of_markup(markup: str) -> str:
    """The words of an HTML snippet: paragraphs apart by an empty line, `<br>` a line break, scripts and
    styles left out.
    """
    from selectolax.lexbor import LexborHTMLParser

    flat = _SPACE.sub(" ", markup[:MAX_MARKUP])
    if "<" not in flat and "&" not in flat:
        return flat.strip()
    marked = uncrowded(_BLOCK.sub(_PARAGRAPH, _BR.sub(_BREAK, flat)))
    tree = LexborHTMLParser(f"<!doctype html><body>{marked}")
    tree.strip_tags(["script", "style", "noscript", "template", "iframe"])
    text = tree.body.text(deep=True) if tree.body else ""
    return _LINES.sub(_lines, text).strip()


def uncrowded(markup: str) -> str:
    """Markup in which tags with hundreds of attributes have none: a parser takes quadratic time over them."""
    return _CROWDED.sub(r"\1", markup)


def _lines(found: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in found[0] else "\n" * min(found[0].count(_BREAK), 2)


def iso(value: str) -> str | None:
    """A date as e-mail and RSS write it (RFC 5322) or as Atom does (RFC 3339), in ISO 8601 with its own
    zone; `None` for others.
    """
    value = value.strip()
    if not value or len(value) > 100:
        return None
    try:
        return datetime.fromisoformat(value).isoformat() if value[:4].isdigit() else _rfc5322(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _rfc5322(value: str) -> str:
    return parsedate_to_datetime(value).isoformat()


def unix(value: object) -> str | None:
    """Seconds since 1970 as UTC, ISO 8601 with `Z`; `None` when that is no moment."""
    try:
        moment = datetime.fromtimestamp(int(str(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat().replace("+00:00", "Z")


def dense(value: object) -> bytes:
    """Canonical JSON (sorted keys, no white space) as UTF-8; lone surrogates are replaced. Equal values
    give equal bytes.
    """
    return _ENCODER.encode(value).encode("utf-8", "replace")


def loads(payload: bytes) -> dict[str, object] | None:
    """The JSON object in a payload; `None` when there is none."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def string(value: object) -> str:
    """A value as text without surrounding space: itself when it is text, empty for everything else."""
    return value.strip() if isinstance(value, str) else ""


def unique(values: list[str]) -> tuple[str, ...]:
    """The values that are not empty, in order, each once."""
    return tuple(dict.fromkeys(v for v in values if v))
