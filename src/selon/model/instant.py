"""Instants of publication, compared across time zones."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def instant(published: str | None) -> datetime | None:
    """The instant of an ISO 8601 date or time, UTC when no zone is given; `None` when there is none or it is no
    date."""
    if not published:
        return None
    try:
        read = datetime.fromisoformat(published)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def earlier(a: str | None, b: str | None) -> bool | None:
    """Whether `a` was published before `b`; `None` when that cannot be said (one unknown, or the same instant)."""
    one, other = instant(a), instant(b)
    if one is None or other is None or one == other:
        return None
    return one < other


@lru_cache(maxsize=4096)
def by_time(published: str | None) -> str:
    """A time of publication in a form that sorts by instant, whatever the zones; behind all others when there is none or it is
    no date."""
    try:
        read = instant(published)
        return "~" + (published or "") if read is None else read.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return "~" + (published or "")
