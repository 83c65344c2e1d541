"""What is counted of sources: small frozen records, apart from SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selon.model import VOICE_KINDS, Claim

SourceType = Literal["outlet", "voice"]
Flows = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source as somebody calls it. key: tells it from all others. kind: of its voice. private: a private person. settled:
    it calls itself so, or is an actor that is known."""

    key: str
    type: SourceType
    kind: str
    name: str
    private: bool = False
    side: str | None = None
    country: str | None = None
    settled: bool = False

    @property
    def rank(self) -> tuple[int, str]:
        """Of several names the least is shown, so that it does not matter which came first."""
        return (0 if self.settled else len(VOICE_KINDS)) + VOICE_KINDS.index(self.kind), self.name


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Who tells one claim. first: when it was first published, empty when no report says. said: of each source, by key, bits
    as of `source_schema`. flows: who passes on whom, and how. reports: key of a source, address and identifier of a report that
    carries it."""

    first: str
    names: tuple[SourceName, ...]
    said: Mapping[str, int]
    flows: Flows
    reports: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class StaleClaim:
    """A claim that was written or taken out (`claim` is `None`) since it was counted. token: of this change."""

    number: int
    token: int
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """One source in counts of claims, `reports` aside."""

    key: str
    type: SourceType
    kind: str
    name: str
    private: bool
    side: str | None
    country: str | None
    claims: int
    reports: int
    asserted: int
    alone: int
    dated: int
    confirmed: int
    contradicted: int
    corrected: int


@dataclass(frozen=True, slots=True)
class SourceRows:
    """One page of sources. more: whether others come behind it. total: how many there are."""

    rows: tuple[SourceCounts, ...]
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class SourceFlow:
    """How many claims pass from one source to another, and in which ways. private: the other is a private person."""

    key: str
    name: str
    private: bool
    claims: int
    how: tuple[str, ...]
