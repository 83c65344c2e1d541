"""Denied or asserted: where several are named at once, and where the negation closes the clause."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted


def polarities(language: str, body: str) -> dict[str, str]:
    """For each assertion of a short text: its words and whether it is asserted."""
    return {a.content: a.polarity for a in asserted(body, language)}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("uk", "Загиблих і поранених у бригаді вчора й сьогодні немає, сказала речниця Олена Кравець."),
        ("ru", "Погибших нет, сообщил губернатор Иван Петров."),
        ("en", "There were no dead or wounded, the governor, Ann Lee, said."),
        ("de", "Tote und Verletzte gebe es nicht, sagte Gouverneurin Anna Lee."),
        ("fr", "Il n'y a ni mort ni blessé, a déclaré la gouverneure Anne Lee."),
    ],
)
def test_nobody_was_hurt_is_a_denial(language: str, body: str) -> None:
    assert set(polarities(language, body).values()) == {"denied"}


def test_a_negation_reaches_over_no_second_verb() -> None:
    """Another deed behind `and`, and a verb of seeing: neither denies what stands before."""
    found = polarities("en", "Two people were killed and nobody was wounded, Ann Lee said.")
    assert [p for words, p in found.items() if "killed" in words] == ["asserted"]
    found = polarities("en", "Ann Lee counted eleven damaged houses and saw no military vehicles.")
    assert "asserted" in found.values()
