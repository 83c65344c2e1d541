"""One spelling for one address; names from outside are never paths."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.capture.urls import canonical, file_name, host_of, join, parts_of, same_site
from selon.errors import InputError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a/../b/./c#part", "https://news.example/b/c"),
        ("https://news.example/a?utm_source=x&id=3&fbclid=9&b=%20", "https://news.example/a?id=3&b=%20"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/новости/1", "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
        ("https://Пример.укр/x", "https://xn--e1afmkfd.xn--j1amh/x"),
        ("https://news.example./x", "https://news.example/x"),
        ("https://news.example:8443/x?", "https://news.example:8443/x"),
    ],
)
def test_canonical_spelling(written: str, kept: str) -> None:
    assert canonical(written) == kept
    assert canonical(kept) == kept


@given(st.text(max_size=40), st.text(max_size=20))
def test_canonical_is_stable_or_refuses(path: str, query: str) -> None:
    try:
        once = canonical(f"https://news.example/{path}?{query}")
    except InputError:
        return
    assert canonical(once) == once
    assert host_of(once) == "news.example"


@pytest.mark.parametrize(
    "bad",
    ["file:///etc/passwd", "https://", "http://u:p@h/", "https://h/ x", "http://h:99999/", "http://[::1", "x" * 9000,
     "http://user@h/", "http://h:0/", "http://h:-1/", "http://h:8a/", "http://h:65536/", "http://[fe80::1%25eth0]/",
     "http://[fe80::1%eth0]/", "http://127%2e0.0.1/", "http://./", "http://[::1]x/", "http://[127.0.0.1]/"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(bad: str) -> None:
    with pytest.raises(InputError) as refused:
        canonical(bad)
    assert refused.value.fault.code in ("address", "scheme")


@pytest.mark.parametrize(
    "bad", ["http://u:secret@h/", "ftp://u:secret@h/", "http://u:secret@h:99999/", "http://u:secret@h/ x"]
)
def test_a_password_in_a_refused_address_is_shown_to_nobody(bad: str) -> None:
    with pytest.raises(InputError) as refused:
        canonical(bad)
    assert "secret" not in str(refused.value) and "h" in refused.value.fault.place


def test_join_never_leaves_the_web() -> None:
    assert join("https://a.example/x/y", "../z") == "https://a.example/z"
    with pytest.raises(InputError):
        join("https://a.example/", "javascript:alert(1)")


def test_same_site() -> None:
    assert same_site("https://www.news.example/a", "https://m.news.example/b")
    assert not same_site("https://news.example/", "https://news.example.evil.example/")
    assert not same_site("https://m.example/", "https://example/")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Windows\\x.ini", "/abs", "..", ".", "", "a/b\0c", "con\nx", "~root", ".bashrc"]
)
def test_names_from_outside_become_harmless(name: str) -> None:
    safe = file_name(name)
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert not safe.startswith(".")


@given(st.text(max_size=200))
def test_every_name_from_outside_is_one_harmless_name(name: str) -> None:
    safe = file_name(name)
    assert safe
    assert len(safe) <= 60
    assert not set(safe) & set("/\\\0\n\r:~")
    assert not safe.startswith((".", "-"))


def test_half_characters_are_no_part_of_an_address() -> None:
    with pytest.raises(InputError) as refused:
        parts_of("http://host.example/\udcff")
    assert refused.value.fault.code == "address"
