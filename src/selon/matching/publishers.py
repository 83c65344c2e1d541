"""Who publishes for itself: a company, a body, a movement, a person who speaks in a text of its own; no paper does."""

from __future__ import annotations

import re
from functools import lru_cache

from selon.lang import Pack
from selon.matching.actors import signs_of
from selon.matching.facts import Facts
from selon.matching.lexicon import lexicon_of
from selon.matching.links import links_of
from selon.matching.sourcing import marks, marks_in
from selon.matching.tokens import folded, tokens_of
from selon.model.assertion import Actor

INSTITUTIONS = frozenset({
    "department", "ministry_defence", "ministry_foreign", "ministry_interior", "ministry", "ministry_emergency",
    "government",
    "reg_admin", "town_hall", "police", "prosecutor", "army", "security_service", "embassy", "court",
    "authorities", "spokesperson",
    "coordination_hq", "headquarters", "border_guard", "air_force", "navy", "united_nations", "red_cross",
    "grid_operator", "railway_operator", "general_staff", "ministry_industry", "ministry_energy", "ministry_health",
    "ministry_justice", "ministry_finance", "president_office", "air_defence",
})  # fmt: skip
"""Notions of bodies that speak for themselves when they publish, known by what they are."""
OFFICIALS = frozenset({
    "governor", "mayor", "president", "minister", "prime_minister", "commander", "general", "ombudsman", "deputy_mp",
})  # fmt: skip
"""Notions of functions whose holders speak for themselves in a channel of their own."""
OWNERS = frozenset({
    "company_firm", "union", "brigade", "battalion", "unit", "party_pol", "committee", "parliament", "military_court",
    "supreme_court", "district_court", "appeals_court", "human_rights_court", "icc_court", "iaea", "water_utility",
    "mobile_operator", "gas_company", "oil_company", "state_company", "airline", "arms_maker",
    "bank", "central_bank", "world_bank", "imf_bank", "state_bureau", "migration_service",
    "weather_service", "electoral_commission", "investigative_committee", "inquiry_commission", "security_council",
    "customs", "tax_office", "treasury", "draft_office", "police_station", "fire_station", "blood_service",
    "charity_fund", "soldiers_mothers", "observers_int", "laboratory", "institute", "university", "museum_org",
    "unhcr", "unicef", "wfp", "who_health", "nato", "eu_council", "european_commission", "european_parliament",
    "council_europe", "general_assembly", "port_authority", "orthodox_church", "pentagon", "white_house", "state_dept",
    "ministry_agri", "ministry_culture", "ministry_economy", "ministry_education", "ministry_environment",
    "ministry_social", "ministry_transport",
})  # fmt: skip
"""Notions of companies, groups and other bodies that do so, told apart by their names."""
PRESS = frozenset({"newspaper", "agency_news", "channel_tg", "journalist"})
_QUOTED = re.compile(r"[«„“\"](?:[^\s«»„“”\"]+\s+){3,}[^«»„“”\"]*[»“”\"]|^\s*[—–-]\s.*$", re.MULTILINE)
"""What others say: words in quotation marks that are no name, a line of a talk."""
PERSON = range(2, 4)
"""Words of the name of a person."""
NAME = 4
"""Words of the name of a publisher, behind the pronoun that stands for it."""
NEAR = 2
"""Words from `our` to what is ours."""


def is_paper(facts: Facts, name: str, roles: frozenset[str]) -> bool:
    """Whether the name of a publisher is that of a paper, a station or a news agency."""
    tokens = tokens_of(name)
    kinds = marks_in(tokens, facts.pack)
    if "official" in kinds:
        return False
    if "public" in kinds and "agency" in kinds:
        return any(k == {"press"} for k in (marks_in([t], facts.pack) & {"press", "agency"} for t in tokens))
    agency = roles & PRESS == {"agency_news"} and bool(roles & (INSTITUTIONS | OWNERS))
    return "press" in kinds or (bool(roles & PRESS) and not agency)


def is_person(facts: Facts, name: str) -> bool:
    """Whether a name is that of a person: a given name and a surname, and nothing that means something."""
    tokens = tokens_of(name)
    if len(tokens) not in PERSON or not all(t.capital and len(t.text) > 1 for t in tokens):
        return False
    known = any(h.sense.kind not in ("name", "who") for h in lexicon_of(facts.pack).find(tokens))
    return not known and any(t.text in _given(facts.pack) for t in tokens)


def is_firm(facts: Facts, name: str) -> bool:
    """Whether a publisher is a company: by the legal form in its name, by what such names end in, or because it turns to
    its customers."""
    tokens = tokens_of(name)
    ends = tuple(folded(r["word"]) for r in facts.pack.rows("sourcing") if r["kind"] == "firm_end")
    ending = any(t.text.endswith(ends) and t.text not in ends for t in tokens) if ends else False
    if ending or "firm" in marks_in(tokens[:1], facts.pack) | marks_in(tokens[-1:], facts.pack):
        return True
    return any("customers" in marks(facts, start, end) for start, end in own_sentences(facts))


def is_body(facts: Facts, name: str) -> bool:
    """Whether the words of a name tell a body: official, a public agency, what is followed by what for (`Centre for
    …`)."""
    tokens = tokens_of(name)
    kinds = marks_in(tokens, facts.pack)
    return "official" in kinds or {"public", "agency"} <= kinds or ("group" in kinds and len(tokens) > 1)


def own_sentences(facts: Facts) -> list[tuple[int, int]]:
    """The sentences that a publisher says itself: no voice, no quotation and no talk is in them."""
    text = facts.document.text
    foreign = [m.span() for m in _QUOTED.finditer(text)]
    foreign += [(p.start, p.end) for s in facts.statements if s.voices for p in s.content]
    return [(a, b) for a, b in facts.sentences if not any(s < b and a < e for s, e in foreign)]


def tells_of_itself(facts: Facts, names: frozenset[str]) -> bool:
    """Whether a text shows that its publisher is no paper: it demands, was in the fight, speaks
    of its crews, says who it is (`we, the …`). names: the sound keys of its name."""
    for start, end in own_sentences(facts):
        tokens = tokens_of(facts.document.text, start, end)
        if "notice" in marks_in(tokens, facts.pack):
            return True
        for link in links_of(tokens, facts.pack):
            if link.kind != "own":
                continue
            if "ours" in marks_in(tokens[link.last : link.last + NEAR], facts.pack):
                return True
            behind = tokens[link.last : link.last + NAME]
            heard = {_sound(facts, t.start, t.end) for t in behind if t.capital}
            if names and names <= heard:
                return True
    return False


def signed(facts: Facts) -> str:
    """The name of a person that stands alone in the last line of a text; empty for none."""
    last = facts.document.text.rstrip().rsplit("\n", 1)[-1].strip()
    return last if is_person(facts, last.rstrip(".")) else ""


def own_matter(facts: Facts) -> bool:
    """Whether a paper writes about itself, as its headline says."""
    head = facts.document.headline or ""
    at = facts.document.text.find(head) if head else -1
    return at >= 0 and "own_matter" in marks(facts, at, at + len(head))


def known_by(facts: Facts, name: str, given: bool = False) -> frozenset[str]:
    """The sound keys of the words of a name by which a publisher is known when others quote it: those that do not say
    what it is; of a person the surname. given: whether it is the name of a person."""
    tokens = [t for t in tokens_of(name) if len(t.text) > 2]
    if given:
        names = _given(facts.pack)
        kept = [t for t in tokens if t.text not in names] or tokens[-1:]
    else:
        told = {
            i for h in lexicon_of(facts.pack).find(tokens) if h.sense.kind != "name" for i in range(h.first, h.last)
        }
        said = {i for i, t in enumerate(tokens) if marks_in([t], facts.pack) & {"firm", "group", "public", "agency"}}
        kept = [t for i, t in enumerate(tokens) if i not in told | said] or tokens
    keys = (facts.fold(name[t.start : t.end], facts.document.language) for t in kept)
    return frozenset(k for k in keys if k)


def person_of(facts: Facts, name: str) -> Actor:
    """A person who publishes under its own name."""
    return Actor(name, "person", known_by(facts, name, given=True), signs_of(facts, name).roles)


def _sound(facts: Facts, start: int, end: int) -> str:
    return facts.fold(facts.document.text[start:end], facts.document.language)[:6]


@lru_cache(maxsize=16)
def _given(pack: Pack) -> frozenset[str]:
    return frozenset(folded(r["word"]) for r in pack.rows("nameparts") if r["kind"] == "given")
