"""What a language pack says about names, compiled once per pack: given names, titles, type words, endings, demonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from selon.grounding.fold import plain
from selon.lang.pack import Pack, Row

VARIANTS = 10
"""Nominatives tried for one inflected word, at most."""
BEFORE, AFTER = 48, 32
"""Characters looked at before and after a name."""


def _upper() -> str:
    return "".join(re.escape(chr(c)) for c in (*range(0x41, 0x250), *range(0x400, 0x530), 0x1E9E) if chr(c).isupper())


UPPER = _upper()
CAPITAL = re.compile(rf"(?<![^\W_])[{UPPER}][^\W_]*(?:['’ʼ\-‑.][^\W\d_]+)*")
"""A word that begins with a capital, with its inner apostrophes, hyphens and full stops; digits may follow the
first letter.
"""
NEXT = re.compile(r"(?:[ \u00a0]|\. |, (?=[A-Z]\.))([^\W_]+(?:['’ʼ\-‑.][^\W\d_]+)*)")
"""One more word of a name of several words."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A case ending and what the nominative has instead of it."""

    cut: str
    put: str


@dataclass(frozen=True, eq=False)
class Parts:
    """The name facts of one pack. Patterns match at the end of what stands before a name, or at the start of what
    follows it.
    """

    language: str
    given: frozenset[str]
    titles: frozenset[str]
    links: frozenset[str]
    bodies: frozenset[str]
    never: frozenset[str]
    starters: frozenset[str]
    platforms: frozenset[str]
    speakers: frozenset[str]
    sides: frozenset[str]
    elision: re.Pattern[str] | None
    possessive: re.Pattern[str] | None
    endings: tuple[Ending, ...]
    surname: re.Pattern[str] | None
    before: re.Pattern[str]
    after: re.Pattern[str]
    kinds_before: dict[str, str]
    kinds_after: dict[str, str]
    inside: re.Pattern[str]
    toward: re.Pattern[str]
    side: re.Pattern[str]
    said: re.Pattern[str]
    demonyms: dict[str, str]
    stems: dict[str, tuple[tuple[str, str], ...]]

    def variants(self, word: str) -> tuple[str, ...]:
        """The word as it stands, and the nominatives it may be a case form of, best guess first."""
        found = [word]
        for ending in self.endings:
            stem = word[: -len(ending.cut)]
            if len(stem) >= 2 and word.endswith(ending.cut) and (made := stem + ending.put) not in found:
                found.append(made)
        return tuple(found[: VARIANTS + 1])

    def country(self, word: str) -> str | None:
        """The country whose people or things a word names (*Ukrainian*, *российских*), ISO 3166-1; `None` when it
        names none.
        """
        lowered = word.lower()
        known = self.demonyms.get(lowered)
        if known:
            return known
        for stem, country in self.stems.get(lowered[:4], ()):
            if lowered.startswith(stem) and len(lowered) - len(stem) <= 4:
                return country
        return None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!x)x"


def _rows(pack: Pack, table: str, kind: str) -> list[str]:
    return [row["word"] for row in pack.rows(table) if row["kind"] == kind]


def _at_the_end(words: str, small: str) -> re.Pattern[str]:
    """These words at the end of what stands before a name, with a little word (*in den USA*) or a quotation mark
    between.
    """
    return re.compile(
        rf"(?:^|[^\w])({words})[\s\u00a0]+(?:(?:{small})[\s\u00a0])?(?:[\"“«„(]\s?)?$"
        rf"|(?:^|[^\w])({words})(?:[\s\u00a0](?:{small}))?['’]$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=16)
def parts(pack: Pack) -> Parts:
    """The compiled name facts of a pack; a pack without these tables gives empty ones."""
    kinds_before = {r["word"].lower(): r["of"] for r in pack.rows("placewords") if r["kind"] == "before"}
    kinds_after = {r["word"].lower(): r["of"] for r in pack.rows("placewords") if r["kind"] == "after"}
    elisions, possessives = _rows(pack, "nameparts", "elision"), _rows(pack, "nameparts", "possessive")
    surnames = _rows(pack, "nameparts", "surname")
    demonyms, stems = _demonyms(pack)
    small = _alternatives(_rows(pack, "nameparts", "link"))
    place = "placewords"
    before = _alternatives(kinds_before)
    inside, toward, side = (_alternatives(_rows(pack, place, k)) for k in ("in", "to", "side"))
    return Parts(
        language=pack.code,
        given=frozenset(plain(w) for w in _rows(pack, "nameparts", "given")),
        titles=frozenset(plain(w) for w in _rows(pack, "nameparts", "title")),
        links=frozenset(w.lower() for w in _rows(pack, "nameparts", "link")),
        bodies=frozenset(w.lower() for w in _rows(pack, "nameparts", "body")),
        never=frozenset(plain(w) for w in _rows(pack, "nameparts", "never")),
        starters=frozenset(plain(w) for w in pack.words("starters")),
        platforms=frozenset(_rows(pack, "nameparts", "platform")),
        speakers=frozenset(w.lower() for w in _rows(pack, "nameparts", "speaker")),
        sides=frozenset(plain(w) for w in _rows(pack, place, "side")),
        elision=re.compile(rf"(?:{_alternatives(elisions)})['’](?=\w)", re.IGNORECASE) if elisions else None,
        possessive=re.compile(rf"(?<=\w\w)(?:{_alternatives(possessives)})$") if possessives else None,
        endings=tuple(Ending(r["word"], r["value"]) for r in _longest_first(pack)),
        surname=re.compile(rf"\w\w(?:{_alternatives(surnames)})$") if surnames else None,
        before=_at_the_end(before, small),
        after=re.compile(rf"[\s\u00a0]({_alternatives(kinds_after)})(?!\w)", re.IGNORECASE),
        kinds_before=kinds_before,
        kinds_after=kinds_after,
        inside=_at_the_end(inside, small),
        toward=_at_the_end(toward, small),
        side=_at_the_end(side, small),
        said=re.compile(rf"(?<!\w)(?:{_alternatives(_rows(pack, place, 'said'))})(?!\w)", re.IGNORECASE),
        demonyms=demonyms,
        stems=stems,
    )


def _longest_first(pack: Pack) -> list[Row]:
    rows = [row for row in pack.rows("nameparts") if row["kind"] == "ending"]
    return sorted(rows, key=lambda row: -len(row["word"]))


def _demonyms(pack: Pack) -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]]]:
    whole: dict[str, str] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for row in pack.rows("demonyms"):
        word = row["word"].lower()
        if word.endswith("*"):
            stems.setdefault(word[:4].rstrip("*"), []).append((word[:-1], row["country"]))
        else:
            whole[word] = row["country"]
    return whole, {k: tuple(sorted(v, key=lambda s: -len(s[0]))) for k, v in stems.items()}
