"""One key for a person's name in every spelling and case: the sound of the surname, and the given name in one form.

*Владимира Путина*, *Vladimir Poutine* and *Wladimir Putin* have one key. Given names that are one name in several languages
(*Volodymyr*, *Vladimir*) stand in `selon/data/given_names.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from selon.grounding.fold import fold, plain
from selon.grounding.names_parts import Parts

_INITIALS = re.compile(r"(?<!\w)(\w)\.(?=\w)")
SHORTEST_SOUND = 4
"""Given names with shorter sound keys are told apart by their letters."""
LONGEST_ENDING = 6
REMEMBERED = 1 << 15
SHORTEST_STEM = 3
"""Endings of surnames are looked for up to this length; what stays has at least so many letters."""


@dataclass(frozen=True, slots=True, order=True)
class PersonKey:
    """surname: its sounds. given: one form for all spellings of the given name, an initial, or empty."""

    surname: str
    given: str

    def fits(self, other: PersonKey) -> bool:
        """Whether both may name one person: one surname, and given names that are equal or agree in the initial."""
        if self.surname != other.surname:
            return False
        if not self.given or not other.given:
            return False
        if min(len(self.given), len(other.given)) == 1:
            return self.given[0] == other.given[0]
        return self.given == other.given


def person_key(name: str, language: str | None = None, facts: Parts | None = None) -> PersonKey:
    """The key of a name as written, *given surname* (or a surname alone).

    facts: of the pack of the text, whose endings are set aside; without them the name is taken to be in the nominative.
    """
    words = _INITIALS.sub(r"\1. ", name.replace("\u00a0", " ")).strip(" .,;:").split()
    if not words:
        return PersonKey("", "")
    surname = _surname(words[-1], language, facts)
    return PersonKey(surname, _given(words[0], language, facts) if len(words) > 1 else "")


@lru_cache(maxsize=REMEMBERED)
def _surname(word: str, language: str | None, facts: Parts | None) -> str:
    """The sound key of a surname without the case ending of one person: the same for all its case forms.

    Endings of the plural are no part of it (*Верес*, *Стельмах*, *Ярцев* end as plurals do); vowels at the end are set
    aside by the fold.
    """
    if facts is not None:
        for length in range(LONGEST_ENDING, 0, -1):
            puts = facts.person_endings.get(word[-length:], ())
            if puts and len(word) - length + len(puts[0]) >= SHORTEST_STEM:
                return fold(word[:-length] + puts[0], language)
    return fold(word, language)


@lru_cache(maxsize=REMEMBERED)
def _given(word: str, language: str | None, facts: Parts | None) -> str:
    if len(word.rstrip(".")) <= 2 and (word.endswith(".") or len(word) == 1):
        return fold(word, language)[:1] or plain(word)[:1]
    for variant in facts.variants(word) if facts is not None else (word,):
        known = _equivalents().get(plain(variant)) or _equivalents().get(fold(variant, language))
        if known is not None:
            return known
    return _surname(word, language, facts)


@lru_cache(maxsize=1)
def _equivalents() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (resources.files("selon.data") / "given_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "name\t")):
            name, forms = line.split("\t")
            for form in forms.split("|"):
                found.setdefault(plain(form), name)
                if len(fold(form)) >= SHORTEST_SOUND:
                    found.setdefault(fold(form), name)
    return found
