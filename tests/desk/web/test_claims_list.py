"""The list of claims in a browser: what it shows, its filters in the address, the keyboard, what comes in meanwhile."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.desk.web import dossiers
from tests.desk.web.conftest import Desk, Look


def told(ledger: Path, *options: str) -> list[dict[str, Any]]:
    """The claims as the command line tells them."""
    command = [sys.executable, "-m", "selon", "claims", "--ledger", str(ledger), "--format", "json", *options]
    out = subprocess.run(command, capture_output=True, text=True, env=dossiers.environment(), check=True).stdout
    claims: list[dict[str, Any]] = json.loads(out)["claims"]
    return claims


def test_the_list_shows_every_claim_with_its_counts_most_independent_first(look: Look, desk: Desk) -> None:
    expected = told(desk.ledger, "--sort", "independent")
    page = look().open("/claims")
    rows = page.locator("article.item")
    rows.first.wait_for()
    assert page.locator(".found").inner_text().startswith(str(len(expected)))
    head = rows.first.locator("h3")
    assert head.locator("span[lang]").inner_text() == expected[0]["gist"]
    foreign = page.locator("article.item h3:has(span[lang=fr])").first
    assert foreign.inner_text().startswith("FR "), "words in another language than the desk's say so"
    assert foreign.locator("span[lang=fr]").inner_text() in {c["gist"] for c in expected}
    c = expected[0]["counts"]
    label = rows.first.get_by_role("img").first.get_attribute("aria-label") or ""
    assert [int(n) for n in re.findall(r"\d+", label)] == [
        c["independent"], c["not_established"], c["denying"], c["reports"],
    ]  # fmt: skip
    shown = [int(re.findall(r"\d+", text)[0]) for text in page.locator(".item .counts [role=img]").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")]  # fmt: skip
    assert shown == sorted(shown, reverse=True)


def test_filters_are_kept_in_the_address_and_hold_after_a_reload(look: Look, desk: Desk) -> None:
    expected = told(desk.ledger, "--frame", "casualties")
    page = look().open("/claims")
    page.get_by_label("Kind of event").select_option("casualties")
    page.wait_for_url("**/claims?frame=casualties")
    page.locator(".found", has_text=re.compile(rf"(?<!\d){len(expected)} claim")).wait_for()
    assert page.locator("article.item").count() == len(expected)
    page.get_by_label("Text", exact=True).fill("Halivka")
    page.wait_for_url("**/claims?frame=casualties&about=Halivka")
    page.reload()
    assert page.get_by_label("Text", exact=True).input_value() == "Halivka"
    page.locator(
        ".found",
        has_text=re.compile(rf"(?<!\d){len(told(desk.ledger, '--frame', 'casualties', '--about', 'Halivka'))} claim"),
    ).wait_for()
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url("**/claims")


def test_what_fits_nothing_says_so(look: Look) -> None:
    page = look().open("/claims?about=zeppelin&contested=1")
    page.get_by_text("No claim fits").wait_for()
    assert page.get_by_label("contested only").is_checked()


def test_the_list_is_walked_with_the_keyboard_alone(look: Look) -> None:
    page = look().open("/claims")
    links = page.locator("[data-walk]")
    links.nth(2).wait_for()
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == links.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{focused}")
    page.go_back()
    page.wait_for_url("**/claims")


def test_the_skip_link_leads_past_the_header(look: Look) -> None:
    page = look().open("/claims")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("language", "title", "counted"), [("fr-FR", "Affirmations", "affirmations"), ("uk-UA", "Твердження", "тверджен"), ("ru-RU", "Утверждения", "утвержден"), ("de-DE", "Behauptungen", "Behauptungen")])  # fmt: skip
def test_the_desk_speaks_the_language_of_the_browser(look: Look, language: str, title: str, counted: str) -> None:
    page = look(language=language).open("/claims")
    assert page.locator("h1").inner_text() == title
    page.locator(".totals", has_text=counted).wait_for()
    assert page.evaluate("document.documentElement.lang") == language[:2]


def test_language_and_theme_that_are_chosen_hold(look: Look) -> None:
    page = look().open("/claims")
    page.get_by_label("Language", exact=True).first.select_option("de")
    page.get_by_role("heading", name="Behauptungen", level=1).wait_for()
    page.get_by_role("button", name=re.compile("Farbschema")).click()
    page.get_by_role("button", name=re.compile("Farbschema")).click()
    page.reload()
    page.get_by_role("heading", name="Behauptungen", level=1).wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_bars_the_way_of_those_who_see_or_move_otherwise(look: Look, width: int, scheme: str) -> None:
    looking = look(width=width, scheme=scheme)
    page = looking.open("/claims")
    page.locator("article.item").first.wait_for()
    assert looking.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    looking.shot(f"claims-{width}-{scheme}")


def test_the_menu_and_the_filters_fold_on_a_phone(look: Look) -> None:
    page = look(width=390).open("/claims")
    assert not page.get_by_role("link", name="Inbox").is_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Inbox").click()
    page.wait_for_url("**/inbox")
    assert not page.get_by_role("link", name="Map").is_visible()
    page.go_back()
    page.get_by_role("button", name="Filters").click()
    assert page.get_by_label("Kind of event").is_visible()
