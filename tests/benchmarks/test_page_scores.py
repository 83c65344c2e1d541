"""The page scorer, on figures worked out by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.quality.pages import measure, same_moment, word_f1


def test_word_f1_counts_words_as_often_as_they_stand() -> None:
    assert word_f1("a b b", "b b c") == pytest.approx(100 * 2 * 2 / 6)
    assert word_f1("", "a") == 0
    assert word_f1("A, b.", "a b") == 100


@pytest.mark.parametrize(
    ("found", "expected", "same"),
    [
        ("2024-05-03T10:00:59+02:00", "2024-05-03 08:00:01+00:00", True),
        ("2024-05-03T10:00", "2024-05-03 10:00:00+00:00", False),
        ("2024-05-03T10:00+02:00", "2024-05-03 10:00:30", True),
        ("2024-05-03", "2024-05-03 00:00:00", False),
        (None, "2024-05-03 00:00:00", False),
        ("2024-05-03T10:01+00:00", "2024-05-03 10:00:59+00:00", False),
    ],
)
def test_same_moment(found: str | None, expected: str, same: bool) -> None:
    assert same_moment(found, expected) is same


def test_a_field_without_expected_value_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "corpora" / "pages" / "xx"
    folder.mkdir(parents=True)
    lines = [
        "The bridge was closed on Monday, the mayor said, and the school would open again on Tuesday.",
        "Two lorries had to turn back at the river because their drivers had not heard of the order.",
        "Engineers from the county will look at the northern pier before any bus may cross again.",
        "Nobody was hurt when the railing gave way, according to the fire brigade of the town.",
    ]
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html><body><article><h1>Bridge closed again</h1>{text}</article></body></html>"
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": lines}]}
    fields = {"title": "Bridge closed again", "authors": None, "publishing_date": None, "body": body}
    (folder / "Paper.json").write_text(json.dumps({"V1": fields, "V2": fields | {"title": "Else"}}), encoding="utf-8")
    for day in ("2024_01_01", "2025_01_01"):
        (folder / f"Paper_{day}.html.gz").write_bytes(gzip.compress(html.encode()))
    outcome = measure(tmp_path)
    assert outcome.rows == {"pages": {"pages": 2.0, "headline": 50.0, "shown": 50.0, "body": 100.0}}
    assert len(outcome.errors) == 1
