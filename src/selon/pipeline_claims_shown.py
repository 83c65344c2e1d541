"""Claims that a batch of reports touched, computed and shown: their rows, their contradictions, what changed.

Part of `pipeline`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selon.ledger.claim_rows import Source
from selon.ledger.claim_tables import ClaimTables, Kept
from selon.ledger.claim_work import ClaimWork
from selon.matching.cluster import Constraints
from selon.matching.contrasts import contradiction
from selon.matching.likeness import Weighed
from selon.model import Claim
from selon.model.assertion import Actor, Assertion, edition, without_address
from selon.pipeline_claims_codec import unpacked
from selon.pipeline_claims_copies import CopyBook
from selon.pipeline_claims_groups import Groups
from selon.pipeline_claims_one import (
    CROWD,
    Account,
    claim_of,
    credits_in,
    near_asked,
    near_keys,
    voices_asked,
    voices_beside,
)
from selon.pipeline_persons import concerns_private
from selon.wire import canonical
from selon.wire_claims import claim_from_json, claim_json


@dataclass(slots=True)
class Changes:
    """Identifiers of claims that a batch added, changed and removed, and contradictions that it found."""

    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    contradictions: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom a claim is told by: the names of its voices, and whether it concerns a private person."""

    names: tuple[str, ...]
    private: bool


def heard(claim: Claim, members: Sequence[Assertion]) -> Heard:
    """Whom a claim is told by."""
    names = tuple(dict.fromkeys(v.text for a in members for v in a.chain if v.text))
    return Heard(names, concerns_private(claim, (v for a in members for v in a.voices)))


class Shown:
    """The claims that a batch touches. dirty: numbers of claims to be traced again; moved: of those whose assertions
    changed."""

    def __init__(self, tables: ClaimTables, decided: Constraints) -> None:
        self.tables = tables
        self.work = ClaimWork(tables.connection)
        self.groups = Groups(self.work, decided)
        self.copies = CopyBook(self.work)
        self.dirty: set[int] = set()
        self.moved: set[int] = set()
        self._accounts: dict[int, Account] = {}
        self._near: dict[int, frozenset[str]] = {}

    # --- claims

    def _members(self, claim: int) -> list[int]:
        return [int(r.number) for r in self.work.rows("SELECT number FROM claim_assertions WHERE claim = ?", claim)]

    def _assertions(self, claim: int) -> list[Weighed]:
        found = self.groups.load(self._members(claim))
        return sorted(found.values(), key=lambda w: w.assertion.id)

    def _accounts_of(self, members: Iterable[Assertion]) -> dict[str, Account]:
        wanted = sorted({m.document for m in members})
        query = "SELECT number, account FROM claim_documents WHERE name IN ({})"
        found = {}
        for row in self.work.among(query, wanted):
            account = self._accounts.setdefault(int(row.number), unpacked(Account, row.account))
            found[account.document] = account
        return found

    def _beside(self, keys: Sequence[str]) -> Iterable[Actor]:
        rows = self.work.among("SELECT DISTINCT voice FROM claim_voices WHERE key IN ({})", keys)
        return (unpacked(Actor, r.voice) for r in rows)

    def _computed(self, number: int) -> tuple[Claim, Heard]:
        """A claim without its contradictions, and whom it is told by."""
        held = self._members(number)
        loaded = self.groups.load(held)
        members = sorted((loaded[n].assertion for n in held), key=lambda a: a.id)
        accounts = self._accounts_of(members)
        reports = sorted({a.report for a in accounts.values()})
        sources: dict[str, list[str]] = defaultdict(list)
        query = (
            "SELECT target, source FROM claim_copies WHERE target IN ({}) AND how <> 'credited' ORDER BY target, source"
        )
        for row in self.work.among(query, reports):
            sources[str(row.target)].append(str(row.source))
        asked = voices_asked(members, accounts)
        claim = claim_of(members, accounts, sources, voices_beside(asked, self._beside))
        numbers = {loaded[n].assertion.id: n for n in held}
        self.copies.credits(number, [(numbers[name], name, c) for name, c in credits_in(members, accounts)])
        self._replace("claim_asked", number, asked)
        if number in self.moved:
            self._near[number] = near_keys(members)
        return claim, heard(claim, members)

    def _replace(self, table: str, claim: int, keys: Iterable[str]) -> tuple[set[str], set[str]]:
        """Replace the keys of a claim; those that are gone, and those that are new."""
        before = {str(r.key) for r in self.work.rows(f"SELECT key FROM {table} WHERE claim = ?", claim)}
        now = set(keys)
        self.work.many(f"DELETE FROM {table} WHERE key = ? AND claim = ?", [(k, claim) for k in sorted(before - now)])
        self.work.many(f"INSERT INTO {table} (key, claim) VALUES (?, ?)", [(k, claim) for k in sorted(now - before)])
        return before - now, now - before

    # --- contradictions

    def _contrast(self, removed: Iterable[int]) -> set[int]:
        """Compare the claims that moved with those near them; the claims of which contradictions changed."""
        again = set(self.moved)
        flipped: set[str] = set()
        for claim in sorted((*self.moved, *removed)):
            gone, new = self._replace("claim_near", claim, self._near.get(claim, ()))
            flipped |= {k for k in gone if self._crowd(k) == CROWD} | {k for k in new if self._crowd(k) == CROWD + 1}
        rows = self.work.among("SELECT DISTINCT claim FROM claim_near WHERE key IN ({})", sorted(flipped))
        again |= {int(r.claim) for r in rows}
        before: dict[tuple[int, int], str] = {}
        for claim in sorted((*again, *removed)):
            rows_of = self.work.rows("SELECT a, b, why FROM claim_against WHERE a = ? OR b = ?", claim, claim)
            before |= {(r.a, r.b): str(r.why) for r in rows_of}
        now: dict[tuple[int, int], str] = {}
        for claim in sorted(again):
            for other in self._around(claim):
                pair = (claim, other) if claim < other else (other, claim)
                if pair not in now and (why := self._why(*pair)):
                    now[pair] = why
        return self._against(before, now)

    def _against(self, before: Mapping[tuple[int, int], str], now: Mapping[tuple[int, int], str]) -> set[int]:
        """Write the pairs of claims that contradict one another; the claims of which that changed."""
        gone = sorted(p for p in before if now.get(p) != before[p])
        new = sorted(p for p, why in now.items() if before.get(p) != why)
        self.work.many("DELETE FROM claim_against WHERE a = ? AND b = ?", gone)
        self.work.many("INSERT INTO claim_against (a, b, why) VALUES (?, ?, ?)", [(*p, now[p]) for p in new])
        return {claim for pair in (*gone, *new) for claim in pair}

    def _crowd(self, key: str) -> int:
        query = "SELECT count(*) FROM (SELECT 1 FROM claim_near WHERE key = ? LIMIT ?)"
        return int(self.work.one(query, key, CROWD + 2))

    def _around(self, claim: int) -> list[int]:
        """The claims near one: see `near_keys`."""
        own = [str(r.key) for r in self.work.rows("SELECT key FROM claim_near WHERE claim = ?", claim)]
        few = [k for k in sorted(near_asked(k for k in own if self._crowd(k) <= CROWD)) if self._crowd(k) <= CROWD]
        rows = self.work.among("SELECT DISTINCT claim FROM claim_near WHERE key IN ({})", few)
        return sorted({int(r.claim) for r in rows} - {claim})

    def _why(self, a: int, b: int) -> str | None:
        one, other = self._assertions(a), self._assertions(b)
        if other[0].assertion.id < one[0].assertion.id:
            one, other = other, one
        return contradiction(one, other)

    # --- what is shown

    def _write(self, removed: set[int], seq: int) -> Changes:
        changes = Changes()
        fresh = {n: self._computed(n) for n in sorted((self.dirty | self.moved) - removed)}
        for number in removed:
            self.copies.credits(number, ())
            self._replace("claim_asked", number, ())
        self.copies.finish()
        against = self._contrast(removed) - removed
        ids = self._ids({*fresh, *against, *removed})
        renamed = {n for n, (c, _) in fresh.items() if n in ids and ids[n] != c.id}
        against |= {o for n in renamed for o in self._opponents(n)}
        known = self._bodies({*fresh, *against, *removed})
        for number in sorted(removed):
            if number in known:
                self.tables.remove(number)
                changes.removed.add(ids[number])
        names = ids | {n: c.id for n, (c, _) in fresh.items()}
        for number in sorted({*fresh, *against}):
            claim, voices = fresh.get(number) or (
                replace(claim_from_json(json.loads(known[number])), contradicts=()),
                None,
            )
            claim = self._with_contradictions(number, claim, names)
            self._put(number, claim, voices, known.get(number), ids.get(number), changes)
        self._tell(ids, names, sorted({*fresh, *against, *removed}), seq, changes)
        changes.changed -= changes.added
        changes.removed -= changes.added | changes.changed
        return changes

    def _ids(self, numbers: Iterable[int]) -> dict[int, str]:
        rows = self.work.among("SELECT number, id FROM claims WHERE number IN ({})", sorted(numbers))
        return {int(r.number): str(r.id) for r in rows}

    def _bodies(self, numbers: Iterable[int]) -> dict[int, str]:
        rows = self.work.among("SELECT number, body FROM claim_bodies WHERE number IN ({})", sorted(numbers))
        return {int(r.number): str(r.body) for r in rows}

    def _opponents(self, claim: int) -> dict[int, str]:
        rows = self.work.rows("SELECT a, b, why FROM claim_against WHERE a = ? OR b = ?", claim, claim)
        return {int(r.b if r.a == claim else r.a): str(r.why) for r in rows}

    def _with_contradictions(self, number: int, claim: Claim, names: dict[int, str]) -> Claim:
        opponents = self._opponents(number)
        names |= self._ids(set(opponents) - set(names))
        return replace(claim, contradicts=tuple(sorted((names[o], why) for o, why in opponents.items())))

    def _put(
        self,
        number: int,
        claim: Claim,
        voices: Heard | None,
        body: str | None,
        before: str | None,
        changes: Changes,
    ) -> None:
        if body == canonical(claim_json(claim)) and number not in self.moved:
            return
        if voices is None:
            voices = heard(claim, [w.assertion for w in self._assertions(number)])
        if body is not None:
            self.tables.remove(number)
        self.tables.put(Kept(claim, voices.names, self._sources(claim), voices.private), number)
        if before is None:
            changes.added.add(claim.id)
        elif before != claim.id:
            changes.added.add(claim.id)
            changes.removed.add(before)
        elif body != canonical(claim_json(claim)):
            changes.changed.add(claim.id)

    def _sources(self, claim: Claim) -> dict[tuple[str, str], Source]:
        query = "SELECT ledger, account FROM claim_documents WHERE name IN ({})"
        found = {}
        for row in self.work.among(query, sorted({edition(*s.edition) for s in claim.statements})):
            a = unpacked(Account, row.account)
            outlet = a.name if a.name != a.report else ""
            found[a.report, without_address(a.document)] = Source(str(row.ledger), outlet, a.published, a.language)
        return found

    def _tell(
        self, before: Mapping[int, str], names: dict[int, str], touched: Sequence[int], seq: int, changes: Changes
    ) -> None:
        """Write the contradictions of the claims that were touched, by identifier, and note which are new."""
        held: dict[tuple[str, str], str] = {}
        for name in sorted({x[n] for x in (before, names) for n in touched if n in x}):
            query = "SELECT claim, other, why FROM claim_contradictions WHERE claim = ? OR other = ?"
            held |= {(str(r.claim), str(r.other)): str(r.why) for r in self.work.rows(query, name, name)}
        now: dict[tuple[str, str], str] = {}
        for number in touched:
            for other, why in self._opponents(number).items():
                one, two = sorted((names[number], names[other]))
                if one != two:
                    now[one, two] = why
        changes.contradictions |= set(self.tables.contradictions(held, now, seq))
