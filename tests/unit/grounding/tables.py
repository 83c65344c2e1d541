"""The example tables of this folder: one text a line, and what is to be found in it, written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "examples"
LANGUAGES = ("de", "en", "fr", "ru", "uk")


def examples(kind: str) -> list[object]:
    """`(language, text, expected)` of every line of `examples/KIND_LANGUAGE.tsv`; expected is a list of strings."""
    found: list[object] = []
    for file in sorted(FOLDER.glob(f"{kind}_*.tsv")):
        language = file.stem.rpartition("_")[2]
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            text, _, expected = line.partition("\t")
            parts = [part.strip() for part in expected.split(" ; ")] if expected.strip() else []
            found.append(pytest.param(language, text, parts, id=f"{file.stem}:{number}"))
    return found
