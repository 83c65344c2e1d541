"""Names of authors out of declared fields and bylines: no `By`, no roles, addresses or handles.

The words that introduce a byline (`By`, `Von`, `Par`) and join names (`and`) stand in the packs' `pack.toml` (`byline`,
`joins`); the words of all packs are used together, since a page's language is not known yet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

from selon.lang import available, load

LONGEST = 80
"""Code points; a longer name is none."""

_DROPPED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|[\w.+-]+@[\w.-]+|https?://\S+|(?<!\w)@\w+")
_SPACES = re.compile(r"[\s\u00ad\u200b]+")
_PARTS = re.compile(r"\s*[,;|•·/]\s*|\s+[-–—&]\s+")
_CAPITAL = re.compile(r"[^\W\d_]")
_FIELD = re.compile(r"[\w.]+\.\w{2,4}$")


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What introduces a byline, and what joins two names, in all packs."""
    packs = [load(code) for code in available()]
    leads = sorted({re.escape(w) for p in packs for w in p.words("byline")}, key=len, reverse=True)
    joins = sorted({re.escape(w) for p in packs for w in p.words("joins")}, key=len, reverse=True)
    lead = re.compile(rf"^(?:(?:{'|'.join(leads) or '(?!)'})(?:\s*:\s*|\s+))+", re.IGNORECASE)
    return lead, re.compile(rf"\s+(?:{'|'.join(joins) or '(?!)'})\s+")


def plain(name: str) -> str:
    """One name without entities, addresses, brackets and introducing words; empty when nothing is left.

    An introducing word stays before a small letter: it is part of the name then (`von der Leyen`).
    """
    text = _SPACES.sub(" ", html.unescape(html.unescape(name[:400]))).strip()
    text = _SPACES.sub(" ", _DROPPED.sub(" ", text))
    text = text.strip(" ,;:|-–—")
    rest = _words()[0].sub("", text).strip(" ,;:|-–—")
    return rest if rest and not rest[0].islower() else text


def declared(names: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Declared names cleaned, each with whether it is an organisation; a field that lists several is taken apart."""
    found: dict[str, bool] = {}
    for name, organisation in names:
        for part in [plain(name)] if organisation else split(plain(name)):
            if 1 < len(part) <= LONGEST and not part.startswith(("http", "/")):
                found.setdefault(part, organisation)
    return list(found.items())


def split(text: str) -> list[str]:
    """`Ann Lee, Bob Ray and Cy Dunn` in three; what follows a single name after a comma or dash (a role) falls off."""
    joined = [part for piece in _words()[1].split(text) for part in _PARTS.split(piece) if part]
    persons = [part for part in joined if is_person(part)]
    if len(joined) < 2 or not persons:
        return [text] if text else []
    return persons


def is_person(text: str) -> bool:
    """Two to five words that begin with capitals (small particles between them allowed), no figures, no site names."""
    words = text.split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in text) or _FIELD.search(text):
        return False
    ends = (words[0], words[-1])
    return all(_CAPITAL.match(w) and not w[0].islower() for w in ends)


def from_byline(text: str) -> list[str]:
    """The persons in the text of a byline; empty when it holds none."""
    text = plain(re.sub(r"^[^:]{1,40}:\s+", "", text.strip()))
    return [p for p in split(text) if is_person(p)] if len(text) <= 3 * LONGEST else []
