"""The sources of a ledger, counted over all its claims when somebody asks, and kept until the claims change."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field

from selon.desk.api.annotations import Annotations
from selon.desk.api.models_views import SourcePage, SourceRow
from selon.desk.api.readings import Readings
from selon.desk.api.shelf import Shelf
from selon.desk.api.sources import Sources, Tally
from selon.errors import LedgerError
from selon.ledger.fold import indexed
from selon.model import Copy

CLAIMS = 200
"""Claims that the page of a source lists."""


@dataclass(slots=True)
class SourceBook:
    """Sources by identifier, with the state of the claims that they were counted from."""

    readings: Readings
    shelf: Shelf
    written: Annotations
    _sources: Sources = field(default_factory=Sources)
    _seq: int = -1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _counted(self) -> Sources:
        with self._lock:
            seq = self.shelf.seq()
            if seq != self._seq:
                self._sources, self._seq = self._count(), seq
            return self._sources

    def _count(self) -> Sources:
        found, first = Sources(), {}
        copies: dict[str, list[Copy]] = defaultdict(list)
        for c in self.shelf.copies(None):
            copies[c.target].append(c)
        claims = self.shelf.all()
        for claim in claims:
            reads = self.readings.of_digests(s.version for s in claim.statements)
            found.take(claim, reads, [c for r in {r.address for r in reads.values()} for c in copies.get(r, ())])
            published = [r.report.document.published for r in reads.values()]
            first[claim.id] = min((p for p in published if p), default="")
        for claim in claims:
            for other, _ in claim.contradicts:
                found.contradict(claim.id, other, first[claim.id], first.get(other, ""))
        for report in self.written.corrected():
            found.correct(self.readings.of(report))
        return found

    def rows(self, kind: str | None = None, text: str | None = None) -> list[SourceRow]:
        """The sources of a kind whose name holds some words."""
        part = indexed(text or "")
        return [r for r in self._counted().rows() if (kind is None or r.type == kind) and part in indexed(r.name)]

    def page(self, key: str) -> SourcePage:
        """Everything about one source; `LedgerError` when there is none."""
        sources = self._counted()
        tally: Tally | None = sources.tallies.get(key)
        if tally is None:
            raise LedgerError("no such source in the ledger", key, "source-unknown")
        rows = self.shelf.rows(sorted(tally.claims))
        rows.sort(key=lambda r: (-r.counts.reports, r.id))
        return SourcePage(
            source=tally.row(), claims=rows[:CLAIMS], relays=sources.flows(tally.relays),
            relayed_by=sources.flows(tally.relayed_by),
        )  # fmt: skip
