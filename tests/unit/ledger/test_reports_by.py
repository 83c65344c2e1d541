"""Reports by headline, language, outlet, day: through indexes, by their latest version, also in ledgers made before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.ledger.samples import BEFORE_9, page

from selon.errors import LedgerError
from selon.ledger import Ledger
from selon.ledger.migrate import newest

SAID = (
    ("Bridge closed after the storm", "en", "Example Post", "2024-05-01"),
    ("Élysée: le pont est fermé", "fr", "La Gazette", "2024-05-02"),
    ("Bridges open again", "en", "Gazette of the North", "2024-05-03"),
    (None, "de", None, None),
)


def fill(ledger: Ledger) -> None:
    for i, (headline, language, outlet, published) in enumerate(SAID):
        capture, report = page(url=f"https://example.org/{i}", note=str(i))
        document = replace(
            report.document, headline=headline, language=language, outlet=outlet, published=published, url=capture.url
        )
        ledger.add(capture, replace(report, document=document), actor="anna")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "a.db", create=True) as made:
        fill(made)
        yield made


def numbers(ledger: Ledger, **asked: str) -> list[int]:
    return [row.number for row in ledger.reports(**asked)]  # type: ignore[arg-type]


def test_each_condition_and_several(ledger: Ledger) -> None:
    assert numbers(ledger) == [1, 2, 3, 4]
    assert numbers(ledger, text="bridge") == [1, 3] and numbers(ledger, text="elysee pont") == [2]
    assert numbers(ledger, text='"bridge closed"') == [1] and numbers(ledger, text="bridge train") == []
    assert numbers(ledger, text="!!!") == [1, 2, 3, 4]
    assert numbers(ledger, language="en") == [1, 3] and numbers(ledger, outlet="GAZETTE") == [2, 3]
    assert numbers(ledger, since="2024-05-02") == [2, 3] and numbers(ledger, since="") == [1, 2, 3, 4]
    assert numbers(ledger, text="bridge", outlet="gazette", language="en", since="2024-05-03") == [3]
    assert numbers(ledger, outlet="no such") == []


def test_the_latest_headline_counts(ledger: Ledger) -> None:
    capture, report = page(url="https://example.org/0", note="later")
    later = replace(report.document, headline="Tunnel flooded", url=capture.url)
    assert ledger.add(capture, replace(report, document=later), actor="anna").status == "version"
    assert numbers(ledger, text="tunnel") == [1] and numbers(ledger, text="storm") == []
    assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
    ledger.rebuild()
    assert numbers(ledger, text="tunnel") == [1] and numbers(ledger, text="storm") == []


def test_an_older_ledger_gets_its_headlines_indexed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        fill(ledger)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as raw:
        raw.executescript(BEFORE_9)
        raw.execute("DROP TABLE headlines")
        for index in ("seq", "language", "outlet"):
            raw.execute(f"DROP INDEX reports_{index}")
        raw.execute("DELETE FROM migrations WHERE version = 8")
    assert newest() == 12
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert numbers(ledger, text="bridge") == [1, 3]
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []


def test_a_statement_by_its_number_or_identifier(ledger: Ledger) -> None:
    last = list(ledger.statements())[-1]
    assert ledger.statement(str(last.number)) == last == ledger.statement(last.id)
    for key in ("0", "99", "9" * 400, "s-none", ""):
        with pytest.raises(LedgerError) as caught:
            ledger.statement(key)
        assert caught.value.fault.code == "statement-unknown"
    with closing(sqlite3.connect(ledger.path)) as raw:
        (step,) = raw.execute("EXPLAIN QUERY PLAN SELECT * FROM statements WHERE id = 'x'").fetchall()
    assert "statements_id" in step[3]
