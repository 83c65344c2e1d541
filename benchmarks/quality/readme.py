"""The figures in README.md: between the lines `<!-- quality: NAME -->` and `<!-- /quality -->` stands a table of this run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.quality.outcome import Outcome, Rows

FILE = Path(__file__).parents[2] / "README.md"
PLACE = re.compile(r"(<!-- quality: (\w+) -->\n).*?(<!-- /quality -->)", re.S)


def _figure(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def markdown(rows: Rows) -> str:
    """Rows of figures as a Markdown table."""
    metrics = list(dict.fromkeys(m for row in rows.values() for m in row))
    lines = [["", *metrics], ["---", *["---:"] * len(metrics)]]
    for label, row in rows.items():
        lines.append([label, *(_figure(row[m]) if m in row else "" for m in metrics)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def filled(text: str, tables: Mapping[str, Rows]) -> str:
    """`text` with the tables that were measured; the others stay as they are."""

    def place(found: re.Match[str]) -> str:
        return f"{found[1]}{markdown(tables[found[2]])}{found[3]}" if found[2] in tables else found[0]

    return PLACE.sub(place, text)


def write(outcomes: Mapping[str, Outcome], file: Path = FILE) -> None:
    """Write what was measured into the README."""
    write_tables({name: outcome.rows for name, outcome in outcomes.items()}, file)


def write_tables(tables: Mapping[str, Rows], file: Path = FILE) -> None:
    """Write tables by name into the README."""
    file.write_text(filled(file.read_text(encoding="utf-8"), tables), encoding="utf-8")
