"""What a word means beside others: a drone that is destroyed is shot down, a town that is freed is taken.

The tables of a pack give every sense of a word; here those fall away that their neighbours speak against, and a few
turn into another. Each rule names notions only, never a word of a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.matching.facts import Facts
from selon.matching.lexicon import Hit, Sense
from selon.matching.notions import relations
from selon.matching.tokens import Token

FLYING = frozenset({"drone", "missile", "rocket", "ballistic"})
BODIES = frozenset({"ministry_defence"})
"""Notions that may stand beside what flies without being hit."""
GROUND = frozenset(
    {
        "village",
        "settlement_urban",
        "town",
        "community",
        "district",
        "region",
        "street",
        "position",
        "coast",
        "island",
        "port",
    }
)
"""Notions of ground that is held or lost."""
ORDERED = frozenset({"order_assault", "order", "attack", "soldier", "unit"})
"""What soldiers refuse, or who they are."""
STATES = frozenset({"government", "president", "authorities", "delegation", "ministry_foreign", "ministry_defence"})
BEHIND = 3
"""Words between a trigger and its object."""
NEAR = 7
"""Words between a common word and the place that gives it its sense."""
DOWNED = Sense("shoot_down", "act", "loss", "intercepted", roles=("who", "equipment"))
FREED = Sense("liberate", "act", "control", "taken", roles=("holder", "place"))
LEFT = Sense("withdraw", "act", "control", "lost", roles=("holder", "place"))
GONE = Sense("leave", "act", "movement", "left", roles=("mover", "mover"))
REJECTED = Sense("agree", "act", "decision", "agreed", negative=True, roles=("who", "what"))
INTACT = Sense("damage", "act", "loss", "damaged", negative=True, roles=("owner", "equipment"))
STRUCK = Sense("hit", "act", "attack", "", roles=("attacker", "target"))


def senses_in(facts: Facts, tokens: Sequence[Token], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The notions of a clause, with the senses that hold in it."""
    kept = tuple(h for h in hits if h.sense.aspect != "place" or _on_ground(facts, tokens, hits, h))
    kinds = {h.sense.concept for h in kept}
    families = {relations().family_of(c) for c in kinds}
    return tuple(replace(h, sense=_turned(h, kept, kinds, families)) for h in kept)


def _turned(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense:
    """The sense of a hit beside the others."""
    concept = hit.sense.concept
    if concept == "destroy" and _only_flying(hits):
        return DOWNED
    if concept == "survive" and _subject(hit, hits) in ("thing", "place"):
        return INTACT
    if concept == "release" and _object(hit, hits) in ("village", "settlement_urban", "town"):
        return FREED
    if concept == "withdraw" and families & {"people"} and not families & {"troops"}:
        return GONE
    if concept == "leave" and families & {"troops"} and not families & {"people"}:
        return LEFT
    if concept == "meet" and kinds & FLYING and not any(h.sense.kind == "who" for h in hits):
        return STRUCK
    if concept == "refuse" and not families & {"troops"} and not kinds & ORDERED and _by_state(hit, hits):
        return REJECTED
    return hit.sense


def _object(hit: Hit, hits: Sequence[Hit]) -> str:
    """The thing, person or kind of place right behind a trigger; empty for none."""
    behind = [h for h in hits if h.first >= hit.last and h.sense.kind in ("who", "thing", "place", "org")]
    return behind[0].sense.concept if behind and behind[0].first - hit.last < BEHIND else ""


def _subject(hit: Hit, hits: Sequence[Hit]) -> str:
    """The kind of the thing, person or place right before a trigger, ground and what flies left out; empty for none."""
    before = [
        h for h in hits if h.last <= hit.first and h.sense.kind in ("who", "thing", "place", "org") and not h.inside
    ]
    near = bool(before) and hit.first - before[-1].last < BEHIND and before[-1].sense.concept not in FLYING | GROUND
    return before[-1].sense.kind if near else ""


def _by_state(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a country or its government stands before the trigger: states turn down offers, soldiers orders."""
    return any(h.last <= hit.first and (h.sense.kind == "name" or h.sense.concept in STATES) for h in hits)


def _only_flying(hits: Sequence[Hit]) -> bool:
    """Whether what flies is all that could have been destroyed."""
    things = {h.sense.concept for h in hits if h.sense.kind in ("thing", "org")} - BODIES
    return bool(things) and things <= FLYING


def _on_ground(facts: Facts, tokens: Sequence[Token], hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a place name or a kind of place stands near."""
    first, last = max(0, hit.first - NEAR), min(len(tokens), hit.last + NEAR)
    if any(h.sense.concept in GROUND and h.first < last and h.last > first for h in hits):
        return True
    start, end = tokens[first].start, tokens[last - 1].end
    return any(s.start < end and start < s.end and s.role != "said" for s in facts.spots)
