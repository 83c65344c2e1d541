"""Claims as clusters of assertions: agglomeration under constraints, the same for any order of the reports.

Pairs that are alike enough make a graph; each of its connected parts is clustered by itself: its pairs are looked at again in the
light of one another (`company`), then joined (average linkage, best pair first, ties by the smaller names), so that a new
report touches only the parts that it joins. Conflicts and a person's splits forbid a union, a person's merges force it.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from selon.model.assertion import version_of

LINK = 0.15
"""A pair at least so alike makes an edge, and two clusters are joined when their members are so alike on average."""
LARGE = 600
"""A connected part with more members is first parted by raising the bar step by step."""
STEP = 0.05
CLASH = -0.3
"""A pair in conflict counts at most this in the average."""
BARRED = 0.25
"""Two clusters of whose pairs a larger share is in conflict are never joined; one odd pair among many does not keep
two apart."""
SMALL = 60
"""A part with more members is clustered on matrices, see `dense`."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: pairs that must stand together, pairs that must not."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """The comparisons made: scores by pair (smaller name first), pairs that conflict."""

    scores: Mapping[Pair, float]
    conflicts: frozenset[Pair] = field(default=frozenset())


def pair(a: str, b: str) -> Pair:
    """Two names in order."""
    return (a, b) if a < b else (b, a)


def parts(nodes: Iterable[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Connected parts of a graph, each sorted, in order of their first names."""
    root: dict[str, str] = {n: n for n in nodes}

    def find(x: str) -> str:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in edges:
        one, other = sorted((find(a), find(b)))
        root[other] = one
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for node in sorted(root):
        groups[find(node)].append(node)
    return [tuple(group) for _, group in sorted(groups.items())]


def clusters(nodes: Sequence[str], links: Links, decided: Constraints, bar: float = LINK) -> list[tuple[str, ...]]:
    """The clusters of all nodes: a partition, sorted inside and outside."""
    known = set(nodes)
    edges = [p for p, score in links.scores.items() if score >= bar and p not in links.conflicts]
    found: list[tuple[str, ...]] = []
    every = parts(nodes, [*edges, *(p for p in decided.together if p[0] in known and p[1] in known)])
    for part, inside in zip(every, _inside(every, links.scores), strict=True):
        own = Links(inside, links.conflicts)
        if len(part) > LARGE and bar < 1:
            found.extend(clusters(part, own, decided, bar + STEP))
        else:
            found.extend(_parted(part, own, decided, bar))
    return sorted(found)


def _inside(every: Sequence[Sequence[str]], scores: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The scores inside each part."""
    home = {name: i for i, part in enumerate(every) for name in part}
    found: list[dict[Pair, float]] = [{} for _ in every]
    for (a, b), score in scores.items():
        if a in home and home[a] == home.get(b):
            found[home[a]][a, b] = score
    return found


def _parted(part: Sequence[str], links: Links, decided: Constraints, bar: float) -> list[tuple[str, ...]]:
    """The clusters of one connected part, whose pairs are looked at again in the light of one another, see `company`."""
    if len(part) == 1 or len(part) > LARGE:
        return _agglomerate(part, links, decided, bar)
    from selon.matching.dense import Pairs, joined, seen_again

    place = {name: i for i, name in enumerate(part)}
    held = Pairs.of((place[p[0]], place[p[1]], score, p in links.conflicts) for p, score in links.scores.items())
    pairs = seen_again(len(part), held, [version_of(name) for name in part])
    if len(part) > SMALL:
        groups = joined(len(part), pairs, *decided_at(place, decided), bar)
        return [tuple(part[i] for i in group) for group in groups]
    rows = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.score.tolist(), strict=True)
    return _agglomerate(part, Links({(part[a], part[b]): s for a, b, s in rows}, links.conflicts), decided, bar)


def _agglomerate(part: Sequence[str], links: Links, decided: Constraints, bar: float) -> list[tuple[str, ...]]:
    """Average linkage inside one connected part, pair by pair."""
    inside = set(part)
    members = {g[0]: g for g in parts(part, [p for p in decided.together if p[0] in inside and p[1] in inside])}
    if len(members) == 1:
        return list(members.values())
    sums: dict[Pair, float] = {}
    barred: dict[Pair, float] = {}
    home = {node: head for head, group in members.items() for node in group}
    for group in links.scores, dict.fromkeys(decided.apart, 0.0):
        for (a, b), score in group.items():
            if a in home and b in home and home[a] != home[b]:
                key = pair(home[a], home[b])
                conflict = (a, b) in links.conflicts and group is links.scores
                sums[key] = sums.get(key, 0.0) + (min(score, CLASH) if conflict else score)
                barred[key] = barred.get(key, 0.0) + (math.inf if (a, b) in decided.apart else conflict)
    queue = [entry for key in sums if (entry := _entry(key, sums, members, bar)) is not None]
    heapq.heapify(queue)
    beside: dict[str, set[str]] = {head: set() for head in members}
    for a, b in sums:
        beside[a].add(b)
        beside[b].add(a)
    while queue:
        mean, best = heapq.heappop(queue)
        pairs = len(members.get(best[0], ())) * len(members.get(best[1], ()))
        if not pairs or best not in sums or _entry(best, sums, members, bar) != (mean, best):
            continue
        if barred.get(best, 0.0) > BARRED * pairs:
            continue
        for key in _join(best, sums, barred, members, beside):
            if (entry := _entry(key, sums, members, bar)) is not None:
                heapq.heappush(queue, entry)
    return sorted(tuple(sorted(g)) for g in members.values())


def decided_at(place: Mapping[str, int], decided: Constraints) -> tuple[list[tuple[int, ...]], list[tuple[int, int]]]:
    """Decisions about nodes that have places: the groups that must stand together, the pairs that must not."""
    together = [p for p in decided.together if p[0] in place and p[1] in place]
    groups = parts({x for p in together for x in p}, together)
    apart = [(place[a], place[b]) for a, b in decided.apart if a in place and b in place]
    return [tuple(place[x] for x in g) for g in groups], apart


def _entry(
    key: Pair, sums: dict[Pair, float], members: dict[str, tuple[str, ...]], bar: float
) -> tuple[float, Pair] | None:
    """A pair of clusters in the queue, the most alike first, of equal ones the smaller names; `None` below the bar."""
    mean = round(sums[key] / (len(members[key[0]]) * len(members[key[1]])), 9)
    return (-mean, key) if mean >= bar else None


def _join(
    best: Pair,
    sums: dict[Pair, float],
    barred: dict[Pair, float],
    members: dict[str, tuple[str, ...]],
    beside: dict[str, set[str]],
) -> list[Pair]:
    """Unite the second cluster of `best` with the first; the pairs that the united cluster is in."""
    stay, gone = best
    members[stay] = (*members[stay], *members.pop(gone))
    for other in beside.pop(gone):
        key = pair(gone, other)
        total, held = sums.pop(key), barred.pop(key, 0.0)
        beside[other].discard(gone)
        if other == stay:
            continue
        new = pair(stay, other)
        sums[new] = sums.get(new, 0.0) + total
        barred[new] = barred.get(new, 0.0) + held
        beside[stay].add(other)
        beside[other].add(stay)
    return [pair(stay, other) for other in beside[stay]]
