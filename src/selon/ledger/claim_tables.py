"""Writing the tables of claims, inside one write transaction: `pipeline` computes, this keeps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from selon.ledger import claim_query
from selon.ledger.claim_records import ClaimsState
from selon.ledger.claim_schema import TABLES, WORK_TABLES
from selon.ledger.fold import indexed
from selon.model import Claim
from selon.wire import canonical
from selon.wire_claims import claim_json

OUTLETS = 8
DAYS = 400
"""Days of a sparkline that are kept, the latest ones."""
WORDS = 20_000
"""Code points of a claim's statements that are searched."""
_SHIFT = 1 << 24
_COLUMNS = (
    "number", "id", "frame", "gist", "place", "lat", "lon", "time", "day", "independent", "not_established", "denying",
    "reports", "contested", "contradicts", "first_published", "last_published", "languages", "outlets", "days",
    "single_origin", "value_low", "value_high", "by_independent", "by_reports", "by_newest", "by_contested",
    "language", "private",
)  # fmt: skip
_INSERT = f"INSERT INTO claims ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim's row says of one version of a report: the report's identifier in the ledger, the name of its
    outlet, when it was published, in which language."""

    report: str
    outlet: str
    published: str | None
    language: str


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

    def state(self) -> ClaimsState:
        """How far the claims are computed."""
        return claim_query.state(self.connection)

    def finish(self, seq: int, engine: str) -> None:
        """Note that the claims are computed up to entry `seq`."""
        self._run("INSERT OR REPLACE INTO claim_state VALUES (1, ?, ?)", (seq, engine))

    def clear(self) -> None:
        """Empty all tables of claims."""
        clear(self.connection)

    def remove(self, number: int) -> None:
        """Take a claim out."""
        words = self.connection.exec_driver_sql("SELECT words FROM claim_bodies WHERE number = ?", (number,))
        self._run(
            "INSERT INTO claim_search (claim_search, rowid, words) VALUES ('delete', ?, ?)",
            (number, words.scalar_one()),
        )
        for table, column in (("claim_bodies", "number"), ("claims", "number"), ("claim_marks", "claim")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", (number,))

    def put(self, kept: Kept, number: int) -> None:
        """Keep a claim under a number."""
        self._run(_INSERT, _row(number, kept))
        words = indexed(" ".join(dict.fromkeys(s.content for s in kept.claim.statements)))[:WORDS]
        self._run("INSERT INTO claim_bodies VALUES (?, ?, ?)", (number, canonical(claim_json(kept.claim)), words))
        self._run("INSERT INTO claim_search (rowid, words) VALUES (?, ?)", (number, words))
        for kind, value in sorted(set(self._marks(kept))):
            self._run("INSERT INTO claim_marks VALUES (?, ?, ?)", (kind, value, number))

    def _marks(self, kept: Kept) -> Iterable[tuple[str, str]]:
        for s in kept.claim.statements:
            source = kept.sources[s.edition]
            yield "report", source.report
            yield "language", source.language
            yield "certainty", s.certainty
        for name in (*kept.voices, *(o.who for o in kept.claim.origins)):
            if folded := indexed(name)[:200]:
                yield "voice", str(self._name(folded))
        if kept.claim.place and (folded := indexed(kept.claim.place)):
            yield "place", str(self._name(folded))

    def _name(self, folded: str) -> int:
        found = self.connection.exec_driver_sql("SELECT number FROM claim_names WHERE folded = ?", (folded,))
        known = found.scalar_one_or_none()
        if known is not None:
            return int(known)
        number = self.connection.exec_driver_sql("SELECT coalesce(max(number), 0) + 1 FROM claim_names").scalar_one()
        self._run("INSERT INTO claim_names VALUES (?, ?)", (number, folded))
        self._run("INSERT INTO claim_names_search (rowid, folded) VALUES (?, ?)", (number, folded))
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

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        self.connection.exec_driver_sql(statement, values)


def clear(connection: Connection) -> None:
    """Empty all tables of claims, so that they are made anew."""
    connection.exec_driver_sql("INSERT INTO claim_search (claim_search) VALUES ('delete-all')")
    connection.exec_driver_sql("INSERT INTO claim_names_search (claim_names_search) VALUES ('delete-all')")
    connection.exec_driver_sql("INSERT INTO claim_words (claim_words) VALUES ('delete-all')")
    for table in (*TABLES, *WORK_TABLES):
        connection.exec_driver_sql(f"DELETE FROM {table}")


def contested(claim: Claim) -> int:
    """How much disagreement there is: origins that deny, claims that contradict, figures that differ."""
    differ = sum(x.relation == "differs" for x in claim.comparisons)
    return 100 * claim.counts.denying + 100 * len(claim.contradicts) + min(differ, 99)


def _row(number: int, kept: Kept) -> tuple[object, ...]:
    claim, c = kept.claim, kept.claim.counts
    sources = [kept.sources[s.edition] for s in claim.statements]
    moments = sorted(s.published for s in sources if s.published)
    days = sorted(Counter(s.published[:10] for s in sources if s.published).items())[-DAYS:]
    outlets = list(dict.fromkeys(s.outlet for s in sources if s.outlet))[:OUTLETS]
    day = claim.time or (moments[0][:10] if moments else None)
    lat, lon = claim.point or (None, None)
    if claim.point and kept.private:
        lat, lon = round(claim.point[0], 1), round(claim.point[1], 1)
    gist = next((s for s in claim.statements if s.content == claim.gist), claim.statements[0])
    single = c.reports > 1 and c.independent + c.not_established + c.denying == 1
    disagreement = contested(claim)
    return (
        number, claim.id, claim.frame, claim.gist, claim.place, lat, lon, claim.time, day, c.independent,
        c.not_established, c.denying, c.reports, disagreement, len(claim.contradicts),
        moments[0] if moments else None, moments[-1] if moments else None,
        json.dumps(sorted({s.language for s in sources})), json.dumps(outlets), json.dumps(days), int(single),
        *_range(claim), -(c.independent * _SHIFT + c.reports), -(c.reports * _SHIFT + c.independent), -_ordinal(day),
        -(disagreement * _SHIFT + c.reports), kept.sources[gist.edition].language, int(kept.private),
    )  # fmt: skip


def _ordinal(day: str | None) -> int:
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return 0


def _range(claim: Claim) -> tuple[float | None, float | None]:
    """The range of the figures of the most frequent kind that are asserted."""
    told = [s.value for s in claim.statements if s.value is not None and s.polarity == "asserted"]
    if not told:
        return None, None
    kinds = Counter((q.unit, q.period) for q in told)
    most = min(kinds, key=lambda k: (-kinds[k], str(k)))
    alike = [q for q in told if (q.unit, q.period) == most]
    return min(q.low for q in alike), max(q.high for q in alike)
