"""Pages made to hurt: bounded time, a document or a fault, never an exception. The process must live on."""

from __future__ import annotations

import pytest
from tests.growth import linear

from selon.errors import Fault
from selon.model import Capture, Document
from selon.reading import read
from selon.reading.head import _parsed
from selon.reading.page import without_hidden

LINE = "Le maire a dit que la route numéro {} resterait fermée et que rien ne changerait avant demain matin."
ARTICLE = (
    "<article><h1>La route reste fermée</h1>" + "".join(f"<p>{LINE.format(i)}</p>" for i in range(20)) + "</article>"
)
LD = '<script type="application/ld+json">'


def page(html: str | bytes) -> tuple[Document | None, list[str]]:
    document, faults = read(Capture(html if isinstance(html, bytes) else html.encode(), "html", "p.html"))
    assert document is not None or faults
    assert all(isinstance(f, Fault) and f.place == "p.html" for f in faults)
    return document, [f.code for f in faults]


@pytest.mark.parametrize(
    "html",
    [
        "<div>",
    ],
    ids=lambda html: html[:24],
)
def test_hostile_markup_is_survived_alone_and_before_an_article(html: str) -> None:
    def read_it(size: int) -> None:
        page(html * size)
        page(f"<html><body>{html * size}{ARTICLE}")

    linear(read_it, 100_000)


def test_deep_nesting_keeps_the_words() -> None:
    document, codes = page("<html><title>Fermée</title><body>" + "<div>" * 100_000 + ARTICLE)
    assert document is not None
    assert LINE.format(19) in document.text
    assert "deep" in codes


def test_unclosed_paragraphs_and_items_are_not_deep() -> None:
    document, codes = page(
        "<html><body><h1>Trois cents points</h1>" + "".join(f"<p>{LINE.format(i)}" for i in range(300))
    )
    assert document is not None
    assert "deep" not in codes
    assert LINE.format(299) in document.text


@pytest.mark.slow
def test_fifty_megabytes_are_read_up_to_the_limit() -> None:
    def read_it(size: int) -> list[str]:
        document, codes = page(b"<html><body><article><h1>Titre</h1>" + b"<p>Un mot et un autre mot ici.</p>" * size)
        assert document is not None
        return codes

    linear(read_it, 1_500_000)
    assert "cut" in read_it(1_500_000)


def test_fifty_megabytes_of_script_hide_nothing() -> None:
    def read_it(size: int) -> None:
        document, codes = page("<html><head><script>" + "var a = 1;" * size + "</script></head><body>" + ARTICLE)
        assert document is not None
        assert (codes, LINE.format(19) in document.text) == ([], True)

    linear(read_it, 5_000_000)


def test_a_page_without_an_article_says_so() -> None:
    document, codes = page("<html><head><title>Menu</title></head><body><nav><a href=/>Accueil</a></nav></body></html>")
    assert "no-article" in codes
    assert document is None or document.text.startswith("Menu")


def test_hidden_parts_go_and_linked_data_stays() -> None:
    html = f"a<!-- x --><STYLE>p{{}}</style>b{LD}{{}}</script><script>if (a < b) c</script >d<script>open"
    assert without_hidden(html) == f"ab{LD}{{}}</script>d<script>open"


@pytest.mark.parametrize(
    "data",
    ['[{"@type": 7}]', '{"@type": "NewsArticle", "headline": {"a": [1]}, "author": [[["x"]]], "image": [null, 3, {}]}', "null",
     '{"@graph": {"@graph": {"@type": ["NewsArticle"], "datePublished": 99, "publisher": "X"}}}', '{"@type": "NewsArticle",}',
     '//<![CDATA[\n{"@type": "NewsArticle", "author": "Al Bo"}\n//]]>', '{"@type":"NewsArticle","url":"https://[bad","@id":4}'],
)  # fmt: skip
def test_strange_linked_data_is_survived(data: str) -> None:
    document, codes = page(f"<html><head>{LD}{data}</script></head><body>{ARTICLE}")
    assert document is not None
    assert document.headline == "La route reste fermée"
    assert codes == []


@pytest.mark.parametrize(
    "script",
    [
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '<!-- {"a": 1} -->',
        '<!--//<![CDATA[ {"a": 1} //]]>\n-->',
        ' {"a": 1,};',
        '{"a": 1}',
    ],
)
def test_linked_data_is_read_in_whatever_it_is_wrapped(script: str) -> None:
    assert _parsed(script) == {"a": 1}


def test_a_megabyte_of_spaces_in_linked_data_takes_linear_time() -> None:
    def parse(size: int) -> None:
        assert _parsed('{"a":' + " " * size + "1}") == {"a": 1}

    linear(parse, 900_000)


def test_images_in_the_page_and_choices_are_left_out() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 5000}">'
    document, _ = page(f"<html><body><select></select><OPTION value=x>no</OPTION>{picture}{ARTICLE}")
    assert document is not None
    assert LINE.format(19) in document.text
    assert "AAAA" not in document.text
