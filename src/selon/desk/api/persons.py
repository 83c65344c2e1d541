"""Protection of persons: which claims concern private persons, and what is made coarse or withheld because of it.

Who is in the registry of actors, or speaks as a body or an office, is public. Everybody else who is named or quoted as
an individual is private, as are witnesses without a name and single victims. Rounding a point to 0.1 degree leaves it
up to 8 km off: the town can be told, the street cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from selon.desk.api.models import Point
from selon.model import Claim, Voice

if TYPE_CHECKING:
    from selon.desk.api.readings import Read

PRIVATE = frozenset({"person", "unidentified"})
"""Kinds of voices that are individuals unless the registry knows them."""
OF_PERSONS = frozenset({"casualties", "justice", "refusal"})
"""Frames of which persons are the victims or the accused."""


def is_private(voice: Voice) -> bool:
    """Whether a voice is a private person: an individual whom the registry does not know."""
    return voice.kind in PRIVATE and voice.entity is None


def concerns_private(claim: Claim, reads: Mapping[str, Read]) -> bool:
    """Whether a claim concerns a private person: as a voice in a chain, or as its single victim or accused.

    A claim about persons without any figure of two or more counts as one about a single person.
    """
    if claim.frame in OF_PERSONS and not any(s.value is not None and s.value.high >= 2 for s in claim.statements):
        return True
    return any(is_private(voice) for voice in voices_of(claim, reads))


def voices_of(claim: Claim, reads: Mapping[str, Read]) -> Iterable[Voice]:
    """All voices in the chains of a claim's statements."""
    for s in claim.statements:
        read = reads.get(s.version)
        statement = read.by_id.get(s.statement) if read else None
        yield from statement.voices if statement else ()


def coarse(point: Point) -> Point:
    """The same point to 0.1 degree."""
    return Point(lat=round(point.lat, 1), lon=round(point.lon, 1), coarsened=True)
