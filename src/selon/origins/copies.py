"""Which report copies which: candidates by fingerprints, proof by alignment, direction by credit and time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.model import Copy, CopyEvidence, span_of
from selon.model.instant import instant
from selon.origins.align import Alignment, align
from selon.origins.prints import MemoryPostings, Postings, fingerprints
from selon.origins.quoted import quoted_words
from selon.origins.texts import Text
from selon.origins.words import ADDRESS, Words, jaccard, shingles, words_of

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

    Words quoted in both do not count: two reports may quote one speaker. Two texts of one outlet share its templates
    and footers, so only near identity with the same figures makes a copy there.
    """
    runs_a, runs_b = shingles(a.words.ids), shingles(b.words.ids)
    alike = jaccard(runs_a, runs_b)
    if alike >= 0.8:
        return "literal" if alike >= 0.95 else "edited"
    found = align(a.words, b.words)
    own = _own_words(found, a, b)
    if _same_outlet(a, b):
        return "edited" if found.ratio >= 0.85 and own >= 12 and _figures(a) == _figures(b) else None
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


def _figures(a: Prepared) -> Counter[str]:
    """The figures of a text: in a form that is filled in every day, they are what is new."""
    return Counter(re.findall(r"\d+", ADDRESS.sub(" ", a.text.text)))


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


def order(text: Text) -> tuple[int, float, str, str]:
    """The order of publication: known instants first, then the address and the version, so that the answer never hangs
    on input order."""
    when = instant(text.published)
    return (when is None, when.timestamp() if when else 0.0, text.report, text.version)


def directed(a: Text, b: Text) -> tuple[Text, Text]:
    """(source, copy): the one that credits the other is the copy; else the later one is."""
    a_credits, b_credits = b.name in a.credits if b.name else False, a.name in b.credits if a.name else False
    if a_credits != b_credits:
        return (b, a) if a_credits else (a, b)
    return (a, b) if order(a) <= order(b) else (b, a)


@dataclass(frozen=True, slots=True)
class Worded:
    """A copy found by words between two texts: `owner` came later in the order of publication, `other` before it."""

    owner: Text
    other: Text
    copy: Copy

    @property
    def tie(self) -> str:
        """What decides between several findings for one pair of reports: the smaller one stands."""
        return f"{self.owner.version}\n{self.other.version}"


def find_reworded(texts: Sequence[Text], postings: Postings | None = None) -> tuple[Copy, ...]:
    """The copies among texts, found by their words. Linear in the number of texts as long as fingerprints are rare.

    Identical texts are compared once; each later one points to the first. Versions of one report are never copies
    of each other.
    """
    same, worded = worded_copies(texts, postings)
    return tuple(found.copy for found in (*same, *worded))


def worded_copies(texts: Sequence[Text], postings: Postings | None = None) -> tuple[list[Worded], list[Worded]]:
    """The copies of whole texts word for word, and all others; see `find_reworded`."""
    store = postings or MemoryPostings()
    alike: defaultdict[tuple[int, ...], list[Text]] = defaultdict(list)
    for text in sorted(texts, key=order):
        alike[words_of(text.text).ids].append(text)
    same = [w for ids, group in alike.items() if ids for later in group[1:] if (w := whole(later, group[0]))]
    firsts = {_name(group[0]): prepare(group[0]) for ids, group in alike.items() if ids}
    worded = []
    for key, prepared in firsts.items():
        votes: defaultdict[str, int] = defaultdict(int)
        for _, items in store.get(fingerprints(prepared.words)):
            for item in items if len(items) <= CROWD else ():
                votes[item] += 1
        worded += sources_of(prepared, [firsts[item] for item in best(votes)])
        store.put(fingerprints(prepared.words), key)
    return same, worded


def _name(text: Text) -> str:
    return f"{text.report}\n{text.version}"


def whole(later: Text, first: Text) -> Worded | None:
    """The copy between two texts of the same words; `None` for two versions of one report."""
    if later.report == first.report:
        return None
    evidence = (CopyEvidence("words", None, None, "the whole text"),)
    return Worded(later, first, Copy(first.report, later.report, "literal", evidence))


def best(votes: Mapping[str, int]) -> list[str]:
    """The names (`report\\nversion`) with the most fingerprints in common that are worth an alignment, best first."""
    return [item for item, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[: 8 * SOURCES]]


def sources_of(target: Prepared, candidates: Iterable[Prepared]) -> list[Worded]:
    """The copies between `target` and texts that came before it; the best `SOURCES` of them, in the order given."""
    found: list[Worded] = []
    for other in candidates:
        if other.text.report == target.text.report:
            continue
        how = reworded(other, target)
        if how:
            source, copy = directed(other.text, target.text)
            first, second = (other, target) if source is other.text else (target, other)
            made = Copy(source.report, copy.report, how, evidence_of(first, second))
            found.append(Worded(target.text, other.text, made))
            if len(found) == SOURCES:
                break
    return found
