"""Fetching one address: robots, pace, redirects, retries, limits – and a record of all of it in the capture."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from selon.capture import robots
from selon.capture.cookies import Jar
from selon.capture.forms import form_of
from selon.capture.guard import Resolver, resolve
from selon.capture.inflate import Bounds, inflate
from selon.capture.pace import Pace, retry_after
from selon.capture.records import Exchange, Fetched, Headers, header
from selon.capture.transport import Cut, Transport, content_type
from selon.capture.urls import ascii_host, canonical, join, parts_of, port_of
from selon.errors import Fault, InputError
from selon.model import Capture

TOKEN = "Selon"  # noqa: S105 - the product token of robots.txt
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"
REDIRECTS = frozenset((301, 302, 303, 307, 308))
BUSY = frozenset((429, 503))
ROBOTS_SECONDS = 24 * 3600.0

Sink = Callable[[Exchange], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to fetch.

    agent: the User-Agent. seconds: for one address with its redirects, waits not counted. read_seconds: for the next
    bytes. bounds: sizes. redirects, retries: at most so many. pause: seconds between two requests to one host.
    patience: the longest Retry-After that is waited for (seconds). allow_private, ignore_robots: said in every
    capture made so.
    """

    agent: str = "Selon/0.1 (news provenance ledger)"
    seconds: float = 60.0
    read_seconds: float = 20.0
    bounds: Bounds = field(default_factory=Bounds)
    redirects: int = 10
    retries: int = 2
    pause: float = 1.0
    patience: float = 30.0
    allow_private: bool = False
    ignore_robots: bool = False


class Fetcher:
    """Fetches addresses one after the other; for one thread. Pace, and the sink that archives each exchange, may be
    shared.

    Use as a context manager. context, resolver: for tests and own certificates.
    """

    def __init__(
        self, options: Options | None = None, pace: Pace | None = None, sink: Sink | None = None,
        context: ssl.SSLContext | None = None, resolver: Resolver = resolve,
    ) -> None:  # fmt: skip
        self.options = options or Options()
        self.pace = pace or Pace(self.options.pause)
        self.sink = sink
        self._jar = Jar()
        self._robots: dict[tuple[str, str, int], tuple[float, robots.Rules, str]] = {}
        o = self.options
        self._transport = Transport(o.allow_private, o.bounds.max_bytes, o.read_seconds, context, resolver)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch one address; never raises for what a host does: the faults say it.

        etag, last_modified: of the bytes already known; a host that answers 304 gives `unchanged`.
        """
        run = _Run(self, url)
        try:
            return run.go(_conditions(etag, last_modified))
        except InputError as error:
            fault = error.fault
            if "//" not in fault.place and fault.code in ("private-address", "no-address"):
                fault = replace(fault, place=run.at[:200])
            return run.failed(fault)

    # --- one exchange -------------------------------------------------------------------------------------------------

    def exchange(self, url: str, extra: Headers, seconds: float) -> tuple[Exchange, Mapping[str, object]]:
        """One request with our headers and the host's own cookies; archived; what the archive says of it beside it."""
        parts = parts_of(url)
        host, port, secure = ascii_host(parts.hostname or ""), port_of(parts), parts.scheme.lower() == "https"
        sent = self._headers(
            parts.netloc.rpartition("@")[2], self._jar.header(host, port, parts.path or "/", secure), extra
        )
        try:
            done = self._transport.send(url, sent, seconds)
        except Cut as cut:
            self._store(cut.exchange)
            raise
        for name, value in done.headers:
            if name.lower() == "set-cookie":
                self._jar.set(host, port, value, secure)
        return done, self._store(done)

    def post(self, url: str, body: bytes, content_type: str) -> Exchange:
        """Send bytes to an address; no robots, no redirects. `InputError` when the answer is no success."""
        extra = (("Content-Type", content_type), ("Content-Length", str(len(body))))
        sent = self._headers(parts_of(url).netloc, "", extra)
        done = self._transport.send(url, sent, self.options.seconds, body)
        if done.status != 200:
            raise InputError(f"status {done.status} {done.reason}".strip(), url, "http")
        return done

    def _headers(self, host: str, cookie: str, extra: Headers) -> Headers:
        own = [("Host", ascii_netloc(host)), ("User-Agent", self.options.agent), ("Accept", ACCEPT)]
        own.append(("Accept-Encoding", "gzip, br, zstd"))
        return (*own, *([("Cookie", cookie)] if cookie else []), *extra)

    def _store(self, exchange: Exchange) -> Mapping[str, object]:
        return (self.sink(exchange) if self.sink else None) or {}

    # --- robots -------------------------------------------------------------------------------------------------------

    def rules(self, url: str) -> tuple[robots.Rules, str]:
        """The rules of the address's host for us, and where they come from (`robots.txt`, `none`, `unavailable`)."""
        parts = parts_of(url)
        key = (parts.scheme.lower(), ascii_host(parts.hostname or ""), port_of(parts))
        known = self._robots.get(key)
        if known is None or time.monotonic() > known[0]:
            known = (
                time.monotonic() + ROBOTS_SECONDS,
                *self._ask_robots(f"{key[0]}://{ascii_netloc(parts.netloc)}/robots.txt"),
            )
            self._robots[key] = known
        return known[1], known[2]

    def _ask_robots(self, url: str) -> tuple[robots.Rules, str]:
        """RFC 9309 §2.3.1: 4xx allows everything, 5xx and silence allow nothing; up to five redirects."""
        try:
            for _ in range(6):
                done, _where = self.exchange(url, (), min(self.options.seconds, 20.0))
                if done.status not in REDIRECTS:
                    break
                url = join(url, header(done.headers, "location"))
            if done.status == 200:
                body = inflate(done.body, header(done.headers, "content-encoding"), self.options.bounds, url)
                return robots.parse(body, TOKEN), "robots.txt"
        except InputError as fault:
            if fault.fault.code in ("private-address", "no-address", "tls", "scheme"):
                raise
            return robots.NOTHING, "unavailable"
        return (
            (robots.NOTHING, "unavailable") if done.status >= 500 or done.status == 429 else (robots.EVERYTHING, "none")
        )


def ascii_netloc(netloc: str) -> str:
    """Host and port as they go into a Host header: ASCII, lower case."""
    if netloc.isascii():
        return netloc.lower()
    host, colon, port = netloc.partition(":")
    return ascii_host(host) + colon + port


def _conditions(etag: str | None, last_modified: str | None) -> Headers:
    pairs = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
    return tuple((name, value) for name, value in pairs if value and value.isascii() and value.isprintable())


class _Run:
    """One address on its way: redirects behind it, time left, faults so far."""

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self.fetcher, self.options = fetcher, fetcher.options
        self.url = self.at = url
        self.left = fetcher.options.seconds
        self.chain: list[dict[str, object]] = []
        self.exchanges: list[Exchange] = []
        self.robots = "not asked"
        self.retry: float | None = None

    def failed(self, fault: Fault) -> Fetched:
        status = self.exchanges[-1].status if self.exchanges else None
        return Fetched(
            self.url, self.at, None, (fault,), status=status, retry_after=self.retry, exchanges=tuple(self.exchanges)
        )

    def go(self, conditions: Headers) -> Fetched:
        seen = {self.at}
        for _ in range(self.options.redirects + 1):
            done, where = self.ask(conditions)
            if done.status not in REDIRECTS:
                return self.answer(done, where)
            target = join(self.at, header(done.headers, "location")) if header(done.headers, "location") else ""
            if not target:
                raise InputError(f"status {done.status} without an address", self.at, "redirect")
            self.chain.append(
                {"url": self.at, "status": done.status, "location": target[:2048], "address": done.address}
            )
            if target in seen and not header(done.headers, "set-cookie"):
                raise InputError(f"redirected in a circle: {target}", self.url, "redirect-loop")
            seen.add(target)
            self.at = target
        raise InputError(f"more than {self.options.redirects} redirects", self.url, "redirect-loop")

    def ask(self, conditions: Headers) -> tuple[Exchange, Mapping[str, object]]:
        """One request here, after robots and pace; again after a while when the host is busy."""
        host = ascii_host(parts_of(self.at).hostname or "")
        delay = self.permitted()
        for attempt in range(self.options.retries + 1):
            blocked = self.fetcher.pace.blocked(host)
            if blocked > max(self.options.patience, delay or 0.0):
                self.retry = blocked
                raise InputError(f"the host wants to be left alone for {blocked:.0f} s more", self.at, "busy")
            self.fetcher.pace.wait(host, delay)
            done, where = self.fetcher.exchange(self.at, conditions, max(self.left, 0.1))
            self.left -= done.seconds
            self.exchanges.append(done)
            if done.status not in BUSY:
                return done, where
            self.hold(host, done, attempt)
        raise InputError(f"status {done.status}, {self.options.retries + 1} times", self.at, "busy")

    def hold(self, host: str, done: Exchange, attempt: int) -> None:
        """Leave the host alone as long as it says, or twice as long each time."""
        said = retry_after(header(done.headers, "retry-after"), datetime.now(UTC))
        self.retry = said if said is not None else max(self.options.pause, 0.5) * 2.0 ** (attempt + 1)
        self.fetcher.pace.hold(host, self.retry)

    def permitted(self) -> float | None:
        """The delay that robots.txt asks for; `InputError` when it forbids the address and is to be respected."""
        if self.options.ignore_robots:
            self.robots = "ignored"
            return None
        rules, source = self.fetcher.rules(self.at)
        allowed, rule = rules.decision(self.at)
        if not allowed:
            reason = f"robots.txt forbids it ({rule})" if source == "robots.txt" else "robots.txt is unavailable"
            raise InputError(f"{reason}; --ignore-robots would fetch it all the same", self.at, "robots")
        self.robots = f"{source}: {rule}" if rule else source
        return rules.delay

    def answer(self, done: Exchange, where: Mapping[str, object]) -> Fetched:
        exchanges = tuple(self.exchanges)
        if done.status == 304:
            return Fetched(self.url, self.at, None, unchanged=True, status=304, exchanges=exchanges)
        if done.status != 200:
            raise InputError(f"status {done.status} {done.reason}".strip(), self.at, "http")
        payload = inflate(done.body, header(done.headers, "content-encoding"), self.options.bounds, self.at)
        said, charset = content_type(done)
        form = form_of(payload, said, parts_of(self.at).path)
        if form in (None, "zip"):
            raise InputError(
                f"{said or 'these bytes'}: not a form that Selon reads; archives are not opened", self.at, "form"
            )
        meta = self.meta(done, charset, where)
        known = tuple(sorted(meta.items()))
        capture = Capture(payload, str(form), self.url, canonical(self.at), meta=known, observed=done.started)
        return Fetched(self.url, self.at, capture, status=200, exchanges=exchanges)

    def meta(self, done: Exchange, charset: str, where: Mapping[str, object]) -> dict[str, object]:
        """How the bytes were obtained: what a stranger needs to check it."""
        meta: dict[str, object] = exchange_meta(done)
        meta |= {
            "requested": self.url,
            "final": self.at,
            "robots": self.robots,
            "redirects": self.chain,
            "agent": self.options.agent,
        }
        if charset:
            meta["charset"] = charset
        if where:
            meta["warc"] = dict(where)
        if self.options.allow_private:
            meta["private_addresses_allowed"] = True
        if self.options.ignore_robots:
            meta["robots_ignored"] = True
        return meta


def exchange_meta(done: Exchange) -> dict[str, Any]:
    """One exchange as JSON values: request, response, peer, times with the check of one clock by the other."""
    wall = (datetime.fromisoformat(done.ended) - datetime.fromisoformat(done.started)).total_seconds()
    return {
        "request": {"method": done.method, "url": done.url, "headers": [list(h) for h in done.request_headers]},
        "response": {
            "status": done.status, "reason": done.reason, "http": done.http, "headers": [list(h) for h in done.headers],
            "bytes": len(done.body),
        },
        "peer": {"address": done.address, "port": done.port, "tls": dict(done.tls) if done.tls else None},
        "times": {
            "started": done.started, "ended": done.ended, "seconds": done.seconds,
            "clocks_agree": abs(wall - done.seconds) < 1.0,
        },
    }  # fmt: skip


def with_meta(capture: Capture, **more: object) -> Capture:
    """The capture with more in its meta."""
    return replace(capture, meta=tuple(sorted({**dict(capture.meta), **more}.items())))
