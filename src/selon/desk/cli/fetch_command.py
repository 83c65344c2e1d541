"""`selon fetch`: addresses into a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selon.desk.cli import add_command, guard
from selon.desk.cli.add_command import Outcome, Tally
from selon.errors import InputError, LedgerError, UsageError
from selon.intake import web
from selon.intake.web import Collector, Got, Web
from selon.ledger import Ledger
from selon.pipeline import Options

MAX_LIST = 1_000_000
"""Addresses of one list that are taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to fetch: addresses, a file of addresses (those captured before are skipped unless `again`),
    their language.
    """

    addresses: tuple[str, ...]
    source: Path | None = None
    again: bool = False
    language: str | None = None


def fetch(asked: Asked, how: Web, option: Path | None, as_json: bool, color: str) -> int:
    """Fetch, read, record; one report is one transaction. The exit code."""
    if not asked.addresses and asked.source is None:
        raise UsageError("an address or --from FILE is needed", "fetch")
    path, who, tally = add_command.ledger_path(option), add_command.actor(), Tally()
    options = Options(language=asked.language).checked()
    with Ledger.open(path, create=True) as ledger, Collector(how, web.archive_of(path)) as collector:
        try:
            for got in collector.each(_addresses(asked, ledger), web.known_in(ledger)):
                for outcome in outcomes(ledger, got, options, who):
                    tally.take(outcome)
                    add_command.tell(outcome, as_json)
        except LedgerError:
            add_command.summary(tally, path, as_json, color)
            raise
    add_command.summary(tally, path, as_json, color)
    return guard.FAILED if tally.counts["failed"] else guard.OK


def outcomes(ledger: Ledger, got: Got, options: Options, who: str) -> Iterator[Outcome]:
    """Record what one address gave."""
    from selon.errors import Fault
    from selon.intake.forms import said

    if got.unchanged:
        yield Outcome("known", got.url)
    for item in got.items:
        yield add_command.record(ledger, item if isinstance(item, Fault) else said(item, options), who)


def _addresses(asked: Asked, ledger: Ledger) -> Iterator[str]:
    """The addresses to fetch, each once: those named, then those of the file that were not captured yet."""
    seen: set[str] = set()
    known = set() if asked.again or asked.source is None else web.addresses(ledger)
    for url in asked.addresses:
        if (one := web.canonical(url)) not in seen:
            seen.add(one)
            yield url
    for url in _listed(asked.source) if asked.source else ():
        if (one := web.canonical(url)) not in seen and one not in known:
            seen.add(one)
            yield url


def _listed(path: Path) -> Iterator[str]:
    """The addresses in a file, one per line; empty lines and lines that begin with `#` are left out."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for count, line in enumerate(file):
                if count >= MAX_LIST:
                    raise InputError(f"more than {MAX_LIST} lines", str(path), "too-large")
                if (url := line.strip()) and not url.startswith("#"):
                    yield url
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path), "unreadable") from error
