"""Watching: poll what is due, record what is new, look again at what was recorded, and say what was edited."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import Fault, LedgerError
from selon.intake import custody, web
from selon.intake.forms import said
from selon.model import Capture
from selon.pipeline import Options, read_capture

if TYPE_CHECKING:
    from selon.capture.watch import Source, State, StateFile
    from selon.ledger import Ledger

RECHECKS = 50
"""Reports of one source that are looked at again in one go."""
AGAIN = ("html", "pdf", "txt")
"""Forms of captures that have an address of their own to look at again."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that came of a poll. what: `added`, `version`, `known`, `noted`, `failed`. silent: changes
    no notice names.
    """

    source: str
    what: str
    place: str
    report: str | None = None
    silent: int = 0
    fault: Fault | None = None


@dataclass(slots=True)
class Watcher:
    """Polls sources into one ledger. Safe between threads: one poll of a source at a time is the caller's affair.

    actor: who writes. tell: called with every event. clock: seconds since 1970, for tests.
    """

    ledger: Ledger
    collector: web.Collector
    states: StateFile
    actor: str
    tell: Callable[[Event], None] = lambda event: None
    clock: Callable[[], float] = time.time
    _captured: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Learn from the ledger which addresses were captured already."""
        self._captured = web.addresses(self.ledger)

    def due(self, sources: Sequence[Source]) -> list[Source]:
        """The sources for which there is something to do now."""
        now = self.clock()
        return [source for source in sources if self.states.of(source).next() <= now]

    def poll(self, source: Source) -> Counter[str]:
        """Do what is due for one source, keep its state, and count what came of it."""
        counts: Counter[str] = Counter()
        state = self.states.of(source)
        if state.due <= self.clock():
            state = self._fetch(source, state, counts)
            self._keep(source, state)
        urls, state = self._rechecks(source, state)
        for url in urls:
            got = self.collector.get(url, web.known_in(self.ledger)(url))
            self._record(source, got, counts)
        self._keep(source, replace(state, result=describe(counts) or state.result))
        return counts

    def _keep(self, source: Source, state: State) -> None:
        with self._lock:
            self.states.keep(source, state)

    def _rechecks(self, source: Source, state: State) -> tuple[list[str], State]:
        from selon.capture.watch import take_due

        return take_due(state, self.clock(), RECHECKS)

    def _fetch(self, source: Source, state: State, counts: Counter[str]) -> State:
        from selon.capture.watch import after_failure, after_success, planned

        got = self.collector.get(source.address, (state.etag, state.last_modified), self._is_new)
        added = self._record(source, got, counts)
        now = self.clock()
        if not got.unchanged and not any(isinstance(item, Capture) for item in got.items):
            return after_failure(state, source, now, got.retry_after, describe(counts) or "nothing came")
        done = after_success(state, source, now, got.validators, describe(counts) or "unchanged")
        return planned(done, source, now, added) if source.kind == "feed" else done

    def _is_new(self, url: str) -> bool:
        return url not in self._captured

    def _record(self, source: Source, got: web.Got, counts: Counter[str]) -> list[str]:
        """Record what one address gave; gives the addresses of new reports that can be looked at again."""
        added = []
        for item in got.items:
            event = self._fault(source, item) if isinstance(item, Fault) else self._capture(source, item)
            counts[event.what] += 1
            if event.silent:
                counts["silent"] += 1
            self.tell(event)
            if isinstance(item, Capture) and item.url:
                self._captured.add(item.url)
                if event.what == "added" and item.form in AGAIN:
                    added.append(item.url)
        return added

    def _fault(self, source: Source, fault: Fault) -> Event:
        noted = fault.code in custody.NOTES
        if not noted:
            self.ledger.add_fault(fault, actor=self.actor)
        return Event(source.name, "noted" if noted else "failed", fault.place, fault=fault)

    def _capture(self, source: Source, capture: Capture) -> Event:
        capture = said(capture, Options(language=source.language))
        report, faults = read_capture(capture)
        if report is None:
            for fault in faults:
                self.ledger.add_fault(fault, actor=self.actor, capture=capture)
            return Event(source.name, "failed", capture.name, fault=next(iter(faults), None))
        try:
            added = custody.record(self.ledger, capture, report, self.actor)
        except LedgerError as error:
            if type(error) is not LedgerError:
                raise
            return Event(source.name, "failed", capture.name, fault=error.fault)
        edit: Any = added.edit or {}
        silent = int(edit.get("silent", 0))
        return Event(source.name, added.status, capture.url or capture.name, added.report, silent)


def describe(counts: Counter[str]) -> str:
    """Counts in a few words; empty when there are none."""
    words = (
        ("added", "added"),
        ("version", "edited"),
        ("silent", "silently"),
        ("known", "known"),
        ("noted", "noted"),
        ("failed", "failed"),
    )
    return ", ".join(f"{counts[key]} {word}" for key, word in words if counts[key])


def state_path(ledger: Path) -> Path:
    """Where the state of watching lies: beside the ledger."""
    return ledger.with_name(ledger.name + ".watch.json")


def run(
    watcher: Watcher, sources: Sequence[Source], stop: threading.Event, after: Callable[[Source, Counter[str]], None]
) -> None:
    """Poll each source whenever it is due, several at a time, until `stop` is set; then let those under way end.

    after: called when a poll has ended.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(4)},
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )

    planning = threading.Lock()  # the scheduler shuts down holding a lock that planning needs: never both at once

    def plan(source: Source) -> None:
        when = max(watcher.states.of(source).next(), watcher.clock() + 0.2)
        scheduler.add_job(
            poll,
            "date",
            run_date=datetime.fromtimestamp(when, UTC),
            args=[source],
            id=source.key,
            replace_existing=True,
        )

    def poll(source: Source) -> None:
        if stop.is_set():
            return
        counts = _guarded(watcher, source)
        after(source, counts)
        with planning:
            if not stop.is_set():
                plan(source)

    for source in sources:
        plan(source)
    scheduler.start()
    try:
        stop.wait()
    finally:
        stop.set()
        with planning:
            pass  # a plan under way is made; from here on none begins
        scheduler.shutdown(wait=True)


def _guarded(watcher: Watcher, source: Source) -> Counter[str]:
    """One poll; a ledger that cannot be used now is a failed poll, and the source is tried again later."""
    from selon.capture.watch import after_failure

    try:
        return watcher.poll(source)
    except LedgerError as error:
        state = watcher.states.of(source)
        watcher.states.keep(source, after_failure(state, source, watcher.clock(), None, str(error)))
        watcher.tell(Event(source.name, "failed", source.address, fault=error.fault))
        return Counter(failed=1)


def waiting(watcher: Watcher, sources: Sequence[Source]) -> Iterator[tuple[Source, State]]:
    """Each source with its state, for a table."""
    for source in sources:
        yield source, watcher.states.of(source)


@contextmanager
def opened(sources: Path, ledger: Path) -> Iterator[tuple[tuple[Source, ...], StateFile, tuple[Fault, ...]]]:
    """The sources in a file and the state beside the ledger, held for this process alone.

    Raises `UsageError` when the file is wrong, `LedgerLocked` when another process watches with this ledger.
    """
    from selon.capture.watch import StateFile, read_sources

    read = read_sources(sources)
    with StateFile(state_path(ledger)).held():
        states, faults = StateFile.load(state_path(ledger))
        yield read, states, faults


# --- for those who look on --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one watched source stands, as its watcher wrote it down last.

    kind: `feed`, `page` or `channel`. name: as the file of sources calls it, the address when it does not. every:
    seconds between polls. polled, due, next: UTC, ISO 8601; the last poll (`None` before the first), the next regular
    one, the next thing to do (it may be a look again at a report). failures: polls in a row that failed. rechecks:
    looks again that are planned. result: what came of the last poll, in words.
    """

    key: str
    kind: str
    address: str
    name: str
    every: float
    polled: str | None
    due: str
    next: str
    failures: int
    rechecks: int
    result: str


def status(ledger: Path) -> list[SourceState]:
    """Every source that was ever watched into the ledger at this path, in order of name; empty when none was.

    Only reads: the watcher may be at work. `LedgerError` with the code `state` when the file is broken.
    """
    from selon.capture.watch import BROKEN, read_states

    path = state_path(ledger)
    try:
        found = [_source_state(key, state) for key, state in read_states(path).items()]
    except BROKEN as error:
        raise LedgerError(f"the state of watching cannot be read: {error}", str(path), "state") from error
    return sorted(found, key=lambda row: (row.name.casefold(), row.key))


def watcher_of(ledger: Path) -> int | None:
    """The number of the process that watches into the ledger at this path now (0 when it cannot be told),
    `None` when none does.
    """
    from selon.capture.watch import watching

    return watching(state_path(ledger))


def _source_state(key: str, state: State) -> SourceState:
    kind, _, address = key.partition(" ")
    return SourceState(
        key, kind, address, state.name or address, state.every, _moment(state.polled), _moment(state.due) or "",
        _moment(state.next()) or "", state.failures, len(state.rechecks), state.result,
    )  # fmt: skip


def _moment(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError) as error:
        raise LedgerError(f"the state of watching names no moment: {seconds}", code="state") from error
