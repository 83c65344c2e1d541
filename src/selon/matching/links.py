"""Link words: small words of a pack that join, limit or negate (`links.tsv`), and how such tables of words are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from selon.lang import Pack
from selon.matching.tokens import Token, tokens_of


@dataclass(frozen=True, slots=True)
class Link:
    """A small word that joins or negates: token numbers `[first, last)` of its clause."""

    first: int
    last: int
    kind: str


@lru_cache(maxsize=32)
def _table(pack: Pack, name: str) -> dict[str, list[tuple[tuple[str, ...], bool, str]]]:
    """The words of a table by their first letters: `(words, last one is a stem, kind)`, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
    for row in pack.rows(name):
        written = row["word"]
        words = tuple(t.text for t in tokens_of(written.rstrip("*")))
        if words:
            table.setdefault(words[0][:2], []).append((words, written.endswith("*"), row["kind"]))
    for rows in table.values():
        rows.sort(key=lambda r: (-len(r[0]), r))
    return table


def links_of(tokens: Sequence[Token], pack: Pack, name: str = "links") -> tuple[Link, ...]:
    """The link words among `tokens`; a word may be of several kinds. name: another table of words and kinds."""
    table, found = _table(pack, name), []
    for at, token in enumerate(tokens):
        for words, stem, kind in table.get(token.text[:2], ()):
            here = [t.text for t in tokens[at : at + len(words)]]
            if len(here) < len(words) or here[:-1] != list(words[:-1]):
                continue
            if here[-1] == words[-1] or (stem and here[-1].startswith(words[-1])):
                found.append(Link(at, at + len(words), kind))
    return tuple(found)
