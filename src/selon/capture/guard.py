"""Which machines may be talked to: public addresses only, unless the user says otherwise.

The check stands after name resolution and before the connection, and the connection goes to the very address that was
checked, so a name that answers differently the second time (DNS rebinding) changes nothing. Every redirect passes
here again, because every new connection does. Special-purpose addresses after the IANA registries (RFC 6890),
embedded IPv4 after RFC 4291, 3056, 4380, 6052.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from selon.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_PLATFORM = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
"""Where cloud platforms answer their guests; some of these are public addresses by the registries."""


def _embedded(ip: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries (mapped, compatible, 6to4, Teredo, NAT64); `None` when it carries
    none.
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64 or ip in _NAT64_LOCAL or (int(ip) >> 32 == 0 and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def refusal(address: str) -> str | None:
    """Why an IP address is refused, in words; `None` when it is a public one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    inner = _embedded(ip)
    if inner is not None:
        reason = refusal(str(inner))
        return f"an address that carries {inner}, {reason}" if reason else None
    if ip in _PLATFORM:
        return "the metadata address of a cloud platform"
    tests = (
        ("a loopback", ip.is_loopback), ("a link-local", ip.is_link_local), ("an unspecified", ip.is_unspecified),
        ("a multicast", ip.is_multicast), ("a private", ip.is_private), ("not a public", not ip.is_global),
    )  # fmt: skip
    return next((f"{word} address" for word, holds in tests if holds), None)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host as the system resolves it (also `127.1`, `0x7f000001`, `2130706433`), without
    repeats.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise InputError(f"the host name has no address ({fault})", host, "no-address") from fault
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(host: str, port: int, allow_private: bool, resolver: Resolver) -> list[str]:
    """The addresses of a host, every one of them allowed; `InputError` (`private-address`) when one is not."""
    addresses = resolver(host, port)
    if not addresses:
        raise InputError("the host name has no address", host, "no-address")
    for address in addresses:
        reason = refusal(address)
        if reason and not allow_private:
            raise InputError(f"{address} is {reason}; --allow-private would allow it", host, "private-address")
    return addresses


class OutOfTime(httpcore2.ReadTimeout):
    """The time for one fetch is over, however busily bytes arrive."""


class TooMuch(httpcore2.ReadError):
    """More bytes came over the wire than one fetch may take."""


class Budget:
    """What one fetch may take: seconds until the end, bytes over the wire. Started anew for each fetch."""

    def __init__(self, seconds: float, wire_bytes: int) -> None:
        self.deadline = time.monotonic() + seconds
        self.left = wire_bytes

    def seconds(self, timeout: float | None) -> float:
        """How long the next wait may be: `timeout`, or less when the end is nearer."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime("the time for this fetch is over")
        return left if timeout is None else min(timeout, left)

    def take(self, count: int) -> None:
        """Count bytes that came in."""
        self.left -= count
        if self.left < 0:
            raise TooMuch("more bytes than one fetch may take")


class GuardedStream(httpcore2.NetworkStream):
    """A connection whose every read and write counts against the budget of the fetch under way."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._inner, self._backend = inner, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes from the peer, within the budget."""
        budget = self._backend.budget
        data = self._inner.read(max_bytes, budget.seconds(timeout))
        budget.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Bytes to the peer, within the budget's time."""
        self._inner.write(buffer, self._backend.budget.seconds(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS; the handshake counts too."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._backend.budget.seconds(timeout))
        return GuardedStream(inner, self._backend)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows: `server_addr`, `ssl_object`, `socket`."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections to checked addresses only, the checked address itself; one fetch at a time."""

    def __init__(self, allow_private: bool = False, resolver: Resolver = resolve) -> None:
        self.allow_private, self.resolver = allow_private, resolver
        self.budget = Budget(60, 1 << 20)
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """A connection to the first address of `host` that answers; all of them must be allowed."""
        failure: Exception = httpcore2.ConnectError("no address answered")
        for address in checked(host, port, self.allow_private, self.resolver)[:4]:
            try:
                wait = self.budget.seconds(timeout)
                return GuardedStream(self._plain.connect_tcp(address, port, wait, local_address, socket_options), self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as fault:
                failure = fault
        raise failure
