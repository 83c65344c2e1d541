"""The desk under load: a page of claims out of 200,000, beside a bare FastAPI route that reads one row.

    python -m benchmarks.speed.desk [--claims 200000] [--parallel 50] [--seconds 8]

Both run in the same server process, pinned to one core where the system can; the asking process runs on the others. Times
are the asker's, so they hold its own cost as well: read them beside the bare route's, and only on an idle machine. Requests go
through orders, filters and words, so that no two in a row are alike.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import socket
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selon.ledger import Ledger
from selon.ledger.claim_tables import Kept, Source
from selon.model import Capture, Claim, ClaimStatement, Counts, Document, Origin, Quantity, Report, Span
from selon.pipeline_claims_kept import engine

TOKEN = "benchmark token"
FRAMES = ("control", "attack", "casualties", "loss", "justice", "movement", "supply", "decision", "condition", "other")
PLACES = tuple(
    f"{a}{b}"
    for a in ("Nova ", "Mala ", "Old", "Ober", "Saint-")
    for b in ("ford", "pil", "ivka", "burg", "mont", "hrad")
)
WORDS = (
    "bridge",
    "depot",
    "convoy",
    "shelling",
    "hospital",
    "evacuation",
    "brigade",
    "drone",
    "power",
    "grain",
    "port",
    "mayor",
)
OUTLETS = tuple(f"Outlet {n}" for n in range(400))
LANGUAGES = ("en", "fr", "de", "ru", "uk")
ASKED = (
    "", "sort=reports", "sort=newest", "sort=contested", "frame=attack", "frame=control&sort=newest", "about=bridge",
    "about=convoy+depot", "place=ivka", "language=uk", "since=2025-03-01&until=2025-03-03", "contested=1", "voice=speaker+7",
    "bbox=30,45,33,47", "single_origin=1&sort=newest", "certainty=denied",
)  # fmt: skip


def claim(number: int, chance: random.Random) -> tuple[Claim, dict[tuple[str, str], Source]]:
    """One claim with one to six statements, in the variety of a real ledger."""
    reports = min(6, 1 + int(chance.expovariate(1.1)))
    day = f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    gist = " ".join(chance.choices(WORDS, k=chance.randint(5, 14))) + f" {number}"
    sources, statements, origins = {}, [], []
    for i in range(reports):
        digest = f"sha256:{number * 8 + i:064x}"
        moment, _language = f"{day}T{i + 6:02d}:00:00Z", chance.choice(LANGUAGES)
        report, moment = f"r-{(number * 7 + i) % 50_000:016x}", f"{day}T{i + 6:02d}:00:00Z"
        address = f"https://outlet.example/{number}/{i}"
        sources[address, digest] = Source(report, chance.choice(OUTLETS), moment, chance.choice(LANGUAGES))
        value = None
        if chance.random() < 0.3:
            low = float(chance.randint(1, 90))
            value = Quantity(Span(0, 2, f"{low:g}"), low, low, "exact", "killed")
        origin = f"o{chance.randint(1, max(1, i))}"
        polarity: Any = "denied" if chance.random() < 0.06 else "asserted"
        statements.append(
            ClaimStatement(
                address, f"s-{number}-{i}", gist, value, polarity, origin,
                certainty=chance.choice(("attributed", "hedged", "affirmed", "denied")), key=f"{digest}:0-9:x", version=digest,
            )
        )  # fmt: skip
    for name in sorted({s.origin for s in statements}):
        origins.append(
            Origin(name, f"speaker {chance.randint(1, 5000)}", chance.choice(("identified", "unidentified")))
        )
    counts = Counts(len(origins), 0, int(any(s.polarity == "denied" for s in statements)), reports)
    place = chance.choice(PLACES)
    point = (round(chance.uniform(44, 52), 4), round(chance.uniform(22, 41), 4)) if chance.random() < 0.8 else None
    made = Claim(
        f"c-{number:012x}",
        chance.choice(FRAMES),
        gist,
        {},
        place,
        day,
        tuple(statements),
        tuple(origins),
        counts,
        point=point,
    )  # type: ignore[arg-type]
    return made, sources


def fill(path: Path, claims: int) -> None:
    """A ledger with one report in the log, and claims written into their tables as a refresh writes them."""
    chance = random.Random(7)
    with Ledger.open(path, create=True) as ledger:
        capture = Capture(b"one report", "txt", "one.txt")
        ledger.add(capture, Report(Document(capture.digest, "one report", language="en")), actor="benchmark")
        for first in range(0, claims, 20_000):
            with ledger.claim_tables() as tables:
                for number in range(first, min(first + 20_000, claims)):
                    made, sources = claim(number, chance)
                    tables.put(
                        Kept(made, tuple(o.who for o in made.origins), sources, chance.random() < 0.2), number + 1
                    )
                tables.finish(ledger_seq(path), engine())


def ledger_seq(path: Path) -> int:
    """The number of the last entry."""
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT seq FROM head").fetchone()[0])


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
        row = local.connection.execute("SELECT id, gist FROM claims WHERE number = ?", (number,)).fetchone()
        return {"id": row[0], "gist": row[1]}

    bare = FastAPI(openapi_url=None)
    bare.get("/row/{number}")(one)
    app.router.routes.insert(0, *bare.router.routes[-1:])
    uvicorn.run(
        app, host="127.0.0.1", port=port, log_level="warning", access_log=False, http="httptools", lifespan="on"
    )


def paths(chance: random.Random, claims: int, kind: str) -> Iterator[str]:
    """Requests without end."""
    while True:
        if kind == "bare":
            yield f"/row/{chance.randint(1, claims)}"
        else:
            yield f"/api/v1/claims?limit=50&{chance.choice(ASKED)}"


async def ask(port: int, kind: str, claims: int, parallel: int, seconds: float) -> list[float]:
    """The seconds that each request took, with so many in parallel."""
    import httpx

    chance, found, ends = random.Random(3), [], time.monotonic() + seconds
    waiting = paths(chance, claims, kind)
    limits = httpx.Limits(max_connections=parallel, max_keepalive_connections=parallel)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", limits=limits, headers=headers, timeout=60
    ) as client:

        async def one() -> None:
            while time.monotonic() < ends:
                began = time.perf_counter()
                response = await client.get(next(waiting))
                assert response.status_code == 200, response.text
                found.append(time.perf_counter() - began)

        await asyncio.gather(*(one() for _ in range(parallel)))
    return found


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
        for kind in ("bare", "claims"):
            asyncio.run(ask(port, kind, claims, parallel, 1.0))
            for clients in (1, parallel):
                times = asyncio.run(ask(port, kind, claims, clients, seconds))
                found[f"{kind} × {clients}"] = {
                    "p50 ms": round(1000 * quantile(times, 0.5), 1), "p95 ms": round(1000 * quantile(times, 0.95), 1),
                    "per second": round(len(times) / seconds, 1),
                }  # fmt: skip
        return found
    finally:
        server.terminate()
        server.join(10)


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
        print(f"load before: {', '.join(f'{x:.1f}' for x in os.getloadavg())}")
        for name, row in measure(path, asked.claims, asked.parallel, asked.seconds).items():
            print(f"{name:16} {json.dumps(row)}", flush=True)


if __name__ == "__main__":
    main()
