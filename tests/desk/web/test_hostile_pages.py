"""Reports that carry markup in every field, shown on every page: it is text, and nothing runs (`look` fails otherwise)."""

from __future__ import annotations

import pytest
from tests.desk.web.conftest import Desk, Look
from tests.desk.web.dossiers import IMAGE, SCRIPT


@pytest.mark.parametrize(
    "path", ["/claims", "/reports", "/map", "/sources", "/inbox", "/search?q=Kramatorsk", "/search?q=<script>"]
)
def test_markup_in_a_report_is_text_on_every_page(look: Look, hostile_desk: Desk, path: str) -> None:
    page = look(at=hostile_desk).open(path)
    page.wait_for_timeout(4000 if path == "/map" else 1200)
    assert page.locator("main img, main script, main svg[onload], main iframe").count() == 0
    assert page.locator("a[href^='javascript:' i]").count() == 0


def test_a_hostile_report_is_read_as_written(look: Look, hostile_desk: Desk) -> None:
    looking = look(at=hostile_desk)
    page = looking.open("/reports")
    page.locator(".list h2 a").first.wait_for()
    assert SCRIPT in page.locator(".list h2").all_inner_texts()[-1] or IMAGE in page.locator(".list").inner_text()
    page.locator(".list h2 a", has_text=SCRIPT).first.click()
    page.locator("article").wait_for()
    assert SCRIPT in page.locator("article").inner_text() and IMAGE in page.locator("article").inner_text()
    assert page.locator("a[href^='javascript:' i]").count() == 0
    page.locator("article .run.content").first.hover()
    page.get_by_role("button", name="Verify now").click()
    page.wait_for_timeout(800)


def test_markup_in_a_source_and_in_a_popup_is_text(look: Look, hostile_desk: Desk) -> None:
    page = look(at=hostile_desk).open("/sources")
    page.locator("tbody a", has_text="<img").first.click()
    page.locator("h1", has_text="<img").wait_for()
    page = look(at=hostile_desk).open("/map")
    page.locator(".list li button").first.click(timeout=60_000)
    page.wait_for_timeout(1500)
    assert page.locator(".maplibregl-popup img, .maplibregl-popup script").count() == 0


def test_markup_in_the_name_of_a_gazetteers_place_is_text(look: Look, hostile_desk: Desk) -> None:
    looking = look(at=hostile_desk)
    path = looking.report("https://trap-post.example/1")
    told = looking.page.request.get(f"{hostile_desk.address}/api/v1{path}").json()["data"]["places"]
    assert f"Trapville {IMAGE}" in [place["name"] for place in told]  # it reaches the page's data …
    for shown in (path, "/claims?place=Zastavne", "/map?place=Zastavne"):
        page = looking.open(shown)
        page.locator("main", has_text="Zastavne Brid").first.wait_for()
        assert page.locator("main img, main script").count() == 0  # … and is nowhere an element
    page.locator(".list li button").first.click(timeout=60_000)
    page.locator(".maplibregl-popup").wait_for()
    assert page.locator(".maplibregl-popup img").count() == 0


def test_hostile_addresses_of_the_desk_itself(look: Look, hostile_desk: Desk) -> None:
    looking = look(at=hostile_desk, refused=True)
    for path in (
        "/reports/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/sources/..%2F..%2Fetc",
        "/inbox?kind=<script>",
        "/map?since=<b>",
    ):
        looking.page.goto(looking.desk.address + path)
        looking.page.wait_for_timeout(700)
