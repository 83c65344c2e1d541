"""Routes of sessions, accounts and tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field, StringConstraints

from selon.desk.api import access, accounts
from selon.desk.api.context import Admin, Context, Desk, Reader, looked, route
from selon.desk.api.models import Envelope, Role, Shape, examples
from selon.desk.api.models_reports import Me, Started, TokenMade, TokenShape, UserShape
from selon.desk.api.pages import keep
from selon.desk.api.problems import Refusal
from selon.desk.api.routes_desk import me_of
from selon.errors import UsageError

router = APIRouter(tags=["users"])
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
UserKey = Annotated[str, Path(max_length=64, examples=["anna"])]
PAIR, ADDRESS = access.ATTEMPTS, 4 * access.ATTEMPTS
"""Failed logins for one name from one address, and from one address at all, before it has to wait."""


class Login(Shape):
    """A name and its password."""

    model_config = examples({"name": "anna", "password": "correct horse battery"})
    name: Name
    password: Password


class UserIn(Login):
    """A new account."""

    model_config = examples({"name": "anna", "password": "correct horse battery", "role": "analyst"})
    role: Role = "reader"


class UserChange(Shape):
    """What of an account is changed."""

    model_config = examples({"role": "analyst"})
    role: Role | None = None
    password: Password | None = None


class TokenIn(Shape):
    """A new token. user: whom it acts for. expires: UTC, `None` for never."""

    model_config = examples(
        {"name": "nightly export", "user": "anna", "role": "reader", "expires": "2026-12-31T00:00:00Z"}
    )
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    user: Name
    role: Role = "reader"
    expires: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")] = None


@router.post("/session", status_code=201, **route(None, 401, 403, 429))
def log_in(request: Request, response: Response, desk: Desk, body: Login) -> Envelope[Me]:
    """Log in. The cookie is out of reach for scripts; the answer says what a write has to bring."""
    access.check_origin(request)
    if desk.door.single_user:
        raise Refusal(403, "single-user", "there are no accounts: the link that `selon desk` prints opens the desk")
    address, attempts = client(request, desk), desk.door.attempts
    pair, place = f"pair {body.name.casefold()} {address}", f"from {address}"
    attempts.check((pair, PAIR), (place, ADDRESS))
    account = desk.door.accounts.verify(body.name, body.password)
    if account is None:
        attempts.failed(pair, place)
        known = desk.door.accounts.user(body.name)
        desk.failures.count(known.name if known else None)
        raise Refusal(401, "password", "no account has this name and password", "name")
    attempts.passed(pair)
    secret, session = desk.door.sessions.begin(account.name, account.proof)
    keep(response, desk, secret)
    person = access.Person(account.name, account.role, "session", session.csrf)
    response.headers["Cache-Control"] = "no-store"
    return looked(desk).answer(me_of(desk, person))


def client(request: Request, desk: Context) -> str:
    """The address that a request comes from: behind a proxy the one that the proxy saw."""
    seen = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if desk.config.secure else ""
    return seen[:64] or (request.client.host if request.client else "")


@router.delete("/session", **route("reader"))
def log_out(request: Request, response: Response, desk: Desk, person: Reader) -> Envelope[Started]:
    """Log out: the session ends on the server, whatever becomes of the cookie."""
    if secret := request.cookies.get(desk.config.cookie):
        desk.door.sessions.end(secret)
    response.delete_cookie(desk.config.cookie, path="/", httponly=True, samesite="strict", secure=desk.config.secure)
    return looked(desk).answer(Started(started=False, what="session"))


@router.get("/users", **route("admin"))
def users(desk: Desk, person: Admin) -> Envelope[list[UserShape]]:
    """All accounts."""
    return looked(desk).answer([_user(u) for u in desk.door.accounts.users()])


@router.post("/users", status_code=201, **route("admin", 409))
def add_user(desk: Desk, person: Admin, body: UserIn) -> Envelope[UserShape]:
    """Make an account. The first one is an admin, and ends the time of the single user."""
    if not desk.door.accounts.users() and body.role != "admin":
        raise UsageError("the first account has to be an admin", "role", "first-admin")
    made = desk.door.accounts.add(body.name, body.password, body.role)
    desk.ledger.append("user-added", {"name": made.name, "role": made.role}, actor=person.name)
    return looked(desk).answer(_user(made))


@router.patch("/users/{name}", **route("admin", 404, 409))
def change_user(desk: Desk, person: Admin, name: UserKey, body: UserChange) -> Envelope[UserShape]:
    """Give an account another role or password; a new password ends its sessions."""
    if body.role is None and body.password is None:
        raise UsageError("a role or a password is needed", "body", "nothing")
    if body.password is not None:
        desk.door.accounts.set_password(name, body.password)
        desk.ledger.append("user-password", {"name": name}, actor=person.name)
    if body.role is not None:
        desk.door.accounts.set_role(name, body.role)
        desk.ledger.append("user-role", {"name": name, "role": body.role}, actor=person.name)
    found = desk.door.accounts.user(name)
    assert found is not None
    return looked(desk).answer(_user(found))


@router.delete("/users/{name}", **route("admin", 404, 409))
def remove_user(desk: Desk, person: Admin, name: UserKey) -> Envelope[UserShape]:
    """Remove an account with its tokens; what it wrote stays."""
    gone = desk.door.accounts.remove(name)
    desk.ledger.append("user-removed", {"name": gone.name}, actor=person.name)
    return looked(desk).answer(_user(gone))


@router.get("/tokens", **route("admin"))
def tokens(desk: Desk, person: Admin) -> Envelope[list[TokenShape]]:
    """All tokens."""
    return looked(desk).answer([_token(t) for t in desk.door.accounts.tokens()])


@router.post("/tokens", status_code=201, **route("admin", 404))
def add_token(response: Response, desk: Desk, person: Admin, body: TokenIn) -> Envelope[TokenMade]:
    """Make a token for a program. Its text is in this answer and nowhere else."""
    made, text = desk.door.accounts.add_token(body.name, body.user, body.role, body.expires)
    said = {"id": made.id, "name": made.name, "user": made.user, "role": made.role}
    desk.ledger.append("token-added", said, actor=person.name)
    response.headers["Cache-Control"] = "no-store"
    return looked(desk).answer(TokenMade(**_token(made).model_dump(), token=text))


@router.delete("/tokens/{token}", **route("admin", 404))
def revoke_token(
    desk: Desk, person: Admin, token: Annotated[str, Path(max_length=64, examples=["t-0123456789ab"])]
) -> Envelope[TokenShape]:
    """Revoke a token, at once."""
    gone = desk.door.accounts.revoke(token)
    desk.ledger.append("token-revoked", {"id": gone.id, "name": gone.name, "user": gone.user}, actor=person.name)
    return looked(desk).answer(_token(gone))


def _user(u: accounts.Account) -> UserShape:
    return UserShape(name=u.name, role=u.role, created=u.created)  # type: ignore[arg-type]


def _token(t: accounts.Token) -> TokenShape:
    return TokenShape(id=t.id, name=t.name, user=t.user, role=t.role, created=t.created, expires=t.expires)  # type: ignore[arg-type]
