"""The commands `selon export …`: the ledger for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import Format, LedgerPath

export = typer.Typer(name="export", no_args_is_help=True, rich_markup_mode=None)


@export.callback()
def _export() -> None:
    """Write what the ledger holds for other tools.

    \b
    Example:
      selon export warc -o captures.warc.gz
    """


@export.command("warc", short_help="Captured bytes as a WARC file.")
def warc(
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; it must not exist yet.")],
    ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Write all captured bytes as one WARC file (gzip, one member per record).

    \b
    Example:
      selon export warc -o captures.warc.gz
    """
    from selon.desk.cli import custody_commands

    raise typer.Exit(custody_commands.export_warc(to, ledger, output == "json"))
