"""The reference in docs/reference is what the code says now."""

from __future__ import annotations

import pytest

from tools.reference.__main__ import FOLDER, contents

CONTENTS = contents()


@pytest.mark.parametrize("name", sorted(CONTENTS))
def test_the_reference_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == CONTENTS[name], "make docs"


def test_nothing_else_lies_there() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(CONTENTS)
