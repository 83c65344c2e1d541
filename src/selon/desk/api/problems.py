"""Failures as the API says them: one shape, RFC 9457, `application/problem+json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from selon.desk.api.models import Problem
from selon.errors import LedgerError, LedgerFull, LedgerLocked, SelonError

TITLES: Mapping[int, str] = {
    400: "The request is wrong in itself", 401: "Say first who you are", 403: "You may not do this",
    404: "There is no such thing", 405: "This cannot be done here", 408: "The request came too slowly",
    409: "This can mean several things", 413: "The request is too large", 415: "This sort of content is not read here",
    421: "This is not the desk of that host", 422: "A value in the request means nothing", 429: "Too many requests",
    500: "This should not have happened", 503: "Try again later", 507: "The ledger cannot be written",
}  # fmt: skip

STATUS: Mapping[str, int] = {
    "claim-unknown": 404, "report-unknown": 404, "statement-unknown": 404, "entry-unknown": 404, "source-unknown": 404,
    "capture": 404, "claim-ambiguous": 409, "report-ambiguous": 409, "undo-kind": 409, "undone": 409, "claim-same": 409,
    "split-empty": 409, "one-version": 404,
    "user-unknown": 404, "token-unknown": 404, "user-known": 409, "last-admin": 409, "first-admin": 409,
}  # fmt: skip
"""The answer to an error of the ledger or of a call, by its code; 400 and 500 where none is named."""


class Refusal(HTTPException):
    """A request that is refused, with all that the answer says."""

    def __init__(
        self, status: int, code: str, detail: str, place: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.problem = Problem(
            type=f"urn:selon:problem:{code}", title=TITLES.get(status, "The request failed"), status=status,
            detail=detail, code=code, place=place,
        )  # fmt: skip


class NotModified(Exception):
    """The asker has this answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def answer(refusal: Refusal) -> Response:
    """The response that says a refusal."""
    text = json.dumps(refusal.problem.model_dump(), ensure_ascii=True)
    headers = {"Cache-Control": "no-store", **(refusal.headers or {})}
    return Response(text, refusal.problem.status, headers, "application/problem+json")


def unmodified(known: NotModified) -> Response:
    """The response that says so."""
    return Response(status_code=304, headers={"ETag": known.tag, "Cache-Control": "private, no-cache"})


def of_error(error: SelonError) -> Refusal:
    """The refusal for one of Selon's own errors."""
    fault = error.fault
    if isinstance(error, LedgerLocked):
        return Refusal(503, fault.code, fault.reason, "ledger", {"Retry-After": "5"})
    if isinstance(error, LedgerFull):
        return Refusal(507, fault.code, fault.reason, "ledger")
    status = STATUS.get(fault.code) or (500 if isinstance(error, LedgerError) else 400)
    place = "ledger" if status == 500 else fault.place
    return Refusal(status, fault.code, fault.reason, place)


def _invalid(error: RequestValidationError) -> Refusal:
    first: Mapping[str, Any] = error.errors()[0]
    place = ".".join(str(part) for part in first.get("loc", ()))
    if first.get("type") == "json_invalid":
        return Refusal(422, "json", "the body is no JSON", "body")
    return Refusal(422, "value", str(first.get("msg", "it means nothing")), place)


def _http(error: HTTPException) -> Refusal:
    codes = {404: "unknown", 405: "method", 400: "bad-request", 413: "too-large", 415: "content-type"}
    return Refusal(error.status_code, codes.get(error.status_code, "http"), str(error.detail), "", error.headers)


def install(app: FastAPI) -> None:
    """Teach an application to say its failures."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        return answer(error)

    @app.exception_handler(NotModified)
    async def known(request: Request, error: NotModified) -> Response:
        return unmodified(error)

    @app.exception_handler(SelonError)
    async def ours(request: Request, error: SelonError) -> Response:
        return answer(of_error(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(_invalid(error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return answer(_http(error))


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the schema says of the failures that a route may answer with."""
    shape = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": TITLES[status], "content": {"application/problem+json": {"schema": shape}}}
        for status in statuses
    }
