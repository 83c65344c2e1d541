"""robots.txt: the examples of RFC 9309, and files made to be slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import linear

from selon.capture.robots import parse

RFC = b"""User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("anybot", "/publications/x", True), ("anybot", "/example/x", False), ("anybot", "/a/b.gif", False),
        ("anybot", "/a/b.gif?x", True), ("foobot", "/example/page.html", True), ("foobot", "/other", False),
        ("FooBot", "/example/allowed.gif", True), ("barbot", "/example/page.html", False), ("bazbot", "/x", True),
        ("quxbot", "/example/page.html", True),
    ],
)  # fmt: skip
def test_the_examples_of_the_standard(agent: str, path: str, allowed: bool) -> None:
    assert parse(RFC, agent).allows("https://h.example" + path) is allowed


def test_the_longest_rule_wins_and_allow_wins_a_tie() -> None:
    rules = parse(b"user-agent: selon\nallow: /p\ndisallow: /\nallow: /same\ndisallow: /same\n", "Selon")
    assert rules.allows("https://h/page")
    assert not rules.allows("https://h/other")
    assert rules.allows("https://h/same")
    assert rules.decision("https://h/other") == (False, "Disallow: /")


def test_paths_outside_ascii_compare_by_their_octets() -> None:
    rules = parse("user-agent: *\ndisallow: /новости/*.html\n".encode(), "Selon")
    assert not rules.allows("https://h/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/1.html")
    assert not rules.allows("https://h/новости/1.html")


def test_delay_and_rubbish() -> None:
    assert parse(b"\xff\xfe\0 nonsense\nUser-agent: *\nCrawl-delay: 2.5\n", "Selon").delay == 2.5
    assert parse(b"<html>404</html>", "Selon").allows("https://h/x")


def test_a_file_made_to_be_slow_is_not() -> None:
    def ask(stars: int) -> None:
        payload = b"user-agent: *\n" + b"disallow: /" + b"a*" * stars + b"b$\n"
        assert parse(payload, "Selon").allows("https://h/" + "a" * (stars // 25))

    linear(ask, 200_000)


@given(st.binary(max_size=300))
def test_anything_parses(payload: bytes) -> None:
    assert parse(payload, "Selon").allows("https://h/robots.txt")
