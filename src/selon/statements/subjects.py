"""Who speaks, and what is put forward inside the clause, where the verb stands second: read off fields and case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selon.statements.cases import looks_finite
from selon.statements.edges import skip_right, time_phrase
from selon.statements.fields import OPENERS, Fields, fields_of, is_finite_cue, segment_start
from selon.statements.grammar import BIT, CASES
from selon.statements.nouns import left_of, right_of
from selon.statements.scene import FINITE_HELP, Range, Scene

if TYPE_CHECKING:
    from selon.statements.verbs import VerbGroup

_LOOSE = BIT["skip"] | BIT["neg"] | BIT["clitic"] | BIT["time"] | BIT["lead"] | BIT["but"] | BIT["conj"]

# --- case -------------------------------------------------------------------------------------------------------------


def is_oblique(scene: Scene, np: Range) -> bool:
    """Whether a noun phrase cannot be a subject: its article says so, or article and adjective (or gender) together."""
    k = np[0]
    cases = scene.grammar.features.get(scene.low[k], frozenset()) & CASES
    if not cases:
        return False
    if "nom" not in cases:
        return True
    return "gen" in cases and bool(scene.bits(k, BIT["det"])) and _feminine_or_weak(scene, k + 1, np[1])


def _feminine_or_weak(scene: Scene, k: int, end: int) -> bool:
    """Whether what follows an article of several cases shows that it is no nominative (`der neuen …`, `der Zeitung`)."""
    weak = scene.grammar.words("oblique_adjectives")
    while k < end and not scene.tokens[k].cap:
        if scene.is_word(k) and not scene.tokens[k].classes and scene.low[k].endswith(weak):
            return True
        k += 1
    if k >= end:
        return False
    if (
        k + 1 < end
        and scene.low[k].endswith(weak)
        and scene.tokens[k + 1].cap
        and not scene.grammar.voices.get(scene.low[k])
    ):
        return True
    known = scene.grammar.voices.get(scene.low[k])
    if known is not None and known[1]:
        return known[1] == "f"
    return scene.low[k].endswith(scene.grammar.words("feminine_endings"))


def can_speak(scene: Scene, np: Range) -> bool:
    """Whether a phrase names something that can speak: a known voice, a pronoun, a name without an article."""
    first = scene.tokens[np[0]]
    if first.classes & (BIT["pron"] | BIT["title"]) or not scene.is_word(np[0]):
        return True
    if any(scene.grammar.voices.get(scene.low[k]) is not None for k in range(np[0], min(np[1], np[0] + 7))):
        return True
    if not first.cap or first.classes & BIT["det"] or _common(scene, np[0]):
        return False
    two = np[1] - np[0] > 3 and scene.tokens[np[0] + 1].cap and not scene.tokens[np[0] + 1].classes
    return two or np[1] - np[0] <= 3


def _common(scene: Scene, k: int) -> bool:
    return scene.low[k].endswith(scene.grammar.words("common_endings"))


# --- subjects ---------------------------------------------------------------------------------------------------------


def subject_second(scene: Scene, group: VerbGroup, *, prefer_right: bool = False) -> Range | None:
    """The subject of a verb group by the fields of its clause; `None` when no phrase there can be one."""
    fields = group.fields or fields_of(scene, group)
    group.fields = fields
    if fields.last:
        return _subject_last(scene, group, fields)
    if fields.finite > fields.first and scene.has(fields.finite - 1, "conj"):
        return None  # `X sagte P und forderte Q`: the subject stands with the verb before
    right = _subject_in(scene, fields.middle[0], _right_edge(scene, group, fields))
    left = _fore_subject(scene, fields)
    if left is not None and right is not None and right[1] - right[0] == 1 and scene.has(right[0], "this"):
        right = None  # `Die Gegenseite wies das zurück`
    if prefer_right and right is not None:
        return right
    if left is None or (right is not None and right[0] == fields.finite + 1 and _only_subject_pronoun(scene, right[0])):
        return right
    if right is not None and left[1] - left[0] == 1 and scene.has(left[0], "this"):
        return right  # `Das bestätigte X`
    if right is not None and not can_speak(scene, left) and can_speak(scene, right):
        return right
    return left


def _right_edge(scene: Scene, group: VerbGroup, fields: Fields) -> int:
    """How far right a subject may reach: over its appositions, up to the bracket's close."""
    return fields.middle[1] if group.particle or fields.finite < group.hit.start else scene.ceiling(fields.end)


def _pronoun_subject(scene: Scene, np: Range) -> bool:
    return (
        np[1] - np[0] == 1 and scene.has(np[0], "pron") and "subj" in scene.grammar.features.get(scene.low[np[0]], ())
    )


def _only_subject_pronoun(scene: Scene, k: int) -> bool:
    """Whether a pronoun can be nothing but a subject (`er`, `man`; not `sie`)."""
    cases = scene.grammar.features.get(scene.low[k], frozenset()) & CASES
    return scene.has(k, "pron") and not scene.has(k, "det") and cases == {"nom"}


def _fore_subject(scene: Scene, fields: Fields) -> Range | None:
    """The fore-field, when it is a noun phrase that can be the subject."""
    finite = fields.finite
    start = fields.first
    if start >= finite:  # a comma stands right before the verb: an apposition or a relative clause, or a whole clause
        return before_insertion(scene, finite)
    start = _past_loose(scene, start, finite)
    if start >= finite or (scene.bits(start, OPENERS) and not scene.bits(start, BIT["det"] | BIT["pron"])):
        return None
    if scene.has(start, "prep") and not scene.has(start, "det"):
        after = time_phrase(scene, start, finite)
        if not after or after >= finite:
            return None
        start = after
    if _pronoun_subject(scene, (start, start + 1)):
        return (start, start + 1)
    np = left_of(scene, finite, start)
    if np is None or np[0] > start + 1 or is_oblique(scene, np):
        return None
    return np


def _past_loose(scene: Scene, k: int, end: int) -> int:
    while k < end and scene.bits(k, _LOOSE) and not scene.bits(k, BIT["det"] | BIT["pron"] | BIT["title"]):
        k += 1
    return k


def before_insertion(scene: Scene, finite: int) -> Range | None:
    """The noun before an apposition or relative clause that a comma closes right before the finite verb."""
    floor = scene.floor(finite)
    comma = finite - 1
    if comma <= floor or scene.low[comma] != ",":
        return None
    start = segment_start(scene, comma, floor)
    if start <= floor:
        return None
    relative = scene.has(start, "rel") or (scene.has(start, "prep") and scene.has(start + 1, "rel"))
    opens = scene.bits(start, OPENERS | BIT["prep"] | BIT["conj"]) and not scene.has(start, "det")
    named = not opens and not any(looks_finite(scene, k) or is_finite_cue(scene, k) for k in range(start, comma))
    again = right_of(scene, start, comma, adjuncts=True) if relative and scene.has(start, "det") else None
    if again is not None and again[1] == comma and scene.tokens[comma - 1].cap:
        relative, named = False, True  # an article with its noun and nothing behind it: no relative clause
    if not relative and not named:
        return None
    before = start - 1
    head = _past_loose(scene, segment_start(scene, before, floor), before)
    if head >= before or (scene.has(head, "prep") and not scene.has(head, "det")):
        return None
    np = right_of(scene, head, before, adjuncts=True)
    if np is None or np[1] < before or is_oblique(scene, np):
        return None
    return np if relative else (np[0], comma)


def _subject_last(scene: Scene, group: VerbGroup, fields: Fields) -> Range | None:
    """The subject of a clause with its verb last: the relative's noun, or the first phrase behind the opener that can be one."""
    start, end = fields.middle
    opener = fields.opener
    inner = _subject_in(scene, start, end) if start < end else None
    if not scene.has(opener, "rel") or scene.has(opener, "advsub", "sub"):
        return inner
    governed = scene.has(opener - 1, "prep") or "nom" not in scene.grammar.features.get(scene.low[opener], frozenset())
    if governed or (inner is not None and _pronoun_subject(scene, inner)):
        return inner
    comma = opener - 1
    floor = scene.floor(comma)
    head = segment_start(scene, comma, floor)
    antecedent = _last_noun(scene, head, comma)
    if inner is not None and antecedent is not None and can_speak(scene, inner) and not can_speak(scene, antecedent):
        return inner  # `eine Zahl, die der Generalstab bestreitet`
    return antecedent


def _last_noun(scene: Scene, start: int, end: int) -> Range | None:
    """The phrase before a relative's comma: from the last article, name or known voice that can head it."""
    for k in range(end - 1, max(start, end - 9) - 1, -1):
        if scene.has(k, "det") and k + 1 < end and not scene.has(k - 1, "np"):
            genitive = (
                scene.grammar.features.get(scene.low[k], frozenset()) & {"gen"}
                and k > start
                and scene.tokens[k - 1].cap
            )
            if not genitive:
                return right_of(scene, k, end)
        if scene.has(k, "prep") and not scene.has(k, "np"):
            return right_of(scene, k + 1, end)
    first = end
    while first > start and scene.tokens[first - 1].cap and not scene.tokens[first - 1].classes:
        first -= 1
    return (first, end) if first < end else None


def _subject_in(scene: Scene, start: int, end: int) -> Range | None:
    """The first phrase in a middle field that can be the subject: adverbs, prepositional and oblique phrases are passed."""
    k = start
    fallback: Range | None = None
    while k < end:
        k = skip_right(scene, k, end)
        if k >= end or scene.low[k] in ",:" or scene.is_break(k) or (scene.is_open(k) and scene.tokens[k].mate - k > 4):
            return fallback
        if scene.bits(k, OPENERS) and not scene.bits(k, BIT["det"] | BIT["pron"]):
            return fallback
        if scene.has(k, "prep") and not scene.has(k, "det"):
            np = right_of(scene, k + 1, end)
            if np is None:
                k += 1
                continue
            k = np[1]
            continue
        np = right_of(scene, k, end)
        if np is None:
            return fallback
        if scene.has(k, "pron") and not scene.has(k, "det"):
            if "subj" in scene.grammar.features.get(scene.low[k], ()):
                return np
        elif not is_oblique(scene, np):
            return np
        k = max(np[1], k + 1)
    return fallback


# --- what is put forward ----------------------------------------------------------------------------------------------


def after_clause(scene: Scene, group: VerbGroup, np: Range | None) -> int:
    """The token from which a content behind the cue's clause is looked for: behind its bracket and its subject."""
    return max(group.end, group.particle[1] if group.particle else 0, np[1] if np and np[0] >= group.end else 0)


def middle_object(scene: Scene, group: VerbGroup, np: Range | None) -> Range | None:
    """The nominal in the middle field (`kündigte X Vergeltung an`, `hat X die Vorwürfe bestritten`), or in the fore-field."""
    fields = group.fields or fields_of(scene, group)
    start, end = fields.middle
    if np is not None and start <= np[0] < end:
        if np[1] >= end:
            return _fore_object(scene, fields)
        start = np[1]
    start = _past_addressee(scene, start, end)
    if "dat" in group.cue.frames and (whom := right_of(scene, start, end)) is not None:
        noun = next((k + 1 for k in range(*whom) if scene.tokens[k].cap), whom[1])
        start = whom[1] if whom[1] < end else min(noun, end)
    if start >= end or scene.low[start] in ",:" or scene.bits(start, BIT["sub"]):
        return _fore_object(scene, fields) if np is None or np[0] >= fields.finite else None
    if scene.has(start, "prep") and not scene.has(start, "det") and np is not None and np[0] >= fields.finite:
        return _fore_object(scene, fields)  # `Eine Schutzpflicht verneinte das Gericht im konkreten Fall`
    if scene.has(start, "pron") and not scene.has(start, "det") and end - start <= 2:
        return None
    return scene.tidy(start, end)


def _past_addressee(scene: Scene, start: int, end: int) -> int:
    """`start` behind adverbs, times, and a leading prepositional phrase that another phrase with an article follows."""
    k = skip_right(scene, start, end)
    while k < end and scene.has(k, "prep") and not scene.has(k, "det"):
        np = right_of(scene, k + 1, end)
        if np is not None and np[1] == end and scene.has(np[0], "det", "poss"):
            noun = next((m + 1 for m in range(*np) if scene.tokens[m].cap), end)
            np = (np[0], noun) if noun < end and scene.tokens[noun].cap else np  # `in seiner Rede | Vergeltung`
        after = skip_right(scene, np[1], end) if np else end
        if np is None or after >= end or scene.has(after, "prep") or scene.low[after] == ",":
            break
        k = after
    return k


def _fore_object(scene: Scene, fields: Fields) -> Range | None:
    """The fore-field as object (`Den Angriff bestätigte X`)."""
    if fields.last or fields.first >= fields.finite:
        return None
    start = _past_loose(scene, fields.first, fields.finite)
    if start >= fields.finite or (
        scene.bits(start, BIT["pron"] | BIT["prep"] | BIT["this"]) and not scene.has(start, "det")
    ):
        return None
    found = scene.tidy(start, fields.finite)
    if found and found[1] - found[0] == 1 and scene.has(start, "pron", "det"):
        return None
    return found if found and scene.tokens[found[1] - 1].cap else None


def middle_under(scene: Scene, group: VerbGroup, under: frozenset[str]) -> Range | None:
    """The nominal under one of the cue's prepositions in the middle field (`hat vor P gewarnt`) or the fore-field."""
    fields = group.fields or fields_of(scene, group)
    start, end = fields.middle
    closed = group.particle is not None or fields.finite != group.hit.start or fields.last
    for k in range(start, end):
        if scene.low[k] in under and scene.tape.inside[k] == scene.tape.inside[group.hit.start]:
            return scene.tidy(k + 1, end) if closed else None
    fore = _past_loose(scene, fields.first, fields.finite)
    if not fields.last and fore + 1 < fields.finite and scene.low[fore] in under and not scene.has(fore + 1, "pron"):
        return scene.tidy(fore + 1, fields.finite)
    return None


def passive_subject(scene: Scene, group: VerbGroup) -> Range | None:
    """What a passive puts forward: its subject in the fore-field, or behind the auxiliary."""
    fields = group.fields or fields_of(scene, group)
    found = _passive_subject(scene, fields)
    return None if found and found[1] - found[0] == 1 and scene.has(found[0], "pron") else found


def _passive_subject(scene: Scene, fields: Fields) -> Range | None:
    found = None if fields.last else _fore_subject(scene, fields)
    return found or _subject_in(scene, *fields.middle)


def passive_voice(scene: Scene, group: VerbGroup) -> Range | None:
    """Who speaks in a passive: the subject of a cue that cites (`X wird zitiert`), the agent (`von X`), a document."""
    fields = group.fields or fields_of(scene, group)
    if "cites" in group.cue.frames:
        return _passive_subject(scene, fields)
    inner = [*(() if fields.last else range(fields.first, fields.finite)), *range(*fields.middle)]
    for k in inner:
        if scene.has(k, "agent"):
            return right_of(scene, k + 1, scene.ceiling(k))
    places = scene.grammar.words("document_prepositions")
    for k in inner:
        found = right_of(scene, k + 1, scene.ceiling(k)) if scene.low[k] in places else None
        kinds = {
            known[0] for m in range(*(found or (0, 0))) if (known := scene.grammar.voices.get(scene.low[m])) is not None
        }
        if kinds & {"document", "media"}:
            return found
    return None


def noun_back(scene: Scene, i: int, floor: int) -> Range | None:
    """The longest noun phrase that ends right before token `i`; a verb in second place is no part of it."""
    verb = any(scene.bits(k, FINITE_HELP) for k in range(floor, i))
    for k in range(max(floor, i - 14), i):
        token = scene.tokens[k]
        if not scene.is_word(k) and not scene.is_open(k):
            continue
        if token.classes & (BIT["prep"] | OPENERS | FINITE_HELP | _LOOSE) and not token.classes & (
            BIT["det"] | BIT["title"]
        ):
            continue
        lower = not token.cap and not token.classes and not token.low[0].isdigit()
        if lower and (
            (not verb and k > floor)
            or looks_finite(scene, k)
            or not token.low.endswith(scene.grammar.words("attributive_endings"))
        ):
            continue
        np = right_of(scene, k, i)
        if np is not None and np == (k, i):
            return np
    return None
