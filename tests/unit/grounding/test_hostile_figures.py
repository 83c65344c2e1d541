"""Texts made to be slow: the reading of times and quantities stays linear and ends."""

from __future__ import annotations

import pytest
from tests.growth import linear

from selon.grounding.quantities import find_quantities
from selon.grounding.times import find_times
from selon.lang import load

MEGABYTE = 1_000_000


def find(piece: str, size: int) -> None:
    """Times and quantities in so many characters of one piece again and again."""
    text = piece * (size // len(piece))
    find_times(text, load("fr"), "2023-09-16")
    find_quantities(text, load("fr"))


@pytest.mark.parametrize("piece", ["1", ",", " ", "\n", ".", "-", "1234567,"])
def test_a_megabyte_of_digits_and_marks(piece: str) -> None:
    linear(lambda size: find(piece, size), MEGABYTE)


@pytest.mark.parametrize(
    "piece", ["1 ", "1,1 ", "deux ", "vingt et ", "cent mille ", "mai ", "3 mai ", "3 ans ", "l'", "environ ", "5 % ", "jusqu'à ", "2022-02-02T"]
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_the_time(piece: str) -> None:
    linear(lambda size: find(piece, size), 60_000)


def test_a_text_of_nothing_but_places_for_times_is_cut_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.grounding.times.MAX_PLACES", 1000)
    times, faults = find_times("mai " * 1010, load("fr"), "2023-09-16")
    assert len(times) == 1000
    assert [(f.code, f.place) for f in faults] == [("times-cut", "offset 4000")]


def test_control_characters_and_lone_marks() -> None:
    text = "\x00\ud800 31 mai \u202e 20 \U0001f600 soldats ½ ² ٣ \uffff"
    times, _ = find_times(text, load("fr"), "2023-09-16")
    assert [t.value for t in times] == ["2023-05-31"]
    assert all(text[q.span.start : q.span.end] == q.span.text for q in find_quantities(text, load("fr")))
