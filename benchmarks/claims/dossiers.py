"""Dossiers with known truth: claims, counts, copies, comparisons, contradictions, false support.

A gold statement is aligned with one predicted statement of its report, the best word overlap first (F1 of words, at
least 0.4); claims are
scored by B-cubed F1 over gold statements (Bagga and Baldwin 1998), copies as pairs closed transitively, comparisons
by the pair of reports.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

LEAST = 0.4
COUNTS = ("independent", "not_established", "denying", "reports")
_WORD = re.compile(r"\w+")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of one dossier, 0–1; `None` where the dossier asks nothing. support: false confirmations, a count."""

    claims: float
    counts: float
    copy_precision: float
    copy_recall: float | None
    comparisons: float | None
    contradictions: float | None
    support: int


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def alike(a: str, b: str) -> float:
    one, other = words(a), words(b)
    both = sum((one & other).values())
    return 2 * both / (one.total() + other.total()) if both else 0.0


def harmonic(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


class Alignment:
    """Gold statements with the predicted ones they stand for: `claim_of[i]` and `found[i]` for gold statement `i`."""

    def __init__(self, truth: Json, found: Json) -> None:
        self.gold = [(c["id"], s) for c in truth["claims"] for s in c["statements"]]
        mine: dict[str, list[tuple[int, Json]]] = defaultdict(list)
        for number, claim in enumerate(found["claims"]):
            for s in claim["statements"]:
                mine[s["report"]].append((number, s))
        options = []
        for i, (_, s) in enumerate(self.gold):
            for j, (_, p) in enumerate(mine[s["report"]]):
                fit = alike(s["content"], p["content"])
                if fit >= LEAST:
                    options.append((-fit, s["polarity"] != p["polarity"], i, j))
        self.claim_of: dict[int, int] = {}
        self.found: dict[int, Json] = {}
        used: set[tuple[str, int]] = set()
        for _, _, i, j in sorted(options):
            report = self.gold[i][1]["report"]
            if i not in self.claim_of and (report, j) not in used:
                used.add((report, j))
                self.claim_of[i], self.found[i] = mine[report][j]

    def best(self, gold_claim: str) -> int | None:
        """The predicted claim that holds most of a gold claim."""
        votes = Counter(
            self.claim_of[i] for i, (c, _) in enumerate(self.gold) if c == gold_claim and i in self.claim_of
        )
        return votes.most_common(1)[0][0] if votes else None

    def b_cubed(self) -> float:
        """B-cubed F1; a gold statement without a partner stands alone."""
        return b_cubed([(claim, self.claim_of.get(i, -1 - i)) for i, (claim, _) in enumerate(self.gold)])


def b_cubed(placed: list[tuple[str, int]]) -> float:
    """B-cubed F1 of items, each with the group of the truth and the group that it was put in."""
    truly, put, both = Counter(g for g, _ in placed), Counter(p for _, p in placed), Counter(placed)
    precision = sum(both[g, p] / put[p] for g, p in placed) / len(placed)
    recall = sum(both[g, p] / truly[g] for g, p in placed) / len(placed)
    return harmonic(precision, recall)


def closure(pairs: list[tuple[str, str]]) -> set[frozenset[str]]:
    groups: list[set[str]] = []
    for a, b in pairs:
        touched = [g for g in groups if a in g or b in g]
        groups = [g for g in groups if g not in touched] + [{a, b}.union(*touched)]
    return {frozenset(p) for g in groups for p in combinations(sorted(g), 2)}


def score(truth: Json, found: Json) -> Scores:
    """The figures of one dossier: `truth` as annotated, `found` in the contract of `selon claims --format json`."""
    aligned = Alignment(truth, found)
    best = {c["id"]: aligned.best(c["id"]) for c in truth["claims"]}
    claims = found["claims"]
    right = [
        row for row in truth["counts"]
        if (n := best.get(row["claim"])) is not None and all(claims[n]["counts"][k] == row[k] for k in COUNTS)
    ]  # fmt: skip
    gold_pairs = closure([(c["from"], c["to"]) for c in truth["copies"]])
    pairs = closure([(c["from"], c["to"]) for c in found["copies"]])
    hit = len(gold_pairs & pairs)
    supports = sum(
        s["polarity"] == "denied" and aligned.found[i]["polarity"] == "asserted" and aligned.claim_of[i] == best[claim]
        for i, (claim, s) in enumerate(aligned.gold)
        if i in aligned.found
    )
    compared = [_compared(row, claims, best) for row in truth["comparisons"]]
    return Scores(
        claims=aligned.b_cubed(),
        counts=len(right) / len(truth["counts"]),
        copy_precision=hit / len(pairs) if pairs else float(not gold_pairs),
        copy_recall=hit / len(gold_pairs) if gold_pairs else None,
        comparisons=sum(compared) / len(compared) if compared else None,
        contradictions=_contradictions(truth, claims, best),
        support=supports,
    )


def _compared(row: Json, claims: list[Json], best: dict[str, int | None]) -> bool:
    number = best.get(row["claim"])
    listed = claims[number]["comparisons"] if number is not None else []
    wanted = ({row["a"], row["b"]}, row["relation"])
    return any(({c["report_a"], c["report_b"]}, c["relation"]) == wanted for c in listed)


def _contradictions(truth: Json, claims: list[Json], best: dict[str, int | None]) -> float | None:
    wanted = {frozenset((best.get(a), best.get(b))) for a, b, *_ in truth["contradictions"]}
    number = {c["id"]: i for i, c in enumerate(claims)}
    listed = {frozenset((i, number[o["claim"]])) for i, c in enumerate(claims) for o in c["contradicts"]}
    total = len(truth["contradictions"]) + len(listed)
    return 2 * len({p for p in wanted if len(p) == 2 and None not in p} & listed) / total if total else None


def run(folder: Path) -> tuple[Json, Json]:
    """A dossier's truth, and what Selon makes of its reports."""
    from selon.model import Report
    from selon.pipeline import read_many
    from selon.pipeline_claims import claims
    from selon.wire_claims import claims_json

    reports = [r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report)]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return truth, claims_json(claims(reports))


def mean(values: list[float | None]) -> float:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else 0.0
