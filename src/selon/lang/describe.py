"""The tables of a language pack: which files there are, which columns they have, what may stand in them.

A table is described by a TOML file in `lang/tables/`: `help`, and one `[columns.NAME]` each with `help`, `required`,
`list` (values separated by spaces) and `values` (closed list). The linter and the loader read the same description.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, whether it must be filled, whether it holds a list, its closed values."""

    name: str
    help: str
    required: bool = False
    is_list: bool = False
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name (`cues` for `cues.tsv`), what it holds, its columns in order, those that identify a row."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """All described tables by name."""
    folder = resources.files("selon.lang") / "tables"
    found = {}
    for item in sorted(folder.iterdir(), key=lambda f: f.name):
        if item.name.endswith(".toml"):
            table = _table(item.name.removesuffix(".toml"), tomllib.loads(item.read_text(encoding="utf-8")))
            found[table.name] = table
    return found


def _table(name: str, raw: dict[str, object]) -> Table:
    columns = []
    described = raw["columns"]
    assert isinstance(described, dict)
    for column, facts in described.items():
        values = facts.get("values")
        columns.append(
            Column(
                column,
                facts["help"],
                bool(facts.get("required")),
                bool(facts.get("list")),
                frozenset(values) if values is not None else None,
            )
        )
    key = raw.get("key") or [columns[0].name]
    assert isinstance(key, list)
    return Table(name, str(raw["help"]), tuple(columns), tuple(str(k) for k in key))
