"""Fetching from hosts that behave, and from hosts that do not."""

from __future__ import annotations

import gzip
import time
import zlib
from pathlib import Path

import brotli
import pytest
from backports import zstd
from tests.unit.capture.loopback import Request, Server, certificate, client_context, page, server_context, serving

from selon.capture.fetch import Fetcher, Options
from selon.capture.inflate import Bounds
from selon.capture.pace import Pace
from selon.capture.records import Fetched

OPEN = Options(pause=0, retries=0, seconds=30, read_seconds=10, allow_private=True)


def options(**changes: object) -> Options:
    return Options(**({"pause": 0, "retries": 0, "seconds": 30, "read_seconds": 10, "allow_private": True} | changes))


def fetch(server: Server, path: str = "/", **changes: object) -> Fetched:
    with Fetcher(options(**changes)) as fetcher:
        return fetcher.fetch(server.url + path)


def codes(got: Fetched) -> list[str]:
    return [f.code for f in got.faults]


def test_a_page_comes_with_what_a_stranger_needs_to_check_it() -> None:
    with serving({"/story": lambda r: r.reply(page(), "200 OK", 'ETag: "v1"')}) as server:
        got = fetch(server, "/story?id=7&utm_source=mail#top")
    capture = got.capture
    assert capture is not None
    assert capture.payload == page()
    assert capture.form == "html"
    assert capture.url == f"{server.url}/story?id=7", "no fragment, no tracking parameter"
    meta = dict(capture.meta)
    assert meta["response"]["status"] == 200
    assert ["ETag", '"v1"'] in meta["response"]["headers"]
    assert ["Host", f"127.0.0.1:{server.port}"] in meta["request"]["headers"]
    assert meta["peer"] == {"address": "127.0.0.1", "port": server.port, "tls": None}
    assert meta["times"]["started"] < meta["times"]["ended"]
    assert meta["times"]["clocks_agree"] is True
    assert meta["robots"] == "none"
    assert meta["charset"] == "utf-8"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress), ("deflate", zlib.compress),
        ("deflate", lambda b: zlib.compress(b)[2:-4]), ("x-gzip", gzip.compress),
        ("gzip", lambda b: gzip.compress(b[:20]) + gzip.compress(b[20:])),
        ("gzip, br", lambda b: brotli.compress(gzip.compress(b))),
    ],
)  # fmt: skip
def test_content_encodings_are_undone(coding: str, pack) -> None:
    with serving({"/": lambda r: r.reply(pack(page("ж" * 5000)), "200 OK", f"Content-Encoding: {coding}")}) as server:
        got = fetch(server)
    assert got.capture is not None, got.faults
    assert got.capture.payload == page("ж" * 5000)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress), ("deflate", zlib.compress)],
)
def test_a_bomb_is_not_unpacked(coding: str, pack) -> None:
    body = pack(b"\0" * (40 << 20))
    assert len(body) * 1000 < 41 << 20 or coding != "br"
    with serving({"/": lambda r: r.reply(body, "200 OK", f"Content-Encoding: {coding}")}) as server:
        got = fetch(server)
    assert codes(got) == ["bomb"]


def test_three_encodings_one_inside_another_are_refused() -> None:
    body = gzip.compress(gzip.compress(gzip.compress(page())))
    with serving({"/": lambda r: r.reply(body, "200 OK", "Content-Encoding: gzip, gzip, gzip")}) as server:
        assert codes(fetch(server)) == ["encoding"]


def test_a_zip_in_a_zip_is_not_opened() -> None:
    import io
    import zipfile

    def packed(name: str, data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr(name, data)
        return out.getvalue()

    body = packed("../../etc/inner.zip", packed("page.html", page()))
    with serving({"/": lambda r: r.reply(body, "200 OK", "Content-Type: application/zip")}) as server:
        assert codes(fetch(server)) == ["form"]


@pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(page())[:-12], gzip.compress(page())[:30]])
def test_a_broken_encoding_is_said(body: bytes) -> None:
    with serving({"/": lambda r: r.reply(body, "200 OK", "Content-Encoding: gzip")}) as server:
        assert codes(fetch(server))[0] in ("encoding", "cut-short")


def test_ten_gigabytes_announced_are_not_taken() -> None:
    with serving(
        {"/": lambda r: r.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n" + b"x" * 9000)}
    ) as server:
        assert codes(fetch(server)) == ["too-large"]


def test_a_body_without_end_is_stopped_at_the_limit() -> None:
    def endless(request: Request) -> None:
        request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while request.send(b"x" * 65536):
            pass

    with serving({"/": endless}) as server:
        got = fetch(server, seconds=60, read_seconds=30, bounds=Bounds(max_bytes=3 << 20))
    assert codes(got) == ["too-large"], "and no timeout: it is the size that ends it"


def test_a_slow_trickle_ends_with_the_time() -> None:
    def trickle(request: Request) -> None:
        request.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while request.send(b"x"):
            time.sleep(0.05)

    with serving({"/": trickle}) as server:
        start = time.monotonic()
        got = fetch(server, seconds=1.0)
        took = time.monotonic() - start
    assert codes(got) == ["timeout"]
    assert 0.9 < took < 300, "the whole body would take more than an hour"


@pytest.mark.parametrize("line", [b"X-Pad: " + b"y" * 60 + b"\r\n", b"y" * 1000])
def test_headers_without_end_are_refused(line: bytes) -> None:
    def endless(request: Request) -> None:
        request.raw(b"HTTP/1.1 200 OK\r\n")
        while request.send(line * 50):
            pass

    with serving({"/": endless}) as server:
        assert codes(fetch(server))[0] in ("protocol", "timeout")


def test_a_hundred_continues_without_end_are_refused() -> None:
    def endless(request: Request) -> None:
        while request.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100):
            pass

    with serving({"/robots.txt": lambda r: r.reply(b""), "/": endless}) as server:
        got = fetch(server, seconds=3.0, bounds=Bounds(max_bytes=1 << 20))
    assert codes(got)[0] in ("protocol", "timeout")


def test_a_redirect_loop_and_a_redirect_chain_end() -> None:
    routes = {
        "/loop": lambda r: r.reply(b"", "302 Found", "Location: /back"),
        "/back": lambda r: r.reply(b"", "301 Moved", "Location: /loop"),
        "*": lambda r: r.reply(b"", "307 On", f"Location: /{r.path.count('x') * 'x' + 'x'}"),
        "/robots.txt": lambda r: r.reply(b"", "404 No"),
    }
    with serving(routes) as server:
        assert codes(fetch(server, "/loop")) == ["redirect-loop"]
        assert codes(fetch(server, "/x")) == ["redirect-loop"]
        assert len([p for p in server.paths() if p.startswith("/x")]) == 11, "the address and ten redirects"


def test_redirects_are_followed_and_kept() -> None:
    routes = {"/a": lambda r: r.reply(b"", "301 Moved", "Location: b?fbclid=9"), "/b": lambda r: r.reply(page())}
    with serving(routes) as server:
        got = fetch(server, "/a")
    assert got.capture is not None
    assert got.capture.url == server.url + "/b"
    hops = dict(got.capture.meta)["redirects"]
    assert [(h["url"], h["status"]) for h in hops] == [(server.url + "/a", 301)]


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>short",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n<html>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<html>\r\n0\r\n\r\n",
    ],
)
def test_a_response_that_breaks_off_is_no_report(raw: bytes) -> None:
    with serving({"/": lambda r: r.raw(raw)}) as server:
        got = fetch(server)
    assert codes(got) == ["cut-short"]
    assert got.capture is None


def test_a_length_that_is_too_short_gives_what_was_announced() -> None:
    body = page()
    raw = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%sHTTP/1.1 200 OK\r\n\r\nsmuggled"
    with serving({"/": lambda r: r.raw(raw % (len(body), body)), "/next": lambda r: r.reply(page("next"))}) as server:
        with Fetcher(OPEN) as fetcher:
            first, second = fetcher.fetch(server.url + "/"), fetcher.fetch(server.url + "/next")
    assert first.capture is not None
    assert first.capture.payload == body
    assert second.capture is not None
    assert second.capture.payload == page("next"), (
        "what stood behind the first response never answers the second request"
    )


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"\0" * 200, b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http_is_said(raw: bytes) -> None:
    with serving({"/robots.txt": lambda r: r.reply(b""), "/": lambda r: r.raw(raw)}) as server:
        assert codes(fetch(server))[0] in ("protocol", "connect")


def test_a_certificate_is_checked_and_kept(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    with serving({"/": lambda r: r.reply(page())}, server_context(cert, key)) as server:
        with Fetcher(OPEN) as fetcher:
            assert codes(fetcher.fetch(server.url + "/")) == ["tls"], "signed by nobody whom we know"
        with Fetcher(OPEN, context=client_context(cert)) as fetcher:
            got = fetcher.fetch(server.url + "/")
    assert got.capture is not None, got.faults
    tls = dict(got.capture.meta)["peer"]["tls"]
    assert tls["subject"] == "commonName=127.0.0.1"
    assert tls["names"] == ["127.0.0.1"]
    assert len(tls["sha256"]) == 64


@pytest.mark.parametrize(("name", "days"), [("127.0.0.1", -1), ("127.0.0.9", 2)])
def test_an_expired_certificate_and_one_of_another_host_are_refused(tmp_path: Path, name: str, days: int) -> None:
    cert, key = certificate(tmp_path, name, days)
    with serving({"/": lambda r: r.reply(page())}, server_context(cert, key)) as server:
        with Fetcher(OPEN, context=client_context(cert)) as fetcher:
            assert codes(fetcher.fetch(server.url + "/")) == ["tls"]


def busy(times: int, status: str, *headers: str):
    left = [times]

    def answer(request: Request) -> None:
        left[0] -= 1
        request.reply(page(), "200 OK") if left[0] < 0 else request.reply(b"", status, *headers)

    return answer


def slept(server: Server, **changes: object) -> tuple[Fetched, list[float]]:
    """Fetch with a clock that stands still and a sleep that only notes how long it was to be."""
    waits: list[float] = []
    now = [1000.0]

    def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))
        now[0] += seconds

    with Fetcher(options(**changes), Pace(0, lambda: now[0], sleep)) as fetcher:
        return fetcher.fetch(server.url + "/"), waits


def test_retry_after_is_kept_to() -> None:
    with serving({"/": busy(2, "429 Too Many", "Retry-After: 7")}) as server:
        got, waits = slept(server, retries=2)
    assert got.capture is not None
    assert waits == [7.0, 7.0]


def test_a_storm_of_503_ends_with_what_the_host_asked_for() -> None:
    with serving({"/": busy(99, "503 Busy", "Retry-After: 3600")}) as server:
        got, waits = slept(server, retries=2)
        assert len(server.paths()) == 2, "robots.txt and one request: an hour is not waited for"
    assert codes(got) == ["busy"]
    assert got.retry_after == 3600.0
    assert waits == []


def test_without_retry_after_the_wait_doubles() -> None:
    with serving({"/": busy(2, "503 Busy")}) as server:
        got, waits = slept(server, retries=3)
    assert got.capture is not None
    assert waits == [1.0, 2.0]


def test_a_host_is_not_asked_faster_than_the_pause() -> None:
    with serving({"/": lambda r: r.reply(page())}) as server, Fetcher(options(pause=0.3)) as fetcher:
        start = time.monotonic()
        for _ in range(3):
            assert fetcher.fetch(server.url + "/").capture is not None
        assert time.monotonic() - start >= 0.6


def test_not_modified_is_unchanged() -> None:
    def answer(request: Request) -> None:
        same = request.headers.get("if-none-match") == '"v1"'
        request.raw(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n') if same else request.reply(page())

    with serving({"/": answer}) as server, Fetcher(OPEN) as fetcher:
        got = fetcher.fetch(server.url + "/", etag='"v1"')
    assert got.unchanged
    assert got.capture is None
    assert got.faults == ()


def test_cookies_go_back_to_their_own_host_only() -> None:
    with serving({"/": lambda r: r.reply(page())}) as other:
        routes = {
            "/set": lambda r: r.reply(
                b"", "302 Found", "Set-Cookie: sid=secret; Domain=127.0.0.1; Path=/", "Location: /own"
            ),
            "/own": lambda r: r.reply(b"", "302 Found", f"Location: {other.url}/"),
        }
        with serving(routes) as server:
            got = fetch(server, "/set")
            own = next(r for r in server.requests if r.path == "/own")
        assert own.headers["cookie"] == "sid=secret"
        assert all("cookie" not in r.headers for r in other.requests)
        assert [r.path for r in other.requests] == ["/robots.txt", "/"]
    assert got.capture is not None


def test_robots_are_respected_unless_told_otherwise() -> None:
    rules = b"User-agent: *\nDisallow: /\nUser-agent: selon\nDisallow: /private\nAllow: /private/open\n"
    routes = {"/robots.txt": lambda r: r.reply(rules), "*": lambda r: r.reply(page())}
    with serving(routes) as server:
        assert codes(fetch(server, "/private/x")) == ["robots"]
        assert "/private/x" not in server.paths()
        assert fetch(server, "/private/open/x").capture is not None
        assert fetch(server, "/public").capture is not None
        told = fetch(server, "/private/x", ignore_robots=True)
    assert told.capture is not None
    assert dict(told.capture.meta)["robots_ignored"] is True


def test_robots_that_cannot_be_had_forbid_everything_for_now() -> None:
    routes = {"/robots.txt": lambda r: r.reply(b"", "500 Oops"), "/": lambda r: r.reply(page())}
    with serving(routes) as server:
        assert codes(fetch(server)) == ["robots"]


def test_a_status_that_is_no_success_is_said() -> None:
    with serving({}) as server:
        got = fetch(server, "/gone")
    assert codes(got) == ["http"]
    assert "404" in got.faults[0].reason
    assert got.status == 404


def test_nobody_there() -> None:
    with serving({}) as server:
        url = server.url
    with Fetcher(OPEN) as fetcher:
        assert codes(fetcher.fetch(url + "/")) == ["robots"], (
            "a host that is silent about robots.txt is not asked for more"
        )
    with Fetcher(options(ignore_robots=True)) as fetcher:
        assert codes(fetcher.fetch(url + "/")) == ["connect"]
