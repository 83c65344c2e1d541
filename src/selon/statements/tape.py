"""The tape: a document's tokens in sentences and paragraphs, with quotation marks paired. Language-neutral."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from selon.lang import Pack
from selon.lang.lexicon import fold_token
from selon.lang.segment import split_sentences, tokenize
from selon.statements.grammar import BIT, Grammar

OPENERS = "«“„‚‘‹「『"
CLOSERS = "»”’›」』"
STRAIGHT = "\"'"
QUOTES = frozenset(OPENERS + CLOSERS + STRAIGHT)
DASHES = frozenset(("–", "—", "―", "-", "--"))
_PAIRS = {
    "«": "»",
    "“": '”"',
    "„": "“”",
    "‚": "‘’",
    "‘": "’",
    "‹": "›",
    "»": "«",
    "”": "”",
    "「": "」",
    "『": "』",
    '"': '"”',
    "'": "'",
}
_NO_NAME = BIT["pron"] | BIT["rel"]
CLAUSE_MARKS = frozenset(",;:")
MAX_TOKENS = 240
"""A sentence longer than this is read in pieces, so that no text takes more than linear time."""
MAX_DEPTH = 8
"""Quotations nested deeper than this are read as plain text."""


class Token:
    """One word or mark: `[start, end)` in code points, its folded form, its classes in the pack, its quotation mate."""

    __slots__ = ("cap", "classes", "end", "low", "mate", "role", "start")

    def __init__(self, start: int, end: int, low: str, cap: bool, classes: int) -> None:
        self.start = start
        self.end = end
        self.low = low
        self.cap = cap
        self.classes = classes
        self.role = ""  # "(" opens a quotation, ")" closes one
        self.mate = -1


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: the tokens of its marks (`close` is -1 when it stays open over the paragraph), its depth from 0."""

    open: int
    close: int
    depth: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[start, end)` of one sentence; its paragraph; whether it is a line without a final stop (a heading)."""

    start: int
    end: int
    paragraph: int
    heading: bool


@dataclass(slots=True)
class Tape:
    """A document cut up: text, tokens, sentences, quotations."""

    text: str
    tokens: list[Token]
    low: list[str]
    sentences: list[Sentence] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    """For each token the index of the innermost quotation it stands in, -1 for none."""

    def words(self, start: int, end: int) -> str:
        """The text of the tokens `[start, end)`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def sentence_of(self, i: int) -> int:
        """Number of the sentence that token `i` stands in."""
        return max(0, bisect_right(self.sentences, i, key=lambda s: s.start) - 1)

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at `offset` or later."""
        return bisect_left(self.tokens, offset, key=lambda t: t.start)


def make_tape(text: str, pack: Pack, grammar: Grammar) -> Tape:
    """The tape of `text`, cut by the pack's rules for tokens and sentences."""
    tokens = _tokens(text, pack, grammar.classes)
    tape = Tape(text, tokens, [t.low for t in tokens])
    for hit in grammar.phrases.within(tape.low, 0, len(tokens)):
        for token in tokens[hit.start : hit.end]:
            token.classes = hit.entry
    _sentences(tape, split_sentences(text, pack))
    _quotes(tape)
    return tape


def _tokens(text: str, pack: Pack, classes: dict[str, int]) -> list[Token]:
    out: list[Token] = []
    adverbs = tuple(pack.words("adverb_endings"))
    for start, end in tokenize(text, pack):
        word = text[start:end]
        low = fold_token(word)
        bits = classes.get(low, 0)
        if bits & _NO_NAME and end - start > 1 and word.isupper():
            bits = 0  # `US`, `WHO`: a name
        if not bits and adverbs and len(low) > 4 and low.endswith(adverbs) and not word[0].isupper():
            bits = BIT["skip"]
        out.append(Token(start, end, low, word[0].isupper(), bits))
    return out


def _sentences(tape: Tape, spans: list[tuple[int, int]]) -> None:
    text, tokens = tape.text, tape.tokens
    i, paragraph, before = 0, 0, 0
    for a, b in spans:
        while i < len(tokens) and tokens[i].start < a:
            i += 1
        start = i
        while i < len(tokens) and tokens[i].start < b:
            i += 1
        if i == start:
            continue
        if "\n" in text[before:a]:
            paragraph += 1
        before = b
        tail = tokens[max(start, i - 3) : i]
        heading = not any(t.low[0] in ".!?…" for t in tail)
        while i - start > MAX_TOKENS:
            cut = _cut(tape.low, start)
            tape.sentences.append(Sentence(start, cut, paragraph, heading=False))
            start = cut
        tape.sentences.append(Sentence(start, i, paragraph, heading))


def _cut(low: list[str], start: int) -> int:
    """Where a sentence that is too long is cut: behind the last mark between clauses, else at the limit."""
    limit = start + MAX_TOKENS
    return next((k + 1 for k in range(limit - 1, start + MAX_TOKENS // 2, -1) if low[k] in CLAUSE_MARKS), limit)


def _quotes(tape: Tape) -> None:
    """Pair the quotation marks paragraph by paragraph; a quotation that a paragraph leaves open ends with the paragraph."""
    inside = [-1] * len(tape.tokens)
    sentences = tape.sentences
    at = 0
    while at < len(sentences):
        to = at
        while to < len(sentences) and sentences[to].paragraph == sentences[at].paragraph:
            to += 1
        _pair(tape, sentences[at].start, sentences[to - 1].end)
        at = to
    stack: list[int] = []
    tape.quotes.sort(key=lambda q: q.open)
    by_open = {q.open: n for n, q in enumerate(tape.quotes)}
    ends = {q.close: n for n, q in enumerate(tape.quotes) if q.close >= 0}
    limit = {n: _paragraph_end(tape, q.open) for n, q in enumerate(tape.quotes) if q.close < 0}
    for i in range(len(tape.tokens)):
        while stack and limit.get(stack[-1], len(inside)) <= i:
            stack.pop()
        if i in ends and ends[i] in stack:
            while stack and stack[-1] != ends[i]:
                stack.pop()
            stack.pop()
        if stack:
            inside[i] = stack[-1]
        if i in by_open:
            stack.append(by_open[i])
    tape.inside = inside


def _paragraph_end(tape: Tape, i: int) -> int:
    n = bisect_left(tape.sentences, i + 1, key=lambda s: s.end)
    paragraph = tape.sentences[n].paragraph
    while n + 1 < len(tape.sentences) and tape.sentences[n + 1].paragraph == paragraph:
        n += 1
    return tape.sentences[n].end


def _pair(tape: Tape, start: int, end: int) -> None:
    text, tokens = tape.text, tape.tokens
    stack: list[int] = []
    for i in range(start, end):
        low = tokens[i].low
        if low not in QUOTES:
            continue
        opens, closes = _facing(text, tokens[i], low)
        mate = next(
            (k for k in reversed(stack) if text[tokens[i].start] in _PAIRS.get(text[tokens[k].start], "")), None
        )
        if closes and mate is not None and not (opens and low in OPENERS):
            while stack and stack[-1] != mate:
                tokens[stack.pop()].role = ""
            stack.pop()
            tokens[mate].role, tokens[i].role = "(", ")"
            tokens[mate].mate, tokens[i].mate = i, mate
            tape.quotes.append(Quote(mate, i, min(len(stack), MAX_DEPTH)))
        elif opens and len(stack) < MAX_DEPTH:
            stack.append(i)
    for depth, k in enumerate(stack):
        if tokens[k].low in "'’‘":
            continue
        tokens[k].role = "("
        tape.quotes.append(Quote(k, -1, depth))


def _facing(text: str, token: Token, mark: str) -> tuple[bool, bool]:
    """Whether a quotation mark can open and can close, by what stands beside it."""
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    left_free = before.isspace() or before in "([{-–—/:" or before in QUOTES
    right_free = after.isspace() or after in ")]}.,;:!?…-–—/" or after in QUOTES
    original = text[token.start]
    if original in "'’‘":
        return left_free and not after.isspace() and original != "’", right_free and not before.isspace()
    if original in STRAIGHT:
        return left_free and not after.isspace(), right_free or not left_free
    if original in OPENERS:
        # German closes with “ and, in the inverted style, with « ; French sets « with a space after it
        return left_free or not right_free, right_free and not left_free
    return left_free and not right_free, not (left_free and not right_free)


def names_work(tape: Tape, quote: Quote) -> bool:
    """Whether a quotation is a name in marks: at most four words, the first with a capital, no stop before its end."""
    inside = range(quote.open + 1, quote.close)
    words = [k for k in inside if tape.low[k][0].isalnum()]
    return 0 < len(words) <= 4 and tape.tokens[words[0]].cap and all(tape.low[k][0] not in ".,!?…" for k in inside)
