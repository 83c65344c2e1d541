"""How a text says that it knows: by its own eyes, by a speaker in a recording, by a voice that goes on speaking."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from selon.lang import Pack
from selon.matching.actors import PRONOUN, SOLDIERS, STATE_OFFICES, mentions, signs_of, sounds_of
from selon.matching.belonging import ground_of, of_country, placed
from selon.matching.facts import Facts
from selon.matching.lexicon import lexicon_of
from selon.matching.links import links_of
from selon.matching.tokens import Token, tokens_of
from selon.model.assertion import Actor, Assertion

_NAME_BEHIND = re.compile(r"(\s*[«„“\"][^«»„“”\"\n]{2,40}[»“”\"])?((?:,? [^\W\d_a-zа-яёіїєґ][\w’'-]+){1,3})?")
"""A name in quotation marks, then words with capitals, right behind a voice."""
ORGANISER = "organiser"
"""The function of people who can be found again by what they run."""
LETTER = "letter_doc"
FALSE = frozenset({"rumour"})
"""The notion of a false report."""


def marks_in(tokens: Sequence[Token], pack: Pack) -> frozenset[str]:
    """The kinds of the words of the table `sourcing` among `tokens`."""
    return frozenset(link.kind for link in links_of(tokens, pack, "sourcing"))


def marks(facts: Facts, start: int, end: int) -> frozenset[str]:
    """The kinds of sourcing words between two offsets."""
    return marks_in(tokens_of(facts.document.text, start, end), facts.pack)


def is_press(facts: Facts, name: str) -> bool:
    """Whether the name of a publisher is that of a paper."""
    return "press" in marks_in(tokens_of(name), facts.pack)


def calls_false(facts: Facts, start: int, end: int) -> bool:
    """Whether words between two offsets call something false, a forgery, a rumour."""
    tokens = tokens_of(facts.document.text, start, end)
    return mentions(facts, start, end, FALSE) or any(k.kind == "untrue" for k in links_of(tokens, facts.pack))


class Sourcing:
    """One report: what its sentences say of how it knows."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.kinds = [marks(facts, start, end) for start, end in facts.sentences]
        self.recorded = any("recording" in kinds for kinds in self.kinds)
        self.gathers = any("gathers" in k for k in self.kinds) and not is_press(facts, facts.document.outlet or "")
        self.ground = ground_of(facts)
        self._own = sounds_of(facts, facts.document.outlet or "")

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset; -1 for none."""
        return next((i for i, (a, b) in enumerate(self.facts.sentences) if a <= at < b), -1)

    def marked(self, a: Assertion) -> Assertion:
        """An assertion with its voices as its sentence tells them: not to be named, in a recording, with the name that
        stands behind the words for them."""
        number = self.sentence(a.start)
        kinds = self.kinds[number] if number >= 0 else frozenset()
        if len(a.chain) == 1 and "witness" in kinds and self._own_reporter(a.chain[0]):
            return replace(a, chain=(), witness=True)
        chain = tuple(self._voice(a, i, v, kinds) for i, v in enumerate(a.chain))
        return replace(a, chain=_as_recorded(chain))

    def _voice(self, a: Assertion, i: int, actor: Actor, kinds: frozenset[str]) -> Actor:
        span = a.voices[i].span if i < len(a.voices) else None
        if actor.text and not actor.names and actor.kind not in _BODIES and a.content.startswith(actor.text):
            return Actor(PRONOUN_FOR, "person", manner=actor.manner)
        if span is not None and not actor.names and actor.roles and not actor.entity:
            actor = self._with_name(actor, span.end)
        actor = placed(self.facts, self._cut(actor))
        actor = of_country(self.facts, self.ground, self._unadorned(actor), span.end if span else None)
        if "body" in marks_in(tokens_of(actor.text), self.facts.pack):
            actor = replace(actor, roles=actor.roles | {ORGANISER})
        unit = (actor.entity or "").startswith("unit:")
        if "anonymous" in kinds and i == len(a.chain) - 1 and not actor.names and (unit or actor.kind not in _BODIES):
            return replace(actor, kind="unidentified", roles=actor.roles | {"source"}, entity=None)
        words = tokens_of(actor.text)
        if len(words) > 1 and "possessive" in marks_in(words[:1], self.facts.pack):
            actor = replace(actor, roles=actor.roles | {"of_one_before"})
        if self._calls(actor):
            return replace(actor, recorded=True, entity=None)
        if actor.kind in _PERSONS and not actor.names and not actor.entity and self._writes(a):
            return replace(actor, recorded=True, roles=actor.roles | {LETTER})
        return actor

    def _own_reporter(self, actor: Actor) -> bool:
        """Whether a voice is the publisher's own reporter (`our correspondent counted`)."""
        tokens = tokens_of(actor.text)
        own = any(link.kind == "own" for link in links_of(tokens, self.facts.pack))
        return own and "reporter" in marks_in(tokens, self.facts.pack)

    def _writes(self, a: Assertion) -> bool:
        """Whether a letter is told of in the sentence or the two before it: who writes there is known by it."""
        number = self.sentence(a.start)
        if number < 0:
            return False
        start, end = self.facts.sentences[max(0, number - 2)][0], self.facts.sentences[number][1]
        return mentions(self.facts, start, end, frozenset({LETTER})) and "writes" in self.kinds[number]

    def _with_name(self, actor: Actor, end: int) -> Actor:
        behind = _NAME_BEHIND.match(self.facts.document.text, end)
        if behind is None or not behind.group().strip():
            return actor
        signs = signs_of(self.facts, actor.text + behind.group())
        if not signs.names:
            return actor
        kind = "organisation" if actor.kind == "unidentified" else actor.kind
        return replace(signs, kind=kind, manner=actor.manner, side=signs.side or actor.side, recorded=actor.recorded)

    def _cut(self, actor: Actor) -> Actor:
        """A voice without the paper to which it speaks (`the head to our paper`)."""
        if actor.names or actor.kind in _BODIES:
            return actor
        tokens = tokens_of(actor.text)
        own = [link.first for link in links_of(tokens, self.facts.pack) if link.kind == "own" and link.first > 0]
        if not own:
            return actor
        signs = signs_of(self.facts, actor.text[: tokens[min(own) - 1].end])
        return replace(signs, kind=actor.kind, manner=actor.manner, side=actor.side, recorded=actor.recorded)

    def _unadorned(self, actor: Actor) -> Actor:
        """A person without the words that only say of what kind he is (`a Western diplomat`): they stand before his
        function, and no name behind it."""
        if self.facts.pack.facts.get("compounds", False) or actor.kind not in _PERSONS or not actor.names:
            return actor
        tokens = tokens_of(actor.text)
        who = [h.last for h in lexicon_of(self.facts.pack).find(tokens) if h.sense.kind == "who"]
        if not who or tokens[max(who) - 1].capital or any(t.capital for t in tokens[max(who) :]):
            return actor
        return replace(actor, names=frozenset())

    def _calls(self, actor: Actor) -> bool:
        """Whether an unnamed voice is the one that speaks in the recording of which the report tells."""
        if not self.recorded or actor.names or actor.kind in _BODIES or actor.roles - SOLDIERS - {"russia", "ukraine"}:
            return False
        here = marks_in(tokens_of(actor.text), self.facts.pack)
        return bool(actor.roles & SOLDIERS or here & {"caller", "recording"})

    def _unresolved(self, a: Assertion) -> Assertion:
        """A pronoun for which nobody was found, in a report on a recording: who speaks there."""
        last = a.chain[-1] if a.chain else None
        if last is None or not self.recorded or last.kind != "person" or len(last.text) > PRONOUN:
            return a
        known = last.names or last.entity or last.roles or last.recorded
        return a if known else replace(a, chain=(*a.chain[:-1], replace(last, recorded=True)))

    # --- what the publisher knows by itself, and who goes on speaking

    def witnessed(self, number: int) -> bool:
        """Whether the publisher says in a sentence that it saw or counted for itself."""
        if number < 0:
            return False
        start, end = self.facts.sentences[number]
        tokens = tokens_of(self.facts.document.text, start, end)
        kinds = self.kinds[number]
        if "eyes" in kinds or ("reporter" in kinds and self._was_there(tokens)):
            return True
        if "witness" not in kinds:
            return False
        return "reporter" in kinds or self._names_itself(tokens) or self._we_saw(tokens)

    def _we_saw(self, tokens: Sequence[Token]) -> bool:
        """Whether `we` or `our` stands near a verb of seeing or counting."""
        pack = self.facts.pack
        ours = (link.first for link in links_of(tokens, pack) if link.kind == "own")
        return any("witness" in marks_in(tokens[max(0, i - SEEING) : i + SEEING], pack) for i in ours)

    def _was_there(self, tokens: Sequence[Token]) -> bool:
        """Whether the publisher's own reporter stands before a verb of being somewhere (`our reporter was sitting
        …`)."""
        pack = self.facts.pack
        own = {link.first for link in links_of(tokens, pack) if link.kind == "own"}
        for i in range(len(tokens)):
            if "reporter" not in marks_in(tokens[i : i + 1], pack) and "reporter" not in marks_in(
                tokens[i : i + 2], pack
            ):
                continue
            near = tokens[max(0, i - 2) : i + NAME]
            mine = bool(own & set(range(i - 2, i + 2))) or "this_paper" in marks_in(near, pack)
            if mine and "present" in marks_in(tokens[i + 1 : i + 1 + PRESENT], pack):
                return True
        return False

    def _names_itself(self, tokens: Sequence[Token]) -> bool:
        """Whether the name of the publisher stands right before a verb of seeing."""
        text, language = self.facts.document.text, self.facts.document.language
        heard = [self.facts.fold(text[t.start : t.end], language)[:6] if t.capital else "" for t in tokens]
        ends = [
            i for i in range(len(tokens)) if self._own <= set(heard[max(0, i - NAME) : i + 1]) and heard[i] in self._own
        ]
        return bool(self._own) and any(
            "witness" in marks_in(tokens[i + 1 : i + 1 + NAME], self.facts.pack) for i in ends
        )

    def continued(self, made: Sequence[Assertion]) -> list[Assertion]:
        """The assertions with the sentences told in the publisher's own words right behind somebody's, in one
        paragraph, on that somebody's word; those behind what it saw, as seen."""
        made = [self._unresolved(a) for a in made]
        by: dict[int, list[Assertion]] = {}
        for a in made:
            by.setdefault(self.sentence(a.start), []).append(a)
        leads: dict[int, tuple[tuple[Actor, ...], bool]] = {}
        found: dict[str, Assertion] = {}
        for number in range(len(self.facts.sentences)):
            lead = self._lead(number, leads)
            told = by.get(number, [])
            here = [_open(a) for a in told] if lead and lead[0] and _goes_on(lead[0][-1]) else told
            hearsay = any(a.chain for a in told) and not any(a.chain for a in here)
            voiced = [a.chain for a in here if a.chain] or ([] if hearsay else self._voiced(number))
            seen = not voiced and self.witnessed(number)
            if seen and self._opens(number, leads):
                found |= {a.id: self._led(a, True, None) for a in by.get(number - 1, [])}
            if voiced or seen:
                speakers = {c[-1].text for c in voiced}
                leads[number] = (voiced[-1], False) if len(speakers) == 1 else ((), seen)
                lead = leads[number] if len(speakers) == 1 else None
            elif lead:
                leads[number] = lead
            for a in here:
                found[a.id] = self._led(a, seen, lead if not voiced or self._ends_in_voice(number, a, here) else None)
        return [found[a.id] for a in made]

    def _ends_in_voice(self, number: int, a: Assertion, here: Sequence[Assertion]) -> bool:
        """Whether a part of a sentence stands before the words of its one speaker, who is named at its end (`four died;
        six are missing, the mayor said`)."""
        if a.aside:
            return False
        ends = (b for b in here if b.chain and b.voices and a.end <= b.start)
        return any(span.start >= b.end for b in ends if (span := b.voices[-1].span) is not None)

    def _opens(self, number: int, leads: Mapping[int, object]) -> bool:
        """Whether the sentence before stands in one paragraph with this one, and nobody speaks in it."""
        before = number - 1
        return number > 0 and self._one_paragraph(number) and before not in leads and not self._voiced(before)

    def _lead(
        self, number: int, leads: dict[int, tuple[tuple[Actor, ...], bool]]
    ) -> tuple[tuple[Actor, ...], bool] | None:
        if number < 1:
            return None
        if "hearsay" in self.kinds[number] and leads:
            return leads[max(leads)]
        if number - 1 not in leads or self._past(number) or self._turns(number) or not self._one_paragraph(number):
            return None
        return leads[number - 1]

    def _one_paragraph(self, number: int) -> bool:
        """Whether a sentence and the one before it stand in one paragraph."""
        start, end = self.facts.sentences[number - 1][0], self.facts.sentences[number][0]
        return "\n" not in self.facts.document.text[start:end]

    def _turns(self, number: int) -> bool:
        """Whether a sentence turns to something else: it begins with a name that the sentence before does not have."""
        (before, _), (start, end) = self.facts.sentences[number - 1 : number + 1]
        head = tokens_of(self.facts.document.text, start, end)[:TOPIC]
        places = {s.start for s in self.facts.spots}
        written = not self.facts.pack.facts.get("compounds", False)
        names = [t.text[:5] for i, t in enumerate(head) if t.start in places or (written and i and t.capital)]
        known = {t.text[:5] for t in tokens_of(self.facts.document.text, before, start)}
        return any(name not in known for name in names)

    def _counter(self, a: Assertion) -> Actor | None:
        """The named body that counts in the sentence of an assertion (`the group Field Watch counted 37 hits`)."""
        number = self.sentence(a.start)
        if number < 0 or "counts" not in self.kinds[number]:
            return None
        start, end = self.facts.sentences[number]
        tokens = tokens_of(self.facts.document.text, start, end)
        found = [i for i in range(len(tokens)) if "counts" in marks_in(tokens[i:], self.facts.pack)]
        verb = found[-1] if found else 0
        if not 0 < verb <= SUBJECT:
            return None
        signs = signs_of(self.facts, self.facts.document.text[start : tokens[verb - 1].end])
        named = bool(signs.names) and (bool(signs.roles) or len(signs.names) > 1 or verb <= NAME)
        return replace(signs, kind="organisation", manner="estimate") if named else None

    def _past(self, number: int) -> bool:
        """Whether a sentence tells of a time long before the report: the background that a publisher knows by itself."""
        start, end = self.facts.sentences[number]
        days = [m.last for m in self.facts.moments if start <= m.start < end]
        try:
            told = date.fromisoformat((self.facts.document.published or "")[:10])
            return any(date.fromisoformat(day) < told - RECENT for day in days)
        except ValueError:
            return False

    def _voiced(self, number: int) -> list[tuple[Actor, ...]]:
        """A sentence in which a voice speaks without an assertion: nobody goes on behind it."""
        start, end = self.facts.sentences[number]
        spoken = any(s.voices and start <= s.content[0].start < end for s in self.facts.statements)
        return [(_NOBODY,)] if spoken else []

    def _led(self, a: Assertion, seen: bool, lead: tuple[tuple[Actor, ...], bool] | None) -> Assertion:
        shown = self.gathers and bool(a.chain) and a.chain[-1].manner == "show" and not a.chain[-1].names
        if shown and not a.chain[-1].entity:
            return replace(a, chain=(), witness=True)
        if a.headline or a.chain or a.behind:
            return a
        if seen or a.witness or self.gathers:
            return replace(a, witness=True)
        if (counter := self._counter(a)) is not None:
            return replace(a, chain=(counter,))
        if lead is None or (not lead[0] and not lead[1]) or (lead[0] and not _goes_on(lead[0][-1])):
            return a
        return replace(a, witness=True) if lead[1] else replace(a, chain=lead[0], led=True)


_PERSONS = ("person", "role", "group")
PRONOUN_FOR = "…"
"""Stands for whoever spoke before, where the words for the voice are the beginning of what is said."""
RECENT = timedelta(days=7)
"""What happened longer before the report is background."""
SUBJECT = 10
"""Words that the subject of a verb of counting has at most."""
TOPIC = 4
"""Words at the beginning of a sentence that tell what it is about."""
NAME = 4
"""Words of the name of a publisher, and words between it and its verb."""
SEEING = 10
"""Words between `we` and a verb of seeing."""
PRESENT = 6
"""Words from a reporter to the verb that says where he was."""
_BODIES = ("outlet", "channel", "state", "organisation", "document", "media")
_NOBODY = Actor("", "unidentified")


def _open(a: Assertion) -> Assertion:
    """An assertion told by hearsay on nobody's word (`soll`, `reportedly`) without that: it is told on the word of who spoke
    before.
    """
    voice = a.voices[-1] if len(a.chain) == 1 and a.voices else None
    nobody = voice is not None and voice.kind == "unidentified" and voice.span is not None and voice.span == voice.cue
    return replace(a, chain=()) if nobody and not a.headline and a.hedge == "hedged" and not a.chain[0].names else a


def _goes_on(voice: Actor) -> bool:
    """Whether a voice may go on in the sentence behind its words: one speaker or body; no picture, no paper, no group of
    people, no bare name of a state."""
    if voice is _NOBODY or voice.kind in ("media", "outlet", "channel", "group") or voice.manner == "show":
        return False
    return voice.kind != "state" or bool(voice.roles & STATE_OFFICES)


def _as_recorded(chain: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A chain up to the speaker of a recording: whom he quotes without a name is known by him alone."""
    at = next((i for i, v in enumerate(chain) if v.recorded and v.kind in ("person", "role", "group")), None)
    if at is None or any(v.names or v.entity for v in chain[at + 1 :]):
        return chain
    return chain[: at + 1]
