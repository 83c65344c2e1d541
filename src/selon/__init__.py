"""Selon ("according to"): who says what, on whose word, how sure.

    import selon
    report = selon.read("report.txt", language="fr", published="2023-09-16")
    for statement in report.statements:
        print(statement.voices, statement.text, statement.certainty)

The names below are public and stay; everything else may change. Each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selon.errors import Fault, InputError, LedgerError, PackError, SelonError, UsageError, WireError
    from selon.ledger import Ledger
    from selon.model import Capture, Document, Quantity, Reason, Report, Span, Statement, Voice
    from selon.pipeline import read, read_many
    from selon.wire import report_from_json, report_json

__version__ = "0.1.0"

_HOME = {
    "Fault": "errors", "InputError": "errors", "LedgerError": "errors", "PackError": "errors", "SelonError": "errors",
    "UsageError": "errors", "WireError": "errors", "Ledger": "ledger", "Capture": "model", "Document": "model",
    "Quantity": "model", "Reason": "model", "Report": "model", "Span": "model", "Statement": "model", "Voice": "model",
    "read": "pipeline", "read_many": "pipeline", "report_from_json": "wire", "report_json": "wire",
}  # fmt: skip

__all__ = [
    "Capture", "Document", "Fault", "InputError", "Ledger", "LedgerError", "PackError", "Quantity", "Reason", "Report",
    "SelonError", "Span", "Statement", "UsageError", "Voice", "WireError", "__version__", "read", "read_many",
    "report_from_json", "report_json",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562), so that `import selon` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"selon.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
