"""The tables of claims: computed by `pipeline` from what the entries say, never entries themselves.

They can be thrown away and made again. `claims` holds what claims are chosen and sorted by, with one whole number per
order of sorting so that a page is one walk along an index; `claim_shown` holds what a list shows of each, ready-made;
`claim_bodies` holds each claim in full.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    "claim_marks", "claim_names", "claim_bodies", "claim_shown", "claim_control", "claim_control_places",
    "claim_points", "claims",
    "claim_copies", "claim_contradictions", "claim_totals", "claim_state",
)  # fmt: skip
"""Tables of claims as they are shown."""
WORK_TABLES: tuple[str, ...] = (
    "claim_documents", "claim_outlets", "claim_assertions", "claim_keys", "claim_edges", "claim_units",
    "claim_decided", "claim_prints", "claim_findings", "claim_shared", "claim_near", "claim_against", "claim_voices",
    "claim_asked",
)  # fmt: skip
"""What claims are computed from, kept so that a new report costs what it touches: see `docs/decisions`."""
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


ADDED: tuple[str, ...] = (
    "ALTER TABLE claims ADD COLUMN language TEXT",
    "ALTER TABLE claims ADD COLUMN private INTEGER NOT NULL DEFAULT 0",
)
"""language: of the gist. private: the claim concerns a private person, and its point is kept to 0.1 degree."""

NAMED: tuple[str, ...] = ("ALTER TABLE claim_documents RENAME COLUMN digest TO name",)
"""name: of a version of a report, as `model.assertion.edition` makes it."""

_TESTED = "day, frame, contested, single_origin, lat, lon"
SHOWN: tuple[str, ...] = (
    "DROP TABLE claims",
    "CREATE TABLE claims (number INTEGER PRIMARY KEY, id TEXT NOT NULL, frame TEXT NOT NULL, day TEXT, lat REAL, lon REAL, "
    "contested INTEGER NOT NULL, single_origin INTEGER NOT NULL, by_independent INTEGER NOT NULL, by_reports INTEGER "
    "NOT NULL, by_newest INTEGER NOT NULL, by_contested INTEGER NOT NULL)",
    "CREATE TABLE claim_shown (number INTEGER PRIMARY KEY, private INTEGER NOT NULL, shown TEXT NOT NULL)",
    "CREATE INDEX claims_id ON claims (id)",
    *(f"CREATE INDEX claims_by_{sort} ON claims (by_{sort}, id, {_TESTED})" for sort in SORTS),
    "CREATE INDEX claims_frame ON claims (frame)",
    "CREATE INDEX claims_day ON claims (day, contested)",
    "CREATE INDEX claims_point ON claims (lat, lon)",
    "CREATE INDEX claims_contested ON claims (contested)",
    "CREATE INDEX claims_single_origin ON claims (single_origin)",
    f"CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN {_count('NEW', 1)} END",
    f"CREATE TRIGGER claims_uncounted AFTER DELETE ON claims BEGIN {_count('OLD', -1)} END",
    "DROP TABLE claim_bodies",
    "CREATE TABLE claim_bodies (number INTEGER PRIMARY KEY, words TEXT NOT NULL, body TEXT NOT NULL)",
    *(f"DELETE FROM {table}" for table in ("claim_marks", "claim_totals", "claim_state")),
    "INSERT INTO claim_search (claim_search) VALUES ('delete-all')",
)
"""The indexes of the orders hold all that a row is tested by, so that walking along them reads nothing else. What is
there is computed anew by the next refresh, as a table of another making is."""

_SORTED = ", ".join(f"by_{sort}" for sort in SORTS)
LED: tuple[str, ...] = (
    "ALTER TABLE claims ADD COLUMN place INTEGER",
    "UPDATE claims SET place = (SELECT CAST(value AS INTEGER) FROM claim_marks WHERE kind = 'place' AND claim = number)",
    "DELETE FROM claim_marks WHERE kind = 'place'",
    *(f"DROP INDEX claims_by_{sort}" for sort in SORTS),
    *(f"CREATE INDEX claims_by_{sort} ON claims (by_{sort}, id, {_TESTED}, place)" for sort in SORTS),
    "DROP INDEX claims_day",
    "DROP INDEX claims_point",
    f"CREATE INDEX claims_day ON claims (day, contested, {_SORTED}, id)",
    f"CREATE INDEX claims_point ON claims (lat, lon, {_SORTED}, id)",
    f"CREATE INDEX claims_place ON claims (place, {_SORTED}, id)",
    "ALTER TABLE claim_names ADD COLUMN voiced INTEGER NOT NULL DEFAULT 0",
    "UPDATE claim_names SET voiced = (SELECT count(*) FROM claim_marks WHERE kind = 'voice' AND value = CAST(number AS TEXT))",
    *(
        f"CREATE TRIGGER claim_voices_{name} AFTER {deed} ON claim_marks WHEN {row}.kind = 'voice' BEGIN UPDATE claim_names "
        f"SET voiced = voiced {step} WHERE number = CAST({row}.value AS INTEGER); END"
        for name, deed, row, step in (("counted", "INSERT", "NEW", "+ 1"), ("uncounted", "DELETE", "OLD", "- 1"))
    ),
)
"""place: the number of its name in `claim_names`. voiced: how many claims have a voice of this name. The indexes of what
few claims have in common hold what those are sorted by, so that finding the first of a few thousand reads nothing else."""

CONTROL: tuple[str, ...] = (
    "CREATE TABLE claim_control (place TEXT NOT NULL, since TEXT NOT NULL, published TEXT NOT NULL, who TEXT NOT NULL, claim "
    "INTEGER NOT NULL, position INTEGER NOT NULL, name INTEGER, shown TEXT NOT NULL, PRIMARY KEY (place, since, published, "
    "who, claim, position)) WITHOUT ROWID",
    "CREATE INDEX claim_control_claim ON claim_control (claim)",
    "CREATE TABLE claim_control_places (place TEXT PRIMARY KEY, name INTEGER, n INTEGER NOT NULL) WITHOUT ROWID",
    *(
        f"CREATE TRIGGER claim_control_{name} AFTER {deed} ON claim_control BEGIN INSERT INTO claim_control_places (place, name, "
        f"n) VALUES ({row}.place, {row}.name, {step}) ON CONFLICT (place) DO UPDATE SET n = n + {step}; INSERT INTO claim_totals "
        f"(name, n) VALUES ('control', {step}) ON CONFLICT (name) DO UPDATE SET n = n + {step}; END"
        for name, deed, row, step in (("counted", "INSERT", "NEW", 1), ("uncounted", "DELETE", "OLD", -1))
    ),
    "DELETE FROM claim_state",
)
"""What claims say on who controls a place, in the order of its list, the last first; and how much is said of each place.
Claims that are there are computed anew by the next refresh."""

POINTS: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE claim_points USING rtree_i32 (number, x0, x1, y0, y1)",
    "INSERT INTO claim_points SELECT number, round(lon * 1e7), round(lon * 1e7), round(lat * 1e7), round(lat * 1e7) FROM claims "
    "WHERE lat IS NOT NULL AND lon IS NOT NULL",
    "DROP INDEX claims_point",
)
"""Where claims happened, in whole ten-millionths of a degree: plain fractions would be rounded to half a metre."""

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

WORK: tuple[str, ...] = (
    "CREATE TABLE claim_documents (number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, report TEXT NOT NULL, "
    "ledger TEXT NOT NULL, seq INTEGER NOT NULL, account BLOB NOT NULL, text BLOB NOT NULL, alike TEXT NOT NULL, "
    "language TEXT NOT NULL, stamp REAL NOT NULL, wired INTEGER NOT NULL)",
    "CREATE INDEX claim_documents_report ON claim_documents (report)",
    "CREATE INDEX claim_documents_alike ON claim_documents (alike)",
    "CREATE TABLE claim_outlets (key TEXT PRIMARY KEY, lead TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX claim_outlets_lead ON claim_outlets (lead)",
    "CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', detail=none, tokenize='ascii')",
    "CREATE TABLE claim_assertions (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL, "
    "twin TEXT NOT NULL, head INTEGER, unit INTEGER, claim INTEGER, body BLOB NOT NULL)",
    *(
        f"CREATE INDEX claim_assertions_{column} ON claim_assertions ({column})"
        for column in ("document", "twin", "head", "unit", "claim")
    ),
    "CREATE TABLE claim_keys (key TEXT NOT NULL, head INTEGER NOT NULL, PRIMARY KEY (key, head)) WITHOUT ROWID",
    "CREATE TABLE claim_edges (a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (a, b)) "
    "WITHOUT ROWID",
    "CREATE TABLE claim_units (number INTEGER PRIMARY KEY, bar REAL NOT NULL, scores BLOB NOT NULL)",
    "CREATE TABLE claim_decided (kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (kind, a, b)) "
    "WITHOUT ROWID",
    "CREATE TABLE claim_prints (print INTEGER NOT NULL, stamp REAL NOT NULL, document INTEGER NOT NULL, "
    "PRIMARY KEY (print, stamp, document)) WITHOUT ROWID",
    "CREATE TABLE claim_findings (rank INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, claim INTEGER NOT "
    "NULL, one TEXT NOT NULL, other TEXT NOT NULL, tie TEXT NOT NULL, body TEXT NOT NULL, "
    "PRIMARY KEY (rank, a, b, claim)) WITHOUT ROWID",
    "CREATE INDEX claim_findings_pair ON claim_findings (one, other)",
    "CREATE INDEX claim_findings_other ON claim_findings (other)",
    "CREATE INDEX claim_findings_b ON claim_findings (rank, b)",
    "CREATE INDEX claim_findings_claim ON claim_findings (claim) WHERE claim > 0",
    "CREATE TABLE claim_shared (a INTEGER NOT NULL, b INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (a, b)) "
    "WITHOUT ROWID",
    "CREATE INDEX claim_shared_b ON claim_shared (b)",
    "CREATE TABLE claim_near (key TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (key, claim)) WITHOUT ROWID",
    "CREATE INDEX claim_near_claim ON claim_near (claim)",
    "CREATE TABLE claim_against (a INTEGER NOT NULL, b INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (a, b)) "
    "WITHOUT ROWID",
    "CREATE INDEX claim_against_b ON claim_against (b)",
    "CREATE TABLE claim_voices (key TEXT NOT NULL, voice BLOB NOT NULL, document INTEGER NOT NULL, "
    "PRIMARY KEY (key, voice, document)) WITHOUT ROWID",
    "CREATE INDEX claim_voices_document ON claim_voices (document)",
    "CREATE TABLE claim_asked (key TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (key, claim)) WITHOUT ROWID",
    "CREATE INDEX claim_asked_claim ON claim_asked (claim)",
)
