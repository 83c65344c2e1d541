"""Looks at the ledger while somebody listens, and tells what is new, whoever wrote it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from selon.desk.api.events import REPLAYED, TICK, Event, Hub, event
from selon.desk.api.inbox import ENTRIES, item
from selon.desk.api.veil import Protection
from selon.desk.api.watching import states
from selon.desk.api.workroom import Workroom
from selon.errors import SelonError
from selon.ledger import Ledger


@dataclass(slots=True)
class Follower:
    """What was told last. Runs as one task of the event loop."""

    ledger: Ledger
    hub: Hub
    workroom: Workroom
    veil: Protection
    seq: int = 0
    watched: str = ""
    _task: asyncio.Task[None] | None = field(default=None)

    def begin(self) -> None:
        """Start to look."""
        self.hub.loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run())

    async def end(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        self.seq = await asyncio.to_thread(lambda: self.ledger.head().seq)
        while True:
            await asyncio.sleep(TICK)
            for found in await asyncio.to_thread(self.look):
                self.hub.send(found)

    def look(self) -> list[Event]:
        """What is new since the last look; nothing while the ledger cannot be read."""
        try:
            head = self.ledger.head().seq
            found = since(self.ledger, self.seq, self.veil) if head > self.seq and self.hub.listeners else []
            if head != self.seq or self.workroom.shelf.seq() != head:
                self.workroom.refresh()
            self.seq = head
            watched = [s.model_dump() for s in states(self.ledger.path)] if self.hub.listeners else []
        except SelonError:
            return []
        shown = event("watch", watched)
        if shown.data != self.watched:
            if self.watched:
                found.append(shown)
            self.watched = shown.data
        return found


def since(ledger: Ledger, seq: int, veil: Protection) -> list[Event]:
    """The entries behind a number as events, the newest `REPLAYED` of them at most."""
    rows = [r for r in ledger.recent(ENTRIES, limit=REPLAYED) if r.seq > seq]
    return [event("entry", one.model_dump(), one.entry) for one in veil.items(item(row) for row in reversed(rows))]
