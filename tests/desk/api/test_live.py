"""Events, health, metrics and the command, over a real socket."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import TOKEN, Start

from selon.desk.api import events
from selon.desk.api.events import Hub, event

BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Served:
    """A desk behind a real socket."""

    def __init__(self, app: Any) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=1))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> Served:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()


@pytest.fixture
def served(start: Start) -> Iterator[tuple[Served, Browser]]:
    desk = start(clients=3)
    with Served(desk.client.app) as server:
        yield server, desk


def lines_until(stream: httpx.Response, wanted: str) -> list[str]:
    found = []
    for line in stream.iter_lines():
        found.append(line)
        if line.startswith(wanted):
            return found
    raise AssertionError(f"{wanted} never came: {found}")


def test_a_new_entry_reaches_who_listens(served: tuple[Served, Browser]) -> None:
    server, desk = served
    with httpx.stream("GET", server.url + "/api/v1/events", headers=BEARER, timeout=30) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-content-type-options"] == "nosniff"
        written = desk.context.ledger.append(
            "note", {"claim": "c-1", "text": "two\nlines\r\n\r\nevent: evil"}, actor="anna"
        )
        said = lines_until(stream, 'data: {"entry"')
    assert (
        f"id: {written.seq}" in said
        and "event: entry" in said
        and not any(line.startswith("event: evil") for line in said)
    )
    item = json.loads(said[-1].removeprefix("data: "))
    assert (item["entry"], item["kind"], item["actor"]) == (written.seq, "note", "anna")


def test_who_comes_back_is_told_what_was_missed(served: tuple[Served, Browser]) -> None:
    server, desk = served
    first = desk.context.ledger.append("note", {"claim": "c-1", "text": "a"}, actor="anna")
    second = desk.context.ledger.append("note", {"claim": "c-1", "text": "b"}, actor="anna")
    headers = BEARER | {"Last-Event-ID": str(first.seq)}
    with httpx.stream("GET", server.url + "/api/v1/events", headers=headers, timeout=30) as stream:
        said = lines_until(stream, 'data: {"entry"')
    assert f"id: {second.seq}" in said and f"id: {first.seq}" not in said


def test_so_many_listen_and_no_more(served: tuple[Served, Browser]) -> None:
    server, desk = served
    with httpx.Client(headers=BEARER, timeout=30) as client:
        with client.stream("GET", server.url + "/api/v1/events"), client.stream("GET", server.url + "/api/v1/events"):
            with client.stream("GET", server.url + "/api/v1/events"):
                refused = client.get(server.url + "/api/v1/events")
                assert (refused.status_code, refused.json()["code"]) == (503, "listeners")
                assert "selon_listeners 3" in client.get(server.url + "/metrics").text
        for _ in range(100):
            if not desk.context.hub.listeners:
                break
            time.sleep(0.1)
        assert not desk.context.hub.listeners


def test_who_takes_nothing_is_dropped() -> None:
    hub = Hub(10)
    slow, fast = hub.join("a"), hub.join("b")
    for number in range(events.ROOM + 1):
        hub.send(event("entry", {}, number))
        fast.queue.get_nowait()
    assert slow.lost and not fast.lost and hub.listeners == {fast} and hub.dropped == 1
    for _ in range(events.EACH - 1):
        hub.join("b")
    with pytest.raises(events.Refusal):
        hub.join("b")


def test_the_claims_follow_what_another_process_writes(served: tuple[Served, Browser]) -> None:
    server, desk = served
    with httpx.stream("GET", server.url + "/api/v1/events", headers=BEARER, timeout=60) as stream:
        answer = desk.send(
            "POST", "/reports", files=[("files", ("n.txt", b"The mayor said that nine people died.", "text/plain"))]
        )
        assert answer.status_code == 201
        said = lines_until(stream, "event: claims")
    assert "event: progress" in said


def test_health_says_one_word_and_metrics_need_a_reader(start: Start) -> None:
    desk = start(signed_in=False)
    assert desk.client.get("/healthz").text == "ok\n"
    assert desk.client.get("/metrics").status_code == 401
    desk.client.get("/api/v1/nothing")
    text = desk.client.get("/metrics", headers=BEARER).text
    assert re.search(r'^selon_requests_total\{method="GET",status="404"\} 1$', text, re.M)
    names = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    samples = {re.split(r"[{ ]", line)[0] for line in text.splitlines() if not line.startswith("#")}
    assert {re.sub(r"_(bucket|sum|count)$", "", s) for s in samples} <= names
    buckets = [int(m) for m in re.findall(r"_bucket\{le=\"[^\"]+\"\} (\d+)", text)]
    assert buckets == sorted(buckets)


def run(ledger: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "selon", "desk", "--ledger", str(ledger), "--no-browser", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"SELON_ACTOR": "tester"},
    )  # fmt: skip


def test_the_command_prints_a_link_that_opens_the_desk_and_ends_when_told(tmp_path: Path) -> None:
    process = run(tmp_path / "new.db", "--port", "0")
    try:
        assert process.stdout is not None
        link = process.stdout.readline().removeprefix("desk: ").strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", link)
        with httpx.Client(follow_redirects=True, timeout=60) as client:
            page = client.get(link)
            assert page.status_code == 200 and "token" not in str(page.url)
            me = client.get(link.partition("?")[0] + "api/v1/me").json()["data"]
        assert (me["name"], me["empty"], me["ledger"]) == ("tester", True, "new.db")
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--host", "0.0.0.0"], "no-accounts"), (["--host", "192.0.2.1"], "no-accounts"), (["--host", "a b"], "host"), (["--token", "short"], "token")],
)  # fmt: skip
def test_a_desk_that_would_be_open_to_others_does_not_start(tmp_path: Path, options: list[str], code: str) -> None:
    process = run(tmp_path / "x.db", *options)
    err = process.communicate(timeout=60)[1]
    assert process.returncode == 2 and f"[{code}]" in err and "Traceback" not in err
    assert not (tmp_path / "x.db").exists()
