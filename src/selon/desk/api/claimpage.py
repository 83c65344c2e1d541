"""Everything about one claim, put together from the claim, the readings of its reports, and what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selon.desk.api import shown
from selon.desk.api.annotations import Annotations, grade, history, note
from selon.desk.api.models import (
    ClaimPage,
    ClaimRowWhy,
    ClaimShape,
    ClaimStatementShape,
    ComparisonShape,
    ContradictsShape,
    HistoryItem,
    OriginShape,
)
from selon.desk.api.readings import Read, Readings, Reads
from selon.desk.api.rows import counts, point_of
from selon.desk.api.shelf import Shelf
from selon.model import Claim, ClaimStatement, Origin


def place_in_text(key: str) -> tuple[int, int] | None:
    """Where a statement stands, out of its key `sha256:…:start-end:…`; `None` for a key of another make."""
    parts = key.split(":")
    if len(parts) < 3:
        return None
    start, dash, end = parts[2].partition("-")
    return (int(start), int(end)) if dash and start.isdigit() and end.isdigit() else None


def statement(s: ClaimStatement, read: Read | None) -> ClaimStatementShape:
    """One statement of a claim with its chain and the words around it."""
    found = read.by_id.get(s.statement) if read else None
    where = place_in_text(s.key)
    before, after = shown.around(read.report.document.text, *where) if read and where else ("", "")
    certainty: Any = s.certainty
    return ClaimStatementShape(
        report=s.report, statement=s.statement, key=s.key, version=s.version, content=s.content,
        value=shown.quantity(s.value) if s.value else None, polarity=s.polarity, origin=s.origin, distorted=s.distorted,
        certainty=certainty, kind=found.kind if found else None,
        voices=[shown.voice(v) for v in found.voices] if found else [], before=before, after=after,
        happened_at=found.happened_at if found else None, said_at=found.said_at if found else None,
        why=[shown.reason(r) for r in found.why] if found else [],
    )  # fmt: skip


def origin(o: Origin, denies: bool) -> OriginShape:
    """Where chains end."""
    kind: Any = o.kind
    return OriginShape(id=o.id, who=o.who, kind=kind, party=o.party, path=list(o.path), denies=denies)


def only_deny(claim: Claim) -> frozenset[str]:
    """The origins that deny a claim and never assert it."""
    asserting = {s.origin for s in claim.statements if s.polarity == "asserted"}
    return frozenset(s.origin for s in claim.statements if s.polarity == "denied") - asserting


def claim_shape(claim: Claim, reads: Reads) -> ClaimShape:
    """A claim with its statements, origins and comparisons."""
    denying = only_deny(claim)
    return ClaimShape(
        id=claim.id, frame=claim.frame, gist=claim.gist, participants=dict(claim.participants), place=claim.place,
        point=point_of(claim, reads), time=claim.time,
        statements=[statement(s, reads.get(s.edition)) for s in claim.statements],
        origins=[origin(o, o.id in denying) for o in claim.origins], counts=counts(claim),
        comparisons=[
            ComparisonShape(
                a=c.a, b=c.b, report_a=c.report_a, report_b=c.report_b, relation=c.relation, why=c.why
            )
            for c in claim.comparisons
        ],
        contradicts=[ContradictsShape(claim=other, why=why) for other, why in claim.contradicts],
    )  # fmt: skip


def claim_page(claim: Claim, shelf: Shelf, readings: Readings, written: Annotations, may_undo: bool) -> ClaimPage:
    """Everything about one claim."""
    reads = readings.of_claims(claim)
    whys = dict(claim.contradicts)
    entries = written.of_claim(claim)
    undone = {e.seq for e in entries if written.is_undone(e.seq)}
    addresses = {r.address for r in reads.values()}
    return ClaimPage(
        claim=claim_shape(claim, reads), reports={r.address: r.brief() for r in reads.values()},
        copies=[shown.copy(c) for c in shelf.copies(sorted(addresses)) if c.source in addresses and c.target in addresses],
        contradicting=[
            ClaimRowWhy(**row.model_dump(), why=whys[row.id]) for row in shelf.rows([other for other, _ in claim.contradicts])
        ],
        grades=[grade(e) for e in entries if e.kind == "grade"], notes=[note(e) for e in entries if e.kind == "note"],
        history=sorted([*history(entries, undone, may_undo), *arrivals(reads.values())], key=lambda h: (h.entry, h.kind)),
    )  # fmt: skip


def arrivals(reads: Any) -> list[HistoryItem]:
    """The coming of each report that carries a claim, as its history."""
    found: Sequence[Read] = list(reads)
    return [
        HistoryItem(
            entry=r.version.seq, at=r.version.at, actor=r.version.actor, kind="report",
            text=r.row.outlet or r.row.name, undone=False, undoable=False,
        )
        for r in found
    ]  # fmt: skip
