"""Verification: a second reading of everything, that trusts neither the tables nor the types in the file.

It reads the file through a plain SQLite connection in one transaction, so that others may add meanwhile. What it
cannot find alone: a ledger replaced as a whole by an older copy of itself, or rewritten from some entry on with all
hashes made anew. For that a head noted elsewhere (`selon verify --head`), or a seal, is needed; without one the
answer for the tail is *not checked*.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from selon.ledger import log
from selon.ledger.captures import Captures
from selon.ledger.claim_verify import compare_claims
from selon.ledger.compare import DAMAGE, compare_indexes, compare_schema, compare_tables, make_scratch
from selon.ledger.project import Projector, index_all
from selon.ledger.records import Check, Head
from selon.ledger.schema import NO_HASH
from selon.ledger.shape import body_fault, span_fault
from selon.ledger.store import connect
from selon.wire import canonical

DAMAGE_LINES = 20
"""Lines of SQLite's own integrity check that are shown."""

_COLUMNS = ("seq", "at", "actor", "kind", "body", "previous", "hash")
_TYPES = (int, str, str, str, str, str, str)


@dataclass(slots=True)
class _Walk:
    """How far the log was walked. bad: entries that failed. captures: digests that entries name."""

    head: Head
    bad: int = 0
    captures: set[str] = field(default_factory=set)


def raw_text(value: bytes) -> str:
    """Text of the file, of which bytes that are no UTF-8 are kept as lone surrogates instead of raising."""
    return value.decode("utf-8", "surrogateescape")


def verify(path: Path, mode: str, captures: Captures, head: str | None) -> Iterator[Check]:
    """Every check of the ledger at `path`, in this order:

    file (SQLite's integrity check), schema, each entry (types, hash, chain, canonical JSON), each capture (size,
    SHA-256), each reading (contract, spans against the text), head, tail, each table and index against one made anew
    from the entries, tables of claims, left-over files. Never raises for damage: it is an answer.
    """
    try:
        with closing(connect(path, mode)) as connection:
            connection.text_factory = raw_text
            connection.execute("BEGIN")
            yield from _verify(connection, captures, head)
    except DAMAGE as error:
        yield Check("file", "failed", f"the file cannot be read to its end: {error or type(error).__name__}")


def _verify(connection: sqlite3.Connection, captures: Captures, head: str | None) -> Iterator[Check]:
    yield from _file(connection)
    yield compare_schema(connection)
    walk = _Walk(Head(0, NO_HASH))
    scratch = create_engine("sqlite://", creator=make_scratch, poolclass=StaticPool)
    try:
        with scratch.connect() as made:
            yield from _entries(connection, Projector.of(made, indexing=False), captures, walk)
            yield from _ends(connection, walk, head)
            if walk.bad:
                why = "the entries themselves are damaged"
                yield Check("tables", "not checked", why)
            else:
                index_all(made)
                fresh: Any = made.connection.driver_connection
                yield from compare_tables(connection, fresh)
                yield from compare_indexes(connection, fresh)
                yield from compare_claims(connection)
    finally:
        scratch.dispose()
    yield from _left_over(captures, walk)


def _file(connection: sqlite3.Connection) -> Iterator[Check]:
    lines = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({DAMAGE_LINES})")]
    lines += [
        f"row of {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    ]
    wrong = [line for line in lines if line != "ok"]
    yield Check("file", "failed", "; ".join(wrong)) if wrong else Check("file", "passed")


def _entries(connection: sqlite3.Connection, to: Projector, captures: Captures, walk: _Walk) -> Iterator[Check]:
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM entries ORDER BY seq")
    while True:
        try:
            row = rows.fetchone()
        except DAMAGE as error:
            walk.bad += 1
            yield Check(f"entries after {walk.head.seq}", "failed", f"cannot be read: {error or type(error).__name__}")
            return
        if row is None:
            return
        check, body = _entry(row, walk.head)
        if body is not None and (why := _taken_up(to, walk, row, body)):
            check, body = Check(check.item, "failed", why), None
        yield check
        walk.bad += check.answer == "failed"
        if isinstance(row[0], int):
            walk.head = Head(row[0], str(row[6]))
        if body is not None:
            yield from _content(row[3], body, captures, walk)


def _taken_up(to: Projector, walk: _Walk, row: tuple[Any, ...], body: Mapping[str, Any]) -> str:
    """Bring an entry to the scratch tables, unless one before was damaged; why that cannot be done, or empty."""
    if why := body_fault(row[3], body):
        return why
    try:
        if not walk.bad:
            to.project(row[0], row[1], row[2], row[3], body)
    except (SQLAlchemyError, OverflowError) as error:
        return f"it cannot follow the entries before it: {error}"
    return ""


def _entry(row: tuple[Any, ...], last: Head) -> tuple[Check, dict[str, Any] | None]:
    """The check of one stored entry that follows `last`, with its body when the entry is as it was written."""
    item = f"entry {row[0]}"
    wrong_type = [name for name, value, kind in zip(_COLUMNS, row, _TYPES, strict=True) if type(value) is not kind]
    if wrong_type:
        return Check(item, "failed", f"{', '.join(wrong_type)}: not of the type that was written"), None
    seq, at, actor, kind, text, previous, hashed = row
    if seq != last.seq + 1:
        return Check(item, "failed", f"it follows entry {last.seq}"), None
    try:
        found = log.hash_of(log.entry_text(seq, at, actor, kind, text, previous))
        body = json.loads(text)
        same = canonical(body) == text
    except (ValueError, RecursionError) as error:
        return Check(item, "failed", f"it is not what was written: {error}"), None
    if found != hashed:
        return Check(item, "failed", f"it hashes to {found}, {hashed!r} is kept"), None
    if previous != last.hash:
        return Check(item, "failed", f"the hash of entry {last.seq} is another one than it holds"), None
    if not same or not isinstance(body, dict):
        return Check(item, "failed", "its body is not canonical JSON of an object"), None
    return Check(item, "passed"), body


def _content(kind: str, body: Mapping[str, Any], captures: Captures, walk: _Walk) -> Iterator[Check]:
    """The checks of what an entry of a kind with captured bytes says."""
    digest = body.get("capture") if kind in ("report", "fault") else None
    if digest is None:
        return
    why = captures.fault(digest, body["size"])
    walk.captures.add(digest)
    yield Check(f"capture {digest}", "failed" if why else "passed", why)
    if kind == "report":
        why = span_fault(body)
        yield Check(f"reading {body['id']} {digest[:19]}", "failed" if why else "passed", why)


def _ends(connection: sqlite3.Connection, walk: _Walk, noted: str | None) -> Iterator[Check]:
    """The head inside the file, and the head that somebody noted outside it."""
    rows = [Head(*row) for row in connection.execute("SELECT seq, hash FROM head")]
    if rows == [walk.head]:
        yield Check("head", "passed")
    else:
        kept = ", ".join(str(row) for row in rows) or "nothing"
        yield Check("head", "failed", f"the log ends at {walk.head}, the head says {kept}")
    if noted is None:
        why = "no head noted elsewhere was given: an older copy put in place of the ledger would look whole"
        yield Check("tail", "not checked", why)
        return
    seq, _, hashed = noted.partition(":")
    found = None
    if seq.isascii() and seq.isdigit() and len(seq) < 19:
        found = connection.execute("SELECT hash FROM entries WHERE seq = ?", (int(seq),)).fetchone()
        found = (NO_HASH,) if int(seq) == 0 else found
    if found == (hashed,):
        yield Check("tail", "passed", f"the log holds entry {seq} as noted")
    else:
        yield Check("tail", "failed", f"the log does not hold the noted head {noted[:100]!r}")


def _left_over(captures: Captures, walk: _Walk) -> Iterator[Check]:
    for file, digest in captures.files():
        if digest is None:
            reason = "no capture: a temporary file of an add that was cut off, or put there by somebody"
            yield Check(f"file {file.name}", "not checked", reason)
        elif digest not in walk.captures:
            reason = "no entry names it: left by an add that was cut off; adding the same bytes takes it up"
            yield Check(f"capture {digest}", "not checked", reason)
