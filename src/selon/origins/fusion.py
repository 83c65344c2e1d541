"""How an estimate would read that takes copying into account: a calculation shown beside the values, never a truth
score.

Three ways to choose among the values that sources give for a thing:

- `majority`: each source has one vote.
- `crh`: sources weigh by how near they stay to the estimate (Li, Li, Gao, Zhao, Fan, Han 2014, CRH), 0-1 loss, so
values need no scale.
- `dependent`: sources weigh by their accuracy, and a source that seems to copy another one adds little (Dong,
Berti-Equille, Srivastava
  2009, "Integrating conflicting data: the role of source dependence", ACCU with their DEPEN).

All three are deterministic: ties go to the smaller value, rounds are fixed, nothing depends on the order of the input.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

Value: TypeAlias = float | str

PRIOR = 0.2
"""Probability that two sources depend on each other before anything is seen (alpha in the paper)."""
COPIED = 0.8
"""Share of its values that a copier copies (c in the paper)."""
FALSE_VALUES = 50
"""Wrong values that a thing might be given by chance (n in the paper)."""
ROUNDS = 8
LEAST_SHARED = 3
"""Two sources that share fewer things than this say nothing about copying."""
CROWD = 200
"""Of more sources than this on one thing, pairs are not all compared (a bound; the sources with most claims are)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One source gives one value for one thing."""

    source: str
    thing: str
    value: Value


@dataclass(frozen=True, slots=True)
class Fused:
    """What a method makes of the votes: the value chosen for each thing, its share of support, the weight of each
    source.

    depends: for `dependent`, how likely each pair of sources is to depend on one another, where it is over one half.
    """

    values: Mapping[str, Value]
    support: Mapping[str, float]
    weights: Mapping[str, float]
    depends: Mapping[tuple[str, str], float]


class _Table:
    """Votes by thing and by source; a source's last value for a thing, in order of value, is the one that counts."""

    def __init__(self, votes: Iterable[Vote]) -> None:
        self.of_thing: dict[str, dict[str, Value]] = defaultdict(dict)
        self.of_source: dict[str, dict[str, Value]] = defaultdict(dict)
        for vote in sorted(votes, key=lambda v: (v.thing, v.source, _key(v.value))):
            self.of_thing[vote.thing][vote.source] = vote.value
            self.of_source[vote.source][vote.thing] = vote.value

    def options(self, thing: str) -> dict[Value, list[str]]:
        options: dict[Value, list[str]] = defaultdict(list)
        for source, value in self.of_thing[thing].items():
            options[value].append(source)
        return options


def _key(value: Value) -> tuple[bool, float, str]:
    return (isinstance(value, str), 0.0 if isinstance(value, str) else value, str(value))


def _best(scores: Mapping[Value, float]) -> Value:
    return min(scores, key=lambda v: (-round(scores[v], 12), _key(v)))


def majority(votes: Iterable[Vote]) -> Fused:
    """The value that most sources give."""
    table = _Table(votes)
    values, support = {}, {}
    for thing in table.of_thing:
        scores = {value: float(len(sources)) for value, sources in table.options(thing).items()}
        values[thing] = _best(scores)
        support[thing] = scores[values[thing]] / sum(scores.values())
    return Fused(values, support, dict.fromkeys(table.of_source, 1.0), {})


def crh(votes: Iterable[Vote]) -> Fused:
    """The value with the greatest weight of sources; a source's weight is minus the log of its share of all losses."""
    table = _Table(votes)
    weights = dict.fromkeys(table.of_source, 1.0)
    values: dict[str, Value] = {}
    support: dict[str, float] = {}
    for _ in range(ROUNDS):
        for thing in table.of_thing:
            scores = {v: sum(weights[s] for s in sources) for v, sources in table.options(thing).items()}
            values[thing] = _best(scores)
            support[thing] = scores[values[thing]] / (sum(scores.values()) or 1.0)
        losses = {s: _loss(given, values) for s, given in table.of_source.items()}
        total = sum(losses.values())
        weights = {s: -math.log(loss / total) for s, loss in losses.items()}
    return Fused(values, support, weights, {})


def _loss(given: Mapping[str, Value], values: Mapping[str, Value]) -> float:
    """Mean 0-1 loss of a source, with half a wrong answer added, so that one answer proves nothing."""
    wrong = sum(value != values[thing] for thing, value in given.items())
    return (wrong + 0.5) / (len(given) + 1.0)


def dependent(votes: Iterable[Vote]) -> Fused:
    """The most likely value when sources have accuracies and may copy one another."""
    table = _Table(votes)
    pairs = _pairs(table)
    accuracy = dict.fromkeys(table.of_source, 0.8)
    chances = {thing: _shares(table.options(thing)) for thing in table.of_thing}
    depends: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        depends = _dependence(table, pairs, chances, accuracy)
        chances = {thing: _chances(table.options(thing), accuracy, depends) for thing in table.of_thing}
        accuracy = {s: _accuracy(given, chances) for s, given in table.of_source.items()}
    values = {thing: _best(scores) for thing, scores in chances.items()}
    support = {thing: chances[thing][value] for thing, value in values.items()}
    return Fused(values, support, accuracy, {p: d for p, d in depends.items() if d > 0.5})


def _shares(options: Mapping[Value, Sequence[str]]) -> dict[Value, float]:
    total = sum(len(sources) for sources in options.values())
    return {value: len(sources) / total for value, sources in options.items()}


def _pairs(table: _Table) -> dict[tuple[str, str], list[str]]:
    """The things that two sources share, for pairs that share enough of them."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for thing, given in table.of_thing.items():
        sources = sorted(given, key=lambda s: (-len(table.of_source[s]), s))[:CROWD]
        for pair in combinations(sorted(sources), 2):
            shared[pair].append(thing)
    return {pair: things for pair, things in shared.items() if len(things) >= LEAST_SHARED}


def _dependence(
    table: _Table,
    pairs: Mapping[tuple[str, str], Sequence[str]],
    chances: Mapping[str, Mapping[Value, float]],
    accuracy: Mapping[str, float],
) -> dict[tuple[str, str], float]:
    """Posterior that two sources depend: shared wrong values speak for it, different values against it."""
    found = {}
    for (a, b), things in pairs.items():
        error_a, error_b = 1 - accuracy[a], 1 - accuracy[b]
        error = (error_a + error_b) / 2
        right, wrong, other = 0.0, 0.0, 0.0
        for thing in things:
            if table.of_source[a][thing] != table.of_source[b][thing]:
                other += 1
                continue
            chance = chances[thing][table.of_source[a][thing]]
            right, wrong = right + chance, wrong + 1 - chance
        same_right = (1 - error_a) * (1 - error_b)
        same_wrong = error_a * error_b / FALSE_VALUES
        differs = max(1e-9, 1 - same_right - same_wrong)
        alone = right * math.log(same_right) + wrong * math.log(same_wrong) + other * math.log(differs)
        copying = (
            right * math.log(COPIED * (1 - error) + (1 - COPIED) * same_right)
            + wrong * math.log(COPIED * error + (1 - COPIED) * same_wrong)
            + other * math.log((1 - COPIED) * differs)
        )
        odds = alone - copying + math.log((1 - PRIOR) / PRIOR)
        found[a, b] = 1 / (1 + math.exp(min(50.0, odds)))
    return found


def _chances(
    options: Mapping[Value, Sequence[str]], accuracy: Mapping[str, float], depends: Mapping[tuple[str, str], float]
) -> dict[Value, float]:
    """Probability of each value of a thing; of sources that depend, the most accurate counts in full, the next
    less."""
    scores = {value: _score(sources, accuracy, depends) for value, sources in options.items()}
    top = max(scores.values())
    weights = {value: math.exp(score - top) for value, score in scores.items()}
    total = sum(weights.values()) + math.exp(-top) * max(0, FALSE_VALUES - len(options))
    return {value: weight / total for value, weight in weights.items()}


def _score(sources: Sequence[str], accuracy: Mapping[str, float], depends: Mapping[tuple[str, str], float]) -> float:
    counted: list[str] = []
    score = 0.0
    for source in sorted(sources, key=lambda s: (-accuracy[s], s))[:CROWD]:
        alone = 1.0
        for before in counted:
            alone *= 1 - COPIED * depends.get((min(source, before), max(source, before)), 0.0)
        score += alone * math.log(FALSE_VALUES * accuracy[source] / (1 - accuracy[source]))
        counted.append(source)
    return score


def _accuracy(given: Mapping[str, Value], chances: Mapping[str, Mapping[Value, float]]) -> float:
    """Mean probability of a source's values, with two answers of 0.8 added, kept inside 0.05 and 0.99."""
    total = sum(chances[thing][value] for thing, value in given.items())
    return min(0.99, max(0.05, (total + 1.6) / (len(given) + 2)))
