"""Where the members of one claim stand: whoever tells of the opposite state denies what the claim says.

A village that is held by the defenders was not taken by the attackers. Such a statement negates nothing by its own words;
that it denies shows only beside the others of its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.matching.notions import relations
from selon.matching.sides import OTHER
from selon.model.assertion import Assertion

TAKEN, HOLDING = "taken", frozenset({"taken", "held"})
"""Outcomes by which one side comes to hold a place, and by which it has it."""
HOLDER, STILL = ":holder", "still"
"""How the key of a side that holds a place ends; the notion of what lasts."""
LEADING = 2
"""So many triggers of an assertion, the main one first, say what happened."""


def from_the_claim(members: Sequence[Assertion]) -> list[Assertion]:
    """The members with the polarity that they have towards what their claim says: in the same order."""
    taker, told = _taker(members), _told(members)
    return [replace(a, polarity="denied") if _against(a, taker, told) else a for a in members]


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
