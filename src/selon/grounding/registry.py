"""The registry of actors: outlets, agencies, channels, offices, forces, bodies and persons, with their names in
several languages.

The built-in registry is `selon/data/actors.tsv`; the user's own (`selon sources add`) has the same columns and comes
on top.
"""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import get_args

from selon import settings
from selon.errors import Fault, InputError
from selon.grounding.fold import fold, likeness, plain
from selon.grounding.names_parts import Parts
from selon.grounding.persons import PersonKey, person_key
from selon.model import VoiceKind

LANGUAGES = ("en", "fr", "de", "ru", "uk")
COLUMNS = ("id", "kind", "what", "country", "side", *LANGUAGES, "aliases", "source")
KINDS: tuple[str, ...] = get_args(VoiceKind)
LIKE = 0.7
REMEMBERED = 100_000
LONGEST = 8
"""No name of the registry has more words than this."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. names: (name, language or empty); what: agency, outlet, channel, office, force …; side: of a
    conflict.
    """

    id: str
    kind: VoiceKind
    what: str
    country: str | None
    side: str | None
    names: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How to call it: the first name."""
        return self.names[0][0]


class Registry:
    """Actors by their names: letter by letter (`fold.plain`), and persons by surname and given name in any spelling."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in actors}
        self._by_name: dict[str, list[Actor]] = {}
        self._by_sound: dict[str, list[tuple[str, Actor]]] = {}
        self._by_person: dict[str, list[tuple[PersonKey, Actor]]] = {}
        self._capitals: set[tuple[str, str]] = set()
        self._heads: dict[str, int] = {}
        self._begun: dict[Parts, dict[str, int]] = {}
        self._called: dict[tuple[Parts, str], Actor | None] = {}
        for actor in self.actors.values():
            for name, language in actor.names:
                self._enter(actor, name, language)

    def _enter(self, actor: Actor, name: str, language: str) -> None:
        known = self._by_name.setdefault(plain(name), [])
        head, _, rest = plain(name).partition(" ")
        self._heads[head] = max(self._heads.get(head, 0), rest.count(" ") + 2 if rest else 1)
        if actor not in known:
            known.append(actor)
        if " " in name:
            self._by_sound.setdefault(fold(name, language or None), []).append((name, actor))
        if name.replace(".", "").isupper() and len(name) <= 5:
            self._capitals.add((plain(name), actor.id))
        if actor.kind == "person":
            key = person_key(name, language or None)
            if key.given:
                self._by_person.setdefault(key.surname, []).append((key, actor))

    def find(self, name: str) -> Actor | None:
        """The actor that bears this name letter by letter; `None` when there is none or more than one.

        A short name in capitals (*UN*, *AP*) is found only when it is written so.
        """
        key = plain(name)
        found = self._by_name.get(key, ())
        if not name.replace(".", "").isupper():
            found = [a for a in found if (key, a.id) not in self._capitals]
        return found[0] if len(found) == 1 else None

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 when no name does."""
        return self._heads.get(plain(word), 0)

    def longest_of(self, word: str, facts: Parts) -> int:
        """How many words the longest name has that begins with this word in any case form; remembered."""
        begun = self._begun.get(facts)
        if begun is None:
            begun = self._begun[facts] = {}
        known = begun.get(word)
        if known is None:
            known = max(map(self.longest, facts.variants(word)))
            if len(begun) < REMEMBERED:
                begun[word] = known
        return known

    def called(self, written: str, facts: Parts) -> Actor | None:
        """The actor with this name in any case form of the language; remembered."""
        asked = (facts, written)
        if asked in self._called:
            return self._called[asked]
        actor = self._bearing(written, facts)
        if len(self._called) < REMEMBERED:
            self._called[asked] = actor
        return actor

    def _bearing(self, written: str, facts: Parts) -> Actor | None:
        actor = self.find(written)
        if actor is not None:
            return actor
        if " " in written:
            return self.sounding(written, facts.language)
        return next((a for v in facts.variants(written)[1:] if (a := self.find(v)) is not None), None)

    def sounding(self, name: str, language: str) -> Actor | None:
        """The actor with a name of several words that sounds like this one, case endings aside, and is spelled
        alike.
        """
        near = {a.id: a for known, a in self._by_sound.get(fold(name, language), ()) if likeness(known, name) >= LIKE}
        return next(iter(near.values())) if len(near) == 1 else None

    def person(self, key: PersonKey) -> Actor | None:
        """The person with this surname and given name (an initial will do); `None` when there is none or more than
        one.
        """
        if not key.given:
            return None
        found = {a.id: a for known, a in self._by_person.get(key.surname, ()) if known.fits(key)}
        return next(iter(found.values())) if len(found) == 1 else None


def built_in() -> Registry:
    """The actors that ship with Selon."""
    return _open("", 0)


def open_registry(path: Path | None = None) -> Registry:
    """The built-in actors and the user's own on top (`SELON_ACTORS` when no path is given, if it exists)."""
    own = path or settings.ACTORS.path()
    if path is not None and not path.is_file():
        raise InputError("there is no registry here", str(path), "actors")
    return _open(str(own), own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=4)
def _open(own: str, changed: int) -> Registry:
    text = (resources.files("selon.data") / "actors.tsv").read_text(encoding="utf-8")
    actors = {a.id: a for a in read_actors(text, "actors.tsv") if isinstance(a, Actor)}
    if changed:
        actors |= {a.id: a for a in read_actors(Path(own).read_text(encoding="utf-8"), own) if isinstance(a, Actor)}
    return Registry(actors.values())


def read_actors(text: str, place: str) -> Iterator[Actor | Fault]:
    """The actors of a table (TSV, or CSV with commas or semicolons), and a fault with its line for every row that is
    none.

    Raises `InputError` when a column is missing: `id`, `kind` and at least one name column must be there.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return
    mark = max("\t;,", key=lines[0][1].count)
    header = next(csv.reader([lines[0][1].lstrip("\ufeff")], delimiter=mark))
    if missing := [c for c in ("id", "kind") if c not in header]:
        raise InputError(f"no column {missing[0]!r}; there are: {', '.join(header[:20])}", place, "actors")
    if not {*LANGUAGES, "name"} & set(header):
        raise InputError("no column with names: name, en, fr, de, ru or uk", place, "actors")
    seen: set[str] = set()
    for number, line in lines[1:]:
        row = dict(
            zip(header, line.split("\t") if mark == "\t" else next(csv.reader([line], delimiter=mark)), strict=False)
        )
        yield _actor(row, seen, f"{place}:{number}")


def _actor(row: dict[str, str], seen: set[str], place: str) -> Actor | Fault:
    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    kind = next((k for k in get_args(VoiceKind) if k == cell("kind")), None)
    names = [(cell(code), code) for code in LANGUAGES if cell(code)]
    names = [(cell("name"), "")] * bool(cell("name")) + names
    names += [(alias.strip(), "") for alias in cell("aliases").split("|") if alias.strip()]
    if kind is None:
        return Fault("actors-row", place, f"{cell('kind')!r} is none of {', '.join(KINDS)}: left out")
    if not cell("id") or any(c.isspace() for c in cell("id")) or not names:
        return Fault("actors-row", place, "an actor has an id without spaces, and a name: left out")
    if cell("id") in seen:
        return Fault("actors-double", place, f"{cell('id')!r} stands twice: the first row is kept")
    seen.add(cell("id"))
    country = cell("country").upper() or None
    if country is not None and (len(country) != 2 or not country.isalpha()):
        return Fault("actors-row", place, f"{cell('country')!r} is no country code of two letters: left out")
    return Actor(cell("id"), kind, cell("what"), country, cell("side") or None, tuple(names))


def add_actors(file: Path, own: Path | None = None) -> tuple[int, tuple[Fault, ...]]:
    """Add the actors of a file to the user's own registry; how many, and the rows that were left out.

    An actor that is there already (same id) is replaced. The old registry stays as it is until the new one is whole.
    """
    target = own or settings.ACTORS.path()
    try:
        read = list(read_actors(file.read_text(encoding="utf-8"), file.name))
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(str(fault), str(file), "actors") from fault
    new = {a.id: a for a in read if isinstance(a, Actor)}
    old = list(read_actors(target.read_text(encoding="utf-8"), str(target))) if target.is_file() else []
    actors = {a.id: a for a in old if isinstance(a, Actor)} | new
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    try:
        draft.write_text(_table(actors.values()), encoding="utf-8")
        draft.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
    return len(new), tuple(r for r in read if isinstance(r, Fault))


def _table(actors: Iterable[Actor]) -> str:
    lines = ["\t".join(("id", "kind", "what", "country", "side", "name", *LANGUAGES, "aliases"))]
    for actor in sorted(actors, key=lambda a: a.id):
        first = next((n for n, code in actor.names if not code), "")
        named = {code: name for name, code in reversed(actor.names) if code}
        used = {first, *named.values()}
        aliases = "|".join(name for name, _ in actor.names if name not in used)
        cells = (actor.id, actor.kind, actor.what, actor.country or "", actor.side or "", first)
        lines.append("\t".join((*cells, *(named.get(code, "") for code in LANGUAGES), aliases)))
    return "\n".join(lines) + "\n"
