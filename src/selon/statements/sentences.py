"""One sentence to its drafts: each cue that stands in it is asked for its voice and its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.lang.lexicon import Hit
from selon.statements import attributions
from selon.statements.cases import case_of, is_infinitive, looks_finite
from selon.statements.chain import relay_tags
from selon.statements.contents import content_of
from selon.statements.edges import drop_trailing, skip_right
from selon.statements.elided import first_noun
from selon.statements.fields import is_finite_cue
from selon.statements.grammar import BIT, Cue
from selon.statements.inrelative import about_first, relative_around
from selon.statements.labels import labelled
from selon.statements.nouncues import noun_cue
from selon.statements.nouns import left_of
from selon.statements.order import antecedent_noun, subject_left
from selon.statements.pointing import Before, back_reference, impersonal_ok
from selon.statements.rejections import with_denials
from selon.statements.relays import passed_to, voices_of
from selon.statements.scene import FINITE_HELP, Draft, Range, Scene
from selon.statements.subjects import after_clause, middle_under
from selon.statements.tags import final_tag, inverted_tag, leading_tag, quoted_heading
from selon.statements.verbs import VerbGroup, draft, subject_of, verb_group

SPEAKING = frozenset({"say", "announce", "reveal"})
FIRST_PERSON_MANNERS = frozenset({"promise", "threaten"})


def sentence_drafts(
    scene: Scene, previous: Scene | None, earlier: list[Draft], spoken: Sequence[Draft] = ()
) -> list[Draft]:
    """The drafts of a sentence's cues, in the order of the cues; quotations that are speech are read elsewhere.

    earlier: the drafts of the sentence before (`previous`), for cues that point back to it; spoken: the direct speech of this
    sentence, whose voices a cue without a subject goes on (`“P”, X said, adding that Q`).
    """
    drafts: list[Draft] = []
    tagged = [d for d in spoken if d.links and d.links[-1].np]
    for hit in scene.hits:
        if hit.start in scene.used:
            continue
        found = _draft(scene, hit, [*tagged, *drafts], (previous, earlier))
        if found is not None and found.content:
            drafts.append(found)
    if not drafts and (alone := labelled(scene) or quoted_heading(scene)):
        drafts.append(alone)
    apart = _apart(scene, relay_tags(_unverified(scene, drafts)))
    return with_denials(scene, apart, (previous, earlier), spoken)


def _unverified(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts with what a noun announces marked as unknown, where the noun's own clause goes on to say so (`Reports that P
    have not been confirmed`): P is not known, and the noun with its clause is no further statement.
    """
    taken: list[Draft] = []
    for hit in (h for h in scene.hits if h.entry.type == "unknown" and "subject" in h.entry.frames):
        for noun in drafts:
            if noun.cue is None or noun.cue.type != "noun" or not noun.trigger or noun.trigger[0] >= hit.start:
                continue
            start, end = noun.content[-1]
            whole = next((d for d in drafts if d.trigger == (hit.start, hit.end)), None)
            reaches = start < hit.start <= end or (whole is not None and whole.holds(noun.trigger[0]))
            cut = scene.tidy(start, _subject_end(scene, start, min(end, hit.start))) if reaches else None
            if cut is None:
                continue
            noun.content = [*noun.content[:-1], cut]
            noun.certainty = "unknown"
            taken += [whole] if whole is not None and (whole.holds(noun.trigger[0]) or whole.start >= start) else []
    return [d for d in drafts if not any(d is t for t in taken)]


def _subject_end(scene: Scene, start: int, end: int) -> int:
    """`end` without the adverbs before a verb, and without the comma that closes the subject's clause before them."""
    end = drop_trailing(scene, start, end)
    comma = next((k for k in range(end - 1, max(start, end - 4), -1) if scene.low[k] == ","), end)
    return comma if not any(scene.bits(k, FINITE_HELP) or looks_finite(scene, k) for k in range(comma, end)) else end


def _apart(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts without tags in their contents, and without a noun cue's reading of what a verb cue (or the same word
    as a verb) has read."""
    for tag in (d for d in drafts if d.region):
        for other in drafts:
            if other is not tag and tag.region:
                other.content = [r for r in (_cut(scene, r, tag.region) for r in other.content) if r]
    verbs = [d for d in drafts if d.content and d.cue and d.cue.type == "verb"]
    read = {d.content[0] for d in verbs} | {d.trigger for d in verbs if d.trigger}
    nouns = (d for d in drafts if d.cue and d.cue.type == "noun" and {d.content[0], d.trigger} & read)
    again = {id(d) for d in nouns}
    return [d for d in drafts if d.content and id(d) not in again]


def _cut(scene: Scene, content: Range, region: Range) -> Range | None:
    if content[0] < region[0] < content[1]:
        return scene.tidy(content[0], region[0])
    return content


def _draft(scene: Scene, hit: Hit[Cue], drafts: list[Draft], previous: Before) -> Draft | None:
    kind = hit.entry.type
    if kind == "verb":
        return _verb(scene, hit, drafts, previous)
    if kind in ("prep", "postp"):
        return attributions.prepositional(scene, hit)
    if kind == "noun":
        return noun_cue(scene, hit)
    if kind == "impersonal":
        return attributions.impersonal(scene, hit)
    if kind == "unknown":
        return attributions.unknown(scene, hit)
    return None


def _verb(scene: Scene, hit: Hit[Cue], drafts: list[Draft], previous: Before) -> Draft | None:
    group = verb_group(scene, hit)
    if group is None or group.reduced:
        return None
    if "tag" in hit.entry.frames and not _clause_follows(scene, group) and (tagged := inverted_tag(scene, group)):
        return tagged
    if group.nonfinite and "inf" in hit.features:
        return None
    if scene.grammar.words("tag_openers") and (leading := leading_tag(scene, group)):
        return leading
    found = content_of(scene, group)
    if found is None:
        if "tag" in hit.entry.frames and (tagged := final_tag(scene, group)):
            return tagged
        return back_reference(scene, group, previous)
    if _unsaid(group, found[1]):
        return None
    return _read(scene, group, found, drafts, previous)


def _unsaid(group: VerbGroup, frame: str) -> bool:
    """Whether a negated verb of saying or asking puts nothing forward (`does not state his name`, `did not order the
    raid`); a question stays, unanswered."""
    if group.negated and group.cue.manner == "demand":
        return frame != "wh"
    if not group.negated or group.cue.manner not in SPEAKING:
        return False
    group.unanswered = frame == "wh"
    return frame in ("zero", "np", "inf") or frame.startswith("p")


def _inside_relative(scene: Scene, group: VerbGroup, content: list[Range]) -> list[Range]:
    """The content of a verb in a relative clause, without the main clause that goes on behind it."""
    if group.fields is not None:
        after = group.fields.last and scene.has(group.fields.opener, "rel") and content[0][0] > group.end
        goes_on = looks_finite(scene, content[0][0]) or is_finite_cue(scene, content[0][0])
        return [] if after and goes_on else content
    around = relative_around(scene, (group.start, group.end))
    if around is None:
        return content
    end = around[1]
    return [r for a, b in content if a < end for r in (scene.tidy(a, min(b, end)),) if r]


def _by_nobody(scene: Scene, np: Range) -> bool:
    """Whether a subject says that there is nobody who speaks (`Nobody warned us that P`, `Neither side has confirmed P`)."""
    before = np[0] - 1
    return scene.has(np[0], "nobody") or (before >= scene.start and scene.has(before, "nobody"))


def _read(
    scene: Scene, group: VerbGroup, found: tuple[list[Range], str], drafts: list[Draft], previous: Before
) -> Draft | None:
    """The draft of a verb whose content is found: its voice, and the content without the voice."""
    content, frame = found
    content = _inside_relative(scene, group, content)
    if not content:
        return None
    np = _voice_outside(scene, group, drafts, content)
    if np is None and not (_reported_passive(group, frame) if group.passive else impersonal_ok(group)):
        if not _left_out(scene, group, frame):
            return None
        return _elided_voice(draft(scene, group, content, None, frame))
    if np is not None and _first_person(scene, np) and group.cue.manner not in FIRST_PERSON_MANNERS:
        return None
    if np is not None and _by_nobody(scene, np) and not (frame == "wh" and not scene.has(content[0][0], "sub")):
        return None
    if frame == "np" and "media" in group.cue.frames and not _can_show(scene, np):
        return None
    if np is not None and frame == "p" and np[0] < content[0][0] - 1 < np[1]:
        np = (np[0], content[0][0] - 1)  # `ein Soldat | von neun Toten`
    if np is not None and content[0][0] < np[1] and np[0] < content[-1][1]:
        content = _without(scene, content, np)
        if not content:
            return back_reference(scene, group, previous) if frame == "np" else None
    made = draft(scene, group, about_first(scene, content, np), np, frame)
    if np is not None:
        made.links = [*passed_to(scene, group.cue, group.end), *voices_of(scene, np, made.links[0])]
    return made


def _can_show(scene: Scene, np: Range | None) -> bool:
    """Whether a voice shows something to the eye or in writing; who shows a thing otherwise (`showed courage`) says nothing."""
    kinds = {(scene.grammar.voices.get(scene.low[k]) or ("",))[0] for k in range(*np)} if np else set()
    return bool(kinds & {"media", "document", "outlet", "channel"})


def _voice_outside(scene: Scene, group: VerbGroup, drafts: list[Draft], content: list[Range]) -> Range | None:
    """The voice of a verb; the body under a preposition is none when it is part of what is said (`сообщается о P в Киеве`)."""
    np = _voice(scene, group, drafts)
    if np is not None and group.cue.voice.startswith("in:") and any(a <= np[0] < b for a, b in content):
        return None
    return np


def _clause_follows(scene: Scene, group: VerbGroup) -> bool:
    """Whether the verb's own clause begins right behind it (`X, qui …, affirme que P`)."""
    k = skip_right(scene, group.end, scene.end)
    free = scene.grammar.fact("free_order")
    if (
        free
        and group.cue.frames & {"inf", "oinf"}
        and k < scene.end
        and is_infinitive(scene, k)
        and not scene.tokens[k].cap
    ):
        return True  # `Родственники, с которыми …, боятся говорить`
    if free and k + 1 < scene.end and scene.low[k] == ",":
        k += 1
    if group.fields is not None and group.cue.under and middle_under(scene, group, group.cue.under):
        return True  # `In einem Gespräch, das …, hat X von P gesprochen`
    if group.fields is not None and not group.passive:
        k = after_clause(scene, group, subject_of(scene, group, prefer_right=True))
        k += k < scene.end and scene.low[k] == ","
    return "that" in group.cue.frames and k < scene.end and scene.has(k, "sub")


def _reported_passive(group: VerbGroup, frame: str) -> bool:
    """Whether a passive without an agent reports (`it was announced that`) and is no act (`they were condemned`)."""
    if group.fields is not None:
        return frame in ("that", "wh", "zero", "inf")
    return frame in ("that", "wh", "zero", "p") or group.cue.manner in ("announce", "relay", "reveal")


def _left_out(scene: Scene, group: VerbGroup, frame: str) -> bool:
    """Whether a finite verb opens its clause where the language leaves pronouns out (`Ha aggiunto che P`)."""
    if not scene.grammar.fact("drops_subjects") or group.passive or group.nonfinite or frame not in ("that", "inf"):
        return False
    floor = scene.floor(group.start)
    loose = BIT["skip"] | BIT["lead"] | BIT["but"] | BIT["conj"] | BIT["time"] | BIT["clitic"] | BIT["neg"]
    return all(scene.bits(k, loose) or scene.low[k] == "," for k in range(floor, group.start))


def _elided_voice(made: Draft) -> Draft:
    """The draft with its verb standing for the voice that is left out; coreference finds whom it means."""
    made.links = [replace(link, kind="", pronoun=True) for link in made.links]
    return made


def _without(scene: Scene, content: list[Range], np: Range) -> list[Range]:
    """The content behind a subject that stands between the verb and it (`forderte das Ministerium eine Heimkehr`)."""
    start, end = content[0][0], content[-1][1]
    if np[0] <= start and np[1] < end:
        if scene.grammar.fact("free_order") and scene.low[np[1]] == ",":
            return []
        rest = scene.tidy(np[1], end)
        return [rest] if rest else []
    return []


def _voice(scene: Scene, group: VerbGroup, drafts: list[Draft]) -> Range | None:
    relative = _relative_before(scene, group)
    if relative >= 0:
        if scene.grammar.fact("free_order"):
            return antecedent_noun(scene, relative)
        floor = scene.floor(relative)
        found = left_of(scene, relative, floor)
        if found is None and scene.low[relative - 1] == "," and scene.grammar.subject_first:
            found = left_of(scene, relative - 1, floor)
        if found:
            return found
    if group.nonfinite:
        return _beside_gerund(scene, group) or _elided(scene, group, drafts)
    np = subject_of(scene, group)
    if np is not None and np[1] - np[0] == 1 and scene.has(np[0], "sub", "rel") and not scene.has(np[0], "pron"):
        np = left_of(scene, np[0], scene.floor(np[0]))
    if np is not None and np[1] - np[0] == 1 and scene.has(np[0], "wh") and scene.grammar.fact("free_order"):
        return None
    if np is None and not group.passive:
        before = group.begin - 1
        while before > scene.start and scene.bits(before, BIT["skip"] | BIT["clitic"]):
            before -= 1
        if before > scene.start and (scene.has(before, "conj", "but") or scene.low[before] == ","):
            return _elided(scene, group, drafts)
    return np


def _beside_gerund(scene: Scene, group: VerbGroup) -> Range | None:
    """The noun right before a gerund without a comma, where it is its subject (`had a soldier from the unit | telling …`)."""
    before = group.start - 1
    if (
        not scene.grammar.subject_first
        or before <= scene.start
        or not scene.is_word(before)
        or scene.tokens[before].classes
    ):
        return None
    np = left_of(scene, group.start, scene.floor(group.start))
    named = np is not None and any(scene.grammar.voices.get(scene.low[k]) is not None for k in range(*np))
    return np if named and np is not None and scene.bits(np[0] - 1, FINITE_HELP | BIT["verb"]) else None


def _relative_before(scene: Scene, group: VerbGroup) -> int:
    k = group.start - 1
    while k > scene.start and scene.bits(k, BIT["skip"] | BIT["clitic"] | BIT["neg"]) and not scene.has(k, "rel"):
        k -= 1
    subject_relative = k > scene.start and scene.has(k, "rel") and not scene.has(k, "det", "sub")
    if subject_relative and scene.grammar.fact("free_order") and case_of(scene, k) == "obl":
        return -1
    return k if subject_relative else -1


def _elided(scene: Scene, group: VerbGroup, drafts: list[Draft]) -> Range | None:
    """The voice of a verb without a subject: the voice of the cue before it, else the sentence's first noun phrase."""
    for earlier in reversed(drafts):
        if not earlier.trigger or earlier.trigger[0] >= group.start or earlier.holds(group.hit.start):
            continue
        if scene.grammar.subject_first and _inner(earlier, drafts):
            continue
        if earlier.links and earlier.links[-1].np:
            return earlier.links[-1].np
    if any(tagged := [d for d in drafts if d.links and not (d.direct and d.holds(group.hit.start))]):
        return tagged[-1].links[-1].np
    return first_subject(scene, group.start) if scene.grammar.fact("free_order") else first_noun(scene, group.start)


def _inner(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a draft stands inside another's content, or belongs to a noun: a later verb goes on the outer voice."""
    start = draft.trigger[0] if draft.trigger else draft.start
    return (draft.cue is not None and draft.cue.type == "noun") or any(
        o is not draft and o.holds(start) for o in drafts
    )


def first_subject(scene: Scene, stop: int) -> Range | None:
    """The subject of the sentence's first clause, looked for before its verb."""
    floor = scene.floor(stop)
    end = next((k for k in range(floor, stop) if looks_finite(scene, k)), stop)
    return subject_left(scene, end, floor, plural=False)


def _first_person(scene: Scene, np: Range) -> bool:
    return np[1] - np[0] == 1 and scene.has(np[0], "first")
