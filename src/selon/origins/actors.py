"""When two voices are one actor: shared names, else the same function at the same place."""

from __future__ import annotations

from collections.abc import Sequence

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


MILITARY = frozenset({"army", "ministry_defence"})
"""Offices that speak for one army."""


def seats_of(actor: Actor, side: str = "") -> frozenset[str]:
    """The offices of an actor that one body or person holds, each with the state for those that every state has
    (`military@ukraine`), `state@ukraine` for the bare name of a state. side: where its words do not tell it."""
    own = side_of(actor)
    seats = {_seat(o, own or side) for o in office_of(actor) if o not in SHARED}
    if own and not seats and (actor.kind == "state" or not actor.roles - {own} - CAPITALS):
        seats.add(f"{STATE}{own}")
    if "port_authority" in actor.roles:
        seats.add("of:port")
    if "company_firm" in actor.roles:
        seats.add("grid_operator")
    if actor.roles & HEADS:
        seats |= {role for role in actor.roles if role.startswith("of:")}
    return frozenset(seats)


def _seat(office: str, side: str) -> str:
    return f"{'military' if office in MILITARY else office}@{side}" if office in SIDED else office


STATE = "state@"
CAPITALS = frozenset({"moscow", "kyiv", "russia", "ukraine"})
"""Notions of states and capitals: a voice of no other function speaks for its state."""
PERSONAL = frozenset({"governor", "mayor", "village_head", "grid_operator"})
"""Seats that a person or a firm holds: two names there are two of them. The spokesman of the office is the office."""


def side_of(actor: Actor) -> str:
    """The state an actor speaks for; empty when none is told."""
    return actor.side


BODIES = frozenset({
    "authorities", "ministry", "department", "company_firm", "organisation", "institute", "union", "admin_body", "port_authority",
    "network", "committee", "court", "parliament", "government", "embassy",
})  # fmt: skip
UNIQUE = BODIES | {
    "spokesperson", "head_boss", "coordinator", "secretary", "judge", "commander", "minister", "prime_minister", "charge_side",
    "organiser",
}  # fmt: skip
"""Functions that one person or body holds: who speaks by one of them can be found again without a name."""
"""Functions that are bodies, named or not."""


def deepest(chain: Sequence[Actor]) -> Actor | None:
    """The actor where a chain of voices ends; `None` for the publisher's own word."""
    return chain[-1] if chain else None
