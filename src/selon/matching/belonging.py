"""Of which state a voice is, and whether what looks like its name is that of its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from selon.lang import Pack
from selon.matching.actors import CODES, STATE_OFFICES, signs_of
from selon.matching.facts import Facts
from selon.matching.tokens import folded, tokens_of
from selon.model.assertion import Actor

_STATE_OF = re.compile(r"^\w+:([A-Za-z]{2})(?:-|$)")
"""The country in the identifier of a place (`selon:ua-kyiv`, `iso:UA-51`, `iso:UA`)."""
BESIDE = 6
"""A place so many code points behind a voice stands right behind it."""
LOCAL = frozenset({"governor", "reg_admin", "mayor", "town_hall", "village_head"})
"""Functions at a place: they are of the state in which it lies."""
CAPITALS = frozenset({"moscow", "kyiv"})
"""Notions of capitals that mostly stand for their states."""


def ground_of(facts: Facts) -> str:
    """The side of the state in which most places of the report lie, capitals left out; empty when two have most."""
    spots = (s for s in facts.spots if s.id and not signs_of(facts, s.name).roles & CAPITALS)
    named = (_STATE_OF.search(s.id or "") for s in spots)
    counted = Counter(m[1].upper() for m in named if m).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return ""  # a place that nobody knows lies in no state that is known
    return CODES.get(counted[0][0], counted[0][0])


def placed(facts: Facts, actor: Actor) -> Actor:
    """A holder of an office whose only name is that of the place (`Міський голова Сухого Броду`): the function is a
    subject by its ending, the name none."""
    surname = (actor.entity or "").partition(":")[2].split("-")[0]
    if not actor.roles & LOCAL or not surname:
        return actor
    text, tokens = actor.text, tokens_of(actor.text)
    keys = [facts.fold(text[t.start : t.end], facts.document.language) for t in tokens]
    at = keys.index(surname) if surname in keys else 0
    if at < 1 or _case(tokens[0].text, facts.pack) != "nom" or _case(tokens[at - 1].text, facts.pack) != "obl":
        return actor
    return replace(actor, names=frozenset(), entity=None, kind="role")


def of_country(facts: Facts, ground: str, actor: Actor, end: int | None) -> Actor:
    """A state or an office of one with its side, when its words name the country in any form, or the capital right
    behind them does; an office in the language of one state is of that state."""
    if not actor.side and actor.roles & LOCAL:
        return replace(actor, side=ground)
    if (
        actor.side
        or actor.entity
        or not (actor.kind == "state" or actor.roles & STATE_OFFICES or _is_country(facts, actor))
    ):
        return actor
    side = _is_country(facts, actor) or _people(facts, actor.text) or _capital(facts, end)
    side = side or (str(facts.pack.facts.get("state", "")) if actor.roles & STATE_OFFICES else "")
    kind = "state" if _is_country(facts, actor) else actor.kind
    return replace(actor, side=side, kind=kind)


def _is_country(facts: Facts, actor: Actor) -> str:
    """The side of a voice that is no more than the name of a country."""
    same = (s for s in facts.spots if s.name == actor.text and (s.id or "").startswith("iso:"))
    code = next(((s.id or "")[4:] for s in same), "")
    return CODES.get(code, code) if len(code) == 2 else ""


def _people(facts: Facts, text: str) -> str:
    """The side whose people or things an adjective in `text` tells (`le ministère omanais`)."""
    for token in tokens_of(text):
        if (code := _countries(facts.pack).get(token.text)) is not None:
            return CODES.get(code, code)
        for stem, code in _stems(facts.pack):
            if token.text.startswith(stem) and len(token.text) <= len(stem) + 4:
                return CODES.get(code, code)
    return ""


def _capital(facts: Facts, end: int | None) -> str:
    """The side of the capital that stands right behind a voice (`le ministère de la Défense à Moscou`)."""
    if end is None:
        return ""
    near = next((s for s in facts.spots if end < s.start <= end + BESIDE), None)
    signs = signs_of(facts, near.name) if near else None
    return signs.side if signs else ""


def _case(word: str, pack: Pack) -> str:
    """The case that the ending of a word tells, where the pack knows endings."""
    found = ((len(e), case) for e, case in _endings(pack) if word.endswith(e))
    return max(found, default=(0, ""))[1]


@lru_cache(maxsize=16)
def _endings(pack: Pack) -> tuple[tuple[str, str], ...]:
    rows = ((e, row["case"]) for row in pack.rows("endings") for e in row["endings"].split() if e.startswith("*"))
    return tuple((folded(e[1:]), case) for e, case in rows)


@lru_cache(maxsize=16)
def _countries(pack: Pack) -> dict[str, str]:
    return {folded(r["word"]): r["country"] for r in pack.rows("demonyms") if not r["word"].endswith("*")}


@lru_cache(maxsize=16)
def _stems(pack: Pack) -> tuple[tuple[str, str], ...]:
    return tuple((folded(r["word"][:-1]), r["country"]) for r in pack.rows("demonyms") if r["word"].endswith("*"))
