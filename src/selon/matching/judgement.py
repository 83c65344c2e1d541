"""How probable it is that two assertions belong to one claim: decision trees over their evidence.

The trees were grown (gradient boosting, Friedman 2001) from pairs of statements of dossiers whose claims people marked, see
`benchmarks.claims.learn`; they are numbers in `judgement.json`, with what they were grown from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from selon.matching.evidence import NAMES


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree in lists. At node `i`: number `asks[i]` of the evidence, up to `until[i]` goes to `less[i]`, else to `more[i]`;
    a negative way `-1 - k` ends at `says[k]`."""

    asks: tuple[int, ...]
    until: tuple[float, ...]
    less: tuple[int, ...]
    more: tuple[int, ...]
    says: tuple[float, ...]


@lru_cache(maxsize=1)
def _grown() -> tuple[tuple[Tree, ...], tuple[str, ...]]:
    text = resources.files("selon.matching").joinpath("judgement.json").read_text(encoding="utf-8")
    held = json.loads(text)
    if tuple(held["evidence"]) != NAMES:
        raise ValueError("judgement.json was grown from other evidence than matching.evidence gives")
    return tuple(Tree(*(tuple(column) for column in tree)) for tree in held["trees"]), tuple(held["dossiers"])


def trees() -> tuple[Tree, ...]:
    """The trees that come with this version."""
    return _grown()[0]


def judged_by() -> tuple[str, ...]:
    """The names of the dossiers that they were grown from."""
    return _grown()[1]


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


@lru_cache(maxsize=1)
def _forest() -> Forest:
    return Forest(trees())


def probability(evidence: Sequence[float], by: Sequence[Tree] | None = None) -> float:
    """Between 0 and 1, from evidence in the order of `evidence.NAMES`. by: other trees than those of this version."""
    forest = _forest() if by is None else Forest(by)
    return 1 / (1 + math.exp(-forest.says_of(evidence)))
