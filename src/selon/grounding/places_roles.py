"""What a place has to do with the text: where something happened, where words were spoken, or only named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from selon.grounding.names_parts import AFTER, Parts, parts
from selon.grounding.phrases import any_before
from selon.lang.pack import Pack
from selon.model import PlaceMention, PlaceRole, Report, Span, Statement

NARROW = {
    "site": 0, "quarter": 1, "village": 2, "city": 3, "seat": 4, "capital": 5, "water": 6, "land": 7, "other": 7,
    "district": 8, "region": 9, "country": 10, "continent": 11,
}  # fmt: skip
"""Kinds of place from narrow to wide."""
_END = re.compile(r"[.!?…][\"”»)]?\s|\n")
_DATELINE = re.compile(r"\s*(?:[,(/–—-]|\.\s[–—-])")
HEAD = 120
"""A dateline stands in so many first characters."""


def with_roles(
    text: str, pack: Pack, places: tuple[PlaceMention, ...], statements: tuple[Statement, ...]
) -> tuple[PlaceMention, ...]:
    """The same places, each with its role.

    said: in a dateline, or located beside the words of attribution (*told reporters in Kyiv*). happened: located by a
    word of place
    (*in*, *near*, *north of*) in the content of a statement or in the publisher's own voice. named: the rest.
    """
    facts = parts(pack)
    voiced = Cover([v for s in statements for voice in s.voices for v in (voice.span, voice.cue) if v is not None])
    contents = Cover([c for s in statements for c in s.content])
    placed = [_told(p, _role(text, facts, p.span, voiced, contents)) for p in places]
    where = Where(places)
    for statement in statements:
        _acted_on(statement, placed, voiced, where)
    return tuple(placed)


def _told(place: PlaceMention, role: PlaceRole) -> PlaceMention:
    return place if place.role == role else replace(place, role=role)


class Cover:
    """Spans that may overlap; says whether one of them holds or touches a stretch without looking at all."""

    def __init__(self, spans: Sequence[Span]) -> None:
        pairs = sorted((s.start, s.end) for s in spans)
        self.starts = [start for start, _ in pairs]
        self.furthest = list(accumulate((end for _, end in pairs), max))
        """How far the spans reach that begin no later."""

    def holds(self, span: Span) -> bool:
        """Whether a span lies in one of these."""
        place = bisect_right(self.starts, span.start)
        return place > 0 and self.furthest[place - 1] >= span.end

    def begins_in(self, start: int, end: int) -> bool:
        """Whether one of these begins in `[start, end)`."""
        return bisect_left(self.starts, start) < bisect_left(self.starts, end)

    def touches(self, span: Span) -> bool:
        """Whether one of these overlaps a span."""
        place = bisect_left(self.starts, span.end)
        return place > 0 and self.furthest[place - 1] > span.start


class Where:
    """Where the places of a text stand; they are in text order and do not overlap."""

    def __init__(self, places: Sequence[PlaceMention]) -> None:
        self.starts = [p.span.start for p in places]
        self.ends = [p.span.end for p in places]

    def touching(self, spans: Sequence[Span]) -> list[int]:
        """The indices of the places that overlap any of the spans, in text order."""
        found: set[int] = set()
        for span in spans:
            found.update(range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)))
        return sorted(found)


def _acted_on(statement: Statement, places: list[PlaceMention], voiced: Cover, where: Where) -> None:
    """A content that locates nothing happened at the narrowest place that it names (*struck Kharkiv*)."""
    inside = [
        i
        for i in where.touching(statement.content)
        if any(c.start <= places[i].span.start and places[i].span.end <= c.end for c in statement.content)
    ]
    if any(places[i].role == "happened" for i in inside):
        return
    local = [
        i for i in inside
        if (row := places[i].chosen) is not None and row.kind not in {"country", "continent", "capital"}
        and not voiced.touches(places[i].span)
    ]  # fmt: skip
    if local:
        best = min(local, key=lambda i: (_rank(places[i]), i))
        places[best] = replace(places[best], role="happened")


def _role(text: str, facts: Parts, span: Span, voiced: Cover, contents: Cover) -> PlaceRole:
    if span.start < HEAD and _dateline(text, span):
        return "said"
    if voiced.holds(span):
        return "named"
    if not any_before(text, span.start, facts.lasts, facts.links):
        return "named"
    if facts.inside.ending(text, _stripped(text, span.start, facts)) is None:
        return "named"
    if contents.holds(span):
        return "happened"
    begin, end = sentence_around(text, span)
    spoken = voiced.begins_in(begin, end) or facts.said.search(text, begin, end) is not None
    return "said" if spoken else "happened"


def _stripped(text: str, start: int, facts: Parts) -> int:
    """Where the type words and the sides before a name begin (*in the northern city of*)."""
    for phrases in (facts.before, facts.side, facts.side):
        found = phrases.ending(text, start)
        if found is not None:
            start = found.start
    return start


def _dateline(text: str, span: Span) -> bool:
    """Whether a place stands before the first words: *KYIV, 15 September –*, *MOSCOW (Reuters)*."""
    before = text[: span.start]
    if before.strip() and not before.rstrip(" \t").endswith("\n"):
        return False
    after = text[span.end : span.end + AFTER]
    mark = _DATELINE.match(after)
    return mark is not None and (span.text.isupper() or any(dash in after for dash in ("–", "—", " - ")))


def sentence_around(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence of a span begins and ends, roughly."""
    begin = 0
    for mark in _END.finditer(text, max(0, span.start - 600), span.start):
        begin = mark.end()
    begin = begin or max(0, span.start - 600)
    after = _END.search(text, span.end, min(len(text), span.end + 600))
    return begin, after.start() if after else min(len(text), span.end + 600)


def innermost(places: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The narrowest place: of those where something happened, else of all that were resolved; the first of equals."""
    settled = [p for p in places if p.chosen is not None]
    here = [p for p in settled if p.role == "happened"] or settled
    return min(here, key=lambda p: (_rank(p), p.span.start), default=None)


def _rank(place: PlaceMention) -> int:
    return NARROW.get(place.chosen.kind, 7) if place.chosen is not None else 99


def attach_places(report: Report, pack: Pack, places: tuple[PlaceMention, ...]) -> Report:
    """The report with its places, and each statement with the indices of those that belong to it.

    Those of the content come first, where it happened before what is only named, the narrowest first; a content
    without any
    takes what its sentence says of where (*In Bakhmut, he said, …*).
    """
    text = report.document.text
    placed = with_roles(text, pack, places, report.statements)
    where = Where(placed)
    statements = tuple(_placed(s, _of_statement(text, s, placed, where)) for s in report.statements)
    return replace(report, places=placed, statements=statements)


def _placed(statement: Statement, places: tuple[int, ...]) -> Statement:
    return statement if statement.places == places else replace(statement, places=places)


def _of_statement(text: str, statement: Statement, places: tuple[PlaceMention, ...], where: Where) -> tuple[int, ...]:
    inside = where.touching(statement.content)
    if not inside:
        begin, end = sentence_around(text, statement.content[0])
        inside = [
            i for i, p in enumerate(places)
            if begin <= p.span.start < end and p.role == "happened"
        ]  # fmt: skip
    return tuple(sorted(inside, key=lambda i: (places[i].role != "happened", _rank(places[i]), i)))
