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
GROUND = frozenset(
    {
        "village",
        "settlement_urban",
        "town",
        "community",
        "district",
        "region",
        "street",
        "position",
        "coast",
        "island",
        "port",
    }
)
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
LOST = Sense("lose_thing", "act", "loss", "lost", roles=("owner", "equipment"))
LAUNCHED = Sense("launch", "act", "attack", "", roles=("attacker", "target"))
DAMAGED = Sense("damage", "act", "loss", "damaged", roles=("owner", "equipment"))
TRIED = Sense("trial", "act", "justice", "tried", roles=("authority", "accused"))
DELAYED = Sense("delay_transport", "act", "condition", "delayed", roles=("holder", "thing"))
WHOLE = Sense("plane_intact", "degree")


def senses_in(facts: Facts, tokens: Sequence[Token], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The notions of a clause, with the senses that hold in it."""
    kept = tuple(h for h in hits if h.sense.aspect != "place" or _on_ground(facts, tokens, hits, h))
    kinds = {h.sense.concept for h in kept}
    families = {relations().family_of(c) for c in kinds}
    return tuple(replace(h, sense=_turned(h, kept, kinds, families)) for h in kept if not _said_twice(h, kept))


def _turned(hit: Hit, hits: Sequence[Hit], kinds: set[str], families: set[str]) -> Sense:
    """The sense of a hit beside the others."""
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
        return LOST
    if concept == "refuse" and not families & {"troops"} and not kinds & ORDERED and _by_state(hit, hits):
        return REJECTED
    return None


def _of_the_dead(hit: Hit, hits: Sequence[Hit]) -> Sense | None:
    """What is told of bodies: handing them over brings them home, and who is known again was found dead before."""
    concept = hit.sense.concept
    if concept in HANDED and (_beside(hit, hits, {"found_body"}, NEAR) or _around(hit, hits, "kill")):
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
        return LAUNCHED
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
    return any(
        relations().family_of(h.sense.concept) in families or h.sense.concept in families
        for h in hits
        if h is not hit and h.first <= hit.last + words and h.last >= hit.first - words
    )


def _around(hit: Hit, hits: Sequence[Hit], concept: str) -> bool:
    """Whether a trigger of several words has a notion in its midst (`gab 500 Gefallene zurück`)."""
    return any(h.sense.concept == concept and hit.first < h.first and h.last < hit.last for h in hits)


def _also(hit: Hit, hits: Sequence[Hit], concepts: Set[str]) -> bool:
    """Whether the words of a hit have one of these meanings too."""
    return any(h.first == hit.first and h.sense.concept in concepts for h in hits)


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
