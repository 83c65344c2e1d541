"""Grown decision trees, walked down side by side: what judges pairs by numbers that people taught it from.

Stands on numpy alone; `matching.judgement` and `origins.kinship` hold trees of their own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


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


class Forest:
    """Trees side by side in arrays, so that all are walked down at once, a step of each at a time."""

    def __init__(self, grown: Sequence[Tree]) -> None:
        asks: list[int] = []
        until: list[float] = []
        less: list[int] = []
        more: list[int] = []
        says: list[float] = []
        self.roots: list[int] = []
        for tree in grown:
            first, ends = len(asks), len(asks) + len(tree.asks)
            self.roots.append(first)
            for column, ways in ((less, tree.less), (more, tree.more)):
                column.extend(first + way if way >= 0 else ends - 1 - way for way in ways)
                column.extend(range(ends, ends + len(tree.says)))
            asks += [*tree.asks, *([0] * len(tree.says))]
            until += [*tree.until, *([math.inf] * len(tree.says))]
            says += [*([0.0] * len(tree.asks)), *tree.says]
        self.asks, self.less, self.more = np.array(asks), np.array(less), np.array(more)
        self.until, self.says = np.array(until), np.array(says)

    def says_of(self, evidence: Sequence[float]) -> float:
        """The sum of what the trees say."""
        told = np.array(evidence, float)[self.asks] <= self.until
        ways = np.where(told, self.less, self.more)
        at = np.array(self.roots)
        while True:
            after = ways[at]
            if (after == at).all():
                return float(self.says[at].sum())
            at = after

    def probability(self, evidence: Sequence[float]) -> float:
        """Between 0 and 1: what the trees say together, as a logit."""
        return 1 / (1 + math.exp(-self.says_of(evidence)))
