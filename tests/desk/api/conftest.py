"""A desk on a copy of the example ledger, asked in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.desk.api.browser import Browser

from selon.desk.api.app import make
from selon.desk.api.config import Config
from selon.desk.cli.add_command import record
from selon.ledger import Ledger
from selon.pipeline import Options, captures_in_file
from selon.pipeline_claims_kept import refresh

TOKEN = "a token for tests"
FERRY = Path(__file__).parents[2] / "dossiers" / "b-ferry" / "reports.jsonl"

Start = Callable[..., Browser]


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the dossier of the ferry: seven reports, made once."""
    path = tmp_path_factory.mktemp("ferry") / "ferry.db"
    with Ledger.open(path, create=True) as ledger:
        for item in captures_in_file(FERRY, Options()):
            record(ledger, item, "tester")
        refresh(ledger)
    return path


@pytest.fixture
def start(ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """`start()` gives a browser on a desk over a copy of that ledger; options are fields of `Config`."""
    monkeypatch.setenv("SELON_ACTOR", "tester")
    monkeypatch.setenv("SELON_FLUSH", "0")
    with ExitStack() as stack:

        def started(empty: bool = False, signed_in: bool = True, **options: Any) -> Browser:
            path = tmp_path / "desk.db"
            if not empty and not path.exists():
                shutil.copytree(ferry.parent, tmp_path, dirs_exist_ok=True)
                for file in tmp_path.glob("ferry.db*"):
                    file.rename(tmp_path / file.name.replace("ferry", "desk"))
            app = make(replace(Config(path, token=TOKEN), **options))
            client = stack.enter_context(
                TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False, raise_server_exceptions=False)
            )
            browser = Browser(client)
            if signed_in:
                browser.enter(TOKEN)
            return browser

        yield started


@pytest.fixture
def desk(start: Start) -> Browser:
    """A browser that the token has let in."""
    return start()
