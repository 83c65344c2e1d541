"""For all tests: names that are the same in every process, no settings from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SOURCES = str(Path(__file__).parents[1] / "src")
if SOURCES not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
    # The processes that tests start read the same sources as the tests.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [SOURCES, os.environ.get("PYTHONPATH")]))

# The machine may be busy with other things: how long an example takes by the clock says nothing.
settings.register_profile("selon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("selon")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes that are no text do not name a test: gzip writes the time of day into them."""
    if isinstance(val, bytes) and not (val.isascii() and val.decode("ascii").isprintable()):
        return f"{argname} of {len(val)} bytes"
    return None


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own `SELON_…` variables do not reach the tests (where the corpora lie may be said)."""
    for name in list(os.environ):
        if name.startswith("SELON_") and name != "SELON_SHARED":
            monkeypatch.delenv(name)
