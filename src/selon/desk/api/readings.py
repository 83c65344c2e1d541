"""What was read in the reports of a ledger, kept at hand: a reading never changes once it is in the log."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from selon.desk.api.models import ReportBrief
from selon.desk.api.shown import web_url
from selon.errors import LedgerError
from selon.ledger import Ledger, ReportRow, VersionRow
from selon.model import Claim, Report, Statement

K = TypeVar("K")
V = TypeVar("V")

KEPT = 512
"""Readings kept at hand."""


class Recent(Generic[K, V]):
    """The values asked for last, at most `most`. Safe between threads; a value may be made twice, never wrong."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made when it is not at hand."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

    def drop(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


@dataclass(frozen=True, slots=True)
class Read:
    """One version of a report with its reading. by_id: its statements by their identifiers."""

    row: ReportRow
    version: VersionRow
    report: Report
    by_id: dict[str, Statement] = field(repr=False)

    @property
    def address(self) -> str:
        """How claims call this report."""
        return self.report.document.url or self.report.document.id

    def brief(self) -> ReportBrief:
        """What tells it to a reader."""
        return brief(self.row, self.version)


Reads = Mapping[tuple[str, str], Read]
"""Versions by address and digest."""


def brief(row: ReportRow, version: VersionRow | None = None) -> ReportBrief:
    """What tells a report to a reader, in one of its versions or the latest."""
    said = version or row
    return ReportBrief(
        id=row.id, url=web_url(row.url), outlet=row.outlet, headline=said.headline, name=row.name,
        language=said.language, published=said.published, version=version.version if version else row.versions,
        versions=row.versions,
    )  # fmt: skip


class Readings:
    """The readings of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._kept: Recent[tuple[str, int], tuple[Report, dict[str, Statement]]] = Recent(KEPT)
        self._where: Recent[tuple[str, str], tuple[str, int]] = Recent(20 * KEPT)

    def of(self, report: str, version: int | None = None) -> Read:
        """A version of a report (the latest, if `None`); `LedgerError` when there is none."""
        row = self.ledger.report(report)
        number = version if version is not None else row.versions
        found = next((v for v in self.ledger.versions(row.id) if v.version == number), None)
        if found is None:
            raise LedgerError(f"no version {number} of this report in the ledger", row.id, "report-unknown")
        report_read, by_id = self._kept.get((row.id, number), lambda: self._read(row.id, number))
        return Read(row, found, report_read, by_id)

    def _read(self, report: str, version: int) -> tuple[Report, dict[str, Statement]]:
        read = self.ledger.reading(report, version)
        return read, {s.id: s for s in read.statements}

    def of_edition(self, edition: tuple[str, str]) -> Read:
        """A version by address and digest, see `ClaimStatement.edition`."""
        return self.of(*self._where.get(edition, lambda: self._find(*edition)))

    def _find(self, address: str, digest: str) -> tuple[str, int]:
        found = self.ledger.edition(address, digest)
        return found.report, found.version

    def of_claims(self, *claims: Claim) -> dict[tuple[str, str], Read]:
        """The versions that carry some claims."""
        return {e: self.of_edition(e) for e in dict.fromkeys(s.edition for c in claims for s in c.statements)}
