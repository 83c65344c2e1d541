"""What bytes are to a ledger that saw them before: known, a return to an earlier version, another report's too."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.ledger import Added, Ledger
from selon.ledger.schema import MIGRATIONS
from selon.model import Capture, Report

URL = "https://example.org/a"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "a.db", create=True) as opened:
        yield opened


def seen(what: str, hour: int, url: str = URL, **other: object) -> tuple[Capture, Report]:
    """The page as it was seen at an hour of one day; equal words are equal bytes."""
    capture, report = page(what=what, url=url)
    return replace(capture, observed=f"2024-05-01T{hour:02}:00:00.000000Z", **other), report  # type: ignore[arg-type]


def put(ledger: Ledger, what: str, hour: int, url: str = URL, **other: object) -> Added:
    return ledger.add(*seen(what, hour, url, **other), actor="anna")


def test_a_page_that_goes_back_is_three_versions(ledger: Ledger) -> None:
    assert [put(ledger, what, hour).status for hour, what in enumerate(["it is so", "it is not so", "it is so"], 8)] == [
        "added", "version", "version",
    ]  # fmt: skip
    row = ledger.report(URL)
    first, second, third = ledger.versions(row.id)
    assert (first.capture, third.capture) == (third.capture, first.capture) and second.capture != first.capture
    assert [v.returns for v in (first, second, third)] == [None, None, 1]
    assert third.observed == "2024-05-01T10:00:00.000000Z"
    assert [s.content for s in ledger.statements()] == ["it is so"], "what it says now is what it said first"
    assert ledger.entry(3).body["returns"] == 1 and "returns" not in ledger.entry(2).body
    assert ledger.report(first.capture).id == row.id
    assert not [c for c in ledger.verify() if c.answer == "failed"]


def test_what_was_seen_before_is_no_return(ledger: Ledger) -> None:
    history = [("it is so", 8), ("it is not so", 9), ("it is so", 10)]
    for _ in range(2):
        for what, hour in history:
            put(ledger, what, hour)
    assert len(ledger.versions(ledger.report(URL).id)) == 3, "the same history told again adds nothing"
    assert put(ledger, "it is not so", 9).status == "known"
    assert put(ledger, "it is so", 23) == Added("known", ledger.report(URL).id, 3, None), "it stayed as it was"


def test_files_have_no_order_and_never_return(ledger: Ledger) -> None:
    for what in ("it is so", "it is not so", "it is so", "it is not so"):
        ledger.add(*page(what=what, url=URL), actor="anna")
    assert ledger.report(URL).versions == 2


def test_a_file_that_is_later_seen_at_its_address_is_known(ledger: Ledger) -> None:
    ledger.add(*page(what="it is so", url=URL), actor="anna")
    assert put(ledger, "it is so", 9).status == "known"


def test_the_same_bytes_at_another_address_are_another_report(ledger: Ledger) -> None:
    here, report = page(url=None)
    one = replace(here, url=URL, observed="2024-05-01T08:00:00Z")
    other = replace(here, url="https://mirror.example/a", observed="2024-05-01T09:00:00Z")
    assert [ledger.add(c, report, actor="anna").status for c in (one, other, one, other)] == [
        "added", "added", "known", "known",
    ]  # fmt: skip
    assert [r.url for r in ledger.reports()] == [URL, "https://mirror.example/a"]
    copied = ledger.add(replace(here, url="https://copy.example/a"), report, actor="anna")
    assert copied.status == "known", "an address that somebody says of a file is no sighting"
    assert not [c for c in ledger.verify() if c.answer == "failed"]


def test_two_feeds_that_lead_to_one_page_do_not_replace_one_another_for_ever(ledger: Ledger) -> None:
    for hour in range(8, 14):
        put(ledger, "it is so", hour, form="item", name="https://example.org/rss#1")
        put(ledger, "it is so, says the other feed", hour, form="item", name="https://example.org/politics.rss#1")
    assert ledger.report(URL).versions == 2


def test_a_moment_that_is_none_tells_nothing(ledger: Ledger) -> None:
    put(ledger, "it is so", 8)
    put(ledger, "it is not so", 9)
    capture, report = seen("it is so", 10)
    for moment in ("", "soon", "2024-05-01", "2024-05-01T10:00:00"):
        assert ledger.add(replace(capture, observed=moment), report, actor="anna").status == "known"


# --- what a version changed, in the same transaction ------------------------------------------------------------------


def changed(old: Report, new: Report) -> Mapping[str, object]:
    return {"was": old.statements[0].text, "is": new.statements[0].text}


def test_a_version_and_what_it_changed_are_written_together(ledger: Ledger) -> None:
    for hour, what in enumerate(["it is so", "it is not so", "it is so"], 8):
        added = ledger.add(*seen(what, hour), actor="anna", compared=changed)
    assert [e.kind for e in ledger.entries()] == ["report", "report", "edit", "report", "edit"]
    last = ledger.entry(5).body
    assert (last["from"], last["to"], last["was"], last["is"]) == (2, 3, "it is not so", "it is so")
    assert added.edit == last and added.seq == 4


def test_where_the_change_cannot_be_written_the_version_is_not_either(ledger: Ledger) -> None:
    ledger.add(*seen("it is so", 8), actor="anna", compared=changed)
    with pytest.raises(Exception, match="JSON"):
        ledger.add(*seen("it is not so", 9), actor="anna", compared=lambda old, new: {"x": object()})
    assert ledger.head().seq == 1
    assert ledger.add(*seen("it is not so", 9), actor="anna", compared=changed).seq == 2


def test_a_version_that_came_in_between_is_the_one_compared_with(ledger: Ledger) -> None:
    ledger.add(*seen("it is so", 8), actor="anna")
    calls: list[str] = []

    def slow(old: Report, new: Report) -> Mapping[str, object]:
        calls.append(old.statements[0].text)
        if len(calls) == 1:  # another process adds a version while we compare with the first
            other = threading.Thread(target=lambda: ledger.add(*seen("it may be so", 9), actor="boris"))
            other.start()
            other.join()
        return changed(old, new)

    added = ledger.add(*seen("it is not so", 10), actor="anna", compared=slow)
    assert calls == ["it is so", "it may be so"]
    assert added.edit == {"report": added.report, "from": 2, "to": 3, "was": "it may be so", "is": "it is not so"}


# --- ledgers made before versions could return ------------------------------------------------------------------------


def test_a_ledger_of_before_is_brought_up_whole(tmp_path: Path) -> None:
    """The rows are moved by hand into a file with the first schema, as an older Selon left it."""
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    with Ledger.open(new, create=True) as ledger:
        for n in range(3):
            ledger.add(*page(what=f"bridge {n} is closed", url=f"https://example.org/{n % 2}"), actor="anna")
    with closing(sqlite3.connect(old, isolation_level=None)) as raw:
        for statement in MIGRATIONS[0].statements:
            raw.execute(statement)
        raw.execute("INSERT INTO migrations VALUES (1, 'entries, reports, statements, search', '2026-01-01')")
        raw.execute("ATTACH ? AS made", (str(new),))
        for table in ("entries", "reports", "versions", "names", "statements", "voices", "faults"):
            columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM made.{table}")
    new.with_name("new.db.captures").rename(tmp_path / "old.db.captures")
    with Ledger.open(old) as ledger:
        ledger.rebuild()
        assert not [c for c in ledger.verify() if c.answer == "failed"]
        assert [v.observed for v in ledger.versions(ledger.report("https://example.org/0").id)] == [None, None]
        assert put(ledger, "bridge 0 is closed", 9, "https://example.org/0").status == "known", "older than the entries"
        late = seen("bridge 0 is closed", 9, "https://example.org/0")
        assert ledger.add(replace(late[0], observed="2999-01-01T00:00:00Z"), late[1], actor="anna").version == 3
