"""What is done with a ledger: `diff`, `report-error`, `seal`, `bundle`, `export warc`."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import actor
from selon.desk.cli.ledger_commands import opened
from selon.desk.cli.safe import flat
from selon.intake import custody

if TYPE_CHECKING:
    from rich.console import Console

    from selon.ledger import Check, Ledger
    from selon.model import StatementChange, VersionDiff

SIGNS = {"added": "+", "dropped": "-", "changed": "~", "kept": "="}
COLOURS = {"added": "green", "dropped": "red", "changed": "yellow", "kept": "dim"}
ANSWERS = {"passed": "green", "failed": "bold red", "not checked": "yellow"}


def diff(key: str, first: int | None, last: int | None, option: Path | None, as_json: bool, color: str) -> int:
    """Print what became of each statement between two versions."""
    with opened(option) as ledger:
        one, two, found = custody.versions(ledger, key, first, last)
    if as_json:
        output.print_json({"from": one, "to": two} | custody.diff_json(found))
        return guard.OK
    out = console.make(color)
    for change in found.changes:
        if change.fate != "kept" or change.reworded:
            _show(out, change, found)
    for notice in found.notices:
        out.print(flat(f"{notice.kind}: {notice.span.text}"), style="cyan", overflow="fold")
    signs = console.signs_for(sys.stdout)
    counts = [f"{fate} {found.count(fate)}" for fate in ("added", "dropped", "changed", "kept")]
    out.print(
        signs.dot.join([f"version {one} to {two}", *counts, f"reworded {found.reworded}", f"silent {found.silent}"]),
        style="bold",
    )
    return guard.OK


def _show(out: Console, change: StatementChange, found: VersionDiff) -> None:
    """One change: its sign, what it is in, its words with what went in brackets and what came in braces."""
    from rich.text import Text

    statement = change.new or change.old
    assert statement is not None
    line = Text(f"{SIGNS[change.fate]} ", style=COLOURS[change.fate])
    if change.words:
        for edit in change.words:
            for words, style, left, right in ((edit.old, "red strike", "[-", "-]"), (edit.new, "green", "{+", "+}")):
                if edit.how == "equal":
                    line.append(flat(words) + " " if words is edit.new else "", style="")
                elif words:
                    line.append(f"{left}{flat(words)}{right} ", style=style)
    else:
        line.append(flat(statement.text), style=COLOURS[change.fate])
    out.print(line, overflow="fold")
    for difference in change.differences:
        said = f"{difference.aspect}: {difference.old or 'none'} -> {difference.new or 'none'}"
        out.print("    " + flat(said), overflow="fold")
    if change.silent:
        out.print("    silent: no notice names this change", style="dim")
    elif change.notice is not None:
        out.print("    " + flat(f"notice: {found.notices[change.notice].span.text}"), style="cyan", overflow="fold")


def report_error(statement: str, text: str, option: Path | None, as_json: bool) -> int:
    """Record a reader's error report."""
    with opened(option) as ledger:
        entry = custody.report_error(ledger, statement, text, actor())
    if as_json:
        output.print_json(entry)
    else:
        print(f"entry {entry.seq}: your report stands beside statement {entry.body['statement']}")
    return guard.OK


def seal(key_file: Path | None, authority: str | None, allow_private: bool, option: Path | None, as_json: bool) -> int:
    """Sign the head of the log; the key is made at first use."""
    from selon.intake.web import Web
    from selon.ledger import seal as sealing

    path = key_file or sealing.key_path()
    made = not path.exists()
    key = sealing.make_key(path) if made else sealing.load_key(path)
    if made:
        guard.say(f"selon: a new key was made: {path}")
    stamp = custody.stamping(authority, Web(allow_private=allow_private)) if authority else None
    with opened(option) as ledger:
        entry = sealing.seal(ledger, key, actor=actor(), stamp=stamp)
    if as_json:
        output.print_json(entry)
        return guard.OK
    signed: Any = entry.body["signed"]
    print(f"sealed {signed['size']} entries, up to {signed['head']}")
    print(f"by {signed['key']}")
    return guard.OK


def check_seals(key: str | None, roots: Path | None, option: Path | None, as_json: bool, color: str) -> int:
    """Check every seal, and its timestamp where certificates are given."""
    from selon.ledger import seal as sealing

    failed = False
    out = console.make(color)
    with opened(option) as ledger:
        for check in [*sealing.check(ledger, key), *_timestamps(ledger, roots)]:
            failed = failed or check.answer == "failed"
            if as_json:
                output.print_json(check)
            else:
                said = f"{check.answer}: {check.item}" + (f", {check.why}" if check.why else "")
                out.print(flat(said), style=ANSWERS[check.answer], overflow="fold")
    return guard.FAILED if failed else guard.OK


def _timestamps(ledger: Ledger, roots: Path | None) -> list[Check]:
    from selon.ledger import Check, timestamp
    from selon.ledger import seal as sealing

    found = []
    for entry in sealing.seals(ledger):
        stamp: Any = entry.body.get("timestamp")
        if not stamp:
            continue
        item = f"timestamp of seal {entry.seq}"
        if roots is None:
            found.append(
                Check(item, "not checked", f"by {stamp['authority']}; --roots names the certificates to trust")
            )
            continue
        why = timestamp.check(stamp, base64.b64decode(str(entry.body["signature"])), roots)
        found.append(Check(item, "failed", why) if why else Check(item, "passed", timestamp.time_of(stamp)))
    return found


def bundle(key: str, path: Path, option: Path | None, as_json: bool) -> int:
    """Write a bundle about a report."""
    from selon.ledger import bundle as bundling

    with opened(option) as ledger:
        subject = custody.subject(ledger, key)
        size = bundling.make(ledger, subject, path)
    sealed = bundling.is_sealed(path)
    if not sealed:
        guard.say("selon: no seal covers all that is in it; after `selon seal`, another bundle proves more")
    if as_json:
        output.print_json({"file": str(path), "bytes": size, "kind": subject.kind, "id": subject.id, "sealed": sealed})
    else:
        print(f"{path}: {size} bytes about {subject.kind} {subject.id}; `python {path}` checks it")
    return guard.OK


def export_warc(path: Path, option: Path | None, as_json: bool) -> int:
    """Write all captures as WARC."""
    with opened(option) as ledger:
        count = custody.export_warc(ledger, path)
    if as_json:
        output.print_json({"file": str(path), "records": count})
    else:
        print(f"{path}: {count} records")
    return guard.OK
