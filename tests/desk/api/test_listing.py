"""The short way to a page of claims, and pages that are kept: the same answers, and nobody gets in by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response
from tests.desk.api.browser import Browser

from selon.desk.api import listing
from selon.desk.api.kept import LARGEST, Pages, Question
from selon.desk.api.swift import Swift
from selon.ledger import ClaimFilter

Start = Callable[..., Browser]
FIRST = "/claims?limit=2&sort=newest"
ASKED = (
    "", "limit=3", "sort=newest&limit=2", "about=ferry", "frame=casualties&contested=1", "contested=yes", "single_origin=on",
    "single_origin=maybe", "place=o&voice=a", "bbox=22,44,41,53", "bbox=1,2", "since=2020-01-01&until=2030", "since=yesterday",
    "language=en&certainty=plain", "certainty=sure", "frame=", "about=", "limit=0", "limit=501", "limit=2.5", "limit=%2B7", "limit= 7",
    "limit=5&limit=6", "sort=newest&sort=reports", "sort=oldest", "after=nonsense", "after=", "report=nothing", "more=1",
    "about=%ff", "about=a%00b", "place=" + "x" * 201, "language=deutschland", "contested", "sort=%E2%82%AC",
)  # fmt: skip


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What leaves every question to FastAPI's own route from then on, with nothing at hand."""

    async def nothing(self: Swift, request: Any) -> None:
        return None

    def closed() -> None:
        monkeypatch.setattr(Swift, "answer", nothing)
        monkeypatch.setattr(Pages, "get", lambda self, key: None)

    return closed


def told(response: Response) -> tuple[object, ...]:
    return response.status_code, sorted(response.headers.items()), response.content


def test_the_short_way_answers_as_the_route_does(desk: Browser, long_way: Callable[[], None]) -> None:
    tag = desk.get("/claims").headers["etag"]
    ways: list[tuple[str, dict[str, str]]] = [(f"/claims?{asked}", {}) for asked in ASKED]
    ways += [("/claims", {"If-None-Match": tag}), ("/claims", {"If-None-Match": f'W/"x", {tag}'})]
    ways += [("/claims", {"Authorization": "Bearer wrong"}), ("/claims", {"Host": "elsewhere.example"})]
    short = [[told(desk.get(path, headers=headers)) for path, headers in ways] for _ in range(2)]
    long_way()
    assert short == [[told(desk.get(path, headers=headers)) for path, headers in ways]] * 2
    assert {answer[0] for answer in short[0]} == {200, 304, 400, 401, 404, 421, 422}


def test_only_what_cannot_be_read_takes_the_long_way(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    async def one(self: Swift, request: Any) -> Any:
        found = await answer(self, request)
        taken.append(found and found.status_code)
        return found

    answer = Swift.answer
    monkeypatch.setattr(Swift, "answer", one)
    for path in ("/claims", "/claims?limit=0", "/claims/totals", "/claims?after=x"):
        desk.get(path)
    desk.client.head("/api/v1/claims")
    assert taken == [200, None, 400]


def test_a_page_that_is_asked_for_again_is_not_put_together_again(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.get(FIRST)
    with monkeypatch.context() as patched:
        patched.setattr(desk.context.ledger, "claim_lines", None)
        again = desk.get("/claims?sort=newest&limit=2")
    assert told(again) == told(first)
    desk.context.ledger.append("note", {"claim": "c-1", "text": "new"}, actor="anna")
    later = desk.get(FIRST)
    assert later.json()["meta"]["head"] != first.json()["meta"]["head"]


def test_who_may_not_read_gets_no_page_that_is_at_hand(start: Start) -> None:
    desk = start()
    assert desk.get(FIRST).status_code == 200
    desk.client.cookies.clear()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": "selon_session_8765=wrong"}):
        assert desk.get(FIRST, headers=headers).status_code == 401
    assert desk.get(FIRST, headers={"Host": "elsewhere.example"}).status_code == 421


def test_an_account_that_is_removed_gets_no_page_that_is_at_hand(desk: Browser) -> None:
    accounts = desk.context.door.accounts
    accounts.add("anna", "a long password", "admin")
    accounts.add("berta", "another long password", "reader")
    desk.client.cookies.clear()
    _, token = accounts.add_token("reading", "berta", "reader")
    bearer = {"Authorization": f"Bearer {token}"}
    assert desk.get(FIRST, headers=bearer).status_code == desk.get(FIRST, headers=bearer).status_code == 200
    accounts.remove("berta")
    assert desk.get(FIRST, headers=bearer).status_code == 401


def test_pages_are_kept_apart_by_all_that_they_depend_on(start: Start) -> None:
    desk = start()
    desk.get(FIRST)
    (tag, question), *_ = desk.context.pages._kept
    assert question == Question(ClaimFilter(), "newest", 2, None)
    assert desk.get(FIRST).headers["etag"] == tag
    accounts = desk.context.door.accounts
    accounts.add("anna", "a long password", "admin")
    _, token = accounts.add_token("reading", "anna", "reader")
    read = desk.get(FIRST, headers={"Authorization": f"Bearer {token}"})
    assert read.status_code == 200 and read.headers["etag"] != tag
    assert len(desk.context.pages._kept) == 2


def test_a_page_of_claims_that_were_just_brought_up_to_date_is_not_kept(
    desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by = listing.read_by

    def before(*args: Any) -> Any:
        now = read_by(*args)
        desk.context.ledger.append("note", {"claim": "c-1", "text": "new"}, actor="anna")
        desk.context.shelf.refresh()
        return now

    monkeypatch.setattr(listing, "read_by", before)
    assert desk.get(FIRST).status_code == 200
    assert not desk.context.pages._kept


def test_pages_at_hand_stay_within_their_bytes() -> None:
    pages, question = Pages(most=100), Question(ClaimFilter(), "reports", 50, None)
    for n in range(30):
        pages.put((str(n), question), b"x" * 30)
        pages.put((str(n), question), b"x" * 30)
        assert pages.get(("0" if n < 3 else str(n - 1), question)) is not None
    assert pages._size == sum(map(len, pages._kept.values())) == 90
    pages.put(("large", question), b"x" * (LARGEST + 1))
    assert pages.get(("large", question)) is None
