"""The short way to a page of claims, which is asked for far more often than anything else.

FastAPI reads each of fifteen parameters by itself, which costs more than finding the page. Here one model, made of the same
declarations, reads them at once. A request that it cannot read goes on to the route, which says what is wrong with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError, create_model

from selon.desk.api import context
from selon.desk.api.guard import App, Receive, Scope, Send
from selon.desk.api.kept import Question
from selon.desk.api.listing import listed
from selon.desk.api.problems import NotModified, Refusal, answer, of_error, unmodified
from selon.errors import SelonError

LISTED = ("sort", "limit", "after")
"""What the route asks for beside the conditions."""


def parameters(*functions: Callable[..., Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name, declaration and default of each parameter that is read from the address."""
    for function in functions:
        hints = get_type_hints(function, include_extras=True)
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.default is not inspect.Parameter.empty:
                yield name, hints[name], parameter.default


class Swift:
    """Answers `GET path` where it can read what is asked, and hands everything else on."""

    def __init__(self, app: App, desk: context.Context, path: str, route: Callable[..., Any]) -> None:
        self.app, self.desk, self.path = app, desk, path
        fields = {name: (kind, default) for name, kind, default in parameters(context.asked, route)}
        self.model: type[BaseModel] = create_model("Asked", **fields)  # type: ignore[call-overload]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] == self.path and scope["method"] == "GET":
            response = await self.answer(Request(scope, receive))
            if response is not None:
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def answer(self, request: Request) -> Response | None:
        """The answer; `None` to a request that cannot be read."""
        try:
            read = dict(self.model.model_validate(dict(request.query_params)))
            sort, limit, after = (read.pop(name) for name in LISTED)
            return await listed(request, self.desk, Question(await context.asked(**read), sort, limit, after))
        except ValidationError:
            return None
        except NotModified as known:
            return unmodified(known)
        except Refusal as refusal:
            return answer(refusal)
        except SelonError as error:
            return answer(of_error(error))
