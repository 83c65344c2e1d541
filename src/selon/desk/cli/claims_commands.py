"""What `selon claims`, `trace`, `compare`, `merge`, `split` and `undo` do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import actor, ledger_path
from selon.desk.cli.claims_view import claim_table, show_contrast, show_trace
from selon.errors import UsageError
from selon.model import Claim, Claims, Decision
from selon.wire_claims import claim_json, claims_json, copy_json

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.model import Report

SHOWN = 30
"""Claims that a page for people holds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions of `selon claims`; `None` is no condition, all of them hold together."""

    about: str | None = None
    place: str | None = None
    since: str | None = None
    frame: str | None = None
    sort: str = "reports"


def _opened(option: Path | None) -> Ledger:
    from selon.ledger import Ledger

    return Ledger.open(ledger_path(option))


def readings(ledger: Ledger) -> Iterator[Report]:
    """What was read in every version of every report."""
    for row in ledger.reports():
        for version in ledger.versions(row.id):
            yield ledger.reading(row.id, version.version)


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


def gathered(ledger: Ledger) -> Claims:
    """The claims of all reports in a ledger, with what people decided."""
    from selon import pipeline_claims

    return pipeline_claims.claims(readings(ledger), decisions(ledger))


def chosen(found: Sequence[Claim], asked: Asked) -> list[Claim]:
    """The claims that meet all conditions, in the order asked for."""
    kept = [c for c in found if _meets(c, asked)]
    orders = {
        "independent": lambda c: (-c.counts.independent, -c.counts.reports, c.id),
        "reports": lambda c: (-c.counts.reports, -c.counts.independent, c.id),
        "newest": lambda c: (c.time is None, [-ord(x) for x in c.time or ""], c.id),
        "contested": lambda c: (-_contested(c), -c.counts.reports, c.id),
    }
    return sorted(kept, key=orders[asked.sort])


def _contested(claim: Claim) -> int:
    """How much disagreement there is: origins that deny, claims that contradict, values that differ."""
    differ = sum(x.relation == "differs" for x in claim.comparisons)
    return 100 * claim.counts.denying + 100 * len(claim.contradicts) + min(differ, 99)


def _meets(claim: Claim, asked: Asked) -> bool:
    words = (asked.about or "").casefold().split()
    text = " ".join(s.content for s in claim.statements).casefold()
    return (
        all(word in text for word in words)
        and (asked.place is None or asked.place.casefold() in (claim.place or "").casefold())
        and (asked.since is None or (claim.time or "") >= asked.since)
        and (asked.frame is None or claim.frame == asked.frame)
    )


def claims(asked: Asked, option: Path | None, as_json: bool, limit: int | None, color: str) -> int:
    """List claims."""
    with _opened(option) as ledger:
        found = gathered(ledger)
    kept = chosen(found.claims, asked)
    most = limit if limit is not None else (0 if as_json else SHOWN)
    page = kept[:most] if most else kept
    if as_json:
        output.print_json(claims_json(Claims(tuple(page), found.copies)))
        return guard.OK
    out = console.make(color)
    if not page:
        out.print("no claims", style="dim")
        return guard.OK
    claim_table(out, page)
    if len(page) < len(kept):
        out.print(f"{len(kept) - len(page)} more: --limit 0", style="dim")
    return guard.OK


def one_of(found: Sequence[Claim], key: str) -> Claim:
    """The claim that an identifier or its beginning means; `UsageError` when that is not exactly one."""
    exact = [c for c in found if c.id == key] or [c for c in found if c.id.startswith(key)]
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise UsageError("no such claim in the ledger", key, "claim-unknown")
    raise UsageError(f"{len(exact)} claims begin so", key, "claim-ambiguous")


def trace(key: str, option: Path | None, as_json: bool, color: str) -> int:
    """Show where one claim comes from."""
    with _opened(option) as ledger:
        found = gathered(ledger)
        names = outlets(ledger)
    claim = one_of(found.claims, key)
    if as_json:
        held = {s.report for s in claim.statements}
        copies = [copy_json(c) for c in found.copies if c.source in held and c.target in held]
        output.print_json({"claims": [claim_json(claim)], "copies": copies})
        return guard.OK
    out = console.make(color)
    show_trace(out, claim, found.copies, names, console.signs_for(sys.stdout))
    return guard.OK


def outlets(ledger: Ledger) -> dict[str, tuple[str, str, str]]:
    """Outlet, moment of publication and language of each report, by address."""
    return {row.url or row.id: (row.outlet or row.name, row.published or "", row.language) for row in ledger.reports()}


def compare(first: str, second: str, option: Path | None, as_json: bool, color: str) -> int:
    """Compare two claims role by role."""
    from selon import pipeline_claims

    with _opened(option) as ledger:
        reports, decided = list(readings(ledger)), decisions(ledger)
    found = pipeline_claims.claims(reports, decided)
    a, b = one_of(found.claims, first), one_of(found.claims, second)
    contrast = pipeline_claims.contrast(reports, a, b)
    if as_json:
        output.print_json(contrast)
        return guard.OK
    show_contrast(console.make(color), a, b, contrast)
    return guard.OK


def merge(first: str, second: str, reason: str, option: Path | None, as_json: bool) -> int:
    """Record that two claims are one."""
    with _opened(option) as ledger:
        found = gathered(ledger).claims
        a, b = one_of(found, first), one_of(found, second)
        if a.id == b.id:
            raise UsageError("these are one claim already", a.id, "claim-same")
        body = {
            "left": [a.statements[0].key], "right": [b.statements[0].key], "claims": [a.id, b.id], "reason": reason,
        }  # fmt: skip
        return _record(ledger, "merge", body, as_json)


def split(key: str, reports: Sequence[str], reason: str, option: Path | None, as_json: bool) -> int:
    """Record that the statements of some reports do not belong to a claim."""
    with _opened(option) as ledger:
        claim = one_of(gathered(ledger).claims, key)
        wanted = {ledger.report(r).url or ledger.report(r).id for r in reports}
        right = [s.key for s in claim.statements if s.report in wanted]
        left = [s.key for s in claim.statements if s.report not in wanted]
        if not left or not right:
            raise UsageError("this would leave nothing on one side", claim.id, "split-empty")
        body = {"left": left, "right": right, "claims": [claim.id], "reason": reason}
        return _record(ledger, "split", body, as_json)


def undo(entry: int, reason: str, option: Path | None, as_json: bool) -> int:
    """Take a merge or a split back."""
    with _opened(option) as ledger:
        kind = ledger.entry(entry).kind
        if kind not in ("merge", "split"):
            raise UsageError(f"entry {entry} is a {kind}, not a merge or a split", str(entry), "undo-kind")
        return _record(ledger, "undo", {"entry": entry, "reason": reason}, as_json)


def _record(ledger: Ledger, kind: str, body: Mapping[str, object], as_json: bool) -> int:
    written = ledger.append(kind, body, actor=actor())
    if as_json:
        output.print_json({"entry": written.seq, "kind": kind} | dict(body))
    else:
        print(f"{kind} recorded as entry {written.seq}")
    return guard.OK
