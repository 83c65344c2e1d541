"""Grows the trees of `selon.matching.judgement` from dossiers with known truth: `python -m benchmarks.claims.learn [--write]`.

Pairs of statements that one dossier marks are taught as they are marked; pairs from two dossiers, which tell of nothing in
common, as apart, with their days taken for equal, so that not the year alone tells them apart. Without `--write`, only
figures are printed: each dossier judged by trees that were grown without it (six folds). From the same judgements come the
weights of the second look (`learn_company`).

Needs `lightgbm`, which Selon itself does not (dependency group `learn`).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims.dossiers import Alignment, b_cubed
from benchmarks.quality.outcome import shared_folder
from selon.matching.cluster import LINK, Constraints, Links, clusters, pair
from selon.matching.evidence import NAMES
from selon.matching.likeness import Weighed, unjudged
from selon.model import Report
from selon.pipeline import read_many
from selon.pipeline_claims import all_facts, bare_assertions

TESTS = Path(__file__).parents[2] / "tests"
TAUGHT = (
    "dossiers-alike", "dossiers-further", "dossiers", "dossiers-blind", "dossiers-more", "dossiers-unseen", "dossiers-taught",
)  # fmt: skip
"""The folders of `tests` that the trees are grown from."""
OUT = Path(__file__).parents[2] / "src" / "selon" / "matching" / "judgement.json"
FOLDS = 6
STRANGERS = 2
"""Pairs with other dossiers for each assertion: so many of the most alike and so many by chance."""
SETTINGS = {
    "objective": "binary", "learning_rate": 0.07, "min_data_in_leaf": 30, "bagging_fraction": 0.8,
    "bagging_freq": 1, "feature_fraction": 0.5, "verbose": -1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
ROUNDS, LEAVES = 250, 24
SEEDS = (7, 8, 9)
"""Trees are grown so many times, each from other samples, and say the mean: less hangs on chance."""
WEIGHTS = {
    "shared": 16.0, "dossiers": 12.0, "dossiers-blind": 8.0, "dossiers-alike": 2.5, "dossiers-further": 2.5,
    "dossiers-taught": 1.0,
}  # fmt: skip
OTHERWISE = 3.0
"""How much a pair of a dossier counts: those given most, those that came last and are many least."""
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Taught:
    """A dossier: its assertions; which claim of the truth each marked one belongs to; pairs with their evidence."""

    name: str
    root: str
    weighed: dict[str, Weighed]
    marked: dict[str, str]
    gold: list[tuple[str, str | None]]
    rows: list[tuple[str, str, tuple[float, ...], bool]]

    def pairs(self) -> tuple[Array, Array]:
        """The evidence of pairs of which at least one is marked, and whether each is of one claim: what nobody marked
        belongs to none of the claims."""
        known = [
            (e, self.marked.get(a) == self.marked.get(b))
            for a, b, e, _ in self.rows
            if a in self.marked or b in self.marked
        ]
        return np.array([e for e, _ in known]), np.array([one for _, one in known])


def taught(folder: Path) -> Taught:
    """Read one dossier; its marked statements are found by their words, whatever claims Selon would make."""
    reports = [r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report)]
    made = sorted((a for f in all_facts(reports) for a in bare_assertions(f)), key=lambda a: a.id)
    told = [{"report": a.report, "content": a.content, "polarity": a.polarity, "key": a.id} for a in made]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    aligned = Alignment(truth, {"claims": [{"statements": told}]})
    gold = [
        (claim, aligned.found[i]["key"] if i in aligned.found else None) for i, (claim, _) in enumerate(aligned.gold)
    ]
    weighed = {a.id: Weighed(a) for a in made}
    rows = [(a, b, *unjudged(weighed[a], weighed[b])) for a, b in combinations(sorted(weighed), 2)]
    return Taught(folder.name, root_of(folder), weighed, {key: claim for claim, key in gold if key}, gold, rows)


def root_of(folder: Path) -> str:
    """The set that a dossier belongs to."""
    return folder.parent.name if folder.is_relative_to(TESTS) else "shared"


def strangers(dossiers: Sequence[Taught]) -> list[Array]:
    """For each dossier, the evidence of pairs of its assertions with those of other dossiers."""
    chance = random.Random(7)
    index: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for i, d in enumerate(dossiers):
        for name, w in sorted(d.weighed.items()):
            for key in w.told.held:
                index[key].append((i, name))
    gap = NAMES.index("gap")
    found = []
    for i, d in enumerate(dossiers):
        rows = []
        for name in sorted(d.marked):
            mine = d.weighed[name]
            near: defaultdict[tuple[int, str], float] = defaultdict(float)
            for key, (weight, rare) in mine.told.held.items():
                for at in index[key]:
                    if at[0] != i:
                        near[at] += weight * rare
            best = sorted(near, key=lambda at: (-near[at], at))
            for at in [*best[:STRANGERS], *chance.sample(best, min(STRANGERS, len(best)))]:
                row = list(unjudged(*sorted((mine, dossiers[at[0]].weighed[at[1]]), key=lambda w: w.assertion.id))[0])
                row[gap] = 0.0
                rows.append(row)
        found.append(np.array(rows).reshape(len(rows), len(NAMES)))
    return found


def grown(dossiers: Sequence[Taught], others: Sequence[Array]) -> list[Any]:
    """The trees of some dossiers."""
    pairs = [d.pairs() for d in dossiers]
    x = np.concatenate([*(p[0] for p in pairs), *others])
    y = np.concatenate([*(p[1] for p in pairs), np.zeros(sum(len(o) for o in others), bool)])
    each = [WEIGHTS.get(d.root, OTHERWISE) for d in dossiers] * 2
    weight = np.repeat(each, [*(len(p[1]) for p in pairs), *(len(o) for o in others)])
    return trained(x, y, weight, ROUNDS, LEAVES)


def trained(x: Array, y: Array, weight: Array, rounds: int, leaves: int) -> list[Any]:
    """Trees grown once for each seed. x: evidence in rows; y: whether a pair is one; weight: how much it counts."""
    from lightgbm import Dataset, train

    settings = SETTINGS | {"num_leaves": leaves}
    return [train(settings | {"seed": seed}, Dataset(x, y, weight=weight), rounds) for seed in SEEDS]


def predicted(models: Sequence[Any], x: Array) -> Array:
    """Probabilities by the mean of what the models say."""
    said = np.mean([model.predict(x, raw_score=True) for model in models], axis=0)
    return 1 / (1 + np.exp(-said))


def clustered(d: Taught, scores: Iterable[float], bar: float) -> float:
    """B-cubed F1 of a dossier when its assertions are clustered by some scores."""
    links = Links(
        {pair(a, b): s for (a, b, _, _), s in zip(d.rows, scores, strict=True)},
        frozenset(pair(a, b) for a, b, _, conflict in d.rows if conflict),
    )
    claim = {
        name: i for i, group in enumerate(clusters(sorted(d.weighed), links, Constraints(), bar)) for name in group
    }
    return b_cubed([(gold, claim[key] if key else -1 - i) for i, (gold, key) in enumerate(d.gold)])


def folds(dossiers: Sequence[Taught], others: Sequence[Array]) -> dict[str, Array]:
    """The scores of the pairs of each dossier, judged by trees grown without it."""
    found = {}
    for i in range(FOLDS):
        left = [n for n in range(len(dossiers)) if n % FOLDS != i]
        model = grown([dossiers[n] for n in left], [others[n] for n in left])
        for d in dossiers[i::FOLDS]:
            found[d.name] = predicted(model, np.array([row[2] for row in d.rows]))
    return found


def flat(tree: dict[str, Any]) -> list[list[float]]:
    """A tree of LightGBM in lists, see `judgement.Tree`."""
    asks: list[float] = []
    until: list[float] = []
    less: list[float] = []
    more: list[float] = []
    says: list[float] = []

    def put(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            says.append(round(node["leaf_value"] / len(SEEDS), 5))
            return -len(says)
        at = len(asks)
        asks.append(node["split_feature"])
        until.append(float(f"{node['threshold']:.9g}"))
        less.append(0)
        more.append(0)
        less[at], more[at] = put(node["left_child"]), put(node["right_child"])
        return at

    put(tree)
    return [asks, until, less, more, says]


def write(out: Path, evidence: Sequence[str], dossiers: Sequence[str], models: Sequence[Any]) -> None:
    """Write trees as `selon.trees.trees_of` reads them."""
    trees = [flat(t["tree_structure"]) for model in models for t in model.dump_model()["tree_info"]]
    told = {"evidence": evidence, "dossiers": dossiers, "trees": trees}
    out.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(trees)} trees from {len(dossiers)} dossiers")


def folders() -> list[Path]:
    """All dossiers that are taught."""
    roots = [TESTS / name for name in TAUGHT] + [shared_folder() / "dossiers"]
    return [p.parent for root in roots if root.is_dir() for p in sorted(root.rglob("truth.json"))]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures, or write the trees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="grow from all dossiers and write the trees")
    options = parser.parse_args(argv)
    paths = folders()
    dossiers = [taught(p) for p in paths]
    others = strangers(dossiers)
    scores = folds(dossiers, others)
    if options.write:
        from benchmarks.claims import learn_company

        write(OUT, NAMES, [d.name for d in dossiers], grown(dossiers, others))
        learn_company.write(dossiers, scores)
        return
    bars = sorted({0.12, 0.15, LINK, 0.25})
    found = {d.name: [clustered(d, scores[d.name], bar) for bar in bars] for d in dossiers}
    print(f"{'B-cubed F1 at':<18}" + "".join(f"{bar:>8}" for bar in bars))
    for root in dict.fromkeys(d.root for d in dossiers):
        _print(root, [found[d.name] for d in dossiers if d.root == root])
    _print("all", list(found.values()))


def _print(name: str, rows: list[list[float]]) -> None:
    print(f"{name:<18}" + "".join(f"{100 * mean:>8.1f}" for mean in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
