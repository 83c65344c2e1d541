"""What the form of a word tells where forms tell much: its case, whether it is a finite verb or an infinitive."""

from __future__ import annotations

from selon.statements.grammar import BIT
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


def is_infinitive(scene: Scene, k: int) -> bool:
    """Whether a word has an infinitive's ending and is no noun that the pack knows."""
    low = scene.low[k]
    endings = tuple(scene.grammar.words("infinitive_endings"))
    return (
        len(low) > 3 and low.endswith(endings) and scene.grammar.voices.get(low) is None
        and not scene.tokens[k].classes & (BIT["prep"] | BIT["time"] | BIT["noun"] | BIT["skip"])
    )  # fmt: skip
