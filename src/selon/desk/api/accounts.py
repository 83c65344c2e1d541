"""Accounts and API tokens of a ledger, in a file beside it that only its owner can read.

What proves an account never enters the ledger, which is made to be copied and shown; that an account was made, changed
or removed does, as an entry. Passwords are kept as argon2id hashes (RFC 9106), tokens as SHA-256: they are 256 random
bits, so a fast hash is enough. The file is written whole and put in place; two processes take turns.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selon.errors import LedgerError, UsageError

ROLES: tuple[str, ...] = ("reader", "analyst", "admin")
"""From least to most: each may do what those before it may."""
SUFFIX = ".users.json"
PREFIX = "selon_"
"""What every API token begins with, so that a scanner for secrets knows one."""
SHORTEST, LONGEST = 10, 1024
"""Code points of a password."""
MOST = 10_000
"""Accounts, and tokens, that one file holds."""

_NAME = re.compile(r"[^\W_][\w.@+-]{0,63}")


@dataclass(frozen=True, slots=True)
class Account:
    """name: how the ledger calls the person. role: one of `ROLES`. proof: argon2id, as its own encoding says."""

    name: str
    role: str
    created: str
    proof: str


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key to the API: it acts for a user, with a role that is never above the user's. expires: UTC."""

    id: str
    name: str
    user: str
    role: str
    created: str
    digest: str
    expires: str | None = None


def path_of(ledger: Path) -> Path:
    """Where the accounts of a ledger lie."""
    return ledger.with_name(ledger.name + SUFFIX)


def now() -> str:
    """The moment, UTC, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def lower(one: str, other: str) -> str:
    """The lesser of two roles."""
    return ROLES[min(ROLES.index(one), ROLES.index(other))]


def may(role: str, needed: str) -> bool:
    """Whether a role is enough."""
    return ROLES.index(role) >= ROLES.index(needed)


def checked_name(name: str) -> str:
    """A name for an account; `UsageError` when it is none."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            "a name has letters, digits and . _ @ + -, at most 64, the first a letter or digit", name[:80], "user-name"
        )
    return name


def checked_role(role: str) -> str:
    """A role; `UsageError` when there is no such."""
    if role not in ROLES:
        raise UsageError(f"{role!r} is none of {', '.join(ROLES)}", "role", "role")
    return role


def checked_password(password: str, name: str) -> str:
    """A password; `UsageError` when it is too short, too long, or the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters", "password", "password")
    if password.casefold() == name.casefold() or len(set(password)) < 4:
        raise UsageError("this password is too easy to guess", "password", "password")
    return password


class Accounts:
    """The accounts and tokens in one file. Safe between threads; looks again when another process changed the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._hashing = threading.BoundedSemaphore(2)
        self._stamp: tuple[int, int, int] | None = None
        self._users: dict[str, Account] = {}
        self._tokens: dict[str, Token] = {}
        self._dummy = ""

    # --- asking ---

    def users(self) -> list[Account]:
        """All accounts, by name."""
        with self._lock:
            self._look()
            return sorted(self._users.values(), key=lambda u: u.name)

    def tokens(self) -> list[Token]:
        """All tokens, the oldest first."""
        with self._lock:
            self._look()
            return sorted(self._tokens.values(), key=lambda t: (t.created, t.id))

    def user(self, name: str) -> Account | None:
        """The account of this name."""
        with self._lock:
            self._look()
            return self._users.get(name)

    def verify(self, name: str, password: str) -> Account | None:
        """The account, when the password is its own. Takes as long for a name that is not there."""
        from argon2.exceptions import InvalidHashError, VerificationError

        account = self.user(name)
        with self._hashing:
            try:
                _hasher().verify(account.proof if account else self._decoy(), password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return None
        return account

    def bearer(self, text: str) -> tuple[Token, str] | None:
        """The token and the role it has now; `None` when it is unknown, has expired, or its user is gone."""
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        with self._lock:
            self._look()
            token = self._tokens.get(digest)
            if token is None or not hmac.compare_digest(token.digest, digest):
                return None
            user = self._users.get(token.user)
            if user is None or (token.expires is not None and token.expires <= now()):
                return None
            return token, lower(token.role, user.role)

    # --- changing ---

    def add(self, name: str, password: str, role: str) -> Account:
        """Make an account; `UsageError` when there is one of this name."""
        checked_password(password, checked_name(name))
        account = Account(name, checked_role(role), now(), _hasher().hash(password))
        with self._changing():
            if any(known.casefold() == name.casefold() for known in self._users):
                raise UsageError("there is an account of this name", name, "user-known")
            if len(self._users) >= MOST:
                raise UsageError(f"there are {MOST} accounts already", name, "user-most")
            self._users[name] = account
        return account

    def set_role(self, name: str, role: str) -> Account:
        """Give an account another role. The last admin stays one."""
        checked_role(role)
        with self._changing():
            account = self._known(name)
            self._keep_an_admin(account, role)
            self._users[name] = replace(account, role=role)
            return self._users[name]

    def set_password(self, name: str, password: str) -> Account:
        """Give an account another password."""
        proof = _hasher().hash(checked_password(password, name))
        with self._changing():
            self._users[name] = replace(self._known(name), proof=proof)
            return self._users[name]

    def remove(self, name: str) -> Account:
        """Take an account away with its tokens. The last admin stays while there are others."""
        with self._changing():
            account = self._known(name)
            self._keep_an_admin(account, None)
            del self._users[name]
            self._tokens = {d: t for d, t in self._tokens.items() if t.user != name}
        return account

    def add_token(self, name: str, user: str, role: str, expires: str | None = None) -> tuple[Token, str]:
        """Make a token for a user, and give its text, which is kept nowhere."""
        text = PREFIX + secrets.token_urlsafe(32)
        digest = hashlib.sha256(text.encode("ascii")).hexdigest()
        with self._changing():
            allowed = lower(checked_role(role), self._known(user).role)
            token = Token("t-" + secrets.token_hex(6), name[:100], user, allowed, now(), digest, expires)
            if len(self._tokens) >= MOST:
                raise UsageError(f"there are {MOST} tokens already", name[:80], "token-most")
            self._tokens[digest] = token
        return token, text

    def revoke(self, key: str) -> Token:
        """Take a token away."""
        with self._changing():
            token = next((t for t in self._tokens.values() if t.id == key), None)
            if token is None:
                raise UsageError("there is no such token", key[:80], "token-unknown")
            del self._tokens[token.digest]
        return token

    # --- the file ---

    def _known(self, name: str) -> Account:
        account = self._users.get(name)
        if account is None:
            raise UsageError("there is no account of this name", name[:80], "user-unknown")
        return account

    def _keep_an_admin(self, account: Account, role: str | None) -> None:
        others = [u for u in self._users.values() if u.name != account.name]
        if account.role == "admin" and role != "admin" and others and not any(u.role == "admin" for u in others):
            raise UsageError("this is the last admin", account.name, "last-admin")

    def _decoy(self) -> str:
        if not self._dummy:
            self._dummy = _hasher().hash(secrets.token_hex(16))
        return self._dummy

    def _look(self) -> None:
        """Read the file when it is another one than was read last."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._stamp, self._users, self._tokens = None, {}, {}
            return
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp == self._stamp:
            return
        if os.name == "posix" and found.st_mode & 0o077:
            raise LedgerError("others can read the accounts; the file must be mode 0600", str(self.path), "accounts")
        try:
            raw: Any = json.loads(self.path.read_text(encoding="utf-8"))
            users = [Account(**u) for u in raw["users"]]
            tokens = [Token(**t) for t in raw["tokens"]]
            if not all(role in ROLES for role in (*(u.role for u in users), *(t.role for t in tokens))):
                raise ValueError("an unknown role")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LedgerError(f"the accounts cannot be read: {error}", str(self.path), "accounts") from error
        self._users, self._tokens = {u.name: u for u in users}, {t.digest: t for t in tokens}
        self._stamp = stamp

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Read, change, write whole, put in place; no other process in between."""
        with self._lock, _alone(self.path):
            self._look()
            before = (dict(self._users), dict(self._tokens))
            try:
                yield
                self._write()
            except BaseException:
                self._users, self._tokens = before
                raise

    def _write(self) -> None:
        shape = {
            "users": [asdict(u) for u in self._users.values()],
            "tokens": [asdict(t) for t in self._tokens.values()],
        }
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        try:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                json.dump(shape, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise LedgerError(
                f"the accounts cannot be written: {error.strerror}", str(self.path), "accounts"
            ) from error
        found = self.path.stat()
        self._stamp = (found.st_mtime_ns, found.st_size, found.st_ino)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock beside the file, where the system has such locks."""
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    lock = path.with_name(path.name + ".lock")
    try:
        fd = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LedgerError(f"the accounts cannot be written: {error.strerror}", str(path), "accounts") from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _hasher() -> Any:
    """argon2id with RFC 9106's second choice: 64 MiB, three passes."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
