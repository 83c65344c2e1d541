"""Where and who: the places of a report with their roles, and its voices resolved to actors."""

from __future__ import annotations

from selon.grounding.entities import resolve
from selon.grounding.gazetteer_schema import Places
from selon.grounding.names import people_and_bodies
from selon.grounding.places import find_places
from selon.grounding.places_roles import attach_places
from selon.grounding.registry import Registry
from selon.lang.pack import Pack
from selon.model import Report


def settle(report: Report, pack: Pack, gazetteer: Places | None = None, registry: Registry | None = None) -> Report:
    """The report with its places and actors, and its statements with what belongs to them.

    Without a gazetteer places are not read; without a registry voices are not resolved.
    """
    if gazetteer is None and registry is None:
        return report
    text = report.document.text
    names = people_and_bodies(text, pack, gazetteer, registry)
    if gazetteer is not None:
        taken = [m.span for m in names.mentions if m.kind == "PER"]
        report = attach_places(report, pack, find_places(text, pack, gazetteer, taken, names.surnames))
    return report if registry is None else resolve(report, pack, registry, gazetteer, names.mentions)
