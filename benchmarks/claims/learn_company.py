"""Finds the weights of `selon.matching.company` from judgements of dossiers by trees that were grown without them.

Called by `benchmarks.claims.learn --write`. The weights are those of a logistic regression (iteratively reweighted least squares)
over pairs of one connected part of which at least one is marked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims.learn import OTHERWISE, WEIGHTS, Taught
from selon.matching.cluster import LINK, parts
from selon.matching.company import NAMES, company
from selon.model.assertion import version_of

OUT = Path(__file__).parents[2] / "src" / "selon" / "matching" / "company.json"
RIDGE = 3.0
STEPS = 30
Array = NDArray[Any]


def rows(d: Taught, scores: Array) -> tuple[Array, Array]:
    """The numbers of the pairs of one dossier that are taught, and whether each is of one claim. scores: of its pairs, in
    their order, judged by trees that do not know the dossier."""
    judged = {(a, b): 0.0 if conflict else s for (a, b, _, conflict), s in zip(d.rows, scores, strict=True)}
    x: list[Array] = []
    y: list[bool] = []
    for part in parts(d.weighed, [p for p, s in judged.items() if s >= LINK]):
        matrix = np.zeros((len(part), len(part)))
        pairs = [(i, j) for i in range(len(part)) for j in range(i + 1, len(part))]
        for i, j in pairs:
            matrix[i, j] = matrix[j, i] = judged[part[i], part[j]]
        numbers = company(matrix, [version_of(name) for name in part])
        for i, j in pairs:
            one, other = d.marked.get(part[i]), d.marked.get(part[j])
            if one or other:
                x.append(numbers[:, i, j])
                y.append(one == other)
    return np.array(x).reshape(len(x), len(NAMES)), np.array(y, float)


def fitted(x: Array, y: Array, weight: Array) -> Array:
    """Weights of a logistic regression, the constant last. x: numbers in rows; y: 0 or 1; weight: how much each counts."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.column_stack([(x - middle) / spread, np.ones(len(x))])
    found = np.zeros(z.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-z @ found))
        slope = z.T @ (weight * (y - said)) - RIDGE * found
        bend = (z * (weight * said * (1 - said))[:, None]).T @ z + RIDGE * np.eye(len(found))
        found = found + np.linalg.solve(bend, slope)
    line = found[:-1] / spread
    return np.append(line, found[-1] - line @ middle)


def learned(dossiers: Sequence[Taught], scores: Mapping[str, Array]) -> Array:
    """The weights, from dossiers and how their pairs were judged by trees grown without each."""
    each = [rows(d, scores[d.name]) for d in dossiers]
    weight = np.repeat([WEIGHTS.get(d.root, OTHERWISE) for d in dossiers], [len(y) for _, y in each])
    return fitted(np.concatenate([x for x, _ in each]), np.concatenate([y for _, y in each]), weight)


def write(dossiers: Sequence[Taught], scores: Mapping[str, Array], out: Path = OUT) -> None:
    """Write the weights as `selon.matching.company` reads them."""
    weights = [round(float(w), 4) for w in learned(dossiers, scores)]
    told = {"evidence": NAMES, "dossiers": [d.name for d in dossiers], "weights": weights}
    out.write_text(json.dumps(told) + "\n", encoding="utf-8")
    print(", ".join(f"{name} {weight:+.2f}" for name, weight in zip((*NAMES, "constant"), weights, strict=True)))
