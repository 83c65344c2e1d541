"""Writing the tables of claims, inside one write transaction: `pipeline` computes, this keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from selon.ledger import claim_query
from selon.ledger.claim_control import rows_for
from selon.ledger.claim_records import ClaimsState
from selon.ledger.claim_rows import COLUMNS, Source, chosen_by, row_for, text_of, whole
from selon.ledger.claim_schema import TABLES, WORK_TABLES
from selon.ledger.fold import indexed
from selon.ledger.source_schema import TABLES as SOURCE_TABLES
from selon.model import Claim
from selon.wire import canonical
from selon.wire_claims import claim_json

WORDS = 20_000
"""Code points of a claim's statements that are searched."""
_INSERT = f"INSERT INTO claims ({', '.join(COLUMNS)}, place) VALUES ({', '.join('?' * len(COLUMNS))}, ?)"
_CONTROL = (
    "INSERT INTO claim_control (place, since, published, who, shown, claim, position, name) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_OF_A_CLAIM = (("claim_bodies", "number"), ("claims", "number"), ("claim_shown", "number"), ("claim_marks", "claim"),
               ("claim_control", "claim"), ("claim_points", "number"))  # fmt: skip
MANY = 500
"""Claims written at a time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim with what its row needs beside it: names of its voices, versions of reports by address and digest.

    private: it concerns a private person, so its row has its point to 0.1 degree only.
    """

    claim: Claim
    voices: tuple[str, ...]
    sources: Mapping[tuple[str, str], Source]
    private: bool = False


class ClaimTables:
    """The tables of claims inside one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._names: dict[str, int] = {}

    def state(self) -> ClaimsState:
        """How far the claims are computed."""
        return claim_query.state(self.connection)

    def finish(self, seq: int, engine: str) -> None:
        """Note that the claims are computed up to entry `seq`."""
        self._run("INSERT OR REPLACE INTO claim_state VALUES (1, ?, ?)", (seq, engine))

    def clear(self) -> None:
        """Empty all tables of claims."""
        clear(self.connection)
        self._names.clear()

    def remove(self, number: int) -> None:
        """Take a claim out."""
        words = self.connection.exec_driver_sql("SELECT words FROM claim_bodies WHERE number = ?", (number,))
        self._run(
            "INSERT INTO claim_search (claim_search, rowid, words) VALUES ('delete', ?, ?)",
            (number, words.scalar_one()),
        )
        for table, column in _OF_A_CLAIM:
            self._run(f"DELETE FROM {table} WHERE {column} = ?", (number,))

    def put(self, kept: Kept, number: int) -> None:
        """Keep a claim under a number."""
        self.put_all([(kept, number)])

    def put_all(self, some: Iterable[tuple[Kept, int]]) -> None:
        """Keep claims under their numbers."""
        left = iter(some)
        while part := list(islice(left, MANY)):
            self._put(part)

    def _put(self, some: Sequence[tuple[Kept, int]]) -> None:
        rows = [(n, row_for(k.claim, k.sources, k.private)) for k, n in some]
        self._many(_INSERT, [(*chosen_by(n, row), self._place(row.place)) for n, row in rows])
        located = [(n, whole(r.lon), whole(r.lat)) for n, r in rows if r.lat is not None and r.lon is not None]
        self._many("INSERT INTO claim_points VALUES (?, ?, ?, ?, ?)", [(n, x, x, y, y) for n, x, y in located])
        self._many("INSERT INTO claim_shown VALUES (?, ?, ?)", [(n, int(row.private), text_of(row)) for n, row in rows])
        control = [(n, self._place(k.claim.place), rows_for(k.claim, k.sources, k.private)) for k, n in some]
        self._many(_CONTROL, [(*row, n, i, name) for n, name, rows in control for i, row in enumerate(rows)])
        words = [_words(k.claim) for k, _ in some]
        bodies = [(n, w, canonical(claim_json(k.claim))) for (k, n), w in zip(some, words, strict=True)]
        self._many("INSERT INTO claim_bodies VALUES (?, ?, ?)", bodies)
        self._many("INSERT INTO claim_search (rowid, words) VALUES (?, ?)", [(n, w) for n, w, _ in bodies])
        marks = sorted({(kind, value, n) for k, n in some for kind, value in self._marks(k)})
        self._many("INSERT INTO claim_marks VALUES (?, ?, ?)", marks)

    def _marks(self, kept: Kept) -> Iterable[tuple[str, str]]:
        for s in kept.claim.statements:
            source = kept.sources[s.edition]
            yield "report", source.report
            yield "language", source.language
            yield "certainty", s.certainty
        for name in (*kept.voices, *(o.who for o in kept.claim.origins)):
            if folded := indexed(name)[:200]:
                yield "voice", str(self._name(folded))

    def _place(self, name: str | None) -> int | None:
        return self._name(folded) if name and (folded := indexed(name)) else None

    def _name(self, folded: str) -> int:
        if folded in self._names:
            return self._names[folded]
        found = self.connection.exec_driver_sql("SELECT number FROM claim_names WHERE folded = ?", (folded,))
        number = found.scalar_one_or_none()
        if number is None:
            number = self.connection.exec_driver_sql(
                "SELECT coalesce(max(number), 0) + 1 FROM claim_names"
            ).scalar_one()
            self._run("INSERT INTO claim_names (number, folded) VALUES (?, ?)", (number, folded))
            self._run("INSERT INTO claim_names_search (rowid, folded) VALUES (?, ?)", (number, folded))
        self._names[folded] = int(number)
        return int(number)

    def contradictions(
        self, before: Mapping[tuple[str, str], str], now: Mapping[tuple[str, str], str], seq: int
    ) -> list[tuple[str, str, str]]:
        """Replace the contradictions of some pairs of claims, each in order, and return those of new pairs."""
        for pair in sorted(before.keys() - now.keys()):
            self._run("DELETE FROM claim_contradictions WHERE claim = ? AND other = ?", pair)
        for (claim, other), why in sorted(now.items()):
            if before.get((claim, other)) != why:
                self._run("INSERT OR REPLACE INTO claim_contradictions VALUES (?, ?, ?, ?)", (claim, other, why, seq))
        return [(claim, other, why) for (claim, other), why in sorted(now.items()) if (claim, other) not in before]

    def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self.connection.exec_driver_sql(statement, list(rows))

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        self.connection.exec_driver_sql(statement, values)


def clear(connection: Connection) -> None:
    """Empty all tables of claims, so that they are made anew."""
    connection.exec_driver_sql("INSERT INTO claim_search (claim_search) VALUES ('delete-all')")
    connection.exec_driver_sql("INSERT INTO claim_names_search (claim_names_search) VALUES ('delete-all')")
    connection.exec_driver_sql("INSERT INTO claim_words (claim_words) VALUES ('delete-all')")
    for table in (*TABLES, *WORK_TABLES, *SOURCE_TABLES):
        connection.exec_driver_sql(f"DELETE FROM {table}")


def _words(claim: Claim) -> str:
    """What is searched of a claim."""
    return indexed(" ".join(dict.fromkeys(s.content for s in claim.statements)))[:WORDS]
