"""What two assertions have in common and what sets them apart, as numbers: the evidence that `judgement` weighs.

Every number is the same whichever of the two comes first.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from selon.matching.surroundings import Bag
from selon.model.assertion import Assertion, Days

if TYPE_CHECKING:
    from selon.matching.likeness import Weighed

AHEAD = ("forecast", "intent")
"""Kinds of statements about what has not happened yet."""
SMALL = 3
"""A figure up to this is found everywhere."""
LARGE = 20
"""Two equal figures of at least this are hardly a chance."""
HEAVY = 0.4
"""A notion of at least this weight is a matter of its own."""
MOST = 5
"""More matters in common than this say no more."""
FEW = 0.01

NAMES = (
    "overlap", "told", "told_sum", "matters", "matters_sum", "names", "names_sum", "best", "count", "left",
    "crowd_low", "crowd_high", "beyond",
    "rules", "frame", "no_deed_one", "no_deed_both", "deeds", "deed_in", "outcome", "other_outcome",
    "polarity", "kind", "ahead_one", "ahead_both", "opinion_one", "aside_one", "aside_both", "headline", "report", "language",
    "figure_one", "figures", "equal", "equal_small", "unequal", "near", "far", "equal_large",
    "longer", "shorter", "apart", "gap", "days", "scene", "voice", "other_voice", "office", "voice_one",
)  # fmt: skip
"""The numbers in their order."""


def evidence(a: Weighed, b: Weighed, overlap: float, rules: float) -> tuple[float, ...]:
    """The numbers of a pair, in the order of `NAMES`.

    overlap: weighted share of notions in common. rules: what the rules of `likeness` come to.
    """
    x, y = a.assertion, b.assertion
    both = a.told.common(b.told)
    told, matters, names = (sum(kept.values()) for kept in (both, a.matters.common(b.matters), a.names.common(b.names)))
    told_share = a.told.share(b.told, told)
    heavy = sum(1 for k in both if min(a.told.held[k][0], b.told.held[k][0]) >= HEAVY)
    low, high = sorted((x.crowd, y.crowd))
    return (
        overlap, told_share, told, a.matters.share(b.matters, matters), matters, a.names.share(b.names, names), names,
        max(both.values(), default=0.0), float(min(MOST, heavy)),
        min(_left(a.told, b.told), _left(b.told, a.told)),
        low, high, told_share - high,
        rules, *_deeds(a, b), *_manner(x, y), *_figures(a, b),
        abs(math.log((1 + a.words) / (1 + b.words))), math.log(1 + min(a.words, b.words)),
        abs(x.place_in - y.place_in), *_days(x.days, y.days), _scene(x, y), *_voices(a, b),
    )  # fmt: skip


def _left(a: Bag, b: Bag) -> float:
    """How much of what one tells the other does not."""
    return sum(w * r for k, (w, r) in a.held.items() if k not in b.held and w >= HEAVY)


def _deeds(a: Weighed, b: Weighed) -> tuple[float, ...]:
    x, y = a.assertion, b.assertion
    within = (a.main and a.main in b.triggers) or (b.main and b.main in a.triggers)
    return (
        float(x.frame == y.frame),
        float(bool(x.triggers) != bool(y.triggers)),
        float(not x.triggers and not y.triggers),
        float(bool(a.triggers & b.triggers)),
        float(bool(within)),
        float(bool(x.outcome) and x.outcome == y.outcome),
        float(bool(x.outcome and y.outcome) and x.outcome != y.outcome),
    )


def _manner(x: Assertion, y: Assertion) -> tuple[float, ...]:
    ahead = x.kind in AHEAD, y.kind in AHEAD
    return (
        float(x.polarity != y.polarity),
        float(x.kind == y.kind),
        float(any(ahead) and not all(ahead)),
        float(all(ahead)),
        float((x.kind == "opinion") != (y.kind == "opinion")),
        float(x.aside != y.aside),
        float(x.aside and y.aside),
        float(x.headline or y.headline),
        float(x.report == y.report),
        float(x.language == y.language),
    )


def _figures(a: Weighed, b: Weighed) -> tuple[float, ...]:
    one, other = a.figures, b.figures
    if not one or not other:
        return (float(bool(one) != bool(other)), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    equal = one & other
    large = {v for v in equal if v > SMALL}
    ratio = 0.0 if equal else min(abs(math.log(max(u, FEW) / max(v, FEW))) for u in one for v in other)
    return (
        0.0, 1.0, float(bool(large)), float(bool(equal) and not large), float(not equal),
        float(0 < ratio < 0.25), float(ratio > 1.6), float(any(v >= LARGE for v in large)),
    )  # fmt: skip


def _days(one: Days | None, other: Days | None) -> tuple[float, float]:
    """Days apart (as a logarithm, 0 where they meet or one is not told), and how surely both are told: 0, 1, 2."""
    if one is None or other is None:
        return 0.0, 0.0
    return math.log1p(max(0, days_apart(one, other))), float(one.own + other.own)


def days_apart(one: Days, other: Days) -> int:
    """Days between two stretches of days; not above 0 where they meet."""
    gaps = (
        date.fromisoformat(other.first) - date.fromisoformat(one.last),
        date.fromisoformat(one.first) - date.fromisoformat(other.last),
    )
    return max(g.days for g in gaps)


def _scene(x: Assertion, y: Assertion) -> float:
    """The share of the names of the shorter report that the other names too; -1 where one names none."""
    least = min(len(x.scene), len(y.scene))
    return len(x.scene & y.scene) / least if least else -1.0


def _voices(a: Weighed, b: Weighed) -> tuple[float, float, float, float]:
    one, other = a.speakers, b.speakers
    return (
        float(bool(one & other)),
        float(bool(one and other) and not one & other),
        float(bool(a.offices & b.offices)),
        float(bool(a.assertion.chain) != bool(b.assertion.chain)),
    )
