"""Reported speech that goes on without a cue: sentences in the reporting mood, and answers in an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from selon.statements.edges import skip_right
from selon.statements.grammar import BIT
from selon.statements.labels import labelled
from selon.statements.scene import Draft, Link, Range, Scene, speaker_of
from selon.statements.speech import Speech, Tag, tag_after, tag_before
from selon.statements.tape import Tape

SceneAt = Callable[[int], Scene]


def answers(tape: Tape, scene_at: SceneAt) -> dict[int, tuple[Link, Range]]:
    """The sentences of a document that are answers in an interview: whose, and the words without the label.

    An interview begins where a paragraph ends in a question and the next one names its speaker (`Name: …`); from there each
    paragraph behind a question is an answer, and so are those that follow it, up to the next question or heading.
    """
    found: dict[int, tuple[Link, Range]] = {}
    voice: Link | None = None
    asked = False
    for first, last in _paragraphs(tape):
        scene = scene_at(first)
        if tape.low[tape.sentences[last - 1].end - 1] == "?":
            asked = True
            continue
        label = labelled(scene) if asked and not scene.heading else None
        if label is not None and _is_name(scene, label):
            voice = label.links[0]
        elif scene.heading:
            voice = None if not asked else voice
            asked = False
            continue
        asked = False
        if voice is None:
            continue
        for n in range(first, last):
            s = tape.sentences[n]
            start = label.content[0][0] if label is not None and n == first else s.start
            content = scene_at(n).tidy(start, s.end)
            if content:
                found[n] = (voice, content)
    return found


def _paragraphs(tape: Tape) -> Iterator[Range]:
    """The paragraphs as ranges of sentence numbers."""
    start = 0
    for n in range(1, len(tape.sentences) + 1):
        if n == len(tape.sentences) or tape.sentences[n].paragraph != tape.sentences[start].paragraph:
            yield start, n
            start = n


def _is_name(scene: Scene, label: Draft) -> bool:
    """Whether a label is a bare name: two to four capitalised words that the pack does not know."""
    np = label.links[0].np
    if np is None or not 2 <= np[1] - np[0] <= 4:
        return False
    tokens = scene.tokens[np[0] : np[1]]
    return all(t.cap and not t.classes for t in tokens) and not any(np[0] <= h.start < np[1] for h in scene.hits)


def answer_draft(voice: Link, content: Range) -> Draft:
    """The statement of one sentence of an answer."""
    return Draft([content], [replace(voice, cue=None)], "attributed", "", "interview", direct=True, nested=False)


def led_draft(voice: Link, content: Range) -> Draft:
    """The statement of one sentence of a paragraph that the line before leads in."""
    return Draft([content], [replace(voice)], "attributed", "", "speech:led", direct=True, nested=False)


def reported_mood(scene: Scene, drafts: list[Draft], last: Draft | None, earlier: list[Draft]) -> Draft | None:
    """A sentence whose verb stands in the reporting mood and that has no cue of its own: it goes on the last voice.

    The forms come from the pack (class `reported`: German Konjunktiv I). Forms that may also be the writer's own (class
    `irrealis`) count only right behind a sentence that stands in the reporting mood itself (`earlier`: its drafts).
    """
    if last is None or not last.links or scene.heading:
        return None
    names = ("reported", "irrealis") if _in_mood(scene, earlier) else ("reported",)
    verb = next((k for k in range(scene.start, scene.end) if _tells(scene, k, names)), -1)
    if verb < 0 or any(d.holds(verb) for d in drafts) or any(d.direct or _before(d, verb) for d in drafts):
        return None
    content = scene.tidy(scene.start, scene.end)
    if content is None or scene.word_count(*content) < 3:
        return None
    links = [replace(link, cue=None) for link in speaker_of(last)]
    return Draft([content], links, "attributed", "", "continued:mood", direct=last.direct, nested=False)


def _tells(scene: Scene, k: int, names: tuple[str, ...]) -> bool:
    return scene.has(k, *names) and not scene.tokens[k].cap and _main_verb(scene, k)


def _before(draft: Draft, verb: int) -> bool:
    """Whether an attribution stands before the verb, so that the sentence is its own."""
    return draft.trigger is None or draft.trigger[0] < verb


def _in_mood(scene: Scene, earlier: list[Draft]) -> bool:
    """Whether the sentence before, in the same paragraph, puts a content forward in the reporting mood."""
    tape = scene.tape
    for d in earlier:
        n = tape.tokens[d.start]
        near = (
            scene.start
            and d.links
            and not d.direct
            and "\n" not in tape.text[n.start : scene.tokens[scene.start].start]
        )
        if near and any(
            scene.grammar.classes.get(tape.low[k], 0) & BIT["reported"] for a, b in d.content for k in range(a, b)
        ):
            return True
    return False


def _main_verb(scene: Scene, k: int) -> bool:
    """Whether the form is the verb of the main clause: no subordinator or relative opens the clause before it."""
    for m in range(k - 1, scene.start - 1, -1):
        if scene.low[m] == ",":
            return not any(scene.has(n, "sub") for n in range(scene.start, k)) or scene.has(scene.start, "sub", "wh")
        if scene.bits(m, BIT["sub"] | BIT["advsub"]) and m > scene.start:
            if scene.grammar.fact("verb_second") and scene.is_word(m - 1) and not scene.has(m - 1, "conj"):
                continue  # a comparison (`wichtiger als`): a clause would stand behind a comma
            return False
    return True


def led_in(tape: Tape, scene_at: SceneAt) -> dict[int, tuple[Link, Range]]:
    """The sentences of a paragraph without quotation marks that the line before leads in (`The governor added:`): whose words
    they are, and the words.
    """
    found: dict[int, tuple[Link, Range]] = {}
    before: Range | None = None
    for paragraph in _paragraphs(tape):
        lead, before = before, paragraph
        if lead is None or tape.low[tape.sentences[lead[1] - 1].end - 1] != ":":
            continue
        first = scene_at(paragraph[0])
        if any(first.is_open(k) for k in range(first.start, min(first.start + 2, first.end))):
            continue
        head = scene_at(lead[1] - 1)
        tag = tag_before(head, head.end)
        if tag is None or tag.cue is None or tag.links[-1].np is None:
            continue
        for n in range(*paragraph):
            content = scene_at(n).tidy(tape.sentences[n].start, tape.sentences[n].end)
            if content and scene_at(n).word_count(*content) >= 3:
                found[n] = (tag.links[-1], content)
    return found


def tagged_within(speeches: list[Speech], scene_at: SceneAt) -> list[Speech]:
    """The speeches, those with a tag set into the quotation itself without it: between dashes (`«P, — сказал X. — Q»`), or
    behind a comma where none stands outside (`« P, raconte X. Q »`)."""
    return [_tagged_within(speech, scene_at) or speech for speech in speeches]


def _tagged_within(speech: Speech, scene_at: SceneAt) -> Speech | None:
    for i, (n, (start, end)) in enumerate(speech.pieces):
        scene = scene_at(n)
        for k in range(start + 1, end - 1):
            dashed = scene.is_dash(k) and scene.low[k - 1][0] in ",!?…"
            if not (dashed or (scene.low[k] == "," and speech.tag is None)) or not scene.same_quote(k, start):
                continue
            tag = tag_after(scene, k, end)
            if tag is None or not _set_in(scene, tag, k, end):
                continue
            marks = (m for m in range(tag.end, end) if scene.is_dash(m) or (not dashed and scene.low[m] == ","))
            around = [(n, r) for r in (scene.tidy(start, k), scene.tidy(next(marks, end), end)) if r]
            return replace(
                speech, tag=tag, pieces=[*speech.pieces[:i], *around, *speech.pieces[i + 1 :]], inherited=False
            )
    return None


def _set_in(scene: Scene, tag: Tag, k: int, end: int) -> bool:
    """Whether a tag behind the mark at `k` is a verb with its subject behind it and nothing more before the next mark."""
    if tag.hit is None or tag.hit.entry.type != "verb" or tag.links[-1].np is None:
        return False
    verb, subject = (tag.links[-1].cue or (k, k))[0], tag.links[-1].np[0]
    return skip_right(scene, k + 1, end) >= verb and subject >= verb


def speech_drafts(speeches: list[Speech]) -> list[Draft]:
    """One draft a sentence of speech; a piece that goes on the piece before it joins its content."""
    drafts: list[Draft] = []
    for speech in speeches:
        for n, (sentence, piece) in enumerate(speech.pieces):
            if drafts and (speech.resumes if n == 0 else speech.pieces[n - 1][0] == sentence):
                drafts[-1].content.append(piece)
                continue
            tag = speech.tag
            cue = tag.cue if tag else None
            links = [replace(link) for link in tag.links] if tag else []
            certainty = (
                "doubted" if cue and cue.certainty == "doubted" else "attributed"
            )  # who denies, speaks own words
            kind = cue.kind if cue and len(speech.pieces) == 1 else ""
            rule = f"speech:{cue.name}" if cue else "speech:label" if tag else "speech:untagged"
            mark = (speech.quote.open, speech.quote.open + 1)
            drafts.append(Draft([piece], links, certainty, kind, rule, cue, mark, direct=True, nested=False))
    return drafts
