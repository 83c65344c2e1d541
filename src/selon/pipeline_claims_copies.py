"""Copies, a new report at a time: the same as `pipeline_claims` finds among all at once. Part of `pipeline`.

Kept are the fingerprints of every text that is the first with its words, and every finding with what it rests on. Of
all findings for two reports the strongest stands.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from selon.ledger.claim_work import ClaimWork
from selon.model import Copy
from selon.origins.copies import CROWD, Prepared, Worded, best, order, prepare, sources_of, whole
from selon.origins.credits import LATEST, credited, names_of
from selon.origins.prints import fingerprints, mixed
from selon.origins.texts import Text
from selon.origins.words import words_of
from selon.pipeline_claims import CREDIT, NAMED, SAME, TOGETHER, TRANSLATION, WORDS, as_wire, tie_of, translation
from selon.pipeline_claims_codec import unpacked
from selon.wire import canonical
from selon.wire_claims import copy_from_json, copy_json

OF, CREDITS = range(2)
"""What a name is filed for: the outlet of a text, an outlet that it names as its source."""
CACHED = 1000
"""Texts held in memory at most."""
Pair = tuple[str, str]


def alike_of(text: Text) -> str:
    """Equal for texts of the same words; empty for a text without words."""
    ids = words_of(text.text).ids
    return sha256(",".join(map(str, ids)).encode()).hexdigest()[:24] if ids else ""


def stamp_of(text: Text) -> float:
    """The moment of publication in seconds, very late when it is not known."""
    unknown, seconds, _, _ = order(text)
    return 1e15 if unknown else seconds


def _print(kind: int, name: str) -> int:
    """The number under which a name is filed: below zero, where no fingerprint is."""
    return -1 - mixed([ord(c) for c in name], salt=kind)


@dataclass(slots=True)
class CopyBook:
    """The tables of texts, fingerprints and findings. touched: pairs of reports of which findings changed."""

    work: ClaimWork
    touched: set[Pair] = field(default_factory=set)
    _redo: set[int] = field(default_factory=set)
    _cache: OrderedDict[int, Prepared] = field(default_factory=OrderedDict)

    def text(self, document: int) -> Prepared:
        """The text of a document, ready to be compared."""
        if document not in self._cache:
            body = self.work.one("SELECT text FROM claim_documents WHERE number = ?", document)
            self._cache[document] = prepare(unpacked(Text, body))
        self._cache.move_to_end(document)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return self._cache[document]

    # --- by words

    def add(self, document: int, text: Text, alike: str) -> None:
        """Take up a new text, whose row is written already."""
        if text.wires:
            self._all_pairs(text.report)
        self._file_credits(document, text)
        if not alike:
            return
        rows = self.work.rows("SELECT number FROM claim_documents WHERE alike = ? AND number <> ?", alike, document)
        others = sorted((int(r.number) for r in rows), key=lambda n: order(self.text(n).text))
        if not others or order(text) < order(self.text(others[0]).text):
            prints = [(p, stamp_of(text), document) for p in sorted(set(fingerprints(self.text(document).words)))]
            self._lead(document, text, others, prints)
        else:
            self._whole(document, others[0])

    def _lead(self, document: int, text: Text, others: list[int], prints: list[tuple[int, float, int]]) -> None:
        """A text that is the first with its words."""
        if others:
            self._drop("rank = ? AND b = ?", SAME, others[0])
            self._drop("rank = ? AND a = ?", WORDS, others[0])
            self._redo |= {int(r.a) for r in self._found("rank = ? AND b = ?", WORDS, others[0])}
            keys = [(p, others[0]) for p, _, _ in prints]
            self.work.many("DELETE FROM claim_prints WHERE print = ? AND document = ?", keys)
        self.work.many("INSERT INTO claim_prints (print, stamp, document) VALUES (?, ?, ?)", prints)
        for other in others:
            self._whole(other, document)
        mine = order(text)
        for value, stamp, _ in prints:
            query = "SELECT document, stamp FROM claim_prints WHERE print = ? ORDER BY stamp LIMIT ?"
            for row in self.work.rows(query, value, CROWD + 2):
                later = row.stamp > stamp or (row.stamp == stamp and order(self.text(row.document).text) > mine)
                if later:
                    self._redo.add(int(row.document))
        self._redo.add(document)

    def _whole(self, later: int, first: int) -> None:
        found = whole(self.text(later).text, self.text(first).text)
        if found:
            self._put(SAME, later, first, found)

    def credit_changed(self, document: int) -> None:
        """The outlets that a text names have changed, and with them perhaps directions."""
        self._cache.pop(document, None)
        self._file_credits(document, self.text(document).text)
        self._redo |= {document} | {int(r.a) for r in self._found("rank = ? AND b = ?", WORDS, document)}
        pairs = self.work.rows("SELECT a, b FROM claim_shared WHERE a = ? OR b = ?", document, document)
        for row in pairs:
            self._translate(int(row.a), int(row.b))

    def compare(self) -> None:
        """Find the sources of every text of which the neighbours changed."""
        for document in sorted(self._redo):
            self._drop("rank = ? AND a = ?", WORDS, document)
            mine = self.text(document)
            names: dict[str, int] = {}
            votes: Counter[str] = Counter()
            for value in sorted(set(fingerprints(mine.words))):
                before = self._before(value, mine.text, document)
                for name, number in before if len(before) <= CROWD else ():
                    names[name] = number
                    votes[name] += 1
            numbers = {self.text(names[n]).text.version: names[n] for n in best(votes)}
            for found in sources_of(mine, [self.text(names[n]) for n in best(votes)]):
                self._put(WORDS, document, numbers[found.other.version], found)
        self._redo.clear()

    def _before(self, value: int, text: Text, document: int) -> list[tuple[str, int]]:
        """The texts with a fingerprint that came before; one more than make a crowd at most."""
        query = (
            "SELECT p.document, p.stamp, d.report, d.name FROM claim_prints p JOIN claim_documents d ON d.number = "
            "p.document WHERE p.print = ? AND p.stamp <= ? ORDER BY p.stamp LIMIT ?"
        )
        own = (stamp_of(text), text.report, text.version)
        rows = self.work.rows(query, value, own[0], CROWD + 2)
        return [
            (f"{r.report}\n{r.name}", int(r.document))
            for r in rows
            if r.document != document and (r.stamp, r.report, r.name) < own
        ]

    # --- by translation

    def shared(self, deltas: Mapping[tuple[int, int], int]) -> None:
        """Take up how many more claims (or fewer) pairs of documents have in common."""
        language = {
            int(r.number): json.loads(r.told)
            for r in self.work.among(
                "SELECT number, json_array(language, report) AS told FROM claim_documents WHERE number IN ({})",
                sorted({d for pair in deltas for d in pair}),
            )
        }
        for (a, b), delta in sorted(deltas.items()):
            if not delta or language[a][0] == language[b][0] or language[a][1] == language[b][1]:
                continue
            before = self.work.one("SELECT n FROM claim_shared WHERE a = ? AND b = ?", a, b) or 0
            now = before + delta
            if now:
                self.work.run("INSERT OR REPLACE INTO claim_shared (a, b, n) VALUES (?, ?, ?)", a, b, now)
            else:
                self.work.run("DELETE FROM claim_shared WHERE a = ? AND b = ?", a, b)
            if (before >= TOGETHER) != (now >= TOGETHER):
                self._translate(a, b)

    def _translate(self, a: int, b: int) -> None:
        self._drop("rank = ? AND a = ? AND b = ?", TRANSLATION, a, b)
        if (self.work.one("SELECT n FROM claim_shared WHERE a = ? AND b = ?", a, b) or 0) < TOGETHER:
            return
        one, other = sorted((self.text(a).text, self.text(b).text), key=lambda t: t.version)
        found = translation(one, other)
        if found:
            self._write(TRANSLATION, a, b, 0, f"{one.version}\n{other.version}", found)

    # --- by credit between reports

    def _file_credits(self, document: int, text: Text) -> None:
        """File a text by its outlet and by the outlets that it names as a source, and compare it with those that it so
        meets. The names stand among the fingerprints, as numbers that no words give."""
        named = sorted({source[0] for source in text.sources})
        for a, b in {(r.a, r.b) for r in self._found("rank = ? AND (a = ? OR b = ?)", NAMED, document, document)}:
            self._drop("rank = ? AND a = ? AND b = ?", NAMED, a, b)
        stamp = stamp_of(text)
        self.work.run("DELETE FROM claim_prints WHERE document = ? AND print < 0", document)
        known = names_of(text)
        keys = [*(_print(OF, name) for name in known), *(_print(CREDITS, key) for key in named)]
        self.work.many(
            "INSERT INTO claim_prints (print, stamp, document) VALUES (?, ?, ?)", [(k, stamp, document) for k in keys]
        )
        for key in named:
            self._meet(_print(OF, key), stamp - LATEST.total_seconds(), stamp, document, True)
        for name in known:
            self._meet(_print(CREDITS, name), stamp, stamp + LATEST.total_seconds(), document, False)

    def _meet(self, value: int, first: float, last: float, document: int, crediting: bool) -> None:
        """Compare a document with those filed under a name within some time; those without a moment among them."""
        query = "SELECT document FROM claim_prints WHERE print = ? AND (stamp BETWEEN ? AND ? OR stamp >= 1e15)"
        span = (-1e15, 1e15) if first >= 1e14 or last >= 1e15 else (first, last)
        for row in self.work.rows(query, value, *span):
            a, b = (document, int(row.document)) if crediting else (int(row.document), document)
            target, source = self.text(a).text, self.text(b).text
            copy = credited(target, source)
            if copy is not None:
                self._write(NAMED, a, b, 0, tie_of(target, source), copy)

    # --- by credit

    def credits(self, claim: int, found: Iterable[tuple[int, str, Copy]]) -> None:
        """Replace the copies by credit inside a claim. found: number and identifier of the assertion, the copy."""
        before = {(r.a, r.b): (r.one, r.other, r.body) for r in self._found("claim = ?", claim)}
        now: dict[tuple[int, int], tuple[str, Copy]] = {}
        count: defaultdict[int, int] = defaultdict(int)
        for number, name, copy in found:
            count[number] += 1
            now[number, count[number]] = name, copy
        same = {k: canonical(copy_json(c)) for k, (_, c) in now.items()} == {k: v[2] for k, v in before.items()}
        if same:
            return
        self._drop("claim = ?", claim)
        for (number, at), (name, copy) in now.items():
            self._write(CREDIT, number, at, claim, name, copy)

    # --- what stands

    def _found(self, where: str, *values: object) -> Any:
        return self.work.rows(f"SELECT rank, a, b, one, other, body FROM claim_findings WHERE {where}", *values)

    def _drop(self, where: str, *values: object) -> None:
        self.touched |= {(r.one, r.other) for r in self._found(where, *values)}
        self.work.run(f"DELETE FROM claim_findings WHERE {where}", *values)

    def _put(self, rank: int, a: int, b: int, found: Worded) -> None:
        self._write(rank, a, b, 0, found.tie, found.copy)

    def _write(self, rank: int, a: int, b: int, claim: int, tie: str, copy: Copy) -> None:
        one, other = sorted((copy.source, copy.target))
        self.touched.add((one, other))
        self.work.run(
            "INSERT OR REPLACE INTO claim_findings (rank, a, b, claim, one, other, tie, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rank, a, b, claim, one, other, tie, canonical(copy_json(copy)),
        )  # fmt: skip

    def _all_pairs(self, report: str) -> None:
        """A report carries an agency's mark: its copies may be of a wire now."""
        rows = self._found("one = ? OR other = ?", report, report)
        self.touched |= {(r.one, r.other) for r in rows}

    def finish(self) -> set[str]:
        """Write the copy that stands for each pair of reports that was touched; the reports whose sources by words
        or translation changed."""
        changed = set()
        for one, other in sorted(self.touched):
            query = "SELECT source, target, how FROM claim_copies WHERE (source, target) IN (VALUES (?, ?), (?, ?))"
            rows = self.work.rows(query, one, other, other, one)
            before = {(r.source, r.target) for r in rows if r.how != "credited"}
            self.work.many(
                "DELETE FROM claim_copies WHERE source = ? AND target = ?", [(r.source, r.target) for r in rows]
            )
            query = "SELECT rank, body FROM claim_findings WHERE one = ? AND other = ? ORDER BY rank, tie LIMIT 1"
            after = set()
            for row in self.work.rows(query, one, other):
                copy = as_wire(copy_from_json(json.loads(row.body)), self._wired(one, other))
                body = canonical(copy_json(copy))
                self.work.run("INSERT INTO claim_copies VALUES (?, ?, ?, ?)", copy.source, copy.target, copy.how, body)
                after = {(copy.source, copy.target)} if row.rank < CREDIT else set()
            changed |= {target for _, target in before ^ after}
        self.touched.clear()
        return changed

    def _wired(self, *reports: str) -> set[str]:
        query = "SELECT DISTINCT report FROM claim_documents WHERE report IN ({}) AND wired"
        return {str(r.report) for r in self.work.among(query, reports)}
