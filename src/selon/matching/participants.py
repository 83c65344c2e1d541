"""Who and what fill the roles that a trigger opens, as written: attacker and target, holder and place, accused and
authority."""

from __future__ import annotations

from selon.matching.clauses import Clause
from selon.matching.facts import Facts
from selon.matching.foci import Focus
from selon.matching.lexicon import Hit
from selon.matching.notions import relations
from selon.model.assertion import Locus

BEINGS = frozenset({"who", "org", "name"})
THINGS = frozenset({"thing", "org", "place"})
FILLERS = {
    "holder": BEINGS, "attacker": BEINGS, "victims": frozenset({"who"}), "owner": BEINGS, "who": BEINGS, "authority": BEINGS,
    "accused": frozenset({"who"}), "giver": BEINGS, "receiver": BEINGS, "with": BEINGS, "agent": BEINGS,
}  # fmt: skip
"""Classes of notions that may fill a role; any other role is filled by a thing."""
MEANS = frozenset(
    {"drone", "missile", "rocket", "shell_round", "bomb", "mortar", "artillery", "ballistic", "mine_weapon"}
)
"""What an attack is carried out with: never its target."""
OUTSIDE = frozenset(
    {"source", "expert", "witness", "journalist", "railway", "railway_operator", "official", "newspaper"}
)
"""Notions that tell who speaks or what stands around: they fill no role."""
FAR = 8
"""Words between a trigger and what fills its role."""


def participants_of(
    facts: Facts, clause: Clause, focus: Focus, places: tuple[Locus, ...]
) -> tuple[tuple[str, str], ...]:
    """Roles and the words that fill them, the subject's first; empty for no trigger or nothing told."""
    if focus.trigger is None:
        return ()
    found: dict[str, str] = {}
    used: set[int] = set()
    for role, before in zip(focus.trigger.sense.roles, (True, False), strict=True):
        if role == "place":
            named = next((p.name for p in places if p.own), None)
            if named:
                found["place"] = named
            continue
        hit = _filler(clause, focus, role, before, used) if role else None
        if hit is not None:
            used.add(hit.first)
            found.setdefault(role, _phrase(facts, clause, hit))
    if focus.trigger.sense.frame == "attack":
        means = next((h for h in clause.hits if _is_means(h.sense.concept) and not h.inside), None)
        found |= {"means": _phrase(facts, clause, means)} if means else {}
    return tuple(found.items())


def _is_means(notion: str) -> bool:
    """Whether a notion, or the family it is of, is a weapon that strikes (`a glide bomb`, `a sea drone`)."""
    return notion in MEANS or relations().family_of(notion) in MEANS


def _filler(clause: Clause, focus: Focus, role: str, before: bool, used: set[int]) -> Hit | None:
    """The notion nearest to the trigger that may fill a role: on the side where subjects (`before`) or objects stand,
    else on the other one."""
    trigger = focus.trigger
    if trigger is None:
        return None
    classes = FILLERS.get(role, THINGS)

    def distance(hit: Hit) -> int:
        return trigger.first - hit.last if hit.last <= trigger.first else hit.first - trigger.last

    attack = trigger.sense.frame == "attack"
    options = [
        h
        for h in clause.hits
        if h.sense.kind in classes
        and h.sense.concept not in OUTSIDE
        and not (attack and _is_means(h.sense.concept))
        and not h.inside
        and h.first not in used
        and focus.first <= h.first < focus.last
        and not trigger.first <= h.first < trigger.last
        and distance(h) <= FAR
    ]
    return min(options, key=lambda h: ((h.last <= trigger.first) != before, distance(h), h.first), default=None)


def _phrase(facts: Facts, clause: Clause, hit: Hit) -> str:
    """The words of a notion with the notion or figure right before it and the names right behind it."""
    first, last = hit.first, hit.last
    beside = {i for h in clause.hits if h.sense.kind in ("name", "who", "thing", "gen") for i in range(h.first, h.last)}
    while first > 0 and first > hit.first - 2 and (first - 1 in beside or clause.tokens[first - 1].is_number):
        if clause.tokens[first].start - clause.tokens[first - 1].end > 1:
            break
        first -= 1
    while last < len(clause.tokens) and clause.tokens[last].capital and last - hit.last < 3:
        if clause.tokens[last].start - clause.tokens[last - 1].end > 1:
            break
        last += 1
    return facts.document.text[clause.tokens[first].start : clause.tokens[last - 1].end]
