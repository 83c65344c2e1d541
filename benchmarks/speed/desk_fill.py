"""Invented claims in the variety of a real ledger, written straight into the tables in which claims are kept.

Reading a hundred thousand reports would take hours and measure something else; so the claims are made as records and
go through the same door as those of a refresh (`ClaimTables.put_all`). Words, places, voices and outlets are as uneven as
names and words are (the n-th is heard about 1/n as often as the first), days bunch, a few claims are in very many
reports. The seed is fixed: the same number of claims is the same ledger.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from selon.ledger import Ledger
from selon.ledger.claim_rows import Source
from selon.ledger.claim_tables import Kept
from selon.model import Capture, Claim, ClaimStatement, Counts, Document, Origin, Quantity, Report, Span
from selon.pipeline_claims_kept import engine

SEED = 7
AT_ONCE = 20_000
"""Claims written in one transaction."""
FRAMES = ("attack", "casualties", "control", "loss", "justice", "movement", "supply", "decision", "condition", "talks",
          "refusal", "other")  # fmt: skip
LANGUAGES = ("uk", "ru", "en", "fr", "de")
CERTAINTIES = ("attributed", "plain", "affirmed", "hedged", "doubted", "denied")
HEADS = ("nova", "mala", "ober", "saint", "velyka", "kras", "berez", "stal", "hor", "lys", "kam", "dub", "zel", "bil",
         "chor", "ost", "nord", "mar", "tal", "ros")  # fmt: skip
MIDDLES = ("", "o", "en", "ar", "yn", "ov", "el", "in", "ad", "or")
TAILS = ("ivka", "pil", "hrad", "burg", "mont", "ford", "ske", "ne", "dorf", "ville", "ets", "yna")
TOLD = ("bridge", "depot", "convoy", "shelling", "hospital", "evacuation", "brigade", "drone", "power", "grain")
FIRST = date(2022, 3, 1)
DAYS = 1_400


def names(count: int, seed: int) -> list[str]:
    """Invented names, each once."""
    chance, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        found[chance.choice(HEADS) + "".join(chance.choices(MIDDLES, k=2)) + chance.choice(TAILS)] = None
    return list(found)


class Uneven:
    """Values of which the n-th comes about 1/n as often as the first."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self.weights = list(accumulate(1 / (n + 3) for n in range(len(values))))

    def some(self, chance: random.Random, count: int) -> list[Any]:
        return chance.choices(self.values, cum_weights=self.weights, k=count)

    def one(self, chance: random.Random) -> Any:
        return self.some(chance, 1)[0]


@cache
def pools() -> dict[str, Uneven]:
    """What claims are made of."""
    words = names(4_000, 1)
    for n, word in enumerate(TOLD):
        words[2 ** (n + 1) % 3_000] = word
    return {
        "words": Uneven(words), "places": Uneven([n.capitalize() for n in names(1_500, 2)]),
        "voices": Uneven([" ".join((a.capitalize(), b.capitalize())) for a, b in
                          zip(names(5_000, 3), names(5_000, 4), strict=True)]),
        "outlets": Uneven([f"{n.capitalize()} Post" for n in names(400, 5)]), "frames": Uneven(FRAMES),
        "languages": Uneven(LANGUAGES), "certainties": Uneven(CERTAINTIES),
    }  # fmt: skip


def claim(number: int, chance: random.Random) -> tuple[Claim, dict[tuple[str, str], Source]]:
    """One claim: mostly of one to three reports, some of dozens."""
    pool = pools()
    reports = min(60, 1 + int(chance.paretovariate(1.3) - 1))
    day = FIRST + timedelta(days=int(chance.triangular(0, DAYS, DAYS)))
    gist = " ".join(pool["words"].some(chance, chance.randint(5, 14)))
    languages = [pool["languages"].one(chance) for _ in range(2)]
    sources, statements = {}, []
    for i in range(reports):
        digest, address = f"sha256:{number * 64 + i:064x}", f"https://outlet.example/{number}/{i}"
        moment = f"{day + timedelta(days=int(chance.expovariate(1)))}T{i % 24:02d}:00:00Z"
        outlet = pool["outlets"].one(chance)
        sources[address, digest] = Source(f"r-{number * 64 + i:016x}", outlet, moment, chance.choice(languages))
        statements.append(
            ClaimStatement(
                address, f"s-{number:x}-{i}", gist, _figure(chance), "denied" if chance.random() < 0.04 else "asserted",
                f"o{chance.randint(1, 1 + i // 2)}", certainty=pool["certainties"].one(chance), key=f"{digest}:0-9:x",
                version=digest,
            )
        )  # fmt: skip
    origins = tuple(_origin(name, chance) for name in sorted({s.origin for s in statements}))
    lat, lon = 44 + chance.random() * 8, 22 + chance.random() * 19
    made = Claim(
        f"c-{chance.randrange(16**12):012x}", pool["frames"].one(chance), gist, {}, pool["places"].one(chance),
        day.isoformat() if chance.random() < 0.7 else None, tuple(statements), origins, _counts(statements, origins),
        point=(round(lat, 4), round(lon, 4)) if chance.random() < 0.8 else None,
    )  # fmt: skip
    return made, sources


def _figure(chance: random.Random) -> Quantity | None:
    if chance.random() > 0.3:
        return None
    low = float(chance.randint(1, 90))
    return Quantity(Span(0, 2, f"{low:g}"), low, low, "exact", "killed")


def _origin(name: str, chance: random.Random) -> Origin:
    return Origin(name, pools()["voices"].one(chance), "identified" if chance.random() < 0.6 else "unidentified")


def _counts(statements: Sequence[ClaimStatement], origins: Sequence[Origin]) -> Counts:
    asserting = {s.origin for s in statements if s.polarity == "asserted"}
    known = sum(o.kind == "identified" for o in origins if o.id in asserting)
    return Counts(known, len(asserting) - known, len({s.origin for s in statements} - asserting), len(statements))


def kept(number: int, chance: random.Random) -> tuple[Kept, int]:
    """One claim as the tables take it, and its number there."""
    made, sources = claim(number, chance)
    return Kept(made, tuple(o.who for o in made.origins), sources, chance.random() < 0.1), number + 1


def fill(path: Path, claims: int) -> None:
    """A ledger with one report in the log, and so many claims."""
    chance = random.Random(SEED)
    with Ledger.open(path, create=True) as ledger:
        capture = Capture(b"one report", "txt", "one.txt")
        ledger.add(capture, Report(Document(capture.digest, "one report", language="en")), actor="benchmark")
        last = ledger.head().seq
        for first in range(0, claims, AT_ONCE):
            with ledger.claim_tables() as tables:
                tables.put_all(kept(number, chance) for number in range(first, min(first + AT_ONCE, claims)))
                tables.finish(last, engine())
