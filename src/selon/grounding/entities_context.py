"""What resolving an actor needs, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import Places
from selon.grounding.names import people_and_bodies
from selon.grounding.names_parts import Parts, parts
from selon.grounding.persons import person_key
from selon.grounding.registry import Actor, Registry
from selon.lang.pack import Pack
from selon.model import NameMention, VoiceKind


@dataclass(frozen=True, slots=True)
class Known:
    """An actor that a phrase names: identifier, name, kind, country, side, and why."""

    id: str
    name: str
    kind: VoiceKind
    country: str | None = None
    side: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What resolving needs: the pack, its name facts, the registry, the gazetteer, and the full names of the report.

    persons: the person named in each phrase that has been read (`entities_people.person_in`).
    """

    pack: Pack
    facts: Parts
    registry: Registry
    gazetteer: Places | None
    full: dict[str, str] = field(default_factory=dict)
    home: str | None = None
    persons: dict[str, str | None] = field(default_factory=dict)


def context_of(
    text: str, pack: Pack, registry: Registry, gazetteer: Places | None, names: Iterable[NameMention] | None = None
) -> Context:
    """The context of one text. names: its names, when they have been found already."""
    found = people_and_bodies(text, pack, gazetteer).mentions if names is None else names
    context = Context(pack, parts(pack), registry, gazetteer)
    for mention in found:
        if mention.kind == "PER" and " " in mention.span.text:
            key = person_key(mention.span.text, pack.code, context.facts)
            context.full.setdefault(key.surname, mention.span.text)
    return context


def little(rest: str, context: Context) -> bool:
    """Whether there are only articles and other little words."""
    return all(w in context.facts.links or plain(w) in context.facts.never for w in rest.lower().split())


def registered(written: str, context: Context) -> Actor | None:
    """The actor of the registry with this name, in any case form."""
    return context.registry.called(written, context.facts)


def from_actor(actor: Actor, why: str) -> Known:
    """An actor of the registry, with the reason."""
    return Known(actor.id, actor.name, actor.kind, actor.country, actor.side, (why,))
