"""One part on matrices: its pairs seen in the light of one another, and average linkage in a large one: what `cluster` does pair
by pair, the same unions in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selon.matching.cluster import BARRED, CLASH
from selon.matching.company import looked_at_again

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparisons between nodes 0, 1, … in the order of their names. a, b: the nodes. score: how alike they are.
    conflict: whether they are in conflict. Each pair once."""

    a: NDArray[Any]
    b: NDArray[Any]
    score: Floats
    conflict: NDArray[np.bool_]

    @classmethod
    def of(cls, held: Iterable[tuple[int, int, float, bool]]) -> Pairs:
        """Comparisons one by one: the two nodes, how alike they are, whether they are in conflict."""
        rows = list(held)
        a, b, scores, conflicts = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(np.array(a, int), np.array(b, int), np.array(scores, float), np.array(conflicts, bool))


def seen_again(count: int, pairs: Pairs, reports: Sequence[str]) -> Pairs:
    """All pairs of a part with their scores in the light of one another, see `company`. reports: where each node stands."""
    scores, conflict = np.zeros((count, count)), np.zeros((count, count), bool)
    for one, other in ((pairs.a, pairs.b), (pairs.b, pairs.a)):
        scores[one, other] = np.where(pairs.conflict, 0.0, pairs.score)
        conflict[one, other] = pairs.conflict
    a, b = np.triu_indices(count, 1)
    return Pairs(a, b, looked_at_again(scores, reports)[a, b], conflict[a, b])


def joined(
    count: int, pairs: Pairs, together: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]], bar: float
) -> list[list[int]]:
    """The clusters of `count` nodes. together: groups of nodes that stand together whatever is found; apart: pairs that
    never do."""
    table = _Table(count, pairs, apart, bar)
    for group in together:
        first, *others = sorted(group)
        for other in others:
            table.unite(first, other)
    table.look()
    while (best := table.best()) is not None:
        table.unite(*best)
        table.look_again(*best)
    return [sorted(group) for group in table.groups if group]


class _Table:
    """Clusters, each under its smallest node: sums of scores, numbers of conflicts, means of those that may be united."""

    def __init__(self, count: int, pairs: Pairs, apart: Iterable[tuple[int, int]], bar: float) -> None:
        self.bar = bar
        self.groups: list[list[int]] = [[n] for n in range(count)]
        self.size = np.ones(count)
        self.alive = np.ones(count, dtype=bool)
        self.sums = np.zeros((count, count))
        self.barred = np.zeros((count, count))
        scores = np.where(pairs.conflict, np.minimum(pairs.score, CLASH), pairs.score)
        for one, other in ((pairs.a, pairs.b), (pairs.b, pairs.a)):
            self.sums[one, other] = scores
            self.barred[one, other] = pairs.conflict
        for i, j in apart:
            self.barred[i, j] = self.barred[j, i] = np.inf

    def unite(self, stay: int, gone: int) -> None:
        """Unite the second cluster with the first."""
        for table in (self.sums, self.barred):
            table[stay] += table[gone]
            table[:, stay] = table[stay]
            table[gone] = table[:, gone] = 0.0
            table[stay, stay] = 0.0
        self.groups[stay] += self.groups[gone]
        self.groups[gone] = []
        self.size[stay] += self.size[gone]
        self.alive[gone] = False

    def _means(self, i: int) -> Floats:
        """How alike a cluster is to each other one, -inf where they may not be united."""
        pairs = self.size[i] * self.size
        means: Floats = np.round(self.sums[i] / pairs, 9)
        may = self.alive & (means >= self.bar) & (self.barred[i] <= BARRED * pairs)
        may[i] = False
        return np.where(may, means, -np.inf)

    def look(self) -> None:
        """Find the best partner of every cluster among those behind it."""
        count = len(self.groups)
        self.means = np.full((count, count), -np.inf)
        for i in np.flatnonzero(self.alive):
            self.means[i, i + 1 :] = self._means(int(i))[i + 1 :]
        self.partner = self.means.argmax(axis=1)
        self.score = self.means.max(axis=1)

    def best(self) -> tuple[int, int] | None:
        """The most alike pair, of equal ones that of the smaller names; `None` when no pair is alike enough."""
        i = int(self.score.argmax())
        return None if self.score[i] == -np.inf else (i, int(self.partner[i]))

    def look_again(self, stay: int, gone: int) -> None:
        """Find the best partners anew where a union has changed them."""
        again = np.flatnonzero((self.partner == stay) | (self.partner == gone))
        line = self._means(stay)
        self.means[gone] = self.means[:, gone] = -np.inf
        self.means[stay, stay + 1 :] = line[stay + 1 :]
        self.means[:stay, stay] = line[:stay]
        before, partner = self.score[:stay], self.partner[:stay]
        better = (line[:stay] > before) | ((line[:stay] == before) & (stay < partner))
        before[better], partner[better] = line[:stay][better], stay
        for i in {stay, gone, *again.tolist()}:
            self.partner[i] = self.means[i].argmax()
            self.score[i] = self.means[i, self.partner[i]]
