"""What the stages before found in one report, handed over as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selon.lang import Pack
from selon.model import Document, Quantity, Statement
from selon.model.assertion import edition

Fold = Callable[[str, str | None], str]
"""The sound key of a name, equal across scripts: `fold(name, language)`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression that names days: where it stands, its first and last day (ISO 8601)."""

    start: int
    end: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name: where it stands, its name, the gazetteer row when it was resolved.

    role: `happened`, `said` or `named`. within: key of the place named right beside it, mostly its region.
    """

    start: int
    end: int
    name: str
    role: str = "named"
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One report as the matching sees it.

    dateline: where the line stands that says where the report was written, `(0, 0)` for none.
    publisher: the identifier of the publisher when its name is that of a military unit, in the terms of resolved voices.
    report: its address. sentences: `(start, end)` in order. quantities: all figures of the document, in order.
    """

    report: str
    document: Document
    pack: Pack
    fold: Fold
    statements: tuple[Statement, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    moments: tuple[Moment, ...] = ()
    spots: tuple[Spot, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dateline: tuple[int, int] = (0, 0)
    publisher: str | None = None

    @property
    def version(self) -> str:
        """The name of this version of the report: the same bytes at another address are another one."""
        return edition(self.report, self.document.id)
