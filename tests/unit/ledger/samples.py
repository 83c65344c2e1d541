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
