"""Origins and counts with the claims given: what the origin rules get wrong by themselves, apart from what matching does.

Each gold statement stands for the assertion of its report that covers its words best; where there is none, for the
statement around them, else for the publisher's own word. The gold claims are then counted as `pipeline_claims` counts
its own.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from selon.matching.actors import chain_of
from selon.matching.facts import Facts
from selon.matching.sourcing import Sourcing
from selon.model import Claim, Report
from selon.model.assertion import Assertion
from selon.pipeline_claims import Prepared

COUNTS = ("independent", "not_established", "denying", "reports")
COVERED = 0.5
"""An assertion stands for gold words of which it covers so much."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One gold claim: its four numbers wanted and found, and each pair of its statements as wanted and found."""

    claim: str
    gist: str
    wanted: tuple[int, ...]
    found: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    told: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether all four numbers are right."""
        return self.wanted == self.found


def measure(folder: Path) -> list[Row]:
    """The gold claims of one dossier, counted."""
    from selon.pipeline import read_many
    from selon.pipeline_claims import all_facts

    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    facts = all_facts(r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report))
    kinds = {o["id"]: o["kind"] for o in truth["origins"]}
    counts = {row["claim"]: tuple(row[k] for k in COUNTS) for row in truth["counts"]}
    return [
        _row(gold, claim, members, kinds, counts[gold["id"]])
        for gold, claim, members in _counted(truth, facts)
        if gold["id"] in counts
    ]


def _counted(truth: Json, facts: Sequence[Facts]) -> Iterator[tuple[Json, Claim, list[Assertion]]]:
    from selon.pipeline_claims import claims_of_groups, prepared

    book = prepared(facts)
    groups = gold_groups(truth, book)
    for gold, members, claim in zip(truth["claims"], groups, claims_of_groups(book, groups), strict=True):
        yield gold, claim, members


def gold_groups(truth: Json, book: Prepared) -> list[list[Assertion]]:
    """The assertions that stand for the statements of each gold claim."""
    by_report: dict[str, list[Facts]] = defaultdict(list)
    for f in book.facts:
        by_report[f.report].append(f)
    taken: Counter[str] = Counter()
    return [[_member(s, by_report[s["report"]], book.own, taken) for s in c["statements"]] for c in truth["claims"]]


def _member(s: Json, versions: Sequence[Facts], own: Mapping[str, list[Assertion]], taken: Counter[str]) -> Assertion:
    """The assertion that stands for a gold statement, with the polarity that the truth gives it."""
    facts = next((f for f in versions if s["content"] in f.document.text), versions[0])
    start = max(0, facts.document.text.find(s["content"]))
    end = start + len(s["content"])
    fits = [(_shared(a, start, end), a) for a in own[facts.version]]
    main = [f for f in fits if not f[1].aside and f[0] >= COVERED]
    best = max(main or fits, key=lambda f: (f[0], f[1].id), default=None)
    found = best[1] if best and best[0] >= COVERED else _made(facts, start, end, own)
    taken[found.id] += 1
    return replace(found, id=f"{found.id}~{taken[found.id]}", polarity=s["polarity"], content=s["content"])


def _shared(a: Assertion, start: int, end: int) -> float:
    """Twice the common code points over all of both; at least `COVERED` when all of the gold words are in it."""
    common = max(0, min(a.end, end) - max(a.start, start))
    alike = 2 * common / max(1, a.end - a.start + end - start)
    return max(alike, COVERED) if common == end - start else alike


def _made(facts: Facts, start: int, end: int, own: Mapping[str, list[Assertion]]) -> Assertion:
    """An assertion for words that none was read from, on the word of the statement around them."""
    near = [(min(p.end, end) - max(p.start, start), s) for s in facts.statements for p in s.content]
    around = max(near, key=lambda n: (n[0], n[1].id), default=None)
    statement = around[1] if around and around[0] > COVERED * (end - start) else None
    d = facts.document
    sourcing = Sourcing(facts)
    seen = statement is None and (sourcing.gathers or sourcing.witnessed(sourcing.sentence(start)))
    made = next((a for a in own[facts.version] if statement and a.statement == statement.id), None)
    chain = made.chain if made else chain_of(facts, statement)
    return Assertion(
        f"{d.id}:{start}-{end}:made", facts.report, facts.version, statement.id if statement else f"plain-{start}-{end}",
        d.text[start:end], start, end, d.language, d.published, "other", (), "", "asserted",
        statement.certainty if statement else "plain", statement.voices if statement else (), (), chain=chain, witness=seen,
    )  # fmt: skip


def _row(
    gold: Json, claim: Claim, members: Sequence[Assertion], kinds: Mapping[str, str], wanted: tuple[int, ...]
) -> Row:
    origin = {s.key: s.origin for s in claim.statements}
    mine = {o.id: o for o in claim.origins}
    pairs, told = [], []
    for (a, s), (b, t) in combinations(zip(members, gold["statements"], strict=True), 2):
        one, other = origin[a.id], origin[b.id]
        right = relation(s["origin"], t["origin"], kinds)
        pairs.append((right, relation(one, other, {k: o.kind for k, o in mine.items()})))
    for a, s in zip(members, gold["statements"], strict=True):
        o = mine[origin[a.id]]
        wanted_one, found_one = f"{s['origin']} {kinds[s['origin']]}", f"{o.id} {o.kind} {o.who[:50]}"
        words = f"{s['polarity']} {s['content'][:60]}"
        told.append(f"{wanted_one} | {found_one} | {a.report[-30:]} | {words} | {o.path}")
    c = claim.counts
    found = (c.independent, c.not_established, c.denying, c.reports)
    return Row(gold["id"], gold.get("gist", ""), wanted, found, tuple(pairs), tuple(told))


def relation(a: str, b: str, kinds: Mapping[str, str]) -> str:
    """What two origins are to each other: `same`, `independent` (both identified) or `not established`."""
    if a == b:
        return "same"
    return "independent" if kinds[a] == kinds[b] == "identified" else "not established"
