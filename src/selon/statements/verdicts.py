"""A verdict of falsehood that is said of a report: `Reports that P are false`, `It is not true that P`, `P – ложь`.

What the report says is denied, on the word of whoever speaks around it, else on the text's own.
"""

from __future__ import annotations

from dataclasses import replace

from selon.lang.lexicon import Hit
from selon.statements.announced import OPENS, REPORTING, announced, is_negated, open_way, proposed
from selon.statements.cases import looks_finite
from selon.statements.ends import content_end
from selon.statements.grammar import BIT, Mark
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene
from selon.statements.verbs import link_of, subject_of, verb_group

LEADING = (
    BIT["skip"]
    | BIT["lead"]
    | BIT["but"]
    | BIT["conj"]
    | BIT["time"]
    | BIT["det"]
    | BIT["pron"]
    | BIT["sub"]
    | FINITE_HELP
)
"""Classes of words that may stand before a verdict that leads its clause (`It is false that P`)."""


def said_false(scene: Scene, verdict: Hit[Mark], drafts: list[Draft]) -> list[Draft] | None:
    """The drafts with what a report says denied where its clause calls it false (`Reports that P are false`, `P – ложь`)."""
    if is_negated(scene, verdict.start) or any(d.cue and "calls" in d.cue.frames and _by(d, verdict) for d in drafts):
        return None
    return (
        _by_being(scene, verdict, drafts) or _before_clause(scene, verdict, drafts) or _by_dash(scene, verdict, drafts)
    )


def _by(draft: Draft, verdict: Hit[Mark]) -> bool:
    return draft.holds(verdict.start)


def _own(content: Range, verdict: Hit[Mark]) -> Draft:
    """What the text itself, or whoever speaks around it, calls false."""
    span = (verdict.start, verdict.end)
    return Draft([content], [], "denied", "", f"verdict:{verdict.entry.name}", trigger=span)


def _by_being(scene: Scene, verdict: Hit[Mark], drafts: list[Draft]) -> list[Draft] | None:
    """`Reports that P are false`: the noun of reporting leads the clause, a verb of being stands before the verdict."""
    floor = scene.floor(verdict.start)
    nouns = [h for h in scene.hits if h.entry.type == "noun" and h.entry.manner in REPORTING]
    nouns = [h for h in nouns if floor <= h.start < verdict.start and _leads(scene, h.start, floor, drafts)]
    end = _verb_of_being(scene, verdict, floor)
    if not nouns or end <= nouns[0].end:
        return None
    found = announced(scene, nouns[0], end)
    if found is None:
        return None
    span = (nouns[0].start, nouns[0].end)
    return [*(d for d in drafts if d.trigger != span), _own(found, verdict)]


def _leads(scene: Scene, noun: int, floor: int, drafts: list[Draft]) -> bool:
    """Whether a noun stands in the first phrase of its clause: no verb stands between it and the clause's start."""
    said = [a for d in drafts for a, b in d.content if a <= noun < b]
    marks = (k + 1 for k in range(noun - 1, floor - 1, -1) if scene.low[k] == "," or scene.has(k, "sub"))
    start = max(floor, next(marks, floor), *said, 0)
    return not any(looks_finite(scene, k) for k in range(start, noun))


def _verb_of_being(scene: Scene, verdict: Hit[Mark], floor: int) -> int:
    """The verb of being before a verdict with no clause between, or the verdict where it needs none; -1 for none."""
    if scene.has(verdict.start, "be", "neg") or "whole" in verdict.features:
        return verdict.start
    for k in range(verdict.start - 1, floor, -1):
        if scene.has(k, "be"):
            return k
        if scene.low[k] == "," or scene.bits(k, OPENS):
            return -1
    return -1


def _before_clause(scene: Scene, verdict: Hit[Mark], drafts: list[Draft]) -> list[Draft] | None:
    """`It is not true that P`, `Неправда, что P`: the verdict stands with a verb of being, or first, before the clause."""
    floor, k = scene.floor(verdict.start), verdict.end
    k += k < scene.end and scene.low[k] == ","
    if k >= scene.end or not scene.has(k, "sub") or scene.bits(k, BIT["purpose"]):
        return None
    leads = all(scene.bits(m, LEADING) for m in range(floor, verdict.start))
    if not leads:
        return None
    around = [b for d in drafts if d.holds(verdict.start) for a, b in d.content if a <= verdict.start < b]
    found = scene.tidy(k + 1, min(content_end(scene, k + 1, scene.ceiling(k + 1)), *around, scene.end))
    return [*drafts, _own(found, verdict)] if found else None


def _tagged(scene: Scene, verdict: Hit[Mark]) -> list[Link]:
    """The voice of a tag right behind a verdict (`P – ложь, сказал X`); empty where none stands there."""
    tags = (h for h in scene.hits if h.start == verdict.end + 1 and scene.low[verdict.end] == ",")
    for hit in tags:
        group = verb_group(scene, hit) if "tag" in hit.entry.frames and hit.entry.type == "verb" else None
        np = subject_of(scene, group, prefer_right=True) if group is not None else None
        if group is not None and np is not None:
            return [replace(link_of(scene, group, np), manner="deny")]
    return []


def _by_dash(scene: Scene, verdict: Hit[Mark], drafts: list[Draft]) -> list[Draft] | None:
    """`P – сказка для прессы`: a dash stands for the verb of being."""
    k = verdict.start - 1
    while k > scene.start and scene.bits(k, BIT["skip"] | BIT["this"] | BIT["det"]) and not scene.is_dash(k):
        k -= 1
    if not scene.grammar.fact("free_order") or k <= scene.start or not scene.is_dash(k):
        return None
    floor = scene.floor(k)
    noun = next((h for h in scene.hits if h.entry.type == "noun" and floor <= h.start < k), None)
    first = noun if noun is not None and open_way(scene, floor, noun.start) else None
    found = (announced(scene, first, k) if first else None) or proposed(scene, floor, k)
    if found is None or any(looks_finite(scene, m) for m in range(floor, k) if first is None):
        return None
    made = _own(found, verdict)
    made.links = _tagged(scene, verdict)
    for d in drafts:
        if d.holds(verdict.start) and not d.holds(found[0]) and d.links:
            made.links = [replace(link) for link in d.links]
            made.links[-1].manner = "deny"
            drafts = [o for o in drafts if o is not d]
            break
    span = (first.start, first.end) if first else None
    return [*(d for d in drafts if span is None or d.trigger != span), made]
