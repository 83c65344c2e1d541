"""Feeds: RSS 0.9x–2.0, Atom (RFC 4287), JSON Feed 1.x. One entry is one item; its dates stay as written.

Entities are not declared by honest feeds: a feed that declares one is refused whole, before any parser sees it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from selon.capture.plain import dense, iso, loads, string, text_of_markup, uncrowded, unique
from selon.capture.urls import canonical
from selon.errors import Fault, InputError
from selon.model import Capture, Document

MAX_BYTES = 16 << 20
"""A larger feed is refused."""
MAX_ENTRIES = 2000
MAX_TAGS = 400_000
"""A feed with more tags in its first entries is refused: a parser takes some 30 µs for each."""
SUMMARY_ONLY = 600
"""An entry without full content whose summary is shorter than this (characters) is worth fetching."""


_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(r"\s*<\?xml[^<>]{0,400}\?>")
_ENCODING = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_ASCII = bytes(b for b in range(32, 127) if b != 92) + rb" \x3c \u003c \074 +ADw-"
_ENTRY = re.compile(rb"<(?:item|entry)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed; text fields are empty, `None` where absent.

    id: the feed's own identifier, else the address. html: the fullest content as given. full: whether that is the
    whole report as far as the feed says. published, updated: as written. source: name and address of the `<source>`
    of a reprint.
    """

    id: str
    url: str | None
    title: str
    html: str
    full: bool
    published: str
    updated: str
    authors: tuple[str, ...]
    source: tuple[str, str] | None
    language: str
    feed: str


def read_feed(payload: bytes, address: str) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    """The entries of a feed in its order. Faults: `too-large`, `entities`, `feed` (it is none), `cut` (more
    entries than are read).
    """
    if len(payload) > MAX_BYTES:
        return (), (Fault("too-large", address, f"a feed of {len(payload)} bytes is not read"),)
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(payload, address)
    readable = _readable(payload)
    if readable is None:
        return (), (Fault("encoding", address, "the feed is in an encoding in which none is written; it is not read"),)
    if b"<!ENTITY" in readable.upper():
        return (), (Fault("entities", address, "the feed declares XML entities; it is refused"),)
    payload, count = _first(readable)
    if payload.count(b"<") > MAX_TAGS:
        return (), (Fault("too-large", address, f"a feed of more than {MAX_TAGS} tags is not read"),)
    import feedparser

    payload = uncrowded(payload.decode("latin-1")).encode("latin-1")
    parsed = feedparser.parse(io.BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        return (), (Fault("feed", address, f"this is no feed ({parsed.get('bozo_exception', 'no entries')})"),)
    feed = parsed.feed
    title, language = string(feed.get("title")), string(feed.get("language"))
    items = tuple(_item(entry, address, title, language) for entry in parsed.entries[:MAX_ENTRIES])
    return items, _faults(parsed, address, count)


def _readable(payload: bytes) -> bytes | None:
    """A feed in bytes in which `<` is `<`, so that what is looked for in them is what the parser sees: UTF-16 and UTF-32
    as UTF-8. `None` when it says that it is in another encoding that hides it (UTF-7, EBCDIC), or is not what it says.
    """
    try:
        wide = next((name for mark, name in _WIDE if payload.startswith(mark)), None)
        if wide:
            text = _DECLARED.sub("", payload.decode(wide).removeprefix("\ufeff"), count=1)
            return text.encode("utf-8", "replace")
        said = _ENCODING.search(payload[:400])
        if b"\0" in payload[:400]:
            return None
        return payload if not said or _ASCII.decode(said[1].decode("ascii")) == _ASCII.decode("ascii") else None
    except LookupError:
        return payload  # an encoding that nobody knows: the parser guesses among those that it knows
    except ValueError:
        return None


def _first(payload: bytes) -> tuple[bytes, int]:
    """A feed with its first entries only, and how many it had; what stands behind the last one stays."""
    starts = [match.start() for match in _ENTRY.finditer(payload)]
    if len(starts) <= MAX_ENTRIES:
        return payload, len(starts)
    end = max(payload.rfind(b"</" + name + b">") + len(name) + 3 for name in (b"item", b"entry"))
    return payload[: starts[MAX_ENTRIES]] + payload[max(end, starts[-1]) :], len(starts)


def _faults(parsed: Any, address: str, count: int) -> tuple[Fault, ...]:
    faults = []
    if max(count, len(parsed.entries)) > MAX_ENTRIES:
        faults.append(Fault("cut", address, f"{max(count, len(parsed.entries))} entries; {MAX_ENTRIES} are read"))
    broken = parsed.get("bozo_exception")
    if broken is not None and type(broken).__name__ != "CharacterEncodingOverride":
        faults.append(Fault("feed", address, f"not well-formed, read as far as it goes: {broken}"))
    return tuple(faults)


def _item(entry: Any, address: str, feed: str, language: str) -> Item:
    contents = [string(c.get("value")) for c in entry.get("content", ())]
    content = max(contents, key=len, default="")
    summary = string(entry.get("summary"))
    link = string(entry.get("link"))
    source = entry.get("source") or {}
    said = (string(source.get("title")), string(source.get("href") or source.get("link")))
    names = [string(a.get("name")) for a in entry.get("authors", ()) if isinstance(a, dict)]
    spoken = string((entry.get("title_detail") or {}).get("language")) or language
    return Item(
        id=string(entry.get("id")) or link, url=_address(address, link), title=text_of_markup(string(entry.get("title"))),
        html=content or summary, full=bool(content) or len(text_of_markup(summary)) >= SUMMARY_ONLY,
        published=string(dict.get(entry, "published")), updated=string(dict.get(entry, "updated")), authors=unique(names),
        source=said if any(said) else None, language=spoken, feed=feed,
    )  # fmt: skip


def _address(base: str, link: str) -> str | None:
    try:
        return canonical(urljoin(base, link)) if link else None
    except (InputError, ValueError):
        return None


def _json_feed(payload: bytes, address: str) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    feed = loads(payload)
    if feed is None or "jsonfeed.org/version/" not in string(feed.get("version")):
        return (), (Fault("feed", address, "this is no JSON Feed"),)
    listed = feed.get("items")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    items = tuple(_json_item(e, feed, address) for e in entries[:MAX_ENTRIES])
    cut = len(entries) > MAX_ENTRIES
    return items, (Fault("cut", address, f"{len(entries)} entries; {MAX_ENTRIES} are read"),) if cut else ()


def _json_item(entry: dict[str, Any], feed: dict[str, object], address: str) -> Item:
    listed = entry.get("authors") or feed.get("authors") or [entry.get("author") or {}]
    names = [string(a.get("name")) for a in listed if isinstance(a, dict)] if isinstance(listed, list) else []
    content = string(entry.get("content_html"))
    plain = string(entry.get("content_text"))
    body = content or "".join(f"<p>{_escaped(p)}</p>" for p in plain.split("\n\n") if p)
    link, outside = string(entry.get("url")), string(entry.get("external_url"))
    return Item(
        id=string(entry.get("id")) or link, url=_address(address, link or outside), title=string(entry.get("title")),
        html=body or _escaped(string(entry.get("summary"))), full=bool(body), published=string(entry.get("date_published")),
        updated=string(entry.get("date_modified")), authors=unique(names),
        source=("", outside) if outside and link else None,
        language=string(entry.get("language")) or string(feed.get("language")), feed=string(feed.get("title")),
    )  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def item_capture(item: Item, address: str, meta: tuple[tuple[str, object], ...] = ()) -> Capture:
    """An entry as a capture of form `item`: its fields as canonical JSON, so that the same entry gives the
    same bytes.
    """
    fields = {
        "id": item.id, "url": item.url, "title": item.title, "html": item.html, "published": item.published,
        "updated": item.updated, "authors": list(item.authors), "source": list(item.source) if item.source else None,
        "language": item.language, "feed": item.feed,
    }  # fmt: skip
    return Capture(dense(fields), "item", f"{address}#{item.id}"[:500], url=item.url, meta=(*meta, ("feed", address)))


def captures(payload: bytes, address: str, meta: tuple[tuple[str, object], ...] = ()) -> Iterator[Capture | Fault]:
    """All entries of a feed as captures, faults between them. meta: what is known about the feed's own capture."""
    items, faults = read_feed(payload, address)
    yield from faults
    for item in items:
        yield item_capture(item, address, meta)


def to_document(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document in a capture of form `item`: headline, blank line, text; the feed's language as a hint.

    Faults: `json`, `empty`, `date`.
    """
    fields = loads(capture.payload)
    if fields is None:
        return None, (Fault("json", capture.name, "this is no feed entry"),)
    title, body = string(fields.get("title")), text_of_markup(string(fields.get("html")))
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        return None, (Fault("empty", capture.name, "the entry has neither title nor text"),)
    dates = {name: string(fields.get(name)) for name in ("published", "updated")}
    faults = tuple(
        Fault("date", capture.name, f"{name} {said[:60]!r} is no date that we know: left out")
        for name, said in dates.items()
        if said and iso(said) is None
    )
    source, authors = fields.get("source"), fields.get("authors")
    document = Document(
        capture.digest, text, capture.url or (string(fields.get("url")) or None), string(fields.get("feed")) or None,
        authors=unique([string(a) for a in authors]) if isinstance(authors, list) else (), headline=title or None,
        published=capture.published or iso(dates["published"]) or iso(dates["updated"]), modified=iso(dates["updated"]),
        language=capture.language or _code(string(fields.get("language"))),
        credits=unique([string(s) for s in source]) if isinstance(source, list) else (),
    )  # fmt: skip
    return document, faults


def entry_facts(entry: str) -> tuple[str | None, tuple[str, ...]]:
    """When an entry was published (ISO 8601, `None` when it does not say so in a way that we know), and its credits;
    entry: the payload of its capture.
    """
    fields = loads(entry.encode("utf-8", "replace")) or {}
    source = fields.get("source")
    named = unique([string(s) for s in source]) if isinstance(source, list) else ()
    return iso(string(fields.get("published"))) or iso(string(fields.get("updated"))), named


def _code(language: str) -> str:
    code = language.lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isalpha() else "und"
