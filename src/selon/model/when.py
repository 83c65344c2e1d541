"""Time expressions, after TimeML's TIMEX3 (Pustejovsky et al. 2003; ISO 24617-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression of a text.

    span: the words. value: ISO 8601 / TIMEX3 (`2023-09-15`, `2023-W37`, `P1W`, `XXXX-WXX`, an interval `a/b`);
    `unknown` when the words cannot be resolved. days: the days of a night that lasts from one into the next, as an
    interval, where the value names only one of them (`2023-05-05TNI` for *the night to 5 May*); else `None`.
    """

    span: Span
    type: TimeType
    value: str
    days: str | None = None
