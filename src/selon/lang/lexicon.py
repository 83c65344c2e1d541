"""Compiled tables: forms expanded from paradigms, phrases found in a run of tokens. Knows no language itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from selon.errors import PackError
from selon.lang.pack import Pack, Row
from selon.lang.segment import tokenize

GAP = "*"
MAX_GAP = 3
"""At most this many tokens stand where a form has `*`."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry: its tokens in lower case (`*` is a gap), its features (`fin`, `past`, `part` …)."""

    tokens: tuple[str, ...]
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """An entry found in a run of tokens: `[start, end)` as token indices, the entry, the features of the form."""

    start: int
    end: int
    entry: T
    features: frozenset[str]


def fold_token(word: str) -> str:
    """A token as tables write it: lower case, typographic apostrophes made straight, soft hyphens gone."""
    return word.lower().replace("’", "'").replace("\u00ad", "") or word


def pieces(written: str, pack: Pack) -> tuple[str, ...]:
    """`d'_après` and `d'après` → ("d'", "après"): the words of a form, cut where the pack's tokens are cut."""
    text = fold_token(written.replace("_", " "))
    if text[:1] in "-'":
        return (text,)
    if text.endswith("'"):  # an elided word is cut as before the word it leans on
        text += "x"
        return tuple(text[a:b] for a, b in tokenize(text, pack)[:-1])
    return tuple(text[a:b] for a, b in tokenize(text, pack))


@lru_cache(maxsize=32)
def paradigms(pack: Pack) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """The inflection classes of a pack: name → (ending, features)."""
    found = {}
    for row in pack.rows("paradigms"):
        endings = []
        for item in row.all("endings"):
            ending, _, features = item.partition(":")
            endings.append(("" if ending == "0" else ending, frozenset(features.split("+")) - {""}))
        found[row["name"]] = tuple(endings)
    return found


def expand(pack: Pack, row: Row, column: str = "forms") -> tuple[Form, ...]:
    """All forms that a row stands for; `PackError` when it names a paradigm that is not there."""
    forms = []
    for item in row.all(column):
        word, _, features = item.partition("=")
        own = frozenset(features.split("+")) - {""}
        head, slash, rest = word.partition("/")
        if not slash:
            forms.append(Form(pieces(word, pack), own))
            continue
        name, _, tail = rest.partition("_")
        classes = paradigms(pack)
        if name not in classes:
            raise PackError(f"no paradigm {name!r}", f"{pack.folder / row.place}")
        for ending, more in classes[name]:
            forms.append(Form(pieces(head + ending + ("_" + tail if tail else ""), pack), own | more))
    return tuple(forms)


class PhraseIndex(Generic[T]):
    """Finds entries in tokens: one look-up a token, then only the phrases that begin with it, longest first."""

    def __init__(self, entries: Iterable[tuple[T, Sequence[Form]]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T, frozenset[str]]]] = {}
        for entry, forms in entries:
            for form in forms:
                if form.tokens:
                    self._first.setdefault(form.tokens[0], []).append((form.tokens[1:], entry, form.features))
        for found in self._first.values():
            found.sort(key=lambda f: -len(f[0]))
        self.starts = frozenset(self._first)

    def at(self, low: Sequence[str], i: int, end: int) -> list[Hit[T]]:
        """The longest entries that begin at token `i` and end before `end`; several when they are equally long."""
        found = self._first.get(low[i])
        if not found:
            return []
        hits: list[Hit[T]] = []
        longest = 0
        for rest, entry, features in found:
            if len(rest) + 1 < longest:
                break
            stop = _match(rest, low, i + 1, end) if rest else i + 1
            if stop:
                longest = len(rest) + 1
                hits.append(Hit(i, stop, entry, features))
        return hits

    def within(self, low: Sequence[str], start: int, end: int) -> list[Hit[T]]:
        """All hits in `[start, end)`, left to right; a hit inside a longer one is left out."""
        hits: list[Hit[T]] = []
        starts = self.starts
        reach = start
        for i in range(start, end):
            if low[i] in starts and i >= reach:
                found = self.at(low, i, end)
                if found:
                    hits.extend(found)
                    reach = max(h.end for h in found) if found[0].end - i > 1 else i
        return hits


def _match(rest: tuple[str, ...], low: Sequence[str], i: int, end: int) -> int:
    """The token after the phrase when `rest` stands at `i`, else 0; gaps take as few tokens as they can."""
    k = 0
    while k < len(rest):
        if rest[k] == GAP:
            want = rest[k + 1]
            for j in range(i, min(i + MAX_GAP + 1, end)):
                if low[j] == want:
                    i = j
                    break
            else:
                return 0
            k += 1
            continue
        if i >= end or low[i] != rest[k]:
            return 0
        i += 1
        k += 1
    return i


class WordPatterns(Generic[T]):
    """Single words to entries, with `word*` (beginnings) and `*word` (endings); the longest pattern wins."""

    def __init__(self, entries: Iterable[tuple[T, Sequence[str]]]) -> None:
        self._whole: dict[str, T] = {}
        self._begin: dict[str, T] = {}
        self._ending: dict[str, T] = {}
        for entry, words in entries:
            for word in words:
                if word.endswith("*"):
                    self._begin.setdefault(word[:-1], entry)
                elif word.startswith("*"):
                    self._ending.setdefault(word[1:], entry)
                else:
                    self._whole.setdefault(word, entry)
        self._begin_sizes = sorted({len(w) for w in self._begin}, reverse=True)
        self._ending_sizes = sorted({len(w) for w in self._ending}, reverse=True)

    def get(self, low: str) -> T | None:
        """The entry of a word in lower case, or `None`."""
        found = self._whole.get(low)
        if found is not None:
            return found
        for size in self._begin_sizes:
            if size <= len(low) and (found := self._begin.get(low[:size])) is not None:
                return found
        for size in self._ending_sizes:
            if size <= len(low) and (found := self._ending.get(low[-size:])) is not None:
                return found
        return None


def single_words(pack: Pack, row: Row, column: str = "forms") -> tuple[str, ...]:
    """The forms of a row as single words; `word*` and `*word` are kept as patterns, paradigms are expanded."""
    words: list[str] = []
    for item in row.all(column):
        word = item.partition("=")[0]
        if "*" in word and "/" not in word:
            words.append(fold_token(word))
        elif "/" in word:
            stem, _, name = word.partition("/")
            if name not in paradigms(pack):
                raise PackError(f"no paradigm {name!r}", f"{pack.folder / row.place}")
            words.extend(fold_token(stem + ending) for ending, _ in paradigms(pack)[name])
        else:
            words.append(fold_token(word))
    return tuple(words)
