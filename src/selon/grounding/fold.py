"""One key for a name in every spelling and script: Klichtchiïvka, Klishchiivka, Klischtschijiwka, Кліщіївка, Клещеевка.

Three strengths:

- `plain` keeps the letters: case, accents, apostrophes and hyphens are set aside. Two names with one plain key are
  the same word.
- `fold` keeps the sounds, coarsely: letters are read as the language writes them (German *ch* is a throat sound,
  French *ch* a hushing
  one), consonants fall into classes, every run of vowels is one vowel, doubled sounds are one, and vowels at the end
  of a word are
  dropped, which sets most Slavic case endings aside. Two names with one fold key may be the same name.
- `likeness` says how alike the letters of two names are (normalised Levenshtein over anyascii), to choose among names
  with one fold key.

The letter classes stand in `data/sounds.tsv`. The idea of a phonetic key is Russell's Soundex (1918); the classes
here are our own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

LONGEST = 200
"""Names are read up to this many code points; no name is longer."""

_MARKS = "'’ʼ`´‘ʹʺ\"."
_GAPS = "\t\n\r\u00a0-‐‑–—/,()"
_DRESS: dict[int, str | None] = (
    dict.fromkeys(range(0x300, 0x370)) | {ord(c): None for c in _MARKS} | {ord(c): " " for c in _GAPS}
)
"""What is set aside in a name: accents, apostrophes, full stops become nothing; hyphens and brackets a space."""
_LETTERS = {"й": "\ue000", "ї": "\ue001", "ё": "е"}
"""й and ї are letters of their own, no accented и and і; ё is commonly written е."""
_TWICE = re.compile(r"(.)\1+")
_GERMAN = re.compile(r"sch|w(?!h)|[äöüß]")
_FRENCH = re.compile(r"tch|ï|ou")


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """The name in lower case without accents, apostrophes and full stops; hyphens and brackets become one space."""
    text = name[:LONGEST].casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        for letter, kept in _LETTERS.items():
            text = text.replace(letter, kept)
        text = unicodedata.normalize("NFKD", text)
    text = " ".join(text.translate(_DRESS).split())
    return text if text.isascii() else text.replace("\ue000", "й").replace("\ue001", "ї")


def fold(name: str, language: str | None = None) -> str:
    """The sound key of a name.

    language: ISO 639-1 of the text in which the name stands, or of the spelling; `None` to guess from the spelling.
    Empty when
    the name has no letter of the Latin or Cyrillic script.
    """
    words = plain(name).split()
    if not words:
        return ""
    reading = language or _guess(name[:LONGEST].casefold())
    return " ".join(key for word in words if (key := _sound(word, reading)))


def _guess(lowered: str) -> str:
    if lowered[0] > "\u02ff":
        return "en"
    if _GERMAN.search(lowered):
        return "de"
    return "fr" if _FRENCH.search(lowered) else "en"


@lru_cache(maxsize=1 << 16)
def _sound(word: str, language: str) -> str:
    pattern, classes = _reading(language)
    if word.endswith(("ah", "eh", "oh")) and len(word) > 3:
        word = word[:-1]  # Latin spellings of Arabic and Hebrew write an h that is not spoken
    sounds = "".join(map(classes.__getitem__, pattern.findall(word)))
    kept = _TWICE.sub(r"\1", sounds)
    return kept.rstrip("a") or kept


@lru_cache(maxsize=16)
def _reading(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """How one language reads letters: the pattern of all letter groups, longest first, and their classes."""
    classes: dict[str, str] = {}
    own: dict[str, str] = {}
    for line in (resources.files("selon.data") / "sounds.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "language\t")):
            continue
        whose, letters, sound = line.split("\t")
        if not whose:
            classes[letters] = sound
        elif whose == language:
            own[letters] = sound
    classes |= own
    groups = sorted(classes, key=lambda letters: (-len(letters), letters))
    return re.compile("|".join(map(re.escape, groups))), classes


@lru_cache(maxsize=1 << 15)
def _ascii(name: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^a-z]+", "", str(anyascii(name[:LONGEST])).lower())


def likeness(a: str, b: str) -> float:
    """How alike the letters of two names are, 0 to 1, whatever their scripts."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(_ascii(a), _ascii(b)))
