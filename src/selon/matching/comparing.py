"""The figures and denials inside one claim, compared pair by pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from selon.lang import load
from selon.matching.figures import IN_HOURS, Figure, Setting, compare_figures, number
from selon.matching.measures import duration_unit
from selon.matching.notions import relations
from selon.model import Comparison, Quantity, Relation
from selon.model.assertion import Assertion
from selon.model.instant import earlier

ASSERTED_IN = "asserted in "
"""How the reason of a comparison begins that is of no figures: one says it, the other denies it."""
MOST = 60
"""More assertions with figures than this in one claim are not all compared: the first of each value and origin
stand for the others."""
RISING = {"casualties": True, "loss": True, "justice": True}
"""Frames whose counts only rise."""
RISING_OUTCOMES = {"evacuated": True, "left": True, "displaced": True}
GROUPS = frozenset({"young", "woman", "elderly", "foreign", "troops", "officers", "press_people", "days"})
"""Families of victims that are told apart from the whole."""
PEOPLE = "people"
CONNECTED = frozenset({"users", "subscriber", "family"})
"""Counted beside people: behind one of these stand several."""
OUTCOMES = {"harm_dead": "killed", "harm_hurt": "wounded"}
TOLL = 1.3, 2.5
"""A later count of victims higher by such a factor is the same toll grown."""
LEVELS = {"region": "region", "community": "part", "town": "part", "village": "part", "district": "part"}


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the figures of a claim: origin of each assertion, other figures of each version of a report,
    by document; known: the origins that are identified; misquoted: assertions that give a figure wrongly."""

    origins: Mapping[str, str]
    totals: Mapping[str, tuple[float, ...]]
    known: frozenset[str] = frozenset()
    misquoted: frozenset[str] = frozenset()


def figure_of(a: Assertion, q: Quantity, counted: str | None) -> Figure:
    """A figure of an assertion with its scope."""
    unit = duration_unit(counted)
    low, high = q.low, q.high
    share = q.unit == "share"
    lasting = bool(unit) and not share and not q.period
    if lasting and unit:
        low, high = low * IN_HOURS[unit] / 24, high * IN_HOURS[unit] / 24
    return Figure(
        low=low,
        high=high,
        bound=q.bound,
        counted=None if share else "days" if lasting else _unit(a, counted),
        written="days" if lasting else (counted or "").replace("_", " "),
        period=q.period or _yearly(a, counted),
        share=share,
        outcome=_outcome(a),
        level=_level(a),
        duration=lasting,
        part=q.low in a.parts,
    )


def _unit(a: Assertion, counted: str | None) -> str | None:
    """What is counted: people are one unit but for groups of their own (`two children`, `five soldiers`); victims are
    counted whether or not they are named; the unit of a rate (`five a day`) is none."""
    if counted is None or duration_unit(counted):
        return None
    family = relations().family_of(counted)
    if a.frame == "casualties":
        return family if family in GROUPS else None
    people = family not in GROUPS | CONNECTED and _classes(a.language).get(counted) == "who"
    return PEOPLE if people else family


@lru_cache(maxsize=16)
def _classes(language: str) -> dict[str, str]:
    """The class of every notion of a language (`who`, `thing`, …)."""
    return {row["concept"]: row["class"] for row in load(language).rows("concepts")}


def _outcome(a: Assertion) -> str:
    """The kind of outcome that figures can be compared in: the drowned are dead, the treated wounded."""
    if a.frame == "casualties" and a.triggers:
        return OUTCOMES.get(relations().family_of(a.triggers[0]), a.outcome)
    return a.outcome if a.frame in ("casualties", "loss") else ""


def _yearly(a: Assertion, counted: str | None) -> str | None:
    """A count of acts over a year (`last year`, `in one year`) is a rate per year."""
    if duration_unit(counted) or any(duration_unit(c) == "year" for c in a.counted):
        return None
    told = any(n.key == "year_period" for n in a.notions)
    return "year" if told and a.frame in ("justice", "loss", "casualties") else None


def _level(a: Assertion) -> str | None:
    """How large the area is that an assertion speaks of: the first kind of place among its notions."""
    levels = {LEVELS[n.key] for n in a.notions if n.key in LEVELS}
    return "part" if "part" in levels else "region" if levels else None


def comparisons_of(members: Sequence[Assertion], around: Around) -> tuple[Comparison, ...]:
    """All comparisons of a claim: figures with figures that count the same, assertions with denials."""
    ordered = sorted(members, key=lambda a: (a.moment, a.report, a.start))
    first = _first_seen(ordered, around)
    found = []
    for a, b in combinations(_chosen(ordered, around), 2):
        made = (
            _denial(a, b) if a.polarity != b.polarity and not _withdrawal(a, b) else _pair(a, b, around, first, ordered)
        )
        if made:
            found.append(made)
    return tuple(found)


def _chosen(ordered: Sequence[Assertion], around: Around) -> list[Assertion]:
    """Those worth comparing: all, or one for each value, polarity and origin in a large claim."""
    if len(ordered) <= MOST:
        return list(ordered)
    seen: dict[tuple[object, ...], Assertion] = {}
    for a in ordered:
        seen.setdefault((a.polarity, around.origins.get(a.id), tuple((q.low, q.high) for q in a.values)), a)
    return list(seen.values())[:MOST]


def _withdrawal(a: Assertion, b: Assertion) -> bool:
    return bool(a.values and b.values)


def _denial(a: Assertion, b: Assertion) -> Comparison | None:
    if a.report == b.report:
        return None
    yes, no = (a, b) if a.polarity == "asserted" else (b, a)
    return _compared(a, b, "differs", f"{ASSERTED_IN}{yes.report}, denied in {no.report}")


def _compared(a: Assertion, b: Assertion, relation: Relation, why: str) -> Comparison:
    return Comparison(a.statement, b.statement, relation, why, a.report, b.report)


def _pair(
    a: Assertion, b: Assertion, around: Around, first: Mapping[tuple[str, float], str], all_of: Sequence[Assertion]
) -> Comparison | None:
    if a.id == b.id or (a.document == b.document):
        return None
    none = _nobody(a), _nobody(b)
    if all(none):
        return _compared(a, b, "same", "none in both")
    best = _best_pair(a, b)
    if best is None:
        return None
    x, y, q, r = best
    origin_a, origin_b = around.origins.get(a.id, a.id), around.origins.get(b.id, b.id)
    one, other = first.get((origin_a, q.low)), first.get((origin_b, r.low))
    setting = Setting(
        same_origin=origin_a == origin_b,
        later=None if {a.id, b.id} & around.misquoted else earlier(one, other),
        one_count=a.frame == "casualties" and ({origin_a, origin_b} <= around.known or _toll(q, r)),
        growing=RISING_OUTCOMES.get(a.outcome, RISING.get(a.frame)),
        withdrawn=_withdrawn(all_of, origin_a, q.low) or _withdrawn(all_of, origin_b, r.low),
        totals=_totals(a, b, x, around),
        spans=(*_spans(a), *_spans(b)),
    )
    relation, why = compare_figures(x, y, setting)
    if a.polarity != b.polarity and relation == "same":
        return _compared(a, b, "differs", f"{why}; asserted by one, denied by the other")
    return _compared(a, b, relation, why)


def _toll(q: Quantity, r: Quantity) -> bool:
    """Whether one count of victims is what the other may have grown to, whoever gives it."""
    low, high = sorted((q.low, r.low))
    return low > 0 and TOLL[0] <= high / low <= TOLL[1]


def _best_pair(a: Assertion, b: Assertion) -> tuple[Figure, Figure, Quantity, Quantity] | None:
    """The two figures to compare: those that count the same, shares with shares, else the first that can be
    compared at all."""
    options = []
    for i, (q, what) in _figures(a):
        for j, (r, kind) in _figures(b):
            x, y = figure_of(a, q, _same_unit(what, kind, q, r)), figure_of(b, r, _same_unit(kind, what, r, q))
            alike = (x.share == y.share, x.counted == y.counted, x.period == y.period, x.low == y.low)
            options.append(((*(not same for same in alike), i + j, i), x, y, q, r))
    if not options:
        return None
    _, x, y, q, r = min(options, key=lambda o: o[0])
    return x, y, q, r


def _figures(a: Assertion) -> list[tuple[int, tuple[Quantity, str | None]]]:
    """The figures of an assertion with what they count, by number; beside a count of those hurt their
    years are none."""
    told = list(enumerate(zip(a.values, a.counted, strict=True)))
    return [x for x in told if a.frame != "casualties" or duration_unit(x[1][1]) != "year"] or told


def _same_unit(own: str | None, other: str | None, q: Quantity, r: Quantity) -> str | None:
    """What a figure counts; where it says nothing, the stretches of time of the other (`to seven`, `seven years`)."""
    return other if own is None and duration_unit(other) and q.unit != "share" and r.unit != "share" else own


def _nobody(a: Assertion) -> bool:
    return a.frame in ("casualties", "loss") and a.polarity == "denied" and all(q.low == 0 for q in a.values)


def _first_seen(ordered: Sequence[Assertion], around: Around) -> dict[tuple[str, float], str]:
    """When each origin first gave each value, by the time of publication."""
    seen: dict[tuple[str, float], str] = {}
    for a in ordered:
        for q in a.values:
            if a.published and a.polarity == "asserted":
                seen.setdefault((around.origins.get(a.id, a.id), q.low), a.published)
    return seen


def _withdrawn(members: Sequence[Assertion], origin: str, value: float) -> bool:
    """Whether the origin of a value denies it elsewhere in the claim."""
    return any(a.polarity == "denied" and any(q.low == value for q in a.values) for a in members)


def _totals(a: Assertion, b: Assertion, x: Figure, around: Around) -> tuple[float, ...]:
    """Figures that a share may be a share of: of the report with the count first, then of the other."""
    count, share = (b, a) if x.share else (a, b)
    return (*around.totals.get(count.document, ()), *around.totals.get(share.document, ()))


def _spans(a: Assertion) -> tuple[float, ...]:
    """The stretches of time that an assertion tells, in hours."""
    told = ((q.low, duration_unit(c)) for q, c in zip(a.values, a.counted, strict=True))
    return tuple(low * IN_HOURS[unit] for low, unit in told if unit in IN_HOURS)


def spelled(quantity: Quantity) -> str:
    """A figure in one line, for people."""
    return number(quantity.low) if quantity.low == quantity.high else f"{number(quantity.low)}–{number(quantity.high)}"
