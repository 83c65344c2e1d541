"""German quotes (Petersen-Frey and Biemann 2024), development part: speaker and quotation in German Wikinews.

The corpus is NonCommercial: it measures, nothing is learned from it. Joint figure: a gold quotation counts as found when a
statement's content overlaps it with word F1 of at least 0.5, one to one, and a voice of it overlaps the gold speaker
(or neither has one); gold quotations of several sentences are cut at the ends of sentences, as we count statements.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.quality.outcome import Outcome, corpus_digest
from benchmarks.quality.polnear import Attribution, Spans, by_sentence, pairs, touch
from selon import lang
from selon.lang.segment import split_sentences
from selon.model import Document
from selon.statements import extract


def spans(part: dict[str, Any]) -> Spans:
    """The character spans of an annotated part."""
    return tuple((s["charBegin"], s["charEnd"]) for s in part["spans"])


def _cut(text: str, gold: list[Any], parts: list[Attribution], sentences: Spans) -> tuple[list[Any], list[Attribution]]:
    """The quotations by sentence, each with the annotation that it is a piece of."""
    pieces = [(a, p) for a, g in zip(gold, parts, strict=True) for p in by_sentence(text, [g], sentences)]
    return [a for a, _ in pieces], [p for _, p in pieces]


def measure(shared: Path) -> Outcome:
    """Joint F1 of quotation and speaker, and recall of the quotations by type."""
    file = shared / "corpora" / "german_quotes" / "dev.jsonl"
    pack = lang.load("de")
    n_gold = n_read = quotes = joint = 0
    by_type: dict[str, list[int]] = {}
    errors: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["originalText"]
        gold = [a for a in article["annotations"] if a["quote"]["spans"]]
        as_attributions = [Attribution(spans(a["speaker"]), spans(a["cue"]), spans(a["quote"])) for a in gold]
        gold, as_attributions = _cut(text, gold, as_attributions, tuple(split_sentences(text, pack)))
        statements, _ = extract(Document(id="sha256:gold", text=text, language="de"), pack)
        statements = tuple(s for s in statements if s.voices)
        found = pairs(text, as_attributions, statements)
        n_gold += len(gold)
        n_read += len(statements)
        quotes += len(found)
        for i, (a, g) in enumerate(zip(gold, as_attributions, strict=True)):
            tally = by_type.setdefault(a["type"], [0, 0])
            tally[0] += 1
            tally[1] += i in found
            if i not in found:
                errors.append(f"- {a['type']}: {a['quote']['text']!r} [{a['speaker']['text']}|{a['cue']['text']}]")
                continue
            voices = statements[found[i]].voices
            named = tuple((v.span.start, v.span.end) for v in voices if v.span)
            referred = tuple((v.refers_to.start, v.refers_to.end) for v in voices if v.refers_to)
            right = touch(g.source, named + referred) if g.source else all(v.kind == "unidentified" for v in voices)
            joint += right
            if not right:
                errors.append(
                    f"~ speaker {a['speaker']['text']!r}, read {[text[x:y] for x, y in named]}: {a['quote']['text'][:80]!r}"
                )
    row = {
        "gold": n_gold, "read": n_read, "quote F1": round(200 * quotes / max(n_gold + n_read, 1), 1),
        "joint F1": round(200 * joint / max(n_gold + n_read, 1), 1),
    }  # fmt: skip
    row |= {f"R {name}": round(100 * hit / n, 1) for name, (n, hit) in sorted(by_type.items())}
    return Outcome(
        {"german quotes dev": row}, corpus_digest(file.parent, [file]), ("quote F1", "joint F1"), errors=tuple(errors)
    )
