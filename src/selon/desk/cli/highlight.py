"""A text with its statements marked: contents coloured by certainty and numbered, cues underlined, voices bold."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selon.desk.cli.looks import LOOKS, Signs
from selon.desk.cli.safe import safe

if TYPE_CHECKING:
    from rich.text import Text

    from selon.model import Statement

PIECE = 4000
"""A line longer than this many code points is laid out in pieces, so that time stays in proportion to length."""


@dataclass(slots=True)
class Marks:
    """What begins and ends where: content spans (by key), cues and voices; offsets in code points."""

    opens: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    closes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    numbers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def add_content(self, start: int, end: int, number: int) -> None:
        """A content span of the statement with this number."""
        key = len(self.spans)
        self.spans.append((start, end, number))
        self.opens[start].append(key)
        self.closes[end].append(key)

    def add_role(self, start: int, end: int, role: str) -> None:
        """A cue (`underline`) or a voice (`bold`)."""
        self.roles[start].append((role, 1))
        self.roles[end].append((role, -1))


def marks_of(statements: Sequence[Statement]) -> Marks:
    """The marks of numbered statements (1, 2, 3 …)."""
    marks = Marks()
    roles = set()
    for number, statement in enumerate(statements, 1):
        for content in statement.content:
            marks.add_content(content.start, content.end, number)
        marks.numbers[statement.content[-1].end].append(number)
        for voice in statement.voices:
            roles |= {(s.start, s.end, r) for s, r in ((voice.cue, "underline"), (voice.span, "bold")) if s}
    for start, end, role in sorted(roles):
        marks.add_role(start, end, role)
    return marks


class Painter:
    """Goes once through a text, knowing at each place which statements and which roles are open."""

    def __init__(self, text: str, statements: Sequence[Statement], signs: Signs, colours: bool) -> None:
        self.text = safe(text)
        self.statements = statements
        self.signs = signs
        self.colours = colours
        self.marks = marks_of(statements)
        self.cuts = sorted({*self.marks.opens, *self.marks.closes, *self.marks.roles, *self.marks.numbers})
        self.open: list[int] = []
        self.roles: dict[str, int] = defaultdict(int)

    def style(self) -> str:
        """The style in force: the colour of the content opened last, with the roles."""
        words = [role for role, depth in sorted(self.roles.items()) if depth > 0]
        if self.open:
            words.append(LOOKS[self._certainty(self.marks.spans[self.open[-1]][2])].colour)
        return " ".join(words)

    def _certainty(self, number: int) -> str:
        return self.statements[number - 1].certainty

    def _at(self, cut: int, into: Text) -> None:
        """Close and open what ends and begins at this place."""
        opening, closing = self.signs.brackets
        for key in self.marks.closes.get(cut, ()):
            self.open.remove(key)
            if not self.colours:
                into.append(closing)
        for place, number in enumerate(self.marks.numbers.get(cut, ())):
            certainty = self._certainty(number)
            into.append("," if place else "", "dim")
            mark = "" if certainty == "attributed" else self.signs.mark(certainty)
            into.append(mark + self.signs.number(number), LOOKS[certainty].colour)
        for role, step in self.marks.roles.get(cut, ()):
            self.roles[role] += step
        for key in sorted(self.marks.opens.get(cut, ()), key=lambda k: -self.marks.spans[k][1]):
            self.open.append(key)
            if not self.colours:
                into.append(opening, "dim")

    def lines(self) -> Iterator[Text]:
        """The lines of the text, very long ones in pieces."""
        from rich.text import Text

        at, cut = 0, 0
        while at <= len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            if end - at > PIECE:
                space = self.text.rfind(" ", at, at + PIECE)
                end = space if space > at else at + PIECE
            into = Text(overflow="fold")
            last = bisect_left(self.cuts, end + 1, cut)
            for place in self.cuts[cut:last]:
                into.append(self.text[at:place], self.style())
                self._at(place, into)
                at = place
            into.append(self.text[at:end], self.style())
            cut = last
            yield into
            at = end + 1 if self.text[end : end + 1] in ("\n", " ") or end == len(self.text) else end
