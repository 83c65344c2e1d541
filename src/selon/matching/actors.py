"""Voices as actors: names by sound, functions as notions, so that one speaker is known again in another language."""

from __future__ import annotations

import re

from selon.matching.facts import Facts
from selon.matching.lexicon import lexicon_of
from selon.matching.spots import SOUNDS, place_key
from selon.matching.tokens import folded, tokens_of
from selon.model import Statement, Voice
from selon.model.assertion import Actor

_DIGIT = re.compile(r"\d")
RECORDINGS = frozenset({"video", "photo", "letter_doc"})
"""Notions of pieces that hold somebody's words and can be traced."""
WRITTEN = frozenset({"report_doc", "speech", "list_register"})
"""Notions of pieces that stand for whoever wrote them."""
SOLDIERS = frozenset({"soldier", "officer", "commander"})
"""Who speaks in recordings, alone or for others."""
NEAR = 2
"""Sentences before a statement, and the one after it, in which the recording may be described."""


def chain_of(facts: Facts, statement: Statement | None) -> tuple[Actor, ...]:
    """The voices of a statement, nearest to the publisher first; none for the publisher's own word."""
    if statement is None:
        return ()
    recorded = _recording_near(facts, statement)
    return tuple(actor_of(facts, voice, recorded) for voice in statement.voices)


def actor_of(facts: Facts, voice: Voice, recorded: bool = False) -> Actor:
    """One voice with its names and functions."""
    signs = signs_of(facts, _DIGIT.split(voice.name)[0])
    media = voice.kind == "media" or (voice.kind == "document" and "letter_doc" in signs.roles)
    one = voice.kind in ("role", "unidentified", "person") or (voice.kind == "group" and bool(signs.roles & SOLDIERS))
    speaks = recorded and one and not signs.names
    return Actor(
        voice.name, voice.kind, signs.names, signs.roles, signs.places, _entity(voice, signs), signs.sounds, media or speaks,
        voice.manner,
    )  # fmt: skip


def _entity(voice: Voice, signs: Actor) -> str | None:
    """The resolved actor, unless it is a body without a name of its own (`the press service`)."""
    if voice.entity is None or (voice.entity.startswith("org:") and not signs.names):
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
        if key[:SOUNDS] in grounds:
            places.add(key)
        elif key and (i not in covered or _is_name(facts, written, i)):
            names.add(key)
    return Actor(text, "", frozenset(names), roles, frozenset(places), sounds=sounds_of(facts, text))


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
