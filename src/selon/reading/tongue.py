"""Which language a text is in: py3langid restricted to the packs, with abstention.

Lui and Baldwin (2012), langid.py; py3langid 0.4 reads its model in about 0.4 s, once, when the first text needs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from selon.errors import Fault
from selon.lang import available

UNKNOWN = "und"
SHORTEST = 12
"""Letters; a text with fewer is not identified."""

SAMPLE = 2000
"""Code points that are looked at."""

_NOISE = re.compile(r"https?://\S+|[@#]\w+|[\W\d_]+")


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str, among: Sequence[str]) -> tuple[str, float]:
    """The language of a text out of `among` (ISO 639-1), and how sure: 0–1, its share among those and the clear best.

    `("und", p)` when the text has fewer than 12 letters, when none stands out, or when another language than those is
    clearly more likely.
    """
    words = _NOISE.sub(" ", text[:SAMPLE]).strip()
    if len(words.replace(" ", "")) < SHORTEST or not among:
        return UNKNOWN, 0.0
    ranked = dict(_model().rank(words))
    inside = {code: ranked.get(code, 0.0) for code in among}
    best = max(sorted(inside), key=lambda code: inside[code])
    outside = max((p for code, p in ranked.items() if code not in inside), default=0.0)
    sure = inside[best] / (sum(inside.values()) or 1.0)
    if outside > 2 * inside[best] or sure < 0.5:
        return UNKNOWN, 1 - sure
    return best, sure


def settle(text: str, given: str | None, declared: str | None, place: str) -> tuple[str, tuple[Fault, ...]]:
    """The language to read a report with: as the user says, else as identified, the declaration breaking doubts.

    given: the user's word; used as it is when there is a pack. declared: what the report says (`en-GB`, `fr_FR`).
    A fault `language` says when there is no pack, or when declaration and text disagree.
    """
    packs = available()
    if given is not None:
        code = _code(given)
        return (code, ()) if code in packs else (UNKNOWN, (_no_pack(code, place),))
    said = _code(declared) if declared else None
    found, sure = identify(text, packs)
    if found != UNKNOWN and (said is None or said == found):
        return found, ()
    if found == UNKNOWN:
        return (said, ()) if said in packs else (UNKNOWN, (_unknown(said, place),))
    if said in packs and sure < 0.9:
        return str(said), ()
    return found, (Fault("language", place, f"declared as {said}, but the text is {found}: read as {found}"),)


def _code(value: str) -> str:
    return re.split(r"[-_]", value.strip().lower(), maxsplit=1)[0]


def _no_pack(code: str, place: str) -> Fault:
    return Fault("language", place, f"no language pack {code!r}; present: {', '.join(available())}")


def _unknown(said: str | None, place: str) -> Fault:
    if said:
        return _no_pack(said, place)
    return Fault(
        "language", place, f"language not identified; none of {', '.join(available())} fits, or too little text"
    )
