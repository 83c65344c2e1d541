"""Tags made to be slow: parsers compare each attribute with all others, so ten thousand of them take seconds."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from tests.growth import linear

from selon.capture.channel import read_page
from selon.capture.plain import text_of_markup
from selon.model import Capture
from selon.pipeline import read_capture

SAID = "The mayor said that the bridge is closed."


def attributes(count: int) -> str:
    """``a0=x a1=x …``: *count* attributes, all different."""
    return " ".join(f"a{n}=x" for n in range(count))


TAGS: dict[str, Callable[[str], str]] = {
    "blanks": lambda many: f"<div {many}>",
    "slashes": lambda many: f"<div/{many.replace(' ', '/')}>",
    "after-a-quote": lambda many: f'<div title="&lt;" {many}>',
    "after-an-end-in-quotes": lambda many: f'<div title=">" {many}>',
    "ends-in-quotes": lambda many: "<div " + many.replace("=x", "='>'") + ">",
    "no-blanks": lambda many: "<div " + many.replace("=x ", '=">"') + ">",
    "never-ended": lambda many: f"<div\n{many}",
}


def read_everywhere(tag: str) -> None:
    """The tag as a page in the plain, on a channel, as an article and in a mail; what stands beside it is read."""
    assert SAID in text_of_markup(f"<p>{SAID}</p>{tag}")
    list(read_page(f"{tag}<p>{SAID}".encode(), "https://t.me/s/name"))
    report, _ = read_capture(Capture(f"<html><body><article><p>{SAID}</p>{tag}".encode(), "html", "p.html"))
    assert report is not None and SAID in report.document.text
    mail = EmailMessage()
    mail.set_content(f"<p>{SAID}</p>{tag}", subtype="html")
    report, _ = read_capture(Capture(mail.as_bytes(), "eml", "a.eml"))
    assert report is not None and SAID in report.document.text


@pytest.mark.parametrize("name", TAGS)
def test_ten_times_the_attributes_cost_ten_times_the_work_not_a_hundred(name: str) -> None:
    """Unguarded, 60,000 attributes take a hundred times what 6,000 take; the second is there for what is small."""
    linear(lambda count: read_everywhere(TAGS[name](attributes(count))), 60_000)


@pytest.mark.parametrize("start", ["<a ", "<a x=", "<a x='", '<a x="', "<a x='\"", "< a", "<a/", "<a =", "<a x= "])
def test_the_guard_itself_is_linear(start: str) -> None:
    def guard(times: int) -> None:
        text_of_markup(start * times)
        text_of_markup(start * 100 + "'" + "y" * times * 5 + "'")

    linear(guard, 200_000)


def test_a_tag_with_many_honest_attributes_is_left_alone() -> None:
    data = " ".join(f'data-{n}="{n}"' for n in range(200))
    found = list(read_page(
        f'<div class="tgme_widget_message" {data} data-post="name/7"><div class="tgme_widget_message_text">{SAID}</div></div>'.encode(),
        "https://t.me/s/name",
    ))  # fmt: skip
    assert [c.url for c in found if isinstance(c, Capture)] == ["https://t.me/name/7"]
