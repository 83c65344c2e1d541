"""Proof of a copy: the runs of words that two texts share, with their places, and how much of each they cover."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from selon.origins.words import Words

LEAST = 4
"""Shared runs shorter than this many words are chance."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words in both texts: word numbers `a` and `b` where it starts, `size` words."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts share words.

    runs: shared runs, longest kept first, none overlapping another, in the order of the first text.
    cover_a, cover_b: share of each text's words inside the runs. ratio: indel similarity of the two word sequences.
    """

    runs: tuple[Run, ...]
    cover_a: float
    cover_b: float
    ratio: float

    @property
    def longest(self) -> int:
        """Words in the longest shared run."""
        return max((run.size for run in self.runs), default=0)

    @property
    def shared(self) -> int:
        """Words in all shared runs."""
        return sum(run.size for run in self.runs)


def align(a: Words, b: Words, least: int = LEAST) -> Alignment:
    """The alignment of two texts: greedy string tiling over maximal common runs (Wise 1993), indel ratio by
    rapidfuzz."""
    from rapidfuzz.distance import Indel

    runs = _tiles(a.ids, b.ids, least)
    shared = sum(run.size for run in runs)
    ratio = Indel.normalized_similarity(a.ids, b.ids)
    return Alignment(tuple(sorted(runs, key=lambda r: r.a)), shared / max(1, len(a)), shared / max(1, len(b)), ratio)


def _tiles(a: tuple[int, ...], b: tuple[int, ...], least: int) -> list[Run]:
    used_a, used_b = bytearray(len(a)), bytearray(len(b))
    tiles = []
    for run in sorted(_maximal(a, b, least), key=lambda r: (-r.size, r.a, r.b)):
        for part in _free_parts(run, used_a, used_b, least):
            used_a[part.a : part.a + part.size] = b"\1" * part.size
            used_b[part.b : part.b + part.size] = b"\1" * part.size
            tiles.append(part)
    return tiles


def _free_parts(run: Run, used_a: bytearray, used_b: bytearray, least: int) -> list[Run]:
    parts, start = [], None
    for i in range(run.size + 1):
        free = i < run.size and not used_a[run.a + i] and not used_b[run.b + i]
        if free and start is None:
            start = i
        if not free and start is not None:
            if i - start >= least:
                parts.append(Run(run.a + start, run.b + start, i - start))
            start = None
    return parts


def _maximal(a: tuple[int, ...], b: tuple[int, ...], least: int) -> list[Run]:
    """All common runs of at least `least` words that cannot be made longer; a run repeated often is looked at 8
    times."""
    where: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - least + 1):
        where[b[j : j + least]].append(j)
    found = []
    for i in range(len(a) - least + 1):
        for j in where.get(a[i : i + least], ())[:8]:
            if i and j and a[i - 1] == b[j - 1]:
                continue
            size = least
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            found.append(Run(i, j, size))
    return found
