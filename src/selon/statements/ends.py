"""Where a content ends: before a sibling cue, a trailing attribution, a rival clause, the end of its piece."""

from __future__ import annotations

from selon.statements.cases import looks_finite, verb_before_object
from selon.statements.edges import skip_right
from selon.statements.firstsubject import closes_tag, tag_start
from selon.statements.grammar import BIT
from selon.statements.scene import FINITE_HELP, Scene
from selon.statements.verbs import BETWEEN

MAX_NAME = 5
"""Tokens between quotation marks that may be a name and no speech."""


def content_end(scene: Scene, start: int, ceiling: int, *, nominal: bool = False, infinitive: bool = False) -> int:
    """Where a content that begins at `start` ends: before a sibling cue, a trailing attribution, the ceiling.

    infinitive: whether it is one, so that a form that may be an infinitive too goes on it (`to talk and show restraint`).
    """
    k = start
    while k < ceiling:
        mate = scene.hop_right(k)
        if mate > k:
            k = mate + 1
            continue
        if scene.low[k] == ":" and k + 1 < ceiling and (nominal or scene.is_open(k + 1)):
            return k
        if scene.low[k] == "," and (_rival_after(scene, k + 1, ceiling) or _tag_closes(scene, k)):
            return k
        if scene.low[k] == "," and (
            sibling_at(scene, k + 1, ceiling) or (nominal and _clause_after(scene, k + 1, ceiling))
        ):
            return k
        joins = scene.has(k, "conj") or (scene.grammar.subject_first and scene.has(k, "but"))
        if joins and k > start and sibling_at(scene, k, ceiling, tensed=infinitive):
            return k
        if nominal and k > start and (end := _nominal_ends(scene, start, k, ceiling)) >= 0:
            return end
        if k > start and _closing_dash(scene, k, ceiling, nominal):
            return k
        k += 1
    return ceiling


def _nominal_ends(scene: Scene, start: int, k: int, ceiling: int) -> int:
    """Where a nominal that reaches token `k` ends because a verb stands there or is joined to it, else -1."""
    joined = scene.has(k, "conj")
    if scene.grammar.subject_first and joined and k + 1 < ceiling and verb_before_object(scene, k + 1):
        return k
    if not scene.grammar.fact("free_order"):
        return -1
    if joined and _verb_joined(scene, k, ceiling):
        return k
    if "subj" in scene.grammar.features.get(scene.low[k], ()) and scene.has(k, "pron"):
        return k
    if looks_finite(scene, k) and "," not in scene.low[start:k]:
        return k - scene.has(k - 1, "neg")
    return -1


def _rival_after(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether a clause with a cue and a voice of its own is joined at `k` (`…, а в Париже заявили, что Q`)."""
    if k >= ceiling or not scene.has(k, "but") or not scene.grammar.fact("free_order"):
        return False
    for hit in scene.hits:
        if k < hit.start <= k + 9 and hit.entry.type == "verb" and "fin" in hit.features:
            if any(scene.low[m] == "," or looks_finite(scene, m) for m in range(k + 1, hit.start)):
                return False
            speaks = any(
                scene.tokens[m].cap or scene.grammar.voices.get(scene.low[m]) is not None
                for m in range(k + 1, min(hit.start + 4, ceiling))
            )
            clause = any(scene.has(m, "sub") for m in range(hit.end, min(hit.end + 8, ceiling)))
            return speaks and (("that" in hit.entry.frames and clause) or hit.entry.frames >= {"np"})
    return False


def _tag_closes(scene: Scene, comma: int) -> bool:
    """Whether nothing but a tag stands behind a comma (`…, the Coldwater Herald reports.`)."""
    last = scene.hits[-1] if scene.hits else None
    return last is not None and last.start > comma and closes_tag(scene, last) and tag_start(scene, last) == comma


def _paired_dash(scene: Scene, k: int, ceiling: int) -> bool:
    return any(scene.is_dash(m) for m in range(k + 1, ceiling))


def _clause_after(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether a clause of its own begins at `k`, so that a nominal ends before the comma."""
    if k >= ceiling:
        return True
    if scene.grammar.fact("relatives_after_comma"):
        relative = k + (scene.has(k, "prep") and k + 1 < ceiling)
        if scene.has(relative, "rel") or scene.has(k, "advsub"):
            return False
        if looks_finite(scene, k):
            return True
    return scene.has(k, "rel", "advsub", "but", "sub", "conj", "pron") or any(h.start == k for h in scene.hits)


def _verb_joined(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether a conjunction at `k` joins a finite verb, so that a nominal ends before it (`объявил о P и ударил по Q`)."""
    after = skip_right(scene, k + 1, ceiling)
    return after < ceiling and looks_finite(scene, after)


def _document_at(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether a document or picture is named behind a preposition that attributes with such a noun only (`nach`)."""
    kinds = (scene.grammar.voices.get(scene.low[m]) for m in range(k, min(k + 4, ceiling)))
    return any(known is not None and known[0] in ("document", "media") for known in kinds)


def sibling_at(scene: Scene, k: int, ceiling: int, *, tensed: bool = False) -> bool:
    """Whether a cue without a subject of its own begins at `k` (`, adding that`, `et a ajouté`, `, according to X`).

    tensed: whether a verb counts only in a form that is no infinitive, where forms are alike.
    """
    k0 = k
    while k < ceiling and scene.bits(k, BIT["conj"] | BIT["but"] | BIT["skip"] | BIT["lead"]):
        k += 1
    helped = k
    while (
        k < ceiling
        and scene.bits(k, BETWEEN | FINITE_HELP)
        and not (scene.has(k, "pron") and not scene.has(k, "clitic"))
    ):
        k += 1
    for hit in scene.hits:
        if hit.start > k or hit.start < k0:
            continue
        kind, features = hit.entry.type, hit.features
        if kind in ("prep", "relay") and hit.start in (k0, helped):
            if "doc" in hit.entry.frames and not _document_at(scene, hit.end, ceiling):
                continue
            return True
        if tensed and scene.grammar.fact("infinitive_any_word") and not features & {"sg", "past", "ger"}:
            continue
        if (
            kind == "verb"
            and hit.start == k
            and ("ger" in features or (k > helped or k0 < helped) or scene.low[k0 - 1] == ",")
        ) and ("ger" in features or "fin" in features or ("part" in features and k > helped)):
            return not _undergone(scene, features, helped, k)
    return False


def _undergone(scene: Scene, features: frozenset[str], start: int, verb: int) -> bool:
    """Whether a participle behind two auxiliaries is a passive, which says nothing (`n'a pas été relevé de ses fonctions`)."""
    helpers = [k for k in range(start, verb) if scene.bits(k, FINITE_HELP)]
    return "part" in features and len(helpers) >= 2 and scene.has(helpers[-1], "be")


def _closing_dash(scene: Scene, k: int, ceiling: int, nominal: bool) -> bool:
    if not scene.is_dash(k) or _paired_dash(scene, k, ceiling):
        return False
    return nominal or not _inner_dash(scene, k, ceiling)


def _inner_dash(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether a dash is part of the clause (it stands for a copula or joins): no comma before it and no cue behind it."""
    if not scene.grammar.fact("free_order") or scene.low[k - 1] == "," or scene.is_close(k - 1):
        return False
    return not any(k < h.start <= k + 2 and h.entry.type in ("verb", "prep", "relay") for h in scene.hits)


def tag_stop(scene: Scene, k: int, end: int) -> int:
    """Where a tag that begins at `k` ends at the latest: at a mark or a quotation that is no outlet's name (`газета «Время»`)."""
    while k < end and not (scene.low[k] in ";:" or scene.is_dash(k)):
        if scene.is_open(k):
            mate = scene.tokens[k].mate
            inside = range(k + 1, mate)
            named = 0 < mate < end and scene.is_word(k - 1) and scene.tokens[k + 1].cap and len(inside) <= MAX_NAME
            if not named or any(scene.low[m][0] in ".!?…,;:" for m in inside):
                return k
            k = mate
        k += 1
    return k
