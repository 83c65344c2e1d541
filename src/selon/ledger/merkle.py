"""A Merkle tree over the hashes of entries, after RFC 6962 section 2.1: one root stands for them all, a short path
proves one.

Leaves are the entries' own SHA-256 hashes in order; a leaf is hashed with a 0 byte in front, an inner node with a 1
byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").hexdigest()
"""The root over no entries."""


def _leaf(entry_hash: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(entry_hash)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes: Iterable[str]) -> str:
    """The root over entry hashes in order, 64 hexadecimal digits; works through them once, with memory for one path."""
    peaks: list[tuple[int, bytes]] = []
    for value in hashes:
        height, node = 0, _leaf(value)
        while peaks and peaks[-1][0] == height:
            node = _node(peaks.pop()[1], node)
            height += 1
        peaks.append((height, node))
    if not peaks:
        return EMPTY
    node = peaks.pop()[1]
    while peaks:
        node = _node(peaks.pop()[1], node)
    return node.hex()


def path(hashes: Sequence[str], index: int) -> list[str]:
    """The nodes that lead from leaf `index` (from 0) to the root, nearest first."""
    level, found = [_leaf(h) for h in hashes], []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            found.append(level[sibling].hex())
        level = [_node(*level[i : i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
        index //= 2
    return found


def root_of_path(entry_hash: str, index: int, size: int, nodes: Sequence[str]) -> str:
    """The root that a path leads to, from leaf `index` of `size`; empty when the path does not fit the size."""
    node, left = _leaf(entry_hash), list(nodes)
    while size > 1:
        if index ^ 1 < size:
            if not left:
                return ""
            sibling = bytes.fromhex(left.pop(0))
            node = _node(sibling, node) if index & 1 else _node(node, sibling)
        index, size = index // 2, (size + 1) // 2
    return "" if left else node.hex()
