"""Reports made by hand for the tests of the ledger: text with its statements, without any reading."""

from __future__ import annotations

import json

from selon.errors import Fault
from selon.model import Capture, Document, Reason, Report, Span, Statement, Voice, digest_of


def span(text: str, part: str) -> Span:
    """Where `part` stands in `text` for the first time."""
    start = text.index(part)
    return Span(start, start + len(part), part)


def said(text: str, who: str, cue: str, what: str, certainty: str = "attributed", kind: str = "report") -> Statement:
    """One statement: `who`, by the word `cue`, puts `what` forward."""
    voice = Voice(span(text, who), span(text, cue), "say", "person")
    content = span(text, what)
    number = digest_of(f"{text}|{content.start}|{who}".encode())[7:19]
    why = (Reason("sample", (content,)),)
    return Statement(f"s-{number}", (content,), (voice,), certainty, kind, why=why)  # type: ignore[arg-type]


def page(
    who: str = "Anna Berg", what: str = "the bridge is closed", url: str | None = "https://example.org/a",
    name: str = "a.json", note: str = "", certainty: str = "attributed", kind: str = "report",
) -> tuple[Capture, Report]:  # fmt: skip
    """A capture and the report read in it: one sentence, one statement; `note` makes other bytes of the same text."""
    text = f"Bridge news\n\n{who} said that {what}."
    payload = json.dumps({"url": url, "articleBody": text, "note": note}, ensure_ascii=False).encode()
    statement = said(text, who, "said", what, certainty, kind)
    document = Document(
        digest_of(payload), text, url=url, outlet="Example Post", headline="Bridge news", language="en",
        published="2024-05-01T10:00:00+02:00",
    )  # fmt: skip
    capture = Capture(payload, "json", name, url=url, meta=(("line", 3),))
    return capture, Report(document, (statement,), faults=(Fault("date", name, "no date was declared"),))


BEFORE_12 = """
DROP TABLE claim_points; DELETE FROM migrations WHERE version = 12;
CREATE INDEX claims_point ON claims (lat, lon, by_independent, by_reports, by_newest, by_contested, id);
"""
"""What takes a ledger of schema 12 back to schema 11."""

BEFORE_11 = (
    BEFORE_12
    + """
DROP TRIGGER claim_bodies_written; DROP TRIGGER claim_bodies_removed;
DROP TABLE source_claims; DROP TABLE source_flows; DROP TABLE source_reports; DROP TABLE source_times; DROP TABLE sources;
DROP TABLE claim_stale; DELETE FROM migrations WHERE version = 11;
"""
)
"""What takes a ledger of schema 11 back to schema 10."""

BEFORE_10 = (
    BEFORE_11
    + """
DROP TABLE claim_control; DROP TABLE claim_control_places; DELETE FROM claim_totals WHERE name = 'control';
DELETE FROM migrations WHERE version = 10;
"""
)
"""What takes a ledger of schema 10 back to schema 9."""

BEFORE_9 = (
    BEFORE_10
    + """
INSERT INTO claim_marks SELECT 'place', CAST(place AS TEXT), number FROM claims WHERE place IS NOT NULL;
DROP TRIGGER claim_voices_counted; DROP TRIGGER claim_voices_uncounted;
DROP INDEX claims_place; DROP INDEX claims_day; DROP INDEX claims_point;
DROP INDEX claims_by_independent; DROP INDEX claims_by_reports; DROP INDEX claims_by_newest; DROP INDEX claims_by_contested;
ALTER TABLE claims DROP COLUMN place; ALTER TABLE claim_names DROP COLUMN voiced;
CREATE INDEX claims_day ON claims (day, contested); CREATE INDEX claims_point ON claims (lat, lon);
CREATE INDEX claims_by_independent ON claims (by_independent, id); CREATE INDEX claims_by_reports ON claims (by_reports, id);
CREATE INDEX claims_by_newest ON claims (by_newest, id); CREATE INDEX claims_by_contested ON claims (by_contested, id);
DELETE FROM migrations WHERE version = 9;
"""
)
"""What takes a ledger of schema 9 back to schema 8."""
