"""What a pronoun, an elided voice or a short form refers to: the fullest fitting mention before it. Abstains on a misfit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape

MAX_BACK = 600
"""How many tokens back a pronoun may look."""
MAX_NAMED = 12
"""How many mentions of a name are looked at from each end."""


@dataclass(slots=True)
class Mention:
    """A voice that was named: its phrase, its kind, grammatical gender and number where known."""

    np: Range
    kind: str
    gender: str
    plural: bool | None
    names: frozenset[str]
    quote: int = -1
    """The quotation whose speaker named it, -1 for the publisher's own words (a tag set into a quotation is one of them)."""


def mention_of(tape: Tape, grammar: Grammar, np: Range, kind: str) -> Mention:
    """A named voice with what its words tell about gender and number."""
    gender, plural = "", None
    names = set()
    for k in range(*np):
        token = tape.tokens[k]
        features = grammar.features.get(token.low, frozenset())
        if k == np[0] or not gender:
            gender = gender or next((g for g in "mfn" if g in features), "")
            if k == np[0] and features & {"sg", "pl"}:
                plural = None if features >= {"sg", "pl"} else "pl" in features
        known = grammar.voices.get(token.low)
        if known and known[1] and not gender:
            gender = known[1]
        if token.cap and not token.classes & (BIT["det"] | BIT["prep"]):
            names.add(token.low)
    if gender == "m" and len(names) >= 2 and kind == "person":
        gender = ""  # a woman may hold an office whose name is masculine (`представитель МИД Дарья Молчанова`)
    return Mention(np, kind, gender, plural, frozenset(names))


class Mentions:
    """The named voices of a document in text order, found by place and by name; look-ups are bounded."""

    def __init__(self, found: Iterable[Mention]) -> None:
        self.ordered = sorted(found, key=lambda m: m.np)
        self._starts = [m.np[0] for m in self.ordered]
        self._by_name: dict[str, list[Mention]] = {}
        for mention in self.ordered:
            for name in mention.names:
                self._by_name.setdefault(name, []).append(mention)

    def before(self, i: int) -> Iterator[Mention]:
        """The mentions that end before token `i`, nearest first, at most `MAX_BACK` tokens back."""
        for k in range(bisect_left(self._starts, i) - 1, -1, -1):
            mention = self.ordered[k]
            if i - mention.np[0] > MAX_BACK:
                return
            if mention.np[1] <= i:
                yield mention

    def named(self, names: frozenset[str], i: int) -> list[Mention]:
        """Mentions before token `i` that share one of the names: the first and the last `MAX_NAMED` of each name."""
        found: dict[Range, Mention] = {}
        for name in sorted(names):
            same = self._by_name.get(name, [])
            known = bisect_left(same, i, key=lambda m: m.np[1])
            for mention in same[: min(known, MAX_NAMED)] + same[max(known - MAX_NAMED, 0) : known]:
                found[mention.np] = mention
        return [m for m in found.values() if m.np[1] <= i]


def antecedent(tape: Tape, grammar: Grammar, at: Range, mentions: Mentions, kinds: frozenset[str]) -> Range | None:
    """The last fitting mention before a pronoun, as its fullest phrase; `None` when nothing fits.

    kinds: the kinds of voice that alone can stand there (what *shows* is a document or a medium); empty for any.
    """
    features = grammar.features.get(tape.low[at[0]], frozenset())
    for mention in mentions.before(at[0]):
        if mention.quote not in (-1, tape.inside[at[0]]):
            continue  # named by somebody who is quoted
        if fits(features, mention) and (not kinds or mention.kind in kinds):
            return fullest(mention, mentions.named(mention.names, at[0]))
    return None


def fits(features: frozenset[str], mention: Mention) -> bool:
    """Whether a pronoun with these features may stand for the mention; what is not known does not deny."""
    if mention.kind in ("document", "media", "channel") and "sg" in features and "n" not in features:
        return False
    genders = features & {"m", "f", "n"}
    if genders and mention.gender and mention.gender not in genders:
        return False
    if "pl" in features and "sg" not in features and mention.plural is False:
        return False
    if (
        "sg" in features
        and "pl" not in features
        and (mention.plural or (mention.plural is None and mention.kind == "group"))
    ):
        return False
    return mention.kind != "unidentified" or "pl" in features


def fullest(mention: Mention, same: list[Mention]) -> Range:
    """The longest phrase of the mention's kind among those that share a name with it."""
    fitting = [m for m in same if m.kind == mention.kind]
    return max(fitting, key=lambda m: (m.np[1] - m.np[0], -m.np[0]), default=mention).np


def earlier_form(mention: Mention, mentions: Mentions) -> Range | None:
    """For a short form (`Singh`, `the minister`), the fuller mention before it; `None` when it is the fullest itself."""
    size = mention.np[1] - mention.np[0]
    things = ("document", "media", "channel")
    same = mentions.named(mention.names, mention.np[0])
    fuller = [
        m
        for m in same
        if mention.names <= m.names and m.np[1] - m.np[0] > size and (m.kind in things) == (mention.kind in things)
    ]
    return max(fuller, key=lambda m: (m.np[1] - m.np[0], -m.np[0])).np if fuller else None
