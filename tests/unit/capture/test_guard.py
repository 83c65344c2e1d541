"""Addresses that are refused, in every disguise, after resolution and at every redirect."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.capture.loopback import page, serving

from selon.capture import guard
from selon.capture.fetch import Fetcher, Options
from selon.capture.guard import GuardedBackend, checked, refusal, resolve
from selon.errors import InputError

STRICT = Options(pause=0, retries=0, seconds=5)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("127.0.0.1", "loopback"), ("127.255.1.1", "loopback"), ("0.0.0.0", "unspecified"), ("10.1.2.3", "private"),
        ("172.31.0.1", "private"), ("192.168.1.1", "private"), ("100.64.0.1", "not public"),
        ("169.254.1.1", "link-local"),
        ("169.254.169.254", "metadata"), ("168.63.129.16", "metadata"), ("100.100.100.200", "metadata"),
        ("192.0.0.192", "metadata"), ("224.0.0.1", "multicast"), ("255.255.255.255", "private"),
        ("198.18.0.1", "private"),
        ("::1", "loopback"), ("::", "unspecified"), ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"), ("fd00:ec2::254", "metadata"), ("ff02::1", "multicast"),
        ("::ffff:127.0.0.1", "carries 127.0.0.1"), ("::ffff:a9fe:a9fe", "carries 169.254.169.254"),
        ("::127.0.0.1", "carries 127.0.0.1"), ("2002:7f00:1::", "carries 127.0.0.1"),
        ("64:ff9b::10.0.0.1", "carries 10.0.0.1"), ("64:ff9b:1::7f00:1", "carries 127.0.0.1"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "not public"), ("2001:db8::1", "private"), ("nonsense", "not an IP"),
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str, word: str) -> None:
    reason = refusal(address)
    assert reason is not None
    assert word in reason or (word == "not public" and reason)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) is None


@given(st.integers(0, 2**32 - 1))
def test_mapping_an_address_into_ipv6_never_changes_the_answer(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    assert (refusal(str(plain)) is None) == (refusal(f"::ffff:{plain}") is None)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "127.0.0.1."]
)
def test_loopback_is_refused_however_it_is_spelt(host: str) -> None:
    with serving({"/": lambda r: r.reply(page())}) as server, Fetcher(STRICT) as fetcher:
        got = fetcher.fetch(f"http://{host}:{server.port}/")
        assert [(f.code, f.place) for f in got.faults] == [("private-address", f"http://{host}:{server.port}/")]
        assert server.requests == []


def test_a_name_of_many_addresses_is_refused_for_its_last_one() -> None:
    """One of nine answers is private, and not the first that would be tried."""
    answers = [f"93.184.216.{n}" for n in range(8)] + ["10.0.0.1"]
    with Fetcher(STRICT, resolver=lambda host, port: answers) as fetcher:
        got = fetcher.fetch("http://mixed.example/")
    assert [(f.code, f.place) for f in got.faults] == [("private-address", "http://mixed.example/")]
    assert "10.0.0.1" in got.faults[0].reason


def test_the_private_address_is_allowed_on_request_and_the_capture_says_so() -> None:
    with serving({"/": lambda r: r.reply(page())}) as server:
        with Fetcher(Options(pause=0, allow_private=True)) as fetcher:
            got = fetcher.fetch(server.url + "/")
    assert got.capture is not None
    assert dict(got.capture.meta)["private_addresses_allowed"] is True


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        checked("mixed.example", 80, False, lambda host, port: ["93.184.216.34", "10.0.0.7"])
    assert raised.value.fault.code == "private-address"
    assert "10.0.0.7" in raised.value.fault.reason


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback passes for a public address here, so that the first hop can be served at all."""
    monkeypatch.setattr(guard, "refusal", lambda a: None if a == "127.0.0.1" else refusal(a))
    looked_up = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return {"metadata.example": ["169.254.169.254"]}.get(host, ["127.0.0.1"])

    routes = {"/a": lambda r: r.reply(b"", "302 Found", "Location: http://metadata.example/latest/")}
    options = Options(pause=0, ignore_robots=True)
    with serving(routes) as server, Fetcher(options, resolver=resolver) as fetcher:
        got = fetcher.fetch(f"http://news.example:{server.port}/a")
    assert [f.code for f in got.faults] == ["private-address"]
    assert looked_up == ["news.example", "metadata.example"]
    assert server.paths() == ["/a"]


class Recorder:
    """Stands in for the system's connect: notes where a connection would go."""

    def __init__(self) -> None:
        self.hosts: list[str] = []

    def connect_tcp(self, host: str, *_: object) -> None:
        self.hosts.append(host)


def test_rebinding_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """The name answers with a public address first and with loopback ever after."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    backend = GuardedBackend(resolver=lambda host, port: next(answers))
    backend._plain = recorder = Recorder()
    backend.connect_tcp("rebind.example", 80)
    assert recorder.hosts == ["8.8.8.8"], "the checked address itself, not the name, which would be looked up once more"
    with pytest.raises(InputError) as raised:
        backend.connect_tcp("rebind.example", 80)
    assert raised.value.fault.code == "private-address"
    assert recorder.hosts == ["8.8.8.8"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://host/x",
        "gopher://host/",
        "data:text/html,x",
        "javascript:1",
        "//host/x",
        "http:///x",
    ],
)
def test_other_schemes_are_refused(url: str) -> None:
    with Fetcher(STRICT) as fetcher:
        got = fetcher.fetch(url)
    assert got.capture is None
    assert got.faults[0].code in ("scheme", "address")


def test_a_redirect_to_a_file_is_refused() -> None:
    with serving({"/": lambda r: r.reply(b"", "302 Found", "Location: file:///etc/passwd")}) as server:
        with Fetcher(Options(pause=0, allow_private=True)) as fetcher:
            got = fetcher.fetch(server.url + "/")
    assert [f.code for f in got.faults] == ["scheme"]


def test_an_address_with_a_user_name_is_refused() -> None:
    with Fetcher(STRICT) as fetcher:
        assert fetcher.fetch("http://user:secret@news.example/").faults[0].code == "address"


def test_the_system_resolves_decimal_forms_to_what_is_then_checked() -> None:
    assert resolve("2130706433", 80) == ["127.0.0.1"]
