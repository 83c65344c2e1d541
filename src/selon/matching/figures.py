"""How two figures of one claim compare: first unit, period, share, territory and bound are made equal, then the
values.

The answer is one of `same`, `derivable`, `update`, `differs`, `not_comparable`, with the arithmetic spelled out in
words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from selon.model import Relation
from selon.model.quantity import Bound

PER_YEAR = {"hour": 8760.0, "day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
"""How many of a period make a year, as newsrooms count (52 weeks, 12 months)."""
IN_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "year": 8760.0}
"""Hours in a unit of duration; a month is a twelfth of a year."""
RUNS = {"hour": (24,), "day": (7, 14, 28, 30, 31), "week": (4, 13), "month": (3, 6)}
"""How many of a period newsrooms sum up without saying so: a day of hours, a week or month of days, a quarter of weeks."""
ABOUT = 0.1
"""A figure given as `about` reaches this far to either side."""
OPEN = 1.0
"""A bound (`at least`, `at most`) that is meant as a figure reaches up to this much beyond it, downwards to half."""
GROWN = 1.25
"""A count this much over an earlier lower bound of the same origin has risen, it is not only more exact."""
DERIVED = 0.025
"""A derived value may miss by this much (rounding of a rate or a share)."""
FATES = frozenset({"killed", "wounded", "captured", "missing"})
"""Outcomes of people that are counted each for itself; what became of things is told in many words."""
MANY_PARTS = 5
"""A count this many times that of a town is about a larger area."""
SHARE_WORDS = {1 / 2: "half", 1 / 3: "a third", 2 / 3: "two thirds", 1 / 4: "a quarter", 3 / 4: "three quarters"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with all that decides whether it can be compared.

    low, high: the value; a share lies in 0–1. bound: as written. counted: key of what is counted, the same in every
    language, `None`
    when the text does not say; written: the same in words. period: of a rate. outcome: killed, wounded, evacuated …
    level: how large that is: `region`, `part` of it, or `None`. part: told as a part of another figure (`seven of the dead`).
    """

    low: float
    high: float
    bound: Bound = "exact"
    counted: str | None = None
    written: str = ""
    period: str | None = None
    share: bool = False
    outcome: str = ""
    level: str | None = None
    duration: bool = False
    part: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """The interval of values that the words allow."""
        low, high = self.low, self.high
        if self.bound == "about":
            return low - ABOUT * abs(low), high + ABOUT * abs(high)
        if self.bound == "at_least":
            return low, high + OPEN * abs(high)
        if self.bound == "at_most":
            return low / 2, high
        return low, high


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known about two figures beside themselves.

    same_origin: both go back to one origin. later: whether the second was said later (`None` when not known).
    growing: whether such
    counts only rise (tolls), only fall (`False`), or either (`None`). withdrawn: one of the two was taken back.
    one_count: two identified origins count the same as it grows (the dead of one strike).
    totals: other figures of the two reports, which a share may be a share of.
    spans: how many hours the two say that something took (`28 flights in two weeks`).
    """

    same_origin: bool = False
    later: bool | None = None
    growing: bool | None = None
    withdrawn: bool = False
    one_count: bool = False
    totals: tuple[float, ...] = ()
    spans: tuple[float, ...] = ()


def number(value: float) -> str:
    """A figure for people: `1,240`, `0.25`, `1e+30` for what no text prints in full."""
    if abs(value) >= 1e15:
        return f"{value:g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def shown(f: Figure) -> str:
    """A figure with its bound and period: `about 45 per week`, `at most 10`, `a third`."""
    words = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(f.bound, "")
    span = number(f.low) if f.low == f.high else f"{number(f.low)} to {number(f.high)}"
    if f.share:
        near = min(SHARE_WORDS, key=lambda s: abs(s - f.low))
        span = SHARE_WORDS[near] if abs(near - f.low) < 0.005 else f"{100 * f.low:.3g}%"
    return f"{words}{span}{f' per {f.period}' if f.period else ''}"


def compare_figures(a: Figure, b: Figure, setting: Setting) -> tuple[Relation, str]:
    """How `a` and `b` compare, and why. Symmetric but for `setting.later`, which is about `b`."""
    if a.share != b.share:
        return _share_of(a, b, setting)
    if a.duration and b.duration:
        return _values(a, b, setting)
    return _kind(a, b) or _unit(a, b) or _part(a, b) or _period(a, b, setting) or _values(a, b, setting)


def _kind(a: Figure, b: Figure) -> tuple[Relation, str] | None:
    if {a.outcome, b.outcome} <= FATES and a.outcome != b.outcome and not agree(a, b):
        return "not_comparable", f"kind of outcome: {a.outcome} against {b.outcome}"
    return None


def _unit(a: Figure, b: Figure) -> tuple[Relation, str] | None:
    if a.counted and b.counted and a.counted != b.counted and not agree(a, b):
        return "not_comparable", f"unit: {number(a.low)} {a.written} against {number(b.low)} {b.written}"
    return None


def _part(a: Figure, b: Figure) -> tuple[Relation, str] | None:
    """Seven of the dead who were fitters, against nine dead; not four doctors of the dead, against five doctors."""
    if a.part == b.part or agree(a, b) or (a.written and a.written == b.written):
        return None
    part, whole = (a, b) if a.part else (b, a)
    return "not_comparable", f"a part against the whole: {shown(part)} of them against {shown(whole)}"


def _period(a: Figure, b: Figure, setting: Setting) -> tuple[Relation, str] | None:
    if a.period == b.period:
        return None
    if a.period and b.period:
        return _rates(a, b)
    if agree(a, b) or not (a.period in PER_YEAR or b.period in PER_YEAR):
        return None
    rate, total = (a, b) if a.period else (b, a)
    factor = PER_YEAR.get(rate.period or "", 1.0)
    yearly = replace(rate, low=rate.low * factor, high=rate.high * factor, period=None)
    if factor > 1 and agree(yearly, total, slack=DERIVED):
        how = f"{shown(rate)} × {number(factor)} = {number(rate.low * factor)} a year"
        return _hinted(how, total)
    if rate.period == "year":
        return None
    run = _run(rate, total, setting)
    if run:
        how = f"{shown(rate)} × {number(run)} = {number(rate.low * run)}"
        return _hinted(how, total)
    return "not_comparable", f"period: {shown(a)} against {shown(b)}"


def _hinted(how: str, given: Figure) -> tuple[Relation, str]:
    """Arithmetic that comes out at a figure."""
    return "derivable", f"{how}; {shown(given)} is given: a hint that both may be one figure, no proof"


def _run(rate: Figure, total: Figure, setting: Setting) -> float | None:
    """Over how many of its periods a rate comes to a total: so many as the texts say, or as are summed up without a word."""
    period = rate.period or ""
    told = [span / IN_HOURS[period] for span in setting.spans if period in IN_HOURS]
    about = "about" in (rate.bound, total.bound)
    slack = DERIVED + (ABOUT if about else 0.0)
    sums = [(abs(rate.low * n - total.low), n) for n in (*told, *RUNS.get(period, ())) if n > 1 and rate.low > 0]
    off, run = min(sums, default=(0.0, 0.0))
    return run if run and off <= slack * total.low else None


def _rates(a: Figure, b: Figure) -> tuple[Relation, str] | None:
    """Two rates over different periods: derivable when the arithmetic comes out, else not comparable."""
    one, other = PER_YEAR.get(a.period or ""), PER_YEAR.get(b.period or "")
    if one is None or other is None:
        return "not_comparable", f"period: per {a.period} against per {b.period}"
    if one < other:
        a, b, one, other = b, a, other, one
    factor = one / other
    turned = replace(a, low=a.low * factor, high=a.high * factor, period=b.period)
    how = _arithmetic(a, b, one, other)
    if agree(turned, b, slack=DERIVED):
        return _hinted(how, b)
    return "differs", f"{how}, against {shown(b)}"


def _arithmetic(a: Figure, b: Figure, one: float, other: float) -> str:
    if other == 1.0:
        return f"{shown(a)} × {number(one)} = {number(a.low * one)} per {b.period}"
    return f"{shown(a)} × {number(one)} ÷ {number(other)} = {number(a.low * one / other)} per {b.period}"


def _share_of(a: Figure, b: Figure, setting: Setting) -> tuple[Relation, str]:
    """A share against a count: derivable when the count is that share of a total that the reports give."""
    share, count = (a, b) if a.share else (b, a)
    low, high = share.reach
    near = sorted(setting.totals, key=lambda t: (abs(share.low * t - count.low), t))
    for total in near:
        if total > count.high and _overlap((low * total, high * total), count.reach, DERIVED):
            return "derivable", f"{number(count.low)} of {number(total)} is {shown(share)}"
    if near and near[0] > count.high:
        rate = 100 * count.low / near[0]
        return "differs", f"{number(count.low)} of {number(near[0])} is {rate:.3g}%, not {shown(share)}"
    return "not_comparable", f"a share ({shown(share)}) against a count ({number(count.low)}) without a total"


def agree(a: Figure, b: Figure, slack: float = 0.0) -> bool:
    """Whether two figures can be one: their intervals meet; two bounds of one kind must be equal themselves."""
    if a.bound == b.bound and a.bound in ("at_least", "at_most"):
        return _overlap((a.low, a.high), (b.low, b.high), slack)
    return _overlap(a.reach, b.reach, slack)


def _overlap(a: tuple[float, float], b: tuple[float, float], slack: float) -> bool:
    room = slack * max(abs(a[0]), abs(b[0]))
    return a[0] <= b[1] + room and b[0] <= a[1] + room


def _values(a: Figure, b: Figure, setting: Setting) -> tuple[Relation, str]:
    both = f"{shown(a)} and {shown(b)}" if shown(a) != shown(b) else f"{shown(a)} in both"
    if _grew(a, b, setting):
        first, second = (a, b) if setting.later else (b, a)
        return "update", f"{shown(first)} first, {number(second.low)} later, from the same origin"
    if agree(a, b):
        return "same", both if shown(a) == shown(b) or a.bound == b.bound == "exact" else f"{both}, within their bounds"
    if a.duration != b.duration:
        return "not_comparable", f"unit: {number(a.low)} {a.written} against {number(b.low)} {b.written}"
    if a.duration:
        return "differs", f"{shown(a)} {a.written} against {shown(b)} {b.written}"
    if _other_place(a, b):
        return "not_comparable", f"territory: {number(a.low)} and {number(b.low)} are about different areas"
    if setting.withdrawn:
        return "differs", f"{shown(a)} against {shown(b)}: one was corrected to the other"
    if (setting.same_origin or setting.one_count) and setting.later is not None and _moves(a, b, setting):
        first, second = (a, b) if setting.later else (b, a)
        whose = "from the same origin" if setting.same_origin else "as such counts rise"
        return "update", f"{number(first.low)} first, {number(second.low)} later, {whose}"
    return "differs", f"{shown(a)} against {shown(b)}"


def _grew(a: Figure, b: Figure, setting: Setting) -> bool:
    """Whether a count given as a lower bound has risen well beyond it, by the same origin later."""
    if not setting.same_origin or setting.later is None or not setting.growing:
        return False
    first, second = (a, b) if setting.later else (b, a)
    return first.bound == "at_least" and second.bound == "exact" and second.low > GROWN * first.low


def _moves(a: Figure, b: Figure, setting: Setting) -> bool:
    """Whether the later figure lies where such counts go."""
    if setting.growing is None:
        return True
    rises = (b.low > a.low) == bool(setting.later)
    return rises == setting.growing


def _other_place(a: Figure, b: Figure) -> bool:
    if a.level and b.level:
        return a.level != b.level
    part, rest = (a, b) if a.level == "part" else (b, a)
    return part.level == "part" and part.high * MANY_PARTS < rest.low


def pairs(a: Sequence[Figure], b: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Which figures of two assertions to compare: those that count the same thing, else the first of each."""
    same = [(x, y) for x, y in product(a, b) if x.counted == y.counted and x.share == y.share]
    return same or [(x, y) for x in a[:1] for y in b[:1]]
