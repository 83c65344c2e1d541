"""What a verb cue's words put forward: a clause, a question, an infinitive, a nominal, and where each of them ends."""

from __future__ import annotations

from selon.statements.cases import case_of, looks_finite
from selon.statements.clauses import clause_after_comma, field_object, has_verb, marked_infinitive, names_act
from selon.statements.edges import drop_trailing, skip_right
from selon.statements.ends import content_end
from selon.statements.grammar import BIT
from selon.statements.nouns import right_of
from selon.statements.scene import FINITE_HELP, Range, Scene
from selon.statements.subjects import after_clause, middle_under, subject_second
from selon.statements.verbs import VerbGroup, verb_group

MAX_REACH = 45
"""How many tokens after a cue its subordinator may stand."""


def content_of(scene: Scene, group: VerbGroup) -> tuple[list[Range], str] | None:
    """The content that stands after the group, and the frame that found it; `None` when nothing there fits."""
    frames = group.cue.frames
    ceiling = scene.ceiling(group.end)
    group.after = group.end
    second = scene.grammar.fact("verb_second") and group.fields is not None
    if second:
        np = None if group.passive else subject_second(scene, group)
        group.after = after_clause(scene, group, np)
        if group.particle or (group.fields and group.fields.finite < group.hit.start):
            ceiling = scene.ceiling(group.after)
    if second and "zero" in frames and (content := _clause_first(scene, group, ceiling)):
        return [content], "zero"
    if "inf" in frames and _infinitive_next(scene, group, ceiling) and (content := _infinitive(scene, group, ceiling)):
        return [content], "inf"
    tries = (
        ("that", _that_clause), ("wh", _question), ("oinf", _object_infinitive), ("inf", _infinitive),
        ("zero", _zero_clause), ("np", _nominal),
    )  # fmt: skip
    for frame, find in tries:
        if frame == "np" and group.cue.under and (content := _prepositional(scene, group, ceiling)):
            return [content], "p"
        if frame in frames and (content := find(scene, group, ceiling)):
            return [content], frame
    if "quote" in frames and (content := _after_colon(scene, group, ceiling)):
        return [content], "colon"
    if group.cue.under and scene.grammar.fact("free_order") and (content := _fronted(scene, group)):
        return [content], "p"
    return None


def _clause_first(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """A clause with its verb second behind the cue, when it stands before any subordinator and has its own verb."""
    found = clause_after_comma(scene, group, ceiling)
    if found is None:
        return None
    comma = next((k for k in range(found[0], ceiling) if scene.low[k] == ","), ceiling)
    return found if has_verb(scene, found[0], comma) else None


def _after_colon(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """`X added: nobody was hurt.` – what is said stands behind a colon, without quotation marks."""
    for k in range(group.after, min(group.after + 6, ceiling)):
        if scene.low[k] == ":":
            if k + 1 >= ceiling or scene.is_open(k + 1) or scene.is_dash(k + 1):
                return None
            found = scene.tidy(k + 1, ceiling)
            return found if found and scene.word_count(*found) >= 2 else None
        if scene.low[k] == "," or scene.is_break(k) or scene.is_open(k) or scene.has(k, "sub", "rel"):
            return None
        if scene.has(k, "prep") and not scene.has(k, "det"):
            return None
    return None


def _fronted(scene: Scene, group: VerbGroup) -> Range | None:
    """`О взрывах в Киеве сообщил мэр`: the nominal under its preposition stands before the verb."""
    floor = scene.floor(group.start)
    k = floor
    while k < group.start and (
        scene.bits(k, BIT["lead"] | BIT["skip"] | BIT["conj"] | BIT["but"]) or scene.low[k] == ","
    ):
        k += 1
    if k + 1 >= group.start or scene.low[k] not in group.cue.under:
        return None
    if any(tuple(scene.low[k : k + len(r)]) == r for r in scene.grammar.back_references):
        return None
    content = scene.tidy(k + 1, drop_trailing(scene, k + 1, group.start))
    if content is None or (
        scene.bits(content[0], BIT["det"] | BIT["wh"] | BIT["rel"]) and scene.word_count(*content) < 2
    ):
        return None
    return content


def _that_clause(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    for k in range(group.after, min(group.after + MAX_REACH, ceiling)):
        if scene.has(k, "sub") and (k == group.end or not scene.has(k - 1, "prep") or scene.low[k - 1] == ","):
            if scene.grammar.fact("relatives_after_comma") and k > group.end and scene.has(k - 1, "conj"):
                return None
            if scene.grammar.fact("free_order") and any(looks_finite(scene, m) for m in range(group.end, k)):
                return None
            if scene.has(k, "purpose") and group.cue.kind not in ("demand", "intent"):
                return None
            if _blocked(scene, group.after, k) or _relative_that(scene, group, k, ceiling):
                return None
            start = k + 1
            while start < ceiling and scene.has(start, "sub"):  # `de que`: a subordinator of two words
                start += 1
            return scene.tidy(start, content_end(scene, start, ceiling))
        if scene.is_break(k) or (scene.is_open(k) and scene.tokens[k].mate >= ceiling):
            return None
    return None


def _relative_that(scene: Scene, group: VerbGroup, k: int, ceiling: int) -> bool:
    """Whether a subordinator that stands far off is a relative of a noun in a clause that has none (English *that*)."""
    marked = scene.grammar.subject_first and scene.grammar.fact("infinitive_any_word")
    if marked and k > group.end and k + 1 < ceiling and scene.bits(k + 1, FINITE_HELP):
        return True  # `asked Iran to avoid acts that could …`
    if "zero" not in group.cue.frames or scene.grammar.fact("zero_after_comma") or k == group.end:
        return False
    first = skip_right(scene, group.end, k)
    if scene.grammar.subject_first and "to" not in group.cue.frames and first < k and scene.has(first, "pron"):
        return not scene.has(first, "det")  # `says it lost the town that …`: the clause has begun
    takes_object = "np" in group.cue.frames and "to" not in group.cue.frames and group.cue.manner != "promise"
    if takes_object and first < k and scene.is_word(first) and not scene.has(first, "prep"):
        return True  # `announced sanctions that bite`: the clause belongs to the object
    verb_next = k + 1 < ceiling and scene.bits(k + 1, FINITE_HELP)
    verb_between = any(scene.bits(m, FINITE_HELP) for m in range(group.end, k))
    return verb_next or verb_between or (k - group.end > 10 and scene.low[k - 1] != ",")


def _blocked(scene: Scene, start: int, end: int) -> bool:
    """Whether another clause stands between a cue and a subordinator: a relative, or another finite cue."""
    if any(
        scene.has(k, "rel", "advsub", "wh") and not scene.has(k, "sub") and not scene.has(k, "det")
        for k in range(start, end)
    ):
        return True
    finite = (h for h in scene.hits if h.entry.type == "verb" and "fin" in h.features and start <= h.start < end)
    return any(not scene.grammar.subject_first or verb_group(scene, h) is not None for h in finite)


def _question(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    for k in range(group.after, min(group.after + 14, ceiling)):
        if scene.has(k, "wh"):
            if scene.grammar.fact("free_order"):
                before = k - scene.has(k - 1, "prep")
                relative = scene.has(k, "rel") and any(scene.is_word(m) for m in range(group.end, before))
                if relative or _blocked(scene, group.end, before):
                    return None
            if scene.grammar.subject_first and _relative_of_object(scene, group, k):
                return None
            if scene.grammar.subject_first and "zero" in group.cue.frames and not _question_next(scene, group, k):
                return None
            start = k
            if k > group.end and scene.has(k - 1, "prep"):
                start = k - 1
            if scene.has(k, "clitic"):  # a particle behind the first word of its question
                start = next((m + 1 for m in range(k, group.end - 1, -1) if scene.low[m] == ","), group.end)
            return scene.tidy(start, content_end(scene, start, ceiling))
        if scene.is_break(k) or (scene.low[k] == "," and k > group.end + 8):
            return None
    return None


def _relative_of_object(scene: Scene, group: VerbGroup, k: int) -> bool:
    """Whether a word that asks and relates stands behind a comma and the verb's object (`could not verify the film, which …`)."""
    object_before = any(scene.is_word(m) for m in range(group.end, k - 1))
    return scene.has(k, "rel") and scene.low[k - 1] == "," and object_before and not group.cue.frames & {"to"}


def _question_next(scene: Scene, group: VerbGroup, k: int) -> bool:
    """Whether a question word at `k` stands right behind the verb, or behind who is told, and so opens its content."""
    after = skip_right(scene, group.end, k)
    if "to" in group.cue.frames and (told := right_of(scene, after, k)):
        after = skip_right(scene, told[1], k)
    return after >= k or (after == k - 1 and scene.has(after, "prep"))


def _infinitive(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    k = skip_right(scene, group.after, ceiling)
    while k > group.after and scene.has(k - 1, "neg"):
        k -= 1
    return _infinitive_at(scene, k, ceiling)


def _infinitive_next(scene: Scene, group: VerbGroup, ceiling: int) -> bool:
    """Whether an infinitive without a marker stands right behind the verb (`a reconnu avoir retiré ses troupes`)."""
    if scene.grammar.fact("free_order") or not scene.grammar.fact("bare_infinitive"):
        return False
    k = skip_right(scene, group.after, ceiling)
    return k < ceiling and not scene.has(k, "sub") and _is_infinitive(scene, k)


def _infinitive_at(scene: Scene, k: int, ceiling: int) -> Range | None:
    start = k
    if scene.grammar.fact("infinitive_after_comma"):
        return marked_infinitive(scene, k, ceiling)
    while start < ceiling and scene.has(start, "inf"):
        start += 1
    if start == k and not scene.grammar.fact("bare_infinitive"):
        return None
    probe = start
    while probe < ceiling and scene.bits(probe, BIT["clitic"] | BIT["neg"] | BIT["skip"]) and probe - start < 5:
        probe += 1
    if probe >= ceiling or not (_is_infinitive(scene, probe) or _is_infinitive(scene, start)):
        return None
    end = content_end(scene, start, ceiling, infinitive=True)
    if scene.grammar.fact("free_order"):
        cuts = (
            k for k in range(start, end - 1) if scene.is_dash(k) or (scene.low[k] == "," and looks_finite(scene, k + 1))
        )
        end = next(cuts, end)
    return scene.tidy(start, end)


def _is_infinitive(scene: Scene, k: int) -> bool:
    if scene.grammar.fact("infinitive_any_word"):
        return (
            scene.is_word(k)
            and not scene.has(k, "det", "prep", "time")
            and not scene.tokens[k].cap
            and not scene.low[k][0].isdigit()
        )
    low = scene.low[k]
    endings = scene.grammar.words("infinitive_endings")
    return (
        len(low) > 3
        and low.endswith(tuple(endings))
        and not scene.tokens[k].classes & (BIT["prep"] | BIT["time"] | BIT["noun"])
    )


def _object_infinitive(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """`urged India to talk`, `menacent Poutine de déserter`, `призвал Киев прекратить`: the infinitive behind an object."""
    if scene.grammar.fact("infinitive_after_comma"):
        return marked_infinitive(scene, group.after, ceiling)
    bare = scene.grammar.fact("bare_infinitive") and not scene.grammar.marks_infinitives
    for k in range(group.end, min(group.end + 18, ceiling)):
        if scene.has(k, "sub", "rel", "advsub") or scene.is_break(k):
            return None
        if scene.low[k] == "," and k > group.end and not bare:
            continue
        if scene.low[k] == "," and group.cue.type == "noun":
            return None
        if scene.has(k, "inf") or (bare and _is_infinitive(scene, k)):
            negated = bare and k > group.end and scene.has(k - 1, "neg")
            found = _infinitive_at(scene, k - negated, ceiling)
            if found:
                return found
    return None


def _zero_clause(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """A clause without a subordinator right after the verb (English), or behind a comma where the pack says so (German)."""
    k = skip_right(scene, group.end, ceiling)
    if scene.grammar.fact("zero_after_comma"):
        return clause_after_comma(scene, group, ceiling)
    if "to" in group.cue.frames and (told := right_of(scene, k, ceiling)):
        k = skip_right(scene, told[1], ceiling)
    if k >= ceiling or scene.low[k] in ",.:":
        return None
    bounded = k + 1 < ceiling and scene.low[k + 1][0].isdigit() and scene.has(k, "prep")  # `about 12 people were hurt`
    if scene.has(k, "prep", "conj", "but") and not scene.has(k, "det") and not bounded:
        return None
    if k > group.end and scene.bits(k, FINITE_HELP) and not scene.has(k - 1, "time"):
        k -= 1  # an adverb that stands for the subject (`said there was no danger`)
    if scene.is_break(k) or scene.word_count(k, ceiling) < (3 if "np" in group.cue.frames else 2):
        return None
    return scene.tidy(k, content_end(scene, k, ceiling))


def _nominal(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    if group.fields is not None and not (group.negated and group.cue.manner == "confirm"):
        return field_object(scene, group)
    k = skip_right(scene, group.end, ceiling)
    if k >= ceiling or scene.low[k] in ",.:" or scene.is_break(k) or _no_object(scene, group, k):
        return None
    end = content_end(scene, k, ceiling, nominal=True)
    if not _fits_frames(scene, group.cue.frames, k, end):
        return None
    found = scene.tidy(k, end)
    if found is None or scene.word_count(*found) > 2:
        return found
    if scene.low[end : end + 1] == [":"] and end + 1 < ceiling and not scene.is_open(end + 1):
        spelt = scene.tidy(end + 1, ceiling)
        if spelt and scene.word_count(*spelt) >= 3:
            return spelt  # `признал ошибку: P`
    alone = scene.word_count(*found) == 1 and scene.has(found[0], "pron", "clitic")
    return None if alone or scene.has(found[0], "this") else found


def _no_object(scene: Scene, group: VerbGroup, k: int) -> bool:
    """Whether no object can begin at token `k`: a preposition or clause does, or the verb's own subject."""
    if group.negated and group.cue.manner == "confirm":
        return True
    if group.start > scene.start and scene.has(group.start - 1, "rel") and case_of(scene, group.start - 1) == "obl":
        return True  # the relative itself is the object
    if scene.has(k, "prep", "sub", "conj", "but", "rel", "advsub") and not scene.has(k, "det"):
        return True
    known = scene.grammar.voices.get(scene.low[k])
    return known is not None and known[0] in ("role", "person") and case_of(scene, k) == "nom"


def _fits_frames(scene: Scene, frames: frozenset[str], k: int, end: int) -> bool:
    """Whether a nominal is what the cue asks for: no people, something with a predicate, something with `as`."""
    if "thing" in frames and _are_people(scene, k):
        return False
    predicate = tuple(scene.grammar.words("predicate_endings"))
    if "predicate" in frames and predicate and not _has_predicate(scene, k, end, predicate):
        return False
    openers = scene.grammar.words("tag_openers")
    return "as" not in frames or any(scene.low[m] in openers for m in range(k, end))


def _are_people(scene: Scene, start: int) -> bool:
    """Whether a nominal counts or names people (`осудили 45 солдат`), who are sentenced and not condemned in words."""
    known = scene.grammar.voices.get(scene.low[start])
    return scene.low[start][0].isdigit() or (known is not None and known[0] in ("role", "group", "unidentified"))


def _has_predicate(scene: Scene, start: int, end: int, endings: tuple[str, ...]) -> bool:
    """Whether a nominal says what its object is held to be (`назвал закон ошибкой`), and does not only name it."""
    return any(scene.is_open(k) or (k > start and scene.low[k].endswith(endings)) for k in range(start, end)) or (
        scene.low[start].endswith(endings) and start + 1 < end
    )


def _prepositional(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    under = group.cue.under
    if group.fields is not None and (found := middle_under(scene, group, under)):
        return None if names_act(scene, found) else found
    for k in range(group.end, min(group.end + 12, ceiling)):
        if scene.low[k] in under:
            found = scene.tidy(k + 1, content_end(scene, k + 1, ceiling, nominal=True))
            lone = found is not None and found[1] - found[0] == 1 and scene.has(found[0], "clitic", "pron")
            return None if found is None or lone or names_act(scene, found) else found
        relative = scene.has(k, "rel") and not scene.has(k, "det")
        if scene.is_break(k) or scene.has(k, "sub") or relative or (scene.low[k] == "," and k > group.end):
            return None
    return None
