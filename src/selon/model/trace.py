"""How a sentence was read: what fired, what was abstained from, and why."""

from __future__ import annotations

from dataclasses import dataclass

from selon.model.span import Span
from selon.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Sign:
    """A cue or a mark of doubt found in a sentence.

    words: where it stands. name, table: the pack's entry and its place (`cues.tsv:12`). outcome: the ids of the
    statements that it made or raised, empty when none. why: in words, what became of it.
    """

    words: Span
    name: str
    table: str
    outcome: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence, the signs found in it in text order, and the statements whose content begins in it."""

    sentence: Span
    signs: tuple[Sign, ...]
    statements: tuple[Statement, ...]
