"""How matched patterns of dates are read: days, months, years, weekdays, seasons, decades, centuries.

Every reading is a function `(match, source, anchor) -> Reading | None`; `None` means that the pattern does not fit
after all. Values are TIMEX3 (Pustejovsky et al. 2003; ISO 24617-1). Years without a century are resolved only by a
year that the text itself or the day of publication names.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from selon.grounding.patterns import Match
from selon.grounding.times_calendar import bounds, make_date
from selon.grounding.times_source import UNKNOWN, Anchor, Reading, Source

NARRATIVE_GAP = 5
"""A month that lies more than so many months before the one spoken of last is taken to be next year's, in a narrative."""
NEAR_SENTENCES = 250
"""A year named at most so many pieces before still counts for dates without one."""


def unresolved(kind: str, fault: str = "") -> Reading:
    """An expression that stays as written."""
    return Reading(kind, UNKNOWN, fault=fault)


def dated(value: str, precise: bool = False, kind: str = "DATE") -> Reading:
    """A reading of a date value, with its bounds and its anchor."""
    found = bounds(value)
    if found is None:
        return Reading(kind, value)
    return Reading(kind, value, found[0], found[1], anchor=found[0], precise=precise)


def night_of(day: date, note: str) -> Reading:
    """A night named after a day: `eve` for the one that leads to it, `two` where both its days are named."""
    low, high = day - timedelta(days=note == "eve"), day + timedelta(days=note == "two")
    return Reading("TIME", day.isoformat() + "TNI", low, high, day, True)


# --- years -------------------------------------------------------------------------------------------------------------


def full_year(digits: str, anchor: Anchor) -> int | None:
    """A year of four digits as it is; one of two digits only when the text or the publication names its century."""
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    value = int(digits)
    near = {y for y in anchor.years if y % 100 == value}
    if anchor.published:
        near |= {y for y in range(anchor.published.year - 1, anchor.published.year + 2) if y % 100 == value}
    if anchor.narrative and anchor.last and not near:
        near = {y for y in range(anchor.last.year - 10, anchor.last.year + 11) if y % 100 == value}
    return near.pop() if len(near) == 1 else None


def year_of(match: Match, source: Source, anchor: Anchor) -> int | None:
    """The year that a match names, by its digits or as last, this or next year.

    `None` when it names none that can be told.
    """
    span = match.parts.get("year")
    if span is not None:
        return full_year(source.scanned.slice(*span).strip().strip("'’"), anchor)
    direction = source.value(match, "dir")
    base = anchor.last if source.value(match, "same") is not None else anchor.here or anchor.last
    if source.value(match, "same") is not None and base:
        return base.year
    if direction is not None and base is not None:
        return base.year + int(direction)
    relative = source.value(match, "relyear")
    if relative is not None and base is not None:
        return base.year + int(relative)
    return None


def names_year(match: Match) -> bool:
    """Whether a match has words for a year at all."""
    return any(match.has(part) for part in ("year", "dir", "relyear", "same"))


def year_for(month: int, day: int | None, match: Match, source: Source, anchor: Anchor) -> int | None:
    """The year of a month or a day that is written without one."""
    last = anchor.last
    if last is not None and anchor.narrative:
        behind = (last.year * 12 + last.month) - (last.year * 12 + month)
        return last.year + (behind > NARRATIVE_GAP)
    here = anchor.published
    near = match.start - anchor.year_at <= NEAR_SENTENCES
    if here is None:
        only = next(iter(anchor.years)) if len(anchor.years) == 1 else None
        return last.year if last is not None and near else only
    if last is not None and near and last.year < here.year - 1:
        return last.year
    return _nearest(month, day, here, source.tense(match))


NEAR = {-1: (330, 35), 0: (270, 95), 1: (60, 305)}
"""By tense, how many days before and after publication a date without its year is taken to lie."""


def _nearest(month: int, day: int | None, here: date, tense: int) -> int:
    """By tense, else the year that brings the date nearest to publication."""
    if day is None and month == here.month:
        return here.year
    dates = {y: make_date(y, month, min(day or 15, 28)) or here for y in (here.year - 1, here.year, here.year + 1)}
    behind, ahead = NEAR[tense]
    near = {y: d for y, d in dates.items() if -behind <= (d - here).days <= ahead}
    dates = near or dates
    return min(dates, key=lambda y: abs((dates[y] - here).days))


# --- days and months ---------------------------------------------------------------------------------------------------


def month_of(source: Source, match: Match) -> int:
    """The number of the month that is named, by its name or by an abbreviation that needs a day beside it; 0 for none."""
    return int(source.value(match, "month") or source.value(match, "month", "monthabbr") or 0)


def read_date(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A day of a month: parts `day` (digits or rank), `month` or `mon`, `year`, `era`, `part`."""
    day = source.ordinal(match, "day") or source.ordinal(match, "ordw")
    month = source.whole(match, "mon") or month_of(source, match)
    if day is None or not month:
        return None
    if match.has("era"):
        return _before_christ(match, source, f"-{month:02d}-{day:02d}")
    year = year_of(match, source, anchor)
    if year is None:
        if names_year(match):
            return unresolved("DATE")
        if day > 31 or make_date(2000, month, day) is None:
            return unresolved("DATE", f"there is no day {day} in month {month}")
        year = year_for(month, day, match, source, anchor)
        if year is None:
            return unresolved("DATE")
    found = make_date(year, month, day)
    if found is None:
        return unresolved("DATE", f"there is no {year:04d}-{month:02d}-{day:02d}")
    part = source.part_of_day(match)
    if match.has("night"):
        return night_of(found, match.rule.note)
    if part:
        return Reading("TIME", f"{found.isoformat()}T{part}", found, found, found, True)
    return dated(found.isoformat(), precise=True)


def _before_christ(match: Match, source: Source, rest: str = "") -> Reading:
    year = source.whole(match, "year") or source.whole(match, "num")
    return Reading("DATE", f"BC{year:04d}{rest}" if year else UNKNOWN)


def read_numeric(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A date in digits alone (`14.02.2022`, `2022-02-14`, `14/02/22`).

    Day before month unless the pack says otherwise.
    """
    day, month = source.whole(match, "day"), source.whole(match, "mon")
    if day is None or month is None:
        return None
    if not 1 <= month <= 12 and 1 <= day <= 12:
        day, month = month, day
    year = year_of(match, source, anchor)
    if year is None:
        if match.has("year"):
            return unresolved("DATE", "a year of two digits whose century nothing in the text tells")
        if not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        year = year_for(month, day, match, source, anchor)
    if year is None:
        return unresolved("DATE")
    found = make_date(year, month, day)
    if found is None:
        return unresolved("DATE", f"there is no {year:04d}-{month:02d}-{day:02d}")
    return dated(found.isoformat(), precise=True)


def read_month(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A month: parts `month` or `mon`, `year`, `dir`, `mark`."""
    month = source.whole(match, "mon") or month_of(source, match)
    if not 1 <= month <= 12:
        return None
    if match.has("era"):
        return _before_christ(match, source, f"-{month:02d}")
    weak = source.value(match, "month", "weakmonth")
    if weak is not None and match.end - match.start == 1 and not source.before(match.start):
        return None
    year = year_of(match, source, anchor)
    if year is None:
        if match.has("year"):
            return unresolved("DATE")
        year = year_for(month, None, match, source, anchor)
    if year is None:
        return unresolved("DATE")
    return dated(f"{year:04d}-{month:02d}")


def read_month_toward(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """The next or the last month of a name (`next May`, `im vergangenen Mai`)."""
    month, direction = int(source.value(match, "month") or 0), int(source.value(match, "dir") or 0)
    here = anchor.published or anchor.last
    if not month or here is None:
        return unresolved("DATE")
    year = here.year
    if direction < 0 and month >= here.month:
        year -= 1
    elif direction > 0 and month <= here.month:
        year += 1
    return dated(f"{year:04d}-{month:02d}")


def read_year(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A year: parts `year`, `dir`, `relyear`, `era`, `num`; impossible years leave a fault."""
    if match.has("era") or match.rule.note == "era":
        return _before_christ(match, source)
    if match.has("n5"):
        return unresolved("DATE", f"{source.text(match)!r} is no year that can be told")
    year = year_of(match, source, anchor)
    if year is None:
        return unresolved("DATE") if names_year(match) else None
    return dated(f"{year:04d}")


def read_bare_year(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """Four digits that nothing marks as a year.

    From 1900 on, or near years that the text marks, with nothing counted behind.
    """
    year = source.whole(match, "year")
    top = anchor.published.year + 15 if anchor.published else 2100
    low = min(1900, anchor.era[0]) if anchor.era else 1900
    high = anchor.era[1] if anchor.era and anchor.narrative else top
    if year is None or not low <= year <= high:
        return None
    if source.counted_after(match.end):
        return None
    return dated(f"{year:04d}")


def read_half(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A half or a quarter of a year: parts `ord` or `ordw` or `half` (H1, H2), and a year; note `H` or `Q`."""
    mark = source.value(match, "half")
    rank = source.ordinal(match) or source.ordinal(match, "ordw")
    if mark is None:
        if rank is None or not 1 <= rank <= (2 if match.rule.note == "H" else 4):
            return None
        mark = f"{match.rule.note}{rank}"
    year = year_of(match, source, anchor)
    if year is None:
        if names_year(match) or anchor.here is None:
            return unresolved("DATE")
        year = _part_year(mark, source.tense(match), anchor)
    return dated(f"{year:04d}-{mark}")


def _part_year(mark: str, tense: int, anchor: Anchor) -> int:
    here = anchor.here
    assert here is not None
    found = bounds(f"{here.year:04d}-{mark}")
    return here.year - 1 if found and found[0] > here and tense < 0 else here.year


def read_season(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A season of a year: parts `season`, `year`, `dir`."""
    season = source.value(match, "season") or source.value(match, "season", "fallword")
    if season is None:
        return None
    if match.has("era"):
        return _before_christ(match, source, f"-{season}")
    year = year_of(match, source, anchor)
    if year is None:
        if match.has("year"):
            return unresolved("DATE")
        here = anchor.here
        if here is None:
            return unresolved("DATE")
        first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        year = here.year
        if anchor.narrative:
            year += here.month - first > NARRATIVE_GAP
        elif source.tense(match) < 0 and first > here.month:
            year -= 1
    return dated(f"{year:04d}-{season}")


def read_decade(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A decade.

    Part `year` (1960, 60) or `decadeword`; one of two digits is the last before publication, or of most years in a
    narrative.
    """
    digits = source.scanned.slice(*match.parts["year"]).strip("'’ ") if match.has("year") else None
    value = int(digits) if digits else int(source.value(match, "decadeword") or -1)
    if value < 0 or value % 10:
        return None
    if value >= 1000:
        return dated(f"{value:04d}"[:3])
    here = anchor.here
    if value > 90 or here is None:
        return unresolved("DATE")
    if anchor.narrative:
        centuries = [y // 100 for y in anchor.years if anchor.published is None or y <= anchor.published.year]
        most = max(sorted(set(centuries)), key=centuries.count, default=here.year // 100)
        return dated(f"{most * 100 + value:04d}"[:3])
    year = here.year // 100 * 100 + value
    return dated(f"{year if year <= here.year else year - 100:04d}"[:3])


def read_century(match: Match, source: Source, _: Anchor) -> Reading | None:
    """A century.

    Part `roman`, `num` or `ordw`, and `era`; the value is the first two digits of its years, after ISO 8601.
    """
    if match.has("roman"):
        rank = roman_number(source.scanned.slice(*match.parts["roman"]).strip())
    else:
        rank = source.ordinal(match, "num") or source.ordinal(match, "ordw")
    if not rank or not 1 <= rank <= 30:
        return None
    if match.has("era"):
        return Reading("DATE", f"BC{rank:02d}")
    return dated(f"{rank - 1:02d}")


_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})$")
_CYRILLIC = str.maketrans("ХІІVІС", "XIIVIC")


def roman_number(letters: str) -> int | None:
    """A Roman number up to 39; letters of the Cyrillic alphabet that look the same count too."""
    letters = letters.rstrip("abcdefghijklmnopqrstuvwxyzèêé").upper().translate(_CYRILLIC)
    if not letters or not _ROMAN.match(letters):
        return None
    total = 0
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in letters]
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total
