"""How a claim is told: its participants, which of its retellings are distorted. Part of `pipeline_claims`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from selon.model.assertion import Assertion


def participants_told(ordered: Sequence[Assertion]) -> dict[str, str]:
    """Roles and who fills them, as written: the main assertions first, in order of publication; those of a part (`seven of the
    dead were fitters`) only where nobody tells of the whole."""
    found: dict[str, str] = {}
    for a in sorted([a for a in ordered if not a.parts] or ordered, key=lambda a: a.aside):
        for trigger in a.triggers[:1]:
            found.setdefault("predicate", trigger)
        if a.frame == "control" and a.outcome:
            found.setdefault("change", a.outcome)
        for role, words in a.roles:
            found.setdefault(role, words)
        for counted in a.counted:
            if counted:
                found.setdefault("counted", counted)
    return found


def distorted(ordered: Sequence[Assertion], of: Mapping[str, str], own: Mapping[str, str]) -> frozenset[str]:
    """Ids of assertions that turn what their origin says: fewer reports tell it so than the other way round.

    of: the origin of each assertion. own: the origin that a report speaks for itself, by report; such a report never
    distorts its own words. Nobody turns his own word: a voice that one report gives both ways is told faithfully.
    """
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for a in ordered:
        sides[of[a.id]][a.polarity].add(a.report)
    found = set()
    for a in ordered:
        mine, other = sides[of[a.id]][a.polarity], _others(sides[of[a.id]], a.polarity)
        if not other or own.get(a.report) == of[a.id] or a.report in other or _certain(a):
            continue
        first_hand = any(own.get(r) == of[a.id] for r in other)
        if first_hand or len(other) > len(mine):
            found.add(a.id)
    return frozenset(found)


def misquoted(
    ordered: Sequence[Assertion], of: Mapping[str, str], own: Mapping[str, str], sources: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Ids of assertions that give another figure than the report from which their report takes its words, on the word of the
    same origin, for the same thing. sources: the reports from which each report copies; own: as for `distorted`."""
    by: dict[str, list[Assertion]] = defaultdict(list)
    for a in ordered:
        if a.values and a.polarity == "asserted":
            by[a.report].append(a)
    found = set()
    for report, told in by.items():
        before = [b for source in sources.get(report, ()) if source != report for b in by.get(source, ())]
        for a in told:
            same = [b for b in before if of[b.id] == of[a.id] and _one_count(a, b) and not _another_time(a, b)]
            if same and own.get(report) != of[a.id] and not any(_figures(a) & _figures(b) for b in same):
                found.add(a.id)
    return frozenset(found)


def _another_time(a: Assertion, b: Assertion) -> bool:
    """Whether a copy tells of another time than its source (yesterday's total in today's form), or stands at the same host:
    one publisher may give a new figure in its old words."""
    told = a.days is not None and b.days is not None and a.days.last != b.days.last and (a.days.own or b.days.own)
    return told or urlsplit(a.report).hostname == urlsplit(b.report).hostname


def _figures(a: Assertion) -> set[tuple[float, float]]:
    return {(q.low, q.high) for q in a.values}


def _one_count(a: Assertion, b: Assertion) -> bool:
    """Whether two assertions count the same thing in the same unit."""
    one = {(q.unit, q.period, what) for q, what in zip(a.values, a.counted, strict=True)}
    return bool(one & {(q.unit, q.period, what) for q, what in zip(b.values, b.counted, strict=True)})


def _others(sides: Mapping[str, set[str]], polarity: str) -> set[str]:
    return {r for p, reports in sides.items() if p != polarity for r in reports}


def _certain(a: Assertion) -> bool:
    """Whether the text itself marks a denial: a denial told as one is no turned word."""
    return a.polarity == "denied" and a.hedge == "denied"
