"""One batch of new reports brought into the tables of claims, inside one write transaction. Part of `pipeline`.

What is computed again is what the new reports touch: the units that their assertions join, the reports that copy them or
are copied by them, the claims of both, and the claims that a claim so changed may contradict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.ledger.claim_tables import ClaimTables
from selon.matching.cluster import Constraints
from selon.matching.facts import Facts
from selon.matching.outlets import Outlet, heard, outlet_of
from selon.model.assertion import Assertion
from selon.pipeline_claims import bare_assertions, pairs_in
from selon.pipeline_claims_codec import packed, unpacked
from selon.pipeline_claims_copies import alike_of, stamp_of
from selon.pipeline_claims_one import (
    Account,
    account_of,
    around,
    assertions_around,
    text_of,
    voices_filed,
)
from selon.pipeline_claims_shown import Changes, Shown


@dataclass(frozen=True, slots=True)
class Incoming:
    """One new version of a report. ledger: the report's identifier. seq: the entry that holds it."""

    ledger: str
    seq: int
    facts: Facts
    bare: tuple[Assertion, ...]


class Upkeep(Shown):
    """One batch. again: gives the facts of a version that was taken up before, by the entry that holds it."""

    def __init__(self, tables: ClaimTables, decided: Constraints, again: Callable[[int], Facts | None]) -> None:
        super().__init__(tables, decided)
        self.decided = decided
        self.again = again
        self.voiced: set[str] = set()

    def take(self, incoming: Sequence[Incoming], seq: int) -> Changes:
        """Take up a batch, of which the log ends at `seq`."""
        known = {str(r.name) for r in self.work.among(
            "SELECT name FROM claim_documents WHERE name IN ({})", [i.facts.version for i in incoming]
        )}  # fmt: skip
        once = {i.facts.version: i for i in reversed(incoming)}
        fresh = [i for name, i in reversed(once.items()) if name not in known]
        names = self._register([outlet_of(i.facts) for i in fresh])
        stale = self._naming(names)
        twins = [t for i in sorted(fresh, key=lambda i: i.facts.version) for t in self._add(i)]
        for document in stale:
            self._renew(document)
        self.groups.settle(twins)
        before = self._constraints()
        self.groups.decide(before)
        removed = self._regroup()
        self.copies.compare()
        self._sources_changed(self.copies.finish())
        asking = [key for key in self.voiced for key in around(key)]
        rows = self.work.among("SELECT DISTINCT claim FROM claim_asked WHERE key IN ({})", sorted(set(asking)))
        self.dirty |= {int(r.claim) for r in rows}
        return self._write(removed, seq)

    # --- outlets

    def _register(self, outlets: Iterable[Outlet]) -> list[Outlet]:
        """Take note of outlets; those that were not known, or not as an outlet of that kind."""
        news = {}
        for o in outlets:
            body = self.work.one("SELECT body FROM claim_outlets WHERE key = ?", o.key)
            before = unpacked(Outlet, body) if body is not None else None
            if not o.names or (before is not None and not (before.institution and not o.institution)):
                continue
            self.work.run("INSERT OR REPLACE INTO claim_outlets VALUES (?, ?, ?)", o.key, min(o.names), packed(o))
            news[o.key] = o
        return list(news.values())

    def _naming(self, outlets: Iterable[Outlet]) -> list[int]:
        """The documents taken up before that may name one of some outlets."""
        found: set[int] = set()
        for o in outlets:
            asked = " AND ".join(f'"{_spelt(name)}"' for name in sorted(o.names))
            rows = self.work.rows("SELECT rowid FROM claim_words WHERE claim_words MATCH ?", asked)
            found |= {int(r.rowid) for r in rows}
        return sorted(found)

    def _known_outlets(self, words: Iterable[str]) -> list[Outlet]:
        """The outlets of which the first word is among some words."""
        rows = self.work.among("SELECT key, body FROM claim_outlets WHERE lead IN ({})", sorted(set(words)))
        return [unpacked(Outlet, r.body) for r in sorted(rows, key=lambda r: str(r.key))]

    # --- documents

    def _add(self, incoming: Incoming) -> list[str]:
        facts, d = incoming.facts, incoming.facts.document
        number = self.work.next("claim_documents")
        words = _words(facts, incoming.bare)
        made, account = self._made(facts, incoming.bare, words)
        text = text_of(facts, account)
        alike = alike_of(text)
        self.work.run(
            "INSERT INTO claim_documents (number, name, report, ledger, seq, account, text, alike, language, stamp, wired) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            number, facts.version, facts.report, incoming.ledger, incoming.seq, packed(account), packed(text), alike, d.language,
            stamp_of(text), int(bool(text.wires)),
        )  # fmt: skip
        self.work.run(
            "INSERT INTO claim_words (rowid, words) VALUES (?, ?)", number, " ".join(map(_spelt, sorted(words)))
        )
        self._voices(number, account)
        self.copies.add(number, text, alike)
        self._claims_of_report(facts.report)
        return self.groups.add(number, made)

    def _made(self, facts: Facts, bare: Sequence[Assertion], words: Iterable[str]) -> tuple[list[Assertion], Account]:
        outlets = self._known_outlets(words)
        made = assertions_around(facts, bare, outlets)
        return made, account_of(facts, made, outlets)

    def _renew(self, document: int) -> None:
        """A document taken up before may name an outlet that is known only now."""
        row = self.work.rows("SELECT seq, account FROM claim_documents WHERE number = ?", document)[0]
        facts = self.again(int(row.seq))
        if facts is None:
            return
        bare = bare_assertions(facts)
        made, account = self._made(facts, bare, _words(facts, bare))
        before = unpacked(Account, row.account)
        kept = self.work.rows("SELECT number, id, body FROM claim_assertions WHERE document = ?", document)
        bodies = {str(r.id): (int(r.number), r.body) for r in kept}
        changed = [(bodies[a.id][0], body) for a in made if (body := packed(a)) != bodies[a.id][1]]
        if account == before and not changed:
            return
        self.work.many("UPDATE claim_assertions SET body = ? WHERE number = ?", [(b, n) for n, b in changed])
        for number, _ in changed:
            self.groups.forget(number)
        text = text_of(facts, account)
        self.work.run(
            "UPDATE claim_documents SET account = ?, text = ? WHERE number = ?", packed(account), packed(text), document
        )
        self._accounts.pop(document, None)
        self._voices(document, account)
        if (account.named, account.sources) != (before.named, before.sources):
            self.copies.credit_changed(document)
        rows = self.work.rows("SELECT DISTINCT claim FROM claim_assertions WHERE document = ? AND claim > 0", document)
        self.dirty |= {int(r.claim) for r in rows}

    def _voices(self, document: int, account: Account) -> None:
        """File the voices of a document; where that changes which voices bear a name, claims ask again."""
        rows = self.work.rows("SELECT key, voice FROM claim_voices WHERE document = ?", document)
        before = {(str(r.key), bytes(r.voice)) for r in rows}
        now = {(key, packed(v)) for key, found in voices_filed(account).items() for v in found}
        for key, voice in before ^ now:
            held = self.work.rows("SELECT document FROM claim_voices WHERE key = ? AND voice = ? LIMIT 2", key, voice)
            if {int(r.document) for r in held} <= {document}:
                self.voiced.add(key)
        self.work.many(
            "DELETE FROM claim_voices WHERE key = ? AND voice = ? AND document = ?",
            [(*x, document) for x in before - now],
        )
        self.work.many(
            "INSERT INTO claim_voices (key, voice, document) VALUES (?, ?, ?)", [(*x, document) for x in now - before]
        )

    def _claims_of_report(self, report: str) -> None:
        """A further version of a report: its claims are traced again."""
        query = (
            "SELECT DISTINCT claim FROM claim_assertions WHERE claim > 0 AND document IN (SELECT number FROM "
            "claim_documents WHERE report = ?)"
        )
        self.dirty |= {int(r.claim) for r in self.work.rows(query, report)}

    def _sources_changed(self, reports: Iterable[str]) -> None:
        for report in sorted(reports):
            self._claims_of_report(report)

    # --- groups

    def _constraints(self) -> Constraints:
        """What people had decided at the last batch; what holds now is kept in its place."""
        rows = self.work.rows("SELECT kind, a, b FROM claim_decided")
        held = {kind: frozenset((str(r.a), str(r.b)) for r in rows if r.kind == kind) for kind in ("together", "apart")}
        before = Constraints(held["together"], held["apart"])
        if before != self.decided:
            self.work.run("DELETE FROM claim_decided")
            for kind, pairs in (("together", self.decided.together), ("apart", self.decided.apart)):
                self.work.many("INSERT INTO claim_decided VALUES (?, ?, ?)", [(kind, *p) for p in sorted(pairs)])
        return before

    def _regroup(self) -> set[int]:
        """Bring the claims to what the units say now; the numbers of claims that are no more."""
        found = self.groups.regroup()
        heads = sorted({h for members, _ in found for h in members})
        query = "SELECT number, id, head, claim, document FROM claim_assertions WHERE head IN ({})"
        rows = list(self.work.among(query, heads))
        by_head: dict[int, list[int]] = defaultdict(list)
        old: dict[int, set[int]] = defaultdict(set)
        document = {int(r.number): int(r.document) for r in rows}
        for r in rows:
            by_head[int(r.head)].append(int(r.number))
            if r.claim:
                old[int(r.claim)].add(int(r.number))
        sets = [{n for h in g for n in by_head[h]} for _, groups in found for g in groups]
        numbers = self._numbered(sets, old)
        self._shared(sets, numbers, old, document)
        for number, members in zip(numbers, sets, strict=True):
            if old.get(number) != members:
                self.moved.add(number)
                rows_of = [(number, m) for m in sorted(members)]
                self.work.many("UPDATE claim_assertions SET claim = ? WHERE number = ?", rows_of)
        return set(old) - set(numbers)

    def _numbered(self, sets: Sequence[set[int]], old: Mapping[int, set[int]]) -> list[int]:
        """A number for each group: that of the old claim of which it holds most, else a new one."""
        of = {m: number for number, members in old.items() for m in members}
        wishes = sorted(
            (-n, number, i) for i, s in enumerate(sets) for number, n in Counter(of[m] for m in s if m in of).items()
        )
        given: dict[int, int] = {}
        for _, number, i in wishes:
            if i not in given and number not in given.values():
                given[i] = number
        highest = max(
            self.work.next("claims"), int(self.work.one("SELECT coalesce(max(claim), 0) + 1 FROM claim_assertions"))
        )
        for i in range(len(sets)):
            if i not in given:
                given[i], highest = highest, highest + 1
        return [given[i] for i in range(len(sets))]

    def _shared(
        self, sets: Sequence[set[int]], numbers: Sequence[int], old: Mapping[int, set[int]], document: Mapping[int, int]
    ) -> None:
        """Tell the search for translations how many claims pairs of documents have in common now."""
        names = {int(r.number): str(r.name) for r in self.work.among(
            "SELECT number, name FROM claim_documents WHERE number IN ({})", sorted(set(document.values()))
        )}  # fmt: skip
        back = {name: number for number, name in names.items()}
        deltas: Counter[tuple[int, int]] = Counter()
        same = {n for n, s in zip(numbers, sets, strict=True) if old.get(n) == s}
        parts = [(1, s) for n, s in zip(numbers, sets, strict=True) if n not in same]
        parts += [(-1, s) for n, s in old.items() if n not in same]
        for step, members in parts:
            for a, b in pairs_in({names[document[m]] for m in members}):
                one, other = sorted((back[a], back[b]))
                deltas[one, other] += step
        self.copies.shared(deltas)


def _words(facts: Facts, bare: Iterable[Assertion]) -> set[str]:
    """Every word by which a document may name an outlet: of its text, and of its voices."""
    found = {sound for _, sounds in heard(facts) for sound in sounds}
    found |= {s for a in bare for v in (*a.chain, *a.behind) for s in v.sounds}
    return {w for w in found if w}


def _spelt(word: str) -> str:
    """A word as the full-text index takes it: letters and digits of ASCII as they are, all else by number."""
    return "".join(c if c.isascii() and c.isalnum() else f"x{ord(c):x}x" for c in word)
