"""A server on loopback that does what a test tells it to, byte by byte; every request is kept for the test to look
at.
"""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

Answer = Callable[["Request"], None]


class Request:
    """One request that came in; `send` writes raw bytes back, silently giving up when the client has gone."""

    def __init__(self, head: bytes, connection: socket.socket) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        self.method, self.path, _ = first.split(" ", 2)
        self.headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in rest if line)}
        self.connection, self.gone, self.close, self.body = connection, False, False, b""

    def send(self, data: bytes) -> bool:
        if not self.gone:
            try:
                self.connection.sendall(data)
            except OSError:
                self.gone = True
        return not self.gone

    def reply(self, body: bytes = b"", status: str = "200 OK", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        if not any(h.lower().startswith("content-type") for h in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def raw(self, data: bytes) -> None:
        self.send(data)
        self.close = True


class Server:
    """Answers by path; unknown paths get 404. One thread per connection, all of them end with the server."""

    def __init__(self, routes: dict[str, Answer], context: ssl.SSLContext | None = None) -> None:
        self.routes, self.context = routes, context
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [r.path for r in self.requests]

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            try:
                if self.context:
                    connection = self.context.wrap_socket(connection, server_side=True)
                    stack.callback(connection.close)
                self._talk(connection)
            except OSError:
                return

    def _talk(self, connection: socket.socket) -> None:
        buffer = b""
        while not self.stopping.is_set():
            while b"\r\n\r\n" not in buffer:
                data = connection.recv(65536)
                if not data:
                    return
                buffer += data
            head, _, buffer = buffer.partition(b"\r\n\r\n")
            request = Request(head, connection)
            while len(buffer) < int(request.headers.get("content-length", "0")):
                buffer += connection.recv(65536)
            request.body, buffer = buffer[: int(request.headers.get("content-length", "0"))], b""
            self.requests.append(request)
            missing = self.routes.get("*", lambda r: r.reply(b"nothing here", "404 Not Found"))
            self.routes.get(request.path.partition("?")[0], missing)(request)
            if request.gone or request.close:
                return

    def stop(self) -> None:
        self.stopping.set()
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=25)


@contextlib.contextmanager
def serving(routes: dict[str, Answer], context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(routes, context)
    try:
        yield server
    finally:
        server.stop()


def page(text: str = "Three people were killed.", charset: str = "utf-8") -> bytes:
    html = f"<!doctype html><html><head><title>T</title></head><body><article><p>{text}</p></article></body></html>"
    return html.encode(charset)


def certificate(folder: Path, name: str = "127.0.0.1", days: int = 2) -> tuple[Path, Path]:
    """A self-signed certificate for an IP address and its key, as PEM files; with `days` below 0 it has expired."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=10))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return cert, private


def server_context(cert: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


def client_context(cert: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(cert))
