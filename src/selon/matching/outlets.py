"""Outlets, credits and wires: who publishes a report, which other outlets it names, which agency's mark it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selon.lang.pack import available
from selon.matching.actors import RECORDINGS, mentions, side_of_notion, signs_of, sounds_of
from selon.matching.facts import Facts
from selon.matching.lexicon import lexicon_of
from selon.matching.notions import relations, weight
from selon.matching.publishers import (
    INSTITUTIONS,
    OFFICIALS,
    OWNERS,
    is_body,
    is_firm,
    is_paper,
    is_person,
    known_by,
    own_matter,
    person_of,
    signed,
    tells_of_itself,
)
from selon.matching.sourcing import Sourcing, marks, marks_in
from selon.matching.tokens import Token, tokens_of
from selon.model.assertion import Actor, Assertion

FIRM = "company_firm"
WINDOW = 8
"""Words within which all words of an outlet's name must stand."""
FIRST_CYRILLIC = "\u0400"
OPENING = frozenset("«„“\"'(‘‚")
SHORT = 5
"""An outlet with one name of fewer sounds is known by the marks or words around it."""
LINE = 40
"""Code points before a name in which the word before it stands."""
BESIDE = 3
"""Words from a word for a paper, a channel or an agency to its name at most."""
_DATELINE = re.compile(r"\(([^\W\d][\w .&'’/-]{1,24})\)\s*[-–—:]")
_SIGNED = re.compile(
    r"\(([^\W\d_][\w.&’-]{1,11})\)\s*$|(?:©|\(c\))\s*(\w[\w .&'’-]{1,24})\s*$"
    r"|^\(?[^\W\d_]{2,10} ([A-Z][\w .&'’-]{1,24})\)\s*$",
    re.MULTILINE,
)
HEAD = 320
"""A dateline stands in the first code points of the text."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: `key` tells it apart, `names` are the sound keys of its name's words, `actor` is itself as a voice.

    institution: it speaks for itself, as a body or by counting for itself (`gathers`).
    """

    key: str
    names: frozenset[str]
    actor: Actor
    institution: bool
    gathers: bool = False

    @property
    def is_body(self) -> bool:
        """Whether it is a body known by its function: to name it is to quote it, not to credit a paper."""
        return self.institution and (not self.actor.names or not self.gathers)


def outlet_of(facts: Facts) -> Outlet:
    """The publisher of a report."""
    name = facts.document.outlet or ""
    actor, names = signs_of(facts, name), sounds_of(facts, name)
    speaks, gathers = not is_paper(facts, name, actor.roles), Sourcing(facts).gathers
    official = speaks and bool(actor.roles & OFFICIALS)
    body = speaks and not official and bool(actor.roles & INSTITUTIONS)
    side = actor.side or (str(facts.pack.facts.get("state", "")) if body or official else "")
    if official or body:
        shown = actor.names if official else frozenset()
        kind = "person" if official else "organisation"
        known = Actor(name, kind, shown, actor.roles, actor.places, sounds=names, side=side)
    elif speaks and is_person(facts, name):
        known = person_of(facts, name)
    else:
        firm = frozenset({FIRM}) if speaks and not actor.roles & OWNERS and is_firm(facts, name) else frozenset()
        roles = actor.roles | firm
        shown = frozenset() if facts.publisher else known_by(facts, name)
        known = Actor(name, "organisation", shown, roles, actor.places, facts.publisher, sounds=names, side=side)
    institution = official or body or known.kind == "person" or _speaks(facts, known, speaks, names, gathers)
    return Outlet(_key(facts, names), names, known, institution, gathers)


def _speaks(facts: Facts, actor: Actor, speaks: bool, names: frozenset[str], gathers: bool) -> bool:
    """Whether a publisher that is no office and no person speaks for itself."""
    if not speaks:
        return own_matter(facts)
    told = bool(facts.publisher or actor.roles & OWNERS) or is_body(facts, actor.text) or gathers
    return told or bool(signed(facts)) or tells_of_itself(facts, names)


def as_body(facts: Facts, a: Assertion) -> Assertion:
    """An assertion whose voices that look like papers, but are bodies by their names (`the UN agency`), are bodies."""
    chain = tuple(replace(v, kind="organisation") if _no_paper(facts, v) else v for v in a.chain)
    return a if chain == a.chain else replace(a, chain=chain)


def _no_paper(facts: Facts, voice: Actor) -> bool:
    bodies = voice.roles & (INSTITUTIONS | OWNERS)
    return voice.kind == "outlet" and bool(bodies) and not is_paper(facts, voice.text, voice.roles)


def _key(facts: Facts, names: frozenset[str]) -> str:
    """What tells the publisher of a report apart: the sounds of its name, else the report's address."""
    return " ".join(sorted(names)) or facts.report


def heard(facts: Facts, start: int = 0, end: int | None = None) -> list[tuple[Token, frozenset[str]]]:
    """The longer words of a text (between two offsets) with the sounds by which a name in them may be known.

    A name in Latin letters is written as its own language writes it, whatever the language of the text
    (`Wümme-Nachrichten` in an English one): it is read in every language.
    """
    text, language = facts.document.text, facts.document.language
    found = []
    for t in tokens_of(text, start, end):
        if len(t.text) > 3:
            sounds = (facts.fold(text[t.start : t.end], code)[:6] for code in _readings(t, language))
            found.append((t, frozenset(sounds)))
    return found


def _readings(token: Token, language: str) -> tuple[str, ...]:
    """The languages in which a word may have to be read."""
    return (language, *available()) if token.capital and token.text[0] < FIRST_CYRILLIC else (language,)


def outlets_named(facts: Facts, outlets: Iterable[Outlet], start: int = 0, end: int | None = None) -> list[str]:
    """The keys of other outlets whose names stand in the text (between two offsets), in order."""
    words = heard(facts, start, end)
    present = {sound for _, sounds in words for sound in sounds}
    own = _key(facts, sounds_of(facts, facts.document.outlet or ""))
    found = set()
    for outlet in {o.key: o for o in outlets}.values():
        if outlet.key == own or not outlet.names or not outlet.names <= present or not _together(words, outlet.names):
            continue
        short = len(outlet.key) < SHORT
        if not short or any(_set_off(facts, t) for t, sounds in words if t.capital and sounds & outlet.names):
            found.add(outlet.key)
    return sorted(found)


def _set_off(facts: Facts, token: Token) -> bool:
    """Whether a word stands behind a quotation mark, a bracket or a word for a paper or a channel, as a name does that is
    too short to be known by its sounds."""
    before = facts.document.text[max(0, token.start - LINE) : token.start].rpartition("\n")[2]
    return before[-1:] in OPENING or "medium" in marks_in(tokens_of(before)[-2:], facts.pack)


def _together(words: Sequence[tuple[Token, frozenset[str]]], names: frozenset[str]) -> bool:
    """Whether all names stand near one that is written with a capital."""
    return any(
        names <= frozenset().union(*(sounds for _, sounds in words[max(0, i - WINDOW) : i + WINDOW]))
        for i, (token, sounds) in enumerate(words)
        if token.capital and sounds & names
    )


Named = tuple[str, int, int, bool]
"""The key of an outlet, where the sentence stands that names it as a source, and whether that is said outright."""


def sources_named(facts: Facts, outlets: Iterable[Outlet]) -> tuple[Named, ...]:
    """The outlets that a sentence names as its source, in order.

    So does a sentence that says that somebody wrote, reported, told (`credit`), and one that names the outlet as what
    it is (`the channel Kazarma 7`), as an agency's mark (`KYIV (Novapresse) - …`), or an agency by its mark; see
    `agencies_named`. Said outright is what does the first and one of the others, or has the name beside the verb
    (`writes the Courier`).
    """
    known = {o.key: o for o in outlets}
    found: list[Named] = []
    for start, end in facts.sentences:
        credit = "credit" in marks(facts, start, end)
        for key in outlets_named(facts, known.values(), start, end):
            outlet = known[key]
            medium, mark = _beside(facts, outlet, start, end, "medium"), _as_mark(facts, outlet, start, end)
            speaks = not outlet.institution and _beside(facts, outlet, start, end, "credit")
            if medium or mark or (credit and (not outlet.institution or outlet.actor.names)):
                found.append((key, start, end, mark or speaks or (credit and medium)))
        found += [(key, start, end, credit) for key in agencies_named(facts, start, end)]
    return tuple(found)


def _beside(facts: Facts, outlet: Outlet, start: int, end: int, kind: str) -> bool:
    """Whether the name of an outlet stands right behind a word of a kind of sourcing (`the channel Kazarma 7`), or before
    one (`the Calame agency`); such a word in the name itself says nothing."""
    tokens = tokens_of(facts.document.text, start, end)
    at = {t.start: i for i, t in enumerate(tokens)}
    own = {at[t.start]: t.capital for t, sounds in heard(facts, start, end) if sounds & outlet.names}
    said = {i for i in range(len(tokens)) if i not in own and kind in marks_in(tokens[i : i + 1], facts.pack)}
    behind = 1 + len(outlet.names)
    return any(said & {*range(i - BESIDE, i), *range(i + 1, i + behind)} for i, capital in own.items() if capital)


def _as_mark(facts: Facts, outlet: Outlet, start: int, end: int) -> bool:
    """Whether a text begins with the name of an outlet in brackets, as with an agency's mark."""
    if start > HEAD:
        return False
    inside = [
        m.span(1) for m in _DATELINE.finditer(facts.document.text, start, min(end + HEAD, len(facts.document.text)))
    ]
    return any(outlet.key in outlets_named(facts, [outlet], a, b) for a, b in inside)


def agencies_named(facts: Facts, start: int, end: int) -> list[str]:
    """The agencies that a sentence names beside the word for one, as keys of marks (`@` and the mark, see `wires_in`), in
    every reading; none whose mark the text carries itself."""
    text, language = facts.document.text, facts.document.language
    tokens = tokens_of(text, start, end)
    said = {i for i in range(len(tokens)) if "agency" in marks_in(tokens[i : i + 1], facts.pack)}
    found = {
        facts.fold(text[t.start : t.end], code)
        for i, t in enumerate(tokens)
        if i and t.capital and i not in said and said & {*range(i - BESIDE, i + BESIDE + 1)}
        for code in _readings(t, language)
    }
    return sorted(f"@{key}" for key in found - set(wires_in(facts)) if len(key) > 2) if found else []


def recording_hints(facts: Facts, outlets: Iterable[Outlet]) -> tuple[str, ...]:
    """The outlets named in the sentences that describe a recording: they published it."""
    known = list(outlets)
    found: dict[str, None] = {}
    for start, end in facts.sentences:
        if mentions(facts, start, end, RECORDINGS - {"letter_doc"}):
            found.update(dict.fromkeys(outlets_named(facts, known, start, end)))
    return tuple(found)


def papers_named(facts: Facts, outlets: Iterable[Outlet], at: int) -> tuple[str, ...]:
    """The papers (not channels or recordings) that the sentence around an offset names."""
    start, end = next(((a, b) for a, b in facts.sentences if a <= at < b), (at, at))
    if not mentions(facts, start, end, frozenset({"newspaper", "agency_news"})):
        return ()
    known = list(outlets)
    here = outlets_named(facts, known, start, end)
    anywhere = outlets_named(facts, known)
    return tuple(here) or (tuple(anywhere) if len(anywhere) == 1 else ())


def wires_in(facts: Facts) -> tuple[str, ...]:
    """The marks of agencies in a text: the dateline `CITY, date (MARK) -`, `(MARK)`, a line `© MARK` or
    `(avec MARK)` at its end."""
    text = facts.document.text
    at = text.find("\n")
    head = _DATELINE.findall(text[: max(0, at) + HEAD])
    tail = [a or b or c for a, b, c in _SIGNED.findall(text[-200:])]
    return tuple(dict.fromkeys(facts.fold(mark.strip(), facts.document.language) for mark in (*head, *tail)))


def anchors_of(facts: Facts) -> tuple[tuple[int, int, str, float], ...]:
    """What a translation keeps: `(start, end, key, weight)` of notions, names, uncommon words by sound, and
    figures."""
    text, language, kin = facts.document.text, facts.document.language, relations()
    tokens = tokens_of(text)
    found: list[tuple[int, int, str, float]] = []
    covered: set[int] = set()
    for h in lexicon_of(facts.pack).find(tokens):
        covered |= set(range(h.first, h.last))
        key, value = kin.family_of(h.sense.concept), weight(h.sense.kind, h.sense.concept)
        found.append((tokens[h.first].start, tokens[h.last - 1].end, key, value))
        side = side_of_notion(h.sense.concept)
        if side and h.sense.kind != "name":
            found.append((tokens[h.first].start, tokens[h.last - 1].end, side, weight("name", side)))
    for i, token in enumerate(tokens):
        if i in covered or token.is_number or len(token.text) < 4:
            continue
        key = facts.fold(text[token.start : token.end], language)
        if token.capital and len(key) >= 3:
            found.append((token.start, token.end, f"~{key}", 1.0))
        elif len(token.text) >= 6 and len(key) >= 4:
            found.append((token.start, token.end, f"~{key[:6]}", 0.3))
    found.extend((q.span.start, q.span.end, f"#{q.low:g}", 1.0) for q in facts.quantities)
    return tuple(sorted(found))
