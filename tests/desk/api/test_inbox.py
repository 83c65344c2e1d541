"""The inbox: one item for a version and what it changed, contradictions among the entries, pages that add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.desk.api.browser import Browser

from selon.desk.cli.add_command import record
from selon.ledger import Ledger
from selon.model import Capture

OPPOSED = (
    "The town council said on Monday that the Halm bridge near Oldport was closed on 5 May 2025.",
    "The town council said on Monday that the Halm bridge near Oldport was opened on 5 May 2025.",
)


def grown(desk: Browser) -> None:
    """Two reports that contradict one another, and a second version of another report."""
    ledger: Ledger = desk.context.ledger
    for n, text in enumerate(OPPOSED):
        capture = Capture(text.encode(), "txt", f"{n}.txt", f"https://bridge-{n}.example/", "2025-05-05", "en")
        record(ledger, capture, "anna")
    later = OPPOSED[0] + " The council said on Tuesday that two people were hurt."
    record(ledger, Capture(later.encode(), "txt", "0.txt", "https://bridge-0.example/", "2025-05-06", "en"), "anna")
    assert desk.context.workroom.refreshed()


def test_a_version_and_what_it_changed_are_one_item(desk: Browser) -> None:
    grown(desk)
    ledger: Ledger = desk.context.ledger
    edit = next(iter(ledger.entries(kind="edit")))
    items = [i for i in desk.data("/inbox", limit=500) if i["entry"] in (edit.seq, edit.seq - 1)]
    (item,) = [i for i in items if i["kind"] != "contradiction"]
    assert item["entry"] == edit.seq and item["kind"] in ("edit", "silent", "correction")
    assert (item["since"], item["version"]) == (1, 2)
    (alone,) = desk.data("/inbox", kind="version")
    assert (alone["entry"], alone["since"], alone["version"]) == (edit.seq - 1, 1, 2)


def test_contradictions_stand_where_they_were_found(desk: Browser) -> None:
    grown(desk)
    found = desk.data("/inbox", kind="contradiction", limit=500)
    pairs = {tuple(i["claims"]) for i in found}
    rows = desk.data("/claims", limit=500)
    told = {row["id"]: desk.data(f"/claims/{row['id']}")["claim"]["contradicts"] for row in rows if row["contradicts"]}
    assert pairs == {tuple(sorted((a, other["claim"]))) for a, others in told.items() for other in others} and pairs
    gists = {row["id"]: row["gist"] for row in rows}
    for item in found:
        a, b = item["claims"]
        assert item["title"] == gists[a] and item["detail"].startswith(gists[b])
    among = desk.data("/inbox", limit=500)
    assert [i for i in among if i["kind"] == "contradiction"] == found
    assert [i["entry"] for i in among] == sorted((i["entry"] for i in among), reverse=True)


def test_pages_of_one_give_what_one_page_gives(desk: Browser) -> None:
    grown(desk)
    for kind in ({}, {"kind": "contradiction"}, {"kind": "report"}):
        whole = desk.data("/inbox", limit=500, **kind)
        seen: list[Any] = []
        after: str | None = None
        while True:
            body = desk.get("/inbox", params={"limit": 1, **kind} | ({"after": after} if after else {})).json()
            seen += body["data"]
            after = body["meta"]["next"]
            if after is None:
                break
        assert seen == whole and whole


def test_names_of_private_persons_are_withheld_in_contradictions(start: Any, tmp_path: Path) -> None:
    desk = start(protect=True)
    grown(desk)
    assert desk.data("/inbox", kind="contradiction")
