"""What the ledger answers about claims: small frozen rows, apart from SQLAlchemy so that they cost nothing to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model import Counts

ClaimSort = Literal["independent", "reports", "newest", "contested"]


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """The conditions of a question about claims; `None` is no condition, all of them hold together.

    about: words that the statements of a claim hold, see `fold.match_query`. place: a part of the name of its place.
    since, until: first and last day (ISO 8601) on which it happened; a claim that tells no day counts by the day on
    which it was first published. frame: the predicate kind. language: of a report that carries it. voice: a part of
    the name of an origin or of a voice. certainty: of one of its statements. contested: only those that are denied,
    contradicted, or of which figures differ. single_origin: only those that several reports carry on one origin.
    report: one that carries it, by address or identifier. bbox: west, south, east and north in degrees; a box may
    cross the 180th meridian (west > east).
    """

    about: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    frame: str | None = None
    language: str | None = None
    voice: str | None = None
    certainty: str | None = None
    contested: bool = False
    single_origin: bool = False
    report: str | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as listed.

    lat, lon: degrees, `None` when its place is not known; to 0.1 degree where the claim concerns a private person
    (`private`). language: of the gist. time: day of happening, `None` when no report says it.
    contested: how much disagreement there is (100 for each origin that denies and each claim that contradicts, 1 for
    each pair of figures that differ, at most 99), 0 for none. contradicts: how many claims contradict it.
    first_published, last_published: moments of publication as the reports give them. outlets: at most 8, in order of
    publication. days: assertions per day of publication, in order. single_origin: several reports, one origin.
    value_low, value_high: range of the figures of the most frequent kind that are asserted, `None` without figures.
    """

    id: str
    frame: str
    gist: str
    place: str | None
    lat: float | None
    lon: float | None
    time: str | None
    counts: Counts
    contested: int
    contradicts: int
    first_published: str | None
    last_published: str | None
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    days: tuple[tuple[str, int], ...]
    single_origin: bool
    value_low: float | None
    value_high: float | None
    language: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class ClaimDay:
    """How many claims a day has, and how many of them something speaks against."""

    day: str
    claims: int
    contested: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One page of claims. next: cursor for the page behind it, `None` on the last one. total: how many claims meet the
    conditions, `None` where counting them would cost more than the page."""

    rows: tuple[ClaimRow, ...]
    next: str | None
    total: int | None


@dataclass(frozen=True, slots=True)
class ClaimLines:
    """One page of claims as JSON. rows: each a JSON object on one line. private: in the same order, whether a claim
    concerns a private person. next, total: as of `ClaimPage`. state: how far the claims were computed when it was read."""

    rows: tuple[str, ...]
    private: tuple[bool, ...]
    next: str | None
    total: int | None
    state: ClaimsState


@dataclass(frozen=True, slots=True)
class ControlRows:
    """Who says who controls a place. rows: each a JSON object on one line, with the names of the API. total: how many there
    are."""

    rows: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ClaimsState:
    """How far the claims are computed.

    seq: entry up to which they are, 0 for not at all. engine: which way of computing. current: whether the log ends
    at `seq`.
    """

    seq: int
    engine: str
    current: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold (`claim` < `other`), why, and the entry up to which claims were computed when it
    was found. at, actor: of that entry."""

    claim: str
    other: str
    why: str
    seq: int
    at: str = ""
    actor: str = ""
