"""Claims kept in the ledger: brought up to the end of the log, then read from its tables. Part of `pipeline`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal

from selon.ledger.claim_tables import ClaimTables, Kept, Source
from selon.model import Claim, Claims, ClaimStatement, Decision, Report
from selon.wire import canonical
from selon.wire_claims import claim_json

if TYPE_CHECKING:
    from selon.ledger import Ledger

Progress = Callable[[int, int], None]
"""Told how many reports are taken up, of how many."""
ROOMS = ("matching", "origins", "lang", "grounding/fold.py", "grounding/quantities.py", "model/assertion.py")
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
    for row in ledger.reports():
        for version in ledger.versions(row.id):
            yield ledger.reading(row.id, version.version)


def refresh(ledger: Ledger, progress: Progress | None = None) -> Refreshed:
    """Bring the tables of claims up to the end of the log; does nothing when they are.

    Safe with several processes: what another one wrote meanwhile is never overwritten by older claims. A process that is
    killed leaves the tables as they were before.
    """
    state = ledger.claims_state()
    if state.current and state.engine == engine():
        return Refreshed(seq=state.seq)
    seq = ledger.head().seq
    reports, sources = _gathered(ledger, progress)
    from selon.pipeline_claims import all_facts, claims_from, constraints_of

    facts = all_facts(reports)
    found = claims_from(facts, constraints_of(decisions(ledger)))
    voices = {(f.document.id, s.id): [v.name for v in s.voices if v.name] for f in facts for s in f.statements}
    kept = [Kept(c, _voices(c.statements, voices), sources) for c in found.claims]
    with ledger.claim_tables() as tables:
        before = tables.state()
        if before.seq > seq and before.engine == engine():
            return Refreshed(seq=before.seq)
        return _written(tables, found, kept, seq)


def _gathered(ledger: Ledger, progress: Progress | None) -> tuple[list[Report], dict[str, Source]]:
    """Every reading, and what claims say of it, by the digest of its version."""
    reports, sources = [], {}
    rows = list(ledger.reports())
    for done, row in enumerate(rows, 1):
        for version in ledger.versions(row.id):
            report = ledger.reading(row.id, version.version)
            d = report.document
            reports.append(report)
            sources[d.id] = Source(row.id, d.outlet or row.outlet or "", d.published, d.language)
        if progress:
            progress(done, len(rows))
    return reports, sources


def _voices(statements: Sequence[ClaimStatement], names: Mapping[tuple[str, str], Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for s in statements for n in names.get((s.version, s.statement), ())))


def _written(tables: ClaimTables, found: Claims, kept: list[Kept], seq: int) -> Refreshed:
    """Write what differs from the tables, and say what that is."""
    if tables.state().engine != engine():
        tables.clear()
    before = tables.known()
    now = {k.claim.id: k for k in kept}
    added, changed = [], []
    for key in sorted(before.keys() - now.keys()):
        tables.remove(before[key][0])
    for key, new in now.items():
        if key not in before:
            added.append(key)
            tables.put(new)
        elif before[key][1] != canonical(claim_json(new.claim)):
            changed.append(key)
            tables.remove(before[key][0])
            tables.put(new, before[key][0])
    tables.copies(found.copies)
    pairs = {(min(c.id, o), max(c.id, o)): why for c in found.claims for o, why in c.contradicts if o != c.id}
    against = tables.contradictions(pairs, seq)
    tables.finish(seq, engine())
    return Refreshed(
        tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(before.keys() - now.keys())), tuple(against), seq
    )


def readings_of(ledger: Ledger, *claims: Claim) -> list[Report]:
    """What was read in the versions of reports that carry some claims."""
    versions = dict.fromkeys(s.version for c in claims for s in c.statements)
    found = []
    for digest in versions:
        row = ledger.report(digest)
        number = next(v.version for v in ledger.versions(row.id) if v.capture == digest)
        found.append(ledger.reading(row.id, number))
    return found
