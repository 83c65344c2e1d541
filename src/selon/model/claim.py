"""Claims: statements of many reports that put forward the same thing, and how their figures compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selon.model.origin import Copy, Origin
from selon.model.quantity import Quantity

Frame = Literal[
    "control", "attack", "casualties", "loss", "refusal", "justice",
    "movement", "supply", "decision", "talks", "condition", "other",
]  # fmt: skip
Polarity = Literal["asserted", "denied"]
Relation = Literal["same", "derivable", "update", "differs", "not_comparable"]


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """One statement's place in a claim: which report, which value, for or against, on which origin.

    report: its address. statement: id of the statement, or of the plain assertion. certainty: as the text presents
    it, `plain` for the
    publisher's own word. key: tells this assertion from all others, for merges and splits. version: digest of the
    version read.
    """

    report: str
    statement: str
    content: str
    value: Quantity | None
    polarity: Polarity
    origin: str
    distorted: bool = False
    certainty: str = "plain"
    key: str = ""
    version: str = ""

    @property
    def edition(self) -> tuple[str, str]:
        """Which version of which report this stands in: the address, the digest."""
        return self.report, self.version


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the values of two statements of a claim compare; `why` spells the arithmetic out.

    a, b: statements. report_a, report_b: addresses of the reports that they stand in.
    """

    a: str
    b: str
    relation: Relation
    why: str
    report_a: str = ""
    report_b: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands behind a claim: identified independent origins, not established ones, denying ones, reports."""

    independent: int
    not_established: int
    denying: int
    reports: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that put forward the same thing: same frame, participants, place and time of happening.

    place_id, point: the gazetteer row of `place`, and its latitude and longitude in degrees; `None` when Selon
    abstained.
    """

    id: str
    frame: Frame
    gist: str
    participants: Mapping[str, str]
    place: str | None
    time: str | None
    statements: tuple[ClaimStatement, ...]
    origins: tuple[Origin, ...]
    counts: Counts
    comparisons: tuple[Comparison, ...] = ()
    contradicts: tuple[tuple[str, str], ...] = ()
    place_id: str | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """What a set of reports comes to: claims, most reported first, and which report copies which."""

    claims: tuple[Claim, ...] = ()
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about claims: these assertions belong together (`merge`), or those apart from the
    others (`split`).

    left, right: keys of assertions on either side. seq: number of the ledger entry that says it, 0 outside of a
    ledger.
    """

    kind: Literal["merge", "split"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    reason: str = ""
    seq: int = 0
