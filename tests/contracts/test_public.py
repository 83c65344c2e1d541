"""The public names: exactly these, documented, typed, imported only when used."""

from __future__ import annotations

import inspect
from importlib import resources

import pytest

import selon

NAMES = [
    "Capture", "Document", "Fault", "InputError", "Ledger", "LedgerError", "PackError", "Quantity", "Reason", "Report",
    "SelonError", "Span", "Statement", "UsageError", "Voice", "WireError", "__version__", "read", "read_many",
    "report_from_json", "report_json",
]  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert sorted(selon.__all__) == NAMES
    assert dir(selon) == NAMES


@pytest.mark.parametrize("name", [n for n in NAMES if n != "__version__"])
def test_each_is_there_and_documented(name: str) -> None:
    value = getattr(selon, name)
    assert value.__name__ == name
    assert inspect.getdoc(value)


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'nonsense'"):
        selon.nonsense  # noqa: B018  # the look-up is the test


def test_the_package_says_that_it_is_typed() -> None:
    assert (resources.files("selon") / "py.typed").is_file()
