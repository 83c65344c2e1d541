"""Claims kept in the ledger: the same as computed at once, and pages, filters and cursors over them."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from benchmarks.speed.desk_fill import kept
from selon.errors import LedgerError, UsageError
from selon.ledger import ClaimFilter, Ledger, claim_plan
from selon.ledger.claim_rows import row_of, text_of
from selon.model import Capture, Report
from selon.pipeline import captures_in_file, read_capture
from selon.pipeline_claims import claims
from selon.pipeline_claims_kept import readings, refresh

DOSSIERS = Path(__file__).parents[2] / "dossiers"
FERRY = DOSSIERS / "b-ferry" / "reports.jsonl"


def fill(ledger: Ledger, path: Path) -> list[Report]:
    read = []
    for capture in captures_in_file(path):
        assert isinstance(capture, Capture)
        report, _ = read_capture(capture)
        assert report is not None
        ledger.add(capture, report, actor="test")
        read.append(report)
    return read


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("kept") / "a.db", create=True) as made:
        for folder in sorted(DOSSIERS.iterdir()):
            fill(made, folder / "reports.jsonl")
        refresh(made)
        yield made


def test_kept_claims_are_those_of_one_computation(ledger: Ledger) -> None:
    found = claims(readings(ledger))
    assert list(ledger.claims()) == sorted(found.claims, key=lambda c: (-c.counts.reports, -c.counts.independent, c.id))
    assert ledger.copies() == found.copies
    assert ledger.claims_state().current


def test_a_second_refresh_changes_nothing(ledger: Ledger) -> None:
    again = refresh(ledger)
    assert (again.added, again.changed, again.removed, again.contradictions) == ((), (), (), ())


@pytest.mark.parametrize("sort", ["independent", "reports", "newest", "contested"])
def test_pages_one_after_the_other_give_every_claim_once_in_order(ledger: Ledger, sort: str) -> None:
    whole = ledger.claim_rows(sort=sort, limit=1000)  # type: ignore[arg-type]
    seen, after = [], None
    while True:
        page = ledger.claim_rows(sort=sort, limit=7, after=after)  # type: ignore[arg-type]
        seen += page.rows
        if page.next is None:
            break
        after = page.next
    assert tuple(seen) == whole.rows
    assert len({r.id for r in seen}) == len(seen) == whole.total == ledger.claim_totals()["claims"]


def met(ledger: Ledger, asked: ClaimFilter) -> set[str]:
    page = ledger.claim_rows(asked, limit=1000)
    assert page.total == len(page.rows)
    return {r.id for r in page.rows}


def test_filters_give_what_going_through_all_claims_gives(ledger: Ledger) -> None:
    every = list(ledger.claims())
    assert met(ledger, ClaimFilter(frame="movement")) == {c.id for c in every if c.frame == "movement"}
    thursday = {c.id for c in every if any("until Thursday" in s.content for s in c.statements)}
    assert thursday and thursday <= met(ledger, ClaimFilter(about='"until thursday"'))
    denied = {c.id for c in every if any(s.certainty == "denied" for s in c.statements)}
    assert met(ledger, ClaimFilter(certainty="denied")) == denied
    placed = {c.id for c in every if c.place and "port" in c.place.casefold()}
    assert met(ledger, ClaimFilter(place="port")) == placed
    who = max((o.who for c in every for o in c.origins if o.kind == "identified"), key=len)
    voice = {c.id for c in every if any(o.who == who for o in c.origins)}
    assert voice <= met(ledger, ClaimFilter(voice=who[1:-1].upper()))
    url = every[0].statements[0].report
    carried = {c.id for c in every if any(s.report == url for s in c.statements)}
    assert met(ledger, ClaimFilter(report=url)) == carried == {r.id for r in ledger.claims_of_report(url)}
    days = {r.id for r in ledger.claim_rows(limit=1000).rows if r.time and "2024-01-01" <= r.time <= "2024-12-31"}
    assert days <= met(ledger, ClaimFilter(since="2024-01-01", until="2024-12-31"))
    assert met(ledger, ClaimFilter(about="nowhere-to-be-found")) == set()


def test_a_box_holds_the_points_inside_and_may_cross_the_180th_meridian(ledger: Ledger) -> None:
    points = {r.id: (r.lat, r.lon) for r in ledger.claim_rows(limit=1000).rows if r.lat is not None}
    assert points
    one, (lat, lon) = next(iter(points.items()))
    assert lat is not None and lon is not None
    around = met(ledger, ClaimFilter(bbox=(lon - 1, lat - 1, lon + 1, lat + 1)))
    across = met(ledger, ClaimFilter(bbox=(lon + 1, lat - 1, lon - 1, lat + 1)))
    assert one in around and one not in across


def test_boxes_hold_their_edges_and_nothing_behind_them(tmp_path: Path) -> None:
    chance = random.Random(4)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        with ledger.claim_tables() as tables:
            tables.put_all((kept(n, chance)[0], n) for n in range(1, 301))
            for number in range(250, 301):
                tables.remove(number)
        points = {r.id: (r.lat, r.lon) for r in ledger.claim_rows(limit=1000).rows if r.lat is not None}
        assert len(points) > 150
        for _ in range(60):
            one, other = chance.sample(sorted(points.values()), 2)
            south, north = sorted((one[0], other[0]))
            inside = {i for i, (lat, _) in points.items() if south <= lat <= north}
            west, east = one[1], other[1]
            wanted = {
                i for i in inside if (west <= points[i][1] <= east if west <= east else not east < points[i][1] < west)
            }
            assert met(ledger, ClaimFilter(bbox=(west, south, east, north))) == wanted
        assert met(ledger, ClaimFilter(bbox=(-180, -90, 180, 90))) == set(points)
        for change, failed in ((None, []), ("DELETE FROM claim_points WHERE number < 9", ["tables of claims"])):
            if change:
                with ledger.claim_tables() as tables:
                    tables.connection.exec_driver_sql(change)
            assert [c.item for c in ledger.verify() if c.answer == "failed"] == failed


def test_a_claim_by_the_beginning_of_its_identifier(ledger: Ledger) -> None:
    first = next(ledger.claims())
    assert ledger.claim(first.id[:8]) == first
    for key, code in (("c-zzz", "claim-unknown"), ("c-", "claim-ambiguous"), ("", "claim-unknown")):
        with pytest.raises(LedgerError) as caught:
            ledger.claim(key)
        assert caught.value.fault.code == code


@pytest.mark.parametrize("cursor", ["", "x", "bnVsbA", "WzEsMiwzXQ", "é"])
def test_a_cursor_that_no_page_gave_out_is_wrong_usage(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(UsageError):
        ledger.claim_rows(after=cursor)


def test_rebuild_empties_the_tables_and_the_next_refresh_fills_them_with_the_same(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        fill(ledger, FERRY)
        refresh(ledger)
        before = list(ledger.claims())
        assert before
        ledger.rebuild()
        assert ledger.claims_state().seq == 0
        assert list(ledger.claims()) == []
        assert "claims" not in {c.item for c in ledger.verify()}
        refresh(ledger)
        assert list(ledger.claims()) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE claim_shown SET shown = json_set(shown, '$.counts.independent', 7) WHERE number = 1",
        "UPDATE claims SET by_independent = by_independent - 1 WHERE number = 1",
        "UPDATE claims SET day = '1999-01-01' WHERE number = 1",
        "UPDATE claims SET place = coalesce(place, 0) + 1 WHERE number = 1",
        "UPDATE claim_names SET voiced = voiced + 1 WHERE number = 1",
        "INSERT INTO claim_points VALUES (1, 0, 0, 0, 0)",
    ],
)
def test_verify_finds_a_count_that_was_changed_by_hand(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger, FERRY)
        refresh(ledger)
        answers = {c.item: c.answer for c in ledger.verify()}
        assert (answers["tables of claims"], answers["claims"]) == ("passed", "not checked")
    raw = sqlite3.connect(path)
    raw.execute(change)
    raw.commit()
    raw.close()
    with Ledger.open(path) as ledger:
        assert {c.item: c.answer for c in ledger.verify()}["tables of claims"] == "failed"


WAYS = (
    ClaimFilter(about="ferry"), ClaimFilter(about='"the ferry"'), ClaimFilter(about="dam* water"), ClaimFilter(about="… !"),
    ClaimFilter(about="ferry", frame="casualties"), ClaimFilter(place="o"), ClaimFilter(place="ka", language="en"),
    ClaimFilter(voice="minist"), ClaimFilter(voice="po", about="people"), ClaimFilter(about="вода", contested=True),
    ClaimFilter(since="2024-01-01", until="2026-12-31", voice="ma"), ClaimFilter(language="de", certainty="plain"),
)  # fmt: skip


@pytest.mark.parametrize("asked", WAYS, ids=str)
def test_led_by_a_list_or_asked_row_by_row_a_page_is_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, asked: ClaimFilter
) -> None:
    found, totals = [], set()
    for few, pays, root in product((10**6, 0), (True, False), (10**6, 0)):
        monkeypatch.setattr(claim_plan, "FEW", few)
        monkeypatch.setattr(claim_plan, "DEAR", root)
        monkeypatch.setattr(claim_plan, "isqrt", lambda n, root=root: root)
        monkeypatch.setattr(claim_plan, "pays", lambda *_, pays=pays: pays)
        with Ledger.open(ledger.path) as again:
            found.append([again.claim_rows(asked, sort).rows for sort in ("reports", "newest")])
            totals |= {again.claim_rows(asked, "reports", limit).total for limit in (1, 1000)} - {None}
    assert found == [found[0]] * 8
    assert totals == {len(ledger.claim_rows(asked, limit=1000).rows)}


@pytest.mark.parametrize("asked", (ClaimFilter(), ClaimFilter(frame="movement"), *WAYS), ids=str)
def test_days_are_counted_alike_out_of_the_few_or_along_an_index(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, asked: ClaimFilter
) -> None:
    rows = ledger.claim_rows(asked, limit=1000).rows
    wanted = Counter(day[:10] for r in rows if (day := r.time or r.first_published))
    against = Counter(day[:10] for r in rows if (day := r.time or r.first_published) and r.contested)
    for few in (0, 10**6):
        monkeypatch.setattr(claim_plan, "FEW", few)
        with Ledger.open(ledger.path) as again:
            for _ in range(2):
                days = again.claim_days(asked)
                assert [d.day for d in days] == sorted(d.day for d in days)
                assert {d.day: d.claims for d in days} == wanted
                assert {d.day: d.contested for d in days if d.contested} == against


def test_languages_are_those_of_the_reports(ledger: Ledger) -> None:
    rows = ledger.claim_rows(limit=1000).rows
    for _ in range(2):
        assert ledger.claim_languages() == Counter(language for r in rows for language in r.languages)
        ledger.claim_languages().clear()


def test_a_claim_of_two_voices_that_hold_the_words_counts_once(tmp_path: Path) -> None:
    chance = random.Random(1)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        with ledger.claim_tables() as tables:
            for number in range(1, 41):
                made, _ = kept(number, chance)
                tables.put(replace(made, voices=("Anna Berg", "Otto Bergmann")), number)
        assert ledger.claim_rows(ClaimFilter(voice="berg"), limit=10).total == 40


def test_what_was_counted_is_forgotten_when_claims_are_written(tmp_path: Path) -> None:
    chance = random.Random(1)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        for number in range(1, 41):
            with ledger.claim_tables() as tables:
                made, _ = kept(number, chance)
                tables.put(replace(made, voices=("Anna Berg",)), number)
            assert ledger.claim_rows(ClaimFilter(voice="berg"), limit=1).total == number


def test_the_ready_made_rows_are_the_rows(ledger: Ledger) -> None:
    page, lines = ledger.claim_rows(limit=1000), ledger.claim_lines(limit=1000)
    assert page.rows == tuple(row_of(line, private) for line, private in zip(lines.rows, lines.private, strict=True))
    assert lines.rows == tuple(text_of(row) for row in page.rows)
    by_hand = {c.id: c for c in ledger.claims()}
    assert {r.id: (r.gist, r.counts, len(by_hand[r.id].contradicts)) for r in page.rows} == {
        key: (c.gist, c.counts, len(c.contradicts)) for key, c in by_hand.items()
    }


def test_the_language_of_a_row_is_that_of_the_words_it_shows(ledger: Ledger) -> None:
    rows = ledger.claim_rows(limit=1000).rows
    assert rows
    for row in rows:
        cyrillic = any("а" <= c <= "я" for c in row.gist.casefold())
        assert cyrillic == (row.language in ("ru", "uk")), row
