"""What a desk is started with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from selon.errors import UsageError

if TYPE_CHECKING:
    from selon.intake.web import Web

PORT = 8765
LOOPBACK = "127.0.0.1"
NAMES = frozenset({"localhost"})
"""Names that a browser on this machine may call the desk by."""


@dataclass(frozen=True, slots=True)
class Config:
    """How one desk is set up.

    ledger: its file. token: what opens a desk without accounts; empty when there are accounts. hosts: further names
    that the desk goes by. protect: names of private persons are withheld. web: the folder with the built pages.
    secure: the desk is reached over TLS, so cookies are marked so. clients: listeners to events at one time. fetching:
    how addresses are fetched, `None` for the usual way. body_seconds, body_bytes, upload_bytes: how long a body may take,
    and how large it may be, of reports and otherwise.
    """

    ledger: Path
    host: str = LOOPBACK
    port: int = PORT
    token: str = ""
    hosts: frozenset[str] = field(default_factory=frozenset)
    protect: bool = False
    web: Path | None = None
    secure: bool = False
    clients: int = 64
    fetching: Web | None = None
    body_seconds: float = 60.0
    body_bytes: int = 1 << 20
    upload_bytes: int = 64 << 20

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: cookies know no ports, and two desks may run on one machine."""
        return f"selon_session_{self.port}"


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, out of reach for others."""
    if host in NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(header: str) -> str | None:
    """The host in a `Host` or `Origin` header, in small letters, without its port; `None` when there is none in it."""
    value = header.strip().lower()
    if any(c in value for c in "/@ \\,") or not value:
        return None
    if value.startswith("["):
        inner, bracket, rest = value[1:].partition("]")
        return inner if bracket and (not rest or _port(rest)) else None
    name, colon, port = value.partition(":")
    return name if name and (not colon or _port(":" + port)) else None


def _port(text: str) -> bool:
    return text[0] == ":" and text[1:].isascii() and text[1:].isdigit()


def is_ours(header: str, config: Config) -> bool:
    """Whether a `Host` header names this desk.

    A page of somebody else can make a name of its own point at this machine, but it cannot make an address do so:
    addresses are fine, of names only `localhost` and those that the desk was told.
    """
    host = host_of(header)
    if host is None:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host in NAMES or host in config.hosts or host == config.host.lower()
    return True


def checked_host(host: str) -> str:
    """An address or name to bind to; `UsageError` when it is none."""
    value = host.strip()
    if not value or host_of(value if ":" not in value else f"[{value.strip('[]')}]") is None:
        raise UsageError("this is no address to listen at", host, "host")
    return value.strip("[]")
