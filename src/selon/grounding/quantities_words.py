"""The words around figures, compiled from the tables `numbers`, `units` and `quantities` of a language pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from selon.grounding.numbers import Number, Numbers, numbers_of
from selon.grounding.scan import BREAK, CONTINUED, PLAIN, Entry, Lexicon, Scan, form_pieces
from selon.lang import Pack

REACH = 6
"""A counted noun stands at most so many words behind its number."""
PARTITIVE = 2
"""From this number on, `of` with an article or a possessive behind it tells what is counted."""
KIND_LETTERS = 4
"""The name of a kind has at most so many letters before its dash (`F-16`, `Kh-101`)."""
DASHES = ("-", "‑", "–")
PERIOD_AFTER, PERIOD_BEFORE = 24, 8
"""A period is looked for so many pieces behind and before a quantity."""


class QuantityWords:
    """What a language has around its figures."""

    def __init__(self, pack: Pack) -> None:
        self.numbers: Numbers = numbers_of(pack)
        self.kinds = {row["unit"]: row["kind"] for row in pack.rows("units")}
        self.lexicon = Lexicon([*_entries(pack), *self.numbers.entries()])
        charset = self.lexicon.charset
        numbers = charset("num") + charset("numw") + charset("numf")
        article = f"|[{charset('numa')}](?= ?[{charset('numw')}{charset('numf')}])" if charset("numa") else ""
        if charset("ratio") and charset("numa"):
            article += f"|[{charset('numa')}](?=(?: [{PLAIN}{charset('unit')}]){{0,2}} [{charset('ratio')}])"
        self.starts = re.compile(
            f"[{numbers}{charset('majority')}{charset('only')}{charset('none')}{charset('each')}]{article}"
        )
        self.sets = _Sets(self.lexicon)
        self.period = re.compile(f"[{charset('period')}]" if charset("period") else "(?!)")
        self.halt = re.compile(f"[;!?{BREAK}]")
        facts = pack.facts
        self.noun_capital = bool(facts.get("nouns_capitalised"))
        self.adjective_endings = tuple(facts.get("adjective_endings", ()))
        self.plural_endings = tuple(facts.get("plural_endings", ()))
        self.verb_endings = tuple(facts.get("verb_endings", ())) or ("\0",)
        self.head_last = bool(facts.get("head_last"))


class _Sets(dict[tuple[str, ...], frozenset[str]]):
    """Classes to the tags that have any of them; made when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, names: tuple[str, ...]) -> frozenset[str]:
        found = self[names] = frozenset(char for name in names for char in self.lexicon.charset(name))
        return found


def _entries(pack: Pack) -> Iterator[Entry]:
    for row in pack.rows("units"):
        for form in row.all("words"):
            yield Entry(form_pieces(form), "unit", row["unit"])
    for row in pack.rows("quantities"):
        for form in row.all("words"):
            yield Entry(form_pieces(form), row["class"], row["value"])


@lru_cache(maxsize=32)
def quantity_words(pack: Pack) -> QuantityWords:
    """The compiled words around figures of a pack."""
    return QuantityWords(pack)


class Noun(NamedTuple):
    """What is counted: the pieces `[start, end)` of the noun, its common name, and where the noun phrase begins."""

    start: int
    end: int
    unit: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """A text with the tags of its quantity words, and the looks to left and right that the reading needs."""

    scanned: Scan
    tags: str
    words: QuantityWords

    def has(self, index: int, *names: str) -> bool:
        """Whether the piece (the first one of a longer form) has one of the classes."""
        return 0 <= index < len(self.tags) and self.tags[index] in self.words.sets[names]

    def after(self, index: int) -> int:
        """The first piece at or behind `index` that is no space; a paragraph's end is not skipped."""
        return index + 1 if index < len(self.tags) and self.tags[index] == " " else index

    def end_of(self, index: int) -> int:
        """Where the form that begins at a piece ends."""
        index += 1
        while index < len(self.tags) and self.tags[index] == CONTINUED:
            index += 1
        return index

    def before(self, index: int) -> int:
        """The first piece of the form that ends before `index`, spaces skipped; -1 when there is none."""
        index -= 1
        if index >= 0 and self.tags[index] == " ":
            index -= 1
        while index > 0 and self.tags[index] == CONTINUED:
            index -= 1
        return index

    def value(self, index: int, name: str) -> str:
        """The lexicon's value of the form that begins at a piece."""
        return self.words.lexicon.value(self.scanned.pieces[index : self.end_of(index)], name) or ""

    def piece(self, index: int) -> str:
        """A piece, or an empty string beyond the text."""
        return self.scanned.pieces[index] if 0 <= index < len(self.scanned.pieces) else ""

    def noun(self, number: Number, at: int) -> Noun | None:
        """What is counted behind a number that ends before piece `at`.

        A known unit, else a word that looks like a noun.
        """
        index = self.after(at)
        if self.piece(index) == "-" and not number.group:
            index += 1
        if self.has(index, "theirs") and not number.group:
            return self._of_those(number, index)
        if self.has(index, "of"):
            index = self.after(self.end_of(index))
            index = index + 1 if self.piece(index) in "'’" and self.piece(index) else index
            if not number.group:
                return self._of_those(number, index)
        kind = self._kind_end(index)
        named = self._noun_from(self.after(kind)) if kind else self._noun_from(index)
        return named or (Noun(index, kind, self.scanned.slice(index, kind).lower(), False) if kind else None)

    def _of_those(self, number: Number, index: int) -> Noun | None:
        """The noun of a number out of definite ones: `three of its crew`, `acht der Flieger`, `її вагони`; one alone
        (`one of the most …`) and a month or a measure (`5 of May`) are none."""
        if number.value < PARTITIVE or not self.has(index, "theirs", "article"):
            return None
        while self.has(index, "theirs", "article", "these"):
            index = self.after(self.end_of(index))
            index = index + 1 if self.piece(index) in "'’" and self.piece(index) else index
        word = self.piece(index)
        plain = word.isalpha() and len(word) > 2 and not self.has(index, "stop")
        return self._noun_from(index) or (Noun(index, index + 1, word.lower(), False) if plain else None)

    def _kind_end(self, index: int) -> int:
        """Where the name of a kind that is counted ends (`six F-16`, `два Су-34`), else 0."""
        letters, dash, digits = (self.piece(index + i) for i in range(3))
        named = letters.isalpha() and letters[0].isupper() and len(letters) <= KIND_LETTERS
        if not named or dash not in DASHES or not digits.isdecimal():
            return 0
        end = index + 3
        return end + 1 if self.piece(end).isalpha() and len(self.piece(end)) <= 2 else end

    def outcome(self, index: int) -> str | None:
        """What became of persons that only a number names (`five were killed`).

        The unit of the word behind auxiliaries.
        """
        for _ in range(4):
            if self.has(index, "outcome"):
                return self.value(index, "outcome")
            if not self.has(index, "aux"):
                return None
            index = self.after(self.end_of(index))
        return None

    def _noun_from(self, index: int) -> Noun | None:
        guess: Noun | None = None
        for _ in range(REACH):
            if self.has(index, "unit"):
                return self._longer(Noun(index, self.end_of(index), self.value(index, "unit")))
            if not self._may_go_on(index):
                break
            guess = self._guess(index, guess)
            if guess is None and self._no_adjective(index):
                break
            if guess is not None and not self.words.head_last:
                if not self.has(self.after(guess.end), "unit") or self.words.noun_capital:
                    break
                guess = None
            index = self.after(self.end_of(index))
            if self.piece(index) == "-":
                index += 1
        return guess

    def _may_go_on(self, index: int) -> bool:
        if index >= len(self.tags) or self.has(index, "num", "bound", "percent", "period"):
            return False
        if self.has(index, "stop"):
            return self.piece(index - 1) in DASHES
        return (
            self.tags[index] == PLAIN
            or self.has(index, "adjective", "join", "numw", "numl")
            or self.piece(index)[0] in "«„"
        )

    def _longer(self, noun: Noun) -> Noun:
        index = self.after(noun.end)
        if self.words.head_last and self.has(index, "unit"):
            return self._longer(Noun(noun.start, self.end_of(index), self.value(index, "unit")))
        if self.has(index, "join"):
            other = self.after(self.end_of(index))
            kinds = self.words.kinds
            if self.has(other, "unit") and kinds.get(self.value(other, "unit")) == kinds.get(noun.unit) == "equipment":
                return Noun(noun.start, self.end_of(other), f"{noun.unit} and {self.value(other, 'unit')}")
        return noun

    def _guess(self, index: int, before: Noun | None) -> Noun | None:
        word, words = self.piece(index), self.words
        if not word.isalpha() or len(word) < 3 or self.has(index, "adjective"):
            return before
        if words.noun_capital:
            fits = word[0].isupper()
        elif word[0].isupper():
            fits = False
        elif words.adjective_endings:
            fits = not word.endswith(words.adjective_endings + words.verb_endings) and word.endswith(
                words.plural_endings
            )
        else:
            fits = word.endswith(words.plural_endings)
        return Noun(index, index + 1, word.lower(), False) if fits else before

    def _no_adjective(self, index: int) -> bool:
        """Whether a word cannot stand between a number and its noun, where the endings of adjectives tell."""
        endings = self.words.adjective_endings
        return bool(endings) and self.tags[index] == PLAIN and not self.piece(index).endswith(endings)

    def unit_before(self, start: int) -> bool:
        """Whether a measure stands before its number, which makes it about (`метров сто`), in languages that do so."""
        place = self.before(start)
        if not self.words.adjective_endings or not self.has(place, "unit"):
            return False
        return self.words.kinds.get(self.value(place, "unit")) in ("person", "length", "mass", "time", "money")

    def may_be_of(self, index: int) -> bool:
        """Whether a word may say what a share is of, without a preposition.

        Its ending is one of a noun or an adjective.
        """
        word, words = self.piece(index), self.words
        return (
            bool(words.adjective_endings)
            and word.isalpha()
            and word.endswith(words.adjective_endings + words.plural_endings)
        )

    def period_near(self, start: int, end: int) -> tuple[str, int] | None:
        """The period of a rate near a quantity, and where its words end when they follow at once, else -1."""
        tags = self.tags
        stop = min(len(tags), end + PERIOD_AFTER)
        for index in range(end, stop):
            tag = tags[index]
            if tag in self.words.sets[("period",)]:
                close = self.after(end) == index
                return self.value(index, "period"), self.end_of(index) if close else -1
            if tag in ";!?\n" or (tag == "." and self.piece(index + 1).isspace()) or tag in self.words.sets[("num",)]:
                break
        for index in range(start - 1, max(-1, start - PERIOD_BEFORE), -1):
            tag = tags[index]
            if tag in self.words.sets[("period",)]:
                return self.value(index, "period"), -1
            if tag in ".,;!?\n:" or tag in self.words.sets[("num",)]:
                break
        return None

    def counted_over(self, start: int, end: int) -> str | None:
        """The calendar unit over which something is counted (`last year`, `en un an`), in the same sentence."""
        for places in (
            range(end, min(len(self.tags), end + PERIOD_AFTER)),
            range(start - 1, max(-1, start - PERIOD_AFTER), -1),
        ):
            for index in places:
                tag = self.tags[index]
                if tag in self.words.sets[("over",)]:
                    return self.value(index, "over")
                if tag in ";!?\n" or (tag == "." and self.piece(index + 1).isspace()):
                    break
        return None
