"""Assertions: every statement, and every plain assertion of a publisher, with its frame, roles, place, days and
figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.matching.actors import chain_of, signs_of
from selon.matching.called_false import called_false
from selon.matching.clauses import Clause, clauses_of, told_only
from selon.matching.facts import Facts
from selon.matching.features import notions_of
from selon.matching.figures_in import bare_span, figures_in, parts_in, single
from selon.matching.foci import Focus, foci_of
from selon.matching.lexicon import Hit, Sense
from selon.matching.measures import counted_in
from selon.matching.notions import relations, weight
from selon.matching.participants import participants_of
from selon.matching.polarity import is_negated, polarity_of
from selon.matching.settings import Context, cause_days, days_of, places_of
from selon.matching.sides import speaking_sides
from selon.matching.spots import with_spots
from selon.matching.wholes import is_whole, told_in
from selon.model import Frame, Polarity
from selon.model.assertion import Actor, Assertion, Notion, at_edition

REACH = 3
"""Sentences over which a figure without a predicate of its own goes on with the last one."""
NEXT = 2
"""Sentences over which a bare figure goes on with the last predicate."""
BARE = 9
"""A bare figure stands in a clause of no more words."""
FEWEST, NEAR, LONGER = 3, 3, 2
"""Words shown at least; words between a joining word and the second thing; so much longer than the first it is cut off."""
BESIDE, SUBORDINATING = frozenset({"relative", "and", "but"}), frozenset({"after", "cause", "while"})
"""Kinds of joining words before which what is shown ends; and those before which it ends only where much follows."""
FEW = 3
"""A figure taken up again is larger than this."""
SHORT = 8
"""A clause of no more words that says how long something lacks says when it will be back."""
SPANS = frozenset({"hour", "day_period", "week_period", "month_period"})
USERS = frozenset({"customer", "household", "resident", "person"})
MOVING, TOLL, NUMBER = frozenset({"rise", "fall_decline"}), "killed_or_wounded", "number_word"
"""Notions of a number that moves, and of the number itself."""
AWAY = 400
"""Code points between a number that moves and what it is the number of."""
OWN = frozenset({"thing", "who", "org"})
"""Kinds of notions that a number is the number of."""
TITLE = 6
"""Words of a body that decides, from its function on."""
JOURNALIST = "journalist"
ORDERS = frozenset(
    {"ordered", "banned", "decided", "declared", "appointed", "dismissed", "arrested", "charged", "searched"}
)
"""Outcomes that only the one who decides or acts can bring about."""
OFFICES = frozenset({
    "governor", "reg_admin", "mayor", "town_hall", "government", "ministry_defence", "ministry_foreign",
    "ministry_interior", "ministry",
    "ministry_emergency", "president", "parliament", "police", "prosecutor", "authorities", "court",
})  # fmt: skip


def assertions_of(facts: Facts) -> tuple[Assertion, ...]:
    """What a report puts forward, in text order. A statement may give several assertions, one for each thing it
    says."""
    facts = with_spots(told_only(facts))
    context = Context(facts)
    found: list[Assertion] = []
    clauses = [c for c in clauses_of(facts) if not _asks(facts, c)]
    witnessed = {c.sentence for c in clauses if _witness(c)}
    last: tuple[Assertion, int] | None = None
    for clause in clauses:
        foci = foci_of(clause)
        context.enter(clause, bool(foci))
        for focus in foci:
            if _asked_not(clause, focus):
                continue
            made = _assertion(facts, clause, focus, context, len(found))
            telling = focus.trigger is None
            before = _before(clause, made, found, last) if telling else _counted_on(clause, made, found)
            if before is not None:
                made = _carried(made, before)
            found.append(replace(made, witness=clause.sentence in witnessed))
            if focus.main and focus.trigger is not None:
                last = (made, clause.sentence)
    return tuple(found)


def _assertion(facts: Facts, clause: Clause, focus: Focus, context: Context, number: int) -> Assertion:
    words = clause.tokens[focus.first : _ends_at(clause, focus)]
    start, end = words[0].start, words[-1].end
    far = clause.tokens[focus.last - 1].end
    values, totals = figures_in(facts.document.text, clause, focus, (start, far))
    if not values and focus.trigger and _turned(clause, focus.trigger.sense) != focus.trigger.sense:
        values = bare_span(clause)
    values = values or single(clause, focus)
    document, statement = facts.document, clause.statement
    backdrop = not focus.main and _is_backdrop(clause, focus.trigger, focus.first)
    sense = _turned(clause, focus.trigger.sense) if focus.trigger else None
    frame: Frame = sense.frame if sense and sense.frame else "other"  # type: ignore[assignment]
    places = places_of(facts, start, end, context)
    chain = chain_of(facts, statement)
    speaking = speaking_sides(context.publisher, chain, facts.pack)
    return Assertion(
        id=at_edition(
            f"{document.id}:{start}-{end}:{number if focus.trigger is None else focus.trigger.sense.concept}",
            facts.version,
        ),
        report=facts.report,
        document=facts.version,
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
            notions_of(facts, clause, focus.trigger, (focus.first, focus.last), focus.shown, speaking),
            _ended(clause, focus.trigger) or (sense.concept if sense and focus.trigger else None),
            focus.trigger,
        ),
        values=values,
        totals=totals,
        counted=tuple(counted_in(clause, q) for q in values),
        places=places,
        roles=participants_of(facts, clause, focus, places),
        whole=is_whole(facts, clause, focus),
        told=told_in(facts, clause),
        days=days_of(facts, clause, focus.trigger, context),
        caused=cause_days(facts, clause, focus.trigger) if focus.main else None,
        headline=_in_headline(facts, start),
        aside=not focus.main,
        once=bool(sense and sense.aspect == "once"),
        parts=parts_in(clause, values, focus.trigger is None),
        kind=statement.kind if statement else "report",
        chain=() if backdrop else chain or _decider(facts, clause, focus),
        behind=chain if backdrop else (),
    )


def _ends_at(clause: Clause, focus: Focus) -> int:
    """Where the words end that are shown for a focus: before the joining word of a second thing told beside, else where
    the clause does. A second thing in the midst of a phrase (`the number of dead after the strike rose`) cuts nothing off."""
    if not focus.shown:
        return focus.last
    long = focus.last - focus.shown > LONGER * (focus.shown - focus.first)
    joining = BESIDE | SUBORDINATING if long else BESIDE
    least = focus.first + FEWEST
    cuts = [k.first for k in clause.links if k.kind in joining and least <= k.first <= focus.shown <= k.last + NEAR]
    return max(cuts, default=focus.last)


def _asked_not(clause: Clause, focus: Focus) -> bool:
    """Whether somebody is asked not to do it: that says nothing about whether it is done."""
    if focus.trigger is None or not is_negated(clause, focus.trigger):
        return False
    asked = any(h.sense.concept == "ask" and h.first < focus.trigger.first for h in clause.hits)
    return asked or (clause.statement is not None and clause.statement.kind == "demand")


def _polarity(facts: Facts, clause: Clause, focus: Focus) -> Polarity:
    """What the clause says, and whether its sentence calls what is said here false – and no other thing said in it."""
    if _ended(clause, focus.trigger):
        return "asserted"
    said = polarity_of(clause, focus.trigger)
    if said == "denied" or (clause.statement is not None and clause.statement.certainty == "denied"):
        return said
    return "denied" if called_false(facts, clause) else said


def _decider(facts: Facts, clause: Clause, focus: Focus) -> tuple[Actor, ...]:
    """Who decides is the origin of the news of a decision: the body named before `ordered`, `banned`, `arrested`."""
    acts = [h.first for h in clause.hits if h.sense.outcome in ORDERS and h.sense.frame in ("decision", "justice")]
    if focus.trigger is None or not acts or min(acts) == 0:
        return ()
    at = min(acts)
    first = min((h.first for h in clause.hits if h.sense.concept in OFFICES and h.first < at), default=None)
    if first is None:
        return ()
    ends = [link.first for link in clause.links if link.kind == "finite" and link.first > first]
    last = min(at, first + TITLE, *ends)
    signs = signs_of(facts, facts.document.text[clause.tokens[first].start : clause.tokens[last - 1].end])
    return (replace(signs, kind="organisation", names=frozenset()),)


def _is_backdrop(clause: Clause, trigger: Hit | None, first: int) -> bool:
    """Whether a secondary trigger is told as known (`after Friday's attack`): that is the publisher's word, whoever
    speaks."""
    return trigger is not None and (
        trigger.first in clause.background or (first > 0 and trigger.sense.concept in relations().causes)
    )


def _turned(clause: Clause, sense: Sense) -> Sense:
    """`No power for a month` tells how long until it is back: the opposite that follows, when only a time is said."""
    later = [b for a, b in relations().opposites if a == sense.concept and b in relations().follows]
    people = any(h.sense.concept in USERS for h in clause.hits)
    lasting = any(h.sense.concept in SPANS for h in clause.hits)
    told = sense.frame != "condition" or sense.outcome == "stopped"  # a plant that stands still for a month is the news
    if told or not later or people or not lasting or len(clause.tokens) > SHORT:
        return sense
    return replace(sense, concept=min(later), outcome="")


def _ended(clause: Clause, trigger: Hit | None) -> str | None:
    """`There is no fire any more` says that it is out: the opposite of a trigger negated beside `already` or `any
    more`."""
    over = any(h.sense.concept == "already" for h in clause.hits)
    if trigger is None or not over or "unproved" in clause.kinds() or not is_negated(clause, trigger):
        return None
    return min((b for a, b in relations().opposites if a == trigger.sense.concept), default=None)


def _with_end(notions: tuple[Notion, ...], ended: str | None, trigger: Hit | None) -> tuple[Notion, ...]:
    """The notions with the opposite that is meant in place of the trigger that is written."""
    if ended is None or any(n.key == ended for n in notions):
        return notions
    less = 0.5 if any(n.key == "already" for n in notions) else 0.0
    kept = [
        replace(n, weight=n.weight * less) if trigger is not None and n.key == trigger.sense.concept else n
        for n in notions
    ]
    kept = [n for n in kept if n.weight]
    return tuple(sorted((*kept, Notion(ended, weight("act", ended))), key=lambda n: n.key))


def _triggers(clause: Clause, focus: Focus) -> tuple[str, ...]:
    """Notions of what happened, the main one first, each once."""
    ended = _ended(clause, focus.trigger)
    if ended:
        return (ended,)
    if focus.trigger and _turned(clause, focus.trigger.sense) != focus.trigger.sense:
        return (_turned(clause, focus.trigger.sense).concept,)
    near = [h for h in clause.hits if h.sense.frame and focus.first <= h.first < focus.last]
    first = [focus.trigger] if focus.trigger else []
    rest = [h for h in near if h.first not in clause.background] if focus.main else []
    return tuple(dict.fromkeys(h.sense.concept for h in (*first, *rest)))


def _before(
    clause: Clause, made: Assertion, found: Sequence[Assertion], last: tuple[Assertion, int] | None
) -> Assertion | None:
    """What a clause without a predicate is about: what was told just before, or the figure that it takes up again
    (`there is nothing to change in the figure of 92`)."""
    if last and clause.sentence - last[1] < REACH and _goes_on(clause, made, last[0]):
        return last[0]
    lows = {q.low for q in made.values if q.low > FEW}
    again = [a for a in found if a.triggers and a.start < made.start and lows & {q.low for q in a.values}]
    if again:
        return again[-1]
    bare = made.values and len(clause.tokens) <= BARE and not any(h.sense.kind in ("thing", "org") for h in clause.hits)
    return last[0] if bare and last and clause.sentence - last[1] < NEXT else None


def _counted_on(clause: Clause, made: Assertion, found: Sequence[Assertion]) -> Assertion | None:
    """What a number that rises or falls is the number of, when its own clause does not say (`the toll rose to
    eleven`): what was counted just before, the dead and wounded by a toll."""
    kinds = {h.sense.concept for h in clause.hits}
    if not made.values or any(made.counted) or not made.triggers or made.triggers[0] not in MOVING:
        return None
    if not kinds & {TOLL, NUMBER} or any(h.sense.frame and h.sense.concept not in MOVING for h in clause.hits):
        return None
    if any(h.sense.kind in OWN and h.sense.concept != TOLL for h in clause.hits) or _number_of(clause):
        return None
    counts = [
        a
        for a in found
        if a.values
        and a.triggers
        and not a.aside
        and clause.start - a.end < AWAY
        and (TOLL not in kinds or a.frame == "casualties")
    ]
    return counts[-1] if counts else None


def _number_of(clause: Clause) -> bool:
    """Whether the clause says what its number is the number of (`the number of shops`)."""
    of = {k.first for k in clause.links if k.kind == "of"}
    return any(h.sense.concept == NUMBER and h.last in of for h in clause.hits)


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
    moved = made.triggers[:1] if made.triggers and made.triggers[0] in MOVING else ()
    own = tuple(replace(n, weight=n.weight * 0.3) if n.key in moved else n for n in made.notions)
    known = {n.key for n in own}
    counted = next((c for c in before.counted if c), None) if moved else None
    return replace(
        made,
        frame=before.frame,
        outcome=before.outcome,
        counted=tuple(c or counted for c in made.counted),
        triggers=before.triggers[:1],
        notions=(*own, *(replace(n, weight=n.weight * 0.6) for n in inherited if n.key not in known)),
    )


def _asks(facts: Facts, clause: Clause) -> bool:
    """Whether a clause puts nothing forward: what a statement says to be unknown, a question in the publisher's own words."""
    if clause.statement is not None:
        return clause.statement.certainty == "unknown"
    start, end = facts.sentences[clause.sentence]
    return facts.document.text[start:end].rstrip("\"'”’»“)]").endswith("?")


def _witness(clause: Clause) -> bool:
    """Whether the publisher says that it saw or counted for itself: by its reporter, or in the first person."""
    kinds = clause.kinds()
    if "witness" not in kinds:
        return False
    return (clause.statement is None and "own" in kinds) or any(h.sense.concept == JOURNALIST for h in clause.hits)


def _in_headline(facts: Facts, start: int) -> bool:
    headline = facts.document.headline
    return bool(headline) and start < len(headline or "") and facts.document.text.startswith(headline or "\0")
