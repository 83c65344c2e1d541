"""The state of `selon watch`, as its watcher wrote it down beside the ledger."""

from __future__ import annotations

from pathlib import Path

from selon.desk.api.models_reports import WatchState
from selon.desk.api.shown import web_url


def states(ledger: Path) -> list[WatchState]:
    """How each watched source stands; empty where nothing was ever watched, or the extra that watches is missing."""
    from selon.intake.watch import state_path

    if not state_path(ledger).is_file():
        return []
    try:
        from selon.intake.watch import status

        found = status(ledger)
    except ModuleNotFoundError:
        return []
    return [
        WatchState(
            source=s.name, kind=s.kind, url=web_url(s.address) or "", next=s.next, last=s.polled, ok=s.failures == 0,
            failures=s.failures, reason=s.result, counts=counts(s.result),
        )
        for s in found
    ]  # fmt: skip


def counts(result: str) -> dict[str, int]:
    """The counts in `3 added, 1 failed`; empty for other words."""
    found = {}
    for part in result.split(", "):
        number, _, word = part.partition(" ")
        if number.isascii() and number.isdigit() and word:
            found[word] = int(number)
    return found
