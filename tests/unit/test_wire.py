"""The JSON door is strict: what is missing, unknown or outside its list is named with its JSON path."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from selon.errors import Fault, WireError
from selon.model import (
    Document,
    Picture,
    PlaceCandidate,
    PlaceMention,
    Quantity,
    Reason,
    Report,
    Span,
    Statement,
    TimeExpression,
    Voice,
)
from selon.wire import canonical, report_from_json, report_json
from tools.reference.schema import report_schema

TEXT = "Selon le maire, environ 100 ponts sont tombés à Lysna vendredi."
KYIV = PlaceCandidate("g:1", "Lysna", 50.5, 30, None, "own", ("only one",))
REPORT = Report(
    Document("sha256:0", TEXT, picture=Picture("https://a.example/p.jpg", None), authors=("A",), language="fr"),
    (
        Statement(
            "s1",
            (Span(16, 62, TEXT[16:62]),),
            (Voice(Span(6, 14, "le maire"), Span(0, 5, "Selon"), "say", "role"),),
            "attributed",
            "report",
            places=(0,),
            quantities=(Quantity(Span(16, 33, TEXT[16:33]), 100, 100, "about", "bridge"),),
            why=(Reason("cue.preposition", (Span(0, 5, "Selon"),)),),
        ),
    ),
    times=(TimeExpression(Span(54, 62, "vendredi"), "DATE", "2023-09-15"),),
    places=(PlaceMention(Span(48, 53, "Lysna"), KYIV, "happened", (KYIV,)), PlaceMention(Span(48, 53, "Lysna"), None, "named")),
    faults=(Fault("cut", "x", "y"),),
)  # fmt: skip


def spoilt(change: Callable[[Any], object]) -> Any:
    value = copy.deepcopy(report_json(REPORT))
    change(value)
    return value


def test_the_contract_as_written_in_the_issue() -> None:
    shape = report_json(REPORT)
    assert list(shape) == ["selon", "document", "statements", "times", "places", "faults", "entities"]
    assert shape["selon"] == 1
    assert shape["statements"][0] == {
        "id": "s1",
        "content": [{"start": 16, "end": 62, "text": "environ 100 ponts sont tombés à Lysna vendredi"}],
        "voices": [
            {
                "span": {"start": 6, "end": 14, "text": "le maire"},
                "cue": {"start": 0, "end": 5, "text": "Selon"},
                "manner": "say",
                "kind": "role",
                "refers_to": None,
                "entity": None,
            }
        ],
        "certainty": "attributed",
        "kind": "report",
        "said_at": None,
        "happened_at": None,
        "places": [0],
        "quantities": [
            {
                "start": 16, "end": 33, "text": "environ 100 ponts", "value": 100, "low": 100, "high": 100,
                "bound": "about", "unit": "bridge", "of": None, "period": None,
            }
        ],
        "why": [{"rule": "cue.preposition", "evidence": [{"start": 0, "end": 5, "text": "Selon"}]}],
    }  # fmt: skip


def test_there_and_back() -> None:
    assert report_from_json(report_json(REPORT)) == REPORT


WRONG: list[tuple[str, Callable[[Any], object], str]] = [
    ("another contract", lambda v: v.update(selon=2), "$.selon"),
    ("true is no number", lambda v: v.update(selon=True), "$.selon"),
    ("no document", lambda v: v.update(document=None), "$.document"),
    ("a field is missing", lambda v: v["document"].pop("text"), "$.document.text"),
    ("a field too many", lambda v: v["document"].update(truth=0.9), "$.document"),
    ("no such certainty", lambda v: v["statements"][0].update(certainty="sure"), "$.statements[0].certainty"),
    ("no such kind", lambda v: v["statements"][0].update(kind="rumour"), "$.statements[0].kind"),
    ("no such manner", lambda v: v["statements"][0]["voices"][0].update(manner="sing"), "$.statements[0].voices[0].manner"),
    ("no content", lambda v: v["statements"][0].update(content=[]), "$.statements[0].content"),
    ("a list of what it is not", lambda v: v["document"].update(authors=[1]), "$.document.authors[0]"),
    ("no list", lambda v: v.update(statements={}), "$.statements"),
    ("a float offset", lambda v: v["times"][0].update(start=1.5), "$.times[0].start"),
    ("no such type", lambda v: v["times"][0].update(type="ERA"), "$.times[0].type"),
    ("a text as index", lambda v: v["statements"][0].update(places=["0"]), "$.statements[0].places[0]"),
    ("a half row", lambda v: v["places"][1].update(name="Lysna"), "$.places[1].id"),
    ("a row without its name", lambda v: v["places"][0].pop("name"), "$.places[0].name"),
    ("no such role", lambda v: v["places"][0].update(role="seen"), "$.places[0].role"),
    ("value is not low", lambda v: v["statements"][0]["quantities"][0].update(value=7), "$.statements[0].quantities[0].value"),
    ("evidence is no span", lambda v: v["statements"][0]["why"][0].update(evidence=[0]), "$.statements[0].why[0].evidence[0]"),
    ("a fault half said", lambda v: v["faults"][0].pop("place"), "$.faults[0].place"),
    ("a picture without address", lambda v: v["document"]["picture"].update(url=None), "$.document.picture.url"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named_with_its_path(change: Callable[[Any], object], path: str) -> None:
    with pytest.raises(WireError) as caught:
        report_from_json(spoilt(change))
    assert caught.value.fault.place == path


BEYOND_THE_SCHEMA = {"value is not low", "a half row"}
REFUSED = [w for w in WRONG if w[0] not in BEYOND_THE_SCHEMA]


@pytest.mark.parametrize("change", [w[1] for w in REFUSED], ids=[w[0] for w in REFUSED])
def test_the_schema_refuses_the_same(change: Callable[[Any], object]) -> None:
    assert not Draft202012Validator(report_schema()).is_valid(spoilt(change))


def test_the_schema_itself_is_valid_and_takes_a_right_report() -> None:
    Draft202012Validator.check_schema(report_schema())
    Draft202012Validator(report_schema()).validate(json.loads(json.dumps(report_json(REPORT))))


def test_something_else_entirely() -> None:
    for value in (None, [], "x", 3):
        with pytest.raises(WireError, match="an object is expected"):
            report_from_json(value)


def test_canonical_text() -> None:
    assert canonical({"b": [1, None, "é"], "a": 0.5}) == '{"a":0.5,"b":[1,null,"é"]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
