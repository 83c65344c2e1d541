"""Reports, sources, inbox and search in Chromium."""

from __future__ import annotations

import re
from pathlib import Path

from tests.desk.web.conftest import Look, until


def test_reports_are_listed_filtered_and_lead_to_what_changed(look: Look) -> None:
    page = look().open("/reports?text=Halivka")
    page.locator(".list li").first.wait_for()
    assert all("Halivka" in text for text in page.locator(".list h2").all_inner_texts())
    page.get_by_role("link", name="2 versions").first.click()
    page.locator(".change").first.wait_for()


def test_sources_count_out_of_how_many_and_show_the_flow(look: Look) -> None:
    looking = look()
    page = looking.open("/sources?text=Ponant")
    row = page.locator("tbody tr").first
    row.wait_for()
    assert re.search(r"\d+ of \d+", row.inner_text())
    row.get_by_role("link").click()
    page.locator("h1", has_text="Ponant").wait_for()
    page.locator("svg.flow").wait_for()
    page.get_by_text("As a table").click()
    named = page.locator(".tables tbody th").all_inner_texts()
    drawn = page.locator("svg.flow").text_content() or ""
    assert named and all(name[:10] in drawn for name in named)
    assert page.locator("main ol li").count() > 0


def test_voices_that_nobody_could_find_again_are_listed_apart(look: Look) -> None:
    page = look().open("/sources")
    page.locator("tbody tr").first.wait_for()
    kinds = page.locator("tbody th .about")
    assert not [text for text in kinds.all_inner_texts() if "nobody that could be found again" in text]
    page.get_by_label("Outlets or voices").select_option("unidentified")
    page.wait_for_url(re.compile("type=unidentified"))
    until(
        page,
        "[...document.querySelectorAll('tbody .about')].every(one => one.textContent.includes('nobody that could be'))",
    )
    assert "a source close to the investigation" in page.locator("tbody").inner_text()


def test_the_inbox_is_filtered_by_kind(look: Look) -> None:
    page = look().open("/inbox")
    page.locator(".item").first.wait_for()
    everything = page.locator(".item").count()
    page.get_by_role("button", name="correction").click()
    page.wait_for_url(re.compile("kind=correction"))
    until(page, f"document.querySelectorAll('.item').length < {everything}")
    assert set(page.locator(".item .kind").all_inner_texts()) == {"correction"}
    page.get_by_role("link", name="What changed").first.click()
    page.locator(".change").first.wait_for()


def test_a_file_is_added_and_its_outcome_told(look: Look, tmp_path: Path) -> None:
    letter = tmp_path / "evening <b>letter.txt"
    letter.write_text("Five people were killed in a strike on Odesa on Monday, the mayor said.", "utf-8")
    page = look().open("/inbox")
    page.locator("input[type=file]").set_input_files(letter)
    page.locator(".outcome li").first.wait_for(timeout=60_000)
    assert "evening <b>letter.txt" in page.locator(".outcome").inner_text()
    assert page.locator(".outcome .badge").inner_text() == "added"
    page.locator(".item", has_text="letter").first.wait_for()
    page.locator("input[type=file]").set_input_files(letter)
    page.locator(".outcome .badge", has_text="already known").wait_for(timeout=60_000)


def test_an_address_that_cannot_be_fetched_says_why(look: Look) -> None:
    page = look(refused=True).open("/inbox")
    page.get_by_label("Addresses, one a line").fill("javascript:alert(1)")
    page.get_by_role("button", name="Fetch").click()
    page.locator(".outcome li.failed, main .failed[role=alert]").first.wait_for(timeout=60_000)


def test_search_from_the_header_marks_hits_and_walks_by_arrow_keys(look: Look) -> None:
    page = look().open("/reports")
    page.locator("header input[type=search]").fill("Kramatorsk")
    page.locator("header input[type=search]").press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=Kramatorsk"))
    page.locator("mark.hit").first.wait_for()
    assert {text.casefold() for text in page.locator("mark.hit").all_inner_texts()} == {"kramatorsk"}
    at = "[...document.querySelectorAll('a.result')].indexOf(document.activeElement)"
    for expected in (0, 1, 2):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(at) == expected
    page.keyboard.press("ArrowUp")
    assert page.evaluate(at) == 1


def test_a_search_without_result_says_what_to_do(look: Look) -> None:
    page = look().open("/search?q=zzzzqqq")
    page.get_by_text("Nothing was found").wait_for()
