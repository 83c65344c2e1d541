"""Captures, documents, reports: bytes as they came, the text in them, what was read in the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from selon.errors import Fault
from selon.model.entity import EntityLink
from selon.model.place import PlaceMention
from selon.model.statement import Statement
from selon.model.when import TimeExpression

Form = Literal["txt", "html", "json", "pdf", "srt", "vtt", "eml", "telegram", "item"]
FORMS: tuple[str, ...] = ("txt", "html", "json")
OTHER_FORMS: tuple[str, ...] = ("pdf", "srt", "vtt", "eml", "telegram", "item")
"""Forms that the capture room reads by itself: documents, subtitles, mail, posts of a channel, entries of a feed."""


def digest_of(payload: bytes) -> str:
    """The SHA-256 of `payload` as `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came in, before anything was read in them.

    payload: the bytes of one report (one line of a JSONL file is one capture).
    form: what the bytes are said to be. name: the file or address they came from, `file:line` inside a batch.
    url: the report's own address when the capture knows it; a report's own metadata may say another one.
    published, language: what the user says about the report; `None` to read it from the report.
    meta: what the capture knows about how the bytes were obtained (request, response, channel, credit …), JSON values.
    observed: when these bytes were seen at their address (UTC, ISO 8601): bytes that come back after others tell of a
    page that went back. `None` for files, whose order says nothing.
    """

    payload: bytes
    form: str
    name: str
    url: str | None = None
    published: str | None = None
    language: str | None = None
    meta: tuple[tuple[str, object], ...] = ()
    observed: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the payload, `sha256:…`."""
        return digest_of(self.payload)


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead image of a report: its address and its credit as written."""

    url: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the original that a place in the text stands for.

    start: offset in `document.text`, in code points. label: `page 3`, or a time from the start of a video,
    `00:01:23.400`.
    """

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one version of one report, with what the report says about itself.

    id: SHA-256 of the captured bytes. text: what all offsets point into (code points).
    headline: as shown to a reader; headline_declared: as declared in the metadata, when that differs.
    published, modified: ISO 8601 as precise as the report says, with zone when it says one.
    language: ISO 639-1 of the pack used; `und` when no pack fits.
    credits: outlets or agencies that the report itself credits (reprint, wire, forward), as written.
    anchors: pages or times of the original, in the order of the text; empty for forms that have none.
    """

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    headline: str | None = None
    headline_declared: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str = "und"
    picture: Picture | None = None
    credits: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What Selon read in one capture: the document, its statements, the times and places in it, and what went wrong.

    entities: whom the voices were resolved to, with the reasons; each voice carries the identifier as `entity`.
    """

    document: Document
    statements: tuple[Statement, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    entities: tuple[EntityLink, ...] = ()
