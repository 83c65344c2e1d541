"""Which report copies which: candidates by fingerprints, proof by alignment, direction by credit and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from selon.model import Copy, CopyEvidence, span_of
from selon.origins.align import Alignment, align
from selon.origins.instant import instant
from selon.origins.prints import MemoryPostings, Postings, fingerprints
from selon.origins.quoted import quoted_words
from selon.origins.texts import Text
from selon.origins.words import Words, jaccard, shingles, words_of

SOURCES = 3
"""A report keeps at most this many sources that it copies: the best ones; others follow from them."""
CROWD = 64
"""A fingerprint that more distinct texts share than this is a formula and finds no candidates."""
SHOWN = 5
"""Pieces of evidence kept with a copy."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with its words and what is quoted in it."""

    text: Text
    words: Words
    quoted: bytearray


def prepare(text: Text) -> Prepared:
    """The words of a text, once."""
    words = words_of(text.text)
    return Prepared(text, words, quoted_words(text.text, words))


def reworded(a: Prepared, b: Prepared) -> str | None:
    """How two texts of one language share words: `literal`, `edited`, `partial`, or `None` when they do not.

    Words quoted in both do not count: two reports may quote one speaker. Two texts of one outlet share its
    templates and footers, so
    only near identity makes a copy there.
    """
    runs_a, runs_b = shingles(a.words.ids), shingles(b.words.ids)
    alike = jaccard(runs_a, runs_b)
    if alike >= 0.8:
        return "literal" if alike >= 0.95 else "edited"
    found = align(a.words, b.words)
    own = _own_words(found, a, b)
    if _same_outlet(a, b):
        return "edited" if found.ratio >= 0.85 and own >= 12 else None
    return _covered(found, own, alike)


def _covered(found: Alignment, own: int, alike: float) -> str | None:
    if own < 12:
        return "edited" if own >= 7 and alike >= 0.3 and max(found.cover_a, found.cover_b) >= 0.7 else None
    if min(found.cover_a, found.cover_b) >= 0.5 or found.ratio >= 0.6:
        return "edited"
    if max(found.cover_a, found.cover_b) >= 0.35 and found.longest >= 6:
        return "partial"
    return "partial" if own >= 24 and found.longest >= 12 else None


def _same_outlet(a: Prepared, b: Prepared) -> bool:
    return a.text.outlet is not None and a.text.outlet == b.text.outlet


def _own_words(found: Alignment, a: Prepared, b: Prepared) -> int:
    """Shared words that do not stand in a quotation in both texts."""
    return sum(not (a.quoted[run.a + i] and b.quoted[run.b + i]) for run in found.runs for i in range(run.size))


def evidence_of(source: Prepared, target: Prepared) -> tuple[CopyEvidence, ...]:
    """The longest shared runs with their places in the copy and in its source."""
    runs = sorted(align(source.words, target.words).runs, key=lambda r: (-r.size, r.b))[:SHOWN]
    return tuple(
        CopyEvidence(
            "words",
            span_of(target.text.text, target.words.starts[r.b], target.words.ends[r.b + r.size - 1]),
            span_of(source.text.text, source.words.starts[r.a], source.words.ends[r.a + r.size - 1]),
            f"{r.size} words in a row",
        )
        for r in runs
    )


def order(text: Text) -> tuple[int, float, str]:
    """The order of publication: known instants first, then the address, so that the answer never hangs on input
    order."""
    when = instant(text.published)
    return (when is None, when.timestamp() if when else 0.0, text.report)


def directed(a: Text, b: Text) -> tuple[Text, Text]:
    """(source, copy): the one that credits the other is the copy; else the later one is."""
    a_credits, b_credits = b.name in a.credits if b.name else False, a.name in b.credits if a.name else False
    if a_credits != b_credits:
        return (b, a) if a_credits else (a, b)
    return (a, b) if order(a) <= order(b) else (b, a)


def find_reworded(texts: Sequence[Text], postings: Postings | None = None) -> tuple[Copy, ...]:
    """The copies among texts, found by their words. Linear in the number of texts as long as fingerprints are rare.

    Identical texts are compared once; each later one points to the first. Versions of one report are never copies
    of each other.
    """
    store = postings or MemoryPostings()
    alike: defaultdict[tuple[int, ...], list[Text]] = defaultdict(list)
    for text in sorted(texts, key=order):
        alike[words_of(text.text).ids].append(text)
    copies = [
        Copy(group[0].report, later.report, "literal", (CopyEvidence("words", None, None, "the whole text"),))
        for ids, group in alike.items()
        if ids
        for later in group[1:]
        if later.report != group[0].report
    ]
    firsts = {f"{g[0].report}\n{i}": prepare(g[0]) for i, (ids, g) in enumerate(alike.items()) if ids}
    for key, prepared in firsts.items():
        copies.extend(_sources(key, prepared, firsts, store))
        store.put(fingerprints(prepared.words), key)
    return tuple(copies)


def _sources(key: str, target: Prepared, known: dict[str, Prepared], store: Postings) -> list[Copy]:
    """The copies between `target` and the texts that came before it; the best `SOURCES` of them."""
    votes: defaultdict[str, int] = defaultdict(int)
    for _, items in store.get(fingerprints(target.words)):
        for item in items if len(items) <= CROWD else ():
            votes[item] += 1
    found = []
    for item, count in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[: 8 * SOURCES]:
        other = known[item]
        if item == key or other.text.report == target.text.report:
            continue
        how = reworded(other, target)
        if how:
            found.append((count, other, how))
    copies = []
    for _, other, how in found[:SOURCES]:
        source, copy = directed(other.text, target.text)
        first, second = (other, target) if source is other.text else (target, other)
        copies.append(Copy(source.report, copy.report, how, evidence_of(first, second)))
    return copies
