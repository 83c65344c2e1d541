"""Ledgers that the pages are shown with: the example with a second version and places that the map knows; a hostile one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "src" / "selon" / "example" / "reports.jsonl"
REVISED = "https://tidewater-post.example/2025/05/07/halivka-sources"
NOTICE = "Correction: an earlier version of this report put the number of dead at twelve."
EMOJI = "Four people were wounded when shells hit Nikopol on Thursday"

Row = dict[str, Any]


def article(url: str, outlet: str, day: str, headline: str, body: str, **more: Any) -> Row:
    """A report as JSON-LD, in English; `day` is the day of its publication."""
    published = f"{day}T09:00:00Z"
    return {
        "@context": "https://schema.org", "@type": "NewsArticle", "url": url, "publisher": {"name": outlet},
        "inLanguage": "en", "datePublished": published, "headline": headline, "articleBody": body,
    } | more  # fmt: skip


MAPPED = [
    article(
        "https://meadow-gazette.example/1", "Meadow Gazette", "2025-05-03", "Robotyne seized, ministry says",
        "Russian forces have seized Robotyne, the Russian Defence Ministry said on Saturday. "
        "Two people were killed in a strike on Kramatorsk on Friday, governor Vadym Orlenko said.",
    ),
    article(
        "https://river-post.example/2", "River Post", "2025-05-04", "General Staff denies loss of Robotyne",
        "Ukraine's General Staff denied on Sunday that Russian forces had seized Robotyne. "
        "Three people were killed in a strike on Kramatorsk on Friday, police said. "
        "A bridge near Kherson was destroyed on Thursday, a resident said.",
    ),
    article(
        "https://quay-observer.example/3", "Quay Observer", "2025-05-09", "Shells on Nikopol 🚑",
        f"🚑 {EMOJI}, the mayor said. The hospital in Kherson lost power on Wednesday, a doctor said.",
    ),
]  # fmt: skip

SCRIPT = "<script>window.__owned = 1</script>"
IMAGE = "<img src=x onerror='window.__owned = 1'>"
HOSTILE = [
    article(
        f"javascript:window.__owned=1//{n}", f"Outlet {IMAGE}", f"2025-06-0{n}", f"Headline {SCRIPT}",
        f"Two people were killed in a strike on Kramatorsk {IMAGE} on Friday, governor {SCRIPT} said. "
        f"Russian forces have seized Robotyne, the <svg onload='window.__owned=1'> ministry said on Saturday.",
        author={"name": f"Author {IMAGE}"},
    )
    for n in (1, 2)
]  # fmt: skip

TRAP = article(
    "https://trap-post.example/1", "Trap Post", "2025-06-03", "Zastavne Brid seized, ministry says",
    "Russian forces have seized Zastavne Brid, the Russian Defence Ministry said on Tuesday. "
    "Three people were killed in a strike on Zastavne Brid on Monday, police said.",
)  # fmt: skip


def revised() -> Row:
    """The example's eighth report as it might stand a day later: one figure corrected, another changed in silence."""
    rows = [json.loads(line) for line in EXAMPLE.read_text("utf-8").splitlines()]
    row: Row = next(row for row in rows if row["url"] == REVISED)
    body = row["articleBody"].replace("As many as twelve", "As many as nine").replace("six deaths", "seven deaths")
    return row | {"articleBody": f"{body}\n\n{NOTICE}", "dateModified": "2025-05-08T09:00:00+01:00"}


def selon(*arguments: str, **surroundings: str) -> None:
    """Runs the program; an end other than 0 is a failure with what it said."""
    made = subprocess.run(
        [sys.executable, "-m", "selon", *arguments],
        check=False, capture_output=True, text=True, env=environment() | surroundings,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr


def environment() -> dict[str, str]:
    """The surroundings of a child process: this repository's sources first."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}


def add(ledger: Path, rows: list[Row], name: str = "reports.jsonl") -> None:
    """Puts reports into a ledger, from a file of this name beside it."""
    file = ledger.parent / name
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    selon("add", str(file), "--ledger", str(ledger))


def good(folder: Path) -> Path:
    """The example, its revised report, and three reports from places that are on the map."""
    ledger = folder / "good.db"
    selon("example", "--ledger", str(ledger))
    add(ledger, [revised()], "revised.jsonl")
    add(ledger, MAPPED, "mapped.jsonl")
    return ledger


def copied(ledger: Path, to: Path) -> Path:
    """A ledger of one's own, the same as another one that nobody writes to."""
    with sqlite3.connect(ledger) as one, sqlite3.connect(to) as other:
        one.backup(other)
    shutil.copytree(f"{ledger}.captures", f"{to}.captures")
    return to


def hostile(folder: Path) -> Path:
    """Markup wherever a report can carry it, its file's name included."""
    ledger = folder / "hostile.db"
    add(ledger, HOSTILE, "a<img src=x onerror=alert(1)>.jsonl")
    letter = folder / "<script>window.__owned=1<⁄script>.txt"
    letter.write_text(f"Two people were killed in Kherson {IMAGE}, the mayor {SCRIPT} said.", "utf-8")
    selon("add", str(letter), "--ledger", str(ledger))
    places = folder / "places.csv"
    places.write_text(f"id,name,lat,lon,country,names\n7,Trapville {IMAGE},48.5,37.9,UA,Zastavne Brid\n", "utf-8")
    own = {"SELON_GAZETTEER": str(folder / "places.db")}
    selon("gazetteer", "add", str(places), "--licence", "CC0", **own)
    trap = folder / "trap.jsonl"
    trap.write_text(json.dumps(TRAP), "utf-8")
    selon("add", str(trap), "--ledger", str(ledger), **own)
    return ledger
