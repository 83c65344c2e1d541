"""The time of publication as people read it, for pages that declare none: figures, or month names from CLDR by Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from selon.errors import UsageError
from selon.reading.moments import moment

_PLACES = ", ".join(f'[class*="{word}"]' for word in ("date", "Date", "time", "Time", "publish", "meta", "info"))
_NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>20\d\d|\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\.?\s+(?:\w{1,3}\s+)?(?P<m>[^\W\d_]{3,12})\.?,?\s+(?:\w{1,3}\s+)?(?P<y>20\d\d)"
)
_MONTH_FIRST = re.compile(r"(?P<m>[^\W\d_]{3,12})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>20\d\d)")
_CLOCK = re.compile(r"\D{1,14}?(?P<h>[01]?\d|2[0-3])[:.](?P<n>[0-5]\d)(?!\d|\.\d)")


def shown_moment(tree: LexborHTMLParser, language: str | None) -> str | None:
    """The first date, with its clock time when it has one, in a short element that is marked as date or information.

    Only unambiguous forms: `3.5.2024`, `3 mai 2024`, `May 3, 2024`; never `3/5/2024`. No zone is invented.
    """
    found: str | None = None
    for text in _texts(tree):
        time = read_shown(text, language)
        if time and (found is None or (len(time) > len(found) and time.startswith(found))):
            found = time
    return found


def _texts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(_PLACES)[:80]:
        if node.tag not in ("body", "html", "script", "style", "meta"):
            text = " ".join(node.text(separator=" ").split()) if len(node.text()) < 800 else ""
            if 6 <= len(text) <= 160:
                yield text


def read_shown(text: str, language: str | None) -> str | None:
    """The first date in a text, as `moment` writes it; `None` when there is none."""
    for pattern in (_NUMERIC, _NAMED, _MONTH_FIRST):
        for match in pattern.finditer(text):
            number = int(match["m"]) if pattern is _NUMERIC else months(language).get(match["m"].casefold())
            if number is None:
                continue
            date = f"{2000 + int(match['y']) % 100}-{number:02}-{int(match['d']):02}"
            clock = _CLOCK.match(text, match.end())
            try:
                return moment(f"{date}T{int(clock['h']):02}:{clock['n']}" if clock else date)
            except UsageError:
                continue
    return None


@lru_cache(maxsize=32)
def months(language: str | None) -> dict[str, int]:
    """The names and abbreviations of months in a language, case folded, to their numbers; empty when it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse((language or "").replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        return {}
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                found.setdefault(name.casefold().rstrip("."), number)
    return found
