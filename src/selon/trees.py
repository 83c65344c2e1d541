"""Grown decision trees, walked down side by side: what judges pairs by numbers that people taught it from.

Stands on numpy alone; `matching.judgement` and `origins.kinship` hold trees of their own.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree in lists. At node `i`: number `asks[i]` of the evidence, up to `until[i]` goes to `less[i]`, else to `more[i]`;
    a negative way `-1 - k` ends at `says[k]`."""

    asks: tuple[int, ...]
    until: tuple[float, ...]
    less: tuple[int, ...]
    more: tuple[int, ...]
    says: tuple[float, ...]


def trees_of(text: str, evidence: Sequence[str]) -> tuple[tuple[Tree, ...], tuple[str, ...]]:
    """Trees kept as JSON, with the names of what they were grown from; `ValueError` where they ask for other numbers than
    `evidence`."""
    held = json.loads(text)
    if tuple(held["evidence"]) != tuple(evidence):
        raise ValueError("these trees were grown from other numbers than the evidence gives: grow them again")
    return tuple(Tree(*(tuple(column) for column in tree)) for tree in held["trees"]), tuple(held["dossiers"])


WIDEST = 64
"""A tree has no more ends: they are the bits of one number."""


class Forest:
    """Trees asked all at once, as QuickScorer does (Lucchese et al. 2015): the ends of a tree are bits, each question that is
    answered `more` strikes out those on the other way, and the first that is left is where the tree ends.

    What the questions about one number strike out depends only on between which of their limits it lies: each such stretch
    is worked out once, when it is first met.
    """

    def __init__(self, grown: Sequence[Tree]) -> None:
        asked: list[list[tuple[float, int, int]]] = [
            [] for _ in range(1 + max((max(t.asks, default=0) for t in grown), default=0))
        ]
        says: list[float] = []
        first: list[int] = []
        for number, tree in enumerate(grown):
            first.append(len(says))
            says += _laid_out(tree, number, asked)
        self.first, self.says = np.array(first, np.intp), np.array(says)
        self.bits = np.uint32 if max((len(t.says) for t in grown), default=0) <= 32 else np.uint64
        self.limits: list[list[float]] = []
        self.struck: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
        for rows in asked:
            rows.sort()
            self.limits.append(sorted({until for until, _, _ in rows}))
            columns = list(zip(*rows, strict=True)) or [(), (), ()]
            self.struck.append(
                (np.array(columns[0]), np.array(columns[1], np.intp), np.array(columns[2], np.uint64).astype(self.bits))
            )
        self.met: list[dict[int, NDArray[Any]]] = [{} for _ in asked]

    def says_of(self, evidence: Sequence[float]) -> float:
        """The sum of what the trees say."""
        left = np.full(len(self.first), ~self.bits(0))
        for number, (value, limits, met) in enumerate(zip(evidence, self.limits, self.met, strict=False)):
            passed = bisect_left(limits, value)
            if passed:
                kept = met.get(passed)
                np.bitwise_and(left, self._after(number, passed) if kept is None else kept, out=left)
        ends = np.frexp((left & (~left + self.bits(1))).astype(float))[1] - 1
        return float(self.says[self.first + ends].sum())

    def _after(self, number: int, passed: int) -> NDArray[Any]:
        """For each tree the ends that are left once a number lies above so many limits."""
        until, trees, masks = self.struck[number]
        count = int(np.searchsorted(until, self.limits[number][passed - 1], side="right"))
        left = np.full(len(self.first), ~self.bits(0))
        np.bitwise_and.at(left, trees[:count], masks[:count])
        self.met[number][passed] = left
        return left

    def probability(self, evidence: Sequence[float]) -> float:
        """Between 0 and 1: what the trees say together, as a logit."""
        return 1 / (1 + math.exp(-self.says_of(evidence)))


def _laid_out(tree: Tree, number: int, asked: list[list[tuple[float, int, int]]]) -> list[float]:
    """What the ends of a tree say, from left to right; its questions go to `asked`, by the number that they ask for: the limit,
    the tree, and the ends that are left when the answer is `more`."""
    says: list[float] = []

    def visit(way: int) -> tuple[int, int]:
        if way < 0:
            says.append(tree.says[-1 - way])
            return len(says) - 1, len(says)
        start, middle = visit(tree.less[way])
        _, end = visit(tree.more[way])
        asked[tree.asks[way]].append((tree.until[way], number, (2**WIDEST - 1) ^ ((1 << middle) - (1 << start))))
        return start, end

    visit(0 if tree.asks else -1)
    if len(says) > WIDEST:
        raise ValueError(f"a tree with {len(says)} ends: {WIDEST} at most")
    return says
