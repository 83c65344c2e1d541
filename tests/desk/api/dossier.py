"""A dossier small enough to work every number out by hand.

1 May  Anzeiger  the mayor Ida Roth says: four people were killed; she says: the bridge is closed (told nowhere else)
2 May  Bote      takes it from the Anzeiger: the mayor Ida Roth says: four people were killed
3 May  Courier   the governor Jan Holt says: at least six people were killed
4 May  Dispatch  the army denies it: no four people were killed
"""

from __future__ import annotations

from selon.desk.api.readings import Read
from selon.ledger import ReportRow, VersionRow
from selon.model import (
    Claim,
    ClaimStatement,
    Comparison,
    Copy,
    CopyEvidence,
    Counts,
    Document,
    Origin,
    Quantity,
    Report,
    Span,
    Statement,
    Voice,
)


def span(text: str) -> Span:
    return Span(0, len(text), text)


def voice(name: str, kind: str = "person", entity: str | None = None) -> Voice:
    return Voice(span(name), span("said"), "say", kind, entity=entity)  # type: ignore[arg-type]


def statement(key: str, content: str, *voices: Voice) -> Statement:
    return Statement(key, (span(content),), voices, "attributed", "report")


def read(outlet: str, published: str, *statements: Statement) -> Read:
    digest, number = "sha256:" + outlet.lower().ljust(64, "0"), published[8:10]
    url = f"https://{outlet.lower()}.example/{number}"
    document = Document(
        digest, "text", url=url, outlet=outlet, published=published, language="en", headline=outlet + " today"
    )
    row = ReportRow(
        int(number), f"r-{outlet.lower()}", url, url, outlet, document.headline, "en", published, None, 1, len(statements),
        published, published, int(number),
    )  # fmt: skip
    version = VersionRow(
        row.id, 1, int(number), published, "anna", digest, 9, "txt", url, url, document.headline, "en", published, None,
        len(statements), 0,
    )  # fmt: skip
    return Read(row, version, Report(document, statements), {s.id: s for s in statements})


KNOWN = "person:peskov-dmitry"
"""An actor of the built-in registry: who speaks as that one is public."""
MAYOR, GOVERNOR, ARMY = (
    voice("Ida Roth"),
    voice("Jan Holt", "person", KNOWN),
    voice("the army", "organisation"),
)
A = read(
    "Anzeiger",
    "2025-05-01T08:00:00Z",
    statement("a1", "four people were killed", MAYOR),
    statement("a2", "the bridge is closed", MAYOR),
)
B = read("Bote", "2025-05-02T08:00:00Z", statement("b1", "four people were killed", voice("Anzeiger", "outlet"), MAYOR))
C = read("Courier", "2025-05-03T08:00:00Z", statement("c1", "at least six people were killed", GOVERNOR))
D = read("Dispatch", "2025-05-04T08:00:00Z", statement("d1", "four people were killed", ARMY))
READS = {(r.address, r.version.capture): r for r in (A, B, C, D)}


def figure(text: str, value: float, bound: str = "exact") -> Quantity:
    return Quantity(span(text), value, value, bound, "killed")  # type: ignore[arg-type]


def member(read: Read, key: str, origin: str, value: Quantity | None, polarity: str = "asserted") -> ClaimStatement:
    digest = read.version.capture
    return ClaimStatement(
        read.address, key, read.by_id[key].text, value, polarity, origin, key=f"{digest}:0-4:{key}", version=digest,  # type: ignore[arg-type]
        certainty="attributed",
    )  # fmt: skip


KILLED = Claim(
    "c-killed", "casualties", "four people were killed", {"predicate": "kill"}, "Oldport", "2025-05-01",
    (
        member(A, "a1", "o1", figure("four people", 4)), member(B, "b1", "o1", figure("four people", 4)),
        member(C, "c1", "o2", figure("at least six people", 6, "at_least")), member(D, "d1", "o3", figure("four people", 4), "denied"),
    ),
    (Origin("o1", "Ida Roth", "identified"), Origin("o2", "Jan Holt", "identified"), Origin("o3", "the army", "identified", "yes")),
    Counts(2, 0, 1, 4), (Comparison("a1", "c1", "differs", "4 against 6", A.address, C.address),), point=(48.1234, 37.5678),
)  # fmt: skip
CLOSED = Claim(
    "c-closed", "condition", "the bridge is closed", {}, "Oldport", None, (member(A, "a2", "o1", None),),
    (Origin("o1", "Ida Roth", "identified"),), Counts(1, 0, 0, 1),
)  # fmt: skip
CREDIT = Copy(A.address, B.address, "credited", (CopyEvidence("credit", None, None, "the Anzeiger reported"),))
