"""The paragraphs of a page: trafilatura for the body, then what it is known to lose (the summary above the text).

Trafilatura (Barbaresi 2021) is called with `fast=True` and never with `deduplicate`, which keeps state between calls.
It is given a tree, made here: lxml's own parser asks a function in Python which class each element is to have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from selon.reading.titles import flat, same

LEADS = (
    '[itemprop="alternativeHeadline"], [itemprop="description"], [class*="standfirst"], [class*="lead"], '
    '[class*="intro"], [class*="teaser"], [class*="summary"], [class*="subtitle"], [class*="subhead"], [class*="dek"], '
    '[class*="chapo"], h1 ~ h2, h1 ~ p, h1 + div'
)

_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML has no place for (XML 1.0 §2.2)."""


def paragraphs(tree: LexborHTMLParser, page: str, headline: str | None, lead: str | None) -> list[str]:
    """The paragraphs of the article, the summary first when the page shows it; the headline is not among them.

    tree: the page as read; page: its markup, for a page of which no tree can be made.
    """
    from trafilatura import bare_extraction

    source = _lxml_tree(tree)
    source = (tree.html or page) if source is None else source
    found = bare_extraction(source, fast=True, with_metadata=False, include_comments=False, include_tables=True)
    lines = str(getattr(found, "text", None) or "").split("\n")
    body = [text for line in lines if (text := _line(line))]
    while body and headline and _is_headline(body[0], headline):
        body.pop(0)
    shown = _shown_lead(tree, lead) if lead and body else None
    return body if shown is None or _holds(body, shown) else [shown, *body]


@lru_cache(maxsize=1)
def _parser() -> Any:
    """A parser that gives every element the class that trafilatura expects, without asking."""
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement, HTMLParser

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _lxml_tree(tree: LexborHTMLParser) -> Any:
    """The page as lxml's tree; `None` when lxml makes none of it."""
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    markup = _INVALID.sub("", (tree.root.html if tree.root else None) or "")
    try:
        return document_fromstring(markup, parser=_parser())
    except (LxmlError, ValueError):
        return None


def _is_headline(line: str, headline: str) -> bool:
    """Whether a line is the headline, alone or behind its kicker."""
    return same(line, headline) or (
        len(headline) >= 12 and len(line) < len(headline) + 60 and _key(line).endswith(_key(headline))
    )


def _line(line: str) -> str:
    """One paragraph: tables and lists lose their marks, white space is single."""
    text = re.sub(r"^\s*-\s+", "", line) if line.startswith("- ") else line
    return " ".join(text.replace("\u00ad", "").split())


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _holds(body: Sequence[str], text: str) -> bool:
    """Whether a summary already stands at the beginning of the body, whole or nearly."""
    key = _key(text)[:200]
    return key in _key(" ".join(body[:6]))[:6000]


def _shown_lead(tree: LexborHTMLParser, lead: str) -> str | None:
    """The summary as the page shows it: the smallest likely element whose text begins as the declared one does."""
    key = _key(lead)
    if len(key) < 30:
        return None
    best: str | None = None
    for node in tree.css(LEADS)[:200]:
        if node.tag in ("script", "style", "body", "html", "meta", "article", "main"):
            continue
        text = flat(node.text(separator=" ")) if len(node.text()) < 2000 else ""
        own = _key(text)
        if own and (own == key or (own.startswith(key[: len(key) - 5]) and len(own) < 2 * len(key))):
            best = text if best is None or len(text) < len(best) else best
    return best
