"""Which words tell of a deed of war: what a time in the same sentence dates, and what may take over a day told before.

The words are the rows of a pack's table `frames` whose frame is one of `DEEDS`: single deeds (a strike, deaths, a
loss, a town taken), not states, talks or decisions, which last or are told without a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from selon.lang import Pack

DEEDS = frozenset({"attack", "casualties", "loss", "control"})
"""Frames of things that happen on a day."""
STRUCK = frozenset({"attack"})
"""The one frame of things that a judgement names without any doubt (rights are hurt and reputations destroyed, too)."""
LASTING = frozenset({"held", "advance", "survived", "treated"})
STATES = frozenset({"occupy"})
"""Outcomes, and notions, that last, so that no single day is theirs."""
COMMON = frozenset({"place", "loss"})
"""The aspects of common words that tell a deed only beside a place or what was lost (`took`, `lost`): alone they are none."""
INSIDE = 5
"""In a language that writes compounds in one word, a form of so many letters is also found inside of one."""


_JOINED = re.compile("(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])")
_APART = re.compile("['’ʼ]")
_ACCENTS = re.compile("[\u0300-\u036f]+")


def plain(text: str) -> str:
    """A text as the patterns see it: lower case, no accents, apostrophes gone inside of Cyrillic words, else a
    space."""
    bare = unicodedata.normalize("NFKD", _APART.sub(" ", _JOINED.sub("", text)).casefold())
    return bare if bare.isascii() else _ACCENTS.sub("", bare)


@lru_cache(maxsize=16)
def deed_words(pack: Pack, frames: frozenset[str] = DEEDS) -> re.Pattern[str]:
    """A pattern that finds a word for a deed in a `plain` text; one that never matches when the pack has none."""
    joined = bool(pack.facts.get("compounds", False))
    by_letter: dict[str, list[str]] = defaultdict(list)
    inside: dict[str, list[str]] = defaultdict(list)
    for row in pack.rows("frames"):
        if row["frame"] not in frames or row["outcome"] in LASTING or row["concept"] in STATES:
            continue
        if row["aspect"] in COMMON:
            continue
        written = plain(row["word"])
        if joined and " " not in written and len(written.rstrip("*")) >= INSIDE:
            inside[written[0]].append(_pattern(written))
        else:
            by_letter[written[0]].append(_pattern(written))
    parts = []
    if by_letter:
        parts.append(rf"(?<!\w){_any_of(by_letter)}(?!\w)")
    if inside:
        parts.append(rf"{_any_of(inside)}(?!\w)")
    return re.compile("|".join(parts) or "(?!)")


def _any_of(by_letter: Mapping[str, Sequence[str]]) -> str:
    """A pattern of all forms in groups by their first letter, so that the engine looks into one of the groups only."""
    groups = (f"(?:{'|'.join(forms)})" for _, forms in sorted(by_letter.items()))
    return f"(?:{'|'.join(groups)})"


def _pattern(written: str) -> str:
    words = (r"\w+" if w == "*" else re.escape(w.rstrip("*")) + r"\w*" * w.endswith("*") for w in written.split())
    return r"\s+".join(words)


def tells_deed(text: str, pack: Pack, frames: frozenset[str] = DEEDS) -> bool:
    """Whether a stretch of text names a deed of war, of the given frames."""
    return deed_words(pack, frames).search(plain(text)) is not None
