"""Making the tables anew from the entries."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from selon.errors import LedgerError
from selon.ledger import claim_tables, log
from selon.ledger.project import Projector, index_all
from selon.ledger.records import Head
from selon.ledger.schema import INDEXES, NO_HASH, PROJECTIONS
from selon.ledger.shape import body_fault
from selon.wire import canonical


def clear(connection: Connection) -> None:
    """Empty every table and index that is computed from the entries, those of claims among them."""
    claim_tables.clear(connection)
    for index in INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    for table in reversed(PROJECTIONS):
        connection.execute(delete(table))


def rebuild(connection: Connection) -> dict[str, int]:
    """Empty the tables, fill them from the log, return their numbers of rows.

    The chain is walked on the way: at the first entry that does not fit, `LedgerError`, and the old tables stay.
    """
    clear(connection)
    last, to = Head(0, NO_HASH), Projector.of(connection, indexing=False)
    for entry in log.walk(connection):
        text = log.entry_text(entry.seq, entry.at, entry.actor, entry.kind, canonical(entry.body), entry.previous)
        if entry.seq != last.seq + 1 or entry.previous != last.hash or entry.hash != log.hash_of(text):
            reason = f"entry {entry.seq} does not fit the chain; the tables stay as they are"
            raise LedgerError(reason, code="ledger-damaged")
        if why := body_fault(entry.kind, entry.body):
            raise LedgerError(f"entry {entry.seq}: {why}; the tables stay as they are", code="ledger-damaged")
        to.project(entry.seq, entry.at, entry.actor, entry.kind, entry.body)
        last = Head(entry.seq, entry.hash)
    if last != log.head_of(connection):
        raise LedgerError("the log ends before its head; the tables stay as they are", code="ledger-damaged")
    index_all(connection)
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in PROJECTIONS}
