"""A page of claims costs what it shows: counted in steps of SQLite's machine, in a ledger and in one eight times larger."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from benchmarks.speed.desk_fill import claim, fill
from selon.ledger import ClaimFilter, Ledger

SMALL, LARGE = 1_500, 12_000
GRAIN = 50
ASKED = (
    ClaimFilter(), ClaimFilter(frame="attack"), ClaimFilter(language="uk"), ClaimFilter(certainty="plain"),
    ClaimFilter(frame="attack", language="uk"),
)  # fmt: skip


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("fill")
    found = folder / "small.db", folder / "large.db"
    for path, count in zip(found, (SMALL, LARGE), strict=True):
        fill(path, count)
    return found


def steps(path: Path, asked: ClaimFilter, sort: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many steps, in tens, SQLite takes for the first two pages."""
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
            first = ledger.claim_lines(asked, sort)  # type: ignore[arg-type]
            assert len(first.rows) == 50 and first.next is not None
            ledger.claim_lines(asked, sort, after=first.next)  # type: ignore[arg-type]
    return counted - before


@pytest.mark.parametrize("sort", ["independent", "reports", "newest", "contested"])
def test_a_page_walks_along_the_index_of_its_order(
    ledgers: tuple[Path, Path], sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (steps(path, ClaimFilter(), sort, monkeypatch) for path in ledgers)
    assert 0 < large < 1.2 * small + 2


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_conditions_that_many_meet_cost_no_more_in_a_larger_ledger(
    ledgers: tuple[Path, Path], asked: ClaimFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selon.ledger import claim_query

    monkeypatch.setattr(claim_query, "FEW", 200)
    small, large = (steps(path, asked, "reports", monkeypatch) for path in ledgers)
    assert 0 < large < 2 * small + 2


def test_the_same_seed_is_the_same_ledger_and_its_claims_are_uneven(ledgers: tuple[Path, Path]) -> None:
    assert claim(5, random.Random(1)) == claim(5, random.Random(1))
    with Ledger.open(ledgers[0]) as ledger:
        totals = ledger.claim_totals()
        assert totals["claims"] == SMALL and len(totals["by_frame"]) == 12
        assert max(totals["by_frame"].values()) > 3 * min(totals["by_frame"].values())
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
        reports = [row.counts.reports for row in ledger.claim_rows(sort="reports", limit=1000).rows]
        assert reports[0] > 10 * reports[-1]
