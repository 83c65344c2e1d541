"""The paragraphs of a page: trafilatura for the body, then what it is known to lose (the summary above the text).

Trafilatura (Barbaresi 2021) is called with `fast=True` and never with `deduplicate`, which keeps state between calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from selon.reading.titles import flat, same

LEADS = (
    '[itemprop="alternativeHeadline"], [itemprop="description"], [class*="standfirst"], [class*="lead"], '
    '[class*="intro"], [class*="teaser"], [class*="summary"], [class*="subtitle"], [class*="subhead"], [class*="dek"], '
    '[class*="chapo"], h1 ~ h2, h1 ~ p, h1 + div'
)


def paragraphs(html: str, tree: LexborHTMLParser, headline: str | None, lead: str | None) -> list[str]:
    """The paragraphs of the article, the summary first when the page shows it; the headline is not among them."""
    from trafilatura import bare_extraction

    found = bare_extraction(html, fast=True, with_metadata=False, include_comments=False, include_tables=True)
    lines = str(getattr(found, "text", None) or "").split("\n")
    body = [text for line in lines if (text := _line(line))]
    while body and headline and _is_headline(body[0], headline):
        body.pop(0)
    shown = _shown_lead(tree, lead) if lead and body else None
    return body if shown is None or _holds(body, shown) else [shown, *body]


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
