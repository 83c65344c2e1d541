"""The built-in gazetteer, built once for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from selon.grounding.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELON_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("SELON_GAZETTEER", str(tmp_path_factory.mktemp("own") / "none.db"))
        gazetteer = Gazetteer.open()
    with gazetteer:
        yield gazetteer
