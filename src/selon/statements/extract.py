"""Statements of a document: candidates, quotations, cues, chains, certainty, kind – and why."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from typing import cast

from selon import settings
from selon.errors import Fault
from selon.lang import Pack
from selon.model import Certainty, Document, Manner, Reason, Span, Statement, StatementKind, Voice, VoiceKind
from selon.statements.chain import nest, relay_tags
from selon.statements.continued import (
    answer_draft,
    answers,
    led_draft,
    led_in,
    reported_mood,
    speech_drafts,
    tagged_within,
)
from selon.statements.doubts import absorb_hearsay, apply_marks
from selon.statements.grammar import Grammar, grammar_of
from selon.statements.kinds import kind_of
from selon.statements.references import References
from selon.statements.relays import apply_relays
from selon.statements.scene import MAX_CUES, Draft, Link, Range, Scene
from selon.statements.sentences import sentence_drafts
from selon.statements.speech import Speech, read_speech
from selon.statements.tape import Tape, make_tape
from selon.statements.voicekind import kind_of_voice


def extract(document: Document, pack: Pack) -> tuple[tuple[Statement, ...], tuple[Fault, ...]]:
    """The statements of a document in text order, and what was cut: a text that is too long, a time that ran out."""
    limit = settings.MAX_TEXT.number()
    faults: list[Fault] = []
    text = document.text
    if len(text) > limit:
        faults.append(
            Fault("cut", f"offset {limit}", f"the text has {len(text)} code points; statements are read up to {limit}")
        )
        text = text[:limit]
    grammar = grammar_of(pack)
    tape = make_tape(text, pack, grammar)
    deadline = time.monotonic() + settings.MAX_SECONDS.number()
    reader = Reader(tape, grammar, deadline)
    drafts = reader.read()
    statements, stopped = records(document, reader, drafts)
    stops = [n for n in (reader.stopped_at, stopped) if n is not None]
    if stops:
        reason = "the time for one report ran out; what stands later was not read"
        faults.append(Fault("cut", f"offset {tape.tokens[min(stops)].start}", reason))
    if reader.cut is not None:
        reason = f"a sentence has more than {MAX_CUES} cues; the further ones were not read"
        faults.append(Fault("cut", f"offset {tape.tokens[reader.cut].start}", reason))
    return statements, tuple(faults)


class Reader:
    """Reads one tape sentence by sentence; scenes are made when they are first asked for."""

    def __init__(self, tape: Tape, grammar: Grammar, deadline: float) -> None:
        self.tape, self.grammar, self.deadline = tape, grammar, deadline
        self.scenes: dict[int, Scene] = {}
        self.stopped_at: int | None = None
        self.cut: int | None = None
        self.answers: dict[int, tuple[Link, Range]] = {}
        self.led: dict[int, tuple[Link, Range]] = {}

    def scene(self, n: int) -> Scene:
        """The scene of sentence `n`."""
        found = self.scenes.get(n)
        if found is None:
            found = self.scenes[n] = Scene(self.tape, self.grammar, self.tape.sentences[n])
        return found

    def read(self) -> list[Draft]:
        """All drafts of the document, in the order of their content."""
        speeches = tagged_within(read_speech(self.tape, self.scene), self.scene)
        spoken = self._spoken(speeches)
        self.answers = answers(self.tape, self.scene)
        self.led = led_in(self.tape, self.scene)
        drafts: list[Draft] = []
        last: Draft | None = None
        found: list[Draft] = []
        for n in range(len(self.tape.sentences)):
            if n % 64 == 0 and time.monotonic() > self.deadline:
                self.stopped_at = self.tape.sentences[n].start
                break
            found = self._sentence(n, spoken.get(n, []), last, found)
            last = _speaks_on(found, last)
            drafts.extend(found)
        drafts.sort(key=lambda d: (d.start, -d.content[-1][1]))
        return drafts

    def _spoken(self, speeches: list[Speech]) -> dict[int, list[Draft]]:
        by_sentence: dict[int, list[Draft]] = {}
        made = speech_drafts(speeches)
        at = {id(d): d for d in made}
        for speech in speeches:
            if speech.tag and speech.tag.hit:
                self.scene(self.tape.sentence_of(speech.tag.hit.start)).used.add(speech.tag.hit.start)
        for d in at.values():
            by_sentence.setdefault(self.tape.sentence_of(d.start), []).append(d)
        return by_sentence

    def _sentence(self, n: int, spoken: list[Draft], last: Draft | None, earlier: list[Draft]) -> list[Draft]:
        scene = self.scene(n)
        if scene.cut and self.cut is None:
            self.cut = scene.start
        previous = self.scene(n - 1) if n else None
        drafts = sentence_drafts(scene, previous, earlier, spoken) if scene.is_candidate or spoken else []
        going_on: Draft | None = None
        if self.answers:
            drafts = [d for d in drafts if d.rule != "label"]
        if n in self.answers:
            going_on = answer_draft(*self.answers[n])
        elif n in self.led and not drafts and not spoken:
            going_on = led_draft(*self.led[n])
        elif self.grammar.has_reported_mood:
            going_on = reported_mood(scene, [*drafts, *spoken], last, earlier)
        if going_on is not None:
            drafts.append(going_on)
        for d in spoken:
            if not d.links:
                near = [v for v in drafts if v.links and v.start < d.start and v.cue and v.cue.type == "verb"]
                self._inherit(scene, d, near[-1] if near and _leads_up(scene, d) else last)
        together = relay_tags([*drafts, *spoken]) if spoken else drafts
        apply_relays(scene, together)
        together = absorb_hearsay([_named_well(scene, d) for d in together if not _is_verb(scene, d, together)])
        own = apply_marks(scene, together)
        nest(together)
        return [*together, *own]

    def _inherit(self, scene: Scene, spoken: Draft, last: Draft | None) -> None:
        """The voice of a quotation without a tag: the last voice in this paragraph or the one before, else nobody's."""
        if last is not None and not scene.heading and last.links[-1].kind != "unidentified":
            far = scene.sentence.paragraph - self.tape.sentences[self.tape.sentence_of(last.start)].paragraph
            if far <= 1:
                spoken.links = [replace(link, cue=None) for link in last.links[-1:]]
                spoken.rule = "speech:continued"
                return
        mark = spoken.trigger or (spoken.start, spoken.start + 1)
        spoken.links = [Link(mark, mark, "say", "unidentified")]


def _is_verb(scene: Scene, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the voice of a draft is the verb of another one, read as a noun because its own noun can be a verb (`relève la
    note`).
    """
    voice = draft.links[-1] if draft.links else None
    if voice is None or voice.np is None or voice.np == voice.cue or voice.np[1] - voice.np[0] > 1:
        return False
    at = voice.np[0]
    return scene.start <= at < scene.end and any(
        o is not draft and o.links and o.links[-1].cue == voice.np and o.content == draft.content for o in drafts
    )


def _named_well(scene: Scene, draft: Draft) -> Draft:
    """A draft whose voice does not begin with the words that attribute something else to it (`according to X, which said`)."""
    voice = draft.links[-1] if draft.links else None
    if voice is not None and voice.np is not None and scene.start <= voice.np[0] < scene.end:
        hits = (h for h in scene.hits if h.entry.type == "prep" and h.start == voice.np[0] and h.end < voice.np[1])
        hit = next((h for h in hits if (h.start, h.end) != voice.cue and not h.entry.frames & {"owner", "alone"}), None)
        voice.np = (hit.end, voice.np[1]) if hit else voice.np
    return draft


def _leads_up(scene: Scene, spoken: Draft) -> bool:
    """Whether a quotation stands behind a colon of its own sentence (`X said that P: “Q”`)."""
    return spoken.start - 2 >= scene.start and scene.low[spoken.start - 2] == ":"


def _speaks_on(found: list[Draft], last: Draft | None) -> Draft | None:
    """The draft whose voice a sentence without a cue would go on: the last that no other holds and that names who speaks."""
    voiced = [d for d in found if d.links]
    outer = [d for d in voiced if d.trigger is None or not any(o is not d and o.holds(d.trigger[0]) for o in voiced)]
    for d in reversed(outer):
        link = d.links[-1]
        if last is None or (link.kind != "unidentified" and link.manner != "show"):
            return d
    return last


# --- drafts to records ---


def records(document: Document, reader: Reader, drafts: list[Draft]) -> tuple[tuple[Statement, ...], int | None]:
    """The records of the drafts, and the first token of the draft that the time did not reach (`None`: all are made)."""
    tape, grammar = reader.tape, reader.grammar
    references = References(tape, grammar, drafts, reader.scene, reader.stopped_at)
    found: dict[str, Statement] = {}
    for n, d in enumerate(drafts):
        if n % 64 == 63 and time.monotonic() > reader.deadline:
            return tuple(found.values()), d.start
        statement = _statement(document.id, tape, grammar, d, references)
        found.setdefault(statement.id, statement)
    return tuple(found.values()), None


def _span(tape: Tape, tokens: Range) -> Span:
    start, end = tape.tokens[tokens[0]].start, tape.tokens[tokens[1] - 1].end
    return Span(start, end, tape.text[start:end])


def _voice(tape: Tape, grammar: Grammar, link: Link, references: References) -> Voice:
    kind = link.kind
    refers = references.of(link)
    if link.np and link.pronoun:
        kind = kind_of_voice(tape, grammar, refers) if refers else kind or "person"
    elif link.np and (kind != "unidentified" or refers):
        kind = kind_of_voice(tape, grammar, refers or link.np)
    return Voice(
        span=_span(tape, link.np) if link.np else None,
        cue=_span(tape, link.cue) if link.cue else None,
        manner=cast(Manner, link.manner),
        kind=cast(VoiceKind, kind or "unidentified"),
        refers_to=_span(tape, refers) if refers else None,
    )


def _statement(document_id: str, tape: Tape, grammar: Grammar, d: Draft, references: References) -> Statement:
    content = tuple(_span(tape, r) for r in sorted(d.content))
    voices = tuple(_voice(tape, grammar, link, references) for link in d.links)
    evidence = tuple(v.cue for v in voices if v.cue) or ((_span(tape, d.trigger),) if d.trigger else ())
    mark = repr(
        ([(c.start, c.end) for c in content], [(v.span and v.span.start, v.cue and v.cue.start) for v in voices])
    )
    digest = hashlib.blake2b(f"{document_id} {mark}".encode(), digest_size=8).hexdigest()
    return Statement(
        id=f"s-{digest}", content=content, voices=voices, certainty=cast(Certainty, d.certainty),
        kind=cast(StatementKind, kind_of(d, tape, grammar)), why=(Reason(d.rule, evidence),),
    )  # fmt: skip
