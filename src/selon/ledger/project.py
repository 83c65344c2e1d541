"""Projections: what the log says, as tables to ask. A pure function of the entries in their order; `add` and
`rebuild` both use it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from selon.ledger.fold import indexed
from selon.ledger.schema import faults, names, reports, statements, versions, voices

Body = Mapping[str, Any]

BATCH = 500
"""Names asked for at a time; SQLite bounds the values of one statement."""


def project(connection: Connection, seq: int, at: str, actor: str, kind: str, body: Body) -> None:
    """Bring the tables from the state before entry `seq` to the state after it. A kind without tables changes
    nothing.
    """
    projector = PROJECTORS.get(kind)
    if projector:
        projector(connection, seq, at, actor, body)


def _report(connection: Connection, seq: int, at: str, actor: str, body: Body) -> None:
    report, document = body["report"], body["report"]["document"]
    said = {key: document[key] for key in ("headline", "language", "published", "modified")}
    counted = {"statements": len(report["statements"]), "seq": seq}
    version = _reports_row(connection, at, body, said | counted | {"outlet": document["outlet"]})
    row = {
        "report": body["id"], "version": version, "at": at, "actor": actor, "capture": body["capture"],
        "size": body["size"], "form": body["form"], "name": body["name"], "url": body["url"],
        "faults": len(report["faults"]),
    }  # fmt: skip
    connection.execute(insert(versions), row | said | counted)
    _statements(connection, body["id"], version, report["statements"])
    _faults(connection, seq, at, body["id"], report["faults"])


def _reports_row(connection: Connection, at: str, body: Body, values: dict[str, Any]) -> int:
    """Write the report's row, new or with its latest version's values, and return the number of that version."""
    key, address = body["id"], {"url": body["address"]}
    known = connection.execute(select(reports.c.versions).where(reports.c.id == key)).scalar_one_or_none()
    latest = values | address | {"name": body["name"], "last_at": at, "versions": (known or 0) + 1}
    if known is None:
        number = _next(connection, reports.c.number)
        latest |= {"number": number, "id": key, "key": body["key"], "first_at": at}
        connection.execute(insert(reports), latest)
    else:
        connection.execute(update(reports).where(reports.c.id == key), latest)
    return int(latest["versions"])


def _statements(connection: Connection, report: str, version: int, found: Sequence[Body]) -> None:
    if not found:
        return
    first = _next(connection, statements.c.number)
    numbers = _names(connection, [_name(v) for s in found for v in s["voices"]])
    rows, links, texts = [], [], []
    for position, statement in enumerate(found):
        number = first + position
        content = statement["content"]
        text = " … ".join(span["text"] for span in content)
        kept = {key: statement[key] for key in ("id", "certainty", "kind", "said_at", "happened_at")}
        rows.append(kept | {
            "number": number, "report": report, "version": version, "position": position, "content": text,
            "start": content[0]["start"], "end": content[-1]["end"],
        })  # fmt: skip
        links += [_voice(number, i, voice, numbers) for i, voice in enumerate(statement["voices"])]
        texts.append((number, indexed(text)))
    connection.execute(insert(statements), rows)
    if links:
        connection.execute(insert(voices), links)
    connection.exec_driver_sql("INSERT INTO search (rowid, content) VALUES (?, ?)", texts)


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


def _names(connection: Connection, said: Sequence[str]) -> dict[str, int]:
    """The number of each folded name; new names are numbered in the order in which they stand in the log."""
    folded = list(dict.fromkeys(indexed(name) for name in said))
    if not folded:
        return {}
    query = select(names.c.folded, names.c.number)
    numbers: dict[str, int] = {}
    for i in range(0, len(folded), BATCH):
        known = connection.execute(query.where(names.c.folded.in_(folded[i : i + BATCH])))
        numbers |= {row.folded: row.number for row in known}
    new = [name for name in folded if name not in numbers]
    if new:
        first = _next(connection, names.c.number)
        rows = [(first + i, name) for i, name in enumerate(new)]
        connection.execute(insert(names), [{"number": number, "folded": name} for number, name in rows])
        connection.exec_driver_sql("INSERT INTO names_search (rowid, folded) VALUES (?, ?)", rows)
        numbers |= {name: number for number, name in rows}
    return numbers


def _faults(connection: Connection, seq: int, at: str, report: str | None, found: Sequence[Body]) -> None:
    rows = [dict(fault) | {"seq": seq, "position": i, "at": at, "report": report} for i, fault in enumerate(found)]
    if rows:
        connection.execute(insert(faults), rows)


def _fault(connection: Connection, seq: int, at: str, actor: str, body: Body) -> None:
    _faults(connection, seq, at, None, [body["fault"]])


def _next(connection: Connection, column: Any) -> int:
    """One more than the largest value of a numbered column; rows are never removed, so the count has no gaps."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


PROJECTORS: Mapping[str, Callable[[Connection, int, str, str, Body], None]] = {"report": _report, "fault": _fault}
"""How each kind of entry reaches the tables; a later kind is one line here and one migration."""
