"""Tags that stand with a clause outside quotation marks: behind it, inside it, or leading it in."""

from __future__ import annotations

from selon.statements import attributions
from selon.statements.cases import looks_finite
from selon.statements.clauses import looks_clausal
from selon.statements.edges import skip_right
from selon.statements.ends import content_end, sibling_at
from selon.statements.grammar import BIT
from selon.statements.nouns import left_of, right_of
from selon.statements.order import subject_left
from selon.statements.relays import passed_to, voices_of
from selon.statements.scene import FINITE_HELP, Draft, Link, Range, Scene
from selon.statements.speech import tag_after
from selon.statements.subjects import before_insertion
from selon.statements.verbs import VerbGroup, link_of, subject_of

MAX_LEAD = 24
"""How many tokens a tag that leads a clause in may be long."""


def inverted_tag(scene: Scene, group: VerbGroup) -> Draft | None:
    """`P, a déclaré X.` · `P, сообщает X.` · `P, said X, Q.`"""
    free = scene.grammar.fact("free_order")
    k = group.begin - 1
    while (
        k > scene.start
        and scene.bits(k, BIT["skip"] | BIT["advsub"] | BIT["wh"] | BIT["lead"])
        and not (
            scene.has(k, "det")
            or (not free and scene.has(k, "conj"))
            or (scene.grammar.subject_first and scene.has(k, "rel") and not scene.has(k, "sub"))
            or (free and scene.has(k, "rel", "sub") and not scene.has(k, "advsub"))
        )
    ):
        k -= 1
    floor = scene.floor(group.start)
    dashed = k > scene.start and scene.is_dash(k)
    if k > scene.start + 1 and scene.is_close(k) and scene.low[k - 1] == ",":
        return _behind_quotation(scene, group, floor, k + 1)
    if k <= scene.start or not (scene.low[k] == "," or dashed):
        return None
    if dashed:
        floor = scene.floor(k)
    if group.nonfinite or (not dashed and (_only_subject(scene, group, floor) or (free and group.negated))):
        return None
    if free and not dashed and _only_attributed(scene, floor, k):
        return None
    tag = tag_after(scene, k, scene.end)
    if tag is None or tag.hit is None or tag.hit.start != group.hit.start:
        return None
    return _tagged(scene, group, tag.links, floor, k, tag.end)


def _behind_quotation(scene: Scene, group: VerbGroup, floor: int, k: int) -> Draft | None:
    """`Both sides "lost the plot," said X.` – the comma before the tag stands inside the quotation that closes the clause."""
    if group.nonfinite or group.start != k:
        return None
    tag = tag_after(scene, k, scene.end)
    if tag is None or tag.hit is None or tag.hit.start != group.hit.start:
        return None
    return _tagged(scene, group, tag.links, floor, k, tag.end)


def _only_attributed(scene: Scene, floor: int, comma: int) -> bool:
    """Whether what stands before a comma is a subject with an attribution set in (`X, по данным Y, сделал`), and no clause."""
    inserted = any(floor < h.start < comma and h.entry.type in ("prep", "impersonal") for h in scene.hits)
    return inserted and not any(looks_finite(scene, m) for m in range(floor, comma))


def _only_subject(scene: Scene, group: VerbGroup, floor: int) -> bool:
    """Whether all that stands before the verb is its subject with an apposition (`X, president of Y, said …`)."""
    if scene.grammar.fact("free_order"):
        np = left_of(scene, group.start, floor)
        inner = np is not None and "," in scene.low[np[0] : np[1]] and np[0] <= scene.trim_start(floor, group.start)
        return bool(inner and np and not any(looks_finite(scene, k) for k in range(*np)))
    if group.fields is not None:
        return before_insertion(scene, group.begin) is not None
    first = attributions.strip_lead(scene, scene.trim_start(floor, group.start), group.start)
    np = left_of(scene, group.start, floor)
    own = range(*np) if np is not None and _relative_behind(scene, np[1], group.start) else range(first, group.start)
    verb = any(scene.bits(k, FINITE_HELP) for k in own)
    led = np is not None and first < np[0] and scene.has(first, "prep", "time") and not verb
    return np is not None and (np[0] <= first + 1 or led) and not verb


def _relative_behind(scene: Scene, k: int, end: int) -> bool:
    """Whether a relative clause between commas stands between a subject and its verb, with verbs of its own."""
    if not scene.grammar.subject_first or k + 2 >= end or scene.low[k] != "," or scene.low[end - 1] != ",":
        return False
    relative = k + 1 + scene.has(k + 1, "prep")
    return scene.has(relative, "rel") and not scene.has(relative, "det")


def final_tag(scene: Scene, group: VerbGroup) -> Draft | None:
    """`P, X said.` · `P, X said on Monday, Q.` — nothing that could be the content follows the verb."""
    if group.negated or not _may_be_final(scene, group):
        return None
    floor = scene.floor(group.start)
    comma = next((k for k in range(group.start - 1, max(floor, group.start - 30) - 1, -1) if scene.low[k] == ","), -1)
    closed = ("rel", "sub", "advsub", "wh") if scene.grammar.fact("free_order") else ("rel", "sub", "advsub")
    while comma > floor:
        np = _subject_between(scene, group, comma + 1)
        if (
            np is not None
            and np[0] <= comma + 3
            and not any(scene.opens_clause(m, *closed) for m in range(comma + 1, np[0] + 1))
        ):
            break
        comma = next((k for k in range(comma - 1, floor, -1) if scene.low[k] == ","), -1)
    end = skip_right(scene, group.end, scene.end)
    inserted = end + 1 < scene.end and _inserted_rest(scene, end) is not None
    if comma <= floor or (scene.word_count(floor, comma) < 3 and not inserted):
        return None
    if "to" in group.cue.frames and (told := right_of(scene, end, scene.end)):
        end = skip_right(scene, told[1], scene.end)
    if end < scene.end and scene.low[end][0] not in ",.!?…" and not scene.has(end, "prep") and not scene.is_break(end):
        return None
    pronoun = np is not None and np[1] - np[0] == 1 and scene.has(np[0], "pron")
    assert np is not None
    link = Link(np, (group.start, group.end), group.cue.manner, pronoun=pronoun)
    links = [*passed_to(scene, group.cue, group.end), *voices_of(scene, np, link)]
    return _tagged(scene, group, links, floor, comma, _past_adjunct(scene, end))


def _may_be_final(scene: Scene, group: VerbGroup) -> bool:
    """Where the verb stands second: a tag behind a clause has its verb last and begins with one of the pack's openers."""
    fields = group.fields
    return fields is None or (fields.last and scene.low[fields.opener] in scene.grammar.words("tag_openers"))


def _subject_between(scene: Scene, group: VerbGroup, start: int) -> Range | None:
    if scene.grammar.fact("free_order"):
        return subject_left(scene, group.start, start, plural="pl" in group.hit.features)
    if group.fields is not None:
        return subject_of(scene, group)
    return left_of(scene, group.start, start)


def _without_long_apposition(scene: Scene, np: Range | None) -> Range | None:
    """A voice without what is more likely the beginning of what it says than its apposition."""
    if np is None:
        return None
    comma = next((k for k in range(*np) if scene.low[k] == ","), np[1])
    return (np[0], comma) if scene.word_count(comma, np[1]) > 6 else np


def leading_tag(scene: Scene, group: VerbGroup) -> Draft | None:
    """`Как сообщил X, P` · `As X said, P`: a clause of the cue that the pack's opener begins, and then what is said."""
    openers = frozenset(scene.grammar.words("tag_openers"))
    floor = scene.floor(group.start)
    k = group.start - 1
    while k > floor and scene.low[k] not in openers and scene.low[k] != ",":
        k -= 1
    if k < floor or scene.low[k] not in openers or group.start - k > MAX_LEAD:
        return None
    if attributions.strip_lead(scene, floor, k) < k:
        return None
    np = _without_long_apposition(scene, subject_of(scene, group))
    if np is not None and np[1] - np[0] == 1 and scene.has(np[0], "first"):
        return None
    end = max(group.end, np[1] if np else 0)
    comma = next((m for m in range(end, min(end + MAX_LEAD, scene.end)) if scene.low[m] == ","), -1)
    if comma < 0 or (np is None and not group.hit.features & {"pl", "neut", "refl"}):
        return None
    content = scene.tidy(comma + 1, content_end(scene, comma + 1, scene.ceiling(comma)))
    if content is None or scene.word_count(*content) < 2:
        return None
    link = link_of(scene, group, np)
    return Draft(
        content=[content], links=voices_of(scene, np, link) if np else [link], certainty=group.cue.certainty,
        kind=group.cue.kind, rule=f"tag:{group.cue.name}", cue=group.cue, trigger=(group.hit.start, group.hit.end),
        past=group.past, nested=False,
    )  # fmt: skip


def quoted_heading(scene: Scene) -> Draft | None:
    """A headline that quotes without saying whom (`Des «pertes colossales» à l'est`): the opening mark is voice and cue.

    Names and titles of works are quoted too: only what begins in lower case counts.
    """
    if not scene.heading:
        return None
    for k in range(scene.start, scene.end - 1):
        mate = scene.tokens[k].mate
        if not scene.is_open(k) or not k < mate < scene.end or not scene.is_word(k + 1) or scene.tokens[k + 1].cap:
            continue
        content = scene.tidy(scene.start, scene.end)
        if content and not scene.low[k + 1][0].isdigit() and scene.word_count(*content) >= 3:
            link = Link((k, k + 1), (k, k + 1), "say", "unidentified")
            return Draft([content], [link], "attributed", "", "heading", trigger=(k, k + 1), nested=False)
    return None


def _past_adjunct(scene: Scene, k: int) -> int:
    """Token after what still belongs to the tag (`at a public program`)."""
    while k < scene.end and scene.low[k][0] not in ",.;:!?…" and not scene.is_open(k):
        k += 1
    return k


def _tagged(scene: Scene, group: VerbGroup, links: list[Link], floor: int, comma: int, after: int) -> Draft | None:
    start = attributions.strip_lead(scene, scene.trim_start(floor, comma), comma)
    topic = _past_topic(scene, start, comma)
    before = scene.tidy(topic, comma)
    if before and any(h.start == before[0] and h.entry.type == "prep" and h.end + 3 >= before[1] for h in scene.hits):
        return None  # nothing but another attribution
    subordinate = topic > start
    if before is not None and group.fields is not None and scene.has(before[0], "sub"):
        before, subordinate = scene.tidy(before[0] + 1, before[1]), True
    if before is not None and group.fields is not None and not looks_clausal(scene, *before):
        return None
    rest = _inserted_rest(scene, after)
    if (
        before is None
        or (scene.word_count(*before) < 2 and not rest)
        or (topic == start and scene.bits(before[0], BIT["advsub"]) and scene.word_count(*before) < 4)
    ):
        return None
    content = [before]
    if rest:
        content.append(rest)
    denied = (
        subordinate and group.cue.manner == "deny" and not group.negated
    )  # `Dass P, bestritt X`: no words of X's own
    return Draft(
        content=content, links=links, certainty="denied" if denied else group.cue.certainty, kind=group.cue.kind,
        rule=f"tag:{group.cue.name}",
        cue=group.cue, trigger=(group.hit.start, group.hit.end), past=group.past, nested=False, region=(comma, after),
    )  # fmt: skip


def _past_topic(scene: Scene, start: int, end: int) -> int:
    """`start` behind `О том, что` and `О том,`: what is said begins after it."""
    if start + 3 >= end or scene.low[start] not in scene.grammar.words("topic_prepositions"):
        return start
    if not scene.has(start + 1, "det") or scene.low[start + 2] != ",":
        return start
    return start + 3 + scene.has(start + 3, "sub")


def _inserted_rest(scene: Scene, k: int) -> Range | None:
    """What goes on behind a tag set between commas, when it goes on the clause."""
    if k >= scene.end or scene.low[k] != ",":
        return None
    if k + 1 >= scene.end or sibling_at(scene, k + 1, scene.end) or scene.has(k + 1, "rel", "but", "conj", "advsub"):
        return None
    end = scene.ceiling(k + 1)
    if _verbal_adverb(scene, k + 1):
        return None
    verb = any(looks_finite(scene, m) for m in range(k + 1, end))
    return scene.tidy(k + 1, end) if verb else None


def _verbal_adverb(scene: Scene, k: int) -> bool:
    endings = tuple(scene.grammar.words("gerund_endings"))
    return bool(endings) and len(scene.low[k]) > 4 and not scene.tokens[k].cap and scene.low[k].endswith(endings)
