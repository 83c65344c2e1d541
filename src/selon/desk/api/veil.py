"""Withholding the names of private persons in what is shown and exported (`selon desk --protect`).

A letter of a name becomes `█`, spaces and hyphens stay, so that offsets into the text stay true. What is a private
name: persons named in a report whom the registry of actors does not know. Inflected forms go with their name: of a word
of four letters or more, the end may differ. Names in addresses of reports cannot be taken out; addresses are withheld
where they hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from selon.desk.api.models import ClaimRow
from selon.desk.api.models_reports import InboxItem
from selon.desk.api.models_views import ControlRow
from selon.desk.api.readings import Read, Readings, Recent
from selon.desk.api.shelf import Shelf
from selon.errors import LedgerError
from selon.pipeline_persons import is_public, private_names

M = TypeVar("M")
R = TypeVar("R", bound=ClaimRow)
MARK = "█"
SHORT = 3
"""A word of a name that has fewer letters is not withheld by itself."""
PLAIN = frozenset(
    {
        "id", "key", "version", "report", "report_a", "report_b", "statement", "statements", "origin", "frame", "capture", "kind",
        "certainty", "polarity", "how", "type", "claim", "a", "b", "bound", "unit", "language", "role", "code",
        "published", "time", "since", "day", "at", "actor",
    }
)  # fmt: skip
"""Fields that hold identifiers, closed lists or times, never a name out of a report."""

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


class Veil:
    """Takes the private names of some reports out of whatever is said about them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pattern = _pattern(frozenset(names))

    def text(self, said: str) -> str:
        """The same words with the names withheld, as many code points as before."""
        return self._pattern.sub(lambda m: _LETTER.sub(MARK, m[0]), said) if self._pattern else said

    def over(self, value: M) -> M:
        """The same shape with the names withheld in all its words."""
        return self._over(value, "") if self._pattern else value

    def _over(self, value: Any, name: str) -> Any:
        if isinstance(value, BaseModel):
            kept = {f: self._over(getattr(value, f), f) for f in type(value).model_fields}
            return value.model_copy(update=kept)
        if isinstance(value, str):
            return self._word(value, name)
        if isinstance(value, list | tuple):
            return type(value)(self._over(v, name) for v in value)
        if isinstance(value, dict):
            return {k: self._over(v, name) for k, v in value.items()}
        return value

    def _word(self, value: str, name: str) -> str | None:
        if name == "entity":
            return value if is_public(value) else None
        if name in PLAIN:
            return value
        if name == "url":
            return None if self.text(re.sub(r"[-_+/%.]", " ", value)) != re.sub(r"[-_+/%.]", " ", value) else value
        return self.text(value)


@lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    words = {w for name in names for w in _WORD.findall(name) if len(w) >= SHORT}
    if not words:
        return None
    parts = (_forms(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.I)


def _forms(word: str) -> str:
    """A word of a name with its inflected forms."""
    if len(word) < 4:
        return re.escape(word)
    return re.escape(word) + r"[^\W\d_]{0,2}" if len(word) == 4 else re.escape(word[:-1]) + r"[^\W\d_]{0,4}"


@dataclass(slots=True)
class Protection:
    """Withholds private names where a desk is told to; which names are private is found once for each version of a report."""

    on: bool
    readings: Readings
    shelf: Shelf
    _names: Recent[str, frozenset[str]] = field(default_factory=lambda: Recent(2048))

    def over(self, data: M, reads: Iterable[Read]) -> M:
        """What is said about some reports, with their private names withheld."""
        if not self.on:
            return data
        found: set[str] = set()
        for read in reads:
            found |= self._names.get(read.version.capture, lambda read=read: private_names(read.report))  # type: ignore[misc]
        return Veil(found).over(data)

    def rows(self, rows: list[R]) -> list[R]:
        """Rows of claims."""
        return [self.over(row, self._of_claim(row.id)) for row in rows] if self.on else rows

    def lines(self, rows: Sequence[str]) -> Sequence[str]:
        """Rows of claims that are JSON already."""
        if not self.on:
            return rows
        return [row.model_dump_json() for row in self.rows([ClaimRow.model_validate_json(line) for line in rows])]

    def control(self, rows: list[ControlRow]) -> list[ControlRow]:
        """Rows of who controls a place, each by its claim."""
        reads = {claim: self._of_claim(claim) for claim in {row.claim for row in rows}} if self.on else {}
        return [self.over(row, reads.get(row.claim, ())) for row in rows]

    def items(self, items: Iterable[InboxItem]) -> list[InboxItem]:
        """Items of the inbox, each by the report or the claims that it is about."""
        return [self.over(i, self._about(i)) if self.on else i for i in items]

    def of_report(self, data: M, report: str, version: int | None = None) -> M:
        """What is said about one report."""
        return self.over(data, [self.readings.of(report, version)]) if self.on else data

    def _about(self, item: InboxItem) -> list[Read]:
        reads = [self.readings.of(item.report)] if item.report else []
        return reads + [read for claim in item.claims for read in self._of_claim(claim)]

    def _of_claim(self, key: str) -> list[Read]:
        try:
            claim = self.shelf.claim(key)
        except LedgerError:
            return []  # the claim that a decision named is another one now
        return list(self.readings.of_claims(claim).values())

    def text(self, name: str) -> str:
        """The name of a private person."""
        return Veil({name}).text(name) if self.on else name
