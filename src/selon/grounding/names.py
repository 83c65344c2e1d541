"""Names of persons and bodies, found shallowly and fast: given names, titles, endings of surnames, words that head a
body's name.

No model and no dictionary of the language: what the pack lists (`nameparts.tsv`), the capital letters, the registry of
actors, and what the text itself says of a name elsewhere (*Keir Starmer* makes *Starmer* a person in the rest of the
text).
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.grounding.gazetteer_schema import Places
from selon.grounding.names_parts import parts
from selon.grounding.names_people import GIVEN, Reader
from selon.grounding.names_scan import words_of
from selon.grounding.registry import Registry
from selon.lang.pack import Pack
from selon.model.name import NameMention

__all__ = ["GIVEN", "Names", "find_names", "people_and_bodies"]


@dataclass(frozen=True, slots=True)
class Names:
    """What was found: the names in text order, and the surnames of persons (`fold.plain`, as written and in the
    nominative).
    """

    mentions: tuple[NameMention, ...]
    surnames: frozenset[str]


def find_names(
    text: str, pack: Pack, gazetteer: Places | None = None, registry: Registry | None = None
) -> tuple[NameMention, ...]:
    """The names of persons (PER), bodies (ORG) and places (LOC) of a text, in text order, without overlaps.

    gazetteer: knows places; without it no LOC is found and a place may pass for a person. registry: knows bodies by
    name.
    """
    from selon.grounding.places import find_places

    found = people_and_bodies(text, pack, gazetteer, registry)
    mentions = list(found.mentions)
    if gazetteer is not None:
        taken = [m.span for m in mentions]
        places = find_places(text, pack, gazetteer, taken, found.surnames)
        mentions += [NameMention(p.span, "LOC", ("gazetteer",)) for p in places]
    return tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end)))


def people_and_bodies(
    text: str, pack: Pack, gazetteer: Places | None = None, registry: Registry | None = None
) -> Names:
    """Names of persons and bodies; a place of the gazetteer is neither unless a given name or a title says so."""
    facts = parts(pack)
    reader = Reader(text, facts, words_of(text, facts), gazetteer, registry)
    return Names(reader.read(), frozenset(reader.surnames))
