"""Which words tell of a deed of war, by themselves."""

from __future__ import annotations

import pytest

from selon import lang
from selon.grounding.happenings import tells_deed


@pytest.mark.parametrize(
    ("language", "words", "deed"),
    [
        ("en", "two people were killed", True),
        ("en", "the talks took place in Geneva", False),  # `took` tells of a town taken only beside a place
        ("en", "she lost her way", False),
        ("fr", "deux personnes ont été tuées", True),
        ("ru", "погибли четыре человека", True),
    ],
)
def test_a_common_word_is_no_deed(language: str, words: str, deed: bool) -> None:
    assert tells_deed(words, lang.load(language)) is deed
