"""Claims that come in while somebody looks at the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.web import dossiers
from tests.desk.web.conftest import Desk, Look, serving
from tests.desk.web.test_claims_list import told


@pytest.fixture
def growing(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a ledger of its own, with one report."""
    ledger = tmp_path / "growing.db"
    dossiers.add(ledger, dossiers.MAPPED[:1])
    yield from serving(ledger)


def test_claims_that_come_in_appear_by_themselves(growing: Desk, look: Look) -> None:
    looking = look(at=growing)
    page = looking.open("/claims")
    page.locator("article.item").first.wait_for()
    before = page.locator("article.item").count()
    page.locator(".live.on").wait_for()
    dossiers.add(growing.ledger, dossiers.MAPPED[1:2], "more.jsonl")
    expected = len(told(growing.ledger))
    assert expected > before
    page.locator(".found", has_text=re.compile(rf"(?<!\d){expected} claims")).wait_for(timeout=60_000)


def test_somebody_who_reads_is_asked_before_the_list_moves(growing: Desk, look: Look) -> None:
    page = look(at=growing).open("/claims")
    page.locator("[data-walk]").first.focus()
    before = page.locator("article.item").count()
    page.locator(".live.on").wait_for()
    dossiers.add(growing.ledger, dossiers.MAPPED[2:], "more.jsonl")
    news = page.get_by_role("button", name="New claims came in")
    news.wait_for(timeout=60_000)
    assert page.locator("article.item").count() == before
    news.click()
    page.locator(".found", has_text=re.compile(rf"(?<!\d){len(told(growing.ledger))} claims")).wait_for()
