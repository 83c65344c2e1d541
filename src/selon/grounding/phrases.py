"""Fixed runs of words, looked for right before a name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

REACH = 48
"""So many characters before a name are looked at."""
LONGEST = 5
_OPENING = ' \u00a0\n\t"“«„(['
_EDGES = '"“”«»„()[],;:–—-'


class Before(NamedTuple):
    """A phrase that stands before a name: where it begins, and the phrase as the pack writes it, in lower case."""

    start: int
    phrase: str


class Phrases:
    """Phrases by their last word; a little word (*in den USA*) or an opening quotation mark may stand between phrase and name."""

    def __init__(self, phrases: Iterable[str], small: frozenset[str]) -> None:
        self.small = small
        self.by_last: dict[str, tuple[tuple[str, ...], ...]] = {}
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.lower().split())
            found.setdefault(words[-1], []).append(words)
        self.by_last = {last: tuple(sorted(some, key=len, reverse=True)) for last, some in found.items()}

    def ending(self, text: str, end: int) -> Before | None:
        """The longest phrase that ends right before `end`; `None` when there is none."""
        left = _left_of(text, end)
        if left is None:
            return None
        found = self._match(left.words, left.bare)
        if found is None and len(left.words) > 1 and left.last in self.small:
            words = left.words[:-1]
            found = self._match(words, _bare(words[-1]))
        if found is None:
            return None
        return Before(left.start + _start_of(left.text, found[0], len(found)), " ".join(found))

    def _match(self, words: tuple[str, ...], bare: str) -> tuple[str, ...] | None:
        for phrase in self.by_last.get(words[-1], ()):
            n = len(phrase)
            if n == 1:
                return phrase
            if n <= len(words) and words[1 - n :] == phrase[1:]:
                first = words[-n]
                if phrase[0] in {first, _bare(first)}:
                    return phrase
        if not bare:
            return None
        return next((p for p in self.by_last.get(bare, ()) if len(p) == 1), None)


def any_before(text: str, end: int, last: frozenset[str], small: frozenset[str]) -> bool:
    """Whether one of many phrases, of which these are the last words, may end right before `end`."""
    left = _left_of(text, end)
    if left is None:
        return False
    if left.words[-1] in last or (left.bare and left.bare in last):
        return True
    if left.last not in small or len(left.words) < 2:
        return False
    word = left.words[-2]
    return word in last or _bare(word) in last


class _Left(NamedTuple):
    """What stands before a name.

    start: where the characters looked at begin. text: they, in small letters, without marks that open. words: the last
    ones without the marks around them; bare: the last one behind its apostrophe, empty when it has none; last: the
    last one with its marks.
    """

    start: int
    text: str
    words: tuple[str, ...]
    bare: str
    last: str


@lru_cache(maxsize=64)
def _left_of(text: str, end: int) -> _Left | None:
    """What stands before a name, looked at once for all the phrases that may end there; `None` when it is no word."""
    left = text[max(0, end - REACH) : end]
    stripped = left.rstrip(_OPENING)
    if len(stripped) == len(left):
        if not left or left[-1] not in "'’":
            return None
        stripped = left[:-1]
    lowered = stripped.lower()
    words = lowered.split()[-LONGEST:]
    if not words:
        return None
    bare = tuple(word.strip(_EDGES) for word in words)
    return _Left(end - len(left), lowered, bare, _bare(bare[-1]), words[-1])


def _bare(word: str) -> str:
    """A word behind its apostrophe; empty when it has none."""
    return word.replace("’", "'").rpartition("'")[2] if "'" in word or "’" in word else ""


def _start_of(left: str, first: str, words: int) -> int:
    """Where the phrase begins, counted from the start of `left`."""
    at = len(left)
    for _ in range(words + 1):
        found = left.rfind(first, 0, at)
        if found < 0:
            return max(0, at)
        at = found
        if len(left[at:].split()) >= words:
            return at
    return at
