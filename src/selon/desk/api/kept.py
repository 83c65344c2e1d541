"""Pages of claims as they were sent, kept at hand for whoever asks next.

Everybody at a desk asks for the same few pages whenever something comes in. A page is kept under all that it depends on,
the state of the ledger among it, so what is kept is never wrong and never has to be taken back.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from selon.ledger import ClaimFilter

KEPT = 32 << 20
"""Bytes of pages kept at hand."""
LARGEST = KEPT // 32
"""Bytes of a page that is kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a page of claims is asked for: conditions, order, rows, and the cursor of the page before."""

    asked: ClaimFilter
    sort: Any
    limit: int
    after: str | None


@dataclass(slots=True)
class Pages:
    """Pages as they were sent, the ones asked for last, at most `most` bytes of them. Safe between threads."""

    most: int = KEPT
    _kept: OrderedDict[tuple[str, Question], bytes] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[str, Question]) -> bytes | None:
        """The page of a key, `None` when it is not at hand. key: the tag of an answer, and the question."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[str, Question], page: bytes) -> None:
        """Keep a page, and let those go that nobody asked for in the longest time."""
        if len(page) > LARGEST:
            return
        with self._lock:
            self._size += len(page) - len(self._kept.pop(key, b""))
            self._kept[key] = page
            while self._size > self.most:
                self._size -= len(self._kept.popitem(last=False)[1])
