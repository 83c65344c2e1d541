"""Who holds a function in a report: *the mayor* is the mayor whom the report names.

Only functions that one person holds at one place count (rows of the table `bodies` of kind `role` or `local`), only
when one person of the report holds it, and only when the phrase names no place or body that the other does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from selon.grounding.entities_context import Context, Known
from selon.grounding.entities_patterns import bodies, words_in
from selon.grounding.fold import plain
from selon.grounding.names_scan import words_of
from selon.model import EntityLink

HELD = frozenset({"role", "local"})


def holders(links: Iterable[EntityLink], context: Context) -> Mapping[str, tuple[EntityLink, ...]]:
    """The persons of a report by the functions that the words of their links tell, each person once."""
    found: dict[str, dict[str, EntityLink]] = {}
    for link in links:
        if link.entity.startswith("person:"):
            for function in functions(link.span.text, context):
                found.setdefault(function, {}).setdefault(link.entity, link)
    return {function: tuple(persons.values()) for function, persons in found.items()}


def functions(phrase: str, context: Context) -> frozenset[str]:
    """The functions that a phrase names; of two that share words the longer one."""
    hits = [h for h in bodies(context.pack).find(words_in(phrase)) if h.kind in HELD]
    kept = [h for h in hits if not any(o is not h and o.first <= h.first and h.end <= o.end for o in hits)]
    return frozenset(h.value for h in kept)


def holder(phrase: str, held: Mapping[str, tuple[EntityLink, ...]], context: Context) -> Known | None:
    """The one person of the report who holds the function that a phrase without a name tells; `None` when nobody, or
    more than one, does.
    """
    told = functions(phrase, context)
    if len(told) != 1:
        return None
    persons = held.get(next(iter(told)), ())
    if len(persons) != 1 or not _proper(phrase, context) <= _proper(persons[0].span.text, context):
        return None
    link = persons[0]
    known = Known(link.entity, link.name, link.kind, link.country, link.side)
    return replace(known, reasons=(f"{phrase}: {link.span.text} elsewhere in the report", *link.reasons))


def _proper(phrase: str, context: Context) -> frozenset[str]:
    """The words of a phrase that name a place, a people or a body of its own: with capitals inside of it, and the
    adjectives of countries. In German, where all nouns have capitals, places and peoples only.
    """
    facts = context.facts
    peoples = {country for word in words_in(phrase) if (country := facts.country(word)) is not None}
    words = [w for w in words_of(phrase, facts) if w.start > 0 and facts.country(w.text) is None]
    if facts.language == "de":
        return frozenset(peoples)
    return frozenset(peoples | {min((plain(v) for v in facts.variants(w.text)), key=len)[:SAME] for w in words})


SAME = 5
"""Letters at the beginning that two case forms of a name share."""
