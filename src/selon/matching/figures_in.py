"""The figures that an assertion gives, and those that they are a part of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from selon.matching.clauses import Clause
from selon.matching.foci import Focus
from selon.model import Quantity

OF = 16
"""Code points between a figure and the total behind it (`10,000 of the 30,000 customers`)."""
_JOINT = re.compile(r"\s+[^\W\d]{1,4}(?:\s+[^\W\d]{1,3})?\s+|\s*/\s*")
"""What stands between them: one or two small words, or a stroke."""


def figures_in(
    text: str, clause: Clause, focus: Focus, span: tuple[int, int]
) -> tuple[tuple[Quantity, ...], tuple[float, ...]]:
    """The figures of a focus in text order, and the totals that stand right behind them.

    A focus told beside the main one takes the figure nearest to it. Ages, ranks and figures inside a longer word
    (`54-year-old`) count nothing.
    """
    inside = [q for q in clause.quantities if span[0] <= q.span.start < span[1] and not _aside(text, q)]
    totals = {b for a, b in pairwise(inside) if _part_of(text, a, b)}
    kept = [q for q in inside if q not in totals]
    if not focus.main and focus.trigger is not None and totals:
        at = clause.tokens[focus.trigger.first].start
        before = [q for q in inside if q.span.start < at]
        kept = before[-1:] or kept
    return tuple(_reached(clause, q) for q in kept), tuple(sorted(q.low for q in totals))


def _part_of(text: str, part: Quantity, whole: Quantity) -> bool:
    """Whether a figure is a part of the one behind it."""
    between = text[part.span.end : whole.span.start]
    less = part.unit == "share" or part.high < whole.low
    return less and len(between) <= OF and bool(_JOINT.fullmatch(between))


def _aside(text: str, q: Quantity) -> bool:
    """Ages, ranks and figures inside a word count nothing."""
    behind = text[q.span.end : q.span.end + 2]
    word = len(behind) == 2 and behind[0] in "-‑" and behind[1].isalpha()
    return q.unit in ("rank", "years old", "age") or word


def _reached(clause: Clause, q: Quantity) -> Quantity:
    """A count that rose or fell `to nine` is nine, no upper bound."""
    moved = any(h.sense.concept in ("rise", "fall_decline") for h in clause.hits)
    return replace(q, bound="exact") if moved and q.bound == "at_most" else q
