"""How patterns of the tables `frames` and `concepts` are looked up."""

from __future__ import annotations

import pytest

from selon.lang import load
from selon.matching.lexicon import lexicon_of
from selon.matching.tokens import tokens_of


def notions_in(code: str, text: str) -> set[str]:
    return {hit.sense.concept for hit in lexicon_of(load(code)).find(tokens_of(text))}


@pytest.mark.parametrize(
    ("text", "notion", "there"),
    [
        ("The US will send jets", "usa", True),
        ("They gave us forty minutes", "usa", False),
        ("Polish border guards", "poland", True),
        ("He will polish the boots", "poland", False),
        ("on 3 March", "march", True),
        ("They march on the capital", "march", False),
        ("The Patriot battery", "air_defence_system", True),
        ("every patriot knows", "air_defence_system", False),
    ],
)
def test_a_word_written_with_a_capital_is_found_only_so(text: str, notion: str, there: bool) -> None:
    assert (notion in notions_in("en", text)) is there


@pytest.mark.parametrize("written", ["won't", "won’t", "WON'T"])
def test_a_verb_and_its_not_are_one_word(written: str) -> None:
    assert [t.text for t in tokens_of(f"They {written} go")] == ["they", "wont", "go"]


@pytest.mark.parametrize(
    ("code", "text", "notion"),
    [
        ("uk", "Дрони вразили склад", "hit"),
        ("uk", "Дрони уразили склад", "hit"),
        ("uk", "Двоє втекли вночі", "night"),
        ("uk", "Боєць потрапив у полон", "captive"),
        ("uk", "Боєць потрапив в полон", "captive"),
        ("ru", "Рота вошла в село", "enter_town"),
        ("ru", "Рота вошла во Львовку", "enter_town"),
    ],
)
def test_a_word_written_in_two_ways_is_one_word(code: str, text: str, notion: str) -> None:
    """Ukrainian в and у, й and і, Russian во and в change with the sounds around, not with what is meant."""
    assert notion in notions_in(code, text)
