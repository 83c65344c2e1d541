"""HTTP/2: spoken where the host speaks it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from pathlib import Path

import h2.config
import h2.connection
import h2.events
from tests.unit.capture.loopback import certificate, client_context, page, server_context

from selon.capture.fetch import Fetcher, Options

OPEN = Options(pause=0, retries=0, seconds=30, read_seconds=10, allow_private=True)


class Http2:
    """A small HTTP/2 host: one connection, one page for every path."""

    def __init__(self, context: ssl.SSLContext) -> None:
        context.set_alpn_protocols(["h2"])
        self.context, self.paths, self.connections = context, [], 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(20)
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            raw, _ = self._listener.accept()
            self.connections += 1
            with self.context.wrap_socket(raw, server_side=True) as connection:
                connection.settimeout(20)
                self._talk(connection)

    def _talk(self, connection: ssl.SSLSocket) -> None:
        state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        state.initiate_connection()
        connection.sendall(state.data_to_send())
        while data := connection.recv(65536):
            for event in state.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.paths.append(dict(event.headers)[b":path"].decode())
                    state.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    state.send_data(event.stream_id, page(), end_stream=True)
            connection.sendall(state.data_to_send())

    def stop(self) -> None:
        self._listener.close()
        self._thread.join(timeout=25)


def test_http_2_is_spoken_where_the_host_does_and_one_connection_serves_all(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    host = Http2(server_context(cert, key))
    try:
        with Fetcher(OPEN, context=client_context(cert)) as fetcher:
            got = [fetcher.fetch(host.url + path) for path in ("/a", "/b")]
    finally:
        host.stop()
    assert [g.capture.payload for g in got] == [page(), page()]
    assert dict(got[0].capture.meta)["response"]["http"] == "2"
    assert host.paths == ["/robots.txt", "/a", "/b"]
    assert host.connections == 1
