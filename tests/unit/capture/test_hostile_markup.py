"""Tags made to be slow: parsers compare each attribute with all others, so ten thousand of them take seconds."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from selon.capture.channel import read_page
from selon.capture.plain import text_of_markup
from selon.model import Capture
from selon.pipeline import read_capture

MANY = " ".join(f"a{n}=x" for n in range(60_000))
SAID = "The mayor said that the bridge is closed."


@pytest.mark.parametrize(
    "tag",
    [
        f"<div {MANY}>", f"<div/{MANY.replace(' ', '/')}>", f'<div title="&lt;" {MANY}>', f'<div title=">" {MANY}>',
        "<div " + MANY.replace("=x", "='>'") + ">", "<div " + MANY.replace("=x ", '=">"') + ">", f"<div\n{MANY}",
    ],
    ids=["blanks", "slashes", "after-a-quote", "after-an-end-in-quotes", "ends-in-quotes", "no-blanks", "never-ended"],
)  # fmt: skip
def test_tags_with_thousands_of_attributes_take_no_time(tag: str) -> None:
    began = time.process_time()
    assert SAID in text_of_markup(f"<p>{SAID}</p>{tag}")
    list(read_page(f"{tag}<p>{SAID}".encode(), "https://t.me/s/name"))
    report, _ = read_capture(Capture(f"<html><body><article><p>{SAID}</p>{tag}".encode(), "html", "p.html"))
    assert report is not None and SAID in report.document.text
    mail = EmailMessage()
    mail.set_content(f"<p>{SAID}</p>{tag}", subtype="html")
    report, _ = read_capture(Capture(mail.as_bytes(), "eml", "a.eml"))
    assert report is not None and SAID in report.document.text
    assert time.process_time() - began < 8, "unguarded, one of these parses alone takes ten seconds and more"


@pytest.mark.parametrize("start", ["<a ", "<a x=", "<a x='", '<a x="', "<a x='\"", "< a", "<a/", "<a =", "<a x= "])
def test_the_guard_itself_is_linear(start: str) -> None:
    began = time.process_time()
    text_of_markup(start * 200_000)
    text_of_markup(start * 100 + "'" + "y" * 1_000_000 + "'")
    assert time.process_time() - began < 6


def test_a_tag_with_many_honest_attributes_is_left_alone() -> None:
    data = " ".join(f'data-{n}="{n}"' for n in range(200))
    found = list(read_page(
        f'<div class="tgme_widget_message" {data} data-post="name/7"><div class="tgme_widget_message_text">{SAID}</div></div>'.encode(),
        "https://t.me/s/name",
    ))  # fmt: skip
    assert [c.url for c in found if isinstance(c, Capture)] == ["https://t.me/name/7"]
