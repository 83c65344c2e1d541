"""Work that takes a while, one thing at a time: reading what came in, and bringing the claims up to date."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from selon.desk.api.problems import Refusal
from selon.desk.api.shelf import Shelf
from selon.errors import SelonError

T = TypeVar("T")
WAITING = 8
"""Requests that may wait for their turn; more are told to come again."""
PATIENCE = 60.0
"""Seconds that an answer waits for the claims to be brought up to date."""


@dataclass(slots=True)
class Workroom:
    """One worker for what people bring, one for the claims.

    tell: called when the claims follow the log again. changed: called with what a refresh changed.
    """

    shelf: Shelf
    tell: Callable[[], None] = lambda: None
    changed: Callable[[Any], None] = lambda done: None
    fault: str = ""
    _hands: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "selon-reading"))
    _claims: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "selon-claims"))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _waiting: int = 0
    _next: Future[None] | None = None
    _closed: bool = False

    def do(self, work: Callable[[], T]) -> T:
        """Do some work in its turn and give what came of it; `Refusal` when too many wait already."""
        with self._lock:
            if self._waiting >= WAITING:
                raise Refusal(503, "busy", "the desk is reading other reports", "", {"Retry-After": "10"})
            self._waiting += 1
        try:
            return self._hands.submit(work).result()
        finally:
            with self._lock:
                self._waiting -= 1

    def start(self, work: Callable[[], None]) -> bool:
        """Begin some work and do not wait for it; whether it could be taken in."""
        with self._lock:
            if self._waiting >= WAITING or self._closed:
                return False
            self._waiting += 1

        def done(_: Future[None]) -> None:
            with self._lock:
                self._waiting -= 1

        self._hands.submit(work).add_done_callback(done)
        return True

    def refresh(self) -> Future[None]:
        """Have the claims brought up to date; asked for again before it has begun, that is one and the same."""
        with self._lock:
            if self._closed:
                done: Future[None] = Future()
                done.set_result(None)
                return done
            if self._next is None:
                self._next = self._claims.submit(self._refresh)
            return self._next

    def refreshed(self) -> bool:
        """Wait until the claims are up to date, not too long; whether they are."""
        try:
            self.refresh().result(PATIENCE)
        except TimeoutError:
            return False
        return not self.fault

    def _refresh(self) -> None:
        with self._lock:
            self._next = None
        try:
            done = self.shelf.refresh()
            if done is not None:
                self.changed(done)
            self.fault = ""
        except SelonError as error:
            self.fault = str(error)
            return
        if done is not None:
            self.tell()

    def close(self) -> None:
        """Let what is under way end; begin nothing more."""
        with self._lock:
            self._closed = True
        self._hands.shutdown(cancel_futures=True)
        self._claims.shutdown(cancel_futures=True)
