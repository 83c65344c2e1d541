"""Attributions that are no verbs of saying: `selon X`, `X zufolge`, `es heißt`, `it is not known`."""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import case_of, looks_finite
from selon.statements.clauses import opens_main_clause
from selon.statements.contents import content_of
from selon.statements.edges import drop_trailing, skip_right
from selon.statements.ends import content_end
from selon.statements.grammar import BIT, Cue
from selon.statements.inrelative import about, apposition_around, relative_around
from selon.statements.nouns import left_of, right_of
from selon.statements.order import complement
from selon.statements.relays import voices_of
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene
from selon.statements.subjects import noun_back
from selon.statements.verbs import VerbGroup

_LOOSE = BIT["skip"] | BIT["conj"] | BIT["but"] | BIT["lead"] | BIT["time"] | BIT["sub"] | BIT["advsub"]


def prepositional(scene: Scene, hit: Hit[Cue]) -> Draft | None:
    """`Selon X, P` · `P, selon X` · `P, selon X, Q`; for `postp` the voice stands before the cue."""
    floor, ceiling = scene.floor(hit.start), scene.ceiling(hit.end)
    if hit.entry.type == "postp":
        start = _after_comma(scene, hit.start, floor)
        second = scene.grammar.fact("verb_second")
        if second and _governs(scene, hit, ceiling):
            return None
        np = noun_back(scene, hit.start, start) if second else left_of(scene, hit.start, start)
        if np is None:
            return None
        region = (np[0], hit.end)
    else:
        np = _voice_after(scene, hit, ceiling)
        if np is None:
            return None
        region = (hit.start, max(hit.end, np[1]))
    if np != (hit.start, hit.end) and not _fits(scene, hit.entry, np):
        return None
    own = hit.start <= np[0] < hit.end
    pronoun = np[1] - np[0] == 1 and scene.has(np[0], "pron", "poss")
    link = Link(np, (hit.start, hit.end), hit.entry.manner, pronoun=pronoun)
    if np == (hit.start, hit.end):
        link.kind = "unidentified"
    links = [link] if own else voices_of(scene, np, link)
    last = max(
        (b for one in links for r in (one.np, one.cue) if r for b in (r[1],) if r[0] >= region[0]), default=region[1]
    )
    region = (region[0], max(region[1] if hit.entry.type == "postp" else np[1], last))
    content = _around(scene, hit.entry, region, floor, ceiling)
    if not content:
        return None
    return Draft(
        content=content, links=links, certainty=hit.entry.certainty, kind=hit.entry.kind,
        rule=f"{hit.entry.type}:{hit.entry.name}", cue=hit.entry, trigger=(hit.start, hit.end),
    )  # fmt: skip


def _governs(scene: Scene, hit: Hit[Cue], ceiling: int) -> bool:
    """Whether a word that can stand before or behind its noun has a noun behind it (`nach der Katastrophe`)."""
    k = hit.end
    if k >= ceiling or not scene.has(hit.start, "prep"):
        return False
    return scene.tokens[k].cap or scene.bits(k, BIT["det"] | BIT["poss"] | BIT["pron"]) or scene.low[k][0].isdigit()


def _voice_after(scene: Scene, hit: Hit[Cue], ceiling: int) -> Range | None:
    """The voice of a preposition cue: the noun behind it, the possessor inside it (`по его словам`), or, where the pack says
    that it may stand alone (`по предварительным данным`), the cue itself."""
    if "owner" in hit.entry.frames:
        return next(((k, k + 1) for k in range(hit.start, hit.end) if scene.has(k, "poss")), None)
    if "alone" in hit.entry.frames:
        return (hit.start, hit.end)
    k = hit.end
    while k < ceiling and scene.has(k, "np") and not scene.has(k, "det"):
        k += 1
    if k < ceiling and scene.bits(k, FINITE_HELP | BIT["wh"] | BIT["verb"]) and not scene.has(k, "det"):
        return None
    if scene.grammar.fact("verb_second") and any(h.start == k and h.entry.type == "verb" for h in scene.hits):
        return None  # `so schätzen die Forscher`
    inner = scene.grammar.fact("verb_second") and _words_before(scene, hit.start)
    np = right_of(scene, k, ceiling, adjuncts=not inner)
    if np is not None and scene.grammar.fact("free_order"):
        bare = "bare" in hit.entry.frames and case_of(scene, np[0]) == "nom"
        np = None if bare else complement(scene, np)
    if np is not None and np[1] >= ceiling and not _words_before(scene, hit.start):
        comma = next((m for m in range(np[0] + 1, np[1]) if scene.low[m] == ","), np[1])
        np = (np[0], comma)
    if np is None and "bare" in hit.entry.frames:
        return (hit.start, hit.end)
    return np


def _words_before(scene: Scene, i: int) -> bool:
    return any(scene.is_word(k) and not scene.bits(k, _LOOSE) for k in range(scene.floor(i), i))


def _after_comma(scene: Scene, i: int, floor: int) -> int:
    for k in range(i - 1, floor - 1, -1):
        if scene.low[k] == ",":
            return k + 1
    return floor


def _fits(scene: Scene, cue: Cue, np: Range) -> bool:
    """Whether the noun phrase is one that this cue asks for (`doc`: a document or estimate; `person`: a name)."""
    if "doc" in cue.frames:
        if scene.grammar.fact(
            "nouns_capitalised"
        ):  # the head is the first noun: `nach Bekanntwerden der Zahlen` names none
            head = scene.grammar.voices.get(
                scene.low[next((k for k in range(*np) if scene.tokens[k].cap and not scene.has(k, "det")), np[0])]
            )
            return head is not None and head[0] in ("document", "media")
        kinds = (scene.grammar.voices.get(scene.low[k]) for k in range(np[0], min(np[1], np[0] + 4)))
        return any(kind is not None and kind[0] in ("document", "media") for kind in kinds)
    if "person" in cue.frames:
        known = scene.grammar.voices.get(scene.low[np[0] + (1 if scene.has(np[0], "det") and np[1] - np[0] > 1 else 0)])
        named = scene.tokens[np[0]].cap and not scene.has(np[0], "det")
        return (named or (known is not None and known[0] in ("role", "person", "group"))) and scene.low[
            np[1] : np[1] + 1
        ] == [","]
    return True


def _around(scene: Scene, cue: Cue, region: Range, floor: int, ceiling: int) -> list[Range]:
    """The clause that an inserted attribution belongs to, without the attribution itself."""
    if (inner := relative_around(scene, region)) is not None:
        opener, end = inner
        pieces = (scene.tidy(opener + 1, region[0]), scene.tidy(region[1], end))
        return [r for r in (about(scene, opener), *pieces) if r] if any(pieces) else []
    if (set_in := apposition_around(scene, region)) is not None:
        return set_in
    before_start = scene.trim_start(floor, region[0])
    k = before_start
    while k < region[0] and (scene.bits(k, _LOOSE) or scene.low[k] == ","):
        k += 1
    initial = k >= region[0] or _after_subordinator(scene, region[0], floor)
    after_start = skip_right(scene, region[1], ceiling)
    if after_start >= ceiling or scene.low[after_start] not in ",:":
        after_start = region[1]
    if "tag" in cue.frames and (initial or not _set_apart(scene, region)):
        return []
    if initial:
        start = after_start + (after_start < ceiling and scene.low[after_start] in ",:")
        start = _past_relative(scene, start, ceiling)
        found = scene.tidy(start, content_end(scene, start, ceiling))
        return [found] if found else []
    begin = strip_lead(scene, before_start, region[0])
    before = scene.tidy(begin, region[0])
    if "tag" in cue.frames and after_start < ceiling and scene.low[after_start] != ",":
        return [before] if before else []
    rest = _rest(scene, after_start, ceiling)
    return [r for r in (before, rest) if r]


def strip_lead(scene: Scene, start: int, end: int) -> int:
    """`start` after the loose words that lead a clause in (`But`, `Toutefois,`)."""
    while (
        start < end and scene.bits(start, BIT["but"] | BIT["lead"] | BIT["conj"]) and not scene.bits(start, BIT["det"])
    ):
        start += 1
        if start < end and scene.low[start] == ",":
            start += 1
    return start


def _after_subordinator(scene: Scene, i: int, floor: int) -> bool:
    k = i - 1
    while k >= floor and (scene.low[k] == "," or scene.has(k, "skip")):
        k -= 1
    return (
        k >= floor
        and scene.has(k, "sub", "conj", "but")
        and (scene.low[k - 1 : k] == [","] or scene.has(k, "sub", "but"))
    )


def _rest(scene: Scene, start: int, ceiling: int) -> Range | None:
    """What goes on after an inserted attribution; nothing when a new clause with its own voice begins."""
    if start >= ceiling:
        return None
    k = start + (scene.low[start] == ",")
    past = _past_relative(scene, k, ceiling)
    if past >= ceiling or (past > k and scene.grammar.fact("verb_second")):
        return None
    k = past
    end = content_end(scene, k, ceiling)
    if end <= k:
        return None
    if scene.is_break(start):
        return None
    if (
        k > start
        and scene.grammar.fact("verb_second")
        and scene.has(k, "rel")
        and not opens_main_clause(scene, k, ceiling)
    ):
        return None
    return scene.tidy(k, end)


def _past_relative(scene: Scene, start: int, ceiling: int) -> int:
    """`start` behind a relative clause of the voice that stands there: between commas (`Selon X, qui …, P`), or right behind it
    where the language sets none (`P, according to a list that X published`)."""
    if start <= scene.start or start >= ceiling:
        return start
    if scene.low[start - 1] != ",":
        bare = scene.grammar.subject_first and scene.is_word(start - 1) and scene.has(start, "rel", "sub")
        return next((k + 1 for k in range(start, ceiling) if scene.low[k] == ","), ceiling) if bare else start
    relative = start + (scene.has(start, "prep") and not scene.has(start, "det") and start + 1 < ceiling)
    if not scene.has(relative, "rel") or scene.has(relative, "advsub"):
        return start
    if scene.has(relative, "det") and (
        not scene.grammar.fact("verb_second") or opens_main_clause(scene, relative, ceiling)
    ):
        return start
    k = relative
    while k < ceiling and scene.low[k] != ",":
        k = scene.hop_right(k) + 1
    return min(k + 1, ceiling)


def _set_apart(scene: Scene, region: Range) -> bool:
    """Whether a tag stands between marks (`P, so X.`): behind a comma, a dash or a quotation, and before a mark."""
    before = region[0] - 1
    if before < scene.start or not (scene.low[before][0] in ",.!?" or scene.is_dash(before) or scene.is_close(before)):
        return False
    return (
        region[1] >= scene.end
        or not scene.is_word(region[1])
        or scene.bits(region[1], BIT["skip"] | BIT["time"] | BIT["prep"])
    )


def impersonal(scene: Scene, hit: Hit[Cue]) -> Draft | None:
    """`сообщается, что P` · `P, hieß es` · `il paraît que P` · hearsay *soll*: nobody is named."""
    group = VerbGroup(hit, hit.start, hit.end, False, False, False, False)
    span = (hit.start, hit.end)
    frames = hit.entry.frames
    floor, ceiling = scene.floor(hit.start), scene.ceiling(hit.end)
    content: list[Range] = []
    found = content_of(scene, group)
    if found is not None:
        content = found[0]
    elif (
        "tag" in frames and hit.start > floor and scene.low[hit.start - 1] == "," and not _goes_on(scene, hit, ceiling)
    ):
        before = scene.tidy(strip_lead(scene, floor, hit.start), hit.start)
        content = [before] if before and scene.word_count(*before) >= 3 else []
    elif "whole" in frames and ("hearsay" not in frames or _hearsay(scene, hit, ceiling)):
        start = strip_lead(scene, _clause_start(scene, hit.start, floor), hit.start)
        after = _past_loose(scene, hit.end, ceiling)
        relative = start > floor and scene.has(start - 1, "rel") and scene.grammar.fact("verb_second")
        end = hit.end if relative else content_end(scene, after, ceiling)  # `dessen Leute P haben sollen, …`
        content = [r for r in (scene.tidy(start, hit.start), scene.tidy(after, end)) if r]
    if not content:
        return None
    link = Link(span, span, hit.entry.manner, "unidentified")
    return Draft(
        content=content, links=[link], certainty=hit.entry.certainty, kind=hit.entry.kind,
        rule=f"impersonal:{hit.entry.name}", cue=hit.entry, trigger=span,
    )  # fmt: skip


def _goes_on(scene: Scene, hit: Hit[Cue], ceiling: int) -> bool:
    """Whether the clause goes on behind a cue set between commas (`Саммит, как ожидается, пройдёт`)."""
    k = hit.end
    return "whole" in hit.entry.frames and k + 1 < ceiling and scene.low[k] == "," and looks_finite(scene, k + 1)


def _past_loose(scene: Scene, k: int, ceiling: int) -> int:
    """Token after the adverbs that belong to the cue and the comma behind them (`Как сообщалось ранее, P`)."""
    m = skip_right(scene, k, ceiling)
    return m + 1 if m < ceiling and scene.low[m] == "," else k


def _hearsay(scene: Scene, hit: Hit[Cue], ceiling: int) -> bool:
    """Whether a modal tells hearsay: its clause closes with one of the pack's infinitives (`soll … haben`)."""
    closing = frozenset(scene.grammar.words("hearsay_closings"))
    if hit.start > scene.start and scene.low[hit.start - 1] in closing:
        return True
    for k in range(hit.end, ceiling):
        if scene.low[k] in closing and (
            k + 1 >= ceiling or not scene.is_word(k + 1) or scene.has(k + 1, "conj", "sub")
        ):
            return True
        if scene.low[k] == "," and scene.has(k + 1, "sub", "rel", "conj"):
            return False
    return False


def _clause_start(scene: Scene, i: int, floor: int) -> int:
    """Where the clause around token `i` begins: behind the last comma with a conjunction or subordinator,
    else at the floor.
    """
    for k in range(i - 1, floor - 1, -1):
        if scene.has(k, "sub", "rel") and k > floor and scene.low[k - 1] == ",":
            return k + 1
        if scene.low[k] == "," and k + 1 < i and scene.has(k + 1, "conj", "but", "advsub"):
            return k + 2
    return floor


def unknown(scene: Scene, hit: Hit[Cue]) -> Draft | None:
    """`on ne sait pas quand P` · `Ob P, ist unklar` · `X could not be verified`: marked as not known or not checked."""
    floor, _ceiling = scene.floor(hit.start), scene.ceiling(hit.end)
    group = VerbGroup(hit, hit.start, hit.end, False, False, False, False)
    found = content_of(scene, group)
    content = found[0][0] if found else None
    if content is None and "subject" in hit.entry.frames:
        start = _clause_start(scene, hit.start, floor)
        start = strip_lead(scene, start, hit.start)
        content = scene.tidy(start, drop_trailing(scene, start, hit.start))
    if content is None or (content[0] > floor and scene.has(content[0] - 1, "rel") and not found):
        return None
    links = []
    if hit.entry.voice == "subj" and "voiced" in hit.entry.frames:
        np = left_of(scene, hit.start, floor)
        if np:
            links = [Link(np, (hit.start, hit.end), hit.entry.manner)]
    return Draft(
        content=[content], links=links, certainty="unknown", kind=hit.entry.kind, rule=f"unknown:{hit.entry.name}",
        cue=hit.entry, trigger=(hit.start, hit.end),
    )  # fmt: skip
