"""The tables of a ledger, as the queries see them, and the migrations that make them in SQLite.

`entries` is the ledger; everything under `PROJECTIONS` is computed from it and can be thrown away and made again. A
migration is a number, a name and its statements; it is never edited once released. `Table` objects here follow the
newest migration.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Integer, MetaData, Table, Text

from selon.ledger import claim_schema, source_schema

APPLICATION_ID = 0x53454C4E
"""`SELN` in the SQLite header: how a ledger is told from any other SQLite file."""

NO_HASH = "0" * 64
"""What stands in place of the hash before the first entry."""

metadata = MetaData()

entries = Table(
    "entries", metadata,
    Column("seq", Integer, primary_key=True), Column("at", Text), Column("actor", Text), Column("kind", Text),
    Column("body", Text), Column("previous", Text), Column("hash", Text),
)  # fmt: skip
head = Table(
    "head", metadata, Column("one", Integer, primary_key=True), Column("seq", Integer), Column("hash", Text)
)  # fmt: skip
migrations = Table(
    "migrations", metadata, Column("version", Integer, primary_key=True), Column("name", Text), Column("at", Text)
)  # fmt: skip
reports = Table(
    "reports", metadata,
    Column("number", Integer, primary_key=True), Column("id", Text), Column("key", Text), Column("url", Text),
    Column("name", Text), Column("outlet", Text), Column("headline", Text), Column("language", Text),
    Column("published", Text), Column("modified", Text), Column("versions", Integer), Column("statements", Integer),
    Column("first_at", Text), Column("last_at", Text), Column("seq", Integer),
)  # fmt: skip
versions = Table(
    "versions", metadata,
    Column("report", Text, primary_key=True), Column("version", Integer, primary_key=True), Column("seq", Integer),
    Column("at", Text), Column("actor", Text), Column("capture", Text), Column("size", Integer), Column("form", Text),
    Column("name", Text), Column("url", Text), Column("headline", Text), Column("language", Text),
    Column("published", Text), Column("modified", Text), Column("statements", Integer), Column("faults", Integer),
    Column("observed", Text), Column("returns", Integer),
)  # fmt: skip
statements = Table(
    "statements", metadata,
    Column("number", Integer, primary_key=True), Column("report", Text), Column("version", Integer),
    Column("position", Integer), Column("id", Text), Column("certainty", Text), Column("kind", Text),
    Column("content", Text), Column("said_at", Text), Column("happened_at", Text), Column("start", Integer),
    Column("end", Integer),
)  # fmt: skip
names = Table("names", metadata, Column("number", Integer, primary_key=True), Column("folded", Text))
voices = Table(
    "voices", metadata,
    Column("statement", Integer, primary_key=True), Column("position", Integer, primary_key=True),
    Column("name", Integer), Column("text", Text), Column("kind", Text), Column("manner", Text), Column("cue", Text),
    Column("entity", Text),
)  # fmt: skip
faults = Table(
    "faults", metadata,
    Column("seq", Integer, primary_key=True), Column("position", Integer, primary_key=True), Column("at", Text),
    Column("report", Text), Column("code", Text), Column("place", Text), Column("reason", Text),
)  # fmt: skip

PROJECTIONS: tuple[Table, ...] = (reports, versions, names, statements, voices, faults)
"""Tables that `rebuild` makes anew, a table before those that refer to it."""
INDEXES: tuple[str, ...] = ("search", "names_search", "headlines")
"""Full-text indexes, without content of their own; the row number is that of `statements`, of `names`, and the entry of a
version."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. statements: run in order, in the transaction that also records the version."""

    version: int
    name: str
    statements: tuple[str, ...]


_ENTRIES = """
CREATE TABLE entries (
  seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT
  NOT NULL
) WITHOUT ROWID"""

_APPEND_ONLY = (
    """
CREATE TRIGGER entries_append BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.seq IS NOT (SELECT seq + 1 FROM head)
  OR NEW.previous IS NOT (SELECT hash FROM head)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM entries WHERE seq = NEW.seq - 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'the entry does not follow the last one of the log'); END""",
    """
CREATE TRIGGER entries_head AFTER INSERT ON entries
BEGIN UPDATE head SET seq = NEW.seq, hash = NEW.hash; END""",
    """
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    """
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END""",
    """
CREATE TRIGGER head_no_delete BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head is never removed'); END""",
)

_REPORTS = (
    """
CREATE TABLE reports (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, url TEXT, name TEXT NOT NULL, outlet TEXT,
  headline TEXT,
  language TEXT NOT NULL, published TEXT, modified TEXT, versions INTEGER NOT NULL, statements INTEGER NOT NULL,
  first_at TEXT NOT NULL, last_at TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES entries (seq))""",
    """
CREATE TABLE versions (
  report TEXT NOT NULL REFERENCES reports (id), version INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE REFERENCES entries (seq), at TEXT NOT NULL, actor TEXT NOT NULL, capture TEXT NOT NULL
  UNIQUE,
  size INTEGER NOT NULL, form TEXT NOT NULL, name TEXT NOT NULL, url TEXT, headline TEXT, language TEXT NOT NULL,
  published TEXT,
  modified TEXT, statements INTEGER NOT NULL, faults INTEGER NOT NULL, PRIMARY KEY (report, version)) WITHOUT ROWID""",
    "CREATE INDEX reports_name ON reports (name)",
)

_STATEMENTS = (
    """
CREATE TABLE names (number INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE)""",
    """
CREATE TABLE statements (
  number INTEGER PRIMARY KEY, report TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT
  NULL,
  certainty TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL, said_at TEXT, happened_at TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  UNIQUE (report, version, position), FOREIGN KEY (report, version) REFERENCES versions (report, version))""",
    """
CREATE TABLE voices (
  statement INTEGER NOT NULL REFERENCES statements (number), position INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES names (number), text TEXT NOT NULL, kind TEXT NOT NULL, manner TEXT NOT NULL, cue
  TEXT,
  entity TEXT, PRIMARY KEY (statement, position)) WITHOUT ROWID""",
    "CREATE INDEX statements_id ON statements (id)",
    "CREATE INDEX statements_certainty ON statements (certainty)",
    "CREATE INDEX statements_kind ON statements (kind)",
    "CREATE INDEX voices_name ON voices (name)",
    "CREATE VIRTUAL TABLE search USING fts5(content, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE names_search USING fts5(folded, content='', tokenize='trigram case_sensitive 1')",
)

_FAULTS = """
CREATE TABLE faults (
  seq INTEGER NOT NULL REFERENCES entries (seq), position INTEGER NOT NULL, at TEXT NOT NULL, report TEXT, code TEXT
  NOT NULL,
  place TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (seq, position)) WITHOUT ROWID"""

_OLD_VERSIONS = (
    "report, version, seq, at, actor, capture, size, form, name, url, headline, language, published, modified, "
    "statements, faults"
)
# SQLite cannot take a UNIQUE away, so the table is made anew; rows of `statements` refer to it, and are left alone.
_RETURNS = (
    "PRAGMA defer_foreign_keys = ON",
    f"CREATE TEMP TABLE versions_before AS SELECT {_OLD_VERSIONS} FROM main.versions",
    "DROP TABLE main.versions",
    """
CREATE TABLE versions (
  report TEXT NOT NULL REFERENCES reports (id), version INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE REFERENCES entries (seq), at TEXT NOT NULL, actor TEXT NOT NULL, capture TEXT NOT NULL,
  size INTEGER NOT NULL, form TEXT NOT NULL, name TEXT NOT NULL, url TEXT, headline TEXT, language TEXT NOT NULL,
  published TEXT, modified TEXT, statements INTEGER NOT NULL, faults INTEGER NOT NULL, observed TEXT, returns INTEGER,
  PRIMARY KEY (report, version)) WITHOUT ROWID""",
    f"INSERT INTO main.versions ({_OLD_VERSIONS}) SELECT {_OLD_VERSIONS} FROM versions_before",
    "DROP TABLE versions_before",
    "CREATE INDEX versions_capture ON versions (capture)",
    "CREATE UNIQUE INDEX versions_first ON versions (report, capture) WHERE returns IS NULL",
)

_HEADLINES = (
    "CREATE VIRTUAL TABLE headlines USING fts5(headline, content='', tokenize='ascii')",
    "CREATE INDEX reports_seq ON reports (seq)",
    "CREATE INDEX reports_language ON reports (language, number)",
    "CREATE INDEX reports_outlet ON reports (outlet, number)",
)
HEADLINES = 8
"""The migration after which the headlines that are there have to be indexed."""

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "entries, reports, statements, search", (
        "CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)",
        "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL)",
        f"INSERT INTO head VALUES (1, 0, '{NO_HASH}')",
        _ENTRIES, "CREATE INDEX entries_kind ON entries (kind)", *_APPEND_ONLY, *_REPORTS, *_STATEMENTS, _FAULTS,
        f"PRAGMA application_id = {APPLICATION_ID}",
    )),
    Migration(2, "claims", claim_schema.STATEMENTS),
    Migration(3, "versions that return to earlier bytes", _RETURNS),
    Migration(4, "what claims are computed from", claim_schema.WORK),
    Migration(5, "language and protection of claims", claim_schema.ADDED),
    Migration(6, "versions by address and bytes", claim_schema.NAMED),
    Migration(7, "lists of claims ready-made", claim_schema.SHOWN),
    Migration(HEADLINES, "headlines", _HEADLINES),
    Migration(9, "claims by place, day and point", claim_schema.LED),
    Migration(10, "who controls a place", claim_schema.CONTROL),
    Migration(11, "sources", source_schema.STATEMENTS),
    Migration(12, "claims by point", claim_schema.POINTS),
)  # fmt: skip
