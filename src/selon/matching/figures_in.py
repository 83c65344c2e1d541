"""The figures that an assertion gives, and those that they are a part of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from selon.matching.clauses import Clause
from selon.matching.foci import Focus
from selon.matching.links import Link
from selon.matching.measures import duration_unit
from selon.model import Quantity, Span

SINGLE = frozenset({"casualties", "attack"})
"""Frames in which one person or one weapon is a count."""
WEAPONS = frozenset({"missile", "drone", "bomb", "rocket"})
NEAR = 3
"""Words between `among them` and the figure of a part."""
OF = 16
"""Code points between a figure and the total behind it (`10,000 of the 30,000 customers`)."""
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+")
_SEPARATOR = re.compile(r"[.,\u00a0\u202f ]")
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
    totals = {b for a, b in pairwise(inside) if _part_of(text, a, b)} | _out_of(clause, inside)
    kept = [q for q in inside if q not in totals]
    if not focus.main and focus.trigger is not None and totals:
        at = clause.tokens[focus.trigger.first].start
        before = [q for q in inside if q.span.start < at]
        kept = before[-1:] or kept
    inner = {t for q in kept for t in _inner_totals(q)}
    if not focus.main and inner:
        kept = [replace(q, low=t, high=t) for q in kept for t in _inner_totals(q)[-1:]]
        inner = set()
    return tuple(_reached(clause, q) for q in kept), tuple(sorted({q.low for q in totals} | inner))


def _out_of(clause: Clause, inside: list[Quantity]) -> set[Quantity]:
    """Totals that stand first: `of 142 drones only 24 were brought down`."""
    found = set()
    for a, b in pairwise(inside):
        at = next((i for i, t in enumerate(clause.tokens) if t.end > a.span.start), 0)
        led = any(link.kind == "of" and link.last == at for link in clause.links)
        if led and a.unit != "share" and b.high < a.low:
            found.add(a)
    return found


def parts_in(clause: Clause, values: tuple[Quantity, ...], alone: bool) -> tuple[float, ...]:
    """The figures that are told as a part of others: `nine, among them three children`, `four of them doctors`, `seven of the
    dead`.

    alone: no deed of its own is told of them. `Four of them were freed` is no part of those who were freed.
    """
    return tuple(sorted({q.low for q in values if q.unit != "share" and _is_part(clause, q, alone)}))


def _is_part(clause: Clause, q: Quantity, alone: bool) -> bool:
    first = sum(t.end <= q.span.start for t in clause.tokens)
    end = sum(t.start < q.span.end for t in clause.tokens)
    before = any(other.span.end <= q.span.start for other in clause.quantities)
    for k in clause.links:
        leads = 0 <= first - k.last < NEAR
        if k.kind == "subset" and ((leads and (alone or before)) or (alone and first < k.first <= end)):
            return leads or not _leads(clause, k)
    hurt = {h.first for h in clause.hits if h.sense.frame == "casualties"}
    of = [k.last for k in clause.links if k.kind == "of" and first < k.first <= end]
    return any({at, at + 1} & hurt for at in of)


def _leads(clause: Clause, link: Link) -> bool:
    """Whether a figure stands right behind `among them`."""
    starts = [sum(t.end <= q.span.start for t in clause.tokens) for q in clause.quantities]
    return any(0 <= start - link.last < NEAR for start in starts)


def single(clause: Clause, focus: Focus) -> tuple[Quantity, ...]:
    """One, when an article or numeral says so right before those hurt or the weapon (`a worker was wounded`)."""
    trigger = focus.trigger
    if trigger is None or trigger.sense.frame not in SINGLE or clause.quantities:
        return ()
    ones = {link.last: link for link in clause.links if link.kind == "one"}
    for hit in clause.hits:
        near = ones.get(hit.first) or ones.get(hit.first - 1)
        told = hit.sense.kind == "who" if trigger.sense.frame == "casualties" else hit.sense.concept in WEAPONS
        if near and told and not hit.inside and focus.first <= hit.first < focus.last:
            first, last = clause.tokens[near.first], clause.tokens[hit.last - 1]
            return (Quantity(Span(first.start, last.end, first.text), 1, 1, "exact", None),)
    return ()


def _inner_totals(q: Quantity) -> list[float]:
    """Totals inside the words of a figure: `10,000 of the 30,000 customers`."""
    numbers = [_SEPARATOR.sub("", n) for n in _NUMBER.findall(q.span.text)]
    return [float(n) for n in numbers[1:] if n.isdigit() and len(n) < 15]


def bare_span(clause: Clause) -> tuple[Quantity, ...]:
    """A stretch of time without a number is one of it: `no power for a month`."""
    for hit in clause.hits:
        unit = duration_unit(hit.sense.concept)
        if unit in ("week", "month", "year"):
            first, last = clause.tokens[hit.first], clause.tokens[hit.last - 1]
            return (Quantity(Span(first.start, last.end, first.text), 1, 1, "exact", unit),)
    return ()


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
