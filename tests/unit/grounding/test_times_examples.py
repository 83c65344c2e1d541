"""Time expressions of five languages.

Words and TIMEX3 values as a person reads them, published on Saturday 2023-09-16.
"""

from __future__ import annotations

import pytest
from tests.unit.grounding.tables import LANGUAGES, examples

from selon.grounding.times import find_times
from selon.lang import load

ALL = examples("times")


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_example(language: str, text: str, expected: list[str]) -> None:
    times, faults = find_times(text, load(language), "2023-09-16T14:31:00+02:00")
    assert [f"{t.span.text}={t.value}" for t in times] == expected
    assert [f.code for f in faults] == ["time" for t in times if t.value == "unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough(language: str) -> None:
    assert sum(p.values[0] == language for p in ALL) >= 60  # type: ignore[attr-defined]
