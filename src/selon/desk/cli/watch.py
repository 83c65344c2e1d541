"""The command `selon watch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import AllowPrivate, Color, Format, IgnoreRobots, LedgerPath, Pause


def watch(
    sources: Annotated[Path, typer.Argument(help="The sources, a TOML file.")],
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, and leave; for cron.")] = False,
    ledger: LedgerPath = None, output: Format = "text", allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False, pause: Pause = None, color: Color = "auto",
) -> None:  # fmt: skip
    """Poll feeds, pages and channels on their own schedules, and record what is new and what was edited.

    \b
    The file:
      [[source]]
      feed = "https://news.example/rss"      # or page = "https://…", or channel = "NAME"
      every = "15m"
      recheck = ["1h", "6h", "1d"]           # look at each report again after so long: edits

    \b
    Example:
      selon watch sources.toml --once
    """
    from selon.desk.cli import watch_command
    from selon.intake.web import Web

    web = Web(allow_private, ignore_robots, pause)
    raise typer.Exit(watch_command.watch(sources, once, web, ledger, output == "json", color))
