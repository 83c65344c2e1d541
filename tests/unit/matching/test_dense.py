"""Clustering on matrices is clustering pair by pair: the same parts, whatever ties, conflicts and decisions there are."""

from __future__ import annotations

import random

import pytest

from selon.matching import cluster
from selon.matching.cluster import Constraints, Links, clusters, pair


def world(chance: random.Random, size: int) -> tuple[list[str], Links, Constraints]:
    """Names in loose groups: alike inside, now and then across; scores on a coarse grid, so that many are equal."""
    names = sorted(f"n{n:03d}" for n in chance.sample(range(1000), size))
    home = {n: chance.randrange(1 + size // 8) for n in names}
    scores, conflicts = {}, set()
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            near = home[a] == home[b]
            if near or chance.random() < 0.25:
                scores[a, b] = chance.choice((0.4, 0.5, 0.7, 0.9) if near else (0.0, 0.1, 0.3, 0.35, 0.5))
                if chance.random() < 0.08:
                    conflicts.add((a, b))
    some = [pair(*chance.sample(names, 2)) for _ in range(8)]
    return names, Links(scores, frozenset(conflicts)), Constraints(frozenset(some[:4]), frozenset(some[4:]))


@pytest.mark.parametrize("seed", range(40))
def test_matrices_and_pairs_give_the_same_clusters(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    names, links, decided = world(chance, chance.choice((2, 5, 12, 40, 90)))
    found = []
    for small in (0, 10**6):
        monkeypatch.setattr(cluster, "SMALL", small)
        found.append(clusters(names, links, decided))
    assert found[0] == found[1]
    assert sorted(n for g in found[0] for n in g) == names


def test_there_are_parts_that_fall_into_several_and_parts_that_do_not() -> None:
    """The worlds above are not all trivial."""
    counts = [len(clusters(*world(random.Random(seed), 40))) for seed in range(5)]
    assert all(1 < n < 40 for n in counts), counts
