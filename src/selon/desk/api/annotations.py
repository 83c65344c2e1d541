"""What people wrote beside claims and statements, read from the log as it grows: grades, notes, decisions, errors."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from selon.desk.api.models import GradeShape, HistoryItem, NoteShape
from selon.desk.api.models_reports import ErrorReport
from selon.ledger import Ledger
from selon.model import Claim, Entry
from selon.model.assertion import without_address

KINDS: tuple[str, ...] = ("grade", "note", "merge", "split", "undo", "error-report", "edit")


@dataclass(slots=True)
class Annotations:
    """The entries of people's hands, by what they are about. Takes up what is new whenever it is asked."""

    ledger: Ledger
    _entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    _by_key: dict[str, list[Entry]] = field(default_factory=dict)
    _by_report: dict[str, list[Entry]] = field(default_factory=dict)
    _undone: dict[int, Entry] = field(default_factory=dict)
    _seq: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> None:
        """Take up what the log has got since."""
        with self._lock:
            head = self.ledger.head().seq
            if head == self._seq:
                return
            for kind in KINDS:
                for entry in self.ledger.entries(after=self._seq, kind=kind):
                    self._take(entry)
            self._seq = head

    def _take(self, entry: Entry) -> None:
        body: Any = entry.body
        self._entries[entry.kind].append(entry)
        if entry.kind == "undo":
            self._undone[int(body.get("entry", 0))] = entry
        elif entry.kind in ("error-report", "edit"):
            self._by_report.setdefault(str(body.get("report")), []).append(entry)
        for key in keys_of(entry):
            self._by_key.setdefault(key, []).append(entry)

    def is_undone(self, seq: int) -> bool:
        """Whether an undo takes this entry back."""
        return seq in self._undone

    def of_claim(self, claim: Claim) -> list[Entry]:
        """Grades, notes, merges, splits and their undoing that concern a claim, in order.

        An entry belongs to the claim that now holds one of the statements it names: a claim may get another identifier
        when an earlier report turns up.
        """
        self.look()
        keys = [k for s in claim.statements for k in (s.key, without_address(s.key))]
        found = {e.seq: e for k in (claim.id, *keys) for e in self._by_key.get(k, ())}
        found |= {self._undone[seq].seq: self._undone[seq] for seq in list(found) if seq in self._undone}
        return [found[seq] for seq in sorted(found)]

    def of_report(self, report: str, kind: str) -> list[Entry]:
        """Error reports, or edits, of a report."""
        self.look()
        return [e for e in self._by_report.get(report, ()) if e.kind == kind]

    def corrected(self) -> list[str]:
        """The reports of which a later version carries a notice of correction."""
        self.look()
        return [
            r for r, found in self._by_report.items() if any(e.kind == "edit" and e.body.get("notices") for e in found)
        ]


def keys_of(entry: Entry) -> Iterable[str]:
    """The statement keys, or the claims, that an entry names."""
    body: Any = entry.body
    if entry.kind in ("merge", "split"):
        yield from dict.fromkeys(str(k) for side in ("left", "right") for k in body.get(side) or ())
    elif entry.kind in ("grade", "note"):
        yield from dict.fromkeys(str(k) for k in (body.get("keys") or [body.get("claim")]))


def grade(entry: Entry) -> GradeShape:
    """A grade."""
    body: Any = entry.body
    return GradeShape(
        entry=entry.seq, at=entry.at, actor=entry.actor, source=body.get("source"), information=body.get("information"),
        reason=str(body.get("reason", "")),
    )  # fmt: skip


def note(entry: Entry) -> NoteShape:
    """A note."""
    return NoteShape(entry=entry.seq, at=entry.at, actor=entry.actor, text=str(entry.body.get("text", "")))


def error_report(entry: Entry) -> ErrorReport:
    """A reader's error report."""
    body: Any = entry.body
    return ErrorReport(
        entry=entry.seq,
        at=entry.at,
        actor=entry.actor,
        statement=str(body.get("statement", "")),
        text=str(body.get("text", "")),
    )


def history(entries: Iterable[Entry], undone: set[int], may_undo: bool) -> list[HistoryItem]:
    """Entries as the history of a claim. may_undo: whether the reader may take merges and splits back."""
    items = []
    for entry in entries:
        body: Any = entry.body
        kind: Any = entry.kind
        text = str(body.get("text") or body.get("reason") or "")
        if kind == "grade":
            text = f"{body.get('source') or '–'}{body.get('information') or '–'} {text}".strip()
        gone = entry.seq in undone
        items.append(
            HistoryItem(
                entry=entry.seq, at=entry.at, actor=entry.actor, kind=kind, text=text, undone=gone,
                undoable=may_undo and kind in ("merge", "split") and not gone,
            )
        )  # fmt: skip
    return items
