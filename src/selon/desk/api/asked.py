"""What a list of claims is asked for: the same conditions in every route, on the command line, and in the page's URL."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selon.errors import UsageError

SORTS: tuple[str, ...] = ("independent", "reports", "newest", "contested")
Box = tuple[float, float, float, float]

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T[0-9:.+Zz-]*)?)?)?")


@dataclass(frozen=True, slots=True)
class ClaimsAsked:
    """Conditions that hold together; `None` is none.

    about: words that the contents hold. place: part of a place's name. bbox: west, south, east, north in degrees; west
    above east crosses the date line. since, until: days of the claim (when it happened, else when it was first
    published), both included. language: of any of its reports. voice: part of the name of any voice in a chain.
    certainty: of any statement. contested, single_origin: only such. report: identifier or address.
    """

    about: str | None = None
    frame: str | None = None
    place: str | None = None
    bbox: Box | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    voice: str | None = None
    certainty: str | None = None
    contested: bool = False
    single_origin: bool = False
    report: str | None = None


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


def inside(lat: float, lon: float, asked: Box) -> bool:
    """Whether a point lies in a box; one whose west is above its east crosses the date line."""
    west, south, east, north = asked
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    return south <= lat <= north and across


def day(text: str | None, name: str) -> str | None:
    """A day, month or year in ISO 8601; `UsageError` when it is none."""
    if text is not None and not _DAY.fullmatch(text):
        raise UsageError("a day is written 2025-05-07", name, "day")
    return text[:10] if text else None
