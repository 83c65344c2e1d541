"""The command `selon seal`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import AllowPrivate, Color, Format, LedgerPath


def seal(
    check: Annotated[bool, typer.Option("--check", help="Check the seals that are there; sign nothing.")] = False,
    key: Annotated[str | None, typer.Option(metavar="ed25519:HEX", help="With --check: whose seals they must be.")] = None,
    key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The private key; made when missing. In your configuration otherwise.")
    ] = None,
    timestamp: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Have it stamped by this authority (RFC 3161).")
    ] = None,
    roots: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --check: certificates (PEM) that timestamps must lead to.")
    ] = None,
    allow_private: AllowPrivate = False, ledger: LedgerPath = None, output: Format = "text", color: Color = "auto",
) -> None:  # fmt: skip
    """Sign the end of the log, so that anybody who holds the seal can tell whether the log before it was rewritten.

    \b
    Examples:
      selon seal
      selon seal --check --key ed25519:4f…
    """
    from selon.desk.cli import custody_commands

    if check:
        raise typer.Exit(custody_commands.check_seals(key, roots, ledger, output == "json", color))
    raise typer.Exit(custody_commands.seal(key_file, timestamp, allow_private, ledger, output == "json"))
