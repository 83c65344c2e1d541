"""Times of publication: ISO 8601 read strictly from users, other machine-written forms read leniently from pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from selon.errors import UsageError

_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def moment(value: str, place: str = "") -> str:
    """A time in ISO 8601, normalised: `2024-05-03`, `2024-05-03T10:00`, `2024-05-03T10:00:05+02:00`.

    As precise as given: a date stays a date, no zone is invented, fractions of a second are dropped, `Z` becomes
    `+00:00`. Raises `UsageError` for anything else, and for days and hours that do not exist.
    """
    match = _ISO.fullmatch(value.strip())
    if match is None:
        raise UsageError(f"{value[:80]!r} is no ISO 8601 time such as 2024-05-03 or 2024-05-03T10:00+02:00", place)
    date, time, zone = match["date"], match["time"], match["zone"]
    text = date if time is None else f"{date}T{time}{_zone(zone)}"
    try:
        datetime.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f"{value[:80]!r} does not exist: {fault}", place) from fault
    return text


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in "Zz":
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def lenient(value: object) -> str | None:
    """A machine-written time of a page as `moment` gives it: ISO 8601 also in basic or careless form, RFC 2822, epoch.

    `None` when it is none of these; a time that people read (`3 mai, 10 h`) is none of these.
    """
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not 4 < len(text) < 80:
        return None
    if _EPOCH.fullmatch(text):
        return _from_epoch(int(text))
    for form in (text, _careless(text)):
        try:
            return moment(form)
        except UsageError:
            continue
    return _from_mail(text) or _from_iso(text)


def _careless(text: str) -> str:
    """`2024-5-3T9:05:00 +0200`, `2024/05/03 10:00:00 UTC`, `…[Europe/Berlin]` in the form of the standard."""
    text = re.sub(r"\s*\[[\w/+-]+\]$", "", text)
    text = re.sub(r"\s*(?:UTC|GMT)$", "Z", text)
    text = re.sub(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    return re.sub(r"[T ](\d):", r"T0\1:", text)


def _from_epoch(number: int) -> str:
    seconds = number // 1000 if number > 10**11 else number
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _from_mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(re.sub(r"\s*\(.*\)$", "", text)).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_iso(text: str) -> str | None:
    if not text[0].isdigit() or "T" not in text:
        return None
    try:
        return datetime.fromisoformat(text).replace(microsecond=0).isoformat()
    except ValueError:
        return None


def precision(value: str) -> int:
    """How much a normalised time says: 0 a day, 1 a minute without zone, 2 a minute with zone."""
    return 0 if len(value) <= 10 else 2 if re.search(r"[+-]\d\d:\d\d$", value) else 1
