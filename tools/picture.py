"""`make picture`: what `selon read` prints for one report of the example, as an SVG for the README."""

from __future__ import annotations

import io
import re
import sys
from importlib import resources
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from selon.desk.cli.looks import Signs
from selon.desk.cli.report_view import show_report
from selon.model import Report
from selon.pipeline import read_many

FILE = Path(__file__).parents[1] / "docs" / "img" / "read.svg"
SHOWN = "https://ponant.example/depeches/20250507-0931"
WIDTH = 100

FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.S).replace("Fira Code", "monospace")
"""rich's own frame without the fonts that it would fetch from a foreign host."""


def main() -> int:
    """Draw it."""
    with resources.as_file(resources.files("selon") / "example" / "reports.jsonl") as file:
        found = [r for r in read_many(file) if isinstance(r, Report) and r.document.url == SHOWN]
    screen = Console(
        file=io.StringIO(), record=True, width=WIDTH, color_system="standard", force_terminal=True, markup=False,
        emoji=False, highlight=False,
    )  # fmt: skip
    show_report(screen, found[0], Signs())
    FILE.parent.mkdir(parents=True, exist_ok=True)
    screen.save_svg(str(FILE), title="selon read", code_format=FORMAT, unique_id="selon")
    return 0


if __name__ == "__main__":
    sys.exit(main())
