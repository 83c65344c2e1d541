"""Where and who: the places of a report with their roles, and its voices resolved to actors."""

from __future__ import annotations

from selon.grounding.gazetteer_schema import Places
from selon.grounding.names import people_and_bodies
from selon.grounding.places import find_places
from selon.grounding.places_roles import attach_places
from selon.lang.pack import Pack
from selon.model import Report


def settle(report: Report, pack: Pack, gazetteer: Places | None) -> Report:
    """The report with its places, and its statements with the places that belong to them.

    Without a gazetteer the report comes back as it is.
    """
    if gazetteer is None:
        return report
    text = report.document.text
    names = people_and_bodies(text, pack, gazetteer)
    taken = [m.span for m in names.mentions if m.kind == "PER"]
    places = find_places(text, pack, gazetteer, taken, names.surnames)
    return attach_places(report, pack, places)
