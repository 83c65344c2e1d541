"""Pace, cookies, forms, encodings: the small parts by themselves."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from selon.capture.cookies import Jar
from selon.capture.forms import form_of
from selon.capture.inflate import PIECE, Bounds, inflate
from selon.capture.pace import Pace, retry_after
from selon.errors import InputError

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), ("0", 0.0), ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0), ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("999999999999", 86400.0), ("soon", None), ("-5", None), ("", None), ("١٢", None),
    ],
)  # fmt: skip
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_pace_holds_a_host_and_no_other() -> None:
    now, waits = [0.0], []
    pace = Pace(2.0, lambda: now[0], waits.append)
    assert [pace.wait("a"), pace.wait("a"), pace.wait("b")] == [0.0, 2.0, 0.0]
    pace.hold("b", 50)
    assert pace.blocked("b") == 50.0
    assert pace.blocked("c") == 0.0


def test_cookies_keep_to_host_port_path_and_tls() -> None:
    jar = Jar()
    jar.set("a.example", 443, "sid=1; Path=/in; Secure; Domain=example", secure=True)
    assert jar.header("a.example", 443, "/in/x", True) == "sid=1"
    assert jar.header("a.example", 443, "/inside", True) == ""
    assert jar.header("a.example", 443, "/in/x", False) == ""
    assert jar.header("a.example", 8443, "/in/x", True) == ""
    assert jar.header("b.example", 443, "/in/x", True) == ""
    assert jar.header("example", 443, "/in/x", True) == ""
    jar.set("a.example", 443, "sid=; Path=/in", secure=True)
    assert jar.header("a.example", 443, "/in/x", True) == ""


def test_cookies_are_bounded_and_carry_no_line_breaks() -> None:
    jar = Jar()
    for n in range(500):
        jar.set("a.example", 80, f"c{n}=v", secure=False)
    jar.set("a.example", 80, "evil=x\r\nX-Injected: 1", secure=False)
    sent = jar.header("a.example", 80, "/", False)
    assert sent.count("=") == 50
    assert "\r" not in sent


@pytest.mark.parametrize(
    ("payload", "said", "name", "form"),
    [
        (b"%PDF-1.7\n", "text/html", "", "pdf"), (b"WEBVTT\n\n", "", "", "vtt"), (b"WARC/1.1\r\n", "", "", "warc"),
        (b"PK\x03\x04zip", "text/html", "", "zip"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", "", "feed"), (b"<!DOCTYPE html><rss>", "", "", "html"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "", "feed"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nx", "text/plain", "", "txt"), (b"x", "", "a.srt", "srt"),
        (b"x", "", "a.eml?q", "eml"),
        (b"<p>hello</p>", "", "", "html"), (b"hello", "", "", "txt"), (b"\0\1\2", "", "", None),
        (b"\xef\xbb\xbf\n<html>", "", "", "html"),
    ],
)  # fmt: skip
def test_forms(payload: bytes, said: str, name: str, form: str | None) -> None:
    assert form_of(payload, said, name) == form


@given(st.binary(max_size=3000))
def test_what_is_packed_comes_out_again(data: bytes) -> None:
    assert inflate(gzip.compress(data), "gzip", Bounds(), "x") == data


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress, "deflate": zlib.compress,
}  # fmt: skip


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7, 3_000_000])
def test_pages_of_any_size_come_out_whole_and_cut_ones_are_refused(coding: str, size: int) -> None:
    words = random.Random(size).choices(["мост", "закрыт", "killed", "<p>", "1", "2 ", "\n"], k=size)
    data = "".join(words).encode()[:size]
    packed = PACKED[coding](data)
    assert inflate(packed, coding, Bounds(), "x") == data
    for cut in (1, len(packed) // 2):
        with pytest.raises(InputError) as refused:
            inflate(packed[:-cut], coding, Bounds(), "x")
        assert refused.value.fault.code == "cut-short"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("first", [0, 10, PIECE - 1, PIECE, PIECE + 1])
def test_bodies_packed_in_several_pieces_come_out_whole(coding: str, first: int) -> None:
    noise = random.Random(first).randbytes(3 * PIECE)
    packed = [PACKED[coding](noise[:first]), PACKED[coding](noise[first:]), PACKED[coding](b"")]
    for start in range(max(0, PIECE - len(packed[0])), max(0, PIECE - len(packed[0])) + 6):
        one = [PACKED[coding](noise[: first + start]), PACKED[coding](noise[first + start :])]
        assert inflate(b"".join(one), coding, Bounds(), "x") == noise
    assert inflate(b"".join(packed) + b"rubbish", coding, Bounds(), "x") == noise


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_countless_packed_pieces_is_refused(coding: str) -> None:
    assert inflate(PACKED[coding](b"x") * 1000, coding, Bounds(), "x") == b"x" * 1000
    with pytest.raises(InputError, match="packed pieces in a row"):
        inflate(PACKED[coding](b"") * 100_000, coding, Bounds(), "x")


@given(st.binary(max_size=200), st.sampled_from(["gzip", "br", "zstd", "deflate", "gzip, br", "identity", "", "rot13"]))
def test_rubbish_is_refused_in_words(data: bytes, coding: str) -> None:
    try:
        inflate(data, coding, Bounds(max_bytes=1 << 20), "place")
    except InputError as fault:
        assert fault.fault.place == "place"
        assert fault.fault.code in ("encoding", "cut-short", "bomb", "too-large")
