"""The commands `selon diff` and `selon report-error`."""

from __future__ import annotations

from typing import Annotated

import typer

from selon.desk.cli.arguments import Color, Format, LedgerPath, Report


def diff(
    report: Report,
    first: Annotated[int | None, typer.Argument(min=1, help="The earlier version; the one before the last otherwise.")] = None,
    last: Annotated[int | None, typer.Argument(min=1, help="The later version; the last otherwise.")] = None,
    ledger: LedgerPath = None, output: Format = "text", color: Color = "auto",
) -> None:  # fmt: skip
    """Compare two versions of a report: which statements were added, dropped, changed (and in what), or kept.

    A correction notice is shown with the changes that it names; a change that none names is silent.

    \b
    Example:
      selon diff r-3f21 1 2
    """
    from selon.desk.cli import custody_commands

    raise typer.Exit(custody_commands.diff(report, first, last, ledger, output == "json", color))


def report_error(
    statement: Annotated[str, typer.Argument(help="The statement: its number or its identifier.")],
    text: Annotated[str, typer.Option("--text", help="What is wrong with it, in your words.")],
    ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Record that a statement is wrong. Nothing is edited: your words stand beside it in the log.

    \b
    Example:
      selon report-error 17 --text "The mayor spoke of two, not three."
    """
    from selon.desk.cli import custody_commands

    raise typer.Exit(custody_commands.report_error(statement, text, ledger, output == "json"))
