"""Verification: three answers for every item, and every kind of tampering that leaves a well-formed file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.errors import Fault, LedgerError
from selon.ledger import Check, Ledger
from selon.ledger.captures import Captures
from selon.model import Capture, Span

PATH = "selon.db"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ledger with three reports, one of them in two versions, a failed input and a note."""
    with Ledger.open(tmp_path / PATH, create=True) as ledger:
        for i in range(3):
            ledger.add(*page(who=f"Voice {i}", url=f"https://example.org/{i}"), actor="anna")
        ledger.add(*page(what="nothing moves", url="https://example.org/1"), actor="anna")
        ledger.add_fault(Fault("binary", "b.txt", "no text"), actor="anna", capture=Capture(b"\x00", "txt", "b.txt"))
        ledger.append("note", {"text": "seen"}, actor="boris")
    return tmp_path / PATH


def checks(place: Path, head: str | None = None) -> list[Check]:
    with Ledger.open(place) as ledger:
        return list(ledger.verify(head))


def failed(place: Path, head: str | None = None) -> dict[str, str]:
    return {c.item: c.why for c in checks(place, head) if c.answer == "failed"}


def tamper(place: Path, *statements: str) -> None:
    """What somebody with the file and SQLite can do: triggers away, changes, the very same triggers again."""
    with closing(sqlite3.connect(place)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in triggers:
            raw.execute(sql)
        raw.commit()


def test_a_whole_ledger_passes_item_by_item(place: Path) -> None:
    found = checks(place)
    assert [c.item for c in found if c.answer != "passed"] == ["tail"]
    items = [c.item.split()[0] for c in found]
    counted = {item: items.count(item) for item in dict.fromkeys(items)}
    assert counted == {
        "file": 1, "schema": 1, "entry": 6, "capture": 5, "reading": 4, "head": 1, "tail": 1, "table": 6, "index": 3,
        "tables": 1,
    }  # fmt: skip


def test_an_empty_ledger_passes(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / PATH, create=True):
        pass
    assert failed(tmp_path / PATH) == {}


def test_a_head_noted_elsewhere_is_looked_up(place: Path) -> None:
    with Ledger.open(place) as ledger:
        noted = str(ledger.head())
        ledger.append("note", {}, actor="anna")
        assert [c.answer for c in ledger.verify(noted) if c.item == "tail"] == ["passed"]
    assert failed(place, "0:" + "0" * 64) == {}
    for wrong in ("6:" + "0" * 64, "7:", "", "x", "9" * 30 + ":1", "²:1"):
        assert list(failed(place, wrong)) == ["tail"]


def test_an_older_copy_put_in_place_is_found_by_the_noted_head_alone(place: Path) -> None:
    shutil.copy(place, place.with_name("older.db"))
    with Ledger.open(place) as ledger:
        ledger.append("note", {}, actor="anna")
        noted = str(ledger.head())
    shutil.copy(place.with_name("older.db"), place)
    assert failed(place) == {}
    assert list(failed(place, noted)) == ["tail"]


@pytest.mark.parametrize(
    ("statement", "item"),
    [
        ("UPDATE entries SET body = replace(body, 'Voice 1', 'Voice 2') WHERE seq = 2", "entry 2"),
        ("UPDATE entries SET body = replace(body, '\"size\":', '\"size\": ') WHERE seq = 2", "entry 2"),
        ("UPDATE entries SET actor = 'eve' WHERE seq = 6", "entry 6"),
        ("UPDATE entries SET at = '2020' || substr(at, 5) WHERE seq = 1", "entry 1"),
        ("UPDATE entries SET kind = 'grade' WHERE seq = 6", "entry 6"),
        ("UPDATE entries SET hash = previous WHERE seq = 3", "entry 3"),
        ("UPDATE entries SET body = CAST(body AS BLOB) WHERE seq = 3", "entry 3"),
        ("DELETE FROM entries WHERE seq = 3", "entry 4"),
        ("DELETE FROM entries WHERE seq = 6", "head"),
        ("UPDATE entries SET seq = 7 WHERE seq = 6", "entry 7"),
        ("UPDATE head SET seq = 5", "head"),
        ("UPDATE head SET hash = 'x'", "head"),
        ("DELETE FROM head", "head"),
        ("UPDATE reports SET headline = 'Other'", "table reports"),
        ("UPDATE reports SET headline = CAST(headline AS BLOB) WHERE number = 2", "table reports"),
        ("UPDATE versions SET at = '2020' WHERE version = 2", "table versions"),
        ("UPDATE statements SET certainty = 'affirmed' WHERE number = 2", "table statements"),
        ("UPDATE voices SET text = 'Eve' WHERE statement = 1", "table voices"),
        ("DELETE FROM voices WHERE statement = 4", "table voices"),
        ("INSERT INTO names VALUES (99, 'eve')", "table names"),
        ("UPDATE faults SET reason = ''", "table faults"),
        ("INSERT INTO search (rowid, content) VALUES (1, 'more')", "index search"),
        ("INSERT INTO names_search (names_search) VALUES ('delete-all')", "index names_search"),
        ("DROP INDEX statements_id", "schema"),
        ("CREATE TRIGGER later AFTER INSERT ON entries BEGIN DELETE FROM faults; END", "schema"),
        ("DROP TABLE faults", "schema"),
    ],
)
def test_what_is_changed_is_named(place: Path, statement: str, item: str) -> None:
    tamper(place, statement)
    assert item in failed(place)


def test_a_chain_made_anew_from_a_changed_entry_breaks_at_the_next_one(place: Path) -> None:
    from selon.ledger.log import entry_text, hash_of

    with Ledger.open(place) as ledger:
        entry = ledger.entry(2)
    body = '{"changed":true}'
    hashed = hash_of(entry_text(2, entry.at, entry.actor, entry.kind, body, entry.previous))
    tamper(place, f"UPDATE entries SET body = '{body}', hash = '{hashed}' WHERE seq = 2")
    assert "entry 3" in failed(place)


def test_captures_changed_longer_shorter_and_missing(place: Path) -> None:
    with Ledger.open(place) as ledger:
        digests = [v.capture for r in ledger.reports() for v in ledger.versions(r.id)]
    captures = Captures(place)
    payload = captures.path(digests[0]).read_bytes()
    captures.path(digests[0]).write_bytes(payload.replace(b"closed", b"opened"))
    captures.path(digests[1]).write_bytes(payload + b" ")
    captures.path(digests[2]).unlink()
    captures.path(digests[3]).unlink()
    captures.path(digests[3]).mkdir()
    found = failed(place)
    assert [found[f"capture {d}"].split(":")[0].split("sha256")[0].strip() for d in digests] == [
        "the kept bytes hash to", f"{len(payload) + 1} bytes are kept, {len(payload)} were captured",
        "the captured bytes are missing", "the captured bytes cannot be read",
    ] or len(found) == 4  # fmt: skip
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="have changed"):
        ledger.capture(digests[0])
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="cannot be read"):
        ledger.capture(digests[2])


def test_adding_the_same_bytes_brings_a_lost_capture_back(place: Path) -> None:
    capture, report = page(who="Voice 0", url="https://example.org/0")
    Captures(place).path(capture.digest).unlink()
    assert list(failed(place)) == [f"capture {capture.digest}"]
    with Ledger.open(place) as ledger:
        assert ledger.add(capture, report, actor="anna").status == "known"
    assert failed(place) == {}


def test_left_over_files_are_not_checked_and_taken_up_later(place: Path) -> None:
    capture, report = page(url="https://example.org/new")
    Captures(place).put(capture.payload)
    (Captures(place).root / "tmp" / "1-abc").write_bytes(b"half")
    (Captures(place).root / "note.txt").write_bytes(b"")
    left = {c.item: c.answer for c in checks(place) if c.answer != "passed"}
    assert left == {
        "tail": "not checked", f"capture {capture.digest}": "not checked", "file 1-abc": "not checked",
        "file note.txt": "not checked",
    }  # fmt: skip
    with Ledger.open(place) as ledger:
        assert ledger.add(capture, report, actor="anna").status == "added"
    assert f"capture {capture.digest}" in {c.item for c in checks(place) if c.answer == "passed"}


def test_a_reading_that_does_not_fit_its_text_fails(tmp_path: Path) -> None:
    capture, report = page()
    statement = replace(report.statements[0], content=(Span(3, 9, "no such"),))
    other = replace(report.document, id="sha256:" + "0" * 64)
    with Ledger.open(tmp_path / PATH, create=True) as ledger:
        ledger.add(capture, replace(report, statements=(statement,)), actor="anna")
        ledger.add(*(lambda c, r: (c, replace(r, document=other)))(*page(url=None)), actor="anna")
        why = [c.why for c in ledger.verify() if c.answer == "failed"]
    assert why[0] == "the text at 3 to 9 is not 'no such'"
    assert why[1].startswith("it was read in sha256:0000")


def test_rebuild_makes_the_same_tables(place: Path) -> None:
    computed = ("reports", "versions", "names", "statements", "voices", "faults")

    def dump() -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(place)) as raw:
            return {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in computed}

    before = dump()
    tamper(place, "DELETE FROM voices", "DELETE FROM statements", "DELETE FROM names", "UPDATE reports SET name = ''")
    assert dump() != before
    with Ledger.open(place) as ledger:
        rows = ledger.rebuild()
    assert rows == {"reports": 3, "versions": 4, "names": 4, "statements": 4, "voices": 4, "faults": 5}
    assert dump() == before
    assert failed(place) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET actor = 'eve' WHERE seq = 4",
        "DELETE FROM entries WHERE seq = 6",
        "UPDATE entries SET body = '['",
    ],
)
def test_rebuild_from_damaged_entries_is_refused(place: Path, statement: str) -> None:
    tamper(place, statement, "UPDATE reports SET outlet = 'kept'")
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerError, match=r"damaged|does not fit|ends before"):
            ledger.rebuild()
        assert {r.outlet for r in ledger.reports()} == {"kept"}


def test_nothing_is_added_behind_a_log_that_was_cut(place: Path) -> None:
    tamper(place, "DELETE FROM entries WHERE seq = 6")
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="does not follow the last one"):
        ledger.append("note", {}, actor="anna")


def test_verify_while_others_write(place: Path) -> None:
    """The checks see one moment of the ledger, whatever is added meanwhile."""
    with Ledger.open(place) as ledger:
        answers = []
        for i, check in enumerate(ledger.verify()):
            answers.append(check.answer)
            if i < 5:
                ledger.add(*page(url=f"https://example.org/while{i}"), actor="anna")
        assert "failed" not in answers


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"size":', '"sizes":', "size"),
        ('"capture":"sha256:', '"capture":"sha256:../', "capture"),
        ('"certainty":"attributed"', '"certainty":"sure"', "'sure' is none of"),
        ('"voices":[{', '"voices":[[],{', "voices[0]"),
        ('"start":', '"start":1000000000000000000000', "cannot follow"),
        ('"selon":1', '"selon":2', "contract 2"),
        ("sha256:", "sha256:", "cannot follow"),
    ],
)
def test_a_log_that_was_rewritten_with_good_hashes_is_still_looked_into(
    place: Path, old: str, new: str, why: str
) -> None:
    """Somebody rewrites entry 2 and all hashes behind it; what the entries then say has to make sense all the same."""
    from selon.ledger.log import entry_text, hash_of
    from selon.wire import canonical

    with Ledger.open(place) as ledger:
        entries = list(ledger.entries())
    statements, previous = [], entries[0].hash
    for entry in entries[1:]:
        body = canonical(entries[0].body if old == new and entry.seq == 2 else entry.body)
        body = body.replace(old, new) if entry.seq == 2 else body
        hashed = hash_of(entry_text(entry.seq, entry.at, entry.actor, entry.kind, body, previous))
        quoted = body.replace("'", "''")
        values = f"body = '{quoted}', previous = '{previous}', hash = '{hashed}'"
        statements.append(f"UPDATE entries SET {values} WHERE seq = {entry.seq}")
        previous = hashed
    tamper(place, *statements, f"UPDATE head SET hash = '{previous}'")
    found = failed(place)
    assert list(found) == ["entry 2"]
    assert why in found["entry 2"]
    with Ledger.open(place) as ledger, pytest.raises(LedgerError):
        ledger.rebuild()
