"""Attributions that stand inside a relative clause between commas: what they put forward ends where the main clause goes on
(`The bridge, which officials say was mined, collapsed`), and what it is about stands before the relative.
"""

from __future__ import annotations

from selon.statements.cases import looks_finite
from selon.statements.grammar import BIT
from selon.statements.nouns import left_of
from selon.statements.scene import FINITE_HELP, Range, Scene

MAX_BACK = 16
"""How many tokens before an attribution its relative may stand."""
_LOOSE = BIT["neg"] | BIT["clitic"] | BIT["skip"]


def relative_around(scene: Scene, region: Range) -> tuple[int, Range] | None:
    """The relative word before an attribution at `region`, and the rest of its clause up to the comma behind which the main one
    goes on; `None` when it stands in no such relative."""
    opener = _opener(scene, region[0])
    if opener < 0:
        return None
    ceiling = scene.ceiling(region[1] - 1)
    for k in range(region[1], ceiling - 1):
        if scene.low[k] == "," and k > region[1] and scene.same_quote(k, opener) and _main_verb(scene, k + 1):
            if scene.grammar.fact("verb_second") and not looks_finite(scene, k - 1):
                return None
            return opener, (opener + 1, k)
    return None


def about(scene: Scene, opener: int) -> Range | None:
    """What a relative at `opener` goes back to: the noun phrase before its comma."""
    return left_of(scene, opener - 1, scene.floor(opener))


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
    return scene.bits(k, FINITE_HELP) or looks_finite(scene, k)
