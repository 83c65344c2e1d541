"""Words with a capital, one after the other: the raw material of names of places and of persons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from selon.grounding.names_parts import CAPITAL, Parts

_INITIAL = re.compile(r"(?:^|[.!?…:;\n\r\t«»“”„\"•|–—-])[\s\u00a0]*[\"“«„(\[]?$")
LOOK = 6


class Word(NamedTuple):
    """One word with a capital: offsets in code points, without an elided article and a possessive; `text` is what
    stands there.
    """

    start: int
    end: int
    text: str


def words_of(text: str, facts: Parts) -> list[Word]:
    """The words of a text that begin with a capital, in text order."""
    return list(_words_of(text, facts))


@lru_cache(maxsize=2)
def _words_of(text: str, facts: Parts) -> tuple[Word, ...]:
    """Remembered for the last texts: persons, bodies and places of one are looked for one after the other."""
    found = []
    elision, possessive = facts.elision, facts.possessive
    for match in CAPITAL.finditer(text):
        start, end = match.span()
        word = match.group()
        if ("'" in word or "’" in word) and elision is not None and (cut := elision.match(word)):
            start += cut.end()
            word = word[cut.end() :]
        if possessive is not None and word[-1] == "s" and (cut := possessive.search(word)) and len(cut.group()) > 1:
            end -= len(cut.group())
            word = word[: cut.start()]
        if "." in word and end < len(text) and text[end] == ".":
            end += 1
            word += "."
        found.append(Word(start, end, word))
    return tuple(found)


def begins_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, a line or a quotation."""
    return bool(_INITIAL.search(text, max(0, start - LOOK), start)) or start == 0


def joined(text: str, left: int, right: int) -> bool:
    """Whether only one space stands between two words."""
    return right - left == 1 and text[left] in " \u00a0"
