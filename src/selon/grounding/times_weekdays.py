"""How matched patterns of weekdays, weekends, holidays and calendar units around the anchor are read."""

from __future__ import annotations

from datetime import date, timedelta

from selon.grounding.patterns import Match
from selon.grounding.times_calendar import shift, unit_value, week_value
from selon.grounding.times_readings import dated, night_of, unresolved, year_for, year_of
from selon.grounding.times_source import Anchor, Reading, Source


def read_weekday(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A day of the week: by last and next, by tense, else the one before publication, or its own day."""
    joined = (source.value(match, "dayjoined") or "").split()
    number = joined[0] if joined else source.value(match, "weekday")
    here = anchor.here if anchor.narrative else anchor.published
    if number is None or here is None:
        return unresolved("DATE")
    part = joined[1] if joined else source.part_of_day(match)
    direction = source.value(match, "dir")
    day = weekday_near(int(number), here, int(direction) if direction else None, source.tense(match))
    week = source.value(match, "weekdir", "dir")
    if week is not None:
        moved = shift(here, "week", int(week))
        day = date.fromisocalendar(*(moved or here).isocalendar()[:2], int(number))
    if match.has("night"):
        return night_of(day, match.rule.note)
    if part:
        return Reading("TIME", f"{day.isoformat()}T{part}", day, day, day, True)
    return dated(day.isoformat(), precise=True)


def weekday_near(number: int, here: date, direction: int | None, tense: int) -> date:
    """The day of the week (1-7) meant on the day `here`.

    Direction -1 last, 1 next, 0 this; else by tense, else past or today.
    """
    ahead = (number - here.isoweekday()) % 7
    if direction is not None and direction < 0:
        return here - timedelta(days=(-ahead) % 7 or 7)
    if direction is not None and direction > 0:
        return here + timedelta(days=ahead or 7)
    if direction == 0:
        return date.fromisocalendar(*here.isocalendar()[:2], number)
    if tense > 0:
        return here + timedelta(days=ahead)
    return here - timedelta(days=(-ahead) % 7)


def read_weekend(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A weekend, like a weekday: the one before publication unless direction or tense says otherwise."""
    here = anchor.here
    if here is None:
        return unresolved("DATE")
    direction = source.value(match, "dir")
    if direction is None:
        direction = "0" if here.isoweekday() >= 6 or source.tense(match) > 0 else "-1"
    if direction == "1" and here.isoweekday() < 6 and match.rule.note == "coming":
        direction = "0"
    moved = shift(here, "week", int(direction))
    return dated(week_value(moved) + "-WE") if moved else None


def read_holiday(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """A holiday with a fixed date (`MM-DD`)."""
    value = source.value(match, "holiday")
    if not value:
        return None
    month, day = int(value[:2]), int(value[3:5])
    year = year_of(match, source, anchor) or year_for(month, day, match, source, anchor)
    return dated(f"{year:04d}-{value}", precise=True) if year else unresolved("DATE")


def read_unit_of(match: Match, source: Source, anchor: Anchor) -> Reading | None:
    """The calendar unit that holds the anchor (`that day`, `Ende des Jahres`): parts `unit`, `same`."""
    unit = source.value(match, "unit") or match.rule.note
    here = anchor.last or anchor.published
    if not unit or here is None:
        return unresolved("DATE")
    return dated(unit_value(here, unit), precise=unit == "day")
