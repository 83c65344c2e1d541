"""Who asks, and whether they may: tokens, sessions, roles, CSRF, login attempts."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request

from selon.desk.api.accounts import Accounts, may
from selon.desk.api.config import Config, host_of
from selon.desk.api.problems import Refusal

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
IDLE, LONGEST = 12 * 3600.0, 7 * 24 * 3600.0
"""Seconds after which a session that nobody uses, and any session, ends."""
MOST = 10_000
"""Sessions kept; the ones longest out of use go first."""
ATTEMPTS, WINDOW = 5, 900.0
"""So many failed logins for one name from one address within so many seconds."""
LISTED = 32
"""Failures kept of one key."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. how: `token` (of this start), `session` or `bearer`. csrf: what a write with a cookie must bring."""

    name: str
    role: str
    how: str
    csrf: str = ""


@dataclass(slots=True)
class Session:
    """A login. user: the account; empty for the single user. begun, used: seconds of a clock that only goes forward."""

    user: str
    csrf: str
    begun: float
    used: float
    proof: str = ""


@dataclass(slots=True)
class Sessions:
    """Logins, kept on the server under a hash of what the cookie holds."""

    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, Session] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, user: str, proof: str = "") -> tuple[str, Session]:
        """A new session and the secret for its cookie. proof: what the account's password was kept as."""
        secret, moment = secrets.token_urlsafe(32), self.clock()
        session = Session(user, secrets.token_urlsafe(24), moment, moment, proof)
        with self._lock:
            self._kept[_key(secret)] = session
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return secret, session

    def of(self, secret: str) -> Session | None:
        """The session of a cookie, unless it has ended."""
        key, moment = _key(secret), self.clock()
        with self._lock:
            session = self._kept.get(key)
            if session is None:
                return None
            if moment - session.used > IDLE or moment - session.begun > LONGEST:
                del self._kept[key]
                return None
            session.used = moment
            self._kept.move_to_end(key)
            return session

    def end(self, secret: str) -> None:
        """End one session."""
        with self._lock:
            self._kept.pop(_key(secret), None)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True)
class Attempts:
    """Failed logins: how many lately, for a name and from an address."""

    clock: Callable[[], float] = time.monotonic
    _failed: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, *keys: tuple[str, int]) -> None:
        """`Refusal` with the time to wait when one of the keys has failed as often as it may."""
        with self._lock:
            recent = [(self._recent(key), most) for key, most in keys]
        waits = [WINDOW - (self.clock() - times[-most]) for times, most in recent if len(times) >= most]
        if waits:
            after = str(max(1, round(max(waits))))
            raise Refusal(429, "login-rate", "too many failed logins; wait", "name", {"Retry-After": after})

    def failed(self, *keys: str) -> None:
        """Count a failure for each key."""
        with self._lock:
            for key in keys:
                self._failed[key] = [*self._recent(key)[-LISTED + 1 :], self.clock()]
                self._failed.move_to_end(key)
            while len(self._failed) > MOST:
                self._failed.popitem(last=False)

    def passed(self, key: str) -> None:
        """Forget the failures of a key."""
        with self._lock:
            self._failed.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        return [t for t in self._failed.get(key, ()) if self.clock() - t < WINDOW]


@dataclass(slots=True)
class Door:
    """Decides who asks. single: the name of the single user; `None` where accounts are needed."""

    config: Config
    accounts: Accounts
    single: str
    sessions: Sessions = field(default_factory=Sessions)
    attempts: Attempts = field(default_factory=Attempts)

    @property
    def single_user(self) -> bool:
        """Whether the token of this start opens the desk: on loopback, as long as there are no accounts."""
        return bool(self.config.token) and not self.accounts.users()

    def opens(self, token: str) -> bool:
        """Whether this is the token of this start."""
        given = token.encode("utf-8", "replace")
        return self.single_user and hmac.compare_digest(given, self.config.token.encode())

    def person(self, request: Request) -> Person | None:
        """Who sends a request; `None` when it does not say. A wrong token is nobody, not the cookie's owner."""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        if scheme:
            return self._bearer(text.strip()) if scheme.lower() == "bearer" else None
        secret = request.cookies.get(self.config.cookie)
        session = self.sessions.of(secret) if secret else None
        if session is None:
            return None
        if not session.user:
            return Person(self.single, "admin", "session", session.csrf) if self.single_user else None
        account = self.accounts.user(session.user)
        if account is None or account.proof != session.proof:
            return None
        return Person(account.name, account.role, "session", session.csrf)

    def _bearer(self, text: str) -> Person | None:
        if self.opens(text):
            return Person(self.single, "admin", "token")
        found = self.accounts.bearer(text)
        return Person(found[0].user, found[1], "bearer") if found else None

    def admit(self, request: Request, needed: str) -> Person:
        """The person, when they may do what needs this role; `Refusal` otherwise."""
        person = self.person(request)
        if person is None:
            raise Refusal(401, "login", "a login or a token is needed", "", {"WWW-Authenticate": "Bearer"})
        if request.method not in SAFE:
            check_origin(request)
            if person.how == "session":
                given = request.headers.get("x-selon-csrf", "").encode("utf-8", "replace")
                if not hmac.compare_digest(given, person.csrf.encode()):
                    raise Refusal(403, "csrf", "a write needs the value of /me in X-Selon-CSRF", "X-Selon-CSRF")
        if not may(person.role, needed):
            raise Refusal(403, "role", f"this needs the role {needed}; yours is {person.role}")
        return person


def check_origin(request: Request) -> None:
    """`Refusal` for a write that a page of another origin sends."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        raise Refusal(403, "origin", "a page of another site sent this", "Sec-Fetch-Site")
    origin = request.headers.get("origin")
    if origin is None:
        return
    scheme, _, rest = origin.partition("://")
    if (
        scheme not in ("http", "https")
        or host_of(rest) is None
        or rest.lower() != request.headers["host"].strip().lower()
    ):
        raise Refusal(403, "origin", "a page of another origin sent this", "Origin")
