"""Sources as they are kept: what a question costs does not grow with the ledger, and order tells nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from tests.steps import stepped

from benchmarks.speed.desk_fill import kept
from selon.ledger import Ledger
from selon.ledger.source_records import SourceName, ToldBy
from selon.ledger.source_schema import ASSERTED, DATED

SMALL, LARGE = 300, 2_400


def told(number: int, chance: random.Random) -> ToldBy:
    """One outlet tells every claim, on the word of one of forty voices; a hundred other sources tell one each."""
    keys = ["o-all", f"v-{chance.randrange(40)}", *([f"o-{number % 100}"] if number < 100 else ())]
    names = tuple(
        SourceName(k, "outlet" if k[0] == "o" else "voice", "outlet" if k[0] == "o" else "person", f"Name {k}")
        for k in keys
    )
    flows = (("o-all", keys[1], "quotes"),)
    return ToldBy(
        "2025-05-01", names, dict.fromkeys(keys, ASSERTED | DATED), flows, (("o-all", f"a{number}", f"r{number}"),)
    )


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sources")
    found = folder / "small.db", folder / "large.db"
    for path, count in zip(found, (SMALL, LARGE), strict=True):
        chance = random.Random(2)
        with Ledger.open(path, create=True) as ledger:
            with ledger.claim_tables() as tables:
                tables.put_all((kept(n, chance)[0], n) for n in range(1, count + 1))
            with ledger.source_tables() as tables:
                tables.put_all([(w.number, w.token, told(w.number, chance)) for w in ledger.stale_claims(count)])
            assert ledger.stale_count(1) == 0
    return found


ASKED: dict[str, Callable[[Ledger], object]] = {
    "list": lambda ledger: ledger.sources(limit=20),
    "kind": lambda ledger: ledger.sources("voice", limit=20),
    "words": lambda ledger: ledger.sources(text="name", limit=20),
    "one": lambda ledger: ledger.source("o-all"),
    "claims": lambda ledger: ledger.source_claims("o-all", 20),
    "few claims": lambda ledger: ledger.source_claims("o-7", 20),
    "corrected": lambda ledger: ledger.source_reports(["o-all"], ["r1", "r2"]),
    "waiting": lambda ledger: ledger.stale_count(1000),
}


@pytest.mark.parametrize("what", ASKED)
def test_no_question_goes_over_all_claims(
    ledgers: tuple[Path, Path], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (stepped(path, ASKED[what], monkeypatch) for path in ledgers)
    assert large < 1.2 * small + 2


def test_counts_are_those_of_the_claims(ledgers: tuple[Path, Path]) -> None:
    with Ledger.open(ledgers[0]) as ledger:
        whole = ledger.source("o-all")
        assert (whole.claims, whole.asserted, whole.dated, whole.reports, whole.alone) == (
            SMALL,
            SMALL,
            SMALL,
            SMALL,
            0,
        )
        assert sum(s.claims for s in ledger.sources("voice", limit=50).rows) == SMALL
        assert sum(f.claims for f in ledger.source_flows("o-all")) == SMALL
        assert ledger.source_reports(["o-all", "o-7"], ["r1", "r2", "r-none"]) == {"o-all": 2, "o-7": 0}
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []


def test_a_source_goes_by_one_of_its_names_whichever_came_first(tmp_path: Path) -> None:
    names = (
        SourceName("v-1", "voice", "role", "a mayor", private=True), SourceName("v-1", "voice", "person", "Ida Roth"),
        SourceName("v-1", "voice", "person", "Ida Roth-Holt", side="x", country="y", settled=True), SourceName("v-1", "voice", "person", "Ida"),
    )  # fmt: skip
    found = set()
    for i, order in enumerate(permutations(names)):
        with Ledger.open(tmp_path / f"{i}.db", create=True) as ledger, ledger.source_tables() as tables:
            tables.put_all([(n, 0, ToldBy("", (name,), {"v-1": 0}, (), ())) for n, name in enumerate(order, 1)])
        with Ledger.open(tmp_path / f"{i}.db") as ledger:
            one = ledger.source("v-1")
            found.add((one.name, one.kind, one.private, one.side, one.country, one.claims))
    assert found == {("Ida Roth-Holt", "person", True, "x", "y", 4)}


def test_what_is_made_anew_is_counted_anew(tmp_path: Path) -> None:
    chance = random.Random(2)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        with ledger.claim_tables() as tables:
            tables.put_all((kept(n, chance)[0], n) for n in range(1, 9))
        with ledger.source_tables() as tables:
            tables.put_all([(w.number, w.token, told(w.number, chance)) for w in ledger.stale_claims(99)])
        ledger.rebuild()
        assert (ledger.sources().total, ledger.stale_count(9)) == (0, 0)
