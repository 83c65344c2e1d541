"""`selon example`: the bundled dossier, read into a ledger and shown report by report, a line for each statement."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from selon.desk.cli import console, guard
from selon.desk.cli.add_command import actor, record
from selon.desk.cli.looks import LOOKS, Shown, Signs, shown_row
from selon.desk.cli.report_view import NO_VOICE, in_utc, legend
from selon.desk.cli.safe import flat
from selon.model import Capture
from selon.pipeline import Options, captures_in_file

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from selon.ledger import Ledger, ReportRow

FILES = ("reports.jsonl", "page.html", "letter.txt")
CLAIMS = 12
"""Claims that the example lists."""
PUBLISHED = {"letter.txt": "2025-05-09"}
"""A text cannot say when it was published; the user says it."""


@contextmanager
def _folder() -> Iterator[Path]:
    with resources.as_file(resources.files("selon") / "example") as folder:
        yield folder


def example(option: Path | None, color: str) -> int:
    """Record the dossier and print what is in it; the exit code."""
    from selon.ledger import Ledger

    out, signs = console.make(color), console.signs_for(sys.stdout)
    with tempfile.TemporaryDirectory(prefix="selon-") as temporary:
        path = option or Path(temporary) / "selon.db"
        with Ledger.open(path, create=True) as ledger:
            failed = _record(ledger)
            rows = list(ledger.reports())
            seen: list[Shown] = []
            for row in rows:
                seen += _show(out, ledger, row, signs)
            out.print(legend(seen, signs, out.width))
            out.print()
            told = _claims(out, ledger, signs)
    languages = len({row.language for row in rows})
    counts = (f"{len(rows)} reports", f"{len(seen)} statements", f"{told} claims", f"{languages} languages")
    out.print(signs.dot.join(counts), style="bold")
    if option:
        out.print(f"kept in {flat(str(path))}: selon reports --ledger {flat(str(path))}", style="dim", soft_wrap=True)
    else:
        out.print("nothing was kept; selon example --ledger example.db keeps it", style="dim")
    return guard.FAILED if failed else guard.OK


def _claims(out: Console, ledger: Ledger, signs: Signs) -> int:
    """The claims of the dossier, and the trace of the one that most reports carry; how many claims there are."""
    from selon.desk.cli.claims_commands import copies_within, outlets
    from selon.desk.cli.claims_view import claim_table, show_trace
    from selon.pipeline_claims_kept import refresh

    refresh(ledger)
    repeated = [c for c in ledger.claims() if c.counts.reports > 1]
    out.print("Claims that more than one report carries", style="bold")
    claim_table(out, repeated[:CLAIMS])
    if len(repeated) > CLAIMS:
        out.print(f"{len(repeated) - CLAIMS} more", style="dim")
    out.print()
    if repeated:
        show_trace(out, repeated[0], copies_within(ledger, repeated[0]), outlets(ledger, repeated[0]), signs)
        out.print()
    return int(ledger.claim_totals()["claims"])


def _record(ledger: Ledger) -> int:
    """Record the files of the dossier; how many inputs failed."""
    failed = 0
    with _folder() as folder:
        for name in FILES:
            options = Options(published=PUBLISHED.get(name))
            for found in captures_in_file(folder / name, options):
                item = replace(found, name=name) if isinstance(found, Capture) else found
                outcome = record(ledger, item, actor())
                failed += outcome.status == "failed"
                for fault in outcome.faults:
                    guard.say_fault(fault, name)
    return failed


def _show(out: Console, ledger: Ledger, row: ReportRow, signs: Signs) -> list[Shown]:
    """One report: its head, and its statements, a line each."""
    from rich.text import Text

    head = [flat(row.outlet or Path(row.name).name), in_utc(row.published), row.language]
    out.print(Text(signs.dot.join(part for part in head if part), "bold"))
    if row.headline:
        out.print(Text(flat(row.headline), "blue"))
    found = [shown_row(s, signs) for s in ledger.statements(report=row.id)]
    if found:
        out.print(_rows(found, signs))
    out.print()
    return found


def _rows(items: Sequence[Shown], signs: Signs) -> Table:
    """The statements, one beneath the other: mark, then chain and content."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for item in items:
        colour = LOOKS[item.certainty].colour
        text = Text(signs.arrow.join(item.voices) or NO_VOICE, "bold" if item.voices else "dim")
        text.append(": ", "dim")
        text.append(item.content, colour)
        grid.add_row(Text(f"  {signs.mark(item.certainty)}", colour), text)
    return grid
