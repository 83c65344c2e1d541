"""Real processes: killed at any moment, and several adding at once."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.ledger import Ledger

if not hasattr(os, "fork"):
    pytest.skip("these tests start processes by fork", allow_module_level=True)

FORK = multiprocessing.get_context("fork")


def start(work: Callable[..., None], *args: object) -> BaseProcess:
    process = FORK.Process(target=work, args=args)
    process.start()
    return process


def add_forever(place: Path, said: int, round_: int) -> None:
    """Add new reports until killed; each one that was committed is said on the pipe `said`."""
    with Ledger.open(place, create=True) as ledger:
        for i in range(100_000):
            added = ledger.add(*page(url=f"https://example.org/{round_}/{i}"), actor="anna")
            os.write(said, f"{added.report} {added.seq}\n".encode())


def killed(place: Path, round_: int, seconds: float) -> list[str]:
    """Start a process that adds, kill it (SIGKILL) after so many seconds; what it said it had committed."""
    reader, writer = os.pipe()
    process = start(add_forever, place, writer, round_)
    os.close(writer)
    time.sleep(seconds)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with os.fdopen(reader, "rb") as pipe:
        return [line for line in pipe.read().decode().splitlines() if line.count(" ") == 1]


def verified(place: Path) -> tuple[set[str], int]:
    """Verify a ledger; the reports in it and its number of entries."""
    with Ledger.open(place, create=True) as ledger:
        assert [c for c in ledger.verify() if c.answer == "failed"] == []
        return {row.id for row in ledger.reports()}, ledger.head().seq


def test_killed_at_any_moment_the_ledger_verifies_and_lacks_at_most_the_report_in_flight(tmp_path: Path) -> None:
    place, rng, said, before = tmp_path / "selon.db", random.Random(7), 0, 0
    for round_ in range(100):
        if round_ >= 20 and said > 20:
            break  # on a busy machine it takes more rounds, and longer ones, until enough was committed
        committed = killed(place, round_, (0.005 + rng.random() * 0.12) * (1 + round_ // 20))
        reports, seq = verified(place)
        assert {line.split()[0] for line in committed} <= reports
        # The one that was committed but not yet said is the only other one.
        assert seq - before in (len(committed), len(committed) + 1)
        before, said = seq, said + len(committed)
    assert said > 20


def test_killed_while_the_ledger_is_made(tmp_path: Path) -> None:
    rng = random.Random(11)
    for round_ in range(12):
        place = tmp_path / f"{round_}.db"
        killed(place, round_, rng.random() * 0.03)
        verified(place)


def add_some(place: Path, first: int, count: int, shared: int) -> None:
    """Add `count` reports of one's own and `shared` that all processes add."""
    with Ledger.open(place, create=True) as ledger:
        for i in range(count):
            ledger.add(*page(url=f"https://example.org/{first + i}"), actor=f"process {first}")
            if i < shared:
                ledger.add(*page(url=f"https://example.org/shared/{i}"), actor=f"process {first}")


def test_several_processes_add_at_once(tmp_path: Path) -> None:
    """Also the making of the ledger is a race here: the file does not exist when they start."""
    place = tmp_path / "selon.db"
    processes = [start(add_some, place, 1000 * n, 40, 10) for n in range(3)]
    for process in processes:
        process.join(60)
    assert [p.exitcode for p in processes] == [0, 0, 0]
    reports, seq = verified(place)
    assert len(reports) == seq == 3 * 40 + 10


def test_a_killed_process_beside_one_that_goes_on(tmp_path: Path) -> None:
    place = tmp_path / "selon.db"
    steady = start(add_some, place, 0, 60, 0)
    for round_ in range(4):
        killed(place, round_ + 1, 0.05)
    steady.join(60)
    reports, _ = verified(place)
    assert steady.exitcode == 0
    with Ledger.open(place) as ledger:
        assert all(ledger.report(f"https://example.org/{i}").id in reports for i in range(60))
