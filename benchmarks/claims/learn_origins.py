"""Grows the trees of `selon.origins.joining` from dossiers with known truth:
`python -m benchmarks.claims.learn_origins [--write]`.

The gold claims of a dossier are given; each pair of statements for which the rules see two origins is taught as the truth has
it. Without `--write`, only figures are printed: counts and pairs right when each dossier is judged by trees that were grown
without it, beside the rules alone.

Needs `lightgbm`, which Selon itself does not (dependency group `learn`).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.claims.learn import (
    FOLDS,
    OTHERWISE,
    WEIGHTS,
    Array,
    folders,
    predicted,
    root_of,
    trained,
    write,
)
from benchmarks.claims.origins import COUNTS, gold_groups
from selon.model import Report
from selon.origins import joining
from selon.origins.chains import IDENTIFIED
from selon.origins.kinship import NAMES, Standing, certainly_two, evidence_of, ground_of
from selon.pipeline import read_many
from selon.pipeline_claims import all_facts, prepared, traced_groups

OUT = Path(__file__).parents[2] / "src" / "selon" / "origins" / "kinship.json"
ROUNDS, LEAVES = 150, 8
BARS = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True)
class Marked:
    """A gold claim: its statements with their true origins, the pairs of the origins that the rules see with their
    evidence, the four numbers wanted."""

    dossier: str
    root: str
    standing: tuple[Standing, ...]
    origins: tuple[str, ...]
    polarity: tuple[str, ...]
    pairs: tuple[tuple[str, str, Array, bool], ...]
    apart: tuple[bool, ...]
    wanted: tuple[int, ...]

    @property
    def weight(self) -> float:
        """How much a pair of it counts."""
        return WEIGHTS.get(self.root, OTHERWISE) / max(1, len(self.pairs)) ** 0.5


def marked(folder: Path) -> Iterator[Marked]:
    """The gold claims of one dossier."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    book = prepared(all_facts(r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report)))
    groups = gold_groups(truth, book)
    counts = {row["claim"]: tuple(row[k] for k in COUNTS) for row in truth["counts"]}
    for gold, members, traced in zip(truth["claims"], groups, traced_groups(book, groups), strict=True):
        origin = {m.id: s["origin"] for m, s in zip(members, gold["statements"], strict=True)}
        by: defaultdict[str, list[Standing]] = defaultdict(list)
        for s in traced.standing:
            by[s.found.key].append(s)
        ground = ground_of(traced.standing, traced.trail, traced.voices)
        judged = joining.pairs_of(by)
        pairs = tuple(
            (one, other, np.array(evidence_of(x, y, ground)), origin[x.assertion.id] == origin[y.assertion.id])
            for one, other, x, y in judged
        )
        apart = tuple(certainly_two(x, y, ground) for *_, x, y in judged)
        told = tuple(origin[s.assertion.id] for s in traced.standing)
        polarity = tuple(s.assertion.polarity for s in traced.standing)
        yield Marked(
            folder.name, root_of(folder), traced.standing, told, polarity, pairs, apart, counts.get(gold["id"], ())
        )


def grown(claims: Sequence[Marked]) -> list[Any]:
    """The trees of some claims."""
    x = np.array([e for c in claims for _, _, e, _ in c.pairs])
    y = np.array([same for c in claims for *_, same in c.pairs])
    weight = np.array([c.weight for c in claims for _ in c.pairs])
    return trained(x, y, weight, ROUNDS, LEAVES)


def partition(c: Marked, models: Sequence[Any], bar: float) -> list[str]:
    """The origin of each statement of a claim, joined by some trees."""
    keys = sorted({s.found.key for s in c.standing})
    if len(keys) < 2 or not models:
        return [s.found.key for s in c.standing]
    scores = predicted(models, np.array([e for _, _, e, _ in c.pairs]))
    said = (joining.NEVER if apart else float(score) for score, apart in zip(scores, c.apart, strict=True))
    parts = joining.parts_of(keys, joining.nearness([(one, other) for one, other, _, _ in c.pairs], said), bar)
    of = {key: part[0] for part in parts for key in part}
    return [of[s.found.key] for s in c.standing]


def right(c: Marked, of: Sequence[str]) -> tuple[bool, list[bool]]:
    """Whether the four numbers are right when `of` are the origins, and each pair of statements."""
    known = {o for o, s in zip(of, c.standing, strict=True) if s.found.kind == IDENTIFIED}
    told = {o for o, p in zip(of, c.polarity, strict=True) if p == "asserted"}
    denied = {o for o, p in zip(of, c.polarity, strict=True) if p == "denied"} - told
    reports = len({s.assertion.report for s in c.standing})
    pairs = [(of[i] == of[j]) == (c.origins[i] == c.origins[j]) for i, j in combinations(range(len(of)), 2)]
    return (len(told & known), len(told - known), len(denied), reports) == c.wanted, pairs


def folds(claims: Sequence[Marked]) -> None:
    """Print counts and pairs right, by rules alone and at each bar."""
    names = sorted({c.dossier for c in claims})
    found: defaultdict[tuple[str, str], list[tuple[bool, list[bool]]]] = defaultdict(list)
    for i in range(FOLDS):
        left = set(names[i::FOLDS])
        models = grown([c for c in claims if c.dossier not in left])
        for c in claims:
            if c.dossier in left and c.wanted:
                found[c.root, "rules"].append(right(c, partition(c, (), 0)))
                for bar in BARS:
                    found[c.root, str(bar)].append(right(c, partition(c, models, bar)))
    roots = list(dict.fromkeys(c.root for c in claims))
    print(f"{'counts, pairs':<14}" + "".join(f"{root.removeprefix('dossiers-'):>16}" for root in roots))
    for how in ("rules", *map(str, BARS)):
        cells = [found[root, how] for root in roots]
        told = [(np.mean([ok for ok, _ in rows]), np.mean([p for _, pairs in rows for p in pairs])) for rows in cells]
        print(f"{how:<14}" + "".join(f"{counts:>9.3f}{pairs:>7.3f}" for counts, pairs in told))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures, or write the trees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="grow from all dossiers and write the trees")
    options = parser.parse_args(argv)
    claims = [c for folder in folders() for c in marked(folder)]
    if not options.write:
        folds(claims)
        return
    write(OUT, NAMES, list(dict.fromkeys(c.dossier for c in claims)), grown(claims))


if __name__ == "__main__":
    main()
