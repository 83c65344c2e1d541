"""Verb groups where the verb stands second: alone, with a particle, or as one end of a bracket (`hat … erklärt`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selon.lang.lexicon import Hit
from selon.statements.fields import fields_of, is_whole, particle_at
from selon.statements.grammar import BIT, Cue
from selon.statements.scene import FINITE_HELP, Scene

if TYPE_CHECKING:
    from selon.statements.verbs import VerbGroup

_HELP = BIT["have"] | BIT["be"]


def second_group(scene: Scene, group: VerbGroup) -> VerbGroup | None:
    """The verb group where the finite verb stands second or last: alone, or as one end of a bracket."""
    hit = group.hit
    features = hit.features
    before = hit.start - 1
    if before >= scene.start and scene.tokens[hit.start].cap and not scene.heading:
        return None
    if before >= scene.start and ((scene.has(before, "inf") and "fin" in features) or _attributive(scene, hit)):
        return None
    if hit.entry.particle and not is_whole(hit, scene.low):
        group.particle = particle_at(scene, hit) if "fin" in features else None
        if group.particle is None:
            return None
        group.end = group.particle[1] if group.particle[0] == hit.end else hit.end
    else:
        at = _bracket_at(scene, hit)
        if at >= 0 and not _joined(scene, hit, group, at):
            return None
        if at < 0 and not hit.entry.particle and _other_verb(scene, hit):
            return None
        if at < 0 and "fin" not in features:
            group.reduced, group.nonfinite = "part" in features, "inf" in features
            return group if group.reduced else None
    group.negated = _negated(scene, group)
    group.fields = fields_of(scene, group)
    return group


def _attributive(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a form stands as an adjective between an article and a noun (`die angekündigte Reise`)."""
    after = hit.end
    if after >= scene.end or not scene.tokens[after].cap or scene.tokens[after].classes:
        return False
    if scene.has(hit.start - 1, "det") and "part" not in hit.features:
        pointing = hit.start - 1 == scene.start and scene.has(scene.start, "this") and "fin" in hit.features
        return not pointing
    ending = scene.low[hit.start].endswith(scene.grammar.words("attributive_endings"))
    if not ending or scene.grammar.voices.get(scene.low[after]) is not None:
        return False
    inner = BIT["prep"] | BIT["skip"] | BIT["time"] | BIT["neg"] | BIT["clitic"]
    return any(
        scene.has(k, "det")
        and scene.bits(k + 1, inner)
        and scene.low[k - 1] != ","
        and "," not in scene.low[k : hit.start]
        for k in range(max(scene.start, hit.start - 9), hit.start - 1)
    )


def _bracket_at(scene: Scene, hit: Hit[Cue]) -> int:
    """The auxiliary whose bracket a participle (or, behind a modal, an infinitive) closes, -1 for none."""
    mask = _HELP if "part" in hit.features else 0
    if "inf" in hit.features:
        mask |= BIT["modal"] | BIT["fut"]
    if not mask or not _closed(scene, hit.end):
        return -1
    for k in range(hit.end, min(hit.end + 2, scene.end)):
        if not scene.is_word(k):
            break
        if scene.bits(k, mask | BIT["modal"]):
            return k
    floor = scene.floor(hit.start)
    for k in range(hit.start - 1, max(floor, hit.start - 30) - 1, -1):
        if scene.bits(k, mask) and not scene.has(k, "det"):
            return k
        if scene.bits(k, BIT["sub"]) or (scene.low[k] == "," and _clause_before(scene, k, hit.start)):
            return -1
    return -1


def _closed(scene: Scene, k: int) -> bool:
    """Whether nothing but other verbs of the group stands between `k` and the right edge of the clause."""
    if k >= scene.end or not scene.is_word(k) or scene.bits(k, FINITE_HELP | BIT["conj"] | BIT["but"] | BIT["sub"]):
        return True
    return scene.bits(k, BIT["prep"] | BIT["advsub"]) and not scene.has(k, "np")


def _clause_before(scene: Scene, comma: int, stop: int) -> bool:
    """Whether a clause of its own opens behind a comma, so that a bracket cannot reach over it."""
    return scene.has(comma + 1, "sub", "rel", "wh", "advsub", "conj", "but") or "," not in scene.low[comma + 1 : stop]


def _joined(scene: Scene, hit: Hit[Cue], group: VerbGroup, at: int) -> bool:
    """Enter the auxiliary into the group; `False` when a bare modal or future says that nothing has been said yet."""
    bits = scene.tokens[at].classes
    group.finite = at
    if "part" in hit.features and bits & _HELP:
        group.past = True
        group.passive = bool(bits & BIT["be"]) and not bits & BIT["have"] and "actv" not in hit.features
        return True
    return scene.low[at] in scene.grammar.words("modals_of_saying")


def _negated(scene: Scene, group: VerbGroup) -> bool:
    """Whether a negation stands in the group's own clause, near the verb."""
    low = group.finite if 0 <= group.finite < group.start else group.start - 4
    high = group.particle[0] if group.particle else group.hit.end + 2
    for k in range(max(low, scene.floor(group.start)), min(high, scene.end)):
        if scene.low[k] == "," and k >= group.hit.end:
            return False
        if (
            scene.has(k, "neg")
            and not scene.has(k, "skip", "det")
            and not (k < group.start and "," in scene.low[k : group.start])
        ):
            return True
    return False


def _other_verb(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a separated particle closes the clause, so that the verb is another one (`meldete das Patent an`)."""
    particles = scene.grammar.words("separable_particles")
    for k in range(hit.end, min(hit.end + 30, scene.end)):
        joined = (
            scene.has(k, "conj")
            and k + 1 < scene.end
            and not scene.tokens[k + 1].cap
            and not scene.tokens[k + 1].classes
        )
        if joined or any(h.start == k and h.entry.type == "verb" for h in scene.hits):
            return False
        if not scene.is_word(k) and scene.low[k] not in "()":
            closes = scene.low[k][0] in ",.!?;" and k > hit.end and not scene.has(k - 1, "skip")
            return closes and scene.low[k - 1] in particles  # `hieß es weiter` is no other verb
    return False
