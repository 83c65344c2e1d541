"""What a pronoun, an elided voice or a short form refers to: the fullest fitting mention before it. Abstains on a misfit."""

from __future__ import annotations

from dataclasses import dataclass

from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape

MAX_BACK = 600
"""How many tokens back a pronoun may look."""


@dataclass(slots=True)
class Mention:
    """A voice that was named: its phrase, its kind, grammatical gender and number where known."""

    np: Range
    kind: str
    gender: str
    plural: bool | None
    names: frozenset[str]


def mention_of(tape: Tape, grammar: Grammar, np: Range, kind: str) -> Mention:
    """A named voice with what its words tell about gender and number."""
    gender, plural = "", None
    names = set()
    for k in range(*np):
        token = tape.tokens[k]
        features = grammar.features.get(token.low, frozenset())
        if k == np[0] or not gender:
            gender = gender or next((g for g in "mfn" if g in features), "")
            plural = True if "pl" in features and k == np[0] else plural
        known = grammar.voices.get(token.low)
        if known and known[1] and not gender:
            gender = known[1]
        if token.cap and not token.classes & (BIT["det"] | BIT["prep"]):
            names.add(token.low)
    return Mention(np, kind, gender, plural, frozenset(names))


def antecedent(tape: Tape, grammar: Grammar, at: Range, before: list[Mention]) -> Range | None:
    """The last fitting mention before a pronoun, as its fullest phrase; `None` when nothing fits."""
    low = tape.low[at[0]]
    features = grammar.features.get(low, frozenset())
    for mention in reversed(before):
        if mention.np[1] > at[0] or at[0] - mention.np[0] > MAX_BACK:
            continue
        if fits(features, mention):
            return fullest(mention, before)
    return None


def fits(features: frozenset[str], mention: Mention) -> bool:
    """Whether a pronoun with these features may stand for the mention; what is not known does not deny."""
    genders = features & {"m", "f", "n"}
    if genders and mention.gender and mention.gender not in genders:
        return False
    if "pl" in features and "sg" not in features and mention.plural is False:
        return False
    if "sg" in features and "pl" not in features and (mention.plural or mention.kind == "group"):
        return False
    return mention.kind != "unidentified" or "pl" in features


def fullest(mention: Mention, before: list[Mention]) -> Range:
    """The longest phrase among the mentions that share a name with this one."""
    if not mention.names:
        return mention.np
    same = [m for m in before if m.names & mention.names and m.kind == mention.kind]
    return max(same, key=lambda m: (m.np[1] - m.np[0], -m.np[0]), default=mention).np


def earlier_form(mention: Mention, before: list[Mention]) -> Range | None:
    """For a short form (`Singh`, `the minister`), the fuller mention before it; `None` when it is the fullest itself."""
    if not mention.names:
        return None
    fuller = [m for m in before if mention.names <= m.names and m.np[1] - m.np[0] > mention.np[1] - mention.np[0]]
    return max(fuller, key=lambda m: m.np[1] - m.np[0]).np if fuller else None
