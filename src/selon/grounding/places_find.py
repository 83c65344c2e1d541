"""Finding place names: words with a capital that the gazetteer knows, longest name first, in any case form and
spelling.

Candidates come first: a word that begins no name of the gazetteer is dropped after one look-up that is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from selon.grounding.fold import likeness, plain
from selon.grounding.gazetteer_schema import PlaceRow, Places
from selon.grounding.names_parts import NEXT, Parts
from selon.grounding.names_scan import Word

REMEMBERED = 100_000
LIKE, LIKE_IN_SCRIPT, VERY_LIKE = 0.62, 0.75, 0.85
"""How alike two spellings of one name must be: in two scripts (Klischtschijiwka, Клещеевка: 0.65), in one, anywhere."""
SHORTEST_SOUND = 5
FEW = 3
"""Fewer words than this are looked up one by one."""
LONGEST_TYPE = 16
EXACT, INFLECTED, SOUNDED = "exact", "inflected", "sounds"


class Found(NamedTuple):
    """A name found in a text: offsets in code points, the rows that bear it, and how it was matched."""

    start: int
    end: int
    text: str
    rows: tuple[PlaceRow, ...]
    how: str


class Finder:
    """Looks words up in one gazetteer with the endings of one language; remembers what it has looked up."""

    def __init__(self, facts: Parts, gazetteer: Places) -> None:
        self.facts = facts
        self.gazetteer = gazetteer
        self._heads: dict[str, tuple[tuple[str, int], ...]] = {}
        self._sounds: dict[str, tuple[tuple[float, PlaceRow], ...]] = {}
        self._prepared = ""
        self._text: tuple[str, dict[tuple[int, str], Found | None]] = ("", {})

    def prepare(self, text: str, words: Iterable[Word]) -> None:
        """Look up all words of a text at once; what is asked for later is at hand."""
        if text is self._prepared:
            return
        self._prepared = text
        new = {w.text for w in words if w.text not in self._heads}
        if len(new) < FEW:
            return
        self.gazetteer.remember_heads(v for word in new for v in self.facts.variants(word))
        self.gazetteer.remember(head for word in new for head, _ in self.heads(word))

    def heads(self, word: str) -> tuple[tuple[str, int], ...]:
        """The nominatives of a word that begin names, each with the number of words of the longest such name."""
        known = self._heads.get(word)
        if known is None:
            longest = self.gazetteer.longest
            known = tuple((v, n) for v in self.facts.variants(word) if (n := longest(v)))
            if not known and "-" in word:
                known = tuple((v, 1) for v in self.facts.variants(word) if self.gazetteer.find(v))
            if len(self._heads) < REMEMBERED:
                self._heads[word] = known
        return known

    def at(self, text: str, word: Word) -> Found | None:
        """The longest name of the gazetteer that begins at this word; `None` when there is none.

        Remembered for the words of one text, which are asked for several times.
        """
        heads = self._heads.get(word.text)
        if heads is None:
            heads = self.heads(word.text)
        if not heads:
            return None
        known = self._text
        if known[0] is not text:
            known = self._text = (text, {})
        asked = (word.start, word.text)
        if asked not in known[1]:
            known[1][asked] = self._at(text, word, heads)
        return known[1][asked]

    def _at(self, text: str, word: Word, heads: tuple[tuple[str, int], ...]) -> Found | None:
        longest = max(n for _, n in heads)
        ends = _ends(text, word, longest) if longest > 1 and self._may_go_on(text, word, heads) else [word.end]
        for end in reversed(ends):
            found = self._named(text, word, end, heads)
            if found is not None:
                return found
        return None

    def _may_go_on(self, text: str, word: Word, heads: tuple[tuple[str, int], ...]) -> bool:
        """Whether the next word is the second one of a name that begins here: mostly it is not."""
        following = NEXT.match(text, word.end)
        if following is None:
            return False
        nexts: set[str] | None = None
        for head, n in heads:
            seconds = self.gazetteer.seconds(head) if n > 1 else frozenset[str]()
            if seconds is None:
                return True
            if seconds and nexts is None:
                nexts = {w for v in self.facts.variants(following.group(1)) for w in plain(v).split(" ", 1)[:1]}
            if nexts and not nexts.isdisjoint(seconds):
                return True
        return False

    def _named(self, text: str, word: Word, end: int, heads: tuple[tuple[str, int], ...]) -> Found | None:
        tail = text[word.end : end]
        if not tail:
            return self._single(word, heads)
        for head, n in heads:
            if n < 2:
                continue
            for ending in self._tails(tail):
                rows = _cased(self.gazetteer.find(head + ending), word.text + tail)
                if rows:
                    exact = head == word.text and ending == tail
                    return Found(word.start, end, text[word.start : end], rows, EXACT if exact else INFLECTED)
        return None

    def _single(self, word: Word, heads: tuple[tuple[str, int], ...]) -> Found | None:
        rows: list[PlaceRow] = []
        how = INFLECTED
        for head, _ in heads:
            new = _cased(self.gazetteer.find(head), word.text)
            if new and head == word.text:
                return Found(word.start, word.end, word.text, new, EXACT)
            seen = {r.id for r in rows}
            rows += [r for r in new if r.id not in seen]
        return Found(word.start, word.end, word.text, tuple(rows), how) if rows else None

    def _tails(self, tail: str) -> tuple[str, ...]:
        """The words after the first, as written and in the nominative."""
        if not self.facts.endings:
            return (tail,)
        words = tail[1:].split(" ")
        if len(words) > 2:
            return (tail,)
        made = [tail[0] + v for v in self.facts.variants(words[0])]
        if len(words) == 2:
            made = [f"{m} {v}" for m in made for v in self.facts.variants(words[1])]
        return tuple(made)

    def after_type(self, text: str, word: Word) -> Found | None:
        """A name that begins with a type word in small letters before this word (*mer Noire*); `None` when there is
        none.
        """
        if word.start < 3 or text[word.start - 1] != " ":
            return None
        begin = text.rfind(" ", max(0, word.start - LONGEST_TYPE), word.start - 1) + 1
        if text[begin : word.start - 1].lower() not in self.facts.kinds_before:
            return None
        return self._typed(text, begin, word.end)

    def with_type(self, text: str, found: Found) -> Found:
        """The longer name when the gazetteer has it with the type word before it (*bande de Gaza*, *сектор Газа*)."""
        before = self.facts.before.ending(text, found.start)
        return found if before is None else self._typed(text, before.start, found.end) or found

    def _typed(self, text: str, begin: int, end: int) -> Found | None:
        first, _, rest = text[begin:end].partition(" ")
        for head in self.facts.variants(first):
            rows = self.gazetteer.find(f"{head} {rest}") if self.gazetteer.longest(head) > 1 else ()
            if rows:
                return Found(begin, end, text[begin:end], rows, EXACT if head == first else INFLECTED)
        return None

    def sounding(self, word: Word, located: bool = True) -> Found | None:
        """A name that sounds like this word and is spelled alike, in any script.

        located: the word stands where places stand; where it does not, only a well-known place that is spelled all but
        the same will do.
        """
        found = tuple(
            r for like, r in self.sounds(word) if located or (like >= VERY_LIKE and r.id.startswith("selon:"))
        )
        return Found(word.start, word.end, word.text, found, SOUNDED) if found else None

    def sounds(self, word: Word) -> tuple[tuple[float, PlaceRow], ...]:
        """The places that sound like a word, each with how alike it is spelled; remembered."""
        rows = self._sounds.get(word.text)
        if rows is None:
            rows = self._sound(word.text)
            if len(self._sounds) < REMEMBERED:
                self._sounds[word.text] = rows
        return rows

    def _sound(self, word: str) -> tuple[tuple[float, PlaceRow], ...]:
        if len(word) < SHORTEST_SOUND or not word[1:].replace("'", "").replace("’", "").islower():
            return ()
        best: dict[str, tuple[float, PlaceRow]] = {}
        for variant in self.facts.variants(word)[:3]:
            for row in self.gazetteer.sounding(variant, self.facts.language):
                if not _respelled(variant, row):
                    continue
                like = likeness(variant, row.matched)
                least = LIKE if variant[0].isascii() != row.matched[0].isascii() else LIKE_IN_SCRIPT
                if like >= least and like > best.get(row.id, (0.0,))[0]:
                    best[row.id] = (like, row)
        top = max((like for like, _ in best.values()), default=0.0)
        return tuple((like, row) for like, row in best.values() if like >= top - 0.05)


def _respelled(word: str, row: PlaceRow) -> bool:
    """Whether a name may be spelled in more than one way here: not where word, name and country share the Latin
    script (Keyser is not Kiser).
    """
    latin = word[0] < "\u0250" and row.matched[:1] < "\u0250"
    return not latin or not row.country or script_of(row.country) != "Latn"


@lru_cache(maxsize=512)
def script_of(country: str) -> str:
    """The script that most is written in in a country, ISO 15924: CLDR's likely subtags, Latin where they say nothing."""
    from babel.core import get_global

    subtags = str(get_global("likely_subtags").get(f"und_{country}", "")).split("_")
    return subtags[1] if len(subtags) == 3 else "Latn"


def _ends(text: str, word: Word, longest: int) -> list[int]:
    """Where a name of one, two … words may end."""
    ends = [word.end]
    # a word keeps its full stop in `word.end`; the next word follows one space
    for _ in range(min(longest, 6) - 1):
        following = NEXT.match(text, ends[-1])
        if following is None:
            break
        ends.append(following.end())
    return ends


def _cased(rows: tuple[PlaceRow, ...], written: str) -> tuple[PlaceRow, ...]:
    """Without rows whose name is an abbreviation in capitals (US, ОАЭ) when the text does not write it so, and the
    other way round.
    """
    if len(written) > 6 or not rows:
        return rows
    if written.replace(".", "").isupper():
        alike = tuple(r for r in rows if _abbreviation(r.matched) and ("." in r.matched) == ("." in written))
        return alike or (rows if len(written.replace(".", "")) > 3 else ())
    return tuple(r for r in rows if not _abbreviation(r.matched) or len(r.matched.replace(".", "")) > 5)


def _abbreviation(name: str) -> bool:
    return name.replace(".", "").replace(" ", "").isupper()


def finder(facts: Parts, gazetteer: Places) -> Finder:
    """The finder of one language and one gazetteer, made once."""
    return _finder(facts, _Same(gazetteer))


class _Same:
    """A gazetteer compared by identity, so that it can key a cache."""

    def __init__(self, gazetteer: Places) -> None:
        self.gazetteer = gazetteer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.gazetteer is self.gazetteer

    def __hash__(self) -> int:
        return id(self.gazetteer)


@lru_cache(maxsize=16)
def _finder(facts: Parts, same: _Same) -> Finder:
    return Finder(facts, same.gazetteer)


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same word, letter by letter."""
    return plain(a) == plain(b)
