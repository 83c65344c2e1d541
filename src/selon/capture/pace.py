"""How fast one host is asked: a pause between two requests, longer when the host says so (Retry-After, RFC 9110
§10.2.3).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 24 * 3600.0
"""No host can make us wait longer than this (seconds)."""


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date); `None` when it is neither. Never below 0."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - now).total_seconds(), 0.0), LONGEST)


class Pace:
    """When each host may be asked again. Shared by all fetchers of a run; safe between threads.

    pause: seconds between two requests to one host. clock, sleep: for tests.
    """

    def __init__(
        self, pause: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.pause, self.clock, self.sleep = pause, clock, sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, pause: float | None = None) -> float:
        """Wait until `host` may be asked, take the turn, and give the seconds waited."""
        with self._lock:
            now = self.clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + max(self.pause, pause or 0.0)
        if turn > now:
            self.sleep(turn - now)
        return turn - now

    def hold(self, host: str, seconds: float) -> None:
        """Do not ask `host` for so many seconds."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self.clock() + min(seconds, LONGEST))

    def blocked(self, host: str) -> float:
        """Seconds until `host` may be asked again; 0 when it may now."""
        with self._lock:
            return max(0.0, self._next.get(host, 0.0) - self.clock())
