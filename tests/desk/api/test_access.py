"""Who may do what: every route for every role, sessions, tokens, CSRF, origins, the rate of logins, the audit."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import TOKEN, Start

from selon.desk.api import access, accounts
from selon.desk.api.accounts import Accounts, path_of
from selon.desk.api.app import make
from selon.desk.api.config import Config
from selon.errors import LedgerError, UsageError

PASSWORD = "correct horse battery"
RANK = {"anybody": 0, "reader": 1, "analyst": 2, "admin": 3}
BODIES: dict[tuple[str, str], Any] = {
    ("post", "/reports"): {"urls": ["http://127.0.0.1:9/x"]},
    ("post", "/claims/{claim}/grades"): {"source": "A", "reason": "x"}, ("post", "/claims/{claim}/notes"): {"text": "x"},
    ("post", "/merges"): {"claims": ["c-x", "c-y"], "reason": "x"}, ("post", "/undo"): {"entry": 1, "reason": "x"},
    ("post", "/splits"): {"claim": "c-x", "reports": ["r"], "reason": "x"},
    ("post", "/statements/{statement}/errors"): {"text": "x"}, ("post", "/users"): {"name": "zoe", "password": PASSWORD},
    ("patch", "/users/{name}"): {"role": "reader"}, ("post", "/tokens"): {"name": "x", "user": "rita"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 with the smallest cost: what is tested is who is let in."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(accounts, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def shared(start: Start) -> Browser:
    """A desk with accounts ada (admin), anna (analyst), rita (reader)."""
    desk = start(token="", host="192.0.2.7", hosts=frozenset({"desk.example"}), signed_in=False)
    for name, role in (("ada", "admin"), ("anna", "analyst"), ("rita", "reader")):
        desk.context.door.accounts.add(name, PASSWORD, role)
    return desk


def log_in(desk: Browser, name: str, password: str = PASSWORD) -> Browser:
    """Another browser on the same desk, logged in."""
    client = TestClient(
        desk.client.app, base_url="http://127.0.0.1:8765", follow_redirects=False, raise_server_exceptions=False
    )
    answer = client.post("/api/v1/session", json={"name": name, "password": password})
    assert answer.status_code == 201, answer.text
    return Browser(client, answer.json()["data"]["csrf"])


def routes(desk: Browser) -> Iterator[tuple[str, str, str]]:
    """Method, path and needed role of every route, from the schema."""
    for path, methods in desk.client.app.openapi()["paths"].items():  # type: ignore[attr-defined]
        for method, said in methods.items():
            yield method, path.removeprefix("/api/v1"), said["x-selon-role"]


def test_every_route_lets_in_its_role_and_those_above_and_nobody_else(shared: Browser) -> None:
    people = {role: log_in(shared, name) for name, role in (("rita", "reader"), ("anna", "analyst"), ("ada", "admin"))}
    people["anybody"] = Browser(
        TestClient(shared.client.app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
    )
    checked = 0
    for method, path, needed in routes(shared):
        if path in ("/events", "/session"):
            continue
        place = path.replace("{claim}", "c-x").replace("{report}", "r-x").replace("{statement}", "s-x")
        place = place.replace("{source}", "o-x").replace("{name}", "nobody").replace("{token}", "t-x")
        for role, browser in people.items():
            if method != "get" and path in ("/example", "/reports") and RANK[role] >= RANK[needed]:
                continue
            answer = browser.send(
                method.upper(), place, json=BODIES.get((method, path)), params={"q": "x", "a": "c", "b": "d"}
            )
            if RANK[role] >= RANK[needed]:
                assert answer.status_code not in (401, 403), (method, path, role, answer.text)
            else:
                assert answer.status_code == (401 if role == "anybody" else 403), (method, path, role, answer.text)
            checked += 1
    assert checked > 100


def test_every_api_route_says_its_role_and_only_a_few_let_in_anybody(shared: Browser) -> None:
    assert [path for _, path, needed in routes(shared) if needed == "anybody"] == ["/session"]
    assert {needed for *_, needed in routes(shared)} == set(RANK)


def test_the_token_of_a_start_opens_the_desk_once_in_the_address(start: Start) -> None:
    desk = start(signed_in=False)
    assert desk.get("/me").status_code == 401
    assert desk.client.get("/?token=wrong").headers.get("set-cookie") is None
    answer = desk.client.get(f"/claims?frame=attack&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims?frame=attack")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
    assert desk.data("/me")["single_user"] is True
    assert desk.client.get("/api/v1/me", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_cookie_over_tls_is_for_tls_only(start: Start) -> None:
    desk = start(signed_in=False, secure=True)
    assert "secure" in desk.client.get(f"/?token={TOKEN}").headers["set-cookie"].lower()


def test_a_write_with_a_cookie_needs_the_csrf_value(desk: Browser) -> None:
    key = desk.data("/claims", limit=1)[0]["id"]
    for headers in ({}, {"X-Selon-CSRF": "wrong"}, {"X-Selon-CSRF": "wröng".encode("latin-1")}):
        answer = desk.client.post(f"/api/v1/claims/{key}/notes", json={"text": "x"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert desk.post(f"/claims/{key}/notes", {"text": "x"}).status_code == 201


def test_a_page_of_another_origin_writes_nothing(desk: Browser) -> None:
    key = desk.data("/claims", limit=1)[0]["id"]
    for headers in [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:8766"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://127.0.0.1:8765@evil.example"},
    ]:  # fmt: skip
        answer = desk.post(f"/claims/{key}/notes", {"text": "x"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "origin"), headers
    ours = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
    assert desk.post(f"/claims/{key}/notes", {"text": "x"}, headers=ours).status_code == 201


def test_logging_out_ends_the_session_on_the_server(shared: Browser) -> None:
    anna = log_in(shared, "anna")
    cookie = dict(anna.client.cookies)
    assert anna.send("DELETE", "/session").status_code == 200
    anna.client.cookies.update(cookie)
    assert anna.get("/me").status_code == 401


def test_a_role_or_password_that_changes_counts_at_once(shared: Browser) -> None:
    ada, anna = log_in(shared, "ada"), log_in(shared, "anna")
    assert ada.send("PATCH", "/users/anna", json={"role": "reader"}).status_code == 200
    assert anna.data("/me")["role"] == "reader"
    assert ada.send("PATCH", "/users/anna", json={"password": "another good one"}).status_code == 200
    assert anna.get("/me").status_code == 401
    assert log_in(shared, "anna", "another good one").data("/me")["role"] == "reader"
    assert ada.send("DELETE", "/users/anna").status_code == 200
    kinds = [e.kind for e in shared.context.ledger.entries() if e.kind.startswith("user-")]
    assert kinds == ["user-role", "user-password", "user-removed"]


def test_the_last_admin_stays(shared: Browser) -> None:
    ada = log_in(shared, "ada")
    for method, body in (("DELETE", None), ("PATCH", {"role": "reader"})):
        assert ada.send(method, "/users/ada", json=body).json()["code"] == "last-admin"


def test_a_token_acts_for_its_user_until_it_is_revoked(shared: Browser) -> None:
    ada = log_in(shared, "ada")
    made = ada.post("/tokens", {"name": "export", "user": "anna", "role": "admin"}).json()["data"]
    assert made["role"] == "analyst" and made["token"].startswith("selon_")
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert shared.client.get("/api/v1/me", headers=headers).json()["data"]["name"] == "anna"
    assert shared.client.get("/api/v1/users", headers=headers).status_code == 403
    shared.context.door.accounts.set_role("anna", "reader")
    assert shared.client.get("/api/v1/me", headers=headers).json()["data"]["role"] == "reader"
    assert made["token"] not in path_of(shared.context.config.ledger).read_text()
    assert ada.send("DELETE", f"/tokens/{made['id']}").status_code == 200
    assert shared.client.get("/api/v1/me", headers=headers).status_code == 401
    late = ada.post("/tokens", {"name": "late", "user": "anna", "expires": "2020-01-01T00:00:00Z"}).json()["data"]
    assert shared.client.get("/api/v1/me", headers={"Authorization": f"Bearer {late['token']}"}).status_code == 401


def test_failed_logins_are_slowed_and_counted_without_a_flood(shared: Browser) -> None:
    codes = []
    for attempt in range(access.ATTEMPTS + 2):
        answer = shared.client.post("/api/v1/session", json={"name": "anna", "password": f"wrong {attempt}"})
        codes.append(answer.status_code)
    assert codes == [401] * access.ATTEMPTS + [429, 429]
    assert int(answer.headers["retry-after"]) > 0
    assert shared.client.post("/api/v1/session", json={"name": "anna", "password": PASSWORD}).status_code == 429
    shared.client.post("/api/v1/session", json={"name": "hunter2", "password": "x"})
    assert log_in(shared, "ada").data("/me")["name"] == "ada"
    shared.context.failures.flush()
    found = [e.body for e in shared.context.ledger.entries(kind="login-failures")]
    assert [(b["failed"], b["names"], b["unknown"]) for b in found] == [
        (1, {"anna": 1}, 0),
        (access.ATTEMPTS, {"anna": access.ATTEMPTS - 1}, 1),
    ]
    assert "hunter2" not in str(found)


def test_attempts_are_forgotten_with_time() -> None:
    moment = [0.0]
    attempts = access.Attempts(clock=lambda: moment[0])
    for _ in range(3):
        attempts.failed("k")
    with pytest.raises(access.Refusal):
        attempts.check(("k", 3))
    attempts.check(("k", 4), ("other", 1))
    moment[0] = access.WINDOW + 1
    attempts.check(("k", 3))


def test_sessions_end_unused_or_after_a_week() -> None:
    moment = [0.0]
    sessions = access.Sessions(clock=lambda: moment[0])
    secret, _ = sessions.begin("anna")
    moment[0] += access.IDLE - 1
    assert sessions.of(secret)
    moment[0] += access.IDLE + 1
    assert sessions.of(secret) is None
    secret, _ = sessions.begin("anna")
    for _ in range(20):
        moment[0] += access.IDLE - 1
        alive = sessions.of(secret) is not None
    assert not alive


def test_accounts_lie_beside_the_ledger_for_their_owner_alone(tmp_path: Path) -> None:
    found = Accounts(tmp_path / "a.db.users.json")
    found.add("ada", PASSWORD, "admin")
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    text = found.path.read_text()
    assert "$argon2id$" in text and PASSWORD not in text
    assert Accounts(found.path).verify("ada", PASSWORD) and not found.verify("ada", PASSWORD + "x")
    assert found.verify("nobody", PASSWORD) is None
    found.path.chmod(0o644)
    with pytest.raises(LedgerError, match="0600"):
        Accounts(found.path).users()


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("../x", PASSWORD, "user-name"), ("a b", PASSWORD, "user-name"), ("", PASSWORD, "user-name"), ("x" * 65, PASSWORD, "user-name"),
        ("<b>", PASSWORD, "user-name"), ("anna", "short", "password"), ("annaannaanna", "ANNAannaanna", "password"),
        ("anna", "aaaaaaaaaaaa", "password"), ("ADA", PASSWORD, "user-known"),
    ],
)  # fmt: skip
def test_names_and_passwords_that_are_none(tmp_path: Path, name: str, password: str, code: str) -> None:
    found = Accounts(tmp_path / "users.json")
    found.add("ada", PASSWORD, "admin")
    with pytest.raises(UsageError) as raised:
        found.add(name, password, "reader")
    assert raised.value.fault.code == code


def test_two_processes_see_each_others_changes(tmp_path: Path) -> None:
    one, other = Accounts(tmp_path / "users.json"), Accounts(tmp_path / "users.json")
    one.add("ada", PASSWORD, "admin")
    other.add("anna", PASSWORD, "reader")
    assert [u.name for u in one.users()] == ["ada", "anna"]


def test_the_first_account_ends_the_time_of_the_single_user(desk: Browser) -> None:
    assert desk.post("/users", {"name": "rita", "password": PASSWORD}).json()["code"] == "first-admin"
    assert desk.post("/users", {"name": "ada", "password": PASSWORD, "role": "admin"}).status_code == 201
    assert desk.get("/me").status_code == 401
    assert desk.client.get("/api/v1/me", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 401


def test_without_token_and_accounts_nobody_is_let_in(tmp_path: Path) -> None:
    with TestClient(make(Config(tmp_path / "x.db")), base_url="http://127.0.0.1") as client:
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
            assert client.get("/api/v1/me", headers=headers).status_code == 401
        assert client.get("/?token=", follow_redirects=False).headers.get("set-cookie") is None
