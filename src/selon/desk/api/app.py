"""The application: routes, failures, the guard in front, and the work in the background."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from selon import __version__
from selon.desk.api import (
    pages,
    problems,
    routes_claims,
    routes_desk,
    routes_live,
    routes_reports,
    routes_users,
    routes_write,
)
from selon.desk.api.access import Door
from selon.desk.api.accounts import Accounts, path_of
from selon.desk.api.annotations import Annotations
from selon.desk.api.audit import Failures
from selon.desk.api.config import Config
from selon.desk.api.context import Context
from selon.desk.api.events import Hub, event
from selon.desk.api.follow import Follower
from selon.desk.api.guard import Guard
from selon.desk.api.models import Problem, Shape
from selon.desk.api.readings import Readings
from selon.desk.api.shelf import Shelf
from selon.desk.api.sourcebook import SourceBook
from selon.desk.api.swift import Swift
from selon.desk.api.veil import Protection
from selon.desk.api.workroom import Workroom
from selon.ledger import Ledger

BASE = "/api/v1"
ABOUT = """
Reads and writes a Selon ledger: reports, statements, claims and the origins behind them.

Every success is `{"data": …, "meta": …}`, every failure `application/problem+json` (RFC 9457) with a stable `code`. Lists are
paged: `meta.next` is the cursor for `?after=`. Text offsets are code points. Answers carry an `ETag`. Nothing here is a
score: counts have denominators, and an origin that is not established is said to be so.
"""


def make(config: Config) -> FastAPI:
    """The desk on a ledger; the ledger is made when there is none."""
    desk = make_context(config)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        follower = Follower(desk.ledger, desk.hub, desk.workroom, desk.veil)
        follower.begin()
        try:
            yield
        finally:
            await follower.end()
            await asyncio.to_thread(close, desk)

    app = FastAPI(
        title="Selon desk", version=__version__, description=ABOUT, openapi_url=f"{BASE}/openapi.json", docs_url=None,
        redoc_url=None, lifespan=life, separate_input_output_schemas=False,
    )  # fmt: skip
    app.state.context = desk
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    problems.install(app)
    for module in (routes_claims, routes_reports, routes_desk, routes_write, routes_users, routes_live):
        app.include_router(module.router, prefix=BASE)
    app.include_router(routes_live.outside)
    app.include_router(pages.router)
    app.add_middleware(Swift, desk=desk, path=f"{BASE}/claims", route=routes_claims.claims)
    app.add_middleware(Guard, config=config, measured=desk.measured)
    return app


def described(app: FastAPI) -> dict[str, Any]:
    """The schema, with the shape of failures that the routes refer to."""
    if not app.openapi_schema:
        made = FastAPI.openapi(app)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        made["components"]["schemas"]["Problem"] = problem
        for name, shown in examples_of(Shape):
            if name in made["components"]["schemas"]:
                made["components"]["schemas"][name]["examples"] = shown  # FastAPI leaves out what is null
        for name in ("HTTPValidationError", "ValidationError"):
            made["components"]["schemas"].pop(name, None)
        for methods in made["paths"].values():
            for operation in methods.values():
                operation["responses"] = {status: _plain(r) for status, r in operation["responses"].items()}
        app.openapi_schema = made
    return app.openapi_schema


def examples_of(shape: type[Shape]) -> Iterator[tuple[str, Any]]:
    """The examples of a shape's own kinds, by name."""
    for kind in shape.__subclasses__():
        extra: Any = kind.model_config.get("json_schema_extra") or {}
        if "examples" in extra:
            yield kind.__name__, extra["examples"]
        yield from examples_of(kind)


def _plain(response: dict[str, Any]) -> dict[str, Any]:
    """A failure is a problem and nothing else: FastAPI adds its own JSON beside it."""
    content = response.get("content", {})
    if "application/problem+json" in content:
        return response | {"content": {"application/problem+json": content["application/problem+json"]}}
    return response


def make_context(config: Config) -> Context:
    """What the routes of one desk share."""
    ledger = Ledger.open(config.ledger, create=True)
    readings = Readings(ledger)
    shelf, written = Shelf(readings), Annotations(ledger)
    from selon.desk.cli.add_command import actor

    door = Door(config, Accounts(path_of(config.ledger)), actor())
    shelf.refresh()
    veil = Protection(config.protect, readings, shelf)
    hub, sources = Hub(config.clients), SourceBook(readings, shelf, written, veil)
    workroom = Workroom(shelf, lambda: hub.tell(event("claims", {"seq": shelf.seq()})), sources.update)
    return Context(config, ledger, door, readings, shelf, written, sources, workroom, hub, Failures(ledger), veil)


def close(desk: Context) -> None:
    """End the work in the background and close the ledger."""
    desk.workroom.close()
    desk.failures.flush()
    desk.ledger.close()
