"""JSON round trips: what leaves by the door comes back the same, and fits the published schema."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator
from tests.properties.strategies import reports

from selon.model import Report
from selon.wire import canonical, report_from_json, report_json
from tools.reference.schema import report_schema

SCHEMA = Draft202012Validator(report_schema())


@settings(max_examples=100, deadline=None)
@given(reports)
def test_a_report_comes_back_the_same(report: Report) -> None:
    assert report_from_json(json.loads(json.dumps(report_json(report)))) == report


@settings(max_examples=100, deadline=None)
@given(reports)
def test_canonical_text_is_one_for_one_report(report: Report) -> None:
    text = canonical(report_json(report))
    assert canonical(json.loads(text)) == text
    assert canonical(report_json(report_from_json(json.loads(text)))) == text


@settings(max_examples=100, deadline=None)
@given(reports)
def test_every_report_fits_the_schema(report: Report) -> None:
    SCHEMA.validate(report_json(report))


def _spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [s for item in value for s in _spans(item)]
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= set(value) else []
        return own + [s for item in value.values() for s in _spans(item)]
    return []


@settings(max_examples=100, deadline=None)
@given(reports)
def test_offsets_point_at_their_words_after_the_trip(report: Report) -> None:
    shape = json.loads(canonical(report_json(report)))
    text = shape["document"]["text"]
    assert all(text[s["start"] : s["end"]] == s["text"] for s in _spans(shape))
