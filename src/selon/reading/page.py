"""The document in a web page: its head, its body, guarded against pages that are made to hurt."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from selon.errors import Fault
from selon.model import Capture, Document, Picture
from selon.reading.body import paragraphs
from selon.reading.decode import clean, decode
from selon.reading.head import Head, read_head
from selon.reading.moments import moment
from selon.reading.tongue import settle

DEEPEST = 400
"""Open elements; a page nested deeper is read by its marks alone, since parsers recurse."""

FEW = 25
"""Words; fewer are no article."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|svg|noscript|template)\b(?![^>]*ld\+json)[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_DATA = re.compile(r"""\bdata:[\w/+.;=-]{0,80},[^"'\s)>]{200,}""")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*?(/?)>")
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|tr|br|article|section|blockquote|title)\b[^<>]*>", re.IGNORECASE)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


def read_page(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document of an HTML capture. The text is headline, blank line, then the paragraphs with blank lines between.

    Faults beside those of `read`: `no-article` (no body found; the text is the headline alone), `no-headline`,
    `deep` (nested beyond reason: read without its structure), `cut`.
    """
    declared = _CHARSET.search(capture.payload[:4096])
    raw, faults = decode(capture.payload, capture.name, declared[1].decode("ascii") if declared else None)
    page, more = clean(_lighter(raw.removeprefix("\ufeff")), capture.name)
    faults += more
    if _depth(page) > DEEPEST:
        faults += (Fault("deep", capture.name, f"nested deeper than {DEEPEST} elements: read without its structure"),)
        page = _flattened(page)
    tree = LexborHTMLParser(page)
    head = read_head(tree, capture.url)
    body = paragraphs(page, tree, head.titles.shown, head.lead)
    body = _declared_body(head, body)
    return _document(capture, head, body, faults)


def _document(
    capture: Capture, head: Head, body: list[str], faults: tuple[Fault, ...]
) -> tuple[Document | None, tuple[Fault, ...]]:
    headline = head.titles.shown
    text, more = clean("\n\n".join([headline, *body] if headline else body), capture.name)
    faults += more
    if not text.strip():
        return None, (*faults, Fault("no-article", capture.name, "no headline and no text found in the page"))
    if sum(len(p.split()) for p in body) < FEW and sum(map(len, body)) < 4 * FEW:
        faults += (Fault("no-article", capture.name, "hardly any text found in the page"),)
    if not headline:
        faults += (Fault("no-headline", capture.name, "no headline found"),)
    language, doubts = settle(text, capture.language, head.language, capture.name)
    document = Document(
        capture.digest,
        text,
        url=head.url,
        outlet=head.outlet,
        authors=head.authors,
        headline=headline,
        headline_declared=head.titles.declared,
        published=moment(capture.published) if capture.published else head.published,
        modified=head.modified,
        language=language,
        picture=Picture(*head.picture) if head.picture else None,
        credits=head.credits,
    )
    return document, faults + doubts


def _declared_body(head: Head, body: list[str]) -> list[str]:
    """The body declared in JSON-LD where extraction found next to nothing."""
    if head.body and sum(map(len, body)) * 3 < len(head.body):
        return [" ".join(p.split()) for p in re.split(r"\n+", head.body) if p.strip()]
    return body


def _lighter(page: str) -> str:
    """The page without what is never text: scripts (JSON-LD stays), styles, pictures written into it."""
    if len(page) < 300_000:
        return page
    return _DATA.sub("", _HIDDEN.sub("", page))


def _depth(page: str) -> int:
    """An upper bound of how many elements are open at once."""
    deepest = depth = 0
    for match in _TAG.finditer(page):
        closing, name, empty = match.groups()
        if closing:
            depth = max(0, depth - 1)
        elif not empty and name.lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _flattened(page: str) -> str:
    """The words of a page in paragraphs, its title kept, all other structure gone."""
    title = re.search(r"<title[^<>]*>([^<>]{1,400})<", page, re.IGNORECASE)
    text = _TAG.sub(" ", _BLOCK.sub("\n", _HIDDEN.sub("", page)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    body = "".join(f"<p>{line}</p>" for line in lines if line)
    return f"<html><head><title>{title[1] if title else ''}</title></head><body><article>{body}</article></body></html>"
