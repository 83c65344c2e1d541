"""Which captures are versions of one report."""

from __future__ import annotations

import pytest

from selon.ledger.identity import identify, normal_url, same_site
from selon.model import Capture, Document


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://Example.org", "//example.org/"),
        ("http://example.org:80/a?b=C#part", "//example.org/a?b=C"),
        ("https://example.org:443/a", "//example.org/a"),
        ("https://example.org:8443/a", "//example.org:8443/a"),
        ("https://user:word@example.org/Ä ", "//example.org/Ä"),
        ("https://example.org/#!/news/5", "//example.org/#!/news/5"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("https://[broken/a", "https://[broken/a"),
        ("file.html", "file.html"),
    ],
)
def test_addresses_are_compared_without_what_does_not_tell_them_apart(url: str, normal: str) -> None:
    assert normal_url(url) == normal


def test_the_same_site() -> None:
    assert same_site("https://www.example.org/a", "http://m.example.org/b")
    assert not same_site("https://example.org", "https://badexample.org")
    assert not same_site("https://example.org", "https://example.org.evil.test")
    assert same_site("x", "x ")
    assert not same_site("x", "https://example.org")


def key(url: str | None, declared: str | None, name: str = "a.html", payload: bytes = b"x") -> str:
    document = Document("sha256:x", "text", url=declared)
    return identify(Capture(payload, "html", name, url=url), document).key


def test_a_page_may_declare_its_address_on_its_own_site_only() -> None:
    assert key("https://example.org/a?from=feed", "https://www.example.org/a") == "url://www.example.org/a"
    assert key("https://evil.test/a", "https://example.org/a") == "url://evil.test/a"
    assert key(None, "https://example.org/a") == "url://example.org/a"
    assert key("https://example.org/a", None) == "url://example.org/a"


def test_without_an_address_the_name_then_the_bytes() -> None:
    assert key(None, None) == "name:a.html"
    assert key(None, None, "odd\udcff.html") == "name:odd\\udcff.html"
    assert {key(None, None, name) for name in ("-", "", " ")} == {key(None, None, "-")}
    assert key(None, None, "-", b"1") != key(None, None, "-", b"2")
