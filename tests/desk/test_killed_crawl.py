"""`kill -9` at any point of a crawl: the ledger verifies, the next run goes on, nothing twice, nothing lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.capture.loopback import Request, serving

from selon.capture.archive import read_warc
from selon.ledger import Ledger
from selon.model import Capture


def story(request: Request) -> None:
    n = request.path.rpartition("/")[2]
    text = f"The mayor of town {n} said that {int(n) + 2} bridges are closed. A witness denied that anybody was hurt there."
    request.reply(
        f"<!doctype html><html lang='en'><title>S</title><article><h1>Town {n}</h1><p>{text}</p></article></html>".encode()
    )


def crawl(command: list[str], after: float | None) -> int:
    """Run the crawl, killed after so many seconds; its exit code."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(timeout=after if after is not None else 600)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        return process.wait()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_crawl_of_a_thousand_pages_that_is_killed_again_and_again(tmp_path: Path) -> None:
    pages, chance = 1000, random.Random(11)
    ledger = tmp_path / "a.db"
    with serving({"*": story, "/robots.txt": lambda r: r.reply(b"", "404 No")}) as server:
        (tmp_path / "list.txt").write_text("".join(f"{server.url}/town/{n}\n" for n in range(pages)), encoding="utf-8")
        command = [sys.executable, "-m", "selon", "fetch", "--from", str(tmp_path / "list.txt"), "--ledger", str(ledger),
                   "--allow-private", "--pause", "0"]  # fmt: skip
        codes, seen = [], 0
        for _ in range(20):
            codes.append(crawl(command, chance.uniform(0.8, 4.0) if len(codes) < 6 else None))
            if not ledger.exists():
                continue
            with Ledger.open(ledger) as opened:
                assert not [c for c in opened.verify() if c.answer == "failed"]
                now = sum(1 for _ in opened.reports())
            assert now >= seen, "nothing is lost"
            seen = now
            if codes[-1] == 0:
                break
        asked = Counter(p for p in server.paths() if p.startswith("/town/"))
    assert codes[-1] == 0
    assert codes.count(-signal.SIGKILL) >= 3
    with Ledger.open(ledger) as opened:
        reports = list(opened.reports())
        assert len(reports) == pages
        assert {r.versions for r in reports} == {1}, "nothing twice"
        assert sum(1 for _ in opened.entries()) == pages
    assert len(asked) == pages
    assert sum(asked.values()) <= pages + 16 * len(codes), "only what was under way is asked for again"
    archived = Counter(
        c.url for f in (tmp_path / "a.db.warc").iterdir() for c in read_warc(f) if isinstance(c, Capture)
    )
    assert set(archived) == {r.url for r in reports}, (
        "every exchange is in the archive, whatever was cut off at its end"
    )
