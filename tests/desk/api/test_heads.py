"""The bounds of a request's head, over real connections: what uvicorn leaves open."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import uvicorn

from selon.desk.api.heads import Bounded

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Quick(Bounded):
    seconds = 0.4


async def app(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, http=Quick, log_level="critical", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield int(sock.getsockname()[1])
        server.should_exit = True
        thread.join(10)


def rest(connection: socket.socket) -> bytes:
    """All that still comes until the other side closes."""
    found = b""
    while piece := connection.recv(4096):
        found += piece
    return found


@pytest.mark.parametrize("begun", [b"", b"G", HEAD])
def test_a_head_that_does_not_come_whole_ends_the_connection(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(begun)
        assert rest(connection).startswith(b"HTTP/1.1 408")


def test_a_head_that_drips_is_not_waited_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(HEAD)
        connection.settimeout(0.05)
        for n in range(400):
            try:
                connection.sendall(b"X-%d: 1\r\n" % n)
                if connection.recv(4096).startswith(b"HTTP/1.1 408"):
                    return
            except TimeoutError:
                continue
            except ConnectionError:
                return
    pytest.fail("a line every moment keeps the connection")


@pytest.mark.parametrize("more", [b"X: " + b"a" * 70_000, b"X: 1\r\n" * 20_000, b"X: " + b"a" * 500_000 + b"\r\n\r\n"])
def test_a_head_that_is_too_large_ends_the_connection(port: int, more: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        try:
            connection.sendall(HEAD + more)
            assert rest(connection)[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400")
        except ConnectionError:
            pass  # closed while more was on its way


def test_requests_one_after_the_other_with_pauses_between_are_served(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for _ in range(3):
            connection.sendall(HEAD + b"\r\n")
            answer = b""
            while not answer.endswith(b"ok"):
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200")
            time.sleep(2 * Quick.seconds)
