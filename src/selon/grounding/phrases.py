"""Fixed runs of words, looked for right before a name."""

from __future__ import annotations

from collections.abc import Iterable
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
        left = text[max(0, end - REACH) : end]
        stripped = left.rstrip(_OPENING)
        if len(stripped) == len(left):
            if not left or left[-1] not in "'’":
                return None
            stripped = left[:-1]
        if not self._may_end(stripped):
            return None
        words = stripped.lower().split()[-LONGEST:]
        found = self._match(words)
        if found is None and len(words) > 1 and words[-1] in self.small:
            found = self._match(words[:-1])
        if found is None:
            return None
        phrase = " ".join(found)
        start = _start_of(stripped.lower(), found[0], len(found))
        return Before(end - len(left) + start, phrase)

    def _may_end(self, left: str) -> bool:
        """Whether the last word, or the one before a little word, ends a phrase: most words do not."""
        ends = left.rsplit(None, 2)[-2:]
        if not ends:
            return False
        last = ends[-1].lower()
        if self._ends_one(last):
            return True
        return last in self.small and len(ends) > 1 and self._ends_one(ends[0].lower())

    def _ends_one(self, word: str) -> bool:
        bare = word.strip(_EDGES)
        return bare in self.by_last or "'" in bare or "’" in bare

    def _match(self, words: list[str]) -> tuple[str, ...] | None:
        last = words[-1].strip(_EDGES)
        for phrase in self.by_last.get(last, ()):
            n = len(phrase)
            if n == 1:
                return phrase
            if n <= len(words):
                first, *rest = (w.strip(_EDGES) for w in words[-n:])
                if tuple(rest) == phrase[1:] and phrase[0] in {first, first.replace("’", "'").rpartition("'")[2]}:
                    return phrase
        bare = last.replace("’", "'").rpartition("'")[2]
        return next((p for p in self.by_last.get(bare, ()) if len(p) == 1), None) if bare != last else None


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
