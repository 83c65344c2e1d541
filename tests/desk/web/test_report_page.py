"""The page of a report in Chromium: statements and their chains, versions, custody, a reported error."""

from __future__ import annotations

import itertools
import re

from tests.desk.web.conftest import Look, Looking, sync_api, until
from tests.desk.web.dossiers import EMOJI, NOTICE, REVISED

EMOJI_REPORT = "https://quay-observer.example/3"


def opened(looking: Looking, address: str = REVISED) -> sync_api.Page:
    """The page of the report from this address."""
    page = looking.open(looking.report(address))
    page.locator("article .run").first.wait_for()
    return page


def test_statements_are_marked_where_they_stand_behind_an_emoji_too(look: Look) -> None:
    page = opened(look(), EMOJI_REPORT)
    marked = page.locator("article .run.content").all_inner_texts()
    assert "".join(marked[:5]).startswith(EMOJI)
    assert page.locator("article .run.cue").first.inner_text() == "said"
    assert "🚑" in page.locator("article").inner_text()


def test_hovering_links_content_cue_voice_and_note_and_dims_the_rest(look: Look) -> None:
    page = opened(look())
    page.locator("article .run.content", has_text="seven deaths").first.hover()
    assert page.locator("article .run.on-cue").all_inner_texts() == ["have confirmed"]
    assert page.locator("article .run.on-voice").all_inner_texts() == ["Officials"]
    assert page.locator(".note.active").count() == 1
    assert "Officials" in page.locator(".note.active").inner_text()
    assert page.locator("article .run.dim").count() > 5


def test_the_same_is_reached_by_keyboard_and_leads_to_the_claim(look: Look) -> None:
    page = opened(look())
    number = page.locator("article a.no").nth(1)
    number.focus()
    assert page.locator("article .run.on-cue").all_inner_texts() == ["have confirmed"]
    number.press("Enter")
    page.wait_for_url(re.compile(r"/claims/c-"))


def test_a_click_on_a_statement_opens_its_claim(look: Look) -> None:
    page = opened(look())
    page.locator("article .run.content", has_text="fed by stored fuel").click()
    page.wait_for_url(re.compile(r"/claims/c-"))


def test_nested_statements_are_painted_in_layers(look: Look) -> None:
    page = opened(look())
    layers = page.locator("article .run.content", has_text="when it was recorded").evaluate(
        "run => run.style.backgroundImage.split('linear-gradient').length - 1"
    )
    assert layers == 3  # what was recorded, in what the soldier says, in what the video reportedly shows


def test_notes_stand_at_their_lines_on_a_wide_screen_and_below_on_a_phone(look: Look) -> None:
    page = opened(look())
    until(page, "document.querySelector('.notes.wide .note').style.top !== ''")
    first = page.locator(".note").first.bounding_box()
    number = page.locator("article a.no").first.bounding_box()
    assert first and number and abs(first["y"] - number["y"]) < 12
    boxes = [page.locator(".note").nth(n).bounding_box() for n in range(page.locator(".note").count())]
    assert all(a and b and a["y"] + a["height"] <= b["y"] for a, b in itertools.pairwise(boxes))
    phone = opened(look(width=390))
    text, note = phone.locator("article").bounding_box(), phone.locator(".note").first.bounding_box()
    assert text and note and note["y"] >= text["y"] + text["height"]


def test_what_changed_between_two_versions_by_statement_and_by_word(look: Look) -> None:
    looking = look()
    page = opened(looking)
    page.get_by_label("Show what changed").check()
    page.wait_for_url(re.compile("from=1"))
    page.locator(".change").first.wait_for()
    corrected = page.locator(".change", has_text="may have died")
    assert corrected.locator("del", has_text="twelve").count() and corrected.locator("ins", has_text="nine").count()
    assert NOTICE in corrected.locator(".notice").inner_text()
    silent = page.locator(".change.silent-change")
    assert "seven" in silent.inner_text() and "no notice" in silent.inner_text()
    words = page.locator("section", has_text="word by word").locator("p.text")
    words.wait_for()
    assert "six" in words.locator("del").all_inner_texts() and "seven" in words.locator("ins").all_inner_texts()
    looking.shot("report-changes")


def test_the_slider_shows_an_older_version(look: Look) -> None:
    page = opened(look())
    assert "nine people" in page.locator("article").inner_text()
    page.get_by_role("slider").press("ArrowLeft")
    page.wait_for_url(re.compile("version=1"))
    page.locator("article", has_text="As many as twelve").wait_for()


def test_custody_is_shown_and_verified(look: Look) -> None:
    page = opened(look())
    custody = page.locator("section.custody")
    custody.get_by_text("sha256:").first.wait_for()
    custody.get_by_role("button", name="Verify now").click()
    custody.locator(".checks li").first.wait_for()
    assert custody.locator(".checks li.passed").count() >= 1
    assert custody.locator(".checks li.failed").count() == 0


def test_an_error_is_reported_and_shown_at_its_statement(look: Look) -> None:
    page = opened(look(), EMOJI_REPORT)
    note = page.locator(".note").first
    note.locator("summary").click()
    note.get_by_role("button", name="Report an error").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("It was <b>five</b>, not four.")
    page.get_by_role("dialog").get_by_role("button", name="Record").click()
    page.locator(".note .errors", has_text="It was <b>five</b>, not four.").wait_for()


def test_an_unknown_report_says_so(look: Look) -> None:
    looking = look(refused=True)
    looking.page.goto(looking.desk.address + "/reports/r-0000000000000000")
    looking.page.get_by_role("alert").first.wait_for()
