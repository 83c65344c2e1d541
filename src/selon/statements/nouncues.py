"""Nouns that announce what is put forward: `the claim that P`, `l'annonce de P`, `заявление о P`."""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import looks_finite
from selon.statements.contents import content_of
from selon.statements.grammar import BIT, Cue
from selon.statements.nouns import apposition_end, right_of
from selon.statements.relays import voices_of
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene
from selon.statements.verbs import VerbGroup

_BEFORE_CLAUSE = (
    BIT["sub"]
    | BIT["prep"]
    | BIT["np"]
    | BIT["agent"]
    | BIT["skip"]
    | BIT["conj"]
    | BIT["but"]
    | BIT["lead"]
    | BIT["time"]
    | BIT["advsub"]
)
"""What may stand between a noun and its clause where the subject comes first."""


def noun_cue(scene: Scene, hit: Hit[Cue]) -> Draft | None:
    """`l'annonce de la libération`, `the claim that P`, `заявление России о захвате`, `der Bericht, dass`."""
    if not _is_noun(scene, hit):
        return None
    ceiling = scene.ceiling(hit.end)
    group = VerbGroup(hit, hit.start, hit.end, False, False, False, False)
    found = content_of(scene, group)
    if found is None:
        return None
    content, frame = found
    ordered = scene.grammar.subject_first
    if frame == "that" and ordered and not scene.bits(hit.end, _BEFORE_CLAUSE):
        return None  # another verb's clause
    if ordered and frame in ("that", "inf"):
        content = [(content[0][0], _noun_content_end(scene, hit, content[0], frame))]
    if frame == "that" and scene.grammar.fact("free_order"):
        start, end = content[0]
        content = [(start, _own_clause_end(scene, hit, start, end))]
    if scene.grammar.fact("verb_second"):
        if frame == "zero" and _verb_between(scene, hit.end, content[0][0]):
            return None
        content = [(content[0][0], _before_verb(scene, hit, content[0]))]
    elif frame in ("p", "np") and not scene.grammar.fact("free_order"):
        content = [right_of(scene, content[0][0], content[-1][1], adjuncts=True) or content[0]]
    np = owner_of(scene, hit, content[0][0])
    if np is None and ("owner" in hit.entry.frames or (frame == "p" and content[0][0] > hit.end + 1)):
        return None
    span = (hit.start, hit.end)
    link = Link(np, span, hit.entry.manner) if np else Link(span, span, hit.entry.manner, "unidentified")
    if ceiling <= content[0][0]:
        return None
    return Draft(
        content=content, links=voices_of(scene, link.np, link) if np and link.np else [link], certainty=hit.entry.certainty,
        kind=hit.entry.kind, rule=f"noun:{frame}:{hit.entry.name}", cue=hit.entry, trigger=span,
    )  # fmt: skip


def _own_clause_end(scene: Scene, hit: Hit[Cue], start: int, end: int) -> int:
    """Where the clause of a noun ends in a free order: at the comma behind which the main clause has its verb. Where the noun
    leads the sentence, that verb may stand further on (`Утверждение о том, что P, в бригаде назвали Q`)."""
    leads = not any(looks_finite(scene, k) for k in range(scene.floor(hit.start), hit.start))
    verb = False
    for k in range(start, end - 1):
        if scene.low[k] != ",":
            verb = verb or looks_finite(scene, k)
            continue
        if looks_finite(scene, k + 1):
            return k
        piece = next((m for m in range(k + 1, end) if scene.low[m] == ","), end)
        opened = scene.has(k + 1, "conj", "but", "rel", "sub", "advsub", "wh")
        if leads and verb and not opened and any(looks_finite(scene, m) for m in range(k + 1, piece)):
            return k
    return end


def _verb_between(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb stands between a noun and what would be its clause, so that the clause is not the noun's."""
    return any(
        scene.bits(k, FINITE_HELP) or any(h.start == k and h.entry.type == "verb" for h in scene.hits)
        for k in range(start, end)
    )


def _before_verb(scene: Scene, hit: Hit[Cue], content: Range) -> int:
    """Where a clause inside the fore-field ends: at the comma behind which the verb goes on (`Die Hoffnung, dass P, schwand`)."""
    start, end = content
    if any(scene.bits(k, FINITE_HELP) or looks_finite(scene, k) for k in range(scene.floor(hit.start), hit.start)):
        return end
    for k in range(start, end - 1):
        after = scene.tokens[k + 1]
        if (
            scene.low[k] == ","
            and scene.is_word(k + 1)
            and not after.cap
            and (not after.classes or scene.bits(k + 1, FINITE_HELP))
        ):
            return k
    return end


def _is_noun(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a noun cue is a noun here: by its capital where nouns have one, else by what stands before it."""
    if scene.grammar.fact("nouns_capitalised"):
        return scene.tokens[hit.start].cap
    verb = any(h.start == hit.start and h.entry.type == "verb" for h in scene.hits)
    return not verb or _noun_position(scene, hit.start)


def _noun_content_end(scene: Scene, hit: Hit[Cue], content: Range, frame: str) -> int:
    """Where a noun's content ends whose noun leads the clause: before the clause's own verb (`the threat to leave was empty`),
    or, when the noun stands under a leading preposition, before the comma (`despite fears that P, Q`)."""
    floor, (start, end) = scene.floor(hit.start), content
    if any(looks_finite(scene, k) for k in range(floor, hit.start)):
        return end
    if scene.has(floor, "prep", "lead", "advsub"):
        return next((k for k in range(start, end) if scene.low[k] == ","), end)
    verbs = 1 if frame == "that" else 0
    k = start
    while k < end:
        if scene.low[k] == "," and (after := apposition_end(scene, k, end)) and after < end:
            k = after + 1
            continue
        if scene.low[k] == "," or scene.opens_clause(k, "sub", "rel", "advsub", "wh", "conj"):
            return end
        if _begins_verb(scene, k):
            if not verbs:
                return k
            verbs -= 1
        k += 1
    return end


def _begins_verb(scene: Scene, k: int) -> bool:
    """Whether a finite verb begins at `k`: no part of the group before it; an auxiliary behind a participle begins one."""
    before = k - 1
    while before > scene.start and scene.bits(before, BIT["neg"] | BIT["skip"]):
        before -= 1
    if not looks_finite(scene, k) or scene.has(before, "inf"):
        return False
    return not looks_finite(scene, before) or (scene.bits(k, FINITE_HELP) and not scene.bits(before, FINITE_HELP))


def _noun_position(scene: Scene, k: int) -> bool:
    """Whether a form that is a verb as well stands where a noun does: behind a determiner, a possessor, an
    adjective.
    """
    for m in (k - 1, k - 2):
        if m < scene.start:
            return False
        if scene.has(m, "det", "poss", "np") or scene.low[m] == "'s":
            return True
        if m == k - 1 and scene.grammar.subject_first and scene.has(m, "prep") and not scene.has(m, "clitic", "inf"):
            return True
        if scene.tokens[m].cap or scene.tokens[m].classes or not scene.is_word(m):
            return False
    return False


def owner_of(scene: Scene, hit: Hit[Cue], content: int) -> Range | None:
    """Whose announcement, claim, order it is: a genitive between the noun and its content, or a possessor before it."""
    k = hit.end
    if k < content:
        governed = scene.has(k, "np") and k + 1 < content
        k += governed
        genitive = governed or scene.tokens[k].cap or "gen" in scene.grammar.features.get(scene.low[k], ())
        np = right_of(scene, k, content) if genitive or not scene.grammar.fact("nouns_capitalised") else None
        if np and np[1] < content + 1 and not scene.has(np[0], "sub", "inf", "prep"):
            return np
    k = hit.start - 1
    floor = scene.floor(hit.start)
    if k > floor and scene.low[k] == "'s":
        start = k - 1
        while (
            start > floor
            and (scene.tokens[start - 1].cap or scene.has(start - 1, "np", "det"))
            and scene.low[start - 1] != ","
        ):
            start -= 1
        while start < k - 1 and scene.has(start, "np") and not scene.has(start, "det"):
            start += 1
        return (start, k)
    if k >= floor and scene.has(k, "poss"):
        return (k, k + 1)
    endings = scene.grammar.words("genitive_endings")
    if (
        endings
        and k >= floor
        and scene.tokens[k].cap
        and scene.low[k].endswith(endings)
        and not scene.tokens[k].classes
    ):
        return (k, k + 1)  # `Russlands Behauptung`
    return None
