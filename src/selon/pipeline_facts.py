"""What the matching needs to know of a report, gathered from what the stages before it found. Part of `pipeline`."""

from __future__ import annotations

import re

from selon import lang
from selon.grounding.entities_patterns import unit_of, units
from selon.grounding.numbers import numbers_of
from selon.grounding.quantities import find_quantities
from selon.grounding.times_calendar import bounds
from selon.lang.segment import split_sentences
from selon.matching.facts import Facts, Fold, Moment, Spot
from selon.model import PlaceMention, Report, TimeExpression

_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T")


def facts_of(report: Report, fold: Fold) -> Facts | None:
    """The facts of a report; `None` when no pack reads its language. `fold`: sound key of a name in a language."""
    document = report.document
    if document.language not in lang.available():
        return None
    pack = lang.load(document.language)
    unit = unit_of(document.outlet or "", units(pack), numbers_of(pack).rank)
    return Facts(
        report=document.url or document.id,
        document=document,
        pack=pack,
        fold=fold,
        statements=report.statements,
        sentences=tuple(split_sentences(document.text, pack)),
        moments=tuple(m for t in report.times if (m := moment_of(t)) is not None),
        spots=tuple(spot_of(p) for p in report.places),
        quantities=find_quantities(document.text, pack),
        publisher=f"unit:{unit[0]}" if unit else None,
    )


def moment_of(time: TimeExpression) -> Moment | None:
    """The days a time expression names, as `happened_at` has them; `None` for a duration, a repetition, or a time that
    could not be resolved."""
    if time.type not in ("DATE", "TIME"):
        return None
    clock = _CLOCK.match(time.value)
    first, _, last = (time.days or (clock[1] if clock else time.value)).partition("/")
    low, high = bounds(first), bounds(last or first)
    return Moment(time.span.start, time.span.end, low[0].isoformat(), high[1].isoformat()) if low and high else None


def spot_of(place: PlaceMention) -> Spot:
    """A place name with its row, when it was resolved."""
    row = place.chosen
    if row is None:
        return Spot(place.span.start, place.span.end, place.span.text, place.role)
    return Spot(place.span.start, place.span.end, place.span.text, place.role, row.id, row.lat, row.lon)
