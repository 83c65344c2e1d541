"""The schema tells the truth: what schemathesis makes out of it is answered as it says, within a bounded time."""

from __future__ import annotations

import json
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

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
LEFT_OUT = ("/api/v1/events", "/api/v1/example", "/api/v1/users", "/api/v1/tokens", "/api/v1/session")
"""A stream that does not end; what loads for long; what would lock the test out. They have tests of their own."""


def test_the_schema_is_openapi_31_with_examples(desk: Browser) -> None:
    schema = desk.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operations = [op for methods in schema["paths"].values() for op in methods.values()]
    assert len(operations) > 30 and all(op["description"] and op["x-selon-role"] for op in operations)
    assert {s for op in operations for s in op["responses"] if int(s) >= 400} >= {
        "400",
        "401",
        "403",
        "404",
        "409",
        "422",
        "503",
    }
    for op in operations:
        for status, response in op["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (op["operationId"], status)
    assert (
        schema["components"]["schemas"]["ClaimRow"]["examples"]
        and schema["components"]["schemas"]["Problem"]["examples"]
    )


def test_examples_are_of_their_own_shape(desk: Browser) -> None:
    from jsonschema import Draft202012Validator

    schema = desk.get("/openapi.json").json()
    checked = 0
    for name, shape in schema["components"]["schemas"].items():
        for example in shape.get("examples", []):
            faults = list(Draft202012Validator({"$ref": f"#/components/schemas/{name}", **schema}).iter_errors(example))
            assert not faults, (name, faults)
            checked += 1
    assert checked > 12


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
    counted = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.startswith(LEFT_OUT):
            continue

        @settings(
            max_examples=6, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case: Any) -> None:
            nonlocal counted
            counted += 1
            for attempt in (case, _with_known(case, known)):
                if attempt is not None:
                    attempt.call_and_validate(
                        checks=CHECKS, headers={"Authorization": f"Bearer {TOKEN}", "Host": "localhost"}
                    )

        check()
    assert counted > 100


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


def test_json_of_every_list_is_plain_ascii_or_utf8(desk: Browser) -> None:
    assert json.loads(desk.get("/claims").content.decode("utf-8"))["data"]
