"""The state of `selon watch`, as it lies beside the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selon.desk.api.models_reports import WatchState
from selon.desk.api.shown import web_url
from selon.errors import LedgerError


def states(ledger: Path) -> list[WatchState]:
    """What is known of each watched source; empty where nothing was ever watched, or the extra is not installed.

    The file says which kind of source it is and where, by its key; how often it is polled is the other process's affair.
    """
    from selon.intake.watch import state_path

    try:
        raw: Any = json.loads(state_path(ledger).read_text(encoding="utf-8"))["sources"]
        return [_state(str(key), value) for key, value in sorted(raw.items())]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(f"the state of watching cannot be read: {error}", str(state_path(ledger)), "state") from error


def _state(key: str, value: Mapping[str, Any]) -> WatchState:
    kind, _, address = key.partition(" ")
    due = [float(value["due"]), *(float(when) for when, _ in value["rechecks"])]
    return WatchState(
        source=address, kind=kind, url=web_url(address) or "", next=_moment(min(due)), last=_moment(value["polled"]),
        ok=not value["failures"], failures=int(value["failures"]), reason=str(value["result"]),
        counts=_counts(str(value["result"])),
    )  # fmt: skip


def _moment(seconds: float | None) -> str | None:
    if not seconds:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _counts(result: str) -> dict[str, int]:
    """The counts in `3 added, 1 failed`; empty for other words."""
    found = {}
    for part in result.split(", "):
        number, _, word = part.partition(" ")
        if number.isdigit() and word:
            found[word] = int(number)
    return found
