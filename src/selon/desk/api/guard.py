"""In front of all routes: who is called, how much may come in, what every answer carries.

Plain ASGI, because it sees every byte: a body is counted while it comes, whatever its header says.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from selon.desk.api.config import Config, is_ours
from selon.desk.api.problems import Refusal, answer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
_LOG = logging.getLogger("selon.desk")
UPLOAD = "/api/v1/reports"
"""The one route that takes large bodies."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0)


@dataclass(slots=True)
class Measured:
    """What `/metrics` tells of the requests. sums: seconds by bucket; all of one process."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    count: int = 0

    def take(self, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests[method, status] += 1
        self.count += 1
        self.seconds += seconds
        for bucket in BUCKETS:
            if seconds <= bucket:
                self.buckets[bucket] += 1


class Guard:
    """The ASGI application around the desk's own."""

    def __init__(self, app: App, config: Config, measured: Measured) -> None:
        self.app = app
        self.config = config
        self.measured = measured

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                have = {name for name, _ in message["headers"]}
                more = [h for h in HEADERS if h[0] not in have]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            await self._serve(scope, receive, sending)
        finally:
            self.measured.take(_method(scope["method"]), status, time.perf_counter() - begun)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            self._check_host(scope)
            bounded = Body(receive, self._most(scope), self.config.body_seconds)
            bounded.check(scope)
            await self.app(scope, bounded, sending)
        except Refusal as refusal:
            await answer(refusal)(scope, receive, send)
        except Exception as error:
            _LOG.exception("while answering %s %s", _method(scope["method"]), scope["path"][:200])
            if begun:
                raise
            reason = f"{type(error).__name__}; the desk's own log says where"
            await answer(Refusal(500, "unforeseen", reason))(scope, receive, send)

    def _check_host(self, scope: Scope) -> None:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not is_ours(hosts[0], self.config):
            raise Refusal(421, "host", "the desk does not go by this name; `--allow-host` adds one", "Host")

    def _most(self, scope: Scope) -> int:
        return self.config.upload_bytes if scope["path"] == UPLOAD else self.config.body_bytes


def _method(name: str) -> str:
    return name if name in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"


class Body:
    """Receives a request's body, no more than `most` bytes and no longer than `seconds`."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self._most = most
        self._ends = time.monotonic() + seconds
        self._got = 0
        self._done = False

    def check(self, scope: Scope) -> None:
        """Refuse by the header what would be refused by its bytes."""
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value) > self._most:
                raise self._too_large()

    async def __call__(self) -> Message:
        """The next message; `Refusal` when the body is too large or too slow."""
        if self._done:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._ends - time.monotonic()))
        except TimeoutError as error:
            raise Refusal(408, "too-slow", "the body did not come in time", "body", {"Connection": "close"}) from error
        if message["type"] == "http.request":
            self._got += len(message.get("body", b""))
            self._done = not message.get("more_body", False)
            if self._got > self._most:
                raise self._too_large()
        return message

    def _too_large(self) -> Refusal:
        return Refusal(413, "too-large", f"at most {self._most} bytes", "body", {"Connection": "close"})
