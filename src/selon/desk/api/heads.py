"""HTTP/1.1 with bounds on the head of a request: how long it may take to come, and how large it may be.

uvicorn bounds neither; bodies are bounded in `guard`, which no request reaches before its head is whole.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Bounded(HttpToolsProtocol):
    """One connection. A head that has not come whole after `seconds`, or has more than `most` bytes, ends it."""

    seconds = 20.0
    most = 64 << 10

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: asyncio.TimerHandle | None = None
        self._size = self._lines = 0
        self._coming = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The first head has to come, even if not one byte of it does."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any longer."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes in, those of an unfinished head counted."""
        self._size += len(data) if self._coming else 0
        super().data_received(data)
        if self._coming and self._size > self.most:
            self._end(LARGE)

    def on_message_begin(self) -> None:
        """A head begins; the bytes that came with its first ones are not told apart from them."""
        super().on_message_begin()
        self._coming, self._lines = True, 0
        if self._timer is None:
            self._timer = self.loop.call_later(self.seconds, self._late)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One line of a head, which may have come with all others at once."""
        super().on_header(name, value)
        self._lines += len(name) + len(value) + 4
        if self._lines > self.most:
            raise ValueError("the head of the request is too large")

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop()
        self._size, self._coming = 0, False
        super().on_headers_complete()

    def _late(self) -> None:
        self._timer = None
        self._end(LATE)

    def _end(self, answer: bytes) -> None:
        """End the connection, with an answer where none to an earlier request is under way."""
        self._stop()
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(answer)
        self.transport.close()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
