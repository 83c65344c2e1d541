"""Direct speech: quotations, their tags before, after and between, and quotations that go on without a tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selon.lang.lexicon import Hit
from selon.statements.edges import skip_right
from selon.statements.elided import before_relative, first_noun
from selon.statements.ends import tag_stop
from selon.statements.fields import is_finite_cue
from selon.statements.grammar import BIT, Cue
from selon.statements.labels import spoken_label
from selon.statements.nouns import left_of, right_of
from selon.statements.order import plural_only, subject_left, subject_right
from selon.statements.relays import cited_voice, passed_to, voices_of
from selon.statements.scene import FINITE_HELP, Link, Range, Scene
from selon.statements.tape import Quote, Tape, names_work
from selon.statements.verbs import VerbGroup, subject_of, venue_after, verb_group

SceneAt = Callable[[int], Scene]
"""Gives the scene of a sentence by its number."""


@dataclass(slots=True)
class Tag:
    """Who speaks a quotation: the links, the cue's entry, the tokens that the tag covers."""

    links: list[Link]
    cue: Cue | None
    start: int
    end: int
    hit: Hit[Cue] | None = None


@dataclass(slots=True)
class Speech:
    """One quotation read as speech: its pieces sentence by sentence, its tag (`None` when none stands with it)."""

    quote: Quote
    pieces: list[tuple[int, Range]]
    tag: Tag | None
    paragraph: int
    resumes: bool = False
    """Whether it goes on with the sentence that the quotation before it began."""
    inherited: bool = False
    """Whether its tag is the tag of the quotation before it."""


def read_speech(tape: Tape, scene_at: SceneAt) -> list[Speech]:
    """The quotations of a document that are speech, in text order, with the tags that stand with them."""
    found: list[Speech] = []
    for quote in tape.quotes:
        if quote.depth:
            continue
        speech = _speech(tape, quote, scene_at, found[-1] if found else None)
        if speech:
            found.append(speech)
    return found


def _speech(tape: Tape, quote: Quote, scene_at: SceneAt, before: Speech | None) -> Speech | None:
    first = tape.sentence_of(quote.open)
    close = quote.close if quote.close >= 0 else _paragraph_end(tape, first)
    last = tape.sentence_of(close if quote.close >= 0 else close - 1)
    pieces = _pieces(tape, first, last, quote.open + 1, close, scene_at)
    if not pieces:
        return None
    words = sum(scene_at(n).word_count(*r) for n, r in pieces)
    head, tail = scene_at(first), scene_at(last)
    starts = _starts_clause(head, quote.open)
    tag = None
    if quote.close >= 0:
        tag = tag_after(tail, close + 1, tail.end)
        tag = tag or _signed_behind(tape, last, close, scene_at)
    resumes = _resumes(before, quote, head)
    if resumes and _words_between(tape, before, quote):
        earlier = tag_before(head, quote.open) or _tag_in_line_before(tape, first, quote.open, scene_at)
        resumes = earlier is None or earlier.cue is None
    if resumes and before:
        own, tag = tag, tag or before.tag
        return Speech(quote, pieces, tag, head.sentence.paragraph, _goes_on(tape, quote), own is None)
    if tag is None or not starts:
        earlier = tag_before(head, quote.open) or _tag_in_line_before(tape, first, quote.open, scene_at)
        if earlier is not None and (words >= 3 or tape.low[quote.open - 1] == ":"):
            return Speech(quote, pieces, earlier, head.sentence.paragraph)
    spoken = spoken_label(head, quote.open + 1) if tag is None else None
    if spoken is not None and (rest := head.tidy(spoken[1], pieces[0][1][1])):
        label = Tag([spoken[0]], None, quote.open + 1, spoken[1])
        return Speech(quote, [(first, rest), *pieces[1:]], label, head.sentence.paragraph)
    ends = quote.close < 0 or _only_marks(tail, close + 1)
    if starts and tag is not None and (words >= 2):
        return Speech(quote, pieces, tag, head.sentence.paragraph)
    if starts and ends and words >= 4:
        return Speech(quote, pieces, None, head.sentence.paragraph)
    return None


def _tag_in_line_before(tape: Tape, n: int, opening: int, scene_at: SceneAt) -> Tag | None:
    """The tag of a quotation that opens its line, when the line before ends with a colon (`He said:`)."""
    if n == 0 or opening != tape.sentences[n].start or tape.low[tape.sentences[n - 1].end - 1] != ":":
        return None
    return tag_before(scene_at(n - 1), tape.sentences[n - 1].end)


def _paragraph_end(tape: Tape, n: int) -> int:
    paragraph = tape.sentences[n].paragraph
    while n + 1 < len(tape.sentences) and tape.sentences[n + 1].paragraph == paragraph:
        n += 1
    return tape.sentences[n].end


def _pieces(tape: Tape, first: int, last: int, start: int, end: int, scene_at: SceneAt) -> list[tuple[int, Range]]:
    pieces = []
    for n in range(first, last + 1):
        s = tape.sentences[n]
        scene = scene_at(n)
        tidy = scene.tidy(max(s.start, start), min(s.end, end))
        if tidy:
            pieces.append((n, tidy))
    return pieces


def _starts_clause(scene: Scene, opening: int) -> bool:
    """Whether a quotation begins where a clause can: at the front, behind a colon or dash, or behind a loose word."""
    k = opening - 1
    while k >= scene.start and (scene.bits(k, BIT["but"] | BIT["conj"] | BIT["lead"]) or scene.low[k] == ","):
        k -= 1
    return k < scene.start or scene.is_break(k) or scene.is_close(k) or scene.low[k][0] in ".!?…"


def _only_marks(scene: Scene, k: int) -> bool:
    return not any(scene.is_word(m) for m in range(k, scene.end))


def _resumes(before: Speech | None, quote: Quote, head: Scene) -> bool:
    """Whether a quotation follows its speaker's tag: in the same sentence, or opening the next one."""
    if before is None or before.tag is None or before.quote.close < 0:
        return False
    if head.is_word(quote.open - 1) and names_work(head.tape, quote):
        return False  # `“P”, he told “The Messenger”`
    tag_end = max(before.tag.end, before.quote.close + 1)
    if before.tag.start < before.quote.close and not (before.inherited or before.tag.end <= before.quote.open):
        return False
    between = range(tag_end, quote.open)
    if tag_end > quote.open or quote.open - tag_end > 14:
        return False
    tokens, low = head.tape.tokens, head.low
    if any(low[k].isalnum() for k in between):
        return (
            all(not tokens[k].classes & FINITE_HELP for k in between)
            and quote.open - tag_end <= 8
            and low[quote.open - 1] in ",.:"
        )
    return head.sentence.paragraph == before.paragraph


def _words_between(tape: Tape, before: Speech | None, quote: Quote) -> bool:
    """Whether words stand between a speaker's tag and the quotation."""
    start = max(before.tag.end, before.quote.close + 1) if before and before.tag else quote.open
    return any(tape.low[k].isalnum() for k in range(start, quote.open))


def _goes_on(tape: Tape, quote: Quote) -> bool:
    """Whether the resumed words go on the sentence before: a comma stands before them, or they begin in lower case."""
    first = quote.open + 1
    if first >= len(tape.tokens):
        return False
    return tape.low[quote.open - 1] not in ".!?…" and not tape.tokens[first].cap


def tag_after(scene: Scene, k: int, end: int) -> Tag | None:
    """The tag that begins at token `k` (behind a quotation or a clause): `, a dit X` · `X said` · `, selon X`."""
    dashed = False
    while k < end and (scene.low[k][0] in ",.!?…" or scene.is_dash(k)):
        dashed = dashed or scene.is_dash(k)
        k += 1
    if k >= end or not (scene.is_word(k)):
        return None
    if dashed and (signed := _signature(scene, k, end)):
        return signed
    stop = tag_stop(scene, k, end)
    for hit in scene.hits:
        if hit.start < k or hit.start >= stop:
            continue
        if hit.entry.type == "prep" and hit.start <= k + 1:
            np = right_of(scene, hit.end, stop, adjuncts=True)
            if np and not (scene.grammar.fact("verb_second") and _is_verb(scene, np[0])):
                return Tag(
                    voices_of(scene, np, Link(np, (hit.start, hit.end), hit.entry.manner)), hit.entry, k, np[1], hit
                )
        if hit.entry.type == "impersonal" and hit.start <= k + 1 and "tag" in hit.entry.frames:
            span = (hit.start, hit.end)
            return Tag([Link(span, span, hit.entry.manner, "unidentified")], hit.entry, k, hit.end, hit)
        if hit.entry.type == "verb" and hit.entry.frames & {"quote", "tag"}:
            tag = _verb_tag(scene, hit, k, stop)
            if tag:
                return tag
    return None


def _is_verb(scene: Scene, k: int) -> bool:
    """Whether a verb stands where a voice would (`„…“, so schätzen die Forscher` · `„…“, so lautet der Titel`)."""
    return is_finite_cue(scene, k) or scene.bits(k, FINITE_HELP | BIT["verb"])


def _signature(scene: Scene, k: int, end: int) -> Tag | None:
    """`“…” — Name, role`: a dash and the name alone, to the end of the line."""
    stop = scene.trim_final(k, end)
    if not scene.tokens[k].cap or scene.tokens[k].classes & BIT["det"] or stop - k > 12:
        return None
    if any(scene.bits(m, FINITE_HELP | BIT["sub"] | BIT["verb"]) for m in range(k, stop)):
        return None
    if any(k <= h.start < stop for h in scene.hits):
        return None
    np = right_of(scene, k, stop, adjuncts=True)
    return Tag([Link(np, (k - 1, k), "say")], None, k, stop) if np else None


def _signed_behind(tape: Tape, n: int, close: int, scene_at: SceneAt) -> Tag | None:
    """The tag or signature that stands as a sentence of its own behind a quotation (`“…?” Roe asked.` · `“…” ― Jane Roe`)."""
    if n + 1 >= len(tape.sentences) or not _only_marks(scene_at(n), close + 1):
        return None
    scene = scene_at(n + 1)
    if tape.low[close - 1][0] in "?!" and scene.sentence.paragraph == scene_at(n).sentence.paragraph:
        tag = tag_after(scene, scene.start, scene.end)
        after = skip_right(scene, tag.end, scene.end) if tag else scene.end
        alone = after >= scene.end or not scene.is_word(after) or scene.is_open(after)
        if tag and alone and tag.hit and tag.hit.entry.type == "verb":
            return tag  # `“…?” Roe asked.`
    if not scene.is_dash(scene.start) or scene.start + 1 >= scene.end or not scene.is_word(scene.start + 1):
        return None
    return _signature(scene, scene.start + 1, scene.end)


def _verb_tag(scene: Scene, hit: Hit[Cue], k: int, stop: int) -> Tag | None:
    group = verb_group(scene, hit)
    if group is None or group.reduced or hit.features & {"inf", "fin"} == {"inf"}:
        return None
    if (group.passive or group.nonfinite) and not scene.grammar.fact("free_order"):
        return None
    lead = skip_right(scene, k, hit.start)
    as_ = lead
    while as_ < group.begin and scene.has(as_, "conj", "but", "advsub", "wh", "lead"):
        as_ += 1
    inverted = group.begin <= as_
    if inverted and "to" in hit.entry.frames and scene.grammar.subject_first:
        return None  # who follows is told, and does not tell
    if inverted:
        np = _inverted_subject(scene, group, stop) or _bodiless(scene, group, stop)
        if np is None and "sg" in hit.features and group.end < stop and scene.is_word(group.end):
            return None
    else:
        np = _direct_subject(scene, group, k)
        if np is None or np[0] > as_ + 3:
            return None
        inserted = scene.grammar.subject_first and scene.low[group.start - 1] == ","
        opener = next((m for m in range(k, group.start) if scene.opens_clause(m)), -1)
        if not inserted and opener >= 0 and not (opener == np[1] and scene.has(opener, "rel")):
            return None
    pronoun = bool(np and np[1] - np[0] == 1 and scene.has(np[0], "pron", "clitic"))
    span = (group.start, group.end)
    if np is None and not (scene.grammar.fact("free_order") or scene.grammar.fact("drops_subjects")):
        return None
    if np is None:
        link = Link(span, span, hit.entry.manner, "unidentified" if "sg" not in hit.features else "")
        link.pronoun = True
    else:
        link = Link(np, span, hit.entry.manner, pronoun=pronoun)
    end = max(group.end, np[1] if np else group.end, group.particle[1] if group.particle else 0)
    links = [*passed_to(scene, hit.entry, end), *voices_of(scene, link.np, link)] if link.np and np else [link]
    if np is not None and "cites" in hit.entry.frames:
        link.np, other = cited_voice(scene, hit, np, stop)
        links = [link, Link(other, None, "say")] if other else [link]
    return Tag(links, hit.entry, k, end, hit)


def _bodiless(scene: Scene, group: VerbGroup, stop: int) -> Range | None:
    """The voice of a tag whose verb has no subject behind it: the body under a place preposition there."""
    if group.cue.voice.startswith("in:"):
        return subject_of(scene, group)
    if not group.hit.features & {"pl", "neut"}:
        return None
    return venue_after(scene, group, stop) if scene.grammar.fact("free_order") else subject_of(scene, group)


def _inverted_subject(scene: Scene, group: VerbGroup, stop: int) -> Range | None:
    if group.pronoun >= 0:
        return (group.pronoun, group.pronoun + 1)
    if group.cue.voice.startswith("in:"):
        return None
    if scene.grammar.fact("free_order"):
        found = subject_right(scene, group.end, stop, sure=False, plural="pl" in group.hit.features)
        return None if found and "sg" in group.hit.features and plural_only(scene, found) else found
    if scene.grammar.fact("verb_second"):
        return subject_of(scene, group, prefer_right=True)
    return right_of(scene, group.end, stop)


def _direct_subject(scene: Scene, group: VerbGroup, k: int) -> Range | None:
    if scene.grammar.fact("free_order"):
        return subject_left(scene, group.start, k, plural="pl" in group.hit.features)
    if group.fields is not None:
        return subject_of(scene, group)
    relative = next((m for m in range(k + 1, group.start) if scene.low[m - 1] == "," and scene.opens_clause(m)), -1)
    if relative > k and scene.low[group.start - 1] == ",":
        return right_of(scene, k, relative - 1)  # `“P,” the aide, who gave no name, told X`
    left = left_of(scene, group.start, k)
    return before_relative(scene, left, k - 1, group.start) or left


def tag_before(scene: Scene, opening: int) -> Tag | None:
    """The tag that leads up to a quotation: `X a dit : «` · `X said, “` · `X: “` · `X сказал: «`."""
    k = opening - 1
    if k < scene.start:
        return None
    colon = scene.low[k] == ":"
    if not colon and scene.low[k] != "," and not _verb_ends_at(scene, k):
        return None
    floor = scene.start
    best: Tag | None = None
    for hit in scene.hits:
        if hit.start >= opening or hit.start < floor or not scene.same_quote(hit.start, opening):
            continue
        if hit.entry.type != "verb" or not hit.entry.frames & {"quote", "tag", "that"}:
            continue
        if not colon and opening - hit.end > 14:
            continue
        if any(scene.has(m, "sub") or scene.low[m] in ";:" for m in range(hit.end, k)):
            continue
        if k - hit.end > 6 and any(scene.bits(m, FINITE_HELP) for m in range(hit.end, k)):
            continue  # the clause has another verb
        group = verb_group(scene, hit)
        if group is None or group.reduced:
            continue
        best = _tag_of(scene, group, floor, k) or best
    if best is None and colon:
        return _label(scene, floor, k)
    return best


def _verb_ends_at(scene: Scene, k: int) -> bool:
    return any(h.end == k + 1 and h.entry.type == "verb" and "quote" in h.entry.frames for h in scene.hits)


def _tag_of(scene: Scene, group: VerbGroup, floor: int, end: int) -> Tag | None:
    np = subject_of(scene, group)
    relative = group.start - 1
    if np is None and relative > scene.start and scene.has(relative, "rel") and not scene.has(relative, "det", "sub"):
        np = left_of(scene, relative, scene.floor(relative))
    if np is None and group.nonfinite and scene.grammar.subject_first:
        np = first_noun(scene, group.start)  # `The crowd left, chanting: “…”`
    if np is None:
        if group.nonfinite:
            return None
        span = (group.start, group.end)
        return Tag([Link(span, span, group.cue.manner, "unidentified", pronoun=True)], group.cue, floor, end, group.hit)
    link = Link(
        np,
        (group.start, group.end),
        group.cue.manner,
        pronoun=np[1] - np[0] == 1 and scene.has(np[0], "pron", "clitic"),
    )
    if "cites" in group.cue.frames:
        link.np, other = cited_voice(scene, group.hit, np, end)
        if other:
            return Tag([link, Link(other, None, "say")], group.cue, floor, end, group.hit)
    return Tag(voices_of(scene, np, link), group.cue, floor, end, group.hit)


def _label(scene: Scene, floor: int, colon: int) -> Tag | None:
    """`X: “…”`: the words before the colon name the speaker; the colon is the cue."""
    if colon - floor > 10 or colon <= floor:
        return None
    np = left_of(scene, colon, floor)
    if (
        np is None
        or any(scene.bits(k, FINITE_HELP) for k in range(*np))
        or not any(scene.tokens[k].cap for k in range(*np))
    ):
        return None
    if np[1] - np[0] == 1 and scene.grammar.cases.get(scene.low[np[0]]) == "adv":
        return None
    return Tag([Link(np, (colon, colon + 1), "say")], None, floor, colon + 1)
