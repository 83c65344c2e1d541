"""What a language pack says about names, compiled once per pack: given names, titles, type words, endings, demonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from selon.grounding.fold import plain
from selon.grounding.phrases import Phrases
from selon.lang.pack import Pack

VARIANTS = 10
"""Nominatives tried for one inflected word, at most."""
REMEMBERED = 100_000
AFTER = 32
"""Characters looked at after a name."""


def _upper() -> str:
    return "".join(re.escape(chr(c)) for c in (*range(0x41, 0x250), *range(0x400, 0x530), 0x1E9E) if chr(c).isupper())


UPPER = _upper()
CAPITAL = re.compile(rf"[{UPPER}](?<![^\W_].)[^\W_]*(?:['’ʼ\-‑.][^\W\d_]+)*")
"""A word that begins with a capital, with its inner apostrophes, hyphens and full stops; digits may follow the
first letter. What stands before is looked at behind the capital, so that the engine leaps from capital to capital.
"""
NEXT = re.compile(r"(?:[ \u00a0]|\. |, (?=[A-Z]\.))([^\W_]+(?:['’ʼ\-‑.][^\W\d_]+)*)")
"""One more word of a name of several words."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a language says of one word with a capital, whatever the text: looked up once, remembered.

    plain: `fold.plain`. given: a given name; body: the head of a body's name; both in any case form. other: a title, a
    word that never is a name, the first word of sentences, a people's name, or the head of a body. adjective, surname:
    by the ending. lower: small letters behind the first.
    """

    plain: str
    given: bool
    body: bool
    title: bool
    plainly: bool
    other: bool
    adjective: bool
    surname: bool
    lower: bool


@dataclass(frozen=True, eq=False)
class Parts:
    """The name facts of one pack. Patterns match at the end of what stands before a name, or at the start of what
    follows it. lasts: the last words of all phrases that stand before names of places.
    """

    language: str
    given: frozenset[str]
    titles: frozenset[str]
    links: frozenset[str]
    names_link: frozenset[str]
    bodies: frozenset[str]
    never: frozenset[str]
    starters: frozenset[str]
    platforms: frozenset[str]
    speakers: frozenset[str]
    media: frozenset[str]
    sides: frozenset[str]
    prefixes: frozenset[str]
    plurals: frozenset[str]
    joins: frozenset[str]
    elision: re.Pattern[str] | None
    possessive: re.Pattern[str] | None
    endings: dict[str, tuple[str, ...]]
    person_endings: dict[str, tuple[str, ...]]
    surname: re.Pattern[str] | None
    adjective: re.Pattern[str] | None
    before: Phrases
    after: re.Pattern[str]
    kinds_before: dict[str, str]
    kinds_after: dict[str, str]
    inside: Phrases
    toward: Phrases
    side: Phrases
    said: re.Pattern[str]
    demonyms: dict[str, str]
    stems: dict[str, tuple[tuple[str, str], ...]]
    longest_ending: int
    lasts: frozenset[str]
    remembered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _given: dict[str, bool] = field(default_factory=dict)
    _bodies: dict[str, bool] = field(default_factory=dict)
    _forms: dict[str, Form] = field(default_factory=dict)
    _countries: dict[str, str] = field(default_factory=dict)

    def form(self, word: str) -> Form:
        """What the language says of a word with a capital."""
        known = self._forms.get(word)
        if known is None:
            known = self._form(word)
            if len(self._forms) < REMEMBERED:
                self._forms[word] = known
        return known

    def _form(self, word: str) -> Form:
        name, body = plain(word), self.is_body(word)
        plainly = name in self.starters or name in self.never
        other = name in self.titles or plainly or body or self.country(word) is not None
        ends = self.surname is not None and self.surname.search(word) is not None
        adjective = self.adjective is not None and self.adjective.search(word) is not None
        return Form(
            name, self.is_given(word), body, name in self.titles, plainly, other, adjective, ends, word[1:].islower()
        )

    def variants(self, word: str) -> tuple[str, ...]:
        """The word as it stands, and the nominatives it may be a case form of, best guess first."""
        known = self.remembered.get(word)
        if known is None:
            known = self._variants(word)
            if len(self.remembered) < REMEMBERED:
                self.remembered[word] = known
        return known

    def _variants(self, word: str) -> tuple[str, ...]:
        found = [word]
        for length in range(min(self.longest_ending, len(word) - 2), 0, -1):
            for put in self.endings.get(word[-length:], ()):
                if (made := word[:-length] + put) not in found:
                    found.append(made)
        return tuple(found[: VARIANTS + 1])

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name, in any case form."""
        known = self._given.get(word)
        if known is None:
            known = any(plain(v) in self.given for v in self.variants(word))
            if len(self._given) < REMEMBERED:
                self._given[word] = known
        return known

    def is_body(self, word: str) -> bool:
        """Whether a word heads the name of a body, in any case form."""
        known = self._bodies.get(word)
        if known is None:
            known = any(v.lower() in self.bodies for v in self.variants(word))
            if len(self._bodies) < REMEMBERED:
                self._bodies[word] = known
        return known

    def country(self, word: str) -> str | None:
        """The country whose people or things a word names (*Ukrainian*, *российских*), ISO 3166-1; `None` when it
        names none.
        """
        known = self._countries.get(word)
        if known is None:
            known = self._country(word) or ""
            if len(self._countries) < REMEMBERED:
                self._countries[word] = known
        return known or None

    def _country(self, word: str) -> str | None:
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


@lru_cache(maxsize=16)
def parts(pack: Pack) -> Parts:
    """The compiled name facts of a pack; a pack without these tables gives empty ones."""
    kinds_before = {r["word"].lower(): r["of"] for r in pack.rows("placewords") if r["kind"] == "before"}
    kinds_after = {r["word"].lower(): r["of"] for r in pack.rows("placewords") if r["kind"] == "after"}
    elisions, possessives = _rows(pack, "nameparts", "elision"), _rows(pack, "nameparts", "possessive")
    surnames = [r["word"] for r in pack.rows("nameparts") if r["kind"] == "surname" and not r["value"]]
    adjectives = _rows(pack, "nameparts", "adjective")
    demonyms, stems = _demonyms(pack)
    small = frozenset(w.lower() for w in _rows(pack, "nameparts", "link"))
    place = "placewords"
    endings = _endings(pack)
    before, inside = Phrases(kinds_before, small), Phrases(_rows(pack, place, "in"), small)
    toward, side = Phrases(_rows(pack, place, "to"), small), Phrases(_rows(pack, place, "side"), small)
    return Parts(
        language=pack.code,
        given=frozenset(plain(w) for w in _rows(pack, "nameparts", "given")),
        titles=frozenset(plain(w) for w in _rows(pack, "nameparts", "title")),
        links=small,
        names_link=frozenset(_rows(pack, "nameparts", "particle")) or small,
        bodies=frozenset(w.lower() for w in _rows(pack, "nameparts", "body")),
        never=frozenset(plain(w) for w in _rows(pack, "nameparts", "never")),
        starters=frozenset(plain(w) for w in pack.words("starters")),
        platforms=frozenset(_rows(pack, "nameparts", "platform")),
        speakers=frozenset(w.lower() for w in _rows(pack, "nameparts", "speaker")),
        media=frozenset(w.lower() for w in _rows(pack, "nameparts", "medium")),
        sides=frozenset(plain(w) for w in _rows(pack, place, "side")),
        prefixes=frozenset(plain(w) for w in _rows(pack, place, "prefix")),
        plurals=frozenset(w.lower() for w in _rows(pack, place, "plural")),
        joins=frozenset(_rows(pack, place, "and")),
        elision=re.compile(rf"(?:{_alternatives(elisions)})['’](?=\w)", re.IGNORECASE) if elisions else None,
        possessive=re.compile(rf"(?<=\w\w)(?:{_alternatives(possessives)})$") if possessives else None,
        endings=endings,
        person_endings=_endings(pack, "person-ending"),
        longest_ending=max(map(len, endings), default=0),
        surname=re.compile(rf"\w\w(?:{_alternatives(surnames)})$") if surnames else None,
        adjective=re.compile(rf"\w\w\w(?:{_alternatives(adjectives)})$") if adjectives else None,
        before=before,
        after=re.compile(rf"[\s\u00a0]({_alternatives(kinds_after)})(?!\w)", re.IGNORECASE),
        kinds_before=kinds_before,
        kinds_after=kinds_after,
        inside=inside,
        toward=toward,
        side=side,
        lasts=frozenset[str]().union(*(phrases.by_last for phrases in (before, inside, toward, side))),
        said=re.compile(rf"(?<!\w)(?:{_alternatives(_rows(pack, place, 'said'))})(?!\w)", re.IGNORECASE),
        demonyms=demonyms,
        stems=stems,
    )


def _endings(pack: Pack, kind: str = "ending") -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in pack.rows("nameparts"):
        if row["kind"] == kind:
            found.setdefault(row["word"], []).append(row["value"])
    return {ending: tuple(puts) for ending, puts in found.items()}


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
