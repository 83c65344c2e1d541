"""Verb cues: the verb group, and who says it (left, right, under a preposition)."""

from __future__ import annotations

from dataclasses import dataclass

from selon.lang.lexicon import Hit
from selon.statements.brackets import second_group
from selon.statements.cases import case_of, is_infinitive
from selon.statements.edges import time_phrase
from selon.statements.elided import before_relative
from selon.statements.fields import Fields
from selon.statements.firstsubject import bare_front, behind_singular, closes_tag, opens_as_participle
from selon.statements.grammar import BIT, Cue
from selon.statements.nouns import left_of, right_of
from selon.statements.order import past_insert, plural_only, subject_left, subject_right, surely_speaks
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene
from selon.statements.subjects import passive_voice, subject_second

BETWEEN = BIT["skip"] | BIT["neg"] | BIT["clitic"] | BIT["pron"] | BIT["time"] | BIT["lead"]
_HELP = BIT["have"] | BIT["be"]


@dataclass(slots=True)
class VerbGroup:
    """A verb cue with its auxiliaries: `[start, end)`, the token after it, what form it is."""

    hit: Hit[Cue]
    start: int
    end: int
    passive: bool
    nonfinite: bool
    negated: bool
    past: bool
    pronoun: int = -1
    """A subject pronoun inside the group (`a-t-il ajouté`), -1 for none."""
    reduced: bool = False
    """A participle without an auxiliary."""
    unanswered: bool = False
    """A negated verb of saying before a question (`did not say whether`): nothing is known."""
    finite: int = -1
    """The auxiliary that a participle or infinitive closes the bracket of, -1 when the cue is the finite verb."""
    particle: Range | None = None
    """The separated particle of the verb."""
    fields: Fields | None = None
    """The fields of its clause, where the verb stands second."""
    after: int = -1
    """The token from which a content behind the cue is looked for."""

    @property
    def begin(self) -> int:
        """Its first verb: the auxiliary where a bracket stands around the clause (`hat X erklärt`)."""
        return self.finite if 0 <= self.finite < self.start else self.start

    @property
    def cue(self) -> Cue:
        """The entry that fired."""
        return self.hit.entry


def verb_group(scene: Scene, hit: Hit[Cue]) -> VerbGroup | None:
    """The verb group that a hit belongs to, or `None` when the form stands for no verb of saying here."""
    features = hit.features
    floor = scene.floor(hit.start)
    if scene.grammar.fact("verb_second"):
        return second_group(scene, VerbGroup(hit, hit.start, hit.end, False, False, False, "past" in features))
    start, pronoun, negated = hit.start, -1, False
    help_bits = 0
    k = hit.start - 1
    while k >= floor and hit.start - k <= 6 and scene.bits(k, BETWEEN | FINITE_HELP | BIT["inf"]):
        bits = scene.tokens[k].classes
        if bits & BIT["pron"] and not bits & BIT["clitic"] and not help_bits and bits & FINITE_HELP == 0:
            break
        if bits & BIT["pron"] and not bits & BIT["clitic"]:
            break
        if bits & FINITE_HELP:
            help_bits |= bits
            start = k
        if scene.low[k].startswith("-") and bits & BIT["pron"]:
            pronoun = k
        negated = negated or bool(bits & BIT["neg"])
        if bits & (BIT["skip"] | BIT["time"] | BIT["lead"]) and not help_bits and not features & {"part", "inf"}:
            break
        k -= 1
    joined = BIT["neg"] if scene.grammar.fact("free_order") else BIT["clitic"] | BIT["neg"]
    while start - 1 > k and scene.bits(start - 1, joined):
        start -= 1
        negated = negated or scene.bits(start, BIT["neg"])
    if hit.end < scene.end and scene.low[hit.end].startswith("-") and scene.bits(hit.end, BIT["pron"]):
        pronoun = hit.end
    return _judge(
        scene, hit, VerbGroup(hit, start, hit.end, False, False, negated, "past" in features, pronoun), help_bits
    )


def _judge(scene: Scene, hit: Hit[Cue], group: VerbGroup, help_bits: int) -> VerbGroup | None:
    """Decide what the form is: finite, participle with its auxiliary, passive, gerund, infinitive."""
    features = hit.features
    if behind_article(scene, hit.start) or bare_front(scene, hit):
        return None
    if hit.entry.ambiguous and scene.low[hit.start] in hit.entry.ambiguous and not _surely_verb(scene, hit, group):
        return None
    finite = "fin" in features or not features & {"part", "inf", "ger"}
    if opens_as_participle(scene, hit, group.start):
        group.reduced = True
        return group
    if scene.grammar.fact("infinitive_any_word") and hit.start > scene.start and scene.has(hit.start - 1, "inf"):
        return None
    if "part" in features and (help_bits & _HELP or not finite):
        bracket = help_bits & _HELP
        if not bracket and not finite:
            group.reduced = True
            return group
        if bracket:
            group.past = True
            nearest = _nearest_help(scene, group) or bracket
            group.passive = bool(nearest & BIT["be"]) and not nearest & BIT["have"] and "actv" not in features
            return group
    if finite:
        return group
    if "ger" in features:
        group.nonfinite = not help_bits & BIT["be"]
        return group
    if "inf" in features:
        group.nonfinite = not help_bits & BIT["modal"]
        return group
    return None


def behind_article(scene: Scene, k: int) -> bool:
    """Whether a form stands behind a word that only a noun follows: one of the pack's articles, or a possessor's ending."""
    articles = scene.grammar.words("articles")
    return bool(articles) and k > scene.start and (scene.low[k - 1] in articles or scene.low[k - 1] == "'s")


def _nearest_help(scene: Scene, group: VerbGroup) -> int:
    """The classes of the auxiliary that stands nearest before the participle in its group (`had been warned`), or 0."""
    for k in range(group.hit.start - 1, group.start - 1, -1):
        if scene.bits(k, _HELP):
            return scene.tokens[k].classes & _HELP
    return 0


def _is_object(scene: Scene, k: int) -> bool:
    """Whether a word that is an article or an object pronoun is the pronoun: a subject stands before it."""
    if not scene.has(k, "clitic") or k <= scene.start:
        return False
    before = k - 1
    return scene.is_word(before) and not scene.has(
        before, "prep", "conj", "but", "sub", "np", "det", "advsub", "be", "have"
    )


def _surely_verb(scene: Scene, hit: Hit[Cue], group: VerbGroup) -> bool:
    """Whether a form that is also a noun or adjective is a verb here: no determiner before it, a clause beside it."""
    before = hit.start - 1
    if before >= scene.start:
        if scene.tokens[hit.start].cap and not scene.title_case:
            return False
        if scene.bits(before, BIT["det"] | BIT["poss"] | BIT["np"]) and not _is_object(scene, before):
            return False
        if scene.low[before] == "'s" or (
            not scene.grammar.fact("free_order") and scene.has(before, "prep") and not scene.has(before, "clitic")
        ):
            return False
        if behind_singular(scene, hit):
            return False
        if closes_tag(scene, hit):
            return True
        if scene.tokens[before].cap and not scene.grammar.fact("nouns_capitalised"):
            return scene.grammar.fact("free_order") or not _goes_on_as_noun(scene, hit)
        if scene.has(before, "pron", "rel", "title") or scene.is_close(before) or scene.low[before] == ",":
            return before > scene.start
    if group.start < hit.start or group.pronoun >= 0:
        return True
    return _clause_behind(scene, hit)


def _clause_behind(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether what stands behind a form shows it to be a verb: a subordinator, an infinitive, a colon, a new phrase."""
    before, after = hit.start - 1, hit.end
    while after < scene.end and scene.bits(after, BIT["skip"] | BIT["time"]):
        after += 1
    if after >= scene.end or (scene.grammar.subject_first and before < scene.start):
        return False
    bare = scene.grammar.fact("bare_infinitive") and scene.grammar.subject_first and is_infinitive(scene, after)
    if bare or scene.has(after, "sub", "inf") or scene.low[after] == ":":
        return True
    clause = scene.has(after, "det", "pron", "title") and bool(scene.grammar.words("articles"))
    return clause and before >= scene.start and scene.is_word(before) and not scene.tokens[before].classes


def _goes_on_as_noun(scene: Scene, hit: Hit[Cue]) -> bool:
    """Whether what stands behind a form shows it to be a noun: a mark, an auxiliary, a preposition that is not the verb's."""
    k = hit.end
    if k >= scene.end:
        return True
    if any(h.start == k and h.entry.type == "verb" and {"fin", "pl"} <= h.features for h in scene.hits):
        return True
    helped = scene.bits(k, FINITE_HELP) and not scene.grammar.fact("bare_infinitive")
    governed = scene.has(k, "prep") and not scene.has(k, "inf", "det") and scene.low[k] not in hit.entry.under
    return scene.low[k] in ",.;)" or helped or governed


def subject_of(scene: Scene, group: VerbGroup, *, prefer_right: bool = False) -> Range | None:
    """The noun phrase that is the group's subject; the side is the sentence's own order unless `prefer_right`."""
    cue = group.cue
    if cue.voice.startswith("in:"):
        return _under_preposition(scene, group, frozenset(cue.voice[3:].split("|")))
    if cue.voice == "first":
        return (group.hit.start, group.hit.start + 1)
    if group.pronoun >= 0:
        return (group.pronoun, group.pronoun + 1)
    if group.passive or cue.voice == "none":
        return _agent(scene, group)
    if scene.grammar.fact("free_order"):
        return _free_subject(scene, group, prefer_right)
    if scene.grammar.fact("verb_second"):
        return subject_second(scene, group, prefer_right=prefer_right)
    floor, ceiling = scene.floor(group.start), scene.ceiling(group.end)
    left = None if prefer_right else left_of(scene, group.start, floor)
    if relative := before_relative(scene, left, floor, group.start):
        return relative
    if left is not None:
        return left
    right = right_of(scene, group.end, ceiling)
    if right is not None and _right_subject(scene, group, right):
        return right
    if prefer_right:
        left = left_of(scene, group.start, floor)
    return left or _venue_subject(scene, group, ceiling)


def _free_subject(scene: Scene, group: VerbGroup, prefer_right: bool) -> Range | None:
    """The subject on either side of the verb: before it, behind it, or the body named under a place preposition."""
    floor, ceiling = scene.floor(group.start), scene.ceiling(group.end)
    plural = "pl" in group.hit.features
    if not prefer_right:
        left = subject_left(scene, group.start, floor, plural=plural, lists=False) or venue_before(scene, group)
        left = left or subject_left(scene, group.start, floor, plural=plural)
        if left is not None and not ("inf" in group.hit.features and not surely_speaks(scene, left)):
            return left
    sure = "np" in group.cue.frames
    right = None if group.nonfinite else subject_right(scene, group.end, ceiling, sure=sure, plural=plural)
    if right is None and prefer_right:
        right = subject_left(scene, group.start, floor, plural=plural)
    if right is not None and not ("sg" in group.hit.features and plural_only(scene, right)):
        return right
    return _venue_subject(scene, group, ceiling)


def _right_subject(scene: Scene, group: VerbGroup, right: Range) -> bool:
    if group.nonfinite:
        return False
    floor = scene.floor(group.start)
    before = group.start - 1
    return (
        before < floor
        or (scene.low[before] == "," and (group.cue.type != "verb" or "tag" in group.cue.frames))
        or scene.is_close(before)
        or scene.has(before, "rel", "advsub", "wh", "clitic", "skip", "sub")
    )


def _agent(scene: Scene, group: VerbGroup) -> Range | None:
    """The agent of a passive (`by X`, `par X`, `von X`), or `None`."""
    ceiling = scene.ceiling(group.end)
    if group.fields is not None and (found := passive_voice(scene, group)):
        return found
    for k in range(group.end, min(group.end + 8, ceiling)):
        if scene.low[k] == "," or scene.has(k, "sub"):
            return None
        if scene.has(k, "agent"):
            return right_of(scene, k + 1, ceiling)
    return None


def _under_preposition(scene: Scene, group: VerbGroup, prepositions: frozenset[str]) -> Range | None:
    """The noun under one of the prepositions, nearest after the verb, else before it (`говорится в сообщении`)."""
    ceiling, floor = scene.ceiling(group.end), scene.floor(group.start)
    for k in range(group.end, min(group.end + 6, ceiling)):
        if scene.low[k] in prepositions and (found := _body_under(scene, k, ceiling)):
            return found
        if scene.low[k] == ",":
            break
    for k in range(group.start - 1, max(floor, group.start - 20) - 1, -1):
        if scene.low[k] in prepositions and k + 1 < group.start and scene.has(k + 1, "rel"):
            return _document_before(scene, k, floor)
        if scene.low[k] in prepositions and (found := _body_under(scene, k, group.start)):
            return found
        if scene.low[k] == ",":
            break
    if scene.grammar.fact("free_order"):
        return None
    if scene.grammar.fact("verb_second"):
        return next(((k, k + 1) for k in range(group.start, group.end) if scene.has(k, "pron")), None)
    left = left_of(scene, group.start, floor)
    return left or right_of(scene, group.end, ceiling)


def _document_before(scene: Scene, k: int, floor: int) -> Range | None:
    """What a relative under a preposition stands for, if it can hold words (`письмо, в котором говорится`)."""
    end = k - (scene.low[k - 1] == ",")
    for m in range(end - 1, max(floor, end - 22) - 1, -1):
        known = scene.grammar.voices.get(scene.low[m])
        if known is not None and known[0] in ("document", "media", "channel"):
            return (m, end)
    return None


def _body_under(scene: Scene, k: int, ceiling: int, *, last: bool = False) -> Range | None:
    """The body, document or place that stands under the preposition at `k`; `None` for a time or a thing that cannot speak.

    last: whether any noun will do that the clause ends with (`пояснили в порту`).
    """
    if time_phrase(scene, k, ceiling):
        return None
    found = right_of(scene, k + 1, ceiling)
    if found is None or not scene.grammar.fact("free_order"):
        return found
    outside = (m for m in range(found[0] + 1, found[1]) if scene.same_quote(m, found[0]))
    end = next((m for m in outside if case_of(scene, m) == "nom"), found[1])
    near = range(found[0], min(end, found[0] + 5))
    speaks = any(scene.tokens[m].cap or scene.grammar.voices.get(scene.low[m]) is not None for m in near)
    return (found[0], end) if speaks or (last and found[1] >= ceiling) else None


def _venue_subject(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """Where a plural verb has no subject, the body named under a place preposition speaks (`сообщили в МИДе`)."""
    return venue_after(scene, group, ceiling) or venue_before(scene, group)


def venue_after(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """The body under a place preposition behind a plural verb (`сообщили в МИДе`)."""
    places = frozenset(scene.grammar.words("venue_prepositions"))
    if not places or "pl" not in group.hit.features:
        return None
    for k in range(group.end, min(group.end + 8, ceiling)):
        if scene.low[k] in places and (found := _body_under(scene, k, ceiling, last=k == group.end)):
            return found
        if scene.low[k] == ",":
            break
    return None


def venue_before(scene: Scene, group: VerbGroup) -> Range | None:
    """The body under a place preposition before a plural verb (`в МИДе сообщили`)."""
    places = frozenset(scene.grammar.words("venue_prepositions"))
    if not places or "pl" not in group.hit.features:
        return None
    floor = scene.floor(group.start)
    start = past_insert(scene, group.start, floor)
    for k in range(start - 1, max(floor, start - 14) - 1, -1):
        if scene.low[k] in places and (found := _body_under(scene, k, start)):
            return found
        if scene.low[k] == ",":
            break
    return None


def link_of(scene: Scene, group: VerbGroup, np: Range | None) -> Link:
    """The voice of a verb group; without a noun phrase the cue itself stands for an unidentified voice. An object inside the cue
    (`accused X of`) and what follows it are left out of its span."""
    objects = BIT["det"] | BIT["pron"] | BIT["poss"]
    inside = range(group.hit.start + 1, group.end) if scene.grammar.subject_first else range(0)
    end = next((k for k in inside if scene.bits(k, objects) or scene.tokens[k].cap), group.end)
    span = (group.start, end)
    if np is None:
        return Link(span, span, group.cue.manner, "unidentified")
    pronoun = np[1] - np[0] == 1 and scene.has(np[0], "pron", "clitic")
    return Link(np, span, group.cue.manner, pronoun=pronoun)


def certainty_of(group: VerbGroup) -> str:
    """The certainty that a verb gives: its own, turned by a negation (`did not confirm` affirms nothing)."""
    own = group.cue.certainty
    if group.unanswered:
        return "unknown"
    if group.negated and group.cue.manner == "believe" and own == "attributed":
        return "doubted"
    if group.negated and group.cue.manner == "confirm":
        return "unknown"  # `X has not confirmed P`: nothing is known from X
    if group.negated:
        return {"affirmed": "attributed", "denied": "attributed", "doubted": "attributed"}.get(own, own)
    return own


def draft(scene: Scene, group: VerbGroup, content: list[Range], np: Range | None, frame: str) -> Draft:
    """The statement of a verb cue."""
    if (
        np is not None
        and frame == "wh"
        and scene.has(np[0], "neg")
        and group.cue.manner in ("say", "announce", "confirm")
    ):
        group.unanswered = True  # `Neither side would confirm whether P`
    return Draft(
        content=content, links=[link_of(scene, group, np)], certainty=certainty_of(group), kind=group.cue.kind,
        rule=f"verb:{frame}:{group.cue.name}", cue=group.cue, trigger=(group.hit.start, group.hit.end), past=group.past,
    )  # fmt: skip
