"""One claim from its assertions, and what has to be known around them: all of it about the reports that carry the claim.

Part of `pipeline`. Nothing here looks at other claims, so that a claim is the same whether it is computed among all
others or alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from selon.matching.candidates import WINDOW, buckets
from selon.matching.comparing import Around, comparisons_of
from selon.matching.contrasts import contrast_keys, may_contradict
from selon.matching.facts import Facts
from selon.matching.outlets import (
    Named,
    Outlet,
    anchors_of,
    as_body,
    outlet_of,
    outlets_named,
    papers_named,
    recording_hints,
    sources_named,
    wires_in,
)
from selon.matching.rivals import FATES
from selon.matching.sourcing import Sourcing, calls_false, marks
from selon.matching.standpoint import from_the_claim
from selon.model import Claim, ClaimStatement, Copy, CopyEvidence
from selon.model.assertion import Actor, Assertion, without_address
from selon.origins.chains import Publisher, Tracer, Trail, origins_of
from selon.origins.counts import counts_of
from selon.origins.joining import joined
from selon.origins.kinship import Standing, standings
from selon.origins.same_actor import SameActor
from selon.origins.settle import settled
from selon.origins.texts import Anchor, Text
from selon.pipeline_claims_gist import gist_of
from selon.pipeline_claims_told import distorted, misquoted, participants_told

HEAVY = 0.9
"""A notion of at least this weight joins claims that may contradict one another."""
CROWD = 200
"""A notion in one window of days that more claims share than this says nothing about two of them."""

NAMESAKES = 40
"""A name that more different voices bear within some days than this tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Account:
    """What claims need to know of one version of a report, beside its assertions.

    document: name of the version, see `edition`. report: address. name: of its publisher, for people. named: keys of
    the outlets named in it. voices: every voice in its chains. totals: figures that it asserts. sources: the outlets that
    sentences name as a source.
    """

    document: str
    report: str
    name: str
    language: str
    published: str | None
    outlet: Outlet
    named: tuple[str, ...]
    voices: tuple[Actor, ...]
    totals: tuple[float, ...]
    sources: tuple[Named, ...] = ()

    @property
    def publisher(self) -> Publisher:
        """The publisher as the tracing of origins sees it."""
        o = self.outlet
        return Publisher(self.report, self.name, o.actor, o.institution, o.names)


def assertions_around(facts: Facts, bare: Sequence[Assertion], outlets: Sequence[Outlet]) -> list[Assertion]:
    """The assertions of a report with what its whole text and the known outlets say of their voices.

    bare: as `assertions_of` gives them, with their scene. outlets: at least all that the text or a voice names.
    """
    sourcing = Sourcing(facts)
    hints = recording_hints(facts, outlets)
    anywhere = bool(outlets_named(facts, outlets))
    found = [
        replace(
            a,
            hints=hints if _from_recording(a) else (),
            quoting=papers_named(facts, outlets, a.start) if anywhere and not a.headline else (),
        )
        for a in (as_body(facts, sourcing.marked(b)) for b in bare)
    ]
    return sourcing.continued(settled(found, [o.names for o in outlets if not o.institution]))


def _from_recording(a: Assertion) -> bool:
    """Whether an assertion rests on a speaker without a name in a recording."""
    return bool(a.chain) and a.chain[-1].recorded and not a.chain[-1].names


def account_of(facts: Facts, made: Iterable[Assertion], outlets: Sequence[Outlet]) -> Account:
    """What claims need to know of a report. made: its assertions, see `assertions_around`."""
    d, own = facts.document, list(made)
    voices = sorted({v for a in own for v in a.chain}, key=lambda v: (v.text, repr_of(v)))
    told = [a for a in own if a.polarity == "asserted"]
    totals = {q.low for a in told for q in a.values if q.unit != "share" and q.low >= 2} | {
        t for a in told for t in a.totals
    }
    return Account(
        facts.version, facts.report, d.outlet or facts.report, d.language, d.published, outlet_of(facts),
        tuple(outlets_named(facts, outlets)), tuple(voices), tuple(sorted(totals)), _sources(facts, own, outlets),
    )  # fmt: skip


def _sources(facts: Facts, own: Sequence[Assertion], outlets: Sequence[Outlet]) -> tuple[Named, ...]:
    """The outlets that sentences name as their source; a sentence that only denies what they tell takes nothing from
    them: what somebody denies, is denied on nobody's word or called false, or stands without a word of reporting between
    denials. That something is not so, on somebody's word (`he was not there, she told the paper`), may be what it tells.
    """

    def here(start: int, end: int) -> list[Assertion]:
        return [a for a in own if start <= a.start < end]

    def denied(start: int, end: int) -> bool:
        return bool(here(start, end)) and all(a.polarity == "denied" for a in here(start, end))

    def denies(start: int, end: int) -> bool:
        if any(a.polarity == "denied" for a in here(start, end)) and calls_false(facts, start, end):
            return True
        if denied(start, end):
            return not any(a.chain and all(v.manner != "deny" for v in a.chain) for a in here(start, end))
        if "credit" in marks(facts, start, end):
            return False
        at = facts.sentences.index((start, end))
        around = facts.sentences[max(0, at - 1) : at] + facts.sentences[at + 1 : at + 2]
        return len(around) > 1 and all(denied(*s) for s in around)

    named = () if outlet_of(facts).is_body else sources_named(facts, outlets)
    return tuple(s for s in named if not denies(s[1], s[2]))


def repr_of(v: Actor) -> str:
    """A voice as one string, the same for equal voices."""
    sets = (v.names, v.roles, v.places, v.sounds)
    return "\n".join([v.kind, v.manner, v.side, str(v.entity), str(v.recorded), *(" ".join(sorted(x)) for x in sets)])


def text_of(facts: Facts, account: Account) -> Text:
    """A report as the search for copies sees it."""
    d = facts.document
    anchors = tuple(Anchor(*a) for a in anchors_of(facts))
    return Text(
        facts.report, d.text, d.outlet, d.published, d.language, account.outlet.key, account.named, wires_in(facts),
        facts.sentences, anchors, facts.version, account.sources,
    )  # fmt: skip


def credits_in(members: Sequence[Assertion], accounts: Mapping[str, Account]) -> list[tuple[str, Copy]]:
    """The copies by credit inside one claim: a report that names another one's outlet as its source for what that one
    tells too. Each with the identifier of the assertion that says it. A ministry that names a paper answers it."""
    return [
        (a.id, Copy(report, a.report, "credited", (CopyEvidence("credit", None, None, _credit(a)),)))
        for a in members
        for report in (credited_by(a, members, accounts) if not accounts[a.document].outlet.is_body else ())
    ]


def _paper(voice: Actor) -> bool:
    """Whether a voice is a paper or its report without a name: `the paper`, `according to the report`."""
    return not voice.names and (voice.kind == "outlet" or bool(voice.roles & {"report_doc", "newspaper"}))


def _vague(voice: Actor) -> bool:
    """Whether a voice is an expert or points back at whoever spoke: in a report on a body that counts for itself, it."""
    return not voice.names and not voice.entity and bool(voice.roles & {"expert", "same_one", "institute", "observer"})


def _credit(a: Assertion) -> str:
    return ", ".join(v.text for v in a.chain if v.kind in ("outlet", "channel")) or "names it as its source"


def credited_by(a: Assertion, members: Sequence[Assertion], accounts: Mapping[str, Account]) -> list[str]:
    """Reports in the same claim whose outlet an assertion names as a voice, or as the publisher of the recording it
    describes."""
    found = []
    for m in members:
        outlet = accounts[m.document].outlet
        if m.report == a.report or not outlet.names or outlet.is_body:
            continue
        voices = [v for v in a.chain if v.kind in ("outlet", "channel", "document", "media", "organisation", "person")]
        said = any(outlet.names <= v.sounds for v in voices)
        alone = [outlet.key] == list(accounts[a.document].named)
        only = alone and any(_paper(v) or (outlet.institution and _vague(v)) for v in a.chain)
        if said or only or outlet.key in a.hints or outlet.key in a.quoting:
            found.append(m.report)
    return list(dict.fromkeys(sorted(found)))


@dataclass(frozen=True, slots=True)
class Traced:
    """The statements of a claim as far as the rules follow them. standing: in the order of publication."""

    tracer: Tracer
    trail: Trail
    standing: tuple[Standing, ...]
    voices: Mapping[str, Sequence[Actor]]


def traced(
    members: Sequence[Assertion],
    accounts: Mapping[str, Account],
    sources: Mapping[str, Sequence[str]],
    beside: Iterable[Actor] = (),
) -> Traced:
    """The origins of the statements of a claim by rules alone; what is given is described at `claim_of`."""
    members = from_the_claim(members)
    credited = {a.id: credited_by(a, members, accounts) for a in members}
    held = sorted({m.document for m in members}, key=lambda d: (accounts[d].report, d))
    publishers = {accounts[d].report: accounts[d].publisher for d in held}
    voices = [(accounts[d].report, v) for d in held for v in accounts[d].voices]
    voices += [(p.report, p.actor) for p in publishers.values() if p.institution]
    speaking = [(m.report, v) for m in members for v in m.chain]
    speaking += [(p.report, p.actor) for p in publishers.values() if p.institution]
    trail = Trail(publishers, sources, credited)
    tracer = Tracer(members, trail, SameActor(voices, sorted(beside, key=repr_of), speaking))
    ordered = sorted(members, key=lambda a: (a.moment, a.report, a.document, a.start))
    around = {accounts[d].report: accounts[d].voices for d in held}
    found = [tracer.origin(a) for a in ordered]
    return Traced(tracer, trail, tuple(standings(ordered, found, publishers, around)), around)


def claim_of(
    members: Sequence[Assertion],
    accounts: Mapping[str, Account],
    sources: Mapping[str, Sequence[str]],
    beside: Iterable[Actor] = (),
) -> Claim:
    """A claim, its contradictions left out.

    accounts: of all its documents. sources: the reports from which each of its reports copies. beside: voices of other
    reports filed under `voices_asked`.
    """
    t = traced(members, accounts, sources, beside)
    ordered = [s.assertion for s in t.standing]
    found = joined(t.standing, t.trail, t.voices)
    ids, origins = origins_of(found)
    of = {a.id: ids[f.key] for a, f in zip(ordered, found, strict=True)}
    own = t.tracer.speakers(of)
    misread = misquoted(ordered, of, own, sources)
    turned = distorted(ordered, of, own) | misread
    statements = tuple(
        ClaimStatement(
            a.report, a.statement, a.content, a.values[0] if a.values else None, a.polarity, of[a.id],
            distorted=a.id in turned,
            certainty=a.hedge, key=a.id, version=without_address(a.document),
        )
        for a in ordered
    )  # fmt: skip
    totals = {a.document: accounts[a.document].totals for a in ordered}
    known = frozenset(o.id for o in origins if o.kind == "identified")
    place = next((p for a in ordered for p in a.places if p.own), None)
    return Claim(
        id=claim_id(ordered),
        frame=ordered[0].frame,
        gist=gist_of(ordered, turned),
        participants=participants_told(ordered),
        place=place.name if place else None,
        time=next((a.days.first for a in ordered if a.days and a.days.own), None),
        statements=statements,
        origins=origins,
        counts=counts_of(statements, origins),
        comparisons=comparisons_of(ordered, Around(of, totals, known, misread)),
        place_id=place.id if place else None,
        point=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
    )


def claim_id(ordered: Sequence[Assertion]) -> str:
    """The name of a claim: from its earliest assertion, so that later reports do not change it."""
    head = ordered[0]
    return "c-" + sha256(f"{head.report}\n{head.content}".encode()).hexdigest()[:12]


def near_keys(members: Sequence[Assertion]) -> frozenset[str]:
    """The keys under which a claim is filed for contradictions: heavy notions in windows of days; none for a claim that
    cannot contradict any other."""
    if not any(may_contradict(a) for a in members):
        return frozenset()
    heavy = {f"{b}|{n.key}" for a in members for n in a.notions if n.weight >= HEAVY for b in buckets(a)}
    held = [a for a in members if a.frame == "control"]
    fates = [a for a in members if a.outcome in FATES and not a.values]
    heavy |= {f"{b}|{k}" for a in members for k in contrast_keys(a) for b in buckets(a)}
    heavy |= {f"{b}|{n.key}" for a in fates for n in a.notions if n.key[:1] == "~" for b in buckets(a)}
    return frozenset(
        heavy | {f"{b}|held:{p.key.split()[0]}" for a in held for p in a.places if p.key for b in buckets(a)}
    )


def near_asked(keys: Iterable[str]) -> set[str]:
    """The keys that a claim filed under `keys` asks for: its windows and the ones beside them."""
    return {near for key in keys for near in around(key)}


def window_of(published: str | None) -> int:
    """The window of days in which a report was published, 0 when that is not known."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal() // WINDOW
    except ValueError:
        return 0


def _called(v: Actor) -> set[str]:
    """What an actor is known by: the longer of its names, its identifier."""
    return {n for n in v.names if len(n) > 2} | ({f"={v.entity}"} if v.entity else set())


def voices_filed(account: Account) -> dict[str, frozenset[Actor]]:
    """The voices of a report by name and window of days, cut down to what tells which names and offices go together."""
    found: dict[str, set[Actor]] = {}
    window = window_of(account.published)
    for v in account.voices:
        bare = Actor("", "state" if v.kind == "state" else "", v.names, v.roles, v.places, v.entity, side=v.side)
        for name in _called(v):
            found.setdefault(f"{window}|{name}", set()).add(bare)
    return {key: frozenset(made) for key, made in found.items()}


def voices_asked(members: Sequence[Assertion], accounts: Mapping[str, Account]) -> frozenset[str]:
    """The names by which a claim's voices are known, in the windows of days of its reports."""
    return frozenset(
        f"{window_of(accounts[a.document].published)}|{name}" for a in members for v in a.chain for name in _called(v)
    )


def around(key: str) -> tuple[str, str, str]:
    """A key `window|name` with the windows before and behind it."""
    window, name = key.split("|", 1)
    return f"{int(window) - 1}|{name}", key, f"{int(window) + 1}|{name}"


def voices_beside(asked: Iterable[str], filed: Callable[[Sequence[str]], Iterable[Actor]]) -> set[Actor]:
    """The voices of other reports that share a name with a claim's; a name of very many voices says nothing."""
    found: set[Actor] = set()
    for key in sorted(asked):
        near = set(filed(around(key)))
        if len(near) <= NAMESAKES:
            found |= near
    return found
