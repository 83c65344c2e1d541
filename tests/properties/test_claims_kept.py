"""Claims kept and brought up report by report are, exactly, those of one computation over all reports."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon import pipeline_claims_groups, pipeline_claims_units
from selon.ledger import Ledger
from selon.matching import cluster
from selon.model import Capture, Report
from selon.pipeline import captures_in_file, read_capture
from selon.pipeline_claims import claims
from selon.pipeline_claims_kept import decisions, readings, refresh

FOLDERS = sorted((Path(__file__).parents[1] / "dossiers").iterdir())
Read = tuple[Capture, Report]


@lru_cache(maxsize=1)
def read() -> tuple[Read, ...]:
    """Every report of the dossiers, a second version of some of them, with one figure or word changed, and some seen
    with the same bytes at a second address."""
    found = []
    for folder in FOLDERS:
        for n, capture in enumerate(captures_in_file(folder / "reports.jsonl")):
            assert isinstance(capture, Capture)
            found.append(capture)
            if n % 3 == 0:
                text = capture.payload.decode().replace("three", "four").replace(" drei ", " vier ")
                found.append(replace(capture, payload=text.replace("Tuesday", "Wednesday").encode() + b" "))
    all_of_them = [(c, report) for c in found if (report := read_capture(c)[0]) is not None]
    return (*all_of_them, *(at_a_second_address(*r) for r in all_of_them[::4]))


def same_as_at_once(ledger: Ledger) -> None:
    at_once = claims(readings(ledger), decisions(ledger))
    order = sorted(at_once.claims, key=lambda c: (-c.counts.reports, -c.counts.independent, c.id))
    assert list(ledger.claims()) == order
    assert ledger.copies() == at_once.copies
    told = {(c.claim, c.other) for c in ledger.contradictions()}
    assert told == {(c.id, other) for c in at_once.claims for other, _ in c.contradicts if c.id < other}


def decide(ledger: Ledger, chance: random.Random) -> None:
    """A merge, a split, or an undo of one of them."""
    every = list(ledger.claims())
    done = [d.seq for d in decisions(ledger)]
    what = chance.choice(["merge", "split", "undo"])
    if what == "undo" and done:
        ledger.append("undo", {"entry": chance.choice(done), "reason": "test"}, actor="test")
    elif what == "merge" and len(every) > 1:
        a, b = chance.sample(every, 2)
        body = {"left": [a.statements[0].key], "right": [b.statements[-1].key], "reason": "test"}
        ledger.append("merge", body, actor="test")
    elif large := [c for c in every if len(c.statements) > 1]:
        keys = [s.key for s in chance.choice(large).statements]
        ledger.append("split", {"left": keys[:1], "right": keys[1:], "reason": "test"}, actor="test")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(2, 16))
def test_report_by_report_is_all_at_once(chance: random.Random, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db", create=True) as ledger:
        for capture, report in chance.sample(read(), size):
            ledger.add(capture, report, actor="test")
            refresh(ledger)
            if chance.random() < 0.3:
                decide(ledger, chance)
                refresh(ledger)
        same_as_at_once(ledger)
        assert all(c.answer != "failed" for c in ledger.verify())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(4, 20))
def test_large_parts_on_matrices_too(chance: random.Random, size: int) -> None:
    """Parts are large here from ten heads on, so that units split and join, and none is clustered pair by pair."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (cluster, pipeline_claims_groups):
            patched.setattr(module, "LARGE", 9)
        for module in (cluster, pipeline_claims_units):
            patched.setattr(module, "SMALL", 0)
        with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db", create=True) as ledger:
            for capture, report in chance.sample(read(), size):
                ledger.add(capture, report, actor="test")
                refresh(ledger)
                if chance.random() < 0.2:
                    decide(ledger, chance)
            refresh(ledger)
            same_as_at_once(ledger)


def at_a_second_address(capture: Capture, report: Report) -> tuple[Capture, Report]:
    """The same bytes, found elsewhere."""
    url = f"https://elsewhere.example/{capture.digest[-8:]}"
    seen = replace(capture, url=url, observed="2026-04-01T08:00:00Z")
    return seen, replace(report, document=replace(report.document, url=url))


@pytest.mark.parametrize("first", [0, 1])
def test_the_same_bytes_at_two_addresses_are_two_reports(tmp_path: Path, first: int) -> None:
    both = [read()[0], at_a_second_address(*read()[0])]
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        for capture, report in (both[first], *read()[1:6], both[1 - first]):
            ledger.add(capture, report, actor="test")
            refresh(ledger)
        same_as_at_once(ledger)
        addresses = {str(r.document.url) for _, r in both}
        carried = [{s.report for s in c.statements} & addresses for c in ledger.claims()]
        assert [c for c in carried if c] and all(c == addresses for c in carried if c)


def test_a_decision_that_names_bytes_alone_still_holds(tmp_path: Path) -> None:
    """Logs written before keys told the address: the decision is about the bytes wherever they stand."""
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        for capture, report in (*read()[:8], at_a_second_address(*read()[0])):
            ledger.add(capture, report, actor="test")
        refresh(ledger)
        digest = read()[0][0].digest
        a = next(c for c in ledger.claims() if any(s.version == digest for s in c.statements))
        b = next(c for c in ledger.claims() if all(s.version != digest for s in c.statements))
        here = next(s.key for s in a.statements if s.version == digest)
        there = b.statements[0].key
        assert "@" in here and "@" in there
        body = {"left": [here.partition("@")[0]], "right": [there.partition("@")[0]], "reason": "test"}
        ledger.append("merge", body, actor="test")
        refresh(ledger)
        same_as_at_once(ledger)
        assert any({here, there} <= {s.key for s in c.statements} for c in ledger.claims())


def test_many_identical_posts_are_one_origin_and_stay_cheap(tmp_path: Path) -> None:
    capture, report = read()[0]
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        for n in range(60):
            url = f"https://posts.example/{n}"
            copy = replace(capture, payload=capture.payload + b" " * (n + 1), url=url)
            document = replace(report.document, url=url, id=copy.digest)
            ledger.add(copy, replace(report, document=document), actor="test")
        refresh(ledger)
        same_as_at_once(ledger)


KILLED = """
import sys
from pathlib import Path
from selon.ledger import Ledger
from selon import pipeline_claims_kept as kept
kept.BATCH = 3
with Ledger.open(Path(sys.argv[1])) as ledger:
    kept.refresh(ledger, lambda done, of: print(done, flush=True))
"""


def test_a_killed_refresh_is_mended_by_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True) as ledger:
        for capture, report in read()[:14]:
            ledger.add(capture, report, actor="test")
    for wait in (1, 2):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        for _ in range(wait):
            child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
    with Ledger.open(path) as ledger:
        assert not ledger.claims_state().current
        refresh(ledger)
        same_as_at_once(ledger)


def test_two_at_once_take_up_every_report_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True) as ledger:
        for capture, report in read()[:9]:
            ledger.add(capture, report, actor="test")
    both = [subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [child.wait() for child in both] == [0, 0]
    with Ledger.open(path) as ledger:
        same_as_at_once(ledger)
