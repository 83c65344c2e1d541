"""Chromium in front of a desk: what the tests of the pages share.

`page` fails a test when anything went to the console as an error, when the content security policy was broken, when
something was asked of another host, or when a script of a report ran.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.desk.web import dossiers

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

TOKEN = "token-of-the-tests"
STARTS_WITHIN_S = 120
DIST = dossiers.ROOT / "src" / "selon" / "desk" / "web_dist"
AXE = dossiers.ROOT / "src" / "selon" / "desk" / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = dossiers.ROOT / ".artifacts" / "desk"
ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that runs. address: without a slash at its end."""

    address: str
    ledger: Path


@dataclass(slots=True)
class Looking:
    """A page of the browser and what was seen to go wrong on it. refused: the desk may refuse what is asked (status 4xx)."""

    page: sync_api.Page
    desk: Desk
    refused: bool = False
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> sync_api.Page:
        """Opens a page of the desk and waits until it is there."""
        self.page.goto(self.desk.address + path)
        self.page.locator("main h1").first.wait_for()
        return self.page

    def report(self, address: str) -> str:
        """The path of the page of the report that came from this address."""
        answer = self.page.request.get(f"{self.desk.address}/api/v1/reports?limit=100").json()
        return next(f"/reports/{row['id']}" for row in answer["data"] if row["url"] == address)

    def axe(self) -> list[str]:
        """What axe-core holds to be serious or critical, with the place."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for v in found["violations"] if v["impact"] in ("serious", "critical") for node in v["nodes"]
        ]  # fmt: skip

    def shot(self, name: str) -> None:
        """A picture of the whole page, for people to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def until(page: sync_api.Page, script: str, within_s: float = 60) -> None:
    """Waits until a script is true. (Playwright's own way needs `eval`, which the desk's policy forbids.)"""
    end = time.monotonic() + within_s
    while not page.evaluate(script):
        assert time.monotonic() < end, f"never came true: {script}"
        page.wait_for_timeout(100)


def serving(ledger: Path) -> Iterator[Desk]:
    """A desk on a free port, until the tests are through."""
    command = [
        sys.executable,
        "-m",
        "selon",
        "desk",
        "--ledger",
        str(ledger),
        "--port",
        "0",
        "--token",
        TOKEN,
        "--no-browser",
    ]
    running = subprocess.Popen(
        command, env=dossiers.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines: list[str] = []
    reader = threading.Thread(
        target=lambda: lines.extend(iter(running.stdout.readline, "")) if running.stdout else None, daemon=True
    )
    reader.start()
    try:
        yield Desk(_address(running, lines), ledger)
    finally:
        running.terminate()
        running.wait(timeout=20)
        reader.join(timeout=20)
        if running.stdout:
            running.stdout.close()


def _address(running: subprocess.Popen[str], lines: list[str]) -> str:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and running.poll() is None:
        for line in list(lines):
            if "http://" in line:
                return line[line.index("http://") :].split("?")[0].strip().rstrip("/")
        time.sleep(0.1)
    raise AssertionError(f"the desk did not start: {''.join(lines)}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    """The browser of the system (SELON_CHROMIUM names another one)."""
    program = os.environ.get("SELON_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("there is no Chromium on this machine")
    if not (DIST / "index.html").is_file():
        pytest.skip("the pages are not built: make web")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(chromium: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on the example, a revised report, and places that are on the map."""
    yield from serving(dossiers.good(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="session")
def hostile_desk(chromium: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on reports that carry markup in every field."""
    yield from serving(dossiers.hostile(tmp_path_factory.mktemp("hostile")))


Look = Callable[..., Looking]


@pytest.fixture
def look(chromium: sync_api.Browser, desk: Desk) -> Iterator[Look]:
    """Opens a window of the browser: `look(width=390, scheme="dark", at=hostile_desk)`; what went wrong fails the test."""
    opened: list[Looking] = []

    def make(
        width: int = 1280, scheme: str = "light", at: Desk | None = None, language: str = "en-GB", refused: bool = False
    ) -> Looking:
        where = at or desk
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language, reduced_motion="reduce"
        )
        looking = Looking(context.new_page(), where, refused)
        watch(looking)
        looking.page.goto(f"{where.address}/?token={TOKEN}")
        opened.append(looking)
        return looking

    yield make
    for looking in opened:
        owned = looking.page.evaluate("window.__owned")
        looking.page.context.close()
        assert looking.wrong == []
        assert owned is None, "a script of a report ran"


def watch(looking: Looking) -> None:
    """Notes errors of the console (breaches of the policy are among them), exceptions, requests to other hosts, dialogs."""
    page, wrong = looking.page, looking.wrong

    def heard(message: sync_api.ConsoleMessage) -> None:
        if message.type == "error" and not (looking.refused and "with a status of 4" in message.text):
            wrong.append(f"console: {message.text} {message.location.get('url', '')}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"exception: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    own = (looking.desk.address, "blob:", "data:")
    page.on("request", lambda request: None if request.url.startswith(own) else wrong.append(f"asked: {request.url}"))
