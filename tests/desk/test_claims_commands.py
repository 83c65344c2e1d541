"""`selon claims`, `trace`, `compare`, `merge`, `split` and `undo`, end to end on a dossier of the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.conftest import Ran

from selon.wire_claims import claims_from_json

Run = Callable[..., Ran]
DOSSIER = Path(__file__).parents[1] / "dossiers" / "b-ferry" / "reports.jsonl"


@pytest.fixture
def kept(selon: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_LEDGER", raising=False)
    assert selon("add", DOSSIER).code == 0
    return selon


def closed(run: Run) -> dict[str, object]:
    """The claim that the port stays closed."""
    (found,) = run("claims", "--about", "until Thursday", "--format", "json").json()
    (claim,) = found["claims"]
    return claim


def test_json_is_the_contract_and_reads_back(kept: Run) -> None:
    (found,) = kept("claims", "--format", "json").json()
    read = claims_from_json(found)
    assert {c.id for c in read.claims} == {c["id"] for c in found["claims"]}
    assert len(found["claims"]) > len(kept("claims", "--format", "json", "--limit", "2").json()[0]["claims"]) == 2


def test_claims_are_listed_with_their_counts(kept: Run) -> None:
    ran = kept("claims", "--about", "until Thursday")
    assert ran.code == 0
    assert closed(kept)["id"][:8] in ran.out
    assert "until Thursday" in ran.out or "Donnerstag" in ran.out or "четверга" in ran.out


def test_a_trace_names_origin_reports_and_values(kept: Run) -> None:
    ran = kept("trace", closed(kept)["id"])
    assert ran.code == 0
    for words in ("independent", "Hafenblatt", "Ladgate Mercury", "Порт закрыт до четверга"):
        assert words in ran.out


def test_an_unknown_claim_is_wrong_usage(kept: Run) -> None:
    ran = kept("trace", "c-nothing")
    assert ran.code == 2
    assert "claim-unknown" in ran.err or "no such claim" in ran.err


def test_a_split_moves_a_report_and_undo_brings_it_back(kept: Run) -> None:
    before = closed(kept)
    mercury = "https://ladgate-mercury.example/world/ferry"
    assert mercury in {s["report"] for s in before["statements"]}
    (entry,) = kept("split", before["id"], mercury, "--reason", "another port", "--format", "json").json()
    assert mercury not in {s["report"] for s in _claim_with(kept, "Порт закрыт до четверга")["statements"]}
    assert kept("undo", entry["entry"], "--reason", "the same port").code == 0
    assert mercury in {s["report"] for s in _claim_with(kept, "Порт закрыт до четверга")["statements"]}


def _claim_with(run: Run, words: str) -> dict[str, list[dict[str, str]]]:
    (found,) = run("claims", "--format", "json").json()
    (claim,) = [c for c in found["claims"] if any(s["content"].endswith(words) for s in c["statements"])]
    return claim


def test_a_merge_joins_two_claims(kept: Run) -> None:
    (found,) = kept("claims", "--format", "json").json()
    first, second = found["claims"][0]["id"], found["claims"][-1]["id"]
    assert kept("merge", first, second, "--reason", "one event").code == 0
    (after,) = kept("claims", "--format", "json").json()
    one, other = found["claims"][0]["statements"][0]["key"], found["claims"][-1]["statements"][0]["key"]
    (joined,) = [c for c in after["claims"] if one in {s["key"] for s in c["statements"]}]
    assert other in {s["key"] for s in joined["statements"]}


def test_only_a_merge_or_a_split_can_be_undone(kept: Run) -> None:
    assert kept("undo", 1, "--reason", "no").code == 2


def test_two_claims_compared(kept: Run) -> None:
    (found,) = kept("claims", "--format", "json").json()
    weak = _claim_with(kept, "cette frappe a affaibli la flotte ukrainienne de ferries")["id"]
    ran = kept("compare", weak, found["claims"][0]["id"])
    assert ran.code == 0
    assert "likeness" in ran.out


def test_a_narrow_list_still_says_what_is_denied(kept: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    head, *_ = kept("claims").out.splitlines()
    assert head.split() == ["claim", "indep.", "not", "est.", "deny", "reports", "gist"]


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "2025-02-30"])
def test_what_is_no_day_is_wrong_usage(kept: Run, day: str) -> None:
    ran = kept("claims", "--since", day)
    assert ran.code == 2
    assert "--since" in ran.err


def test_the_month_or_the_year_is_a_day_to_begin_with(kept: Run) -> None:
    assert kept("claims", "--since", "2020").code == kept("claims", "--since", "2020-02").code == 0
