"""Whoever rejects a report, or calls it false, denies what it says: `rejected reports that P`, `nannte P eine Lüge`.

Cues with the frame `rejects`, and all cues of denying, deny what a noun announces that is their object (or the subject of their
passive); cues with the frame `calls` deny their object where a verdict of falsehood (marks of the scope `verdict`) stands with
it; and a verdict that is said of a report by a verb of being, or behind a dash, denies what the report says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.lang.lexicon import Hit
from selon.statements.announced import REPORTING, announced, is_negated, open_way, proposed
from selon.statements.ends import content_end
from selon.statements.grammar import BIT, Cue, Mark
from selon.statements.nouncues import owner_of
from selon.statements.nouns import left_of, right_of
from selon.statements.order import subject_left, subject_right
from selon.statements.pointing import Before, main_content
from selon.statements.relays import voices_of
from selon.statements.scene import Draft, Link, Range, Scene, speaker_of
from selon.statements.verbs import VerbGroup, link_of, subject_of, venue_before, verb_group
from selon.statements.verdicts import said_false

NEAR_VENUE = 6
"""Tokens of the place of a body and its preposition before a verb of denying (`в министерстве обороны страны`)."""
NEAR_QUOTE = 4
"""Tokens of a quoted verdict before its word (`"a mere fairy tale"`)."""


def with_denials(scene: Scene, drafts: list[Draft], previous: Before, spoken: Sequence[Draft]) -> list[Draft]:
    """The drafts with a denial in place of each report that the sentence rejects or calls false.

    spoken: the direct speech of the sentence; what stands under the rejecting verb gets its voice.
    """
    spent: set[int] = set()
    for hit in scene.hits:
        if hit.entry.type == "verb" and (_rejects(hit.entry) or "calls" in hit.entry.frames):
            found = _rejected(scene, hit, drafts, previous)
            if found is not None:
                made, noun, verdict = found
                spent |= {verdict.start} if verdict else set()
                others = _others(drafts, made, noun)
                drafts = [*others, made, *_own_words(scene, made, others)]
                _speak_own(made, spoken)
    for verdict in scene.verdicts:
        if verdict.start not in spent:
            drafts = said_false(scene, verdict, drafts) or drafts
    return drafts


def _rejects(cue: Cue) -> bool:
    return "rejects" in cue.frames or (cue.manner == "deny" and cue.certainty == "denied")


def _others(drafts: list[Draft], made: Draft, noun: Hit[Cue] | None) -> list[Draft]:
    """The drafts without those that read the rejecting verb, its noun or a part of the rejected report otherwise."""
    taken = {made.trigger, (noun.start, noun.end) if noun else None}
    first = made.trigger[0] if made.trigger else -1
    same = [d for d in drafts if d.trigger in taken or (d.trigger and d.trigger[0] == first)]
    return [d for d in drafts if not any(d is s for s in same)]


def _own_words(scene: Scene, made: Draft, drafts: list[Draft]) -> list[Draft]:
    """What whoever rejects says behind a colon, without quotation marks (`wies Berichte zurück: Das Schiff schwimme`)."""
    last = max(made.content[-1][1], made.trigger[1] if made.trigger else 0)
    colon = next((k for k in range(last, scene.end) if scene.low[k] == ":"), scene.end)
    if colon + 1 >= scene.end or scene.is_open(colon + 1) or not made.links or any(d.holds(colon + 1) for d in drafts):
        return []
    found = scene.tidy(colon + 1, scene.end)
    if found is None or scene.word_count(*found) < 3:
        return []
    links = [replace(link) for link in speaker_of(made)]
    links[-1].manner = "say"
    return [Draft([found], links, "attributed", "", "rejected:colon", trigger=made.trigger, nested=False)]


def _speak_own(made: Draft, spoken: Sequence[Draft]) -> None:
    """Give the direct speech that stands under a rejecting verb to whoever rejects."""
    for d in spoken:
        tagged = d.links[-1].cue if d.links else None
        if tagged is not None and made.trigger is not None and tagged[0] <= made.trigger[0] < tagged[1] and made.links:
            d.links = [replace(link) for link in speaker_of(made)]


# --- a verb that rejects, or calls false ------------------------------------------------------------------------------


def _rejected(
    scene: Scene, hit: Hit[Cue], drafts: list[Draft], previous: Before
) -> tuple[Draft, Hit[Cue] | None, Hit[Mark] | None] | None:
    group = verb_group(scene, hit)
    if group is None or group.reduced or group.negated or (group.nonfinite and "inf" in hit.features):
        return None
    if any(d.trigger == (hit.start, hit.end) and d.certainty == "denied" and _has_clause(d) for d in drafts):
        return None
    calls = "calls" in hit.entry.frames
    verdict = _verdict(scene, group)
    if calls and verdict is None:
        return None
    noun = _noun(scene, group, verdict)
    if noun is not None:
        found = _of_noun(scene, group, noun, verdict)
        if found is None:
            return None
        content, np, owner = found
        owners = [Link(owner, (noun.start, noun.end), noun.entry.manner)] if owner else []
    elif calls and verdict is not None:
        content, np = _object(scene, group, verdict)
        if not content:
            content, np = _pointed(scene, group, verdict, previous), _not_this(scene, group, np)
        owners = []
    elif "that" in hit.entry.frames:
        content, np = _ahead(scene, group)
        owners = []
    else:
        return None
    if not content:
        return None
    return _denial(scene, group, content, np, owners), noun, verdict


def _ahead(scene: Scene, group: VerbGroup) -> tuple[list[Range], Range | None]:
    """What a verb of denying denies though no noun of reporting says it, and who denies: the subject of its passive (`The
    strike is denied by the army`), an object that leads its clause (`Удар в министерстве отрицают`)."""
    floor, behind = scene.floor(group.begin), max(group.end, group.hit.end)
    if group.passive:
        if scene.grammar.subject_first and behind < scene.end and not scene.has(behind, "prep", "time", "conj", "but"):
            return [], None  # `they were denied entry`
        np, end = subject_of(scene, group), group.begin
    else:
        np, end = _venue_ahead(scene, group)
    while floor < end and scene.bits(floor, BIT["sub"] | BIT["conj"] | BIT["but"]):
        floor += 1
    floor = next((k + 1 for k in range(end - 1, floor, -1) if scene.low[k] == ","), floor)
    found = proposed(scene, floor, end) if end > floor else None
    return ([found] if found and scene.word_count(*found) > 1 else []), np


def _venue_ahead(scene: Scene, group: VerbGroup) -> tuple[Range | None, int]:
    """The body whose place stands right before a plural verb without a subject (`в министерстве отрицают`), and where that
    phrase begins; -1 for none."""
    floor, places = scene.floor(group.begin), scene.grammar.words("venue_prepositions")
    if not scene.grammar.fact("free_order") or "pl" not in group.hit.features:
        return None, -1
    at = next((k for k in range(group.start - 2, floor, -1) if scene.low[k] in places or scene.low[k] == ","), -1)
    if at < 0 or scene.low[at] == "," or group.start - at > NEAR_VENUE:
        return None, -1
    return venue_before(scene, group) or scene.tidy(at + 1, group.start), at


def _has_clause(draft: Draft) -> bool:
    return draft.rule.split(":")[1] in ("that", "wh", "inf", "p")


def _denial(scene: Scene, group: VerbGroup, content: list[Range], np: Range | None, owners: list[Link]) -> Draft:
    """The statement of a rejection: on the word of whoever rejects; where that is the speaker around it, on theirs."""
    hit = group.hit
    link = replace(link_of(scene, group, np), manner="deny")
    links = [link] if np is None else voices_of(scene, np, link)
    if np is not None and np[1] - np[0] == 1 and scene.has(np[0], "first"):
        links = []
    kind = "" if hit.entry.kind == "opinion" else hit.entry.kind
    return Draft(
        content=content, links=[*links, *owners], certainty="denied", kind=kind, rule=f"rejected:{hit.entry.name}",
        cue=hit.entry, trigger=(hit.start, hit.end), past=group.past,
    )  # fmt: skip


def _verdict(scene: Scene, group: VerbGroup) -> Hit[Mark] | None:
    """The verdict of falsehood in the verb's clause: behind the verb, else before it."""
    floor, ceiling = scene.floor(group.begin), scene.ceiling(max(group.end, group.hit.end))
    near = [v for v in scene.verdicts if floor <= v.start < ceiling and not is_negated(scene, v.start)]
    behind = [v for v in near if v.start >= group.begin]
    return behind[-1] if behind else near[0] if near else None


def _noun(scene: Scene, group: VerbGroup, verdict: Hit[Mark] | None) -> Hit[Cue] | None:
    """The noun of reporting that is the verb's object (the subject of its passive): nearest behind it, else first before it."""
    nouns = [h for h in scene.hits if h.entry.type == "noun" and h.entry.manner in REPORTING]
    nouns = [h for h in nouns if not h.entry.kind or h.entry.kind == "forecast"]
    floor, ceiling = scene.floor(group.begin), scene.ceiling(group.end)
    behind = [] if group.passive else [h for h in nouns if group.begin < h.start < ceiling]
    for h in behind:
        past = verdict.end if verdict is not None and group.begin < verdict.start < h.start else 0
        if open_way(scene, max(group.begin + 1, min(group.end, h.start), past), h.start):
            return h
    before = [h for h in nouns if floor <= h.start and h.end <= group.begin]
    may = group.passive or not scene.grammar.subject_first
    return before[0] if before and may and open_way(scene, floor, before[0].start) else None


def _of_noun(
    scene: Scene, group: VerbGroup, noun: Hit[Cue], verdict: Hit[Mark] | None
) -> tuple[list[Range], Range | None, Range | None] | None:
    """What a rejected noun announces, who rejects it, and whose report it was."""
    start = noun.end
    if noun.start < group.begin:
        np, end = _rejecter(scene, group, start)
        np = np or _before_noun(scene, group, noun)
    else:
        np = subject_of(scene, group)
        end = scene.ceiling(start)
        if np is not None and np[0] >= start:
            end = np[0]
        if group.particle is not None and start < group.particle[0] and scene.low[group.particle[0] - 1] != ",":
            end = min(end, group.particle[0])
        if group.fields is not None and group.hit.start > start:
            end = min(end, group.hit.start)
    if verdict is not None and start < verdict.start < end:
        end = _before_verdict(scene, verdict, start)
    found = announced(scene, noun, end)
    if found is None:
        return None
    owner = owner_of(scene, noun, found[0])
    if owner is not None and np is not None and owner[0] < np[1] and np[0] < owner[1]:
        owner = None
    return [found], np, owner


def _rejecter(scene: Scene, group: VerbGroup, start: int) -> tuple[Range | None, int]:
    """Who rejects what stands before the verb, and where that ends; start: where it begins."""
    if group.passive:
        return subject_of(scene, group), group.start
    if scene.grammar.fact("verb_second"):
        return subject_of(scene, group, prefer_right=True), group.begin
    plural = "pl" in group.hit.features
    left = subject_left(scene, group.start, start, plural=plural)
    if left is not None:
        return left, left[0]
    venue = venue_before(scene, group)
    if venue is not None and venue[0] > start:
        return venue, venue[0] - 1
    return subject_right(scene, group.end, scene.ceiling(group.end), sure=False, plural=plural), group.start


def _before_noun(scene: Scene, group: VerbGroup, noun: Hit[Cue]) -> Range | None:
    """Who rejects, where they stand before the noun that the verb closes (`У міністерстві версію про P заперечують`)."""
    if not scene.grammar.fact("free_order"):
        return None
    floor = scene.floor(noun.start)
    places = scene.grammar.words("venue_prepositions")
    venues = (k for k in range(floor, noun.start - 1) if scene.low[k] in places and "pl" in group.hit.features)
    found = next((right_of(scene, k + 1, noun.start) for k in venues), None)
    return found or subject_left(scene, noun.start, floor, plural="pl" in group.hit.features)


def _before_verdict(scene: Scene, verdict: Hit[Mark], start: int) -> int:
    """Where what is called false ends: before the quotation of the verdict, its article and its `as`."""
    k = verdict.start
    quoted = [m for m in range(max(start, k - NEAR_QUOTE), k) if scene.is_open(m) and scene.tokens[m].mate >= k]
    k = quoted[0] if quoted else k
    openers = (*scene.grammar.words("verdict_openers"), ",")
    while k > start and (scene.low[k - 1] in openers or scene.bits(k - 1, BIT["skip"] | BIT["det"])):
        k -= 1
    return k


def _object(scene: Scene, group: VerbGroup, verdict: Hit[Mark]) -> tuple[list[Range], Range | None]:
    """What is called false where no noun of reporting stands, and who calls it so."""
    np = subject_of(scene, group)
    if np is not None and scene.has(np[0], "this"):
        return [], np
    ceiling = scene.ceiling(max(group.end, group.hit.end))
    start = max(group.end, np[1] if np and np[0] >= group.begin else 0)
    if group.fields is not None and group.begin < group.hit.start:
        start = max(group.begin + 1, np[1] if np and np[0] > group.begin else 0)
    if verdict.start >= start:
        pieces = [(start, _before_verdict(scene, verdict, start)), (verdict.end, ceiling)]
    else:
        pieces = [(start, ceiling)]
    if start < ceiling and scene.has(start, "this") and _before_verdict(scene, verdict, start + 1) <= start + 1:
        return [], np
    for a, b in pieces:
        if a < b and (found := proposed(scene, a, content_end(scene, a, b, nominal=True))):
            return [found], np
    if scene.grammar.subject_first:
        return [], np
    floor = scene.floor(group.begin)
    np, end = _rejecter(scene, group, floor + 1)
    if np is not None and np[0] < verdict.start < np[1]:
        np = scene.tidy(np[0], _before_verdict(scene, verdict, np[0]))
    end = min(end, verdict.start) if verdict.start >= floor else end
    while floor < end and scene.bits(floor, BIT["sub"] | BIT["conj"] | BIT["but"]):
        floor += 1
    found = proposed(scene, floor, end)
    return ([found] if found else []), np


def _pointed(scene: Scene, group: VerbGroup, verdict: Hit[Mark], previous: Before) -> list[Range]:
    """What a demonstrative called false stands for: what the sentence before puts forward."""
    before, earlier = previous
    near = range(max(scene.floor(group.begin), group.begin - 3), min(scene.end, max(group.end, verdict.start)))
    this = any(
        scene.has(k, "this") and (k + 1 >= verdict.start or k + 1 == group.begin or not _is_noun(scene, k + 1))
        for k in near
    )
    return main_content(before, earlier, deny=True) if this and before is not None else []


def _not_this(scene: Scene, group: VerbGroup, np: Range | None) -> Range | None:
    """The subject before the verb, where what was taken for it is the demonstrative behind."""
    if np is None or not scene.has(np[0], "this"):
        return np
    found = left_of(scene, group.begin, scene.floor(group.begin)) if np[0] >= group.begin else None
    return found or right_of(scene, group.end, scene.ceiling(group.end))


def _is_noun(scene: Scene, k: int) -> bool:
    return scene.is_word(k) and not scene.tokens[k].classes
