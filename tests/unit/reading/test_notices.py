"""Correction notices in five languages; ordinary sentences that only look like them."""

from __future__ import annotations

import pytest
from tests.growth import linear

from selon.lang import load
from selon.model import Document
from selon.reading.notices import notices


def found(text: str, code: str) -> list[tuple[str, str]]:
    return [(n.kind, n.span.text) for n in notices(Document("d", text), load(code))]


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("en", "Correction: the number of dead is five, not three.", "correction"),
        ("en", "CORRECTION (Sept. 16): The mayor is a woman.", "correction"),
        ("en", "This story has been corrected to say that two died.", "correction"),
        ("en", "An earlier version of this article misstated the date.", "correction"),
        ("en", "Editor’s note: the quote was translated again.", "clarification"),
        ("en", "Update, 14:20: the ministry has replied.", "update"),
        ("fr", "Dans une version antérieure de cet article, nous écrivions que trois personnes étaient mortes.", "correction"),
        ("fr", "Rectificatif : le bilan est de cinq morts.", "correction"),
        ("fr", "Contrairement à ce que nous écrivions, le pont est ouvert.", "correction"),
        ("fr", "[Mise à jour] Le ministère a répondu.", "update"),
        ("de", "Korrektur: In dem Dorf starben fünf Menschen.", "correction"),
        ("de", "In einer früheren Version des Artikels hieß es, drei Menschen seien gestorben. Wir haben das korrigiert.", "correction"),
        ("de", "Anm. d. Red.: Das Zitat wurde neu übersetzt.", "clarification"),
        ("ru", "Исправлено: погибли пять человек.", "correction"),
        ("ru", "Уточнено. Ранее сообщалось о трёх погибших.", "clarification"),
        ("ru", "В предыдущей версии новости говорилось о трёх погибших.", "correction"),
        ("ru", "UPD 15:30. Добавлен комментарий.", "update"),
        ("uk", "Виправлено: загинули п'ятеро людей.", "correction"),
        ("uk", "У попередній версії новини йшлося про трьох загиблих.", "correction"),
        ("uk", "Уточнення: міст відкрито.", "clarification"),
    ],
)  # fmt: skip
def test_notices_are_recognised(code: str, line: str, kind: str) -> None:
    text = f"The first paragraph.\n\n{line}\n\nThe last one."
    assert found(text, code) == [(kind, line)]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "Correction of the river took ten years."),
        ("en", "The army made corrections to its figures, the mayor said."),
        ("en", "Updated maps were handed out."), ("fr", "La correction de trajectoire a échoué."),
        ("fr", "Précision allemande, efficacité suisse."), ("de", "Die Korrektur der Zahlen dauert an."),
        ("de", "Korrektur lesen die Beamten selbst."), ("ru", "Уточнение списков продолжается."),
        ("ru", "Исправленные данные будут позже."),
        ("uk", "Виправлення помилок триває."),
    ],
)  # fmt: skip
def test_ordinary_sentences_are_none(code: str, line: str) -> None:
    assert found(line, code) == []


def test_a_long_text_takes_linear_time() -> None:
    linear(lambda n: found("correction " * n + "\n" + "\n".join(["in einer früheren  "] * (n // 10)), "de"), 200_000)


def test_a_notice_begins_with_the_sentence_that_says_so() -> None:
    text = "The mayor spoke of 40 guests and a closed bridge. An earlier version of this article said that three had died. It was five."
    assert found(text, "en") == [
        ("correction", "An earlier version of this article said that three had died. It was five.")
    ]
