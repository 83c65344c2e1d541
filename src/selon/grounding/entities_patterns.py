"""What a pack says about offices and units, compiled: patterns of words in a phrase, with gaps and open endings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from selon.lang.pack import Pack, Row

GAP = 3
"""`~` in a pattern stands for at most so many words."""
BESIDE = 1
"""Words between a command and its quarter (*commandement du Nord*)."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,4})(?=[-‑]?[^\W\d_]{0,4}\.?[\s-])")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order; a star leaves the ending open, `~` leaves out up to three words. value: what they stand for."""

    words: tuple[str, ...]
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a list of words: from word `first` to before word `end`."""

    first: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True, eq=False)
class Patterns:
    """Patterns by the first two letters of their first word."""

    by_letters: dict[str, tuple[Pattern, ...]]

    def find(self, words: list[str]) -> list[Hit]:
        """All patterns found, the longest first, then the earliest."""
        hits = []
        for i, word in enumerate(words):
            for pattern in self.by_letters.get(word[:2], ()):
                end = _match(pattern.words, words, i)
                if end:
                    hits.append(Hit(i, end, pattern.value, pattern.kind))
        return sorted(hits, key=lambda h: (h.first - h.end, h.first))


def _match(pattern: tuple[str, ...], words: list[str], at: int) -> int:
    """The index after the match of a pattern at word `at`, 0 when it does not match."""
    gap = 0
    for part in pattern:
        if part == "~":
            gap = GAP
            continue
        for skip in range(gap + 1):
            if at + skip < len(words) and _same(part, words[at + skip]):
                at += skip + 1
                break
        else:
            return 0
        gap = 0
    return at


def _same(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def words_in(text: str) -> list[str]:
    """The words of a phrase in lower case; elided articles and the parts of compounds with a hyphen are words of
    their own.
    """
    found = []
    for word in _WORD.findall(text.lower()):
        head, mark, tail = word.replace("’", "'").replace("ʼ", "'").partition("'")
        found += [tail] if mark and len(head) <= 2 and len(tail) > 2 else [head + mark + tail]
    return found


@lru_cache(maxsize=16)
def bodies(pack: Pack) -> Patterns:
    """Offices, ministries, forces, functions."""
    return _compiled(pack.rows("bodies"), "body")


@lru_cache(maxsize=16)
def units(pack: Pack) -> Patterns:
    """Echelons and branches of military units."""
    return _compiled(pack.rows("formations"), "unit")


def _compiled(rows: tuple[Row, ...], column: str) -> Patterns:
    found: dict[str, list[Pattern]] = {}
    for row in rows:
        parts = _cut(row["words"])
        found.setdefault(parts[0].rstrip("*")[:2], []).append(Pattern(parts, row[column], row["kind"]))
    return Patterns({k: tuple(v) for k, v in found.items()})


def _cut(text: str) -> tuple[str, ...]:
    """The words of a pattern as a phrase is cut into words, with their stars."""
    made: list[str] = []
    for word in text.split():
        if word == "~":
            made.append(word)
            continue
        cut = words_in(word)
        if cut and word.endswith("*"):
            cut[-1] += "*"
        made += cut
    return tuple(made)


def unit_of(
    text: str, patterns: Patterns, ranks: Callable[[str], int | None] = lambda _: None
) -> tuple[str, str] | None:
    """The number, echelon and branch of a military unit in a phrase as an identifier, and how to call it; `None` for
    none.

    *108e brigade de tirailleurs motorisés* and *108-я мотострелковая бригада* give `108-brigade-motor-rifle`. ranks:
    the number of an ordinal word (*Third*). Commands,
    groupings of troops, districts and fleets may bear a quarter instead of a number: *commandement du Nord* and
    *Nordkommando* give `north-command`.
    """
    words = words_in(text)
    hits = patterns.find(words)
    found = _NUMBER.search(text)
    number = found.group(1) if found else next((str(n) for word in words if (n := ranks(word)) is not None), None)
    if number is None:
        return _by_quarter(hits)
    echelon = next((h for h in hits if h.kind == "echelon"), None)
    if echelon is None:
        return None
    branch = next((h.value for h in hits if h.kind == "branch"), "")
    parts = [number, echelon.value, *([branch] if branch else [])]
    return "-".join(parts), " ".join([number, branch.replace("-", " "), echelon.value]).replace("  ", " ")


def _by_quarter(hits: list[Hit]) -> tuple[str, str] | None:
    command = next((h for h in hits if h.kind == "command"), None)
    quarter = next((h for h in hits if h.kind == "quarter"), None)
    if command is None or quarter is None or max(command.first - quarter.end, quarter.first - command.end) > BESIDE:
        return None
    name = f"{quarter.value} {command.value}".replace("-", " ")
    return f"{quarter.value}-{command.value}", name
