"""Which words of a text stand between quotation marks: the same quotation in two texts is no copy of one by the
other."""

from __future__ import annotations

from selon.origins.words import Words

PAIRS = {"«": "»", "„": "“”", "“": "”", "‹": "›", "‚": "‘’", "»": "«"}
STRAIGHT = '"'
LONGEST = 1200
"""A quotation mark that is not closed within this many code points opens nothing."""


def quotations(text: str) -> list[tuple[int, int]]:
    """The quoted stretches of `text`, code points, marks left out, outermost only."""
    found, at = [], 0
    while at < len(text):
        closing = STRAIGHT if text[at] == STRAIGHT else PAIRS.get(text[at])
        end = _closing(text, at + 1, closing) if closing else -1
        if end > 0:
            found.append((at + 1, end))
            at = end
        at += 1
    return found


def _closing(text: str, start: int, marks: str) -> int:
    """Where the first closing mark stands, -1 when none comes in time or a paragraph ends before."""
    for at in range(start, min(len(text), start + LONGEST)):
        if text[at] in marks:
            return at
        if text[at] == "\n":
            return -1
    return -1


def quoted_words(text: str, words: Words) -> bytearray:
    """One byte per word: 1 when the word stands in a quotation."""
    marks = bytearray(len(words))
    stretches = quotations(text)
    at = 0
    for i, start in enumerate(words.starts):
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        if at < len(stretches) and stretches[at][0] <= start:
            marks[i] = 1
    return marks
