"""Which form bytes have: by what they are said to be, and by how they begin."""

from __future__ import annotations

import re

BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/vtt": "vtt",
    "application/x-subrip": "srt", "message/rfc822": "eml",
    "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/feed+json": "feed", "application/json": "json", "application/ld+json": "json", "text/plain": "txt",
    "application/warc": "warc", "application/x-warc": "warc",
}  # fmt: skip
BY_ENDING = {
    ".html": "html", ".htm": "html", ".pdf": "pdf", ".vtt": "vtt", ".srt": "srt", ".eml": "eml",
    ".rss": "feed", ".atom": "feed",
    ".json": "json", ".txt": "txt", ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)[\s>]", re.IGNORECASE)


def form_of(payload: bytes, said: str = "", name: str = "") -> str | None:
    """The form of a payload: its own first bytes, else the media type `said`, else the name's ending; `None` when
    nothing fits.
    """
    return _by_start(payload) or BY_TYPE.get(said) or _by_ending(name) or _by_text(payload)


def _by_start(payload: bytes) -> str | None:
    head = payload[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WEBVTT"):
        return "vtt"
    if head.startswith(b"WARC/1."):
        return "warc"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if _FEED.search(head) and not head[:15].lower().startswith(b"<!doctype html"):
        return "feed"
    if head.startswith(b"{") and b"jsonfeed.org/version/" in payload[:4096]:
        return "feed"
    return "html" if head[:14].lower().startswith((b"<!doctype html", b"<html")) else None


def _by_ending(name: str) -> str | None:
    lower = name.lower().split("?")[0]
    return next((form for ending, form in BY_ENDING.items() if lower.endswith(ending)), None)


def _by_text(payload: bytes) -> str | None:
    if b"\0" in payload[:4096]:
        return None
    return "html" if _HTML.search(payload[:4096]) else "txt"
