"""Outlets and voices in counts: what they claim, whom they pass on, what became of it. No score.

Everything is counted in claims; definitions with examples stand in `docs/desk.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlsplit

from selon.desk.api.models_views import Flow, Ratio, SourceRow
from selon.desk.api.readings import Read, Reads
from selon.ledger.fold import indexed
from selon.model import Claim, ClaimStatement, Copy, Voice
from selon.pipeline_persons import is_private

Kind = Literal["outlet", "voice"]


@dataclass(slots=True)
class Tally:
    """What is counted of one source. Sets hold claims, but `reports` (addresses) and `corrected` (claims; of outlets
    reports).
    """

    id: str
    name: str
    type: Kind
    kind: str
    private: bool = False
    side: str | None = None
    country: str | None = None
    reports: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    asserted: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    relays: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    relayed_by: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def forget(self, claim: str) -> None:
        """Count a claim no longer."""
        for kept in (self.claims, self.asserted, self.alone, self.dated, self.confirmed, self.contradicted):
            kept.discard(claim)
        self.corrected.discard(claim)
        for flows in (self.relays, self.relayed_by):
            for how in flows.values():
                for counted in how.values():
                    counted.discard(claim)

    def row(self) -> SourceRow:
        """The counts with their denominators."""
        whole = len(self.reports) if self.type == "outlet" else len(self.asserted)
        return SourceRow(
            id=self.id, name=self.name, type=self.type, kind=self.kind, side=self.side, country=self.country,
            reports=len(self.reports), claims=len(self.claims), alone=Ratio(n=len(self.alone), of=len(self.asserted)),
            confirmed=Ratio(n=len(self.confirmed), of=len(self.dated)),
            contradicted=Ratio(n=len(self.contradicted), of=len(self.dated)),
            corrected=Ratio(n=len(self.corrected), of=whole),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a claim with who published it and whose voices carry it, nearest to the publisher first."""

    statement: ClaimStatement
    outlet: str
    voices: tuple[str, ...]
    published: str


@dataclass(slots=True)
class Sources:
    """The sources of a ledger's claims, by identifier."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    _of_claim: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def outlet(self, read: Read) -> str:
        """The identifier of a report's outlet."""
        name = outlet_name(read)
        key = "o-" + _digest("outlet:" + indexed(name))
        kept = self.tallies.setdefault(key, Tally(key, name, "outlet", "outlet"))
        kept.reports.add(read.address)
        return key

    def voice(self, voice: Voice, read: Read) -> str | None:
        """The identifier of a voice: by the actor it was resolved to, else by its name; `None` without a name."""
        if not (voice.entity or indexed(voice.name)):
            return None
        if voice.kind in OUTLETS and indexed(voice.name):
            key = "o-" + _digest("outlet:" + indexed(voice.name))
            self.tallies.setdefault(key, Tally(key, voice.name, "outlet", voice.kind))
            return key
        key = "v-" + _digest("voice:" + (voice.entity or indexed(voice.name)))
        kept = self.tallies.setdefault(key, Tally(key, voice.name, "voice", voice.kind, is_private(voice)))
        link = next((e for e in read.report.entities if e.entity == voice.entity), None) if voice.entity else None
        if link is not None:
            kept.name, kept.side, kept.country = link.name, link.side, link.country
        kept.reports.add(read.address)
        return key

    def take(self, claim: Claim, reads: Reads, copies: Iterable[Copy]) -> None:
        """Count one claim. copies: some of them among its reports."""
        said = [self._said(s, reads[s.edition]) for s in claim.statements if s.edition in reads]
        for s in said:
            self._counted(claim, s)
        self._fates(claim, said)
        self.first[claim.id] = min((s.published for s in said if s.published), default="")
        at = {s.statement.report: s.outlet for s in said}
        for c in copies:
            if c.source in at and c.target in at:
                self._flow(at[c.target], at[c.source], HOW[c.how], claim.id)

    def _said(self, s: ClaimStatement, read: Read) -> Said:
        found = read.by_id.get(s.statement)
        names = [self.voice(v, read) for v in found.voices] if found else []
        voices = tuple(dict.fromkeys(n for n in names if n is not None))
        return Said(s, self.outlet(read), voices, read.report.document.published or "")

    def _counted(self, claim: Claim, s: Said) -> None:
        for key in (s.outlet, *s.voices):
            self.tallies[key].claims.add(claim.id)
            self._of_claim[claim.id].add(key)
            if s.statement.polarity == "asserted":
                self.tallies[key].asserted.add(claim.id)
        nearer = s.outlet
        for voice in s.voices:
            self._flow(nearer, voice, "quotes", claim.id)
            nearer = voice

    def _flow(self, who: str, whom: str, how: str, claim: str) -> None:
        if who != whom:
            self.tallies[who].relays[whom][how].add(claim)
            self.tallies[whom].relayed_by[who][how].add(claim)

    def _fates(self, claim: Claim, said: list[Said]) -> None:
        """Whether a claim stood alone with a source, and what came after the source had asserted it."""
        asserting = [s for s in said if s.statement.polarity == "asserted"]
        sources = {key for s in asserting for key in (s.outlet, *s.voices)}
        for key in sources:
            own = [s for s in asserting if key in (s.outlet, *s.voices)]
            tally, origins = self.tallies[key], {s.statement.origin for s in own}
            others = [s for s in asserting if key not in (s.outlet, *s.voices)]
            alone = not others if tally.type == "outlet" else {s.statement.origin for s in asserting} <= origins
            if alone:
                tally.alone.add(claim.id)
            first = min((s.published for s in own if s.published), default="")
            if not first:
                continue
            tally.dated.add(claim.id)
            kinds = {o.id: o.kind for o in claim.origins}
            if any(
                s.published > first
                and s.statement.origin not in origins
                and kinds.get(s.statement.origin) == "identified"
                for s in others
            ):
                tally.confirmed.add(claim.id)
            denials = [s for s in said if s.statement.polarity == "denied" and s.published > first]
            if any(s.statement.origin not in origins for s in denials):
                tally.contradicted.add(claim.id)
            if tally.type == "voice" and any(key in s.voices[-1:] for s in denials):
                tally.corrected.add(claim.id)

    def contradict(self, claim: str, other: str) -> None:
        """Count that `claim` is contradicted by `other`, if that was first published later; for those who do not assert both."""
        if not self.first.get(claim) or self.first.get(other, "") <= self.first[claim]:
            return
        for tally in (self.tallies[key] for key in self._of_claim.get(claim, ())):
            if claim in tally.dated and other not in tally.asserted:
                tally.contradicted.add(claim)

    def drop(self, claims: Iterable[str]) -> None:
        """Count these claims no longer."""
        for claim in claims:
            self.first.pop(claim, None)
            for key in self._of_claim.pop(claim, ()):
                self.tallies[key].forget(claim)

    def correct(self, read: Read) -> None:
        """Count that a report was corrected by its outlet: a later version says so itself."""
        self.tallies[self.outlet(read)].corrected.add(read.address)

    def flows(self, found: Mapping[str, Mapping[str, set[str]]]) -> list[Flow]:
        """Whom a source passes on or who passes it on, the most claims first."""
        flows = [
            Flow(
                id=key,
                name=self.tallies[key].name,
                n=len(set().union(*how.values())),
                how=sorted(h for h, counted in how.items() if counted),
            )
            for key, how in found.items()
        ]
        return sorted((f for f in flows if f.n), key=lambda f: (-f.n, f.name, f.id))

    def rows(self) -> list[SourceRow]:
        """All sources, those with the most claims first."""
        return sorted((t.row() for t in self.tallies.values() if t.claims), key=lambda r: (-r.claims, r.name, r.id))


OUTLETS = frozenset({"outlet", "channel"})
"""Kinds of voices that are outlets themselves, whether or not a report of theirs is in the ledger."""
HOW: Mapping[str, str] = {
    "literal": "copies", "edited": "copies", "partial": "copies", "translated": "translates", "wire": "wire",
    "credited": "credits",
}  # fmt: skip


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


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:12]
