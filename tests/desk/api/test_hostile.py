"""Reports, names and requests are hostile: nothing that they say becomes markup, a path, a link or a way round a limit."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import Start

from selon.desk.api.config import Config, host_of, is_ours
from selon.desk.api.guard import CSP, Body, Guard, Measured
from selon.desk.api.incoming import file_name
from selon.desk.api.pages import file_at, local
from selon.desk.api.problems import Refusal
from selon.desk.api.shown import web_url

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EVIL = {
    "@type": "NewsArticle", "headline": f"Mayor says bridge closed {SCRIPT}", "author": {"name": SCRIPT},
    "publisher": {"name": f"Courier {SCRIPT}"}, "url": "javascript:alert(document.domain)//https://a.example",
    "datePublished": "2025-05-07T10:00:00Z", "inLanguage": "en",
    "articleBody": f"The mayor {SCRIPT} of Kyiv said that four people were killed in Kyiv {SCRIPT} on Tuesday. "
    "A drone hit the bridge, the governor said.",
}  # fmt: skip


def every_path(desk: Browser) -> list[str]:
    """All GET routes of the API over what is in the ledger."""
    claims = [r["id"] for r in desk.data("/claims", limit=500)]
    reports = [r["id"] for r in desk.data("/reports")]
    sources = [r["id"] for r in desk.data("/sources", limit=500)]
    fixed = ["/claims", "/claims/totals", "/claims.jsonl", "/map", "/timeline", "/control", "/reports", "/statements", "/inbox",
             "/search?q=alert", "/sources", "/watch", "/me", "/openapi.json"]  # fmt: skip
    found = fixed + [f"/claims/{c}{part}" for c in claims for part in ("", "/graph", "/figures")]
    return (
        found
        + [f"/reports/{r}{part}" for r in reports for part in ("", "/custody")]
        + [f"/sources/{s}" for s in sources]
    )


def strings(value: Any) -> list[tuple[str, str]]:
    """Every string in some JSON with the name of its field."""
    if isinstance(value, dict):
        return [pair for k, v in value.items() for pair in ([(k, v)] if isinstance(v, str) else strings(v))]
    return [pair for v in value for pair in strings(v)] if isinstance(value, list) else []


def test_script_in_every_field_comes_back_as_plain_text_in_json(start: Start) -> None:
    desk = start(empty=True)
    files = [("files", (f"{SCRIPT}.json", json.dumps(EVIL).encode(), "text/html"))]
    answer = desk.send("POST", "/reports", files=files)
    assert answer.json()["data"]["items"][0]["status"] == "added", answer.text
    desk.context.workroom.refreshed()
    key = desk.data("/claims", limit=1)[0]["id"]
    desk.post(f"/claims/{key}/notes", {"text": SCRIPT})
    desk.post(f"/claims/{key}/grades", {"source": "A", "reason": SCRIPT})
    desk.post(f"/statements/{desk.data('/statements')[0]['id']}/errors", {"text": SCRIPT})
    seen = 0
    for path in every_path(desk):
        response = desk.get(path)
        kind = response.headers["content-type"].partition(";")[0]
        assert kind in ("application/json", "application/x-ndjson"), path
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"] == CSP
        seen += SCRIPT in response.text
        values = (
            [json.loads(line) for line in response.text.splitlines()]
            if kind == "application/x-ndjson"
            else response.json()
        )
        for name, value in strings(values):
            if name == "url":
                assert value.startswith(("http://", "https://")), (path, value)
    assert seen > 10, "the script never came back: this test tests nothing"


def test_script_in_an_error_comes_back_as_a_problem(desk: Browser) -> None:
    for path in (f"/claims/{SCRIPT[:40]}", f"/nothing{SCRIPT}", f"/claims?frame={SCRIPT}", f"/claims?after={SCRIPT}"):
        response = desk.get(path)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["x-content-type-options"] == "nosniff" and response.status_code in (400, 404, 422)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>",
        "vbscript:x", "file:///etc/passwd", "//evil.example/x", "https://", "http:evil", "https://user:pw@a.example/",
        "https://a.example/\"onclick=", "https://a.example/<b>", "https://a.example/ b", "https://a.example/\\x", "", "http://[::1",
    ],
)  # fmt: skip
def test_an_address_that_no_browser_should_open_is_none(url: str) -> None:
    assert web_url(url) is None


def test_a_plain_address_stays(desk: Browser) -> None:
    for url in ("https://a.example/x?y=1#z", "http://a.example", "https://пошта.example/новини"):
        assert web_url(url) == url


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("/", "upload"), ("..", "upload"), ("", "upload"), (None, "upload"),
        ("a\x00b.txt", "ab.txt"), ("a\u202etxt.exe", "atxt.exe"), ("x" * 500 + ".txt", "x" * 116 + ".txt"), ("C:\\x\\report.pdf", "report.pdf"),
    ],
)  # fmt: skip
def test_the_name_of_an_upload_is_never_a_path(said: str | None, kept: str) -> None:
    assert file_name(said) == kept


def test_no_path_leads_out_of_the_built_pages(start: Start, tmp_path: Path) -> None:
    web = tmp_path / "dist"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>app</title>")
    (web / "assets" / "a.js").write_text("1")
    (tmp_path / "secret.json").write_text("{}")
    (web / "link.json").symlink_to(tmp_path / "secret.json")
    (web / ".env.json").write_text("{}")
    desk = start(web=web)
    assert desk.client.get("/assets/a.js").headers["content-type"].startswith("text/javascript")
    for path in ["/../secret.json", "/%2e%2e/secret.json", "/..%2fsecret.json", "/assets/..%2f..%2fsecret.json", "/link.json",
                 "/.env.json", "/assets%00.js", "/desk.db", "//etc/passwd", "/assets/../../secret.json", "/%5c..%5csecret.json"]:  # fmt: skip
        assert desk.client.get(path).status_code == 404, path
    assert file_at(web, "assets/a.js") and file_at(web, "assets") is None and file_at(web, "..") is None
    for path in (
        "/",
        "/claims",
        "/claims/c-1",
        "/reports/r-1",
        "/map",
        "/sources/o-1",
        "/inbox",
        "/search?q=x",
        "/login",
    ):
        response = desk.client.get(path)
        assert response.status_code == 200 and "<title>app" in response.text, path
        assert (
            response.headers["x-frame-options"] == "DENY"
            and "frame-ancestors 'none'" in response.headers["content-security-policy"]
        )
        assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "//evil.example/%2f..", "/%2f/evil.example", "/claims//evil"]
)
def test_no_token_link_leads_to_another_site(desk: Browser, path: str) -> None:
    response = desk.client.get(f"http://127.0.0.1:8765{path}?token=x&next=https://evil.example")
    location = response.headers.get("location", "/")
    assert location.startswith("/") and not location.startswith(("//", "/\\"))
    assert "token" not in location
    assert local("//evil.example/a/../b") == "/evil.example/a/b"


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        ("127.0.0.1:8765", True), ("localhost", True), ("LOCALHOST:1", True), ("[::1]:8765", True), ("desk.example", True),
        ("10.0.0.7:8765", True), ("evil.example", False), ("localhost.evil.example", False), ("", False), ("a@localhost", False),
        ("localhost:x", False), ("[::1", False), ("localhost,evil.example", False), ("127.0.0.1.evil.example", False),
    ],
)  # fmt: skip
def test_a_name_that_is_not_the_desks_own_is_refused(header: str, ours: bool) -> None:
    assert is_ours(header, Config(Path("x.db"), hosts=frozenset({"desk.example"}))) is ours


def test_rebinding_gets_no_answer(desk: Browser) -> None:
    for host in ("evil.example:8765", "evil.example"):
        response = desk.client.get("/api/v1/claims", headers={"Host": host})
        assert (response.status_code, response.json()["code"]) == (421, "host")
    assert host_of("a:1:2") is None


def test_a_body_that_is_too_large_is_refused_by_header_and_by_bytes(start: Start) -> None:
    desk = start(body_bytes=1000, upload_bytes=5000)
    key = desk.data("/claims", limit=1)[0]["id"]
    assert desk.post(f"/claims/{key}/notes", {"text": "x" * 2000}).json()["code"] == "too-large"

    def pieces() -> Any:
        for _ in range(100):
            yield b"x" * 100

    headers = {"Content-Type": "application/json"}
    assert desk.send("POST", f"/claims/{key}/notes", content=pieces(), headers=headers).status_code == 413
    big = [("files", ("a.txt", b"x" * 6000, "text/plain"))]
    assert desk.send("POST", "/reports", files=big).status_code == 413
    many = [("files", (f"{i}.txt", b"x", "text/plain")) for i in range(60)]
    assert desk.send("POST", "/reports", files=many).status_code in (400, 413)


def test_a_body_that_comes_too_slowly_is_given_up() -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        raise AssertionError("unreachable")

    async def wait() -> None:
        with pytest.raises(Refusal) as raised:
            await Body(never, 1000, 0.05)()
        assert raised.value.problem.status == 408

    asyncio.run(wait())


def test_the_guard_answers_a_slow_body_itself() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()

    async def drip() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/v1/merges", "headers": [(b"host", b"localhost")]}
    asyncio.run(Guard(app, Config(Path("x"), body_seconds=0.05), Measured())(scope, drip, send))
    assert sent[0]["status"] == 408 and (b"connection", b"close") in sent[0]["headers"]


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"null", b"\xff\xfe", b'{"urls": "x"}', b"[" * 100_000, b'{"urls": [1e999]}']
)
def test_json_that_is_none_is_a_problem(desk: Browser, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    for path in ("/reports", "/merges"):
        response = desk.send("POST", path, content=body, headers=headers)
        assert response.status_code in (400, 422) and response.headers["content-type"] == "application/problem+json", (
            path,
            response.text,
        )


def test_a_form_without_files_or_with_other_fields_is_refused(desk: Browser) -> None:
    for files in (
        [("other", ("a.txt", b"x", "text/plain"))],
        [("files", ("a", b"x", "t/p")), ("x", ("b", b"x", "t/p"))],
    ):
        assert desk.send("POST", "/reports", files=files).status_code == 422
    assert desk.send("POST", "/reports", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert desk.send("POST", "/reports", content=b"--y\r\n", headers=broken).status_code in (400, 422)


def test_what_goes_wrong_inside_says_nothing_about_the_inside(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(type(desk.context.shelf), "totals", fails)
    response = desk.get("/claims/totals")
    assert response.status_code == 500 and response.json()["code"] == "unforeseen" and "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_browser_that_asks_for_no_page_gets_the_app_that_says_so(start: Start, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>app</title>")
    desk = start(web=tmp_path)
    found = desk.client.get("/nothing/here", headers={"Accept": "text/html,*/*;q=0.8"})
    assert found.status_code == 404 and "<title>app" in found.text
    for path, accept in (("/nothing/here", "*/*"), ("/api/v1/nothing", "text/html"), ("/api", "text/html")):
        refused = desk.client.get(path, headers={"Accept": accept})
        assert refused.status_code == 404 and refused.json()["code"] == "unknown", path
