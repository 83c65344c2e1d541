"""Folding: words made comparable for search, the same way for every language.

Compatibility decomposition (Unicode NFKD, UAX #15), marks dropped, full case folding, so that `Élysée` is `elysee`,
`ЇЖАК` is `іжак` and `Straße` is `strasse`. No stemmer (there is none for Ukrainian): a query word stands for all
words that begin as it does, short of its last letters, which finds most inflected forms.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TOKEN = 64
"""Longer words are cut here, code points."""
MAX_TERMS = 24
"""More words of a query are ignored."""

_WORD = re.compile(r"[^\W_ʼ]+")
_INNER_APOSTROPHE = re.compile(r"(?<=[\u0400-\u04ff])['’ʼ‘`](?=[\u0400-\u04ff])")
_QUERY_PART = re.compile(r'"([^"]*)"|([^"\s]+)')


def fold(text: str) -> str:
    """`text` without marks and case; apostrophes inside a Cyrillic word are dropped. Idempotent."""
    if text.isascii():
        return text.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _INNER_APOSTROPHE.sub("", plain.casefold())


def tokens(text: str) -> list[str]:
    """The folded words of `text` in order: letters and digits of any script, each at most `MAX_TOKEN` code points."""
    return [word[:MAX_TOKEN] for word in _WORD.findall(fold(text))]


def indexed(text: str) -> str:
    """`text` as the index keeps it: its folded words with one space between."""
    return " ".join(tokens(text))


def stem(word: str) -> str:
    """The beginning that a query word stands for: the word without its last 0 to 3 letters, by its length."""
    if len(word) <= 4:
        return word
    return word[: -1 if len(word) <= 6 else -2 if len(word) <= 8 else -3]


def _loose(part: str) -> list[tuple[str, bool]]:
    """The terms of one unquoted part of a query."""
    words = tokens(part)
    if any(len(w) > 1 for w in words):
        words = [w for w in words if len(w) > 1 or w.isdigit()]
    if part.endswith("*"):
        return [(w, i + 1 == len(words)) for i, w in enumerate(words)]
    exact = [len(w) <= 3 or any(c.isdigit() for c in w) for w in words]
    return [(w, False) if same else (stem(w), True) for w, same in zip(words, exact, strict=True)]


def terms_of(text: str) -> list[tuple[str, bool]]:
    """The terms that a query asks for, all of them: folded words, and whether the last of them is only a beginning.

    A part in double quotation marks is a phrase, word for word; a word with `*` behind it is a beginning; any other
    word stands for its inflected forms. Every other character is a separator, so no text is a syntax error.
    """
    terms: list[tuple[str, bool]] = []
    for match in _QUERY_PART.finditer(text):
        phrase, part = match.groups()
        if phrase is not None:
            words = indexed(phrase)
            terms += [(words, False)] if words else []
        else:
            terms += _loose(part)
        if len(terms) >= MAX_TERMS:
            break
    return terms[:MAX_TERMS]


def match_query(text: str) -> str | None:
    """`text` as an FTS5 query of which every word must occur, see `terms_of`; `None` when there is no word in it."""
    return " ".join(f'"{words}" *' if begun else f'"{words}"' for words, begun in terms_of(text)) or None


def needles(text: str) -> list[str]:
    """What a text as `indexed` makes it, with a space before and behind, holds when it meets the query `text`."""
    return [f" {words}" if begun else f" {words} " for words, begun in terms_of(text)]


def substring_query(text: str) -> str | None:
    """`text` as an FTS5 query over trigrams: names that hold it, folded; `None` when it is shorter than three
    letters.
    """
    part = indexed(text)
    return f'"{part}"' if len(part) >= 3 else None
