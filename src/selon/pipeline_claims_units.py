"""The comparisons inside a unit as columns of numbers: kept as bytes, cut down to some heads, clustered. Part of `pipeline`.

A unit of several hundred heads has a hundred thousand comparisons; as columns they are read, cut and clustered in
milliseconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selon.matching.cluster import LARGE, SMALL, Constraints, Links, clusters, decided_at, pair
from selon.matching.dense import Pairs, joined, seen_again
from selon.model.assertion import version_of

_ROW = np.dtype([("a", "<i8"), ("b", "<i8"), ("score", "<f8"), ("conflict", "?")])


@dataclass(frozen=True, slots=True)
class Scores:
    """Comparisons between heads by their numbers, `a` before `b`; each pair once."""

    rows: NDArray[Any]

    @classmethod
    def of(cls, found: Mapping[tuple[int, int], tuple[float, bool]]) -> Scores:
        """Comparisons pair by pair."""
        return cls(np.array([(a, b, s, c) for (a, b), (s, c) in found.items()], _ROW))

    @classmethod
    def read(cls, data: bytes) -> Scores:
        """What `packed` wrote."""
        return cls(np.frombuffer(zlib.decompress(data), _ROW))

    def packed(self) -> bytes:
        """The comparisons as bytes."""
        return zlib.compress(self.rows.tobytes(), 1)

    def within(self, heads: NDArray[Any]) -> Scores:
        """Those between some heads, which are in order."""
        inside = _place(self.rows["a"], heads)[1] & _place(self.rows["b"], heads)[1]
        return Scores(self.rows[inside])


def all_of(some: Iterable[Scores]) -> Scores:
    """Several sets of comparisons as one."""
    return Scores(np.concatenate([np.zeros(0, _ROW), *(s.rows for s in some)]))


def _place(numbers: NDArray[Any], among: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where numbers stand in a list that is in order, and whether they do."""
    at = np.minimum(np.searchsorted(among, numbers), len(among) - 1)
    return at, among[at] == numbers


def grouped(
    names: Mapping[int, str], scores: Scores, together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]], bar: float
) -> list[tuple[int, ...]]:  # fmt: skip
    """The claims of one unit, each as its heads: what `matching.cluster` makes of a part that hangs together under `bar`.

    names: of its heads. together, apart: pairs of its heads of which people decided.
    """
    told = [frozenset(pair(names[a], names[b]) for a, b in pairs) for pairs in (together, apart)]
    if not SMALL < len(names) <= LARGE:
        links = Links(
            {pair(names[int(r["a"])], names[int(r["b"])]): float(r["score"]) for r in scores.rows},
            frozenset(pair(names[int(r["a"])], names[int(r["b"])]) for r in scores.rows[scores.rows["conflict"]]),
        )
        number = {v: k for k, v in names.items()}
        return [tuple(number[i] for i in g) for g in clusters(sorted(names.values()), links, Constraints(*told), bar)]
    ordered = sorted(names, key=lambda n: names[n])
    groups, parted = decided_at({names[n]: i for i, n in enumerate(ordered)}, Constraints(*told))
    pairs = seen_again(len(ordered), _by_name(scores, ordered), [version_of(names[n]) for n in ordered])
    found = joined(len(ordered), pairs, groups, parted, bar)
    return [tuple(ordered[i] for i in g) for g in found]


def _by_name(scores: Scores, ordered: Sequence[int]) -> Pairs:
    """Comparisons by the places of the heads in the order of their names."""
    numbers = np.array(ordered)
    order = np.argsort(numbers)
    a, b = (order[_place(scores.rows[side], numbers[order])[0]] for side in ("a", "b"))
    return Pairs(np.minimum(a, b), np.maximum(a, b), scores.rows["score"], scores.rows["conflict"])
