"""Printing: JSON Lines, rich output without trailing white space, small tables."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from selon.desk.cli import safe

if TYPE_CHECKING:
    from rich.table import Table


def print_json(value: object) -> None:
    """One value as one line of JSON; records as objects of their fields."""
    import json

    shape = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    text = json.dumps(shape, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    sys.stdout.write(safe.json_line(text) + "\n")


class Trimmed(io.TextIOBase):
    """A stream that writes lines without the spaces that pad them on the right; whole lines only."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.rest = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property here, a slot in typeshed
        """The encoding of the stream behind."""
        return self.stream.encoding or "ascii"

    def write(self, text: str) -> int:
        """Take `text` in; write what is complete."""
        *lines, self.rest = (self.rest + text).split("\n")
        self.stream.write("".join(line.rstrip(" ") + "\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        """Flush the stream behind; an unfinished line waits."""
        self.stream.flush()


def small_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]], wide: str) -> Table:
    """A plain table without lines; the column `wide` takes what room is left, the others keep their words whole."""
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        grid.add_column(column, overflow="fold", ratio=1 if column == wide else None, no_wrap=column != wide)
    for row in rows:
        grid.add_row(*(safe.flat(row[column]) for column in columns))
    return grid
