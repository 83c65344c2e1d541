"""Translated copies: two texts of different languages whose sentences say the same in the same order.

A translation keeps names, figures, places and most notions, and it keeps them in the order of the original. Two
reports on one event share
many of them too, but not sentence by sentence: so the proof is an alignment of sentences that runs forward in both
texts (Gale and Church
1993 align by length; here by anchors, and lengths bear witness), dense enough on both sides, or in step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import pstdev

from selon.model import CopyEvidence, span_of
from selon.origins.texts import Anchor, Text

ALIKE = 0.5
"""Two sentences so alike may be one sentence and its translation."""
PROOF = ((5, 19.5), (4, 25.0))
"""Enough aligned sentences, and enough weight of the anchors that they share: the fewer sentences, the more weight.

Two reports on one event may share three or four sentences by their facts alone; short texts prove nothing.
"""
WIRED = (2, 5.0)
"""The same for two texts that carry the mark of one agency."""
IN_STEP = ((5, 5, 0.3, 0.3), (4, 4, 0.25, 0.4), (3, 5, 0.2, 0.45))
"""So many aligned sentences equally far apart in both texts, in a run of so many, of which the lengths spread so little, so
dense, are a proof by themselves: a translator goes sentence by sentence and makes the long ones long, the short ones short."""
LEAST = 14.0
"""Weight of the shared anchors that this proof needs."""
SHORTEST = 5
"""A sentence of fewer code points counts as one of so many."""
DENSE = 0.55
"""So much of the shorter run of sentences must be aligned."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Matched:
    """Sentence `a` of one text and `b` of the other, how alike they are, and the weight of the anchors they share."""

    a: int
    b: int
    alike: float
    weight: float


@dataclass(frozen=True, slots=True)
class Translation:
    """An alignment: its pairs in order; density: share of both texts' anchors in the aligned stretch that is
    matched.

    steps: the most pairs that stand equally far apart in both texts. run: sentences from the first to the last of them.
    spread: how unevenly these sentences grew or shrank: the standard deviation of the logarithm of their ratios of length.
    """

    pairs: tuple[Matched, ...]
    density: float
    steps: int = 0
    run: int = 0
    spread: float = 0.0

    @property
    def weight(self) -> float:
        """Weight of all matched anchors."""
        return sum(p.weight for p in self.pairs)


def bags(text: Text) -> list[dict[str, float]]:
    """The anchors of each sentence: key and weight."""
    found: list[dict[str, float]] = [{} for _ in text.sentences]
    at = 0
    for anchor in sorted(text.anchors, key=lambda x: x.start):
        while at < len(text.sentences) and text.sentences[at][1] <= anchor.start:
            at += 1
        if at < len(text.sentences) and text.sentences[at][0] <= anchor.start:
            bag = found[at]
            bag[anchor.key] = max(bag.get(anchor.key, 0.0), anchor.weight)
    return found


def alike(a: dict[str, float], b: dict[str, float]) -> tuple[float, float]:
    """How alike two bags are (shared weight over the geometric mean of both), and the shared weight."""
    shared = sum(min(w, b[k]) for k, w in a.items() if k in b)
    total = math.sqrt(sum(a.values()) * sum(b.values()))
    return (shared / total if total else 0.0), shared


def aligned(a: Text, b: Text) -> Translation:
    """The best forward alignment of the sentences of two texts."""
    one, other = bags(a), bags(b)
    table = [[alike(x, y) for y in other] for x in one]
    pairs = _forward([[cell[0] if cell[0] >= ALIKE else 0.0 for cell in row] for row in table])
    matched = tuple(Matched(i, j, table[i][j][0], table[i][j][1]) for i, j in pairs)
    if not matched:
        return Translation((), 0.0)
    stretch_a = sum(sum(bag.values()) for bag in one[matched[0].a : matched[-1].a + 1])
    stretch_b = sum(sum(bag.values()) for bag in other[matched[0].b : matched[-1].b + 1])
    density = sum(m.weight for m in matched) / max(1e-9, math.sqrt(stretch_a * stretch_b))
    return Translation(matched, density, *_in_step(a, b, matched))


def _in_step(a: Text, b: Text, matched: Sequence[Matched]) -> tuple[int, int, float]:
    """Of the pairs that stand equally far apart in both texts, the most: how many, over how many sentences, and the spread
    of all lengths between the first and the last."""
    by_offset: dict[int, list[Matched]] = {}
    for m in matched:
        by_offset.setdefault(m.b - m.a, []).append(m)
    offset, pairs = max(by_offset.items(), key=lambda item: (len(item[1]), sum(m.weight for m in item[1]), item[0]))
    run = range(pairs[0].a, pairs[-1].a + 1)
    grown = [math.log(_length(b, i + offset) / _length(a, i)) for i in run]
    return len(pairs), len(run), pstdev(grown)


def _length(text: Text, sentence: int) -> int:
    start, end = text.sentences[sentence]
    return max(SHORTEST, end - start)


def _forward(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (i, j), rising in both, with the greatest sum of scores; zero scores are no pairs."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows):
        for j in range(columns):
            here = best[i][j] + scores[i][j] if scores[i][j] else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], here)
    found, i, j = [], rows, columns
    while i and j:
        score = scores[i - 1][j - 1]
        if score and best[i][j] == best[i - 1][j - 1] + score:
            found.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def is_translation(found: Translation, wired: bool = False) -> bool:
    """Whether an alignment proves that one text translates the other, in whole or in part; two texts with the mark
    of one agency (`wired`) need less of it."""
    if wired:
        return len(found.pairs) >= WIRED[0] and found.weight >= WIRED[1]
    if found.weight >= LEAST and any(
        found.steps >= steps and found.run >= run and found.spread <= spread and found.density >= density
        for steps, run, spread, density in IN_STEP
    ):
        return True
    if found.density < DENSE:
        return False
    return any(len(found.pairs) >= pairs and found.weight >= weight for pairs, weight in PROOF)


def evidence_of(found: Translation, source: Text, target: Text, a_is_source: bool) -> tuple[CopyEvidence, ...]:
    """The best aligned sentences."""
    best = sorted(found.pairs, key=lambda m: (-m.alike, m.a))[:SHOWN]
    pieces = []
    for m in sorted(best, key=lambda m: m.a):
        here, there = (m.a, m.b) if a_is_source else (m.b, m.a)
        pieces.append(
            CopyEvidence(
                "translation",
                span_of(target.text, *target.sentences[there]),
                span_of(source.text, *source.sentences[here]),
                f"sentence {here + 1} is sentence {there + 1} in the other language, {m.alike:.0%} of its anchors",
            )
        )
    return tuple(pieces)


def anchors_in(text: Text, sentence: int) -> list[Anchor]:
    """The anchors of one sentence, for showing."""
    start, end = text.sentences[sentence]
    return [a for a in text.anchors if start <= a.start < end]
