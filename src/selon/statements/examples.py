"""The examples of a pack: sentences with the statements that they should give, and how a reading differs from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selon.errors import PackError
from selon.lang import Pack
from selon.model import Document, Statement
from selon.statements.extract import extract

FILE = "examples.jsonl"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its text, the statements expected (as written in the file), where it stands, why it fails if it does."""

    text: str
    statements: tuple[dict[str, Any], ...]
    place: str
    about: str = ""
    fails: str = ""


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The examples of the pack in `folder`, in file order; none when it has no file. `PackError` names the line."""
    path = folder / FILE
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            statements = tuple(raw["statements"])
            found.append(
                Example(raw["text"], statements, f"{FILE}:{number}", raw.get("about", ""), raw.get("fails", ""))
            )
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise PackError(f"no example: {error}", f"{path}:{number}") from error
    return tuple(found)


def differences(example: Example, pack: Pack) -> list[str]:
    """How what is read in an example differs from what it expects, in words; empty when it is met."""
    document = Document(id="sha256:example", text=example.text, language=pack.code)
    read, faults = extract(document, pack)
    want = sorted(_plain(s) for s in example.statements)
    got = sorted(_flat(s) for s in read)
    missing = [f"missing: {w}" for w in want if w not in got]
    extra = [f"extra: {g}" for g in got if g not in want]
    doubled = ["the number of statements differs"] if not missing and not extra and len(want) != len(got) else []
    return [*missing, *extra, *doubled, *(str(f) for f in faults)]


def _plain(expected: dict[str, Any]) -> str:
    voices = [(v[0], v[1], v[2]) for v in expected.get("voices", [])]
    return repr(
        (tuple(expected["content"]), voices, expected.get("certainty", "attributed"), expected.get("kind", "report"))
    )


def _flat(s: Statement) -> str:
    voices = [(v.span.text if v.span else None, v.cue.text if v.cue else None, v.manner) for v in s.voices]
    return repr((tuple(c.text for c in s.content), voices, s.certainty, s.kind))
