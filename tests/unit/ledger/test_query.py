"""How questions are answered: through indexes, in pages, also when several filters meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.ledger import Ledger
from selon.ledger.query import statement_query
from selon.ledger.store import Store


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Thirty reports: every third one by Ivan, every fifth one denied, all about bridges, one about a train."""
    with Ledger.open(tmp_path_factory.mktemp("query") / "a.db", create=True) as ledger:
        for i in range(30):
            who, what = "Ivan" if i % 3 == 0 else "Anna", "the train is late" if i == 20 else f"bridge {i} is closed"
            certainty = "denied" if i % 5 == 0 else "attributed"
            ledger.add(*page(who, what, f"https://example.org/{i}", certainty=certainty), actor="anna")
        yield ledger


def plan(place: Path, **filters: str | None) -> list[str]:
    """What SQLite says it will do for a question."""
    asked = {"by": None, "certainty": None, "words": None, "kind": None, "report": None} | filters
    store = Store(place, "rw")
    try:
        with store.read() as connection:
            query = statement_query(**asked, which="latest", after=0)  # type: ignore[arg-type]
            sql = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
            return [str(row[3]) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql)]
    finally:
        store.close()


@pytest.mark.parametrize(
    ("filters", "first"),
    [
        ({}, "SEARCH statements USING INTEGER PRIMARY KEY"),
        ({"certainty": "denied"}, "SEARCH statements USING INDEX statements_certainty"),
        ({"kind": "report"}, "SEARCH statements USING INDEX statements_kind"),
        ({"words": "train"}, "SCAN search VIRTUAL TABLE INDEX"),
        ({"words": "train", "certainty": "attributed", "kind": "report"}, "SCAN search VIRTUAL TABLE INDEX"),
        ({"by": "ivan"}, "SEARCH statements USING INTEGER PRIMARY KEY (rowid=?)"),
        ({"by": "ivan", "certainty": "attributed"}, "SEARCH statements USING INTEGER PRIMARY KEY (rowid=?)"),
        ({"words": "train", "by": "ivan"}, "SCAN search VIRTUAL TABLE INDEX"),
    ],
)
def test_no_question_reads_all_statements(ledger: Ledger, filters: dict[str, str], first: str) -> None:
    steps = plan(ledger.path, **filters)
    assert steps[0].startswith(first)
    assert not [s for s in steps if s.startswith(("SCAN statements", "SCAN voices", "SCAN reports", "USE TEMP"))]


def numbers(ledger: Ledger, **filters: str | int | None) -> list[int]:
    return [s.number for s in ledger.statements(**filters)]  # type: ignore[arg-type]


def test_filters_meet(ledger: Ledger) -> None:
    by_hand = [i + 1 for i in range(30) if i % 3 == 0 and i % 5 == 0]
    assert numbers(ledger, by="iv", certainty="denied") == by_hand == [1, 16]
    assert numbers(ledger, by="ivan", text="bridges", certainty="denied", kind="report") == by_hand
    assert numbers(ledger, text="train", certainty="denied") == [21]
    assert numbers(ledger, text="train", by="ivan") == []
    assert numbers(ledger, text="train", kind="opinion") == []


@pytest.mark.parametrize("filters", [{}, {"text": "bridge"}, {"by": "anna"}, {"by": "anna", "text": "bridge"}])
def test_pages_join_without_gap_or_overlap(ledger: Ledger, filters: dict[str, str]) -> None:
    whole, paged, after = numbers(ledger, **filters), [], 0
    while part := numbers(ledger, **filters, limit=4, after=after):
        paged += part
        after = part[-1]
    assert paged == whole
    assert len(whole) >= 19
