"""Names of persons and bodies, found shallowly and fast: given names, titles, endings of surnames, words that head a
body's name.

No model and no dictionary of the language: what the pack lists (`nameparts.tsv`), the capital letters, and what the
text itself says
of a name elsewhere (*Keir Starmer* makes *Starmer* a person in the rest of the text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import Places
from selon.grounding.names_parts import Parts, parts
from selon.grounding.names_scan import Word, begins_sentence, joined, words_of
from selon.grounding.places_find import finder
from selon.lang.pack import Pack
from selon.model import Span
from selon.model.name import NameMention

LONGEST_PERSON = 4
GIVEN = "given name"
LONGEST_BODY = 8


@dataclass(frozen=True, slots=True)
class Names:
    """What was found: the names in text order, and the surnames of persons (`fold.plain`, as written and in the
    nominative).
    """

    mentions: tuple[NameMention, ...]
    surnames: frozenset[str]


def find_names(text: str, pack: Pack, gazetteer: Places | None = None) -> tuple[NameMention, ...]:
    """The names of persons (PER), bodies (ORG) and places (LOC) of a text, in text order, without overlaps.

    gazetteer: knows places; without it no LOC is found and a place may pass for a person.
    """
    from selon.grounding.places import find_places

    found = people_and_bodies(text, pack, gazetteer)
    mentions = list(found.mentions)
    if gazetteer is not None:
        taken = [m.span for m in mentions]
        places = find_places(text, pack, gazetteer, taken, found.surnames)
        mentions += [NameMention(p.span, "LOC", ("gazetteer",)) for p in places]
    return tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end)))


def people_and_bodies(text: str, pack: Pack, gazetteer: Places | None = None) -> Names:
    """Names of persons and bodies; a place of the gazetteer is neither unless a given name or a title says so."""
    facts = parts(pack)
    reader = _Reader(text, facts, words_of(text, facts), gazetteer)
    return reader.read()


class _Reader:
    """One pass over the words with a capital, then one for the surnames that the first pass learnt."""

    def __init__(self, text: str, facts: Parts, words: list[Word], gazetteer: Places | None) -> None:
        self.text, self.facts, self.words = text, facts, words
        self.seeker = finder(facts, gazetteer) if gazetteer is not None else None
        self.found: dict[int, NameMention] = {}
        self.surnames: set[str] = set()

    def read(self) -> Names:
        words = self.words
        i = 0
        while i < len(words):
            i = max(i + 1, self._person(i) or self._titled(i) or self._body(i) or 0)
        covered = {w for m in self.found.values() for w in range(m.span.start, m.span.end)}
        for word in words:
            if word.start not in covered and self._known(word):
                self.found[word.start] = self._mention(word.start, word.end, "PER", "named in full elsewhere")
        mentions = tuple(self.found[k] for k in sorted(self.found))
        return Names(mentions, frozenset(self.surnames))

    def _mention(self, start: int, end: int, kind: str, why: str) -> NameMention:
        return NameMention(Span(start, end, self.text[start:end]), kind, (why,))  # type: ignore[arg-type]

    def _known(self, word: Word) -> bool:
        if not self.surnames:
            return False
        return any(plain(v) in self.surnames for v in self.facts.variants(word.text)[:4])

    def _given(self, word: Word) -> bool:
        given = self.facts.given
        name = plain(word.text)
        return name in given or any(plain(v) in given for v in self.facts.variants(word.text)[1:])

    def _run(self, i: int, longest: int) -> int:
        """The index after the last word that follows word `i` with one space or one little word (*von der*) between."""
        j = i + 1
        while j < len(self.words) and j - i < longest:
            left, right = self.words[j - 1], self.words[j]
            if not joined(self.text, left.end, right.start) and not self._linked(left, right):
                break
            j += 1
        return j

    def _linked(self, left: Word, right: Word) -> bool:
        gap = self.text[left.end : right.start]
        if len(gap) > 9 or not gap.startswith(" "):
            return gap == ". " and len(left.text) == 1
        words = gap.split()
        return bool(words) and all(w in self.facts.links for w in words) and gap.endswith((" ", "-"))

    def _person(self, i: int) -> int:
        """A given name and what follows it with capitals; the index after it, 0 when there is none."""
        word = self.words[i]
        if not self._given(word) or begins_with_place(self, i):
            return 0
        end = self._run(i, LONGEST_PERSON)
        for j in range(i + 1, end):
            lowered = self.words[j].text.lower()
            if lowered in self.facts.bodies or plain(lowered) in self.facts.titles:
                end = j
                break
        if end == i + 1 and (plain(word.text) in self.facts.starters or self._place(word)):
            return 0
        self._add(i, end, GIVEN)
        return end

    def _add(self, i: int, end: int, why: str) -> None:
        first, last = self.words[i], self.words[end - 1]
        self.found[first.start] = self._mention(first.start, last.end, "PER", why)
        if end - i > 1:
            self.surnames.update(plain(v) for v in self.facts.variants(last.text)[:4] if len(v) > 2)

    def _titled(self, i: int) -> int:
        """A title in small letters and a word with a capital that is no place; the index after it, 0 when there is
        none.
        """
        word = self.words[i]
        if word.start < 2 or self.text[word.start - 1] not in " \u00a0":
            return 0
        before = self.text[max(0, word.start - 32) : word.start - 1].rstrip(".")
        title = before[max(before.rfind(" "), before.rfind("\n"), before.rfind("\u00a0")) + 1 :]
        if plain(title) not in self.facts.titles or self._place(word) or not word.text[1:].islower():
            return 0
        if plain(word.text) in self.facts.titles or self.facts.country(word.text):
            return 0
        end = self._run(i, LONGEST_PERSON)
        first = next((j for j in range(i, end) if self._given(self.words[j])), i)
        if first > i:
            return self._person(first)
        while end > i + 1 and self._place(self.words[end - 1]):
            end -= 1
        self._add(i, end, f"title {title}")
        if end == i + 1:
            self.surnames.update(plain(v) for v in self.facts.variants(word.text)[:4] if len(v) > 2)
        return end

    def _place(self, word: Word) -> bool:
        return self.seeker is not None and bool(self.seeker.heads(word.text))

    def _body(self, i: int) -> int:
        """A run of words with capitals, one of them a word that heads a body's name; the index after it, 0 when
        there is none.
        """
        end = self._run(i, LONGEST_BODY)
        words = self.words[i:end]
        if end - i < 2 or not any(w.text.lower() in self.facts.bodies for w in words):
            return 0
        first = words[0]
        if begins_sentence(self.text, first.start) and plain(first.text) in self.facts.starters | self.facts.never:
            i += 1
        if end - i < 2:
            return 0
        self.found[self.words[i].start] = self._mention(self.words[i].start, words[-1].end, "ORG", "heads a body")
        return end


def begins_with_place(reader: _Reader, i: int) -> bool:
    """Whether a longer name of the gazetteer begins at word `i` (*San Francisco*, *Virginia Beach*)."""
    if reader.seeker is None:
        return False
    found = reader.seeker.at(reader.text, reader.words[i])
    return found is not None and " " in found.text.strip()


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of the spans shares a character with `start:end`."""
    return any(s.start < end and start < s.end for s in spans)
