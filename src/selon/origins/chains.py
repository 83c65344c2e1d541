"""From each statement of a claim to its origin: through its voices, then through credits and copies, until nothing
leads further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.model import CIRCLE, Origin
from selon.model.assertion import Actor, Assertion
from selon.origins.actors import SIDES, VAGUE, deepest, is_identified, office_of, side_of
from selon.origins.same_actor import SameActor

DENIED = "denied"
IDENTIFIED, UNSOURCED, UNIDENTIFIED = "identified", "publisher_unsourced", "unidentified"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a report: its address, name, and itself as an actor.

    institution: an office or body that speaks for itself, not an outlet. outlets: sound keys of its name, for credits.
    """

    report: str
    name: str
    actor: Actor
    institution: bool = False
    outlets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trail:
    """What is known around the statements of one claim.

    publishers: by report. sources: reports that a report copies or credits. credited: reports that an assertion
    names as its source.
    """

    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    credited: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """An origin found for one assertion: what tells it apart (`key`), who, kind, and the path to it in words."""

    key: str
    who: str
    kind: str
    path: tuple[str, ...]
    actor: Actor | None = None


class Tracer:
    """Follows the statements of one claim. Every step is written down; a step that comes back to where it was is a
    circle."""

    def __init__(self, members: Sequence[Assertion], trail: Trail, same: SameActor) -> None:
        self.members = members
        self.trail = trail
        self.same = same
        self.of_report: dict[str, list[Assertion]] = {}
        for member in sorted(members, key=lambda m: (m.report, m.start)):
            self.of_report.setdefault(member.report, []).append(member)
        self._known: dict[str, Found] = {}

    def origin(self, assertion: Assertion) -> Found:
        """The origin of one assertion."""
        if assertion.id not in self._known:
            self._known[assertion.id] = self._follow(assertion, ())
        return self._known[assertion.id]

    def speakers(self, of: Mapping[str, str]) -> dict[str, str]:
        """The origins that publish for themselves, by report: `of` is the origin of each assertion by id."""
        found: dict[str, str] = {}
        for report, members in self.of_report.items():
            publisher = self.trail.publishers[report]
            if publisher.institution:
                mine = self.same.key(publisher.actor)
                own = [of[m.id] for m in members if self.origin(m).key == mine]
                found |= {report: own[0]} if own else {}
        return found

    def _follow(self, a: Assertion, seen: tuple[str, ...], alone: bool = False) -> Found:
        name = self.trail.publishers[a.report].name
        if a.report in seen:
            return self._circle(seen[seen.index(a.report) :])
        step = (*seen, a.report)
        voice = deepest(a.chain) or self._told_behind(a)
        beyond = self._beyond(a)
        if voice is not None and is_identified(voice) and not (beyond is not None and _passing(voice)):
            body = None if alone or not a.headline or voice.names else self._beside(a, step, named=True)
            return body or self._actor(a, voice, name)
        if beyond is None and a.headline and voice is not None and not alone:
            beside = self._beside(a, step)
            if beside is not None:
                return beside
        if beyond is not None:
            there = self._follow(beyond, step)
            link = f"{name} takes it from {self.trail.publishers[beyond.report].name}"
            return Found(there.key, there.who, there.kind, (link, *there.path), there.actor)
        if voice is None or (self.trail.publishers[a.report].institution and not voice.roles):
            return self._own_word(a, step, name, alone)
        if voice.kind in ("outlet", "channel"):
            return Found(
                f"outlet:{self.same.key(voice)}", voice.text, UNSOURCED, (f"{name} quotes {voice.text}", _SILENT)
            )
        vague = "+".join(sorted(voice.roles & VAGUE))
        path = (f"{name} quotes {voice.text}, unnamed",)
        function = "+".join(sorted(r for r in voice.roles - VAGUE if not r.startswith("of:")))
        key = f"unnamed:{function}" if function else f"unnamed:{a.report}:{vague}"
        return Found(key, voice.text or "nobody named", UNIDENTIFIED, path)

    def _told_behind(self, a: Assertion) -> Actor | None:
        """For an event only told as known (`… died after a drone hit the school, the governor said`), when the report
        tells of it nowhere else: the voice of the clause.
        """
        others = (o for o in self.of_report[a.report] if o.document == a.document and o.polarity == a.polarity)
        alone = all(o.aside or o.headline for o in others)
        return deepest(a.behind) if alone else None

    def _actor(self, a: Assertion, voice: Actor, name: str) -> Found:
        through = " → ".join(v.text for v in a.chain[:-1] if v.text)
        path = f"{name} {'goes on after the words of' if a.led else 'quotes'} {voice.text}"
        path += f" through {through}" if through else ""
        return Found(self.same.key(voice), voice.text, IDENTIFIED, (path,), voice)

    def _beyond(self, a: Assertion) -> Assertion | None:
        """The assertion of this claim in a report that `a` credits, or that its report copies."""
        for report in (*self.trail.credited.get(a.id, ()), *self.trail.sources.get(a.report, ())):
            options = self.of_report.get(report, [])
            if options and report != a.report:
                return min(options, key=lambda o: (o.headline, o.start))
        return None

    def _own_word(self, a: Assertion, step: tuple[str, ...], name: str, alone: bool) -> Found:
        """A publisher's own word: what it saw, what it says on somebody's word elsewhere in the report, or nothing
        behind it."""
        publisher = self.trail.publishers[a.report]
        own = self.same.key(publisher.actor) if publisher.institution else f"publisher:{publisher.name}"
        if a.witness:
            return Found(own, name, IDENTIFIED, (f"{name} saw or counted for itself",), publisher.actor)
        beside = None if alone or (publisher.institution and not a.headline) else self._beside(a, step)
        if beside is not None:
            return Found(
                beside.key, beside.who, beside.kind, ("the same report says on whose word", *beside.path), beside.actor
            )
        if publisher.institution:
            return Found(own, name, IDENTIFIED, (f"{name} speaks for itself",), publisher.actor)
        return Found(own, name, UNSOURCED, (f"{name} {_SILENT}",), publisher.actor)

    def _beside(self, a: Assertion, step: tuple[str, ...], named: bool = False) -> Found | None:
        """The origin of an attributed assertion of this claim in the same report; an unidentified one serves a
        headline only."""
        others = [
            o
            for o in self.of_report[a.report]
            if (o.chain or (o.behind and self._told_behind(o)) or self.trail.credited.get(o.id))
            and o.id != a.id
            and o.document == a.document
            and not (a.headline and o.headline)
            and (o.polarity == a.polarity or not (a.aside or (o.polarity == DENIED and not a.headline)))
        ]
        others.sort(key=lambda o: (o.polarity != a.polarity, abs(o.start - a.start), o.id))
        found = [self._follow(o, step[:-1], True) for o in others]
        if named:
            agreeing = [f for o, f in zip(others, found, strict=True) if o.polarity == a.polarity]
            return next((f for f in agreeing if f.kind == IDENTIFIED), None)
        known = [f for f in found if f.kind == IDENTIFIED]
        if known:
            return known[0]
        circles = [f for f in found if f.key.startswith("circle:")]
        if circles:
            return circles[0]
        heads = [f for o, f in zip(others, found, strict=True) if o.headline and f.kind == UNIDENTIFIED]
        return heads[0] if heads else found[0] if a.headline and found else None

    def _circle(self, circle: Sequence[str]) -> Found:
        names = [self.trail.publishers[r].name for r in sorted(circle)]
        who = f"{CIRCLE}: {', '.join(names)}"
        return Found(f"circle:{'|'.join(sorted(circle))}", who, UNIDENTIFIED, (f"{who}; each credits another of them",))


def _passing(voice: Actor) -> bool:
    """Whether a voice gives way to the report that is credited: a speaker known by a recording alone, a paper without
    a name.
    """
    return not voice.names and not voice.entity and (voice.recorded or voice.kind == "document")


_SILENT = "does not say how it knows"


def origins_of(found: Sequence[Found]) -> tuple[dict[str, str], tuple[Origin, ...]]:
    """Origins numbered in the order of their first statement: the id for each key, and the records."""
    ids: dict[str, str] = {}
    records: list[Origin] = []
    for f in found:
        if f.key not in ids:
            ids[f.key] = f"o{len(ids) + 1}"
            records.append(Origin(ids[f.key], f.who, f.kind, party_of(f.actor), f.path))
    return ids, tuple(records)


ARMED = frozenset({
    "ministry_defence", "army", "soldier", "officer", "commander", "group_forces", "president", "governor",
    "reg_admin", "brigade",
    "air_force", "air_defence", "navy", "security_service", "government", "border_guard", "unit", "company_mil",
    "mayor", "town_hall", "general_staff",
})  # fmt: skip


LOCAL = frozenset({"governor", "reg_admin", "mayor", "town_hall"})
"""Functions at a place, which are a party only where the state that it lies in is one."""


def party_of(actor: Actor | None) -> str | None:
    """The side an actor stands for: a body or person of a state at war; the state when it is named, else `yes`."""
    if actor is None:
        return None
    side = side_of(actor)
    if side in SIDES and (actor.kind == "state" or office_of(actor) or actor.roles & ARMED):
        return side
    return "yes" if actor.roles & ARMED - LOCAL and not side else None
