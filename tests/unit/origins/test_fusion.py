"""Fusion: on worlds whose truth and copying are known, dependence helps where there is copying and harms nowhere."""

from __future__ import annotations

import random

from selon.origins.fusion import Fused, Vote, crh, dependent, majority


def world(seed: int, copiers: int) -> tuple[list[Vote], dict[str, float]]:
    """Five good sources, four poor ones, and `copiers` that copy nine in ten values of the first poor one."""
    dice = random.Random(seed)
    truth = {f"t{i}": float(dice.randrange(1000)) for i in range(60)}
    given: dict[str, dict[str, float]] = {}
    for number in range(9):
        right = 0.85 if number < 5 else 0.45
        given[f"s{number}"] = {
            thing: value if dice.random() < right else float(dice.randrange(1000))
            for thing, value in truth.items()
            if dice.random() < 0.7
        }
    for number in range(copiers):
        given[f"c{number}"] = {t: v for t, v in given["s5"].items() if dice.random() < 0.9}
    return [Vote(s, t, v) for s, values in given.items() for t, v in values.items()], truth


def right_share(fused: Fused, truth: dict[str, float]) -> float:
    return sum(fused.values.get(thing) == value for thing, value in truth.items()) / len(truth)


def test_six_copiers_of_a_poor_source_outvote_the_good_ones_but_not_when_copying_is_seen():
    votes, truth = world(1, copiers=6)
    assert right_share(majority(votes), truth) < 0.75
    assert right_share(dependent(votes), truth) > 0.9


def test_without_copying_dependence_does_no_harm():
    for seed in range(6):
        votes, truth = world(seed, copiers=0)
        assert right_share(dependent(votes), truth) >= right_share(majority(votes), truth) - 0.02


def test_the_copiers_are_named_and_the_good_sources_are_not():
    fused = dependent(world(2, copiers=3)[0])
    assert {("c0", "c1"), ("c0", "c2"), ("c0", "s5"), ("c1", "s5"), ("c2", "s5")} <= set(fused.depends)
    assert not any(a.startswith("s") and b.startswith("s") for a, b in fused.depends)


def test_crh_trusts_the_source_that_is_mostly_right():
    votes = [Vote(s, f"t{i}", 1.0) for i in range(9) for s in ("a", "b", "c")] + [
        Vote("d", f"t{i}", 2.0) for i in range(9)
    ]
    votes += [Vote("a", "x", 5.0), Vote("b", "x", 5.0), Vote("d", "x", 7.0), Vote("e", "x", 7.0), Vote("d", "x", 7.0)]
    assert majority(votes).values["x"] == 5.0
    weights = crh(votes).weights
    assert crh(votes).values["x"] == 5.0
    assert weights["a"] > weights["d"]


def test_order_of_the_votes_does_not_matter_and_a_tie_goes_to_the_smaller_value():
    votes, _ = world(3, copiers=2)
    shuffled = votes[:]
    random.Random(9).shuffle(shuffled)
    assert dependent(votes) == dependent(shuffled)
    assert majority([Vote("b", "x", 3.0), Vote("a", "x", 2.0)]).values == {"x": 2.0}


def test_nothing_in_nothing_out():
    for method in (majority, crh, dependent):
        assert method([]) == Fused({}, {}, {}, {})
