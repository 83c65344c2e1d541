"""`selon add`: inputs into a ledger, with a progress bar where people watch, and a summary at the end."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from selon import settings
from selon.desk.cli import console, guard, inputs, output
from selon.desk.cli.safe import flat
from selon.errors import Fault, LedgerError
from selon.intake import custody
from selon.model import Capture
from selon.pipeline import Options, read_capture
from selon.wire import fault_json

if TYPE_CHECKING:
    from selon.ledger import Ledger

LISTED = 20
"""So many added reports are listed; the rest is counted."""

WORDS = {"added": "added", "version": "new version", "known": "already known", "noted": "noted", "failed": "failed"}


def actor() -> str:
    """Who writes: the setting, else the login name, else `unknown`."""
    named = settings.ACTOR.value()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def ledger_path(option: Path | None) -> Path:
    """The ledger that an option names, else the setting."""
    return option if option is not None else settings.LEDGER.path()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its status (a key of `WORDS`), the report it is, and what went wrong."""

    status: str
    name: str
    report: str | None = None
    version: int | None = None
    statements: int = 0
    headline: str | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts by status, the first outcomes for the list, all failures."""

    counts: Counter[str] = field(default_factory=Counter)
    listed: list[Outcome] = field(default_factory=list)

    def take(self, outcome: Outcome) -> None:
        """Count one outcome and keep it if the list has room; a failure is always said at once and never listed."""
        self.counts[outcome.status] += 1
        if outcome.status not in ("failed", "noted") and len(self.listed) < LISTED:
            self.listed.append(outcome)


def record(ledger: Ledger, item: Capture | Fault, who: str) -> Outcome:
    """Read one input and record what it says, or that it failed; of a new version also what it changed."""
    if isinstance(item, Fault):
        ledger.add_fault(item, actor=who)
        return Outcome("noted" if item.code in custody.NOTES else "failed", item.place, faults=(item,))
    report, faults = read_capture(item)
    if report is None:
        for fault in faults:
            ledger.add_fault(fault, actor=who, capture=item)
        return Outcome("failed", item.name, faults=faults)
    headline = report.document.headline
    try:
        added = custody.record(ledger, item, report, who)
    except LedgerError as error:
        if type(error) is not LedgerError:
            raise  # the ledger itself cannot be used: going on is useless
        return Outcome("failed", item.name, headline=headline, faults=(error.fault,))
    return Outcome(added.status, item.name, added.report, added.version, len(report.statements), headline, faults)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to add: files, addresses, `-`; whether folders are opened; how addresses are fetched."""

    inputs: tuple[str, ...]
    recursive: bool = False
    allow_private: bool = False
    ignore_robots: bool = False


def add(asked: Asked, option: Path | None, options: Options, as_json: bool, color: str) -> int:
    """Record every input; one report is one transaction. Addresses are fetched as `selon fetch` does. The exit code."""
    from selon.intake.web import is_address

    addresses = tuple(i for i in asked.inputs if is_address(i))
    files = [i for i in asked.inputs if not is_address(i)]
    codes = []
    if addresses:
        from selon.desk.cli import fetch_command
        from selon.intake.web import Web

        how = Web(asked.allow_private, asked.ignore_robots)
        to_fetch = fetch_command.Asked(addresses, language=options.language)
        codes.append(fetch_command.fetch(to_fetch, how, option, as_json, color))
    if files:
        codes.append(_add_files(inputs.paths(files, asked.recursive), option, options, as_json, color))
    return max(codes)


def _add_files(
    paths: Sequence[str | Fault], option: Path | None, options: Options, as_json: bool, color: str
) -> int:  # fmt: skip
    from selon.ledger import Ledger

    path, who, tally = ledger_path(option), actor(), Tally()
    with Ledger.open(path, create=True) as ledger:
        try:
            with _progress(len(paths), color) as step:
                for item in paths:
                    found = [item] if isinstance(item, Fault) else inputs.captures_at(item, options)
                    for capture in found:
                        outcome = record(ledger, capture, who)
                        tally.take(outcome)
                        step.report()
                        tell(outcome, as_json)
                    step.file()
        except LedgerError:
            summary(tally, path, as_json, color)
            raise
    summary(tally, path, as_json, color)
    return guard.FAILED if tally.counts["failed"] else guard.OK


def tell(outcome: Outcome, as_json: bool) -> None:
    """What has to be said at once: faults, and the outcome itself where a program reads."""
    for fault in outcome.faults:
        guard.say_fault(fault, outcome.name)
    if as_json:
        output.print_json(asdict(outcome) | {"faults": [fault_json(f) for f in outcome.faults]})


def summary(tally: Tally, path: Path, as_json: bool, color: str) -> None:
    """The list of what is new and the counts; as JSON every outcome was said, the counts go to standard error."""
    signs = console.signs_for(sys.stdout)
    counts = signs.dot.join(
        f"{word} {tally.counts[status]}" for status, word in WORDS.items() if status != "noted" or tally.counts[status]
    )
    if as_json:
        guard.say(f"selon: {counts}")
        return
    out = console.make(color)
    columns = ["what", "report", "statements", "headline"]
    rows = [
        {"what": WORDS[o.status] + (f" {o.version}" if o.status == "version" else ""), "report": o.report or "",
         "statements": str(o.statements), "headline": o.headline or o.name}
        for o in tally.listed
    ]  # fmt: skip
    if rows:
        out.print(output.small_table(columns, rows, wide="headline"))
        more = sum(tally.counts.values()) - tally.counts["failed"] - tally.counts["noted"] - len(rows)
        out.print(f"and {more} more\n" if more > 0 else "")
    out.print(f"{counts}{signs.dot}{flat(str(path))}", style="bold", soft_wrap=True)


class _Steps:
    """Nobody watches: nothing is drawn."""

    def report(self) -> None:
        """One report is done."""

    def file(self) -> None:
        """One file is done."""


@contextmanager
def _progress(files: int, color: str) -> Iterator[_Steps]:
    """A progress bar on standard error for more than one file, where it is a terminal."""
    if files < 2 or not sys.stderr.isatty():
        yield _Steps()
        return
    from selon.desk.cli.progress import bar

    with bar(files, console.make(color, stderr=True)) as steps:
        yield steps
