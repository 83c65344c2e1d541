"""What a list of claims is asked for: the same conditions in every route, on the command line, and in the page's URL."""

from __future__ import annotations

import re
from datetime import date

from selon.errors import UsageError

Box = tuple[float, float, float, float]

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T[0-9:.+Zz-]*)?)?)?")


def box(text: str | None) -> Box | None:
    """A box from `west,south,east,north`; `UsageError` when it is none."""
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError("a box is four numbers: west,south,east,north", "bbox", "bbox") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError("a box lies within -180,-90,180,90, south below north", "bbox", "bbox")
    return west, south, east, north


def day(text: str | None, name: str) -> str | None:
    """A day, month or year in ISO 8601; `UsageError` when it is none."""
    if text is not None and not (_DAY.fullmatch(text) and _in_calendar(text[:10])):
        raise UsageError("a day is written 2025-05-07", name, "day")
    return text[:10] if text else None


def _in_calendar(text: str) -> bool:
    """Whether there is such a day, month or year."""
    try:
        date.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError:
        return False
    return True
