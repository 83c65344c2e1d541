"""What a clause tells beside the point: after an `after`, `cause` or `if` word, in a relative clause, or that something
else is not so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from selon.lang import Pack
from selon.matching.lexicon import Hit
from selon.matching.links import Link
from selon.matching.notions import relations
from selon.matching.tokens import Token

MARK = re.compile(r"[,;:()—–…!?]|\s-\s")
"""What parts clauses."""
FEWEST = 3
"""What is said to be not so stands in no fewer words."""


def background(
    text: str, tokens: Sequence[Token], hits: Sequence[Hit], links: Sequence[Link], pack: Pack
) -> frozenset[int]:
    """Token numbers of what is told beside the point: after an `after`, `cause` or `if` word, and in a relative clause.

    It ends at the next mark or auxiliary, and before a second strong trigger: that one is the point again.
    """
    found: set[int] = set()
    ends = {link.first for link in links if link.kind == "finite"}
    start = max((link.last for link in links if link.kind == "subset" and link.first == 0), default=1)
    for link in links:
        relative = link.kind == "relative" and link.first >= start and opens(text, tokens, link.first, pack)
        supposing = link.kind == "if" or _not_while(text, tokens, link, links)
        if link.kind in ("after", "cause") or relative or supposing:
            runs_on = link.kind == "after" and link.first > 1 and not pack.facts.get("compounds", False)
            stops = set() if relative or supposing else ends if runs_on else ends | _second(hits, link.last)
            if link.kind == "if":
                found |= set(range(link.first, link.last))
            at = link.last
            while at < len(tokens) and not (at > link.last and _ends(text, tokens, at, stops)):
                found.add(at)
                at += 1
    return frozenset(found | _said_not(text, tokens, hits, links))


def _said_not(text: str, tokens: Sequence[Token], hits: Sequence[Hit], links: Sequence[Link]) -> set[int]:
    """Token numbers of words behind a mark that tell nothing but that something else is not so (`one shot, one hit, there
    are no questions`)."""
    marks = [i for i in range(1, len(tokens)) if MARK.search(text, tokens[i - 1].end, tokens[i].start)]
    told = min((h.first for h in hits if h.sense.frame), default=len(tokens))
    found: set[int] = set()
    for first, last in pairwise([*marks, len(tokens)]):
        denies = any(k.kind in ("not", "none") and first <= k.first < last for k in links)
        deeds = any(h.sense.frame and h.first < last and first < h.last for h in hits)
        if told < first and denies and not deeds and last - first >= FEWEST:
            found |= set(range(first, last))
    return found


def _not_while(text: str, tokens: Sequence[Token], link: Link, links: Sequence[Link]) -> bool:
    """Whether `while` opens words of its own behind a mark in which something is not so (`…, while the money is not
    paid`)."""
    if link.kind != "while" or (
        link.first and not MARK.search(text, tokens[link.first - 1].end, tokens[link.first].start)
    ):
        return False
    here = range(link.last, len(tokens))
    end = next((i for i in here if i > link.last and _ends(text, tokens, i, set())), len(tokens))
    return any(k.kind == "not" and link.last <= k.first < end for k in links)


def opens(text: str, tokens: Sequence[Token], at: int, pack: Pack) -> bool:
    """Whether a relative word opens a clause here; where articles look the same (`relative_comma`), only after a
    mark."""
    if not pack.facts.get("relative_comma", False):
        return True
    return bool(MARK.search(text, tokens[at - 1].end, tokens[at].start))


def _second(hits: Sequence[Hit], start: int) -> set[int]:
    """Where the second strong trigger after `start` stands, and all later ones."""
    kin = relations()
    strong = sorted({h.first for h in hits if h.sense.frame and h.first >= start and h.sense.concept not in kin.weak})
    heads = {h.first for h in hits if h.first >= start + 1 and h.sense.concept in kin.heads and not h.inside}
    return {at for at in heads if at > start + 1} | set(strong[1:])


def _ends(text: str, tokens: Sequence[Token], at: int, auxiliaries: set[int]) -> bool:
    return at in auxiliaries or bool(MARK.search(text, tokens[at - 1].end, tokens[at].start))
