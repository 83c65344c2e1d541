"""The gist of a claim: the words of the member that tells best what most of its reports tell. Part of `pipeline_claims`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from selon.model.assertion import Assertion

GIST = 120
"""A gist is best told in so many code points."""
LONG = 220
"""A fragment whose sentence is longer than this stays a fragment."""
CLOSERS = {"«": "»", "„": "“", "“": "”", '"': '"', "»": "«"}
"""What opens a quotation and what closes it. A German `„` is closed by what opens an English one, and `»` may open."""
OPENERS = {"»": "«", "”": "“"}
"""What a closing mark without its fellow was opened by."""

WHOLE, COMPLETE, BEGINS, ASIDE, DOUBTED, HEADLINE, LONGER = 0.7, 0.5, 0.3, -0.5, -0.3, 0.1, -0.3
"""What is worth something beside the notions told, which are worth 1 at most: a whole clause; all that a statement says, when
it begins like a sentence; any words that do; told beside another thing; doubted by the text; in a headline; each further
`GIST` code points."""


def gist_of(ordered: Sequence[Assertion], turned: Container[str] = ()) -> str:
    """The words of the member that tells the claim best: asserted and not distorted, what most reports tell, a whole clause,
    its main thing, in not too many words; the sentence around a fragment. turned: ids of distorted members."""
    shared = _shared(ordered)

    def rank(a: Assertion) -> tuple[bool, bool, float, str]:
        return (a.polarity == "asserted", a.id not in turned, round(shared[a.id] + _fitness(a), 6), a.content)

    return tidy(_words(max(ordered, key=rank)))


def _words(a: Assertion) -> str:
    return a.content if a.whole or not 0 < len(a.told) <= LONG else a.told


def _fitness(a: Assertion) -> float:
    """What speaks for the words of a member as words."""
    words = _words(a)
    begins = " " in words and not words.lstrip("«„“»\"'–—- ")[:1].islower()
    complete = begins and words == a.content
    worth = WHOLE if a.whole else COMPLETE * complete
    worth += BEGINS * begins + ASIDE * a.aside + DOUBTED * (a.hedge == "doubted") + HEADLINE * a.headline
    return worth + LONGER * max(0, len(words) - GIST) / GIST


def _shared(ordered: Sequence[Assertion]) -> dict[str, float]:
    """How much of what the reports tell each member tells, by id: 1 for the one that tells most. A notion counts by the
    share of the reports that hold it."""
    holders: dict[str, set[str]] = defaultdict(set)
    for a in ordered:
        for n in a.notions:
            holders[n.key].add(a.report)
    says = {a.id: sum(n.weight * len(holders[n.key]) for n in a.notions) for a in ordered}
    most = max(*says.values(), 1e-9)
    return {key: value / most for key, value in says.items()}


def tidy(words: str) -> str:
    """Words as a heading: without the mark of punctuation at their end, each quotation opened and closed."""
    text = words.strip().rstrip(",;: ")
    last = text.rsplit(" ", 1)[-1]
    if text.endswith(".") and len(last) > 2 and "." not in last[:-1]:
        text = text[:-1]
    return balanced(text)


def balanced(text: str) -> str:
    """A text whose cut left one mark of quotation without its fellow, with the fellow, or without either where they would
    hold all or nothing of it."""
    opened, lone = _unpaired(text)
    if len(opened) + len(lone) != 1:
        return text
    if opened:
        at = opened[0]
        space = " " if text[at + 1 : at + 2].isspace() else ""
        return text[1:].lstrip() if at == 0 else text + space + CLOSERS[text[at]]
    at = lone[0]
    space = " " if text[at - 1 : at].isspace() else ""
    return text[:-1].rstrip() if at == len(text) - 1 else OPENERS[text[at]] + space + text


def _unpaired(text: str) -> tuple[list[int], list[int]]:
    """Where marks of quotation stand that nothing closes, and such as nothing opened."""
    opened: list[int] = []
    lone: list[int] = []
    for at, sign in enumerate(text):
        if opened and sign == CLOSERS[text[opened[-1]]]:
            opened.pop()
        elif sign in OPENERS and not (sign in CLOSERS and _begins_word(text, at)):
            lone.append(at)
        elif sign in CLOSERS:
            opened.append(at)
    return opened, lone


def _begins_word(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1].isspace()) and text[at + 1 : at + 2].isalnum()
