"""What the mentions of one name say together, and what mentions side by side say of each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import PlaceRow, Places
from selon.grounding.names_parts import Parts
from selon.grounding.names_scan import Word
from selon.grounding.places_accept import COUNTY, Mention
from selon.grounding.places_find import EXACT, Finder
from selon.grounding.places_resolve import region_of
from selon.grounding.places_setting import Named

CONTAINERS = ("country", "region")


def contain(text: str, mentions: list[Mention], facts: Parts) -> None:
    """*Paris, Texas*; *Бахмут Донецкой области*: the second name holds the first, unless both are countries or both
    regions.
    """
    for one, two in itertools.pairwise(mentions):
        gap = text[one.end : two.start]
        if gap not in {", ", " (", ",", " "} or (gap == " " and plain(one.found.text) in facts.given):
            continue
        held, holds, written = _wide(one), _wide(two), two.found.text
        surely = (len(written) == 2 and written.isupper()) or any(r.matched[-1:] == "." for r in two.found.rows)
        if holds and (surely or not (held & holds)):
            one.container, one.surely = plain(written), surely


def share_kinds(text: str, mentions: list[Mention], facts: Parts) -> None:
    """*Barrow, Jackson and Madison counties*: the type word in the plural holds for every name of the list."""
    for one, two in zip(reversed(mentions[:-1]), reversed(mentions), strict=False):
        last = text[two.found.end : two.end].strip().lower()
        if two.kind != COUNTY or (last and last not in facts.plurals):
            continue
        between = text[one.end : two.start]
        listed = between == ", " or (between.strip(", ") in facts.joins and between.strip() != "")
        if listed and one.kind is None and any(r.kind == "district" for r in one.found.rows):
            one.kind = COUNTY


def _wide(m: Mention) -> set[str]:
    """Whether the name is, first of all, that of a country or a region."""
    return {r.kind for r in m.found.rows if r.kind in CONTAINERS and plain(r.matched) == plain(m.found.text)} or {
        r.kind for r in m.found.rows[:1] if r.kind in CONTAINERS
    }


def key_of(m: Mention) -> str:
    """The name, with the kind that a type word says and the container, where they make it another name."""
    kinds = f"|{m.kind}" if m.kind in {"region", "district", COUNTY} else ""
    return plain(m.found.text) + kinds + (f"|{m.container}" if m.container else "")


def group(text: str, mentions: list[Mention], seeker: Finder) -> dict[str, Named]:
    """The names of the text: what one mention says holds for all mentions of the name."""
    facts, gazetteer = seeker.facts, seeker.gazetteer
    holders: dict[str, tuple[str, ...]] = {}
    for m in mentions:
        holders.setdefault(plain(m.found.text), tuple(c for r in m.found.rows if (c := _container(r, gazetteer))))
    stated: dict[str, list[str]] = {}
    groups: dict[str, list[Mention]] = {}
    for m in mentions:
        groups.setdefault(key_of(m), []).append(m)
        if m.container:
            stated.setdefault(plain(m.found.text), []).extend(holders.get(m.container, ()))
    beside: dict[str, set[str]] = {}
    for one, two in _siblings(text, mentions, facts):
        beside.setdefault(one, set()).add(two)
        beside.setdefault(two, set()).add(one)
    return {key: _named(some, stated, beside, seeker) for key, some in groups.items()}


def _named(some: list[Mention], stated: dict[str, list[str]], beside: dict[str, set[str]], seeker: Finder) -> Named:
    best = next((m for m in some if m.found.how == EXACT), some[0])
    name = plain(best.found.text)
    containers = tuple(dict.fromkeys(stated.get(name, ())))
    return Named(
        _rows(best, containers, seeker), frozenset(m.kind for m in some if m.kind), containers, len(some), best.found.how,
        seeker.facts.language, frozenset(beside.get(name, ())), any(m.surely for m in some),
    )  # fmt: skip


def _rows(m: Mention, containers: tuple[str, ...], seeker: Finder) -> tuple[PlaceRow, ...]:
    """The rows of a name; when none of them lies where the text says, also those that sound alike and do."""
    rows = m.found.rows
    if not containers or any(_inside(r, containers, seeker.gazetteer) for r in rows):
        return rows
    like = seeker.sounding(Word(m.found.start, m.found.end, m.found.text))
    return rows if like is None else (*rows, *(r for r in like.rows if _inside(r, containers, seeker.gazetteer)))


def _inside(row: PlaceRow, containers: tuple[str, ...], gazetteer: Places) -> bool:
    return f"iso:{row.country}" in containers or region_of(row, gazetteer) in containers


def _siblings(text: str, mentions: list[Mention], facts: Parts) -> Iterator[tuple[str, str]]:
    """Names that stand side by side in a list (*Ontario and Manitoba*)."""
    for one, two in itertools.pairwise(mentions):
        between = text[one.end : two.start]
        if len(between) > 9 or one.container:
            continue
        word = between.strip(", ")
        if between == ", " or (word in facts.joins and between != word):
            a, b = plain(one.found.text), plain(two.found.text)
            if a != b:
                yield a, b


def _container(row: PlaceRow, gazetteer: Places) -> str | None:
    """The identifier under which a country or a region holds places; `None` for other kinds."""
    if row.kind == "country":
        return f"iso:{row.country}"
    return region_of(row, gazetteer) if row.kind == "region" else None
