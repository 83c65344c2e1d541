"""For whom a function without a name stands (`the minister`, `der Chirurg`, `дипломат`): the person named before."""

from __future__ import annotations

from selon.statements.coreference import Mention, Mentions
from selon.statements.gender import GENDERS
from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape

NEAR = 4.0
"""How many sentences back a function may stand for a person whose own words do not name it."""
_LONGEST = 3
_STEM = 4


def is_short(tape: Tape, grammar: Grammar, mention: Mention) -> bool:
    """Whether a phrase is no more than a function that was told of before: a definite article, or none where the language has
    none, and one noun.
    """
    start, end = mention.np
    if mention.person or mention.plural or end - start > _LONGEST or mention.kind not in ("role", "person", "group"):
        return False
    first, noun = tape.tokens[start], tape.tokens[end - 1]
    if first.classes & (BIT["poss"] | BIT["pron"] | BIT["neg"]) and not first.classes & BIT["det"]:
        return False
    if grammar.fact("free_order"):
        return mention.kind == "role" and (end - start == 1 or bool(first.classes & BIT["this"])) and not noun.classes
    if end - start < 2 or first.low not in _definite(grammar) or first.classes & BIT["poss"]:
        return False
    if mention.kind == "role":
        return True
    if grammar.fact("nouns_capitalised"):
        thing = noun.low.endswith(grammar.words("common_endings")) or mention.gender == "n"
        return end - start == 2 and noun.cap and not thing
    return end - start == 2 and mention.plural is False and not noun.cap and _kind(grammar, noun.low, "role") == "role"


def _kind(grammar: Grammar, low: str, unknown: str) -> str:
    known = grammar.voices.get(low)
    return known[0] if known is not None else unknown


def _definite(grammar: Grammar) -> tuple[str, ...]:
    return grammar.words("definite_articles")


def named_before(tape: Tape, grammar: Grammar, short: Mention, mentions: Mentions, sentence: int) -> Mention | None:
    """The person that a short form stands for: the nearest with that function, else, unless the function is an office that one
    person alone has or somebody without a name was told of by it, the nearest that fits at all.
    """
    noun = tape.low[short.np[1] - 1]
    near: tuple[float, Mention] | None = None
    for mention in mentions.before(short.np[0]):
        if mention.quote not in (-1, tape.inside[short.np[0]]) or not _agrees(short, mention):
            continue
        same = _has_function(tape, grammar, mention, noun)
        if mention.person and same:
            return mention
        if same and mention.stands is None and not tape.sentences[mention.sentences[0]].heading:
            return None  # `a soldier … the soldier`
        score = sentence - max((n for n in mention.sentences if n <= sentence), default=0) + mention.weight
        if mention.person and not _described(tape, mention) and (near is None or score < near[0]):
            near = (score, mention)
    if grammar.fact("free_order") and noun not in grammar.singulars:
        return None
    office = noun.startswith(grammar.words("offices")) or _compound(grammar, noun, grammar.words("offices"))
    return near[1] if near is not None and near[0] <= NEAR and not office else None


def _agrees(short: Mention, mention: Mention) -> bool:
    if mention.plural or (mention.kind in ("document", "media", "channel", "outlet", "state") and not mention.person):
        return False
    told = set(short.gender) & set(GENDERS)
    return not told or not mention.gender or bool(told & set(mention.gender))


def _described(tape: Tape, mention: Mention) -> bool:
    """Whether the words behind a name tell what its bearer is (`Nina, a pensioner`)."""
    start, end = mention.stands or mention.np
    return any(tape.low[k] == "," and tape.tokens[k + 1].classes & BIT["det"] for k in range(start, end - 1))


def _has_function(tape: Tape, grammar: Grammar, mention: Mention, noun: str) -> bool:
    """Whether the words of a mention, or those that it stands for, hold the noun in some form."""
    phrase: Range = mention.stands or mention.np
    return any(_same(grammar, tape.low[k], noun) for k in range(*phrase) if tape.low[k][0].isalpha())


def _same(grammar: Grammar, a: str, b: str) -> bool:
    if a == b or (
        grammar.fact("nouns_capitalised") and min(len(a), len(b)) > _STEM and (a.endswith(b) or b.endswith(a))
    ):
        return True
    shorter, common = min(len(a), len(b)), 0
    while common < shorter and a[common] == b[common]:
        common += 1
    return common >= max(_STEM, shorter - 2) and abs(len(a) - len(b)) <= 3


def _compound(grammar: Grammar, noun: str, offices: tuple[str, ...]) -> bool:
    return grammar.fact("nouns_capitalised") and any(len(o) > _STEM and o in noun for o in offices)
