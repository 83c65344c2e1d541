"""Whether the words around a clause call false what it says: those of its voice and its verb, the rest of its sentence, the
headline, the next sentence."""

from __future__ import annotations

from selon.matching.actors import mentions
from selon.matching.clauses import Clause
from selon.matching.facts import Facts
from selon.matching.links import links_of
from selon.matching.sourcing import FALSE
from selon.matching.tokens import tokens_of
from selon.model import Statement

SOON = 1
"""Words at most before those that call untrue what was just told."""
BESIDE_CUE = 1
"""Words at most between a verb of reporting and what says that it reported wrongly, counted with the latter."""
PASSING = frozenset({"unidentified", "outlet", "channel", "document", "media"})
"""Kinds of voices that pass on what others say."""


def called_false(facts: Facts, clause: Clause) -> bool:
    """Whether what a clause puts forward is called false around it."""
    statement = clause.statement
    if statement is not None and statement.kind != "opinion" and _called_so(facts, clause, statement):
        return True
    return (statement is not None and _doubted_fake(facts, statement)) or _set_right(facts, clause)


def _called_so(facts: Facts, clause: Clause, statement: Statement) -> bool:
    """Whether the words around a clause call it false: those of its voice, or of a sentence that denies nothing else."""
    start, end = facts.sentences[clause.sentence]
    if any(v.span and mentions(facts, v.span.start, v.span.end, FALSE) for v in statement.voices):
        return True
    if _wrongly_told(facts, statement, start, end):
        return True
    others = (s for s in facts.statements if s is not statement and s.certainty == "denied")
    if any(start <= s.content[0].start < end for s in others):
        return False
    return bool(mentions(facts, start, clause.start, FALSE) or mentions(facts, clause.end, end, FALSE))


def _wrongly_told(facts: Facts, statement: Statement, start: int, end: int) -> bool:
    """Whether the sentence says that what a statement reports was reported wrongly (`the site mistakenly reported`): beside its
    verb, or at the sentence's beginning (`it is wrongly that …`)."""
    cue = statement.voices[-1].cue if statement.voices else None
    if cue is None or not start <= cue.start < end:
        return False
    tokens = tokens_of(facts.document.text, start, end)
    told = [i for i, t in enumerate(tokens) if cue.start <= t.start < cue.end]
    content = [i for i, t in enumerate(tokens) for c in statement.content if c.start <= t.start < c.end]
    marks = [k for k in links_of(tokens, facts.pack) if k.kind == "wrongly"]
    if not told or not content:
        return False
    if told[0] > content[0] and any(k.first == content[0] for k in marks):
        return True
    near = range(told[0] - BESIDE_CUE, told[-1] + 1 + BESIDE_CUE)
    return any(k.first not in content and (k.first in near or k.last - 1 in near or k.first == 0) for k in marks)


def _doubted_fake(facts: Facts, statement: Statement) -> bool:
    """Whether the publisher itself doubts something (`allegedly`) under a headline that speaks of a fake."""
    headline = facts.document.headline or ""
    if statement.voices or statement.certainty != "doubted" or not facts.document.text.startswith(headline):
        return False
    return bool(mentions(facts, 0, len(headline), FALSE))


def _set_right(facts: Facts, clause: Clause) -> bool:
    """Whether the next sentence of the paragraph says in the publisher's own words that it is not so (`That is not the
    case`), of what no named voice puts forward."""
    text, after = facts.document.text, clause.sentence + 1
    voices = clause.statement.voices if clause.statement else ()
    if after >= len(facts.sentences) or any(v.kind not in PASSING for v in voices):
        return False
    start, end = facts.sentences[after]
    tokens = tokens_of(text, start, end)
    mark = next((k for k in links_of(tokens, facts.pack) if k.kind == "untrue" and k.first <= SOON), None)
    if mark is None or "\n" in text[clause.end : start]:
        return False
    at = tokens[mark.first].start
    return not any(s.voices and c.start <= at < c.end for s in facts.statements for c in s.content)
