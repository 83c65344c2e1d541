"""Everything about one report: its text with what was read in it, its versions, where its bytes came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from selon.desk.api import shown
from selon.desk.api.annotations import Annotations, error_report
from selon.desk.api.models import ReportBrief, SpanShape
from selon.desk.api.models_reports import (
    Change,
    CheckShape,
    Custody,
    Diff,
    DifferenceShape,
    DiffSide,
    FaultShape,
    Fetched,
    NoticeShape,
    PlaceSpan,
    ReportPage,
    ReportRow,
    ReportStatement,
    Sealed,
    StatementRowShape,
    TimeSpan,
    VersionBrief,
    WordEditShape,
)
from selon.desk.api.readings import Read, brief
from selon.desk.api.shelf import Shelf
from selon.errors import LedgerError
from selon.ledger import Ledger, StatementRow, VersionRow
from selon.ledger import ReportRow as LedgerRow
from selon.model import Entry, PlaceMention, Report, Statement, VersionDiff


def report_row(row: LedgerRow, faults: int) -> ReportRow:
    """A report as listed. faults: of its latest version."""
    return ReportRow(
        **brief(row).model_dump(), statements=row.statements, first_at=row.first_at, last_at=row.last_at,
        faults=faults,
    )  # fmt: skip


def statement(s: Statement, number: int | None, places: Sequence[PlaceMention]) -> ReportStatement:
    """One statement of a report."""
    return ReportStatement(
        id=s.id, number=number, content=[shown.span(c) for c in s.content], voices=[shown.voice(v) for v in s.voices],
        certainty=s.certainty, kind=s.kind, said_at=s.said_at, happened_at=s.happened_at,
        places=[places[i].span.text for i in s.places if 0 <= i < len(places)],
        quantities=[shown.quantity(q) for q in s.quantities], why=[shown.reason(r) for r in s.why],
    )  # fmt: skip


def place(p: PlaceMention) -> PlaceSpan:
    """A place name of a text."""
    row = p.chosen
    return PlaceSpan(
        start=p.span.start, end=p.span.end, text=p.span.text, name=row.name if row else None, lat=row.lat if row else None,
        lon=row.lon if row else None, role=p.role, country=row.country if row else None,
    )  # fmt: skip


def headline(report: Report) -> SpanShape | None:
    """Where the headline stands in the text; `None` when it does not."""
    said = report.document.headline
    start = report.document.text.find(said) if said else -1
    return SpanShape(start=start, end=start + len(said), text=said) if said and start >= 0 else None


def version(v: VersionRow, edits: dict[int, Entry]) -> VersionBrief:
    """One version. edits: what each version changed against the one before, as the log has it."""
    body: Any = edits[v.version].body if v.version in edits else {}
    return VersionBrief(
        version=v.version, at=v.at, actor=v.actor, capture=v.capture, size=v.size, form=v.form, headline=v.headline,
        published=v.published, modified=v.modified, statements=v.statements, silent=body.get("silent"),
        notices=[str(n) for n in body.get("notices", ())],
    )  # fmt: skip


def report_page(read: Read, ledger: Ledger, shelf: Shelf, written: Annotations) -> ReportPage:
    """One version of a report with all that was read in it."""
    numbers = {(s.version, s.position): s.number for s in ledger.statements(report=read.row.id, versions="all")}
    document = read.report.document
    copies = shelf.copies([read.address])
    edits = {int(str(e.body.get("to", 0))): e for e in written.of_report(read.row.id, "edit")}
    return ReportPage(
        report=read.brief(), text=document.text, headline=headline(read.report),
        statements=[
            statement(s, numbers.get((read.version.version, i)), read.report.places) for i, s in enumerate(read.report.statements)
        ],
        places=[place(p) for p in read.report.places],
        times=[
            TimeSpan(start=t.span.start, end=t.span.end, text=t.span.text, type=t.type, value=t.value)
            for t in read.report.times
        ],
        faults=[FaultShape(code=f.code, place=f.place, reason=f.reason) for f in read.report.faults],
        versions=[version(v, edits) for v in ledger.versions(read.row.id)], claims=claims_in(read, shelf),
        copies=[shown.copy(c) for c in copies], reports=named(ledger, {a for c in copies for a in (c.source, c.target)}),
        errors=[error_report(e) for e in written.of_report(read.row.id, "error-report")],
    )  # fmt: skip


def named(ledger: Ledger, addresses: Iterable[str]) -> dict[str, ReportBrief]:
    """Reports by their addresses; an address that no report has is left out."""
    found = {}
    for address in sorted(addresses):
        with suppress(LedgerError):
            found[address] = brief(ledger.report(address))
    return found


def claims_in(read: Read, shelf: Shelf) -> dict[str, str]:
    """The claim of each statement of a version; a statement that makes several claims has the first."""
    found: dict[str, str] = {}
    for claim in shelf.of_report(read.row.id):
        for s in claim.statements:
            if s.edition == (read.address, read.report.document.id):
                found.setdefault(s.statement, claim.id)
    return found


def statement_row(s: StatementRow, row: LedgerRow) -> StatementRowShape:
    """One statement as listed over all reports."""
    certainty, kind = s.certainty, s.kind
    return StatementRowShape(
        number=s.number, id=s.id, report=brief(row), text=s.content, start=s.start, end=s.end,
        voices=[v.name for v in s.voices], certainty=certainty, kind=kind, said_at=s.said_at,  # type: ignore[arg-type]
        happened_at=s.happened_at,
    )  # fmt: skip


# --- versions ---------------------------------------------------------------------------------------------------------


def diff(first: int, last: int, found: VersionDiff) -> Diff:
    """Two versions beside each other."""
    return Diff(
        from_=first, to=last, silent=found.silent, reworded=found.reworded,
        notices=[NoticeShape(kind=n.kind, text=n.span.text, start=n.span.start, end=n.span.end) for n in found.notices],
        changes=[
            Change(
                fate=c.fate, old=_side(c.old), new=_side(c.new),
                differences=[DifferenceShape(aspect=d.aspect, old=d.old, new=d.new) for d in c.differences],
                words=[WordEditShape(how=w.how, old=w.old, new=w.new) for w in c.words], notice=c.notice, silent=c.silent,
            )
            for c in found.changes
        ],
    )  # fmt: skip


def _side(s: Statement | None) -> DiffSide | None:
    if s is None:
        return None
    return DiffSide(id=s.id, text=s.text, voices=[v.name for v in s.voices], certainty=s.certainty)


# --- custody ----------------------------------------------------------------------------------------------------------


def custody_of(ledger: Ledger, v: VersionRow) -> Custody:
    """Where a version's bytes came from, and how the ledger holds them."""
    entry = ledger.entry(v.seq)
    body: Any = entry.body
    return Custody(
        capture=v.capture, size=v.size, form=v.form, entry=entry.seq, entry_hash=entry.hash, previous=entry.previous,
        at=entry.at, actor=entry.actor, tool=str(body.get("tool", "")), url=shown.web_url(body.get("url")),
        fetched=_fetched(body.get("meta") or {}), sealed=_sealed(ledger, v.seq),
    )  # fmt: skip


def _fetched(meta: Any) -> Fetched | None:
    response = meta.get("response")
    if not isinstance(response, dict):
        return None
    request, times, peer = (meta.get(k) if isinstance(meta.get(k), dict) else {} for k in ("request", "times", "peer"))
    robots = meta.get("robots")
    return Fetched(
        status=response.get("status"), ip=peer.get("address"), tls_peer=_said(peer.get("certificate") or peer.get("tls")),
        started=times.get("started"), ended=times.get("ended"), request_headers=_pairs(request.get("headers")),
        response_headers=_pairs(response.get("headers")), robots=_said(robots),
    )  # fmt: skip


def _said(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return str(value)


def _pairs(value: Any) -> list[tuple[str, str]]:
    return [(str(p[0]), str(p[1])) for p in value or () if len(p) == 2]


def _sealed(ledger: Ledger, seq: int) -> Sealed | None:
    entry = next(ledger.entries(after=seq, limit=1, kind="seal"), None)
    if entry is None:
        return None
    body: Any = entry.body
    stamp = body.get("timestamp") or {}
    return Sealed(entry=entry.seq, at=entry.at, key=str(body["signed"]["key"]), timestamp=stamp.get("authority"))


def checks(ledger: Ledger, v: VersionRow) -> Iterator[CheckShape]:
    """Checks of one version: its bytes, its entry's place in the chain, its reading, its seal.

    The whole ledger is checked by `selon verify`; this is the part that one report rests on.
    """
    from selon.ledger.log import entry_text, hash_of
    from selon.ledger.shape import span_fault
    from selon.wire import canonical

    try:
        size = len(ledger.capture(v.capture))
        why = "" if size == v.size else f"{size} bytes are kept, {v.size} were captured"
    except LedgerError as error:
        why = error.fault.reason
    yield _check(f"capture {v.capture}", why)
    entry = ledger.entry(v.seq)
    text = entry_text(entry.seq, entry.at, entry.actor, entry.kind, canonical(entry.body), entry.previous)
    why = "" if hash_of(text) == entry.hash else "it hashes to something else"
    if not why and v.seq > 1 and ledger.entry(v.seq - 1).hash != entry.previous:
        why = f"it does not hold the hash of entry {v.seq - 1}"
    yield _check(f"entry {v.seq}", why)
    yield _check(f"reading {v.report} {v.capture[:19]}", span_fault(entry.body))
    yield from _seal_check(ledger, v.seq)


def _check(item: str, why: str) -> CheckShape:
    return CheckShape(item=item, answer="failed" if why else "passed", why=why)


def _seal_check(ledger: Ledger, seq: int) -> Iterator[CheckShape]:
    entry = next(ledger.entries(after=seq, limit=1, kind="seal"), None)
    if entry is None:
        yield CheckShape(item="seal", answer="not checked", why="no seal covers this entry")
        return
    try:
        from selon.ledger.seal import seal_fault

        yield _check(f"seal {entry.seq}", seal_fault(entry.body, ledger.hashes()))
    except ModuleNotFoundError as missing:
        yield CheckShape(
            item=f"seal {entry.seq}", answer="not checked", why=f"it needs the extra `selon[capture]` ({missing.name})"
        )
