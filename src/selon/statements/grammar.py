"""What the statements room needs to know of a language, compiled from its pack once and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from selon.errors import PackError
from selon.lang import Pack, Row
from selon.lang.lexicon import Form, PhraseIndex, WordPatterns, expand, fold_token, pieces, single_words

CLASS_NAMES = (
    "det", "prep", "np", "sub", "wh", "rel", "advsub", "conj", "but", "pron", "clitic", "have", "be", "modal", "neg",
    "skip", "time", "inf", "title", "poss", "noun", "verb", "stop", "lead", "agent", "first", "second", "cond", "fut",
    "reported", "purpose", "this", "irrealis",
    "adj", "nobody",
)  # fmt: skip
CASES = frozenset(("nom", "gen", "dat", "acc", "ins", "loc"))
BIT = {name: 1 << n for n, name in enumerate(CLASS_NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One entry of `cues.tsv`."""

    name: str
    type: str
    frames: frozenset[str]
    under: frozenset[str]
    """Prepositions of nominal contents (`p:` frames)."""
    particle: tuple[str, ...]
    """The words that close the clause of a separable verb (`mit`, `zu bedenken`); empty for other verbs."""
    voice: str
    manner: str
    certainty: str
    kind: str
    place: str
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One entry of `hedges.tsv`."""

    name: str
    certainty: str
    scope: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One entry of `signals.tsv`."""

    name: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A compiled pack."""

    code: str
    classes: dict[str, int]
    features: dict[str, frozenset[str]]
    cues: PhraseIndex[Cue]
    marks: PhraseIndex[Mark]
    signals: PhraseIndex[Signal]
    signal_words: WordPatterns[Signal]
    voices: WordPatterns[tuple[str, str]]
    cases: WordPatterns[str]
    """Whether a word can be a subject: `nom` (it must be), `obl` (it cannot), `adv` (no noun), `""` (both are possible)."""
    given: dict[str, str]
    """Given names, where the pack has them, with their gender: `m`, `f` or empty."""
    singulars: frozenset[str]
    """Forms of voice nouns that are nominatives of the singular and nothing else."""
    phrases: PhraseIndex[int]
    """Function phrases of several words, with their classes."""
    back_references: tuple[tuple[str, ...], ...]
    """Phrases that stand for the sentence before (`об этом`)."""
    has_reported_mood: bool = False
    """Whether the language has verb forms of reported speech (class `reported`)."""
    marks_infinitives: bool = False
    """Whether the language has words that stand before infinitives (class `inf`: *to*, *de*, *zu*)."""
    facts: dict[str, object] = field(default_factory=dict)

    def fact(self, name: str) -> bool:
        """A yes/no fact of `pack.toml`."""
        return bool(self.facts.get(name))

    @property
    def subject_first(self) -> bool:
        """Whether the order is fixed and the subject stands before its verb (English, French)."""
        return not self.fact("free_order") and not self.fact("verb_second")

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words of `pack.toml`."""
        value = self.facts.get(name, ())
        return tuple(value) if isinstance(value, list | tuple) else ()


@lru_cache(maxsize=32)
def grammar_of(pack: Pack) -> Grammar:
    """The compiled grammar of a pack; raises `PackError` when a table is broken."""
    classes, features, phrases = _words(pack)
    signals = [(_signal(pack, row), row) for row in pack.rows("signals")]
    return Grammar(
        code=pack.code,
        classes=classes,
        features=features,
        cues=PhraseIndex((_cue(row), expand(pack, row)) for row in pack.rows("cues")),
        marks=PhraseIndex((_mark(row), expand(pack, row)) for row in pack.rows("hedges")),
        signals=PhraseIndex((s, _whole(pack, row)) for s, row in signals),
        signal_words=WordPatterns(
            (s, [w for w in row.all("forms") if "*" in w and "/" not in w]) for s, row in signals
        ),
        voices=WordPatterns(_voices(pack)),
        cases=WordPatterns(_cases(pack)),
        given={fold_token(row["word"]): row["value"] for row in pack.rows("nameparts") if row["kind"] == "given"},
        singulars=_singulars(pack),
        phrases=PhraseIndex(phrases),
        back_references=tuple(pieces(r, pack) for r in pack.words("back_references")),
        marks_infinitives=any(bits & BIT["inf"] for bits in classes.values()),
        has_reported_mood=any(bits & BIT["reported"] for bits in classes.values()),
        facts=dict(pack.facts),
    )


def _words(pack: Pack) -> tuple[dict[str, int], dict[str, frozenset[str]], list[tuple[int, list[Form]]]]:
    classes: dict[str, int] = {}
    features: dict[str, frozenset[str]] = {}
    phrases: list[tuple[int, list[Form]]] = []
    for row in pack.rows("words"):
        bits = sum(BIT[c] for c in set(row.all("classes")))
        for form in expand(pack, row, "word"):
            if len(form.tokens) == 1:
                low = form.tokens[0]
                classes[low] = classes.get(low, 0) | bits
                features[low] = features.get(low, frozenset()) | frozenset(row.all("features")) | form.features
            else:
                phrases.append((bits, [form]))
    return classes, features, phrases


def _cue(row: Row) -> Cue:
    frames = row.all("frames")
    return Cue(
        name=row["cue"], type=row["type"], frames=frozenset(f for f in frames if not f.startswith("p:")),
        under=frozenset(fold_token(f[2:]) for f in frames if f.startswith("p:")),
        particle=tuple(fold_token(row["particle"]).replace("_", " ").split()),
        voice=row["voice"] or "subj", manner=row["manner"], certainty=row["certainty"] or "attributed",
        kind=row["kind"],
        place=row.place, ambiguous=frozenset(fold_token(w) for w in row.all("ambiguous")),
    )  # fmt: skip


def _mark(row: Row) -> Mark:
    return Mark(row["mark"], row["certainty"], row["scope"], row["kind"], row.place)


def _signal(pack: Pack, row: Row) -> Signal:
    if not row["weight"].isdigit():
        raise PackError(f"weight {row['weight']!r} is no number", f"{pack.folder / row.place}")
    return Signal(row["signal"], row["kind"], int(row["weight"]))


def _whole(pack: Pack, row: Row) -> list[Form]:
    whole = " ".join(w for w in row.all("forms") if "*" not in w or "/" in w or "_*_" in w)
    return list(expand(pack, Row({"forms": whole}, row.place)))


def _voices(pack: Pack) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    for row in pack.rows("voices"):
        yield (row["kind"], row["gender"]), single_words(pack, row)


def _cases(pack: Pack) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Words with the case they tell: the forms of voice nouns by their features, then the endings of all other words."""
    endings = WordPatterns((row["case"], tuple(map(fold_token, row.all("endings")))) for row in pack.rows("endings"))
    for word, found in _told(pack).items():
        if not any(found):
            yield "obl" if endings.get(word) in ("obl", "common") else "", (word,)
            continue
        cases = {f & CASES or frozenset(("nom", "gen")) for f in found if f}
        every = frozenset[str]().union(*cases)
        yield "nom" if every == {"nom"} else "" if "nom" in every else "obl", (word,)
    for row in pack.rows("endings"):
        yield row["case"], tuple(fold_token(w) for w in row.all("endings"))


def _told(pack: Pack) -> dict[str, list[frozenset[str]]]:
    """The last words of the forms of voice nouns, with the features of each form."""
    told: dict[str, list[frozenset[str]]] = {}
    for row in pack.rows("voices"):
        forms = " ".join(w for w in row.all("forms") if "*" not in w)
        for form in expand(pack, Row({"forms": forms}, row.place)):
            told.setdefault(form.tokens[-1], []).append(form.features)
    return told


def _singulars(pack: Pack) -> frozenset[str]:
    return frozenset(w for w, found in _told(pack).items() if all("nom" in f and "pl" not in f for f in found))
