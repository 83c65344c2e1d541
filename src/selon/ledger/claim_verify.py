"""What `verify` says of the tables of claims: whether they agree with themselves, and that they were not computed anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from selon.ledger.claim_rows import COLUMNS, chosen_by, row_of
from selon.ledger.compare import DAMAGE
from selon.ledger.fold import indexed
from selon.ledger.records import Check

_ROWS = (
    f"SELECT {', '.join('c.' + column for column in COLUMNS)}, n.folded, s.private, s.shown, b.body FROM claims c LEFT JOIN "
    "claim_bodies b ON b.number = c.number LEFT JOIN claim_shown s ON s.number = c.number LEFT JOIN claim_names n ON "
    "n.number = c.place ORDER BY c.number"
)
_LOST = (
    ("a claim in full without its row", "SELECT 1 FROM claim_bodies WHERE number NOT IN (SELECT number FROM claims)"),
    ("a listed claim without its row", "SELECT 1 FROM claim_shown WHERE number NOT IN (SELECT number FROM claims)"),
    ("a mark of no claim", "SELECT 1 FROM claim_marks WHERE claim NOT IN (SELECT number FROM claims)"),
    (
        "a point that is not that of its claim",
        "SELECT 1 FROM claim_points p LEFT JOIN claims c ON c.number = p.number WHERE abs(p.x0 - c.lon * 1e7) + abs(p.y0 - c.lat "
        "* 1e7) < 2 IS NOT TRUE",
    ),
    (
        "a claim with a point that no box finds",
        "SELECT 1 FROM claims WHERE lat IS NOT NULL AND lon IS NOT NULL AND number NOT IN (SELECT number FROM claim_points)",
    ),
    (
        "what no claim says on who controls a place",
        "SELECT 1 FROM claim_control WHERE claim NOT IN (SELECT number FROM claims WHERE frame = 'control')",
    ),
    (
        "places of which not so much is said",
        "SELECT 1 FROM claim_control_places p WHERE n IS NOT (SELECT count(*) FROM claim_control c WHERE c.place = p.place)",
    ),
    (
        "a source whose claims do not add up",
        "SELECT 1 FROM sources s WHERE (-rank, asserted) IS NOT (SELECT count(*), coalesce(sum(said & 1), 0) FROM source_claims "
        "WHERE source = s.number)",
    ),
    (
        "a name whose claims do not add up",
        "SELECT 1 FROM claim_names WHERE voiced IS NOT (SELECT count(*) FROM claim_marks WHERE kind = 'voice' AND value = "
        "CAST(number AS TEXT))",
    ),
    (
        "totals that do not add up",
        "SELECT 1 WHERE (SELECT count(*) FROM claims) IS NOT coalesce((SELECT n FROM claim_totals WHERE name = "
        "'claims'), 0)",
    ),
)


def compare_claims(connection: sqlite3.Connection) -> Iterator[Check]:
    """Whether rows, bodies, marks and totals agree; and, when claims were computed, that none was computed anew."""
    try:
        why = _disagreement(connection)
        kept = connection.execute("SELECT seq, engine FROM claim_state").fetchone()
    except DAMAGE as error:
        yield Check("tables of claims", "failed", f"cannot be read: {error}")
        return
    hint = "; `selon rebuild` empties them, and the next question makes them anew"
    yield Check("tables of claims", "failed" if why else "passed", f"{why}{hint}" if why else "")
    last = connection.execute("SELECT seq FROM head").fetchone()
    if kept is None:
        return
    if not last or kept[0] > last[0]:
        yield Check("claims", "failed", f"they say that they are computed up to entry {kept[0]}, which is not there")
    else:
        why = (
            f"computed up to entry {kept[0]} of {last[0]}; they follow from the entries and are not computed twice here"
        )
        yield Check("claims", "not checked", why)


def _disagreement(connection: sqlite3.Connection) -> str:
    """The first thing that does not fit; empty when all does."""
    for what, query in _LOST:
        if connection.execute(f"{query} LIMIT 1").fetchone():
            return what
    for row in connection.execute(_ROWS):
        try:
            shown, told = json.loads(row[-2]), json.loads(row[-1])
            kept = row_of(row[-2], row[-3])
            chosen = (*chosen_by(row[0], kept), indexed(kept.place or "") or None)
            differs = _told(shown) != _told(told) or chosen != row[:-3]
        except (TypeError, ValueError, KeyError, RecursionError) as error:
            return f"claim {row[1]!r}: what is kept of it in full cannot be read: {error}"
        if differs:
            return f"claim {row[1]!r}: its row is not what it says in full"
    return ""


def _told(body: Any) -> tuple[object, ...]:
    counts = body["counts"]
    told = tuple(body[key] for key in ("id", "frame", "gist", "place", "time"))
    return (*told, *(counts[key] for key in ("independent", "not_established", "denying", "reports")))
