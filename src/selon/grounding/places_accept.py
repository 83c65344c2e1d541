"""Whether a name that the gazetteer knows is the name of a place here: what stands before and after it decides."""

from __future__ import annotations

from dataclasses import dataclass

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import PlaceRow
from selon.grounding.names_parts import Parts
from selon.grounding.names_scan import Word, begins_sentence, joined
from selon.grounding.places_find import Found
from selon.grounding.places_same import is_alias

STRONG_PEOPLE, WELL_KNOWN = 50_000, 1_000_000
"""A place, a region of so many people is known by its name alone."""
VILLAGE_PEOPLE = 100_000
"""No place of so many people is called a village."""
WIDE_KINDS = frozenset({"continent", "country", "region", "district", "water", "land"})
COUNTY = "county"
"""A district that is seldom named after a town: not to be taken for one of its name."""


TOWNS = frozenset({"capital", "seat", "city", "village", "quarter", "site", "other"})
NAMED_ALIKE = {
    COUNTY: frozenset({"district"}),
    "water": frozenset({"water"}),
    "land": frozenset({"land", "continent", "country", "region"}),
    "city": TOWNS,
    "village": TOWNS,
}
"""Which kinds of place a type word may stand for, where towns of the name do not count."""


@dataclass(slots=True)
class Mention:
    """A place name on its way: what was found, where, and what stands around it.

    first, last: its words in the list of words with capitals. kind: what a type word calls it. located: a word of
    place stands
    before it; related: another preposition. container: the name right after it, when it may hold the place; surely: that is
    an abbreviation (*Minn.*), which does nothing else. lonely: it begins a sentence.
    """

    found: Found
    start: int
    end: int
    first: int
    last: int
    kind: str | None = None
    located: bool = False
    related: bool = False
    container: str | None = None
    surely: bool = False
    lonely: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Accepts names of places in one text.

    persons: surnames of persons that the text names in full (`fold.plain`). borders: where names of persons begin,
    and (negative)
    where they end.
    """

    text: str
    words: list[Word]
    facts: Parts
    mentions: list[Mention]
    persons: frozenset[str]
    borders: frozenset[int]

    def accepts(self, m: Mention) -> bool:
        """Whether this is the name of a place."""
        if not self._of_its_kind(m):
            return False
        evidence = m.kind is not None or m.container is not None
        strong = any(_strong(r) for r in m.found.rows)
        if self._abbreviation(m):
            return any(r.kind == "country" for r in m.found.rows)
        if not evidence and self._other_word(m, strong):
            return False
        if not self._stands_free(m, strong):
            return False
        if all(_short(r) for r in m.found.rows):
            return m.kind == COUNTY or self._county_elsewhere(m)
        if strong or evidence or m.located:
            return True
        if m.lonely or all(is_alias(r) for r in m.found.rows):
            return self._again(m)
        return m.related or self._again(m)

    def _of_its_kind(self, m: Mention) -> bool:
        """Whether a place of the kind that the type word says bears the name: a lake is seldom known by a town of its
        name, and a type word alone (*the Gulf*) is a name only of what is well known.
        """
        word = m.found.text.lower()
        if word in self.facts.kinds_after or word in self.facts.kinds_before:
            return any(r.id.startswith("selon:") for r in m.found.rows)
        if m.kind == "village" and all(r.people >= VILLAGE_PEOPLE for r in m.found.rows):
            return False
        kinds = NAMED_ALIKE.get(m.kind or "")
        return kinds is None or any(r.kind in kinds for r in m.found.rows)

    def _abbreviation(self, m: Mention) -> bool:
        """Two capitals that do not follow a name and a comma (*Springfield, IL*)."""
        written = m.found.text
        return len(written) == 2 and written.isupper() and self.text[max(0, m.start - 2) : m.start] != ", "

    def _other_word(self, m: Mention, strong: bool) -> bool:
        """Whether the language or the text has the word as something else."""
        facts, name = self.facts, plain(m.found.text)
        if name in facts.never or name in facts.titles or name in self.persons:
            return True
        if facts.country(m.found.text) is not None and not any(r.kind == "country" for r in m.found.rows):
            return True
        return (name in facts.given and not strong) or (name in facts.starters and m.lonely)

    def _stands_free(self, m: Mention, strong: bool) -> bool:
        """Whether words with capitals right beside the name leave it a name of its own."""
        left = self.words[m.first - 1] if m.first else None
        if left is not None and self._longer_name(left, m):
            return False
        if left is not None and joined(self.text, left.end, m.start) and not self._may_precede(left, m, strong):
            return False
        right = self.words[m.last + 1] if m.last + 1 < len(self.words) else None
        if right is not None and m.end == m.found.end and joined(self.text, m.end, right.start):
            return self._may_follow(right, m, strong)
        return True

    def _longer_name(self, left: Word, m: Mention) -> bool:
        """Whether the word before makes another name of this one (*New Miami*, *St. Paris*), which no gazetteer knows."""
        gap = self.text[left.end : m.start]
        if gap not in {" ", "\u00a0", ". "}:
            return False
        word = plain(left.text)
        if word in self.facts.prefixes:
            return m.kind is None or self.text[m.start : m.found.end] == m.found.text
        if word not in self.facts.sides or gap == ". " or not left.text[:1].isupper():
            return False
        narrow = all((r.kind not in WIDE_KINDS or _short(r)) and r.people < STRONG_PEOPLE for r in m.found.rows)
        return narrow and not begins_sentence(self.text, left.start)

    def _again(self, m: Mention) -> bool:
        """Whether the same name stands elsewhere in the text in a better place."""
        others = (o for o in self.mentions if o is not m and o.found.text == m.found.text)
        return any(o.related or o.kind or o.container for o in others)

    def _county_elsewhere(self, m: Mention) -> bool:
        """Whether another mention says that one of the districts is meant (*Henry County … in Henry*)."""
        districts = {r.id for r in m.found.rows}
        others = (o for o in self.mentions if o is not m and (o.kind == COUNTY or o.found.text != m.found.text))
        return any(r.id in districts for o in others for r in o.found.rows)

    def _may_precede(self, left: Word, m: Mention, strong: bool) -> bool:
        facts, word = self.facts, plain(left.text)
        if -left.end in self.borders:
            return True
        if word in facts.given:
            return False
        if m.kind is not None or m.related:
            return True
        if word in facts.sides or word in facts.titles or facts.country(left.text.partition("-")[0]):
            return True
        if left.text.lower() in facts.bodies:
            return True
        if word in facts.never or word in facts.starters or begins_sentence(self.text, left.start):
            return True
        return any(o.end == left.end for o in self.mentions) or (strong and facts.language == "de")

    def _may_follow(self, right: Word, m: Mention, strong: bool) -> bool:
        facts, word = self.facts, plain(right.text)
        if right.start in self.borders or any(o.start == right.start for o in self.mentions):
            return True
        if facts.country(right.text.partition("-")[0]) or word in facts.titles:
            return True
        return strong and word not in facts.given and plain(m.found.text) not in facts.given


def _short(row: PlaceRow) -> bool:
    """Whether a district was found without its type word (*Jackson* for *Jackson County*): more often a town is meant."""
    return row.kind == "district" and row.id.startswith("selon/") and plain(row.matched) != plain(row.name)


def _strong(row: PlaceRow) -> bool:
    if is_alias(row):
        return False
    if row.kind == "region" and row.people < WELL_KNOWN:
        return False
    return row.people >= STRONG_PEOPLE or row.kind in {"country", "continent", "capital"} or row.id.startswith("selon:")
