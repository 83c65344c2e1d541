"""Patterns over classes of pieces, as language packs write them, compiled to regular expressions over tags.

A pattern is a row of items: a class (`month`), alternatives (`month|season`), a fixed word (`"de"`), punctuation
(`.`), a group (`( weekday ,? )?`). `?` makes an item optional, `*` repeats it up to eight times, `~` before an item
forbids a space before it, `NAME:` before it names what it catches, `[` and `]` bound the expression itself: what
stands outside them is context. A class `=NAME` that is no entry of a lexicon is a pattern of its own (a macro).
Between two items at most one run of white space may stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selon.grounding.patterns_pairs import Pair, Track
from selon.grounding.scan import CONTINUED, Lexicon

REPEATS = 8
WINDOW = 3
"""Two tags and the space between them: what says which rules may begin at a piece."""
LIGHT = frozenset({"art", "in", "on", "of", "since", "until", "by", "from", "approx", "conj", "sep", "starter"})
"""Classes of function words: a rule that begins with one is tried only when a tagged piece follows."""


class Rule(NamedTuple):
    """A compiled pattern: the name of its reading, its regular expression, its rank (order in the file), its note, and
    the pairs of tags that it may begin with."""

    name: str
    regex: re.Pattern[str]
    rank: int
    note: str = ""
    pairs: tuple[Pair, ...] = ()

    def may_begin(self, tag: str, following: str) -> bool:
        """Whether two tags next to each other, a space aside, can be the first two of a fit."""
        return any(tag in one and (two is None or following in two) for one, two in self.pairs)


class Match(NamedTuple):
    """A rule that fits at piece `at`.

    The pieces `[start, end)` of the expression, the pattern's end, the named parts.
    """

    rule: Rule
    at: int
    start: int
    end: int
    stop: int
    parts: Mapping[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name in self.parts


@dataclass(frozen=True, eq=False)
class Grammar:
    """Rules by the tags that may begin them, and where in a string of tags it is worth trying any."""

    rules: Mapping[str, Sequence[Rule]]
    starts: re.Pattern[str]
    _by_pair: dict[str, Sequence[Rule]] = field(default_factory=dict)
    _by_window: dict[str, Sequence[Rule]] = field(default_factory=dict)

    def at(self, tags: str, index: int) -> list[Match]:
        """Every rule that fits at a piece, in file order."""
        window = tags[index : index + WINDOW]
        rules = self._by_window.get(window)
        if rules is None:
            rules = self._here(tags, index)
            if CONTINUED not in window:
                self._by_window[window] = rules
        found = []
        for rule in rules:
            hit = rule.regex.match(tags, index)
            if hit and hit.end("e__") > hit.start("s__"):
                parts = {n: hit.span(n) for n in rule.regex.groupindex if hit.start(n) >= 0 and n not in ("s__", "e__")}
                found.append(Match(rule, index, hit.start("s__"), hit.end("e__"), hit.end(), parts))
        return found

    def _here(self, tags: str, index: int) -> Sequence[Rule]:
        after = index + 1
        while tags.startswith(CONTINUED, after):
            after += 1
        after += tags.startswith(" ", after)
        pair = tags[index] + tags[after : after + 1]
        known = self._by_pair.get(pair)
        return self._beginning(pair) if known is None else known

    def _beginning(self, pair: str) -> Sequence[Rule]:
        """The rules that two tags (one at the end of a text) may begin; remembered, as there are few such pairs."""
        rules = tuple(r for r in self.rules.get(pair[0], ()) if r.may_begin(pair[0], pair[1:] or "\0"))
        self._by_pair[pair] = rules
        return rules


class _Compiler:
    """One pattern being compiled; keeps the names that it has used."""

    def __init__(self, lexicon: Lexicon, macros: Mapping[str, str]) -> None:
        self.lexicon = lexicon
        self.macros = macros
        self.used: set[str] = set()
        self.track = Track()

    def compile(self, pattern: str) -> str:
        if "[" not in pattern:
            pattern = f"[ {pattern} ]"
        out = []
        fresh = True
        for item in pattern.split():
            if item == "[":
                out.append("" if fresh else " ?")
                out.append("(?P<s__>)")
                fresh = True
            elif item == "]":
                out.append("(?P<e__>)")
            elif item == "|":
                out.append("|")
                self.track.other()
                fresh = True
            elif item == "(":
                out.append("(?:" if fresh else "(?: ?")
                self.track.begin()
                fresh = True
            elif item[0] == ")":
                out.append(")" + _repeat(item[1:]))
                self.track.end(item[1:])
                fresh = False
            else:
                out.append(self._item(item, fresh))
                fresh = False
        return "".join(out)

    def _item(self, item: str, fresh: bool) -> str:
        tight = item.startswith("~")
        item = item.removeprefix("~")
        many = item[-1] if len(item) > 1 and item[-1] in "?*" else ""
        item = item[: len(item) - len(many)]
        named = re.match(r"([a-z]\w*):(?=.)", item)
        name, body = (named[1], item[named.end() :]) if named else ("", item)
        self.track.begin()
        inner = self._body(body)
        self.track.end(many)
        if name or body in self.lexicon.charsets or body in self.macros:
            name = name or body.lstrip("=")
            if name not in self.used and re.fullmatch(r"[a-z]\w*", name) and many != "*":
                self.used.add(name)
                inner = f"(?P<{name}>{inner})"
        gap = "" if fresh or tight else " ?"
        return f"(?:{gap}{inner}){_repeat(many)}" if many else gap + inner

    def _body(self, body: str) -> str:
        options = []
        for place, option in enumerate(body.split("|") if len(body) > 1 else [body]):
            if place:
                self.track.other()
            options.append(self._option(option))
        return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"

    def _option(self, option: str) -> str:
        if option in self.macros:
            return "(?>" + self._macro(self.macros[option]) + ")"
        chars = self.lexicon.charset(option.strip('"') if option.startswith('"') else option)
        if not chars and len(option) == 1:
            chars = option
        self.track.one(chars)
        if not chars:
            return "(?!)"
        return f"[{re.escape(chars)}]" + re.escape(CONTINUED) + "*"

    def _macro(self, pattern: str) -> str:
        inner = _Compiler(self.lexicon, {})
        inner.track = self.track
        self.track.begin()
        compiled = inner.compile(pattern).replace("(?P<s__>)", "").replace("(?P<e__>)", "")
        self.track.end("")
        return re.sub(r"\(\?P<\w+>", "(?:", compiled)


def _repeat(many: str) -> str:
    return {"": "", "?": "?", "*": f"{{0,{REPEATS}}}"}[many]


def fixed_words(patterns: Sequence[str]) -> set[str]:
    """The fixed words that patterns name, to be entries of the lexicon under their own form as class."""
    return {word for pattern in patterns for word in re.findall(r'"([^"]*)"', pattern)}


def grammar(rows: Sequence[tuple[str, str, str]], lexicon: Lexicon) -> Grammar:
    """The grammar of `(name, pattern, note)` rows; a row whose name begins with `=` is a macro for the others."""
    macros = {name: pattern for name, pattern, _ in rows if name.startswith("=")}
    rules: dict[str, list[Rule]] = {}
    for rank, (name, pattern, note) in enumerate(rows):
        if name.startswith("="):
            continue
        compiler = _Compiler(lexicon, macros)
        regex = re.compile(compiler.compile(pattern))
        rule = Rule(name, regex, rank, note, compiler.track.pairs())
        for char in {char for first, _ in rule.pairs for char in first}:
            rules.setdefault(char, []).append(rule)
    light = lexicon.chars_within(LIGHT | fixed_words([pattern for _, pattern, _ in rows]))
    strong = "".join(re.escape(c) for c in rules if c not in light)
    weak = "".join(re.escape(c) for c in rules if c in light)
    parts = [f"[{strong}]"] if strong else []
    if weak:
        parts.append(rf"[{weak}]\+* ?(?=[^_ \n])")
    return Grammar(rules, re.compile("|".join(parts) or "(?!)"))
