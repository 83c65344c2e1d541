"""The map in Chromium: claims on it and beside it, the brush, disputed borders, who is said to hold which place."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from tests.desk.web.conftest import Desk, Look, sync_api, until

DRAWN = "document.querySelector('.map canvas') && document.querySelectorAll('.brush-bar').length > 0"


def drawn(look: Look, path: str = "/map", **how: object) -> sync_api.Page:
    """The page, once map and timeline are drawn."""
    page = look(**how).open(path)
    until(page, DRAWN)
    return page


def titles(page: sync_api.Page) -> list[str]:
    """The claims in the list."""
    found: list[str] = page.locator(".list li .gist").all_inner_texts()
    return found


def test_the_list_says_what_the_map_shows(look: Look) -> None:
    page = drawn(look)
    assert any("Kramatorsk" in title for title in titles(page))
    row = page.locator(".list li", has_text="Kramatorsk").first
    row.get_by_role("button").click()
    popup = page.locator(".maplibregl-popup")
    popup.wait_for()
    assert "Kramatorsk" in popup.inner_text() and "●" in popup.inner_text()
    assert popup.locator("a").first.get_attribute("href", timeout=5000).startswith("/claims/c-")


def test_a_point_on_the_map_opens_its_claims(look: Look) -> None:
    page = drawn(look, "/map?about=Nikopol")
    box = page.locator(".map").bounding_box()
    assert box
    for _ in range(30):  # the rings come from a worker
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # one claim: the map looks at it
        if page.locator(".maplibregl-popup").count():
            break
        page.wait_for_timeout(1000)
    page.locator(".maplibregl-popup", has_text="wounded").wait_for()


def test_the_brush_chooses_a_period_for_map_list_and_address(look: Look) -> None:
    page = drawn(look)
    before = titles(page)
    bars = page.locator(".brush-bar")
    first, last = bars.first.bounding_box(), bars.nth(2).bounding_box()
    assert first and last
    y = first["y"] + first["height"] - 2
    page.mouse.move(first["x"] - 1, y)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, y, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2025-\d\d-\d\d&until=2025-\d\d-\d\d"))
    until(page, f"document.querySelectorAll('.list li .gist').length < {len(before)}")
    assert page.locator(".brush-shade").is_visible()
    page.get_by_role("button", name="All days").click()
    until(page, f"document.querySelectorAll('.list li .gist').length === {len(before)}")


def test_the_period_can_be_typed(look: Look) -> None:
    page = drawn(look, "/map?since=2025-05-08")
    assert all("Kramatorsk" not in title for title in titles(page))
    assert any("wounded" in title for title in titles(page))


def test_a_coarsened_place_is_told(look: Look) -> None:
    page = drawn(look)
    told = page.locator(".list li", has=page.locator(".tag")).count()
    key = page.locator(".key .cell").count()
    assert (told > 0) == (key > 0)


def test_no_claim_is_so(look: Look) -> None:
    page = look().open("/map?about=zzzzzz")
    page.get_by_text("No claim with a place is so").wait_for()


def test_who_is_said_to_hold_a_place_and_who_denies_it(look: Look) -> None:
    page = drawn(look)
    table = page.locator("section", has_text="Who says who controls a place").locator("table")
    assert "Robotyne" in table.inner_text()
    assert "Ministry" in table.inner_text()
    assert table.locator("tr.denied").count() >= 1 or "voices differ" in table.inner_text()


def test_an_area_of_the_map_is_chosen_with_keys_alone_and_kept_in_the_address(look: Look) -> None:
    page = look().open("/claims")
    count = page.locator(".found")
    until(page, "/\\d/.test(document.querySelector('.found')?.textContent)")
    page.get_by_role("button", name="Area of the map").press("Enter")
    chooser = page.get_by_role("dialog", name="Choose an area")
    until(
        page,
        "!!document.querySelector('.area canvas') && /[1-9]/.test(document.querySelector('dialog [role=status]')?.textContent)",
    )
    take = chooser.get_by_role("button", name="Take this area")
    take.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("bbox="))
    until(page, "document.querySelectorAll('.list > li').length > 0 && !document.querySelector('dialog[open]')")
    assert 0 < int(re.sub(r"\D", "", count.inner_text())) < 200
    west, south, east, north = (float(part) for part in parse_qs(urlsplit(page.url).query)["bbox"][0].split(","))
    assert west < 33 < east and south < 47 < north  # around what has a place: Robotyne, Kramatorsk, Kherson, Nikopol
    page.get_by_role("button", name="Whole map").click()
    until(page, "!location.search.includes('bbox')")


def test_the_map_begins_with_the_area_of_the_address_and_leads_back_to_the_list(look: Look) -> None:
    page = look().open("/map?bbox=36,48,39,49")  # Kramatorsk alone
    until(page, "!!document.querySelector('.map canvas')")
    page.get_by_label("only what the map shows").check()
    until(page, "document.querySelectorAll('.list li').length > 0")
    assert all("Kramatorsk" in text for text in page.locator(".list li .gist").all_inner_texts())
    page.get_by_role("link", name="List these claims").click()
    page.wait_for_url(re.compile(r"/claims\?.*bbox="))


def test_a_claim_asked_for_before_the_map_has_come_is_shown_when_it_has(look: Look, hostile_desk: Desk) -> None:
    looking = look(at=hostile_desk)
    held: list[sync_api.Route] = []

    def hold(route: sync_api.Route) -> None:
        held.append(route)

    looking.page.route("**/map-view-*.js", hold)
    page = looking.open("/map?place=Zastavne")
    page.locator(".list li button").first.click()
    assert page.locator(".maplibregl-popup").count() == 0
    for route in held:
        route.continue_()
    page.locator(".maplibregl-popup").wait_for()
