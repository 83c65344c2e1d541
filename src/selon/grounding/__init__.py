"""When, where, how much, who: what a report's statements are about, so that claims can be compared."""

from __future__ import annotations

from selon.errors import Fault
from selon.grounding.attach import attach
from selon.grounding.gazetteer_schema import Places
from selon.grounding.registry import Registry
from selon.grounding.settle import settle
from selon.lang.pack import Pack
from selon.model import Report

__all__ = ["attach", "ground", "not_covered"]

NEEDED = ("times", "quantities", "nameparts")
"""The tables that a pack needs for its dates, figures and names to be read."""


def ground(report: Report, pack: Pack, gazetteer: Places | None = None, registry: Registry | None = None) -> Report:
    """The report with its times, places, quantities and actors, and its statements with what belongs to them.

    gazetteer: where names of places are looked up; `None` leaves them unread. registry: who is who; `None` leaves the
    voices unresolved. Faults of the readings are added to the report's.
    """
    return settle(attach(report, pack), pack, gazetteer, registry)


def not_covered(pack: Pack, place: str) -> tuple[Fault, ...]:
    """A fault that names the tables this room needs and the pack does not have; what they hold is left unread."""
    missing = [name for name in NEEDED if not pack.rows(name)]
    if not missing:
        return ()
    return (Fault("not-covered", place, f"language pack {pack.code!r} has no {', '.join(missing)}: left unread"),)
