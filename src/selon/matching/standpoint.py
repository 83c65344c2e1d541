"""Where the members of one claim stand: whoever tells of the opposite state denies what the claim says.

A village that is held by the defenders was not taken by the attackers. Such a statement negates nothing by its own words;
that it denies shows only beside the others of its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from selon.matching.notions import relations
from selon.matching.sides import OTHER
from selon.model.assertion import Assertion

TAKEN, HOLDING = "taken", frozenset({"taken", "held"})
"""Outcomes by which one side comes to hold a place, and by which it has it."""
HOLDER = ":holder"


def from_the_claim(members: Sequence[Assertion]) -> list[Assertion]:
    """The members with the polarity that they have towards what their claim says: in the same order."""
    taker = _taker(members)
    leading = _leading(members)
    return [replace(a, polarity="denied") if _against(a, taker, leading) else a for a in members]


def _against(a: Assertion, taker: str, leading: str) -> bool:
    """Whether an assertion tells of the opposite state."""
    if a.polarity != "asserted":
        return False
    if taker in OTHER and a.outcome in HOLDING and _holder(a) == OTHER[taker]:
        return True
    return bool(leading and a.triggers and relations().clash(a.triggers[0], leading) and not a.values)


def _taker(members: Sequence[Assertion]) -> str:
    """The side that took the place by most reports of a claim; empty where none or as many say so of the other side."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for a in members:
        if a.outcome == TAKEN and _holder(a):
            told[_holder(a)].add(a.report)
    return _most(told)


def _leading(members: Sequence[Assertion]) -> str:
    """What happened by most reports of a claim; empty where as many tell of something else."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for a in members:
        if a.triggers and a.polarity == "asserted":
            told[a.triggers[0]].add(a.report)
    return _most(told)


def _most(told: dict[str, set[str]]) -> str:
    """What most reports tell; empty for a tie."""
    ranked = sorted(told, key=lambda k: (-len(told[k]), k))
    tied = len(ranked) > 1 and len(told[ranked[0]]) == len(told[ranked[1]])
    return ranked[0] if ranked and not tied else ""


def _holder(a: Assertion) -> str:
    """The one side that holds a place by an assertion; empty when none or several are told."""
    found = {n.key[1:].split(":")[0] for n in a.notions if n.key.startswith("@") and n.key.endswith(HOLDER)}
    return found.pop() if len(found) == 1 else ""
