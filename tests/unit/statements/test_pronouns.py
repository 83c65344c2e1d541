"""Whom a pronoun stands for: named where the statement is shown, with the phrase it refers to."""

from __future__ import annotations

import pytest

from selon.model import Capture
from selon.pipeline import read_capture


def speakers(text: str) -> list[str]:
    """The deepest voice of each statement, by the phrase that names it best."""
    report, _ = read_capture(Capture(text.encode(), "txt", "a.txt"))
    assert report is not None
    return [s.voices[-1].name for s in report.statements]


@pytest.mark.parametrize(
    "text, named",
    [
        # who leads the sentence, though nobody was quoted yet
        (
            "Kestria's defence minister, Ostap Veres, showed reporters three engines that he said had been found there.",
            "Kestria's defence minister, Ostap Veres",
        ),
        # the subject of what is said is not who says it
        ("Le gouverneur, Paul Vernet, parle d'un incendie.\n\nDeux employés ont été blessés, a-t-il dit.", "-t-il"),
        # a feminine pronoun for a body with a feminine article
        ("La mairie annonce la fermeture du pont. Elle précise que deux piles sont fissurées.", "La mairie"),
        # a woman in an office whose name is masculine
        ("Склад пуст, сообщила начальник порта Нина Вересова. По её словам, груз ушёл в марте.", "начальник порта Нина Вересова"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for(text: str, named: str) -> None:
    assert speakers(text)[-1] == named


def test_whom_somebody_quotes_is_no_speaker_of_the_next_sentence() -> None:
    text = (
        "«Сорок человек отказались идти, — рассказывает солдат Пётр Лаптев. — Комбат сказал, что расстреляет каждого». "
        "По его словам, троих посадили в яму."
    )
    assert speakers(text)[-1] == "солдат Пётр Лаптев"
