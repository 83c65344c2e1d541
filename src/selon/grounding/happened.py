"""When what a statement puts forward happened, when its own words do not say.

A reader takes an undated deed (a strike, deaths, a loss, a town taken) to belong to the day that was told for such a
deed before: in the same sentence before a colon, in the same paragraph, or in the whole report when it tells of one
day only. Anything else stays without a time: talks, states,
plans and totals are told without a day too often for a guess to be right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selon.grounding.happenings import tells_deed
from selon.grounding.times_calendar import bounds
from selon.lang import Pack

NEWS = 10
"""Days before publication that a report tells news of; older days belong to what it recalls."""
FEW = 3
"""A time over more days than this dates no single deed."""
LEAD = 800
"""What a report is about stands in its first so many characters: only a day told there is that of the whole report."""


class Placed(NamedTuple):
    """A time with its offsets and what it says of when: an ISO 8601 date or interval, `None` when it says none.

    vague: a present or a repetition, which counts when nothing else does. A day that owns another noun (`Saturday's
    shooting`) says nothing.
    """

    start: int
    end: int
    when: str | None
    vague: bool


BESIDE = 24
"""A figure stands at most so many characters behind its period (`this year, to 290,000 units`)."""
HEADING, SECTION = 110, 1500
"""A heading is at most so long, and holds for so many characters."""
LENGTHS, SLACK = {"year": 365, "month": 30, "quarter": 91, "week": 7}, 3
MONTH = 27
"""A period lasts longer than so many days."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence that tells a deed of a day: its offsets, the time's offsets, its days."""

    start: int
    end: int
    time: Placed
    first: date
    last: date


def days_of(when: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 date or interval; `None` for an open or unknown one."""
    first, _, last = (when or "").partition("/")
    low, high = bounds(first), bounds(last or first)
    return (low[0], high[1]) if low and high else None


def dated_deeds(
    text: str, times: Sequence[Placed], breaks: Sequence[int], said: frozenset[int], pack: Pack, published: date | None
) -> tuple[Dated, ...]:
    """The sentences that tell a deed of a day, in order.

    breaks: where sentences end, as offsets. said: where the times begin that say when something was said.
    """
    found = []
    for p in times:
        days = days_of(p.when)
        if days is None or p.vague or p.start in said or (days[1] - days[0]).days >= FEW:
            continue
        if published is not None and not 0 <= (published - days[1]).days <= NEWS:
            continue
        start, end = sentence_around(text, breaks, p.start)
        if tells_deed(text[start:end], pack):
            found.append(Dated(start, end, p, *days))
    return tuple(found)


def sentence_around(text: str, breaks: Sequence[int], offset: int) -> tuple[int, int]:
    """The offsets of the sentence that holds an offset, within its line."""
    place = bisect_right(breaks, offset)
    first, last = breaks[place - 1] if place else 0, breaks[place] if place < len(breaks) else len(text)
    line = text.find("\n", offset, last)
    return max(first, text.rfind("\n", first, offset) + 1), last if line < 0 else line


def period_of_series(text: str, start: int, times: Sequence[Placed], figures: Sequence[int]) -> Placed | None:
    """The period that was told in the paragraph for the last figure of the same kind before `start`.

    times: those before `start`, in order. figures: where such figures begin. A period is a month or longer.
    """
    paragraph = text.rfind("\n", 0, start) + 1
    for p in reversed(times):
        if p.start < paragraph:
            return None
        if _is_period(p):
            return p if any(p.end <= figure <= p.end + BESIDE for figure in figures) else None
    return None


def period_of_heading(text: str, start: int, times: Sequence[Placed]) -> Placed | None:
    """The period that the nearest heading above tells, at most `SECTION` characters before."""
    paragraph = end = text.rfind("\n", 0, start) + 1
    while end > max(0, paragraph - SECTION):
        line = text.rfind("\n", 0, end - 1) + 1
        written = text[line:end].strip()
        if written and len(written) <= HEADING and written[-1] not in '.!?…»”":;,':
            return next((p for p in reversed(times) if line <= p.start < end and _is_period(p)), None)
        end = line
    return None


def _is_period(p: Placed) -> bool:
    days = days_of(p.when)
    return days is not None and not p.vague and (days[1] - days[0]).days >= MONTH


def lasts(p: Placed, unit: str) -> bool:
    """Whether a time lasts one calendar unit."""
    days = days_of(p.when)
    return days is not None and abs((days[1] - days[0]).days + 1 - LENGTHS.get(unit, 0)) <= SLACK


def taken_over(text: str, start: int, deeds: Sequence[Dated], whole: bool) -> Placed | None:
    """The time that an undated deed told at `start` takes over; `None` when the text leaves it open.

    whole: whether the day of the whole report counts when it tells of one only.
    """
    place = bisect_left([d.time.start for d in deeds], start)
    before = deeds[place - 1] if place and "\n" not in text[deeds[place - 1].time.end : start] else None
    lead = bool(deeds) and deeds[0].time.start <= LEAD
    one_day = lead and max(d.first for d in deeds) <= min(d.last for d in deeds)
    if whole and one_day:
        return min(deeds, key=lambda d: (d.last - d.first, d.start)).time
    return before.time if before else None
