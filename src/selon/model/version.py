"""Versions of a report: what became of each statement between two of them. Definitions: docs/claims.md, Version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from selon.model.span import Span
from selon.model.statement import Statement

NoticeKind = Literal["correction", "clarification", "update"]
Fate = Literal["added", "dropped", "changed", "kept"]
Aspect = Literal["figure", "certainty", "voice", "time", "place"]

ASPECTS: tuple[str, ...] = get_args(Aspect)


@dataclass(frozen=True, slots=True)
class Notice:
    """A publisher's own word that it changed its report: the paragraph that says so, and of which kind it is."""

    span: Span
    kind: NoticeKind


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of a statement in which two versions differ, in words; an empty string where one says nothing."""

    aspect: Aspect
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A run of words: `equal` (both sides alike), `replace`, `delete` (new is empty) or `insert` (old is empty)."""

    how: Literal["equal", "replace", "delete", "insert"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What became of one statement.

    old: in the earlier version, `None` when it was added. new: in the later one, `None` when it was dropped.
    differences: never empty for `changed`, empty otherwise. words: the content of both, run by run. notice: index of
    the notice that names the change. silent: it is a change and no notice names it.
    """

    fate: Fate
    old: Statement | None
    new: Statement | None
    differences: tuple[Difference, ...] = ()
    words: tuple[WordEdit, ...] = ()
    notice: int | None = None
    silent: bool = False

    @property
    def reworded(self) -> bool:
        """Whether the words differ at all."""
        return any(edit.how != "equal" for edit in self.words)


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """Two versions of a report beside each other.

    old, new: identifiers of the two documents. changes: in the order of the later version, dropped ones where they
    stood. notices: correction notices that only the later version has.
    """

    old: str
    new: str
    changes: tuple[StatementChange, ...]
    notices: tuple[Notice, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many statements had that fate."""
        return sum(change.fate == fate for change in self.changes)

    @property
    def reworded(self) -> int:
        """How many statements were kept in other words: what that means is for people to see."""
        return sum(change.fate == "kept" and change.reworded for change in self.changes)

    @property
    def silent(self) -> int:
        """How many changes no notice names."""
        return sum(change.silent for change in self.changes)
