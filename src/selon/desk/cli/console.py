"""Consoles: where output goes, how wide it is, whether it has colour, and whether it can write more than ASCII."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO, cast

from selon.desk.cli.looks import Signs
from selon.desk.cli.output import Trimmed

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST = 20
PIPED_WIDTH = 100


def width_of(stream: TextIO) -> int:
    """Columns: `COLUMNS`, the terminal's own width, or 100 when the output is piped."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return max(int(asked), NARROWEST)
    if not stream.isatty():
        return PIPED_WIDTH
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, NARROWEST)


def make(color: str = "auto", stderr: bool = False) -> Console:
    """A console on standard output or error; `color` is `auto`, `always` or `never`.

    Nothing is read as markup, and no address becomes a hidden link: reports are the words of others.
    """
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    colours = color == "always" or (
        color == "auto" and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    return Console(
        file=stream if colours else cast(TextIO, Trimmed(stream)), width=width_of(stream), force_terminal=colours,
        color_system="standard" if colours else None, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip


def signs_for(stream: TextIO) -> Signs:
    """The signs that the stream can write."""
    try:
        "←✓⟦³∅✗█".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Signs(unicode=False)
    return Signs()


def prepare_streams() -> None:
    """Let no character that the terminal cannot write stop the output: it is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
