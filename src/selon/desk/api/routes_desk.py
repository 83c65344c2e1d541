"""Routes over the whole ledger: sources, inbox, watching, search, and who asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from selon import __version__
from selon.desk.api import inbox as log
from selon.desk.api.access import Person
from selon.desk.api.context import After, Context, Desk, Fresh, Limit, Now, Reader, Words, route
from selon.desk.api.models import Envelope
from selon.desk.api.models_reports import InboxItem, Me, WatchState
from selon.desk.api.models_views import SearchResult, SourcePage, SourceRow
from selon.desk.api.paging import read, written
from selon.desk.api.search import search as found
from selon.desk.api.watching import states

router = APIRouter(tags=["desk"])
InboxKind = Literal[
    "report", "version", "fault", "edit", "silent", "correction", "contradiction", "error_report", "grade", "note",
    "merge", "split", "undo", "seal", "other",
]  # fmt: skip


@router.get("/sources", **route("reader"))
def sources(
    desk: Desk, now: Fresh, type: Literal["outlet", "voice", "unidentified"] | None = None, text: Words = None,  # noqa: A002
    limit: Limit = 50, after: After = None,
) -> Envelope[list[SourceRow]]:  # fmt: skip
    """Outlets and voices, those with the most claims first. Voices that nobody could find again (`sources`, `it is said`) are
    listed with `type=unidentified` alone."""
    key = read(after, int, str)
    last = (int(str(key[0])), str(key[1])) if key else None
    rows, more, total = desk.sources.rows(type, text, limit, last)
    following = written([rows[-1].claims, rows[-1].id]) if more else None
    return now.answer(rows, following, total if after is None else None)


@router.get("/sources/{source}", **route("reader", 404))
def source(
    desk: Desk, now: Fresh, source: Annotated[str, Path(max_length=64, examples=["o-4a1f0c2d9b7e"])]
) -> Envelope[SourcePage]:
    """One source: what it claims, whom it passes on, who passes it on."""
    return now.answer(desk.sources.page(source))


@router.get("/inbox", **route("reader"))
def inbox(
    desk: Desk, now: Fresh, before: Annotated[int | None, Query(ge=1, le=2**53)] = None, kind: InboxKind | None = None,
    limit: Limit = 50, after: After = None,
) -> Envelope[list[InboxItem]]:  # fmt: skip
    """What came in and what was done, the newest first. before: only entries before this one."""
    key = read(after, int, int)
    ended = log.Place(int(str(key[0])), int(str(key[1]))) if key else None
    found = log.page(desk.ledger, before, ended, kind, limit + 1)
    items, following = found[:limit], None
    if len(found) > limit:
        ends = log.place_of(items, ended)
        following = written([ends.entry, ends.shown])
    return now.answer(desk.veil.items(items), following)


@router.get("/watch", **route("reader"))
def watch(desk: Desk, person: Reader, now: Now) -> Envelope[list[WatchState]]:
    """The sources that `selon watch` polls into this ledger."""
    return now.answer(states(desk.config.ledger))


@router.get("/search", **route("reader"))
def search(
    desk: Desk, now: Fresh, q: Annotated[str, Query(max_length=400, examples=["bridge"])],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Envelope[SearchResult]:  # fmt: skip
    """Claims, statements and reports in which all words of the query occur."""
    return now.answer(found(q, limit, desk.ledger, desk.shelf, desk.veil))


@router.get("/me", **route("reader"))
def me(response: Response, desk: Desk, person: Reader, now: Now) -> Envelope[Me]:
    """Who asks, and what a page needs to know at its start."""
    response.headers["Cache-Control"] = "no-store"
    return now.answer(me_of(desk, person))


def me_of(desk: Context, person: Person) -> Me:
    """What a page needs to know of a person and of the desk."""
    from selon.pipeline import languages

    role: Any = person.role
    return Me(
        name=person.name, role=role, single_user=desk.door.single_user, csrf=person.csrf, languages=list(languages()),
        empty=next(desk.ledger.reports(limit=1), None) is None, ledger=desk.config.ledger.name, version=__version__,
    )  # fmt: skip
