"""Floors: figures that a change may not fall below, each pinned to the digest of the corpus it was measured on."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from benchmarks.quality.outcome import Outcome

FILE = Path(__file__).parents[1] / "floors.json"
SLACK = 1.0
"""A floor is set this many points under what was measured: a good change may cost a point elsewhere."""

Floors = dict[str, dict[str, Any]]


def read(file: Path = FILE) -> Floors:
    """All floors: measurement → `{"corpus": digest, "floors": {label: {metric: floor}}}`."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def check(name: str, outcome: Outcome, floors: Floors) -> tuple[list[str], str | None]:
    """What fell below its floor, and why nothing was checked (`None` when it was)."""
    own = floors.get(name)
    if own is None:
        return [], "no floors are kept for it"
    if own["corpus"] != outcome.digest:
        return [], "the corpus is not the one that the floors were measured on"
    fallen = []
    for label, row in own["floors"].items():
        for metric, floor in row.items():
            measured = outcome.rows.get(label, {}).get(metric)
            if measured is None:
                continue
            if measured < floor:
                fallen.append(f"{name}: {label} {metric} is {measured}, its floor is {floor}")
    return fallen, None


def raised(name: str, outcome: Outcome, floors: Floors) -> tuple[Floors, list[str]]:
    """The floors lifted to what was measured, and those that would have had to sink (they stay)."""
    own = floors.get(name)
    old = own["floors"] if own and own["corpus"] == outcome.digest else {}
    refused: list[str] = []
    new: dict[str, dict[str, float]] = {}
    for label, row in outcome.rows.items():
        for metric in outcome.floored:
            if metric not in row:
                continue
            floor, before = math.floor(10 * max(row[metric] - SLACK, 0.0)) / 10, old.get(label, {}).get(metric, 0.0)
            if row[metric] < before:
                refused.append(f"{name}: {label} {metric} would sink from {before} to {floor}")
            new.setdefault(label, {})[metric] = max(floor, before)
    kept = {label: old[label] for label in old if label not in new}
    return floors | {name: {"corpus": outcome.digest, "floors": kept | new}}, refused


def write(floors: Floors, file: Path = FILE) -> None:
    """Write all floors."""
    file.write_text(json.dumps(floors, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
