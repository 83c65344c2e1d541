"""The errors of Selon, and the fault: an error kept as a value.

SelonError
├── UsageError            the call itself is wrong (exit code 2)
├── InputError            a report cannot be read (exit code 1)
├── PackError             a language pack is broken; names file and line
├── WireError             JSON that is not one of our records
└── LedgerError           the ledger cannot be opened, read or written
    ├── LedgerMissing     there is none at this path
    ├── LedgerForeign     the file is something else
    ├── LedgerNewer       written by a newer Selon
    ├── LedgerLocked      another process holds it
    └── LedgerFull        disk full or read-only
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that went wrong or was left undone, as a value that travels with the result.

    code: a stable word for programs (`empty`, `binary`, `encoding`, `no-article`, `cut` …).
    place: where, as a person would look for it: a file, `file:line`, a URL, `offset 120`.
    reason: what happened and what was done about it, in plain words.
    """

    code: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} [{self.code}]"


class SelonError(Exception):
    """Every error that Selon raises on purpose; carries the fault that says it as a value."""

    code = "error"

    def __init__(self, reason: str, place: str = "", code: str | None = None) -> None:
        self.fault = Fault(code or self.code, place, reason)
        super().__init__(f"{place}: {reason}" if place else reason)


class UsageError(SelonError):
    """The call itself is wrong: an unknown option value, a form that does not exist."""

    code = "usage"


class InputError(SelonError):
    """A report that cannot be read."""

    code = "input"


class PackError(SelonError):
    """A language pack is broken; the place is `file:line`."""

    code = "pack"


class WireError(SelonError):
    """JSON that is not one of our records; the place is a JSON path."""

    code = "wire"


class LedgerError(SelonError):
    """The ledger cannot be opened, read or written."""

    code = "ledger"


class LedgerMissing(LedgerError):
    """There is no ledger at this path."""

    code = "ledger-missing"


class LedgerForeign(LedgerError):
    """The file is no ledger of ours."""

    code = "ledger-foreign"


class LedgerNewer(LedgerError):
    """The ledger was written by a newer Selon."""

    code = "ledger-newer"


class LedgerLocked(LedgerError):
    """Another process holds the ledger for longer than we wait."""

    code = "ledger-locked"


class LedgerFull(LedgerError):
    """The disk is full, or the folder cannot be written."""

    code = "ledger-full"
