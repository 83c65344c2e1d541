"""Outlets and voices in counts: what they claim, whom they pass on, what became of it. No score.

Everything is counted in claims; definitions with examples stand in `docs/desk.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from selon.desk.api.readings import Read, Reads
from selon.ledger.fold import indexed
from selon.ledger.source_records import SourceName, ToldBy
from selon.ledger.source_schema import ALONE, ASSERTED, CONFIRMED, CORRECTED, DATED, DENIED
from selon.model import Claim, ClaimStatement, Copy, Voice
from selon.pipeline_persons import is_private

OUTLETS = frozenset({"outlet", "channel"})
"""Kinds of voices that are outlets themselves, whether or not a report of theirs is in the ledger."""
HOW: Mapping[str, str] = {
    "literal": "copies", "edited": "copies", "partial": "copies", "translated": "translates", "wire": "wire",
    "credited": "credits",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a claim with who published it and whose voices carry it, nearest to the publisher first."""

    statement: ClaimStatement
    outlet: str
    voices: tuple[str, ...]
    published: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Who published it and whose voices carry it."""
        return self.outlet, *self.voices


@dataclass(slots=True)
class Sources:
    """The sources of one claim, as they are met in its reports."""

    names: dict[str, SourceName] = field(default_factory=dict)
    reports: set[tuple[str, str, str]] = field(default_factory=set)

    def outlet(self, read: Read) -> str:
        """The identifier of a report's outlet."""
        name = outlet_name(read)
        key = self._called(SourceName(_key("o", "outlet:" + indexed(name)), "outlet", "outlet", name, settled=True))
        self.reports.add((key, read.address, read.row.id))
        return key

    def voice(self, voice: Voice, read: Read) -> str | None:
        """The identifier of a voice: by the actor it was resolved to, else by its name; `None` without a name."""
        if not (voice.entity or indexed(voice.name)):
            return None
        if voice.kind in OUTLETS and indexed(voice.name):
            return self._called(
                SourceName(_key("o", "outlet:" + indexed(voice.name)), "outlet", voice.kind, voice.name)
            )
        key = _key("v", "voice:" + (voice.entity or indexed(voice.name)))
        name = SourceName(key, "voice", voice.kind, voice.name, is_private(voice))
        link = next((e for e in read.report.entities if e.entity == voice.entity), None) if voice.entity else None
        if link is not None:
            name = replace(name, name=link.name, side=link.side, country=link.country, settled=True)
        self._called(name)
        self.reports.add((key, read.address, read.row.id))
        return key

    def _called(self, name: SourceName) -> str:
        known = self.names.get(name.key, name)
        best = min(known, name, key=lambda n: n.rank)
        self.names[name.key] = replace(best, private=known.private or name.private)
        return name.key

    def said(self, s: ClaimStatement, read: Read) -> Said:
        """A statement with its sources."""
        found = read.by_id.get(s.statement)
        names = [self.voice(v, read) for v in found.voices] if found else []
        voices = tuple(dict.fromkeys(n for n in names if n is not None))
        return Said(s, self.outlet(read), voices, read.report.document.published or "")


def told_by(claim: Claim, reads: Reads, copies: Iterable[Copy]) -> ToldBy:
    """Who tells a claim, and what became of it with each of them. copies: some of them among its reports."""
    sources = Sources()
    said = [sources.said(s, reads[s.edition]) for s in claim.statements if s.edition in reads]
    fates = {key: _fate(claim, said, key) for s in said for key in s.sources}
    first = min((s.published for s in said if s.published), default="")
    flows = dict.fromkeys(flow for flow in _flows(said, copies) if flow[0] != flow[1])
    return ToldBy(first, tuple(sources.names.values()), fates, tuple(flows), tuple(sorted(sources.reports)))


def _flows(said: list[Said], copies: Iterable[Copy]) -> Iterable[tuple[str, str, str]]:
    """Who passes on whom, and how."""
    for s in said:
        yield from ((near, far, "quotes") for near, far in zip(s.sources, s.voices, strict=False))
    at = {s.statement.report: s.outlet for s in said}
    yield from ((at[c.target], at[c.source], HOW[c.how]) for c in copies if c.source in at and c.target in at)


def _fate(claim: Claim, said: list[Said], key: str) -> int:
    """Whether a claim stood alone with a source, and what came after the source had asserted it."""
    asserting = [s for s in said if s.statement.polarity == "asserted"]
    own = [s for s in asserting if key in s.sources]
    if not own:
        return 0
    others, origins = [s for s in asserting if key not in s.sources], {s.statement.origin for s in own}
    outlet = key.startswith("o-")
    alone = not others if outlet else {s.statement.origin for s in asserting} <= origins
    found = ASSERTED | (ALONE if alone else 0)
    first = min((s.published for s in own if s.published), default="")
    if not first:
        return found
    kinds = {o.id: o.kind for o in claim.origins}
    later = [s for s in others if s.published > first and s.statement.origin not in origins]
    denials = [s for s in said if s.statement.polarity == "denied" and s.published > first]
    confirmed = any(kinds.get(s.statement.origin) == "identified" for s in later)
    denied = any(s.statement.origin not in origins for s in denials)
    took_back = not outlet and any(key in s.voices[-1:] for s in denials)
    return found | DATED | CONFIRMED * confirmed | DENIED * denied | CORRECTED * took_back


def outlet_name(read: Read) -> str:
    """How to call who published a report: the outlet that it names, else the host of its address, else its name."""
    outlet: Any = read.report.document.outlet
    if outlet:
        return str(outlet)
    try:
        host = urlsplit(read.row.url or "").hostname
    except ValueError:
        host = None
    return host or read.row.name


def _key(sort: str, text: str) -> str:
    return f"{sort}-{sha256(text.encode()).hexdigest()[:12]}"
