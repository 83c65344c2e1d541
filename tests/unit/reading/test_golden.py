"""Pages written for Selon, each with what a reader would note down; a changed site gets a second page, never an edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.model import Capture, Picture
from selon.reading import read

GOLDEN = Path(__file__).parents[2] / "golden"
PAGES = sorted(GOLDEN.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_golden_page(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    document, faults = read(Capture(page.read_bytes(), "html", page.name))
    assert document is not None
    assert document.text == "\n\n".join([expected["headline"], *expected.pop("paragraphs")])
    assert [fault.code for fault in faults] == expected.pop("faults")
    expected["picture"] = Picture(*expected["picture"]) if expected["picture"] else None
    expected |= {"authors": tuple(expected["authors"]), "credits": tuple(expected["credits"])}
    assert {field: getattr(document, field) for field in expected} == expected


def test_the_same_page_gives_the_same_text_the_fifth_time() -> None:
    capture = Capture(PAGES[0].read_bytes(), "html", PAGES[0].name)
    assert len({read(capture) for _ in range(5)}) == 1


def test_what_the_user_says_wins_over_the_page() -> None:
    capture = Capture(PAGES[1].read_bytes(), "html", "x", published="2020-01-01", language="en")
    document, _ = read(capture)
    assert document is not None
    assert (document.published, document.language) == ("2020-01-01", "en")
