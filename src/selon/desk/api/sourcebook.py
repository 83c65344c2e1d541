"""The sources of a ledger, counted over all its claims when somebody first asks, then kept up claim by claim."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from selon.desk.api.annotations import Annotations
from selon.desk.api.models_views import Flow, SourcePage, SourceRow
from selon.desk.api.problems import Refusal
from selon.desk.api.readings import Readings
from selon.desk.api.shelf import Shelf
from selon.desk.api.sources import Sources, Tally
from selon.desk.api.veil import Protection
from selon.errors import LedgerError, SelonError
from selon.ledger.fold import indexed
from selon.model import Claim

S = TypeVar("S", SourceRow, Flow)
CLAIMS = 200
"""Claims that the page of a source lists."""
AT_ONCE = 3000
"""Claims that are counted while somebody waits; of more, counting goes on in the background."""
CHANGING = ("report", "merge", "split", "undo")
"""Kinds of entries that change claims."""


@dataclass(slots=True)
class SourceBook:
    """Sources by identifier, with the state of the claims that they were counted from."""

    readings: Readings
    shelf: Shelf
    written: Annotations
    veil: Protection
    _sources: Sources | None = None
    _seq: int = -1
    _counting: threading.Thread | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def update(self, done: Any) -> None:
        """Take up what a refresh changed (see `Refreshed`); what another process changed is counted anew when asked."""
        with self._lock:
            if self._sources is None:
                return
            gone, new = {*done.removed, *done.changed}, [*done.changed, *done.added]
            unknown = not gone and not new and self._changed()
            if unknown or len(new) > AT_ONCE:
                self._sources = None
                return
            self._sources.drop(gone)
            self._take(self._sources, [self.shelf.claim(key) for key in new])
            self._seq = done.seq

    def _changed(self) -> bool:
        recent = self.readings.ledger.recent(CHANGING, limit=1)
        return bool(recent) and recent[0].seq > self._seq

    def _counted(self) -> Sources:
        with self._lock:
            if self._sources is None:
                if self.shelf.totals().claims > AT_ONCE:
                    raise self._later()
                self._count()
            assert self._sources is not None
            return self._sources

    def _later(self) -> Refusal:
        """Count in the background; the refusal that says to come again."""
        if self._counting is None or not self._counting.is_alive():
            self._counting = threading.Thread(target=self._count_quietly, name="selon-sources", daemon=True)
            self._counting.start()
        return Refusal(503, "counting", "the sources are being counted", "", {"Retry-After": "5"})

    def _count_quietly(self) -> None:
        try:
            self._count()
        except SelonError:
            return  # the ledger cannot be read now: whoever asks next begins anew

    def _count(self) -> None:
        seq, found = self.shelf.seq(), Sources()
        self._take(found, self.shelf.all())
        with self._lock:
            self._sources, self._seq = found, seq

    def _take(self, to: Sources, claims: Iterable[Claim]) -> None:
        """Count claims, then what later ones say against them."""
        against: list[tuple[str, str]] = []
        for claim in claims:
            reads = self.readings.of_claims(claim)
            to.take(claim, reads, self.shelf.copies([r.address for r in reads.values()]))
            against += [(claim.id, other) for other, _ in claim.contradicts]
        for claim_id, other in against:
            to.contradict(claim_id, other)

    def _with_corrections(self) -> Sources:
        sources = self._counted()
        for report in self.written.corrected():
            sources.correct(self.readings.of(report))
        return sources

    def _shown(self, sources: Sources, row: S) -> S:
        """A row or a flow, the name withheld where it is a private person's."""
        if not (self.veil.on and sources.tallies[row.id].private):
            return row
        return row.model_copy(update={"name": self.veil.text(row.name)})

    def rows(self, kind: str | None = None, text: str | None = None) -> list[SourceRow]:
        """The sources of a kind whose name holds some words; kind `unidentified`: the voices that nobody could find again, who
        belong to no other kind."""
        part = indexed(text or "")
        with self._lock:
            sources = self._with_corrections()
            found = [self._shown(sources, r) for r in sources.rows()]
        lost = kind == "unidentified"
        kept = (r for r in found if (r.kind == "unidentified") == lost and (kind is None or lost or r.type == kind))
        return [r for r in kept if part in indexed(r.name)]

    def page(self, key: str) -> SourcePage:
        """Everything about one source; `LedgerError` when there is none."""
        with self._lock:
            sources = self._with_corrections()
            tally: Tally | None = sources.tallies.get(key)
            if tally is None or not tally.claims:
                raise LedgerError("no such source in the ledger", key, "source-unknown")
            row, claims = self._shown(sources, tally.row()), sorted(tally.claims)
            flows = (sources.flows(tally.relays), sources.flows(tally.relayed_by))
            relays, relayed_by = ([self._shown(sources, f) for f in found] for found in flows)
        rows = sorted(self.shelf.rows(claims), key=lambda r: (-r.counts.reports, r.id))
        return SourcePage(source=row, claims=self.veil.rows(rows[:CLAIMS]), relays=relays, relayed_by=relayed_by)
