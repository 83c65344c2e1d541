"""The claims of a ledger as the routes ask for them; the one module that knows where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from selon.desk.api.models import ClaimRow, Totals
from selon.desk.api.models_views import TimelineDay
from selon.desk.api.readings import Readings, Recent
from selon.ledger import ClaimFilter, ClaimLines
from selon.ledger import ClaimRow as Kept
from selon.ledger.claim_rows import text_of
from selon.model import Claim, Copy
from selon.model.assertion import without_address

WORLD = (-180.0, -90.0, 180.0, 90.0)
MOST = 1000
"""Rows that the ledger gives at a time."""


@dataclass(slots=True)
class Shelf:
    """Claims with their copies, as they are kept in the ledger up to one of its entries."""

    readings: Readings
    _seq: int = -1
    _of_report: Recent[tuple[str, int], tuple[Claim, ...]] = field(default_factory=lambda: Recent(64))

    def seq(self) -> int:
        """The entry up to which claims are computed."""
        return self._seq

    def refresh(self) -> Any:
        """Bring the claims up to the end of the log, and say what that changed; `None` when nothing was to be done."""
        from selon.pipeline_claims_kept import refresh

        done = refresh(self.readings.ledger)
        if done.seq == self._seq:
            return None
        self._seq = done.seq
        return done

    def lines(self, asked: ClaimFilter, sort: Any, limit: int, after: str | None = None) -> ClaimLines:
        """A page of claims, each as the JSON of a `ClaimRow` that is kept ready-made."""
        return self.readings.ledger.claim_lines(asked, sort, limit, after)

    def page(
        self, asked: ClaimFilter, sort: Any, limit: int, after: str | None = None
    ) -> tuple[list[ClaimRow], str | None, int | None]:
        """A page of claims, the cursor of the next one, and how many there are in all."""
        found = self.lines(asked, sort, limit, after)
        return [ClaimRow.model_validate_json(line) for line in found.rows], found.next, found.total

    def located(self, asked: ClaimFilter, limit: int) -> tuple[list[ClaimRow], int | None]:
        """The claims whose place is known, most independent first, at most `limit`; how many there are, if that is known."""
        asked = replace(asked, bbox=asked.bbox or WORLD)
        rows: list[ClaimRow] = []
        after: str | None = None
        total: int | None = None
        while len(rows) < limit:
            more, after, counted = self.page(asked, "independent", min(MOST, limit - len(rows)), after)
            rows += more
            total = counted if total is None else total
            if after is None:
                return rows, len(rows)
        return rows, total

    def timeline(self, asked: ClaimFilter) -> list[TimelineDay]:
        """How many claims each day has."""
        days = self.readings.ledger.claim_days(asked)
        return [TimelineDay(day=d.day, claims=d.claims, contested=d.contested) for d in days]

    def claim(self, key: str) -> Claim:
        """The claim that an identifier or its beginning means; `LedgerError` when that is not exactly one."""
        return self.readings.ledger.claim(key)

    def rows(self, ids: Iterable[str]) -> list[ClaimRow]:
        """The rows of these claims in the order of the identifiers; one that is gone is left out."""
        wanted = list(dict.fromkeys(ids))
        found = {r.id: r for r in self.readings.ledger.claim_rows_of(wanted)}
        return [row_of(found[i]) for i in wanted if i in found]

    def all(self, asked: ClaimFilter | None = None, limit: int | None = None) -> Iterator[Claim]:
        """All claims that meet the conditions."""
        return self.readings.ledger.claims(asked, "independent", limit)

    def holding(self, keys: Iterable[str]) -> list[str]:
        """The claims that hold one of these statements, by key: the one that holds most of them first."""
        wanted = set(keys)
        digests = {":".join(key.split(":")[:2]) for key in wanted}
        reports = {v.report for digest in digests for v in self.readings.ledger.carrying(digest)}
        near = {c.id: c for r in reports for c in self.of_report(r)}
        held = {
            name: sum(s.key in wanted or without_address(s.key) in wanted for s in c.statements)
            for name, c in near.items()
        }
        return sorted((name for name, n in held.items() if n), key=lambda name: (-held[name], name))

    def of_report(self, report: str) -> tuple[Claim, ...]:
        """The claims that a report (its identifier) carries."""
        return self._of_report.get((report, self._seq), lambda: tuple(self.all(ClaimFilter(report=report))))

    def copies(self, addresses: Sequence[str] | None) -> list[Copy]:
        """The copies from or to one of these reports, or all; each once."""
        if addresses is None:
            return list(self.readings.ledger.copies())
        found = {(c.target, c.source): c for a in sorted(set(addresses)) for c in self.readings.ledger.copies(a)}
        return [c for _, c in sorted(found.items())]

    def totals(self) -> Totals:
        """How many claims there are, and of which sort."""
        kept = self.readings.ledger.claim_totals()
        return Totals(
            claims=kept["claims"], contested=kept["contested"], single_origin=kept["single_origin"], frames=kept["by_frame"],
            languages=self.readings.ledger.claim_languages(),
        )  # fmt: skip


def row_of(r: Kept) -> ClaimRow:
    """A kept row as the API shows it."""
    return ClaimRow.model_validate_json(text_of(r))
