"""Readings that were kept earlier, and identifiers that collide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.unit.ledger.samples import page

from selon.errors import LedgerError
from selon.ledger import Ledger, identity, shape
from selon.model import Report
from selon.wire import report_json


def later_contract(report: Report) -> dict[str, Any]:
    """The contract of a day to come: every statement and the document have one field more."""
    written = report_json(report)
    written["document"]["mood"] = None
    for statement in written["statements"]:
        statement["weight"] = 0
    return written


def test_a_field_that_the_contract_gains_later_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = report_json(page()[1])
    monkeypatch.setattr(shape, "report_json", later_contract)
    assert shape.contract_fault(kept) == ""


def test_a_field_that_comes_back_changed_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = report_json(page()[1])
    monkeypatch.setattr(shape, "report_json", lambda report: later_contract(report) | {"statements": []})
    assert shape.contract_fault(kept) == "its reading is not as it was written"
    monkeypatch.setattr(shape, "report_json", lambda report: later_contract(report) | {"selon": 1.0})
    assert shape.contract_fault(kept) == "its reading is not as it was written"


def test_a_fault_entry_needs_its_words_and_the_size_of_its_bytes() -> None:
    said: dict[str, Any] = {"code": "binary", "place": "a", "reason": "b"}
    body: dict[str, Any] = {"fault": said, "capture": None, "size": None, "meta": {}, "tool": "selon"}
    assert shape.body_fault("fault", body) == ""
    assert shape.body_fault("note", {}) == ""
    for wrong in (
        body | {"fault": said | {"reason": None}}, body | {"capture": "sha256:" + "0" * 64}, body | {"capture": "x"},
        {**body, "meta": []},
    ):  # fmt: skip
        assert shape.body_fault("fault", wrong).startswith("missing or of the wrong type")


def test_two_reports_with_one_identifier_are_refused_not_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "id_of", lambda key: "r-" + "0" * 16)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        assert ledger.add(*page(), actor="anna").status == "added"
        assert ledger.add(*page(note="2"), actor="anna").status == "version"
        with pytest.raises(LedgerError, match="taken by another report") as error:
            ledger.add(*page(url="https://example.org/other"), actor="anna")
        assert error.value.fault.code == "collision"
        assert len(list(ledger.entries())) == 2
