"""Fingerprints of a text and the postings that find texts with the same ones: candidates, never proof.

Two kinds: MinHash bands (Broder 1997; Leskovec et al. 2014, ch. 3) for whole texts that are alike, and winnowed
runs of
words (Schleimer, Wilkerson, Aiken 2003) for a passage that stands in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from selon.origins.words import Words, shingles

RUN = 6
"""Words in a winnowed run."""
WINDOW = 5
"""Any shared passage of RUN + WINDOW - 1 = 10 words shares at least one winnowed run."""
PERMUTATIONS = 128
ROWS = 4
SEED = 20240521


class Postings(Protocol):
    """Where fingerprints are kept: in memory, or on disk in the ledger. Keys are 64-bit numbers, items are names."""

    def put(self, keys: Iterable[int], item: str) -> None:
        """Remember that `item` has each of `keys`."""

    def get(self, keys: Sequence[int]) -> list[tuple[int, list[str]]]:
        """The items of each key that has any."""


class MemoryPostings:
    """Postings in a dictionary."""

    def __init__(self) -> None:
        self._items: defaultdict[int, list[str]] = defaultdict(list)

    def put(self, keys: Iterable[int], item: str) -> None:
        """Remember that `item` has each of `keys`."""
        for key in keys:
            self._items[key].append(item)

    def get(self, keys: Sequence[int]) -> list[tuple[int, list[str]]]:
        """The items of each key that has any."""
        return [(key, list(self._items[key])) for key in keys if key in self._items]


def mixed(values: Sequence[int], salt: int = 0) -> int:
    """One stable 63-bit number for a sequence of numbers (FNV-1a over the values)."""
    state = 0xCBF29CE484222325 ^ salt
    for value in values:
        state = ((state ^ (value & 0xFFFFFFFFFFFFFFFF)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (state ^ (state >> 29)) & 0x7FFFFFFFFFFFFFFF


def bands(words: Words) -> tuple[int, ...]:
    """MinHash bands of the 4-word runs: two texts with Jaccard 0.8 share one with probability over 0.9999."""
    from rensa import RMinHash

    runs = shingles(words.ids)
    if not runs:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([" ".join(map(str, run)) for run in sorted(runs)])
    digest = sketch.digest()
    return tuple(mixed(digest[i : i + ROWS], salt=i + 1) for i in range(0, PERMUTATIONS, ROWS))


def winnowed(words: Words) -> tuple[int, ...]:
    """The winnowed runs of a text, without repetition, in text order."""
    hashes = [mixed(words.ids[i : i + RUN], salt=7) for i in range(len(words) - RUN + 1)]
    chosen: dict[int, None] = {}
    for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes else ():
        chosen.setdefault(min(hashes[i : i + WINDOW]))
    return tuple(chosen)


def fingerprints(words: Words) -> tuple[int, ...]:
    """All keys of a text."""
    return (*bands(words), *winnowed(words))
