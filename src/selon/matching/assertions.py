"""Assertions: every statement, and every plain assertion of a publisher, with its frame, roles, place, days and
figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.matching.actors import chain_of, mentions, signs_of
from selon.matching.clauses import Clause, clauses_of, told_only
from selon.matching.facts import Facts
from selon.matching.features import notions_of
from selon.matching.lexicon import Hit
from selon.matching.measures import counted_in
from selon.matching.notions import relations, weight
from selon.matching.polarity import is_negated, polarity_of
from selon.matching.settings import Context, cause_days, days_of, places_of
from selon.matching.spots import with_spots
from selon.model import Frame, Polarity, Quantity
from selon.model.assertion import Actor, Assertion, Notion

FIRST = {"casualties": 0, "justice": 0}
"""Frames that give a clause its frame before others that stand in it: who was hurt before what did it, the verdict
before the offence."""
LEAST = 3
"""A clause is shown with at least so many words."""
REACH = 3
"""Sentences over which a figure without a predicate of its own goes on with the last one."""
JOURNALIST = "journalist"
FALSE = frozenset({"rumour"})
ORDERS = frozenset({"ordered", "banned", "decided", "declared", "appointed", "dismissed"})
"""Outcomes of decisions that only the one who decides can bring about."""
OFFICES = frozenset({
    "governor", "reg_admin", "mayor", "town_hall", "government", "ministry_defence", "ministry_foreign",
    "ministry_interior", "ministry",
    "ministry_emergency", "president", "parliament", "police", "prosecutor", "authorities", "court",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Focus:
    """One thing a clause puts forward: its trigger (`None` for none), the words it is read from."""

    trigger: Hit | None
    first: int
    last: int
    main: bool
    shown: int = 0


def assertions_of(facts: Facts) -> tuple[Assertion, ...]:
    """What a report puts forward, in text order. A statement may give several assertions, one for each thing it
    says."""
    facts = with_spots(told_only(facts))
    context = Context(facts)
    found: list[Assertion] = []
    clauses = [c for c in clauses_of(facts) if c.statement is None or c.statement.certainty != "unknown"]
    witnessed = {c.sentence for c in clauses if _witness(c)}
    last: tuple[Assertion, int] | None = None
    for clause in clauses:
        foci = _foci(clause)
        context.enter(clause, bool(foci))
        for focus in foci:
            made = _assertion(facts, clause, focus, context, len(found))
            if focus.trigger is None and last and clause.sentence - last[1] < REACH and _goes_on(clause, made, last[0]):
                made = _carried(made, last[0])
            found.append(replace(made, witness=clause.sentence in witnessed))
            if focus.main and focus.trigger is not None:
                last = (made, clause.sentence)
    return tuple(found)


def _foci(clause: Clause) -> list[_Focus]:
    """What a clause is about: its main trigger, and what it tells beside it with details of its own."""
    main = main_trigger(clause)
    size = len(clause.tokens)
    if main is None:
        telling = clause.quantities or clause.statement is not None
        return [_Focus(None, 0, size, True)] if telling else []
    foci = [_Focus(main, 0, size, True)]
    kin = relations()
    families = {kin.family_of(main.sense.concept)}
    for hit in clause.hits:
        if hit.sense.frame == main.sense.frame or (main.sense.frame == "justice" and hit.sense.frame == "refusal"):
            continue
        family = kin.family_of(hit.sense.concept)
        if _topic(clause, hit) or not hit.sense.frame or hit.sense.frame == "other" or hit.sense.concept in kin.weak or family in families:
            continue
        first, last = _phrase(clause, hit, main)
        if is_negated(clause, hit) and hit.first not in clause.background and main.sense.frame != "attack":
            continue
        if _detailed(clause, hit, first, last):
            families.add(family)
            foci.append(_Focus(hit, first, last, False))
    behind = [f.first for f in foci[1:] if f.first >= max(main.last, LEAST) and _apart(f.trigger)]
    if behind:
        foci[0] = replace(foci[0], shown=min(behind))
    return foci


def _apart(trigger: Hit | None) -> bool:
    """Whether a secondary trigger tells an event of its own, not what the main one was about."""
    return trigger is not None and trigger.sense.frame in ("attack", "casualties", "condition", "loss")


def _reached(clause: Clause, q: Quantity) -> Quantity:
    """A count that rose or fell `to nine` is nine, no upper bound."""
    moved = any(h.sense.concept in ("rise", "fall_decline") for h in clause.hits)
    return replace(q, bound="exact") if moved and q.bound == "at_most" else q


def _aside(q: Quantity) -> bool:
    """Ages and ranks count nothing."""
    return q.unit in ("rank", "years old", "age")


def main_trigger(clause: Clause) -> Hit | None:
    """The trigger that gives a clause its frame: what was done to people or things before the deed, foreground
    before background."""
    kin = relations()

    def rank(hit: Hit) -> tuple[bool, bool, bool, bool, bool, int, int, int]:
        sense = hit.sense
        return (
            hit.first in clause.background, sense.concept in kin.weak, sense.frame == "other", sense.concept in kin.causes,
            sense.concept not in kin.heads, FIRST.get(sense.frame or "", 1), -(hit.last - hit.first), hit.first,
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
        return 0, main.first
    return main.last, len(clause.tokens)


def _detailed(clause: Clause, hit: Hit, first: int, last: int) -> bool:
    """Whether a secondary phrase says enough: a thing or place hit, not only the bare word for the event."""
    kinds = {"thing", "org", "who"}
    return any(h.sense.kind in kinds and first <= h.first < last and h.first != hit.first for h in clause.hits)


def _assertion(facts: Facts, clause: Clause, focus: _Focus, context: Context, number: int) -> Assertion:
    words = clause.tokens[focus.first : focus.shown or focus.last]
    start, end = words[0].start, words[-1].end
    far = clause.tokens[focus.last - 1].end
    values = tuple(_reached(clause, q) for q in clause.quantities if start <= q.span.start < far and not _aside(q))
    document, statement = facts.document, clause.statement
    backdrop = not focus.main and _is_backdrop(clause, focus.trigger, focus.first)
    sense = focus.trigger.sense if focus.trigger else None
    frame: Frame = sense.frame if sense and sense.frame else "other"  # type: ignore[assignment]
    return Assertion(
        id=f"{document.id}:{start}-{end}:{number if focus.trigger is None else focus.trigger.sense.concept}",
        report=facts.report,
        document=document.id,
        statement=statement.id if statement else f"plain-{start}-{end}",
        content=document.text[start:end],
        start=start,
        end=end,
        language=document.language,
        published=document.published,
        frame=frame,
        triggers=_triggers(clause, focus),
        outcome=sense.outcome if sense else "",
        polarity=_polarity(facts, clause, focus),
        hedge=statement.certainty if statement else "plain",
        voices=statement.voices if statement and not backdrop else (),
        notions=_with_end(
            notions_of(facts, clause, focus.trigger, focus.first, focus.last), _ended(clause, focus.trigger)
        ),
        values=values,
        counted=tuple(counted_in(clause, q) for q in values),
        places=places_of(facts, start, end, context),
        days=days_of(facts, clause, focus.trigger, context),
        caused=cause_days(facts, clause, focus.trigger) if focus.main else None,
        headline=_in_headline(facts, start),
        aside=not focus.main,
        once=bool(sense and sense.aspect == "once"),
        kind=statement.kind if statement else "report",
        chain=() if backdrop else chain_of(facts, statement) or _decider(facts, clause, focus),
    )


def _polarity(facts: Facts, clause: Clause, focus: _Focus) -> Polarity:
    """What the clause says, and whether its sentence calls what is said here false."""
    if _ended(clause, focus.trigger):
        return "asserted"
    said = polarity_of(clause, focus.trigger)
    if said == "asserted" and clause.statement is not None:
        start, end = facts.sentences[clause.sentence]
        around = mentions(facts, start, clause.start, FALSE) or mentions(facts, clause.end, end, FALSE)
        return "denied" if around and clause.statement.kind != "opinion" else said
    return said


def _decider(facts: Facts, clause: Clause, focus: _Focus) -> tuple[Actor, ...]:
    """Who decides is the origin of the news of a decision: the body named before `ordered`, `banned`, `agreed`."""
    trigger = focus.trigger
    if trigger is None or not any(h.sense.frame == "decision" and h.sense.outcome in ORDERS for h in clause.hits):
        return ()
    at = min(h.first for h in clause.hits if h.sense.frame == "decision" and h.sense.outcome in ORDERS)
    if at == 0:
        return ()
    words = facts.document.text[clause.start : clause.tokens[at - 1].end]
    signs = signs_of(facts, words)
    if not signs.roles & OFFICES:
        return ()
    return (replace(signs, kind="organisation", names=frozenset()),)


def _is_backdrop(clause: Clause, trigger: Hit | None, first: int) -> bool:
    """Whether a secondary trigger is told as known (`after Friday's attack`): that is the publisher's word, whoever
    speaks."""
    return trigger is not None and (
        trigger.first in clause.background or (first > 0 and trigger.sense.concept in relations().causes)
    )


def _ended(clause: Clause, trigger: Hit | None) -> str | None:
    """`There is no fire any more` says that it is out: the opposite of a trigger negated beside `already` or `any
    more`."""
    over = any(h.sense.concept == "already" for h in clause.hits)
    if trigger is None or not over or not is_negated(clause, trigger):
        return None
    return min((b for a, b in relations().opposites if a == trigger.sense.concept), default=None)


def _with_end(notions: tuple[Notion, ...], ended: str | None) -> tuple[Notion, ...]:
    if ended is None or any(n.key == ended for n in notions):
        return notions
    return tuple(sorted((*notions, Notion(ended, weight("act", ended))), key=lambda n: n.key))


def _triggers(clause: Clause, focus: _Focus) -> tuple[str, ...]:
    """Notions of what happened, the main one first, each once."""
    ended = _ended(clause, focus.trigger)
    if ended:
        return (ended,)
    near = [h for h in clause.hits if h.sense.frame and focus.first <= h.first < focus.last]
    first = [focus.trigger] if focus.trigger else []
    rest = [h for h in near if h.first not in clause.background] if focus.main else []
    return tuple(dict.fromkeys(h.sense.concept for h in (*first, *rest)))


def _goes_on(clause: Clause, made: Assertion, before: Assertion) -> bool:
    """Whether figures without a predicate count on: a share, a part of those counted before, or a figure that is
    put right."""
    if {"subset", "correcting", "retracted"} & clause.kinds() or any(q.unit == "share" for q in made.values):
        return bool(made.values)
    kin = relations()
    people = {"people", "users", "staff", "troops", "child", "woman", "elderly"}
    return any(kin.family_of(c) in people for c in made.counted if c)


def _carried(made: Assertion, before: Assertion) -> Assertion:
    """A figure without a predicate (`among them 310 children`) is about what was told just before."""
    inherited = tuple(n for n in before.notions if n.key in before.triggers)
    known = {n.key for n in made.notions}
    polarity = made.polarity
    return replace(
        made,
        frame=before.frame,
        outcome=before.outcome,
        polarity=polarity,
        triggers=before.triggers[:1],
        notions=(*made.notions, *(replace(n, weight=n.weight * 0.6) for n in inherited if n.key not in known)),
    )


def _witness(clause: Clause) -> bool:
    seen = any(link.kind == "witness" for link in clause.links)
    return seen and any(h.sense.concept == JOURNALIST for h in clause.hits)


def _in_headline(facts: Facts, start: int) -> bool:
    headline = facts.document.headline
    return bool(headline) and start < len(headline or "") and facts.document.text.startswith(headline or "\0")


def figures_of(assertion: Assertion) -> Sequence[tuple[Quantity, str | None]]:
    """The figures of an assertion, each with what it counts."""
    return tuple(zip(assertion.values, assertion.counted, strict=True))
