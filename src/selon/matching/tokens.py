"""Folded words of a text, with their places: what the tables of a pack are looked up with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = r"[^\W\d_]+(?:(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+|(?<=[nN])['’][tT]\b)*"
_FIGURES = r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?"
_WORD = re.compile(f"{_LETTERS}|{_FIGURES}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: `text` folded, `start` and `end` in code points, `capital` whether it begins with a
    capital, `capitals` whether it is written in two or more capitals and nothing else."""

    text: str
    start: int
    end: int
    capital: bool
    capitals: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """Lower case, without accents and apostrophes; `ё` becomes `е`, `й` becomes `и`."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ")


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words and numbers of `text[start:end]`; offsets point into the whole text."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(_token(m.group(), m.start(), m.end()) for m in found)


def _token(word: str, start: int, end: int) -> Token:
    return Token(folded(word), start, end, word[0].isupper(), len(word) > 1 and word.isupper())
