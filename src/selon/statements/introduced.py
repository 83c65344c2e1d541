"""Who is spoken of without being quoted: the persons and bodies that a pronoun of a later sentence may stand for."""

from __future__ import annotations

from collections.abc import Iterator

from selon.statements.cases import case_of, looks_finite
from selon.statements.edges import time_phrase
from selon.statements.elided import first_noun
from selon.statements.gender import is_named_person, is_sure_person
from selon.statements.grammar import BIT
from selon.statements.nouns import right_of
from selon.statements.scene import FINITE_HELP, Range, Scene
from selon.statements.subjects import is_oblique

_LOOSE = BIT["skip"] | BIT["lead"] | BIT["but"] | BIT["conj"] | BIT["time"] | BIT["advsub"]
_LONGEST = 12


def topic(scene: Scene) -> Range | None:
    """The noun phrase that a sentence of the publisher's own begins with, if it can be its subject; a pronoun too."""
    if scene.heading or scene.tape.inside[scene.start] >= 0:
        return None
    start = _past_adverbs(scene)
    if start >= scene.end or scene.is_open(start):
        return None
    if scene.has(start, "pron") and "subj" in scene.grammar.features.get(scene.low[start], ()):
        return (start, start + 1)
    np = first_noun(scene, scene.end) if scene.grammar.subject_first else right_of(scene, start, scene.end)
    if np is None or np[0] > start + 1 or not _can_be_subject(scene, np) or _is_dateline(scene, np):
        return None
    np = _with_name(scene, (np[0], _before_verb(scene, np)))
    return np if _names_somebody(scene, np) else None


def names(scene: Scene) -> Iterator[Range]:
    """The names of persons in a sentence of the publisher's own, each with the function that stands right before it."""
    k = scene.start
    while k < scene.end and not scene.heading:
        run = _run(scene, k)
        np = (_with_function(scene, k), run)
        known = run > k + 1 or np[0] < k or scene.low[k] in scene.grammar.given
        if run > k and known and scene.tape.inside[k] < 0 and _is_person(scene, np):
            yield np
        k = max(run, k + 1)


def _is_person(scene: Scene, np: Range) -> bool:
    """Whether a phrase in the midst of a sentence names a person; two names of which nothing is known do so where no preposition
    stands before them, as it does before a place.
    """
    if is_sure_person(scene.tape, scene.grammar, np):
        return True
    placed = np[0] > scene.start and scene.has(np[0] - 1, "prep", "np", "conj")
    return not placed and scene.grammar.subject_first and is_named_person(scene.tape, scene.grammar, np)


def _past_adverbs(scene: Scene) -> int:
    k = scene.start
    while k < scene.end and (scene.bits(k, _LOOSE) or not scene.is_word(k)):
        if scene.is_open(k) or scene.bits(k, BIT["det"] | BIT["pron"] | BIT["title"]):
            break
        k = time_phrase(scene, k, scene.end) or k + 1
    return k


def _can_be_subject(scene: Scene, np: Range) -> bool:
    if scene.grammar.fact("free_order"):
        return case_of(scene, np[0]) != "obl"
    return not is_oblique(scene, np)


def _is_dateline(scene: Scene, np: Range) -> bool:
    """Whether a phrase is the place where a report was written (`Kiew (Orbis) – …`)."""
    return any(scene.low[k] == "(" for k in range(*np)) or (np[1] < scene.end and scene.low[np[1]] == "(")


def _before_verb(scene: Scene, np: Range) -> int:
    """Where a phrase ends whose verb was read with it: before a figure, and before the verb where words stand in any order."""
    if not scene.grammar.fact("free_order"):
        digits = (k for k in range(np[0] + 2, np[1]) if scene.low[k][0].isdigit())
        return next(digits, np[1])
    loose = BIT["neg"] | BIT["this"] | BIT["time"] | BIT["pron"] | BIT["prep"]
    for k in range(np[0] + 1, np[1]):
        if looks_finite(scene, k) or scene.bits(k, loose) or scene.low[k][0].isdigit():
            return k
    return np[1]


def _with_name(scene: Scene, np: Range) -> Range:
    """A function with what it is a function of and the name behind it (`Специалист по защите данных Роман Ежов`)."""
    if is_named_person(scene.tape, scene.grammar, np):
        return np
    k = np[1]
    while k < scene.end and k - np[1] < _LONGEST:
        if scene.tokens[k].cap and scene.low[k] in scene.grammar.given:
            return (np[0], max(_run(scene, k), k + 1))
        if not scene.is_word(k) or looks_finite(scene, k) or any(h.start == k for h in scene.hits):
            break
        k += 1
    return np


def _names_somebody(scene: Scene, np: Range) -> bool:
    """Whether a phrase names a person, a body or a function, as far as the pack knows."""
    free = scene.grammar.fact("free_order")
    heads = [k for k in range(*np) if not free or case_of(scene, k) != "obl"]
    kinds = {known[0] for k in heads if (known := scene.grammar.voices.get(scene.low[k])) is not None}
    if kinds - {"document", "media"} or _alone(scene, np):
        return True
    sure = is_sure_person(scene.tape, scene.grammar, np, nominative=True)
    return sure or (not free and is_named_person(scene.tape, scene.grammar, np))


def _alone(scene: Scene, np: Range) -> bool:
    """Whether one name that the pack does not know stands alone before a verb (`Mandryka has lifted his order`)."""
    if np[1] - np[0] != 1 or np[1] >= scene.end or not scene.grammar.subject_first:
        return False
    token = scene.tokens[np[0]]
    free = token.cap and not token.classes and scene.grammar.voices.get(token.low) is None
    return free and (scene.bits(np[1], FINITE_HELP | BIT["verb"]) or any(h.start == np[1] for h in scene.hits))


def _run(scene: Scene, k: int) -> int:
    """The token after a run of words with capitals that begins at `k`."""
    while k < scene.end and scene.is_word(k) and scene.tokens[k].cap:
        token = scene.tokens[k]
        if token.classes & ~BIT["title"]:
            break
        k += 1
        if token.classes & BIT["title"] and k < scene.end and scene.low[k] == ".":
            k += 1
    return k


def _with_function(scene: Scene, start: int) -> int:
    """Where the phrase begins that a name at `start` belongs to: at the article, or the function right before it."""
    k = start
    while k > scene.start and start - k < _LONGEST:
        before = scene.tokens[k - 1]
        if (scene.grammar.voices.get(before.low) is not None and before.low[0].isalpha()) or before.classes & BIT[
            "title"
        ]:
            k -= 1
        elif k < start and before.classes & BIT["det"]:
            return k - 1
        else:
            break
    return k
