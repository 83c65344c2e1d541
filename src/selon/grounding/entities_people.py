"""Persons in a phrase: which words are the name, and whom it names."""

from __future__ import annotations

import re

from selon.grounding.entities_context import Context, Known, from_actor, little, registered
from selon.grounding.fold import plain
from selon.grounding.names import GIVEN, people_and_bodies
from selon.grounding.names_scan import Word, joined, words_of
from selon.grounding.persons import PersonKey, person_key
from selon.grounding.registry import Actor

_SLUG = re.compile(r"[^a-z0-9]+")


def person(phrase: str, context: Context) -> Known | None:
    """A person: in the registry by surname and given name; by a surname that the registry or the report has in
    full; or new.
    """
    name = person_in(phrase, context)
    if name is None:
        return None
    key = person_key(name, context.pack.code, context.facts)
    why = f"name: {name}"
    actor = registered_person(name, context)
    if actor is not None:
        return from_actor(actor, f"registry: {name}")
    if not key.given:
        full = context.full.get(key.surname)
        if full is None:
            return None
        why = f"{name}: {full} elsewhere in the report"
        name, key = full, person_key(full, context.pack.code, context.facts)
        actor = registered_person(full, context)
        if actor is not None:
            return from_actor(actor, why)
    return Known(person_id(key), name, "person", None, None, (why,))


def registered_person(name: str, context: Context) -> Actor | None:
    """The person of the registry with this name, by surname and given name, or by a name that stands there."""
    actor = context.registry.person(person_key(name, context.pack.code, context.facts)) or registered(name, context)
    return actor if actor is not None and actor.kind == "person" else None


def person_id(key: PersonKey) -> str:
    """The identifier of a person whom the registry does not have."""
    return "person:" + "-".join(_SLUG.sub("-", part) for part in (key.surname, key.given) if part)


def person_in(phrase: str, context: Context) -> str | None:
    """The name of a person in a phrase (*le ministre russe de la Défense, Andreï Belooussov*); `None` when there is
    none.

    A name of the registry; a name with a known given name; else the last two words or more with capitals, or the only
    one.
    """
    if phrase not in context.persons:
        context.persons[phrase] = _person_in(phrase, context)
    return context.persons[phrase]


def _person_in(phrase: str, context: Context) -> str | None:
    words = words_of(phrase, context.facts)
    for length in (4, 3, 2):
        for i in range(len(words) - length, -1, -1):
            written = phrase[words[i].start : words[i + length - 1].end]
            if len(written) < 60 and registered_person(written, context) is not None:
                return written
    runs = _runs(phrase, words, context)
    lead = next((run for run in runs if " " in run and phrase.startswith((f"{run},", f"{run} ("))), None)
    named = lead or _with_given_name(phrase, words, context)
    return named or max(runs, key=lambda run: (min(2, len(run.split())), phrase.index(run)), default=None)


def _with_given_name(phrase: str, words: list[Word], context: Context) -> str | None:
    """The first name of several words that begins with a given name; the phrase is read only when it has such a word."""
    if len(words) < 2 or not any(context.facts.is_given(w.text) for w in words):
        return None
    found = people_and_bodies(phrase, context.pack, context.gazetteer).mentions
    return next((m.span.text for m in found if m.why == (GIVEN,) and " " in m.span.text), None)


def _runs(phrase: str, words: list[Word], context: Context) -> list[str]:
    """Runs of words with capitals that are no function, no country and no body."""
    facts = context.facts
    runs: list[list[Word]] = [[]]
    for word in words:
        name = plain(word.text)
        if name in facts.titles or name in facts.never or facts.country(word.text) or word.text.lower() in facts.bodies:
            runs.append([])
        elif runs[-1] and not joined(phrase, runs[-1][-1].end, word.start):
            runs.append([word])
        else:
            runs[-1].append(word)
    made = [phrase[run[0].start : run[-1].end] for run in runs if run]
    alone = len(made) == 1 and little(phrase.replace(made[0], "", 1), context)
    return [run for run in made if " " in run or alone or _after_title(phrase, run, context)]


def _after_title(phrase: str, run: str, context: Context) -> bool:
    before = phrase[: phrase.index(run)].split()
    return bool(before) and plain(before[-1]) in context.facts.titles
