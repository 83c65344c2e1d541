"""What `selon claims`, `trace`, `compare`, `merge`, `split` and `undo` do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from selon.desk import decide
from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import actor, ledger_path
from selon.desk.cli.claims_view import claim_table, show_contrast, show_trace
from selon.errors import LedgerError, UsageError
from selon.model import Claim, Claims, Copy
from selon.wire_claims import claim_json, claims_json, copy_json

if TYPE_CHECKING:
    from selon.ledger import ClaimFilter, ClaimSort, Ledger

SHOWN = 30
"""Claims that a page for people holds."""


def _opened(option: Path | None) -> Ledger:
    from selon.ledger import Ledger

    return Ledger.open(ledger_path(option))


@contextmanager
def kept(option: Path | None) -> Iterator[Ledger]:
    """The ledger with its claims brought up to the end of the log."""
    from selon.pipeline_claims_kept import refresh

    with _opened(option) as ledger:
        refresh(ledger)
        yield ledger


def claims(
    asked: ClaimFilter, sort: ClaimSort, option: Path | None, as_json: bool, limit: int | None, color: str
) -> int:
    """List claims."""
    most = limit if limit is not None else (0 if as_json else SHOWN)
    with kept(option) as ledger:
        found = list(ledger.claims(asked, sort, most + 1 if most else None))
        copies = ledger.copies() if as_json else ()
        total = ledger.claim_rows(asked, sort, 1).total
    page = found[:most] if most else found
    if as_json:
        output.print_json(claims_json(Claims(tuple(page), copies)))
        return guard.OK
    out = console.make(color)
    if not page:
        out.print("no claims", style="dim")
        return guard.OK
    claim_table(out, page)
    if len(page) < len(found):
        more = "" if total is None else f"{total - len(page)} "
        out.print(f"{more}more: --limit 0", style="dim")
    return guard.OK


def one_of(ledger: Ledger, key: str) -> Claim:
    """The claim that an identifier or its beginning means; `UsageError` when that is not exactly one."""
    try:
        return ledger.claim(key)
    except LedgerError as error:
        if error.fault.code in ("claim-unknown", "claim-ambiguous"):
            raise UsageError(error.fault.reason, key, error.fault.code) from error
        raise


def trace(key: str, option: Path | None, as_json: bool, color: str) -> int:
    """Show where one claim comes from."""
    with kept(option) as ledger:
        claim = one_of(ledger, key)
        names = outlets(ledger, claim)
        copies = copies_within(ledger, claim)
    if as_json:
        output.print_json({"claims": [claim_json(claim)], "copies": [copy_json(c) for c in copies]})
        return guard.OK
    show_trace(console.make(color), claim, copies, names, console.signs_for(sys.stdout))
    return guard.OK


def copies_within(ledger: Ledger, claim: Claim) -> list[Copy]:
    """The copies among the reports that carry a claim."""
    held = {s.report for s in claim.statements}
    found = {(c.target, c.source): c for report in sorted(held) for c in ledger.copies(report)}
    return [c for _, c in sorted(found.items()) if c.source in held and c.target in held]


def outlets(ledger: Ledger, claim: Claim) -> dict[str, tuple[str, str, str]]:
    """Outlet, moment of publication and language of each report that carries a claim, by address."""
    found = {}
    for s in claim.statements:
        if s.report not in found:
            row = ledger.report(ledger.edition(*s.edition).report)
            found[s.report] = (row.outlet or row.name, row.published or "", row.language)
    return found


def compare(first: str, second: str, option: Path | None, as_json: bool, color: str) -> int:
    """Compare two claims role by role."""
    from selon.pipeline_claims import contrast as contrasted
    from selon.pipeline_claims_kept import readings_of

    with kept(option) as ledger:
        a, b = one_of(ledger, first), one_of(ledger, second)
        contrast = contrasted(readings_of(ledger, a, b), a, b)
    if as_json:
        output.print_json(contrast)
        return guard.OK
    show_contrast(console.make(color), a, b, contrast)
    return guard.OK


def merge(first: str, second: str, reason: str, option: Path | None, as_json: bool) -> int:
    """Record that two claims are one."""
    with kept(option) as ledger:
        body = decide.merge_body(one_of(ledger, first), one_of(ledger, second), reason)
        return _record(ledger, "merge", body, as_json)


def split(key: str, reports: Sequence[str], reason: str, option: Path | None, as_json: bool) -> int:
    """Record that the statements of some reports do not belong to a claim."""
    with kept(option) as ledger:
        body = decide.split_body(ledger, one_of(ledger, key), reports, reason)
        return _record(ledger, "split", body, as_json)


def undo(entry: int, reason: str, option: Path | None, as_json: bool) -> int:
    """Take a merge or a split back."""
    with _opened(option) as ledger:
        return _record(ledger, "undo", decide.undo_body(ledger, entry, reason)[1], as_json)


def _record(ledger: Ledger, kind: str, body: Mapping[str, object], as_json: bool) -> int:
    written = ledger.append(kind, body, actor=actor())
    if as_json:
        output.print_json({"entry": written.seq, "kind": kind} | dict(body))
    else:
        print(f"{kind} recorded as entry {written.seq}")
    return guard.OK
