"""Numbers in digits and in words, by the table `numbers.tsv` of a language pack.

The reading of words is the usual one (a small number adds where the number so far leaves room for it, a hundred
multiplies, a thousand closes what stands before it); digits follow the pack's separators. A reading is as long as it
can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selon.grounding.scan import Entry, Scan, form_pieces
from selon.lang import Pack

MAX_WORDS = 12
"""A number has at most so many words."""
DOZEN = 12
"""The one group that is exact whatever its form."""
MAX_DIGITS = 15
_PART = re.compile(r"[.,]\d{1,2}$|[.,]\d{4,}$")
_NO_DIGIT = re.compile(r"\D")


class Word(NamedTuple):
    """One word for a number: its kind, its value, its note (see the table `numbers`)."""

    kind: str
    value: float
    note: str = ""


class Number(NamedTuple):
    """A number read in a text: the pieces `[start, end)`, its value, whether the words make it about, at least or a
    fraction.

    digits: whether it begins with digits. scale: the factor of a word behind digits (`млн`), else 1. group: whether
    it ends in a group or a scale, so that what is counted may follow with a preposition. article: whether it is only
    an article that may be a number. persons: whether a word of it counts people alone (`двое`, `семеро`).
    """

    start: int
    end: int
    value: float
    about: bool = False
    many: bool = False
    fraction: bool = False
    digits: bool = False
    article: bool = False
    scale: float = 1.0
    group: bool = False
    words: int = 1
    part: float = 0.0
    persons: bool = False

    @property
    def plain_group(self) -> bool:
        """Whether it is one word for a group, a hundred or a scale, so that `several` may stand before it."""
        return self.words == 1 and not self.digits and not self.fraction and self.value >= 10 and self.group


class Numbers:
    """The number words and separators of a language."""

    def __init__(self, pack: Pack) -> None:
        self.words: dict[tuple[str, ...], Word] = {}
        self.ordinals: dict[tuple[str, ...], int] = {}
        for row in pack.rows("numbers"):
            for form in row.all("words"):
                self._add(form, row["kind"], row["value"], row["note"])
        if pack.facts.get("joined_numbers"):
            for form, value in _joined(self.words, str(pack.facts["joined_numbers"])):
                self.words.setdefault((form,), Word("unit", value))
        self.firsts = frozenset(pieces[0] for pieces in self.words)
        self.longest = max((len(pieces) for pieces in self.words), default=1)
        self.digits = _digits(str(pack.facts.get("thousands", " ")), str(pack.facts.get("decimal", ",")))
        self.decimal = str(pack.facts.get("decimal", ","))

    def _add(self, form: str, kind: str, value: str, note: str) -> None:
        pieces = tuple(_key(p) for p in form_pieces(form))
        if kind == "ordinal":
            self.ordinals.setdefault(pieces, int(value))
        else:
            self.words.setdefault(pieces, Word(kind, float(value or 0), note))

    def entries(self) -> Iterator[Entry]:
        """The number words as entries of a lexicon.

        Class `numw`; articles `numa`, links `numl`, fractions `numf`, ordinals `ordw`.
        """
        for pieces, word in self.words.items():
            name = "numl" if word.kind == "link" else "numa" if word.note == "article" else "numw"
            yield Entry(pieces, "numf" if word.kind == "fraction" else name, str(word.value))
        for pieces, value in self.ordinals.items():
            yield Entry(pieces, "ordw", str(value))

    def ordinal(self, scanned: Scan, start: int, end: int) -> int | None:
        """The rank that an ordinal word stands for."""
        return self.ordinals.get(tuple(_key(p) for p in scanned.pieces[start:end]))

    def rank(self, word: str) -> int | None:
        """The rank that a single ordinal word stands for."""
        return self.ordinals.get((_key(word),))

    def read(self, scanned: Scan, index: int) -> Number | None:
        """The longest number that begins at a piece; `None` when none does."""
        if scanned.pieces[index][:1].isdecimal():
            return self._after_digits(scanned, index)
        return self._in_words(scanned, index)

    def _after_digits(self, scanned: Scan, index: int) -> Number | None:
        hit = self.digits.match(scanned.text, scanned.starts[index])
        if hit is None or len(hit.group()) > MAX_DIGITS + 5:
            return None
        value = self._value(hit.group())
        end = scanned.piece_at(hit.end() - 1) + 1
        scale, at = self._scale(scanned, end)
        return Number(index, at, value * scale, digits=True, scale=scale, group=scale > 1)

    def _value(self, digits: str) -> float:
        whole, mark, part = digits.rpartition(self.decimal)
        if not mark and (other := _PART.search(digits)):
            whole, mark, part = digits[: other.start()], ".", digits[other.start() + 1 :]
        if not mark:
            whole, part = digits, ""
        whole = whole if whole.isdecimal() else _NO_DIGIT.sub("", whole)
        return float(f"{whole}.{part}") if part else float(whole)

    def _scale(self, scanned: Scan, index: int) -> tuple[float, int]:
        factor, end = 1.0, index
        while (found := self._word(scanned, _after_space(scanned, end))) and found[0].kind in ("scale", "group"):
            if found[0].kind == "group" and found[0].value < 1000 and found[0].note != "exact":
                break
            factor *= found[0].value
            end = found[1]
            if end < len(scanned.pieces) and scanned.pieces[end] == "." and found[0].note == "abbreviation":
                end += 1
        return factor, end

    def _word(self, scanned: Scan, index: int) -> tuple[Word, int] | None:
        pieces = scanned.pieces
        if index >= len(pieces) or _key(pieces[index]) not in self.firsts:
            return None
        for size in range(min(self.longest, len(pieces) - index), 0, -1):
            word = self.words.get(tuple(_key(p) for p in pieces[index : index + size]))
            if word is not None:
                return word, index + size
        return None

    def _in_words(self, scanned: Scan, index: int) -> Number | None:
        found = self._word(scanned, index)
        if found is None or found[0].kind in ("link", "half") or found[0].note == "abbreviation":
            return None
        sums = _Sum()
        end, at = index, index
        for _ in range(MAX_WORDS):
            if found is None:
                break
            word, after = found
            if word.kind == "link":
                found = self._word(scanned, _after_space(scanned, after))
                if found is None or found[0].kind == "link" or not sums.take(found[0], linked=True):
                    break
            elif not sums.take(word, linked=False):
                break
            end = found[1]
            at = _after_joint(scanned, end)
            found = self._word(scanned, at)
        return sums.number(index, end) if end > index else None


class _Sum:
    """A number in words being added up."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current = 0.0
        self.empty = True
        self.closed = 0.0
        self.about = self.many = self.fraction = self.article = self.persons = False
        self.done = False
        self.half = False
        self.group = False
        self.words = 0
        self.part = 0.0

    def take(self, word: Word, linked: bool) -> bool:
        if self.done:
            return False
        taken: bool = getattr(self, "_" + word.kind)(word)
        if taken:
            self.article = self.empty and word.note == "article"
            self.many |= self.empty and word.note == "many"
            self.persons |= word.note == "persons"
            self.empty = False
            self.words += 1
            self.group = word.kind in ("group", "hundred", "scale", "fraction") or word.note == "many"
        return taken

    def _unit(self, word: Word) -> bool:
        room = 100 if word.value >= 10 else 10
        if (
            not self.empty
            and (word.value == 0 or self.current % room or self.half or self.article)
            and not self._twenty(word)
        ):
            return False
        if not self.empty and self.current == 0 and self.total == 0:
            return False
        self.current += word.value
        self.half = word.value % 1 != 0
        return True

    def _twenty(self, word: Word) -> bool:
        return 10 <= word.value < 20 and self.current % 100 in (60, 80) and not self.half

    def _ten(self, word: Word) -> bool:
        if self.current % 100 or self.half or self.article:
            return False
        self.current += word.value
        return True

    def _hundred(self, word: Word) -> bool:
        if self.current >= 20 or self.half:
            return False
        self.current = max(1.0, self.current) * word.value
        return True

    def _scale(self, word: Word) -> bool:
        if self.closed and word.value >= self.closed:
            return False
        self.about &= not self.fraction
        self.fraction = False
        self.total += (self.current or 1.0) * word.value
        self.current = 0.0
        self.closed = word.value
        return True

    def _group(self, word: Word) -> bool:
        self.current = (self.current or 1.0) * word.value
        self.about |= word.note != "exact" and word.value != DOZEN
        return self.current < 1e9

    def _half(self, word: Word) -> bool:
        self.current += word.value
        self.done = True
        return True

    def _fraction(self, word: Word) -> bool:
        self.current = (self.current or 1.0) * word.value
        self.part = word.value
        self.fraction = True
        self.about |= self.empty
        return True

    def _link(self, _: Word) -> bool:
        return False

    def number(self, start: int, end: int) -> Number:
        value = self.total + self.current
        return Number(
            start,
            end,
            value,
            self.about,
            self.many,
            self.fraction,
            False,
            self.article,
            1.0,
            self.group,
            self.words,
            self.part,
            self.persons,
        )


def _key(piece: str) -> str:
    return " " if piece.isspace() else "-" if piece in "‐‑–" else "'" if piece in "’ʼ`" else piece.lower()


def _after_space(scanned: Scan, index: int) -> int:
    pieces = scanned.pieces
    return index + 1 if index < len(pieces) and pieces[index].isspace() and pieces[index].count("\n") < 2 else index


def _after_joint(scanned: Scan, index: int) -> int:
    pieces = scanned.pieces
    if index < len(pieces) and pieces[index] in ("-", "‑"):
        return index + 1
    return _after_space(scanned, index)


def _digits(thousands: str, decimal: str) -> re.Pattern[str]:
    """Digits with a language's separators.

    Groups of three, a decimal part; else plain digits with a decimal part of any kind.
    """
    marks = re.escape(thousands).replace("\\ ", " \u00a0\u202f\u2009")
    part = re.escape(decimal)
    return re.compile(
        rf"\d{{1,3}}(?:[{marks}]\d{{3}}(?!\d)){{1,6}}(?:{part}\d{{1,6}}(?!\d))?|\d{{1,16}}(?:{part}\d{{1,6}}(?!\d)|[.,]\d{{1,2}}(?![\d.,]))?"
    )


def _joined(words: dict[tuple[str, ...], Word], link: str) -> Iterator[tuple[str, float]]:
    """Numbers below a million written as one word.

    Unit + link + ten, hundreds, thousands (German; Duden, Die Grammatik).
    """

    def forms(kind: str) -> list[tuple[str, float]]:
        return [
            (p[0], w.value) for p, w in words.items() if w.kind == kind and len(p) == 1 and w.note in ("", "article")
        ]

    units = [(f, v) for f, v in forms("unit") if v % 1 == 0 and v >= 1]
    ones = [(f, v) for f, v in units if v < 10]
    below = units + forms("ten") + [(a + link + b, x + y) for a, x in ones for b, y in forms("ten")]
    hundreds = [(a + h, x * 100) for h, v in forms("hundred") if v == 100 for a, x in [("", 1.0), *ones]]
    small = below + hundreds + [(h + b, v + x) for h, v in hundreds for b, x in below]
    yield from small
    for thousand in (f for f, v in forms("scale") if v == 1000):
        yield from ((a + thousand, x * 1000) for a, x in small)
    for half, value in forms("half"):
        yield from ((a + half, x + value) for a, x in ones)


@lru_cache(maxsize=32)
def numbers_of(pack: Pack) -> Numbers:
    """The compiled number table of a pack."""
    return Numbers(pack)
