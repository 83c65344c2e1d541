"""Claims kept in the ledger: brought up to the end of the log, then read from its tables. Part of `pipeline`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal

from selon.model import Claim, Decision, Report
from selon.wire import report_from_json

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.matching.facts import Facts
    from selon.pipeline_claims_shown import Changes
    from selon.pipeline_claims_upkeep import Incoming

BATCH = 40
"""Reports taken up in one transaction."""
Progress = Callable[[int, int], None]
"""Told how many reports are taken up, of how many."""
ROOMS = (
    "matching",
    "origins",
    "lang",
    "grounding/fold.py",
    "grounding/quantities.py",
    "model/assertion.py",
    "model/instant.py",
)
"""What decides how claims are computed, under `selon`."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed: identifiers of claims, each sorted. contradictions: new ones, `(claim, other, why)`.

    seq: the entry up to which claims are computed now.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    contradictions: tuple[tuple[str, str, str], ...] = ()
    seq: int = 0


@lru_cache(maxsize=1)
def engine() -> str:
    """Which way of computing claims this program has: a digest over its rules and tables of words."""
    state = sha256()
    root = resources.files("selon")
    for name in sorted(f.name for f in root.iterdir() if f.name.startswith("pipeline") and f.name.endswith(".py")):
        state.update(root.joinpath(name).read_bytes())
    for room in ROOMS:
        for file in _files(root.joinpath(room)):
            state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()[:16]


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
        return
    for child in sorted(place.iterdir(), key=lambda c: c.name):
        if child.is_dir() or child.name.endswith((".py", ".tsv", ".toml")):
            yield from _files(child)


def decisions(ledger: Ledger) -> list[Decision]:
    """The merges and splits that hold: those in the log that no `undo` takes back, in order."""
    undone = {entry.body.get("entry") for entry in ledger.entries(kind="undo")}
    found = []
    kinds: tuple[Literal["merge", "split"], ...] = ("merge", "split")
    for kind in kinds:
        for entry in ledger.entries(kind=kind):
            if entry.seq not in undone:
                left, right = _keys(entry.body.get("left")), _keys(entry.body.get("right"))
                found.append(Decision(kind, left, right, str(entry.body.get("reason", "")), entry.seq))
    return sorted(found, key=lambda d: d.seq)


def _keys(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def readings(ledger: Ledger) -> Iterator[Report]:
    """What was read in every version of every report."""
    for entry in ledger.entries(kind="report"):
        yield report_from_json(entry.body.get("report"))


def refresh(ledger: Ledger, progress: Progress | None = None) -> Refreshed:
    """Bring the tables of claims up to the end of the log; does nothing when they are.

    Reports are taken up `BATCH` at a time, each batch in one transaction: a process that is killed leaves the tables as
    they were before its batch, and the next refresh goes on from there. Safe with several processes: a batch that
    another one has taken up meanwhile is not taken up again.
    """
    state = ledger.claims_state()
    if state.current and state.engine == engine():
        return Refreshed(seq=state.seq)
    from selon.pipeline_claims import constraints_of
    from selon.pipeline_claims_shown import Changes
    from selon.pipeline_claims_upkeep import Upkeep

    total = Changes()
    last = ledger.head().seq
    decided = constraints_of(decisions(ledger))
    at = state.seq if state.engine == engine() else 0
    while at < last or state.engine != engine():
        incoming, upto = _incoming(ledger, at, last)
        with ledger.claim_tables() as tables:
            now = tables.state()
            known = now.seq if now.engine == engine() else 0
            if known == at:
                if now.engine != engine():
                    tables.clear()
                changes = Upkeep(tables, decided, partial(_facts_again, ledger)).take(incoming, upto)
                _add_up(total, changes)
                tables.finish(upto, engine())
        state = ledger.claims_state()
        at = state.seq
        if progress:
            progress(min(at, last), last)
    return Refreshed(
        tuple(sorted(total.added)), tuple(sorted(total.changed)), tuple(sorted(total.removed)),
        tuple(sorted(total.contradictions)), at,
    )  # fmt: skip


def _incoming(ledger: Ledger, after: int, last: int) -> tuple[list[Incoming], int]:
    """The next reports behind an entry, as the matching sees them, and the entry up to which they go."""
    from selon.grounding.fold import fold
    from selon.pipeline_claims import bare_assertions
    from selon.pipeline_claims_upkeep import Incoming
    from selon.pipeline_facts import facts_of

    found, upto = [], last
    for count, entry in enumerate(ledger.entries(after, BATCH, "report"), 1):
        if entry.seq > last:
            break
        facts = facts_of(report_from_json(entry.body.get("report")), fold)
        if facts is not None:
            found.append(Incoming(str(entry.body["id"]), entry.seq, facts, tuple(bare_assertions(facts))))
        if count == BATCH:
            upto = entry.seq
    return found, upto


def _facts_again(ledger: Ledger, seq: int) -> Facts | None:
    from selon.grounding.fold import fold
    from selon.pipeline_facts import facts_of

    return facts_of(report_from_json(ledger.entry(seq).body.get("report")), fold)


def _add_up(total: Changes, new: Changes) -> None:
    """What several batches come to: a claim added by one and changed by the next is added."""
    gone = new.removed & total.added
    total.added = (total.added - gone) | (new.added - total.removed)
    total.changed = (total.changed | new.changed | (new.added & total.removed)) - total.added - new.removed
    total.removed = (total.removed - new.added) | (new.removed - gone)
    total.contradictions |= new.contradictions


def readings_of(ledger: Ledger, *claims: Claim) -> list[Report]:
    """What was read in the versions of reports that carry some claims."""
    editions = dict.fromkeys(s.edition for c in claims for s in c.statements)
    found = [ledger.edition(*edition) for edition in editions]
    return [ledger.reading(v.report, v.version) for v in found]
