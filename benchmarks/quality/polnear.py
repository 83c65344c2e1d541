"""PolNeAR v1, development part: attributions (source, cue, content) in American political news (Newell et al. 2018).

PolNeAR also annotates bare beliefs and intentions that are no statements after docs/statements.md, and no doubt of the
publisher's own, and takes a quotation of several sentences as one content where we count one a sentence. So the definitions
are mapped as far as they agree: contents are cut at the ends of sentences; statements without a voice (the publisher's own
doubt) are left out; a relative pronoun as source (`X, who said`) is met by its noun X, which is what we write; where a
quotation goes on a voice of the sentence before, we write no cue by definition, and none is asked for (how many those are
stands in the column *no cue*); precision is not measured; *recall* is over the attributions whose cue is a word of speech
(a form that the English pack lists under a manner of speaking); among the contents matched at word F1 0.5, one to one,
*source* and *cue* tell how often they overlap with ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.outcome import Outcome, corpus_digest
from selon import lang
from selon.lang.segment import split_sentences
from selon.model import Document, Statement
from selon.statements import extract
from selon.statements.grammar import grammar_of

WORD = re.compile(r"\w+")
SPEAKING = frozenset(
    {"say", "announce", "relay", "deny", "confirm", "warn", "threaten", "promise", "demand", "accuse", "reveal"}
)
RELATIVES = frozenset({"who", "which", "that"})
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One gold attribution; each part is the spans of its pieces, empty when it is not written."""

    source: Spans
    cue: Spans
    content: Spans


def read(folder: Path, part: str = "dev") -> Iterator[tuple[str, str, list[Attribution]]]:
    """Name, text and attributions of each article of a part."""
    for ann in sorted((folder / part / "attributions").glob("*.ann")):
        stem = ann.stem
        matches = [t for t in (folder / part / "text").glob("*.txt") if stem.startswith(t.stem[:60])]
        text_file = max(matches, key=lambda t: len(t.stem), default=None)
        if text_file is not None:
            yield stem, text_file.read_text(encoding="utf-8"), attributions(ann.read_text(encoding="utf-8"))


def by_sentence(text: str, gold: list[Attribution], sentences: Spans) -> list[Attribution]:
    """The attributions with contents cut at the ends of sentences; pieces of fewer than three words stay out."""
    cut = []
    for g in gold:
        pieces = []
        for a, b in sentences:
            inside = tuple((max(a, x), min(b, y)) for x, y in g.content if x < b and a < y)
            if inside and len(words(text, inside)) >= 3:
                pieces.append(Attribution(g.source, g.cue, inside))
        cut.extend(pieces or [g])
    return cut


def attributions(ann: str) -> list[Attribution]:
    """The attributions of one brat file."""
    marks: dict[str, Spans] = {}
    events = []
    for line in ann.split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            places = cells[1].partition(" ")[2].split(";")
            marks[cells[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in places))
        elif line.startswith("E") and len(cells) > 1:
            events.append([part.partition(":") for part in cells[1].split()])
    found = []
    for event in events:
        parts: dict[str, Spans] = {"Source": (), "Cue": (), "Content": ()}
        for role, _, mark in event:
            name = role.rstrip("0123456789")
            if name in parts:
                parts[name] = parts[name] + marks.get(mark, ())
        if parts["Content"]:
            found.append(Attribution(parts["Source"], parts["Cue"], parts["Content"]))
    return found


def words(text: str, spans: Spans) -> set[int]:
    """Offsets of the words in the spans."""
    return {m.start() for a, b in spans for m in WORD.finditer(text, a, b)}


def f1(a: set[int], b: set[int]) -> float:
    """Word F1 of two sets of offsets."""
    both = len(a & b)
    return 2 * both / (len(a) + len(b)) if both else 0.0


def of_speech(text: str, gold: Attribution, forms: frozenset[str]) -> bool:
    """Whether one word of the cue is a form that the pack lists under a manner of speaking."""
    return any(m.group().lower() in forms for a, b in gold.cue for m in WORD.finditer(text, a, b))


def pairs(text: str, gold: list[Attribution], read_: tuple[Statement, ...]) -> dict[int, int]:
    """Gold index → index of the statement matched to it, one to one, best first, at word F1 of at least 0.5."""
    gw = [words(text, g.content) for g in gold]
    pw = [words(text, tuple((c.start, c.end) for c in s.content)) for s in read_]
    scored = sorted(((f1(a, b), i, j) for i, a in enumerate(gw) for j, b in enumerate(pw) if a & b), reverse=True)
    used: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score >= 0.5 and i not in used and j not in taken:
            used[i] = j
            taken.add(j)
    return used


def touch(a: Spans, b: Spans) -> bool:
    """Whether any two spans share a character."""
    return any(x < d and c < y for x, y in a for c, d in b)


def source_right(text: str, source: Spans, voices: Spans) -> bool:
    """Whether a voice overlaps the source, or, when the source is a relative pronoun, ends right before it."""
    if touch(source, voices):
        return True
    a, b = source[0]
    return text[a:b].lower() in RELATIVES and any(0 <= a - end <= 3 for _, end in voices)


def measure(shared: Path) -> Outcome:
    """Source and cue overlap among matched contents, recall of attributions with a speech cue."""
    folder = shared / "corpora" / "polnear"
    pack = lang.load("en")
    entries = grammar_of(pack).cues
    forms = frozenset(
        low
        for low in entries.starts
        for h in entries.at([low], 0, 1)
        if h.entry.manner in SPEAKING and h.entry.type == "verb"
    )
    gold_n = hit = sourced = sourced_right = cued = cue_right = speech = speech_hit = without = 0
    errors: list[str] = []
    for name, text, annotated in read(folder):
        read_all, _ = extract(Document(id="sha256:gold", text=text, language="en"), pack)
        statements = tuple(s for s in read_all if s.voices)
        gold = by_sentence(text, annotated, tuple(split_sentences(text, pack)))
        found = pairs(text, gold, statements)
        gold_n += len(gold)
        hit += len(found)
        for i, g in enumerate(gold):
            spoken = of_speech(text, g, forms)
            speech += spoken
            speech_hit += spoken and i in found
            if i not in found:
                if spoken:
                    errors.append(f"- {name}: {text[g.content[0][0] : g.content[-1][1]]!r}")
                continue
            voices = statements[found[i]].voices
            spans = tuple((v.span.start, v.span.end) for v in voices if v.span)
            cues = tuple((v.cue.start, v.cue.end) for v in voices if v.cue)
            if g.source:
                sourced += 1
                sourced_right += source_right(text, g.source, spans)
            if g.cue and not cues:
                without += 1
            elif g.cue:
                cued += 1
                cue_right += touch(g.cue, cues)
    row = {
        "gold": gold_n, "matched": hit, "no cue": without, "source": round(100 * sourced_right / max(sourced, 1), 1),
        "cue": round(100 * cue_right / max(cued, 1), 1), "speech recall": round(100 * speech_hit / max(speech, 1), 1),
    }  # fmt: skip
    files = [p for p in (folder / "dev").rglob("*") if p.is_file()]
    return Outcome(
        {"polnear dev": row}, corpus_digest(folder, files), ("source", "cue", "speech recall"), errors=tuple(errors)
    )
