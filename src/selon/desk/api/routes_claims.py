"""Routes that read claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from selon.desk.api.claimpage import claim_page
from selon.desk.api.context import After, Asked, Desk, Fresh, Limit, Reader, Words, route
from selon.desk.api.figures import figures_of
from selon.desk.api.graph import graph_of
from selon.desk.api.kept import Question
from selon.desk.api.listing import listed
from selon.desk.api.models import ClaimPage, ClaimRow, Contrast, Envelope, Totals
from selon.desk.api.models_views import ControlRow, FeatureCollection, Figures, Graph, TimelineDay
from selon.desk.api.timeline import features

router = APIRouter(tags=["claims"])
ClaimKey = Annotated[
    str, Path(max_length=64, description="A claim: its identifier or the beginning of it.", examples=["c-28453f670de4"])
]
Sort = Annotated[Literal["independent", "reports", "newest", "contested"], Query(description="What comes first.")]
POINTS = 5000
"""Claims that the map draws at most."""


@router.get("/claims", response_model=Envelope[list[ClaimRow]], **route("reader", 404))
async def claims(
    request: Request, desk: Desk, asked: Asked, sort: Sort = "reports", limit: Limit = 50, after: After = None
) -> Response:
    """The claims that meet all conditions, page by page."""
    return await listed(request, desk, Question(asked, sort, limit, after))


@router.get("/claims/totals", **route("reader"))
def totals(desk: Desk, now: Fresh) -> Envelope[Totals]:
    """How many claims there are, and of which sort."""
    return now.answer(desk.shelf.totals())


@router.get("/claims.jsonl", response_class=StreamingResponse, **route("reader", 404))
def claims_lines(desk: Desk, now: Fresh, asked: Asked, sort: Sort = "reports") -> StreamingResponse:
    """All claims that meet the conditions, one `ClaimRow` per line, as they are found."""

    first = desk.shelf.lines(asked, sort, 500)  # what is wrong with the conditions is said before the answer begins

    def lines() -> Iterator[str]:
        found = first
        while True:
            yield "".join(row + "\n" for row in desk.veil.lines(found.rows))
            if found.next is None:
                return
            found = desk.shelf.lines(asked, sort, 500, found.next)

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.get("/claims/{claim}", **route("reader", 404, 409))
def one(desk: Desk, now: Fresh, person: Reader, claim: ClaimKey) -> Envelope[ClaimPage]:
    """One claim with its statements, reports, copies, grades, notes and history."""
    found = desk.shelf.claim(claim)
    page = claim_page(found, desk.shelf, desk.readings, desk.written, person.role != "reader")
    reads = desk.readings.of_claims(found)
    page = page.model_copy(update={"contradicting": desk.veil.rows(page.contradicting)})
    return now.answer(desk.veil.over(page, reads.values()))


@router.get("/claims/{claim}/graph", **route("reader", 404, 409))
def graph(desk: Desk, now: Fresh, claim: ClaimKey) -> Envelope[Graph]:
    """Where a claim comes from: origins at the left, relays, copies, reports at the right."""
    found = desk.shelf.claim(claim)
    reads = desk.readings.of_claims(found)
    made = graph_of(found, reads, desk.shelf.copies([r.address for r in reads.values()]))
    return now.answer(desk.veil.over(made, reads.values()))


@router.get("/claims/{claim}/figures", **route("reader", 404, 409))
def figures(desk: Desk, now: Fresh, claim: ClaimKey) -> Envelope[Figures]:
    """The figures of a claim, a row for each origin."""
    found = desk.shelf.claim(claim)
    reads = desk.readings.of_claims(found)
    made = figures_of(found, reads, desk.shelf.copies([r.address for r in reads.values()]))
    return now.answer(desk.veil.over(made, reads.values()))


@router.get("/compare", **route("reader", 404, 409))
def compare(
    desk: Desk, now: Fresh, a: Annotated[str, Query(max_length=64)], b: Annotated[str, Query(max_length=64)]
) -> Envelope[Contrast]:
    """Two claims role by role."""
    from selon.pipeline_claims import contrast

    one, other = desk.shelf.claim(a), desk.shelf.claim(b)
    reads = desk.readings.of_claims(one, other)
    return now.answer(Contrast.model_validate(contrast([r.report for r in reads.values()], one, other)))


@router.get("/map", **route("reader", 404))
def on_map(
    desk: Desk, now: Fresh, asked: Asked, limit: Annotated[int, Query(ge=1, le=POINTS)] = POINTS
) -> Envelope[FeatureCollection]:
    """The claims whose place is known, as GeoJSON; `total` is how many there are where they are not all given."""
    rows, total = desk.shelf.located(asked, limit)
    return now.answer(FeatureCollection(features=list(features(desk.veil.rows(rows)))), None, total)


@router.get("/timeline", **route("reader", 404))
def over_time(desk: Desk, now: Fresh, asked: Asked) -> Envelope[list[TimelineDay]]:
    """How many claims each day has."""
    return now.answer(desk.shelf.timeline(asked))


@router.get("/control", **route("reader"))
def control(desk: Desk, now: Fresh, place: Words = None, limit: Limit = 200) -> Envelope[list[ControlRow]]:
    """Who says who controls a place, and since when; the latest first."""
    found = desk.ledger.control(place, limit)
    rows = [ControlRow.model_validate_json(row) for row in found.rows]
    return now.answer(desk.veil.control(rows), None, found.total)
