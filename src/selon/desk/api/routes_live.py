"""Routes that go on or look from outside: events, health, figures of the desk itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from selon import __version__
from selon.desk.api.context import Context, Desk, Reader, route
from selon.desk.api.events import EventStream
from selon.desk.api.follow import since
from selon.desk.api.guard import BUCKETS
from selon.errors import SelonError

router = APIRouter(tags=["live"])
outside = APIRouter(tags=["live"], include_in_schema=False)
STREAM = {
    "description": "Events: `entry` (an InboxItem), `claims`, `watch`, `progress`.",
    "content": {"text/event-stream": {}},
}


LIVE = route("reader", 404)
LIVE["responses"][200] = STREAM


@router.get("/events", response_class=StreamingResponse, **LIVE)
async def events(
    request: Request, desk: Desk, person: Reader, last_event_id: Annotated[str | None, Header(max_length=32)] = None
) -> Response:
    """What is new, as server-sent events. `Last-Event-ID` asks for the entries behind one."""
    number = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else None
    listener = desk.hub.join(person.name)
    try:
        missed = await run_in_threadpool(since, desk.ledger, number, desk.veil) if number is not None else []
    except BaseException:
        desk.hub.leave(listener)
        raise
    return EventStream(desk.hub, listener, lambda: desk.door.person(request) is not None, missed)


@outside.get("/healthz")
def healthz(desk: Desk) -> Response:
    """Whether the ledger can be read; says nothing else, to anybody."""
    try:
        desk.ledger.head()
    except SelonError:
        return Response("the ledger cannot be read\n", 503, media_type="text/plain")
    return Response("ok\n", media_type="text/plain", headers={"Cache-Control": "no-store"})


@outside.get("/metrics")
def metrics(desk: Desk, person: Reader) -> Response:
    """Figures of the desk itself, in the text format of Prometheus."""
    text = "\n".join(lines(desk)) + "\n"
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"})


def lines(desk: Context) -> Iterator[str]:
    """The lines of the exposition."""
    measured, seq = desk.measured, desk.ledger.head().seq
    yield "# HELP selon_info The program that answers.\n# TYPE selon_info gauge"
    yield f'selon_info{{version="{__version__}"}} 1'
    yield "# HELP selon_entries Entries in the log.\n# TYPE selon_entries gauge"
    yield f"selon_entries {seq}"
    yield "# HELP selon_claims_lag Entries that the claims do not follow yet.\n# TYPE selon_claims_lag gauge"
    yield f"selon_claims_lag {max(0, seq - max(0, desk.shelf.seq()))}"
    yield "# HELP selon_listeners Listeners to events.\n# TYPE selon_listeners gauge"
    yield f"selon_listeners {len(desk.hub.listeners)}"
    yield "# HELP selon_listeners_dropped_total Listeners that did not keep up.\n# TYPE selon_listeners_dropped_total counter"
    yield f"selon_listeners_dropped_total {desk.hub.dropped}"
    yield "# HELP selon_requests_total Requests answered.\n# TYPE selon_requests_total counter"
    for (method, status), count in sorted(measured.requests.items()):
        yield f'selon_requests_total{{method="{method}",status="{status}"}} {count}'
    yield "# HELP selon_request_seconds Time to answer.\n# TYPE selon_request_seconds histogram"
    for bucket in BUCKETS:
        yield f'selon_request_seconds_bucket{{le="{bucket:g}"}} {measured.buckets[bucket]}'
    yield f'selon_request_seconds_bucket{{le="+Inf"}} {measured.count}'
    yield f"selon_request_seconds_sum {measured.seconds:.6f}\nselon_request_seconds_count {measured.count}"
