"""What goes into a ledger comes out again: reports, versions, statements, faults, entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.errors import Fault, LedgerError, UsageError
from selon.ledger import Added, Ledger
from selon.model import Capture

AT = datetime(2024, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "selon.db", create=True) as ledger:
        yield ledger


def test_the_first_report_is_added_with_its_bytes(ledger: Ledger) -> None:
    capture, report = page()
    added = ledger.add(capture, report, actor="anna", at=AT)
    # The identifier can be computed by hand: SHA-256 of the address without its scheme.
    by_hand = "r-" + hashlib.sha256(b"url://example.org/a").hexdigest()[:16]
    assert added == Added("added", by_hand, 1, 1)
    assert ledger.capture(capture.digest) == capture.payload
    assert ledger.reading(by_hand) == report
    row = ledger.report(by_hand)
    assert (row.number, row.url, row.outlet, row.headline) == (
        1,
        "https://example.org/a",
        "Example Post",
        "Bridge news",
    )
    assert (row.versions, row.statements, row.first_at) == (1, 1, "2024-05-01T10:00:00.000000Z")


def test_the_same_bytes_are_known_and_nothing_is_written(ledger: Ledger) -> None:
    first = ledger.add(*page(), actor="anna")
    again = ledger.add(*page(), actor="boris")
    elsewhere = ledger.add(replace(page()[0], name="copy.json"), page()[1], actor="boris")
    assert again == elsewhere == Added("known", first.report, 1, None)
    assert len(list(ledger.entries())) == 1


def test_other_bytes_at_the_same_address_are_a_version(ledger: Ledger) -> None:
    old, new = page(), page(what="the bridge is open", url="http://Example.org:80/a#top")
    first = ledger.add(*old, actor="anna")
    second = ledger.add(*new, actor="anna")
    assert second == Added("version", first.report, 2, 2)
    assert [v.capture for v in ledger.versions(first.report)] == [old[0].digest, new[0].digest]
    assert ledger.reading(first.report, 1) == old[1]
    assert ledger.reading(first.report) == ledger.reading(first.report, 2) == new[1]
    assert [r.versions for r in ledger.reports()] == [2]


def test_without_an_address_the_name_tells_reports_apart(ledger: Ledger) -> None:
    first = ledger.add(*page(url=None, name="a.txt"), actor="anna")
    version = ledger.add(*page(url=None, name="a.txt", note="2"), actor="anna")
    other = ledger.add(*page(url=None, name="b.txt", note="3"), actor="anna")
    assert (version.status, version.report) == ("version", first.report)
    assert (other.status, ledger.report("b.txt").id) == ("added", other.report)


def test_standard_input_has_no_name_to_tell_by(ledger: Ledger) -> None:
    statuses = [ledger.add(*page(url=None, name="-", note=note), actor="anna").status for note in ("1", "2", "1")]
    assert statuses == ["added", "added", "known"]


def test_an_entry_hashes_as_documented(ledger: Ledger) -> None:
    ledger.add(*page(who="Олена «Мрія»"), actor='anna\n"q"', at=AT)
    ledger.append("note", {"text": "é", "n": [1, 2.5, None]}, actor="boris", at=AT)
    previous = "0" * 64
    for entry in ledger.entries():
        fields = ("seq", "at", "actor", "kind", "body", "previous")
        said = {name: getattr(entry, name) for name in fields}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert entry.previous == previous
        assert entry.hash == hashlib.sha256(text.encode()).hexdigest()
        previous = entry.hash
    assert str(ledger.head()) == f"2:{previous}"


def test_a_report_entry_keeps_everything_that_the_capture_knew(ledger: Ledger) -> None:
    capture, report = page()
    capture = replace(capture, published="2024-05-01", language="en", meta=(("headers", {"etag": '"x"'}), ("ip", None)))
    ledger.add(capture, report, actor="anna")
    (entry,) = ledger.entries()
    body = entry.body
    assert body["hints"] == {"published": "2024-05-01", "language": "en"}
    assert body["meta"] == {"headers": {"etag": '"x"'}, "ip": None}
    assert (body["capture"], body["size"], body["form"]) == (capture.digest, len(capture.payload), "json")
    assert (body["contract"], str(body["tool"]).split()[0]) == (1, "selon")


@pytest.mark.parametrize("key", ["1", "https://example.org/a?x=1", "http://EXAMPLE.org/a?x=1#part", "a.json"])
def test_a_report_is_found_by_number_address_and_name(ledger: Ledger, key: str) -> None:
    added = ledger.add(*page(url="https://example.org/a?x=1"), actor="anna")
    ledger.add(*page(url="https://example.org/b", name="b.json"), actor="anna")
    assert ledger.report(key).id == added.report


def test_a_report_is_found_by_a_prefix_and_by_its_bytes(ledger: Ledger) -> None:
    capture, report = page()
    added = ledger.add(capture, report, actor="anna")
    assert ledger.report(added.report[:6]) == ledger.report(added.report[2:]) == ledger.report(capture.digest)


def test_no_report_and_several_reports_are_said(ledger: Ledger) -> None:
    for i in range(40):
        ledger.add(*page(url=f"https://example.org/{i}"), actor="anna")
    with pytest.raises(LedgerError, match="no such report") as none:
        ledger.report("https://example.org/none")
    assert none.value.fault.code == "report-unknown"
    with pytest.raises(LedgerError, match=r"several reports: r-.*…") as several:
        ledger.report("a.json")
    assert several.value.fault.code == "report-ambiguous"
    for key in ("", "r-", "99999999999999999999999", "'; DROP TABLE reports", "\udcff", "²"):
        with pytest.raises(LedgerError):
            ledger.report(key)


def test_reports_come_in_pages(ledger: Ledger) -> None:
    for i in range(7):
        ledger.add(*page(url=f"https://example.org/{i}"), actor="anna")
    first = list(ledger.reports(limit=3))
    rest = list(ledger.reports(after=first[-1].number))
    assert [r.url for r in first + rest] == [f"https://example.org/{i}" for i in range(7)]


def test_statements_by_voice_words_certainty_and_kind(ledger: Ledger) -> None:
    ledger.add(*page("Олена Шевченко", "the bridge is closed"), actor="anna")
    ledger.add(*page("Élodie Noël", "a bridge burns", url="https://example.org/b", certainty="denied"), actor="anna")
    ledger.add(*page("Jo Müller", "shops open soon", url="https://example.org/c", kind="forecast"), actor="anna")

    def found(**filters: str) -> list[str]:
        return [row.voices[0].name for row in ledger.statements(**filters)]  # type: ignore[arg-type]

    everybody = ["Олена Шевченко", "Élodie Noël", "Jo Müller"]
    assert found() == everybody
    assert found(by="ШЕВЧ") == found(by="олена шевченко") == everybody[:1]
    assert found(by="elod") == found(by="ÉLODIE") == everybody[1:2]
    assert found(by="jo") == found(by="mull") == everybody[2:]
    assert found(by="none") == found(by="") == found(by="«»") == []
    assert found(text="bridges") == everybody[:2]
    assert found(text='"bridge is"') == everybody[:1]
    assert found(text="bridge", certainty="denied") == found(certainty="denied") == everybody[1:2]
    assert found(kind="forecast") == everybody[2:]
    assert found(text="bridge", by="muller") == []
    for filters in ({"certainty": "sure"}, {"kind": "rumour"}, {"versions": "first"}):
        with pytest.raises(UsageError, match="is none of"):
            found(**filters)


def test_statements_of_the_latest_version_or_of_all(ledger: Ledger) -> None:
    for what in ("two people wait", "three people wait"):
        added = ledger.add(*page(what=what), actor="anna")
    assert [s.content for s in ledger.statements()] == ["three people wait"]
    both = list(ledger.statements(versions="all", report=added.report))
    assert [(s.content, s.version, s.position) for s in both] == [
        ("two people wait", 1, 0), ("three people wait", 2, 0),
    ]  # fmt: skip
    assert list(ledger.statements(versions="all", after=both[0].number)) == both[1:]
    text = ledger.reading(added.report, 1).document.text
    assert text[both[0].start : both[0].end] == "two people wait"


@pytest.mark.parametrize(
    "hostile",
    ['"', '""', "AND", "NEAR(a b)", "a:b", "-x", "^", "*", "(((", "'", "\x00", "\ud800", "%", "é" * 5000, "a " * 9999],
)
def test_no_query_is_a_syntax_error(ledger: Ledger, hostile: str) -> None:
    ledger.add(*page(), actor="anna")
    assert list(ledger.statements(text=hostile)) == []
    assert len(list(ledger.statements(by=hostile))) <= 1


def test_failed_inputs_are_kept(ledger: Ledger) -> None:
    capture = Capture(b"\x00\x01", "txt", "odd\udcff.txt", meta=(("host", "example.org"),))
    seq = ledger.add_fault(Fault("binary", "odd\udcff.txt", "this is no text"), actor="anna", at=AT, capture=capture)
    ledger.add(*page(), actor="anna")
    entry = ledger.entry(seq)
    assert entry.kind == "fault"
    assert entry.body["fault"] == {"code": "binary", "place": "odd\\udcff.txt", "reason": "this is no text"}
    assert ledger.capture(capture.digest) == b"\x00\x01"
    assert [(f.code, f.report is None) for f in ledger.faults()] == [("binary", True), ("date", False)]


def test_entries_of_one_kind_and_behind_a_number(ledger: Ledger) -> None:
    for kind in ("note", "grade", "note"):
        ledger.append(kind, {"kind": kind}, actor="anna")
    assert [e.seq for e in ledger.entries(kind="note")] == [1, 3]
    assert [e.seq for e in ledger.entries(after=1, limit=1)] == [2]
    with pytest.raises(LedgerError, match="no such entry"):
        ledger.entry(4)


def test_what_cannot_be_an_entry_is_refused_and_nothing_is_written(ledger: Ledger) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    for body in ({"n": float("nan")}, {"n": b"bytes"}, {"n": deep}, {"n": "\ud800"}, {("a",): 1}):
        with pytest.raises(LedgerError):
            ledger.append("note", body, actor="anna")  # type: ignore[arg-type]
    for kind in ("report", "fault", "Note", "", "a b"):
        with pytest.raises(UsageError):
            ledger.append(kind, {}, actor="anna")
    with pytest.raises(UsageError, match="somebody"):
        ledger.append("note", {}, actor=" ")
    with pytest.raises(UsageError, match="zone"):
        ledger.append("note", {}, actor="anna", at=datetime(2024, 5, 1))
    assert list(ledger.entries()) == []
    odd: dict[object, object] = {10: (1, 2), 9: None}
    assert ledger.append("note", odd, actor="anna").body == {"10": [1, 2], "9": None}  # type: ignore[arg-type]


def test_now_is_the_time_when_none_is_given(ledger: Ledger) -> None:
    before = datetime.now(UTC)
    entry = ledger.append("note", {}, actor="anna")
    assert before <= datetime.fromisoformat(entry.at) <= datetime.now(UTC)


def test_what_came_in_can_be_read_while_more_is_added(ledger: Ledger) -> None:
    for i in range(3):
        ledger.add(*page(url=f"https://example.org/{i}"), actor="anna")
    seen = 0
    for row in ledger.reports():
        ledger.add(*page(url=f"https://example.org/more{row.number}"), actor="anna")
        seen += 1
    assert (seen, len(list(ledger.reports()))) == (3, 6)
