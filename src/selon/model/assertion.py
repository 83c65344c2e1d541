"""Assertions: what reports put forward, in a shape in which statements of different languages can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from selon.model.claim import Frame, Polarity
from selon.model.instant import by_time
from selon.model.quantity import Quantity
from selon.model.statement import Voice

_AT = "@"
"""Stands in a key between the bytes and the address at which they were read."""


def edition(report: str, digest: str) -> str:
    """The name of one version of one report. report: its address, the digest itself for a report without any."""
    return digest if report == digest else f"{digest}{_AT}{sha256(report.encode()).hexdigest()[:16]}"


def at_edition(place: str, name: str) -> str:
    """The key of an assertion. place: digest, words and number; name: of the version, see `edition`."""
    return "".join((place, *name.partition(_AT)[1:]))


def without_address(key: str) -> str:
    """A key, or the name of a version, as far as the bytes make it: so older entries of the log tell an assertion."""
    return key.partition(_AT)[0]


def version_of(key: str) -> str:
    """The version of a report in which an assertion stands, from its key: its bytes, and the address they were read at."""
    place, at, address = key.partition(_AT)
    return place.rsplit(":", 2)[0] + at + address


def addressed(key: str) -> tuple[str, str]:
    """The first key of an assertion that `key` without an address may mean, and the first one behind all of them."""
    return key + _AT, key + chr(ord(_AT) + 1)


@dataclass(frozen=True, slots=True)
class Notion:
    """One thing an assertion is about, by a key that is the same in every language.

    key: `missile`, or `~` and the sound key of a name or of a word that no table knows. weight: how much it says
    (0–2). rarity: how much it says among the assertions of its report, 1 before they are known.
    """

    key: str
    weight: float
    rarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Locus:
    """A place that an assertion names or takes over from the text around it.

    key: sound key of the name. id, lat, lon: the gazetteer row, `None` when Selon abstained.
    own: named in the assertion itself, not taken over. within: key of the region named beside it.
    """

    key: str
    name: str
    own: bool = True
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """When something happened: first and last day (ISO 8601), equal for one day.

    near: taken over from the background of the same clause.
    own: said in the assertion itself; otherwise taken over from the text before it, or (`guessed`) from the day of
    publication.
    """

    first: str
    last: str
    own: bool = True
    guessed: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A voice as far as it can be told apart from others, in any language.

    text: as written (the fullest mention). kind: the kind of voice. names: sound keys of its proper names, places
    left out.
    roles: notions of its function (`governor`, `ministry_defence`). places: sound keys of place names in it.
    sounds: sound keys of all its longer
    words (an outlet may be called by common words). entity: resolved actor.
    side: the state it belongs to (`ukraine`, else the code of the country); empty when not told.
    recorded: speaks in a recording, letter or call that the report describes. manner: how the voice speaks.
    """

    text: str
    kind: str
    names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    entity: str | None = None
    sounds: frozenset[str] = frozenset()
    recorded: bool = False
    manner: str = "say"
    side: str = ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement, a clause of one, or a plain assertion of the publisher, ready to be matched.

    id: unique among all reports. report: address of the report. document: name of the version (see `edition`). statement: id of
    the statement that it
    is (a clause of); its own id for a plain assertion. content: the words, `start`–`end` in code points of the
    document.
    frame: the predicate kind. triggers: keys of what happened, the one that gives the frame first. outcome: killed,
    taken, arrested …
    polarity: `denied` when the text says that it is not so. hedge: certainty as the text presents it, `plain` for a
    plain assertion.
    voices: the chain, empty for the publisher's own word. headline: stands in the headline.
    behind: the chain of the clause that tells this beside its own thing. totals: figures that others are a part of.
    caused: first and last day of the event that brought a condition about, when the words name it. aside: told
    beside the main thing of its clause. witness: the publisher says here that it saw or counted for
    itself.
    parts: figures that are told as a part of others (`among them three children`).
    led: the voices are those of the sentence before, which this one goes on.
    values: figures; counted: what each of them counts, in the same order. chain: the voices as actors.
    roles: roles of the trigger and the words that fill them. whole: the content is a clause that can be read alone.
    told: the statement or sentence it is a part of.
    scene: sound keys of the names in the whole report: reports without a common name tell of different things.
    hints: keys of outlets named as publishers of the recording that is described. quoting: keys of papers named in
    the sentence.
    place_in: where it begins in the report, 0–1. crowd: how like its most alike neighbour in the report it is, 0–1.
    """

    id: str
    report: str
    document: str
    statement: str
    content: str
    start: int
    end: int
    language: str
    published: str | None
    frame: Frame
    triggers: tuple[str, ...]
    outcome: str
    polarity: Polarity
    hedge: str
    voices: tuple[Voice, ...]
    notions: tuple[Notion, ...]
    values: tuple[Quantity, ...] = ()
    counted: tuple[str | None, ...] = ()
    places: tuple[Locus, ...] = ()
    days: Days | None = None
    caused: tuple[str, str] | None = None
    headline: bool = False
    witness: bool = False
    once: bool = False
    parts: tuple[float, ...] = ()
    aside: bool = False
    behind: tuple[Actor, ...] = ()
    totals: tuple[float, ...] = ()
    kind: str = "report"
    chain: tuple[Actor, ...] = ()
    led: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    told: str = ""
    scene: frozenset[str] = frozenset()
    hints: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    place_in: float = 0.0
    crowd: float = 0.0

    @property
    def moment(self) -> str:
        """When the report was published, in a form that sorts by time, see `by_time`."""
        return by_time(self.published)
