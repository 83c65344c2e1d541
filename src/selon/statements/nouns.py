"""Noun phrases that name a voice: to the left of a verb, to the right of it, after a preposition.

Read shallowly, from the closed-class words of the pack: determiners, prepositions, relatives, conjunctions,
auxiliaries. A phrase takes its apposed name or role with it and leaves relative clauses, times and adverbs out.
"""

from __future__ import annotations

from selon.lang.lexicon import Hit
from selon.statements.cases import (
    case_of,
    cue_ends_phrase,
    is_infinitive,
    is_lower_verb,
    looks_finite,
    name_behind,
    opens_reported,
    verb_before_object,
)
from selon.statements.edges import PRON, SKIP, drop_trailing, skip_right, time_phrase
from selon.statements.firstsubject import article_behind_name, joins_names, opens_participle, reduced_at
from selon.statements.grammar import BIT, CASES, Cue
from selon.statements.scene import FINITE_HELP, Range, Scene

MAX_NOUN_PHRASE = 28
_STOP_LEFT = BIT["sub"] | BIT["rel"] | BIT["advsub"] | BIT["wh"] | BIT["but"] | BIT["stop"]
_STOP_RIGHT = BIT["sub"] | BIT["rel"] | BIT["advsub"] | BIT["but"] | BIT["inf"] | BIT["stop"]


def left_of(scene: Scene, i: int, floor: int) -> Range | None:
    """The subject that ends before token `i`, looking back to `floor` at most; `None` when nothing there can be one."""
    j = _back_over(scene, i - 1, floor)
    ordered = scene.grammar.subject_first
    if ordered and any(
        scene.bits(m, BIT["conj"] | BIT["but"]) and not scene.bits(m, BIT["skip"]) for m in range(max(j, floor), i)
    ):
        return None  # a second verb of the subject before (`came and said`)
    inserts = 0
    end = j + 1
    while j >= floor and scene.low[j] == "," and inserts < 3:
        k = _comma_before(scene, j - 1, floor)
        if k < floor:
            return None
        if not _is_apposition(scene, k + 1, j):
            end = k
        inserts += 1
        before = _back_over(scene, k - 1, floor)
        j = before
        if end == k:
            end = j + 1
        if _verbless_start(scene, floor, j) is not None:
            break
    if j < floor:
        return None
    start = _noun_start(scene, j, floor)
    return _trimmed(scene, start, end)


def _back_over(scene: Scene, j: int, floor: int) -> int:
    mask = SKIP | FINITE_HELP
    while j >= floor and scene.bits(j, mask) and not scene.bits(j, BIT["conj"]):
        if scene.bits(j, PRON | BIT["det"]) and not scene.bits(j, BIT["clitic"]):
            break
        j -= 1
    return j


def _comma_before(scene: Scene, j: int, floor: int) -> int:
    while j >= floor:
        mate = scene.hop_left(j)
        if mate < j:
            j = mate - 1
            continue
        if scene.low[j] == ",":
            return j
        j -= 1
    return -1


def _verbless_start(scene: Scene, floor: int, j: int) -> int | None:
    """`floor` when no comma stands between it and `j`, else `None`."""
    return floor if _comma_before(scene, j, floor) < floor else None


def _is_apposition(scene: Scene, start: int, end: int) -> bool:
    """Whether `[start, end)` between two commas names the noun before it once more."""
    if not 0 < end - start <= 18 or not scene.is_word(start):
        return False
    first = scene.tokens[start].classes
    if first & (
        BIT["rel"] | BIT["sub"] | BIT["advsub"] | BIT["conj"] | BIT["but"] | BIT["pron"] | BIT["wh"] | BIT["neg"]
    ):
        return False
    if first & BIT["prep"] and not first & BIT["det"]:
        return False
    if first & (BIT["skip"] | BIT["lead"] | BIT["time"]) and end - start <= 3:
        return False
    if scene.grammar.subject_first and opens_participle(scene, start, end):
        return False
    if any(h.start == start and ("ger" in h.features or "fin" in h.features) for h in scene.hits):
        return False
    if scene.grammar.fact("free_order"):
        return not any(looks_finite(scene, k) or is_infinitive(scene, k) for k in range(start, end))
    if any(start < h.start < end and h.entry.type == "verb" and _tells(h, scene) for h in scene.hits):
        return False
    verb = next((k for k in range(start, end) if scene.bits(k, FINITE_HELP)), end)
    if verb == end or not scene.grammar.subject_first:
        return verb == end or scene.tokens[start].cap
    return scene.tokens[start].cap and any(scene.has(k, "rel") for k in range(start, verb))


def _tells(hit: Hit[Cue], scene: Scene) -> bool:
    """Whether a hit is a finite verb and nothing else."""
    return "fin" in hit.features and "part" not in hit.features and scene.low[hit.start] not in hit.entry.ambiguous


def _noun_start(scene: Scene, j: int, floor: int) -> int:
    """Where the noun phrase that ends with token `j` begins."""
    k = j
    ordered = scene.grammar.subject_first
    while k >= floor and j - k < MAX_NOUN_PHRASE:
        mate = scene.hop_left(k)
        if mate < k:
            if scene.is_close(k) and scene.low[k - 1][0] in ",?!":
                break  # direct speech before its tag
            k = mate - 1
            continue
        bits = scene.tokens[k].classes
        if scene.low[k] == "," or scene.is_break(k) or scene.is_open(k):
            break
        if bits & _STOP_LEFT and not bits & (BIT["det"] | BIT["pron"]):
            break
        if bits & BIT["conj"] and _clause_before(scene, floor, k) and not (ordered and joins_names(scene, k, floor)):
            break
        if bits & (FINITE_HELP | BIT["verb"]) and not bits & (BIT["np"] | BIT["det"]) and k < j:
            if ordered and reduced_at(scene, k, floor):
                k -= 1
                continue
            break
        if k < j and ordered and (opens_reported(scene, k) or verb_before_object(scene, k)):
            break
        if ordered and _begins_with_article(scene, k, floor):
            return k
        k -= 1
    return k + 1


def _begins_with_article(scene: Scene, k: int, floor: int) -> bool:
    """Whether an article begins the phrase: a plain word right before it is a verb or an adverb (`verify | the photographs`)."""
    before = scene.tokens[k - 1]
    return (
        k - 1 >= floor and scene.low[k] in scene.grammar.words("articles") and scene.is_word(k - 1)
        and not before.cap and not before.classes
    )  # fmt: skip


def _clause_before(scene: Scene, floor: int, k: int) -> bool:
    """Whether what stands before the conjunction at `k` looks like a clause of its own (it has a verb)."""
    if scene.low[k - 1 : k] == [","]:
        return True
    if any(scene.bits(m, FINITE_HELP | BIT["verb"]) for m in range(floor, k)):
        return True
    if not scene.grammar.fact("free_order") and any(verb_before_object(scene, m) for m in range(max(floor, k - 20), k)):
        return True
    return any(floor <= h.start < k and h.entry.type == "verb" and "fin" in h.features for h in scene.hits)


def _trimmed(scene: Scene, start: int, end: int) -> Range | None:
    """The phrase without leading adverbs, times and adverbials, and without trailing ones; `None` when it
    is no noun phrase.
    """
    start = _drop_leading(scene, start, end)
    if scene.grammar.subject_first:
        end = next((k for k in range(start + 1, end) if reduced_at(scene, k, start)), end)
    end = drop_trailing(scene, start, end)
    if start >= end or end - start > MAX_NOUN_PHRASE + 12:
        return None
    bits = scene.tokens[start].classes
    if bits & BIT["prep"] and not bits & (BIT["det"] | BIT["np"] | BIT["pron"]):
        start = name_behind(scene, start, end)
        if not start:
            return None
    if not any(scene.is_word(k) for k in range(start, end)):
        return None
    only = all(
        scene.bits(k, SKIP | BIT["conj"] | BIT["but"] | BIT["advsub"]) for k in range(start, end) if scene.is_word(k)
    )
    return None if only and not scene.bits(start, PRON) else (start, end)


def _drop_leading(scene: Scene, start: int, end: int) -> int:
    loose = SKIP | BIT["conj"] | BIT["but"]
    while start < end:
        bits = scene.tokens[start].classes
        if (not scene.is_word(start) and not scene.is_open(start)) or (bits & loose and not bits & (PRON | BIT["det"])):
            start += 1
        elif (bits & BIT["prep"] and (after := time_phrase(scene, start, end))) or (
            bits & BIT["prep"] and not bits & BIT["np"] and (after := _adverbial(scene, start, end))
        ):
            start = after
        else:
            break
    return start


def _adverbial(scene: Scene, start: int, end: int) -> int:
    """Token after a leading prepositional phrase when a new phrase with a determiner or pronoun follows it, or 0."""
    for k in range(start + 2, end):
        if scene.bits(k, BIT["det"] | BIT["title"] | PRON) and not scene.bits(
            k - 1, BIT["prep"] | BIT["np"] | BIT["conj"]
        ):
            return k
    return 0


def right_of(scene: Scene, i: int, ceiling: int, *, adjuncts: bool = False) -> Range | None:
    """The noun phrase that begins at token `i` or after adverbs and times there; reads at most to `ceiling`.

    adjuncts: whether prepositions that are not of the noun phrase may stand in it (after a preposition cue, before a
    comma).
    """
    start = skip_right(scene, i, ceiling)
    if start >= ceiling:
        return None
    bits = scene.tokens[start].classes
    if bits & PRON and not bits & BIT["det"]:
        return (start, start + 1)
    if not scene.is_word(start) and not scene.is_open(start):
        return None
    if bits & (_STOP_RIGHT | BIT["conj"] | BIT["prep"]) and not bits & BIT["det"]:
        return None
    end = _noun_end(scene, start, ceiling, adjuncts)
    dated = adjuncts and start + 1 < end < ceiling and scene.low[end - 1].isdigit() and scene.has(end, "time")
    end = end + 1 if dated else drop_trailing(scene, start, end)  # `un rapport daté du 10 mars`
    end = next((k + 1 for k in range(end - 1, start, -1) if scene.tokens[k].classes != BIT["det"]), start + 1)
    return (start, end) if start < end and any(scene.is_word(k) for k in range(start, end)) else None


def _noun_end(scene: Scene, start: int, ceiling: int, adjuncts: bool) -> int:
    k = start
    verb_after_noun = scene.grammar.fact("nouns_capitalised")
    seen_noun = False
    while k < ceiling and k - start < MAX_NOUN_PHRASE:
        mate = scene.hop_right(k)
        if mate > k:
            if scene.is_open(k) and mate - k > 8:
                break
            k = mate + 1
            seen_noun = True
            continue
        bits = scene.tokens[k].classes
        if scene.low[k] == ",":
            after = apposition_end(scene, k, ceiling)
            if not after or {case_of(scene, start), case_of(scene, k + 1)} == {"nom", "obl"}:
                break
            k = after
            continue
        if scene.is_break(k) or (scene.low[k][0] in ".!?…)" and not scene.is_abbreviation_stop(k)) or scene.is_close(k):
            break
        if k > start and _ends_phrase(scene, k, bits, adjuncts):
            break
        if verb_after_noun and seen_noun and (is_lower_verb(scene, k, bits) or _new_phrase(scene, k, bits)):
            break
        seen_noun = seen_noun or scene.tokens[k].cap
        k += 1
    return k


def _ends_phrase(scene: Scene, k: int, bits: int, adjuncts: bool) -> bool:
    if bits & _STOP_RIGHT and not bits & (BIT["det"] | BIT["np"]):
        return True
    if scene.grammar.subject_first and (verb_before_object(scene, k) or article_behind_name(scene, k)):
        return True
    if bits & BIT["sub"] and scene.grammar.subject_first and not scene.has(k - 1, "prep", "np", "conj"):
        return True  # a subordinator that is a determiner as well (`told the BBC that`)
    behind_article = scene.has(k - 1, "det") and not scene.has(k - 1, "pron")
    if bits & (FINITE_HELP | BIT["verb"]) and not bits & (BIT["det"] | BIT["np"]) and not behind_article:
        return True
    if bits & PRON and not bits & (BIT["det"] | BIT["np"] | BIT["poss"]):
        return True
    if bits & BIT["prep"] and not bits & (BIT["np"] | BIT["det"]):
        return not adjuncts or bool(time_phrase(scene, k, scene.end))
    if bits & BIT["conj"]:
        return _verb_follows(scene, k + 1)
    article = behind_article or scene.has(k - 1, "poss") or scene.low[k - 1] == "'s"
    article = article or (adjuncts and scene.grammar.subject_first)  # `according to UN estimates`
    if bits & BIT["time"] and not bits & BIT["noun"]:
        return True
    return any(
        h.start == k and cue_ends_phrase(h) and not (article and scene.low[k] in h.entry.ambiguous) for h in scene.hits
    )


def _verb_follows(scene: Scene, k: int) -> bool:
    while k < scene.end and scene.bits(k, SKIP):
        k += 1
    if k >= scene.end:
        return False
    return scene.bits(k, FINITE_HELP | BIT["pron"]) or any(h.start == k and h.entry.type == "verb" for h in scene.hits)


def _new_phrase(scene: Scene, k: int, bits: int) -> bool:
    """Whether an article that is no genitive, or a number with its noun, begins another phrase (`das Amt | eine Reise`)."""
    if scene.low[k][0].isdigit() and not scene.has(k - 1, "prep", "np", "conj", "det"):
        return (
            k + 1 < scene.end and scene.is_word(k + 1) and not scene.tokens[k + 1].classes and scene.tokens[k - 1].cap
        )
    if scene.has(k, "this") and k + 1 < scene.end and "outlet" in (scene.grammar.voices.get(scene.low[k + 1]) or ()):
        return True  # `sagte Wellbrock | dieser Zeitung`
    if not bits & BIT["det"] or scene.has(k - 1, "prep", "np", "conj", "det") or scene.low[k - 1] == ",":
        return False
    cases = scene.grammar.features.get(scene.low[k], frozenset())
    return bool(cases & CASES) and "gen" not in cases


def apposition_end(scene: Scene, comma: int, ceiling: int) -> int:
    """Token after an apposition that begins behind the comma (at the next comma or the end), or 0 when none
    begins there.
    """
    start = comma + 1
    if start >= ceiling:
        return 0
    end = start
    while end < ceiling and end - start <= 18:
        mate = scene.hop_right(end)
        if mate > end:
            end = mate + 1
            continue
        if scene.low[end][0] in ",.;:!?…)" or scene.is_dash(end) or scene.is_close(end):
            break
        end += 1
    if not _is_apposition(scene, start, end):
        return 0
    return end if _names(scene, start, end) else 0


def _names(scene: Scene, start: int, end: int) -> bool:
    """Whether the words can name a person or body: a role or body noun near the front, or capitalised words alone."""
    voices = scene.grammar.voices
    if scene.low[start] in scene.grammar.words("articles") and scene.tokens[start - 2].cap:
        return not any(scene.bits(k, BIT["time"]) for k in range(start, end))  # `Jane Roe, a nurse from Leeds`
    for k in range(start, min(end, start + 6)):
        if scene.is_word(k) and voices.get(scene.low[k]) is not None:
            return True
    if scene.grammar.fact("nouns_capitalised"):
        return _bare_name(scene, start, end)
    words = [k for k in range(start, end) if scene.is_word(k)]
    return len(words) <= 5 and all(scene.tokens[k].cap or scene.bits(k, BIT["np"]) for k in words)


def _bare_name(scene: Scene, start: int, end: int) -> bool:
    """Whether the words are a name alone that stands behind a role (`der Sprecher der Gruppe, Serhij Tscherewatyj,`)."""
    words = [k for k in range(start, end) if scene.is_word(k)]
    plain = all(scene.tokens[k].cap and not scene.tokens[k].classes for k in words)
    if not 2 <= len(words) <= 4 or not plain or len(words) < end - start:
        return False
    roles = (scene.grammar.voices.get(scene.low[k]) for k in range(max(scene.start, start - 12), start))
    return any(known is not None and known[0] in ("role", "person") for known in roles)
