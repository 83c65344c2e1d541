"""Claims do not hang on the order of the reports, and a person's merges and splits hold whatever else comes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from selon.model import Claim, Claims, Decision, Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims
from selon.wire import canonical
from selon.wire_claims import claims_from_json, claims_json

DOSSIERS = sorted((Path(__file__).parents[1] / "dossiers").iterdir())


def reports_of(folder: Path) -> list[Report]:
    return [r for r in read_many(folder / "reports.jsonl") if isinstance(r, Report)]


def holding(found: Claims, words: str) -> Claim:
    (claim,) = {c.id: c for c in found.claims if any(words == s.content for s in c.statements)}.values()
    return claim


@pytest.mark.parametrize("folder", DOSSIERS, ids=lambda f: f.name)
def test_any_order_of_reports_gives_the_same_claims(folder: Path) -> None:
    reports = reports_of(folder)
    expected = canonical(claims_json(claims(reports)))
    for seed in range(4):
        shuffled = reports[:]
        random.Random(seed).shuffle(shuffled)
        assert canonical(claims_json(claims(shuffled))) == expected


def test_the_same_reports_twice_are_the_same_reports() -> None:
    reports = reports_of(DOSSIERS[1])
    assert claims(reports * 2) == claims(reports)


def test_claims_survive_the_way_to_json_and_back() -> None:
    found = claims(reports_of(DOSSIERS[0]))
    assert claims_from_json(claims_json(found)) == found


def test_a_split_holds_when_more_reports_come_and_a_merge_takes_it_back() -> None:
    reports = reports_of(DOSSIERS[1])
    words = ("The port will stay closed until Thursday", "Порт закрыт до четверга")
    first = [r for r in reports if r.document.language != "de"]
    found = claims(first)
    together = holding(found, words[0])
    assert together.id == holding(found, words[1]).id
    key = {s.content: s.key for s in together.statements}
    split = Decision("split", (key[words[0]],), (key[words[1]],), "not the same port")
    for some in (first, reports):
        apart = claims(some, [split])
        assert holding(apart, words[0]).id != holding(apart, words[1]).id
    merge = Decision("merge", (key[words[0]],), (key[words[1]],), "the same port after all")
    again = claims(reports, [split, merge])
    assert holding(again, words[0]).id == holding(again, words[1]).id


def test_a_merge_joins_what_nothing_else_joins() -> None:
    reports = reports_of(DOSSIERS[0])
    found = claims(reports)
    a, b = found.claims[0], found.claims[-1]
    merged = claims(reports, [Decision("merge", (a.statements[0].key,), (b.statements[0].key,), "told so")])
    (held,) = [c for c in merged.claims if a.statements[0].key in {s.key for s in c.statements}]
    assert b.statements[0].key in {s.key for s in held.statements}


def test_no_reports_make_no_claims() -> None:
    assert claims([]) == Claims()
