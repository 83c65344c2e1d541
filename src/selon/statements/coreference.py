"""What a pronoun, an elided voice or a short form refers to: the fullest fitting mention before it. Abstains on a misfit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from selon.statements.gender import gender_of, is_named_person, of_verb
from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape

MAX_BACK = 600
"""How many tokens back a pronoun may look."""
MAX_NAMED = 12
"""How many mentions of a name are looked at from each end."""
SPEAKS, LEADS, NAMED = 0.0, 0.25, 1.25
"""How far off somebody counts, in sentences, beyond the distance: who speaks, who leads a sentence, who is just named."""
REPORTED = 0.75
"""As much more who is named in what another says."""
UNSURE = 1.0
"""As much more what is no person and of unknown gender, for a pronoun with one."""
_NO_NAME = BIT["det"] | BIT["prep"] | BIT["title"]
_BODIES = frozenset({"organisation", "state", "outlet", "channel", "document", "media", "group"})


@dataclass(slots=True)
class Mention:
    """A voice or somebody spoken of: its phrase, its kind, grammatical gender and number where known."""

    np: Range
    kind: str
    gender: str
    """The genders that are possible, of `mfn`; empty when none is known."""
    plural: bool | None
    names: frozenset[str]
    quote: int = -1
    """The quotation whose speaker named it, -1 for the publisher's own words (a tag set into a quotation is one of them)."""
    weight: float = SPEAKS
    sentences: tuple[int, ...] = ()
    """The numbers of the sentences in which it stands or goes on speaking, in order."""
    person: bool = False
    """Whether it is the name of a person."""
    stands: Range | None = None
    """For a pronoun that was settled: the phrase that it stands for."""


def mention_of(tape: Tape, grammar: Grammar, np: Range, kind: str, cue: Range | None = None) -> Mention:
    """A named voice with what its words tell about gender and number. cue: the verb whose subject it is."""
    plural, names = None, set()
    features = grammar.features.get(tape.low[np[0]], frozenset())
    owned = tape.tokens[np[0]].classes & BIT["poss"]
    if features & {"sg", "pl"} and not owned:
        plural = None if features >= {"sg", "pl"} else "pl" in features
    for k in range(*np):
        token = tape.tokens[k]
        known = grammar.voices.get(token.low)
        if token.cap and not token.classes & _NO_NAME and (known is None or known[0] not in ("role", "group")):
            names.add(token.low)
    person = is_named_person(tape, grammar, np)
    return Mention(np, kind, gender_of(tape, grammar, np, cue), plural, frozenset(names), person=person)


class Mentions:
    """The named voices of a document in text order, found by place and by name; look-ups are bounded."""

    def __init__(self, found: Iterable[Mention] = ()) -> None:
        self.ordered: list[Mention] = []
        self._starts: list[int] = []
        self._by_name: dict[str, list[Mention]] = {}
        for mention in sorted(found, key=lambda m: m.np):
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Note a mention that stands behind all those noted before."""
        self.ordered.append(mention)
        self._starts.append(mention.np[0])
        for name in mention.names if mention.stands is None else ():
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


def antecedent(
    tape: Tape,
    grammar: Grammar,
    at: Range,
    mentions: Mentions,
    kinds: frozenset[str],
    said: Iterable[Range] = (),
    *,
    here: bool = False,
) -> Mention | None:
    """Whom a pronoun stands for among the mentions before it: the nearest who fits, one who speaks before one who is only
    named; `None` when nobody fits.

    kinds: the kinds of voice that alone can stand there (what *shows* is a document or a medium); empty for any. said: what
    is put forward on the pronoun's word, which does not name him. here: whether he is named in the pronoun's own sentence.
    """
    features = grammar.features.get(tape.low[at[0]], frozenset()) or frozenset(of_verb(tape, grammar, at))
    if "subj" in features and not features & {"m", "f", "n", "pl"}:
        return None  # `man`, `on`: nobody in particular
    sentence = tape.sentence_of(at[0])
    best: tuple[float, Mention] | None = None
    for mention in mentions.before(at[0]):
        if mention.quote not in (-1, tape.inside[at[0]]) or any(a <= mention.np[0] < b for a, b in said):
            continue  # named by somebody who is quoted, or in what is said here
        if not fits(features, mention, person=grammar.fact("gender_is_person")) or (
            kinds and mention.kind not in kinds
        ):
            continue
        near = max((n for n in mention.sentences if n <= sentence), default=sentence)
        if here and near < sentence:
            continue
        score = sentence - near + mention.weight + _doubt(features, mention)
        if best is None or score < best[0]:
            best = (score, mention)
    return best[1] if best else None


def _doubt(features: frozenset[str], mention: Mention) -> float:
    unsure = not mention.gender and not mention.person and mention.kind in _BODIES
    return UNSURE if unsure and features & {"m", "f"} else 0.0


def fits(features: frozenset[str], mention: Mention, *, person: bool = False) -> bool:
    """Whether a pronoun with these features may stand for the mention; what is not known does not deny.

    person: whether a pronoun with a gender stands for a person and the neuter for a body (English).
    """
    if mention.kind in ("document", "media", "channel") and "sg" in features and "n" not in features:
        return False
    if person and features & {"m", "f"} and mention.kind in _BODIES and not mention.person:
        return False
    if person and "n" in features and mention.person:
        return False
    genders = features & {"m", "f", "n"}
    if genders and mention.gender and not genders & set(mention.gender):
        return False
    number = features & {"sg", "pl"}
    if number == {"pl"} and (mention.plural is False or (mention.plural is None and mention.person)):
        return False
    if number == {"sg"} and (mention.plural or _is_group(mention)):
        return False
    return mention.kind != "unidentified" or "pl" in features


def _is_group(mention: Mention) -> bool:
    return mention.plural is None and mention.kind == "group"


def stands_for(mention: Mention, mentions: Mentions, at: Range) -> Range:
    """The fullest phrase for the mention that a pronoun at `at` was settled to."""
    return mention.stands or fullest(mention, mentions.named(mention.names, at[0]))


def settled(
    mention: Mention, at: Range, weight: float, sentences: tuple[int, ...], stands: Range, told: str
) -> Mention:
    """The mention that a pronoun is once it is known for whom it stands. told: the genders that it may have itself."""
    gender = "".join(g for g in told if g in mention.gender) if mention.gender else told
    return replace(mention, np=at, weight=weight, sentences=sentences, stands=stands, gender=gender, quote=-1)


def known(mention: Mention, mentions: Mentions) -> Mention:
    """A mention by name with what the fuller names before it tell: that it is a person, and of which gender."""
    if mention.kind not in ("person", "role") or not mention.names:
        return mention
    same = mentions.named(mention.names, mention.np[0])
    fuller = [m for m in same if m.person and mention.names <= m.names]
    if not fuller:
        return mention
    gender = mention.gender or next((m.gender for m in reversed(fuller) if m.gender), "")
    return replace(mention, person=True, gender=gender)


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
