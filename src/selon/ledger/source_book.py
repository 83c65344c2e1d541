"""The ledger's questions about sources: outlets and voices in counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from selon.ledger import source_query
from selon.ledger.claim_records import ClaimRow
from selon.ledger.source_records import SourceCounts, SourceFlow, SourceRows, StaleClaim
from selon.ledger.source_tables import SourceTables
from selon.ledger.store import Store


class SourceBook:
    """Sources as they are kept; a part of `Ledger`. They follow the claims as soon as those that wait are counted."""

    _store: Store

    def sources(
        self, kind: str | None = None, text: str = "", limit: int = 50, after: tuple[int, str] | None = None,
        hidden: bool = False,
    ) -> SourceRows:  # fmt: skip
        """One page of sources, those with the most claims first.

        kind: `outlet`, `voice`, `unidentified` (voices that nobody could find again, who belong to no other kind), or both of the
        first (`None`). text: a part of the name. after: claims and key of the last one before. hidden: private persons are
        not found by their names.
        """
        with self._store.glance() as connection:
            return source_query.page(connection, kind, text, limit, after, hidden)

    def source(self, key: str) -> SourceCounts:
        """One source; `LedgerError` with the code `source-unknown` when there is none."""
        with self._store.glance() as connection:
            return source_query.one(connection, key)

    def source_claims(self, key: str, limit: int) -> tuple[ClaimRow, ...]:
        """The claims of a source, those in the most reports first, at most `limit`."""
        with self._store.glance() as connection:
            return source_query.claims(connection, key, limit)

    def source_flows(self, key: str, back: bool = False) -> tuple[SourceFlow, ...]:
        """Whom a source passes on, or (`back`) who passes it on, the most claims first."""
        with self._store.glance() as connection:
            return source_query.flows(connection, key, back)

    def source_reports(self, keys: Sequence[str], reports: Iterable[str]) -> dict[str, int]:
        """How many of some reports, by identifier, each of some sources has."""
        with self._store.glance() as connection:
            return source_query.corrected(connection, reports, keys)

    def stale_claims(self, limit: int) -> list[StaleClaim]:
        """Claims that wait to be counted for their sources, at most `limit`."""
        with self._store.glance() as connection:
            return source_query.stale(connection, limit)

    def stale_count(self, most: int) -> int:
        """How many claims wait to be counted, `most` where there are more."""
        with self._store.glance() as connection:
            return source_query.waiting(connection, most)

    @contextmanager
    def source_tables(self) -> Iterator[SourceTables]:
        """The tables of sources, to be written in one transaction; for the desk alone."""
        with self._store.write() as connection:
            yield SourceTables(connection)
