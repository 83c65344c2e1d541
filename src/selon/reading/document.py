"""The document in a capture: text, headline, authors, times, language, with a fault for all that was wrong."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from selon.errors import Fault, UsageError
from selon.model import Capture, Document, Picture
from selon.reading import ldjson
from selon.reading.decode import clean, decode
from selon.reading.forms import binary_kind
from selon.reading.moments import lenient, moment
from selon.reading.tongue import settle

Read = tuple[Document | None, tuple[Fault, ...]]


def read(capture: Capture) -> Read:
    """The document of one capture, and the faults; `None` only when there is nothing to read, and a fault says why.

    Faults: `empty`, `binary`, `encoding`, `nul`, `surrogate`, `cut`, `date`, `language`, for JSON `json` and
    `not-a-report`, for HTML `no-article`, `no-headline`, `deep`. Raises `UsageError` for an unknown form and for a
    `capture.published` that is no ISO 8601 time.
    """
    if capture.published is not None:
        moment(capture.published, capture.name)
    if not capture.payload.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, (Fault("empty", capture.name, "there is nothing in it"),)
    if what := binary_kind(capture.payload[:65536]):
        return None, (Fault("binary", capture.name, f"this is no text ({what})"),)
    if capture.form == "txt":
        return _plain(capture)
    if capture.form == "json":
        return _posting(capture)
    if capture.form == "html":
        from selon.reading.page import read_page

        return read_page(capture)
    raise UsageError(f"unknown form {capture.form!r}", capture.name)


def _plain(capture: Capture) -> Read:
    """A text file: `document.text` is its characters verbatim, line breaks and byte-order mark included."""
    text, faults = decode(capture.payload, capture.name)
    text, unclean = clean(text, capture.name)
    language, doubts = settle(text, capture.language, None, capture.name)
    published = moment(capture.published) if capture.published else None
    document = Document(capture.digest, text, capture.url, published=published, language=language)
    return document, faults + unclean + doubts


def _posting(capture: Capture) -> Read:
    """One schema.org object: the text is headline, blank line, body."""
    raw, faults = decode(capture.payload, capture.name)
    try:
        node = json.loads(raw.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as fault:
        return None, (*faults, Fault("json", capture.name, f"bad JSON: {fault}"))
    if not ldjson.is_posting(node):
        return None, (*faults, Fault("not-a-report", capture.name, "an object without headline and articleBody"))
    return _from_node(capture, node, faults)


def _from_node(capture: Capture, node: ldjson.Json, faults: tuple[Fault, ...]) -> Read:
    headline, body = ldjson.text(node, "headline", "name"), ldjson.text(node, "articleBody", "text")
    text, unclean = clean("\n\n".join(part for part in (headline, body) if part), capture.name)
    if not text.strip():
        return None, (*faults, *unclean, Fault("empty", capture.name, "headline and articleBody are empty"))
    language, doubts = settle(text, capture.language, ldjson.language(node), capture.name)
    published, undated = _time(node, "datePublished", capture.name)
    modified, unmodified = _time(node, "dateModified", capture.name)
    image, address = ldjson.picture(node), _clean(capture.url or ldjson.own_address(node))
    document = Document(
        capture.digest,
        text,
        url=address,
        outlet=_clean(ldjson.name(node.get("publisher"))),
        authors=tuple(dict.fromkeys(_said(n) for n, _ in ldjson.names(node.get("author")) if n.strip())),
        headline=_clean(headline),
        published=moment(capture.published) if capture.published else published,
        modified=modified,
        language=language,
        picture=Picture(_said(urljoin(address or "", image[0])), _clean(image[1])) if image else None,
        credits=tuple(_said(credit) for credit in ldjson.credits_of(node)),
    )
    return document, faults + unclean + undated + unmodified + doubts


def _said(text: str) -> str:
    """A value without what UTF-8 and SQLite cannot carry."""
    return clean(text.strip(), "")[0]


def _clean(text: str | None) -> str | None:
    return _said(text) if text else None


def _time(node: ldjson.Json, key: str, place: str) -> tuple[str | None, tuple[Fault, ...]]:
    value = node.get(key)
    if value is None or value == "":
        return None, ()
    found = lenient(value)
    return found, () if found else (Fault("date", place, f"{key} {str(value)[:60]!r} is no ISO 8601 time: left out"),)
