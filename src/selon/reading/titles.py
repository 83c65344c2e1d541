"""Headlines: as shown to a reader (`<h1>`) and as declared (JSON-LD, OpenGraph, `<title>`)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio
from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 400
_SEPARATOR = re.compile(r"\s+[|–—·•»\-]\s+|\s*[：｜|]\s*")
_KICKER = ", ".join(
    ['[aria-hidden="true"]'] + [f'[class*="{w}"]' for w in ("kicker", "Kicker", "overline", "eyebrow", "topline")]
)


@dataclass(frozen=True, slots=True)
class Titles:
    """The headline as shown, and as declared by JSON-LD or OpenGraph when that differs (`None`: it does not)."""

    shown: str | None
    declared: str | None


def titles(tree: LexborHTMLParser, linked: str | None, opened: list[str], outlet: str | None) -> Titles:
    """The two headlines of a page. linked: from JSON-LD; opened: `og:title`; outlet: to drop ` - Outlet` at the end."""
    element = tree.css_first("head title")
    raw = [linked, *opened, element.text() if element else None]
    house = outlet or ""
    declared = [text for value in raw if value and (text := flat(value)) and not same(text, house)]
    headings = [text for node in tree.css("h1")[:20] if (text := flat(shown_text(node))) and not same(text, house)]
    shown = _shown(headings, declared)
    known = [shown, *declared] if shown else declared
    bare = [_without_outlet(d, known, outlet) for d in declared]
    shown = _without_kicker(shown, bare) if shown else next(iter(bare), None)
    stated = {flat(value) for value in [linked, *opened] if value}
    other = next((b for d, b in zip(declared, bare, strict=True) if d in stated and shown and not same(b, shown)), None)
    return Titles(shown, other)


def flat(text: str) -> str:
    """Text in one line: entities resolved (also doubly written ones), soft hyphens and extra spaces dropped."""
    text = html.unescape(html.unescape(text[: 4 * LONGEST])).replace("\u00ad", "").replace("\u200b", "")
    return " ".join(text.replace("\ufeff", "").split())[:LONGEST]


def same(a: str, b: str) -> bool:
    """Whether two headlines differ in marks and spaces only."""
    return _key(a) == _key(b)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def shown_text(node: LexborNode) -> str:
    """The text of a heading without its kicker; where an element ends between two letters a space is put."""
    whole = _spaced(node)
    for kicker in node.css(_KICKER)[:4]:
        rest = whole.replace(_spaced(kicker), " ", 1).strip(" \t\n\r\xa0-–—:|/")
        whole = rest if len(rest) >= 12 else whole
    return whole


def _spaced(node: LexborNode) -> str:
    return re.sub(r"(?<=\w)\x1f+(?=\w)", " ", node.text(separator="\x1f", strip=False)).replace("\x1f", "")


def _shown(headings: list[str], declared: list[str]) -> str | None:
    """The heading that is most like what is declared; the first one when nothing is."""
    if not headings or not declared:
        return headings[0] if headings else None
    scores = [max(_likeness(h, d) for d in declared) for h in headings]
    best = max(scores)
    return headings[scores.index(best)] if best >= 50 else headings[0]


def _likeness(heading: str, declared: str) -> float:
    """0–100; a heading much shorter than the declared headline is a section name."""
    if len(heading) < 0.3 * len(declared):
        return 0.0
    return float(partial_ratio(heading.casefold(), declared.casefold()))


def _without_outlet(title: str, known: Iterable[str], outlet: str | None) -> str:
    """`Headline - Outlet`, `Headline | Section | Outlet` without what is no headline."""
    match = list(_SEPARATOR.finditer(title))
    for cut in match:
        front = title[: cut.start()]
        if any(front != k and same(front, k) for k in known) or any(same(front, k) for k in known if k != title):
            return front
    if match and outlet and _key(title[match[-1].end() :]) and _is_outlet(title[match[-1].end() :], outlet):
        return title[: match[-1].start()]
    return title


def _is_outlet(text: str, outlet: str) -> bool:
    a, b = _key(text), _key(outlet)
    return len(a) <= 40 and (a in b or b in a)


def _without_kicker(shown: str, declared: list[str]) -> str:
    """A heading without the kicker before it, when the page declares its headline without one."""
    for candidate in sorted(declared, key=len):
        key, whole = _key(candidate), _key(shown)
        if len(key) >= 12 and key != whole and whole.endswith(key):
            at = shown.casefold().rfind(candidate.casefold())
            return shown[at:] if at > 0 else candidate
    return shown
