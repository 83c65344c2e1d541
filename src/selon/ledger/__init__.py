"""What is kept: an append-only log of entries in SQLite, the captured bytes beside it, and tables computed from both.

>>> from selon.ledger import Ledger
>>> with Ledger.open(path, create=True) as ledger:          # doctest: +SKIP
...     ledger.add(capture, report, actor="anna")
Added(status='added', report='r-…', version=1, seq=1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from selon.ledger.records import (
    Added,
    AddStatus,
    Answer,
    Check,
    FaultRow,
    Head,
    ReportRow,
    StatementRow,
    VersionRow,
    VoiceRow,
)

if TYPE_CHECKING:
    from selon.ledger.book import Ledger

__all__ = [
    "AddStatus", "Added", "Answer", "Check", "ClaimDay", "ClaimFilter", "ClaimLines", "ClaimPage", "ClaimRow", "ClaimSort",
    "ClaimsState", "Contradiction", "ControlRows", "FaultRow", "Head", "Ledger", "ReportRow", "StatementRow", "VersionRow",
    "VoiceRow",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    # SQLAlchemy takes longer to import than all of Selon: whoever needs only the rows, or `--help`, does not wait for
    # it.
    if name == "Ledger":
        from selon.ledger.book import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
