"""One pass over a text: its pieces, and one tag character for each, on which patterns run at the speed of a regular
expression.

A piece is a run of digits, a run of letters, a run of white space, or one other character; the pieces of a text
joined are the text. A tag is one character that stands for the set of classes (month, number, bound …) that the piece
has in a lexicon, so that a pattern over classes is an ordinary regular expression over the string of tags: linear,
and bounded like its repetitions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

_PIECE = re.compile(r"[^\W\d_]+|\s+|\d+|[^\w\s]|_")
_DASHES = "-‐‑‒–—−"
_APOSTROPHES = "'’ʼ`′"
_PUNCTUATION = frozenset('.,:;/()%$€£₴₽¥°"«»„“”!?№§#@&=')

CONTINUED = "+"
PLAIN = "_"
BREAK = "\n"
_FIRST_CODE = 0xE000


def pieces_of(text: str) -> tuple[str, ...]:
    """The pieces of a text, in order; joined they are the text."""
    return tuple(_PIECE.findall(text))


def form_pieces(form: str) -> tuple[str, ...]:
    """The pieces of a form of a pack's table, where `_` stands for a space; apostrophes and dashes are made equal."""
    return tuple(_plain(p) for p in pieces_of(form.replace("_", " ")))


def _plain(piece: str) -> str:
    if piece.isalpha() and piece not in _APOSTROPHES:
        return piece
    if piece.isspace():
        return " "
    if piece in _DASHES:
        return "-"
    return "'" if piece in _APOSTROPHES else piece


def digit_classes(digits: str) -> frozenset[str]:
    """What a run of digits may be.

    `num` always; `day`, `hour`, `mon`, `mm`, `yy`, `n3`, `yyyy`, `n4` by its size and value.
    """
    found = {"num"}
    size = len(digits)
    if size <= 2:
        found |= {"day", "hour"}
        if 1 <= int(digits) <= 12:
            found.add("mon")
        if size == 2:
            found |= {"mm", "yy"}
    elif size == 3:
        found.add("n3")
    elif size == 4:
        found.add("yyyy" if 1000 <= int(digits) < 2200 else "n4")
    elif size == 5:
        found.add("n5")
    return frozenset(found)


REMEMBERED, LONGEST_REMEMBERED = 50_000, 40
"""How many unknown pieces a lexicon keeps the tags of, and how long they may be."""
_SAMPLES = ("0", "1", "13", "01", "123", "1990", "9999", "12345", "123456")


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a lexicon: its pieces, its class, its value; `title` when only a capitalised form counts."""

    pieces: tuple[str, ...]
    name: str
    value: str
    title: bool = False


class _Tags(dict[str, str]):
    """Piece to tag; unknown pieces are tagged by what they are made of, and so many of them are remembered."""

    def __init__(self, digits: dict[frozenset[str], str]) -> None:
        super().__init__()
        self.digits = digits
        self.room = REMEMBERED

    def __missing__(self, piece: str) -> str:
        tag = self._made(piece)
        if self.room and len(piece) <= LONGEST_REMEMBERED:
            self.room -= 1
            self[piece] = tag
        return tag

    def _made(self, piece: str) -> str:
        first = piece[0]
        if first.isalpha():
            return PLAIN
        if first.isspace():
            return BREAK if piece.count("\n") > 1 else " "
        if first.isdecimal():
            return self.digits[digit_classes(piece)]
        if first in _PUNCTUATION:
            return first
        if first in _DASHES:
            return "-"
        return "'" if first in _APOSTROPHES else PLAIN


@dataclass(frozen=True, slots=True)
class Scan:
    """A text in pieces. starts: offsets of the pieces in code points, and the length of the text as the last one."""

    text: str
    pieces: Sequence[str]
    starts: Sequence[int]

    def slice(self, first: int, last: int) -> str:
        """The words of the pieces `[first, last)`."""
        return self.text[self.starts[first] : self.starts[last]]

    def piece_at(self, offset: int) -> int:
        """The index of the piece that holds the character at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)


@lru_cache(maxsize=2)
def scan(text: str) -> Scan:
    """The pieces of a text and their offsets (code points); remembered for the last texts."""
    pieces = _PIECE.findall(text)
    return Scan(text, pieces, list(accumulate(map(len, pieces), initial=0)))


@dataclass(eq=False)
class Lexicon:
    """Forms and their classes, compiled.

    Pieces to tags, tags to classes, forms of several pieces by their first piece.
    """

    entries: Iterable[Entry]
    values: dict[tuple[tuple[str, ...], str], str] = field(init=False, default_factory=dict)
    charsets: dict[str, str] = field(init=False, default_factory=dict)
    _codes: dict[frozenset[str], str] = field(init=False, default_factory=dict)
    _phrases: dict[str, dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]] = field(
        init=False, default_factory=dict
    )
    _tags: _Tags = field(init=False)

    def __post_init__(self) -> None:
        self._tags = _Tags({})
        singles: dict[str, set[str]] = {}
        phrases: dict[tuple[str, ...], set[str]] = {}
        for entry in self.entries:
            for pieces in _casings(entry):
                self.values.setdefault((pieces, entry.name), entry.value)
                if len(pieces) == 1:
                    singles.setdefault(pieces[0], set()).add(entry.name)
                else:
                    phrases.setdefault(pieces, set()).add(entry.name)
        for pieces, names in phrases.items():
            singles.setdefault(pieces[0], set()).add("starter")
            third = pieces[2] if len(pieces) > 2 else ""
            self._phrases.setdefault(pieces[0], {}).setdefault(third, []).append((pieces, frozenset(names)))
        for by_third in self._phrases.values():
            for options in by_third.values():
                options.sort(key=lambda option: -len(option[0]))
        for digits in _SAMPLES:
            kinds = digit_classes(digits)
            self._tags.digits[kinds] = self._code(kinds)
        for piece, found in singles.items():
            self._tags[piece] = self._code(frozenset(found))
        for names in phrases.values():
            self._code(frozenset(names))
        self._starter = re.compile(f"[{self.charset('starter')}]") if self.charset("starter") else None

    def _code(self, names: frozenset[str]) -> str:
        if names not in self._codes:
            code = chr(_FIRST_CODE + len(self._codes))
            self._codes[names] = code
            for name in names:
                self.charsets[name] = self.charsets.get(name, "") + code
        return self._codes[names]

    def charset(self, name: str) -> str:
        """The tags of the pieces that have a class, as the inside of a character set; empty when there are none."""
        return self.charsets.get(name, "")

    def chars_within(self, names: Iterable[str]) -> frozenset[str]:
        """The tags of the pieces that have none but these classes."""
        allowed = frozenset(names)
        return frozenset(code for found, code in self._codes.items() if found <= allowed)

    def tags(self, scanned: Scan) -> str:
        """One tag for each piece; the pieces of a longer form after its first are tagged as continued."""
        return self.whole("".join(map(self._tags.__getitem__, scanned.pieces)), scanned)

    def tag(self, piece: str) -> str:
        """The tag of one piece by itself."""
        return self._tags[piece]

    def whole(self, tags: str, scanned: Scan) -> str:
        """The tags of the pieces by themselves, those of longer forms set in."""
        if self._starter is None:
            return tags
        out: list[str] = []
        at = 0
        pieces = scanned.pieces
        last = len(pieces) - 2
        for found in self._starter.finditer(tags):
            index = found.start()
            if index < at or (index < last and not self._goes_on(pieces[index], pieces[index + 2])):
                continue
            hit = self._phrase(pieces, index)
            if hit is not None:
                size, code = hit
                out += (tags[at:index], code, CONTINUED * (size - 1))
                at = index + size
        out.append(tags[at:])
        return "".join(out)

    def _goes_on(self, first: str, third: str) -> bool:
        """Whether a form of several pieces may have these as its first and third: mostly none has."""
        by_third = self._phrases[first]
        return third in by_third or "" in by_third or third in _APOSTROPHES or not third.isalnum()

    def _phrase(self, pieces: Sequence[str], index: int) -> tuple[int, str] | None:
        """The longest form of several pieces that begins at a piece: its size and its tag."""
        by_third = self._phrases[pieces[index]]
        third = _plain(pieces[index + 2]) if index + 2 < len(pieces) else ""
        for key in (third, "") if third else ("",):
            for option, names in by_third.get(key, ()):
                end = index + len(option)
                if end <= len(pieces) and all(_plain(pieces[index + k]) == option[k] for k in range(1, len(option))):
                    return len(option), self._codes[names]
        return None

    def value(self, pieces: Sequence[str], name: str) -> str | None:
        """The value of a form (its pieces) in a class; `None` when it has no such class."""
        return self.values.get((tuple(_plain(p) for p in pieces), name))


class Joint(dict[str, str]):
    """Several tags for each piece of a text, so that it is looked up once: as long as for one of them.

    taggers: each gives one character for a piece by itself.
    """

    def __init__(self, *taggers: Callable[[str], str]) -> None:
        super().__init__()
        self.taggers = taggers

    def __missing__(self, piece: str) -> str:
        tags = "".join(tagger(piece) for tagger in self.taggers)
        if len(self) < REMEMBERED and len(piece) <= LONGEST_REMEMBERED:
            self[piece] = tags
        return tags

    def tags(self, scanned: Scan) -> tuple[str, ...]:
        """What each tagger gives for the pieces of a text."""
        joined, several = "".join(map(self.__getitem__, scanned.pieces)), len(self.taggers)
        return tuple(joined[place::several] for place in range(several))


def _casings(entry: Entry) -> set[tuple[str, ...]]:
    whole = entry.pieces
    capital = (whole[0][:1].upper() + whole[0][1:], *whole[1:])
    upper = tuple(p.upper() for p in whole)
    if entry.title:
        return {capital, upper} if len(whole[0]) > 2 else {capital}
    return {whole, capital, upper, tuple(p.lower() for p in whole), tuple(p.capitalize() for p in whole)}
