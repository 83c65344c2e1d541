"""What people write on the page of a claim: grades, notes, merges, splits, and what they take back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.web import dossiers
from tests.desk.web.conftest import Desk, Look, serving
from tests.desk.web.test_claims_list import told

MARKUP = "<img src=x onerror='window.__owned = 1'> seen by two"


@pytest.fixture
def own(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a ledger that a test may write into."""
    yield from serving(dossiers.copied(desk.ledger, tmp_path / "own.db"))


def test_a_grade_keeps_source_and_information_apart_and_a_note_is_only_text(own: Desk, look: Look) -> None:
    claim = told(own.ledger, "--sort", "reports")[0]
    page = look(at=own).open(f"/claims/{claim['id']}")
    page.get_by_text("Grade it").click()
    page.get_by_label("The source").select_option("B")
    page.get_by_label("Why").fill("The mayor was there.")
    page.locator("details.form").get_by_role("button", name="Record").click()
    page.locator(".means", has_text="usually reliable").wait_for()
    assert page.locator(".grade").all_inner_texts() == ["B", "–"]
    page.get_by_label("Add a note").fill(MARKUP)
    page.get_by_label("Add a note").press("Tab")
    page.keyboard.press("Enter")
    page.locator("p.text", has_text="seen by two").wait_for()
    assert page.locator("p.text").inner_text() == MARKUP
    history = page.locator("ol.list li .kind").all_inner_texts()
    assert history[:2] == ["note", "grade"]


def test_two_claims_are_merged_and_the_merge_is_taken_back(own: Desk, look: Look) -> None:
    first, *others = told(own.ledger, "--sort", "reports")
    second = next(c for c in others if len(c["gist"].split()) >= 4 and c["counts"]["reports"] == 1)
    page = look(at=own).open(f"/claims/{first['id']}")
    page.get_by_role("button", name="Merge…").click()
    dialog = page.get_by_role("dialog", name="Merge")
    dialog.get_by_label("Find the other claim").fill(" ".join(second["gist"].split()[:4]))
    dialog.locator(f"input[value='{second['id']}']").check()
    dialog.get_by_label("Reason").fill("Both tell of the same night.")
    dialog.get_by_role("button", name="Merge the two").click()
    dialog.wait_for(state="hidden")
    page.locator("ol.list .kind", has_text="merged").wait_for()
    statements = len(first["statements"]) + len(second["statements"])
    page.get_by_role("heading", name=f"All {statements} statements").wait_for()
    assert len(told(own.ledger)) == len(others)
    page.get_by_role("button", name="Take it back").first.click()
    undo = page.get_by_role("dialog", name="Take it back")
    undo.get_by_label("Reason").fill("Another night after all.")
    undo.get_by_role("button", name="Take it back").click()
    undo.wait_for(state="hidden")
    page.get_by_role("heading", name=f"All {len(first['statements'])} statements").wait_for()
    assert {c["id"] for c in told(own.ledger)} == {c["id"] for c in [first, *others]}


def test_reports_are_split_off_but_never_all(own: Desk, look: Look) -> None:
    claim = told(own.ledger, "--sort", "reports")[0]
    page = look(at=own).open(f"/claims/{claim['id']}")
    page.get_by_role("button", name="Split off…").click()
    dialog = page.get_by_role("dialog", name="Split off")
    boxes = dialog.get_by_role("checkbox")
    for box in boxes.all():
        box.check()
    dialog.get_by_label("Reason").fill("Another event.")
    assert dialog.get_by_role("button", name="Split off").is_disabled()
    for box in boxes.all()[1:]:
        box.uncheck()
    dialog.get_by_role("button", name="Split off 1 report").click()
    dialog.wait_for(state="hidden")
    keys = {s["key"] for s in claim["statements"]}
    shares = [len(keys & {s["key"] for s in c["statements"]}) for c in told(own.ledger)]
    assert sum(shares) == len(keys)
    assert max(shares) < len(keys)
    stays = next(c for c, n in zip(told(own.ledger), shares, strict=True) if n == max(shares))
    page.get_by_text(stays["id"], exact=True).first.wait_for()
