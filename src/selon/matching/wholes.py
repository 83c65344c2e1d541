"""Whether an assertion's words can be read alone, and the statement or sentence that they are a part of."""

from __future__ import annotations

import re

from selon.matching.clauses import Clause
from selon.matching.facts import Facts
from selon.matching.foci import Focus

LEAST = 4
"""A clause of fewer words is a fragment."""
JOINS = frozenset({"and", "but", "relative", "subset", "after", "cause", "at", "correcting", "retracted", "without"})
"""Kinds of words that a clause which can be read alone does not begin with."""
DANGLING = frozenset({"at", "about", "and", "but", "relative", "until", "since", "cause", "after", "finite", "not"})
"""Kinds of words that it does not end with."""
_STOP = re.compile(r"\s*(?:[.!?;:»”“\"\n]|$|[–—]\s)")
_GAP = re.compile(r"[.!?;:\n«„“\"][\s«„“\"]*$")


def told_in(facts: Facts, clause: Clause) -> str:
    """The content of the statement that a clause is a part of; its sentence for the publisher's own words."""
    if clause.statement is not None:
        return clause.statement.text
    start, end = facts.sentences[clause.sentence]
    return facts.document.text[start:end].strip()


def is_whole(facts: Facts, clause: Clause, focus: Focus) -> bool:
    """Whether the words shown begin where a statement or sentence does, end where one does, and hold a predicate."""
    words = clause.tokens[focus.first : focus.last]
    if len(words) < LEAST or focus.trigger is None or focus.shown:
        return False
    first, last = focus.first, focus.last - 1
    if any(link.first == first and link.kind in JOINS for link in clause.links):
        return False
    if any(link.last == last + 1 and link.kind in DANGLING for link in clause.links):
        return False
    return _begins(facts, clause, words[0].start) and _stops(facts, clause, words[-1].end)


def _begins(facts: Facts, clause: Clause, at: int) -> bool:
    starts = {s.start for s in clause.statement.content} if clause.statement else set()
    text = facts.document.text
    return at in starts or at == 0 or bool(_GAP.search(text[max(0, at - 4) : at]))


def _stops(facts: Facts, clause: Clause, at: int) -> bool:
    ends = {s.end for s in clause.statement.content} if clause.statement else set()
    return at in ends or bool(_STOP.match(facts.document.text, at))
