"""What people decide about claims, as entries of the log: merges, splits, their undoing, grades, notes.

Used by the command line and by the API alike, so that both write the same. An entry names the statements it is about
by their keys, which stay, beside the claim, whose identifier may change when an earlier report turns up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selon.errors import UsageError
from selon.ledger import Ledger
from selon.model import Claim, Entry

SOURCES = ("A", "B", "C", "D", "E", "F")
"""The Admiralty grades of a source: A completely reliable … E unreliable, F cannot be judged."""
LONGEST = 10_000
"""Code points of a reason or a note."""
KEYS = 200
"""Statements that an entry names at most."""
PAIRED = 50
"""Statements of one side of a merge."""


def words(text: str, place: str) -> str:
    """What a person writes; `UsageError` when it is empty or too long."""
    said = text.strip()
    if not said:
        raise UsageError("words are needed here", place, "no-words")
    if len(said) > LONGEST:
        raise UsageError(f"at most {LONGEST} characters", place, "too-long")
    return said


def keys(claim: Claim) -> list[str]:
    """The keys of a claim's statements."""
    return [s.key for s in claim.statements][:KEYS]


def grade_body(claim: Claim, source: str | None, information: int | None, reason: str) -> dict[str, Any]:
    """The body of a grade. source: A–F; information: 1 (confirmed) … 5 (improbable), 6 cannot be judged. At least one."""
    if source is None and information is None:
        raise UsageError("a grade of the source, of the information, or both is needed", "grade", "no-grade")
    if source is not None and source not in SOURCES:
        raise UsageError(f"{source!r} is none of {', '.join(SOURCES)}", "source", "grade")
    if information is not None and not 1 <= information <= 6:
        raise UsageError(f"{information} is none of 1 to 6", "information", "grade")
    return {
        "claim": claim.id, "keys": keys(claim), "source": source, "information": information, "reason": words(reason, "reason"),
    }  # fmt: skip


def note_body(claim: Claim, text: str) -> dict[str, Any]:
    """The body of a note."""
    return {"claim": claim.id, "keys": keys(claim), "text": words(text, "text")}


def merge_body(a: Claim, b: Claim, reason: str) -> dict[str, Any]:
    """The body of a merge: the statements of both claims, as they are now, belong together.

    All of them, because one pair alone would be held together and the others could still fall away from it.
    """
    if a.id == b.id:
        raise UsageError("these are one claim already", a.id, "claim-same")
    left, right = keys(a)[:PAIRED], keys(b)[:PAIRED]
    return {"left": left, "right": right, "claims": [a.id, b.id], "reason": words(reason, "reason")}


def split_body(ledger: Ledger, claim: Claim, reports: Sequence[str], reason: str) -> dict[str, Any]:
    """The body of a split: the statements of some reports do not belong to the claim."""
    apart = {ledger.report(r).id for r in reports}
    of = {e: ledger.edition(*e).report for e in {s.edition for s in claim.statements}}
    right = [s.key for s in claim.statements if of[s.edition] in apart]
    left = [s.key for s in claim.statements if of[s.edition] not in apart]
    if not left or not right:
        raise UsageError("this would leave nothing on one side", claim.id, "split-empty")
    return {"left": left, "right": right, "claims": [claim.id], "reason": words(reason, "reason")}


def undo_body(ledger: Ledger, entry: int, reason: str) -> tuple[Entry, dict[str, Any]]:
    """The entry that is taken back, and the body of its undoing; `UsageError` when it is no decision or is undone."""
    taken = ledger.entry(entry)
    if taken.kind not in ("merge", "split"):
        raise UsageError(f"entry {entry} is a {taken.kind}, not a merge or a split", str(entry), "undo-kind")
    if any(e.body.get("entry") == entry for e in ledger.entries(after=entry, kind="undo")):
        raise UsageError(f"entry {entry} is undone already", str(entry), "undone")
    return taken, {"entry": entry, "reason": words(reason, "reason")}
