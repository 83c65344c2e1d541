"""Sources in counts: every expected value is worked out by hand from `dossier.py`; and how the counts are kept."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import Start
from tests.desk.api.dossier import CLOSED, CREDIT, KILLED, MAYOR, READS, A, C, member, read, statement

from selon.desk.api import sourcebook
from selon.desk.api.models_views import Ratio, SourceRow
from selon.desk.api.readings import Read, Reads
from selon.desk.api.sourcebook import row
from selon.desk.api.sources import told_by
from selon.errors import LedgerError
from selon.ledger import Ledger
from selon.ledger.claim_rows import Source
from selon.ledger.claim_tables import Kept
from selon.model import Claim, Copy, Origin


def ratio(n: int, of: int) -> Ratio:
    return Ratio(n=n, of=of)


@dataclass
class Book:
    """A ledger of claims, with who tells them."""

    ledger: Ledger
    reads: Reads = field(default_factory=lambda: dict(READS))
    copies: Sequence[Copy] = (CREDIT,)
    numbers: dict[str, int] = field(default_factory=dict)

    def write(self, *claims: Claim) -> None:
        """Write claims, in place of those of the same identifiers."""
        with self.ledger.claim_tables() as tables:
            for claim in claims:
                if claim.id in self.numbers:
                    tables.remove(self.numbers[claim.id])
                number = self.numbers.setdefault(claim.id, len(self.numbers) + 1)
                said = {e: Source(r.row.id, "", r.report.document.published, "en") for e, r in self.reads.items()}
                tables.put(Kept(claim, (), said), number)
            pairs = {(c.id, other): why for c in claims for other, why in c.contradicts if c.id < other}
            tables.contradictions({}, pairs, 1)

    def remove(self, name: str) -> None:
        with self.ledger.claim_tables() as tables:
            tables.remove(self.numbers[name])

    def count(self) -> None:
        """Count all claims that wait."""
        waiting = self.ledger.stale_claims(1000)
        told = [(w.number, w.token, told_by(w.claim, self.reads, self.copies) if w.claim else None) for w in waiting]
        with self.ledger.source_tables() as tables:
            tables.put_all(told)

    def rows(self, corrected: Iterable[str] = ()) -> list[SourceRow]:
        found = [s for kind in (None, "unidentified") for s in self.ledger.sources(kind, limit=500).rows]
        fixed = self.ledger.source_reports([s.key for s in found if s.type == "outlet"], corrected)
        return [row(s, s.name, fixed.get(s.key)) for s in found]

    def by_name(self, kind: str = "") -> dict[str, SourceRow]:
        return {r.name: r for r in self.rows() if r.type == kind or not kind}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        yield Book(ledger)


@pytest.fixture
def counted(empty: Book) -> Book:
    empty.write(KILLED, CLOSED)
    empty.count()
    return empty


def test_outlets_in_counts(counted: Book) -> None:
    rows = counted.by_name("outlet")
    assert set(rows) == {"Anzeiger", "Bote", "Courier", "Dispatch"}
    anzeiger = rows["Anzeiger"]
    # Two claims, one of them told by it alone; Jan Holt says the other two days later, the army denies it three days later.
    assert (anzeiger.reports, anzeiger.claims) == (1, 2)
    assert (anzeiger.alone, anzeiger.confirmed, anzeiger.contradicted) == (ratio(1, 2), ratio(1, 2), ratio(1, 2))
    assert anzeiger.corrected == ratio(0, 1)
    bote = rows["Bote"]
    assert (bote.alone, bote.confirmed, bote.contradicted) == (ratio(0, 1), ratio(1, 1), ratio(1, 1))
    # Nobody asserts it after the Courier; a denial is no assertion, so the Dispatch has nothing that could be confirmed.
    assert (rows["Courier"].confirmed, rows["Courier"].contradicted) == (ratio(0, 1), ratio(1, 1))
    dispatch = rows["Dispatch"]
    assert (dispatch.claims, dispatch.alone, dispatch.confirmed) == (1, ratio(0, 0), ratio(0, 0))


def test_voices_in_counts(counted: Book) -> None:
    rows = counted.by_name("voice")
    assert set(rows) == {"Ida Roth", "Jan Holt", "the army"}
    roth = rows["Ida Roth"]
    assert (roth.reports, roth.claims, roth.kind) == (2, 2, "person")
    assert (roth.alone, roth.confirmed) == (ratio(1, 2), ratio(1, 2))
    assert (roth.contradicted, roth.corrected) == (ratio(1, 2), ratio(0, 2))
    assert (rows["the army"].claims, rows["the army"].alone) == (1, ratio(0, 0))


def test_who_passes_on_whom(counted: Book) -> None:
    rows = counted.by_name()
    bote = counted.ledger.source_flows(rows["Bote"].id)
    assert [(f.name, f.claims, f.how) for f in bote] == [("Anzeiger", 1, ("credits", "quotes"))]
    roth = counted.ledger.source_flows(rows["Ida Roth"].id, back=True)
    assert [(f.name, f.claims, f.how) for f in roth] == [("Anzeiger", 2, ("quotes",))]


def test_a_voice_that_takes_its_word_back_is_corrected(empty: Book) -> None:
    later = read("Echo", "2025-05-05T08:00:00Z", statement("e1", "four people were killed", MAYOR))
    empty.reads = {**READS, (later.address, later.version.capture): later}
    empty.write(replace(KILLED, statements=(*KILLED.statements, member(later, "e1", "o1", None, "denied"))))
    empty.count()
    assert empty.by_name()["Ida Roth"].corrected == ratio(1, 1)


OPEN = replace(
    CLOSED, id="c-open", gist="the bridge is open", statements=(member(C, "c1", "o2", None),),
    origins=(Origin("o2", "Jan Holt", "identified"),), contradicts=(("c-closed", "open, closed"),),
)  # fmt: skip
SHUT = replace(CLOSED, contradicts=(("c-open", "open, closed"),))


@pytest.mark.parametrize("order", [(SHUT, OPEN), (OPEN, SHUT)], ids=["first", "last"])
def test_a_claim_that_contradicts_later_counts_against_those_who_do_not_tell_both(
    empty: Book, order: tuple[Claim, ...]
) -> None:
    for claim in order:
        empty.write(claim)
        empty.count()
    rows = {name: r.contradicted for name, r in empty.by_name().items()}
    assert (rows["Anzeiger"], rows["Courier"]) == (ratio(1, 1), ratio(0, 1))
    empty.write(replace(OPEN, statements=(member(A, "a1", "o2", None),)), SHUT)  # the Anzeiger tells both, of one day
    empty.count()
    assert empty.by_name()["Anzeiger"].contradicted == ratio(0, 2)


def test_what_is_taken_out_is_counted_no_longer_and_counted_again_comes_to_the_same(counted: Book) -> None:
    before = counted.rows()
    counted.remove("c-killed")
    counted.count()
    assert {r.name: r.claims for r in counted.rows()} == {"Anzeiger": 1, "Ida Roth": 1}
    counted.numbers.pop("c-killed")
    counted.numbers["c-new"] = 7
    counted.write(KILLED)
    counted.count()
    assert counted.rows() == before
    assert next(r for r in counted.rows([A.row.id]) if r.name == "Anzeiger").corrected == ratio(1, 1)


def test_a_claim_that_is_written_while_it_is_counted_waits_again(counted: Book) -> None:
    counted.write(KILLED)
    (waiting,) = counted.ledger.stale_claims(10)
    counted.write(KILLED)
    with counted.ledger.source_tables() as tables:
        tables.put_all([(waiting.number, waiting.token, None)])
    assert counted.ledger.stale_count(10) == 1
    counted.count()
    assert counted.ledger.stale_count(10) == 0 and counted.by_name()["Bote"].claims == 1


def test_pages_of_sources_follow_one_another_and_words_find_them(counted: Book) -> None:
    whole = counted.ledger.sources(limit=50)
    keys, after = [], None
    while True:
        page = counted.ledger.sources(limit=2, after=after)
        keys += [s.key for s in page.rows]
        assert page.total == 7
        if not page.more:
            break
        after = (page.rows[-1].claims, page.rows[-1].key)
    assert keys == [s.key for s in whole.rows]
    assert [s.name for s in counted.ledger.sources("outlet", limit=50).rows] == [
        "Anzeiger",
        "Bote",
        "Courier",
        "Dispatch",
    ]
    assert [s.name for s in counted.ledger.sources(text="ROTH").rows] == ["Ida Roth"]
    assert counted.ledger.sources(text="roth", hidden=True).rows == ()
    assert counted.ledger.sources("unidentified").total == 0
    with pytest.raises(LedgerError):
        counted.ledger.source("o-nothing")


def test_the_claims_of_a_source_are_found_along_their_order_or_by_the_source(
    counted: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = counted.by_name()["Anzeiger"].id
    for pays in (True, False):
        monkeypatch.setattr("selon.ledger.source_query.pays", lambda *_, pays=pays: pays)
        assert [c.id for c in counted.ledger.source_claims(key, 9)] == ["c-killed", "c-closed"]
        assert [c.id for c in counted.ledger.source_claims(key, 1)] == ["c-killed"]


def test_verify_finds_counts_that_do_not_add_up(counted: Book) -> None:
    def answer() -> str:
        return {c.item: c.answer for c in counted.ledger.verify()}["tables of claims"]

    assert answer() == "passed"
    with sqlite3.connect(counted.ledger.path) as raw:
        raw.execute("UPDATE sources SET asserted = asserted + 1 WHERE name = 'Bote'")
    assert answer() == "failed"


def test_kept_up_claim_by_claim_the_counts_are_those_of_counting_once(empty: Book, tmp_path: Path) -> None:
    chance = random.Random(5)
    ways = [
        KILLED,
        CLOSED,
        SHUT,
        OPEN,
        replace(OPEN, contradicts=()),
        replace(KILLED, statements=KILLED.statements[:2]),
    ]
    for _ in range(60):
        some = chance.sample(ways, chance.randint(1, 2))
        empty.write(*{c.id: c for c in some}.values())
        if chance.random() < 0.7:
            empty.count()
    final = [KILLED, SHUT, OPEN]
    empty.write(*final)
    empty.count()
    with Ledger.open(tmp_path / "b.db", create=True) as ledger:
        once = Book(ledger)
        once.write(*final)
        once.count()
        assert [r.model_copy(update={"reports": 0}) for r in once.rows()] == [
            r.model_copy(update={"reports": 0}) for r in empty.rows()
        ]


# --- on the desk


def test_many_claims_are_counted_in_the_background(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.data("/sources", limit=500)
    with desk.context.ledger.claim_tables() as tables:
        tables.connection.exec_driver_sql("INSERT OR REPLACE INTO claim_stale SELECT number, 1 FROM claims")
    monkeypatch.setattr(sourcebook, "AT_ONCE", 3)
    monkeypatch.setattr(sourcebook, "BATCH", 2)
    answer = desk.get("/sources")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "counting", "5")
    desk.context.sources._counting.join()
    assert desk.data("/sources", limit=500) == whole


def test_a_desk_that_starts_again_counts_nothing_again(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = start().data("/sources", limit=500)
    assert whole

    def never(*_: object) -> Read:
        raise AssertionError("a report was read")

    again = start()
    monkeypatch.setattr(again.context.readings, "of", never)
    assert again.data("/sources", limit=500) == whole


def test_pages_of_sources_on_the_desk_add_up(desk: Browser) -> None:
    whole = desk.data("/sources", limit=500)
    seen, after = [], None
    while True:
        body = desk.get("/sources", params={"limit": 3} | ({"after": after} if after else {})).json()
        seen += body["data"]
        assert body["meta"]["total"] == (None if after else len(whole))
        after = body["meta"]["next"]
        if after is None:
            break
    assert seen == whole
    page = desk.data(f"/sources/{whole[0]['id']}")
    assert page["source"] == whole[0] and len(page["claims"]) == whole[0]["claims"]
