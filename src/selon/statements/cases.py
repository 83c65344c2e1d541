"""What the form of a word tells where forms tell much: its case, whether it is a finite verb or an infinitive."""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.grammar import BIT, Cue, Grammar
from selon.statements.scene import FINITE_HELP, Scene


def case_of(scene: Scene, k: int) -> str:
    """`nom`, `obl`, `adv` or, when both are possible, the empty string."""
    token = scene.tokens[k]
    if token.classes & BIT["pron"] and not token.classes & (BIT["clitic"] | BIT["det"]):
        return "nom" if "subj" in scene.grammar.features.get(token.low, ()) else ""
    found = scene.grammar.cases.get(token.low) or ""
    if found == "common":
        return "" if token.cap else "obl"
    return "" if found == "adv" and token.cap else found


def looks_finite(scene: Scene, k: int) -> bool:
    """Whether a word looks like a finite verb: an auxiliary, or one of the pack's endings and no noun that the pack knows.

    A capitalised word is one only where it begins the sentence and is no given name.
    """
    if scene.bits(k, FINITE_HELP | BIT["verb"]):
        return True
    low, token = scene.low[k], scene.tokens[k]
    if token.classes or len(low) < 5 or not low.endswith(tuple(scene.grammar.words("finite_endings"))):
        return False
    if scene.grammar.voices.get(low) is not None or not scene.is_word(k):
        return False
    return not token.cap or (k == scene.start and bool(scene.grammar.given) and low not in scene.grammar.given)


def is_conditional(grammar: Grammar, low: str) -> bool:
    """Whether a word has an ending of the reporting conditional and is no imperfect that ends like one (`ils rentraient`)."""
    if not low.endswith(grammar.words("conditional_endings")):
        return False
    stems = grammar.words("imperfect_stems")
    return not any(low.endswith(end) and low[: -len(end)] in stems for end in grammar.words("imperfect_endings"))


def is_infinitive(scene: Scene, k: int) -> bool:
    """Whether a word has an infinitive's ending and is no noun that the pack knows."""
    low = scene.low[k]
    endings = tuple(scene.grammar.words("infinitive_endings"))
    return (
        len(low) > 3 and low.endswith(endings) and scene.grammar.voices.get(low) is None
        and not scene.tokens[k].classes & (BIT["prep"] | BIT["time"] | BIT["noun"] | BIT["skip"])
    )  # fmt: skip


def verb_before_object(scene: Scene, k: int) -> bool:
    """Where the subject stands first: whether token `k` is a finite verb, since it is a cue's finite form, or has the ending
    of one and its object's determiner behind it (`bemoaned the unrest`); a participle behind its noun has none.
    """
    token = scene.tokens[k]
    if token.cap or k + 1 >= scene.end or scene.bits(k - 1, BIT["det"] | BIT["poss"]):
        return False
    for hit in scene.hits:
        if hit.start == k and hit.entry.type == "verb" and "fin" in hit.features:
            return token.low not in hit.entry.ambiguous and not _reduced(scene, hit)
    object_follows = scene.bits(k + 1, BIT["det"] | BIT["poss"] | BIT["pron"]) and not scene.has(k + 1, "rel")
    return object_follows and (looks_finite(scene, k) or _third_person(scene, k))


def _third_person(scene: Scene, k: int) -> bool:
    """Whether a word with the ending of the third person stands behind a name (`China opposes all …`)."""
    token, endings = scene.tokens[k], scene.grammar.words("third_person_endings")
    named = k > scene.start and scene.tokens[k - 1].cap and scene.is_word(k - 1) and not scene.tokens[k - 1].classes
    known = bool(token.classes) or scene.grammar.voices.get(token.low) is not None
    return bool(endings) and named and not known and len(token.low) > 3 and token.low.endswith(endings)


def _reduced(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a form that is a participle as well stands behind its noun (`the plan announced in March`)."""
    after = hit.end
    if "part" not in hit.features or after + 1 >= scene.end:
        return False
    return scene.bits(after, BIT["prep"] | BIT["inf"]) and not scene.low[after + 1][0].isdigit()


def opens_reported(scene: Scene, k: int) -> bool:
    """Whether a subordinator that may be a determiner stands right behind a cue (`said that she`) or before a pronoun."""
    if not scene.has(k, "sub"):
        return False
    plurals = tuple(scene.grammar.words("plural_endings"))
    if plurals and not scene.has(k, "pron") and len(scene.low[k + 1]) > 3 and scene.low[k + 1].endswith(plurals):
        return True  # `a drone that officials said`: no determiner of a plural
    named = k + 2 < scene.end and scene.tokens[k + 1].cap and not scene.tokens[k + 1].classes and not scene.title_case
    return named or scene.has(k + 1, "pron") or any(h.end == k and "that" in h.entry.frames for h in scene.hits)


def name_behind(scene: Scene, start: int, end: int) -> int:
    """Where a name begins that follows a leading prepositional phrase (`In a statement Moscow said`), or 0."""
    k = end
    while k - 1 > start and scene.tokens[k - 1].cap and not scene.tokens[k - 1].classes & BIT["prep"]:
        k -= 1
    before = scene.tokens[k - 1]
    plain = scene.is_word(k - 1) and not before.cap and not before.classes & ~(BIT["noun"] | BIT["time"])
    return k if k < end and k - 1 > start and plain and not scene.grammar.fact("nouns_capitalised") else 0


def is_lower_verb(scene: Scene, k: int, bits: int) -> bool:
    """Where nouns are capitalised, a lower-case open word after a noun is the verb (or an adverb): the phrase ends."""
    if not scene.is_word(k) or scene.tokens[k].cap or scene.low[k][0].isdigit():
        return False
    if bits & (BIT["det"] | BIT["np"] | BIT["prep"] | BIT["conj"] | BIT["poss"]):
        return False
    after = k + 1
    while (
        after < scene.end and not scene.tokens[after].cap and scene.is_word(after) and not scene.tokens[after].classes
    ):
        after += 1
    adjective = (
        scene.low[k].endswith(scene.grammar.words("attributive_endings"))
        and after < scene.end
        and scene.tokens[after].cap
    )
    return not (adjective and scene.bits(k - 1, BIT["det"] | BIT["prep"] | BIT["np"] | BIT["conj"]))


def cue_ends_phrase(hit: Hit[Cue]) -> bool:
    """Whether a cue can stand in no noun phrase: a preposition cue, a relay, a finite verb or gerund."""
    if hit.entry.type != "verb":
        return hit.entry.type in ("relay", "prep", "venue")
    return "part" not in hit.features and bool(hit.features & {"fin", "ger"})
