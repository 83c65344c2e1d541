"""The sources of a ledger: counted claim by claim as claims are written, kept in its tables, shown page by page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.desk.api.annotations import Annotations
from selon.desk.api.models_views import Flow, Ratio, SourcePage, SourceRow
from selon.desk.api.problems import Refusal
from selon.desk.api.readings import Readings
from selon.desk.api.shelf import Shelf, row_of
from selon.desk.api.sources import told_by
from selon.desk.api.veil import Protection
from selon.errors import SelonError
from selon.ledger.source_records import SourceCounts, SourceFlow, StaleClaim, ToldBy

CLAIMS = 200
"""Claims that the page of a source lists."""
AT_ONCE = 1000
"""Claims that are counted while somebody waits; of more, counting goes on in the background."""
BATCH = 100
"""Claims counted in one transaction."""


@dataclass(slots=True)
class SourceBook:
    """Sources as they are kept in the ledger. Claims that were written since they were counted are counted first."""

    readings: Readings
    shelf: Shelf
    written: Annotations
    veil: Protection
    _counting: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def update(self, done: Any) -> None:
        """Count what a refresh changed; where claims were never counted, that waits until somebody asks."""
        if self._waiting() <= AT_ONCE:
            self._count()

    def _waiting(self) -> int:
        return self.readings.ledger.stale_count(AT_ONCE + 1)

    def _counted(self) -> None:
        """Bring the counts up to date; `Refusal` where that takes longer than somebody should wait."""
        waiting = self._waiting()
        if waiting > AT_ONCE:
            raise self._later()
        if waiting:
            self._count()

    def _later(self) -> Refusal:
        """Count in the background; the refusal that says to come again."""
        with self._lock:
            if self._counting is None or not self._counting.is_alive():
                self._counting = threading.Thread(target=self._count_quietly, name="selon-sources", daemon=True)
                self._counting.start()
        return Refusal(503, "counting", "the sources are being counted", "", {"Retry-After": "5"})

    def _count_quietly(self) -> None:
        try:
            self._count()
        except SelonError:
            return  # the ledger cannot be read or written now: whoever asks next begins anew

    def _count(self) -> None:
        """Count all claims that wait, some at a time: who is killed has lost one batch."""
        with self._turn:
            while some := self.readings.ledger.stale_claims(BATCH):
                counted = [(s.number, s.token, self._told(s)) for s in some]
                with self.readings.ledger.source_tables() as tables:
                    tables.put_all(counted)

    def _told(self, stale: StaleClaim) -> ToldBy | None:
        if stale.claim is None:
            return None
        reads = self.readings.of_claims(stale.claim)
        return told_by(stale.claim, reads, self.shelf.copies([r.address for r in reads.values()]))

    def rows(
        self, kind: str | None, text: str | None, limit: int, after: tuple[int, str] | None
    ) -> tuple[list[SourceRow], bool, int]:
        """A page of the sources of a kind whose name holds some words, whether others come behind it, and how many there are; see
        `Ledger.sources`."""
        self._counted()
        found = self.readings.ledger.sources(kind, text or "", limit, after, self.veil.on)
        return self._shown(found.rows), found.more, found.total

    def _shown(self, found: Sequence[SourceCounts]) -> list[SourceRow]:
        """Rows, names withheld that are private persons'; with the reports that a later version of says it was corrected."""
        outlets = [s.key for s in found if s.type == "outlet"]
        corrected = self.readings.ledger.source_reports(outlets, self.written.corrected()) if outlets else {}
        return [row(s, self._name(s), corrected.get(s.key)) for s in found]

    def _name(self, one: SourceCounts | SourceFlow) -> str:
        return self.veil.text(one.name) if one.private else one.name

    def page(self, key: str) -> SourcePage:
        """Everything about one source; `LedgerError` when there is none."""
        self._counted()
        ledger = self.readings.ledger
        (shown,) = self._shown([ledger.source(key)])
        claims = [row_of(r) for r in ledger.source_claims(key, CLAIMS)]
        relays, relayed_by = (self._flows(ledger.source_flows(key, back)) for back in (False, True))
        return SourcePage(source=shown, claims=self.veil.rows(claims), relays=relays, relayed_by=relayed_by)

    def _flows(self, found: Sequence[SourceFlow]) -> list[Flow]:
        return [Flow(id=f.key, name=self._name(f), n=f.claims, how=list(f.how)) for f in found]


def row(s: SourceCounts, name: str, corrected: int | None) -> SourceRow:
    """The counts of a source with their denominators. corrected: reports of an outlet, `None` for a voice."""
    fixed = Ratio(n=s.corrected, of=s.asserted) if corrected is None else Ratio(n=corrected, of=s.reports)
    return SourceRow(
        id=s.key, name=name, type=s.type, kind=s.kind, side=s.side, country=s.country, reports=s.reports, claims=s.claims,
        alone=Ratio(n=s.alone, of=s.asserted), confirmed=Ratio(n=s.confirmed, of=s.dated),
        contradicted=Ratio(n=s.contradicted, of=s.dated), corrected=fixed,
    )  # fmt: skip
