"""Fusion against known truth: Wikipedia editors on the population of towns, and worlds with known copying."""

from __future__ import annotations

import random
from pathlib import Path

from selon.origins.fusion import Vote, crh, dependent, majority

METHODS = {"majority": majority, "crh": crh, "dependent": dependent}


def measure(shared: Path) -> dict[str, float]:
    """Right values of 150 towns, by method."""
    folder = shared / "corpora" / "population"
    votes = []
    for line in (folder / "claims.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        cells = line.split("\t")
        if len(cells) == 4:
            votes.append(Vote(cells[1], cells[0], cells[2]))
    gold = {}
    for line in (folder / "gold_dev.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        town, year, value = (cell.strip() for cell in line.rsplit(",", 2))
        gold[f"{town.lower()}_{year}"] = value
    return {
        name: sum(found.get(thing) == value for thing, value in gold.items()) / len(gold)
        for name, method in METHODS.items()
        if (found := method(votes).values)
    }


def worlds() -> dict[str, dict[str, float]]:
    """Share of right values in ten worlds each, without copiers and with two, four and eight of them."""
    tables = {}
    for copiers in (0, 2, 4, 8):
        right = dict.fromkeys(METHODS, 0.0)
        for seed in range(10):
            votes, truth = world(seed, copiers)
            for name, method in METHODS.items():
                values = method(votes).values
                right[name] += sum(values.get(t) == v for t, v in truth.items()) / len(truth) / 10
        print(f"worlds with {copiers} copiers:", ", ".join(f"{k} {v:.3f}" for k, v in right.items()))
        tables[f"worlds/{copiers}"] = {"dependent": right["dependent"]}
    return tables


def world(seed: int, copiers: int) -> tuple[list[Vote], dict[str, float]]:
    """Five good sources, four poor ones, and copiers of the first poor one that change one value in ten."""
    dice = random.Random(seed)
    truth = {f"t{i}": float(dice.randrange(1000)) for i in range(60)}
    given: dict[str, dict[str, float]] = {}
    for number in range(9):
        right = 0.85 if number < 5 else 0.45
        given[f"s{number}"] = {
            t: v if dice.random() < right else float(dice.randrange(1000)) for t, v in truth.items() if dice.random() < 0.7
        }  # fmt: skip
    for number in range(copiers):
        taken = {t: v for t, v in given["s5"].items() if dice.random() < 0.9}
        given[f"c{number}"] = {t: v if dice.random() < 0.9 else float(dice.randrange(1000)) for t, v in taken.items()}
    return [Vote(s, t, v) for s, values in given.items() for t, v in values.items()], truth
