"""When, where, how much, who.

Times, quantities, places and names of a report, and the statements that they belong to.
"""

from __future__ import annotations

from selon.grounding.attach import attach
from selon.lang import Pack
from selon.model import Report

__all__ = ["attach", "ground"]


def ground(report: Report, pack: Pack, gazetteer: object = None) -> Report:
    """The report with its times, places and quantities, and its statements with what belongs to them.

    gazetteer: where names are looked up; `None` leaves the places unread. Faults of the readings are added to the
    report's.
    """
    return attach(report, pack)
