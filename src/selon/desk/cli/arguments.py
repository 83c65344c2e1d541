"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from selon import settings

Certainty = Literal["denied", "unknown", "doubted", "hedged", "attributed", "affirmed"]
Kind = Literal["report", "forecast", "intent", "demand", "opinion"]

Inputs = Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; `-` is standard input.")]
Format = Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or JSON Lines for programs.")]
Form = Annotated[
    Literal["txt", "html", "json", "pdf", "srt", "vtt", "eml", "feed", "telegram", "warc"] | None,
    typer.Option("--as", help="What the input is; told by its name and its first bytes otherwise."),
]
Channel = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The public name of the channel in a Telegram export, t.me/NAME, which it does not say."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="MOMENT", help="When it was published, in ISO 8601; read from the report otherwise."),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Its language (fr, en, de, ru, uk …); identified otherwise.")
]
Color = Annotated[Literal["auto", "always", "never"], typer.Option("--color", help="Colours in the output.")]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Read the reports in folders too.")]
LedgerPath = Annotated[
    Path | None,
    typer.Option("--ledger", metavar="PATH", help=f"The ledger; ${settings.LEDGER.variable}, else ./selon.db."),
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0 is all.")]
After = Annotated[int, typer.Option("--after", min=0, metavar="NUMBER", help="Go on behind this number.")]
Why = Annotated[bool, typer.Option("--why", help="Also say which rules and words led to each statement.")]
Report = Annotated[
    str, typer.Argument(help="A report: its identifier or the beginning of it, its address, number or file.")
]
Pause = Annotated[
    float | None,
    typer.Option("--pause", min=0, metavar="SECONDS", help="Between two requests to one host; 1 by default."),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also talk to addresses in private networks; the ledger says so.")
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Fetch what robots.txt forbids, too; the ledger says so.")
]
