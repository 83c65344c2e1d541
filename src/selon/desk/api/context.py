"""What all routes of one desk share, and the dependencies by which they ask for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from anyio import CapacityLimiter
from fastapi import Depends, Query, Request, Response

from selon import __version__
from selon.desk.api.access import Door, Person
from selon.desk.api.accounts import ROLES
from selon.desk.api.annotations import Annotations
from selon.desk.api.asked import box, day
from selon.desk.api.audit import Failures
from selon.desk.api.config import Config
from selon.desk.api.events import Hub
from selon.desk.api.guard import Measured
from selon.desk.api.kept import Pages
from selon.desk.api.models import Certainty, Envelope, Meta
from selon.desk.api.problems import NotModified, responses
from selon.desk.api.readings import Readings
from selon.desk.api.shelf import Shelf
from selon.desk.api.sourcebook import SourceBook
from selon.desk.api.veil import Protection
from selon.desk.api.workroom import Workroom
from selon.ledger import ClaimFilter, ClaimsState, Head, Ledger
from selon.model import Frame

if TYPE_CHECKING:
    from selon.intake.web import Collector

T = TypeVar("T")
READERS = 4
"""Pages of claims that are read at one time at most: more threads than that only wait for one another."""
ENGINE = "1"
"""Part of every ETag: to be raised when an answer changes its shape or its reckoning."""


def readers() -> CapacityLimiter:
    """As many turns to read a page of claims as there are cores, but `READERS`: two readers on one core take it from each
    other, and both answer later."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return CapacityLimiter(min(READERS, cores))


@dataclass
class Context:
    """One desk at work."""

    config: Config
    ledger: Ledger
    door: Door
    readings: Readings
    shelf: Shelf
    written: Annotations
    sources: SourceBook
    workroom: Workroom
    hub: Hub
    failures: Failures
    veil: Protection
    measured: Measured = field(default_factory=Measured)
    pages: Pages = field(default_factory=Pages)
    readers: CapacityLimiter = field(default_factory=readers)

    def collector(self) -> Collector:
        """What fetches addresses for this desk, by the rules of `selon fetch`."""
        from selon.intake.web import Collector, Web, archive_of

        return Collector(self.config.fetching or Web(), archive_of(self.config.ledger))


async def context(request: Request) -> Context:
    """The desk that a request came to."""
    found: Context = request.app.state.context
    return found


Desk = Annotated[Context, Depends(context)]


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of the ledger that an answer is of. claims: up to which entry this desk knows them; kept: up to which they
    are in the ledger, by which way of computing."""

    head: Head
    claims: int
    kept: ClaimsState
    tag: str = ""

    def meta(self, following: str | None = None, total: int | None = None) -> Meta:
        """What stands beside an answer."""
        return Meta(head=str(self.head), next=following, total=total, claims_current=self.claims == self.head.seq)

    def answer(self, data: T, following: str | None = None, total: int | None = None) -> Envelope[T]:
        """An answer."""
        return Envelope(data=data, meta=self.meta(following, total))

    def listed(self, rows: Iterable[str], following: str | None = None, total: int | None = None) -> bytes:
        """An answer of rows that are JSON already, as JSON."""
        text = f'{{"data":[{",".join(rows)}],"meta":{self.meta(following, total).model_dump_json()}}}'
        return text.encode("utf-8", "replace")

    def headers(self) -> dict[str, str]:
        """What tells a browser whether it has this answer already."""
        return {"ETag": self.tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


def looked(desk: Desk) -> Seen:
    """The state of the ledger now; claims that lag behind are brought up to date in the background."""
    head, kept = desk.ledger.standing()
    seen = Seen(head, desk.shelf.seq(), kept)
    if seen.claims != seen.head.seq:
        desk.workroom.refresh()
    return seen


Now = Annotated[Seen, Depends(looked)]


def admitted(role: str) -> Callable[..., Person]:
    """A dependency that lets in who has this role, or one above it."""

    def admit(request: Request, desk: Desk) -> Person:
        return desk.door.admit(request, role)

    admit.role = role  # type: ignore[attr-defined]
    return admit


reader, analyst, admin = (admitted(role) for role in ROLES)
Reader = Annotated[Person, Depends(reader)]
Analyst = Annotated[Person, Depends(analyst)]
Admin = Annotated[Person, Depends(admin)]


def read_by(request: Request, desk: Context) -> Seen:
    """The state of the ledger for a reader, with the ETag of an answer of it; stops when the asker has that already.

    The tag stands for everything that an answer can depend on: entries, claims, this program, the role, the protection.
    """
    person, now = desk.door.admit(request, "reader"), looked(desk)
    state = (str(now.head), str(now.claims), str(now.kept.seq), now.kept.engine)
    parts = (*state, __version__, ENGINE, person.role, str(desk.config.protect))
    tag = '"' + sha256("\n".join(parts).encode()).hexdigest()[:24] + '"'
    if tag in [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]:
        raise NotModified(tag)
    return replace(now, tag=tag)


def fresh(request: Request, response: Response, desk: Desk) -> Seen:
    """The state of the ledger for a reader, see `read_by`."""
    now = read_by(request, desk)
    response.headers.update(now.headers())
    return now


Fresh = Annotated[Seen, Depends(fresh)]


def route(role: str | None, *statuses: int) -> dict[str, Any]:
    """What is said of every route: the role it needs (in the schema as `x-selon-role`) and how it may fail."""
    usual = (401, 403, 404, 408, 409, 413, 422) if role else (408, 413, 422)
    more = {"x-selon-role": role or "anybody"}
    return {"responses": responses(*sorted({*usual, 400, 503, *statuses})), "openapi_extra": more}


Limit = Annotated[int, Query(ge=1, le=500, description="At most so many.")]
After = Annotated[str | None, Query(max_length=2000, description="The cursor `next` of the page before.")]
Words = Annotated[str | None, Query(max_length=400)]


async def asked(
    about: Annotated[
        str | None, Query(max_length=400, description="Words that the contents hold.", examples=["bridge"])
    ] = None,
    frame: Annotated[Frame | None, Query(description="The kind of event or state.")] = None,
    place: Annotated[str | None, Query(max_length=200, description="A part of the name of its place.")] = None,
    bbox: Annotated[
        str | None, Query(max_length=100, description="west,south,east,north", examples=["22,44,41,53"])
    ] = None,
    since: Annotated[
        str | None, Query(max_length=40, description="First day, ISO 8601.", examples=["2025-05-07"])
    ] = None,
    until: Annotated[str | None, Query(max_length=40, description="Last day, ISO 8601.")] = None,
    language: Annotated[str | None, Query(max_length=8, description="Of any report that carries it.")] = None,
    voice: Annotated[str | None, Query(max_length=200, description="A part of the name of a voice.")] = None,
    certainty: Annotated[Certainty | None, Query(description="Of any statement of it.")] = None,
    contested: Annotated[bool, Query(description="Only what something speaks against.")] = False,
    single_origin: Annotated[bool, Query(description="Only what several reports carry on one origin.")] = False,
    report: Annotated[
        str | None, Query(max_length=2048, description="One that carries it: identifier or address.")
    ] = None,
) -> ClaimFilter:
    """The conditions of a list of claims."""
    return ClaimFilter(
        about=about, place=place, since=day(since, "since"), until=day(until, "until"), frame=frame, language=language,
        voice=voice, certainty=certainty, contested=contested, single_origin=single_origin, report=report, bbox=box(bbox),
    )  # fmt: skip


Asked = Annotated[ClaimFilter, Depends(asked)]
