"""Names of persons, bodies and places."""

from __future__ import annotations

import itertools

import pytest

from selon.grounding import not_covered
from selon.grounding.gazetteer import Gazetteer
from selon.grounding.names import find_names
from selon.lang import available, load


@pytest.mark.parametrize(
    "language, text, expected",
    [
        ("en", "Keir Starmer met President Zelensky in Kyiv. Starmer left for London.",
         [("Keir Starmer", "PER"), ("Zelensky", "PER"), ("Kyiv", "LOC"), ("Starmer", "PER"), ("London", "LOC")]),
        ("ru", "Президент США Джо Байден позвонил Владимиру Зеленскому. Байден был в Вашингтоне.",
         [("США", "LOC"), ("Джо Байден", "PER"), ("Владимиру Зеленскому", "PER"), ("Байден", "PER"), ("Вашингтоне", "LOC")]),
        ("uk", "За словами Сергія Гайдая, у Сєвєродонецьку йдуть бої.",
         [("Сергія Гайдая", "PER"), ("Сєвєродонецьку", "LOC")]),
        ("de", "Ursula von der Leyen sprach in Brüssel mit Olaf Scholz.",
         [("Ursula von der Leyen", "PER"), ("Brüssel", "LOC"), ("Olaf Scholz", "PER")]),
        ("fr", "Jean-Noël Barrot s'est rendu à Beyrouth.", [("Jean-Noël Barrot", "PER"), ("Beyrouth", "LOC")]),
    ],
)  # fmt: skip
def test_names_in_text_order(built_in: Gazetteer, language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = find_names(text, load(language), built_in)
    assert [(m.span.text, m.kind) for m in found] == expected
    assert all(text[m.span.start : m.span.end] == m.span.text and m.why for m in found)


def test_names_do_not_overlap(built_in: Gazetteer) -> None:
    text = "The Kyiv City Police Department and the Ministry of Defence of Ukraine met Boris Johnson in Kharkiv Oblast."
    spans = [(m.span.start, m.span.end) for m in find_names(text, load("en"), built_in)]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("language", "text", "bodies"),
    [
        ("ru", "Об этом вчера объявил Верховный суд.", ["Верховный суд"]),
        ("ru", "Член Демократической партии промолчал.", ["Демократической партии"]),
        ("ru", "Глава компании «Уфанет» купил билет на «Вечер».", ["Уфанет"]),
        ("uk", "Суд зобов'язав ТОВ «Торгсервіс» сплатити борг.", ["Торгсервіс"]),
        ("ru", "Депутаты Конгресса разъехались.", ["Конгресса"]),
        ("ru", "Вчера суд молчал, а компания закрылась.", []),
    ],
)
def test_bodies_by_their_heads_and_quotation_marks(language: str, text: str, bodies: list[str]) -> None:
    """A head in lower case behind an adjective with a capital, a case form, a name in quotation marks behind a body."""
    assert [m.span.text for m in find_names(text, load(language)) if m.kind == "ORG"] == bodies


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "El portavoz Serguéi Ivanov y la ministra María López hablaron en Kiev.",
         [("Serguéi Ivanov", "PER"), ("María López", "PER"), ("Kiev", "LOC")]),
        ("es", "La Universidad de Sevilla y el Banco de España lo niegan.",
         [("Universidad de Sevilla", "ORG"), ("Banco de España", "ORG")]),
        ("es", "Hoy habló el general Sirski. Sirski no dio cifras.", [("Sirski", "PER"), ("Sirski", "PER")]),
        ("it", "Il portavoce Sergej Ivanov e la ministra Maria Rossi hanno parlato a Roma.",
         [("Sergej Ivanov", "PER"), ("Maria Rossi", "PER"), ("Roma", "LOC")]),
        ("it", "Lo nega l'Università di Bologna.", [("Università di Bologna", "ORG")]),
        ("it", "Oggi ha parlato il generale Syrskyi. Syrskyi non ha dato cifre.", [("Syrskyi", "PER"), ("Syrskyi", "PER")]),
    ],
)  # fmt: skip
def test_names_in_spanish_and_italian(
    built_in: Gazetteer, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(m.span.text, m.kind) for m in find_names(text, load(language), built_in)] == expected


@pytest.mark.parametrize("language", available())
def test_every_pack_has_the_tables_that_grounding_needs(language: str) -> None:
    assert not_covered(load(language), "x") == ()
