"""A desk and a Chromium to look at it: for the picture of the README and for the figures of `benchmarks/speed/desk_web.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOKEN = "token-of-a-look"  # noqa: S105 - opens a desk that lives for seconds, on loopback
STARTS_WITHIN_S = 120
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


def program() -> str:
    """The Chromium of the system; SELON_CHROMIUM names another one."""
    found = os.environ.get("SELON_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit(
            "there is no Chromium: install it (Debian, Ubuntu: apt install chromium), or set SELON_CHROMIUM"
        )
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium with a fresh profile that asks nothing of the net by itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()


def example(folder: Path) -> Path:
    """A ledger with the example dossier."""
    ledger = folder / "example.db"
    command = [sys.executable, "-m", "selon", "example", "--ledger", str(ledger)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ledger


@contextmanager
def desk(ledger: Path) -> Iterator[str]:
    """A desk on a ledger; gives its address, without a slash at its end. `?token=` TOKEN opens it."""
    command = [sys.executable, "-m", "selon", "desk", "--ledger", str(ledger), "--port", "0", "--token", TOKEN]
    said = ledger.parent / "desk.log"
    with said.open("w") as log:
        running = subprocess.Popen([*command, "--no-browser"], stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _address(running, said)
    finally:
        running.terminate()
        running.wait(timeout=20)


def _address(running: subprocess.Popen[bytes], said: Path) -> str:
    """The address that a desk says it has."""
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and running.poll() is None:
        text = said.read_text("utf-8", "replace")
        if "serving" in text or "?token=" in text:
            start = text.index("http://")
            return text[start:].split()[0].partition("?")[0].rstrip("/")
        time.sleep(0.1)
    raise SystemExit(f"the desk did not start: {said.read_text('utf-8', 'replace')}")
