"""The claims of a ledger as the routes ask for them; the one module that knows where they are kept."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from selon.desk.api.asked import ClaimsAsked, inside
from selon.desk.api.models import ClaimRow, Totals
from selon.desk.api.models_views import TimelineDay
from selon.desk.api.paging import read, written
from selon.desk.api.readings import Readings
from selon.desk.api.rows import claim_row, day_of
from selon.desk.api.timeline import timeline
from selon.errors import LedgerError
from selon.ledger.fold import indexed
from selon.model import Claim, Copy

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Held:
    """One claim with its row and the words and names it is found by."""

    claim: Claim
    row: ClaimRow
    words: str
    voices: str
    certainties: frozenset[str]
    reports: frozenset[str]


@dataclass(slots=True)
class Shelf:
    """Claims with their copies, computed up to one entry of the log."""

    readings: Readings
    _held: dict[str, Held] = field(default_factory=dict)
    _copies: tuple[Copy, ...] = ()
    _seq: int = -1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def seq(self) -> int:
        """The entry up to which claims are computed."""
        return self._seq

    def refresh(self) -> bool:
        """Compute what is new; whether anything was."""
        from selon.desk.cli.claims_commands import gathered

        with self._lock:
            seq = self.readings.ledger.head().seq
            if seq == self._seq:
                return False
            found = gathered(self.readings.ledger)
            held = {c.id: self._hold(c) for c in found.claims}
            self._held, self._copies, self._seq = held, found.copies, seq
        return True

    def _hold(self, claim: Claim) -> Held:
        reads = self.readings.of_digests(s.version for s in claim.statements)
        voices = [o.who for o in claim.origins]
        for s in claim.statements:
            statement = reads[s.version].by_id.get(s.statement)
            voices += [v.name for v in statement.voices] if statement else []
        return Held(
            claim, claim_row(claim, reads), indexed(" ".join(s.content for s in claim.statements)),
            indexed(" ".join(voices)), frozenset(s.certainty for s in claim.statements),
            frozenset(r.row.id for r in reads.values()),
        )  # fmt: skip

    def page(
        self, asked: ClaimsAsked, sort: str, limit: int, after: str | None = None
    ) -> tuple[list[ClaimRow], str | None, int | None]:
        """A page of claims, the cursor of the next one, and how many there are in all."""
        found = sorted((h for h in self._held.values() if self._meets(h, asked)), key=lambda h: _order(h.row, sort))
        key = read(after, str, str)
        start = 0
        if key is not None:
            behind = [i for i, h in enumerate(found) if h.row.id == key[1]]
            start = behind[0] + 1 if behind else len(found)
        shown = found[start : start + limit]
        more = start + limit < len(found)
        return [h.row for h in shown], written([sort, shown[-1].row.id]) if more else None, len(found)

    def _meets(self, h: Held, asked: ClaimsAsked) -> bool:
        row, day = h.row, day_of(h.row)
        return (
            all(word in h.words for word in indexed(asked.about or "").split())
            and (asked.frame is None or row.frame == asked.frame)
            and (asked.place is None or indexed(asked.place) in indexed(row.place or ""))
            and (asked.bbox is None or (row.point is not None and inside(row.point.lat, row.point.lon, asked.bbox)))
            and (asked.since is None or (day is not None and day >= asked.since))
            and (asked.until is None or (day is not None and day <= asked.until))
            and (asked.language is None or asked.language in row.languages)
            and (asked.voice is None or indexed(asked.voice) in h.voices)
            and (asked.certainty is None or asked.certainty in h.certainties)
            and (not asked.contested or row.contested > 0)
            and (not asked.single_origin or row.single_origin)
            and (asked.report is None or self.readings.ledger.report(asked.report).id in h.reports)
        )

    def located(self, asked: ClaimsAsked, limit: int) -> tuple[list[ClaimRow], str | None, int | None]:
        """The claims whose place is known, most independent first, at most `limit`, and how many there are."""
        found = sorted(
            (h.row for h in self._held.values() if h.row.point and self._meets(h, asked)),
            key=lambda r: _order(r, "independent"),
        )
        return found[:limit], None, len(found)

    def timeline(self, asked: ClaimsAsked) -> list[TimelineDay]:
        """How many claims each day has."""
        return timeline(h.row for h in self._held.values() if self._meets(h, asked))

    def claim(self, key: str) -> Claim:
        """The claim that an identifier or its beginning means; `LedgerError` when that is not exactly one."""
        if key in self._held:
            return self._held[key].claim
        found = [h.claim for name, h in self._held.items() if key and name.startswith(key)]
        if len(found) == 1:
            return found[0]
        if found:
            raise LedgerError(f"{len(found)} claims begin so", key, "claim-ambiguous")
        raise LedgerError("no such claim in the ledger", key, "claim-unknown")

    def rows(self, ids: Iterable[str]) -> list[ClaimRow]:
        """The rows of these claims; one that is gone is left out."""
        return [self._held[i].row for i in ids if i in self._held]

    def all(self, asked: ClaimsAsked | None = None) -> list[Claim]:
        """All claims that meet the conditions."""
        return [h.claim for h in self._held.values() if asked is None or self._meets(h, asked)]

    def holding(self, keys: Iterable[str]) -> list[str]:
        """The claims that hold one of these statements, by key."""
        wanted = set(keys)
        return [i for i, h in self._held.items() if any(s.key in wanted for s in h.claim.statements)]

    def of_report(self, report: str) -> list[Claim]:
        """The claims that a report (its identifier) carries."""
        return [h.claim for h in self._held.values() if report in h.reports]

    def copies(self, addresses: Sequence[str] | None) -> list[Copy]:
        """The copies from or to one of these reports, or all."""
        if addresses is None:
            return list(self._copies)
        wanted = set(addresses)
        return [c for c in self._copies if c.source in wanted or c.target in wanted]

    def totals(self) -> Totals:
        """How many claims there are, and of which sort."""
        rows = [h.row for h in self._held.values()]
        return Totals(
            claims=len(rows), contested=sum(r.contested > 0 for r in rows), single_origin=sum(r.single_origin for r in rows),
            frames=dict(sorted(Counter(r.frame for r in rows).items())),
            languages=dict(sorted(Counter(r.language for r in rows if r.language).items())),
        )  # fmt: skip


def _order(row: ClaimRow, sort: str) -> tuple[object, ...]:
    c = row.counts
    orders: dict[str, tuple[object, ...]] = {
        "independent": (-c.independent, -c.reports, row.id),
        "reports": (-c.reports, -c.independent, row.id),
        "newest": (row.time is None, [-ord(x) for x in row.time or ""], row.id),
        "contested": (-row.contested, -c.reports, row.id),
    }
    return orders[sort]
