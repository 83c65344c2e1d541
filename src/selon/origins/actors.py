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
    frozenset({"army"}),
    frozenset({"government"}),
    frozenset({"coordination_hq"}),
    frozenset({"ministry_foreign"}),
    frozenset({"ministry_interior", "police"}),
    frozenset({"prosecutor"}),
    frozenset({"president"}),
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
SIDED = frozenset(
    {"ministry_defence", "ministry_foreign", "president", "air_defence", "air_force", "navy", "army", "government"}
)
"""Offices of a state: without its name they say nothing, with it they speak for that side."""
SIDES = {"russia": frozenset({"russia", "moscow"}), "ukraine": frozenset({"ukraine", "kyiv"})}
HEADS = frozenset({"head_boss", "spokesperson", "authorities", "admin_body", "department", "port_authority"})
"""Functions that, with a thing or a place (`the director of the port`), are the body that runs it."""
VAGUE = frozenset({"source", "expert", "person", "witness"})
"""Functions of voices that nobody could find again."""
COMMON = 0.5
"""A name that occurs in voices of more than this share of the reports is a place or a side, no actor."""


def office_of(actor: Actor) -> frozenset[str]:
    """The offices an actor holds, each by its first notion."""
    return frozenset(min(office) for office in OFFICES if office & actor.roles)


def is_identified(actor: Actor) -> bool:
    """Whether the actor could be found again: a name, a body, a function at a body, or a speaker in one recording."""
    if actor.kind in ("outlet", "channel"):
        return False
    if actor.names or actor.entity or actor.recorded:
        return True
    if actor.kind == "unidentified" or actor.roles & VAGUE:
        return False
    if actor.kind in ("organisation", "state", "person"):
        return bool(actor.roles - VAGUE)
    if actor.kind == "group":
        return bool(office_of(actor) or actor.roles & BODIES)
    return bool(actor.roles - VAGUE) and actor.kind in ("role", "document", "media")


def _seats(actor: Actor) -> set[str]:
    """The offices of an actor that one body holds in one place, with the state for those that every state has."""
    side = side_of(actor)
    seats = {f"state:{side}" if o in SIDED else o for o in office_of(actor) if o not in SHARED}
    if actor.kind == "state" and side:
        seats.add(f"state:{side}")
    if "port_authority" in actor.roles:
        seats.add("of:port")
    if actor.roles & HEADS:
        seats |= {role for role in actor.roles if role.startswith("of:")}
    return seats


def side_of(actor: Actor) -> str:
    """The state an actor speaks for, by the countries and capitals in its words; empty when none is named."""
    for side, words in SIDES.items():
        if words & actor.roles:
            return side
    return ""


BODIES = frozenset({
    "authorities", "ministry", "department", "company_firm", "organisation", "institute", "union", "admin_body", "port_authority",
    "network", "committee", "court", "parliament", "government", "embassy",
})  # fmt: skip
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
        seats = _seats(actor) or (self._held.get(self._find(names[0]), set()) if names else set())
        if seats == {"state:"} and len(self._sides) == 1:
            seats = {f"state:{next(iter(self._sides))}"}
        if seats:
            return f"office:{min(seats)}"
        if names:
            return f"name:{self._find(names[0])}"
        if actor.recorded:
            return "recording"
        if "company_firm" in actor.roles:
            return "office:grid_operator"
        return f"role:{'+'.join(sorted(actor.roles))}:{actor.text.casefold()}"

    def one(self, a: Actor, b: Actor) -> bool:
        """Whether two actors are one."""
        return self.key(a) == self.key(b)


def deepest(chain: Sequence[Actor]) -> Actor | None:
    """The actor where a chain of voices ends; `None` for the publisher's own word."""
    return chain[-1] if chain else None
