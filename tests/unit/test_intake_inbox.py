"""The inbox of a ledger: a small story recorded through the same doors as `selon add` and `selon report-error`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from selon.capture.watch import Source, State, StateFile
from selon.errors import Fault, LedgerError, UsageError
from selon.intake import custody, inbox, watch
from selon.ledger import Ledger
from selon.model import Capture
from selon.pipeline import read_capture

URL = "https://gazette.example/9"


def article(*sentences: str) -> Capture:
    body = {
        "@type": "NewsArticle",
        "url": URL,
        "inLanguage": "en",
        "headline": "Attack",
        "articleBody": "\n\n".join(sentences),
    }
    return Capture(json.dumps(body).encode(), "json", "nine.json", URL)


FIRST = article("The mayor said that 3 people were killed.", "Anna Bell said that the bridge is closed.")
SILENT = article("The mayor said that 5 people were killed.", "Anna Bell said that the bridge is closed.")
SAID = article(
    "The mayor said that 6 people were killed.", "Anna Bell said that the bridge is closed.",
    "Correction: An earlier version of this article said that 5 people were killed.",
)  # fmt: skip


def put(ledger: Ledger, capture: Capture) -> None:
    report, _ = read_capture(capture)
    assert report is not None
    custody.record(ledger, capture, report, "anna")


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "a.db", create=True) as opened:
        yield opened


def story(ledger: Ledger) -> None:
    put(ledger, FIRST)
    ledger.add_fault(Fault("timeout", "https://slow.example/", "no answer in 30 s"), actor="anna")
    ledger.append("note", {"text": "an entry that no inbox shows"}, actor="anna")
    put(ledger, SILENT)
    put(ledger, SAID)
    custody.report_error(ledger, "1", "The mayor spoke of two.", "ben")


def test_the_newest_comes_first_each_with_what_it_was(ledger: Ledger) -> None:
    story(ledger)
    shown = inbox.events(ledger)
    assert [(e.seq, e.what) for e in shown] == [
        (8, "error-report"), (7, "corrected"), (6, "version"), (5, "silent"), (4, "version"), (2, "failed"), (1, "added"),
    ]  # fmt: skip
    objection, corrected, third, silent, _, failed, added = shown
    assert (objection.text, objection.actor, objection.version) == ("The mayor spoke of two.", "ben", 1)
    assert objection.statement == next(ledger.statements(versions="all")).id
    assert corrected.edit is not None and corrected.edit.notices[0].startswith("Correction: An earlier version")
    assert corrected.edit.silent == 0 and (corrected.edit.first, corrected.edit.last) == (2, 3)
    assert third.version == 3 and third.statements is not None and third.statements >= 2
    assert third.size == len(SAID.payload) and third.capture == SAID.digest and third.form == "json"
    assert silent.edit is not None and (silent.edit.changed, silent.edit.kept, silent.edit.silent) == (1, 1, 1)
    assert silent.edit.aspects == ("figure",)
    assert failed.fault == Fault("timeout", "https://slow.example/", "no answer in 30 s") and failed.report is None
    assert (added.headline, added.url, added.statements, added.name) == ("Attack", URL, 2, "nine.json")
    assert {e.report for e in shown if e is not failed} == {ledger.report(URL).id}


def test_pages_follow_one_another_while_more_comes_in(ledger: Ledger) -> None:
    story(ledger)
    whole = [e.seq for e in inbox.events(ledger)]
    first = inbox.events(ledger, limit=3)
    ledger.add_fault(Fault("tls", "https://new.example/", "expired"), actor="anna")
    second = inbox.events(ledger, before=first[-1].seq, limit=3)
    third = inbox.events(ledger, before=second[-1].seq, limit=3)
    assert [e.seq for e in (*first, *second, *third)] == whole
    assert inbox.events(ledger, before=whole[-1]) == []
    assert inbox.events(ledger)[0].what == "failed"


def test_one_kind_alone_is_found_behind_many_others(ledger: Ledger) -> None:
    put(ledger, FIRST)
    custody.report_error(ledger, "1", "Wrong.", "ben")
    for n in range(60):
        ledger.add_fault(Fault("timeout", f"https://slow.example/{n}", "no answer"), actor="anna")
    assert [e.what for e in inbox.events(ledger, kinds=["error-report"], limit=5)] == ["error-report"]
    assert len(inbox.events(ledger)) == 50 and len(inbox.events(ledger, limit=500)) == 62


def test_bytes_that_changed_without_a_word_are_unchanged(ledger: Ledger) -> None:
    put(ledger, FIRST)
    put(ledger, replace(FIRST, payload=FIRST.payload + b"\n"))
    assert [e.what for e in inbox.events(ledger)] == ["unchanged", "version", "added"]


def test_wrong_calls_are_refused(ledger: Ledger) -> None:
    assert inbox.events(ledger) == []
    with pytest.raises(UsageError):
        inbox.events(ledger, limit=501)
    with pytest.raises(UsageError):
        inbox.events(ledger, limit=0)
    with pytest.raises(UsageError, match="note"):
        inbox.events(ledger, kinds=["note"])


# --- the state of watching --------------------------------------------------------------------------------------------


def test_the_state_of_watching_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert watch.status(path) == [] and watch.watcher_of(path) is None
    states = StateFile(watch.state_path(path))
    late = State(
        due=1_700_000_900.0,
        polled=1_700_000_000.0,
        rechecks=((1_700_000_500.0, "https://n.example/1"),),
        result="3 added",
    )
    states.keep(Source("Wire", "feed", "https://n.example/rss", 900.0), late)
    states.keep(
        Source("https://n.example/live", "page", "https://n.example/live", 60.0), State(failures=2, result="1 failed")
    )
    page, wire = watch.status(path)
    assert (page.kind, page.failures, page.polled, page.result, page.every) == ("page", 2, None, "1 failed", 60.0)
    assert (wire.name, wire.kind, wire.address) == ("Wire", "feed", "https://n.example/rss")
    assert (wire.polled, wire.next, wire.due) == (
        "2023-11-14T22:13:20Z",
        "2023-11-14T22:21:40Z",
        "2023-11-14T22:28:20Z",
    )
    assert (wire.rechecks, wire.result) == (1, "3 added")


def test_a_state_of_before_names_were_kept_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    old = {
        "due": 5.0,
        "failures": 0,
        "etag": None,
        "last_modified": None,
        "rechecks": [],
        "polled": 4.0,
        "result": "1 added",
    }
    watch.state_path(path).write_text(json.dumps({"sources": {"feed https://n.example/rss": old}}))
    (row,) = watch.status(path)
    assert (row.name, row.result) == ("https://n.example/rss", "1 added")


@pytest.mark.parametrize(
    "text", ["{", '{"sources": {"feed x": 1}}', '{"sources": {"feed x": {"due": NaN}}}', "[" * 100_000]
)
def test_a_broken_state_is_said_and_left_where_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.db"
    watch.state_path(path).write_text(text)
    with pytest.raises(LedgerError) as error:
        watch.status(path)
    assert error.value.fault.code == "state" and watch.state_path(path).read_text() == text


def test_who_watches_now_is_known_while_it_does(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    code = (
        "import sys, pathlib; from selon.capture.watch import StateFile\n"
        "with StateFile(pathlib.Path(sys.argv[1])).held():\n    print('held', flush=True); sys.stdin.read()\n"
    )
    arguments = [sys.executable, "-c", code, str(watch.state_path(path))]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert watch.watcher_of(path) == process.pid
        process.kill()
        process.wait()
        assert watch.watcher_of(path) is None, "the number of a killed process stays in the file, the lock does not"
