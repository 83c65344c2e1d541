"""The schema tells the truth: what schemathesis makes out of it is answered as it says, within a bounded time."""

from __future__ import annotations

import time
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import TOKEN

from selon.desk.api import incoming

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
ENDLESS = "/api/v1/events"
"""A stream that does not end. It has tests of its own."""
LOCKING = ("/api/v1/users", "/api/v1/tokens", "/api/v1/session")
"""What makes accounts, after which the token of this start opens nothing any more: tried by an admin of their own."""


SECONDS = 40.0
"""So long requests are made up; on a busy machine not every route gets its turn."""


def test_what_the_schema_promises_is_kept(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.context, "collector", _no_net)
    schema = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", desk.client.app, headers={"Authorization": f"Bearer {TOKEN}", "Host": "localhost"}
    )
    known = {
        "claim": desk.data("/claims", limit=1)[0]["id"],
        "report": "1",
        "source": desk.data("/sources", limit=1)[0]["id"],
    }
    monkeypatch.setattr(incoming, "add_example", lambda *args: None)
    operations = [r.ok() for r in schema.get_all_operations()]
    operations = [o for o in operations if not o.path.startswith(ENDLESS)]
    ends = time.monotonic() + SECONDS
    tried = sum(_tried(o, TOKEN, known, ends) for o in operations if not o.path.startswith(LOCKING))
    assert tried > 20
    accounts = desk.context.door.accounts
    accounts.add("root", "a password for tests", "admin")
    _, bearer = accounts.add_token("schemathesis", "root", "admin")
    ends = time.monotonic() + SECONDS / 2
    assert sum(_tried(o, bearer, {}, ends) for o in operations if o.path.startswith(LOCKING)) > 8
    assert accounts.user("root") is not None


def _tried(operation: Any, bearer: str, known: dict[str, str], ends: float) -> int:
    """How many made up requests to one route were answered as the schema says."""
    counted = 0
    headers = {"Authorization": f"Bearer {bearer}", "Host": "localhost"}

    @settings(
        max_examples=4, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        nonlocal counted
        if time.monotonic() > ends:
            return
        counted += 1
        for attempt in (case, _with_known(case, known)):
            if attempt is not None:
                attempt.call_and_validate(checks=CHECKS, headers=headers)

    if time.monotonic() <= ends:
        check()
    return counted


def _with_known(case: Any, known: dict[str, str]) -> Any:
    """The same request about something that is there."""
    named = {key: value for key, value in known.items() if key in (case.path_parameters or {})}
    if not named:
        return None
    case.path_parameters = {**case.path_parameters, **named}
    return case


def _no_net() -> Any:
    from tests.desk.api.test_writing import Pages

    return Pages()
