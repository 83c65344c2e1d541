"""What the ledger is asked: `reports`, `show`, `statements`, `verify`, `rebuild`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import ledger_path
from selon.desk.cli.looks import shown_row
from selon.desk.cli.report_view import in_utc, show_items, show_report
from selon.desk.cli.safe import flat, short
from selon.intake.custody import seal_checks
from selon.wire import report_json

if TYPE_CHECKING:
    from rich.console import Console

    from selon.ledger import Check, Ledger, ReportRow, StatementRow, VersionRow

NARROW, WIDE = 90, 120
"""Under these widths a list of reports leaves columns out."""
SHOWN_ID, OUTLET = 10, 28
"""So many code points of an identifier, and of the name of an outlet, stand in a list of reports."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions of `selon statements`; `None` is no condition, all of them hold together."""

    by: str | None = None
    certainty: str | None = None
    kind: str | None = None
    text: str | None = None


def opened(option: Path | None) -> Ledger:
    """The ledger that is there; `LedgerMissing` when there is none, as nothing is made by asking."""
    from selon.ledger import Ledger

    return Ledger.open(ledger_path(option))


def report_table(out: Console, rows: Sequence[ReportRow]) -> None:
    """Print reports, one line each."""
    columns = ["no.", "report", "published", "outlet", "lang", "vers.", "stat.", "headline"]
    if out.width < NARROW:
        columns = ["no.", "report", "lang", "stat.", "headline"]
    elif out.width < WIDE:
        columns = ["no.", "report", "published", "outlet", "headline"]
    table = [
        {
            "no.": str(r.number), "report": r.id[:SHOWN_ID], "published": in_utc(r.published),
            "outlet": short(r.outlet or "", OUTLET),
            "lang": r.language, "vers.": str(r.versions), "stat.": str(r.statements),
            "headline": r.headline or r.url or r.name,
        }
        for r in rows
    ]  # fmt: skip
    out.print(output.small_table(columns, table, wide="headline"))


def reports(option: Path | None, as_json: bool, limit: int, after: int, color: str) -> int:
    """List reports; one more than asked for is looked up, to know whether there is more."""
    with opened(option) as ledger:
        if as_json:
            for row in ledger.reports(limit=limit or None, after=after):
                output.print_json(row)
            return guard.OK
        rows = list(ledger.reports(limit=limit + 1 if limit else None, after=after))
    out = console.make(color)
    if not rows:
        out.print("no reports" + (f" behind number {after}" if after else ""), style="dim")
        return guard.OK
    page = rows[:limit] if limit else rows
    report_table(out, page)
    if len(page) < len(rows):
        out.print(f"there are more: --after {page[-1].number}", style="dim")
    return guard.OK


def show(key: str, option: Path | None, as_json: bool, version: int | None, why: bool, color: str) -> int:
    """Show one report: what was read in one version, and the list of versions."""
    with opened(option) as ledger:
        row = ledger.report(key)
        versions = ledger.versions(row.id)
        reading = ledger.reading(row.id, version)
    if as_json:
        listed = [asdict(v) for v in versions]
        output.print_json({"report": asdict(row), "versions": listed, "reading": report_json(reading)})
        return guard.OK
    out, signs = console.make(color), console.signs_for(sys.stdout)
    show_report(out, reading, signs, why, row.name)
    out.print()
    out.print(f"{row.id}{signs.dot}version {version or row.versions} of {row.versions}", style="bold")
    _versions(out, versions)
    return guard.OK


def _versions(out: Console, versions: Sequence[VersionRow]) -> None:
    columns = ["version", "added", "by", "statements", "file"]
    table = [
        {
            "version": str(v.version), "added": in_utc(v.at), "by": v.actor, "statements": str(v.statements),
            "file": v.name,
        }
        for v in versions
    ]  # fmt: skip
    out.print(output.small_table(columns, table, wide="file"))


def statements(asked: Asked, option: Path | None, as_json: bool, limit: int, after: int, color: str) -> int:
    """Search the statements of the latest versions."""
    conditions = asdict(asked)
    with opened(option) as ledger:
        if as_json:
            for row in ledger.statements(**conditions, limit=limit or None, after=after):
                output.print_json(row)
            return guard.OK
        rows = list(ledger.statements(**conditions, limit=limit + 1 if limit else None, after=after))
    page = rows[:limit] if limit else rows
    out = console.make(color)
    statement_table(out, page)
    if len(page) < len(rows):
        out.print(f"there are more: --after {page[-1].number}", style="dim")
    return guard.OK


def statement_table(out: Console, rows: Sequence[StatementRow]) -> None:
    """Print statements with the report that each stands in."""
    signs = console.signs_for(sys.stdout)
    show_items(out, [shown_row(row, signs) for row in rows], signs)


def verify(option: Path | None, as_json: bool, head: str | None, every: bool, color: str) -> int:
    """Check the ledger; exit code 1 when an item failed."""
    counts: Counter[str] = Counter()
    out = console.make(color)
    colours = {"passed": "green", "failed": "bold red", "not checked": "yellow"}
    with opened(option) as ledger:
        for check in chain(ledger.verify(head), seal_checks(ledger)):
            counts[check.answer] += 1
            if as_json:
                output.print_json(check)
            elif every or check.answer != "passed":
                out.print(_answer(check), style=colours[check.answer], overflow="fold")
        end = str(ledger.head()) if not counts["failed"] else None
    if not as_json:
        signs = console.signs_for(sys.stdout)
        out.print(signs.dot.join(f"{answer} {counts[answer]}" for answer in colours), style="bold")
        if end:
            out.print(f"the log ends at {end}", style="dim", soft_wrap=True)
    return guard.FAILED if counts["failed"] else guard.OK


def _answer(check: Check) -> str:
    return flat(f"{check.answer}: {check.item}" + (f", {check.why}" if check.why else ""))


def rebuild(option: Path | None, as_json: bool) -> int:
    """Make the tables anew and say how many rows each has."""
    with opened(option) as ledger:
        rows = ledger.rebuild()
    if as_json:
        output.print_json(rows)
    else:
        print(", ".join(f"{table} {count}" for table, count in rows.items()))
    return guard.OK
