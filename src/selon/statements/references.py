"""For whom each pronoun and short form among the voices of a document stands, settled in text order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from selon.statements import introduced
from selon.statements.coreference import (
    LEADS,
    NAMED,
    REPORTED,
    SPEAKS,
    Mention,
    Mentions,
    antecedent,
    earlier_form,
    known,
    mention_of,
    settled,
    stands_for,
)
from selon.statements.grammar import BIT, Grammar
from selon.statements.scene import Draft, Link, Range, Scene, speaker_of
from selon.statements.shortforms import is_short, named_before
from selon.statements.tape import Tape
from selon.statements.voicekind import kind_of_voice

SHOWING = frozenset({"media", "document"})
"""The kinds of voice that a pronoun before a verb of showing can stand for."""
SceneAt = Callable[[int], Scene]


class _Place:
    """One place where somebody is named or meant, before it is settled who."""

    __slots__ = ("cue", "kinds", "np", "own", "pronoun", "quote", "said", "sentences", "weight")

    def __init__(self, np: Range, weight: float, sentence: int, *, pronoun: bool = False) -> None:
        self.np, self.weight, self.pronoun = np, weight, pronoun
        self.sentences = {sentence}
        self.own = False
        self.said: list[Range] = []
        self.cue: Range | None = None
        self.kinds: frozenset[str] = frozenset()
        self.quote: int | None = None


class References:
    """Who is meant by the voices of a document: `of` gives the fullest earlier phrase for one of them.

    stopped_at: the first token of the sentence that the time for a report did not reach; nobody is looked for from there on.
    """

    def __init__(
        self, tape: Tape, grammar: Grammar, drafts: list[Draft], scene_at: SceneAt, stopped_at: int | None = None
    ) -> None:
        self.tape, self.grammar = tape, grammar
        self._end = len(tape.tokens) if stopped_at is None else stopped_at
        self.mentions = Mentions()
        self._settled: dict[Range, Range] = {}
        places = self._spoken(drafts)
        for place in self._introduced(scene_at, places):
            places.setdefault(place.np, place)
        for np in sorted(places):
            self._settle(places[np])

    def of(self, link: Link) -> Range | None:
        """The phrase that a pronoun stands for, or the fuller form of a name; `None` when there is none."""
        if link.np is None:
            return None
        if link.pronoun or link.kind == "unidentified":
            return self._settled.get(link.np)
        if link.np in self._settled:
            return self._settled[link.np]
        kind = kind_of_voice(self.tape, self.grammar, link.np)
        return earlier_form(mention_of(self.tape, self.grammar, link.np, kind), self.mentions)

    def _spoken(self, drafts: list[Draft]) -> dict[Range, _Place]:
        """The voices of the drafts, by where they stand."""
        inside = _marked(self.tape, drafts)
        found: dict[Range, _Place] = {}
        for d in drafts:
            speaker = speaker_of(d)[-1:]
            for link in d.links:
                own = self._is_own(link)
                nobody = link.kind == "unidentified" and link.np == link.cue and not link.pronoun
                if link.np is None or (nobody and not own):
                    continue
                speaks = link in speaker and not (d.rule == "label" and not d.direct)
                weight = (SPEAKS if speaks else NAMED) + (REPORTED if inside[link.np[0]] else 0)
                sentence = self.tape.sentence_of(link.np[0])
                place = found.setdefault(link.np, _Place(link.np, weight, sentence, pronoun=link.pronoun or own))
                place.own = own
                place.weight = min(place.weight, weight)
                if speaks:
                    place.sentences.add(self.tape.sentence_of(d.start))
                place.cue = place.cue or link.cue
                place.said.extend(d.content)
                place.kinds = SHOWING if link.manner == "show" else place.kinds
                quote = -1 if d.direct else self.tape.inside[link.np[0]]
                place.quote = quote if place.quote is None else min(place.quote, quote)
        return found

    def _is_own(self, link: Link) -> bool:
        """Whether a voice is that of whom its own sentence is about (`by its own account`, `nach eigenen Angaben`)."""
        words = self.grammar.words("own_words")
        return link.cue is not None and any(self.tape.low[k] in words for k in range(*link.cue))

    def _introduced(self, scene_at: SceneAt, taken: dict[Range, _Place]) -> Iterator[_Place]:
        """Who leads a sentence or is named in it without being quoted, outside the voices of the drafts."""
        inside = bytearray(len(self.tape.tokens))
        for start, end in taken:
            inside[start:end] = b"\1" * (end - start)
        for n, sentence in enumerate(self.tape.sentences):
            if sentence.start >= self._end:
                return
            scene = scene_at(n)
            leading = introduced.topic(scene)
            if leading is not None and not any(inside[leading[0] : leading[1]]):
                pronoun = leading[1] - leading[0] == 1 and scene.has(leading[0], "pron")
                yield _Place(leading, LEADS, n, pronoun=pronoun)
                inside[leading[0] : leading[1]] = b"\1" * (leading[1] - leading[0])
            for np in introduced.names(scene):
                if not any(inside[np[0] : np[1]]):
                    yield _Place(np, NAMED, n)

    def _settle(self, place: _Place) -> None:
        tape, grammar, np = self.tape, self.grammar, place.np
        sentences = tuple(sorted(place.sentences))
        if place.pronoun:
            if tape.tokens[np[0]].classes & (BIT["first"] | BIT["second"] | BIT["nobody"]):
                return
            said = () if place.own else place.said
            found = antecedent(tape, grammar, np, self.mentions, place.kinds, said, here=place.own)
            if found is not None:
                stands = self._settled[np] = stands_for(found, self.mentions, np)
                told = "".join(sorted(grammar.features.get(tape.low[np[0]], frozenset()) & set("mfn")))
                self.mentions.add(settled(found, np, place.weight, sentences, stands, told))
            return
        kind = kind_of_voice(tape, grammar, np)
        mention: Mention = mention_of(tape, grammar, np, kind, place.cue)
        if not tape.tokens[np[0]].classes & BIT["nobody"]:
            mention.weight, mention.sentences = place.weight, sentences
            mention.quote = -1 if place.quote is None else place.quote
            self.mentions.add(self._long(known(mention, self.mentions)))

    def _long(self, mention: Mention) -> Mention:
        """A mention with the person for whom it stands, where it is a function without a name."""
        if not is_short(self.tape, self.grammar, mention):
            return mention
        sentence = self.tape.sentence_of(mention.np[0])
        found = named_before(self.tape, self.grammar, mention, self.mentions, sentence)
        if found is None:
            return mention
        stands = self._settled[mention.np] = stands_for(found, self.mentions, mention.np)
        long = settled(found, mention.np, mention.weight, mention.sentences, stands, mention.gender)
        return replace(long, quote=mention.quote)


def _marked(tape: Tape, drafts: list[Draft]) -> bytearray:
    """For each token whether it is part of what somebody else than the publisher puts forward."""
    inside = bytearray(len(tape.tokens))
    for d in drafts:
        for start, end in d.content if d.links and not d.direct else ():
            inside[start:end] = b"\1" * (end - start)
    return inside
