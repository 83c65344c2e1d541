"""An empty ledger, a desk with accounts, an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.web.conftest import Desk, Look, serving

from selon.ledger import Ledger


@pytest.fixture
def empty(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a ledger without reports."""
    ledger = tmp_path / "empty.db"
    Ledger.open(ledger, create=True).close()
    yield from serving(ledger)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_ledger_says_what_to_do(empty: Desk, look: Look, scheme: str) -> None:
    looking = look(at=empty, scheme=scheme)
    page = looking.open("/")
    page.get_by_role("heading", name="This ledger is still empty").wait_for()
    assert "empty.db" in page.locator("code").first.inner_text()
    assert looking.axe() == []
    looking.shot(f"start-1280-{scheme}")


def test_the_example_is_loaded_by_a_button_and_then_the_claims_are_there(empty: Desk, look: Look) -> None:
    page = look(at=empty).open("/")
    page.get_by_role("button", name="Load the example").click()
    page.get_by_role("progressbar").wait_for()
    page.locator("article.item").first.wait_for(timeout=120_000)
    with Ledger.open(empty.ledger) as ledger:
        assert len(list(ledger.reports())) == 13


def test_a_file_of_ones_own_is_taken_in(empty: Desk, look: Look, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The mayor said on 7 May 2025 that four people were killed in Kramatorsk.", "utf-8")
    page = look(at=empty).open("/")
    page.locator("input[type=file]").set_input_files(report)
    page.locator("article.item").first.wait_for(timeout=60_000)


def test_an_address_that_leads_nowhere_says_so(look: Look) -> None:
    page = look().open("/inbox/nowhere/at/all")
    page.get_by_text("There is no page at this address.").wait_for()
