"""`make picture`: the pictures of the README: what `selon read` prints for a report of the example, and a claim on the desk."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from importlib import resources
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from selon.desk.cli.looks import Signs
from selon.desk.cli.report_view import show_report
from selon.model import Report
from selon.pipeline import read_many

FILE = Path(__file__).parents[1] / "docs" / "img" / "read.svg"
DESK = FILE.with_name("desk.png")
SHOWN = "https://ponant.example/depeches/20250507-0931"
WIDTH = 100

FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.S).replace("Fira Code", "monospace")
"""rich's own frame without the fonts that it would fetch from a foreign host."""


def terminal() -> None:
    """What `selon read` prints, as an SVG."""
    with resources.as_file(resources.files("selon") / "example" / "reports.jsonl") as file:
        found = [r for r in read_many(file) if isinstance(r, Report) and r.document.url == SHOWN]
    screen = Console(
        file=io.StringIO(), record=True, width=WIDTH, color_system="standard", force_terminal=True, markup=False,
        emoji=False, highlight=False,
    )  # fmt: skip
    show_report(screen, found[0], Signs())
    FILE.parent.mkdir(parents=True, exist_ok=True)
    screen.save_svg(str(FILE), title="selon read", code_format=FORMAT, unique_id="selon")


def desk() -> None:
    """The page of the example's best told claim, as Chromium shows it."""
    from tools import browsing

    with tempfile.TemporaryDirectory() as folder:
        ledger = browsing.example(Path(folder))
        with browsing.browser() as chromium, browsing.desk(ledger) as address:
            page = chromium.new_page(viewport={"width": 1180, "height": 800}, locale="en-GB")
            page.goto(f"{address}/?token={browsing.TOKEN}")
            page.goto(f"{address}/claims?sort=reports")
            page.locator("article.item a").first.click()
            page.locator(".frame[aria-busy='false']").wait_for()
            page.evaluate("document.fonts.ready")
            page.mouse.move(0, 0)
            page.wait_for_timeout(500)
            page.screenshot(path=DESK)


def main() -> int:
    """Draw them; the desk's needs its pages (`make web`) and a Chromium."""
    terminal()
    desk()
    return 0


if __name__ == "__main__":
    sys.exit(main())
