"""From assertions to claims: candidates, comparisons, clusters. Order of the reports does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.matching.candidates import Index, MemoryIndex, asked, filed
from selon.matching.cluster import Constraints, Links, Pair, clusters, pair
from selon.matching.likeness import Likeness, Weighed, likeness
from selon.model.assertion import Assertion, without_address


@dataclass(frozen=True, slots=True)
class Grouped:
    """Claims as tuples of assertion ids, and the comparisons behind them."""

    groups: tuple[tuple[str, ...], ...]
    likenesses: Mapping[Pair, Likeness]


def signature(a: Assertion) -> tuple[object, ...]:
    """What two assertions share when a comparison could not tell them apart: reprints are compared once."""
    return (a.language, a.content, a.polarity, a.days, a.places, tuple(n.key for n in a.notions), a.published, a.scene)


def group(assertions: Sequence[Assertion], decided: Constraints | None = None, index: Index | None = None) -> Grouped:
    """The claims that a set of assertions makes."""
    decided = decided or Constraints()
    twins: dict[tuple[object, ...], list[str]] = {}
    for a in sorted(assertions, key=lambda a: a.id):
        twins.setdefault(signature(a), []).append(a.id)
    heads = {ids[0]: ids for ids in twins.values()}
    weighed = {a.id: Weighed(a) for a in assertions if a.id in heads}
    likenesses = compare_all(weighed, index or MemoryIndex())
    decided = _at_heads(decided, heads)
    conflicts = frozenset(p for p, found in likenesses.items() if found.conflict)
    links = Links({p: found.score for p, found in likenesses.items()}, conflicts)
    found = clusters(sorted(heads), links, decided)
    groups = tuple(tuple(sorted(m for head in part for m in heads[head])) for part in found)
    return Grouped(groups, likenesses)


def _at_heads(decided: Constraints, heads: Mapping[str, list[str]]) -> Constraints:
    """Decisions about reprints are decisions about the one that stands for them; a key that tells no address means
    the bytes wherever they stand."""
    exact = {member: {head} for head, members in heads.items() for member in members}
    loose: dict[str, set[str]] = {}
    for member, own in exact.items():
        loose.setdefault(without_address(member), set()).update(own)

    def moved(pairs: Iterable[Pair]) -> frozenset[Pair]:
        known = [[exact.get(x) or loose.get(x, set()) for x in p] for p in pairs]
        return frozenset(pair(a, b) for one, other in known for a in one for b in other if a != b)

    return Constraints(moved(decided.together), moved(decided.apart))


def compare_all(weighed: Mapping[str, Weighed], index: Index) -> dict[Pair, Likeness]:
    """The comparisons of all candidate pairs."""
    found: dict[Pair, Likeness] = {}
    for name in sorted(weighed):
        mine = weighed[name]
        for other in sorted(_near(index, mine.assertion)):
            if other in weighed and other != name:
                key = pair(name, other)
                found[key] = likeness(weighed[key[0]], weighed[key[1]])
        index.put(name, filed(mine.assertion))
    return found


def _near(index: Index, assertion: Assertion) -> Iterable[str]:
    return index.near(asked(assertion))
