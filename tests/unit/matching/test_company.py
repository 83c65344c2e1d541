"""A second look at the pairs of one part: what others are like both, and which partner is nearer."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from selon.matching.company import EDGE, FAINT, NAMES, TINY, company, looked_at_again

LOOK = (1.0, -1.0, -1.0, 2.0, 0.0, 0.0, 0.0, 0.0)
"""Weights for the examples: of the pair itself, a rival, one report for both, a friend in common; no constant."""


def matrix(size: int, **scores: float) -> np.ndarray:
    """Scores by the letters of the two (`ab=0.5`)."""
    found = np.zeros((size, size))
    for pair, score in scores.items():
        a, b = ("abcdef".index(x) for x in pair)
        found[a, b] = found[b, a] = score
    return found


def test_a_friend_of_both_brings_two_together() -> None:
    """a and b are hardly alike, both are like c: alone .3, in such company more."""
    alone = looked_at_again(matrix(3, ab=0.3), "XYZ", LOOK)[0, 1]
    beside = looked_at_again(matrix(3, ab=0.3, ac=0.9, bc=0.8), "XYZ", LOOK)[0, 1]
    assert alone < 0.35 < 0.6 < beside


def test_a_nearer_partner_in_the_same_report_keeps_two_apart() -> None:
    """a is like b, and more like c of the report that b stands in; in another report c is no rival."""
    rival = looked_at_again(matrix(3, ab=0.5, ac=0.9), "XYY", LOOK)[0, 1]
    other = looked_at_again(matrix(3, ab=0.5, ac=0.9), "XYZ", LOOK)[0, 1]
    assert rival < 0.35 < other


def slowly(scores: np.ndarray, home: str, i: int, j: int) -> list[float]:
    """The numbers of one pair, third by third."""
    thirds = [k for k in range(len(home)) if k not in (i, j)]
    p = scores[i, j]

    def rival(x: int, y: int) -> float:
        if home[x] == home[y]:
            return 0.0
        return max((scores[x, k] for k in thirds if home[k] == home[y]), default=0.0)

    both = [min(scores[i, k], scores[j, k]) for k in thirds]
    clear = [m for m in both if m >= FAINT]
    norm = [math.sqrt(sum(scores[x, k] ** 2 for k in thirds) + TINY) for x in (i, j)]
    dot = sum(scores[i, k] * scores[j, k] for k in thirds)
    rest = sum(scores[i, k] + scores[j, k] for k in thirds)
    return [
        math.log((p + EDGE) / (1 - p + EDGE)), max(rival(i, j), rival(j, i)), float(home[i] == home[j]),
        max(clear, default=0.0), dot / (norm[0] * norm[1]), math.log1p(sum(clear)), math.log1p(rest),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_numbers_are_what_they_say(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.choice((2, 3, 5, 9))
    home = "".join(chance.choice("XYZ") for _ in range(size))
    scores = np.zeros((size, size))
    for i in range(size):
        for j in range(i):
            scores[i, j] = scores[j, i] = chance.choice((0.0, 0.01, 0.2, 0.2, 0.7, 0.95))
    found = company(scores, home)
    assert found.shape == (len(NAMES), size, size)
    for i in range(size):
        for j in range(i):
            assert found[:, i, j] == pytest.approx(slowly(scores, home, i, j), abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_makes_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    home = [chance.choice("XYZ") for _ in range(7)]
    scores = np.zeros((7, 7))
    for i in range(7):
        for j in range(i):
            scores[i, j] = scores[j, i] = chance.random()
    order = chance.sample(range(7), 7)
    moved = looked_at_again(scores[np.ix_(order, order)], [home[k] for k in order])
    assert moved == pytest.approx(looked_at_again(scores, home)[np.ix_(order, order)], abs=2e-6)


def test_a_pair_alone_keeps_its_place() -> None:
    """The more alike, the more probable, whatever the weights of this version are."""
    said = [looked_at_again(matrix(2, ab=p), "XY")[0, 1] for p in (0.15, 0.3, 0.6, 0.9, 1.0)]
    assert said == sorted(said)
    assert 0 < said[0] < said[-1] < 1
