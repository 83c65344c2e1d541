"""Names of persons, bodies and places in Russian and Ukrainian; linking across languages; pairs of spellings of one
name.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.outcome import Outcome, corpus_digest

if TYPE_CHECKING:
    from selon.grounding.entities_context import Context
    from selon.grounding.gazetteer import Gazetteer

NEREL = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "CITY": "LOC", "COUNTRY": "LOC", "STATE_OR_PROVINCE": "LOC",
    "DISTRICT": "LOC", "LOCATION": "LOC",
}  # fmt: skip
NER_UK = {"PERS": "PER", "ORG": "ORG", "LOC": "LOC"}
KINDS = ("PER", "ORG", "LOC")
VOICE_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "state"}
VARIANTS = Path(__file__).with_name("name_variants.tsv")
Spans = list[tuple[int, int, str]]


def brat(folder: Path, kinds: dict[str, str]) -> Iterator[tuple[str, Spans]]:
    """Texts with their names from brat stand-off files; both ways of writing offsets."""
    for file in sorted(folder.rglob("*.ann")):
        spans: Spans = []
        for line in file.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if not parts[0].startswith("T") or len(parts) < 3:
                continue
            head = parts[1].split() if " " in parts[1] else parts[1:4]
            if head[0] in kinds and head[1].isdigit() and head[2].isdigit():
                spans.append((int(head[1]), int(head[2]), kinds[head[0]]))
        with file.with_suffix(".txt").open(encoding="utf-8", newline="") as text:
            yield text.read(), spans


def slavicner(folder: Path, language: str) -> Iterator[tuple[str, Spans]]:
    """SlavicNER's texts with their names."""
    for file in sorted(folder.glob(f"ner/*/{language}/*.tsv")):
        raw = folder / "raw" / file.parts[-3] / language / (file.stem + ".txt")
        if raw.exists():
            rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line.count("\t") >= 5]
            with raw.open(encoding="utf-8", newline="") as text:
                yield text.read(), [(int(r[0]), int(r[1]), r[4]) for r in rows if r[4] in KINDS]


@dataclass(slots=True)
class Tally:
    """Found, expected, and right (overlapping; with the same borders) names of one kind."""

    predicted: int = 0
    gold: int = 0
    touched: int = 0
    exact: int = 0

    def f1(self, right: int) -> float:
        """F1 in percent."""
        return round(200 * right / (self.predicted + self.gold), 1) if self.predicted + self.gold else 0.0


def score(
    texts: Iterator[tuple[str, Spans]], language: str, gazetteer: Gazetteer
) -> tuple[dict[str, float], list[str]]:
    """F1 per kind, with any overlap and with exact borders."""
    from selon.grounding.names import find_names
    from selon.grounding.registry import built_in
    from selon.lang.pack import load

    tallies = {kind: Tally() for kind in KINDS}
    lines: list[str] = []
    for text, gold in texts:
        found = find_names(text, load(language), gazetteer, built_in())
        for kind in KINDS:
            tally, mine = tallies[kind], [m for m in found if m.kind == kind]
            theirs = [(a, b) for a, b, k in gold if k == kind]
            tally.predicted, tally.gold = tally.predicted + len(mine), tally.gold + len(theirs)
            exact = {(m.span.start, m.span.end) for m in mine}
            tally.exact += len(exact & set(theirs))
            left = list(mine)
            for a, b in theirs:
                hit = next((m for m in left if m.span.start < b and a < m.span.end), None)
                if hit is None:
                    lines.append(f"- {kind} {text[a:b]!r} in {text[max(0, a - 25) : b + 25]!r}")
                else:
                    left.remove(hit)
                    tally.touched += 1
            lines += [
                f"+ {kind} {m.span.text!r} {m.why} in {text[max(0, m.span.start - 25) : m.span.end + 25]!r}"
                for m in left
            ]
    figures = {}
    for kind, tally in tallies.items():
        figures |= {f"{kind} F1": tally.f1(tally.touched), f"{kind} exact": tally.f1(tally.exact)}
    return figures, lines


def linking(folder: Path, gazetteer: Gazetteer) -> dict[str, float]:
    """Pairs of mentions (one per form, kind and language) that link to one cluster, against SlavicNER's identifiers."""
    from selon.grounding.entities import identify
    from selon.grounding.entities_context import context_of
    from selon.grounding.entities_link import ActorMention, link
    from selon.grounding.registry import built_in
    from selon.lang.pack import load

    forms: dict[tuple[str, str, str], str] = {}
    for language in ("ru", "uk"):
        for file in sorted(folder.glob(f"ner/*/{language}/*.tsv")):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = line.split("\t")
                if len(row) >= 6 and row[4] in KINDS:
                    forms.setdefault((language, row[4], row[2]), row[5])
    contexts = {code: context_of("", load(code), built_in(), gazetteer) for code in ("ru", "uk")}
    mentions, gold = [], []
    for (language, kind, form), identifier in sorted(forms.items()):
        entity = _place(form, contexts[language])
        if entity is None or (kind != "LOC" and not entity.startswith("iso:")):
            known = identify(form, VOICE_KINDS[kind], contexts[language])
            entity = known.id if known is not None else None
        mentions.append(ActorMention("", form, VOICE_KINDS[kind], language, entity))
        gold.append((language, identifier))
    cluster = {i: n for n, c in enumerate(link(mentions)) for i in c.members}
    return _pairs(gold, [cluster[i] for i in range(len(gold))])


def _place(form: str, context: Context) -> str | None:
    """The country of a people's name or adjective, else the place that bears the name; `None` when there is none."""
    from selon.grounding.names_scan import words_of
    from selon.grounding.places_find import finder

    if " " not in form and (country := context.facts.country(form)) is not None:
        return f"iso:{country}"
    words = words_of(form, context.facts)
    found = finder(context.facts, context.gazetteer).at(form, words[0]) if words and context.gazetteer else None
    if found is None or found.start > 0 or found.end < len(form):
        return None
    wide = [r for r in found.rows if r.kind == "country"]
    return (wide or [max(found.rows, key=lambda r: (r.kind == "capital", r.people))])[0].id


def _pairs(gold: list[tuple[str, str]], clusters: list[int]) -> dict[str, float]:
    """Pair precision, recall and F1 over all pairs, and over those across languages."""
    figures: dict[str, float] = {"forms": len(gold)}
    for name, across in (("", False), ("across ", True)):
        both = _count(((g[1], c), g[0]) for g, c in zip(gold, clusters, strict=True))(across)
        theirs = _count((g[1], g[0]) for g in gold)(across)
        mine = _count((c, g[0]) for g, c in zip(gold, clusters, strict=True))(across)
        figures |= {
            f"{name}P": round(100 * both / max(1, mine), 1), f"{name}R": round(100 * both / max(1, theirs), 1),
            f"{name}F1": round(200 * both / max(1, mine + theirs), 1),
        }  # fmt: skip
    return figures


def _count(items: Iterator[tuple[object, str]]):  # type: ignore[no-untyped-def]
    """How many pairs share a key, all or across languages only."""
    per_key: dict[object, Counter[str]] = {}
    for key, language in items:
        per_key.setdefault(key, Counter())[language] += 1

    def pairs(across: bool) -> int:
        total = 0
        for languages in per_key.values():
            n = sum(languages.values())
            inside = sum(k * (k - 1) // 2 for k in languages.values())
            total += n * (n - 1) // 2 - (inside if across else 0)
        return total

    return pairs


def variants(held_back: bool) -> dict[str, float]:
    """Pair F1 on spellings of names: a line holds the spellings of one name; every second line is held back from
    tuning.
    """
    from selon.grounding.names_match import same_name

    groups = []
    for number, line in enumerate(VARIANTS.read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#") and number % 2 == held_back:
            kind, *names = line.split("\t")
            groups.append((kind, [tuple(n.rsplit("@", 1)) for n in names]))
    right = wrong = missed = 0
    spellings = [(kind, g, n, code) for g, (kind, names) in enumerate(groups) for n, code in names]
    for (kind, g, a, ca), (kind_b, h, b, cb) in itertools.combinations(spellings, 2):
        if kind != kind_b:
            continue
        said = same_name(a, b, ca, cb)
        right, wrong, missed = right + (said and g == h), wrong + (said and g != h), missed + (not said and g == h)
    return {
        "names": len(groups), "spellings": len(spellings), "P": round(100 * right / max(1, right + wrong), 1),
        "R": round(100 * right / max(1, right + missed), 1), "F1": round(200 * right / max(1, 2 * right + wrong + missed), 1),
    }  # fmt: skip


def measure(shared: Path) -> Outcome:
    """All figures: NEREL dev, NER-UK dev, SlavicNER (ru, uk), linking, spellings."""
    from selon.grounding.gazetteer import Gazetteer

    folder = shared / "corpora"
    rows: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    with Gazetteer.open() as gazetteer:
        for name, texts, language in (
            ("NEREL dev", brat(folder / "nerel" / "dev", NEREL), "ru"),
            ("NER-UK dev", brat(folder / "ner_uk", NER_UK), "uk"),
            ("SlavicNER ru", slavicner(folder / "slavicner", "ru"), "ru"),
            ("SlavicNER uk", slavicner(folder / "slavicner", "uk"), "uk"),
        ):
            rows[name], lines = score(texts, language, gazetteer)
            errors += [f"{name} {line}" for line in lines]
        rows["linking ru-uk"] = linking(folder / "slavicner", gazetteer)
    rows["spellings, tuned on"], rows["spellings, held back"] = variants(False), variants(True)
    files = [*(folder / "nerel" / "dev").rglob("*.ann"), *(folder / "ner_uk").rglob("*.ann")]
    return Outcome(rows, corpus_digest(folder, files), ("PER F1", "ORG F1", "LOC F1", "F1"), errors=tuple(errors))
