"""Running the command line in this process, with its output and exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from selon.desk.cli import guard


@dataclass(frozen=True)
class Ran:
    """One command line that ran."""

    code: int
    out: str
    err: str

    def json(self) -> list[Any]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def selon(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`selon("read", "a.txt")` runs `selon read a.txt`."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("SELON_ACTOR", "tester")

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = guard.run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return run
