"""One request over the wire: connection, budget, limits, what the peer is. Redirects, robots and retries are
`fetch`'s affair.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpcore2

from selon.capture.guard import Budget, GuardedBackend, OutOfTime, Resolver, TooMuch, resolve
from selon.capture.records import Exchange, Headers, Truncated, header
from selon.capture.urls import ascii_host, parts_of, port_of
from selon.errors import InputError

HEADER_SPACE = 1 << 20
"""Bytes over the wire that headers and framing may take beside the body."""
KEPT_OF_REFUSED = 64 << 10
"""Bytes of a response that is too large that are kept in the archive, marked as cut."""


class Cut(InputError):
    """A response that did not come whole; carries what came."""

    def __init__(self, reason: str, place: str, code: str, exchange: Exchange) -> None:
        super().__init__(reason, place, code)
        self.exchange = exchange


class Transport:
    """Connections to checked addresses, kept open between requests over HTTP/2; for one thread. Close it when done."""

    def __init__(
        self, allow_private: bool, max_bytes: int, read_seconds: float, context: ssl.SSLContext | None = None,
        resolver: Resolver = resolve,
    ) -> None:  # fmt: skip
        self.max_bytes, self.read_seconds = max_bytes, read_seconds
        self.backend = GuardedBackend(allow_private, resolver)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context or httpcore2.default_ssl_context(), max_connections=4, max_keepalive_connections=4,
            keepalive_expiry=15, http1=True, http2=True, network_backend=self.backend,
        )  # fmt: skip

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def send(self, url: str, headers: Headers, seconds: float, body: bytes | None = None) -> Exchange:
        """One GET, or a POST of `body`. Raises `InputError` (`timeout`, `tls`, `connect`, `protocol`,
        `private-address` …) or `Cut`, which
        holds what came.
        """
        self.backend.budget = Budget(seconds, self.max_bytes + HEADER_SPACE)
        request = _request(url, headers, self.read_seconds, body)
        started, clock = datetime.now(UTC), time.monotonic()
        response = self._open(request, url)
        try:
            peer = _peer(response)
            received, cut = self._body(response, url)
        finally:
            response.close()
            if response.extensions.get("http_version") != b"HTTP/2":
                self._retire()
        shown = _exchange(url, headers, response, received, cut[0] if cut else None) | {"method": _method(body)}
        ended = datetime.now(UTC)
        exchange = Exchange(
            **shown, **peer, started=_stamp(started), ended=_stamp(ended), seconds=round(time.monotonic() - clock, 6)
        )
        if cut:
            raise Cut(cut[2], url, cut[1], exchange)
        return exchange

    def _retire(self) -> None:
        """Close what is idle: over HTTP/1.1, bytes behind one response would answer the next request."""
        for connection in self._pool.connections:
            if connection.is_idle():
                connection.close()

    def _open(self, request: httpcore2.Request, url: str) -> httpcore2.Response:
        try:
            return self._pool.handle_request(request)
        except (OutOfTime, httpcore2.TimeoutException) as fault:
            raise InputError("no answer in time", url, "timeout") from fault
        except TooMuch as fault:
            raise InputError("endless headers", url, "protocol") from fault
        except httpcore2.ConnectError as fault:
            if isinstance(fault.__cause__, ssl.SSLError) or isinstance(fault.__context__, ssl.SSLError):
                raise InputError(f"TLS: {fault}", url, "tls") from fault
            raise InputError(f"no connection: {fault}", url, "connect") from fault
        except httpcore2.NetworkError as fault:
            raise InputError(f"the connection broke: {fault}", url, "connect") from fault
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as fault:
            raise InputError(f"this is no HTTP: {fault}", url, "protocol") from fault

    def _body(self, response: httpcore2.Response, url: str) -> tuple[bytes, tuple[Truncated, str, str] | None]:
        """The body, and why it is not whole: (WARC word, fault code, reason)."""
        declared = _header(response, b"content-length")
        if declared.isascii() and declared.isdigit() and (len(declared) > 18 or int(declared) > self.max_bytes):
            return b"", ("length", "too-large", f"{declared[:40]} bytes announced; {self.max_bytes} are taken")
        body = bytearray()
        try:
            for piece in response.iter_stream():
                body += piece
                if len(body) > self.max_bytes:
                    return bytes(body[:KEPT_OF_REFUSED]), ("length", "too-large", f"more than {self.max_bytes} bytes")
        except TooMuch:
            return bytes(body[:KEPT_OF_REFUSED]), ("length", "too-large", "more bytes on the wire than are taken")
        except httpcore2.TimeoutException:
            return bytes(body), ("time", "timeout", f"the time was over after {len(body)} bytes")
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as fault:
            return bytes(body), ("disconnect", "cut-short", f"the response broke off after {len(body)} bytes: {fault}")
        return bytes(body), None


def _method(body: bytes | None) -> str:
    return "GET" if body is None else "POST"


def _request(url: str, headers: Headers, read_seconds: float, body: bytes | None) -> httpcore2.Request:
    parts = parts_of(url)
    host = ascii_host(parts.hostname or "")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    waits = {"connect": min(read_seconds, 15.0), "read": read_seconds, "write": read_seconds, "pool": 5.0}
    return httpcore2.Request(
        method=_method(body),
        url=httpcore2.URL(scheme=parts.scheme.lower(), host=host, port=port_of(parts), target=target),
        headers=[(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in headers],
        content=body,
        extensions={"timeout": waits},
    )


def _header(response: httpcore2.Response, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in response.headers if k.lower() == name), "").strip()


def _exchange(
    url: str, sent: Headers, response: httpcore2.Response, body: bytes, truncated: Truncated | None
) -> dict[str, Any]:
    extensions: Mapping[str, Any] = response.extensions
    version = extensions.get("http_version", b"HTTP/1.1").decode("ascii", "replace").removeprefix("HTTP/")
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
    return {
        "url": url, "request_headers": sent, "http": version, "status": response.status,
        "reason": extensions.get("reason_phrase", b"").decode("latin-1"), "headers": headers, "body": body,
        "truncated": truncated,
    }  # fmt: skip


def _peer(response: httpcore2.Response) -> dict[str, Any]:
    """Address, port and certificate of the peer."""
    stream = response.extensions.get("network_stream")
    try:
        address = stream.get_extra_info("server_addr") if stream else None
    except OSError:
        address = None
    sock = stream.get_extra_info("socket") if stream else None
    host, port = (str(address[0]), int(address[1])) if address else ("", 0)
    return {"address": host, "port": port, "tls": _tls(sock) if isinstance(sock, ssl.SSLSocket) else None}


def _tls(sock: ssl.SSLSocket) -> dict[str, object]:
    """Names, issuer, validity and SHA-256 of the peer's certificate; protocol and cipher."""
    raw, facts = sock.getpeercert(binary_form=True), sock.getpeercert() or {}
    named: Any = facts
    cipher = sock.cipher()
    return {
        "version": sock.version(), "cipher": cipher[0] if cipher else None,
        "subject": _name(named.get("subject", ())), "issuer": _name(named.get("issuer", ())),
        "names": [value for _, value in named.get("subjectAltName", ())][:50],
        "valid_from": named.get("notBefore"), "valid_to": named.get("notAfter"),
        "sha256": hashlib.sha256(raw).hexdigest() if raw else None,
    }  # fmt: skip


def _name(pieces: Any) -> str:
    return ", ".join(f"{key}={value}" for group in pieces for key, value in group)


def _stamp(when: datetime) -> str:
    return when.isoformat(timespec="microseconds").replace("+00:00", "Z")


def content_type(exchange: Exchange) -> tuple[str, str]:
    """Media type and charset of a response, both lower case, empty when not said."""
    value = header(exchange.headers, "content-type").split(",")[0]
    kind, _, rest = value.partition(";")
    charset = next((p.partition("=")[2] for p in rest.split(";") if p.strip().lower().startswith("charset=")), "")
    return kind.strip().lower(), charset.strip().strip("\"'").lower()
