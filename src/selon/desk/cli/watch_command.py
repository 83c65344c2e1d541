"""`selon watch`: polls, and shows a live table where people watch."""

from __future__ import annotations

import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import actor, ledger_path
from selon.desk.cli.safe import flat
from selon.intake import watch as watching
from selon.intake.web import Collector, Web, archive_of
from selon.ledger import Ledger

if TYPE_CHECKING:
    from rich.table import Table

    from selon.intake.watch import Event, Watcher


def watch(sources: Path, once: bool, how: Web, option: Path | None, as_json: bool, color: str) -> int:
    """Poll sources; the exit code is 1 when a poll with `--once` failed."""
    path = ledger_path(option)
    with (
        watching.opened(sources, path) as (listed, states, faults),
        Ledger.open(path, create=True) as ledger,
        Collector(how, archive_of(path)) as collector,
    ):
        for fault in faults:
            guard.say_fault(fault)
        watcher = watching.Watcher(ledger, collector, states, actor(), tell=lambda event: _tell(event, as_json))
        watcher.start()
        if once:
            return _once(watcher, listed, as_json)
        _forever(watcher, listed, as_json, color)
    return guard.OK


def _tell(event: Event, as_json: bool) -> None:
    if as_json:
        shape: dict[str, Any] = asdict(event) | {"fault": asdict(event.fault) if event.fault else None}
        output.print_json(shape)
    if event.fault is not None:
        guard.say_fault(event.fault)


def _once(watcher: Watcher, sources: Sequence[Any], as_json: bool) -> int:
    total: Counter[str] = Counter()
    for source in watcher.due(sources):
        counts = watcher.poll(source)
        total += counts
        if not as_json:
            print(_line(watcher, source), flush=True)
    if not as_json:
        print(watching.describe(total) or "nothing was due, or nothing new", flush=True)
    return guard.FAILED if total["failed"] else guard.OK


def _forever(watcher: Watcher, sources: Sequence[Any], as_json: bool, color: str) -> None:
    """Until interrupted or asked to end."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with _shown(watcher, sources, as_json, color) as after:
            watching.run(watcher, sources, stop, after)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _shown(watcher: Watcher, sources: Sequence[Any], as_json: bool, color: str) -> Iterator[Any]:
    """A live table on a terminal, a line per poll where output is piped, nothing beside the events as JSON."""
    if as_json or not sys.stdout.isatty():
        yield (lambda source, counts: None) if as_json else (lambda s, c: print(_line(watcher, s), flush=True))
        return
    from rich.live import Live

    with Live(_table(watcher, sources), console=console.make(color), refresh_per_second=2, transient=False) as live:
        yield lambda source, counts: live.update(_table(watcher, sources))


def _line(watcher: Watcher, source: Any) -> str:
    state = watcher.states.of(source)
    return flat(f"{_clock(state.polled)} {source.name}: {state.result or 'nothing new'}; next {_clock(state.next())}")


def _table(watcher: Watcher, sources: Sequence[Any]) -> Table:
    rows = [
        {
            "source": source.name, "kind": source.kind, "last": _clock(state.polled), "next": _clock(state.next()),
            "again": str(len(state.rechecks) or ""), "failed": str(state.failures or ""), "what came": state.result,
        }
        for source, state in watching.waiting(watcher, sources)
    ]  # fmt: skip
    return output.small_table(
        ["source", "kind", "last", "next", "again", "failed", "what came"], rows, wide="what came"
    )


def _clock(moment: float | None) -> str:
    if not moment:
        return "now"
    return datetime.fromtimestamp(moment, UTC).strftime("%m-%d %H:%M:%S")
