"""Spans: places in a text, with the words that stand there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of `document.text` (a Web Annotation TextPositionSelector with its exact text).

    start, end: offsets in Unicode code points, `end` exclusive; `text == document.text[start:end]`.
    """

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


def span_of(text: str, start: int, end: int) -> Span:
    """The span `[start, end)` of `text`; offsets are code points and must lie inside the text."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}..{end} lies outside a text of {len(text)} code points")
    return Span(start, end, text[start:end])
