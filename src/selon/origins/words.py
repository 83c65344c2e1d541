"""Words of a text, folded for comparison, each with its place; the common ground of all copy detection."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
MAX_WORDS = 20_000
"""Words of one report that are compared; what lies beyond is not (a bound for hostile input)."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: `ids` are stable 32-bit numbers of the folded words, `starts`/`ends` code points."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without marks (`Évacués` → `evacues`, `ё` → `е`); digits stay."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def number_of(word: str) -> int:
    """A stable 32-bit number for a folded word: the same in every process."""
    return zlib.crc32(fold(word).encode("utf-8"))


def words_of(text: str) -> Words:
    """The words of `text`, at most `MAX_WORDS`; addresses (`https://…`) are left out."""
    ids, starts, ends = [], [], []
    for m in WORD.finditer(_without_addresses(text)):
        ids.append(number_of(m.group()))
        starts.append(m.start())
        ends.append(m.end())
        if len(ids) >= MAX_WORDS:
            break
    return Words(tuple(ids), tuple(starts), tuple(ends))


ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/)\S+")


def _without_addresses(text: str) -> str:
    """The text with every address replaced by spaces of the same length, so that offsets stay."""
    return ADDRESS.sub(lambda m: " " * len(m.group()), text)


def shingles(ids: tuple[int, ...], size: int = 4) -> set[tuple[int, ...]]:
    """The runs of `size` words; a shorter text is one run (none when empty)."""
    if len(ids) < size:
        return {ids} if ids else set()
    return {ids[i : i + size] for i in range(len(ids) - size + 1)}


def jaccard(a: set[tuple[int, ...]], b: set[tuple[int, ...]]) -> float:
    """Shared runs over all runs; 0 when both are empty."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0
