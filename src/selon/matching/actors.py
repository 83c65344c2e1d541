"""Voices as actors: names by sound, functions as notions, so that one speaker is known again in another language."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from selon.lang import Pack
from selon.matching.facts import Facts
from selon.matching.lexicon import lexicon_of
from selon.matching.spots import SOUNDS, place_key
from selon.matching.tokens import folded, tokens_of
from selon.model import Statement, Voice
from selon.model.assertion import Actor

_DIGIT = re.compile(r"\d")
_OF_STATE = re.compile(r"org:[A-Z]{2}:")
"""A body of a state, told by its country: known without a name of its own."""
RECORDINGS = frozenset({"video", "photo", "letter_doc"})
"""Notions of pieces that hold somebody's words and can be traced."""
WRITTEN = frozenset({"report_doc", "speech", "list_register"})
"""Notions of pieces that stand for whoever wrote them."""
SOLDIERS = frozenset({"soldier", "officer", "commander"})
"""Who speaks in recordings, alone or for others."""
CODES = {"RU": "russia", "UA": "ukraine"}
SIDES = {"russia": frozenset({"russia", "moscow", "army_ru"}), "ukraine": frozenset({"ukraine", "kyiv", "army_ua"})}
"""States at war by the notions of their names, capitals and armies."""
PRONOUN = 7
"""A voice of no more code points without a name or function is a pronoun."""
BODIES = frozenset({
    "ministry_defence", "ministry_foreign", "ministry_interior", "ministry", "ministry_emergency", "government",
    "reg_admin", "town_hall", "police", "prosecutor", "army", "general_staff", "court", "authorities", "department",
    "committee", "parliament", "eu_council", "coordination_hq", "port_authority", "admin_body", "air_force", "navy",
    "border_guard", "security_service", "air_defence", "company_firm", "grid_operator", "united_nations", "central_bank",
    "ministry_industry", "ministry_energy", "ministry_health", "ministry_justice", "ministry_finance", "president_office",
})  # fmt: skip
"""Notions of bodies that a paper of theirs stands for."""
SPEAKERS = BODIES | {"governor", "mayor", "president", "minister", "prime_minister", "union", "network", "institute"}
"""Notions of those whom a pronoun may point at as the speaker of a sentence."""
STATE_OFFICES = frozenset({
    "ministry_defence", "ministry_foreign", "president", "president_office", "air_defence", "air_force", "navy", "army",
    "general_staff", "government", "ministry_industry", "ministry_energy", "ministry_health", "ministry_justice",
    "ministry_finance", "delegation",
})  # fmt: skip
"""Notions of offices that every state has."""
NEAR = 2
"""Sentences before a statement, and the one after it, in which the recording may be described."""


def chain_of(facts: Facts, statement: Statement | None) -> tuple[Actor, ...]:
    """The voices of a statement, nearest to the publisher first; none for the publisher's own word."""
    if statement is None:
        return ()
    recorded = _recording_near(facts, statement)
    return tuple(_spoken(facts, statement, voice, actor_of(facts, voice, recorded)) for voice in statement.voices)


def _spoken(facts: Facts, statement: Statement, voice: Voice, actor: Actor) -> Actor:
    """A voice that only points at the subject of its sentence (`by its own account`, `it announced`), by what it
    points at."""
    bare = all(r.startswith("of:") for r in actor.roles) and not actor.entity and voice.refers_to is None
    pronoun = voice.kind == "person" and len(voice.name) <= PRONOUN and not actor.names
    if not bare or not (pronoun or _self_told(facts, voice)):
        return actor
    at = statement.content[0].start
    start, end = next(((a, b) for a, b in facts.sentences if a <= at < b), (at, at))
    tokens = tokens_of(facts.document.text, start, end)
    heads = [h for h in lexicon_of(facts.pack).find(tokens) if h.sense.concept in SPEAKERS]
    if not heads or (voice.span and tokens[heads[0].first].start > voice.span.start):
        return actor
    first, last = max(0, heads[0].first - 2), min(len(tokens), heads[0].last + 2)
    signs = signs_of(facts, facts.document.text[tokens[first].start : tokens[last - 1].end])
    return replace(signs, kind="organisation", names=frozenset(), manner=voice.manner)


def _self_told(facts: Facts, voice: Voice) -> bool:
    """Whether the words of a voice only say that somebody speaks of himself."""
    words = {t.text for t in tokens_of(voice.name)}
    return voice.kind == "unidentified" and any(
        word.startswith(folded(row["word"]).rstrip("*"))
        for row in facts.pack.rows("links")
        if row["kind"] == "self"
        for word in words
    )


def actor_of(facts: Facts, voice: Voice, recorded: bool = False) -> Actor:
    """One voice with its names and functions."""
    signs = _without_given(facts, signs_of(facts, _DIGIT.split(voice.name)[0]), voice.entity)
    written = voice.kind == "document" and "letter_doc" in signs.roles and not signs.roles & BODIES
    media = voice.kind == "media" or written
    some = voice.kind in ("group", "unidentified") and bool(signs.roles & SOLDIERS)
    one = voice.kind in ("role", "person") or some
    speaks = recorded and one and not signs.names
    return Actor(
        voice.name, voice.kind, signs.names, signs.roles, signs.places, _entity(voice, signs), signs.sounds, media or speaks,
        voice.manner, side_of(signs.roles, voice.entity),
    )  # fmt: skip


def _without_given(facts: Facts, signs: Actor, entity: str | None) -> Actor:
    """A person without the given name, which many bear: the name that stands right before or behind the surname."""
    kind, _, rest = (entity or "").partition(":")
    surname = rest.split("-")[0]
    if kind != "person" or not surname:
        return signs
    tokens = tokens_of(signs.text)
    keys = [facts.fold(signs.text[t.start : t.end], facts.document.language) if t.capital else "" for t in tokens]
    at = next((i for i, key in enumerate(keys) if key == surname), None)
    if at is None:
        return signs
    given = next((keys[i] for i in (at - 1, at + 1) if 0 <= i < len(keys) and keys[i] in signs.names), None)
    return replace(signs, names=(signs.names | {surname}) - {given} if given else signs.names | {surname})


def side_of_notion(concept: str) -> str:
    """The side that a notion names, empty for none."""
    return next((side for side, words in SIDES.items() if concept in words), "")


def side_of(roles: frozenset[str], entity: str | None = None) -> str:
    """The state that somebody belongs to: by the country of a resolved body, else by the country or capital in its
    words."""
    parts = (entity or "").split(":")
    if len(parts) > 1 and parts[0] in ("org", "office", "state") and parts[1].isupper():
        return CODES.get(parts[1], parts[1])
    return next((side for side, words in SIDES.items() if words & roles), "")


def _entity(voice: Voice, signs: Actor) -> str | None:
    """The resolved actor, unless it is a body without a name of its own (`the press service`)."""
    if voice.entity is None:
        return None
    if voice.entity.startswith("org:") and not signs.names and not _OF_STATE.match(voice.entity):
        return None
    return voice.entity


def signs_of(facts: Facts, text: str) -> Actor:
    """Names, functions and places in the words that name somebody; `kind` is left empty."""
    tokens = tokens_of(text)
    hits = lexicon_of(facts.pack).find(tokens)
    roles = frozenset(
        h.sense.concept
        for h in hits
        if h.sense.kind in ("who", "org", "name")
        or h.sense.concept in RECORDINGS | WRITTEN | {"same_one", "correction"}
    )
    roles |= frozenset(f"of:{h.sense.concept}" for h in hits if h.sense.kind in ("thing", "place"))
    covered = {i for h in hits for i in range(h.first, h.last)}
    dated = {i for h in hits if h.sense.kind == "time" for i in range(h.first, h.last)}
    grounds = {key for s in facts.spots for key in place_key(facts, s.name).split()}
    openers = {folded(w) for w in facts.pack.words("starters")}
    names, places = set(), set()
    for i, token in enumerate(tokens):
        written = text[token.start : token.end]
        if not token.capital or token.is_number or len(written) < 2 or (i == 0 and token.text in openers):
            continue
        if i == 0 and len(tokens) > 1 and not tokens[1].capital and text[token.end : token.end + 1] != ",":
            continue
        key = facts.fold(written, facts.document.language)
        if token.text in _said(facts.pack):
            continue
        if key[:SOUNDS] in grounds:
            places.add(key)
        elif key and (i not in covered or (i not in dated and _is_name(facts, written, i))):
            names.add(key)
    return Actor(
        text, "", frozenset(names), roles, frozenset(places), sounds=sounds_of(facts, text), side=side_of(roles)
    )


@lru_cache(maxsize=16)
def _said(pack: Pack) -> frozenset[str]:
    """Nouns of attribution (`Angaben`), which are no names where nouns have capitals."""
    words = (w for row in pack.rows("cues") if row["type"] == "prep" for w in row["cue"].split())
    return frozenset(folded(w) for w in words if len(w) > 4) if pack.facts.get("compounds", False) else frozenset()


def sounds_of(facts: Facts, text: str) -> frozenset[str]:
    """Sound keys of the words of a name, short words left out."""
    keys = (facts.fold(text[t.start : t.end], facts.document.language)[:6] for t in tokens_of(text) if len(t.text) > 3)
    return frozenset(k for k in keys if k)


def _is_name(facts: Facts, written: str, at: int) -> bool:
    """Whether a known word is part of a name here: a capital in the middle of words, where common nouns have none."""
    return at > 0 and not facts.pack.facts.get("compounds", False) and not written.isupper() and len(written) > 2


def _recording_near(facts: Facts, statement: Statement) -> bool:
    """Whether the text speaks of a recording in the sentence of the statement or shortly before."""
    at = statement.content[0].start
    number = next((i for i, (a, b) in enumerate(facts.sentences) if a <= at < b), 0)
    near = facts.sentences[max(0, number - NEAR) : number + 2]
    return bool(near) and mentions(facts, near[0][0], near[-1][1], RECORDINGS - {"letter_doc"})


def mentions(facts: Facts, start: int, end: int, notions: frozenset[str]) -> bool:
    """Whether one of the notions is named between two offsets."""
    found = lexicon_of(facts.pack).find(tokens_of(facts.document.text, start, end))
    return any(h.sense.concept in notions for h in found)
