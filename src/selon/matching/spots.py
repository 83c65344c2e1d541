"""Place names of a report: those that the gazetteer found, and those that the text itself marks as places.

A village that no gazetteer knows is still a place when the text says `the village of …` or `in …`. Its region,
named beside it somewhere in
the report, tells it from a village of the same name elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from selon.lang import Pack
from selon.matching.facts import Facts, Spot
from selon.matching.lexicon import Hit, lexicon_of
from selon.matching.links import links_of
from selon.matching.tokens import Token, folded, tokens_of

KINDS = frozenset({"village", "settlement_urban", "town", "region", "district", "community", "port", "island", "river"})
"""Notions of kinds of places: a name beside one is a place."""
NEAR = 24
"""Code points between a place and its region where the text sets them side by side."""
SHORT = 3
"""Small words (`de`, `of the`) that may stand between the kind of place and its name."""
SOUNDS = 5
"""Sounds of each word of a place name that are compared; endings differ by case."""


HEAD = 400
_DATELINE = re.compile(r"^[^\n.()]{2,60}(?:\([^)\n]{2,30}\)[^\n.()]{0,40})?\([^)\n]{2,30}\)\s*[-–—]", re.MULTILINE)


def place_key(facts: Facts, name: str) -> str:
    """The key of a place name: the first sounds of its words."""
    keys = (facts.fold(part, facts.document.language)[:SOUNDS] for part in name.replace("-", " ").split())
    return " ".join(k for k in keys if k)


def with_spots(facts: Facts) -> Facts:
    """The report with all its place names; those of the gazetteer stay, those that the text marks are added."""
    tokens = tokens_of(facts.document.text)
    hits = lexicon_of(facts.pack).find(tokens)
    marked = _marked(facts, tokens, hits)
    keys = {place_key(facts, facts.document.text[tokens[a].start : tokens[b - 1].end]) for a, b in marked}
    runs = [(tokens[a].start, tokens[b - 1].end) for a, b in marked]
    found = [
        s
        for s in facts.spots
        if not _is_country(facts, s)
        and not any(a <= s.start and s.end <= b and b - a > s.end - s.start for a, b in runs)
    ]
    covered = {
        i for h in hits if h.sense.kind in ("act", "org", "who", "thing", "gen", "time") for i in range(h.first, h.last)
    }
    kinds = {h.first for h in hits if h.sense.concept in KINDS and not h.inside}
    covered |= kinds if _compounds(facts.pack) else set()
    covered |= _openers(facts, tokens)
    for first, last in _names(facts.document.text, tokens, covered, kinds):
        start, end = tokens[first].start, tokens[last - 1].end
        name = facts.document.text[start:end]
        if place_key(facts, name) in keys:
            inside = [s for s in found if s.start < end and start < s.end]
            if all(s.end - s.start < end - start for s in inside):
                found = [s for s in found if s not in inside] + [Spot(start, end, name)]
    line = _dateline(facts)
    told = [replace(s, role="said") if line[0] <= s.start < line[1] else s for s in found]
    return replace(facts, spots=_placed(facts, sorted(told, key=lambda s: s.start)), dateline=line)


def _is_country(facts: Facts, spot: Spot) -> bool:
    """Whether a place name is a country or its capital city: both mostly stand for who acts, not for where."""
    found = lexicon_of(facts.pack).find(tokens_of(spot.name))
    return any(h.sense.kind == "name" for h in found)


def _dateline(facts: Facts) -> tuple[int, int]:
    """Where the line `CITY (Country), date (MARK) -` stands at the head of the text: it says where the report was
    written."""
    found = _DATELINE.search(facts.document.text, 0, HEAD)
    return found.span() if found else (0, 0)


def _marked(facts: Facts, tokens: Sequence[Token], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Runs of capitalised words that stand beside a kind of place, or behind a word like `in`."""
    text = facts.document.text
    kinds = {i for h in hits if h.sense.concept in KINDS and not h.inside for i in range(h.first, h.last)}
    covered = {i for h in hits if h.sense.kind != "name" for i in range(h.first, h.last)} - kinds
    ins = {link.last for link in links_of(tokens, facts.pack) if link.kind == "at"}
    found: list[tuple[int, int]] = []
    nouns = (covered | kinds if _compounds(facts.pack) else set()) | _openers(facts, tokens)
    for first, last in _names(text, tokens, nouns, kinds):
        if all(i in covered for i in range(first, last)) or _is_time(facts, tokens[first].start, tokens[last - 1].end):
            continue
        before = [i for i in range(max(0, first - SHORT), first) if i in kinds and _small(tokens, i + 1, first)]
        if before or last in kinds or (first in ins and first not in covered and not _compounds(facts.pack)):
            found.append((first, last))
    return found


def _openers(facts: Facts, tokens: Sequence[Token]) -> set[int]:
    """Token numbers of frequent words that only have a capital because they begin a sentence."""
    words = {folded(w) for w in facts.pack.words("starters")}
    return {i for i, t in enumerate(tokens) if t.text in words and t.capital}


def _is_time(facts: Facts, start: int, end: int) -> bool:
    """Whether the words are a time (`Tuesday`) or a country."""
    if any(m.start < end and start < m.end for m in facts.moments):
        return True
    return _is_country(facts, Spot(start, end, facts.document.text[start:end]))


def _compounds(pack: Pack) -> bool:
    return bool(pack.facts.get("compounds", False))


def _small(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(len(t.text) <= SHORT and not t.capital for t in tokens[first:last])


def _names(text: str, tokens: Sequence[Token], covered: set[int], kinds: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words with only spaces or hyphens between them.

    The word right before a kind of place (`… Poltava region`) is a run of its own.
    """
    found, first = [], None
    for i in range(len(tokens) + 1):
        fits = (
            i < len(tokens)
            and tokens[i].capital
            and not tokens[i].is_number
            and len(tokens[i].text) > 2
            and i not in covered
        )
        joined = first is not None and fits and text[tokens[i - 1].end : tokens[i].start] in (" ", "-", "\u00a0")
        if first is not None and not joined:
            cut = i - 1 if i - first > 1 and i in kinds and i - 1 not in kinds else i
            found.extend([(first, cut), (cut, i)] if cut < i else [(first, i)])
            first = None
        if fits and first is None:
            first = i
    return found


def _placed(facts: Facts, spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Unresolved places take over the coordinates of the region that stands beside them anywhere in the report."""
    beside: dict[str, Spot] = {}
    held: dict[str, str] = {}
    for a, b in pairwise(spots):
        near = b.start - a.end <= NEAR and "\n" not in facts.document.text[a.end : b.start]
        if near:
            held.setdefault(place_key(facts, a.name), place_key(facts, b.name))
        if near and (a.lat is None) != (b.lat is None):
            lost, known = (a, b) if a.lat is None else (b, a)
            beside.setdefault(place_key(facts, lost.name), known)
    placed = []
    for s in spots:
        key = place_key(facts, s.name)
        region = beside.get(key) if s.lat is None else None
        moved = replace(s, lat=region.lat, lon=region.lon) if region else s
        placed.append(replace(moved, within=held.get(key, "")))
    return tuple(placed)
