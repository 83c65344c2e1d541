"""The progress bar of `selon add`: files done of all, reports so far, reports per second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from selon.desk.cli.add_command import _Steps


class _Bar(_Steps):
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress = progress
        self.task = task
        self.reports = 0
        self.began = time.perf_counter()

    def report(self) -> None:
        self.reports += 1
        rate = self.reports / max(time.perf_counter() - self.began, 0.001)
        self.progress.update(self.task, note=f"{self.reports} reports, {rate:.1f}/s")

    def file(self) -> None:
        self.progress.advance(self.task)


@contextmanager
def bar(files: int, console: Console) -> Iterator[_Steps]:
    """A bar over so many files; it is taken away at the end, the summary says the rest."""
    columns = (
        TextColumn("reading"), BarColumn(bar_width=None), MofNCompleteColumn(), TextColumn("files"),
        TextColumn("{task.fields[note]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=True) as progress:
        yield _Bar(progress, progress.add_task("reading", total=files, note=""))
