"""What a clause is about: its main trigger, and what it tells beside it with details of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.matching.clauses import Clause
from selon.matching.lexicon import Hit
from selon.matching.notions import relations
from selon.matching.polarity import is_negated, only_tried

FIRST = {"casualties": 0, "justice": 0}
"""Frames that give a clause its frame before others that stand in it: who was hurt before what did it, the verdict
before the offence.
"""
LEAST = 3
"""A clause is shown with at least so many words."""


@dataclass(frozen=True, slots=True)
class Focus:
    """One thing a clause puts forward: its trigger (`None` for none), the words it is read from."""

    trigger: Hit | None
    first: int
    last: int
    main: bool
    shown: int = 0


def foci_of(clause: Clause) -> list[Focus]:
    """What a clause is about: its main trigger, and what it tells beside it with details of its own."""
    main = main_trigger(clause)
    size = len(clause.tokens)
    if main is None:
        telling = clause.quantities or (clause.statement is not None and not _bare(clause))
        return [Focus(None, 0, size, True)] if telling else []
    if _bare(clause):
        return []
    supposed = clause.supposed()
    if main.first in supposed and clause.statement is None:
        return []
    if main.first in clause.background and clause.statement is None:
        first, last = _phrase(clause, main, main)
        return [Focus(main, first, last, False)] if _detailed(clause, main, first, last) else []
    foci = [Focus(main, 0, size, True)]
    families = {relations().family_of(main.sense.concept)}
    for hit in clause.hits:
        family = relations().family_of(hit.sense.concept)
        if family in families or hit.first in supposed or not _beside(clause, hit, main):
            continue
        first, last = _phrase(clause, hit, main)
        if _detailed(clause, hit, first, last) and not _ends_it(clause, hit, main, first, last):
            families.add(family)
            foci.append(Focus(hit, first, last, False))
    behind = [f.first for f in foci[1:] if f.first >= max(main.last, LEAST) and _apart(f.trigger, main)]
    if behind:
        foci[0] = replace(foci[0], shown=min(behind))
    return foci


def _bare(clause: Clause) -> bool:
    """Whether the content of a statement is one word without a figure: a topic (`of the dead nothing is said`), which
    puts nothing forward unless it is denied."""
    return (
        clause.statement is not None
        and len(clause.tokens) == 1
        and not clause.quantities
        and clause.statement.certainty != "denied"
    )


def _beside(clause: Clause, hit: Hit, main: Hit) -> bool:
    """Whether a trigger may tell something of its own beside the main one.

    Two conditions in one clause are told apart when they are opposites (`brought back to those cut off`).
    """
    sense, kin = hit.sense, relations()
    if sense.frame in (None, "other") or sense.concept in kin.weak or _topic(clause, hit) or only_tried(clause, hit):
        return False
    twins = sense.frame == "condition" and kin.opposed(sense.concept, main.sense.concept)
    if sense.frame == main.sense.frame and not twins:
        return False
    if main.sense.frame == "justice" and sense.frame == "refusal":
        return False
    return hit.first in clause.background or main.sense.frame == "attack" or not is_negated(clause, hit)


def _ends_it(clause: Clause, hit: Hit, main: Hit, first: int, last: int) -> bool:
    """Whether a trigger only names what the main one put an end to (`the fire at the depot is out`), with no figure of
    its own."""
    if not relations().opposed(hit.sense.concept, main.sense.concept):
        return False
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return not any(start <= q.span.start < end for q in clause.quantities)


def _apart(trigger: Hit | None, main: Hit) -> bool:
    """Whether a secondary trigger tells an event of its own, not what the main one was about."""
    own = ("attack", "casualties", "condition", "loss")
    return trigger is not None and trigger.sense.frame in own and trigger.sense.frame != main.sense.frame


def main_trigger(clause: Clause) -> Hit | None:
    """The trigger that gives a clause its frame: what was done to people or things before the deed, foreground
    before background."""
    kin = relations()

    def rank(hit: Hit) -> tuple[bool, bool, bool, bool, bool, bool, int, int, int]:
        sense = hit.sense
        return (
            hit.first in clause.background, only_tried(clause, hit), sense.concept in kin.weak, sense.frame == "other",
            sense.concept in kin.causes, sense.concept not in kin.heads, FIRST.get(sense.frame or "", 1),
            -(hit.last - hit.first), hit.first,
        )  # fmt: skip

    return min((h for h in clause.hits if h.sense.frame and not _topic(clause, h)), key=rank, default=None)


def _topic(clause: Clause, hit: Hit) -> bool:
    """Whether a publisher only names a topic (`a statement about the evacuation`): that puts nothing forward."""
    if clause.statement is not None:
        return False
    return any(link.kind == "about" and 0 <= hit.first - link.last <= 1 for link in clause.links)


def _phrase(clause: Clause, hit: Hit, main: Hit) -> tuple[int, int]:
    """The words around a secondary trigger: up to the main trigger on either side, or the background it stands in."""
    if hit.first in clause.background:
        first = last = hit.first
        while first - 1 in clause.background:
            first -= 1
        while last in clause.background:
            last += 1
        return first, max(last, hit.last)
    if hit.first < main.first:
        ends = [k.first for k in clause.links if k.kind == "finite" and hit.last <= k.first < main.first]
        return 0, min(ends, default=main.first)
    return main.last, len(clause.tokens)


def _detailed(clause: Clause, hit: Hit, first: int, last: int) -> bool:
    """Whether a secondary phrase says enough: a thing or place hit, not only the bare word for the event."""
    kinds = {"thing", "org", "who"}
    return any(h.sense.kind in kinds and first <= h.first < last and h.first != hit.first for h in clause.hits)
