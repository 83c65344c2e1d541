"""Whose people, weapons or hold an assertion tells of: the state behind each, as far as the words show.

A side is shown by a country beside soldiers or weapons (`Ukrainian drones`), by the country that acts, or by words
that only have a side by whoever speaks (`the enemy`, `our`): then the voice's own side decides. Nothing is guessed
where the words do not show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.lang import Pack
from selon.matching.actors import side_of_notion
from selon.matching.clauses import Clause
from selon.matching.lexicon import Hit
from selon.matching.notions import relations
from selon.model.assertion import Actor

OTHER = {"russia": "ukraine", "ukraine": "russia"}
AGAINST = frozenset({"enemy", "occupier"})
"""Notions of whoever is on the other side than the one who speaks."""
BOTH = "both"
"""The side of what two sides do together."""
SHOWN = 0.5
DERIVED = 0.15
"""Weights of a side that stands beside what it is the side of, and of one that follows from who acts or speaks."""
PEOPLE = frozenset({"troops", "people", "captives"})
WEAPONS = frozenset({"drone", "missile", "aircraft", "tank", "armoured_vehicle", "ship", "helicopter"})
"""Things that belong to one side of a war."""
FORCES = frozenset({"troops"})
HOLDING = frozenset({"seize", "liberate", "occupy", "hold_position", "enter_town", "advance"})
LEAVING = frozenset({"withdraw", "lose_control"})
LOSING = frozenset({"lose_control"})
"""What one side loses the other holds."""
AGREEING = frozenset({"agree"})
FAR = 6
"""Words between a trigger and the mark of who acts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that shows a side: token numbers `[first, last)`; told: the side follows from who speaks; people: the
    family of those of that side whom the word itself names (`an army`)."""

    first: int
    last: int
    side: str
    told: bool = False
    people: str = ""


def sides_of(clause: Clause, trigger: Hit | None, span: tuple[int, int], speaking: tuple[str, str]) -> dict[str, float]:
    """Keys `@side:what` of words `[first, last)` of a clause, with their weights. speaking: see `speaking_sides`."""
    home, spoken = speaking
    marks = _marks(clause, span, home)
    found = {f"@{side}:{what}": SHOWN for side, what in _beside(clause, marks, span)}
    if trigger is None:
        return found
    acting = _acting(clause, trigger, marks, span, spoken)
    if acting and not any(key.endswith(f":{acting[1]}") for key in found):
        found[f"@{acting[0]}:{acting[1]}"] = DERIVED
    return found


def speaking_sides(publisher: str, chain: Sequence[Actor], pack: Pack) -> tuple[str, str]:
    """The side that `enemy` and `our` are told from, and the side of whoever is shown to speak. publisher: its side,
    empty when none is told."""
    spoken = next((a.side for a in reversed(chain) if a.side), "") or (publisher if not chain else "")
    return spoken or publisher or str(pack.facts.get("state", "")), spoken


def _marks(clause: Clause, span: tuple[int, int], home: str) -> list[Mark]:
    found = []
    for hit in clause.hits:
        if hit.inside or not span[0] <= hit.first < span[1]:
            continue
        side = side_of_notion(hit.sense.concept)
        if side:
            family = relations().family_of(hit.sense.concept)
            found.append(Mark(hit.first, hit.last, side, people=family if family in PEOPLE else ""))
        elif hit.sense.kind == "name":
            found.append(Mark(hit.first, hit.last, hit.sense.concept))
        elif hit.sense.concept in AGAINST and home in OTHER:
            found.append(Mark(hit.first, hit.last, OTHER[home], told=True))
        elif hit.sense.concept == "balance_two":
            found.append(Mark(hit.first, hit.last, BOTH))
    own = [k for k in clause.links if k.kind == "own" and span[0] <= k.first < span[1]]
    if home in OTHER:
        found += [Mark(k.first, k.last, home, told=True) for k in own]
    return sorted(found, key=lambda m: m.first)


def _beside(clause: Clause, marks: Sequence[Mark], span: tuple[int, int]) -> list[tuple[str, str]]:
    """A side right beside soldiers, civilians or weapons (`Ukrainian soldiers`)."""
    kin, found = relations(), []
    for mark in marks:
        if mark.people:
            found.append((mark.side, mark.people))
        for thing in clause.hits:
            family = kin.family_of(thing.sense.concept)
            if mark.side == BOTH or not span[0] <= thing.first < span[1] or family not in PEOPLE | WEAPONS:
                continue
            if thing.first == mark.last or thing.last == mark.first:
                found.append((mark.side, family))
    return found


def _acting(
    clause: Clause, trigger: Hit, marks: Sequence[Mark], span: tuple[int, int], spoken: str
) -> tuple[str, str] | None:
    """The side of who acts, holds or loses, by the frame of the trigger, and what it is the side of."""
    concept, frame = trigger.sense.concept, trigger.sense.frame
    if concept in HOLDING | LEAVING:
        near = _nearest(trigger, [m for m in marks if not _of_a_place(clause, m)])
        side = near.side if near else spoken if _unmarked_forces(clause, trigger, span) else ""
        if concept in LOSING:
            return (OTHER[side], "holder") if side in OTHER else None
        return (side, "holder" if concept in HOLDING else "leaver") if side else None
    if concept == "shoot_down":
        return _downed(clause, trigger, marks, spoken)
    if concept == "loss_troops":
        near = _nearest(trigger, marks)
        return (near.side, "troops") if near and near.side != BOTH else None
    if frame == "attack" and concept != "repel":
        first = next((m for m in marks if m.last <= trigger.first and m.side in OTHER), None)
        return (first.side, "attacker") if first else None
    if concept in AGREEING:
        first = next((m for m in marks if m.last <= trigger.first), None)
        side = first.side if first else spoken
        return (side, "agreeing") if side else None
    return None


def _downed(clause: Clause, trigger: Hit, marks: Sequence[Mark], spoken: str) -> tuple[str, str] | None:
    """Whose weapons were brought down: not theirs who brought them down, nor theirs who tell it as their own deed."""
    kin = relations()
    weapon = next(
        (kin.family_of(h.sense.concept) for h in clause.hits if kin.family_of(h.sense.concept) in WEAPONS), "drone"
    )
    near = _nearest(trigger, [m for m in marks if m.last <= trigger.first and m.side in OTHER])
    doer = near.side if near and not near.told else spoken
    return (OTHER[doer], weapon) if doer in OTHER else None


def _nearest(trigger: Hit, marks: Sequence[Mark]) -> Mark | None:
    """The mark inside the trigger's own words, else the nearest one, rather before it than behind it."""

    def distance(m: Mark) -> int:
        inside = trigger.first <= m.first < trigger.last
        return -1 if inside else trigger.first - m.last if m.last <= trigger.first else m.first - trigger.last

    near = [m for m in marks if distance(m) <= FAR]
    return min(near, key=lambda m: (distance(m) >= 0, m.first >= trigger.last, distance(m)), default=None)


def _of_a_place(clause: Clause, mark: Mark) -> bool:
    """Whether a mark only says whose a place is (`in the Ukrainian region`)."""
    return not mark.people and any(h.first == mark.last and h.sense.kind == "place" for h in clause.hits)


def _unmarked_forces(clause: Clause, trigger: Hit, span: tuple[int, int]) -> bool:
    """Whether soldiers whose side is not shown act before the trigger: whoever speaks means its own."""
    kin = relations()
    return any(
        kin.family_of(h.sense.concept) in FORCES and span[0] <= h.first and h.last <= trigger.first for h in clause.hits
    )
