"""Files of the forms that the capture room knows, and the documents in their captures."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import Fault, UsageError
from selon.model import Capture, Document
from selon.settings import MAX_BYTES

if TYPE_CHECKING:
    from selon.pipeline import Options

FORMS = ("pdf", "srt", "vtt", "eml", "feed", "telegram", "warc")
"""Forms of files that are read here; `feed`, `telegram` and `warc` hold many reports."""
SUFFIXES = (".pdf", ".srt", ".vtt", ".eml", ".rss", ".atom", ".warc")
HEAD = 64 << 10

Read = tuple[Document | None, tuple[Fault, ...]]


def form_of(name: str, head: bytes) -> str | None:
    """Which of our forms a file has, by its first bytes and its name; `None` for those of the reading room."""
    from selon.capture import forms, telegram

    lower = name.lower()
    if lower.endswith((".warc", ".warc.gz")) or _unpacked(head).startswith(b"WARC/1."):
        return "warc"
    if lower.endswith(".json") and telegram.is_export(head):
        return "telegram"
    found = forms.form_of(head, "", name)
    return found if found in FORMS else None


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(b"\x1f\x8b"):
        return head[:16]
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def captures_in_path(path: Path, form: str, options: Options) -> Iterator[Capture | Fault]:
    """The captures in a file of one of our forms, each with what the user says about it."""
    try:
        for item in _captures(path, form, options.channel):
            yield item if isinstance(item, Fault) else said(item, options)
    except ModuleNotFoundError as missing:
        yield _extra(str(path), missing)


def _extra(place: str, missing: ModuleNotFoundError) -> Fault:
    return Fault("extra", place, f"this form needs the extra `selon[capture]` ({missing.name})")


def said(capture: Capture, options: Options) -> Capture:
    """The capture with what the user says about it; an address of its own is kept."""
    return replace(
        capture, url=capture.url or options.url, published=options.published or capture.published,
        language=options.language or capture.language,
    )  # fmt: skip


def is_channel(name: str) -> bool:
    """Whether this can be the public name of a channel, as in `t.me/NAME`."""
    from selon.capture.channel import NAME

    return NAME.fullmatch(name) is not None


def with_entry(capture: Capture, document: Document) -> Document:
    """The document of a page that an entry of a feed led to: the entry's date where the page has none, its credits."""
    found: Any = dict(capture.meta).get("feed_entry")
    if not isinstance(found, dict):
        return document
    from selon.capture.feeds import entry_facts

    published, named = entry_facts(str(found.get("entry", "")))
    every = tuple(dict.fromkeys((*document.credits, *_plain(named))))
    return replace(document, published=document.published or published, credits=every)


def _captures(path: Path, form: str, channel: str | None) -> Iterator[Capture | Fault]:
    if form == "warc":
        return in_archive(path)
    if form == "telegram":
        from selon.capture.telegram import read_export

        return read_export(path, channel)
    limit = MAX_BYTES.number()
    with path.open("rb") as file:
        payload = file.read(limit + 1)
    if len(payload) > limit:
        return iter((Fault("too-large", str(path), f"more than {limit} bytes ({MAX_BYTES.variable}): left out"),))
    return captures_in_payload(payload, form, str(path))


def in_archive(path: Path) -> Iterator[Capture | Fault]:
    """The captures in a WARC file; feeds and preview pages of channels in it are taken apart as when they are fetched."""
    from selon.capture.archive import read_warc
    from selon.capture.channel import channel_of, read_page
    from selon.capture.feeds import captures

    for item in read_warc(path):
        if isinstance(item, Fault):
            yield item
            continue
        address = item.url or item.name
        if item.form == "feed":
            parts = captures(item.payload, address, item.meta)
        elif channel_of(item.url or ""):
            parts = read_page(item.payload, address, (("page", item.digest), *item.meta))
        else:
            parts = iter((item,))
        yield from (p if isinstance(p, Fault) else replace(p, observed=item.observed) for p in parts)


def captures_in_payload(payload: bytes, form: str, name: str) -> Iterator[Capture | Fault]:
    """The captures in bytes of one of our forms that hold no stream of reports."""
    if form == "feed":
        from selon.capture.feeds import captures

        yield from captures(payload, name)
    elif form in FORMS:
        yield Capture(payload, form, name)
    else:
        raise UsageError(f"unknown form {form!r}", name)


def captures_in_stream(stream: io.BufferedReader, form: str, name: str, options: Options) -> Iterator[Capture | Fault]:
    """As `captures_in_path`, from a pipe; only forms that are read whole."""
    if form in ("warc", "telegram"):
        yield Fault("form", name, f"{form} is read from a file, not from a pipe")
        return
    limit = MAX_BYTES.number()
    payload = stream.read(limit + 1)
    if len(payload) > limit:
        yield Fault("too-large", name, f"more than {limit} bytes ({MAX_BYTES.variable}): left out")
        return
    for item in captures_in_payload(payload, form, name):
        yield item if isinstance(item, Fault) else said(item, options)


def _reader(form: str) -> Callable[[Capture], Read]:
    from selon.capture import feeds, mail, pdf, subtitles, telegram

    readers: dict[str, Callable[[Capture], Read]] = {
        "pdf": pdf.to_document, "srt": subtitles.to_document, "vtt": subtitles.to_document, "eml": mail.to_document,
        "telegram": telegram.to_document, "item": feeds.to_document,
    }  # fmt: skip
    if form not in readers:
        raise UsageError(f"unknown form {form!r}", "form")
    return readers[form]


def document_of(capture: Capture) -> Read:
    """The document in a capture of a form that the capture room reads: its language settled, its text fit
    to be kept.
    """
    from selon.reading.decode import clean
    from selon.reading.moments import moment
    from selon.reading.tongue import settle

    try:
        document, faults = _reader(capture.form)(capture)
    except ModuleNotFoundError as missing:
        return None, (_extra(capture.name, missing),)
    if document is None:
        return None, faults
    text, unclean = clean(document.text, capture.name)
    declared = None if document.language == "und" else document.language
    language, doubts = settle(text, capture.language, declared, capture.name)
    anchors = tuple(a for a in document.anchors if a.start < len(text))
    published = moment(capture.published) if capture.published else document.published
    document = replace(
        document, text=text, language=language, anchors=anchors, published=published, authors=_plain(document.authors),
        credits=_plain(document.credits), headline=_one(document.headline), outlet=_one(document.outlet),
        url=_one(document.url),
    )  # fmt: skip
    return document, (*faults, *unclean, *doubts)


def _one(value: str | None) -> str | None:
    return _plain((value,))[0] if value else None


def _plain(values: Iterable[str]) -> tuple[str, ...]:
    """Values without what UTF-8 and SQLite cannot carry."""
    return tuple(v.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8") for v in values)
