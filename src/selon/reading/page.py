"""The document in a web page: its head, its body, guarded against pages that are made to hurt."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

from selon.errors import Fault
from selon.model import Capture, Document, Picture
from selon.reading.body import paragraphs
from selon.reading.decode import clean, decode
from selon.reading.head import Head, read_head
from selon.reading.moments import moment
from selon.reading.tongue import settle

DEEPEST = 150
"""Open elements; a page nested deeper is read by its marks alone, since parsers recurse or give up."""

LONGEST = 1_500_000
"""Characters of markup without scripts and styles; a longer page is read up to here. Real pages have a third of it."""

MOST = 50_000
"""Tags; a page with more is read up to there. Real pages have a fifth of it."""

FEW = 25
"""Words; fewer are no article."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--|<(script|style|svg|template|select|iframe|textarea)\b(?![^<>]{0,200}ld\+json)[^<>]{0,4000}", re.IGNORECASE
)
_CLOSERS = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "svg", "template", "select", "iframe", "textarea")
} | {"": re.compile("-->")}
_INLINE = re.compile(r"""data:(?<=\bdata:)[\w/+.;=-]{0,80},[^"'\s)>]{200,}""")
"""An image in the page itself. The letters stand first, so that the search runs at the speed of `str.find`."""
_OPTION = re.compile(r"</?opt(?:ion|group)\b[^<>]{0,400}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|tr|br|article|section|blockquote|title)\b[^<>]*>", re.IGNORECASE)
_CROWDED = re.compile(
    r"""(<[a-zA-Z][^\t\n\f\r />]*+)(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+))?+){256,}+"""
)
"""A tag with more attributes than any honest one has. Parsers compare every attribute with every other one."""
_FLAT = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "td", "tr", "th", "tbody", "thead", "tfoot", "option", "optgroup", "dt", "dd", "rp", "rt",
    )
)  # fmt: skip
"""Elements that hold nothing, or that the next of their kind closes."""


def read_page(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document of an HTML capture. The text is headline, blank line, then the paragraphs with blank lines between.

    Faults beside those of `read`: `no-article` (no body found; the text is the headline alone), `no-headline`,
    `deep` (nested beyond reason: read without its structure), `cut`.
    """
    declared = _CHARSET.search(capture.payload[:4096])
    header = next((str(value) for key, value in capture.meta if key == "charset"), None)
    raw, faults = decode(capture.payload, capture.name, declared[1].decode("ascii") if declared else header)
    shown = without_hidden(raw.removeprefix("\ufeff"))
    page, more = clean(_OPTION.sub("", _INLINE.sub("", shown)), capture.name)
    faults += more
    deepest, end = _measure(page)
    if deepest > DEEPEST:
        faults += (Fault("deep", capture.name, f"nested deeper than {DEEPEST} elements: read without its structure"),)
        page = _flattened(page)
        _, end = _measure(page)
    if end < len(page):
        reason = f"{len(page)} characters of markup; read up to character {end}"
        faults, page = (*faults, Fault("cut", capture.name, reason)), page[:end]
    page = _CROWDED.sub(r"\1", page)
    tree = LexborHTMLParser(page)
    head = read_head(tree, capture.url)
    body = paragraphs(tree, page, head.titles.shown, head.lead)
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
    """The body declared in JSON-LD where extraction found next to nothing; markup in it is taken out."""
    text = head.body or ""
    if sum(map(len, body)) * 3 >= len(text):
        return body
    text = text if "<" in text else html.unescape(text)
    lines = _TAG.sub("", _BLOCK.sub("\n", without_hidden(text))).split("\n")
    return [line for part in lines if (line := " ".join(html.unescape(part).split()))]


def without_hidden(page: str) -> str:
    """The page without what is never text: comments, scripts (JSON-LD stays), styles, drawings. Linear in time."""
    kept, at, endless = [], 0, set[str]()
    for match in _HIDDEN.finditer(page):
        name = (match[1] or "").lower()
        if match.start() < at or name in endless:
            continue
        end = _CLOSERS[name].search(page, match.end())
        if end is None:
            endless.add(name)
            continue
        kept.append(page[at : match.start()])
        stop = page.find(">", end.start())
        at = stop + 1 if stop >= 0 else len(page)
    return "".join([*kept, page[at:]])


def _measure(page: str) -> tuple[int, int]:
    """How many elements are open at once, at most; and up to which character the page is read."""
    deepest = depth = 0
    for number, match in enumerate(_TAG.finditer(page, 0, LONGEST)):
        if number >= MOST:
            return deepest, match.start()
        closing, name = match.groups()
        if name.lower() in _FLAT or page[match.end() - 2] == "/":
            continue
        if closing:
            depth = depth - 1 if depth else 0
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest, min(len(page), LONGEST)


def _flattened(page: str) -> str:
    """The words of a page in paragraphs, its title kept, all other structure gone."""
    title = re.search(r"<title[^<>]*>([^<>]{1,400})<", page, re.IGNORECASE)
    text = _TAG.sub(" ", _BLOCK.sub("\n", without_hidden(page)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    body = "".join(f"<p>{line}</p>" for line in lines if line)
    return f"<html><head><title>{title[1] if title else ''}</title></head><body><article>{body}</article></body></html>"
