"""A text with all that its words may be, looked up once for times, quantities and places alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from selon.grounding.names_parts import parts
from selon.grounding.quantities_words import quantity_words
from selon.grounding.scan import PLAIN, Joint, Scan, scan
from selon.grounding.times_source import time_lexicon
from selon.lang.pack import Pack

SHORTEST_PEOPLE = 4
"""No people's name of fewer letters is counted."""
_FIRST_COUNTRY = 0xE000


@dataclass(frozen=True, slots=True)
class Tagged:
    """times, figures: the tags of the pieces in the pack's words of time, and around figures. countries: how often
    the text names the people and the things of each country (ISO 3166-1).
    """

    scanned: Scan
    times: str
    figures: str
    countries: Counter[str]


@lru_cache(maxsize=2)
def tagged(text: str, pack: Pack) -> Tagged:
    """A text with its tags; remembered for the last texts, as several parts of grounding ask for it."""
    scanned, words = scan(text), _words(pack)
    times, figures, peoples = words.joint.tags(scanned)
    countries = Counter({words.countries[tag]: n for tag, n in Counter(peoples.replace(PLAIN, "")).items()})
    return Tagged(scanned, words.times.whole(times, scanned), words.figures.whole(figures, scanned), countries)


class _Words:
    """The words of a pack for times, figures and peoples, for one look-up of each piece."""

    def __init__(self, pack: Pack) -> None:
        self.facts = parts(pack)
        self.times, self.figures = time_lexicon(pack).lexicon, quantity_words(pack).lexicon
        self.countries: dict[str, str] = {}
        """Tags of the peoples met so far."""
        self._tags: dict[str, str] = {}
        self.joint = Joint(self.times.tag, self.figures.tag, self._people)

    def _people(self, piece: str) -> str:
        """A character for the country that a word names, `PLAIN` when it names none."""
        country = self.facts.country(piece) if len(piece) >= SHORTEST_PEOPLE and piece.isalpha() else None
        if country is None:
            return PLAIN
        tag = self._tags.setdefault(country, chr(_FIRST_COUNTRY + len(self._tags)))
        self.countries[tag] = country
        return tag


@lru_cache(maxsize=32)
def _words(pack: Pack) -> _Words:
    return _Words(pack)
