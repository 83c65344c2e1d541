"""The shapes that the API answers with: what all answers share, and claims. Mirrors `desk/web/src/lib/types.ts`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from selon.model import Frame, Polarity, Relation

T = TypeVar("T")

Certainty = Literal["affirmed", "attributed", "hedged", "doubted", "denied", "unknown", "plain"]
Kind = Literal["report", "forecast", "intent", "demand", "opinion"]
Role = Literal["reader", "analyst", "admin"]
From = Annotated[str, Field(alias="from")]


def examples(*values: Mapping[str, Any]) -> ConfigDict:
    """The configuration of a model that says what it looks like."""
    return ConfigDict(json_schema_extra={"examples": [dict(v) for v in values]})


class Shape(BaseModel):
    """What all shapes share: no other fields than those named, and no change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


class Meta(Shape):
    """What stands beside every answer.

    head: `seq:hash` of the last entry. next: cursor of the next page, `None` at the end. total: `None` where counting
    would cost too much. claims_current: whether the claims follow all entries.
    """

    model_config = examples({"head": "14:9f2c…", "next": None, "total": 3, "claims_current": True})
    head: str
    next: str | None = None
    total: int | None = None
    claims_current: bool = True


class Envelope(Shape, Generic[T]):
    """The one shape of success."""

    data: T
    meta: Meta


class Problem(Shape):
    """The one shape of failure, after RFC 9457.

    type: `urn:selon:problem:` and the code. place: the parameter, field or thing that it is about.
    """

    model_config = examples(
        {
            "type": "urn:selon:problem:claim-unknown",
            "title": "There is no such claim",
            "status": 404,
            "detail": "no such claim in the ledger",
            "code": "claim-unknown",
            "place": "c-000000000000",
        }
    )
    type: str
    title: str
    status: int
    detail: str
    code: str
    place: str = ""


class Counts(Shape):
    """How many origins stand behind a claim; see `docs/claims.md`."""

    independent: int
    not_established: int
    denying: int
    reports: int


class SpanShape(Shape):
    """A run of characters; offsets are code points of the report's text."""

    start: int
    end: int
    text: str


class QuantityShape(SpanShape):
    """A figure with its scope; `value` is `None` where low and high differ."""

    value: float | None
    low: float
    high: float
    bound: str
    unit: str
    of: str | None
    period: str | None


class VoiceShape(Shape):
    """One link of a chain. text: as written; name: the fullest mention, empty when no word names it."""

    text: str
    name: str
    kind: str
    manner: str
    cue: SpanShape | None
    span: SpanShape | None
    refers_to: str | None
    entity: str | None


class Point(Shape):
    """Where on earth. coarsened: rounded to 0.1 degree, because the claim concerns a private person."""

    lat: float
    lon: float
    coarsened: bool = False


class Range(Shape):
    """The lowest and the highest figure of a claim."""

    low: float
    high: float


CLAIM_ROW: dict[str, Any] = {
    "id": "c-28453f670de4", "frame": "casualties", "gist": "Death toll in Halivka depot strike rises to six",
    "language": "en", "place": "Halivka", "point": {"lat": 48.6, "lon": 38.0, "coarsened": False}, "time": "2025-05-07",
    "counts": {"independent": 2, "not_established": 1, "denying": 0, "reports": 9}, "contested": 1, "contradicts": 0,
    "single_origin": False, "first_published": "2025-05-07T05:12:00Z", "last_published": "2025-05-09T10:00:00Z",
    "languages": ["en", "fr"], "outlets": ["Northgate Courier", "Ponant"], "days": [["2025-05-07", 5], ["2025-05-09", 4]],
    "value": {"low": 4, "high": 6},
}  # fmt: skip


class ClaimRow(Shape):
    """One claim as listed.

    language: of the gist. contested: pairs of figures that differ, denying origins and contradicting claims, added up;
    0 when nothing speaks against it. single_origin: at most one origin asserts it. days: assertions by day of
    publication.
    """

    model_config = examples(CLAIM_ROW)
    id: str
    frame: Frame
    gist: str
    language: str | None
    place: str | None
    point: Point | None
    time: str | None
    counts: Counts
    contested: int
    contradicts: int
    single_origin: bool
    first_published: str | None
    last_published: str | None
    languages: list[str]
    outlets: list[str]
    days: list[tuple[str, int]]
    value: Range | None


class ClaimRowWhy(ClaimRow):
    """A claim that contradicts another, and why."""

    model_config = examples(CLAIM_ROW | {"why": "closed against open"})
    why: str


class Totals(Shape):
    """How many claims the ledger holds, and of which sort. languages: of the gists."""

    model_config = examples(
        {"claims": 44, "contested": 9, "single_origin": 20, "frames": {"attack": 12}, "languages": {"fr": 9}}
    )
    claims: int
    contested: int
    single_origin: int
    frames: dict[str, int]
    languages: dict[str, int]


class ReasonShape(Shape):
    """Why something was concluded: the rule and the words that made it fire."""

    rule: str
    evidence: list[SpanShape]


class ClaimStatementShape(Shape):
    """One statement's place in a claim. before, after: the words around it, at most 160 code points each."""

    report: str
    statement: str
    key: str
    version: str
    content: str
    value: QuantityShape | None
    polarity: Polarity
    origin: str
    distorted: bool
    certainty: Certainty
    kind: Kind | None
    voices: list[VoiceShape]
    before: str
    after: str
    happened_at: str | None
    said_at: str | None
    why: list[ReasonShape]


class OriginShape(Shape):
    """Where chains end. denies: it only denies. path: the links from the report to it, in words."""

    id: str
    who: str
    kind: Literal["identified", "publisher_unsourced", "unidentified"]
    party: str | None
    path: list[str]
    denies: bool


class ComparisonShape(Shape):
    """How the values of two statements compare. a, b: statements; report_a, report_b: addresses of their reports."""

    a: str
    b: str
    report_a: str
    report_b: str
    relation: Relation
    why: str


class ContradictsShape(Shape):
    """Another claim that cannot hold beside this one, and why."""

    claim: str
    why: str


class ClaimShape(Shape):
    """One claim with its statements, origins and comparisons."""

    id: str
    frame: Frame
    gist: str
    participants: dict[str, str]
    place: str | None
    point: Point | None
    time: str | None
    statements: list[ClaimStatementShape]
    origins: list[OriginShape]
    counts: Counts
    comparisons: list[ComparisonShape]
    contradicts: list[ContradictsShape]


class CopyEvidenceShape(Shape):
    """One piece of evidence for a copy: the words in the copy and in its source."""

    kind: str
    copy_: Annotated[SpanShape | None, Field(alias="copy")]
    source: SpanShape | None
    note: str


class CopyShape(Shape):
    """Report `to` takes words or facts from report `from`; both are addresses."""

    from_: From
    to: str
    how: Literal["literal", "edited", "partial", "translated", "wire", "credited"]
    evidence: list[CopyEvidenceShape]


class ReportBrief(Shape):
    """What tells a report to a reader. url: `None` when it has none that a browser may open.

    name: what to call it where it has neither outlet nor headline, as that of its file.
    """

    id: str
    url: str | None
    outlet: str | None
    headline: str | None
    name: str
    language: str
    published: str | None
    version: int
    versions: int


class GradeShape(Shape):
    """A person's grade (Admiralty): the source A–F and the information 1–6 are two judgements."""

    model_config = examples(
        {
            "entry": 15, "at": "2025-05-09T10:00:00.000000Z", "actor": "anna", "source": "B", "information": 2,
            "reason": "The mayor was there.",
        }
    )  # fmt: skip
    entry: int
    at: str
    actor: str
    source: Literal["A", "B", "C", "D", "E", "F"] | None
    information: Literal[1, 2, 3, 4, 5, 6] | None
    reason: str


class NoteShape(Shape):
    """A person's note beside a claim."""

    entry: int
    at: str
    actor: str
    text: str


class HistoryItem(Shape):
    """What was done to a claim, or came to it, as the log has it. undoable: the reader may take it back."""

    entry: int
    at: str
    actor: str
    kind: Literal["merge", "split", "undo", "grade", "note", "report"]
    text: str
    undone: bool
    undoable: bool


class ClaimPage(Shape):
    """Everything about one claim. reports: by address."""

    claim: ClaimShape
    reports: dict[str, ReportBrief]
    copies: list[CopyShape]
    contradicting: list[ClaimRowWhy]
    grades: list[GradeShape]
    notes: list[NoteShape]
    history: list[HistoryItem]


class ContrastFigure(Shape):
    """How two figures of two claims compare."""

    relation: str
    why: str


class Contrast(Shape):
    """Two claims role by role."""

    likeness: float
    agreed: list[str]
    against: list[str]
    figures: list[ContrastFigure]
    contradicts: str | None
