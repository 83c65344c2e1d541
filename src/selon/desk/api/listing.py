"""A page of claims: first who asks is let in, then the page is put together, or handed out once more as it was."""

from __future__ import annotations

from anyio import to_thread
from fastapi import Request, Response

from selon.desk.api.context import Context, read_by
from selon.desk.api.kept import Question


async def listed(request: Request, desk: Context, question: Question) -> Response:
    """The answer to a question; `Refusal` for somebody who may not read, `NotModified` for who has the answer already."""
    return await to_thread.run_sync(_listed, request, desk, question, limiter=desk.readers)


def _listed(request: Request, desk: Context, question: Question) -> Response:
    now = read_by(request, desk)
    page = desk.pages.get((now.tag, question))
    if page is None:
        found = desk.shelf.lines(question.asked, question.sort, question.limit, question.after)
        page = now.listed(desk.veil.lines(found.rows), found.next, found.total)
        if found.state == now.kept:  # nobody brought the claims up to date in between
            desk.pages.put((now.tag, question), page)
    return Response(page, media_type="application/json", headers=now.headers())
