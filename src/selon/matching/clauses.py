"""Clauses: the pieces of a report that each put one thing forward, cut where a new predicate begins.

A cut needs a mark (comma, colon, dash …) or a joining word (`links` of the pack) and a trigger on both sides that
say different things.
Cutting too little joins two claims, cutting too much loses who and where; when in doubt the piece stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from selon.matching.background import MARK, background, opens
from selon.matching.facts import Facts
from selon.matching.lexicon import Hit, lexicon_of
from selon.matching.links import Link, links_of
from selon.matching.notions import relations
from selon.matching.senses import senses_in
from selon.matching.tokens import Token, tokens_of
from selon.model import Quantity, Span, Statement

_STRONG = re.compile(r"[;:—–!?]|\s-\s")


_DASH = re.compile(r"\s*[—–-]\s*")
_COLON = re.compile(r"\s*:\s*[«„“\"]?\s*")
_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»“”"')
ASIDE = 5
"""So many words behind a colon or dash that put nothing forward are left out of the clause before it."""
REST = 5
"""Fewer words than this without a trigger are no clause when others of their statement were taken out."""
LONG_VOICE = 80
"""A longer voice was cut wrong; its words stay content."""
JOINING = frozenset({"and", "but", "relative", "subset", "correcting", "while", "that"})
"""Kinds of words at which a clause may begin."""
TURN = 3
"""Words at least on either side of a `but` that turns from what is so to what is not."""
VERBLESS = 3
"""A dash between so few words and a figure stands for the verb (`…, Ukraine – 640`)."""
SHORT = 6
"""A figure of another side without a predicate stands in no more words."""
ACTS = frozenset({"convicted", "arrested", "released", "acquitted", "suspended", "fined"})
"""Outcomes of justice that are acts."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of one sentence.

    tokens: its words. hits, links: what is known of them, by token number. quantities: the figures in it.
    statement: the statement whose content it is (a part of), `None` for the publisher's own words. sentence: number
    of the sentence.
    background: token numbers told as background (`after the attack on …`).
    """

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    links: tuple[Link, ...]
    quantities: tuple[Quantity, ...]
    statement: Statement | None
    sentence: int
    background: frozenset[int]

    @property
    def start(self) -> int:
        """Where it starts, in code points."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens[-1].end

    def kinds(self) -> set[str]:
        """The kinds of links in it."""
        return {link.kind for link in self.links}

    def supposed(self) -> set[int]:
        """Token numbers of what is only supposed (`if …`, `unless …`)."""
        starts = (link.last for link in self.links if link.kind == "if")
        return {i for at in starts for i in takewhile(lambda n: n in self.background, range(at, len(self.tokens)))}


def told_only(facts: Facts) -> Facts:
    """The report without statements whose cue is an act, not words: a court that convicts says nothing by it."""
    kept = tuple(_own_words(facts, s) for s in facts.statements if not _is_act(facts, s) and not _is_label(facts, s))
    return replace(facts, statements=kept)


def _own_words(facts: Facts, statement: Statement) -> Statement:
    """Words given directly under a verb of denying (`denies it: the village is ours`) are what the voice says, not
    what it denies; what others say is denied by whoever denies that it is so (`she denied reports of twelve dead`)."""
    cue = statement.voices[-1].cue if statement.voices else None
    start, end = statement.content[0].start, statement.content[-1].end
    text = facts.document.text
    denier = next((i for i, v in enumerate(statement.voices[:-1]) if v.manner == "deny"), None)
    if denier is not None:
        return replace(statement, certainty="denied", voices=statement.voices[: denier + 1])
    if statement.certainty != "denied" or cue is None or statement.voices[-1].manner != "deny":
        return statement
    introduced = cue.end <= start and _COLON.fullmatch(text[cue.end : start])
    quoted = text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING
    return replace(statement, certainty="attributed") if introduced or quoted else statement


def _is_label(facts: Facts, statement: Statement) -> bool:
    """Whether the voice is a place before a colon (`Odesa: 1,240 people evacuated`): that says where, not who."""
    voice = statement.voices[-1] if len(statement.voices) == 1 else None
    if voice is None or voice.span is None or (voice.cue is not None and any(c.isalpha() for c in voice.cue.text)):
        return False
    tokens = tokens_of(voice.span.text)
    hits = lexicon_of(facts.pack).find(tokens)
    named = {i for h in hits if h.sense.kind == "name" for i in range(h.first, h.last)}
    spots = [s for s in facts.spots if s.start < voice.span.end and voice.span.start < s.end]
    return bool(tokens) and (
        len(named) == len(tokens) or (bool(spots) and not any(h.sense.kind in ("who", "org") for h in hits))
    )


def _is_act(facts: Facts, statement: Statement) -> bool:
    cue = statement.voices[-1].cue if statement.voices else None
    if cue is None:
        return False
    found = lexicon_of(facts.pack).find(tokens_of(facts.document.text, cue.start, cue.end))
    return any(h.sense.frame == "justice" and h.sense.outcome in ACTS for h in found)


def clauses_of(facts: Facts) -> tuple[Clause, ...]:
    """The clauses of a report in text order."""
    found: list[Clause] = []
    for number, (start, end) in enumerate(facts.sentences):
        for statement, tokens in _stretches(facts, start, end):
            if not _is_rest(facts, statement, tokens, start, end):
                found.extend(_cut(facts, statement, tokens, number))
    return tuple(found)


def _is_rest(facts: Facts, statement: Statement | None, tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether words are only what is left of a statement when the one inside it is taken out (`reports of`), or of a
    sentence right behind its cue (`told | reporters outside the burned workshops`)."""
    if statement is None:
        cues = [v.cue for s in facts.statements for v in s.voices if v.cue is not None and start <= v.cue.start < end]
        text = facts.document.text
        return any(c.end <= tokens[0].start and text[c.end : tokens[0].start].isspace() for c in cues)
    size = sum(len(tokens_of(facts.document.text, c.start, c.end)) for c in statement.content)
    if len(tokens) >= min(size, REST):
        return False
    return not any(h.sense.frame for h in lexicon_of(facts.pack).find(tokens))


def _stretches(facts: Facts, start: int, end: int) -> list[tuple[Statement | None, tuple[Token, ...]]]:
    """The words of a sentence by whose they are: of the innermost statement that holds them, or of the publisher.

    The words that name a voice or a cue belong to nobody, unless they are also content.
    """
    tokens = tokens_of(facts.document.text, start, end)
    near = [s for s in facts.statements if s.content[0].start < end and s.content[-1].end > start]
    near.sort(key=lambda s: (-sum(c.end - c.start for c in s.content), -_distance(s)))
    owners: list[Statement | str | None] = [None] * len(tokens)
    for i, token in enumerate(tokens):
        for s in near:
            if any(c.start <= token.start < c.end for c in s.content):
                owners[i] = s
        if owners[i] is None and any(_is_frame(facts, s, token) for s in facts.statements):
            owners[i] = "attribution"
        if facts.dateline[0] <= token.start < facts.dateline[1]:
            owners[i] = "dateline"
    owners = _after_tag(facts, tokens, owners, near)
    order: dict[int, tuple[Statement | None, list[Token]]] = {}
    for token, owner in zip(tokens, owners, strict=True):
        if isinstance(owner, str):
            continue
        order.setdefault(id(owner), (owner, []))[1].append(token)
    return [(owner, tuple(words)) for owner, words in order.values()]


def _after_tag(
    facts: Facts, tokens: Sequence[Token], owners: list[Statement | str | None], near: Sequence[Statement]
) -> list[Statement | str | None]:
    """What goes on behind a tag in the middle (`P, it said, but Q`) is on the same voice's word."""
    buts = [k.first for k in links_of(tokens, facts.pack) if k.kind == "but"]
    for s in near:
        cue = s.voices[-1].cue if s.voices else None
        if cue is None or cue.start < s.content[-1].end:
            continue
        at = next((i for i in buts if tokens[i].start > cue.end), None)
        if at is not None and facts.document.text[tokens[at - 1].end : tokens[at].start].strip() == ",":
            return [*owners[:at], *(s if o is None else o for o in owners[at:])]
    return owners


def _distance(statement: Statement) -> int:
    """How far its deepest voice stands from what is said: of two statements with one content the nearer voice has
    it."""
    spans = [v.span for v in statement.voices if v.span is not None]
    if not spans:
        return 0
    return min(abs(spans[-1].start - c.start) for c in statement.content)


def _is_frame(facts: Facts, statement: Statement, token: Token) -> bool:
    """Whether a word only names a voice or a cue; a voice with a figure in it is more than a voice."""
    spans = [s for v in statement.voices for s in (v.span, v.cue) if s is not None]
    spans = [
        s
        for s in spans
        if s.end - s.start <= LONG_VOICE
        and not any(s.start <= q.span.start < s.end for q in facts.quantities)
        and not _negates(facts, s)
    ]
    return any(s.start <= token.start < s.end for s in spans)


def _negates(facts: Facts, span: Span) -> bool:
    """Whether the words of a voice hold a negation: then they reach into what is said."""
    tokens = tokens_of(facts.document.text, span.start, span.end)
    return len(tokens) > 2 and any(link.kind == "none" for link in links_of(tokens, facts.pack))


def _cut(facts: Facts, statement: Statement | None, tokens: tuple[Token, ...], number: int) -> list[Clause]:
    whole = _clause(facts, statement, tokens, number)
    cuts = [0, *_boundaries(facts, whole), len(tokens)]
    parts: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        if parts and not _separable(whole, parts[-1], (first, last), facts.document.text):
            parts[-1] = (parts[-1][0], last)
        elif last > first:
            parts.append((first, last))
    return [_clause(facts, statement, tokens[a:b], number) for a, b in parts]


def _clause(facts: Facts, statement: Statement | None, tokens: tuple[Token, ...], number: int) -> Clause:
    hits = senses_in(facts, tokens, lexicon_of(facts.pack).find(tokens))
    links = links_of(tokens, facts.pack)
    start, end = tokens[0].start, tokens[-1].end
    inside = tuple(q for q in facts.quantities if start <= q.span.start and q.span.end <= end)
    return Clause(
        tokens,
        hits,
        links,
        inside,
        statement,
        number,
        background(facts.document.text, tokens, hits, links, facts.pack),
    )


def _boundaries(facts: Facts, clause: Clause) -> list[int]:
    """Token numbers before which a clause may begin: behind a mark, or at a joining word when something was told since
    the last mark (`…, the defenders and their guns | held on` has no joint at `and`)."""
    text = facts.document.text
    joins = {
        link.first
        for link in clause.links
        if link.kind in JOINING and (link.kind != "relative" or opens(text, clause.tokens, link.first, facts.pack))
    }
    found, since = [], 0
    for i in range(1, len(clause.tokens)):
        gap = text[clause.tokens[i - 1].end : clause.tokens[i].start]
        if MARK.search(gap) and not (
            since and i - since <= VERBLESS and _DASH.fullmatch(gap) and clause.tokens[i].is_number
        ):
            found.append(i)
            since = i
        elif i in joins and (since == 0 or _frames(clause, (since, i), True) or _figures(clause, (since, i))):
            found.append(i)
    return found


def _separable(whole: Clause, left: tuple[int, int], right: tuple[int, int], text: str) -> bool:
    """Whether the piece `right` puts something else forward than `left`."""
    kinds = {k.kind for k in whole.links if right[0] <= k.first < right[1]}
    opening = {k.kind for k in whole.links if right[0] <= k.first <= right[0] + 1}
    figures = _figures(whole, right)
    if "subset" in opening and figures and (right[1] == len(whole.tokens) or _frames(whole, left, True)):
        return True
    if "correcting" in opening and figures and _figures(whole, left):
        return True
    if opening & {"after", "cause", "if"}:
        return False
    turns = "but" in opening and _turns(whole, left, right)
    if "that" in opening or turns or _other_side(whole, left, right) or _other_not(whole, left, right):
        return True
    both = figures and _figures(whole, left)
    mine, theirs = _frames(whole, left, bool(both)), _frames(whole, right, bool(both))
    gap = text[whole.tokens[right[0] - 1].end : whole.tokens[right[0]].start]
    aside = mine and not theirs and right[1] - right[0] >= ASIDE
    if aside and (":" in gap and not _figures(whole, left) if figures else _STRONG.search(gap)):
        return True
    instead = any(k.kind == "not" and left[0] <= k.first < left[1] for k in whole.links)
    if theirs and not mine and figures and _figures(whole, left) and opening & {"and", "but"} and not instead:
        return True
    if not mine or not theirs:
        return False
    new = theirs - mine
    if _STRONG.search(gap) or "while" in opening:
        return bool(new)
    telling = bool(figures or kinds & {"none", "without"})
    if "relative" in opening or not MARK.search(gap):
        return bool(new) and telling
    return bool(new)


def _other_side(whole: Clause, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether a few words give the figure of another country for what was told before (`Russia broke it 1,020 times, |
    Ukraine 640 times`)."""
    if right[1] - right[0] > SHORT or not (_figures(whole, left) and _figures(whole, right)):
        return False
    sides = [
        {h.sense.concept for h in whole.hits if a <= h.first < b and h.sense.kind == "name"} for a, b in (left, right)
    ]
    return bool(sides[1] and not sides[0] & sides[1] and _frames(whole, left, True) and not _frames(whole, right, True))


def _other_not(whole: Clause, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether words in which no deed is known say of another thing that it is not so (`they were put into a pit, | and
    no water came`)."""
    inside = range(*right)
    denies = any(k.kind in ("not", "none") and k.first in inside for k in whole.links)
    opening = {k.kind for k in whole.links if right[0] <= k.first <= right[0] + 1}
    if not denies or opening & {"relative", "while", "subset"} or not whole.background.issuperset(inside):
        return False
    if not _frames(whole, left, True) or any(h.sense.frame and h.first in inside for h in whole.hits):
        return False
    things = any(h.sense.kind in ("thing", "who", "org", "place") and h.first in inside for h in whole.hits)
    return things or _figures(whole, right)


def _turns(whole: Clause, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether a deed is told on either side of a `but`, and only one of them is not so (`the works were paid for, | but
    no shelter was built`)."""
    denied = [
        any(k.kind in ("not", "none") and a < k.last < b and k.first >= a for k in whole.links)
        for a, b in (left, right)
    ]
    long = min(b - a for a, b in (left, right)) >= TURN
    return long and denied[0] != denied[1] and all(_frames(whole, part, True) for part in (left, right))


def _figures(whole: Clause, part: tuple[int, int]) -> bool:
    if part[1] <= part[0]:
        return False
    start, end = whole.tokens[part[0]].start, whole.tokens[part[1] - 1].end
    return any(start <= q.span.start < end for q in whole.quantities)


def _frames(whole: Clause, part: tuple[int, int], weak: bool) -> set[str]:
    """The families of triggers in a part, background left out, and weak ones unless `weak`."""
    kin = relations()
    return {
        kin.family_of(h.sense.concept)
        for h in whole.hits
        if h.sense.frame and part[0] <= h.first < part[1] and (weak or h.sense.concept not in kin.weak)
        and h.first not in whole.background
    }  # fmt: skip
