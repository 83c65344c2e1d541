"""How matched patterns of relative times are read.

Days from today, ago, later, durations, sets, parts of day, clock times.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selon.grounding.patterns import Match
from selon.grounding.times_calendar import duration_value, shift, unit_value
from selon.grounding.times_readings import dated, unresolved
from selon.grounding.times_source import Anchor, Reading, Source

_FINE = ("hour", "minute", "second")
YEAR_NOT_COUNT = 1000
"""So many years are a date, not a duration."""
CLOCK_REACH = 60
"""A clock time belongs to a day named at most so many pieces before it."""


def read_relday(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A day by its distance from the day of publication (`yesterday`), with a part of the day."""
    offset = source.value(match, "relday")
    here = anchor.here
    if offset is None:
        return None
    if here is None:
        return unresolved("DATE")
    day = here + timedelta(days=int(offset))
    part = source.part_of_day(match)
    if part:
        return Reading("TIME", f"{day.isoformat()}T{part}", day, day, day, True)
    return dated(day.isoformat(), precise=True)


def read_night(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """The night of the day of publication (`tonight`) or the one before (`last night`): note `0` or `-1`."""
    here = anchor.here
    if here is None:
        return unresolved("TIME")
    offset = int(match.rule.note or 0)
    day = here + timedelta(days=offset)
    return Reading("TIME", f"{day.isoformat()}TNI", day, day + timedelta(days=-offset), day, True)


def read_vague(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A vague present, past or future, as TIMEX3 writes it; the present has the day of publication as its bounds."""
    if match.rule.note:
        return None if source.counts_next(match.end) else Reading("DATE", match.rule.note)
    for name in ("now", "pastref", "futref"):
        value = source.value(match, name)
        if value is not None:
            here = anchor.published if name == "now" else None
            return Reading("DATE", value, here, here)
    return None


def read_toward(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """The last, this, the next unit (`last week`, `ce mois-ci`): parts `dir` or `same`, `unit`, `part`."""
    unit = source.value(match, "unit") or match.rule.note
    same = match.has("same")
    here = (anchor.last or anchor.published) if same else anchor.here
    direction = source.value(match, "dir") or "0"
    if here is None or not unit:
        return unresolved("DATE")
    if unit in _FINE:
        return unresolved("TIME")
    moved = shift(here, "week" if unit in ("weekend", "fortnight") else unit, int(direction))
    if moved is None:
        return unresolved("DATE", f"{source.text(match)!r} lies outside the calendar")
    part = source.part_of_day(match)
    if unit in ("day", "night") and part:
        return Reading("TIME", f"{moved.isoformat()}T{part}", moved, moved, moved, True)
    return dated(unit_value(moved, unit), precise=unit == "day", kind="TIME" if unit == "night" else "DATE")


def read_fixed(match: Match, source: Source, _: Anchor) -> Reading | None:
    """A word that is a duration by itself (`jahrelang`): its value as the lexicon has it."""
    value = source.value(match, "fixed")
    return Reading("DURATION", value) if value else None


def _last_unit(source: Source, match: Match) -> tuple[float | None, str] | None:
    joined = (source.value(match, "lastword") or "").split()
    if joined:
        return float(joined[0]), joined[1]
    unit = source.value(match, "unit") or source.value(match, "units") or source.value(match, "lasting")
    if not unit:
        return None
    count = source.number(match)
    if count is None and match.has("num"):
        return None
    if count is None and not match.has("few") and not match.has("units"):
        count = 1.0
    if match.has("half") and count is not None:
        count += 0.5
    return count, unit


def read_duration(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A duration.

    Parts `num` or `few`, `unit`, or one word for both; note-free. Last and next ones are bound to publication.
    """
    found = _last_unit(source, match)
    if found is None:
        return None
    count, unit = found
    if unit == "year" and count is not None and count >= YEAR_NOT_COUNT:
        return None
    low = high = None
    if count is None and match.rule.note == "vague" and source.value(match, "dir") == "1":
        return Reading("DATE", "FUTURE_REF")
    direction = int(source.value(match, "dir") or 0)
    here = anchor.published
    if here is not None and direction and count is not None:
        other = shift(here, unit, direction * count)
        if other is not None:
            low, high = min(here, other), max(here, other)
    return Reading("DURATION", duration_value(unit, count), low, high)


def read_span(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A distance in time that its context turns to the past or the future, written as a duration; note `-1` or `1`."""
    found = _last_unit(source, match)
    if found is None:
        return None
    count, unit = found
    reading = _distance(match, source, anchor, int(match.rule.note or -1), count, unit)
    low, high = (reading.low, reading.high) if reading else (None, None)
    return Reading("DURATION", duration_value(unit, count), low, high)


def read_ago(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A point in time by its distance from now (`three days ago`, `через тиждень`): note `-1` or `1`."""
    unit = source.value(match, "unit") or "day"
    count = source.number(match)
    if count is None:
        if match.has("few"):
            return Reading("DATE", "PAST_REF" if match.rule.note == "-1" else "FUTURE_REF")
        count = 1.0
    if match.has("half"):
        count += 0.5
    return _distance(match, source, anchor, int(match.rule.note or -1), count, unit) or unresolved("DATE")


def _distance(
    match: Match, source: Source, anchor: Anchor, direction: int, count: float | None, unit: str
) -> Reading | None:
    here = anchor.here
    if here is None or count is None:
        return None
    if unit in _FINE:
        day = shift(here, "hour", 0)
        return Reading("TIME", "unknown", day, day)
    moved = shift(here, unit, direction * count)
    if moved is None:
        return unresolved("DATE", f"{source.text(match)!r} lies outside the calendar")
    if anchor.narrative and anchor.last_day == here and unit in ("year", "month", "week"):
        return dated(moved.isoformat(), precise=True)
    grain = {
        "weekend": "week",
        "fortnight": "week",
        "decade": "year",
        "century": "year",
        "halfyear": "month",
        "night": "day",
    }
    return dated(unit_value(moved, grain.get(unit, unit)), precise=unit == "day")


def read_later(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A point in time by its distance from the one spoken of last (`two days later`, `накануне`): note `-1` or `1`."""
    here = anchor.last_day or anchor.last or anchor.published
    unit = source.value(match, "unit") or "day"
    if here is None:
        return unresolved("DATE")
    if unit in _FINE:
        return unresolved("TIME")
    count = source.number(match)
    if count is None:
        if match.has("few"):
            return unresolved("DATE")
        count = 1.0
    step = int(source.value(match, "dayword") or match.rule.note or 1)
    moved = shift(here, unit, step * count)
    if moved is None:
        return unresolved("DATE", f"{source.text(match)!r} lies outside the calendar")
    grain = {"year": "year", "month": "month"} if count != int(count) or unit in ("year",) else {"month": "month"}
    value = unit_value(moved, grain.get(unit, "day" if unit in ("day", "night", "week") else unit))
    part = source.part_of_day(match)
    if part:
        return Reading("TIME", f"{moved.isoformat()}T{part}", moved, moved, moved, True)
    return dated(value, precise=len(value) == 10)


def read_set(match: Match, source: Source, _: Anchor) -> Reading | None:
    """A repetition: every unit or weekday, per unit, an adverb: `P1W`, `XXXX-WXX-1`, `XXXX-WXX-1TEV`."""
    value = source.value(match, "adverb")
    if value:
        return Reading("SET", value)
    joined = (source.value(match, "dayjoined") or "").split()
    day = joined[0] if joined else source.value(match, "weekday") or source.value(match, "everyday")
    part = joined[1] if joined else source.part_of_day(match)
    if day:
        return Reading("SET", f"XXXX-WXX-{day}" + (f"T{part}" if part else ""))
    if part:
        return Reading("SET", f"XXXX-XX-XXT{part}")
    season = source.value(match, "season")
    if season:
        return Reading("SET", f"XXXX-{season}")
    month = source.value(match, "month")
    if month:
        return Reading("SET", f"XXXX-{int(month):02d}")
    unit = source.value(match, "unit")
    if not unit:
        return None
    count = source.number(match) or source.ordinal(match, "ordw") or 1
    if unit == "night" and count == 1:
        return Reading("SET", "XXXX-XX-XXTNI")
    return Reading("SET", duration_value(unit, count))


def _day_for(match: Match, anchor: Anchor) -> date | None:
    if anchor.last_day is not None and (anchor.narrative or match.start - anchor.last_at <= CLOCK_REACH):
        return anchor.last_day
    return None if anchor.narrative else anchor.published


def read_part(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A part of a day, of the day spoken of last or of the day of publication."""
    part = source.part_of_day(match) or match.rule.note
    if not part:
        return None
    day = _day_for(match, anchor)
    if day is None:
        return Reading("TIME", f"T{part}")
    return Reading("TIME", f"{day.isoformat()}T{part}", day, day)


_AFTERNOON = ("AF", "EV", "PM")


def read_clock(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A clock time: parts `hour`, `mm`, `part` (evening, pm), `zone`; 00:60 and 25:00 leave a fault."""
    hour, minute = source.whole(match, "hour"), source.whole(match, "mm")
    joined = source.whole(match, "hhmm")
    if joined is not None:
        hour, minute = divmod(joined, 100)
    if hour is None:
        named = source.number(match, "numw") if match.has("numw") else source.number(match)
        if named is None or named % 1:
            return None
        hour = int(named)
    part = source.part_of_day(match) or source.value(match, "ampm")
    if hour > 24 or (minute or 0) > 59 or (hour == 24 and minute):
        if match.rule.note == "strict":
            return None
        return unresolved("TIME", f"there is no clock time {hour:02d}:{minute or 0:02d}")
    if part in _AFTERNOON and hour < 12:
        hour += 12
    if part in ("NI", "AM") and hour == 12:
        hour = 0
    day = _day_for(match, anchor)
    clock = f"T{hour:02d}:{minute or 0:02d}"
    value = (day.isoformat() if day else "") + clock + _zone(source.value(match, "zone"), day)
    return Reading("TIME", value, day, day)


def _zone(name: str | None, day: date | None) -> str:
    """The offset of a zone as ISO 8601 writes it; of a named one (`Europe/Kiev`) on the day, empty when that is
    open."""
    if name and re.fullmatch(r"Z|[+-]\d\d:\d\d", name):
        return name
    if not name or day is None:
        return ""
    try:
        shown = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(name)).strftime("%z")
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return f"{shown[:3]}:{shown[3:5]}"


def read_clock_word(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """Noon and midnight."""
    value = source.value(match, "clockword")
    day = _day_for(match, anchor)
    if value is None:
        return None
    return Reading("TIME", (day.isoformat() if day else "") + "T" + value, day, day)


def read_stamp(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A day with a clock time behind it, as one expression: the day's parts, then `hour`, `mm`."""
    from selon.grounding.times_readings import read_date, read_numeric

    day = read_date(match, source, anchor) if match.has("month") else read_numeric(match, source, anchor)
    if day is None or day.low is None:
        return day
    hour, minute = source.whole(match, "hour"), source.whole(match, "mm")
    if hour is None or hour > 24 or (minute or 0) > 59:
        return unresolved("TIME", f"there is no clock time {source.text(match)!r}")
    if source.part_of_day(match) in _AFTERNOON and hour < 12:
        hour += 12
    return Reading("TIME", f"{day.low.isoformat()}T{hour:02d}:{minute or 0:02d}", day.low, day.high, day.low, True)
