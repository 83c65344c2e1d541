"""Times: strict from users, lenient from pages, and as shown to readers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import UsageError
from selon.reading.moments import lenient, moment, precision
from selon.reading.shown import read_shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2024-05-03", "2024-05-03"), ("2024-05-03T10:00", "2024-05-03T10:00"), ("2024-05-03 10:00:07", "2024-05-03T10:00:07"),
     ("2024-05-03T10:00Z", "2024-05-03T10:00+00:00"), ("2024-05-03t10:00:01.25+0530", "2024-05-03T10:00:01+05:30"),
     (" 2024-05-03 10:00 -03 ", "2024-05-03T10:00-03:00")],
)  # fmt: skip
def test_moment(value: str, expected: str) -> None:
    assert moment(value) == expected


@pytest.mark.parametrize("value", ["", "2024", "2024-05", "2024-13-01", "2024-02-30", "2024-05-03T25:00", "03.05.2024",
                                   "2024-05-03T10", "tomorrow", "2024-05-03T10:00+99:00", "20240503", "２024-05-03"])  # fmt: skip
def test_anything_else_is_wrong_use(value: str) -> None:
    with pytest.raises(UsageError):
        moment(value, "published")


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_iso_times_round_trip(time: datetime, minutes: int) -> None:
    zoned = time.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert datetime.fromisoformat(moment(zoned.isoformat())) == zoned
    assert moment(moment(zoned.isoformat())) == moment(zoned.isoformat())


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Fri, 03 May 2024 10:00:00 +0200", "2024-05-03T10:00:00+02:00"), (1714723200, "2024-05-03T08:00:00+00:00"),
     ("1714723200000", "2024-05-03T08:00:00+00:00"), ("2024/5/3 9:05 UTC", "2024-05-03T09:05+00:00"),
     ("2024-05-03T10:00:00+02:00[Europe/Berlin]", "2024-05-03T10:00:00+02:00"), ("3 mai", None), ("", None), (True, None),
     ({"a": 1}, None), ("Thu, 99 Foo 2024", None), ("2024-05-03 18:11:01.0", "2024-05-03T18:11:01"),
     ("2024-05-03T10:00:00.0000000Z", "2024-05-03T10:00:00+00:00")],
)  # fmt: skip
def test_lenient(value: object, expected: str | None) -> None:
    assert lenient(value) == expected


def test_precision() -> None:
    assert [precision(t) for t in ("2024-05-03", "2024-05-03T10:00", "2024-05-03T10:00+00:00")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("Publié le 3 mai 2024 à 18h", "fr", "2024-05-03"), ("Veröffentlicht am 13. Mai 2026 um 15:44", "de", "2026-05-13T15:44"),
     ("Do 25.04.24 | 14:07 Uhr", None, "2024-04-25T14:07"), ("May 3, 2024 9:05", "en-GB", "2024-05-03T09:05"),
     ("19 травня 2024, 18:40", "uk", "2024-05-19T18:40"), ("3/5/2024", "en", None), ("31.02.2024", "de", None),
     ("5 ноября", "ru", None), ("3 mai 2024", "xx-broken-locale", None)],
)  # fmt: skip
def test_times_as_shown(text: str, language: str | None, expected: str | None) -> None:
    assert read_shown(text, language) == expected
