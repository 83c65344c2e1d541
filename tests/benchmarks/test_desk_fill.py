"""A page of claims costs what it shows: counted in steps of SQLite's machine, in a ledger and in one eight times larger."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from tests.steps import asked_for, stepped

from benchmarks.speed.desk_asked import Different
from benchmarks.speed.desk_fill import claim, fill
from selon.ledger import ClaimFilter, Ledger

SMALL, LARGE = 1_500, 12_000
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
    """How many steps, in `GRAIN`, SQLite takes for the first two pages."""

    def pages(ledger: Ledger) -> None:
        first = ledger.claim_lines(asked, sort)  # type: ignore[arg-type]
        assert len(first.rows) == 50 and first.next is not None
        ledger.claim_lines(asked, sort, after=first.next)  # type: ignore[arg-type]

    return stepped(path, pages, monkeypatch)


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
    from selon.ledger import claim_plan

    monkeypatch.setattr(claim_plan, "FEW", 200)
    small, large = (steps(path, asked, "reports", monkeypatch) for path in ledgers)
    assert 0 < large < 2 * small + 2


FEW_MEET = (
    ClaimFilter(since="2025-03-01", until="2025-03-20"),
    ClaimFilter(place="kras"),
    ClaimFilter(bbox=(30, 45, 33, 47)),
)


@pytest.mark.parametrize(("asked", "index"), list(zip(FEW_MEET, ("day", "place"), strict=False)), ids=str)
def test_what_few_meet_is_put_in_order_out_of_one_index(
    ledgers: tuple[Path, Path], asked: ClaimFilter, index: str
) -> None:
    """No row is looked up but those that are shown."""
    from selon.ledger import claim_plan, claim_query

    with Ledger.open(ledgers[0]) as ledger, ledger._store.glance() as connection:
        plan = claim_plan.planned(connection, asked, 51, "a state", claim_plan.Counted())
        query = "EXPLAIN QUERY PLAN " + claim_query._chosen(plan, "by_reports", further=False)
        told = [str(row[3]) for row in connection.execute(query, (*plan.values, 51))]
    assert plan.led and any(f"COVERING INDEX claims_{index}" in line for line in told), told


def test_who_controls_a_place_costs_what_is_listed(ledgers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = (stepped(path, lambda ledger: ledger.control(limit=50), monkeypatch) for path in ledgers)
    assert 0 < large < 1.2 * small + 2


def test_with_a_part_of_a_name_who_controls_a_place_costs_as_many_places_as_have_it(
    ledgers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = "SELECT count(*), sum(n) FROM claim_control_places WHERE place LIKE '%kras%'"
    places, rows = zip(*(sqlite3.connect(path).execute(counted).fetchone() for path in ledgers), strict=True)
    small, large = (stepped(path, lambda ledger: ledger.control("kras", 50), monkeypatch) for path in ledgers)
    assert 0 < large < 1.2 * small * places[1] / places[0] < small * rows[1] / rows[0]


@pytest.mark.parametrize("asked", (*ASKED, *FEW_MEET, ClaimFilter(about="bridge", voice="nova")), ids=str)
def test_conditions_are_counted_once_for_all_pages(
    ledgers: tuple[Path, Path], asked: ClaimFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pages(ledger: Ledger, count: int) -> None:
        after = None
        for _ in range(count):
            after = ledger.claim_lines(asked, limit=5, after=after).next

    one, four = (
        len(asked_for(ledgers[0], lambda ledger, n=n: pages(ledger, n), monkeypatch))  # type: ignore[misc]
        for n in (1, 4)
    )
    assert four - one == 3 * 2  # where the ledger stands, and the page


def test_totals_and_days_of_all_claims_are_counted_once(
    ledgers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(ledger: Ledger) -> None:
        for _ in range(3):
            ledger.claim_languages()
            ledger.claim_days()

    told = asked_for(ledgers[0], look, monkeypatch)
    assert sum("GROUP BY" in line for line in told) == 2


def test_days_of_a_condition_are_read_out_of_an_index(
    ledgers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walking the table itself takes a look-up for each claim."""
    from selon.ledger import claim_plan

    monkeypatch.setattr(claim_plan, "FEW", 20)
    (told,) = (
        t
        for t in asked_for(ledgers[0], lambda x: x.claim_days(ClaimFilter(frame="attack")), monkeypatch)
        if "GROUP" in t
    )
    with sqlite3.connect(ledgers[0]) as raw:
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {told}")]
    assert any("COVERING INDEX claims_by_newest" in line for line in plan)


def test_what_was_counted_holds_until_the_claims_follow_another_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a.db", 60)

    def ask(ledger: Ledger) -> None:
        for _ in range(2):
            for _ in range(2):
                ledger.claim_lines(ClaimFilter(language="uk"))
                ledger.append("note", {"claim": "c-1", "text": "new"}, actor="anna")
            with sqlite3.connect(tmp_path / "a.db") as another:
                another.execute("UPDATE claim_state SET seq = seq + 1")

    told = asked_for(tmp_path / "a.db", ask, monkeypatch)
    assert sum("group_concat(n)" in line for line in told) == 2


def test_the_same_seed_is_the_same_ledger_and_its_claims_are_uneven(ledgers: tuple[Path, Path]) -> None:
    assert claim(5, random.Random(1)) == claim(5, random.Random(1))
    with Ledger.open(ledgers[0]) as ledger:
        totals = ledger.claim_totals()
        assert totals["claims"] == SMALL and len(totals["by_frame"]) == 12
        assert max(totals["by_frame"].values()) > 3 * min(totals["by_frame"].values())
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
        reports = [row.counts.reports for row in ledger.claim_rows(sort="reports", limit=1000).rows]
        assert reports[0] > 10 * reports[-1]


def test_no_two_of_the_requests_that_are_to_be_different_are_alike() -> None:
    asked, seen = Different(), set()
    for n in range(2_000):
        path = asked.next()
        assert path not in seen
        seen.add(path)
        asked.told(path, b'{"data":[],"meta":{"head":"1:a","next":"%d","total":null}}' % n)
    assert sum("after=" in path for path in seen) > 400
