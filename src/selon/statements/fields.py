"""Clauses whose finite verb stands second or last: their fields, and who speaks in them.

A main clause has its fore-field before the finite verb, its middle field behind it, and may close with a bracket (a participle, a
separable particle); a subordinate clause has its verbs last (the field model of Drach, *Grundgedanken der deutschen Satzlehre*,
1937). Case is read off articles and pronouns, as the pack gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.lang.lexicon import Hit
from selon.statements.cases import looks_finite
from selon.statements.grammar import BIT, Cue
from selon.statements.nouns import right_of
from selon.statements.scene import Range, Scene

if TYPE_CHECKING:
    from selon.statements.verbs import VerbGroup

OPENERS = BIT["sub"] | BIT["rel"] | BIT["wh"] | BIT["advsub"]
MAX_BRACKET = 45
"""How many tokens a verb bracket may span."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a cue's clause: its opener (-1 in a main clause), the finite verb, the middle field, its end."""

    opener: int
    first: int
    finite: int
    middle: Range
    end: int

    @property
    def last(self) -> bool:
        """Whether the verb stands last."""
        return self.opener >= 0


# --- separable verbs --------------------------------------------------------------------------------------------------


def is_whole(hit: Hit[Cue], low: list[str]) -> bool:
    """Whether a form of a separable verb holds its particle (`mitteilte`, `bekannt gegeben`)."""
    return "".join(low[hit.start : hit.end]).startswith("".join(hit.entry.particle))


def particle_at(scene: Scene, hit: Hit[Cue]) -> Range | None:
    """Where the particle of a separable verb stands that closes the clause of `hit`; `None` when it does not come."""
    parts = hit.entry.particle
    size = len(parts)
    k, end = hit.end, min(scene.end, hit.end + MAX_BRACKET)
    while k < end:
        mate = scene.hop_right(k)
        if mate > k:
            k = mate + 1
            continue
        if tuple(scene.low[k : k + size]) == parts and _closes(scene, k + size):
            return (k, k + size)
        if scene.is_break(k) or scene.is_close(k) or scene.low[k][0] in ".!?…" or (k > hit.end and scene.has(k, "sub")):
            return None
        k += 1
    return None


def _closes(scene: Scene, k: int) -> bool:
    """Whether a clause's right edge stands at `k`."""
    if k >= scene.end or not scene.is_word(k):
        return True
    return scene.bits(k, BIT["conj"] | BIT["sub"] | BIT["but"] | BIT["advsub"] | BIT["wh"]) or scene.is_open(k)


# --- fields -----------------------------------------------------------------------------------------------------------


def fields_of(scene: Scene, group: VerbGroup) -> Fields:
    """The fields of the clause that a verb group stands in."""
    hit, floor = group.hit, scene.floor(group.hit.start)
    segment = segment_start(scene, hit.start, floor)
    segment = _over_apposition(scene, segment, floor, max(hit.end, group.finite + 1))
    finite = group.finite if group.finite >= 0 else hit.start
    opener = _opener(scene, group, segment)
    if opener >= 0 or finite > hit.start:
        start = opener + 1 if opener >= 0 else segment
        return Fields(max(opener, segment), segment, finite, (start, hit.start), max(hit.end, finite + 1))
    ceiling = scene.ceiling(hit.end)
    close = group.particle[0] if group.particle else hit.start if finite < hit.start else -1
    if close >= 0:
        start = finite + 1 if finite < hit.start else hit.end
        return Fields(-1, segment, finite, (start, close), max(hit.end, group.particle[1] if group.particle else 0))
    return Fields(-1, segment, finite, (hit.end, _clause_end(scene, hit.end, ceiling)), hit.end)


def segment_start(scene: Scene, i: int, floor: int) -> int:
    """First token of the stretch between commas that token `i` stands in."""
    k = i - 1
    while k >= floor:
        mate = scene.hop_left(k)
        if mate < k:
            k = mate - 1
            continue
        if scene.low[k] == ",":
            return k + 1
        k -= 1
    return floor


def _over_apposition(scene: Scene, segment: int, floor: int, i: int) -> int:
    """The start of the clause when the stretch before the verb stands behind an apposition (`wie X, Direktor des Y, betont`)."""
    openers = scene.grammar.words("tag_openers")
    if not _closes(scene, i):
        return segment
    start = segment
    for _ in range(2):
        if start <= floor + 1:
            return segment
        start = segment_start(scene, start - 1, floor)
        if scene.low[start] in openers:
            quiet = not any(looks_finite(scene, k) or is_finite_cue(scene, k) for k in range(start, segment))
            return start if quiet else segment
    return segment


def _opener(scene: Scene, group: VerbGroup, segment: int) -> int:
    """The word that opens a clause with its verb last, -1 in a main clause."""
    i = group.hit.start
    k = segment
    while k < min(i, segment + 4) and (scene.bits(k, BIT["conj"] | BIT["but"]) or scene.low[k] == "="):
        k += 1
    at = k + (k + 1 < i and scene.has(k, "prep") and scene.bits(k + 1, BIT["rel"] | BIT["wh"]))
    if at < i and scene.bits(at, OPENERS) and not (scene.has(at, "det") and not _is_relative(scene, group, k, at)):
        return -1 if _finite_before(scene, group, at) else at
    for m in range(i - 1, max(segment, i - 30), -1):
        if scene.has(m, "sub", "advsub") and scene.has(m - 1, "conj", "but") and not scene.has(m, "prep"):
            return m
    return -1


def _finite_before(scene: Scene, group: VerbGroup, opener: int) -> bool:
    """Whether the clause has its finite verb already, right behind its first word (`Wann endet das?`, `Damit hat er …`)."""
    return 0 <= group.finite < group.hit.start and group.finite == opener + 1


def _is_relative(scene: Scene, group: VerbGroup, k: int, at: int) -> bool:
    """Whether an article that follows a comma is a relative pronoun: the verb stands last behind it."""
    if at == scene.start or scene.low[k - 1] != ",":
        return False
    if at > k or at + 1 >= scene.end:
        return True
    whole = group.hit.entry.particle and "fin" in group.hit.features and is_whole(group.hit, scene.low)
    if whole or group.finite > group.hit.start:
        return True
    after = scene.tokens[at + 1]
    if at + 1 >= group.start or after.classes & (
        BIT["det"] | BIT["pron"] | BIT["prep"] | BIT["skip"] | BIT["clitic"] | BIT["time"]
    ):
        return True
    np = right_of(scene, at, group.start)
    return np is None or (np[1] < group.start and group.finite != np[1])


def _clause_end(scene: Scene, start: int, ceiling: int) -> int:
    """Where a main clause ends: before a comma that opens another clause, a break, or the ceiling."""
    k = start
    while k < ceiling:
        mate = scene.hop_right(k)
        if mate > k:
            k = mate + 1
            continue
        if scene.low[k] == "," or scene.is_break(k):
            return k
        k += 1
    return ceiling


def is_finite_cue(scene: Scene, k: int) -> bool:
    """Whether a finite form of a verb cue begins at token `k`."""
    return any(h.start == k and h.entry.type == "verb" and "fin" in h.features for h in scene.hits)
