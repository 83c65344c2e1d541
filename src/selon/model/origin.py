"""Origins and copies: where chains of voices end, and which report takes its words from which."""

from __future__ import annotations

from dataclasses import dataclass

from selon.model.span import Span

CIRCLE = "a circle of credits"
"""What an origin is called that is none: reports that each credit another of them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chain ends.

    who: the deepest voice as a reader would name it. party: the side of the conflict it is, `None` when it is none.
    path: the links from the report to the origin, in words, as evidence.
    """

    id: str
    who: str
    kind: str
    party: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyEvidence:
    """One piece of evidence for a copy: what kind, the words in the copy and in its source."""

    kind: str
    copy: Span | None
    source: Span | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Report `target` takes words or facts from report `source`.

    how: literal, edited, partial, translated or wire.
    """

    source: str
    target: str
    how: str
    evidence: tuple[CopyEvidence, ...] = ()
