"""The command `selon fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import AllowPrivate, Color, Format, IgnoreRobots, Language, LedgerPath, Pause


def fetch(
    addresses: Annotated[list[str] | None, typer.Argument(metavar="ADDRESS", help="Pages, feeds, channels.")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Addresses, one per line; those captured before are skipped.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Do not skip what was captured before.")] = False,
    ledger: LedgerPath = None, output: Format = "text", language: Language = None,
    allow_private: AllowPrivate = False, ignore_robots: IgnoreRobots = False, pause: Pause = None,
    jobs: Annotated[int, typer.Option(min=1, max=32, help="Hosts asked at the same time.")] = 4,
    full: Annotated[bool, typer.Option(help="Fetch the full text of feed entries that are summaries.")] = True,
    pages: Annotated[int, typer.Option(min=1, max=500, help="Pages of a channel's preview, the newest first.")] = 1,
    color: Color = "auto",
) -> None:  # fmt: skip
    """Fetch addresses, read what comes, and record it in a ledger; every exchange is archived as WARC beside it.

    Only public addresses are talked to, robots.txt is respected, hosts are asked slowly. A feed gives its entries, a
    channel's preview page (https://t.me/s/NAME) its posts.

    \b
    Examples:
      selon fetch https://news.example/report
      selon fetch --from addresses.txt --ledger war.db
    """
    from selon.desk.cli import fetch_command
    from selon.intake.web import Web

    web = Web(allow_private, ignore_robots, pause, None, jobs, full, pages)
    asked = fetch_command.Asked(tuple(addresses or ()), source, again, language)
    raise typer.Exit(fetch_command.fetch(asked, web, ledger, output == "json", color))
