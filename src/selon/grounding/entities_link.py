"""The same actor across reports and languages: mentions put into clusters, with the reason for every join.

Joins are kept apart from what they join: a cluster can be undone by leaving a reason out, and no mention is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selon.grounding.fold import fold, likeness, plain
from selon.grounding.names_parts import Parts, parts
from selon.grounding.persons import PersonKey, person_key
from selon.lang.pack import load

LIKE, LIKE_SURNAME = 0.8, 0.6
SHORTEST = 4
BEGINNING = 6
"""Sounds at the beginning of a word of a name that kindred languages share."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of an actor: which report, the words, the voice kind, ISO 639-1 of the report, the entity if
    resolved.
    """

    report: str
    text: str
    kind: str
    language: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Why two mentions are one actor: their places in the list, and the reason."""

    a: int
    b: int
    reason: str


@dataclass(frozen=True, slots=True)
class ActorCluster:
    """Mentions of one actor: their places in the list, in order; the joins that made it."""

    id: str
    members: tuple[int, ...]
    joins: tuple[Join, ...]


def link(mentions: Sequence[ActorMention]) -> tuple[ActorCluster, ...]:
    """The clusters of mentions, in the order of their first members; the order of the mentions does not matter for
    who is with whom.

    One entity; one person key; the same name letter by letter; the same sounds and alike letters.
    """
    leader = list(range(len(mentions)))
    joins: list[Join] = []

    def top(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def join(a: int, b: int, reason: str) -> None:
        one, two = sorted((top(a), top(b)))
        if one != two:
            leader[two] = one
            joins.append(Join(a, b, reason))

    for keys, reason in (
        (_entities, "one entity"),
        (_names, "one name"),
        (_persons, "one person's name"),
        (_bodies, "one body's name"),
        (_sounds, "sounds alike"),
    ):
        first: dict[str, int] = {}
        for i, key in keys(mentions):
            if key in first and (reason != "sounds alike" or _alike(mentions[first[key]], mentions[i])):
                join(first[key], i, f"{reason}: {key}")
            first.setdefault(key, i)
    for i, j, key in _short(mentions, top):
        join(i, j, f"the one person of that surname: {key}")
    return _clusters(mentions, [top(i) for i in range(len(mentions))], joins)


def _entities(mentions: Sequence[ActorMention]) -> list[tuple[int, str]]:
    return [(i, m.entity) for i, m in enumerate(mentions) if m.entity is not None]


def _names(mentions: Sequence[ActorMention]) -> list[tuple[int, str]]:
    return [(i, f"{m.kind}:{plain(m.text)}") for i, m in enumerate(mentions) if plain(m.text)]


def _persons(mentions: Sequence[ActorMention]) -> list[tuple[int, str]]:
    found = []
    for i, m in enumerate(mentions):
        if m.kind == "person":
            key = _key(m)
            if len(key.given) > 1 and key.surname:
                found.append((i, f"{key.surname} {key.given}"))
    return found


def _bodies(mentions: Sequence[ActorMention]) -> list[tuple[int, str]]:
    """Organisations by the sounds of their words without case endings; of several words the beginnings alone, which
    kindred languages share (*Демократической партии*, *Демократична партія*)."""
    found = []
    for i, m in enumerate(mentions):
        if m.kind == "organisation":
            facts = parts(load(m.language))
            stems = [_stem(word, m.language, facts) for word in plain(m.text).split()]
            stems = [s for s in stems if len(s) >= SHORTEST - 1]
            if len(stems) > 1:
                found.append((i, " ".join(s[:BEGINNING] for s in stems)))
            elif stems and len(stems[0]) > SHORTEST:
                found.append((i, stems[0]))
    return found


def _stem(word: str, language: str, facts: Parts) -> str:
    """The shortest sound key of the forms that a word may be a case of."""
    return min((fold(form, language) for form in facts.variants(word)), key=lambda k: (len(k), k))


def _short(mentions: Sequence[ActorMention], top: Callable[[int], int]) -> list[tuple[int, int, str]]:
    """Surnames alone, or with an initial, and the one person of that surname in the same report."""
    full: dict[tuple[str, str], list[tuple[int, PersonKey]]] = {}
    short: list[tuple[int, PersonKey]] = []
    for i, m in enumerate(mentions):
        if m.kind == "person" and (key := _key(m)).surname:
            if len(key.given) > 1:
                full.setdefault((m.report, key.surname), []).append((i, key))
            else:
                short.append((i, key))
    found = []
    for i, key in short:
        known = [
            (j, k)
            for j, k in full.get((mentions[i].report, key.surname), ())
            if (not key.given or k.fits(key)) and _like_surnames(mentions[i], mentions[j])
        ]
        if known and len({top(j) for j, _ in known}) == 1:
            found.append((known[0][0], i, key.surname))
    return found


def _like_surnames(a: ActorMention, b: ActorMention) -> bool:
    return likeness(a.text.split()[-1], b.text.split()[-1]) >= LIKE_SURNAME


def _key(mention: ActorMention) -> PersonKey:
    return person_key(mention.text, mention.language, parts(load(mention.language)))


def _sounds(mentions: Sequence[ActorMention]) -> list[tuple[int, str]]:
    found = []
    for i, m in enumerate(mentions):
        key = fold(m.text, m.language)
        if len(key.replace("a", "")) >= SHORTEST:
            found.append((i, f"{m.kind}:{key}"))
    return found


def _alike(a: ActorMention, b: ActorMention) -> bool:
    return likeness(a.text, b.text) >= LIKE


def _clusters(mentions: Sequence[ActorMention], tops: list[int], joins: list[Join]) -> tuple[ActorCluster, ...]:
    members: dict[int, list[int]] = {}
    for i, leader in enumerate(tops):
        members.setdefault(leader, []).append(i)
    made = []
    for leader, inside in sorted(members.items()):
        entity = next((mentions[i].entity for i in inside if mentions[i].entity), None)
        own = tuple(j for j in joins if tops[j.a] == leader)
        made.append(ActorCluster(entity or f"name:{plain(mentions[leader].text)}", tuple(inside), own))
    return tuple(made)
