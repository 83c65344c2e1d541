"""The tables of sources: what is counted of outlets and voices, claim by claim, so that no question goes over all claims.

Written by whoever shows them, never entries themselves. `claim_stale` names the claims that were written or taken out since
they were counted: triggers see to it, so nothing is missed, whichever process writes. Each row of `source_claims` adds to the
counts of its source, or takes from them, through triggers as well.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    "source_claims", "source_flows", "source_reports", "source_times", "sources", "claim_stale",
)  # fmt: skip

ASSERTED, ALONE, DATED, CONFIRMED, DENIED, CORRECTED, AGAINST = (1 << i for i in range(7))
"""What `source_claims.said` holds of a source and a claim: that it asserts it; is alone with it; since a known time; that others
said so later; that others denied it later; that it took it back; that a claim of later speaks against it."""

_COUNTED = (
    ("asserted", "{row}.said & 1"), ("alone", "({row}.said >> 1) & 1"), ("dated", "({row}.said >> 2) & 1"),
    ("confirmed", "({row}.said >> 3) & 1"), ("contradicted", "(({row}.said >> 4) | ({row}.said >> 6)) & 1"),
    ("corrected", "({row}.said >> 5) & 1"),
)  # fmt: skip


def _trigger(name: str, deed: str, rows: dict[str, int]) -> str:
    """A trigger that adds rows of `source_claims` to the counts of their source (1), or takes them away (-1)."""
    done = []
    for row, step in rows.items():
        sets = [f"rank = rank - {step}", *(f"{c} = {c} + {step} * ({bit.format(row=row)})" for c, bit in _COUNTED)]
        done.append(f"UPDATE sources SET {', '.join(sets)} WHERE number = {row}.source;")
    return f"CREATE TRIGGER source_claims_{name} AFTER {deed} ON source_claims BEGIN {' '.join(done)} END"


STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE claim_stale (number INTEGER PRIMARY KEY, token INTEGER NOT NULL)",
    *(
        f"CREATE TRIGGER claim_bodies_{name} AFTER {deed} ON claim_bodies BEGIN INSERT OR REPLACE INTO claim_stale VALUES "
        f"({row}.number, random()); END"
        for name, deed, row in (("written", "INSERT", "NEW"), ("removed", "DELETE", "OLD"))
    ),
    "INSERT INTO claim_stale SELECT number, random() FROM claim_bodies",
    "CREATE TABLE sources (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, kind TEXT NOT NULL, listed "
    "INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, private INTEGER NOT NULL, side TEXT, country TEXT, "
    "called INTEGER NOT NULL, rank INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 0, "
    + ", ".join(f"{column} INTEGER NOT NULL DEFAULT 0" for column, _ in _COUNTED)
    + ")",
    "CREATE INDEX sources_listed ON sources (listed, rank, name, key)",
    "CREATE INDEX sources_type ON sources (listed, type, rank, name, key)",
    "CREATE TABLE source_claims (claim INTEGER NOT NULL, source INTEGER NOT NULL, said INTEGER NOT NULL, "
    "PRIMARY KEY (claim, source)) WITHOUT ROWID",
    "CREATE INDEX source_claims_source ON source_claims (source, claim)",
    _trigger("counted", "INSERT", {"NEW": 1}),
    _trigger("uncounted", "DELETE", {"OLD": -1}),
    _trigger("changed", "UPDATE", {"OLD": -1, "NEW": 1}),
    "CREATE TABLE source_flows (claim INTEGER NOT NULL, who INTEGER NOT NULL, whom INTEGER NOT NULL, how TEXT NOT NULL, "
    "PRIMARY KEY (claim, who, whom, how)) WITHOUT ROWID",
    "CREATE INDEX source_flows_who ON source_flows (who, whom, claim)",
    "CREATE INDEX source_flows_whom ON source_flows (whom, who, claim)",
    "CREATE TABLE source_reports (source INTEGER NOT NULL, address TEXT NOT NULL, report TEXT NOT NULL, "
    "PRIMARY KEY (source, address)) WITHOUT ROWID",
    "CREATE INDEX source_reports_report ON source_reports (report)",
    "CREATE TRIGGER source_reports_counted AFTER INSERT ON source_reports BEGIN UPDATE sources SET reports = reports + 1 "
    "WHERE number = NEW.source; END",
    "CREATE TABLE source_times (claim INTEGER PRIMARY KEY, first TEXT NOT NULL)",
)  # fmt: skip
"""called: the first part of `SourceName.rank`. rank: of how many claims a source is one, below zero, so that the most come
first. listed: 0 for voices that nobody could find again, 1 for all others. first: when a claim was first published, empty
where no report says."""
