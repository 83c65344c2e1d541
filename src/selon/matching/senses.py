"""What a word means beside others: a drone that is destroyed is shot down, a town that is freed is taken.

The tables of a pack give every sense of a word; here those fall away that their neighbours speak against, and a few
turn into another. Each rule names notions only, never a word of a language.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from selon.matching.facts import Facts
from selon.matching.lexicon import Hit, Sense
from selon.matching.notions import relations
from selon.matching.tokens import Token

FLYING = frozenset({"drone", "missile", "rocket", "ballistic"})
FALLING = FLYING | {"debris", "air_defence_system", "bomb"}
"""What hits the ground when it falls."""
FALLS = frozenset({"fall_down", "tumble_fall"})
REACHES = frozenset({"arrive", "rise", "succeed"})
HANDED = frozenset({"deliver", "receive", "return_home", "send_dispatch", "exchange_prisoners"})
"""What is done with bodies that come home."""
FREED_OF = frozenset({"evacuate", "remove_take"})
"""What is done with ground that is cleared of mines."""
MINED_GROUND = frozenset({"mine_weapon", "land_measure", "field"})
ARMS = frozenset(
    {"tank", "armoured_vehicle", "artillery", "aircraft", "helicopter", "weapon", "missile", "drone", "launcher"}
)
LOST_ARMS = ARMS | {"ship", "warship", "vehicle"}
TAKEN = frozenset({"seize", "captive"})
PEOPLE = frozenset({"people", "young", "kin", "users"})
COUNTING = frozenset({"number_word", "share_part", "average"})
BODIES = frozenset({"ministry_defence", "land_area"})
"""Notions that may stand beside what flies without being hit."""
GROUND = frozenset({
    "village", "settlement_urban", "town", "community", "district", "region", "street", "position", "coast", "island", "port",
})  # fmt: skip
"""Notions of ground that is held or lost."""
ORDERED = frozenset({"order_assault", "order", "attack", "soldier", "unit"})
"""What soldiers refuse, or who they are."""
STATES = frozenset({"government", "president", "authorities", "delegation", "ministry_foreign", "ministry_defence"})
BEHIND = 3
"""Words between a trigger and its object."""
AROUND = 4
"""Words between a trigger and the notion that gives it its sense."""
NEAR = 7
"""Words between a common word and the place that gives it its sense."""
DOWNED = Sense("shoot_down", "act", "loss", "intercepted", roles=("who", "equipment"))
FREED = Sense("liberate", "act", "control", "taken", roles=("holder", "place"))
LEFT = Sense("withdraw", "act", "control", "lost", roles=("holder", "place"))
GONE = Sense("leave", "act", "movement", "left", roles=("mover", "mover"))
REJECTED = Sense("agree", "act", "decision", "agreed", negative=True, roles=("who", "what"))
INTACT = Sense("damage", "act", "loss", "damaged", negative=True, roles=("owner", "equipment"))
STRUCK = Sense("hit", "act", "attack", "", roles=("attacker", "target"))
BROUGHT_HOME = Sense("repatriate", "act", "movement", "repatriated", roles=("mover", "mover"))
BODY = Sense("found_body", "act", "casualties", "killed", roles=("victims", "victims"))
KNOWN = Sense("identify_body", "act", "casualties", "identified", roles=("victims", "victims"))
CLEARED = Sense("mine_clear", "act", "other", "demined", roles=("agent", "object"))
ON_A_MINE = Sense("step_on_mine", "act", "attack", "mined", roles=("attacker", "target"))
CAPTURED = Sense("capture_equipment", "act", "loss", "captured", roles=("owner", "equipment"))
DAMAGED = Sense("damage", "act", "loss", "damaged", roles=("owner", "equipment"))
TRIED = Sense("trial", "act", "justice", "tried", roles=("authority", "accused"))
DELAYED = Sense("delay_transport", "act", "condition", "delayed", roles=("holder", "thing"))
WHOLE = Sense("plane_intact", "degree")
MACHINES = frozenset({"engine", "pumping_station", "power_unit", "generator", "substation", "boiler"})
"""Notions of things that break down."""
POLICE = frozenset({"police", "military_police", "security_service"})
"""Notions of those who take people into custody."""
LEADERS = frozenset(
    {"commanding", "officers", "head_boss", "minister", "prime_minister", "governor", "mayor", "village_head"}
)
"""Families of those who hold a post."""
MEN = frozenset({
    "soldier", "person", "resident", "civilian", "contract_soldier", "infantry", "marine_inf", "paratrooper",
    "recruit_new", "reservist", "special_forces", "officer",
})  # fmt: skip
"""Notions of people that an army loses."""
EQUIPMENT = frozenset(
    {"aircraft", "helicopter", "tank", "vehicle", "ship", "artillery", "air_defence", "drone", "train"}
)
"""Families of what an army loses beside its men."""
GOODS = frozenset(
    {"grain", "food", "fuel", "sunflower", "seed", "cargo", "sugar", "fertiliser", "shell_round", "weapon"}
)
"""Families of goods that are lost."""
AMMUNITION = frozenset({"shell_round", "missile", "rocket", "cartridge"})
"""Notions of what is fired."""
BROKEN = Sense("break_down", "act", "condition", "stopped", roles=("bearer", "bearer"))
CRASHED = Sense("crash", "act", "loss", "destroyed", roles=("owner", "equipment"))
FIRED = Sense("launch", "act", "attack", "", roles=("attacker", "target"))
BREACHED = Sense("violate", "act", "other", "violated", roles=("agent", "object"))
ARRESTED = Sense("arrest", "act", "justice", "arrested", roles=("authority", "accused"))
REMOVED = Sense("dismiss", "act", "decision", "dismissed", roles=("decider", "matter"))
LOST_MEN = Sense("loss_troops", "act", "casualties", "dead_or_wounded", roles=("victims", ""))
LOST_EQUIPMENT = Sense("loss_equipment", "act", "loss", "lost", roles=("owner", "equipment"))
LOST_GOODS = Sense("destroy", "act", "loss", "destroyed", roles=("owner", "equipment"))


def senses_in(facts: Facts, tokens: Sequence[Token], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The notions of a clause, with the senses that hold in it."""
    told = tuple(replace(h, sense=_lost(facts, tokens, hits, h)) if h.sense.aspect == "loss" else h for h in hits)
    kept = tuple(h for h in told if h.sense.aspect not in ("place", "loss") or _on_ground(facts, tokens, hits, h))
    kinds = {h.sense.concept for h in kept}
    families = {relations().family_of(c) for c in kinds}
    return tuple(replace(h, sense=_turned(h, kept, kinds, families)) for h in kept if not _said_twice(h, kept))


def _turned(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense:
    """The sense of a hit beside the others."""
    return _by_things(hit, hits) or _by_people(hit, hits, kinds, families) or _by_deed(hit, hits, kinds, families)


def _by_things(hit: Hit, hits: Sequence[Hit]) -> Sense | None:
    """What the things right beside a hit make of it: engines fail, guns fire and use up shells, planes
    fall, a truce is broken."""
    concept = hit.sense.concept
    if concept in ("fail", "refuse", "delay_transport") and _near(hit, hits) & MACHINES:
        return BROKEN
    if concept in ("break_off", "break_out", "rape") and "ceasefire" in _near(hit, hits):
        return BREACHED
    if concept in ("fall_decline", "tumble_fall") and _near(hit, hits) & {"aircraft", "helicopter"}:
        return CRASHED
    if concept == "fire" and _behind(hit, hits, 1) in AMMUNITION:
        return FIRED
    if concept == "spend_use" and _behind(hit, hits, BEHIND) in AMMUNITION:
        return FIRED
    return None


def _by_people(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense | None:
    """What the people of a clause make of a hit: the police take people away, a commander is removed, a brigade has
    losses in men, guns put out shells."""
    concept = hit.sense.concept
    if concept in ("remove_take", "convoy_carry") and _near(hit, hits) & POLICE and not _object(hit, hits):
        return ARRESTED
    if concept == "remove_take" and families & LEADERS and not any(h.sense.kind == "thing" for h in hits):
        return REMOVED
    if concept == "produce" and families & {"troops", "artillery"} and _behind(hit, hits, BEHIND) in AMMUNITION:
        return FIRED
    if concept == "loss_equipment" and families & {"troops"} | kinds & MEN and not families & EQUIPMENT:
        return LOST_MEN
    return None


def _by_deed(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense:
    """What the neighbours of a deed make of it; the deed itself when they say nothing against it."""
    concept = hit.sense.concept
    if concept == "destroy" and _only_flying(hits):
        return DOWNED
    if concept == "wound" and _hit_things(hit, hits):
        return DAMAGED
    if (concept == "survive" or hit.sense == INTACT) and _captured(hit, hits):
        return WHOLE
    if concept == "survive" and _subject(hit, hits) in ("thing", "place"):
        return INTACT
    if concept == "release" and _object(hit, hits) in ("village", "settlement_urban", "town"):
        return FREED
    if concept == "withdraw" and families & {"people"} and not families & {"troops"}:
        return GONE
    if concept == "leave" and families & {"troops"} and not families & {"people"}:
        return LEFT
    if concept == "meet" and kinds & FLYING and not any(h.sense.kind == "who" for h in hits):
        return STRUCK
    return _of_states(hit, hits, kinds, families) or _of_the_dead(hit, hits) or _of_arms(hit, hits, kinds) or hit.sense


def _of_states(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense | None:
    """What is told of offers, courts and ground: an offer refused, a case heard, arms that are lost and no town."""
    concept = hit.sense.concept
    if concept == "negotiate" and "courts" in families:
        return TRIED
    if concept == "arrest" and _beside(hit, hits, {"trips", "train"}, 1) and not _beside(hit, hits, PEOPLE, NEAR):
        return DELAYED
    if concept == "lose_control" and _object(hit, hits) in LOST_ARMS:
        return LOST_EQUIPMENT
    if concept == "refuse" and not families & {"troops"} and not kinds & ORDERED and _by_state(hit, hits):
        return REJECTED
    return None


def _of_the_dead(hit: Hit, hits: Sequence[Hit]) -> Sense | None:
    """What is told of bodies: handing them over brings them home, and who is known again was found dead before."""
    concept = hit.sense.concept
    if concept in HANDED and (_beside(hit, hits, {"found_body", "repatriate"}, NEAR) or _around(hit, hits, "kill")):
        return BROUGHT_HOME
    if concept == "identify" and _beside(hit, hits, {"found_body", "kill"}, AROUND):
        return KNOWN
    if concept == "kill" and (
        _beside(hit, hits, {"identify"}, AROUND)
        or any(h.sense.concept == "found_body" and 0 <= hit.first - h.last < BEHIND for h in hits)
        or any(h.sense.concept in HANDED and _around(h, [hit], "kill") for h in hits)
        or (_also(hit, hits, {"found_body"}) and _beside(hit, hits, HANDED, NEAR))
    ):
        return BODY
    return None


def _of_arms(hit: Hit, hits: Sequence[Hit], kinds: set[str]) -> Sense | None:
    """What is told of arms and mines: what flies and falls has hit something, tanks that are taken are captured."""
    concept = hit.sense.concept
    if concept in FALLS | {"fall_decline"} and _fallen(hit, hits, kinds):
        return STRUCK
    if concept in REACHES and "goal_aim" in kinds and kinds & FLYING:
        return STRUCK
    if concept in TAKEN and _beside(hit, hits, ARMS, BEHIND) and not _beside(hit, hits, GROUND, 1):
        return CAPTURED
    if concept == "release" and _beside(hit, hits, FLYING, BEHIND):
        return FIRED
    if concept == "record_call" and kinds & FLYING:
        return DOWNED
    if concept == "explode" and _beside(hit, hits, {"mine_weapon"}, AROUND):
        return ON_A_MINE
    if concept == "hit" and relations().family_of(_object(hit, hits)) == "mine_weapon":
        return ON_A_MINE
    if concept in FREED_OF and _beside(hit, hits, MINED_GROUND, AROUND) and not _beside(hit, hits, PEOPLE, NEAR):
        return CLEARED
    return None


def _captured(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether arms near were taken from the enemy, so that `intact` says how."""
    taken = _beside(hit, hits, TAKEN, NEAR) and _beside(hit, hits, ARMS, NEAR)
    return taken or _beside(hit, hits, {"capture_equipment"}, NEAR)


def _fallen(hit: Hit, hits: Sequence[Hit], kinds: set[str]) -> bool:
    """Whether it is something flying that fell, and not its number."""
    falls = hit.sense.concept in FALLS or _also(hit, hits, FALLS)
    return falls and not kinds & COUNTING and _beside(hit, hits, FALLING, AROUND)


def _said_twice(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a word has a second meaning that is only there to be asked for: people are harmed first, figures fall."""
    concept = hit.sense.concept
    return (concept == "damage" and _also(hit, hits, {"wound"})) or (
        concept == "fall_down" and _also(hit, hits, {"fall_decline"})
    )


def _hit_things(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a word for harm to people and things alike tells of things (`здание пострадало`)."""
    return _also(hit, hits, {"wound"}) and _also(hit, hits, {"damage"}) and _subject(hit, hits) in ("thing", "place")


def _beside(hit: Hit, hits: Sequence[Hit], families: Set[str], words: int) -> bool:
    """Whether a notion of one of the families stands at most so many words before or behind a trigger, or in it."""
    near = _near(hit, hits, words)
    return bool(near & families) or any(relations().family_of(concept) in families for concept in near)


def _around(hit: Hit, hits: Sequence[Hit], concept: str) -> bool:
    """Whether a trigger of several words has a notion in its midst (`gab 500 Gefallene zurück`)."""
    return any(h.sense.concept == concept and hit.first < h.first and h.last < hit.last for h in hits)


def _also(hit: Hit, hits: Sequence[Hit], concepts: Set[str]) -> bool:
    """Whether the words of a hit have one of these meanings too."""
    return any(h.first == hit.first and h.sense.concept in concepts for h in hits)


def _near(hit: Hit, hits: Sequence[Hit], words: int = BEHIND - 1) -> set[str]:
    """The notions that stand at most so many words before or behind a hit, or in it."""
    near = (h for h in hits if h is not hit and h.first - hit.last <= words and hit.first - h.last <= words)
    return {h.sense.concept for h in near}


def _behind(hit: Hit, hits: Sequence[Hit], words: int) -> str:
    """The notion behind a hit with at most so many words between them; empty for none."""
    behind = [h for h in hits if h.first >= hit.last]
    return behind[0].sense.concept if behind and behind[0].first - hit.last <= words else ""


def _lost(facts: Facts, tokens: Sequence[Token], hits: Sequence[Hit], hit: Hit) -> Sense:
    """What a common word for losing says: men, equipment or goods are lost where one of them is what it tells of; else
    it is lost ground."""
    places = {h.first for h in hits if h.sense.concept in GROUND} | {
        i for i, t in enumerate(tokens) if any(s.start <= t.start < s.end and s.role != "said" for s in facts.spots)
    }
    things = {h.first: sense for h in hits if h is not hit and (sense := _loss_of(h.sense.concept))}
    known = sorted(places | set(things))
    behind = [i for i in known if hit.last <= i < hit.last + NEAR]
    before = [i for i in known if hit.first - NEAR <= i < hit.first]
    at = behind[0] if behind else before[-1] if before else -1
    return hit.sense if at in places else things.get(at, hit.sense)


def _loss_of(notion: str) -> Sense | None:
    """The loss of men, equipment or goods; `None` for anything else."""
    family = relations().family_of(notion)
    if notion in MEN:
        return LOST_MEN
    return LOST_EQUIPMENT if family in EQUIPMENT else LOST_GOODS if family in GOODS else None


def _object(hit: Hit, hits: Sequence[Hit]) -> str:
    """The thing, person or kind of place right behind a trigger; empty for none."""
    behind = [h for h in hits if h.first >= hit.last and h.sense.kind in ("who", "thing", "place", "org")]
    return behind[0].sense.concept if behind and behind[0].first - hit.last < BEHIND else ""


def _subject(hit: Hit, hits: Sequence[Hit]) -> str:
    """The kind of the thing, person or place right before a trigger, ground and what flies left out; empty for none."""
    before = [
        h for h in hits if h.last <= hit.first and h.sense.kind in ("who", "thing", "place", "org") and not h.inside
    ]
    near = bool(before) and hit.first - before[-1].last < BEHIND and before[-1].sense.concept not in FLYING | GROUND
    return before[-1].sense.kind if near else ""


def _by_state(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a country or its government stands before the trigger: states turn down offers, soldiers orders."""
    return any(h.last <= hit.first and (h.sense.kind == "name" or h.sense.concept in STATES) for h in hits)


def _only_flying(hits: Sequence[Hit]) -> bool:
    """Whether what flies is all that could have been destroyed."""
    things = {h.sense.concept for h in hits if h.sense.kind in ("thing", "org")} - BODIES
    return bool(things) and things <= FLYING


def _on_ground(facts: Facts, tokens: Sequence[Token], hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a place name or a kind of place stands near."""
    first, last = max(0, hit.first - NEAR), min(len(tokens), hit.last + NEAR)
    if any(h.sense.concept in GROUND and h.first < last and h.last > first for h in hits):
        return True
    start, end = tokens[first].start, tokens[last - 1].end
    return any(s.start < end and start < s.end and s.role != "said" for s in facts.spots)
