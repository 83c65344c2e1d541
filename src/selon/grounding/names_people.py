"""Names of persons and bodies in a run of words with capitals: one pass from left to right, one for what the first
has learnt.
"""

from __future__ import annotations

import re

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import PlaceRow, Places
from selon.grounding.names_parts import Form, Parts
from selon.grounding.names_scan import Word, begins_sentence, joined
from selon.grounding.places_find import finder
from selon.grounding.registry import LONGEST, Registry
from selon.model import Span
from selon.model.name import NameKind, NameMention

GIVEN = "given name"
LONGEST_PERSON, LONGEST_BODY = 4, 8
SHORTEST_SURNAME = 5
KNOWN_PEOPLE = 100_000
SHORTEST_FOREIGN = 3
WITH_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{2,}$")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,3}$")
ROMAN = re.compile(r"[IVXLC]+$")
ACRONYM = re.compile(r"[^\W\d_]{2,6}$")
BODIES = frozenset({"organisation", "outlet", "channel"})
TITLE_REACH = 32
LONGEST_LINK = 9
"""Little words between two words of a name take no more characters, with the spaces."""


class Reader:
    """Reads the names of one text. registry: bodies known by name; gazetteer: places, which are no persons."""

    def __init__(
        self, text: str, facts: Parts, words: list[Word], gazetteer: Places | None, registry: Registry | None = None
    ) -> None:
        self.text, self.facts, self.words, self.registry = text, facts, words, registry
        self.seeker = finder(facts, gazetteer) if gazetteer is not None else None
        if self.seeker is not None:
            self.seeker.prepare(text, words)
        self.forms = [facts.form(word.text) for word in words]
        self.runs = self._runs()
        self.quoted = frozenset(m.end() for m in _QUOTE.finditer(text))
        self.found: dict[int, NameMention] = {}
        self.surnames: set[str] = set()
        self._alone: dict[str, bool] = {}

    def read(self) -> tuple[NameMention, ...]:
        """The names in text order."""
        words, i = self.words, 0
        while i < len(words):
            i = max(
                i + 1, self._quoted(i) or self._long_place(i) or self._known(i) or self._initials(i) or self._named(i)
            )
        covered = sorted((m.span.start, m.span.end) for m in self.found.values())
        at = 0
        for word, form in zip(words, self.forms, strict=True) if self.surnames else ():
            while at < len(covered) and covered[at][1] <= word.start:
                at += 1
            if (at == len(covered) or word.end <= covered[at][0]) and self._is_surname(word, form):
                self._keep(word.start, word.end, "PER", "named in full elsewhere")
        return tuple(self.found[start] for start in sorted(self.found))

    def _keep(self, start: int, end: int, kind: NameKind, why: str) -> None:
        self.found[start] = NameMention(Span(start, end, self.text[start:end]), kind, (why,))

    def _is_surname(self, word: Word, form: Form) -> bool:
        if form.plain in self.facts.starters:
            return False
        known = self._alone.get(word.text)
        if known is None:
            known = self._alone[word.text] = self._names_person(word)
        return known

    def _names_person(self, word: Word) -> bool:
        return any(plain(v) in self.surnames for v in self.facts.variants(word.text)[:4])

    def _named(self, i: int) -> int:
        form = self.forms[i]
        return (
            (self._given(i) if form.given else 0)
            or (self._titled(i) if form.lower and not form.other else 0)
            or self._body(i)
            or (self._shape(i) if self.facts.endings else 0)
        )

    # --- persons ------------------------------------------------------------------------------------------------------

    def _given(self, i: int) -> int:
        """A given name and what follows it with capitals; the index after it, 0 when there is none."""
        word, form = self.words[i], self.forms[i]
        if not form.given:
            return 0
        end = self._run(i, LONGEST_PERSON)
        for j in range(i + 1, end):
            if self.forms[j].body or self.forms[j].title:
                end = j
                break
        if end == i + 1 and (form.plain in self.facts.starters or self._place(i) or self._capital_word(word)):
            return 0
        self._person(i, end, GIVEN)
        return end

    def _capital_word(self, word: Word) -> bool:
        """Whether a lone given name begins a sentence, where any word has a capital, and is not to be trusted."""
        return (
            bool(self.facts.endings)
            and plain(word.text) not in self.facts.given
            and begins_sentence(self.text, word.start)
        )

    def _titled(self, i: int) -> int:
        """A title right before a word with a capital; the index after the name, 0 when there is none."""
        word = self.words[i]
        title = _word_before(self.text, word.start)
        if not title or plain(title) not in self.facts.titles or (title.endswith(".") and len(title) > 5):
            return 0
        if self._place(i):
            return 0
        end = self._run(i, LONGEST_PERSON)
        first = next((j for j in range(i + 1, end) if self.forms[j].given), i)
        if first > i:
            return self._given(first)
        while end > i + 1 and (self._place(end - 1) or self.forms[end - 1].other):
            end -= 1
        speaks = title.lower() in self.facts.speakers and not self._ends_as_surname(i)
        if end == i + 1 and (speaks or self._is_adjective(i)):
            return 0
        self._person(i, end, f"title {title}")
        return end

    def _shape(self, i: int) -> int:
        """Two words with capitals that nothing else explains, or one with the ending of a surname."""
        word, form = self.words[i], self.forms[i]
        if word.text[0].isascii():
            return 0 if self._place(i) else self._foreign(i)
        if form.other or not form.lower:
            return 0
        end = self._run(i, 3)
        alone = end == i + 1
        if (alone and not self._ends_as_surname(i)) or self._place(i):
            return 0
        if alone:
            if begins_sentence(self.text, word.start):
                return 0
        elif self._is_adjective(i) or any(self._stranger(j) or self._lower_head(j) for j in range(i + 1, end)):
            return 0
        self._person(i, end, "shape of a name")
        return end

    def _ends_as_surname(self, i: int) -> bool:
        return self.forms[i].surname and len(self.words[i].text) >= SHORTEST_SURNAME

    def _initials(self, i: int) -> int:
        """*Т.Мей*, *Гаврилова А. В.*: a surname with initials before or behind it."""
        word = self.words[i]
        if "." in word.text and WITH_INITIALS.match(word.text):
            self._person(i, i + 1, "initials")
            surname = word.text.rpartition(".")[2]
            self.surnames.update(plain(v) for v in self.facts.variants(surname)[:4] if len(v) > 2)
            return i + 1
        after = i + 1
        initials = self.words[after].text if after < len(self.words) else ""
        if "." not in initials or not joined(self.text, word.end, self.words[after].start):
            return 0
        if INITIALS.match(initials) and self.forms[i].lower and not self.forms[i].other:
            self._person(i, after + 1, "initials")
            return after + 1
        return 0

    def _foreign(self, i: int) -> int:
        """A name in Latin letters in a text of another script; the index after it, 0 when there is none."""
        end = i
        while end < len(self.words) and self.words[end].text[0].isascii():
            if end > i and not joined(self.text, self.words[end - 1].end, self.words[end].start):
                break
            end += 1
        name = self.text[self.words[i].start : self.words[end - 1].end] if end > i else ""
        if len(name) < SHORTEST_FOREIGN or ROMAN.match(name) or any(f.other for f in self.forms[i:end]):
            return 0
        self._keep(self.words[i].start, self.words[end - 1].end, "ORG", "another script")
        return end

    def _stranger(self, j: int) -> bool:
        form = self.forms[j]
        return form.other or not form.lower or self._place(j)

    def _person(self, i: int, end: int, why: str) -> None:
        first, last = self.words[i], self.words[end - 1]
        self._keep(first.start, last.end, "PER", why)
        if end - i > 1 or why.startswith("title"):
            self.surnames.update(plain(v) for v in self.facts.variants(last.text)[:4] if len(v) > 2)

    def _is_adjective(self, i: int) -> bool:
        return self.forms[i].adjective and not self.forms[i].surname

    # --- bodies -------------------------------------------------------------------------------------------------------

    def _known(self, i: int) -> int:
        """A body or a person of the registry; the index after it, 0 when there is none."""
        if self.registry is None:
            return 0
        word = self.words[i]
        longest = self.registry.longest_of(word.text, self.facts)
        ends = self._ends(word, min(longest, LONGEST)) if longest else []
        for end in reversed(ends):
            actor = self.registry.called(self.text[word.start : end], self.facts)
            if actor is None or self._part_of_name(i, end):
                continue
            if actor.kind in BODIES or actor.kind == "person":
                self._keep(word.start, end, "PER" if actor.kind == "person" else "ORG", f"registry: {actor.id}")
                return self._after(i, end)
        return 0

    def _part_of_name(self, i: int, end: int) -> bool:
        """Whether a word with a capital goes on right behind (*Times Square*)."""
        after = self._after(i, end)
        if after >= len(self.words) or not joined(self.text, end, self.words[after].start):
            return False
        following = self.forms[after]
        return self.facts.language != "de" and not following.other and not following.given

    def _ends(self, word: Word, longest: int) -> list[int]:
        ends = [word.end]
        for _ in range(longest - 1):
            following = _NEXT.match(self.text, ends[-1])
            if following is None:
                break
            ends.append(following.end())
        return ends

    def _after(self, i: int, end: int) -> int:
        while i < len(self.words) and self.words[i].start < end:
            i += 1
        return i

    def _common(self, i: int, end: int) -> bool:
        """Whether the first word of a sentence is only a noun before the name of a body (*Депутаты Конгресса*)."""
        return end > i + 1 and bool(self.facts.endings) and not (self.forms[i].body or self._is_adjective(i))

    def _lower_head(self, i: int) -> int:
        """Where *Верховный суд*, *Демократической партии* ends: an adjective with a capital before the head of a body
        without one; 0 when no such head follows.
        """
        word, form = self.words[i], self.forms[i]
        found = _LOWER.match(self.text, word.end) if form.adjective else None
        if found is None or (form.plainly and begins_sentence(self.text, word.start)):
            return 0
        return found.end() if self.facts.is_body(found.group(1)) else 0

    def _quoted(self, i: int) -> int:
        """The index after a name in quotation marks behind a word for a body (*компания «Уфанет»*); 0 for none."""
        word = self.words[i]
        if word.start not in self.quoted:
            return 0
        before = _BEFORE_QUOTE.search(self.text, max(0, word.start - 40), word.start)
        if before is None or not (before.group(1).isupper() or self.facts.is_body(before.group(1))):
            return 0
        close = _CLOSED.match(self.text, word.start)
        if close is None:
            return 0
        self._keep(word.start, close.end(1), "ORG", "quoted behind a body")
        return self._after(i, close.end(1))

    def _body(self, i: int) -> int:
        """A run of words with capitals, one of them the head of a body, or an acronym; the index after it, 0 for
        none.
        """
        form = self.forms[i]
        if not form.lower and self._acronym(self.words[i]):
            self._keep(self.words[i].start, self.words[i].end, "ORG", "acronym")
            return i + 1
        if last := self._lower_head(i) if form.adjective else 0:
            self._keep(self.words[i].start, last, "ORG", "heads a body")
            return i + 1
        end = self._run(i, LONGEST_BODY)
        if end == i + 1 and not form.body:
            return 0
        end = next((j for j in range(i + 1, end) if self.forms[j].given), end)
        if not any(form.body for form in self.forms[i:end]):
            return 0
        first = i
        if (form.plainly or self._common(i, end)) and begins_sentence(self.text, self.words[i].start):
            first += 1
        if end - first < 2 and not (end > first and self.facts.endings and self.forms[first].body):
            return 0
        self._keep(self.words[first].start, self.words[end - 1].end, "ORG", "heads a body")
        return end

    def _acronym(self, word: Word) -> bool:
        """Capitals only, in a text that is not written in capitals, and no place."""
        if not word.text.isupper() or ACRONYM.match(word.text) is None or plain(word.text) in self.facts.never:
            return False
        if ROMAN.match(word.text):
            return False
        around = self.text[max(0, word.start - 20) : word.end + 20]
        return any(c.islower() for c in around) and not (self.seeker is not None and self.seeker.heads(word.text))

    # --- the words around ---------------------------------------------------------------------------------------------

    def _run(self, i: int, longest: int) -> int:
        """The index after the last word that follows word `i` with one space or one little word (*von der*) between."""
        return min(self.runs[i], i + longest)

    def _runs(self) -> list[int]:
        """For every word the index after the last one of its run."""
        words, text = self.words, self.text
        ends = [len(words)] * len(words)
        for i in range(len(words) - 2, -1, -1):
            left, right = words[i], words[i + 1]
            apart = right.start - left.end
            go_on = text[left.end] in " \u00a0" if apart == 1 else apart <= LONGEST_LINK and self._linked(left, right)
            ends[i] = ends[i + 1] if go_on else i + 1
        return ends

    def _linked(self, left: Word, right: Word) -> bool:
        gap = self.text[left.end : right.start]
        if not gap.startswith(" "):
            return gap == ". " and len(left.text) == 1
        words = gap.split()
        return bool(words) and all(w in self.facts.names_link for w in words) and gap.endswith((" ", "-"))

    def _place(self, i: int) -> bool:
        """Whether the word is the name of a known place."""
        found = self.seeker.at(self.text, self.words[i]) if self.seeker is not None else None
        return found is not None and any(_known(row) for row in found.rows)

    def _long_place(self, i: int) -> int:
        """The index after a name of the gazetteer with several words (*San Francisco*), 0 when none begins here."""
        found = self.seeker.at(self.text, self.words[i]) if self.seeker is not None else None
        return self._after(i, found.end) if found is not None and " " in found.text.strip() else 0


_QUOTE = re.compile(r"[«“\"„][ ]?")
_LOWER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_BEFORE_QUOTE = re.compile(r"([^\W\d_]{2,})[ \u00a0][«“\"„][ ]?$")
_CLOSED = re.compile(r"([^«»“”\"„\n]{2,60}?)[ ]?[»”“\"]")
_NEXT = re.compile(r"[ \u00a0]([«\"]?[^\W_]+(?:['’ʼ\-‑.][^\W_]+)*[»\"]?)")


def _word_before(text: str, start: int) -> str:
    """The word that one space parts from the word at `start`; empty when there is none."""
    left = text[max(0, start - TITLE_REACH) : start].removesuffix("\n")
    if left[-1:] not in {" ", "\u00a0"} or left[-2:-1].isspace():
        return ""
    return (left.rsplit(None, 1) or [""])[-1]


def _known(row: PlaceRow) -> bool:
    return row.people >= KNOWN_PEOPLE or row.id.startswith(("selon:", "iso:"))
