"""Which gender a phrase that names somebody has: by titles and given names, by the forms of names, nouns and verbs."""

from __future__ import annotations

from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Range
from selon.statements.tape import Tape

GENDERS = "mfn"
_NOMINATIVE = ("", "а", "я", "й", "ь", "о")
"""What a case ending of one vowel may stand for in the nominative of a name."""


def gender_of(tape: Tape, grammar: Grammar, np: Range, cue: Range | None = None) -> str:
    """The genders that a phrase may have, of `mfn`; empty when nothing tells. cue: the verb that it is the subject of."""
    named = _of_name(tape, grammar, np)
    if named:
        return named
    noun = _of_noun(tape, grammar, np)
    persons = "n" not in noun and is_named_person(tape, grammar, np)
    by_verb = of_verb(tape, grammar, cue)
    if by_verb:
        return by_verb if not noun or by_verb in noun or persons else noun
    return "" if persons and noun == "m" else noun  # a woman may hold an office whose name is masculine


def is_named_person(tape: Tape, grammar: Grammar, np: Range) -> bool:
    """Whether a phrase holds the name of a person, or two names behind each other that the pack does not know and no word for
    a body.
    """
    if is_sure_person(tape, grammar, np):
        return True
    heads = {known[0] for k in range(*np) if (known := grammar.voices.get(tape.low[k])) is not None}
    if grammar.fact("nouns_capitalised"):
        return not heads and _is_bare_name(tape, grammar, np)
    if heads and "role" not in heads:
        return False
    pair = any(_is_free(tape, grammar, k) and _is_free(tape, grammar, k - 1) for k in range(np[0] + 1, np[1]))
    return pair and ("role" in heads or not tape.tokens[np[0]].classes & BIT["det"])


def _is_bare_name(tape: Tape, grammar: Grammar, np: Range) -> bool:
    """Whether a phrase is two or three names alone, where nouns have capitals as well: no adjective, no common noun."""
    if not 2 <= np[1] - np[0] <= 3 or not all(_is_free(tape, grammar, k) for k in range(*np)):
        return False
    adjective = tape.low[np[0]].endswith(grammar.words("attributive_endings"))
    return not adjective and not any(tape.low[k].endswith(grammar.words("common_endings")) for k in range(*np))


def is_sure_person(tape: Tape, grammar: Grammar, np: Range, *, nominative: bool = False) -> bool:
    """Whether a phrase holds a given name, or a name behind a title or a function. nominative: whether a given name in another
    case does not count.
    """
    for k in range(*np):
        token = tape.tokens[k]
        if k + 2 < np[1] and tape.low[k + 1] == "'s":
            continue  # `Svetlana's husband`
        if token.cap and (token.low in grammar.given or (not nominative and _given(grammar, token.low) is not None)):
            return True
        if k == np[0] or not _is_free(tape, grammar, k):
            continue
        role = "role" in (grammar.voices.get(tape.low[k - 1]) or ()) and not grammar.fact("free_order")
        if role or tape.tokens[k - 1].classes & BIT["title"]:
            return True
    return False


def _is_free(tape: Tape, grammar: Grammar, k: int) -> bool:
    token = tape.tokens[k]
    return token.cap and not token.classes and grammar.voices.get(token.low) is None and not _is_acronym(tape, k)


def _is_acronym(tape: Tape, k: int) -> bool:
    token = tape.tokens[k]
    return token.end - token.start > 1 and tape.text[token.start : token.end].isupper()


def _given(grammar: Grammar, low: str) -> str | None:
    """The gender of a given name, `None` when the word is none; one in another case by what its nominative may be."""
    if low in grammar.given:
        return grammar.given[low]
    if not grammar.fact("free_order") or len(low) < 4:
        return None
    stems = {low[:-1], low[:-2]} if low.endswith(("ою", "єю", "ом", "ем", "єм")) else {low[:-1], low}
    found = {grammar.given[s + end] for s in stems for end in _NOMINATIVE if s + end in grammar.given}
    return None if not found else found.pop() if len(found) == 1 else ""


def _of_name(tape: Tape, grammar: Grammar, np: Range) -> str:
    """The gender that the title, the given name or the surname of a person tells."""
    for k in range(*np):
        token = tape.tokens[k]
        told = sorted(grammar.features.get(token.low, frozenset()) & {"m", "f"})
        if token.classes & BIT["title"] and len(told) == 1:
            return told[0]
        known = _given(grammar, token.low) if token.cap else None
        if known:
            return known
    start, end = _own_name(tape, grammar, np)
    for low in tape.low[start + 1 : end]:
        for gender in ("feminine", "masculine"):
            if low.endswith(grammar.words(f"{gender}_surnames")):
                return gender[0]
    low = tape.low[start] if end > start + 1 else ""
    if low in grammar.words("masculine_names"):
        return "m"
    return "f" if low.endswith(grammar.words("feminine_names")) and not grammar.fact("free_order") else ""


def _own_name(tape: Tape, grammar: Grammar, np: Range) -> Range:
    """The words of a name that stand at the beginning of a phrase, behind a comma, a title or a function in it; empty for none.
    The name of what somebody is the head of is none.
    """
    for k in range(*np):
        before = tape.tokens[k - 1] if k > np[0] else None
        role = before is not None and "role" in (grammar.voices.get(before.low) or ())
        if before is not None and before.low != "," and not role and not before.classes & BIT["title"]:
            continue
        end = k
        while end < np[1] and _is_free(tape, grammar, end):
            end += 1
        if end > k + 1:
            return (k, end)
    return (np[0], np[0])


def _of_noun(tape: Tape, grammar: Grammar, np: Range) -> str:
    """The gender that article and noun tell together."""
    first = tape.tokens[np[0]]
    article = first.classes & BIT["det"] and not first.classes & BIT["poss"]
    told = set(grammar.features.get(first.low, frozenset())) & set(GENDERS) if article else set()
    head = next((known for k in range(*np) if (known := grammar.voices.get(tape.low[k])) is not None), None)
    noun = head[1] if head is not None else ""
    if told and noun and noun not in told and article and grammar.fact("nouns_capitalised"):
        return noun  # an article that other cases share (`der Behörde`)
    if told == {"m"} and grammar.fact("nouns_capitalised") and _ends_feminine(tape, grammar, np):
        return "f"
    return "".join(sorted(told)) or noun


def _ends_feminine(tape: Tape, grammar: Grammar, np: Range) -> bool:
    noun = next((k for k in range(np[0] + 1, np[1]) if tape.tokens[k].cap), np[0])
    return tape.low[noun].endswith(grammar.words("feminine_endings"))


def of_verb(tape: Tape, grammar: Grammar, cue: Range | None) -> str:
    """The gender that the form of a verb of the past tells; empty when it tells none."""
    for k in range(*(cue or (0, 0))):
        for gender in ("feminine", "masculine"):
            if tape.low[k].endswith(grammar.words(f"{gender}_verbs")) and len(tape.low[k]) > 3:
                return gender[0]
    return ""
