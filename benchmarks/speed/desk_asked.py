"""What the desk is asked for under load: one row, seventeen pages again and again, or pages of which no two are alike."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from urllib.parse import urlencode

from benchmarks.speed.desk_fill import CERTAINTIES, DAYS, FIRST, FRAMES, LANGUAGES, pools

PAGE = "/api/v1/claims?limit=50"
ASKED = (
    "", "sort=reports", "sort=newest", "sort=contested", "frame=attack", "frame=control&sort=newest", "about=bridge",
    "about=convoy+depot", "place=kras", "language=uk", "since=2025-03-01&until=2025-03-03", "since=2025-06-01&frame=loss",
    "contested=1", "voice=novael",
    "bbox=30,45,33,47", "single_origin=1&sort=newest", "certainty=denied",
)  # fmt: skip
Made = Callable[[random.Random], dict[str, object]]


class Asked(ABC):
    """Requests without end."""

    def __init__(self) -> None:
        self.chance = random.Random(3)

    @abstractmethod
    def next(self) -> str:
        """The path of the next request."""

    def told(self, path: str, body: bytes) -> None:
        """What was answered."""
        return


class Bare(Asked):
    """One row of so many claims."""

    def __init__(self, claims: int) -> None:
        super().__init__()
        self.claims = claims

    def next(self) -> str:
        return f"/row/{self.chance.randint(1, self.claims)}"


class Same(Asked):
    """One of the pages of `ASKED`."""

    def next(self) -> str:
        return f"{PAGE}&{self.chance.choice(ASKED)}"


class Different(Asked):
    """Pages like those of `ASKED`, none of them twice: what was asked for before is asked for the page behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.behind: dict[str, str | None] = {}

    def next(self) -> str:
        while True:
            path = f"{PAGE}&{urlencode(self.chance.choice(forms())(self.chance))}"
            if path not in self.behind:
                self.behind[path] = None
                return path
            if cursor := self.behind[path]:
                self.behind[path] = None
                return f"{path}&after={cursor}"

    def told(self, path: str, body: bytes) -> None:
        cursor = body[body.rfind(b'"next":') :].removeprefix(b'"next":').partition(b",")[0]
        self.behind[path.partition("&after=")[0]] = cursor.decode().strip('"') if cursor != b"null" else None


@cache
def forms() -> tuple[Made, ...]:
    """The conditions of `ASKED`, in the same order, with their values drawn as they lie in the ledger."""
    return (
        lambda c: {}, lambda c: {"sort": "reports"}, lambda c: {"sort": "newest"}, lambda c: {"sort": "contested"},
        lambda c: {"frame": c.choice(FRAMES)}, lambda c: {"frame": c.choice(FRAMES), "sort": "newest"},
        lambda c: {"about": pools()["words"].one(c)}, lambda c: {"about": " ".join(pools()["words"].some(c, 2))},
        lambda c: {"place": part(pools()["places"].one(c), c)}, lambda c: {"language": c.choice(LANGUAGES)},
        lambda c: days(c, c.randint(0, 14)), lambda c: {**days(c, 400), "frame": c.choice(FRAMES)},
        lambda c: {"contested": 1}, lambda c: {"voice": part(pools()["voices"].one(c), c)}, box,
        lambda c: {"single_origin": 1, "sort": "newest"}, lambda c: {"certainty": c.choice(CERTAINTIES)},
    )  # fmt: skip


def part(name: str, chance: random.Random) -> str:
    """A name, or its beginning, as somebody types it."""
    return name[: chance.randint(4, len(name))]


def days(chance: random.Random, length: int) -> dict[str, object]:
    """Some days."""
    first = FIRST + timedelta(days=chance.randint(0, DAYS - length))
    return {"since": first.isoformat(), "until": (first + timedelta(days=length)).isoformat()}


def box(chance: random.Random) -> dict[str, object]:
    """A part of the map."""
    west, south, size = 22 + chance.random() * 16, 44 + chance.random() * 6, 0.5 + chance.random() * 4
    return {"bbox": ",".join(f"{x:.2f}" for x in (west, south, west + size, south + size / 2))}
