"""Official loss totals, told day by day in English and in Ukrainian, and their corrections: each day's total has to be an
update of one claim, and each correction has to meet the total that it corrects.

The figures are the published ones; the sentences around them are those in which such totals are told.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selon.model import Capture, Claims, Report
from selon.pipeline import read_capture
from selon.pipeline_claims import claims

RUN, RUNS = 10, 8
"""Days of one run, and runs spread over the years."""
Row = dict[str, Any]


def _english(day: str, row: Row) -> str:
    return (
        f"Russia has lost about {row['personnel']} soldiers since the invasion began, Ukraine's General Staff said. It has "
        f"also lost {row['tank']} tanks, {row['aircraft']} aircraft and {row['helicopter']} helicopters."
    )


def _ukrainian(day: str, row: Row) -> str:
    y, m, d = day.split("-")
    return (
        f"Загальні бойові втрати противника з 24.02.22 по {d}.{m}.{y[2:]}\n\nГенеральний штаб повідомляє, що загальні бойові "
        f"втрати противника орієнтовно склали: особового складу – близько {row['personnel']} осіб, танків – {row['tank']}."
    )


def _read(text: str, language: str, day: str, name: str) -> Report:
    url = f"https://{name}.example/{language}/{day}"
    report, _ = read_capture(Capture(text.encode(), "txt", name, url, day, language))
    assert report is not None
    return report


def _rows(shared: Path) -> dict[str, Row]:
    folder = shared / "corpora" / "losses"
    people = {r["date"]: r for r in json.loads((folder / "russia_losses_personnel.json").read_text("utf-8"))}
    things = {r["date"]: r for r in json.loads((folder / "russia_losses_equipment.json").read_text("utf-8"))}
    return {day: things[day] | people[day] for day in sorted(people.keys() & things.keys())}


def _followed(found: Claims, earlier: str, later: str) -> bool:
    """Whether one claim holds the totals of both days, the later one an update of the earlier (or the same figure)."""
    pair = {earlier, later}
    return any(
        {x.report_a, x.report_b} == pair and x.relation in ("update", "same")
        for c in found.claims
        for x in c.comparisons
    )


def _chains(rows: dict[str, Row], tell: Callable[[str, Row], str], language: str) -> float:
    """The share of days whose total follows that of the day before."""
    days = sorted(rows)
    right = asked = 0
    for start in range(0, len(days) - RUN, max(1, (len(days) - RUN) // RUNS)):
        run = days[start : start + RUN]
        reports = [_read(tell(d, rows[d]), language, d, "staff") for d in run]
        found = claims(reports)
        asked += RUN - 1
        right += sum(_followed(found, f"https://staff.example/{language}/{a}", f"https://staff.example/{language}/{b}")
                     for a, b in itertools.pairwise(run))  # fmt: skip
    return right / asked


def _corrections(shared: Path, rows: dict[str, Row]) -> tuple[float, int]:
    """The share of corrections of the number of tanks or aircraft that meet the total they correct."""
    path = shared / "corpora" / "losses" / "russia_losses_equipment_correction.json"
    days = sorted(rows)
    right = asked = 0
    for fix in json.loads(path.read_text("utf-8")):
        before = [d for d in days if d < fix["date"]]
        for key, name in (("tank", "tanks"), ("aircraft", "aircraft"), ("helicopter", "helicopters")):
            if not fix.get(key) or not before:
                continue
            last = before[-1]
            old = rows[last][key]
            end = "Ukraine's General Staff said."
            first = _read(f"Russia has lost {old} {name} since the invasion began, {end}", "en", last, "staff")
            text = f"Correction: Russia has lost {old + fix[key]} {name} since the invasion began, not {old}, {end}"
            second = _read(text, "en", fix["date"], "staff")
            found = claims([first, second])
            asked += 1
            right += any(len({s.report for s in c.statements}) == 2 and c.comparisons for c in found.claims)
    return right / asked, asked


def measure(shared: Path) -> dict[str, float]:
    """`english`, `ukrainian`: share of daily totals that follow the day before; `corrections`: share that are linked."""
    rows = _rows(shared)
    linked, asked = _corrections(shared, rows)
    return {
        "english": _chains(rows, _english, "en"), "ukrainian": _chains(rows, _ukrainian, "uk"),
        "corrections": linked, "corrections_asked": float(asked),
    }  # fmt: skip
