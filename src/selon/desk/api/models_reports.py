"""The shapes of reports, versions, custody, what came in, and who asks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from selon.desk.api.models import (
    Certainty,
    CopyShape,
    Kind,
    QuantityShape,
    ReasonShape,
    ReportBrief,
    Role,
    Shape,
    SpanShape,
    VoiceShape,
    examples,
)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
"""What a person writes: not empty, at most 10,000 code points."""


class ReportRow(ReportBrief):
    """One report as listed; what it says of itself is taken from its latest version."""

    statements: int
    first_at: str
    last_at: str
    faults: int


class ReportStatement(Shape):
    """One statement of a report. number: in the order of the log. places: names."""

    id: str
    number: int | None
    content: list[SpanShape]
    voices: list[VoiceShape]
    certainty: Certainty
    kind: Kind
    said_at: str | None
    happened_at: str | None
    places: list[str]
    quantities: list[QuantityShape]
    why: list[ReasonShape]


class PlaceSpan(SpanShape):
    """A place name; the row is `None` where Selon abstains."""

    name: str | None
    lat: float | None
    lon: float | None
    role: str
    country: str | None


class TimeSpan(SpanShape):
    """A time expression; value: ISO 8601 or TIMEX3."""

    type: str
    value: str


class FaultShape(Shape):
    """What went wrong or was left undone: a stable code, where, and why."""

    code: str
    place: str
    reason: str


class VersionBrief(Shape):
    """One version of a report. silent: changes against the version before that no notice names; `None` for the first."""

    version: int
    at: str
    actor: str
    capture: str
    size: int
    form: str
    headline: str | None
    published: str | None
    modified: str | None
    statements: int
    silent: int | None
    notices: list[str]


class ErrorReport(Shape):
    """A reader's word that a statement is wrong."""

    entry: int
    at: str
    actor: str
    statement: str
    text: str


class ReportPage(Shape):
    """One version of a report with all that was read in it. claims: claim by statement. reports: by address, those in copies."""

    report: ReportBrief
    text: str
    headline: SpanShape | None
    statements: list[ReportStatement]
    places: list[PlaceSpan]
    times: list[TimeSpan]
    faults: list[FaultShape]
    versions: list[VersionBrief]
    claims: dict[str, str]
    copies: list[CopyShape]
    reports: dict[str, ReportBrief]
    errors: list[ErrorReport]


class StatementRowShape(Shape):
    """One statement as listed over all reports."""

    number: int
    id: str
    report: ReportBrief
    text: str
    start: int
    end: int
    voices: list[str]
    certainty: Certainty
    kind: Kind
    said_at: str | None
    happened_at: str | None


class NoticeShape(Shape):
    """A publisher's own word that it changed its report."""

    kind: str
    text: str
    start: int
    end: int


class DiffSide(Shape):
    """A statement in one of two versions."""

    id: str
    text: str
    voices: list[str]
    certainty: Certainty


class DifferenceShape(Shape):
    """One aspect in which two versions of a statement differ."""

    aspect: str
    old: str
    new: str


class WordEditShape(Shape):
    """A run of words."""

    how: Literal["equal", "replace", "delete", "insert"]
    old: str
    new: str


class Change(Shape):
    """What became of one statement between two versions."""

    fate: Literal["added", "dropped", "changed", "kept"]
    old: DiffSide | None
    new: DiffSide | None
    differences: list[DifferenceShape]
    words: list[WordEditShape]
    notice: int | None
    silent: bool


class Diff(Shape):
    """Two versions of a report beside each other."""

    from_: Annotated[int, Field(alias="from")]
    to: int
    silent: int
    reworded: int
    notices: list[NoticeShape]
    changes: list[Change]


class Fetched(Shape):
    """How the bytes were obtained from the net."""

    status: int | None
    ip: str | None
    tls_peer: str | None
    started: str | None
    ended: str | None
    request_headers: list[tuple[str, str]]
    response_headers: list[tuple[str, str]]
    robots: str | None


class Sealed(Shape):
    """The first seal that covers an entry. timestamp: the authority, `None` without one."""

    entry: int
    at: str
    key: str
    timestamp: str | None


class Custody(Shape):
    """Where a version's bytes came from and how the ledger holds them."""

    capture: str
    size: int
    form: str
    entry: int
    entry_hash: str
    previous: str
    at: str
    actor: str
    tool: str
    url: str | None
    fetched: Fetched | None
    sealed: Sealed | None


class CheckShape(Shape):
    """One answer of a check: passed, failed or not checked, and why."""

    item: str
    answer: Literal["passed", "failed", "not checked"]
    why: str


class InboxItem(Shape):
    """One entry of the log, in words for a reader; or a contradiction, which stands at the entry up to which claims were
    computed when it was found. version, since: for what changed between two versions, the later and the earlier one.
    """

    model_config = examples(
        {
            "entry": 14, "at": "2025-05-09T10:00:00.000000Z", "actor": "anna", "kind": "report", "title": "Ponant",
            "detail": "Quatre morts dans une frappe", "report": "r-0123456789abcdef", "claims": [],
            "version": None, "since": None,
        }
    )  # fmt: skip
    entry: int
    at: str
    actor: str
    kind: Literal[
        "report", "version", "fault", "edit", "silent", "correction", "contradiction", "error_report", "grade", "note",
        "merge", "split", "undo", "seal", "other",
    ]  # fmt: skip
    title: str
    detail: str
    report: str | None
    claims: list[str]
    version: int | None = None
    since: int | None = None


class WatchState(Shape):
    """What is known of a watched source between polls."""

    source: str
    kind: str
    url: str
    next: str | None
    last: str | None
    ok: bool
    failures: int
    reason: str
    counts: dict[str, int]


class AddedItem(Shape):
    """What became of one input."""

    name: str
    status: Literal["added", "version", "known", "failed"]
    report: str | None
    faults: list[FaultShape]


class AddedItems(Shape):
    """What became of the inputs of one request."""

    items: list[AddedItem]


class Written(Shape):
    """A decision that was recorded. claims: those that hold the statements now."""

    entry: int
    kind: str
    claims: list[str]


class Me(Shape):
    """Who asks. csrf: to be sent as `X-Selon-CSRF` with every write. empty: nothing is in the ledger yet."""

    name: str
    role: Role
    single_user: bool
    csrf: str
    languages: list[str]
    empty: bool
    ledger: str
    version: str


class UserShape(Shape):
    """An account, without what proves it."""

    name: str
    role: Role
    created: str


class TokenShape(Shape):
    """An API token, without what proves it. expires: UTC, `None` for never."""

    id: str
    name: str
    user: str
    role: Role
    created: str
    expires: str | None


class TokenMade(TokenShape):
    """A token that was just made: its text is said once and kept nowhere."""

    token: str


class Started(Shape):
    """Something that goes on in the background; its progress comes as server-sent events."""

    started: bool
    what: str
