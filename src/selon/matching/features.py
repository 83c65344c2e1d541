"""The notions of an assertion with their weights: what makes two of them alike, whatever their languages."""

from __future__ import annotations

from selon.matching.actors import side_of_notion
from selon.matching.clauses import Clause
from selon.matching.facts import Facts
from selon.matching.lexicon import Hit, lexicon_of
from selon.matching.notions import GOODS, weight
from selon.matching.polarity import contrast_at
from selon.matching.sides import sides_of
from selon.matching.spots import SOUNDS, place_key
from selon.matching.tokens import Token, folded, tokens_of
from selon.model.assertion import Notion

BACKGROUND = 0.4
"""What stands in the background of a clause says this much less."""
BESIDE = 0.5
"""A trigger beside the main one says this much less."""
MAIN = 1.0
"""The main trigger says at least so much, even a weak one."""
NAME = 0.9
WORD = 0.3
NOUN = 0.45
"""Weights of a name, of another word that no table knows, and of a capitalised word where nouns are capitalised."""
LETTERS = 6
"""A common word must have so many letters to count; its sound key is cut to as many."""


def notions_of(
    facts: Facts, clause: Clause, trigger: Hit | None, span: tuple[int, int], shown: int, speaking: tuple[str, str]
) -> tuple[Notion, ...]:
    """The notions of words `[first, last)` of a clause, each once with its greatest weight, in order of key.

    span: `(first, last)`. speaking: the sides that `enemy` and `our` are told from, see `speaking_sides`.
    shown: where a second thing begins that is told beside; what stands there says less.
    """
    found: dict[str, float] = {}
    covered: set[int] = set()
    first, last = span
    denied = contrast_at(clause)
    for hit in clause.hits:
        if not first <= hit.first < last:
            continue
        covered |= set(range(hit.first, hit.last))
        value = weight(hit.sense.kind, hit.sense.concept)
        if hit.sense.frame and (trigger is None or hit.sense.concept != trigger.sense.concept):
            value *= BESIDE
        elif hit.sense.frame:
            value = max(value, MAIN)
        if shown and hit.first >= shown:
            value *= BACKGROUND
        if denied is not None and hit.first < denied and hit.sense.concept in GOODS:
            continue
        if hit.first in clause.background and (trigger is None or trigger.first not in clause.background):
            value *= BACKGROUND
        found[hit.sense.concept] = max(found.get(hit.sense.concept, 0.0), value)
    found |= sides_of(clause, trigger, (first, last), speaking)
    for at in range(first, last):
        named = _by_sound(facts, clause.tokens[at], at in covered, starts=at == 0)
        if named:
            found[named[0]] = max(found.get(named[0], 0.0), named[1])
    return tuple(Notion(key, value) for key, value in sorted(found.items()))


def _by_sound(facts: Facts, token: Token, known: bool, starts: bool) -> tuple[str, float] | None:
    """The sound key of a name, or of a word that no table knows."""
    if token.is_number or len(token.text) < 3:
        return None
    nouns = bool(facts.pack.facts.get("compounds", False))
    name = token.capital and not starts
    if known and (nouns or not name):
        return None
    key = facts.fold(facts.document.text[token.start : token.end], facts.document.language)
    if name and len(key) >= 2:
        return ("~" + key, (NOUN if nouns else NAME) * (0.5 if known else 1.0))
    if len(token.text) >= LETTERS and len(key) >= 3:
        return ("~" + key[:LETTERS], WORD)
    return None


def scene_of(facts: Facts) -> frozenset[str]:
    """The sound keys of all names in a report, and the countries it names: what it has in common with another
    report on the same thing."""
    text, language = facts.document.text, facts.document.language
    tokens = tokens_of(text)
    hits = lexicon_of(facts.pack).find(tokens)
    covered = {i for h in hits for i in range(h.first, h.last)}
    openers = {folded(w) for w in facts.pack.words("starters")}
    starts = {a for a, _ in facts.sentences}
    found = {h.sense.concept for h in hits if h.sense.kind == "name"}
    found |= {side for h in hits if (side := side_of_notion(h.sense.concept))}
    for i, token in enumerate(tokens):
        fresh = token.start in starts or token.start - 1 in starts
        if any(m.start <= token.start < m.end for m in facts.moments):
            continue
        if token.capital and not token.is_number and i not in covered and not (fresh and token.text in openers):
            key = facts.fold(text[token.start : token.end], language)
            if len(key) >= 3:
                found.add("~" + key[:SOUNDS])
    return frozenset(found | {"~" + place_key(facts, s.name)[:SOUNDS] for s in facts.spots if s.id is None})
