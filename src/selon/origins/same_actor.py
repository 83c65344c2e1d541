"""When two voices are one actor among all voices of some reports: shared names, else the same function at one place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from selon.model.assertion import Actor
from selon.origins.actors import PERSONAL, SIDED, STATE, UNIQUE, office_of, seats_of, side_of

COMMON = 0.5
"""A name that occurs in voices of more than this share of the reports is a place or a side, no actor."""
ALIKE = 0.7
"""Surnames of the holders of one seat that are so alike are spellings of one name."""
SPEAKER = "spokesperson"


class SameActor:
    """Groups of actors that are one, among all voices of a set of reports. The answer does not hang on their order."""

    def __init__(
        self,
        voices: Iterable[tuple[str, Actor]],
        beside: Iterable[Actor] = (),
        speaking: Iterable[tuple[str, Actor]] = (),
    ) -> None:
        """voices: `(report, actor)`, publishers that speak for themselves among them. beside: actors of other reports,
        which only say what names and offices go together. speaking: those of `voices` that the claim in question rests
        on; the bare name of a state stands for one of them before all others."""
        listed = sorted(set(voices), key=lambda v: (v[0], v[1].text))
        around = [*(actor for _, actor in listed), *beside]
        self._common = _common(listed)
        self._root: dict[str, str] = {}
        for actor in around:
            names = sorted(self._telling(actor))
            for name in names[1:]:
                self._join(names[0], name)
        self._learn_sides([actor for _, actor in listed])
        self._held: dict[str, set[str]] = defaultdict(set)
        for actor in around:
            for name in sorted(self._telling(actor))[:1]:
                self._held[self._find(name)] |= self._own(actor)
        self._join_spellings([actor for _, actor in listed])
        self._near = Counter(s for r, s in {(r, s) for r, a in speaking for s in self._seats(a)})
        self._bodies = Counter(s for r, s in {(r, s) for r, a in listed for s in self._seats(a)})
        self._holders: dict[str, set[str]] = defaultdict(set)
        for _, actor in listed:
            names = sorted(self._telling(actor))
            if names and _by_name(actor):
                for seat in self._seats(actor) & PERSONAL:
                    self._holders[seat].add(self._find(names[0]))

    # --- names

    def _telling(self, actor: Actor) -> set[str]:
        """What an actor is known by: a person by the surname and the names of its body, others by all their names."""
        kind, _, rest = (actor.entity or "").partition(":")
        if kind == "person":
            return {rest.split("-")[0], *(n for n in actor.names if n not in self._common and len(n) > 2)}
        own = {f"={actor.entity}"} if actor.entity and not _is_state(actor) else set()
        return own | {n for n in actor.names if n not in self._common and len(n) > 2}

    def _find(self, name: str) -> str:
        while self._root.setdefault(name, name) != name:
            self._root[name] = self._root[self._root[name]]
            name = self._root[name]
        return name

    def _join(self, a: str, b: str) -> None:
        one, other = sorted((self._find(a), self._find(b)))
        self._root[other] = one
        if other != one and hasattr(self, "_held"):
            self._held[one] |= self._held.pop(other, set())

    def _join_spellings(self, actors: Iterable[Actor]) -> None:
        """Join the surnames of holders of one seat that are spellings of one name."""
        from rapidfuzz.distance import Levenshtein

        named: dict[str, set[str]] = defaultdict(set)
        for actor in actors:
            for name in sorted(self._telling(actor))[:1]:
                for seat in self._seats(actor):
                    named[seat].add(name)
        for seat in sorted(named):
            for a in sorted(named[seat]):
                for b in sorted(named[seat]):
                    if a < b and a[0] == b[0] and Levenshtein.normalized_similarity(a, b) >= ALIKE:
                        self._join(a, b)

    # --- seats

    def _learn_sides(self, actors: list[Actor]) -> None:
        self._states = {
            sound: side_of(a)
            for a in actors
            if a.kind == "state" and side_of(a) and not a.roles & UNIQUE
            for sound in a.sounds
        }
        self._of_office: dict[str, set[str]] = defaultdict(set)
        for a in actors:
            if side_of(a):
                for office in office_of(a) & SIDED:
                    self._of_office[office].add(side_of(a))
        self._sides = {side_of(a) for a in actors if side_of(a) and (office_of(a) & SIDED or a.kind == "state")}

    def _own(self, actor: Actor) -> set[str]:
        """The seats that an actor's own words tell; of an office without its state that of the only state in
        question."""
        seats = set(seats_of(actor, "" if side_of(actor) else self._only_side(actor)))
        return seats or self._as_state(actor)

    def _seats(self, actor: Actor) -> set[str]:
        """The seats of an actor, those told of its name elsewhere for those that it does not tell."""
        names = sorted(self._telling(actor))
        held = self._held.get(self._find(names[0]), set()) if names else set()
        own = self._own(actor)
        vague = {s for s in own if s.endswith("@")}
        if own - vague:
            return own - vague
        fitting = {s for s in held if any(s.startswith(v) and s != v for v in vague)}
        return fitting or own or {s for s in held if not s.endswith("@")} or held

    def _as_state(self, actor: Actor) -> set[str]:
        """The seat of a voice that is no more than the name of a state, as another report tells it."""
        bare = not actor.roles and not actor.names and len(actor.sounds) == 1 and not actor.entity
        return {f"{STATE}{side}" for sound in actor.sounds if (side := self._states.get(sound))} if bare else set()

    def _only_side(self, actor: Actor) -> str:
        """The one side whose office a voice without a side can be: the only one that speaks by that office, or at
        all."""
        of_office = {side for office in office_of(actor) & SIDED for side in self._of_office[office]}
        sides = of_office or self._sides
        return next(iter(sides)) if len(sides) == 1 else ""

    # --- who is who

    def key(self, actor: Actor) -> str:
        """The same for two actors that are one, as far as names and functions tell."""
        names, seats = sorted(self._telling(actor)), self._seats(actor)
        bodies = {s for s in seats - PERSONAL if not s.startswith(STATE)}
        if bodies:
            return f"office:{min(bodies)}"
        if seats & PERSONAL:
            return self._holder(actor, min(seats & PERSONAL), names)
        if seats:
            return f"office:{self._speaking(min(seats))}"
        if names:
            return f"name:{self._find(names[0])}"
        if actor.recorded:
            return "letter" if "letter_doc" in actor.roles else "recording"
        return f"role:{'+'.join(sorted(actor.roles))}:{actor.text.casefold()}"

    def _holder(self, actor: Actor, seat: str, names: list[str]) -> str:
        """Who holds a seat of one person or firm: the one named; the only one named elsewhere; else the seat itself."""
        holders = self._holders[seat]
        if names and (_by_name(actor) or self._find(names[0]) in holders):
            return f"name:{self._find(names[0])}"
        return f"name:{min(holders)}" if len(holders) == 1 else f"office:{seat}"

    def _speaking(self, state: str) -> str:
        """The body for which the bare name of a state stands: the one of that state that speaks most here."""
        side = state.removeprefix(STATE)
        for counted in (self._near, self._bodies):
            speaking = [
                (-n, not seat.startswith("military"), seat)
                for seat, n in counted.items()
                if seat.endswith(f"@{side}") and seat != state
            ]
            if speaking:
                return min(speaking)[2]
        return state

    def one(self, a: Actor, b: Actor) -> bool:
        """Whether two actors are one."""
        return self.key(a) == self.key(b)


def _by_name(actor: Actor) -> bool:
    """Whether the names of the holder of a seat are his own, not those of the place that he holds it at."""
    if SPEAKER in actor.roles:
        return False
    return bool(actor.roles & {"grid_operator", "company_firm"}) or (actor.entity or "").startswith("person:")


def _is_state(actor: Actor) -> bool:
    """Whether an actor is known as a state or a body of one: its seat tells it apart, not its name."""
    return bool(side_of(actor)) and (actor.kind == "state" or bool(office_of(actor)))


def _common(listed: Iterable[tuple[str, Actor]]) -> set[str]:
    """Names of places and sides: in voices of most reports."""
    seen: dict[str, set[str]] = defaultdict(set)
    reports, surnames = set(), set()
    for report, actor in listed:
        reports.add(report)
        for name in actor.names:
            seen[name].add(report)
        kind, _, rest = (actor.entity or "").partition(":")
        surnames |= {rest.split("-")[0]} if kind == "person" else set()
    return {n for n, r in seen.items() if len(reports) > 6 and len(r) > COMMON * len(reports)} - surnames
