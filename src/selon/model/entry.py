"""Ledger entries: the append-only log that everything else is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    seq: 1, 2, 3 … without gaps. at: UTC, ISO 8601 with microseconds and `Z`. actor: who or what wrote it.
    kind: `report`, `fault`, later `merge`, `split`, `grade`, `note` … body: JSON values only.
    previous: hash of the entry before (64 zeros for the first). hash: SHA-256 of this entry's canonical JSON.
    """

    seq: int
    at: str
    actor: str
    kind: str
    body: Mapping[str, object]
    previous: str
    hash: str
