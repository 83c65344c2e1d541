"""The log: numbered entries, each holding the hash of the one before.

The hash of an entry is SHA-256 over the canonical JSON (UTF-8) of `{"actor", "at", "body", "kind", "previous",
"seq"}`, so that anybody can check a ledger with a JSON library and a hash function.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from selon.errors import LedgerError, UsageError
from selon.ledger.identity import clean
from selon.ledger.records import Head
from selon.ledger.schema import entries
from selon.model import Entry
from selon.wire import canonical

PAGE = 100
"""Entries read at a time."""

_KIND = re.compile(r"[a-z][a-z0-9-]{0,63}")


def moment(at: datetime | None) -> str:
    """`at` (now, if `None`) in UTC: ISO 8601 with microseconds and `Z`. A time without zone is a `UsageError`."""
    if at is not None and at.tzinfo is None:
        raise UsageError("a time of the ledger needs a zone", at.isoformat())
    return (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: object) -> Any:
    """`value` as JSON gives it back: keys are strings, tuples are lists; `LedgerError` for what JSON cannot hold."""
    try:
        return json.loads(canonical(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise LedgerError(f"this cannot be kept as JSON: {error}", code="not-json") from error


def body_text(body: Mapping[str, object]) -> str:
    """The canonical JSON of an entry's body, as it is stored and hashed; `LedgerError` for what JSON or UTF-8 cannot
    hold.
    """
    try:
        text = canonical(body)
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise LedgerError(f"this cannot be kept as JSON in UTF-8: {error}", code="not-json") from error
    return text


def entry_text(seq: int, at: str, actor: str, kind: str, body: str, previous: str) -> str:
    """What is hashed: the canonical JSON of an entry, built around the canonical JSON of its body."""
    return (
        f'{{"actor":{canonical(actor)},"at":{canonical(at)},"body":{body},'
        f'"kind":{canonical(kind)},"previous":{canonical(previous)},"seq":{seq}}}'
    )


def hash_of(text: str) -> str:
    """SHA-256 of `text` in UTF-8, 64 hexadecimal digits; bytes that were no UTF-8 count as they stood in the file."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


_HEAD = "SELECT seq, hash FROM head"
_APPEND = insert(entries)


def head_of(connection: Connection) -> Head:
    """Where the log ends."""
    row = connection.exec_driver_sql(_HEAD).one_or_none()
    if row is None:
        raise headless()
    return Head(row.seq, row.hash)


def headless() -> LedgerError:
    """The error of a ledger that does not say where its log ends."""
    return LedgerError("the ledger has lost its head; `selon verify` says what else", code="ledger-damaged")


def append(connection: Connection, kind: str, body: str, actor: str, at: str) -> Head:
    """Write one entry behind the last and return the new head. `connection` holds the write lock."""
    if not _KIND.fullmatch(kind):
        raise UsageError(f"{kind!r} is no kind of entry: small letters, digits and hyphens", "kind")
    if not actor.strip():
        raise UsageError("an entry needs somebody who writes it", "actor")
    last = head_of(connection)
    seq, actor = last.seq + 1, clean(actor)
    hashed = hash_of(entry_text(seq, at, actor, kind, body, last.hash))
    connection.execute(
        _APPEND,
        {"seq": seq, "at": at, "actor": actor, "kind": kind, "body": body, "previous": last.hash, "hash": hashed},
    )
    return Head(seq, hashed)


def entry_of(row: Row[Any]) -> Entry:
    """A stored row as a record; `LedgerError` when its body is no JSON object."""
    try:
        body = json.loads(row.body)
    except (TypeError, ValueError, RecursionError) as error:
        raise LedgerError(f"entry {row.seq} is damaged: {error}", code="ledger-damaged") from error
    if not isinstance(body, dict):
        raise LedgerError(f"entry {row.seq} is damaged: its body is no object", code="ledger-damaged")
    return Entry(row.seq, row.at, row.actor, row.kind, body, row.previous, row.hash)


def walk(connection: Connection, after: int = 0, limit: int | None = None, kind: str | None = None) -> Iterator[Entry]:
    """The entries behind number `after` in order, at most `limit`, of one `kind` or all; `PAGE` in memory at a time."""
    query = select(entries).where(entries.c.seq > after).order_by(entries.c.seq).limit(limit)
    if kind is not None:
        query = query.where(entries.c.kind == kind)
    with connection.execution_options(yield_per=PAGE).execute(query) as rows:
        for row in rows:
            yield entry_of(row)
