"""The tables of claims: computed by `pipeline` from what the entries say, never entries themselves.

They can be thrown away and made again. `claims` holds what a list shows, with one whole number per order of sorting so
that a page is one walk along an index; `claim_bodies` holds each claim in full.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    "claim_marks", "claim_names", "claim_bodies", "claims", "claim_copies", "claim_contradictions", "claim_totals",
    "claim_state",
)  # fmt: skip
"""Every table of claims, as `rebuild` empties them."""
SORTS = ("independent", "reports", "newest", "contested")

_CLAIMS = """
CREATE TABLE claims (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, frame TEXT NOT NULL, gist TEXT NOT NULL, place TEXT, lat REAL, lon REAL,
  time TEXT, day TEXT, independent INTEGER NOT NULL, not_established INTEGER NOT NULL, denying INTEGER NOT NULL,
  reports INTEGER NOT NULL, contested INTEGER NOT NULL, contradicts INTEGER NOT NULL, first_published TEXT,
  last_published TEXT, languages TEXT NOT NULL, outlets TEXT NOT NULL, days TEXT NOT NULL, single_origin INTEGER NOT
  NULL,
  value_low REAL, value_high REAL, by_independent INTEGER NOT NULL, by_reports INTEGER NOT NULL, by_newest INTEGER NOT
  NULL, by_contested INTEGER NOT NULL)"""

_COUNTED = ("'claims'", "'contested'", "'single_origin'", "'frame:' || {row}.frame")
_WHEN = ("1", "{row}.contested > 0", "{row}.single_origin", "1")


def _count(row: str, step: int) -> str:
    parts = [
        f"INSERT INTO claim_totals (name, n) SELECT {name.format(row=row)}, {step} WHERE {when.format(row=row)} "
        f"ON CONFLICT (name) DO UPDATE SET n = n + {step};"
        for name, when in zip(_COUNTED, _WHEN, strict=True)
    ]
    return " ".join(parts)


STATEMENTS: tuple[str, ...] = (
    _CLAIMS,
    "CREATE INDEX claims_id ON claims (id)",
    *(f"CREATE INDEX claims_by_{sort} ON claims (by_{sort}, id)" for sort in SORTS),
    "CREATE INDEX claims_frame ON claims (frame)",
    "CREATE INDEX claims_day ON claims (day)",
    "CREATE INDEX claims_point ON claims (lat, lon)",
    "CREATE TABLE claim_bodies (number INTEGER PRIMARY KEY, body TEXT NOT NULL, words TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE claim_search USING fts5(words, content='claim_bodies', content_rowid='number', "
    "tokenize='ascii')",
    "CREATE TABLE claim_marks (kind TEXT NOT NULL, value TEXT NOT NULL, claim INTEGER NOT NULL, "
    "PRIMARY KEY (kind, value, claim)) WITHOUT ROWID",
    "CREATE INDEX claim_marks_claim ON claim_marks (claim)",
    "CREATE TABLE claim_names (number INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE claim_names_search USING fts5(folded, content='', tokenize='trigram case_sensitive 1')",
    "CREATE TABLE claim_copies (source TEXT NOT NULL, target TEXT NOT NULL, how TEXT NOT NULL, body TEXT NOT NULL, "
    "PRIMARY KEY (source, target)) WITHOUT ROWID",
    "CREATE INDEX claim_copies_target ON claim_copies (target)",
    "CREATE TABLE claim_contradictions (claim TEXT NOT NULL, other TEXT NOT NULL, why TEXT NOT NULL, seq INTEGER NOT "
    "NULL, PRIMARY KEY (claim, other)) WITHOUT ROWID",
    "CREATE INDEX claim_contradictions_seq ON claim_contradictions (seq)",
    "CREATE INDEX claim_contradictions_other ON claim_contradictions (other)",
    "CREATE TABLE claim_totals (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE claim_state (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, engine TEXT NOT NULL)",
    f"CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN {_count('NEW', 1)} END",
    f"CREATE TRIGGER claims_uncounted AFTER DELETE ON claims BEGIN {_count('OLD', -1)} END",
)  # fmt: skip
