"""The subject of a verb that has none written: the noun phrase that the sentence begins with."""

from __future__ import annotations

from selon.statements.cases import looks_finite
from selon.statements.grammar import BIT
from selon.statements.nouns import left_of, right_of
from selon.statements.scene import FINITE_HELP, Range, Scene


def first_noun(scene: Scene, stop: int) -> Range | None:
    """The noun phrase that the sentence begins with, cut behind its last capitalised word where a verb may follow."""
    floor = scene.floor(stop)
    if floor >= stop:
        return None
    np = right_of(scene, _past_adverbial(scene, floor, stop), stop)
    if np is None:
        return None
    if scene.grammar.fact("nouns_capitalised"):
        return np
    start, end = np
    k = start
    while k < end and not (scene.tokens[k].cap and k > start and k + 1 < end and _plain(scene, k + 1)):
        k += 1
    return (start, min(k + 1, end))


def _plain(scene: Scene, k: int) -> bool:
    return not scene.tokens[k].cap and scene.is_word(k) and not scene.bits(k, BIT["np"] | BIT["det"] | BIT["conj"])


def _past_adverbial(scene: Scene, k: int, stop: int) -> int:
    """Token after a leading adverbial that a comma closes (`Appearing before the court, X`)."""
    participles = tuple(scene.grammar.words("participle_endings"))
    participle = bool(participles) and scene.low[k].endswith(participles) and not scene.tokens[k].classes
    if participle or scene.bits(k, BIT["prep"] | BIT["advsub"] | BIT["time"] | BIT["lead"] | BIT["skip"]):
        for m in range(k, stop):
            if scene.low[m] == ",":
                return m + 1
    return k


def before_relative(scene: Scene, left: Range | None, floor: int, stop: int) -> Range | None:
    """The noun before a relative clause without commas that what stands left of a verb is the end of (`an aide who was not
    allowed to speak | said`), or `None`. left: what stands there and can be its subject, if anything; stop: the verb.
    """
    start, alone = (left[0], False) if left else (stop, True)
    before = start - 1
    while before > floor and scene.bits(before, BIT["neg"] | BIT["skip"]):
        before -= 1
    if before <= floor or not scene.grammar.subject_first:
        return None
    verb = scene.bits(before, FINITE_HELP | BIT["verb"])
    for k in range(before, floor, -1):
        if scene.low[k] == ",":
            return None
        if scene.has(k, "rel") and not scene.has(k, "sub", "det"):
            return left_of(scene, k, floor) if verb or _is_subject(scene, k, stop) else None
        verb = verb or (alone and scene.bits(k, FINITE_HELP))
    return None


def _is_subject(scene: Scene, relative: int, stop: int) -> bool:
    """Whether a relative is the subject of its clause, which ends before `stop`: it can be nothing else (`qui`), or a verb stands
    right behind it (`who examined photographs | said`; not `who local officials | said`).
    """
    if scene.has(relative - 1, "prep"):
        return False
    if "nom" in scene.grammar.features.get(scene.low[relative], frozenset()):
        return True
    k = relative + 1
    if k < stop and scene.bits(k, FINITE_HELP):
        return True
    if k + 1 >= stop or not scene.is_word(k) or scene.tokens[k].cap or scene.tokens[k].classes & ~BIT["verb"]:
        return False
    if scene.grammar.voices.get(scene.low[k]) is not None:
        return False
    objects = BIT["det"] | BIT["poss"] | BIT["prep"] | BIT["pron"]
    return looks_finite(scene, k) or scene.bits(k + 1, objects) or scene.tokens[k + 1].cap
