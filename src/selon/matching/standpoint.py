"""Where the members of one claim stand: whoever tells of the opposite state denies what the claim says.

A village that is held by the defenders was not taken by the attackers; a school that works as usual is not closed. Such a
statement negates nothing by its own words; that it denies shows only beside the others of its claim. And where the claim
is that something is a fake, whoever calls it genuine denies the claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.matching.notions import relations
from selon.matching.opposed import poles
from selon.matching.polarity import FALSE
from selon.matching.sides import OTHER
from selon.model.assertion import Assertion

TAKEN, HOLDING = "taken", frozenset({"taken", "held"})
"""Outcomes by which one side comes to hold a place, and by which it has it."""
HOLDER, STILL = ":holder", "still"
"""How the key of a side that holds a place ends; the notion of what lasts."""
STOPPED = frozenset({"closing", "shortage", "unpowered", "unheated", "disconnected", "ungassed", "water_cut"})
"""Families of what has stopped or is lacking."""
CANCEL = "cancel"
"""What is called off has stopped too."""
UNBROKEN = frozenset({"as_usual", "in_plenty"})
"""Notions of what goes on, or of what there is enough of."""
BOTH = 2
"""A figure that is no larger (`both schools`) counts nothing out of what has stopped."""
GENUINE = "genuine"
"""The notion of being no fake; a fake is told as its negation."""
LEADING = 2
"""So many triggers of an assertion, the main one first, say what happened."""


def from_the_claim(members: Sequence[Assertion]) -> list[Assertion]:
    """The members with the polarity that they have towards what their claim says: in the same order."""
    taker, told, stopped = _taker(members), _told(members), any(_stopped(a) for a in members)
    sides = _poles(members)
    seen = [
        replace(a, polarity="denied")
        if _against(a, taker, told) or (stopped and _goes_on(a)) or _other_pole(a, sides)
        else a
        for a in members
    ]
    return [_of_the_fake(a) for a in seen] if _is_a_fake(members) else seen


def _poles(members: Sequence[Assertion]) -> dict[tuple[int, bool], set[str]]:
    """The reports that tell, asserting, of each pole of what cannot hold together, see `opposed`."""
    told: defaultdict[tuple[int, bool], set[str]] = defaultdict(set)
    for a in members:
        for pole in poles(a) if a.polarity == "asserted" else ():
            told[pole].add(a.report)
    return dict(told)


def _other_pole(a: Assertion, sides: Mapping[tuple[int, bool], set[str]]) -> bool:
    """Whether an assertion tells, without a figure, of one pole where more reports tell of the other one (`stays in his post`
    among those who say that he was dismissed)."""
    mine = poles(a) if a.polarity == "asserted" and not a.values else frozenset()
    return any(
        (row, not first) not in mine and len(sides.get((row, not first), ())) > len(sides.get((row, first), ()))
        for row, first in mine
    )


def _stopped(a: Assertion) -> bool:
    """Whether an assertion tells that something has stopped or is lacking."""
    kin = relations()
    return a.polarity == "asserted" and any(kin.family_of(t) in STOPPED or t == CANCEL for t in a.triggers)


def _goes_on(a: Assertion) -> bool:
    """Whether an assertion tells that something goes on as it did, or that everybody has enough of it."""
    going = any(n.key in UNBROKEN for n in a.notions)
    counted = any(q.low > BOTH for q in a.values)
    return going and a.polarity == "asserted" and not counted and not _stopped(a)


def _is_a_fake(members: Sequence[Assertion]) -> bool:
    """Whether a claim is that something is a fake: most tell of that, and whoever first says either says so, in words of his
    own and not by denying that it is genuine."""
    told = [a for a in members if GENUINE in a.triggers[:LEADING]]
    if 2 * len(told) <= len(members):
        return False
    first = min(told, key=lambda a: (a.moment, a.report, a.start), default=None)
    return first is not None and first.polarity == "denied" and first.hedge != "denied"


def _of_the_fake(a: Assertion) -> Assertion:
    """What an assertion on a fake or a genuine thing says towards the claim that it is a fake."""
    if a.triggers[:1] != (GENUINE,) and not (
        GENUINE in a.triggers[:LEADING] and any(n.key == FALSE for n in a.notions)
    ):
        return a
    return replace(a, polarity="denied" if a.polarity == "asserted" else "asserted")


def _against(a: Assertion, taker: str, told: Mapping[str, set[str]]) -> bool:
    """Whether an assertion tells of the opposite state of what more reports tell: of one that cannot hold beside it, or
    that is said to last still."""
    if a.polarity != "asserted":
        return False
    if taker in OTHER and a.outcome in HOLDING and _holder(a) == OTHER[taker]:
        return True
    kin, still = relations(), any(n.key == STILL for n in a.notions)
    own = a.triggers[:LEADING]
    return not a.values and any(
        (kin.clash(mine, other) or (still and kin.opposed(mine, other)))
        and other not in a.triggers
        and len(told[other]) > len(told[mine])
        for mine in own
        for other in told
    )


def _taker(members: Sequence[Assertion]) -> str:
    """The side that took the place by most reports of a claim; empty where none or as many say so of the other side."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for a in members:
        if a.outcome == TAKEN and _holder(a):
            told[_holder(a)].add(a.report)
    return _most(told)


def _told(members: Sequence[Assertion]) -> dict[str, set[str]]:
    """The reports that tell of each thing that happened, either way."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for a in members:
        for trigger in a.triggers[:LEADING]:
            told[trigger].add(a.report)
    return dict(told)


def _most(told: dict[str, set[str]]) -> str:
    """What most reports tell; empty for a tie."""
    ranked = sorted(told, key=lambda k: (-len(told[k]), k))
    tied = len(ranked) > 1 and len(told[ranked[0]]) == len(told[ranked[1]])
    return ranked[0] if ranked and not tied else ""


def _holder(a: Assertion) -> str:
    """The one side that holds a place by an assertion; empty when none or several are told."""
    found = {n.key[1:].split(":")[0] for n in a.notions if n.key.startswith("@") and n.key.endswith(HOLDER)}
    return found.pop() if len(found) == 1 else ""
