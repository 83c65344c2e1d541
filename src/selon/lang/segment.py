"""Tokens and sentences: where words and sentences begin and end, in any language, with the pack's abbreviations.

All offsets are code points into the text given, half open. Nothing here knows a language: what differs from one to
the other stands in the pack (`abbreviations.tsv`; in `pack.toml`: `elided`, `enclitics`, `ordinal_dot`, `starters`).

A line break always ends a sentence, so a headline without a stop is one. A stop is judged by the cases that Kiss and
Strunk (2006) name: abbreviation, ordinal, initial; they learn the lists, here the pack holds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selon.lang.pack import Pack

LONGEST = 5000
"""Code points; a longer sentence is cut at white space, so that what follows stays fast on hostile text."""

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_APOSTROPHES = "'\u2019\u02bc\u2018"
_HYPHENS = "\\-\u2010\u2011"
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"«»“”]*[\w/=#&%-]"
_WORD = rf"\w[\w{_MARKS}]*"
_JOINED = rf"(?:[{_APOSTROPHES}{_HYPHENS}]{_WORD})*"
_NUMBER = r"\d+(?:[.,:]\d+)+"
_OTHER = r"\.{2,}|-{2,}|[^\w\s\ufeff]"

Offsets = list[tuple[int, int]]


def tokenize(text: str, pack: Pack | None = None) -> Offsets:
    """The tokens of a text, in order, without white space: words, numbers, addresses, single marks.

    A word keeps its inner hyphens and apostrophes (`F-16`, `м'яч`), except where the pack says that a word is elided
    before an apostrophe (French `l'|attaque`, the apostrophe stays left) or leans on the word before (`dit|-il`).
    """
    return [match.span() for match in _token_pattern(pack).finditer(text)]


@lru_cache(maxsize=64)
def _token_pattern(pack: Pack | None) -> re.Pattern[str]:
    elided = _alternatives(pack.words("elided")) if pack else ""
    enclitics = _alternatives(pack.words("enclitics")) if pack else ""
    joined, parts = _JOINED, [_ADDRESS]
    if enclitics:
        joined = rf"(?:(?!{enclitics}(?![\w{_HYPHENS}]))[{_APOSTROPHES}{_HYPHENS}]{_WORD})*"
        parts.append(rf"(?<=\w){enclitics}(?![\w{_HYPHENS}])")
    if elided:
        parts.append(rf"(?<!\w)(?i:{elided})[{_APOSTROPHES}](?=\w)")
    return re.compile("|".join([*parts, _NUMBER, _WORD + joined, _OTHER]))


def _alternatives(words: tuple[str, ...]) -> str:
    """A group that matches any of the words, any apostrophe or hyphen standing for any other; longest first."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    escaped = (re.escape(w).replace(r"\-", f"[{_HYPHENS}]").replace("'", f"[{_APOSTROPHES}]") for w in ordered)
    return f"(?:{'|'.join(escaped)})" if words else ""


# --- sentences --------------------------------------------------------------------------------------------------------

_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CLOSERS = "\"'»«”“’‘›‹)\\]}"
_SPACES = " \u00a0\u202f\u2009"
_STOP = re.compile(
    rf"(?P<wide>[。！？]+[」』）”]*)"
    rf"|(?P<mark>[.!?…‽]+)"
    rf"(?P<close>[{_CLOSERS}]*(?:[{_SPACES}][»”]+(?=[\s.,;:!?…]|$))?)"
    rf"(?P<gap>\s+|$|(?<=[^\W\d_]{{3}}[.!?…])(?=[^\W\d_]{{2}}))"
)
_LAST = re.compile(rf"[\w{_MARKS}.{_APOSTROPHES}\-]+$")
_SPACED = re.compile(r"(?<![\w.])[^\W\d_]{1,2}\.[\s\u00a0](?:[^\W\d_]{1,2}\.[\s\u00a0]){0,2}[^\W\d_]{1,3}$")
_NEXT = re.compile(r"[^\w\n\r]{0,12}(\w+)(\.?)")
_ROMAN = re.compile(r"[IVXLC]{1,7}$")
_TRIM = " \t\u00a0\u202f\u2009\u3000\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a pack says about stops: abbreviations and when they end a sentence, ordinals, words that begin one."""

    abbreviations: dict[str, str]
    ordinal_dot: bool
    starters: frozenset[str]


@lru_cache(maxsize=64)
def _rules(pack: Pack | None) -> _Rules:
    if pack is None:
        return _Rules({}, False, frozenset())
    found = {row["word"]: row["ends"] for row in pack.rows("abbreviations")}
    return _Rules(found, bool(pack.facts.get("ordinal_dot")), frozenset(pack.words("starters")))


def split_sentences(text: str, pack: Pack | None = None) -> Offsets:
    """The sentences of a text, in order, without the white space around them; together they hold all that is no space.

    `pack=None` splits by the rules that hold everywhere. A sentence longer than `LONGEST` is cut at white space.
    """
    rules = _rules(pack)
    found: Offsets = []
    for line in _LINE.finditer(text):
        start = line.start()
        for stop in _STOP.finditer(text, *line.span()):
            if _ends(text, stop, line.end(), rules):
                _keep(text, start, stop.start("gap") if stop["mark"] else stop.end(), found)
                start = stop.end()
        _keep(text, start, line.end(), found)
    return found


def _keep(text: str, start: int, end: int, found: Offsets) -> None:
    """Add the trimmed sentence, cut when it is too long."""
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\u00a0", start, start + LONGEST)) + 1
        cut = cut or start + LONGEST
        _keep(text, start, cut, found)
        start = cut
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    if start < end:
        found.append((start, end))


def _ends(text: str, stop: re.Match[str], line_end: int, rules: _Rules) -> bool:
    """Whether a sentence ends at this stop."""
    if stop["wide"]:
        return True
    following = _NEXT.match(text, stop.end("close"), line_end)
    if following is None:
        return _nothing_left(text, stop, line_end)
    word = following[1]
    if not stop["gap"]:
        return stop["mark"] == "." and not stop["close"] and _glued(text, stop, word)
    if word[0].islower():
        return False
    if stop["mark"] != ".":
        return True
    if following[2] and len(word) == 1 and not text[max(0, stop.start() - 2) : stop.start() - 1].isalnum():
        return False
    return _full_stop(text, stop, word, word in rules.starters, rules)


def _nothing_left(text: str, stop: re.Match[str], line_end: int) -> bool:
    """No word follows soon: a few marks at the end of the line stay with this sentence, more of them stand alone."""
    rest = text[stop.end() : min(stop.end() + 13, line_end)]
    return len(rest) > 12 or not rest.strip()


def _glued(text: str, stop: re.Match[str], word: str) -> bool:
    """`…dit-il.Puis…`: the space is missing, small letters before, a capitalised word after, and no address around."""
    before = text[stop.start() - 3 : stop.start()]
    return before.islower() and word[0].isupper() and word[1:].islower() and len(word) > 1


def _full_stop(text: str, stop: re.Match[str], word: str, starter: bool, rules: _Rules) -> bool:
    """A full stop, a space and a word with no small first letter; `starter`: that word usually begins a sentence."""
    window = text[max(0, stop.start() - 40) : stop.start()]
    last = _LAST.search(window)
    if last is None or stop["close"]:
        return True
    before = last[0].lstrip(".-" + _APOSTROPHES)
    if before.isdigit() or (rules.ordinal_dot and _ROMAN.match(before)):
        return not _ordinal(text, stop, before, rules) or starter
    spaced = _SPACED.search(window)
    ends = _abbreviation(before, rules) if spaced is None else _abbreviation("".join(spaced[0].split()), rules)
    if ends is None:
        return starter or not _initial(before)
    if ends == "number":
        return starter or (word[0].isupper() and window[: last.start()].rstrip()[-1:].isdigit())
    return ends == "yes" or (ends == "starter" and starter)


def _ordinal(text: str, stop: re.Match[str], before: str, rules: _Rules) -> bool:
    """`3.`, `19.`, `II.`: an ordinal where the pack writes them so; anywhere, a list number at the start of a line."""
    first = stop.start() - len(before)
    if first == 0 or text[first - 1] in "\n\r":
        return len(before) <= 3
    return rules.ordinal_dot and (len(before) <= 2 or not before.isdigit())


def _abbreviation(before: str, rules: _Rules) -> str | None:
    """The `ends` of this abbreviation in the pack; `starter` for letters with inner stops; `None`: it is none."""
    for form in (before, before.rpartition("-")[2], before.rpartition("'")[2], before.rpartition("\u2019")[2]):
        if form in rules.abbreviations:
            return rules.abbreviations[form]
    inner = before.split(".")
    if len(inner) > 1 and all(len(part) <= 2 and part.isalpha() for part in inner):
        return "starter"
    return None


def _initial(before: str) -> bool:
    """A single capital letter, also after a hyphen: an initial."""
    return len(before.rpartition("-")[2]) == 1 and before[-1].isupper()
