"""What a noun of reporting announces (`reports that P`, `rumours of P`), and nominals that put something forward themselves."""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import looks_finite
from selon.statements.clauses import clause_after_comma
from selon.statements.ends import content_end
from selon.statements.grammar import BIT, Cue
from selon.statements.scene import Range, Scene
from selon.statements.verbs import VerbGroup

REPORTING = frozenset({"say", "relay", "accuse", "announce", "believe", "reveal", "show", "warn", "estimate"})
"""Manners of nouns that put something forward as being so."""
OPENS = BIT["sub"] | BIT["rel"] | BIT["advsub"] | BIT["wh"]
_LOOSE = BIT["skip"] | BIT["lead"] | BIT["but"] | BIT["conj"] | BIT["time"] | BIT["det"]
FAR = 12
"""Tokens between a noun and its clause (`reports by two agencies on Monday that P`)."""


def is_negated(scene: Scene, k: int) -> bool:
    """Whether a negation stands right before token `k`, or with only small words between."""
    m = k - 1
    while m > scene.start and k - m <= 3 and scene.bits(m, BIT["skip"] | BIT["det"]) and not scene.has(m, "neg"):
        m -= 1
    return m >= scene.start and scene.has(m, "neg")


def open_way(scene: Scene, start: int, end: int) -> bool:
    """Whether neither a clause nor a verb begins in `[start, end)`."""
    k = start
    while k < end:
        if scene.low[k] == "," or scene.is_break(k):
            return False
        if scene.bits(k, OPENS) and not scene.has(k, "det", "prep"):
            return False
        k = scene.hop_right(k) + 1
    return True


def announced(scene: Scene, noun: Hit[Cue], end: int) -> Range | None:
    """What a noun of reporting announces before token `end`: a clause, or a nominal under its preposition."""
    start = noun.end
    end = next((k for k in range(start, end) if scene.is_break(k)), end)
    for k in range(start, min(start + FAR, end)):
        if scene.has(k, "sub") and not (scene.has(k, "advsub") and not scene.has(k, "rel")):
            first = k + 1
            while first < end and scene.has(first, "sub") and not scene.has(first, "det"):
                first += 1
            return scene.tidy(first, min(end, content_end(scene, first, end)))
        if scene.is_open(k) or (looks_finite(scene, k) and scene.low[k - 1] != ","):
            break
    if scene.grammar.fact("zero_after_comma"):
        group = VerbGroup(noun, noun.start, noun.end, False, False, False, False, after=start)
        found = clause_after_comma(scene, group, end)
        if found is not None:
            return found
    under = {*scene.grammar.words("reported_under"), *noun.entry.under}
    for k in range(start, min(start + FAR, end)):
        if scene.low[k] in under:
            return scene.tidy(k + 1, min(end, content_end(scene, k + 1, end, nominal=True)))
        if scene.low[k] == "," or looks_finite(scene, k) or (scene.has(k, "prep") and not scene.has(k, "np", "det")):
            return None
    return None


def proposed(scene: Scene, start: int, end: int) -> Range | None:
    """A nominal that puts something forward: more than a pronoun or a bare noun of reporting."""
    found = scene.tidy(start, end)
    if found is None or scene.has(found[0], "prep", "conj", "but"):
        return None
    if scene.has(found[0], "pron", "this", "rel") and (found[1] - found[0] == 1 or not scene.has(found[0], "det")):
        return None
    words = [k for k in range(*found) if scene.is_word(k) and not scene.bits(k, _LOOSE | BIT["clitic"])]
    nouns = {h.start for h in scene.hits if h.entry.type == "noun"}
    return found if any(k not in nouns for k in words) else None
