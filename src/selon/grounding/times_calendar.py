"""Calendar arithmetic for time expressions.

Days, weeks, months, years from a reference, and ISO 8601 values (weeks after ISO 8601).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

ISO_UNIT = {
    "year": "Y", "halfyear": "6M", "quarter": "Q", "month": "M", "fortnight": "2W", "week": "W", "weekend": "WE", "day": "D",
    "night": "NI", "decade": "10Y", "century": "100Y", "hour": "TH", "minute": "TM", "second": "TS",
}  # fmt: skip
_MONTHS = {"year": 12, "halfyear": 6, "quarter": 3, "month": 1, "decade": 120, "century": 1200}
_DAYS = {"week": 7, "fortnight": 14, "weekend": 7, "day": 1, "night": 1}
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def shift(day: date, unit: str, count: float) -> date | None:
    """The day that lies `count` units after `day` (before, when negative).

    `None` beyond the calendar, or below a day.
    """
    try:
        if unit in _MONTHS:
            months = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        if unit in _DAYS:
            return day + timedelta(days=round(count * _DAYS[unit]))
        return day + timedelta(hours=count if unit == "hour" else 0)
    except (ValueError, OverflowError):
        return None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or `None` when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_value(day: date) -> str:
    """The ISO week of a day, `2023-W37`."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def unit_value(day: date, unit: str) -> str:
    """The unit of the calendar that holds a day, as TIMEX3 writes it.

    `2023`, `2023-09`, `2023-W37`, `2023-09-15`, `202`.
    """
    values = {
        "year": f"{day.year:04d}",
        "decade": f"{day.year:04d}"[:3],
        "century": f"{day.year:04d}"[:2],
        "month": f"{day.year:04d}-{day.month:02d}",
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "halfyear": f"{day.year:04d}-H{1 if day.month < 7 else 2}",
        "week": week_value(day),
        "weekend": week_value(day) + "-WE",
        "night": day.isoformat() + "TNI",
    }
    return values.get(unit, day.isoformat())


def duration_value(unit: str, count: float | None) -> str:
    """An ISO 8601 duration: `P3W`, `PT36H`, `PXD` when the number is not known."""
    code = ISO_UNIT[unit]
    time = "T" if code.startswith("T") else ""
    code = code.removeprefix("T")
    factor = int(code[:-1]) if code[:-1].isdigit() else 1
    code = code if factor == 1 else code[-1]
    if count is None:
        return f"P{time}X{code}"
    amount = count * factor
    if unit == "year" and amount % 1 == 0.5:
        return f"P{amount * 12:.0f}M"
    if unit == "hour" and amount % 1 == 0.5:
        return f"PT{amount * 60:.0f}M"
    return f"P{time}{amount:g}{code}" if amount < 1e6 else f"P{time}{amount:.0f}{code}"


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?:-(?P<wday>WE|\d))?|-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-Q(?P<q>\d)|-H(?P<h>\d)|-(?P<season>SP|SU|FA|WI))?(?:T.*)?$"
)


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 date value; `None` for durations, sets, vague and unknown values."""
    if value[:4].isdigit() and (hit := _VALUE.match(value)):
        return _bounds_of(hit)
    if value.isdigit() and len(value) in (2, 3):
        size = 10 ** (4 - len(value))
        first = int(value) * size
        if first < 1:
            return None
        return date(first + (size == 100), 1, 1), date(first + size - (size == 10), 12, 31)
    return None


def _bounds_of(hit: re.Match[str]) -> tuple[date, date] | None:
    year = int(hit["year"])
    try:
        if hit["week"]:
            return _week_bounds(year, int(hit["week"]), hit["wday"])
        if hit["day"]:
            day = date(year, int(hit["month"]), int(hit["day"]))
            return day, day
        first, last = 1, 12
        if hit["month"]:
            first = last = int(hit["month"])
        elif hit["q"]:
            first, last = int(hit["q"]) * 3 - 2, int(hit["q"]) * 3
        elif hit["h"]:
            first, last = int(hit["h"]) * 6 - 5, int(hit["h"]) * 6
        elif hit["season"]:
            first, last = SEASONS[hit["season"]]
        end = year + (last < first)
        return date(year, first, 1), date(end, last, calendar.monthrange(end, last)[1])
    except ValueError:
        return None


def _week_bounds(year: int, week: int, day: str | None) -> tuple[date, date]:
    if day == "WE":
        return date.fromisocalendar(year, week, 6), date.fromisocalendar(year, week, 7)
    if day:
        one = date.fromisocalendar(year, week, int(day))
        return one, one
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def interval(value: str) -> str | None:
    """A TIMEX3 value as an ISO 8601 date or interval, as short as it can be (`2023-10`, `2024-04-01/2024-06-30`);
    `None` when it is none."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return value
    if re.match(r"\d{4}-\d\d-\d\dT", value):
        return value[:10]
    found = bounds(value)
    if found is None:
        return None
    first, last = found
    if len(value) == 2:
        return f"{first.year:04d}/{last.year:04d}"
    if len(value) == 3:
        return f"{first.year:04d}/{last.year:04d}"
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
