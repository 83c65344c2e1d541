"""Where the subject stands first: participles behind their noun or leading a sentence in, names that a conjunction joins, and
forms that an article shows to be nouns.
"""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import looks_finite, verb_before_object
from selon.statements.grammar import BIT, Cue
from selon.statements.scene import FINITE_HELP, Scene


def reduced_at(scene: Scene, k: int, floor: int) -> bool:
    """Whether a participle at `k` begins a reduced relative behind its noun (`residents reached by phone`): it has the ending of
    one, a preposition or agent behind it and a noun, not a verb, before it.
    """
    endings = scene.grammar.words("participle_endings")
    if not endings or k <= floor or k + 1 >= scene.end or not scene.low[k].endswith(endings):
        return False
    before = scene.tokens[k - 1]
    noun = scene.is_word(k - 1) and not before.classes & ~(BIT["noun"] | BIT["np"])
    return noun and scene.bits(k + 1, BIT["prep"] | BIT["agent"]) and not looks_finite(scene, k - 1)


def opens_participle(scene: Scene, start: int, end: int) -> bool:
    """Whether a participle and what belongs to it stand between the commas (`X, speaking by phone, said`)."""
    endings = scene.grammar.words("participle_endings")
    low, token = scene.low[start], scene.tokens[start]
    if not endings or token.cap or token.classes or not low.endswith(endings) or end - start < 2:
        return False
    return scene.bits(start + 1, BIT["prep"] | BIT["agent"] | BIT["skip"] | BIT["inf"])


def joins_names(scene: Scene, k: int, floor: int) -> bool:
    """Whether a conjunction joins a noun to a full name (`Benjamin Netanyahu and allies`)."""
    if k - 2 <= floor or k + 1 >= scene.end or scene.low[k - 1] == ",":
        return False
    name = all(scene.tokens[m].cap and not scene.tokens[m].classes and scene.is_word(m) for m in (k - 2, k - 1))
    after = scene.tokens[k + 1]
    return name and scene.is_word(k + 1) and (after.cap or not after.classes) and not verb_before_object(scene, k + 1)


def opens_as_participle(scene: Scene, hit: Hit[Cue], start: int) -> bool:
    """Whether a form that is past and participle opens the sentence as a participle of who is spoken to (`Asked whether P, X …`,
    `When told that P, X …`).
    """
    if not scene.grammar.subject_first or "part" not in hit.features or start < hit.start:
        return False
    if not hit.entry.frames & {"to", "oinf"} or any(scene.low[k] == "," for k in range(scene.start, hit.start)):
        return False
    loose = BIT["lead"] | BIT["but"] | BIT["advsub"] | BIT["conj"]
    alone = all(scene.bits(k, loose) for k in range(scene.floor(hit.start), hit.start))
    return alone and any(scene.low[k] == "," for k in range(hit.end, scene.end))


def behind_singular(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a plural form stands in a phrase that a singular article begins (`a confidential UN report`): it is its noun."""
    articles = scene.grammar.words("singular_articles")
    if not articles or "pl" not in hit.features or hit.features & {"sg", "past"}:
        return False
    for k in range(hit.start - 1, max(scene.start, hit.start - 5) - 1, -1):
        if scene.low[k] in articles:
            return True
        if not scene.is_word(k) or scene.bits(k, FINITE_HELP | BIT["prep"] | BIT["sub"] | BIT["rel"] | BIT["conj"]):
            return False
    return False


def bare_front(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a base form begins the sentence, where it has no subject (`Think tank warns of P`)."""
    front = scene.grammar.subject_first and hit.start == scene.start
    return front and "pl" in hit.features and not hit.features & {"past", "sg"}


def article_behind_name(scene: Scene, k: int) -> bool:
    """Whether an article stands right behind a name, where it begins another phrase (`a indiqué à l'AFP | une source`)."""
    before = scene.tokens[k - 1]
    alone = scene.tokens[k].classes & (BIT["det"] | BIT["np"] | BIT["prep"]) == BIT["det"]
    return alone and before.cap and scene.is_word(k - 1) and not before.classes and not scene.tokens[k].cap


def closes_tag(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether a form of the singular ends the sentence behind a comma and a name (`…, the Coldwater Herald reports.`)."""
    if "tag" not in hit.entry.frames or "sg" not in hit.features or not scene.grammar.subject_first:
        return False
    if any(scene.is_word(k) for k in range(hit.end, scene.end)):
        return False
    return tag_start(scene, hit) > scene.start


def tag_start(scene: Scene, hit: Hit[Cue]) -> int:
    """The comma before a name, or an article with a noun that can speak, that stands right before a verb, at most seven tokens
    back; -1 when there is none.
    """
    speaks = False
    for k in range(hit.start - 1, max(scene.start, hit.start - 8) - 1, -1):
        if scene.low[k] == ",":
            opens = k + 1 < hit.start and (scene.tokens[k + 1].cap or scene.has(k + 1, "det", "title"))
            return k if opens and speaks else -1
        known = scene.grammar.voices.get(scene.low[k]) is not None
        plain = not scene.tokens[k].classes and not looks_finite(scene, k)
        if not scene.is_word(k) or not (scene.tokens[k].cap or scene.has(k, "det", "np", "title") or known or plain):
            return -1
        speaks = speaks or known or scene.tokens[k].cap
    return -1
