"""Nested reports: a statement made inside another's content carries the other's chain before its own."""

from __future__ import annotations

from dataclasses import replace

from selon.statements.relays import MAX_CHAIN
from selon.statements.scene import Draft, Link


def nest(drafts: list[Draft]) -> None:
    """Put the chain of the smallest draft that holds a draft's cue before that draft's own links.

    Drafts are linked outermost first, so that a chain of three levels is built in one pass. At most `MAX_CHAIN` voices are kept.
    """
    order = sorted(drafts, key=_size, reverse=True)
    for n, inner in enumerate(order):
        if inner.trigger is None or not inner.nested:
            continue
        holders = [
            d for d in order[:n] if d is not inner and d.links and d.holds(inner.trigger[0]) and _size(d) > _size(inner)
        ]
        if not holders:
            continue
        outer = min(holders, key=_size)
        if _same(outer.links[-1:], inner.links[-1:]):
            continue
        inner.links = [*(replace(link) for link in outer.links), *inner.links][-MAX_CHAIN:]


def _size(draft: Draft) -> int:
    return sum(b - a for a, b in draft.content)


def _same(a: list[Link], b: list[Link]) -> bool:
    return bool(a and b) and a[0].np == b[0].np and a[0].cue == b[0].cue
