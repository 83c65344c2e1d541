"""When, where, how much, who: what a report's statements are about, so that claims can be compared."""

from __future__ import annotations

from selon.grounding.attach import attach
from selon.grounding.gazetteer_schema import Places
from selon.grounding.settle import settle
from selon.lang.pack import Pack
from selon.model import Report

__all__ = ["attach", "ground"]


def ground(report: Report, pack: Pack, gazetteer: Places | None = None) -> Report:
    """The report with its times, places and quantities, and its statements with what belongs to them.

    gazetteer: where names of places are looked up; `None` leaves them unread. Faults of the readings are added to the
    report's.
    """
    return settle(attach(report, pack), pack, gazetteer)
