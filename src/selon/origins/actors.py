"""When two voices are one actor: shared names, else the same function at the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from selon.model.assertion import Actor

OFFICES = (
    frozenset({"governor", "reg_admin"}),
    frozenset({"mayor", "town_hall"}),
    frozenset({"village_head"}),
    frozenset({"grid_operator"}),
    frozenset({"ministry_emergency", "rescuer"}),
    frozenset({"ministry_defence"}),
    frozenset({"army", "general_staff"}),
    frozenset({"government"}),
    frozenset({"coordination_hq"}),
    frozenset({"ministry_foreign"}),
    frozenset({"ministry_interior", "police"}),
    frozenset({"ministry_industry"}),
    frozenset({"ministry_energy"}),
    frozenset({"ministry_health"}),
    frozenset({"ministry_justice"}),
    frozenset({"ministry_finance"}),
    frozenset({"eu_council"}),
    frozenset({"delegation"}),
    frozenset({"central_bank"}),
    frozenset({"prosecutor"}),
    frozenset({"president", "president_office"}),
    frozenset({"railway_operator"}),
    frozenset({"border_guard"}),
    frozenset({"air_force"}),
    frozenset({"air_defence"}),
    frozenset({"navy"}),
    frozenset({"military_police"}),
    frozenset({"iaea"}),
    frozenset({"red_cross"}),
    frozenset({"united_nations"}),
    frozenset({"group_forces"}),
    frozenset({"institute", "statistics"}),
    frozenset({"network"}),
    frozenset({"union"}),
)
"""Functions that one body holds at one place: notions in one set are that body and its head."""
SHARED = frozenset({"network", "union", "institute", "iaea", "company_firm"})
"""Offices of which there are many: only a name tells them apart."""
SIDED = frozenset({
    "ministry_defence", "ministry_foreign", "president", "air_defence", "air_force", "navy", "army", "government",
    "ministry_industry", "ministry_energy", "ministry_health", "ministry_justice", "ministry_finance", "delegation",
})  # fmt: skip
"""Offices of a state: without its name they say nothing, with it they speak for that side."""
SIDES = frozenset({"russia", "ukraine"})
HEADS = frozenset({"head_boss", "spokesperson", "authorities", "admin_body", "department", "port_authority"})
"""Functions that, with a thing or a place (`the director of the port`), are the body that runs it."""
BODY_OFFICES = {
    "general-staff": "army", "armed-forces": "army", "army-chief": "army", "ground-forces": "army", "air-force": "air_force",
    "navy": "navy", "defence-ministry": "ministry_defence", "defence-minister": "ministry_defence",
    "foreign-ministry": "ministry_foreign", "foreign-minister": "ministry_foreign", "president": "president",
    "presidency": "president", "government": "government", "prime-minister": "government", "chancellor": "government",
    "interior-ministry": "ministry_interior", "interior-minister": "ministry_interior", "police": "ministry_interior",
    "emergency-ministry": "ministry_emergency", "energy-ministry": "ministry_energy", "health-ministry": "ministry_health",
    "health-minister": "ministry_health", "justice-ministry": "ministry_justice", "finance-ministry": "ministry_finance",
    "border-guard": "border_guard", "prosecutor": "prosecutor",
}  # fmt: skip
"""Offices by the body in the identifier of a resolved actor (`org:UA:general-staff`)."""
VAGUE = frozenset({"source", "expert", "person", "witness", "official"})
"""Functions of voices that nobody could find again."""
RANKS = frozenset({"soldier", "officer"})
"""Functions of one of many in a unit: the unit does not name him."""
COMMON = 0.5
"""A name that occurs in voices of more than this share of the reports is a place or a side, no actor."""


def office_of(actor: Actor) -> frozenset[str]:
    """The offices an actor holds, each by its first notion."""
    named = BODY_OFFICES.get((actor.entity or "").rsplit(":", 1)[-1]) if _country(actor) else None
    held = actor.roles | {named} if named else actor.roles
    return frozenset(min(office) for office in OFFICES if office & held)


def _country(actor: Actor) -> str:
    """The country in the identifier of a resolved body, office or state; empty for none."""
    parts = (actor.entity or "").split(":")
    return parts[1] if len(parts) > 1 and parts[0] in ("org", "office", "state") and parts[1].isupper() else ""


def is_identified(actor: Actor) -> bool:
    """Whether the actor could be found again: a name, a body, a function at a body, or a speaker in one recording."""
    if actor.kind in ("outlet", "channel"):
        return False
    one_of_many = (actor.entity or "").startswith("unit:") and bool(actor.roles & RANKS)
    if actor.recorded or (actor.entity and not one_of_many):
        return True
    vague = bool(actor.roles & VAGUE)
    if one_of_many or actor.kind == "unidentified" or (actor.kind in ("group", "role") and vague):
        return False
    if actor.names or vague:
        return bool(actor.names)
    if actor.kind in ("group", "role", "person"):
        a_state = actor.kind == "person" and bool(actor.places) and not actor.roles
        return a_state or bool(office_of(actor) or actor.roles & UNIQUE)
    return bool(actor.roles or (actor.places and actor.kind in ("organisation", "state")))


def _seats(actor: Actor) -> set[str]:
    """The offices of an actor that one body holds in one place, with the state for those that every state has."""
    side = side_of(actor) or (min(actor.places) if actor.places else "")
    seats = {f"state:{side}" if o in SIDED else o for o in office_of(actor) if o not in SHARED}
    if actor.kind == "state" and side:
        seats.add(f"state:{side}")
    if "port_authority" in actor.roles:
        seats.add("of:port")
    if actor.roles & HEADS:
        seats |= {role for role in actor.roles if role.startswith("of:")}
    return seats


def side_of(actor: Actor) -> str:
    """The state an actor speaks for; empty when none is told."""
    return actor.side


BODIES = frozenset({
    "authorities", "ministry", "department", "company_firm", "organisation", "institute", "union", "admin_body", "port_authority",
    "network", "committee", "court", "parliament", "government", "embassy",
})  # fmt: skip
UNIQUE = BODIES | {
    "spokesperson", "head_boss", "coordinator", "secretary", "judge", "commander", "minister", "prime_minister", "charge_side",
}  # fmt: skip
"""Functions that one person or body holds: who speaks by one of them can be found again without a name."""
"""Functions that are bodies, named or not."""


class SameActor:
    """Groups of actors that are one, among all voices of a set of reports. The answer does not hang on their order."""

    def __init__(self, voices: Iterable[tuple[str, Actor]], beside: Iterable[Actor] = ()) -> None:
        """voices: `(report, actor)`. beside: actors of other reports, which only say what names and offices go
        together."""
        listed = sorted(set(voices), key=lambda v: (v[0], v[1].text))
        reports = {report for report, _ in listed}
        seen: dict[str, set[str]] = defaultdict(set)
        for report, actor in listed:
            for name in actor.names:
                seen[name].add(report)
        self._common = {n for n, r in seen.items() if len(reports) > 6 and len(r) > COMMON * len(reports)}
        self._root: dict[str, str] = {}
        around = [*(actor for _, actor in listed), *beside]
        for actor in around:
            names = sorted(self._telling(actor))
            for name in names[1:]:
                self._join(names[0], name)
        self._states = {
            sound: side_of(actor)
            for _, actor in listed
            if actor.kind == "state" and side_of(actor) and not actor.roles & UNIQUE
            for sound in actor.sounds
        }
        self._of_office: dict[str, set[str]] = defaultdict(set)
        for _, actor in listed:
            if side_of(actor):
                for office in office_of(actor) & SIDED:
                    self._of_office[office].add(side_of(actor))
        self._sides = {side for _, actor in listed if (side := side_of(actor)) and office_of(actor) & SIDED}
        self._sides |= {side_of(actor) for _, actor in listed if actor.kind == "state" and side_of(actor)}
        self._held: dict[str, set[str]] = defaultdict(set)
        for actor in around:
            for name in sorted(self._telling(actor))[:1]:
                self._held[self._find(name)] |= _seats(actor)

    def _telling(self, actor: Actor) -> set[str]:
        own = {f"={actor.entity}"} if actor.entity else set()
        return own | {n for n in actor.names if n not in self._common and len(n) > 2}

    def _find(self, name: str) -> str:
        while self._root.setdefault(name, name) != name:
            self._root[name] = self._root[self._root[name]]
            name = self._root[name]
        return name

    def _join(self, a: str, b: str) -> None:
        one, other = sorted((self._find(a), self._find(b)))
        self._root[other] = one

    def key(self, actor: Actor) -> str:
        """The same for two actors that are one, as far as names and functions tell."""
        names = sorted(self._telling(actor))
        seats = _seats(actor) or self._as_state(actor)
        held = self._held.get(self._find(names[0]), set()) if names else set()
        if not seats or (seats == {"state:"} and held - seats):
            seats = held - {"state:"} or held
        seats = {
            f"state:{self._states.get(seat[6:], seat[6:])}" if seat.startswith("state:") else seat for seat in seats
        }
        if seats == {"state:"}:
            seats = {f"state:{self._only_side(actor)}"}
        if seats:
            return f"office:{min(seats)}"
        if names:
            return f"name:{self._find(names[0])}"
        if actor.recorded:
            return "recording"
        if "company_firm" in actor.roles:
            return "office:grid_operator"
        return f"role:{'+'.join(sorted(actor.roles))}:{actor.text.casefold()}"

    def _as_state(self, actor: Actor) -> set[str]:
        """The seat of a voice that is no more than the name of a state, as another report tells it."""
        bare = not actor.roles and not actor.names and len(actor.sounds) == 1 and not actor.entity
        return {f"state:{side}" for sound in actor.sounds if (side := self._states.get(sound))} if bare else set()

    def _only_side(self, actor: Actor) -> str:
        """The one side whose office a voice without a side can be: the only one that speaks by that office, or at
        all."""
        of_office = {side for office in office_of(actor) & SIDED for side in self._of_office[office]}
        sides = of_office if len(of_office) == 1 else self._sides
        return next(iter(sides)) if len(sides) == 1 else ""

    def one(self, a: Actor, b: Actor) -> bool:
        """Whether two actors are one."""
        return self.key(a) == self.key(b)


def deepest(chain: Sequence[Actor]) -> Actor | None:
    """The actor where a chain of voices ends; `None` for the publisher's own word."""
    return chain[-1] if chain else None
