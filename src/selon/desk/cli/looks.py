"""How certainty, kinds and chains look: one colour, one mark and one word each, as no meaning may hang on colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.desk.cli.safe import flat

if TYPE_CHECKING:
    from selon.ledger import StatementRow
    from selon.model import PlaceMention, Quantity, Statement, Voice


@dataclass(frozen=True, slots=True)
class Look:
    """How one certainty is shown: its mark, the mark where only ASCII can be written, its colour, what it means."""

    mark: str
    ascii: str
    colour: str
    help: str


LOOKS: dict[str, Look] = {
    "affirmed": Look("✓", "+", "green", "the text endorses it"),
    "attributed": Look("›", ">", "cyan", "plainly on the voice's word"),
    "hedged": Look("~", "~", "yellow", "with reserve"),
    "doubted": Look("?", "?", "magenta", "the text doubts it"),
    "denied": Look("✗", "x", "red", "denied, or said to be false"),
    "unknown": Look("∅", "0", "bright_black", "said not to be known"),
}

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs around words: for Unicode, or for terminals and files that can only write ASCII."""

    unicode: bool = True

    def mark(self, certainty: str) -> str:
        """The mark of a certainty."""
        look = LOOKS[certainty]
        return look.mark if self.unicode else look.ascii

    def number(self, number: int) -> str:
        """The number of a statement where its words stand in the text."""
        return str(number).translate(_SUPERSCRIPTS) if self.unicode else f"({number})"

    @property
    def arrow(self) -> str:
        """Between a voice and the deeper one that it relays."""
        return " ← " if self.unicode else " <- "

    @property
    def brackets(self) -> tuple[str, str]:
        """Around the words of a statement where there is no colour."""
        return ("⟦", "⟧") if self.unicode else ("[", "]")

    @property
    def dot(self) -> str:
        """Between small facts on one line."""
        return " · " if self.unicode else " - "

    @property
    def nobody(self) -> str:
        """In place of a voice that no word names."""
        return "…" if self.unicode else "..."


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as lists and tables show it, whether it comes out of a text or out of a ledger; all words made flat.

    voices: nearest to the publisher first. cues: each once. known: when and how much, on one
    line. report: where it stands.
    """

    voices: tuple[str, ...]
    cues: tuple[str, ...]
    content: str
    certainty: str
    kind: str
    known: str = ""
    report: str = ""


def voice_name(voice: Voice, signs: Signs) -> str:
    """A voice as shown: its fullest mention, with the word as written behind it when that is another."""
    if voice.span is None:
        return flat(voice.name) or signs.nobody
    if voice.refers_to is not None and voice.refers_to.text != voice.span.text:
        return f"{flat(voice.refers_to.text)} ({flat(voice.span.text)})"
    return flat(voice.span.text)


def figure(q: Quantity) -> str:
    """A figure with its scope: `at most 75% of son unité`, `about 100 Russes per week`."""
    counted = (f"of {q.of}" if q.of else "") if q.unit == "share" else q.of or q.unit or ""
    return " ".join(part for part in (amount(q), counted, f"per {q.period}" if q.period else "") if part)


def amount(q: Quantity) -> str:
    """A figure alone, a share in per cent: `at most 75%`, `1,240 to 1,300`."""
    low, high = (f"{100 * v:.6g}%" if q.unit == "share" else f"{v:,.12g}" for v in (q.low, q.high))
    bound = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(q.bound, "")
    return bound + (low if q.low == q.high else f"{low} to {high}")


def facts(statement: Statement, places: Sequence[PlaceMention], signs: Signs) -> str:
    """When, where and how much, on one line; empty when nothing is known. places: those of the report."""
    parts = [f"happened {statement.happened_at}"] if statement.happened_at else []
    parts += [f"said {statement.said_at}"] if statement.said_at else []
    parts += [places[i].span.text for i in statement.places if i < len(places)]
    parts += [figure(q) for q in statement.quantities]
    return flat(signs.dot.join(dict.fromkeys(parts)))


def shown(statement: Statement, signs: Signs, places: Sequence[PlaceMention] = ()) -> Shown:
    """A statement of a report, ready to be shown. places: those of the report."""
    return Shown(
        voices=tuple(voice_name(v, signs) for v in statement.voices),
        cues=tuple(dict.fromkeys(flat(v.cue.text) for v in statement.voices if v.cue)),
        content=flat(statement.text),
        certainty=statement.certainty,
        kind=statement.kind,
        known=facts(statement, places, signs),
    )


def shown_row(row: StatementRow, signs: Signs) -> Shown:
    """A statement as the ledger lists it, ready to be shown."""
    where = [flat(row.outlet or row.url or row.name), flat(row.published or "")[:10], row.report]
    return Shown(
        voices=tuple(flat(v.name) or signs.nobody for v in row.voices),
        cues=tuple(dict.fromkeys(flat(v.cue) for v in row.voices if v.cue)),
        content=flat(row.content),
        certainty=row.certainty,
        kind=row.kind,
        report=signs.dot.join(part for part in where if part),
    )
