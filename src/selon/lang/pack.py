"""Loading a language pack: `pack.toml`, the TSV tables, the examples. Knows no language itself.

A pack is a folder: `pack.toml` (facts that are single values or short lists), `*.tsv` (tables described in
`lang/tables/`), `examples.jsonl` (sentences with their expected statements) and `SOURCES.toml` (what each source
key stands for).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from selon.errors import PackError
from selon.lang.describe import Table, tables

PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its values by column, and where it stands (`cues.tsv:12`)."""

    values: Mapping[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def all(self, column: str) -> tuple[str, ...]:
        """The values of a list column."""
        return tuple(self.values.get(column, "").split())


@dataclass(frozen=True, eq=False)
class Pack:
    """One language: its code (ISO 639-1), its facts and its tables. Compared by identity, so it can key a cache."""

    code: str
    folder: Path
    facts: Mapping[str, Any]
    _tables: Mapping[str, tuple[Row, ...]] = field(repr=False)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table, in file order; empty when the pack does not have it."""
        return self._tables.get(table, ())

    def words(self, fact: str) -> tuple[str, ...]:
        """A list of words from `pack.toml`; empty when it is not there."""
        return tuple(self.facts.get(fact, ()))


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """The codes of the packs that are present, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in _folder().glob("*/pack.toml")))


def _folder() -> Path:
    own = os.environ.get("SELON_PACKS")
    return Path(own) if own else PACKS


@lru_cache(maxsize=64)
def load(code: str) -> Pack:
    """The pack of a language; `PackError` when there is none or when it is broken."""
    folder = _folder() / code
    if not (folder / "pack.toml").is_file():
        raise PackError(f"no language pack {code!r}; present: {', '.join(available())}", str(folder))
    return load_folder(folder)


def load_folder(folder: Path) -> Pack:
    """The pack in a folder; raises `PackError` naming file and line."""
    head = folder / "pack.toml"
    try:
        facts = tomllib.loads(head.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise PackError(str(fault), str(head)) from fault
    known = tables()
    read = {
        name: read_table(folder / f"{name}.tsv", known[name]) for name in known if (folder / f"{name}.tsv").exists()
    }
    return Pack(folder.name, folder, facts, read)


def read_table(path: Path, table: Table) -> tuple[Row, ...]:
    """The rows of one TSV file; `#` starts a comment line; the first other line names the columns."""
    rows: list[Row] = []
    header: list[str] | None = None
    columns = {c.name for c in table.columns}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
            if unknown := [c for c in cells if c not in columns]:
                raise PackError(f"unknown column {unknown[0]!r}", f"{path}:{number}")
            continue
        if len(cells) > len(header):
            raise PackError(f"{len(cells)} cells under {len(header)} columns", f"{path}:{number}")
        rows.append(Row(dict(zip(header, cells, strict=False)), f"{path.name}:{number}"))
    return tuple(rows)
