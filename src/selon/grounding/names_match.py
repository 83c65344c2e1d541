"""Whether two spellings are one name, whatever their languages and scripts: sound keys first, then the letters.

Names with one sound key are one name when their letters are alike enough; names whose keys differ by little are one
name when their
letters are very alike. The limits were set on half of the list in `benchmarks/quality/name_variants.tsv`.
"""

from __future__ import annotations

from selon.grounding.fold import fold, likeness, plain
from selon.grounding.persons import person_key

LONG = 4
"""A sound key with so many consonants says much by itself."""
LIKE_SHORT, LIKE_LONG = 0.55, 0.33
LIKE_VOWELS, LIKE_CONSONANT = 0.7, 0.86
"""How alike the letters must be: keys that are the same (short, long); that differ in vowels only, in one consonant."""


def same_name(one: str, other: str, language: str | None = None, other_language: str | None = None) -> bool:
    """Whether two spellings are of one name. language: ISO 639-1 of each spelling; `None` to guess."""
    if plain(one) == plain(other):
        return True
    a, b = fold(one, language), fold(other, other_language)
    like, bones, other_bones = likeness(one, other), _bones(a), _bones(b)
    if a == b:
        return like >= (LIKE_LONG if len(bones) >= LONG else LIKE_SHORT)
    if " " in a and " " in b and _same_person(one, other, language, other_language):
        return True
    if bones == other_bones:
        return like >= LIKE_VOWELS
    return like >= LIKE_CONSONANT and _near(bones, other_bones)


def _bones(key: str) -> str:
    """The consonants of a sound key."""
    return key.replace("a", "").replace(" ", "")


def _same_person(one: str, other: str, language: str | None, other_language: str | None) -> bool:
    """Whether surnames sound the same and the given names are one name in two languages."""
    a, b = person_key(one, language), person_key(other, other_language)
    return a.surname == b.surname and len(a.given) > 1 and a.given == b.given


def _near(a: str, b: str) -> bool:
    """Whether two sound keys differ in at most one consonant."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b, score_cutoff=1) <= 1
