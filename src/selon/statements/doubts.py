"""Marks of doubt: what they make of an attributed content, and the publisher's own hedged or doubted clauses."""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import is_conditional, is_infinitive
from selon.statements.grammar import BIT, Mark
from selon.statements.scene import Draft, Range, Scene

STRENGTH = {"attributed": 0, "affirmed": 1, "hedged": 2, "doubted": 3, "unknown": 4, "denied": 5}
"""The strongest mark wins."""


def stronger(a: str, b: str) -> str:
    """The certainty that wins of two."""
    return a if STRENGTH[a] >= STRENGTH[b] else b


def apply_marks(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Raise the certainty of the contents that hold a mark; give the statements of the publisher's own doubt."""
    own: list[Draft] = []
    for d in drafts:
        if d.links and d.links[-1].manner == "estimate" and _counts(scene, d):
            d.certainty = stronger(d.certainty, "hedged")
    for hit in scene.marks:
        if "aff" in hit.features and hit.start > scene.start and scene.has(hit.start - 1, "neg"):
            continue
        if "adv" in hit.features and hit.end < scene.end and is_infinitive(scene, hit.end):
            continue  # `возможно вести переговоры`: it is possible to
        inside = [d for d in drafts if d.holds(hit.start)]
        if inside:
            _mark_inside(scene, hit, inside)
            continue
        cued = [d for d in drafts for link in d.links[-1:] if link.cue and link.cue[0] <= hit.start < link.cue[1]]
        for d in cued:
            d.certainty = stronger(d.certainty, hit.entry.certainty)
        if hit.entry.scope != "clause" or _is_cue(scene, hit, drafts):
            continue
        clause = clause_around(scene, hit.start)
        if clause and any(d.direct and d.trigger and clause[0] <= d.trigger[0] < clause[1] for d in drafts):
            continue
        if clause and scene.word_count(*clause) >= 3 and not any(d.holds(clause[0]) for d in own):
            own.append(
                Draft(
                    [clause],
                    [],
                    hit.entry.certainty,
                    hit.entry.kind,
                    f"mark:{hit.entry.name}",
                    trigger=(hit.start, hit.end),
                )
            )
    own.extend(_conditionals(scene, drafts, own))
    return own


def _mark_inside(scene: Scene, hit: Hit[Mark], inside: list[Draft]) -> None:
    """Let a mark raise the certainty of the smallest content that holds it, unless it only speaks of a relative clause."""
    if "aff" in hit.features and _in_relative(scene, hit.start, inside[0].start):
        return
    asked = inside[0] if len(inside) == 1 else min(inside, key=_size)
    if (asked.kind or (asked.cue and asked.cue.kind)) == "demand" and _in_relative(
        scene, hit.start, asked.start, "rel", "sub"
    ):
        return  # `asked both to avoid what could make things worse`: what is asked for is not in doubt
    if not _reported_modal(scene, hit, inside):
        _raise(asked, hit)


def _reported_modal(scene: Scene, hit: Hit[Mark], inside: list[Draft]) -> bool:
    """Whether a modal only carries on reported speech (class `irrealis` in a sentence that goes on another's mood)."""
    return scene.has(hit.start, "irrealis") and min(inside, key=_size).rule == "continued:mood"


def absorb_hearsay(drafts: list[Draft]) -> list[Draft]:
    """Hearsay marks (`reportedly`, `soll`) inside an attributed content raise its certainty instead of adding a voice."""
    kept: list[Draft] = []
    for d in drafts:
        if not d.rule.startswith("impersonal") or d.certainty != "hedged" or d.trigger is None:
            kept.append(d)
            continue
        at = d.trigger[0]
        hosts = [o for o in drafts if o is not d and o.links and o.holds(at)]
        hosts = hosts or [
            o for o in drafts if o is not d and o.cue and o.cue.type in ("prep", "postp") and _same_clause(o, d)
        ]
        if hosts:
            host = min(hosts, key=_size)
            host.certainty = stronger(host.certainty, d.certainty)
            mood = (
                d.cue is not None and "hearsay" in d.cue.frames
            )  # `soll` says no more than that somebody else says it
            if host.links and host.content[0][0] == at and d.content[0][0] > at and not host.direct and not mood:
                _pass_on(host, d)
        else:
            kept.append(d)
    return kept


def _pass_on(host: Draft, hearsay: Draft) -> None:
    """`По данным X, ожидается, что P`: what X passes on is P, on the word of those who expect it."""
    host.links[-1].manner = "relay"
    host.links = [*host.links, *hearsay.links]
    host.content, host.kind = hearsay.content, host.kind or hearsay.kind


def _same_clause(a: Draft, b: Draft) -> bool:
    """Whether an attribution stands inside what the other takes for its content."""
    return a.trigger is not None and b.holds(a.trigger[0])


def _counts(scene: Scene, draft: Draft) -> bool:
    """Whether the content gives a figure: an estimate of it is a hedge."""
    return any(scene.low[k][0].isdigit() for a, b in draft.content for k in range(a, b))


def _size(draft: Draft) -> int:
    return sum(b - a for a, b in draft.content)


def _raise(draft: Draft, hit: Hit[Mark]) -> None:
    if hit.entry.scope == "word" and draft.certainty != "attributed":
        return
    draft.certainty = stronger(draft.certainty, hit.entry.certainty)
    if hit.entry.kind and not draft.kind:
        draft.kind = hit.entry.kind


def _is_cue(scene: Scene, hit: Hit[Mark], drafts: list[Draft]) -> bool:
    """Whether the mark stands in a cue or a voice that has its statement already."""
    for d in drafts:
        for link in d.links:
            for r in (link.np, link.cue):
                if r and r[0] <= hit.start < r[1]:
                    return True
        if d.trigger and d.trigger[0] <= hit.start < d.trigger[1]:
            return True
    return False


def clause_around(scene: Scene, i: int) -> Range | None:
    """The clause that token `i` stands in: from a comma with a conjunction (or the floor) to the next one
    (or the ceiling).
    """
    floor, ceiling = scene.floor(i), scene.ceiling(i)
    start, end = floor, ceiling
    for k in range(i - 1, floor, -1):
        if scene.low[k - 1] == "," and scene.has(k, "conj", "but", "sub"):
            start = k + 1
            break
    for k in range(i + 1, ceiling - 1):
        if scene.low[k] == "," and scene.has(k + 1, "but"):
            end = k
            break
    loose = BIT["but"] | BIT["conj"] | BIT["lead"] | (BIT["sub"] if scene.grammar.fact("free_order") else 0)
    while start < i and (scene.bits(start, loose) or scene.low[start] == ","):
        start += 1
    return scene.tidy(start, end)


def _conditionals(scene: Scene, drafts: list[Draft], own: list[Draft]) -> list[Draft]:
    """The reporting conditional (French *serait*): hedged, unless a condition is named or the cue is in the past."""
    if not scene.grammar.words("conditional_endings"):
        return []
    if any(scene.has(k, "cond") for k in range(scene.start, scene.end)):
        return []
    found: list[Draft] = []
    for k in range(scene.start, scene.end):
        if len(scene.low[k]) < 6 or not is_conditional(scene.grammar, scene.low[k]) or scene.has(k, "noun"):
            continue
        inside = [d for d in drafts if d.holds(k)]
        if inside and _in_relative(scene, k, inside[0].start):
            continue
        if inside:
            draft = min(inside, key=_size)
            if draft.past and ":that:" in draft.rule:
                draft.kind = draft.kind or "forecast"
            elif not draft.direct:
                draft.certainty = stronger(draft.certainty, "hedged")
        elif not any(d.holds(k) for d in [*own, *found]):
            clause = clause_around(scene, k)
            if clause and scene.word_count(*clause) >= 4:
                found.append(Draft([clause], [], "hedged", "", "mark:conditional", trigger=(k, k + 1)))
    return found


def _in_relative(scene: Scene, k: int, floor: int, *openers: str) -> bool:
    """Whether token `k` stands in a relative clause that began behind `floor`."""
    for m in range(k - 1, max(floor, scene.start) - 1, -1):
        if scene.low[m] in ",;":
            return False
        if scene.has(m, *(openers or ("rel",))):
            return True
    return False
