"""What a time expression is read in: the text in pieces, the pack's lexicon of time, and the anchors known so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from selon.errors import Fault
from selon.grounding.numbers import Number, Numbers, numbers_of
from selon.grounding.patterns import Grammar, Match, fixed_words, grammar
from selon.grounding.scan import CONTINUED, PLAIN, Entry, Lexicon, Scan, form_pieces
from selon.lang import Pack

UNKNOWN = "unknown"
_NONE: frozenset[str] = frozenset()
_PARTS = ("part", "early", "daypart", "clockword")
THOUSAND = 3
"""Digits between two marks of thousands."""
_CONTEXT = ("by", "ahead", "in", "since", "until", "from", "after", "mark")


class Reading(NamedTuple):
    """What a match means: TIMEX3 type and value, first and last day where they are known, a fault where there is none.

    anchor: the day, month or year that later expressions may refer to; `None` when they may not.
    """

    type: str
    value: str
    low: date | None = None
    high: date | None = None
    anchor: date | None = None
    precise: bool = False
    fault: str = ""


class Anchor(NamedTuple):
    """What an expression is resolved against.

    published: day of publication, `None` when not known. last: the day that was spoken of last, or the first day of a
    month or year. last_day: the last one known to the day, with `last_at`, the piece where it stands. narrative:
    whether the text tells of a past of its own, so that `last` counts before publication. years: all four-digit years
    of the text; era: the first and the last year that the text marks as one, some years wider.
    """

    published: date | None
    last: date | None = None
    last_day: date | None = None
    last_at: int = -1000
    year_at: int = -1000
    narrative: bool = False
    years: frozenset[int] = frozenset()
    era: tuple[int, int] | None = None

    @property
    def here(self) -> date | None:
        """The day that relative expressions count from."""
        if self.narrative:
            return self.last or self.published
        return self.published

    def after(self, reading: Reading, at: int) -> Anchor:
        """The anchor once an expression has been read."""
        if reading.anchor is None:
            return self
        if reading.precise:
            return self._replace(last=reading.anchor, last_day=reading.anchor, last_at=at, year_at=at)
        return self._replace(last=reading.anchor, last_day=None, year_at=at if "-" in reading.value else self.year_at)


class TimeLexicon:
    """The words of time of a language, its number words, and its grammar of time, compiled."""

    def __init__(self, pack: Pack) -> None:
        self.numbers: Numbers = numbers_of(pack)
        rows = [(row["reading"], row["pattern"], row["note"]) for row in pack.rows("time_rules")]
        entries = [*_calendar_entries(pack), *_entries(pack), *self.numbers.entries()]
        entries += [Entry(form_pieces(word), word, word) for word in fixed_words([pattern for _, pattern, _ in rows])]
        self.lexicon = Lexicon(entries)
        self.grammar: Grammar = grammar(rows, self.lexicon)
        self.counting = "".join(self.lexicon.charset(name) for name in ("unit", "units", "few", "numw"))
        self.full_months = frozenset(_full_months(pack))
        marks = str(pack.facts.get("thousands", " "))
        self.thousands = frozenset(marks.replace(" ", " \u00a0\u202f\u2009"))
        self.years = _any_of(self.lexicon.charset("yyyy"))
        self.past = _any_of(self.lexicon.charset("tense-past"))
        self.future = _any_of(self.lexicon.charset("tense-future"))
        context: dict[str, set[str]] = {}
        for name in _CONTEXT:
            for char in self.lexicon.charset(name):
                context.setdefault(char, set()).add(name)
        self.context = {char: frozenset(names) for char, names in context.items()}
        self.past_endings = tuple(pack.words("past_endings"))
        self.future_endings = tuple(pack.words("future_endings"))
        self.counted = frozenset(form.lower() for row in pack.rows("units") for form in row.all("words"))


def _any_of(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{chars}]" if chars else "(?!)")


def _entries(pack: Pack) -> list[Entry]:
    found = []
    rows = pack.rows("times")
    for row in rows:
        name = row["class"]
        for form in row.all("words"):
            if name not in ("stem", "lasting"):
                found.append(Entry(form_pieces(form), name, row["value"], row["case"] == "title"))
            elif name == "lasting":
                found.append(Entry(form_pieces(form), "lasting", row["value"]))
    found += _lasting(pack)
    if pack.facts.get("joined_days"):
        found += _joined_days(found)
    return found


def _lasting(pack: Pack) -> list[Entry]:
    rows = pack.rows("times")
    stems = [(form, row["value"]) for row in rows if row["class"] == "stem" for form in row.all("words")]
    ends = [(form, row["value"]) for row in rows if row["class"] == "lasting" for form in row.all("words")]
    return [Entry((stem + end,), "lastword", f"{count} {unit}") for stem, count in stems for end, unit in ends]


def _joined_days(entries: list[Entry]) -> list[Entry]:
    days = [e for e in entries if e.name == "weekday" and len(e.pieces) == 1]
    parts = [e for e in entries if e.name == "part" and len(e.pieces) == 1]
    return [
        Entry((day.pieces[0] + part.pieces[0].lower(),), "dayjoined", f"{day.value} {part.value}")
        for day in days for part in parts
    ]  # fmt: skip


def _calendar_entries(pack: Pack) -> list[Entry]:
    """Month and day names of the Unicode CLDR, as Babel gives them, wide and alone or in a phrase."""
    from babel import Locale

    locale = Locale.parse(pack.code)
    found = []
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            found.append(Entry(form_pieces(name), "month", str(number), name[0].isupper()))
        for number, name in locale.days[context]["wide"].items():
            found.append(Entry(form_pieces(name), "weekday", str(int(number) + 1), name[0].isupper()))
    return found


def _full_months(pack: Pack) -> set[str]:
    from babel import Locale

    months = Locale.parse(pack.code).months
    return {name for context in ("format", "stand-alone") for name in months[context]["wide"].values()}


@lru_cache(maxsize=32)
def time_lexicon(pack: Pack) -> TimeLexicon:
    """The compiled time words and rules of a pack."""
    return TimeLexicon(pack)


_BREAKS = re.compile(r"[!?\n]|\.(?= )")


@dataclass(slots=True)
class Source:
    """A text with its tags, as the readings see it.

    Its sentences and their tenses are found when they are asked for.
    """

    scanned: Scan
    tags: str
    words: TimeLexicon
    breaks: list[int] = field(init=False)
    tenses: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.breaks = [m.end() for m in _BREAKS.finditer(self.tags) if self._ends(m.start())]

    def _ends(self, index: int) -> bool:
        """Whether a mark ends a sentence: a stop only behind three letters or digits, before a space and a capital."""
        if self.tags[index] != ".":
            return True
        pieces = self.scanned.pieces
        if index + 2 >= len(pieces) or not index:
            return False
        return pieces[index + 2][:1].isupper() and len(pieces[index - 1]) > 2

    def value(self, match: Match, part: str, name: str | None = None) -> str | None:
        """The lexicon's value of a named part, in the class `name` (the part's own name when not given).

        `None` when it is absent.
        """
        span = match.parts.get(part)
        if span is None:
            return None
        pieces = list(self.scanned.pieces[span[0] : span[1]])
        return self.words.lexicon.value(_trimmed(pieces), name or part)

    def part_of_day(self, match: Match) -> str | None:
        """The part of the day that a match names (`MO`, `EV`, `12:00` for noon); `None` when it names none."""
        return next((v for name in _PARTS if (v := self.value(match, "part", name)) is not None), None)

    def whole(self, match: Match, part: str) -> int | None:
        """A named part in digits as a whole number; `None` when it is absent or not in digits."""
        span = match.parts.get(part)
        if span is None:
            return None
        digits = self.scanned.slice(*span).strip()
        return int(digits) if digits.isdecimal() and len(digits) < 9 else None

    def number(self, match: Match, part: str = "num") -> float | None:
        """A named part as a number in digits or words."""
        span = match.parts.get(part)
        if span is None:
            return None
        first = span[0] + (self.scanned.pieces[span[0]].isspace())
        read: Number | None = self.words.numbers.read(self.scanned, first)
        return read.value if read else None

    def ordinal(self, match: Match, part: str = "ord") -> int | None:
        """A named part as a rank, in digits or words."""
        whole = self.whole(match, part)
        if whole is not None:
            return whole
        span = match.parts.get(part)
        return None if span is None else self.words.numbers.ordinal(self.scanned, span[0], span[1])

    def text(self, match: Match) -> str:
        """The words of the expression."""
        return self.scanned.slice(match.start, match.end)

    def sentence(self, index: int) -> tuple[int, int]:
        """The pieces of the sentence around a piece."""
        place = bisect_right(self.breaks, index)
        return self.breaks[place - 1] if place else 0, self.breaks[place] if place < len(self.breaks) else len(
            self.tags
        )

    def tense(self, match: Match) -> int:
        """-1 when the sentence speaks of what was, 1 of what will be, 0 when it does not say (or says both)."""
        low, high = self.sentence(match.start)
        if low not in self.tenses:
            past = self._shows(low, high, self.words.past, self.words.past_endings)
            future = self._shows(low, high, self.words.future, self.words.future_endings)
            self.tenses[low] = int(future) - int(past)
        known = self.tenses[low]
        return 1 if known == 0 and "by" in self.before(match.start) else known

    def _shows(self, low: int, high: int, words: re.Pattern[str], endings: tuple[str, ...]) -> bool:
        if words.search(self.tags, low, high):
            return True
        return bool(endings) and any(len(p) > 4 and p.endswith(endings) for p in self.scanned.pieces[low:high])

    def before(self, index: int) -> frozenset[str]:
        """The classes among `by`, `ahead`, `in`, `since`, `until`, `from`, `after`, `mark` of the word before a
        piece."""
        index -= 1
        if index >= 0 and self.tags[index] == " ":
            index -= 1
        while index > 0 and self.tags[index] == CONTINUED:
            index -= 1
        if index < 0:
            return _NONE
        return self.words.context.get(self.tags[index], _NONE)

    def counted_after(self, index: int) -> bool:
        """Whether the next word is one that is counted (`2014 soldiers`), a figure or a sign of measure."""
        pieces = self.scanned.pieces
        if index < len(pieces) and pieces[index].isspace():
            index += 1
        if index >= len(pieces):
            return False
        return pieces[index].lower() in self.words.counted or pieces[index] in "%€$£₴₽°" or pieces[index].isdecimal()

    def counts_next(self, index: int) -> bool:
        """Whether the next word is a number or a unit of time (`in the past` in front of `24 hours`)."""
        index += index < len(self.tags) and self.tags[index] == " "
        if index >= len(self.tags):
            return False
        return self.scanned.pieces[index].isdecimal() or self.tags[index] in self.words.counting

    def inside_word(self, match: Match) -> bool:
        """Whether a hyphen joins the expression to another word (`Winter-Biathlon`), so that it is none."""
        tags, first, last = self.tags, match.start, match.end
        before = first > 1 and tags[first - 1] == "-" and tags[first - 2] == PLAIN and not tags[first].isdigit()
        after = last + 1 < len(tags) and tags[last] == "-" and tags[last + 1] == PLAIN
        return before or after

    def cuts_number(self, match: Match) -> bool:
        """Whether the last figure of the expression is only the beginning of a longer number (`in March 30,000`)."""
        pieces, last = self.scanned.pieces, match.end - 1
        if last + 2 >= len(pieces) or not pieces[last].isdecimal() or len(pieces[last]) > THOUSAND:
            return False
        following = pieces[last + 2]
        return pieces[last + 1] in self.words.thousands and following.isdecimal() and len(following) == THOUSAND

    def fault(self, match: Match, reason: str) -> Fault:
        """The fault of an expression that is no time: code `time`, the offset, the reason."""
        return Fault("time", f"offset {self.scanned.starts[match.start]}", f"{reason}; left unresolved")


def _trimmed(pieces: list[str]) -> list[str]:
    first = 1 if pieces and pieces[0].isspace() else 0
    return pieces[first:]
