"""Telegram: the Desktop export `result.json` (streamed) and posts as documents.

A post's capture is canonical JSON of what the post says (not of views and reactions, which change while the post does
not), so an edited post has the same address and other bytes: a new version. Export format: Telegram Desktop, "Export
chat history", JSON.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from selon.capture.plain import dense, iso, loads, string, unique, unix
from selon.errors import Fault
from selon.model import Capture, Document

KEPT = frozenset((
    "id", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "author", "forwarded_from",
    "forwarded_from_id", "saved_from", "via_bot", "reply_to_message_id", "reply_to_peer_id", "media_type", "mime_type",
    "file_name", "title", "performer", "duration_seconds",
))  # fmt: skip
"""Fields of a message that a capture keeps as they are; `text` and `poll` come beside them."""
_PRESENT = ("photo", "file", "location_information", "contact_information")


def is_export(head: bytes) -> bool:
    """Whether a JSON file begins like an export: a chat with messages, or a list of chats."""
    start = head[:65536]
    single = b'"messages"' in start and b'"type"' in start and b'"name"' in start
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        single or (b'"chats"' in start and b'"list"' in start)
    )


def read_export(path: Path, channel: str | None = None) -> Iterator[Capture | Fault]:
    """The posts of an export in its order; memory does not grow with it. One summary fault counts what holds no text.

    channel: the public name of the channel (`t.me/NAME`), which the export does not say; without it posts get
    `t.me/c/ID/N`.
    """
    import ijson

    digest = _digest(path)
    passed: Counter[str] = Counter()
    with path.open("rb") as file:
        try:
            for chat, message in _messages(file):
                capture = _capture(chat, message, str(path), digest, channel, passed)
                if capture is not None:
                    yield capture
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as fault:
            yield Fault("json", str(path), f"broken off: {str(fault)[:200]}")
    if passed:
        said = ", ".join(f"{n} {what}" for what, n in sorted(passed.items()))
        yield Fault("passed-over", str(path), f"no text in: {said}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _messages(file: BinaryIO) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(chat, message) pairs; the fast way for one chat, the general one for a list of chats."""
    import ijson

    chat, prefix = _head(file)
    file.seek(0)
    if prefix == "messages":
        for message in ijson.items(file, "messages.item", use_float=True):
            if isinstance(message, dict):
                yield chat, message
        return
    yield from _chats(file)


def _head(file: BinaryIO) -> tuple[dict[str, Any], str]:
    """Name, type and id of the chat as far as they stand before its messages; where the messages are."""
    import ijson

    chat: dict[str, Any] = {}
    for prefix, event, value in ijson.parse(file, use_float=True):
        if prefix in ("name", "type", "id"):
            chat[prefix] = value
        elif event == "start_array" and prefix in ("messages", "chats.list"):
            return chat, prefix
    return chat, "messages"


def _chats(file: BinaryIO) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The messages of all chats of a full export, one at a time."""
    import ijson
    from ijson.common import ObjectBuilder

    chat: dict[str, Any] = {}
    builder: Any = None
    base = "chats.list.item"
    for prefix, event, value in ijson.parse(file, use_float=True):
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == f"{base}.messages.item":
                yield chat, builder.value
                builder = None
        elif event == "start_map" and prefix == f"{base}.messages.item":
            builder = ObjectBuilder()
            builder.event(event, value)
        elif event == "start_map" and prefix == base:
            chat = {}
        elif prefix in (f"{base}.name", f"{base}.type", f"{base}.id"):
            chat[prefix.rpartition(".")[2]] = value


def _capture(
    chat: dict[str, Any], message: dict[str, Any], name: str, digest: str, channel: str | None, passed: Counter[str]
) -> Capture | None:
    if message.get("type") != "message":
        passed["service messages"] += 1
        return None
    text = _text(message.get("text_entities")) or _text(message.get("text"))
    poll = _poll(message.get("poll"))
    if not text.strip() and not poll:
        passed[f"posts with {_media(message)} alone"] += 1
        return None
    post = {key: value for key, value in message.items() if key in KEPT and value is not None}
    post |= {"has_" + key: True for key in _PRESENT if message.get(key)}
    post |= {"text": text, "chat": chat} | ({"poll": poll} if poll else {})
    number = message.get("id")
    url = f"https://t.me/{channel}/{number}" if channel else f"https://t.me/c/{chat.get('id', 0)}/{number}"
    return Capture(dense(post), "telegram", f"{name}#{number}", url=url, meta=(("export", digest), ("post", number)))


def _text(value: object) -> str:
    """The text of `text` or `text_entities`: a string, or a list of strings and of objects with a text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = (part if isinstance(part, str) else part.get("text") if isinstance(part, dict) else "" for part in value)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _poll(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    answers = value.get("answers")
    listed = [_text(a.get("text")) for a in answers if isinstance(a, dict)] if isinstance(answers, list) else []
    return "\n".join(part for part in (_text(value.get("question")), *listed) if part)


def _media(message: dict[str, Any]) -> str:
    kind = message.get("media_type")
    if isinstance(kind, str):
        return kind[:30]
    return next((key for key in _PRESENT if message.get(key)), "nothing")


def to_document(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document in a capture of form `telegram`, from an export or a preview page; forwards are credits.

    Faults: `json`, `empty`, `date`.
    """
    post = loads(capture.payload)
    if post is None:
        return None, (Fault("json", capture.name, "this is no post"),)
    text = "\n\n".join(part for part in (_text(post.get("text")).strip(), _text(post.get("poll"))) if part)
    if not text:
        return None, (Fault("empty", capture.name, "the post has no text"),)
    found = post.get("chat")
    chat = found if isinstance(found, dict) else {}
    outlet = string(chat.get("name"))
    names = unique([string(post.get("author")), string(post.get("from"))])
    published = unix(post["date_unixtime"]) if "date_unixtime" in post else iso(string(post.get("date")))
    edited = unix(post["edited_unixtime"]) if "edited_unixtime" in post else iso(string(post.get("edited")))
    faults = () if published or capture.published else (Fault("date", capture.name, "the post has no date"),)
    document = Document(
        capture.digest, text, capture.url, outlet or None, authors=tuple(n for n in names if n != outlet),
        published=capture.published or published, modified=edited, language=capture.language or "und",
        credits=unique([string(post.get(key)) for key in ("forwarded_from", "saved_from")]),
    )  # fmt: skip
    return document, faults
