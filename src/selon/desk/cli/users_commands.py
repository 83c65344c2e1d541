"""What `selon user`, `selon token`, `selon grade` and `selon note` do."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.desk import decide
from selon.desk.cli import console, guard, output
from selon.desk.cli.add_command import actor, ledger_path
from selon.desk.cli.claims_commands import kept, one_of
from selon.errors import UsageError
from selon.ledger import Ledger

if TYPE_CHECKING:
    from selon.desk.api.accounts import Accounts

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _accounts(option: Path | None) -> Accounts:
    """The accounts of a ledger that is there; `UsageError` when the extra is not installed."""
    try:
        import argon2  # noqa: F401 - only whether it is there

        from selon.desk.api.accounts import Accounts, path_of
    except ModuleNotFoundError as missing:
        raise UsageError(f"accounts need the extra `selon[desk]` ({missing.name})", "extra") from missing
    return Accounts(path_of(ledger_path(option)))


def _audit(ledger: Ledger, kind: str, body: Mapping[str, Any]) -> None:
    entry = ledger.append(kind, body, actor=actor())
    print(f"{kind} recorded as entry {entry.seq}")


def _password(from_stdin: bool) -> str:
    """The password: a line of standard input, or asked for twice without being shown."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("no terminal to ask at; --password-stdin reads the password", "password", "password")
    first = getpass.getpass("password: ")
    if getpass.getpass("again: ") != first:
        raise UsageError("these are two passwords", "password", "password")
    return first


def add(name: str, role: str, from_stdin: bool, option: Path | None) -> int:
    """Make an account."""
    found = _accounts(option)
    with Ledger.open(ledger_path(option), create=True) as ledger:
        if role != "admin" and not found.users():
            raise UsageError("the first account has to be an admin: --role admin", "--role", "first-admin")
        made = found.add(name, _password(from_stdin), role)
        _audit(ledger, "user-added", {"name": made.name, "role": made.role})
    return guard.OK


def remove(name: str, option: Path | None) -> int:
    """Remove an account."""
    with Ledger.open(ledger_path(option)) as ledger:
        gone = _accounts(option).remove(name)
        _audit(ledger, "user-removed", {"name": gone.name})
    return guard.OK


def role(name: str, to: str, option: Path | None) -> int:
    """Give an account another role."""
    with Ledger.open(ledger_path(option)) as ledger:
        changed = _accounts(option).set_role(name, to)
        _audit(ledger, "user-role", {"name": changed.name, "role": changed.role})
    return guard.OK


def password(name: str, from_stdin: bool, option: Path | None) -> int:
    """Give an account another password."""
    with Ledger.open(ledger_path(option)) as ledger:
        changed = _accounts(option).set_password(name, _password(from_stdin))
        _audit(ledger, "user-password", {"name": changed.name})
    return guard.OK


def listed(option: Path | None, as_json: bool, color: str) -> int:
    """List the accounts."""
    rows = [{"name": u.name, "role": u.role, "created": u.created} for u in _accounts(option).users()]
    return _list(
        rows, ("name", "role", "created"), "no accounts: the desk listens on this machine alone", as_json, color
    )


def add_token(user: str, name: str, wanted: str, expires: str | None, option: Path | None) -> int:
    """Make a token and print it, once."""
    if expires is not None and not _DAY.fullmatch(expires):
        raise UsageError("a day is written 2026-12-31", "--expires", "day")
    with Ledger.open(ledger_path(option)) as ledger:
        until = f"{expires}T23:59:59Z" if expires else None
        made, text = _accounts(option).add_token(name, user, wanted, until)
        _audit(ledger, "token-added", {"id": made.id, "name": made.name, "user": made.user, "role": made.role})
    print(f"{made.id} for {made.user} as {made.role}; it is shown this once:\n{text}")
    return guard.OK


def tokens(option: Path | None, as_json: bool, color: str) -> int:
    """List the tokens."""
    shown = ("id", "name", "user", "role", "created", "expires")
    rows = [{key: getattr(t, key) or "" for key in shown} for t in _accounts(option).tokens()]
    return _list(rows, shown, "no tokens", as_json, color)


def revoke(key: str, option: Path | None) -> int:
    """Revoke a token."""
    with Ledger.open(ledger_path(option)) as ledger:
        gone = _accounts(option).revoke(key)
        _audit(ledger, "token-revoked", {"id": gone.id, "name": gone.name, "user": gone.user})
    return guard.OK


def _list(rows: Sequence[Mapping[str, str]], columns: Sequence[str], nothing: str, as_json: bool, color: str) -> int:
    if as_json:
        for row in rows:
            output.print_json(dict(row))
        return guard.OK
    out = console.make(color)
    if rows:
        out.print(output.small_table(columns, rows, wide="name"))
    else:
        out.print(nothing, style="dim")
    return guard.OK


def grade(
    key: str, source: str | None, information: int | None, reason: str, option: Path | None, as_json: bool
) -> int:
    """Grade a claim."""
    with kept(option) as ledger:
        return _written(ledger, "grade", decide.grade_body(one_of(ledger, key), source, information, reason), as_json)


def note(key: str, text: str, option: Path | None, as_json: bool) -> int:
    """Put a note beside a claim."""
    with kept(option) as ledger:
        return _written(ledger, "note", decide.note_body(one_of(ledger, key), text), as_json)


def _written(ledger: Ledger, kind: str, body: Mapping[str, Any], as_json: bool) -> int:
    entry = ledger.append(kind, body, actor=actor())
    if as_json:
        output.print_json({"entry": entry.seq, "kind": kind, **body})
    else:
        print(f"{kind} recorded as entry {entry.seq}")
    return guard.OK
