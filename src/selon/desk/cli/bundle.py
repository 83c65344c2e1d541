"""The command `selon bundle`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import Format, LedgerPath


def bundle(
    subject: Annotated[
        str, typer.Argument(metavar="CLAIM|REPORT", help="A claim (c-…), or a report: its identifier, address, number or file.")
    ],
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the archive goes; it must not exist yet.")],
    ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Write one archive that holds what a stranger needs to check a claim or a report, and the program that checks it.

    It holds captured bytes, entries of the log with their words, the proof that they stand in it, and the seal.
    `python x.zip` checks it, offline, with Python alone.

    \b
    Examples:
      selon bundle r-3f21 -o x.zip
      selon bundle c-054d2e -o x.zip
    """
    from selon.desk.cli import custody_commands

    raise typer.Exit(custody_commands.bundle(subject, to, ledger, output == "json"))
