"""Projections: what the log says, as tables to ask. A pure function of the entries in their order; `add` and
`rebuild` both use it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from selon.ledger.fold import indexed
from selon.ledger.schema import faults, names, reports, statements, versions, voices

Body = Mapping[str, Any]

BATCH = 500
"""Names asked for at a time; SQLite bounds the values of one statement."""

BULK = 5000
"""Rows indexed at a time when all are."""

# Built once: making a query anew costs more than running it.
_KNOWN = select(reports.c.versions).where(reports.c.id == bindparam("report"))
_NEW_VALUES = update(reports).where(reports.c.id == bindparam("report"))
_NUMBERS = select(names.c.folded, names.c.number).where(names.c.folded.in_(bindparam("some", expanding=True)))
_LAST = select(
    *(
        select(func.coalesce(func.max(column), 0)).scalar_subquery()
        for column in (reports.c.number, statements.c.number, names.c.number)
    )
)
_INSERT = {table: insert(table) for table in (reports, versions, names, statements, voices, faults)}
_CONTENTS = select(statements.c.number, statements.c.content).order_by(statements.c.number)
_FOLDED = select(names.c.number, names.c.folded).order_by(names.c.number)
_SEARCH = "INSERT INTO search (rowid, content) VALUES (?, ?)"
_HEADLINES = (
    select(versions.c.seq, versions.c.headline).where(versions.c.headline.is_not(None)).order_by(versions.c.seq)
)
_SEARCH_HEADLINES = "INSERT INTO headlines (rowid, headline) VALUES (?, ?)"
_SEARCH_NAMES = "INSERT INTO names_search (rowid, folded) VALUES (?, ?)"


@dataclass(slots=True)
class Projector:
    """Brings the tables from the state before an entry to the state after it, inside one transaction.

    The numbers last given out are read once; rows are never removed, so counting on leaves no gaps.
    indexing: whether the full-text indexes are filled on the way. FTS5 writes out what it holds at every statement of
    the same transaction, so for a whole log it is much cheaper to call `index_all` once at the end.
    """

    connection: Connection
    report: int
    statement: int
    name: int
    indexing: bool = True

    @classmethod
    def of(cls, connection: Connection, indexing: bool = True) -> Projector:
        """A projector that goes on from the tables as they are. `connection` holds the write lock."""
        report, statement, name = connection.execute(_LAST).one()
        return cls(connection, report, statement, name, indexing)

    def project(self, seq: int, at: str, actor: str, kind: str, body: Body) -> None:
        """Take up one entry. A kind without tables changes nothing."""
        step = PROJECTORS.get(kind)
        if step:
            step(self, seq, at, actor, body)


def _report(to: Projector, seq: int, at: str, actor: str, body: Body) -> None:
    report, document = body["report"], body["report"]["document"]
    said = {key: document[key] for key in ("headline", "language", "published", "modified")}
    counted = {"statements": len(report["statements"]), "seq": seq}
    version = _reports_row(to, at, body, said | counted | {"outlet": document["outlet"]})
    row = {
        "report": body["id"], "version": version, "at": at, "actor": actor, "capture": body["capture"],
        "size": body["size"], "form": body["form"], "name": body["name"], "url": body["url"],
        "faults": len(report["faults"]), "observed": body.get("observed"), "returns": body.get("returns"),
    }  # fmt: skip
    to.connection.execute(_INSERT[versions], row | said | counted)
    if to.indexing and document["headline"] is not None:
        to.connection.exec_driver_sql(_SEARCH_HEADLINES, (seq, indexed(document["headline"])))
    _statements(to, body["id"], version, report["statements"])
    _faults(to, seq, at, body["id"], report["faults"])


def _reports_row(to: Projector, at: str, body: Body, values: dict[str, Any]) -> int:
    """Write the report's row, new or with its latest version's values, and return the number of that version."""
    key, address = body["id"], {"url": body["address"]}
    known = to.connection.execute(_KNOWN, {"report": key}).scalar_one_or_none()
    latest = values | address | {"name": body["name"], "last_at": at, "versions": (known or 0) + 1}
    if known is None:
        to.report += 1
        latest |= {"number": to.report, "id": key, "key": body["key"], "first_at": at}
        to.connection.execute(_INSERT[reports], latest)
    else:
        to.connection.execute(_NEW_VALUES, latest | {"report": key})
    return int(latest["versions"])


def _statements(to: Projector, report: str, version: int, found: Sequence[Body]) -> None:
    if not found:
        return
    numbers = _names(to, [_name(v) for s in found for v in s["voices"]])
    rows, links, texts = [], [], []
    for position, statement in enumerate(found):
        to.statement += 1
        number = to.statement
        content = statement["content"]
        text = " … ".join(span["text"] for span in content)
        kept = {key: statement[key] for key in ("id", "certainty", "kind", "said_at", "happened_at")}
        rows.append(kept | {
            "number": number, "report": report, "version": version, "position": position, "content": text,
            "start": content[0]["start"], "end": content[-1]["end"],
        })  # fmt: skip
        links += [_voice(number, i, voice, numbers) for i, voice in enumerate(statement["voices"])]
        if to.indexing:
            texts.append((number, indexed(text)))
    to.connection.execute(_INSERT[statements], rows)
    if links:
        to.connection.execute(_INSERT[voices], links)
    if to.indexing:
        to.connection.exec_driver_sql(_SEARCH, texts)


def _name(voice: Body) -> str:
    """What `Voice.name` says: the fullest mention, else the words as written."""
    said = voice["refers_to"] or voice["span"]
    return str(said["text"]) if said else ""


def _voice(statement: int, position: int, voice: Body, numbers: Mapping[str, int]) -> dict[str, Any]:
    name = _name(voice)
    return {
        "statement": statement, "position": position, "name": numbers[indexed(name)], "text": name,
        "kind": voice["kind"], "manner": voice["manner"], "cue": voice["cue"]["text"] if voice["cue"] else None,
        "entity": voice["entity"],
    }  # fmt: skip


def _names(to: Projector, said: Sequence[str]) -> dict[str, int]:
    """The number of each folded name; new names are numbered in the order in which they stand in the log."""
    folded = list(dict.fromkeys(indexed(name) for name in said))
    if not folded:
        return {}
    numbers: dict[str, int] = {}
    for i in range(0, len(folded), BATCH):
        known = to.connection.execute(_NUMBERS, {"some": folded[i : i + BATCH]})
        numbers |= {row.folded: row.number for row in known}
    new = [name for name in folded if name not in numbers]
    if new:
        rows = list(enumerate(new, to.name + 1))
        to.name += len(rows)
        to.connection.execute(_INSERT[names], [{"number": number, "folded": name} for number, name in rows])
        if to.indexing:
            to.connection.exec_driver_sql(_SEARCH_NAMES, rows)
        numbers |= {name: number for number, name in rows}
    return numbers


def _faults(to: Projector, seq: int, at: str, report: str | None, found: Sequence[Body]) -> None:
    rows = [dict(fault) | {"seq": seq, "position": i, "at": at, "report": report} for i, fault in enumerate(found)]
    if rows:
        to.connection.execute(_INSERT[faults], rows)


def _fault(to: Projector, seq: int, at: str, actor: str, body: Body) -> None:
    _faults(to, seq, at, None, [body["fault"]])


def index_all(connection: Connection) -> None:
    """Fill the empty full-text indexes from the tables that they belong to."""
    with connection.execution_options(yield_per=BULK).execute(_CONTENTS) as contents:
        for rows in contents.partitions(BULK):
            connection.exec_driver_sql(_SEARCH, [(row.number, indexed(row.content)) for row in rows])
    with connection.execution_options(yield_per=BULK).execute(_FOLDED) as folded:
        for rows in folded.partitions(BULK):
            connection.exec_driver_sql(_SEARCH_NAMES, [tuple(row) for row in rows])
    with connection.execution_options(yield_per=BULK).execute(_HEADLINES) as headlines:
        for rows in headlines.partitions(BULK):
            connection.exec_driver_sql(_SEARCH_HEADLINES, [(row.seq, indexed(row.headline)) for row in rows])


PROJECTORS: Mapping[str, Callable[[Projector, int, str, str, Body], None]] = {"report": _report, "fault": _fault}
"""How each kind of entry reaches the tables; a later kind is one line here and one migration."""
