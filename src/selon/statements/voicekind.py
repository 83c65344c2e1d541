"""What kind of voice a noun phrase is: a person, a role, a group, an organisation, a state, an outlet, a document …"""

from __future__ import annotations

from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape


def kind_of_voice(tape: Tape, grammar: Grammar, np: Range) -> str:
    """The kind of a phrase by its head noun, its names and its number; a name alone is a person, an acronym a body."""
    heads = [(k, found) for k in range(*np) if tape.low[k][0].isalnum() and (found := grammar.voices.get(tape.low[k]))]
    caps = [
        k
        for k in range(*np)
        if tape.tokens[k].cap and not tape.tokens[k].classes & (BIT["det"] | BIT["prep"] | BIT["title"])
    ]
    if not heads:
        return _unnamed(tape, np, caps, any(tape.tokens[k].classes & BIT["title"] for k in range(*np)))
    k, (kind, _) = _head(tape, grammar, heads)
    if kind != "role":
        return kind
    named = [c for c in caps if _is_name(tape, grammar, c, k, np)]
    return "person" if named else "role"


def _head(tape: Tape, grammar: Grammar, heads: list[tuple[int, tuple[str, str]]]) -> tuple[int, tuple[str, str]]:
    """The head among the known nouns: the first, or before `of` and commas the last where the language puts it last."""
    if not grammar.fact("head_last"):
        return heads[0]
    last = heads[0]
    for k, found in heads[1:]:
        if any(
            tape.tokens[m].classes & (BIT["prep"] | BIT["np"]) or tape.low[m] in ",'s" for m in range(last[0] + 1, k)
        ):
            break
        last = (k, found)
    return last


def _is_name(tape: Tape, grammar: Grammar, k: int, head: int, np: Range) -> bool:
    """Whether a capitalised word is a person's name and not part of the role: behind the role, no preposition before it."""
    if grammar.voices.get(tape.low[k]) is not None and k != head:
        return False
    if k > head:
        between = range(head + 1, k)
        if tape.low[k - 1] == ",":
            return True
        return not any(tape.tokens[m].classes & (BIT["np"] | BIT["prep"]) for m in between) or "," in tape.low[head:k]
    return k == np[0] and "," in tape.low[k:head]


def _unnamed(tape: Tape, np: Range, caps: list[int], titled: bool) -> str:
    if titled:
        return "person"
    if not caps:
        return "group" if np[1] - np[0] > 1 else "unidentified"
    words = [tape.tokens[k] for k in caps]
    first = tape.text[words[0].start : words[0].end]
    if len(words) == 1 and len(first) > 1 and first.isupper():
        return "organisation"
    return "person"
