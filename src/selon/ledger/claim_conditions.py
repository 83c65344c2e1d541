"""The conditions of a question about claims, each as what SQLite is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.ledger.claim_records import ClaimFilter
from selon.ledger.claim_rows import whole
from selon.ledger.fold import indexed, match_query, needles, substring_query

STEPS = 7
"""Steps along an order that cost as much as one claim looked up."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: as a filter of a row `c`, and as a query of the numbers of all claims that meet it.

    values: of both; sought: of the query, where those are others. asks: another filter, for a walk on which many rows meet
    the condition, with its own values. dear: how dear it is beside the list: it pays from the square root of so many times
    the number of claims on. ordered: the query gives numbers in order, so that the first ones tell how many there are.
    index, led: an index that holds all claims that meet it, and the filter that it serves; without one, the numbers are
    looked up once and kept. steps: along an order, that cost as much as one claim found so. counted: a query of how many
    claims meet it, where that is kept; bound: of how many at most.
    """

    test: str
    numbers: str
    values: tuple[object, ...]
    asks: str = ""
    asked: tuple[object, ...] = ()
    dear: int = 0
    ordered: bool = False
    index: str = ""
    led: str = ""
    steps: int = STEPS
    counted: str = ""
    bound: str = ""
    sought: tuple[object, ...] | None = None


def source(c: Condition, numbers: str) -> tuple[str, tuple[object, ...]]:
    """What a question is led by: all claims `c` that meet a condition, each once. numbers: theirs, as JSON, where the
    condition has no index."""
    if c.index:
        return f"claims c INDEXED BY {c.index} WHERE {c.led}", c.values
    return "(SELECT value AS n FROM json_each(?)) l CROSS JOIN claims c ON c.number = l.n WHERE 1", (numbers,)


def among(c: Condition, numbers: str) -> Condition:
    """The same condition, asked by the numbers of the claims that meet it, as JSON."""
    return replace(c, test="+c.number IN (SELECT value FROM json_each(?))", values=(numbers,))


def where(conditions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
    """All conditions as filters of a row `c`, and their values; empty without any."""
    return " AND ".join(c.test for c in conditions), tuple(value for c in conditions for value in c.values)


def conditions(asked: ClaimFilter) -> Iterator[Condition]:
    """The conditions asked for; one that nothing can meet asks for nothing. The report is named by its identifier."""
    if asked.about is not None:
        yield _about(asked.about)
    if asked.place is not None:
        yield _placed(asked.place)
    if asked.voice is not None:
        yield _voiced(asked.voice)
    if days := [(sign, day) for sign, day in ((">=", asked.since), ("<=", asked.until)) if day is not None]:
        test = " AND ".join(f"{{c}}day {sign} ?" for sign, _ in days)
        yield replace(_plain(test, *(day for _, day in days), index="claims_day"), steps=1)
    if asked.frame is not None:
        yield _plain("{c}frame = ?", asked.frame, index="claims_frame", counted="'frame:' || ?")
    for kind, mark in (("language", asked.language), ("certainty", asked.certainty), ("report", asked.report)):
        if mark is not None:
            yield _marked(kind, mark)
    for column, wanted in (("contested", asked.contested), ("single_origin", asked.single_origin)):
        if wanted:
            yield _plain(f"{{c}}{column} > 0", index=f"claims_{column}", counted=f"'{column}'")
    if asked.bbox is not None:
        yield _inside(asked.bbox)


def _about(words: str) -> Condition:
    """Claims of which the words hold all of a query."""
    match = match_query(words)
    if match is None:
        return Condition("0", "SELECT 1 AS n WHERE 0", ())
    found = "SELECT rowid AS n FROM claim_search WHERE claim_search MATCH ?"
    held = "instr((SELECT ' ' || b.words || ' ' FROM claim_bodies b WHERE b.number = c.number), ?) > 0"
    wanted = tuple(needles(words))
    return Condition(
        f"+c.number IN ({found})", found, (match,), " AND ".join([held] * len(wanted)), wanted, 800, ordered=True
    )


def _marked(kind: str, value: str) -> Condition:
    found = f"SELECT claim AS n FROM claim_marks WHERE kind = '{kind}' AND value = ?"
    return Condition(f"EXISTS ({found} AND claim = c.number)", found, (value,))


def _plain(test: str, *values: object, index: str, counted: str = "") -> Condition:
    """A condition on columns of `claims`, written `{c}column`. counted: the name of their number in `claim_totals`."""
    found = f"SELECT number AS n FROM claims WHERE {test.format(c='')}"
    kept = f"SELECT n FROM claim_totals WHERE name = {counted}" if counted else ""
    return Condition(test.format(c="+c."), found, values, index=index, led=test.format(c="c."), counted=kept)


def _placed(part: str) -> Condition:
    """Claims of which the name of the place holds `part`, folded."""
    names, value = names_with(part, "{}")
    return replace(_plain(f"{{c}}place IN ({names})", value, index="claims_place"), steps=1)


def _voiced(part: str) -> Condition:
    """Claims with a voice or an origin of which the name holds `part`, folded."""
    names, value = names_with(part, "CAST({} AS TEXT)")
    bound = f"SELECT sum(voiced) FROM claim_names WHERE number IN ({names_with(part, '{}')[0]})"
    found = f"SELECT claim AS n FROM claim_marks WHERE kind = 'voice' AND value IN ({names})"
    asks = f"EXISTS ({found.replace(' value IN', ' +value IN')} AND claim = c.number)"
    once = found.replace("SELECT claim", "SELECT DISTINCT claim")
    return Condition(f"+c.number IN ({found})", once, (value,), asks, (value,), 150, bound=bound)


def names_with(part: str, number: str) -> tuple[str, str]:
    """A query of the numbers of names that hold `part`, folded, each as `number` says, and its value."""
    match, folded = substring_query(part), indexed(part)
    if match:
        return f"SELECT {number.format('rowid')} FROM claim_names_search WHERE claim_names_search MATCH ?", match
    return f"SELECT {number.format('number')} FROM claim_names WHERE instr(folded, ?) > 0", folded or "\0"


def _inside(bbox: tuple[float, float, float, float]) -> Condition:
    west, south, east, north = bbox
    parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    one = "SELECT number AS n FROM claim_points WHERE x0 >= ? AND x1 <= ? AND y0 >= ? AND y1 <= ?"
    sought = tuple(whole(value) for w, e in parts for value in (w, e, south, north))
    joined = "AND" if west <= east else "OR"
    test = f"+c.lat BETWEEN ? AND ? AND (+c.lon >= ? {joined} +c.lon <= ?)"
    return Condition(test, " UNION ALL ".join([one] * len(parts)), (south, north, west, east), steps=20, sought=sought)
