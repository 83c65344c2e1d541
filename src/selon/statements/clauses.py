"""Contents where the verb stands second: clauses behind a comma, infinitives with their marker, objects in the fields."""

from __future__ import annotations

from selon.statements.edges import skip_right
from selon.statements.ends import content_end
from selon.statements.fields import is_finite_cue
from selon.statements.grammar import BIT
from selon.statements.nouns import right_of
from selon.statements.scene import FINITE_HELP, Range, Scene
from selon.statements.subjects import middle_object, passive_subject, subject_second
from selon.statements.verbs import VerbGroup


def marked_infinitive(scene: Scene, k: int, ceiling: int) -> Range | None:
    """An infinitive clause with its marker inside: `, … zu tun` behind a comma."""
    for comma in range(k, min(k + 14, ceiling)):
        if scene.low[comma] != "," or comma + 1 >= ceiling:
            continue
        if scene.has(comma + 1, "sub", "wh", "advsub", "conj", "but"):
            return None
        if scene.has(comma + 1, "purpose"):
            continue
        relative = scene.has(comma + 1, "rel")
        end = next((m for m in range(comma + 1, ceiling) if relative and scene.low[m] == ","), ceiling)
        if any(_is_marked(scene, m, end) for m in range(comma + 1, end)):
            return scene.tidy(comma + 1, content_end(scene, comma + 1, ceiling))
        if not relative:
            return None
    return None


def _is_marked(scene: Scene, m: int, end: int) -> bool:
    """Whether an infinitive with its marker stands at `m`: apart (`zu tun`) or inside a separable verb (`mitzuteilen`)."""
    endings = scene.grammar.words("infinitive_endings") or ("en", "n")
    if scene.has(m, "inf"):
        return m + 1 < end and not scene.tokens[m + 1].cap and scene.low[m + 1].endswith(endings)
    low = scene.low[m]
    marker = any(scene.grammar.classes.get(low[k : k + 2], 0) & BIT["inf"] for k in range(2, len(low) - 4))
    return marker and low.endswith(endings) and not scene.tokens[m].cap and not scene.tokens[m].classes


def clause_after_comma(scene: Scene, group: VerbGroup, ceiling: int) -> Range | None:
    """A clause with its verb second behind a comma or colon (`X sagte, die Lage sei ernst`); relative clauses are passed over."""
    k = group.after
    while k < min(group.after + 25, ceiling):
        if scene.is_open(k) or scene.low[k] == "(":
            k = max(scene.hop_right(k), k)
        if scene.low[k] in ",:":
            if k + 1 >= ceiling or (
                scene.has(k + 1, "rel", "sub", "advsub", "conj", "but") and not scene.has(k + 1, "det", "pron")
            ):
                return None
            governed = scene.has(k + 1, "prep") and k + 2 < ceiling and scene.has(k + 2, "rel")
            if governed and not (scene.has(k + 2, "det") and opens_main_clause(scene, k + 2, ceiling)):
                k = next((m for m in range(k + 2, ceiling) if scene.low[m] == ","), ceiling)
                continue
            if scene.has(k + 1, "rel") and not opens_main_clause(scene, k + 1, ceiling):
                k = next((m for m in range(k + 2, ceiling) if scene.low[m] == ","), ceiling)
                continue
            if scene.grammar.fact("free_order") and any(h.start == k + 1 and "fin" in h.features for h in scene.hits):
                return None
            return scene.tidy(k + 1, content_end(scene, k + 1, ceiling)) if has_verb(scene, k + 1, ceiling) else None
        k += 1
    return None


def opens_main_clause(scene: Scene, k: int, ceiling: int) -> bool:
    """Whether an article that could be a relative opens a clause with its verb second: a noun phrase, and then the verb."""
    if k + 1 >= ceiling or (
        scene.bits(k + 1, BIT["pron"] | BIT["prep"] | BIT["clitic"]) and not scene.has(k + 1, "det")
    ):
        return False
    if scene.has(k, "pron") and scene.bits(k + 1, FINITE_HELP | BIT["reported"]):
        return True
    np = right_of(scene, k, ceiling)
    while np is not None and np[1] < ceiling and scene.bits(np[1], BIT["prep"]) and not scene.has(np[1], "det"):
        np = right_of(scene, np[1] + 1, ceiling)
    if np is None or np[1] >= ceiling:
        return False
    last = np[1] - 1
    if not scene.tokens[last].cap and not scene.is_close(last) and not scene.has(last, "pron"):
        return False
    after = skip_right(scene, np[1], ceiling)
    if after >= ceiling or scene.tokens[after].cap or not scene.is_word(after):
        return False
    return (after + 1 < ceiling and scene.low[after + 1] != ",") or scene.bits(after, FINITE_HELP | BIT["reported"])


def has_verb(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb stands in `[start, end)`: an auxiliary, or an ending that the pack knows."""
    if any(
        scene.bits(k, FINITE_HELP | BIT["verb"] | BIT["reported"]) or is_finite_cue(scene, k) for k in range(start, end)
    ):
        return True
    if opens_main_clause(scene, start, end):
        return True
    endings = tuple(scene.grammar.words("finite_endings"))
    return bool(endings) and any(
        scene.low[k].endswith(endings) and not scene.tokens[k].cap and not scene.has(k, "det", "prep")
        for k in range(start, end)
    )


def names_act(scene: Scene, content: Range) -> bool:
    """Whether a nominal names what is asked for, granted or rejected as an act (an appeal, an interview)."""
    return _names(scene, content, "act_objects")


def _names(scene: Scene, content: Range, fact: str) -> bool:
    endings = scene.grammar.words(fact)
    return bool(endings) and any(
        scene.low[k].endswith(endings) for k in range(content[0], min(content[1], content[0] + 6))
    )


def _shows(scene: Scene, np: Range | None) -> bool:
    """Whether what shows something is a document, a picture or a body (a film or a person shows no content)."""
    kinds = {known[0] for k in range(*(np or (0, 0))) if (known := scene.grammar.voices.get(scene.low[k])) is not None}
    return bool(kinds & {"document", "media", "organisation"})


def looks_clausal(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch before a tag is a clause and no noun with its relative: its first part holds a verb."""
    if scene.bits(start, BIT["sub"] | BIT["wh"] | BIT["advsub"]):
        return True
    comma = next((k for k in range(start, end) if scene.low[k] == ","), end)
    if comma == end or has_verb(scene, start, comma):
        return True
    endings = scene.grammar.words("attributive_endings")
    for k in range(start, comma):
        token = scene.tokens[k]
        plain = scene.is_word(k) and not token.cap and not token.classes and not token.low[0].isdigit()
        if plain and not (token.low.endswith(endings) and k + 1 < comma and scene.tokens[k + 1].cap):
            return True
    return False


def field_object(scene: Scene, group: VerbGroup) -> Range | None:
    """The nominal content where the verb stands second: the object in the clause's middle or fore-field, with what follows it."""
    assert group.fields is not None
    if group.passive:
        subject = passive_subject(scene, group)
        held = "as" not in group.cue.frames or (subject and _has_mark(scene, subject[0], group.end))
        return subject if held else None
    np = subject_second(scene, group)
    found = middle_object(scene, group, np)
    if found and "with" in group.cue.frames:
        close = group.particle or (group.hit.start, group.hit.start + len(group.cue.particle))
        found = (found[0], close[1]) if found[1] == close[0] else found
    if group.cue.manner == "show" and not _shows(scene, np):
        return None
    if found and "as" in group.cue.frames and not _has_mark(scene, *found):
        return None
    if found is None or (scene.word_count(*found) <= 2 and scene.has(found[0], "this")):
        return None
    if scene.has(found[0], "prep") and not scene.has(found[0], "det"):
        return None
    if names_act(scene, found) or (group.cue.manner == "demand" and _names(scene, found, "toll_objects")):
        return None
    if (
        found[1] == group.fields.middle[1]
        and not group.particle
        and group.fields.finite == group.hit.start
        and not group.fields.last
    ):
        return scene.tidy(found[0], content_end(scene, found[0], scene.ceiling(found[0]), nominal=True))
    return found


def _has_mark(scene: Scene, start: int, end: int) -> bool:
    """Whether words say as what something is held (`für echt`, `als Sieg`)."""
    return bool(set(scene.low[start:end]) & set(scene.grammar.words("predicative_marks")))
