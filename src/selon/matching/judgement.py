"""How probable it is that two assertions belong to one claim: decision trees over their evidence.

The trees were grown (gradient boosting, Friedman 2001) from pairs of statements of dossiers whose claims people marked, see
`benchmarks.claims.learn`; they are numbers in `judgement.json`, with what they were grown from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from selon.matching.evidence import NAMES
from selon.trees import Forest, Tree, trees_of


@lru_cache(maxsize=1)
def _grown() -> tuple[tuple[Tree, ...], tuple[str, ...]]:
    text = resources.files("selon.matching").joinpath("judgement.json").read_text(encoding="utf-8")
    return trees_of(text, NAMES)


def trees() -> tuple[Tree, ...]:
    """The trees that come with this version."""
    return _grown()[0]


def judged_by() -> tuple[str, ...]:
    """The names of the dossiers that they were grown from."""
    return _grown()[1]


@lru_cache(maxsize=1)
def _forest() -> Forest:
    return Forest(trees())


def probability(evidence: Sequence[float], by: Sequence[Tree] | None = None) -> float:
    """Between 0 and 1, from evidence in the order of `evidence.NAMES`. by: other trees than those of this version."""
    forest = _forest() if by is None else Forest(by)
    return forest.probability(evidence)
