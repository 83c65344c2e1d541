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
        if _same(outer.links[-1:], inner.links[-1:]) or _own_aside(outer, inner):
            continue
        bare = not inner.links
        inner.links = [*(replace(link) for link in outer.links), *inner.links][-MAX_CHAIN:]
        if bare and inner.certainty == "denied":
            inner.links[-1].manner = "deny"
        if _denies(outer) and inner.rule.startswith("noun:"):
            inner.certainty = "denied"


def _denies(outer: Draft) -> bool:
    """Whether a voice denies what another announced in a noun (`denied the claim that P`): then P is denied."""
    return outer.certainty == "denied" and outer.links[-1].manner == "deny" and not outer.rule.startswith("verb:that")


def _own_aside(outer: Draft, inner: Draft) -> bool:
    """Whether the speaker of a nominal content only says more of it in passing (`condemned strikes that they said killed P`)."""
    nominal = outer.rule.startswith("verb:np") and outer.links[-1].np is not None
    voice = inner.links[-1] if inner.links else None
    return bool(nominal and voice and voice.pronoun and inner.rule.startswith(("verb:zero", "verb:that")))


def relay_tags(drafts: list[Draft]) -> list[Draft]:
    """The drafts without the tags that only pass on another attribution (`Об этом заявил X, пишет Y` · `P, said X, Y wrote`).

    The voices of such a tag are put before those of the attribution that it passes on, and relay it.
    """
    kept: list[Draft] = []
    for tag in drafts:
        passed = [d for d in drafts if d is not tag and (_passes_on(tag, d) or _inserted(tag, d))]
        if not passed:
            kept.append(tag)
        for d in passed:
            outer = [replace(link, manner="relay") for link in tag.links]
            d.links = [*outer, *d.links][-MAX_CHAIN:]
    return kept


def _inserted(inner: Draft, other: Draft) -> bool:
    """Whether an attribution stands inside another's clause, before what that one says (`show, according to X, that P`)."""
    if not inner.rule.startswith(("prep:", "postp:")) or not other.rule.startswith("verb:") or not inner.links:
        return False
    cue, verb = inner.trigger, other.trigger
    if cue is None or verb is None or not inner.holds(verb[0]) or other.rule.startswith("verb:back"):
        return False
    return verb[1] <= cue[0] < other.content[0][0] and other.content[-1][1] >= inner.content[-1][1]


def _passes_on(tag: Draft, other: Draft) -> bool:
    """Whether all that a tag has for its content is another attribution: with its cue, and without more than it says."""
    if not tag.rule.startswith("tag:") or not other.links or other.links[-1].cue is None or other.links[-1].np is None:
        return False
    if not other.rule.startswith(("verb:back", "speech", "tag:", "prep:")) or not tag.holds(other.links[-1].cue[0]):
        return False
    return other.rule.startswith(("verb:back", "speech")) or all(tag.holds(a) for a, _ in other.content)


def _size(draft: Draft) -> int:
    return sum(b - a for a, b in draft.content)


def _same(a: list[Link], b: list[Link]) -> bool:
    return bool(a and b) and a[0].np == b[0].np and a[0].cue == b[0].cue
