"""Copies by credit: a report that names another one's outlet as its source, for what that one tells too."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import timedelta

from selon.model import Copy, CopyEvidence, span_of
from selon.model.instant import instant
from selon.origins.texts import Anchor, Text

SHARED, WEIGHT = 3, 3.5
"""So many names, figures and notions, of so much weight together, stand in the passage that gives the credit and in the
report that is credited."""
OUTRIGHT, ALL = (2, 2.0), 3.0
"""The same for a credit that is given outright, and the weight that the two reports as wholes must share then."""
HEAVY = 0.8
"""What weighs less says nothing."""
LATEST = timedelta(days=31)
"""A credit is for a report of the last weeks."""


def credited(target: Text, source: Text) -> Copy | None:
    """The copy of `source` by `target`, when `target` names its outlet as a source in a passage that tells what stands
    in `source`; `None` otherwise."""
    if target.report == source.report or not source.name or not _before(source, target):
        return None
    there = {a.key for a in source.anchors if a.weight >= HEAVY}
    names = names_of(source)
    for key, start, end, outright in target.sources:
        if key not in names:
            continue
        shared = {a.key: a.weight for a in _around(target, start, end) if a.weight >= HEAVY and a.key in there}
        shared = {k: w for k, w in shared.items() if k.removeprefix("~")[:6] not in key.split()}
        if _enough(shared, (SHARED, WEIGHT)) or (outright and _enough(shared, OUTRIGHT) and _alike(target, there)):
            why = f"names {source.outlet or source.report} as its source, for {len(shared)} things that it tells"
            return Copy(
                source.report, target.report, "credited",
                (CopyEvidence("credit", span_of(target.text, start, end), None, why),),
            )  # fmt: skip
    return None


def _enough(shared: Mapping[str, float], least: tuple[int, float]) -> bool:
    return len(shared) >= least[0] and sum(shared.values()) >= least[1]


def _alike(target: Text, there: Container[str]) -> bool:
    """Whether a report as a whole shares much with the anchors of another one."""
    return sum({a.key: a.weight for a in target.anchors if a.weight >= HEAVY and a.key in there}.values()) >= ALL


def names_of(text: Text) -> tuple[str, ...]:
    """The keys by which another report may credit a text: its outlet, and the marks of agencies that it carries."""
    return (*((text.name,) if text.name else ()), *(f"@{wire}" for wire in text.wires))


def _before(source: Text, target: Text) -> bool:
    """Whether the source may have been read for the target; so it is when a moment is not known."""
    one, other = instant(source.published), instant(target.published)
    return one is None or other is None or timedelta(0) <= other - one <= LATEST


def _around(text: Text, start: int, end: int) -> list[Anchor]:
    """The anchors of the sentence that gives the credit, and of the sentences beside it."""
    number = next((i for i, (a, b) in enumerate(text.sentences) if a <= start < b), -1)
    if number < 0:
        return []
    first, last = text.sentences[max(0, number - 1)][0], text.sentences[min(len(text.sentences) - 1, number + 1)][1]
    return [a for a in text.anchors if first <= a.start < last]
