"""The shapes of what is computed over claims: provenance graph, figures, map, control, timeline, sources, search."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from selon.desk.api.models import (
    CLAIM_ROW,
    Certainty,
    ClaimRow,
    ClaimRowWhy,
    From,
    Point,
    Range,
    ReportBrief,
    Shape,
    examples,
)
from selon.desk.api.models_reports import ReportRow
from selon.model import Frame, Polarity

__all__ = ["ClaimRowWhy"]


class GraphNode(Shape):
    """One node. sub: outlet and time, or the kind of voice. layer: 0 for origins, growing towards the reports."""

    id: str
    type: Literal["origin", "relay", "report"]
    label: str
    sub: str
    established: bool
    party: str | None
    denies: bool
    report: str | None
    layer: int


class GraphEdge(Shape):
    """One edge, from who says to who carries. words: those that show it. statements: keys."""

    id: str
    from_: From
    to: str
    how: Literal["says", "relays", "copies", "translates", "credits", "wire"]
    established: bool
    circular: bool
    words: str
    statements: list[str]


class Graph(Shape):
    """The provenance of a claim. circles: the nodes of each circular credit."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    circles: list[list[str]]


class FigurePoint(Shape):
    """One figure. high: `None` when there is no upper bound; low_open: when there is no lower one."""

    key: str
    report: str
    outlet: str
    published: str | None
    text: str
    low: float
    high: float | None
    low_open: bool
    bound: str
    unit: str
    period: str | None
    copy_: Annotated[bool, Field(alias="copy")]
    denied: bool


class FigureRow(Shape):
    """The figures of one origin, by time."""

    origin: str
    who: str
    kind: str
    party: str | None
    denies: bool
    points: list[FigurePoint]


class FigureComparison(Shape):
    """Two figures compared; a and b are keys of points."""

    relation: str
    why: str
    a: str
    b: str


class Calculation(Shape):
    """A number that Selon calculated and nobody said."""

    value: float
    how: str


class Figures(Shape):
    """The figures of a claim, a row for each origin. unit: the one most figures have."""

    unit: str | None
    rows: list[FigureRow]
    comparisons: list[FigureComparison]
    range: Range | None
    calculation: Calculation | None


class MapGeometry(Shape):
    """A GeoJSON point: longitude, latitude."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class MapProperties(Shape):
    """What the map shows of a claim."""

    id: str
    gist: str
    frame: Frame
    time: str | None
    independent: int
    not_established: int
    denying: int
    reports: int
    contested: int
    coarsened: bool


class MapFeature(Shape):
    """One claim on the map."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: MapGeometry
    properties: MapProperties


class FeatureCollection(Shape):
    """GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[MapFeature]


class ControlRow(Shape):
    """Who says that somebody controls a place, since when. who: the origin. change: taken, lost, held, entered."""

    place: str
    point: Point | None
    claim: str
    holder: str | None
    change: str
    since: str | None
    who: str
    party: str | None
    polarity: Polarity
    certainty: Certainty
    report: str
    published: str | None


class TimelineDay(Shape):
    """How many claims tell of a day, and how many of them are contested."""

    model_config = examples({"day": "2025-05-07", "claims": 12, "contested": 3})
    day: str
    claims: int
    contested: int


class Ratio(Shape):
    """So many of so many; `of` 0 says that there was nothing to count."""

    n: int
    of: int


class SourceRow(Shape):
    """A voice or an outlet, in counts with denominators; never a score. Definitions: `docs/desk.md`."""

    model_config = examples(
        {
            "id": "o-4a1f0c2d9b7e", "name": "Ponant", "type": "outlet", "kind": "outlet", "side": None, "country": None,
            "reports": 1, "claims": 6, "alone": {"n": 2, "of": 6}, "confirmed": {"n": 1, "of": 6},
            "contradicted": {"n": 0, "of": 6}, "corrected": {"n": 0, "of": 1},
        }
    )  # fmt: skip
    id: str
    name: str
    type: Literal["outlet", "voice"]
    kind: str
    side: str | None
    country: str | None
    reports: int
    claims: int
    alone: Ratio
    confirmed: Ratio
    contradicted: Ratio
    corrected: Ratio


class Flow(Shape):
    """How often one source passes on another. how: quotes, copies, translates, credits, wire."""

    id: str
    name: str
    n: int
    how: list[str]


class SourcePage(Shape):
    """Everything about one source. relays: whom it passes on; relayed_by: who passes it on."""

    source: SourceRow
    claims: list[ClaimRow]
    relays: list[Flow]
    relayed_by: list[Flow]


Hits = list[tuple[int, int]]


class ClaimHit(ClaimRow):
    """A claim that was found; hits are spans of its gist."""

    model_config = examples(CLAIM_ROW | {"hits": [[14, 21]]})
    hits: Hits


class StatementHit(Shape):
    """A statement that was found; hits are spans of its text."""

    report: ReportBrief
    id: str
    number: int
    text: str
    hits: Hits
    voices: list[str]
    certainty: Certainty
    claim: str | None


class ReportHit(ReportRow):
    """A report that was found; hits are spans of its headline."""

    hits: Hits


class SearchResult(Shape):
    """What a search found, the best of each sort."""

    claims: list[ClaimHit]
    statements: list[StatementHit]
    reports: list[ReportHit]
