"""What is watched, and when it is due: the file of sources, the state that survives a restart, the schedule.

Nothing here fetches or sleeps; times are seconds since 1970, given by the caller.
"""

from __future__ import annotations

import json
import os
import re
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from selon.capture.channel import NAME, page_address
from selon.capture.urls import canonical
from selon.errors import Fault, InputError, LedgerLocked, UsageError

LONGEST = 24 * 3600.0
"""A source that fails again and again is still polled this often (seconds)."""
SHORTEST = 10.0
"""No source is polled more often than this (seconds)."""
MAX_RECHECKS = 5000
"""Looks at reports again that are planned for one source; the earliest are kept."""
TRIES = 10
"""So often a lock is tried for, 50 ms apart."""
KINDS = ("feed", "page", "channel")
_PIECE = re.compile(r"(\d{1,6})\s*([smhd])")
_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_KEYS = frozenset({*KINDS, "name", "every", "recheck", "full", "language"})


@dataclass(frozen=True, slots=True)
class Source:
    """One source: a feed, a page or a Telegram channel.

    every: seconds between polls. recheck: after so many seconds each report that a feed led to is looked at again.
    full: whether full texts of summaries are fetched. language: of its reports, `None` to identify it.
    """

    name: str
    kind: str
    address: str
    every: float
    recheck: tuple[float, ...] = ()
    full: bool = True
    language: str | None = None

    @property
    def key(self) -> str:
        """What tells it apart in the state."""
        return f"{self.kind} {self.address}"


@dataclass(frozen=True, slots=True)
class State:
    """What is known about one source between polls.

    due: when it is polled next. failures: polls in a row that failed. rechecks: (when, address), the earliest first.
    polled, result: the last poll, for people; so are name and every (seconds), as the file of sources gave them last.
    """

    due: float = 0.0
    failures: int = 0
    etag: str | None = None
    last_modified: str | None = None
    rechecks: tuple[tuple[float, str], ...] = ()
    polled: float | None = None
    result: str = ""
    name: str = ""
    every: float = 0.0

    def next(self) -> float:
        """When there is something to do for the source."""
        return min(self.due, self.rechecks[0][0]) if self.rechecks else self.due


def seconds(text: object, place: str) -> float:
    """A duration such as `90s`, `15m`, `1h30m`, `2d` in seconds; `UsageError` for anything else."""
    said = str(text).replace(" ", "")
    pieces = _PIECE.findall(said)
    if not pieces or "".join(n + u for n, u in pieces) != said:
        raise UsageError(f"{said[:40]!r} is no duration such as 15m, 1h30m, 2d", place)
    return float(sum(int(n) * _UNIT[u] for n, u in pieces))


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources in a TOML file; `UsageError` that names the file and the source for what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"no TOML: {error}", str(path)) from error
    listed = raw.get("source")
    if not isinstance(listed, list) or not listed:
        raise UsageError("no [[source]] in it", str(path))
    sources = tuple(_source(item, f"{path}: source {number}") for number, item in enumerate(listed, 1))
    keys = [source.key for source in sources]
    if doubled := next((key for key in keys if keys.count(key) > 1), None):
        raise UsageError(f"{doubled} stands in it twice", str(path))
    return sources


def _source(item: object, place: str) -> Source:
    if not isinstance(item, dict):
        raise UsageError("a table is expected", place)
    if unknown := sorted(set(item) - _KEYS):
        raise UsageError(f"unknown key {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}", place)
    kinds = [kind for kind in KINDS if kind in item]
    if len(kinds) != 1:
        raise UsageError("exactly one of feed, page, channel is expected", place)
    address = _address(kinds[0], item[kinds[0]], place)
    recheck = item.get("recheck", [])
    if not isinstance(recheck, list):
        raise UsageError("recheck is a list of durations", place)
    every = max(seconds(item.get("every", "15m"), f"{place}, every"), SHORTEST)
    again = tuple(sorted(seconds(value, f"{place}, recheck") for value in recheck))
    language = item.get("language")
    name = str(item.get("name") or item[kinds[0]])
    return Source(
        name, kinds[0], address, every, again, bool(item.get("full", True)), str(language) if language else None
    )


def _address(kind: str, value: object, place: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{kind} is a string", place)
    if kind == "channel":
        name = value.removeprefix("https://t.me/s/").removeprefix("https://t.me/").removeprefix("@").strip("/")
        if not NAME.fullmatch(name):
            raise UsageError(f"{value[:60]!r} is no public channel", place)
        return page_address(name)
    try:
        return canonical(value)
    except InputError as error:
        raise UsageError(error.fault.reason, place) from error


# --- the schedule -----------------------------------------------------------------------------------------------------


def after_success(
    state: State, source: Source, now: float, validators: tuple[str | None, str | None], result: str
) -> State:
    """The state after a poll that went well."""
    return replace(
        state,
        due=now + source.every,
        failures=0,
        etag=validators[0],
        last_modified=validators[1],
        polled=now,
        result=result,
    )


def after_failure(state: State, source: Source, now: float, retry_after: float | None, result: str) -> State:
    """The state after a poll that failed: twice as long each time, at least as long as the host asks, a day at most."""
    wait = min(source.every * 2.0 ** min(state.failures + 1, 20), LONGEST)
    wait = min(max(wait, retry_after or 0.0), max(LONGEST, retry_after or 0.0))
    return replace(state, due=now + wait, failures=state.failures + 1, polled=now, result=result)


def planned(state: State, source: Source, now: float, addresses: list[str]) -> State:
    """The state with looks again at new reports."""
    more = [(now + wait, address) for address in addresses for wait in source.recheck]
    return replace(state, rechecks=tuple(sorted((*state.rechecks, *more))[:MAX_RECHECKS]))


def take_due(state: State, now: float, most: int) -> tuple[list[str], State]:
    """The addresses whose time to be looked at again has come (each once, at most `most`), and the state
    without them.
    """
    due = [(when, address) for when, address in state.rechecks if when <= now]
    chosen = list(dict.fromkeys(address for _, address in due))[:most]
    left = tuple((w, a) for w, a in state.rechecks if not (w <= now and a in set(chosen)))
    return chosen, replace(state, rechecks=left)


# --- the file of the state --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class StateFile:
    """States by source key, kept as JSON; written whole to a new file and then put in place."""

    path: Path
    states: dict[str, State] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> tuple[StateFile, tuple[Fault, ...]]:
        """The states at `path`; a broken file is put aside and everything is due again, and a fault says so."""
        try:
            return cls(path, read_states(path)), ()
        except BROKEN as error:
            aside = path.with_name(path.name + ".broken")
            path.replace(aside)
            return cls(path), (
                Fault("state", str(path), f"broken ({error}); put aside as {aside.name}, all is due again"),
            )

    @property
    def lock(self) -> Path:
        """The file beside the state that a watching process holds."""
        return self.path.with_name(self.path.name + ".lock")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the state for this process alone; the system lets it go when the process ends, however it ends.

        A file beside the state is locked and names the process. Raises `LedgerLocked` when another process (or another
        holder in this one) has it, `InputError` when the folder does not take the file. Where the system or the disk
        has no locks, nothing is held.
        """
        if find_spec("fcntl") is None:
            yield
            return
        place = self.lock
        try:
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", str(place)) from error
        try:
            try:
                _take(handle)
            except BlockingIOError as error:
                said = _holder(handle)
                who = f"process {said}" if said else "another process"
                raise LedgerLocked(f"{who} watches with this ledger already", str(place)) from error
            except OSError:
                yield  # a disk without locks
                return
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
            yield
            os.ftruncate(handle, 0)
        finally:
            os.close(handle)

    def of(self, source: Source) -> State:
        """The state of a source; due at once when it is new."""
        return self.states.get(source.key, State())

    def keep(self, source: Source, state: State) -> None:
        """Keep a state, durably."""
        self.states[source.key] = replace(state, name=source.name, every=source.every)
        partial = self.path.with_name(f"{self.path.name}.{os.getpid()}.partial")
        text = json.dumps({"sources": {key: asdict(value) for key, value in self.states.items()}}, ensure_ascii=False)
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)


BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a broken file of states raises."""


def read_states(path: Path) -> dict[str, State]:
    """The states in a file by the sources' keys, none when there is no file; one of `BROKEN` when it is broken."""
    if not path.exists():
        return {}
    raw: Any = json.loads(path.read_text(encoding="utf-8"))
    return {str(key): _state(value) for key, value in raw["sources"].items()}


def _state(value: Mapping[str, Any]) -> State:
    rechecks = tuple((float(when), str(address)) for when, address in value["rechecks"])
    known = {k: value[k] for k in ("due", "failures", "etag", "last_modified", "polled", "result")}
    return State(**known, rechecks=rechecks, name=str(value.get("name", "")), every=float(value.get("every", 0.0)))


def watching(path: Path) -> int | None:
    """The process that holds the state at `path` (0 when it does not say its number), `None` when none does."""
    try:
        import fcntl

        with StateFile(path).lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _holder(file.fileno()) or 0
    except (ImportError, OSError):
        pass
    return None


def _take(handle: int) -> None:
    """Lock a file for this process; a look by `watching` holds it for an instant, so it is tried more than once."""
    import fcntl

    for left in range(TRIES, 0, -1):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if left == 1:
                raise
            time.sleep(0.05)
        else:
            return


def _holder(handle: int) -> int | None:
    """The process that wrote its number into a lock file."""
    said = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return int(said) if said.isascii() and said.isdigit() else None
