"""Routes that read reports, statements, versions and custody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from selon.desk.api import reportpage
from selon.desk.api.context import After, Desk, Fresh, Limit, Reader, Words, route
from selon.desk.api.models import Envelope, Kind
from selon.desk.api.models_reports import (
    CheckShape,
    Custody,
    Diff,
    ReportPage,
    ReportRow,
    StatementRowShape,
)
from selon.desk.api.paging import number, written
from selon.intake import custody
from selon.model import Certainty

router = APIRouter(tags=["reports"])
ReportKey = Annotated[
    str, Path(max_length=128, description="A report: its identifier or the beginning of it, or its number.")
]
Version = Annotated[int | None, Query(ge=1, le=10**9, description="Which version; the latest otherwise.")]


@router.get("/reports", **route("reader"))
def reports(
    desk: Desk, now: Fresh, outlet: Words = None, language: Annotated[str | None, Query(max_length=8)] = None,
    since: Annotated[str | None, Query(max_length=40)] = None, text: Words = None, limit: Limit = 50, after: After = None,
) -> Envelope[list[ReportRow]]:  # fmt: skip
    """The reports in the order in which they came; text: words of the headline. since: published on this day or later."""
    found = list(
        desk.ledger.reports(
            limit=limit + 1, after=number(after), text=text, language=language, since=since, outlet=outlet
        )
    )
    rows = [
        desk.veil.of_report(reportpage.report_row(row, desk.ledger.versions(row.id)[-1].faults), row.id)
        for row in found[:limit]
    ]
    if len(found) > limit:
        return now.answer(rows, written([found[limit - 1].number]))
    return now.answer(rows, None, len(rows) if after is None else None)


@router.get("/reports/{report}", **route("reader", 404, 409))
def report(desk: Desk, now: Fresh, report: ReportKey, version: Version = None) -> Envelope[ReportPage]:
    """One version of a report: its text with all that was read in it."""
    read = desk.readings.of(report, version)
    page = reportpage.report_page(read, desk.ledger, desk.shelf, desk.written)
    return now.answer(desk.veil.over(page, [read]))


@router.get("/reports/{report}/diff", **route("reader", 404, 409))
def diff(
    desk: Desk, now: Fresh, report: ReportKey,
    first: Annotated[int | None, Query(alias="from", ge=1, le=10**9)] = None,
    to: Annotated[int | None, Query(ge=1, le=10**9)] = None,
) -> Envelope[Diff]:  # fmt: skip
    """What became of each statement between two versions: the latest and the one before it, unless told otherwise."""
    one, two, found = custody.versions(desk.ledger, report, first, to)
    shown = desk.veil.of_report(desk.veil.of_report(reportpage.diff(one, two, found), report, one), report, two)
    return now.answer(shown)


@router.get("/reports/{report}/custody", **route("reader", 404, 409))
def where_from(desk: Desk, now: Fresh, report: ReportKey, version: Version = None) -> Envelope[Custody]:
    """Where the bytes of a version came from, and how the ledger holds them."""
    return now.answer(reportpage.custody_of(desk.ledger, desk.readings.of(report, version).version))


@router.post("/reports/{report}/verify", **route("reader", 404, 409))
def verify(
    desk: Desk, now: Fresh, person: Reader, report: ReportKey, version: Version = None
) -> Envelope[list[CheckShape]]:
    """Check a version: its bytes, its entry, its reading, its seal. Nothing is written."""
    return now.answer(list(reportpage.checks(desk.ledger, desk.readings.of(report, version).version)))


@router.get("/statements", **route("reader"))
def statements(
    desk: Desk, now: Fresh, by: Words = None, certainty: Certainty | None = None, kind: Kind | None = None, text: Words = None,
    report: Annotated[str | None, Query(max_length=2048)] = None, limit: Limit = 50, after: After = None,
) -> Envelope[list[StatementRowShape]]:  # fmt: skip
    """The statements of the latest versions, in the order of the log."""
    key = desk.ledger.report(report).id if report is not None else None
    found = list(
        desk.ledger.statements(
            by=by, certainty=certainty, kind=kind, text=text, report=key, limit=limit + 1, after=number(after)
        )
    )
    shown = found[:limit]
    rows = {s.report: desk.ledger.report(s.report) for s in shown}
    following = written([shown[-1].number]) if len(found) > limit else None
    found_rows = [desk.veil.of_report(reportpage.statement_row(s, rows[s.report]), s.report, s.version) for s in shown]
    return now.answer(found_rows, following)
