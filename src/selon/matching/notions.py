"""What notions have to do with one another: families of near synonyms, opposites, verbs that say little.

`lang/notions.tsv` holds no word of any language: a family gathers notions that may stand for one another in part,
`opposite` names those
that cannot hold of the same thing at the same time. `rank` marks triggers that give way to any other trigger beside
them (`yes`), events
that are mostly told as the cause of others (`cause`) and give way to what they caused, and triggers that lead a
clause (`head`).
`follows` marks what naturally comes after its opposite: a fire is out after it burned. `near` names families that tell
of the same event from another end: who was freed came home, what was hit was destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

WEIGHTS = {
    "act": 1.3, "org": 0.8, "who": 0.7, "thing": 1.0, "place": 0.5, "name": 0.4, "time": 0.3, "quant": 0.35, "degree": 0.7,
    "func": 0.5, "gen": 0.2,
}  # fmt: skip
"""How much a notion of each class says when two assertions share it (the classes of `lang/tables/concepts.toml`)."""
WEAK = 0.6
"""Weight of a weak trigger."""


GOODS = frozenset({
    "sugar", "grain", "food", "fuel", "shell_round", "weapon", "missile", "drone", "medicine", "water", "mine_weapon", "money",
    "seed", "blanket", "uniform", "generator", "machine_tool", "tank", "armoured_vehicle", "aircraft", "helicopter",
    "ration_contract", "flour_bread",
})  # fmt: skip
"""What is carried, handed over or sold."""


@dataclass(frozen=True, slots=True)
class Relations:
    """The catalogue of notions."""

    family: dict[str, str]
    opposites: frozenset[tuple[str, str]]
    weak: frozenset[str]
    causes: frozenset[str]
    heads: frozenset[str]
    follows: frozenset[str]
    near: frozenset[tuple[str, str]]

    def family_of(self, notion: str) -> str:
        """The family of a notion; a notion without one is its own."""
        return self.family.get(notion, notion)

    def opposed(self, a: str, b: str) -> bool:
        """Whether two notions cannot both hold of one thing at one time."""
        return (a, b) in self.opposites

    def nearby(self, a: str, b: str) -> bool:
        """Whether two families tell of the same event from different ends."""
        return (a, b) in self.near

    def clash(self, a: str, b: str) -> bool:
        """Whether two notions cannot both hold at all: opposites of which neither naturally follows on the other."""
        return (a, b) in self.opposites and not {a, b} & self.follows


@lru_cache(maxsize=1)
def relations() -> Relations:
    """The catalogue, read once."""
    family, opposites, slight = {}, set(), {"yes": set[str](), "cause": set[str](), "head": set[str]()}
    beside: list[tuple[str, str]] = []
    for line in (resources.files("selon.lang") / "notions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "notion\t")) or not line.strip():
            continue
        notion, kin, against, mark, later, ends = (*line.split("\t"), *[""] * 5)[:6]
        if kin:
            family[notion] = kin
        beside += [(kin or notion, other) for other in ends.split()]
        for other in against.split():
            opposites |= {(notion, other), (other, notion)}
        if mark:
            slight[mark].add(notion)
        if later:
            slight.setdefault("follows", set()).add(notion)
    weak, causes, heads, follows = (frozenset(slight[r]) for r in ("yes", "cause", "head", "follows"))
    near = frozenset(p for a, b in beside for p in ((a, b), (b, a)))
    return Relations(family, frozenset(opposites), weak, causes, heads, follows, near)


def weight(kind: str, concept: str) -> float:
    """How much a notion says."""
    return WEAK if kind == "act" and concept in relations().weak else WEIGHTS[kind]
