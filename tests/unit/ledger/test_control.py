"""Who says who controls a place: what is written beside a claim, and the list of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed.desk_fill import kept
from selon.ledger import Ledger
from selon.ledger.claim_control import rows_for
from selon.ledger.claim_rows import Source
from selon.ledger.claim_tables import Kept
from selon.model import Claim, ClaimStatement, Counts, Origin

SAID = {
    ("https://a.example/1", "sha256:a"): Source("r-a", "A", "2025-05-03T10:00:00Z", "en"),
    ("https://b.example/1", "sha256:b"): Source("r-b", "B", "2025-05-05T10:00:00Z", "en"),
    ("https://c.example/1", "sha256:c"): Source("r-c", "C", "2025-05-04T10:00:00Z", "en"),
}


def said(outlet: str, origin: str, polarity: Any = "asserted") -> ClaimStatement:
    return ClaimStatement(
        f"https://{outlet}.example/1", f"s-{outlet}", "Oldport was taken", None, polarity, origin, certainty="attributed",
        key=f"sha256:{outlet}:0-9:x", version=f"sha256:{outlet}",
    )  # fmt: skip


HELD = Claim(
    "c-held", "control", "Oldport was taken", {"predicate": "seize", "change": "taken"}, "Oldport", "2025-05-03",
    (said("a", "o2"), said("b", "o3", "denied"), said("c", "o2")),
    (Origin("o2", "Jan Holt", "identified"), Origin("o3", "the army", "identified", "yes")), Counts(1, 0, 1, 2),
    point=(48.1234, 37.5678),
)  # fmt: skip


def told(claim: Claim, private: bool = False) -> list[dict[str, Any]]:
    return [json.loads(row[-1]) for row in rows_for(claim, SAID, private)]


def test_each_origin_has_the_statement_that_was_published_last() -> None:
    assert [(r["who"], r["change"], r["since"], r["polarity"], r["party"], r["report"]) for r in told(HELD)] == [
        ("Jan Holt", "taken", "2025-05-03", "asserted", None, "r-c"), ("the army", "taken", "2025-05-03", "denied", "yes", "r-b"),
    ]  # fmt: skip
    assert told(replace(HELD, frame="attack")) == told(replace(HELD, place=None)) == []


def test_where_a_private_person_is_concerned_the_point_is_coarse() -> None:
    assert told(HELD)[0]["point"] == {"lat": 48.1234, "lon": 37.5678, "coarsened": False}
    assert told(HELD, private=True)[0]["point"] == {"lat": 48.1, "lon": 37.6, "coarsened": True}
    assert told(replace(HELD, point=None))[0]["point"] is None


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[Kept]]]:
    chance = random.Random(3)
    made = [kept(number, chance)[0] for number in range(1, 1001)]
    with Ledger.open(tmp_path_factory.mktemp("control") / "a.db", create=True) as ledger:
        with ledger.claim_tables() as tables:
            tables.put_all((k, n) for n, k in enumerate(made, 1))
            for number in range(900, 1001):
                tables.remove(number)
        yield ledger, made[:899]


@pytest.mark.parametrize("part", [None, "o", "kras", "nova", "nowhere"])
def test_the_list_is_what_all_claims_say_in_order(filled: tuple[Ledger, list[Kept]], part: str | None) -> None:
    ledger, made = filled
    every = [row for k in made for row in rows_for(k.claim, k.sources, k.private)]
    wanted = sorted(
        (row[:4] for row in every if part is None or part in row[0].lower().replace("-", " ")), reverse=True
    )
    for limit in (7, 10**4):
        found = ledger.control(part, limit)
        rows = [json.loads(row) for row in found.rows]
        assert [(r["place"], r["since"] or "", r["published"] or "", r["who"]) for r in rows] == wanted[:limit]
        assert found.total == len(wanted)


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO claim_control VALUES ('X', '', '', 'who', 99, 0, NULL, '{}')",
        "UPDATE claim_control_places SET n = n + 1",
    ],
)
def test_verify_finds_what_no_claim_says(tmp_path: Path, change: str) -> None:
    chance = random.Random(1)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        with ledger.claim_tables() as tables:
            tables.put_all((kept(n, chance)[0], n) for n in range(1, 41))
        assert {c.item: c.answer for c in ledger.verify()}["tables of claims"] == "passed"
        with ledger.claim_tables() as tables:
            tables.connection.exec_driver_sql(change)
        assert {c.item: c.answer for c in ledger.verify()}["tables of claims"] == "failed"
