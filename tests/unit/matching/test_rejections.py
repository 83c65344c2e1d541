"""Whoever rejects a report is one who denies it, and no one who confirms it."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted

REJECTED = [
    ("en", "The ministry rejected Ukrainian reports that the warship had gone down.", "sink"),
    ("de", "Gerüchte, der Frachter sei untergegangen, wies Kallergis zurück.", "sink"),
    ("fr", "Le gouverneur a qualifié de mensonge l'annonce de la prise de la ville.", "seize"),
    ("ru", "Министерство назвало ложью сообщения о том, что корабль затонул.", "sink"),
    ("uk", "Інформацію про вибух на складі в міністерстві спростували.", "explode"),
]


@pytest.mark.parametrize(("language", "text", "told"), REJECTED)
def test_what_is_rejected_is_denied(language: str, text: str, told: str) -> None:
    assert {a.polarity for a in asserted(text, language) if told in a.triggers} == {"denied"}


def test_what_is_confirmed_is_asserted() -> None:
    found = asserted("The ministry confirmed reports that the ship had sunk.")
    assert {a.polarity for a in found if "sink" in a.triggers} == {"asserted"}


def test_own_words_behind_a_rejection_are_asserted() -> None:
    text = "Gerüchte, der Frachter sei untergegangen, nannte Kallergis falsch: Das Schiff liege im Hafen vor Anker."
    said = [a for a in asserted(text, "de") if "liege" in a.content]
    assert said
    assert {a.polarity for a in said} == {"asserted"}
