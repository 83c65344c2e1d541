"""A second look at the pairs of one connected part: how alike two assertions are in the light of all others there.

What each is like elsewhere tells more than the two alone: both are like the same third ones (they keep the same company), or one
has a nearer partner in the other's report. A straight line over a few such numbers says the probability anew; its weights
lie in `company.json`, see `benchmarks.claims.learn`. The idea is that of stacked learning (Wolpert 1992) on the
relations of a graph (collective entity resolution, Bhattacharya and Getoor 2007).

Everything is reckoned from the scores of one part and from which report each assertion stands in, so neither the order of the
reports nor what else lies in the ledger makes a difference.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NAMES = ("alike", "rival", "one_report", "friend", "profile", "friends", "others")
"""The numbers of a pair, in their order: how alike the two are (logit), how near the nearest other partner of either is in the
report of the other, whether one report holds both, how much the best third one is like both, the cosine of their scores
with all others, the sum over all third ones of what they are like both, and what either is like others in all."""
EDGE = 0.005
"""Keeps the logit of a probability of 0 or 1 within bounds; a pair that was never compared is worth nothing more."""
TINY = 1e-6
FAINT = 0.02
"""A pair less alike says nothing about a third."""


def company(scores: Floats, reports: Sequence[Any]) -> Floats:
    """The numbers of all pairs of a part: one matrix for each of `NAMES`.

    scores: how alike each two are (symmetric, 0–1, 0 on the diagonal, for conflicts and where nothing was compared). reports:
    which report each stands in.
    """
    place = {r: i for i, r in enumerate(dict.fromkeys(reports))}
    home = np.array([place[r] for r in reports])
    one_report = home[:, None] == home[None, :]
    rival = np.where(one_report, 0.0, _rivals(scores, home))
    friend, friends = _friends(scores)
    rest = scores.sum(axis=1)[:, None] - scores
    norm = np.maximum((scores**2).sum(axis=1)[:, None] - scores**2, 0.0) + TINY
    return np.array([
        np.log((scores + EDGE) / (1 - scores + EDGE)), np.maximum(rival, rival.T), one_report,
        friend, (scores @ scores) / np.sqrt(norm * norm.T), np.log1p(friends), np.log1p(rest + rest.T),
    ])  # fmt: skip


def _rivals(scores: Floats, home: NDArray[Any]) -> Floats:
    """`[i, j]`: how near `i` is to its nearest partner in the report of `j` other than `j`."""
    found = np.zeros_like(scores)
    for report in range(home.max() + 1):
        there = np.flatnonzero(home == report)
        if len(there) > 1:
            among = scores[:, there]
            ordered = np.partition(among, len(there) - 2, axis=1)
            best, after = ordered[:, -1:], ordered[:, -2:-1]
            found[:, there] = np.where(among == best, after, best)
    return found


def _friends(scores: Floats) -> tuple[Floats, Floats]:
    """Third ones that both are like: how much the best is at least like either, and the sum over all."""
    best, total = np.zeros_like(scores), np.zeros_like(scores)
    for line in scores:
        near = np.flatnonzero(line >= FAINT)
        if len(near) > 1:
            grid = np.ix_(near, near)
            both = np.minimum.outer(line[near], line[near])
            best[grid] = np.maximum(best[grid], both)
            total[grid] += both
    return best, total


def looked_at_again(scores: Floats, reports: Sequence[Any], weights: Sequence[float] | None = None) -> Floats:
    """The probabilities of all pairs of a part, anew; arguments as of `company`. weights: others than those of this version,
    the constant last."""
    line = np.array(_weights() if weights is None else weights)
    says = np.tensordot(line[:-1], company(scores, reports), axes=1) + line[-1]
    again: Floats = np.round(1 / (1 + np.exp(-says)), 6)
    np.fill_diagonal(again, 0.0)
    return again


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    text = resources.files("selon.matching").joinpath("company.json").read_text(encoding="utf-8")
    held = json.loads(text)
    if tuple(held["evidence"]) != NAMES:
        raise ValueError("these weights were found for other numbers than the company gives: find them again")
    return tuple(held["weights"])
