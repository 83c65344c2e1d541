"""Instants of publication, compared across time zones."""

from __future__ import annotations

from datetime import UTC, datetime


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
