"""Sentence by sentence: which entries of the pack fired, which statements came of it, what was abstained from and why."""

from __future__ import annotations

import time

from selon import settings
from selon.lang import Pack
from selon.lang.lexicon import Hit
from selon.model import Document, SentenceTrace, Sign, Span, Statement
from selon.statements.contents import content_of
from selon.statements.extract import Reader, records
from selon.statements.grammar import Cue, Mark, grammar_of
from selon.statements.scene import Range, Scene
from selon.statements.tape import make_tape
from selon.statements.verbs import verb_group

NOT_A_VERB = "stands for no verb of saying here: a noun, a name, or an infinitive behind its marker"
NO_AUXILIARY = "a participle without an auxiliary"
NO_CONTENT = "nothing beside it can be what is said"
NO_VOICE = "no voice that fits stands with it"
USED = "part of a tag or a chain"
ELSEWHERE = "works only inside an attributed content"


def explain(document: Document, pack: Pack) -> tuple[SentenceTrace, ...]:
    """The traces of all sentences of a document, in text order; the statements are those of `extract`."""
    grammar = grammar_of(pack)
    tape = make_tape(document.text[: settings.MAX_TEXT.number()], pack, grammar)
    deadline = time.monotonic() + settings.MAX_SECONDS.number()
    reader = Reader(tape, grammar, deadline)
    drafts = reader.read()
    statements, _ = records(document, reader, drafts)
    traces = []
    for n, sentence in enumerate(tape.sentences):
        start, end = tape.tokens[sentence.start].start, tape.tokens[sentence.end - 1].end
        here = tuple(s for s in statements if start <= s.content[0].start < end)
        scene = reader.scene(n)
        signs = [_cue_sign(scene, hit, statements) for hit in scene.hits]
        signs += [_mark_sign(scene, hit, here) for hit in scene.marks]
        signs.sort(key=lambda s: s.words)
        traces.append(SentenceTrace(Span(start, end, tape.text[start:end]), tuple(signs), here))
    return tuple(traces)


def _words(scene: Scene, tokens: Range) -> Span:
    start, end = scene.tokens[tokens[0]].start, scene.tokens[tokens[1] - 1].end
    return Span(start, end, scene.tape.text[start:end])


def _cue_sign(scene: Scene, hit: Hit[Cue], statements: tuple[Statement, ...]) -> Sign:
    words = _words(scene, (hit.start, hit.end))
    made = tuple(
        s.id for s in statements if any(v.cue and v.cue.overlaps(words) for v in s.voices) or _evidence(s, words)
    )
    why = "its voice and its content were found" if made else _abstention(scene, hit)
    return Sign(words, f"{hit.entry.type} {hit.entry.name}", hit.entry.place, made, why)


def _evidence(statement: Statement, words: Span) -> bool:
    return any(e.overlaps(words) for reason in statement.why for e in reason.evidence)


def _abstention(scene: Scene, hit: Hit[Cue]) -> str:
    """Why a cue made no statement, asked again of the parts that decide."""
    if hit.start in scene.used:
        return USED
    if hit.entry.type in ("relay", "relayed", "venue"):
        return "no attribution that it could belong to"
    if hit.entry.type != "verb":
        return NO_CONTENT
    group = verb_group(scene, hit)
    if group is None:
        return NOT_A_VERB
    if group.reduced:
        return NO_AUXILIARY
    return NO_CONTENT if content_of(scene, group) is None else NO_VOICE


def _mark_sign(scene: Scene, hit: Hit[Mark], here: tuple[Statement, ...]) -> Sign:
    words = _words(scene, (hit.start, hit.end))
    raised = tuple(
        s.id for s in here if any(c.overlaps(words) for c in s.content) and s.certainty == hit.entry.certainty
    )
    if raised:
        why = f"its clause is {hit.entry.certainty}"
    else:
        why = ELSEWHERE if hit.entry.scope != "clause" else "stands in a cue or in no clause of its own"
    return Sign(words, f"mark {hit.entry.name}", hit.entry.place, raised, why)
