"""E-mail: one message (`.eml`, RFC 5322, MIME) as a report. Attachments are named, never opened."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import islice
from typing import Any

from selon.capture.plain import iso, string, text_of_markup, unique
from selon.capture.urls import file_name
from selon.errors import Fault
from selon.model import Capture, Document

MAX_BYTES = 32 << 20
MAX_PARTS = 200
MAX_LINES = 5000
"""Lines that may part a message in two: it is cut before the next one. Each costs the library a tenth of a millisecond."""
MAX_HEADER = 8192
"""Characters of a header field that are read: the library takes quadratic time over longer ones."""
NO_CHARSETS = frozenset(
    ("unicode-escape", "raw-unicode-escape", "punycode", "idna", "charmap", "undefined", "mbcs", "oem")
)
"""What Python can decode and no mail is written in: some are slow, some make characters that nobody wrote."""
_PARTING = re.compile(rb"\n--")
_ID = re.compile(r"<([^<>\s]{3,250})>")


class _Bounded(policy.EmailPolicy):
    """The library's rules, with every field of the headers cut to what can be read in good time."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Name and value of a field, as the library gives them."""
        name, value = super().header_source_parse(list(sourcelines))
        return name[:MAX_HEADER], value[:MAX_HEADER]


_POLICY = _Bounded()


def to_document(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document in a capture of form `eml`: subject, blank line, the plain text (else the words of the HTML).

    Its address is the message's own (`mid:`, RFC 2392); a forwarded message's sender is a credit. Faults: `mail`,
    `too-large`, `empty`, `date`, `attachments` (what was left shut), `parts` (more than are read).
    """
    if len(capture.payload) > MAX_BYTES:
        return None, (Fault("too-large", capture.name, f"a message of {len(capture.payload)} bytes is not read"),)
    try:
        payload = _cut(capture.payload)
        message: Any = message_from_bytes(payload, policy=_POLICY)
        document, faults = _document(capture, message)
        return document, faults if payload is capture.payload else _said_once(capture, faults)
    except (
        ValueError,
        LookupError,
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        RecursionError,
        AssertionError,
    ) as fault:
        return None, (Fault("mail", capture.name, f"not a message that can be read: {type(fault).__name__}"),)


def _document(capture: Capture, message: EmailMessage) -> tuple[Document | None, tuple[Fault, ...]]:
    parts = list(_parts(message))
    plain = "\n\n".join(_content(p) for p in parts if p.get_content_type() == "text/plain" and not _is_attached(p))
    if not plain.strip():
        plain = "\n\n".join(text_of_markup(_content(p)) for p in parts if p.get_content_type() == "text/html")
    subject = _header(message, "subject")
    body = plain.replace("\r\n", "\n").replace("\xa0", " ").strip()
    text = "\n\n".join(part for part in (subject, body) if part)
    if not text:
        return None, (Fault("empty", capture.name, "the message has neither subject nor text"),)
    date = _header(message, "date")
    published = iso(re.sub(r"\([^()]{0,60}\)", "", date))
    senders = [name or address for name, address in getaddresses([_header(message, "from")])]
    number = _ID.search(_header(message, "message-id"))
    inner = [p for p in parts if p.get_content_type() == "message/rfc822"]
    document = Document(
        capture.digest, text, capture.url or (f"mid:{number[1]}" if number else None),
        _header(message, "list-id").partition("<")[0].strip(' "') or None, authors=unique(senders), headline=subject or None,
        published=capture.published or published, language=capture.language or _code(_header(message, "content-language")),
        credits=unique([name for part in inner for name in _forwarded(part)]),
    )  # fmt: skip
    return document, (*_faults(capture, parts), *_undated(capture, date, published))


def _cut(payload: bytes) -> bytes:
    """A message up to the line that parts it once too often."""
    if payload.count(b"\n--") <= MAX_LINES:
        return payload
    places = islice(_PARTING.finditer(payload), MAX_LINES, None)
    return payload[: next(places).start()]


def _said_once(capture: Capture, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    cut = Fault("parts", capture.name, f"it has more than {MAX_LINES} lines that part it; the rest is not read")
    return (*(f for f in faults if f.code != "parts"), cut)


def _undated(capture: Capture, date: str, published: str | None) -> tuple[Fault, ...]:
    if published or capture.published:
        return ()
    return (
        Fault("date", capture.name, f"date {date[:60]!r} is none that we know" if date else "the message has no date"),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count >= MAX_PARTS:
            return
        if isinstance(part, EmailMessage):
            yield part


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment"


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1251"):
        try:
            if codecs.lookup(charset).name not in NO_CHARSETS:
                return payload.decode(charset)
        except (ValueError, LookupError):  # not known, no text, not these bytes
            continue
    return payload.decode("utf-8", "replace")


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(string(str(message.get(name, ""))).split())


def _forwarded(part: EmailMessage) -> Iterator[str]:
    inner = part.get_payload()
    for message in inner if isinstance(inner, list) else []:
        if isinstance(message, EmailMessage):
            yield from (name or address for name, address in getaddresses([_header(message, "from")]))


def _faults(capture: Capture, parts: list[EmailMessage]) -> tuple[Fault, ...]:
    names = [file_name(p.get_filename() or p.get_content_type()) for p in parts if _is_attached(p)]
    faults = []
    if names:
        shown = ", ".join(names[:10])
        faults.append(Fault("attachments", capture.name, f"{len(names)} left shut: {shown}"))
    if len(parts) >= MAX_PARTS:
        faults.append(Fault("parts", capture.name, f"only the first {MAX_PARTS} parts are read"))
    return tuple(faults)


def _code(language: str) -> str:
    code = language.lower()[:2]
    return code if len(code) == 2 and code.isalpha() and not language[2:3].isalpha() else "und"
