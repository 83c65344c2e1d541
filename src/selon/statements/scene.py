"""One sentence under the lamp: its tokens, the cues found in it, and small questions about what stands where."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from selon.lang.lexicon import Hit
from selon.statements.grammar import BIT, Cue, Grammar, Mark
from selon.statements.tape import DASHES, Sentence, Tape

Range = tuple[int, int]
"""Token indices `[start, end)`."""

STRONG = frozenset(";:")
MAX_CUES = 40
"""Cues of one sentence that are read; more than a written sentence holds."""
_CLAUSE_START = BIT["sub"] | BIT["rel"] | BIT["advsub"] | BIT["wh"]
FINITE_HELP = BIT["have"] | BIT["be"] | BIT["modal"]


@dataclass(slots=True)
class Link:
    """A voice being built: its noun phrase, its cue, manner and kind; `outer` voices relay it (nearest
    publisher first).
    """

    np: Range | None
    cue: Range | None
    manner: str
    kind: str = ""
    pronoun: bool = False


@dataclass(slots=True)
class Draft:
    """A statement being built, in token indices."""

    content: list[Range]
    links: list[Link]
    certainty: str
    kind: str
    rule: str
    cue: Cue | None = None
    trigger: Range | None = None
    direct: bool = False
    past: bool = False
    region: Range | None = None
    """The tokens of a tag, which are no part of any content."""
    nested: bool = field(default=True)
    """Whether the chain of a statement whose content holds this cue is put before this one's."""

    @property
    def start(self) -> int:
        """The first token of the content."""
        return self.content[0][0]

    def holds(self, i: int) -> bool:
        """Whether token `i` is part of the content."""
        return any(a <= i < b for a, b in self.content)


def speaker_of(draft: Draft) -> list[Link]:
    """The chain up to whoever speaks: without those whose report is rejected there."""
    links = draft.links
    return links[: next((n + 1 for n, link in enumerate(links) if link.manner == "deny"), len(links))]


def _merged(hits: list[Hit[Cue]]) -> list[Hit[Cue]]:
    """The hits, a finite form and a participle of one entry that are written alike (`erklärt`) as one hit with both features."""
    kept: list[Hit[Cue]] = []
    for hit in hits:
        same = next(
            (
                len(kept) - 1 - n
                for n, h in enumerate(kept[:-4:-1])
                if (h.start, h.end, h.entry) == (hit.start, hit.end, hit.entry)
            ),
            -1,
        )
        if same >= 0 and "part" in hit.features | kept[same].features:
            kept[same] = Hit(hit.start, hit.end, hit.entry, hit.features | kept[same].features)
        else:
            kept.append(hit)
    return kept


class Scene:
    """The sentence `[start, end)` of a tape with its cue hits and doubt marks."""

    __slots__ = (
        "_ceilings", "_floors", "cut", "end", "grammar", "heading", "hits", "low", "marks", "sentence", "start", "tape", "tokens",
        "used", "verdicts",
    )  # fmt: skip

    def __init__(self, tape: Tape, grammar: Grammar, sentence: Sentence) -> None:
        self.tape, self.grammar, self.sentence = tape, grammar, sentence
        self.tokens, self.low = tape.tokens, tape.low
        self.start, self.end, self.heading = sentence.start, sentence.end, sentence.heading
        found = _merged(grammar.cues.within(tape.low, self.start, self.end))
        hits = [h for h in found if not self._is_common_noun(h) and not self._is_in_name(h)]
        self.hits = hits[:MAX_CUES]
        self.cut = len(hits) - len(self.hits)
        marks = [h for h in grammar.marks.within(tape.low, self.start, self.end) if not self._is_name_of_time(h.start)]
        self.marks: list[Hit[Mark]] = [h for h in marks if h.entry.scope != "verdict"]
        self.verdicts: list[Hit[Mark]] = [h for h in marks if h.entry.scope == "verdict"]
        self.used: set[int] = set()
        self._floors: list[int] | None = None
        self._ceilings: list[int] | None = None

    @property
    def title_case(self) -> bool:
        """Whether most words are written with a capital (a headline in title case)."""
        words = [self.tokens[k].cap for k in range(self.start, self.end) if self.is_word(k)]
        return self.heading and sum(words) * 2 > len(words)

    @property
    def is_candidate(self) -> bool:
        """Whether anything in the sentence can make a statement."""
        conditional = bool(self.grammar.words("conditional_endings"))
        marked = self.hits or self.marks or self.verdicts
        return bool(marked or self.heading or conditional or ":" in self.low[self.start : self.start + 9])

    def _is_common_noun(self, hit: Hit[Cue]) -> bool:
        """Whether a verb's form is a noun by its capital, where nouns have one (`Angaben`)."""
        inside = hit.start > self.start and hit.entry.type == "verb" and self.tokens[hit.start].cap
        return inside and self.grammar.fact("nouns_capitalised")

    def _is_in_name(self, hit: Hit[Cue]) -> bool:
        """Whether a verb's form is a part of a name (`The Lantern Post`): it has a capital, the word before it too."""
        k = hit.start
        if self.heading or hit.entry.type != "verb" or k <= self.start + 1 or not self.tokens[k].cap:
            return False
        return self.tokens[k - 1].cap and self.is_word(k - 1) and not self.tokens[k - 1].classes & BIT["pron"]

    def _is_name_of_time(self, i: int) -> bool:
        """`May`: capitalised inside the sentence or before a number, a time word of the pack."""
        dated = i + 1 < self.end and self.low[i + 1][0].isdigit()
        return (i > self.start or dated) and self.tokens[i].cap and bool(self.tokens[i].classes & BIT["time"])

    def has(self, i: int, *names: str) -> bool:
        """Whether token `i` (inside the sentence) has one of the classes."""
        bits = self.tokens[i].classes
        return bool(bits and any(bits & BIT[n] for n in names))

    def bits(self, i: int, mask: int) -> bool:
        """Whether token `i` has one of the classes in `mask`."""
        return bool(self.tokens[i].classes & mask)

    def opens_clause(self, i: int, *names: str) -> bool:
        """Whether token `i` has one of the classes (`rel sub` unless told); an article that may be a relative does not count
        where verbs stand second.
        """
        if not self.has(i, *(names or ("rel", "sub"))):
            return False
        return not (self.has(i, "det") and self.grammar.fact("verb_second"))

    def is_word(self, i: int) -> bool:
        """Whether token `i` is a word or a number."""
        return self.low[i][0].isalnum()

    def is_dash(self, i: int) -> bool:
        """Whether token `i` is a dash between words (with white space on at least one side)."""
        if self.low[i] not in DASHES:
            return False
        token, text = self.tokens[i], self.tape.text
        before = text[token.start - 1 : token.start]
        after = text[token.end : token.end + 1]
        return not before or before.isspace() or not after or after.isspace()

    def is_break(self, i: int) -> bool:
        """Whether token `i` ends a clause for certain: `;`, `:`, a spaced dash."""
        return self.low[i] in STRONG or self.is_dash(i)

    def is_abbreviation_stop(self, i: int) -> bool:
        """Whether a full stop stands inside the sentence, with a word behind it (`M. Dupont`)."""
        return self.low[i] == "." and i + 1 < self.end and self.is_word(i + 1)

    def is_open(self, i: int) -> bool:
        """Whether token `i` opens a quotation."""
        return self.tokens[i].role == "("

    def is_close(self, i: int) -> bool:
        """Whether token `i` closes a quotation."""
        return self.tokens[i].role == ")"

    def same_quote(self, i: int, j: int) -> bool:
        """Whether two tokens stand in the same quotation (or both in none)."""
        return self.tape.inside[i] == self.tape.inside[j]

    def hop_left(self, i: int) -> int:
        """`i`, or the token before the opening mate when `i` closes a quotation or a bracket."""
        token = self.tokens[i]
        if token.role == ")" and token.mate >= self.start:
            return token.mate
        if self.low[i] == ")":
            depth = 0
            for k in range(i, max(self.start, i - 40) - 1, -1):
                depth += (self.low[k] == ")") - (self.low[k] == "(")
                if depth == 0:
                    return k
        return i

    def hop_right(self, i: int) -> int:
        """`i`, or the closing mate when `i` opens a quotation or a bracket inside the sentence."""
        token = self.tokens[i]
        if token.role == "(" and 0 <= token.mate < self.end:
            return token.mate
        if self.low[i] == "(":
            depth = 0
            for k in range(i, min(self.end, i + 40)):
                depth += (self.low[k] == "(") - (self.low[k] == ")")
                if depth == 0:
                    return k
        return i

    def floor(self, i: int) -> int:
        """First token of the clause piece that token `i` stands in: after `;`, `:`, a dash, or the quotation's mark."""
        if self._floors is None:
            self._floors = self._piece_starts()
        return self._floors[i - self.start]

    def ceiling(self, i: int) -> int:
        """Token after the clause piece that token `i` stands in: before `;`, a final stop, or the quotation's end."""
        if i >= self.end:
            return self.trim_final(i, self.end)
        if self._ceilings is None:
            self._ceilings = self._piece_ends()
        end = self._ceilings[i - self.start]
        return self.trim_final(i, end) if end == self.end else end

    def _piece_starts(self) -> list[int]:
        """The floor of every token of the sentence and of its end, in one pass; quotations and brackets nest."""
        floors, outer, start = [], list[int](), self.start
        for k in range(self.start, self.end):
            floors.append(start)
            if self.is_close(k) or self.low[k] == ")":
                start = outer.pop() if outer else start
            elif self.is_open(k) or self.low[k] == "(":
                outer.append(start)
                start = k + 1
            elif self.is_break(k):
                start = k + 1
        return [*floors, start]

    def _piece_ends(self) -> list[int]:
        """The ceiling of every token of the sentence, in one pass from its end."""
        ends, outer, end = list[int](), list[int](), self.end
        for k in range(self.end - 1, self.start - 1, -1):
            if self.is_close(k) or self.low[k] == ")":
                outer.append(end)
                end = k
            elif (self.is_open(k) or self.low[k] == "(") and outer:
                end = outer.pop()
            elif self.low[k] == ";":
                end = k
            ends.append(end)
        return ends[::-1]

    def trim_final(self, start: int, end: int) -> int:
        """`end` without final stops, commas, dashes and stray marks before it."""
        while end > start:
            k = end - 1
            low = self.low[k]
            if (
                low[0] in ".!?…"
                or low in ",;:"
                or self.is_dash(k)
                or _is_ornament(low)
                or (self.is_close(k) and self.tokens[k].mate < start)
                or (self.is_open(k))
                or (self.tokens[k].role == "" and low in "\"'”’»“")
            ):
                end = k
            else:
                break
        return end

    def trim_start(self, start: int, end: int) -> int:
        """`start` after commas, dashes, stops and marks that do not close inside."""
        while start < end:
            low = self.low[start]
            stray = self.is_open(start) and not start < self.tokens[start].mate < end
            if (
                low in ",;:"
                or low[0] in ".!?…"
                or self.is_dash(start)
                or self.is_close(start)
                or stray
                or _is_ornament(low)
            ):
                start += 1
            else:
                break
        return start

    def tidy(self, start: int, end: int) -> Range | None:
        """The range without marks at its edges; a range that is one whole quotation loses its marks; `None`
        when empty.
        """
        start = self.trim_start(start, end)
        end = self.trim_final(start, end)
        if start < end and self.is_open(start) and self.tokens[start].mate == end - 1:
            return self.tidy(start + 1, end - 1)
        return (start, end) if start < end and any(self.is_word(k) for k in range(start, end)) else None

    def word_count(self, start: int, end: int) -> int:
        """How many words and numbers stand in the range."""
        return sum(self.is_word(k) for k in range(start, end))


def _is_ornament(low: str) -> bool:
    """Whether a token is a picture sign or a mark of layout (`❗️`, `**`, `•`), which is no part of what is said."""
    first = low[0]
    return not first.isalnum() and (first in "*_|•·~#" or unicodedata.category(first) in ("So", "Mn", "Cf", "Sk"))
