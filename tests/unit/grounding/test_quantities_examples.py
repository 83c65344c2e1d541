"""Quantities of five languages: words, value, bound, unit and period as a person reads them."""

from __future__ import annotations

import pytest
from tests.unit.grounding.tables import LANGUAGES, examples

from selon.grounding.quantities import find_quantities
from selon.lang import load
from selon.model import Quantity

ALL = examples("quantities")


def told(q: Quantity) -> str:
    def figure(value: float) -> str:
        return f"{value:.4f}".rstrip("0").rstrip(".")

    value = figure(q.low) if q.low == q.high else f"{figure(q.low)}..{figure(q.high)}"
    return f"{q.span.text}|{value}|{q.bound}|{q.unit or '-'}|{q.period or '-'}"


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_example(language: str, text: str, expected: list[str]) -> None:
    assert [told(q) for q in find_quantities(text, load(language))] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough(language: str) -> None:
    assert sum(p.values[0] == language for p in ALL) >= 60  # type: ignore[attr-defined]
