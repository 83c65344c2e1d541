"""What a figure counts: the notion that stands beside it, the same in every language."""

from __future__ import annotations

from selon.matching.clauses import Clause
from selon.matching.lexicon import Hit
from selon.model import Quantity

AHEAD = 5
"""Words after the figure in which the counted notion is looked for."""
LASTING = frozenset(("minute", "hour", "day", "week", "month", "year"))
TIMES = {
    "minute": "minute", "hour": "hour", "day_period": "day", "week_period": "week", "month_period": "month",
    "year_period": "year",
}  # fmt: skip
"""Notions that are units of duration."""
PARTS = frozenset({"child", "woman", "elderly", "foreign"})
"""Groups that are counted as a part of those concerned."""
ENEMY = "enemy"
"""Says whose what is counted is, and is not counted itself."""
PERSON = "person"
NEXT = 1
"""Words between a figure and a unit of time that it counts."""
COUNTABLE = ("who", "thing", "place", "org", "quant", "time")


def counted_in(clause: Clause, quantity: Quantity) -> str | None:
    """The notion a figure counts: inside its own words, else right behind it, else right before it; `None` for
    none."""
    inside = [h for h in _countable(clause) if _meets(clause, h, quantity.span.start, quantity.span.end)]
    if quantity.unit == "share":
        part = [h for h in clause.hits if h.sense.concept in PARTS]
        if part:
            return part[0].sense.concept
    last = max((i for i, t in enumerate(clause.tokens) if t.start < quantity.span.end), default=-1)
    counted = [h for h in inside if h.sense.kind != "quant" and not (quantity.period and h.sense.kind == "time")]
    if _people(clause, quantity) and not any(h.sense.kind == "who" for h in counted) and quantity.unit != "share":
        return None
    if quantity.unit != "share" and counted:
        return counted[0].sense.concept
    end = _reach(clause, last)
    behind = [
        h
        for h in _countable(clause)
        if last < h.first <= min(end, last + (NEXT if h.sense.kind == "time" else AHEAD)) and h.sense.kind != "quant"
    ]
    if not behind:
        return inside[-1].sense.concept if inside else None
    return _head(behind).sense.concept


def _people(clause: Clause, quantity: Quantity) -> bool:
    """Whether the figure's own words name those hurt, or people (`30 dead`, `three people`)."""
    start, end = quantity.span.start, quantity.span.end
    here = [h for h in clause.hits if clause.tokens[h.first].start < end and start < clause.tokens[h.last - 1].end]
    return any(h.sense.frame == "casualties" or h.sense.concept == PERSON for h in here)


def _reach(clause: Clause, last: int) -> int:
    """Where the words end that a figure may count: before what tells where (`12 were killed | in the market`), and
    before a deed that stands between (`three died in the strike | on the market`)."""
    of = {k.first for k in clause.links if k.kind == "of"}
    ends = [k.first for k in clause.links if k.kind == "at" and k.first > last + 1 and k.first not in of]
    things = {h.first for h in clause.hits if h.sense.kind in ("who", "thing")}
    deeds = [h.last for h in clause.hits if h.sense.frame and not h.inside and h.first > last and h.last not in things]
    return min([*ends, *deeds], default=len(clause.tokens))


def _head(behind: list[Hit]) -> Hit:
    """The first notion behind a figure, or the people right behind it (`two plant workers`)."""
    people = [h for h in behind if h.sense.kind == "who" and h.first <= behind[0].last]
    return people[0] if people else behind[0]


def duration_unit(counted: str | None) -> str | None:
    """The unit of time that a counted notion is, `None` when it is none."""
    return TIMES.get(counted or "")


def _countable(clause: Clause) -> list[Hit]:
    found = [
        h for h in clause.hits if h.sense.kind in COUNTABLE and (h.sense.kind != "time" or h.sense.concept in TIMES)
    ]
    return [h for h in found if h.sense.concept != ENEMY]


def _meets(clause: Clause, hit: Hit, start: int, end: int) -> bool:
    return clause.tokens[hit.first].start >= start and clause.tokens[hit.last - 1].end <= end
