"""Attributions that stand inside a relative clause between commas: what they put forward ends where the main clause goes on
(`The bridge, which officials say was mined, collapsed`), and what it is about stands before the relative.
"""

from __future__ import annotations

from selon.statements.cases import looks_finite
from selon.statements.grammar import BIT
from selon.statements.nouns import left_of
from selon.statements.scene import Range, Scene

MAX_BACK = 16
"""How many tokens before an attribution its relative may stand."""
_LOOSE = BIT["neg"] | BIT["clitic"] | BIT["skip"]


def relative_around(scene: Scene, region: Range) -> Range | None:
    """The relative clause around an attribution at `region`, from its relative word to the comma behind which the main one goes
    on; `None` when it stands in no such relative."""
    opener = _opener(scene, region[0])
    if opener < 0:
        return None
    ceiling = scene.ceiling(region[1] - 1)
    for k in range(region[1] + 1, ceiling - 1):
        if scene.low[k] == "," and scene.same_quote(k, opener) and _main_verb(scene, k + 1):
            if scene.grammar.fact("verb_second") and not looks_finite(scene, k - 1):
                return None
            return opener, k
    return None


def about_first(scene: Scene, content: list[Range], np: Range | None) -> list[Range]:
    """The content of `(engines) that X said | had been found` with what it is about, which stands before the relative."""
    first = content[0][0]
    relative = np[0] - 1 if np is not None and np[1] <= first else scene.start
    if not scene.grammar.subject_first or relative <= scene.start or not scene.has(relative, "rel", "sub"):
        return content
    if not looks_finite(scene, first):
        return content
    subject = _without_told(scene, about(scene, relative))
    return [subject, *content] if subject and subject[1] <= relative else content


def _without_told(scene: Scene, np: Range | None) -> Range | None:
    """A phrase without whom it is shown to (`showed reporters | three engines that …`): a bare voice before another noun."""
    if np is None or np[1] - np[0] < 2:
        return np
    first, second = np[0], np[0] + 1
    bare = not scene.tokens[first].cap and scene.grammar.voices.get(scene.low[first]) is not None
    return (second, np[1]) if bare and scene.is_word(second) and not scene.has(second, "prep", "np", "conj") else np


def apposition_around(scene: Scene, region: Range) -> list[Range] | None:
    """For an attribution that closes what is set between commas behind a subject (`The toll, three by morning according to the
    mayor, rose to nine`): the subject and what is set in; `None` elsewhere."""
    floor, ceiling = scene.floor(region[0]), scene.ceiling(region[1] - 1)
    comma = next((k for k in range(region[0] - 1, floor, -1) if scene.low[k] == ","), -1)
    behind = region[1]
    if comma <= floor or behind + 1 >= ceiling or scene.low[behind] != "," or not _main_verb(scene, behind + 1):
        return None
    inside, before = range(comma + 1, region[0]), range(floor, comma)
    opened = scene.bits(comma + 1, BIT["rel"] | BIT["sub"] | BIT["advsub"] | BIT["conj"] | BIT["but"])
    if opened or scene.word_count(comma + 1, region[0]) < 2 or any(looks_finite(scene, k) for k in (*inside, *before)):
        return None
    subject, piece = left_of(scene, comma, floor), scene.tidy(comma + 1, region[0])
    return [subject, piece] if subject and piece else None


def about(scene: Scene, opener: int) -> Range | None:
    """What a relative at `opener` goes back to: the noun phrase before it, or before its comma."""
    return left_of(scene, opener - (scene.low[opener - 1] == ","), scene.floor(opener))


def _opener(scene: Scene, k: int) -> int:
    for j in range(k - 1, max(scene.floor(k), k - MAX_BACK), -1):
        if scene.has(j, "rel") and scene.low[j - 1] == ",":
            return j
        if scene.low[j] == "," and not scene.has(j - 1, "rel"):
            return -1
        if scene.is_break(j) or scene.is_close(j):
            return -1
    return -1


def _main_verb(scene: Scene, k: int) -> bool:
    while k + 1 < scene.end and scene.bits(k, _LOOSE):
        k += 1
    return looks_finite(scene, k)
