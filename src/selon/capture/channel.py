"""Public preview pages of Telegram channels, `https://t.me/s/NAME`: some twenty posts a page, read from the page's
own markup.

Page layout as of 2026-11; a changed layout gets a second reader beside this one and a second golden page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selon.capture.plain import dense, string, text_of_markup, uncrowded
from selon.errors import Fault
from selon.model import Capture

MAX_BYTES = 4 << 20
"""A longer page is read up to here; real ones have a twentieth of it."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_POST = re.compile(r"([A-Za-z][A-Za-z0-9_]{3,31})/(\d{1,12})")
_MEDIA = ("photo_wrap", "video", "document", "voice", "roundvideo", "sticker_wrap", "poll", "location", "audio")


def page_address(name: str, before: int | None = None) -> str:
    """The address of a channel's preview page; before: posts with smaller numbers."""
    return f"https://t.me/s/{name}" + (f"?before={before}" if before else "")


def channel_of(address: str) -> str | None:
    """The channel that an address of a preview page names; `None` when it is none."""
    found = re.match(r"https?://t\.me/s/([A-Za-z][A-Za-z0-9_]{3,31})(?:[/?#]|$)", address)
    return found[1] if found else None


def read_page(payload: bytes, address: str, meta: tuple[tuple[str, object], ...] = ()) -> Iterator[Capture | Fault]:
    """The posts of a preview page, oldest first as on the page. Faults: `channel` (no posts on it), `passed-over`.

    meta: what is known about the page's own capture; every post's capture carries it.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(uncrowded(payload[:MAX_BYTES].decode("utf-8", "replace")))
    posts = tree.css(".tgme_widget_message[data-post]")
    if not posts:
        yield Fault("channel", address, "no posts on this page: a private channel, no channel, or a new page layout")
        return
    title = _inner(tree, ".tgme_channel_info_header_title")
    passed: Counter[str] = Counter()
    for node in posts:
        post = _post(node, title)
        if post is None:
            passed["posts without text"] += 1
            continue
        yield Capture(dense(post), "telegram", f"{address}#{post['id']}", url=str(post["url"]), meta=meta)
    if passed:
        yield Fault("passed-over", address, f"no text in: {passed['posts without text']} posts without text")


def older(payload: bytes) -> int | None:
    """The number to ask `before` for the page of older posts; `None` on the last page."""
    numbers = [int(n) for n in re.findall(rb'data-before="(\d{1,12})"', payload)[:10]]
    return min(numbers) if numbers else None


def _inner(node: Any, selector: str) -> str:
    found = node.css_first(selector)
    return text_of_markup(found.html or "") if found else ""


def _post(node: Any, title: str) -> dict[str, object] | None:
    found = _POST.fullmatch(node.attributes.get("data-post") or "")
    text = _own_text(node)
    poll = _inner(node, ".tgme_widget_message_poll_question")
    if not found or not (text or poll):
        return None
    footer = node.css_first(".tgme_widget_message_date time") or node.css_first("time[datetime]")
    edited = "edited" in _inner(node, ".tgme_widget_message_meta")
    post: dict[str, object] = {
        "id": int(found[2]), "url": f"https://t.me/{found[1]}/{found[2]}", "text": text,
        "date": string(footer.attributes.get("datetime")) if footer else "",
        "chat": {"name": _inner(node, ".tgme_widget_message_owner_name") or title, "username": found[1]},
        "media": [kind for kind in _MEDIA if node.css_first(f".tgme_widget_message_{kind}")],
    }  # fmt: skip
    if poll:
        options = [text_of_markup(o.html or "") for o in node.css(".tgme_widget_message_poll_option_text")[:30]]
        post["poll"] = "\n".join([poll, *options])
    return post | ({"was_edited": True} if edited else {}) | _links(node)


def _own_text(node: Any) -> str:
    """The post's own words: not those of the post that it answers, not those of a linked page's preview."""
    for found in node.css(".tgme_widget_message_text"):
        classes = (found.attributes.get("class") or "").split()
        if "js-message_reply_text" not in classes:
            return text_of_markup(found.html or "")
    return ""


def _links(node: Any) -> dict[str, object]:
    """Whence it was forwarded, which post it answers, who signed it, which page it shows a preview of."""
    found: dict[str, object] = {}
    forward = node.css_first(".tgme_widget_message_forwarded_from_name")
    if forward:
        found["forwarded_from"] = text_of_markup(forward.html or "")
        found["saved_from"] = string(forward.attributes.get("href"))
    reply = node.css_first("a.tgme_widget_message_reply")
    if reply:
        found["reply_to"] = string(reply.attributes.get("href"))
    if signed := _inner(node, ".tgme_widget_message_from_author"):
        found["author"] = signed
    preview = node.css_first("a.tgme_widget_message_link_preview")
    if preview:
        found["preview_of"] = string(preview.attributes.get("href"))
    return found
