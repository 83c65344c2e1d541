"""The ledger's questions about claims. The answers are those of the last `pipeline_claims_kept.refresh`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from selon.ledger import claim_control, claim_query
from selon.ledger.claim_plan import Counted
from selon.ledger.claim_records import (
    ClaimDay,
    ClaimFilter,
    ClaimLines,
    ClaimPage,
    ClaimRow,
    ClaimSort,
    ClaimsState,
    Contradiction,
    ControlRows,
)
from selon.ledger.claim_tables import ClaimTables
from selon.ledger.query import find_report
from selon.ledger.records import Head
from selon.ledger.store import Store
from selon.model import Claim, Copy


class ClaimBook:
    """Claims as they are kept; a part of `Ledger`."""

    _store: Store
    _counted: Counted

    def _meant(self, asked: ClaimFilter | None) -> ClaimFilter:
        """The conditions, with the report that they name by its identifier; `LedgerError` when that means none."""
        if asked is None or asked.report is None:
            return asked or ClaimFilter()
        with self._store.read() as connection:
            return replace(asked, report=find_report(connection, asked.report).id)

    def claim_rows(
        self, asked: ClaimFilter | None = None, sort: ClaimSort = "independent", limit: int = 50,
        after: str | None = None,
    ) -> ClaimPage:  # fmt: skip
        """One page of the claims that meet all conditions, 1 to 1000 rows.

        sort: `independent` and `reports` (most first), `newest` (by day), `contested` (most disagreement first); what
        is equal stands in the order of identifiers. after: `next` of the page before, of the same order.
        `LedgerError` when `asked.report` means no report, `UsageError` for an unknown order or cursor.
        """
        meant = self._meant(asked)
        with self._store.glance() as connection:
            return claim_query.page(connection, meant, sort, limit, after, self._counted)

    def claim_lines(
        self, asked: ClaimFilter | None = None, sort: ClaimSort = "independent", limit: int = 50,
        after: str | None = None,
    ) -> ClaimLines:  # fmt: skip
        """The same page as `claim_rows`, each row as the JSON that was made of it when it was written."""
        meant = self._meant(asked)
        with self._store.glance() as connection:
            return claim_query.lines(connection, meant, sort, limit, after, self._counted)

    def claims(
        self, asked: ClaimFilter | None = None, sort: ClaimSort = "reports", limit: int | None = None
    ) -> Iterator[Claim]:
        """The claims themselves that meet all conditions, with statements and origins, at most `limit`."""
        meant = self._meant(asked)
        with self._store.read() as connection:
            yield from claim_query.bodies(connection, meant, sort, limit)

    def claim(self, key: str) -> Claim:
        """The claim that an identifier or its beginning means.

        `LedgerError` with the code `claim-unknown` or `claim-ambiguous` when that is not exactly one.
        """
        with self._store.read() as connection:
            return claim_query.find(connection, key)

    def claims_of_report(self, key: str) -> tuple[ClaimRow, ...]:
        """The claims that a report carries in any version; key: as for `Ledger.report`."""
        with self._store.read() as connection:
            return claim_query.of_report(connection, key)

    def claim_rows_of(self, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
        """The rows of these claims, in no order; one that is not there is left out."""
        with self._store.read() as connection:
            return claim_query.rows_of(connection, ids)

    def claim_days(self, asked: ClaimFilter | None = None) -> tuple[ClaimDay, ...]:
        """How many of the claims that meet all conditions each day has: when they happened, else were first published."""
        meant = self._meant(asked)
        with self._store.glance() as connection:
            return claim_query.days(connection, meant, self._counted)

    def control(self, place: str | None = None, limit: int = 200) -> ControlRows:
        """Who says who controls a place, and since when, at most `limit`; by place, the latest first. place: a part of its
        name."""
        with self._store.glance() as connection:
            return claim_control.page(connection, place, limit)

    def claim_languages(self) -> dict[str, int]:
        """How many claims reports in each language carry."""
        with self._store.glance() as connection:
            return claim_query.languages(connection, self._counted)

    def copies(self, report: str | None = None) -> tuple[Copy, ...]:
        """Which report copies which; of all, or from and to one report (its address)."""
        with self._store.read() as connection:
            return claim_query.copies(connection, report)

    def contradictions(self, after: int = 0) -> tuple[Contradiction, ...]:
        """The contradictions found since claims were computed up to entry `after`, oldest first."""
        with self._store.read() as connection:
            return claim_query.contradictions(connection, after)

    def new_contradictions(
        self, before: int | None = None, limit: int = 50, skipped: int = 0
    ) -> tuple[Contradiction, ...]:
        """The contradictions found when claims were computed up to entries before `before`, the newest first; so many
        at most, the first ones skipped."""
        with self._store.read() as connection:
            return claim_query.new_contradictions(connection, before, limit, skipped)

    def claims_state(self) -> ClaimsState:
        """How far the claims are computed."""
        with self._store.read() as connection:
            return claim_query.state(connection)

    def standing(self) -> tuple[Head, ClaimsState]:
        """Where the log ends and how far the claims are computed, at one moment."""
        with self._store.glance() as connection:
            return claim_query.standing(connection)

    def claim_totals(self) -> dict[str, Any]:
        """`claims`, `contested`, `single_origin` (several reports, one origin) and `by_frame`."""
        with self._store.read() as connection:
            return claim_query.totals(connection)

    @contextmanager
    def claim_tables(self) -> Iterator[ClaimTables]:
        """The tables of claims, to be written in one transaction; for `pipeline` alone."""
        try:
            with self._store.write() as connection:
                yield ClaimTables(connection)
        finally:
            self._counted.forget()
