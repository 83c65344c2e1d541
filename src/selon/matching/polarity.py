"""Whether a clause says that something is so or that it is not so."""

from __future__ import annotations

from collections.abc import Set

from selon.matching.clauses import Clause
from selon.matching.lexicon import Hit
from selon.matching.links import Link
from selon.matching.notions import GOODS, relations
from selon.model import Polarity

BEFORE = {"not": 9, "none": 9, "without": 4}
"""How many words before the trigger a negation of each kind may stand."""
AFTER = {"not": 9, "none": 9, "without": 0}
"""How many words behind it (German `eine Sitzung sei nie geplant gewesen`)."""
FALSE = "rumour"
"""The notion of a false report: what a text calls so, it denies."""
FAILING, TRYING = frozenset({"fail", "repel"}), "try_attempt"
"""Notions of what comes to nothing, and of an attempt."""
LOOSE = frozenset({"gen", "time", "func"})
"""Classes of notions that only say when or how far."""
RATHER = 6
"""Words between a negation and what is so instead (`not two but three`)."""
BEING = 1
"""Words between a verb of being and what it says (`was a forgery`)."""
KEEPING, KEPT = frozenset({"fail", "prevent"}), 2
"""Notions of what keeps a deed from being done, and the words between the two at most."""
DONE = frozenset({"control", "loss", "casualties"})
"""Frames of deeds that an attempt leaves undone."""
ATTEMPTS = frozenset({"attack", "try_attempt"})
"""Notions of what is made though it fails."""
PARTING = frozenset({"and", "but", "relative", "after", "cause", "while", "that", "if"})
"""Kinds of words between two deeds of which the one has not the other for its object."""
JOINING = PARTING - {"relative"}
"""The same where a mark is asked for too: some of them are articles elsewhere."""
FORBIDDING = frozenset({"banned"})
"""Outcomes of decisions that, negated, deny nothing of what is decided on."""


def polarity_of(clause: Clause, trigger: Hit | None) -> Polarity:
    """`denied` when exactly one of these holds: the statement is denied, the trigger is negated, the text calls it
    false."""
    said = clause.statement is not None and clause.statement.certainty == "denied"
    taken_back = {"retracted"} & clause.kinds() or (trigger is None and {"correcting"} & clause.kinds())
    if taken_back and clause.quantities:
        return "denied"
    negated = trigger is not None and (is_negated(clause, trigger) != trigger.sense.negative)
    offence = trigger is not None and trigger.sense.frame == "justice"  # `convicted of spreading fakes`
    untrue = any(
        _is_untrue(clause, k) and not (negated and trigger is not None and k.first >= trigger.last)
        for k in clause.links
    )
    false = untrue or (
        not offence
        and any(
            h.sense.concept == FALSE
            and not (negated and trigger is not None and h.first > trigger.last)  # `he is not dead, that is a fake`
            and (h.first not in clause.background or (trigger is not None and trigger.first in clause.background))
            and not _same_words(h, trigger)
            and not is_negated(clause, h)
            for h in clause.hits
        )
    )
    if said:
        return "asserted" if _plainly_not(clause, trigger) else "denied"
    if false and (negated is False):
        return "denied"
    if contrast_at(clause) is not None or (trigger is None and _any_negation(clause)):
        return "denied"
    undone = trigger is not None and (
        _failed(clause, trigger)
        or _governed(clause, trigger)
        or _led_ahead(clause, trigger)
        or _unproved(clause, trigger)
        or _kept_from(clause, trigger)
    )
    return "denied" if (negated or undone) and not false else "asserted"


def _is_untrue(clause: Clause, link: Link) -> bool:
    """Whether a mark says that what was told is not so, and is not itself negated (`they do not deny it`)."""
    return link.kind == "untrue" and not any(k.kind == "not" and k.last == link.first for k in clause.links)


def _unproved(clause: Clause, trigger: Hit) -> bool:
    """Whether the clause says of what follows that nothing speaks for it (`nothing suggests that the depot was hit`),
    however far the trigger stands behind."""
    marks = [k.last for k in clause.links if k.kind == "unproved" and k.last <= trigger.first]
    turns = [k.first for k in clause.links if k.kind == "but"]
    return bool(marks) and not any(max(marks) <= at < trigger.first for at in turns)


def _kept_from(clause: Clause, trigger: Hit) -> bool:
    """Whether somebody failed to do it or kept it from being done (`failed to capture`, `prevented the capture`), and nobody
    kept him from that (`failed to prevent the capture`). An attack that failed was made all the same."""
    if trigger.sense.concept in KEEPING | ATTEMPTS or trigger.sense.negative:
        return False
    return any(_keeps(clause, h, trigger) for h in clause.hits)


def only_tried(clause: Clause, deed: Hit) -> bool:
    """Whether a deed is only what somebody tried to do (`tried to capture`): that says neither that it was done nor that it was
    not."""
    if deed.sense.frame not in DONE or any(h.sense.concept in FAILING for h in clause.hits):
        return False
    return any(_leads_to(clause, h, deed, {TRYING}) for h in clause.hits)


def _keeps(clause: Clause, hit: Hit, deed: Hit) -> bool:
    """Whether a word for failing or preventing stands right before a deed, and is itself neither negated nor prevented."""
    if not _leads_to(clause, hit, deed, KEEPING):
        return False
    return not is_negated(clause, hit) and not any(_keeps(clause, h, hit) for h in clause.hits if h.last <= hit.first)


def _leads_to(clause: Clause, hit: Hit, deed: Hit, concepts: Set[str]) -> bool:
    """Whether a notion stands right before a deed, with no other thing, deed or mark between."""
    if hit.sense.concept not in concepts or not 0 <= deed.first - hit.last <= KEPT or hit.first in clause.background:
        return False
    between = [h for h in clause.hits if hit.last <= h.first < deed.first]
    if any(h.sense.frame or h.sense.kind in ("thing", "who", "org") for h in between):
        return False
    if any(k.kind in JOINING and hit.last <= k.first < deed.first for k in clause.links):
        return False
    return not _parted(clause, hit.last, deed.first)


def _led_ahead(clause: Clause, trigger: Hit) -> bool:
    """Whether a negated decision behind the trigger has it for its object (`an evacuation nobody ordered`): nothing joins
    or parts the two. What forbids says nothing of the kind."""
    decided = next((h for h in clause.hits if h.first >= trigger.last and h.sense.frame is not None), None)
    if decided is None or decided.sense.frame != "decision" or decided.sense.negative:
        return False
    if decided.sense.outcome in FORBIDDING or {decided.first, trigger.first} & clause.background:
        return False
    if any(k.kind in JOINING and trigger.last <= k.first < decided.first for k in clause.links):
        return False
    return not _parted(clause, trigger.last, decided.first) and is_negated(clause, decided)


def _governed(clause: Clause, trigger: Hit) -> bool:
    """Whether a deed before the trigger that has the trigger for its object is negated (`we never refused to take the
    wounded`): nothing joins or parts the two."""
    strong = [
        h
        for h in clause.hits
        if h.last <= trigger.first
        and h.sense.frame not in (None, "other")
        and h.sense.concept not in relations().weak
        and not (h.inside or h.sense.negative or {h.first, trigger.first} & clause.background)
    ]
    if not strong or trigger.sense.concept in relations().causes:
        return False
    lead = strong[0]
    between = [k for k in clause.links if lead.last <= k.first < trigger.first]
    if any(k.kind in PARTING for k in between):
        return False
    return not _parted(clause, lead.last, trigger.first) and is_negated(clause, lead)


def _parted(clause: Clause, first: int, last: int) -> bool:
    """Whether a mark stands between two words."""
    return any(clause.tokens[i].start - clause.tokens[i - 1].end > 1 for i in range(max(first, 1), last + 1))


def _plainly_not(clause: Clause, trigger: Hit | None) -> bool:
    """Whether what is denied is that a deed did not happen (`rumours that he did not die are false`), or that something is
    the opposite of what the trigger says (`denied that it was a fake`)."""
    if trigger is not None and trigger.sense.negative:
        return _said_of(clause, trigger) and not is_negated(clause, trigger)
    if trigger is None or trigger.sense.frame == "other" or not is_negated(clause, trigger):
        return False
    return any(k.kind == "not" and k.first not in clause.background for k in clause.links)


def _said_of(clause: Clause, trigger: Hit) -> bool:
    """Whether a trigger is said of something by a verb of being beside it (`was a forgery`, not `a forged letter`)."""
    finite = [k for k in clause.links if k.kind == "finite"]
    return any(0 <= trigger.first - k.last <= BEING or k.first == trigger.last for k in finite)


def _failed(clause: Clause, trigger: Hit) -> bool:
    """Whether a deed was tried and came to nothing (`the attempted crossing failed`)."""
    if trigger.sense.concept in FAILING or trigger.first in clause.background:
        return False
    tried = any(h.sense.concept == TRYING for h in clause.hits)
    failed = [h for h in clause.hits if h.sense.concept in FAILING and h.first not in clause.background]
    return tried and any(not is_negated(clause, h) for h in failed)


def _same_words(hit: Hit, trigger: Hit | None) -> bool:
    """Whether a trigger that itself says `false` stands in the same words."""
    return trigger is not None and trigger.sense.negative and hit.first < trigger.last and trigger.first < hit.last


def contrast_at(clause: Clause) -> int | None:
    """Where `and not ammunition` begins in `sugar, and not ammunition`: what stands behind is denied, when it is no
    figure; `None` for nothing of the kind."""
    things = [h.first for h in clause.hits if h.sense.kind == "thing"]
    marks = [k for k in clause.links if k.kind == "correcting" and not clause.quantities and _sets_against(clause, k)]
    return next((k.first for k in marks if any(at >= k.last for at in things)), None)


def _sets_against(clause: Clause, link: Link) -> bool:
    """Whether a correcting word sets one thing against another; a plain negation does so only behind a mark
    (`sugar, not ammunition`)."""
    plain = any(k.kind == "not" and (k.first, k.last) == (link.first, link.last) for k in clause.links)
    return not plain or (link.first > 0 and _parted(clause, link.first, link.first))


def _any_negation(clause: Clause) -> bool:
    """Whether a clause without a trigger says that something is not so; of a publisher's own words only that there is
    none at all (`not one of them is with us`)."""
    kinds = ("none",) if clause.statement is None else ("not", "none")
    return any(
        link.kind in kinds
        and link.first not in clause.background
        and not _undone(clause, link)
        and not _inside(clause, link.first)
        for link in clause.links
    )


def is_negated(clause: Clause, trigger: Hit) -> bool:
    """Whether a negation reaches the trigger; `no more than` and a negation inside the trigger's own words do not
    count."""
    return any(
        link.kind in BEFORE
        and not _undone(clause, link)
        and not _inside(clause, link.first)
        and (
            link.last == trigger.first  # `through the pass | not restored`: no part of what stands before
            or (link.first in clause.background) == (trigger.first in clause.background)
        )
        and (_reaches_on(clause, link, trigger) if link.last <= trigger.first else _reaches_back(clause, link, trigger))
        for link in clause.links
    )


def _closed(clause: Clause, link: Link) -> bool:
    """Whether a negation with its verb of being closes what it denies, and something else is told behind in its place
    (`grain there was not: they kept ammunition`)."""
    last = next((k.last for k in clause.links if k.kind == "finite" and k.first == link.last), link.last)
    if last == link.last or last >= len(clause.tokens) or not _parted(clause, last, last):
        return False
    goods = [h for h in clause.hits if h.sense.concept in GOODS]
    return any(h.last <= link.first for h in goods) and any(h.first >= last for h in goods)


def _reaches_on(clause: Clause, link: Link, trigger: Hit) -> bool:
    """Whether a negation reaches a trigger behind it."""
    between = trigger.first - link.last
    if _closed(clause, link):
        return False
    if trigger.sense.negative and _parted(clause, link.last, trigger.first):
        return False  # `not one reached it, the plant is whole`
    if any(h.sense.concept in KEEPING and link.last <= h.first < trigger.first for h in clause.hits):
        return False
    if between >= BEFORE[link.kind] or _other_between(clause, link.last, trigger.first):
        return False
    return link.kind != "without" or trigger.sense.concept not in relations().weak


def _reaches_back(clause: Clause, link: Link, trigger: Hit) -> bool:
    """Whether a negation reaches a trigger before it."""
    if link.first < trigger.last or link.first - trigger.last >= AFTER[link.kind]:
        return False
    if any(o.kind == "forth" and o.first <= link.first < o.last for o in clause.links):
        return False
    if any(
        trigger.last <= o.first < link.first and _begins_clause(clause, o, trigger, link) for o in clause.links
    ) or _other(clause, link):
        return False
    return not _other_behind(clause, trigger, _closing(clause, link))


def _closing(clause: Clause, link: Link) -> int:
    """Where the words end that a negation may belong to: right behind it, when a mark stands there
    (`driven out they were not, the village is held`), else with the clause."""
    at = link.last
    closed = at < len(clause.tokens) and clause.tokens[at].start - clause.tokens[at - 1].end > 1
    return at if closed else len(clause.tokens)


def _other(clause: Clause, link: Link) -> bool:
    """Whether nobody and nothing else is meant (`the driver was hurt, nobody else`)."""
    return any(o.kind == "except" and o.first <= link.first and link.last <= o.last for o in clause.links)


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


def _undone(clause: Clause, link: Link) -> bool:
    """`not more than`, `ne … que`, `cannot be ruled out`, `not two but three`: words behind or around take the negation
    back."""
    around = link.kind == "not" and any(
        o.kind in ("except", "untrue") and o.first <= link.first and link.last <= o.last for o in clause.links
    )
    behind = any(
        o.kind == "except" and o.first in (link.last, link.last + 1) and not _in_a_noun(clause, link, o)
        for o in clause.links
    )
    return behind or around or _rather(clause, link)


def _in_a_noun(clause: Clause, link: Link, behind: Link) -> bool:
    """Whether the word behind a negation belongs to what there is none of (`aucune preuve que` is no `ne … que`)."""
    return link.kind == "none" and any(link.last <= h.first < behind.first < h.last for h in clause.hits)


def _rather(clause: Clause, link: Link) -> bool:
    """Whether something else is so instead, of one and the same deed (`not two but three died`)."""
    kinds = {"not": ("but", "instead"), "none": ("instead",)}.get(link.kind, ())
    at = next((o.first for o in clause.links if o.kind in kinds and o.first > link.last), len(clause.tokens))
    sure = any(o.kind == "instead" and o.first == at for o in clause.links)
    if not sure and any(o.kind == "finite" and o.first == link.last for o in clause.links):
        return False
    if at - link.last > RATHER or at + 1 >= len(clause.tokens):
        return False
    if not any(h.sense.frame is not None and not h.inside for h in clause.hits):
        return any(h.first > at and h.sense.kind == "thing" for h in clause.hits)
    deeds = any(h.sense.frame is not None and link.last <= h.first < at for h in clause.hits)
    told = any(h.sense.frame is not None and h.first < link.first for h in clause.hits)
    return not deeds and (told or any(h.sense.frame is not None and h.first > at for h in clause.hits))


def _inside(clause: Clause, at: int) -> bool:
    """Whether the word belongs to a pattern of several words (`without power`, `no man's land`) that already says it;
    what only says when (`not yet`, `no date`) does not."""
    return any(h.first <= at < h.last and h.last - h.first > 1 and h.sense.kind not in LOOSE for h in clause.hits)


def _other_behind(clause: Clause, trigger: Hit, end: int) -> bool:
    """Whether another strong trigger stands behind, which a negation behind belongs to; what is mostly told as a cause
    takes it from no trigger that is none (`into captivity nobody | fell`)."""
    causes = relations().causes
    other = frozenset() if trigger.sense.concept in causes else causes
    return _other_between(clause, trigger.last, end, other)


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
