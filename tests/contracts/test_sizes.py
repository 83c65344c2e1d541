"""No function over 60 lines, no file over 400: what is longer has to be taken apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUNCTION, FILE = 60, 400


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def long_functions(source: str) -> list[tuple[str, int]]:
    """Name and length of every function longer than the limit, from its `def` to its last line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                found.append((node.name, lines))
    return found


def test_functions_are_short() -> None:
    found = {
        str(p.relative_to(ROOT)): long_functions(p.read_text(encoding="utf-8"))
        for p in sources("src", "benchmarks", "tools")
    }
    assert {place: names for place, names in found.items() if names} == {}


def test_files_are_short() -> None:
    lengths = {
        str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines())
        for p in sources("src", "benchmarks", "tools", "tests")
    }
    assert {place: length for place, length in lengths.items() if length > FILE} == {}


def test_the_measure_itself() -> None:
    body = "    x = 1\n"
    assert long_functions("def f():\n" + body * 59) == []
    assert long_functions("def f():\n" + body * 60) == [("f", 61)]
