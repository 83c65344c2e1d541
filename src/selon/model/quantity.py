"""Quantities: how much a statement says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model.span import Span

Bound = Literal["exact", "about", "at_least", "at_most", "range"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its scope.

    span: the words. low, high: the value in `unit`, equal unless `bound` is `range`; shares are 0–1 with unit `share`.
    of: what is counted or shared, as written; `None` when not said.
    period: `day`, `week`, `month`, `year` … for a rate; `None` for a plain count.
    """

    span: Span
    low: float
    high: float
    bound: Bound
    unit: str | None = None
    of: str | None = None
    period: str | None = None
