"""The Merkle tree of RFC 6962, against the standard's own definition written out naively."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from selon.ledger import merkle, offline

HASHES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40)


def naive(hashes: list[str]) -> bytes:
    """MTH of section 2.1: split at the largest power of two below n."""
    if len(hashes) == 1:
        return hashlib.sha256(b"\0" + bytes.fromhex(hashes[0])).digest()
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\1" + naive(hashes[:k]) + naive(hashes[k:])).digest()


@given(HASHES)
def test_the_root_is_the_one_of_the_standard(hashes: list[str]) -> None:
    assert merkle.root(hashes) == naive(hashes).hex()


@given(HASHES, st.data())
def test_every_leaf_has_a_path_and_no_other_leaf_fits_it(hashes: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    nodes = merkle.path(hashes, index)
    size, root = len(hashes), merkle.root(hashes)
    assert merkle.root_of_path(hashes[index], index, size, nodes) == root
    assert offline.root_of_path(hashes[index], index, size, nodes) == root
    assert merkle.root_of_path("00" * 32, index, size, nodes) != root or hashes[index] == "00" * 32
    assert merkle.root_of_path(hashes[index], index, size, [*nodes, "11" * 32]) == ""


def test_nothing_has_a_root_too() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").hexdigest()
