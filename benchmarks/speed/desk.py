"""The desk under load: a page of claims out of 200,000, beside a bare FastAPI route that reads one row.

    python -m benchmarks.speed.desk [--claims 200000] [--parallel 50] [--seconds 8] [--ledger FILE]

Both run in the same server process, pinned to one core where the system can; the asking process runs on the others. Times
are the asker's, so they hold its own cost as well: read them beside the bare route's, and only on an idle machine. `server
p95 ms` is the server's own: an upper bound from the buckets of `/metrics`; `computing ms` is the processor time of the
server for one request, which says something on a machine that others use, too. `claims` goes through seventeen pages again and
again, as the people of one desk do; of `different` no two requests are alike: other words, names, days and boxes, or the
page behind one that was there, so that no answer can have been kept. How the claims are made: `desk_fill`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import socket
import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.speed.desk_asked import Asked, Bare, Different, Same
from benchmarks.speed.desk_fill import fill

TOKEN = "benchmark token"


def serve(path: Path, port: int, core: int | None) -> None:
    """The server process: the desk, and a bare route that reads one row of the same file."""
    import uvicorn
    from fastapi import FastAPI

    from selon.desk.api.app import make
    from selon.desk.api.config import Config

    if core is not None:
        os.sched_setaffinity(0, {core})
    app: FastAPI = make(Config(path, port=port, token=TOKEN))
    local = __import__("threading").local()

    def one(number: int) -> dict[str, object]:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(path, check_same_thread=False)
        row = local.connection.execute("SELECT id, frame FROM claims WHERE number = ?", (number,)).fetchone()
        return {"id": row[0], "frame": row[1]}

    bare = FastAPI(openapi_url=None)
    bare.get("/row/{number}")(one)
    app.router.routes.insert(0, *bare.router.routes[-1:])
    uvicorn.run(
        app, host="127.0.0.1", port=port, log_level="warning", access_log=False, http="httptools", lifespan="on"
    )


async def ask(port: int, asked: Asked, parallel: int, seconds: float) -> list[float]:
    """The seconds that each request took, with so many in parallel: on connections that are kept, by a client so plain that the
    server is what is measured."""
    found: list[float] = []
    ends = time.monotonic() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < ends:
            path = asked.next()
            began = time.perf_counter()
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
            writer.write(request.encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert head.startswith(b"http/1.1 200"), head
            body = await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
            found.append(time.perf_counter() - began)
            asked.told(path, body)
        writer.close()

    await asyncio.gather(*(one() for _ in range(parallel)))
    return found


async def buckets(port: int) -> dict[float, int]:
    """How many requests the server has answered so far within how many seconds."""
    import httpx

    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        lines = (await client.get(f"http://127.0.0.1:{port}/metrics")).text.splitlines()
    told = [line.split('le="')[1].split('"} ') for line in lines if line.startswith("selon_request_seconds_bucket")]
    return {float(limit): int(n) for limit, n in told}


def served(before: dict[float, int], after: dict[float, int], share: float) -> float:
    """The least bucket, in milliseconds, that holds this share of the requests between two looks."""
    new = {limit: n - before[limit] for limit, n in after.items()}
    return min(1000 * limit for limit, n in new.items() if n >= share * max(new.values()))


def computing(process: int | None) -> float:
    """The processor time of a process so far, in seconds; 0 where the system does not tell it as Linux does."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def measure(path: Path, claims: int, parallel: int, seconds: float) -> dict[str, dict[str, float]]:
    """p50, p95 (milliseconds) and requests per second of both routes: one at a time, and in parallel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    core = cores[0] if len(cores) > 1 else None
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(path, port, core), daemon=True)
    server.start()
    if core is not None:
        os.sched_setaffinity(0, set(cores[1:]))
    try:
        wait_for(port)
        found = {}
        for kind, asked in (("bare", Bare(claims)), ("claims", Same()), ("different", Different())):
            asyncio.run(ask(port, asked, parallel, 1.0))
            for clients in (1, parallel):
                before, began = asyncio.run(buckets(port)), computing(server.pid)
                times = asyncio.run(ask(port, asked, clients, seconds))
                spent = computing(server.pid) - began
                found[f"{kind} × {clients}"] = {
                    "server p95 ms": served(before, asyncio.run(buckets(port)), 0.95),
                    "p50 ms": round(1000 * quantile(times, 0.5), 1), "p95 ms": round(1000 * quantile(times, 0.95), 1),
                    "per second": round(len(times) / seconds, 1), "computing ms": round(1000 * spent / len(times), 2),
                }  # fmt: skip
        return found
    finally:
        server.terminate()
        server.join(10)


def usable(path: Path) -> bool:
    """Whether the claims of a ledger are those of this program, so that the desk leaves them as they are."""
    from selon.ledger import Ledger
    from selon.pipeline_claims_kept import engine

    with Ledger.open(path) as ledger:
        return ledger.claims_state().engine == engine()


def main() -> None:
    """Make the ledger, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--parallel", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, or use the one that is here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="selon-") as folder:
        path = asked.ledger or Path(folder) / "desk.db"
        if not path.exists():
            began = time.monotonic()
            fill(path, asked.claims)
            print(
                f"{asked.claims} claims in {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB",
                flush=True,
            )
        elif not usable(path):
            parser.error(
                f"{path} was filled by other rules of claims, the desk would empty it: remove it and begin anew"
            )
        print(f"load before: {', '.join(f'{x:.1f}' for x in os.getloadavg())}")
        for name, row in measure(path, asked.claims, asked.parallel, asked.seconds).items():
            print(f"{name:16} {json.dumps(row)}", flush=True)


if __name__ == "__main__":
    main()
