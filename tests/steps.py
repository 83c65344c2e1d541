"""What a question costs, counted in steps of SQLite's machine or in statements: seconds say something of the machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from selon.ledger import Ledger

GRAIN = 50
"""Steps that count as one."""


def stepped(path: Path, ask: Callable[[Ledger], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many steps, in `GRAIN`, SQLite takes for a question."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    real = sqlite3.connect

    def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **kwargs)  # type: ignore[call-overload]
        connection.set_progress_handler(count, GRAIN)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        with Ledger.open(path) as ledger:
            before = counted
            ask(ledger)
    return counted - before


def asked_for(path: Path, ask: Callable[[Ledger], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that SQLite runs for a question, begin and end left out."""
    told: list[str] = []
    with monkeypatch.context() as patched, ExitStack() as stack:
        real = sqlite3.connect

        def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = real(*args, **kwargs)  # type: ignore[call-overload]
            connection.set_trace_callback(told.append)
            return connection

        patched.setattr(sqlite3, "connect", connect)
        ledger = stack.enter_context(Ledger.open(path))
        told.clear()
        ask(ledger)
        return [line for line in told if line.startswith("SELECT")]
