"""Which two tags a pattern may begin with, so that it is tried only where it can fit.

A pattern's items are positions of an automaton (Glushkov, "The abstract theory of automata", 1961): which of them may
come first, which may follow which, and which may be the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Pair = tuple[frozenset[str], frozenset[str] | None]
"""Tags of a first item and of all that may follow it; `None` when the item may be the whole pattern."""


@dataclass(slots=True)
class _Part:
    """A stretch of a pattern: its items that may come first and last; `empty` when it may match nothing."""

    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)
    empty: bool = True


@dataclass(slots=True)
class _Level:
    """A group being read: the alternatives before `|`, and the one being read."""

    before: list[_Part] = field(default_factory=list)
    now: _Part = field(default_factory=_Part)


class Track:
    """Follows the compiler through a pattern, item by item."""

    def __init__(self) -> None:
        self._tags: list[frozenset[str]] = []
        self._follow: list[set[int]] = []
        self._levels = [_Level()]

    def one(self, tags: str) -> None:
        """An item that is one piece with any of these tags; none when no piece fits."""
        place = len(self._tags)
        self._tags.append(frozenset(tags))
        self._follow.append(set())
        self._add(_Part({place}, {place}, empty=False))

    def begin(self) -> None:
        """A group begins."""
        self._levels.append(_Level())

    def other(self) -> None:
        """The next alternative of the group begins."""
        level = self._levels[-1]
        level.before.append(level.now)
        level.now = _Part()

    def end(self, many: str) -> None:
        """The group ends; many: `?`, `*` or empty."""
        whole = self._whole(self._levels.pop())
        if many == "*":
            for place in whole.last:
                self._follow[place] |= whole.first
        whole.empty = whole.empty or many != ""
        self._add(whole)

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of the pattern, once it is read to its end."""
        whole = self._whole(self._levels[0])
        found: list[Pair] = []
        for place in sorted(whole.first):
            following = frozenset[str]().union(*(self._tags[p] for p in self._follow[place]))
            found.append((self._tags[place], None if place in whole.last else following))
        return tuple(found)

    def _add(self, part: _Part) -> None:
        now = self._levels[-1].now
        for place in now.last:
            self._follow[place] |= part.first
        if now.empty:
            now.first |= part.first
        now.last = part.last | now.last if part.empty else part.last
        now.empty = now.empty and part.empty

    @staticmethod
    def _whole(level: _Level) -> _Part:
        parts = [*level.before, level.now]
        first, last = set[int]().union(*(p.first for p in parts)), set[int]().union(*(p.last for p in parts))
        return _Part(first, last, any(p.empty for p in parts))
