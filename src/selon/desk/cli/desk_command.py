"""What `selon desk` does: check that it may listen where it is told to, say where it is, serve until it is stopped."""

from __future__ import annotations

import secrets
import socket
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selon.desk.cli import guard
from selon.desk.cli.add_command import ledger_path
from selon.errors import UsageError

if TYPE_CHECKING:
    from selon.desk.api.config import Config

SHORTEST_TOKEN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """How a desk is started; see `selon desk --help`."""

    host: str
    port: int
    token: str | None
    browser: bool
    hosts: tuple[str, ...]
    secure: bool
    protect: bool


def config_of(asked: Asked, option: Path | None) -> Config:
    """The set-up of a desk; `UsageError` for one that would be open to others without accounts."""
    try:
        from selon.desk.api.accounts import Accounts, path_of
        from selon.desk.api.config import Config, checked_host, is_loopback
    except ModuleNotFoundError as missing:
        raise UsageError(f"the desk needs the extra `selon[desk]` ({missing.name})", "extra") from missing
    from selon import settings

    host, ledger = checked_host(asked.host), ledger_path(option)
    accounts = bool(Accounts(path_of(ledger)).users())
    if not accounts and not is_loopback(host):
        raise UsageError(
            "others could reach this address: make accounts first, `selon user add NAME`", host, "no-accounts"
        )
    if accounts and asked.token is not None:
        raise UsageError("this ledger has accounts: people log in, and no token opens the desk", "--token", "token")
    if asked.token is not None and len(asked.token) < SHORTEST_TOKEN:
        raise UsageError(f"a token has at least {SHORTEST_TOKEN} characters", "--token", "token")
    token = "" if accounts else asked.token or secrets.token_urlsafe(24)
    names = frozenset(name.lower() for name in asked.hosts)
    return Config(
        ledger, host, asked.port, token, names, asked.protect, secure=asked.secure,
        upload_bytes=settings.MAX_BYTES.number() + (1 << 20),
    )  # fmt: skip


def serve(asked: Asked, option: Path | None) -> int:
    """Serve until the process is told to stop; the exit code."""
    config = config_of(asked, option)
    try:
        import uvicorn

        from selon.desk.api.app import make
        from selon.desk.api.heads import Bounded
    except ModuleNotFoundError as missing:
        raise UsageError(f"the desk needs the extra `selon[desk]` ({missing.name})", "extra") from missing
    from dataclasses import replace

    with _listening(config.host, config.port) as sock:
        config = replace(config, port=sock.getsockname()[1])
        app = make(config)
        link = address(config)
        print(f"desk: {link}", flush=True)
        guard.say("selon: Ctrl-C stops the desk" if sys.stdin.isatty() else f"selon: serving {config.ledger}")
        if asked.browser and sys.stdout.isatty():
            threading.Timer(0.5, webbrowser.open, [link]).start()
        server = uvicorn.Server(
            uvicorn.Config(
                app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, http=Bounded,
                timeout_keep_alive=30, timeout_graceful_shutdown=2, ws="none",
                limit_concurrency=1000, backlog=256,
            )
        )  # fmt: skip
        server.run(sockets=[sock])
    return guard.OK


def address(config: Config) -> str:
    """The link that opens the desk."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"http://{host}:{config.port}/" + (f"?token={config.token}" if config.token else "")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise UsageError(f"cannot listen there: {error.strerror}", f"{host}:{port}", "listen") from error
    return sock
