"""The built pages: served as they are, with the app itself for each of the app's own paths."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from selon.desk.api.context import Desk
from selon.desk.api.problems import Refusal

router = APIRouter(include_in_schema=False)
BUILT = Path(__file__).parent.parent / "web_dist"
OWN = frozenset({"", "claims", "reports", "map", "sources", "inbox", "search", "login"})
"""First parts of the paths that the app itself shows."""
TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".json": "application/json", ".geojson": "application/geo+json", ".svg": "image/svg+xml", ".png": "image/png",
    ".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm", ".pbf": "application/x-protobuf", ".webmanifest": "application/manifest+json",
    ".map": "application/json",
}  # fmt: skip
_PART = re.compile(r"[A-Za-z0-9_@-][A-Za-z0-9._@-]*")
_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.\w+$")


def file_at(root: Path, path: str) -> Path | None:
    """The built file that a path names; `None` for anything else. Only plain names become a part of a file's path."""
    parts = path.split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    file = root.joinpath(*parts)
    if file.suffix not in TYPES or not file.is_file() or not file.resolve().is_relative_to(root.resolve()):
        return None
    return file


def local(path: str, query: str = "") -> str:
    """A path on this desk, whatever was asked for: it begins with exactly one slash and names no host."""
    clean = "/" + "/".join(part for part in re.split(r"[/\\]+", path) if part not in ("", ".", ".."))
    return quote(clean) + ("?" + query if query else "")


@router.get("/{path:path}")
def page(request: Request, desk: Desk, path: str = "") -> Response:
    """A built file, or the app; with a right `?token=` first the cookie, and the same address without it."""
    if "token" in request.query_params:
        return _enter(request, desk)
    root = desk.config.web or BUILT
    file = file_at(root, path) if path else None
    if file is not None and file.name != "index.html":
        kept = "public, max-age=31536000, immutable" if _HASHED.search(file.name) else "no-cache"
        return FileResponse(file, media_type=TYPES[file.suffix], headers={"Cache-Control": kept})
    index = root / "index.html"
    first = path.split("/", maxsplit=1)[0]
    if first not in OWN and not (first != "api" and index.is_file() and _for_people(request)):
        raise Refusal(404, "unknown", "there is no such page", path[:200])
    if index.is_file():
        status = 200 if first in OWN else 404
        return FileResponse(index, status, media_type=TYPES[".html"], headers={"Cache-Control": "no-cache"})
    return Response(_plain(desk), media_type=TYPES[".html"], headers={"Cache-Control": "no-store"})


def _for_people(request: Request) -> bool:
    """Whether a browser asks for a page: then the app itself says that there is none."""
    return "text/html" in request.headers.get("accept", "")


def _enter(request: Request, desk: Desk) -> Response:
    rest = "&".join(
        f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in request.query_params.multi_items() if k != "token"
    )
    response = RedirectResponse(local(request.url.path, rest), status_code=303)
    response.headers["Cache-Control"] = "no-store"
    if desk.door.opens(request.query_params["token"]):
        secret, _ = desk.door.sessions.begin("")
        keep(response, desk, secret)
    return response


def keep(response: Response, desk: Desk, secret: str) -> None:
    """Hand a session's secret to the browser, out of reach for scripts and other sites."""
    response.set_cookie(
        desk.config.cookie, secret, httponly=True, samesite="strict", secure=desk.config.secure, path="/"
    )


def _plain(desk: Desk) -> str:
    """What is shown where the pages were not built."""
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Selon</title><h1>Selon</h1>"
        f"<p>The pages of the desk are not built; <code>make desk</code> builds them. The API answers under "
        f"<a href=/api/v1/openapi.json>/api/v1</a>, for the ledger {escape(desk.config.ledger.name)}."
    )
