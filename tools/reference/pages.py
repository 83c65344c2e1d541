"""The reference pages as Markdown: commands, settings, errors, the tables of a language pack."""

from __future__ import annotations

import os
from typing import Any

HEAD = "<!-- Written by `make docs` out of the code; change the code, not this page. -->\n\n"


def cell(text: str) -> str:
    """Words for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def rows(columns: list[str], lines: list[list[str]]) -> str:
    """A Markdown table."""
    table = [columns, ["---"] * len(columns), *([cell(c) for c in line] for line in lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in table)


def commands() -> str:
    """Every command with its help as printed at 100 columns."""
    os.environ["COLUMNS"] = "100"
    from typer.main import get_command

    from selon.desk.cli.app import app

    root: Any = get_command(app)
    found = [HEAD + "# The command line\n"]
    context = root.make_context("selon", [], resilient_parsing=True)
    pages = [("selon", root.get_help(context))]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        inner = type(context)(command, info_name=name, parent=context, max_content_width=100)
        pages.append((f"selon {name}", command.get_help(inner)))
    for title, text in pages:
        lines = "\n".join(line.rstrip() for line in text.splitlines())
        found.append(f"\n## {title}\n\n```text\n{lines}\n```\n")
    return "".join(found)


def settings() -> str:
    """Every setting with its variable, default and unit."""
    from selon import settings as own

    lines = [[f"`{s.variable}`", f"`{s.default}`" if s.default else "", s.unit, s.help] for s in own.ALL]
    return (
        HEAD + "# Settings\n\nRead from the environment; command-line options win over them.\n\n"
        f"{rows(['variable', 'default', 'unit', 'what it does'], lines)}"
    )


def errors() -> str:
    """The tree of errors, with the code of each."""
    from selon import errors as own

    found = [
        HEAD + "# Errors\n\nA fault is a value: `code`, `place`, `reason`. An exception carries one as `.fault`.\n\n"
    ]
    lines = []

    def walk(kind: type[own.SelonError], depth: int) -> None:
        lines.append([" " * depth + f"`{kind.__name__}`", f"`{kind.code}`", (kind.__doc__ or "").split("\n")[0]])
        for below in sorted(kind.__subclasses__(), key=lambda k: k.__name__):
            if below.__module__ == own.__name__:
                walk(below, depth + 1)

    walk(own.SelonError, 0)
    bases = {k.__name__: k.__mro__[1].__name__ for k in vars(own).values() if isinstance(k, type)}
    table = [[line[0].strip(), f"`{bases[line[0].strip().strip('`')]}`", *line[1:]] for line in lines]
    return "".join(found) + rows(["error", "is a", "code", "when"], table)


def packs() -> str:
    """The tables of a language pack, and which packs there are."""
    from selon import lang
    from selon.lang.describe import tables

    found = [
        HEAD + "# Language packs\n\nA pack is a folder: `pack.toml`, tables as TSV, `examples.jsonl`, `SOURCES.toml`.\n"
    ]
    present = []
    for code in lang.available():
        pack = lang.load(code)
        filled = [f"`{name}`" for name in tables() if pack.rows(name)]
        present.append([f"`{code}`", str(pack.facts.get("name", "")), ", ".join(filled)])
    found.append("\n## Packs\n\n" + rows(["code", "language", "tables"], present))
    for table in tables().values():
        key = ", ".join(f"`{k}`" for k in table.key)
        found.append(f"\n## {table.name}.tsv\n\n{' '.join(table.help.split())} A row is told by {key}.\n\n")
        lines = []
        for column in table.columns:
            shape = ", ".join(w for w in ("required" * column.required, "list" * column.is_list) if w)
            values = ", ".join(f"`{v}`" for v in sorted(column.values or ()) if v)
            lines.append([f"`{column.name}`", shape, column.help + (f" ({values})" if values else "")])
        found.append(rows(["column", "", "what it holds"], lines))
    return "".join(found)
