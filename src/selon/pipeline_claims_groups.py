"""Assertions into claims, a new report at a time: the same groups as `matching.grouping.group` makes of all at once.

Kept are the heads (one of several assertions that no comparison could tell apart), their keys, and the edges between
heads that are alike enough. A *unit* is what is clustered by itself: a connected part of that graph, or, where a part
is too large, a part of it under a raised bar. A new head opens the units that it joins, and no others. Part of
`pipeline`.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product

import numpy as np

from selon.ledger.claim_work import ClaimWork
from selon.matching.candidates import asked, filed
from selon.matching.cluster import LARGE, LINK, STEP, Constraints
from selon.matching.grouping import signature
from selon.matching.likeness import Weighed, likeness
from selon.model.assertion import Assertion, addressed
from selon.pipeline_claims_codec import packed, plain, unpacked
from selon.pipeline_claims_units import Scores, all_of, grouped

CACHED = 20_000
"""Assertions held in memory at most."""
Score = tuple[float, bool]
"""How alike two heads are, and whether they are in conflict."""


def twin_of(a: Assertion) -> str:
    """Equal for assertions that no comparison could tell apart."""
    return sha256(json.dumps([plain(x) for x in signature(a)]).encode()).hexdigest()[:24]


@dataclass(slots=True)
class Unit:
    """Heads that are clustered by themselves, and the bar under which they hang together."""

    members: frozenset[int]
    bar: float


@dataclass(frozen=True, slots=True)
class Old:
    """A unit as it was: its bar, and the comparisons inside it as `Scores.packed` wrote them."""

    bar: float
    scores: bytes


@dataclass(slots=True)
class Groups:
    """The tables of heads, keys, edges and units."""

    work: ClaimWork
    decided: Constraints
    changed: set[int] = field(default_factory=set)
    seeds: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    scores: dict[tuple[int, int], Score] = field(default_factory=dict)
    _cache: OrderedDict[int, Weighed] = field(default_factory=OrderedDict)
    _together: dict[int, set[int]] = field(default_factory=dict)
    _apart: dict[int, set[int]] = field(default_factory=dict)
    _kept: set[int] = field(default_factory=set)
    _edges: dict[int, list[tuple[int, float]]] = field(default_factory=dict)

    # --- assertions

    def load(self, numbers: Iterable[int]) -> dict[int, Weighed]:
        """Assertions by number."""
        wanted = list(dict.fromkeys(numbers))
        missing = [n for n in wanted if n not in self._cache]
        for row in self.work.among("SELECT number, body FROM claim_assertions WHERE number IN ({})", missing):
            self._cache[row.number] = Weighed(unpacked(Assertion, row.body))
        found = {n: self._cache[n] for n in wanted}
        for n in wanted:
            self._cache.move_to_end(n)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return found

    def forget(self, number: int) -> None:
        """Read an assertion anew when it is asked for next."""
        self._cache.pop(number, None)

    def add(self, document: int, assertions: Sequence[Assertion]) -> list[str]:
        """Keep the assertions of a new document; their twins' names."""
        number = self.work.next("claim_assertions")
        rows = [(number + i, a.id, document, twin_of(a), packed(a)) for i, a in enumerate(assertions)]
        self.work.many("INSERT INTO claim_assertions (number, id, document, twin, body) VALUES (?, ?, ?, ?, ?)", rows)
        return [row[3] for row in rows]

    # --- heads, keys, edges

    def settle(self, twins: Iterable[str]) -> None:
        """Find the heads of some classes of twins, and compare the new ones."""
        fresh = []
        for twin in sorted(set(twins)):
            rows = self.work.rows("SELECT number, id, head FROM claim_assertions WHERE twin = ? ORDER BY id", twin)
            head = int(rows[0].number)
            before = next((int(r.head) for r in rows if r.head is not None), None)
            self.work.run("UPDATE claim_assertions SET head = ? WHERE twin = ? AND head IS NOT ?", head, twin, head)
            self.changed.add(head)
            self.seeds.add(head)
            if before != head:
                if before is not None:
                    self._demote(before)
                fresh.append(head)
        for head in fresh:
            self._file(head)
        self._compare(fresh)

    def _file(self, head: int) -> None:
        keys = sorted(set(filed(self.load([head])[head].assertion)))
        self.work.many("INSERT INTO claim_keys (key, head) VALUES (?, ?)", [(key, head) for key in keys])

    def _demote(self, head: int) -> None:
        """Another assertion stands for this one's twins from now on."""
        assertion = self.load([head])[head].assertion
        self.work.many("DELETE FROM claim_keys WHERE key = ? AND head = ?", [(k, head) for k in set(filed(assertion))])
        self.seeds |= {int(r.b) for r in self.work.rows("SELECT b FROM claim_edges WHERE a = ?", head)}
        self.work.run(
            "DELETE FROM claim_edges WHERE b = ? AND a IN (SELECT b FROM claim_edges WHERE a = ?)", head, head
        )
        self.work.run("DELETE FROM claim_edges WHERE a = ?", head)
        unit = self.work.one("SELECT unit FROM claim_assertions WHERE number = ?", head)
        self.work.run("UPDATE claim_assertions SET unit = NULL WHERE number = ?", head)
        self.seeds.discard(head)
        if unit is not None:
            self._open(unit)

    def _open(self, unit: int) -> set[int]:
        """The heads of a unit, which is made anew."""
        self.opened.add(unit)
        found = {int(r.number) for r in self.work.rows("SELECT number FROM claim_assertions WHERE unit = ?", unit)}
        self.seeds |= found
        return found

    def _compare(self, fresh: Sequence[int]) -> None:
        """Compare new heads with all that share a key; those alike enough are joined by an edge."""
        edges = []
        for head in fresh:
            mine = self.load([head])[head]
            query = "SELECT DISTINCT head FROM claim_keys WHERE key IN ({})"
            near = {int(r.head) for r in self.work.among(query, sorted(set(asked(mine.assertion))))} - {head}
            for other, theirs in self.load(sorted(near)).items():
                score, conflict = self._score(head, mine, other, theirs)
                if score >= LINK and not conflict:
                    edges += [(head, other, score), (other, head, score)]
                    self.seeds.add(other)
            self.seeds.add(head)
        self.work.many("INSERT OR REPLACE INTO claim_edges (a, b, score) VALUES (?, ?, ?)", edges)

    def _score(self, a: int, one: Weighed, b: int, other: Weighed) -> Score:
        key = (a, b) if a < b else (b, a)
        if key not in self.scores:
            first, second = (one, other) if one.assertion.id < other.assertion.id else (other, one)
            found = likeness(first, second)
            self.scores[key] = found.score, found.conflict is not None
        return self.scores[key]

    # --- what people decided

    def decide(self, before: Constraints) -> None:
        """Take up what people decided; before: what held at the last refresh."""
        now = self.decided
        pairs = (now.together ^ before.together) | (now.apart ^ before.apart)
        known = self._heads({x for p in (*now.together, *now.apart, *pairs) for x in p})
        for kind, found in ((self._together, now.together), (self._apart, now.apart)):
            kind.clear()
            for a, b in found:
                for one, other in product(known.get(a, ()), known.get(b, ())):
                    if one != other:
                        kind.setdefault(one, set()).add(other)
                        kind.setdefault(other, set()).add(one)
        touched = {head for p in pairs for x in p for head in known.get(x, ())}
        self.seeds |= touched
        self.changed |= touched

    def _heads(self, ids: Iterable[str]) -> dict[str, set[int]]:
        """The head of each key; of one without an address, which is none of these, those of its bytes anywhere."""
        wanted = set(ids)
        rows = self.work.among("SELECT id, head FROM claim_assertions WHERE id IN ({})", sorted(wanted))
        found = {str(r.id): {int(r.head)} for r in rows}
        for key in sorted(wanted - found.keys()):
            query = "SELECT head FROM claim_assertions WHERE id >= ? AND id < ?"
            if heads := {int(r.head) for r in self.work.rows(query, *addressed(key))}:
                found[key] = heads
        return found

    # --- units

    def _unit(self, seed: int) -> Unit:
        """The unit of a head: its connected part, under the lowest bar that keeps it small enough."""
        bar = LINK
        while True:
            found, left = {seed}, [seed]
            while left and (len(found) <= LARGE or bar >= 1):
                near = {b for beside in self._edges_of(left) for b, score in beside if score >= bar}
                near |= {n for x in left for n in self._together.get(x, ())}
                left = sorted(near - found)
                found |= near
            if len(found) <= LARGE or bar >= 1:
                return Unit(frozenset(found), bar)
            bar += STEP

    def _edges_of(self, heads: Sequence[int]) -> list[list[tuple[int, float]]]:
        """The edges of some heads, the other end and the score of each; read once while units are found."""
        missing = [h for h in heads if h not in self._edges]
        self._edges |= {h: [] for h in missing}
        for row in self.work.among("SELECT a, b, score FROM claim_edges WHERE a IN ({})", missing):
            self._edges[int(row.a)].append((int(row.b), float(row.score)))
        return [self._edges[h] for h in heads]

    def regroup(self) -> list[tuple[frozenset[int], list[tuple[int, ...]]]]:
        """The units that changed, each with the groups of heads that it falls into now."""
        placed: set[int] = set()
        units: list[Unit] = []
        todo = set(self.seeds)
        self._edges.clear()
        labels: dict[int, int] = {}
        while todo:
            seed = min(todo)
            todo.discard(seed)
            if seed in placed:
                continue
            unit = self._unit(seed)
            placed |= unit.members
            units.append(unit)
            query = "SELECT number, unit FROM claim_assertions WHERE number IN ({}) AND unit IS NOT NULL"
            own = {int(r.number): int(r.unit) for r in self.work.among(query, sorted(unit.members))}
            labels |= own
            for old in sorted(set(own.values()) - self.opened):
                todo |= self._open(old) - placed
        kept = self._old_units()
        new = [u for u in units if not self._as_before(u, kept, labels)]
        self._kept = {labels[m] for u in units if u not in new for m in u.members}
        found = [(u.members, self._clustered(u, kept, labels)) for u in new]
        self._empty()
        return found

    def _old_units(self) -> dict[int, Old]:
        query = "SELECT number, bar, scores FROM claim_units WHERE number IN ({})"
        return {int(r.number): Old(r.bar, bytes(r.scores)) for r in self.work.among(query, self.opened)}

    def _as_before(self, unit: Unit, kept: Mapping[int, Old], labels: Mapping[int, int]) -> bool:
        """Whether a unit that was opened has turned out to be what it was, with nothing changed inside."""
        before = {labels.get(m) for m in unit.members}
        if len(before) != 1 or None in before or unit.members & self.changed:
            return False
        (number,) = before
        whole = self.work.one("SELECT count(*) FROM claim_assertions WHERE unit = ?", number)
        return bool(whole == len(unit.members) and number is not None and kept[number].bar == unit.bar)

    def _clustered(self, unit: Unit, kept: Mapping[int, Old], labels: Mapping[int, int]) -> list[tuple[int, ...]]:
        members = sorted(unit.members)
        rows = self.work.among("SELECT number, id FROM claim_assertions WHERE number IN ({})", members)
        names = {int(r.number): str(r.id) for r in rows}
        scores = self._scores_in(members, kept, labels)
        together, apart = (
            [(a, b) for a in members for b in kind.get(a, ()) if b in unit.members]
            for kind in (self._together, self._apart)
        )
        self._keep(unit, scores, labels)
        return grouped(names, scores, together, apart, unit.bar)

    def _scores_in(self, members: Sequence[int], kept: Mapping[int, Old], labels: Mapping[int, int]) -> Scores:
        """The comparisons inside a unit: those made before, and those of heads that were apart until now."""
        by_label: dict[int | None, set[int]] = defaultdict(set)
        for m in members:
            by_label[labels.get(m)].add(m)
        most = max(((len(held), label) for label, held in by_label.items() if label is not None), default=(0, None))[1]
        inside = set(members)
        found: dict[tuple[int, int], Score] = {}
        for label, held in by_label.items():
            if label != most or label is None:
                for head in sorted(held):
                    self._across(head, inside - (held if label is not None else {head}), found)
        numbers = np.array(members)
        before = [Scores.read(kept[label].scores).within(numbers) for label in by_label if label is not None]
        return all_of([*before, Scores.of(found)])

    def _across(self, head: int, others: set[int], found: dict[tuple[int, int], Score]) -> None:
        """Compare a head with those of some others that share a key with it."""
        mine = self.load([head])[head]
        query = "SELECT DISTINCT head FROM claim_keys WHERE key IN ({})"
        near = {int(r.head) for r in self.work.among(query, sorted(set(asked(mine.assertion))))} & others
        wanted = [n for n in sorted(near) if ((head, n) if head < n else (n, head)) not in found]
        for other, theirs in self.load(wanted).items():
            found[(head, other) if head < other else (other, head)] = self._score(head, mine, other, theirs)

    def _keep(self, unit: Unit, scores: Scores, labels: Mapping[int, int]) -> None:
        """Keep a unit under the number of the old one of which it holds most, if no other has that already."""
        held = Counter(labels[m] for m in unit.members if m in labels)
        free = sorted((-n, label) for label, n in held.items() if label not in self._kept)
        number = free[0][1] if free else self.work.next("claim_units")
        self._kept.add(number)
        self.work.run(
            "INSERT OR REPLACE INTO claim_units (number, bar, scores) VALUES (?, ?, ?)",
            number,
            unit.bar,
            scores.packed(),
        )
        moved = [(number, m) for m in sorted(unit.members) if labels.get(m) != number]
        self.work.many("UPDATE claim_assertions SET unit = ? WHERE number = ?", moved)

    def _empty(self) -> None:
        """Remove the units that no head is in any more."""
        query = "SELECT DISTINCT unit FROM claim_assertions WHERE unit IN ({})"
        left = {int(r.unit) for r in self.work.among(query, sorted(self.opened))}
        self.work.many("DELETE FROM claim_units WHERE number = ?", [(u,) for u in sorted(self.opened - left)])
