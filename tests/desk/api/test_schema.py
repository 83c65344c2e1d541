"""The schema tells the truth: what schemathesis makes out of it is answered as it says, within a bounded time."""

from __future__ import annotations

import json

from tests.desk.api.browser import Browser


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


def test_json_of_every_list_is_plain_ascii_or_utf8(desk: Browser) -> None:
    assert json.loads(desk.get("/claims").content.decode("utf-8"))["data"]
