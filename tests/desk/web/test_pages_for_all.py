"""Every page of reading, in dark and light, on a desk and on a phone: axe-core, no sideways scrolling, five languages."""

from __future__ import annotations

import pytest
from tests.desk.web.conftest import Look, Looking
from tests.desk.web.dossiers import REVISED

PAGES = {
    "reports": "/reports", "report": "", "report-diff": "?from=1", "map": "/map", "sources": "/sources",
    "inbox": "/inbox", "search": "/search?q=Halivka",
}  # fmt: skip
SOURCE = "source"


def path_of(looking: Looking, name: str) -> str:
    """The address of a page; that of a report is asked for."""
    path = PAGES.get(name, "/sources")
    return looking.report(REVISED) + path if name.startswith("report") and name != "reports" else path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, SOURCE])
def test_axe_finds_nothing_serious(look: Look, name: str, scheme: str) -> None:
    looking = look(scheme=scheme)
    page = looking.open(path_of(looking, name))
    if name == SOURCE:
        page.locator("tbody a").first.click()
        page.locator("svg.flow, section .muted").first.wait_for()
    page.wait_for_load_state("networkidle") if name != "inbox" else page.wait_for_timeout(500)
    page.wait_for_timeout(800 if name != "map" else 4000)
    assert looking.axe() == []
    looking.shot(f"{name}-1280-{scheme}")


@pytest.mark.parametrize("name", list(PAGES))
def test_nothing_is_wider_than_a_phone(look: Look, name: str) -> None:
    looking = look(width=390, scheme="dark")
    page = looking.open(path_of(looking, name))
    page.wait_for_timeout(800 if name != "map" else 4000)
    looking.shot(f"{name}-390-dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [finding for finding in looking.axe() if finding] == []


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Boîte de réception"), ("de", "Eingang"), ("ru", "Входящие"), ("uk", "Вхідні")]
)
def test_the_pages_speak_five_languages(look: Look, language: str, title: str) -> None:
    looking = look(language=language)
    page = looking.open("/inbox")
    assert page.locator("main h1").inner_text() == title
    looking.open(looking.report(REVISED))
    page.locator(".note").first.wait_for()
    assert "report." not in page.locator("main").inner_text()


def test_an_address_without_a_page_says_so(look: Look) -> None:
    page = look(refused=True).open("/nothing/here")
    assert page.locator("main h1").inner_text() == "Page not found"
