"""Quantities that are told without a plain number before a noun.

Majorities, shares of a rank or a ratio, none, only one; what a share is of.
"""

from __future__ import annotations

from typing import NamedTuple

from selon.grounding.numbers import Number
from selon.grounding.quantities_words import Figures, Noun

SHARE = "share"
OF_WORDS = 6
OUT_OF = 10
"""Up to this number `three out of four` is a share, not a count."""
NONE_REACH = 12


class Draft(NamedTuple):
    """A quantity being read.

    start, end: pieces. said: whether the words say what is counted. weak: whether it is left out when nothing else
    does. alone: whether it takes no unit from another. series: whether a calendar unit of its sentence is its period.
    """

    start: int
    end: int
    low: float
    high: float
    bound: str
    unit: str | None
    said: bool
    of: str | None = None
    period: str | None = None
    first: int = 0
    weak: bool = False
    alone: bool = False
    series: bool = False


def read_only_one(f: Figures, index: int) -> Draft | None:
    """`nur dieses eine Schiff`: an article that the words make a number."""
    end = f.end_of(index)
    number = Number(index, end, 1)
    noun = f.noun(number, end)
    if noun is None or not noun.known:
        return None
    return Draft(index, noun.end, 1, 1, "exact", noun.unit, True, noun_phrase(f, end, noun), None, index)


def read_majority(f: Figures, index: int) -> Draft:
    """`most of`, `the majority of`: more than half."""
    end = f.end_of(index)
    of, stop = share_of(f, end)
    return Draft(index, stop, 0.5, 0.5, f.value(index, "majority") or "at_least", SHARE, True, of, None, index)


def read_none(f: Figures, index: int) -> Draft | None:
    """`no casualties`, `nobody was hurt`.

    Zero of the persons, when the next words name them or what became of them.
    """
    end = f.end_of(index)
    noun = f.noun(Number(index, end, 0), end)
    if noun is not None and noun.known and f.words.kinds.get(noun.unit) == "person":
        return Draft(index, noun.end, 0, 0, "exact", noun.unit, True, noun_phrase(f, end, noun), None, index)
    for at in range(end, min(end + NONE_REACH, len(f.tags))):
        if f.tags[at] in ".!?;\n":
            break
        if f.has(at, "outcome"):
            return Draft(index, f.end_of(at), 0, 0, "exact", f.value(at, "outcome"), True, None, None, index)
    return None


def read_each(f: Figures, index: int) -> Draft | None:
    """`каждый третий солдат`: a share."""
    at = f.after(f.end_of(index))
    if at >= len(f.tags) or not f.has(at, "ordw"):
        return None
    rank = f.words.numbers.ordinal(f.scanned, at, f.end_of(at))
    end = f.after(f.end_of(at))
    noun = f.noun(Number(at, f.end_of(at), 1), f.end_of(at))
    if noun is None and f.piece(end).isalpha() and not f.has(end, "stop"):
        noun = Noun(end, end + 1, f.piece(end), known=False)
    if not rank or rank < 2 or noun is None or f.words.kinds.get(noun.unit) == "time":
        return None
    share = 1 / rank
    return Draft(index, noun.end, share, share, "exact", SHARE, True, noun_phrase(f, f.end_of(at), noun), None, index)


def ratio_end(f: Figures, number: Number, at: int) -> Number | None:
    """The second number of `one in three`, `un soldat sur trois`."""
    other = _second(f, at, "ratio")
    return other if other is not None and other.value > number.value > 0 else None


def out_of_end(f: Figures, number: Number, at: int) -> Number | None:
    """The second number of `three out of four`, `троє з чотирьох`, both small and without a noun: a share."""
    other = _second(f, at, "outof")
    if other is None or not number.value < other.value <= OUT_OF:
        return None
    noun = f.noun(other, other.end)
    return None if noun is not None and noun.known else other


def _second(f: Figures, at: int, joint: str) -> Number | None:
    """The number behind a joining word of a class."""
    index = f.after(at)
    if not f.has(index, joint):
        return None
    second = f.after(f.end_of(index))
    other = f.words.numbers.read(f.scanned, second) if f.has(second, "num", "numw") else None
    return None if other is None or other.article else other


def begins_ratio(f: Figures, number: Number) -> bool:
    """Whether an article begins a ratio (`un soldat sur trois`)."""
    noun = f.noun(number, number.end)
    if noun is not None:
        return ratio_end(f, number, noun.end) is not None
    word = f.after(number.end)
    ends = [number.end, f.end_of(word)] if f.piece(word).isalpha() else [number.end]
    return any(ratio_end(f, number, end) is not None for end in ends)


def noun_phrase(f: Figures, start: int, noun: Noun) -> str:
    """What a number counts, as written, from behind the number to the end of the noun."""
    index = f.after(start)
    if f.has(index, "of"):
        index = f.end_of(index)
    return f.scanned.slice(index, noun.end).strip(" -'’")


def share_of(f: Figures, end: int) -> tuple[str | None, int]:
    """What a share is a share of, as written, and where those words end.

    Up to the next word that ends a noun phrase.
    """
    index = f.after(end)
    if f.has(index, "of"):
        index = f.after(f.end_of(index))
        if f.has(index, "article") and f.piece(index + 1) in ("'", "’"):
            index = f.after(index + 1)
        if f.piece(index) in ("'", "’"):
            index = f.after(index + 1)
    elif f.has(index, "these"):
        index = f.after(f.end_of(index))
    elif f.has(index, "stop") or not (f.has(index, "unit") or f.may_be_of(index)):
        return None, end
    first = stop = index
    for _ in range(OF_WORDS):
        if index >= len(f.tags) or f.has(index, "num", "percent", "period") or not f.piece(index)[0].isalpha():
            break
        if index > first and f.has(index, "stop"):
            break
        stop = f.end_of(index)
        endings = f.words.adjective_endings
        if f.words.noun_capital and f.piece(index)[0].isupper():
            break
        if f.has(index, "unit") or (endings and not f.piece(index).endswith(endings)):
            break
        index = f.after(stop)
    return (f.scanned.slice(first, stop), stop) if stop > first else (None, end)
