"""Checks a language pack: unknown keys and columns, missing and doubled entries, sources, paradigms, slow patterns.

What an example should give is checked by the pipeline, which knows the statements room; here its form is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from selon.errors import Fault, PackError
from selon.lang.describe import Table, tables
from selon.lang.lexicon import GAP, expand
from selon.lang.pack import Pack, Row, load_folder, read_table

EXAMPLE_KEYS = frozenset({"text", "statements", "about", "source", "fails", "published"})
_TYPES: dict[str, type] = {"text": str, "flag": bool, "words": list}
_OTHER_FILES = frozenset({"pack.toml", "SOURCES.toml", "examples.jsonl", "frame_examples.jsonl"})


@lru_cache(maxsize=1)
def known_facts() -> dict[str, dict[str, str]]:
    """What may stand in `pack.toml`: name → type and help."""
    return tomllib.loads((resources.files("selon.lang") / "facts.toml").read_text(encoding="utf-8"))


def check(folder: Path) -> tuple[Fault, ...]:
    """All faults of the pack in `folder`; empty when it is sound. Places are `file:line`."""
    if not (folder / "pack.toml").is_file():
        return (Fault("no-pack", str(folder), "there is no pack.toml here"),)
    try:
        pack = load_folder(folder)
    except PackError as error:
        return (error.fault,)
    faults = [*_facts(pack), *_files(folder), *_sources(pack)]
    known = tables()
    for name, table in known.items():
        path = folder / f"{name}.tsv"
        if path.exists():
            faults.extend(_rows(pack, table, read_table(path, table)))
    faults.extend(_examples(folder))
    return tuple(faults)


def _facts(pack: Pack) -> Iterator[Fault]:
    known = known_facts()
    place = str(pack.folder / "pack.toml")
    for name, value in pack.facts.items():
        if name not in known:
            yield Fault("unknown-key", place, f"{name!r} is no known fact; known: {', '.join(sorted(known))}")
        elif not isinstance(value, _TYPES[known[name]["type"]]):
            yield Fault("wrong-type", place, f"{name!r} is to be {known[name]['type']}")
        elif isinstance(value, list):
            yield from _doubled(place, name, value)
    if "name" not in pack.facts:
        yield Fault("missing", place, "the language has no name")


def _doubled(place: str, name: str, values: list[Any]) -> Iterator[Fault]:
    seen: set[Any] = set()
    for value in values:
        if not isinstance(value, str):
            yield Fault("wrong-type", place, f"{name!r} holds {value!r}, which is no text")
        elif value in seen:
            yield Fault("duplicate", place, f"{value!r} stands twice in {name!r}")
        seen.add(value)


def _files(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.iterdir()):
        if path.name not in _OTHER_FILES and path.name.removesuffix(".tsv") not in tables() and path.is_file():
            yield Fault("unknown-file", str(path), "no table of this name is known")


def _sources(pack: Pack) -> Iterator[Fault]:
    path = pack.folder / "SOURCES.toml"
    if not path.is_file():
        yield Fault("missing", str(path), "a pack says where its entries come from")
        return
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        yield Fault("broken", str(path), str(error))


def _rows(pack: Pack, table: Table, rows: tuple[Row, ...]) -> Iterator[Fault]:
    path = pack.folder / "SOURCES.toml"
    sources = set(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else set()
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        place = str(pack.folder / row.place)
        yield from _cells(table, row, place)
        if row["source"] and row["source"] not in sources:
            yield Fault("no-source", place, f"source {row['source']!r} is not in SOURCES.toml")
        key = tuple(row[k] for k in table.key)
        if key in seen:
            yield Fault("duplicate", place, f"{' '.join(key)!r} stands already in {seen[key]}")
        seen[key] = row.place
        if table.name == "time_rules":
            yield from _fixed_words(row, place)
        if "forms" in row.values:
            yield from _forms(pack, row, place)


def _fixed_words(row: Row, place: str) -> Iterator[Fault]:
    """Digits are read by their size; as words they would be nothing else in the whole pack."""
    for word in re.findall(r'"([^"]*)"', row["pattern"]):
        if word[:1].isdecimal():
            yield Fault("digits", place, f"{word!r} begins with digits: use a class of digits (day, hour, num, yyyy …)")


def _cells(table: Table, row: Row, place: str) -> Iterator[Fault]:
    for column in table.columns:
        value = row[column.name]
        if column.required and not value:
            yield Fault("missing", place, f"column {column.name!r} is empty")
        if column.values is None or not value:
            continue
        for item in value.split() if column.is_list else (value,):
            if item not in column.values:
                yield Fault("unknown-value", place, f"{item!r} may not stand in {column.name!r}")


def _forms(pack: Pack, row: Row, place: str) -> Iterator[Fault]:
    items = row.all("forms")
    for item in sorted({i for i in items if items.count(i) > 1}):
        yield Fault("duplicate", place, f"form {item!r} stands twice")
    words = [i for i in items if not ("*" in i and "_" not in i)]
    try:
        forms = expand(pack, Row({"forms": " ".join(words)}, row.place))
    except PackError as error:
        yield error.fault
        return
    for form in forms:
        gaps = form.tokens.count(GAP)
        if gaps > 2 or form.tokens[:1] == (GAP,) or form.tokens[-1:] == (GAP,):
            yield Fault("slow-pattern", place, f"{' '.join(form.tokens)!r}: at most two gaps, none at an end")


def _examples(folder: Path) -> Iterator[Fault]:
    path = folder / "examples.jsonl"
    if not path.is_file():
        yield Fault("no-examples", str(path), "a pack has examples of what its entries find")
        return
    texts: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            example = json.loads(line)
        except json.JSONDecodeError as error:
            yield Fault("broken", place, str(error))
            continue
        yield from _example(example, place)
        text = str(example.get("text", ""))
        if text in texts:
            yield Fault("duplicate", place, f"the text stands already in line {texts[text]}")
        texts[text] = number


def _example(example: dict[str, Any], place: str) -> Iterator[Fault]:
    for key in sorted(set(example) - EXAMPLE_KEYS):
        yield Fault("unknown-key", place, f"{key!r} is no key of an example")
    for key in ("text", "statements", "source"):
        if key not in example:
            yield Fault("missing", place, f"the example has no {key!r}")
    text = str(example.get("text", ""))
    for statement in example.get("statements", []):
        for part in statement.get("content", []):
            if part not in text:
                yield Fault("not-in-text", place, f"content {part!r} does not stand in the text")
        for voice in statement.get("voices", []):
            for words in voice[:2]:
                if words and words not in text:
                    yield Fault("not-in-text", place, f"{words!r} does not stand in the text")
