"""The edges of a phrase: adverbs, times and stray marks that stand before or behind it and are no part of it."""

from __future__ import annotations

from selon.statements.grammar import BIT
from selon.statements.scene import Scene

SKIP = BIT["skip"] | BIT["neg"] | BIT["clitic"] | BIT["time"] | BIT["lead"]
"""Words that are no part of a phrase at whose edge they stand."""
PRON = BIT["pron"]


def time_phrase(scene: Scene, start: int, end: int) -> int:
    """Token after a preposition with a time (`on Monday, 28 April`, `в пятницу`), or 0."""
    k = start + 1
    seen = named = False
    while k < end and (scene.bits(k, BIT["time"] | BIT["det"]) or scene.low[k].isdigit()):
        named = named or scene.bits(k, BIT["time"])
        seen = seen or named or scene.low[k].isdigit()
        k += 1
    while k < end and scene.tokens[k - 1].classes == BIT["det"]:
        k -= 1  # `on Friday evening | the mayor`
    counted = k < end and scene.is_word(k) and not scene.tokens[k].classes and not scene.tokens[k].cap
    return k if named or (seen and not counted) else 0  # `about 12 | people` is no time


def drop_trailing(scene: Scene, start: int, end: int) -> int:
    """`end` without trailing adverbs, times, and prepositions with a time."""
    while end > start + 1:
        k = end - 1
        bits = scene.tokens[k].classes
        if bits & BIT["time"] or (bits & SKIP and not bits & (PRON | BIT["det"])):
            end = k
            while end > start + 1 and (scene.bits(end - 1, BIT["time"]) or scene.low[end - 1].isdigit()):
                end -= 1
            if end > start + 1 and scene.bits(end - 1, BIT["prep"]):
                end -= 1
        elif (
            scene.low[k] in ",;:"
            or scene.is_dash(k)
            or (bits & BIT["prep"] and not bits & BIT["det"])
            or scene.is_open(k)
            or (scene.is_close(k) and scene.tokens[k].mate < start)
        ):
            end = k
        elif scene.low[k].isdigit() and k > start and scene.bits(k - 1, BIT["prep"]):
            end = k - 1
        else:
            break
    return end


def skip_right(scene: Scene, i: int, ceiling: int) -> int:
    """Token after adverbs, times and prepositions with a time that begin at `i`."""
    while i < ceiling:
        bits = scene.tokens[i].classes
        if bits & SKIP and not bits & (PRON | BIT["det"]):
            i += 1
        elif bits & BIT["prep"] and (after := time_phrase(scene, i, ceiling)):
            i = after
        elif scene.low[i].isdigit() and i + 1 < ceiling and scene.bits(i + 1, BIT["time"]):
            i += 2
        else:
            break
    return i
