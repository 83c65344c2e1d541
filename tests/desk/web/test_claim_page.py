"""The page of a claim in a browser: the graph and its words, figures, statements by origin, what people write and take back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.desk.web.conftest import Desk, Look
from tests.desk.web.test_claims_list import told


@pytest.fixture(scope="module")
def claims(desk: Desk) -> list[dict[str, Any]]:
    """The claims of the desk, those of most reports first, as the command line tells them."""
    return told(desk.ledger, "--sort", "reports")


def drawn(page: Any, selector: str) -> dict[str, float]:
    """Where a node or a line of the drawing lies in the window."""
    spot: dict[str, float] = page.evaluate(
        """selector => {
            const holder = document.querySelector('.canvas'), box = holder.getBoundingClientRect();
            const one = holder._cyreg.cy.$(selector)[0];
            const at = one.isNode() ? one.renderedPosition() : one.renderedMidpoint();
            return {x: box.x + at.x, y: box.y + at.y};
        }""",
        selector,
    )
    return spot


def graph_there(page: Any) -> None:
    page.locator(".frame[aria-busy='false']").wait_for()


def test_the_head_tells_the_counts_in_plain_words(look: Look, claims: list[dict[str, Any]]) -> None:
    claim = claims[0]
    page = look().open(f"/claims/{claim['id']}")
    page.get_by_role("heading", level=1, name=claim["gist"], exact=True).wait_for()
    c = claim["counts"]
    sentence = page.locator(".sentence").inner_text()
    assert f"{c['independent']} independent origin" in sentence
    assert f"{c['reports']} reports carry it" in sentence
    assert ("nobody denies it" in sentence) == (c["denying"] == 0)


def test_every_statement_is_there_once_under_its_origin_copies_folded(look: Look, claims: list[dict[str, Any]]) -> None:
    claim = claims[0]
    page = look().open(f"/claims/{claim['id']}")
    page.locator("section.origin").first.wait_for()
    assert page.locator("section.origin").count() == len({s["origin"] for s in claim["statements"]})
    assert page.locator("section.origin .statement").count() == len(claim["statements"])
    folded = page.locator("details.copies").first
    assert not folded.locator(".statement").first.is_visible()
    folded.locator("> summary").click()
    assert folded.locator(".statement").first.is_visible()


def test_a_click_on_the_graph_shows_the_words(look: Look, claims: list[dict[str, Any]]) -> None:
    page = look().open(f"/claims/{claims[0]['id']}")
    graph_there(page)
    spot = drawn(page, "node.origin")
    page.mouse.click(spot["x"], spot["y"])
    words = page.locator("aside.words")
    words.locator(".statement").first.wait_for()
    assert words.locator("h3").inner_text() in {o["who"] for o in claims[0]["origins"]}
    spot = drawn(page, "edge.translates, edge.copies")
    page.mouse.click(spot["x"], spot["y"])
    words.locator("blockquote.shows").wait_for()
    assert "→" in words.locator("h3").inner_text()


def test_what_is_not_established_is_dashed_origins_stand_left_reports_right(
    look: Look, claims: list[dict[str, Any]]
) -> None:
    page = look().open(f"/claims/{claims[0]['id']}")
    graph_there(page)
    found = page.evaluate(
        """() => document.querySelector('.canvas')._cyreg.cy.nodes().map(n => ({
            x: n.position('x'), origin: n.hasClass('origin'), report: n.hasClass('report'), open: n.hasClass('open'),
            border: n.style('border-style')}))"""
    )
    unknown = {o["id"] for o in claims[0]["origins"] if o["kind"] != "identified"}
    assert sum(n["origin"] and n["open"] for n in found) == len(unknown) > 0
    assert {n["border"] for n in found if n["origin"]} == {"solid", "dashed"}
    assert all(n["border"] == ("dashed" if n["open"] else "solid") for n in found if n["origin"])
    assert max(n["x"] for n in found if n["origin"]) < min(n["x"] for n in found if n["report"])


def test_the_graph_is_walked_with_arrow_keys_and_is_a_list_too(look: Look, claims: list[dict[str, Any]]) -> None:
    page = look().open(f"/claims/{claims[0]['id']}")
    graph_there(page)
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowDown")
    kinds = [page.locator("aside.words p").first.inner_text()]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        kinds.append(page.locator("aside.words p").first.inner_text())
    assert kinds[0] == "Origin"
    assert kinds[-1] == "Report"
    reports = page.evaluate("document.querySelector('.canvas')._cyreg.cy.nodes('.report').length")
    page.get_by_role("button", name="List", exact=True).click()
    names = page.locator(".tree li.report > .line .node").evaluate_all("all => all.map(one => one.textContent.trim())")
    assert len(set(names)) == reports
    page.locator(".tree .node").first.click()
    page.locator("aside.words .statement").first.wait_for()


def test_the_figures_have_a_row_for_each_origin_and_open_ends_where_the_text_has_them(
    look: Look, claims: list[dict[str, Any]]
) -> None:
    claim = claims[0]
    with_figures = {s["origin"] for s in claim["statements"] if s["value"]}
    page = look().open(f"/claims/{claim['id']}")
    page.locator(".plot svg").first.wait_for()
    labels = page.locator(".plot svg").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(labels) == len(with_figures)
    bounds = {s["value"]["bound"] for s in claim["statements"] if s["value"]}
    assert any("≥" in label for label in labels) == ("at_least" in bounds)
    assert any("≤" in label for label in labels) == ("at_most" in bounds)
    assert page.locator(".plot .dot.copy").count() > 0
    assert page.locator(".comparisons li").count() > 0


def test_a_claim_that_is_not_there_says_so(look: Look, desk: Desk) -> None:
    looking = look()
    looking.page.goto(f"{desk.address}/claims/c-000000000000")
    looking.page.get_by_role("alert").wait_for()
    assert "no such claim" in looking.page.get_by_role("alert").inner_text().lower()
    looking.wrong[:] = [line for line in looking.wrong if "404" not in line]  # the browser notes the answer itself


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_bars_the_way_on_the_page_of_a_claim(
    look: Look, claims: list[dict[str, Any]], width: int, scheme: str
) -> None:
    looking = look(width=width, scheme=scheme)
    page = looking.open(f"/claims/{claims[0]['id']}")
    page.locator("section.origin").first.wait_for()
    page.locator(".plot svg").first.wait_for()
    if width > 1000:
        graph_there(page)
    assert looking.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    looking.shot(f"claim-{width}-{scheme}")
