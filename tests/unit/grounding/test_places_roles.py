"""What a place has to do with a text."""

from __future__ import annotations

import pytest

from selon.grounding import ground
from selon.grounding.gazetteer import Gazetteer
from selon.grounding.places_roles import innermost
from selon.lang.pack import load as pack
from selon.model import Document, Report, Span, Statement, Voice


def report(text: str, content: str, voice: str, cue: str, language: str = "en") -> Report:
    def span(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words), words)

    voices = (Voice(span(voice), span(cue), "say", "person"),)
    statement = Statement("s", (span(content),), voices, "attributed", "report")
    return Report(Document("d", text, language=language), (statement,))


@pytest.mark.parametrize(
    "text, content, voice, cue, roles",
    [
        ("Shells fell in Bakhmut, the mayor told reporters in Kyiv.", "Shells fell in Bakhmut", "the mayor", "told",
         {"Bakhmut": "happened", "Kyiv": "said"}),
        ("Drones struck Kharkiv, said the governor of Sumy.", "Drones struck Kharkiv", "the governor of Sumy", "said",
         {"Kharkiv": "happened", "Sumy": "named"}),
        ("KYIV, Sept 15 (Reuters) - Troops are in Robotyne, the army said.", "Troops are in Robotyne", "the army", "said",
         {"KYIV": "said", "Robotyne": "happened"}),
    ],
)  # fmt: skip
def test_roles(built_in: Gazetteer, text: str, content: str, voice: str, cue: str, roles: dict[str, str]) -> None:
    grounded = ground(report(text, content, voice, cue), pack("en"), built_in)
    assert {p.span.text: p.role for p in grounded.places} == roles


def test_a_statement_points_to_its_places_the_narrowest_where_it_happened_first(built_in: Gazetteer) -> None:
    text = "In Ukraine, Russia shelled homes in Nikopol, he said."
    grounded = ground(report(text, "In Ukraine, Russia shelled homes in Nikopol", "he", "said"), pack("en"), built_in)
    (statement,) = grounded.statements
    assert [grounded.places[i].span.text for i in statement.places] == ["Nikopol", "Ukraine", "Russia"]
    nearest = innermost(grounded.places)
    assert nearest is not None
    assert nearest.span.text == "Nikopol"


def test_a_content_without_a_place_takes_where_its_sentence_says(built_in: Gazetteer) -> None:
    text = "In Bakhmut, he said, nobody is left. Kherson was calm."
    grounded = ground(report(text, "nobody is left", "he", "said"), pack("en"), built_in)
    assert [grounded.places[i].span.text for i in grounded.statements[0].places] == []
    assert [(p.span.text, p.role) for p in grounded.places] == [("Bakhmut", "said"), ("Kherson", "named")]


def test_without_a_gazetteer_the_report_comes_back(built_in: Gazetteer) -> None:
    given = report("He said it rained in Kyiv.", "it rained in Kyiv", "He", "said")
    assert ground(given, pack("en")) == given
