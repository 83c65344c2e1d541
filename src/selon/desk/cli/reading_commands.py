"""`selon read`: inputs to standard output, nothing kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from selon.desk.cli import console, guard, inputs, output
from selon.desk.cli.report_view import show_report
from selon.errors import Fault
from selon.model import Report
from selon.pipeline import Options, read_capture
from selon.wire import report_json


def read(files: Sequence[str], options: Options, as_json: bool, recursive: bool, why: bool, color: str) -> int:
    """Print every report as soon as it is read; the exit code."""
    show = _json if as_json else _Pages(why, color)
    failed = False
    for item in inputs.captures(files, options, recursive):
        if isinstance(item, Fault):
            failed = True
            guard.say_fault(item)
            continue
        report, faults = read_capture(item)
        if report is None:
            failed = True
        else:
            show(report, item.name)
        for fault in faults:
            guard.say_fault(fault, item.name)
    return guard.FAILED if failed else guard.OK


def _json(report: Report, name: str) -> None:
    output.print_json(report_json(report))


class _Pages:
    """Reports one after the other, with a free line between them."""

    def __init__(self, why: bool, color: str) -> None:
        self.console = console.make(color)
        self.signs = console.signs_for(sys.stdout)
        self.why = why
        self.shown = 0

    def __call__(self, report: Report, name: str) -> None:
        if self.shown:
            self.console.print("\n")
        self.shown += 1
        show_report(self.console, report, self.signs, self.why, name)
