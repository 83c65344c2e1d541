"""How the sources of PolNeAR are met by our voices: an overlap, or the noun right before a relative pronoun."""

from __future__ import annotations

import pytest

from benchmarks.quality.polnear import source_right

TEXT = "The clerk, who said the file was gone, left. A nurse agreed."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("source", "voice", "right"),
    [
        ("The clerk", "clerk", True),  # they overlap
        ("who", "The clerk", True),  # the pronoun's noun ends right before it
        ("who", "A nurse", False),  # another noun
        ("A nurse", "The clerk", False),  # no pronoun: nearness does not count
    ],
)
def test_source(source: str, voice: str, right: bool) -> None:
    assert source_right(TEXT, (span(source),), (span(voice),)) is right
