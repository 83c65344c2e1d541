"""The desk's pages in Chromium: first paint, contents there, and how long what people do takes.

    python -m benchmarks.speed.desk_web [LEDGER]

On the example dossier, or on the ledger named. Each round has a fresh browser context (nothing cached); the middle of
five rounds counts. Paint is the browser's own `first-contentful-paint`; the rest is the time from the action until the
result is on the page. Bytes are what crossed the wire for the first page.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROUNDS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
BYTES = """performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
    .reduce((sum, one) => sum + one.transferSize, 0)"""
DRAWN = ".frame[aria-busy='false']"


def taken(action: Callable[[], object], there: Callable[[], object]) -> float:
    """Milliseconds from an action until its result is there."""
    began = time.perf_counter()
    action()
    there()
    return (time.perf_counter() - began) * 1000


def round_of(chromium: Browser, address: str) -> dict[str, float]:
    """One round: open the list, filter it, open the first claim, change the theme and the language."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.request.get(f"{address}/?token={browsing.TOKEN}")
    page = context.new_page()
    rows = page.locator("article.item")
    found = {"claims there, ms": taken(lambda: page.goto(f"{address}/claims"), rows.first.wait_for)}
    found["first paint, ms"] = page.evaluate(PAINT)
    found["KB over the wire"] = page.evaluate(BYTES) / 1024
    before = page.locator(".found").inner_text()
    changed = page.locator(".found").filter(has_not_text=before)
    found["filter, ms"] = taken(lambda: page.get_by_label("contested only").check(), changed.wait_for)
    found["claim there, ms"] = taken(rows.first.locator("a").click, page.locator("section.origin").first.wait_for)
    found["graph drawn, ms"] = found["claim there, ms"] + taken(lambda: None, page.locator(DRAWN).wait_for)
    found["language, ms"] = taken(
        lambda: _speak(page), lambda: page.locator("html[lang=de]").wait_for(state="attached")
    )
    context.close()
    return found


def _speak(page: Page) -> None:
    page.locator("select.language").select_option("de")


def measure(address: str, rounds: int = ROUNDS) -> dict[str, float]:
    """The middle of some rounds, by what was measured."""
    with browsing.browser() as chromium:
        round_of(chromium, address)  # the desk has read its claims
        all_rounds = [round_of(chromium, address) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in all_rounds) for name in all_rounds[0]}


def main(arguments: list[str]) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(arguments[0]) if arguments else browsing.example(Path(folder))
        with browsing.desk(ledger) as address:
            figures = measure(address)
    print(f"the desk in Chromium, {ledger.name}, load {os.getloadavg()[0]:.1f}")
    for name, value in figures.items():
        print(f"  {name:<24}{value:>10,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
