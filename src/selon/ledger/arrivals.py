"""What captured bytes are to the ledger: new, a version, a return to earlier bytes, or known.

Bytes from files are known once they are kept, in whatever order they come. Bytes that were *seen* at an address at a
known moment are more than that: seen again after others were, they say that the report went back (A, B, A are three
versions, of which the third returns to the first); seen at another report's address, they are that report too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from selon.errors import LedgerError
from selon.ledger.identity import Identity, clean
from selon.ledger.schema import reports, versions
from selon.model import Capture

_OF_DIGEST = (
    select(versions.c.report, versions.c.version)
    .where(versions.c.capture == bindparam("digest"))
    .order_by(versions.c.seq.desc())
)
_OF_REPORT = select(reports.c.key, reports.c.versions).where(reports.c.id == bindparam("report"))
_FROM_THERE = (
    select(versions.c.capture, versions.c.observed, versions.c.at, versions.c.name)
    .where(
        versions.c.report == bindparam("report"),
        versions.c.form == bindparam("form"),
        versions.c.url == bindparam("url"),
    )
    .order_by(versions.c.version.desc())
)
SHARED = "item"
"""A form whose bytes depend on where they were seen beside their address: entries of several feeds may lead to one
page, and would replace one another for ever.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are kept: as which version of which report."""

    report: str
    version: int


@dataclass(frozen=True, slots=True)
class Next:
    """The version that bytes are to become. returns: the first version of the report with these bytes, if any."""

    version: int
    returns: int | None


def kept(connection: Connection, digest: str) -> Kept | None:
    """The latest version, of any report, that has these bytes."""
    row = connection.execute(_OF_DIGEST, {"digest": digest}).first()
    return Kept(row.report, row.version) if row else None


def arrival(connection: Connection, capture: Capture, digest: str, identity: Identity) -> Kept | Next:
    """What these bytes are to the ledger as it stands."""
    rows = connection.execute(_OF_DIGEST, {"digest": digest}).all()
    mine = [row.version for row in rows if row.report == identity.id]
    if rows and not _says_more(connection, capture, digest, identity, bool(mine)):
        return Kept(*((identity.id, mine[0]) if mine else rows[0]))
    return Next(_next(connection, identity), min(mine) if mine else None)


def _says_more(connection: Connection, capture: Capture, digest: str, identity: Identity, mine: bool) -> bool:
    """Whether bytes that are kept already were seen again in a way that has to be recorded."""
    if capture.observed is None or capture.url is None:
        return False
    if not mine:
        return identity.key.startswith("url:")
    asked = {"report": identity.id, "form": capture.form, "url": clean(capture.url)}
    rows = connection.execute(_FROM_THERE, asked).all()
    last = next((row for row in rows if capture.form != SHARED or row.name == clean(capture.name)), None)
    return last is not None and last.capture != digest and _later(capture.observed, last.observed or last.at)


def _later(one: str, other: str) -> bool:
    """Whether a moment lies behind another; moments that cannot be told never do."""
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return False


def _next(connection: Connection, identity: Identity) -> int:
    """The number of the version to come; `LedgerError` when another report has this identifier (64 bits collide)."""
    row = connection.execute(_OF_REPORT, {"report": identity.id}).one_or_none()
    if row is not None and row.key != identity.key:
        reason = f"its identifier {identity.id} is taken by another report ({row.key})"
        raise LedgerError(reason, identity.key, "collision")
    return row.versions + 1 if row else 1
