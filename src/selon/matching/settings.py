"""Where and when an assertion holds: said in it, or taken over from the text around it."""

from __future__ import annotations

from datetime import date, timedelta

from selon.matching.clauses import Clause
from selon.matching.facts import Facts, Moment, Spot
from selon.matching.lexicon import Hit
from selon.matching.notions import relations
from selon.matching.outlets import outlet_of
from selon.matching.spots import place_key
from selon.model.assertion import Days, Locus

GUESS = 2
"""Days before publication in which an undated event is supposed to lie."""
NEWS = 10
"""Days before publication that a reader keeps in mind while reading on."""
BESIDE = 3
"""Words between a cause and its day."""
LONG = 45
"""A time expression over more days than this dates no single event."""


class Context:
    """What a reader has in mind while reading on: the day and the places told last. Built for one report, read once
    in order.

    A new paragraph goes back to the day that the report began with.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.days: Days | None = None
        self.lead: Days | None = None
        self.end = 0
        self.spots: tuple[Spot, ...] = ()
        self.sentence = (0, 0)
        self.main = _main_spots(facts)
        self.publisher = outlet_of(facts).actor.side

    def enter(self, clause: Clause, telling: bool) -> None:
        """Take note of the days and places that a clause names, when it tells something (not only who said it)."""
        if "\n" in self.facts.document.text[self.end : clause.start]:
            self.days = self.lead
        self.end = clause.end
        self.sentence = self.facts.sentences[clause.sentence]
        if not telling:
            return
        named = own_moment(self.facts, clause, None) or _behind(self.facts, clause)
        if named and _span_days(named) <= LONG and self._is_news(named):
            self.days = Days(named.first, named.last, own=False)
            self.lead = self.lead or self.days
        here = [s for s in self.facts.spots if clause.start <= s.start < clause.end and s.role != "said"]
        if here:
            self.spots = tuple(here)

    def _is_news(self, moment: Moment) -> bool:
        """Whether a moment lies near the day of publication: older days are told for once, the story goes on
        without them."""
        around = _around(self.facts.document.published)
        if around is None:
            return True
        gap = date.fromisoformat(around.last) - date.fromisoformat(moment.last)
        return 0 <= gap.days <= NEWS


def _main_spots(facts: Facts) -> tuple[Spot, ...]:
    """The place that a report names first, beyond the line that says where it was written."""
    return tuple(s for s in facts.spots if s.role != "said")[:1]


def _span_days(moment: Moment) -> int:
    return (date.fromisoformat(moment.last) - date.fromisoformat(moment.first)).days


def own_moment(facts: Facts, clause: Clause, trigger: Hit | None) -> Moment | None:
    """The shortest stretch of days that a clause names; what stands in its background counts for a trigger there."""
    behind = trigger is not None and trigger.first in clause.background
    found = []
    for moment in facts.moments:
        at = next((i for i, t in enumerate(clause.tokens) if t.start <= moment.start < t.end), None)
        if at is None or (at in clause.background) != behind or _since(clause, at):
            continue
        if not _of_cause(clause, at, trigger):
            found.append(moment)
    return min(found, key=lambda m: (_span_days(m), m.start), default=None)


def _of_cause(clause: Clause, at: int, trigger: Hit | None) -> bool:
    """Whether a time belongs to a cause told beside (`cut off by Saturday's attack`), when what followed is told."""
    if trigger is None or trigger.sense.frame != "condition":
        return False
    causes = relations().causes
    near = [h for h in clause.hits if h.sense.concept in causes and abs(h.first - at) <= BESIDE]
    return any(h.sense.frame == "attack" and h.first != trigger.first for h in near)


def cause_days(facts: Facts, clause: Clause, trigger: Hit | None) -> tuple[str, str] | None:
    """The days of the attack that a clause about a condition names; `None` for none."""
    if trigger is None or trigger.sense.frame != "condition":
        return None
    struck = any(h.first in clause.background and h.sense.frame == "attack" for h in clause.hits)
    for moment in facts.moments:
        at = next((i for i, t in enumerate(clause.tokens) if t.start <= moment.start < t.end), None)
        if at is not None and (_of_cause(clause, at, trigger) or (at in clause.background and struck)):
            return moment.first, moment.last
    return None


def _since(clause: Clause, at: int) -> bool:
    """Whether a time only says from when on, or up to when (`since January`, `by Sunday evening`)."""
    return any(link.kind in ("since", "until") and link.last in (at, at - 1) for link in clause.links)


def days_of(facts: Facts, clause: Clause, trigger: Hit | None, context: Context) -> Days | None:
    """When it happened: the clause's own days, else those of its background, else those told last, else around
    publication."""
    own = own_moment(facts, clause, trigger)
    if own and _span_days(own) <= LONG:
        return Days(own.first, own.last)
    behind = _behind(facts, clause)
    later = trigger is not None and trigger.sense.concept in relations().follows
    if behind and not later:
        return Days(behind.first, behind.last, own=False, near=True)
    if own:
        return None
    return context.days or _around(facts.document.published)


def _behind(facts: Facts, clause: Clause) -> Moment | None:
    """The first days that a clause names anywhere, its background included."""
    for m in facts.moments:
        at = next((i for i, t in enumerate(clause.tokens) if t.start <= m.start < t.end), None)
        if at is not None and _span_days(m) <= LONG and not _since(clause, at):
            return m
    return None


def _around(published: str | None) -> Days | None:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return Days((day - timedelta(days=GUESS)).isoformat(), day.isoformat(), own=False, guessed=True)


def places_of(facts: Facts, start: int, end: int, context: Context) -> tuple[Locus, ...]:
    """Where it happened: the places named in the words themselves, else those named last, else the report's first
    place."""
    own = [s for s in facts.spots if start <= s.start < end and s.role != "said"]
    if own:
        return tuple(_locus(facts, s, True) for s in own)
    first, last = context.sentence
    beside = [s for s in facts.spots if end <= s.start < last and first <= s.start and s.role != "said"]
    return tuple(_locus(facts, s, False) for s in beside or context.spots or context.main)


def _locus(facts: Facts, spot: Spot, own: bool) -> Locus:
    return Locus(place_key(facts, spot.name), spot.name, own, spot.id, spot.lat, spot.lon, spot.within)
