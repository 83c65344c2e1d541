"""A report as people read it: header, text with its statements marked, the table of statements, a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from selon.desk.cli.highlight import Painter
from selon.desk.cli.looks import LOOKS, Shown, Signs, shown
from selon.desk.cli.safe import flat

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from selon.model import Document, Report, Statement

TABLE_WIDTH = 76
"""Under this width a table has no room for five columns: the statements are listed instead."""

NO_VOICE = "the publisher"
"""Shown where nobody is named: the publisher doubts, or says that it does not know, in its own voice."""


def when(moment: str | None) -> str:
    """A moment as shown: to the minute, the `T` of ISO 8601 made a space."""
    day, _, time = flat(moment or "").partition("T")
    return f"{day} {time[:5]}{time[8:]}" if time[5:6] == ":" else f"{day} {time}".rstrip()


def in_utc(moment: str | None) -> str:
    """A moment in Universal Time, to the minute, so that moments of several reports can be compared; as written where no
    offset is told."""
    written = flat(moment or "")
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return when(moment)
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at.tzinfo else when(moment)[:16]


def header(document: Document, signs: Signs, name: str) -> list[Text]:
    """Outlet (or the file's name), when and language on one line; headline; authors and address. The unknown is left out."""
    from rich.text import Text

    first = [flat(document.outlet or name), when(document.published)]
    if document.modified and document.modified != document.published:
        first.append(f"changed {when(document.modified)}")
    first.append(document.language)
    lines = [Text(signs.dot.join(part for part in first if part), "bold")]
    if document.headline:
        lines.append(Text(flat(document.headline), "bold blue"))
    behind = [flat(", ".join(document.authors)), flat(document.url or "")]
    if any(behind):
        lines.append(Text(signs.dot.join(part for part in behind if part), "dim", overflow="fold"))
    return lines


def who(item: Shown, signs: Signs) -> Text:
    """The chain of voices, and under it the words that carry the attribution."""
    from rich.text import Text

    text = Text(signs.arrow.join(item.voices) or NO_VOICE, "bold" if item.voices else "dim", overflow="fold")
    if item.cues:
        text.append("\n" + signs.arrow.lstrip(), "dim")
        text.append(", ".join(item.cues), "underline")
    return text


def what(item: Shown) -> Text:
    """The content on one line, and under it when, how much, and in which report, as far as known."""
    from rich.text import Text

    text = Text(item.content, overflow="fold")
    for line in (item.known, item.report):
        text.append(f"\n{line}" if line else "", "dim")
    return text


def sure(item: Shown, signs: Signs) -> Text:
    """The certainty: mark and word."""
    from rich.text import Text

    return Text(f"{signs.mark(item.certainty)} {item.certainty}", LOOKS[item.certainty].colour)


def table(items: Sequence[Shown], signs: Signs) -> Table:
    """The statements, one row each, as wide as the console."""
    from rich.box import ASCII2, Box
    from rich.table import Table

    rule = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
    grid = Table(
        box=rule if signs.unicode else ASCII2, expand=True, pad_edge=False, border_style="dim", show_lines=True
    )
    grid.add_column("", justify="right", style="dim", no_wrap=True)
    grid.add_column(f"on whose word{signs.arrow}cue", ratio=3, overflow="fold")
    grid.add_column("what", ratio=5, overflow="fold")
    grid.add_column("certainty", no_wrap=True)
    grid.add_column("kind", no_wrap=True, style="dim")
    for number, item in enumerate(items, 1):
        grid.add_row(str(number), who(item, signs), what(item), sure(item, signs), item.kind)
    return grid


def listing(items: Sequence[Shown], signs: Signs) -> Iterator[RenderableType]:
    """The statements one under the other, for narrow consoles."""
    from rich.padding import Padding
    from rich.text import Text

    for number, item in enumerate(items, 1):
        head = Text(f"{number} ", "dim") + sure(item, signs)
        head.append(signs.dot + item.kind, "dim")
        yield head
        yield Padding(who(item, signs), (0, 0, 0, 2))
        yield Padding(what(item), (0, 0, 1, 4))


def legend(items: Sequence[Shown], signs: Signs, width: int) -> Text:
    """The marks that occur, with what they mean; a mark stays on a line with its meaning. width: of the terminal."""
    from rich.text import Text

    text = Text()
    present = {item.certainty for item in items}
    line = 0
    for certainty, look in LOOKS.items():
        if certainty in present:
            name = f"{signs.mark(certainty)} {certainty}"
            size = len(f"{name}: {look.help}")
            text.append("" if not text else "   " if line + 3 + size <= width else "\n")
            line = size if text.plain[-1:] in ("", "\n") else line + 3 + size
            text.append(name, look.colour)
            text.append(f": {look.help}", "dim")
    return text


def reasons(statements: Sequence[Statement], signs: Signs) -> Iterator[Text]:
    """Why each statement was read so: the rules and the words that made them fire."""
    from rich.text import Text

    for number, statement in enumerate(statements, 1):
        line = Text(f"{number} ", "dim", overflow="fold")
        for place, reason in enumerate(statement.why):
            line.append(signs.dot if place else "", "dim")
            line.append(flat(reason.rule), "bold")
            words = ", ".join(flat(e.text) for e in reason.evidence)
            line.append(f" {words}" if words else "", "dim")
        yield line


def show_items(console: Console, items: Sequence[Shown], signs: Signs) -> None:
    """Print statements: a table, or a list where the console is narrow; then the legend."""
    if not items:
        console.print("no statements", style="dim")
        return
    if console.width >= TABLE_WIDTH:
        console.print(table(items, signs))
    else:
        for part in listing(items, signs):
            console.print(part)
    console.print(legend(items, signs, console.width))


def show_report(console: Console, report: Report, signs: Signs, why: bool = False, name: str = "") -> None:
    """Print one report; `name` is shown where no outlet is known."""
    from rich.rule import Rule

    for line in header(report.document, signs, name):
        console.print(line)
    console.print(Rule(style="dim", characters="─" if signs.unicode else "-"))
    pending = begun = False
    for line in Painter(report.document.text, report.statements, signs, bool(console.color_system)).lines():
        if not line.plain.strip():
            pending = begun
            continue
        if pending:
            console.print()
        console.print(line)
        pending, begun = False, True
    console.print()
    show_items(console, [shown(s, signs, report.places) for s in report.statements], signs)
    if why and report.statements:
        console.print()
        for line in reasons(report.statements, signs):
            console.print(line)
