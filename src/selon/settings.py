"""Settings: name, default, unit and help of everything that can be set from outside.

Each setting is read from the environment (`SELON_` and its name in capitals) when it is asked for;
command-line options win over it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from selon.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, its default as a string, its unit (empty for none) and what it does."""

    name: str
    default: str
    unit: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "SELON_" + self.name.upper()

    def value(self) -> str:
        """The value in force, as a string."""
        return os.environ.get(self.variable) or self.default

    def number(self) -> int:
        """The value in force as a whole number; `UsageError` when it is none."""
        value = self.value()
        if not value.lstrip("-").isdigit():
            raise UsageError(f"{value!r} is not a whole number", self.variable)
        return int(value)

    def path(self) -> Path:
        """The value in force as a path, `~` expanded."""
        return Path(self.value()).expanduser()


LEDGER = Setting("ledger", "selon.db", "path", "the ledger to use")
ACTOR = Setting("actor", "", "name", "who writes to the ledger; the login name when not set")
MAX_BYTES = Setting("max_bytes", str(64 * 1024 * 1024), "bytes", "a larger report is refused")
MAX_TEXT = Setting(
    "max_text", str(4 * 1024 * 1024), "code points", "a longer text is read up to here, and the cut is said"
)
MAX_SECONDS = Setting("max_seconds", "20", "seconds", "reading one report stops here, and the cut is said")
BUSY_SECONDS = Setting(
    "busy_seconds", "30", "seconds", "how long to wait for another process that writes to the ledger"
)
FLUSH = Setting(
    "flush",
    "1",
    "0 or 1",
    "whether captured bytes are forced to the disk before their entry is committed; 0 is faster, but a power cut may "
    "then leave entries whose bytes are missing (`selon verify` names them)",
)
GAZETTEER = Setting(
    "gazetteer", "~/.local/share/selon/gazetteer.db", "path", "places of your own, beside the built-in ones"
)
ACTORS = Setting(
    "actors", "~/.local/share/selon/actors.tsv", "path", "outlets, agencies, forces and channels of your own"
)
CACHE = Setting("cache", "~/.cache/selon", "path", "a folder for what can be built again")

AGENT = Setting("agent", "", "text", "the User-Agent that hosts see; Selon and its version when not set")
FETCH_SECONDS = Setting("fetch_seconds", "60", "seconds", "fetching one address stops here")
FETCH_PAUSE = Setting("fetch_pause", "1000", "milliseconds", "between two requests to one host, at least")
FETCH_PATIENCE = Setting("fetch_patience", "30", "seconds", "the longest Retry-After that is waited for")

ALL: tuple[Setting, ...] = (
    LEDGER, ACTOR, MAX_BYTES, MAX_TEXT, MAX_SECONDS, BUSY_SECONDS, AGENT, FETCH_SECONDS, FETCH_PAUSE,
    FETCH_PATIENCE, FLUSH, GAZETTEER, ACTORS, CACHE,
)  # fmt: skip
