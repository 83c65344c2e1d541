"""One key for a person's name."""

import pytest

from selon.grounding.names_parts import parts
from selon.grounding.persons import PersonKey, person_key
from selon.lang.pack import load

SPELLINGS = [
    [
        ("Vladimir Poutine", "fr"),
        ("Wladimir Putin", "de"),
        ("Владимир Путин", "ru"),
        ("Володимир Путін", "uk"),
        ("Vladimir Putin", "en"),
    ],
    [("Sergueï Lavrov", "fr"), ("Sergej Lawrow", "de"), ("Сергея Лаврова", "ru"), ("Сергієм Лавровим", "uk")],
    [("Andreï Belooussov", "fr"), ("Andrej Beloussow", "de"), ("Андреем Белоусовым", "ru"), ("Андрія Бєлоусова", "uk")],
    [("Serhii Haidai", "en"), ("Сергея Гайдая", "ru"), ("Сергій Гайдай", "uk"), ("Serhij Hajdaj", "de")],
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=[group[0][0] for group in SPELLINGS])
def test_spellings_and_case_forms_have_one_key(spellings: list[tuple[str, str]]) -> None:
    assert len({person_key(name, language, parts(load(language))) for name, language in spellings}) == 1


def test_an_initial_fits_the_name_and_no_other() -> None:
    putin, initial = person_key("Vladimir Putin", "en"), person_key("V. Putin", "en")
    assert putin.fits(initial)
    assert not person_key("Dmitry Putin", "en").fits(initial)
    assert not putin.fits(PersonKey(putin.surname, ""))


def test_an_initial_without_a_space_is_one() -> None:
    assert person_key("Т.Мей", "uk") == person_key("Т. Мей", "uk")


def test_nothing_has_an_empty_key() -> None:
    assert person_key(" . ", "en") == PersonKey("", "")
