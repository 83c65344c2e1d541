"""Server-sent events: what is new, to everybody who listens.

So many listeners and no more; a heartbeat, so that a dead connection is noticed; who does not take what is sent is
dropped, and may come back with the number of the last entry it saw.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response

from selon.desk.api.problems import Refusal

HEARTBEAT = 15.0
"""Seconds between two signs of life."""
SLOW = 10.0
"""Seconds that a listener may take to accept one event."""
ROOM = 256
"""Events that wait for one listener."""
EACH = 8
"""Listeners that one person may have."""
TICK = 1.0
"""Seconds between two looks at the ledger, while somebody listens."""
REPLAYED = 200


@dataclass(frozen=True, slots=True)
class Event:
    """One event. name: `entry`, `claims`, `watch` or `progress`. entry: number of the entry it tells of."""

    name: str
    data: str
    entry: int | None = None

    def text(self) -> bytes:
        """The event on the wire; JSON has no line breaks, so nothing in it can end a field."""
        number = f"id: {self.entry}\n" if self.entry is not None else ""
        return f"{number}event: {self.name}\ndata: {self.data}\n\n".encode()


def event(name: str, data: object, entry: int | None = None) -> Event:
    """An event with some JSON."""
    return Event(name, json.dumps(data, ensure_ascii=True, separators=(",", ":")), entry)


@dataclass(eq=False, slots=True)
class Listener:
    """One open connection. lost: it did not take what was sent."""

    person: str
    queue: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(ROOM))
    lost: bool = False


@dataclass(slots=True)
class Hub:
    """Everybody who listens. Lives on the event loop; other threads call `tell`."""

    most: int
    listeners: set[Listener] = field(default_factory=set)
    dropped: int = 0
    loop: asyncio.AbstractEventLoop | None = None

    def join(self, person: str) -> Listener:
        """A new listener; `Refusal` when there are too many."""
        if len(self.listeners) >= self.most or sum(o.person == person for o in self.listeners) >= EACH:
            raise Refusal(503, "listeners", "too many listen already", "", {"Retry-After": "30"})
        listener = Listener(person)
        self.listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """A listener goes."""
        self.listeners.discard(listener)

    def send(self, found: Event) -> None:
        """Give an event to everybody; on the event loop."""
        for listener in list(self.listeners):
            try:
                listener.queue.put_nowait(found)
            except asyncio.QueueFull:
                listener.lost = True
                self.dropped += 1
                self.leave(listener)

    def tell(self, found: Event) -> None:
        """Give an event to everybody, from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.send, found)


class EventStream(Response):
    """The answer that goes on: events as they come, until the listener goes, is lost, or may no longer listen."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, listener: Listener, allowed: Callable[[], bool], missed: list[Event]) -> None:
        super().__init__(None, 200, {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}, self.media_type)
        del self.headers["content-length"]
        self.hub = hub
        self.listener = listener
        self.allowed = allowed
        self.missed = missed

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send until there is a reason to stop."""
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await _send(send, b"retry: 3000\n\n" + b"".join(e.text() for e in self.missed))
            while not self.listener.lost:
                piece = await self._next(gone)
                if piece is None:
                    break
                await _send(send, piece)
            await _send(send, b"", more=False)
        except TimeoutError:
            self.hub.dropped += 1
        except asyncio.CancelledError:
            return  # the server ends: so does the stream
        finally:
            gone.cancel()
            self.hub.leave(self.listener)

    async def _next(self, gone: asyncio.Future[None]) -> bytes | None:
        """The next event, or a sign of life; `None` when the listener has gone or may no longer listen."""
        coming = asyncio.ensure_future(self.listener.queue.get())
        try:
            both: set[asyncio.Future[Any]] = {coming, gone}
            await asyncio.wait(both, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return None
            if coming.done():
                return coming.result().text()
            return b": alive\n\n" if await asyncio.to_thread(self.allowed) else None
        finally:
            coming.cancel()


async def _send(send: Any, body: bytes, more: bool = True) -> None:
    message: MutableMapping[str, Any] = {"type": "http.response.body", "body": body, "more_body": more}
    await asyncio.wait_for(send(message), SLOW)


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
