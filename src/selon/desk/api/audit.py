"""Who was let in, made or removed, as entries of the log; failed logins are counted, so that they cannot flood it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from selon.ledger import Ledger

EVERY = 600.0
"""Seconds between two entries about failed logins."""


@dataclass(slots=True)
class Failures:
    """Failed logins that no entry tells of yet. Names are kept only of accounts that exist: people type passwords."""

    ledger: Ledger
    actor: str = "desk"
    clock: Callable[[], float] = time.monotonic
    _names: Counter[str] = field(default_factory=Counter)
    _unknown: int = 0
    _last: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str | None) -> None:
        """Count one failure. name: of the account, `None` when there is none of the name."""
        with self._lock:
            if name is None:
                self._unknown += 1
            else:
                self._names[name] += 1
            if self.clock() - self._last >= EVERY:
                self._write()

    def flush(self) -> None:
        """Write what is not written yet, at the end."""
        with self._lock:
            if self._unknown or self._names:
                self._write()

    def _write(self) -> None:
        body = {"failed": self._names.total() + self._unknown, "names": dict(self._names), "unknown": self._unknown}
        self.ledger.append("login-failures", body, actor=self.actor)
        self._names, self._unknown, self._last = Counter(), 0, self.clock()
