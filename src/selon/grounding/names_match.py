"""Whether two spellings are one name, whatever their languages and scripts: sound keys first, then the letters.

Names with one sound key are one name when their letters are alike enough; names whose keys differ by little are one
name when their
letters are very alike. The limits were set on half of the list in `benchmarks/quality/name_variants.tsv`.
"""

from __future__ import annotations

from selon.grounding.fold import fold, likeness, plain
from selon.grounding.persons import person_key

LIKE = 0.55
VERY_ALIKE = 0.86


def same_name(one: str, other: str, language: str | None = None, other_language: str | None = None) -> bool:
    """Whether two spellings are of one name. language: ISO 639-1 of each spelling; `None` to guess."""
    if plain(one) == plain(other):
        return True
    a, b = fold(one, language), fold(other, other_language)
    if a == b:
        return likeness(one, other) >= LIKE
    if " " in a and " " in b and _same_person(one, other, language, other_language):
        return True
    return _near(a, b) and likeness(one, other) >= VERY_ALIKE


def _same_person(one: str, other: str, language: str | None, other_language: str | None) -> bool:
    """Whether surnames sound the same and the given names are one name in two languages."""
    a, b = person_key(one, language), person_key(other, other_language)
    return a.surname == b.surname and len(a.given) > 1 and a.given == b.given


def _near(a: str, b: str) -> bool:
    """Whether two sound keys differ in at most one consonant."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a.replace("a", ""), b.replace("a", ""), score_cutoff=1) <= 1
