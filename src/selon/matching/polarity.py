"""Whether a clause says that something is so or that it is not so."""

from __future__ import annotations

from selon.matching.clauses import Clause
from selon.matching.lexicon import Hit
from selon.matching.links import Link
from selon.matching.notions import relations
from selon.model import Polarity

BEFORE = {"not": 9, "none": 9, "without": 4}
"""How many words before the trigger a negation of each kind may stand."""
AFTER = {"not": 9, "none": 9, "without": 0}
"""How many words behind it (German `eine Sitzung sei nie geplant gewesen`)."""
FALSE = "rumour"
"""The notion of a false report: what a text calls so, it denies."""


def polarity_of(clause: Clause, trigger: Hit | None) -> Polarity:
    """`denied` when exactly one of these holds: the statement is denied, the trigger is negated, the text calls it
    false."""
    said = clause.statement is not None and clause.statement.certainty == "denied"
    taken_back = {"retracted"} & clause.kinds() or (trigger is None and {"correcting"} & clause.kinds())
    if taken_back and clause.quantities:
        return "denied"
    negated = trigger is not None and (is_negated(clause, trigger) != trigger.sense.negative)
    offence = trigger is not None and trigger.sense.frame == "justice"  # `convicted of spreading fakes`
    false = not offence and any(
        h.sense.concept == FALSE
        and not (negated and trigger is not None and h.first > trigger.last)  # `he is not dead, that is a fake`
        and (h.first not in clause.background or (trigger is not None and trigger.first in clause.background))
        and not _same_words(h, trigger)
        and not is_negated(clause, h)
        for h in clause.hits
    )
    if said:
        return "denied"
    if false and (negated is False):
        return "denied"
    if contrast_at(clause) is not None or (trigger is None and clause.statement is not None and _any_negation(clause)):
        return "denied"
    return "denied" if negated and not false else "asserted"


def _same_words(hit: Hit, trigger: Hit | None) -> bool:
    """Whether a trigger that itself says `false` stands in the same words."""
    return trigger is not None and trigger.sense.negative and hit.first < trigger.last and trigger.first < hit.last


def contrast_at(clause: Clause) -> int | None:
    """Where `and not ammunition` begins in `sugar, and not ammunition`: what stands behind is denied, when it is no
    figure; `None` for nothing of the kind."""
    things = [h.first for h in clause.hits if h.sense.kind == "thing"]
    marks = [k for k in clause.links if k.kind == "correcting" and not clause.quantities]
    return next((k.first for k in marks if any(at >= k.last for at in things)), None)


def _any_negation(clause: Clause) -> bool:
    return any(
        link.kind in ("not", "none")
        and link.first not in clause.background
        and not _undone(clause, link.last)
        and not _inside(clause, link.first)
        for link in clause.links
    )


def is_negated(clause: Clause, trigger: Hit) -> bool:
    """Whether a negation reaches the trigger; `no more than` and a negation inside the trigger's own words do not
    count."""
    for link in clause.links:
        if link.kind not in BEFORE or _undone(clause, link.last) or _inside(clause, link.first):
            continue
        if (link.first in clause.background) != (trigger.first in clause.background):
            continue
        if link.last <= trigger.first:
            near = trigger.first - link.last < BEFORE[link.kind] and not _other_between(
                clause, link.last, trigger.first
            )
        else:
            near = link.first >= trigger.last and link.first - trigger.last < AFTER[link.kind]
            near = near and not any(
                trigger.last <= o.first < link.first and _begins_clause(clause, o, trigger, link) for o in clause.links
            )
        if near and not (link.first >= trigger.last and _other_behind(clause, trigger)):
            return True
    return False


def _begins_clause(clause: Clause, link: Link, trigger: Hit, negation: Link) -> bool:
    """Whether a conjunction begins a clause of its own: `but`, or `and` – unless what it joins is one more of the same
    (`killed and wounded there are none`), or the negation closes the clause with no deed before it."""
    if link.kind != "and":
        return link.kind == "but"
    deeds = [
        h for h in clause.hits if link.last <= h.first < negation.first and h.sense.frame is not None and not h.inside
    ]
    joined = bool(deeds) and deeds[0].first == link.last and deeds[0].sense.frame == trigger.sense.frame
    closing = not deeds and negation.kind in ("none", "not") and negation.last >= len(clause.tokens) - 1  # `… не было`
    return not (joined or closing)


def _undone(clause: Clause, at: int) -> bool:
    """`not more than`, `ne … que`: the word right behind takes the negation back."""
    return any(link.kind == "except" and link.first in (at, at + 1) for link in clause.links)


def _inside(clause: Clause, at: int) -> bool:
    """Whether the word belongs to a pattern of several words (`without power`) that already says it."""
    return any(h.first <= at < h.last and h.last - h.first > 1 for h in clause.hits)


def _other_behind(clause: Clause, trigger: Hit) -> bool:
    """Whether another strong trigger stands behind, which a negation behind belongs to; what is mostly told as a cause
    takes it from no trigger that is none (`into captivity nobody | fell`)."""
    causes = relations().causes
    other = frozenset() if trigger.sense.concept in causes else causes
    return _other_between(clause, trigger.last, len(clause.tokens), other)


def _other_between(clause: Clause, first: int, last: int, without: frozenset[str] = frozenset()) -> bool:
    """Whether another strong trigger stands between, which the negation belongs to instead."""
    weak = relations().weak
    return any(
        h.sense.frame not in (None, "other")
        and h.sense.concept not in weak | without
        and first <= h.first < last
        and not h.inside
        for h in clause.hits
    )
