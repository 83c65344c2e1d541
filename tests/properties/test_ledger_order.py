"""The same reports in any order, any number of times, in one process or rebuilt: the same reports, bytes and statements."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.ledger.samples import page

from selon.ledger import Ledger
from selon.model import Capture, Report

URLS = st.sampled_from([None, *(f"https://example.org/{i}" for i in range(3))])
WORDS = st.text("abc éЇ", min_size=1, max_size=12).map(lambda t: f"it {t.strip()} so")
PAGES = st.builds(
    page, who=st.sampled_from(["Anna Berg", "Олена Шевченко"]), what=WORDS, url=URLS, note=st.sampled_from("12")
)


def content(pages: list[tuple[Capture, Report]], rebuild: bool = False) -> tuple[set[object], ...]:
    """What a ledger holds, without what tells of the order: numbers, times, which version came first."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db", create=True) as ledger:
        for capture, report in pages:
            ledger.add(capture, report, actor="anna")
        if rebuild:
            ledger.rebuild()
        rows = list(ledger.reports())
        assert not [c for c in ledger.verify() if c.answer == "failed"]
        captures = {(r.id, v.capture, ledger.capture(v.capture)) for r in rows for v in ledger.versions(r.id)}
        statements = [(s.report, s.id, s.content, s.certainty, s.voices) for s in ledger.statements(versions="all")]
        found = [(s.report, s.id) for s in ledger.statements(versions="all", by="шевч", text="so")]
        return {(r.id, r.url, r.versions) for r in rows}, captures, set(statements), set(found)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PAGES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(pages: list[tuple[Capture, Report]], chance: object) -> None:
    shuffled = pages + pages[:2]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert content(shuffled) == content(pages) == content(pages, rebuild=True)


@settings(max_examples=15, deadline=None)
@given(st.lists(PAGES, min_size=1, max_size=5))
def test_what_is_added_comes_back_as_it_was(pages: list[tuple[Capture, Report]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db", create=True) as ledger:
        for capture, report in pages:
            added = ledger.add(capture, report, actor="anna")
            assert ledger.capture(capture.digest) == capture.payload
            assert ledger.reading(added.report, added.version).document.text == report.document.text
        for capture, report in pages:
            (version,) = (v for v in ledger.versions(ledger.report(capture.digest).id) if v.capture == capture.digest)
            assert ledger.reading(version.report, version.version).statements == report.statements
