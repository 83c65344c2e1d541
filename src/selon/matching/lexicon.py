"""The tables `frames` and `concepts` of a pack, compiled for look-up by folded words.

A word pattern is one or more words; a word that ends in `*` matches any ending, a word that is `*` any one word. A
word that the table writes with a capital is found only where a capital begins it, one in capitals (`US`) only where
it is written in capitals.

In a language that writes compounds in one word (`compounds = true` in `pack.toml`: German), a pattern of at least four
letters is also found inside a capitalised word: a stem anywhere, a whole word only at the end (`traf` is not a part of
`Bestrafung`).

Where a language writes one word in two ways, as its sounds ask for it (`one_start`, `one_word` in `pack.toml`: Ukrainian
`уразив` and `вразив`, `у полон` and `в полон`), a pattern in one of them is found in the other.

Words of the class `none` say nothing by themselves and keep shorter patterns from being found in them (`in order to` is
no order).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from selon.lang import Pack
from selon.matching.tokens import Token, folded, tokens_of

HEAD = 3
"""A part of a compound begins behind so many letters."""
INSIDE = 4
"""A pattern must have this many letters to be found inside a compound; by its first ones it is filed there."""
ANY = Token("", 0, 0, False)
"""The word of a pattern that any word fits."""
NOTHING = "none"
"""The class of words that say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a pattern means: a notion, its class, and for a trigger its frame, outcome, aspect and own polarity."""

    concept: str
    kind: str
    frame: str | None = None
    outcome: str = ""
    aspect: str = ""
    negative: bool = False
    roles: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found: token numbers `[first, last)`, what it means; `inside` when it is a part of a compound;
    `letters` of its first word that are known by it; `gaps` the token numbers that stand for any word (`*`)."""

    first: int
    last: int
    sense: Sense
    inside: bool = False
    letters: int = 0
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    letters: str
    prefix: bool
    capital: bool = False
    capitals: bool = False

    def fits(self, token: Token) -> bool:
        if self.capitals > token.capitals or self.capital > token.capital:
            return False
        return token.text.startswith(self.letters) if self.prefix else token.text == self.letters


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[_Word, ...]
    sense: Sense

    @property
    def length(self) -> int:
        return sum(len(w.letters) + (not w.prefix) for w in self.words)

    @property
    def known_by_letters(self) -> bool:
        """Whether the letters of its first word are all there is to look at."""
        return len(self.words) == 1 and not self.words[0].capital

    def found(self, at: int) -> Hit:
        gaps = tuple(at + i for i, w in enumerate(self.words) if w.prefix and not w.letters)
        return Hit(at, at + len(self.words), self.sense, False, len(self.words[0].letters), gaps)


class Lexicon:
    """All patterns of one pack. Immutable after it is built; equal notions of different packs mean the same."""

    def __init__(self, pack: Pack) -> None:
        self.compounds = bool(pack.facts.get("compounds", False))
        self._starts = _one_of(pack, "one_start")
        self._words = _one_of(pack, "one_word")
        self._whole: defaultdict[str, list[_Pattern]] = defaultdict(list)
        self._stems: defaultdict[str, list[_Pattern]] = defaultdict(list)
        self._heads: defaultdict[str, list[_Pattern]] = defaultdict(list)
        self._longest = 0
        for row in pack.rows("frames"):
            roles = (row["subject"], row["object"])
            sense = Sense(
                row["concept"], "act", row["frame"], row["outcome"], row["aspect"], row["polarity"] == "not", roles
            )
            self._file(row["word"], sense, row["inside"] != "no")
        for row in pack.rows("concepts"):
            self._file(row["word"], Sense(row["concept"], row["class"]), row["inside"] != "no")

    def _file(self, written: str, sense: Sense, inside: bool = True) -> None:
        words = tuple(
            _Word(piece.text, prefix and i == len(pieces) - 1, piece.capital, piece.capitals)
            for part in written.split()
            for prefix in (part.endswith("*"),)
            for pieces in (self._spelled(tokens_of(part.rstrip("*"))) or (ANY,),)
            for i, piece in enumerate(pieces)
        )
        pattern, first = _Pattern(words, sense), words[0]
        (self._stems if first.prefix else self._whole)[first.letters].append(pattern)
        self._longest = max(self._longest, len(first.letters) * first.prefix)
        inside = inside and sense.kind != NOTHING
        if inside and self.compounds and pattern.known_by_letters and len(first.letters) >= INSIDE:
            self._heads[first.letters[:INSIDE]].append(pattern)

    def _spelled(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens, each in the first of the ways in which its language writes it."""
        if not self._starts and not self._words:
            return tokens
        return tuple(t if (text := self._one(t.text)) == t.text else replace(t, text=text) for t in tokens)

    def _one(self, text: str) -> str:
        if text in self._words:
            return self._words[text]
        first = self._starts.get(text[:1])
        return first + text[1:] if first and len(text) > 1 else text

    def find(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """All notions named by `tokens`, in order; of patterns that begin at one word the longest, several when
        they tie. Of what stands inside a longer trigger only countries are told (`under Ukrainian control`), and what
        a `*` stands for (`shot 30 drones down`)."""
        found: list[Hit] = []
        tokens = self._spelled(tokens)
        gaps: set[int] = set()
        done = deed = 0
        for at, token in enumerate(tokens):
            hits = self._at(tokens, at)
            if hits and hits[0].last > done:
                found.extend(h for h in hits if h.last > done)
                done = max(done, hits[0].last if hits[0].last > at + 1 else done)
                deed = max([deed, *(h.last for h in hits if h.sense.frame)])
                gaps.update(g for h in hits for g in h.gaps)
            elif at in gaps:
                found.extend(h for h in hits if gaps.issuperset(range(h.first, h.last)))
            elif at < deed:
                found.extend(h for h in hits if h.sense.kind == "name" and h.last <= deed)
            if self.compounds and token.capital and len(token.text) >= 2 * INSIDE:
                known = max((h.letters for h in hits if h.last == at + 1), default=0)
                found.extend(self._inside(token.text, at, max(HEAD, known)))
        return tuple(h for h in found if h.sense.kind != NOTHING)

    def _at(self, tokens: Sequence[Token], at: int) -> list[Hit]:
        text = tokens[at].text
        options = list(self._whole.get(text, ()))
        for size in range(1, min(len(text), self._longest) + 1):
            options.extend(self._stems.get(text[:size], ()))
        fitting: dict[str, _Pattern] = {}
        for pattern in options:
            if pattern.known_by_letters or self._fits(pattern, tokens, at):
                fitting.setdefault(pattern.sense.concept, pattern)
                if pattern.length > fitting[pattern.sense.concept].length:
                    fitting[pattern.sense.concept] = pattern
        best = max((p.length for p in fitting.values()), default=0)
        nothing = [p for p in fitting.values() if p.sense.kind == NOTHING and p.length == best]
        if nothing:
            return [nothing[0].found(at)]
        deeds = max((p.length for p in fitting.values() if p.sense.frame), default=0)
        words = max((len(p.words) for p in fitting.values()), default=0)
        kept = [
            p
            for p in fitting.values()
            if p.length >= best - 1 or (p.sense.frame and p.length >= deeds - 1 and len(p.words) == words)
        ]
        kept.sort(key=lambda p: (-len(p.words), -p.length, p.sense.concept))
        return [p.found(at) for p in kept]

    @staticmethod
    def _fits(pattern: _Pattern, tokens: Sequence[Token], at: int) -> bool:
        if at + len(pattern.words) > len(tokens):
            return False
        return all(word.fits(tokens[at + i]) for i, word in enumerate(pattern.words))

    def _inside(self, text: str, at: int, behind: int) -> list[Hit]:
        """The parts of a compound that begin behind the letters which are known already."""
        found: dict[str, Hit] = {}
        for start in range(behind, len(text) - INSIDE + 1):
            for pattern in self._heads.get(text[start : start + INSIDE], ()):
                word = pattern.words[0]
                if text.startswith(word.letters, start) and (word.prefix or text.endswith(word.letters)):
                    found.setdefault(pattern.sense.concept, Hit(at, at + 1, pattern.sense, True))
        return list(found.values())


def _one_of(pack: Pack, fact: str) -> dict[str, str]:
    """Spellings of a fact (`в=у`) by the one that stands for both, folded."""
    return {folded(a): folded(b) for a, b in (pair.split("=") for pair in pack.words(fact))}


@lru_cache(maxsize=16)
def lexicon_of(pack: Pack) -> Lexicon:
    """The compiled lexicon of a pack."""
    return Lexicon(pack)
