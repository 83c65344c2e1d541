"""What is written through the API stands in the log with its author, and shows at once."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import Start

from selon.desk.api import incoming
from selon.errors import Fault
from selon.intake import web
from selon.model import Capture

REPORT = b"The mayor of Ladgate said that the ferry sank on Tuesday. The army denied that a mine had hit it.\n"


def first(desk: Browser, **filters: str) -> dict[str, Any]:
    row: dict[str, Any] = desk.data("/claims", limit=1, **filters)[0]
    return row


def last_entry(desk: Browser, kind: str) -> Any:
    *_, entry = desk.context.ledger.entries(kind=kind)
    return entry


def settled(desk: Browser) -> None:
    """Wait until the claims follow the log."""
    for _ in range(200):
        if desk.get("/claims?limit=1").json()["meta"]["claims_current"]:
            return
        time.sleep(0.1)
    raise AssertionError("the claims never became current")


def test_an_uploaded_file_is_read_and_kept_with_its_author(start: Start) -> None:
    desk = start(empty=True)
    assert desk.data("/me")["empty"] is True
    files = [
        ("files", ("../../etc/letter.txt", REPORT, "text/plain")),
        ("files", ("b.bin", b"\x00\x01\x02\x03", "x/y")),
    ]
    answer = desk.send("POST", "/reports", files=files)
    assert answer.status_code == 201, answer.text
    good, bad = answer.json()["data"]["items"]
    assert (good["name"], good["status"], bad["status"]) == ("letter.txt", "added", "failed")
    assert bad["faults"][0]["code"]
    entry = last_entry(desk, "report")
    assert entry.actor == "tester" and entry.body["name"].endswith("/letter.txt") and ".." not in entry.body["name"]
    page = desk.data(f"/reports/{good['report']}")
    assert {s["certainty"] for s in page["statements"]} >= {"attributed", "denied"}
    assert desk.send("POST", "/reports", files=files[:1]).json()["data"]["items"][0]["status"] == "known"
    settled(desk)
    assert desk.data("/claims")


def test_two_files_of_one_name_are_two_reports(start: Start) -> None:
    desk = start(empty=True)
    for text in (REPORT, b"The governor said that the bridge at Oldport is closed until Friday.\n"):
        assert desk.send("POST", "/reports", files=[("files", ("a.txt", text, "text/plain"))]).status_code == 201
    assert [r["versions"] for r in desk.data("/reports")] == [1, 1]


class Pages:
    """Stands for the net: one address gives a page, any other a fault."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def each(self, urls: list[str], known: object) -> Any:
        for url in urls:
            self.asked.append(url)
            if url.endswith("/good"):
                yield web.Got(url, (Capture(REPORT, "txt", url, url=url),))
            else:
                yield web.Got(url, (Fault("private", url, "this address lies in a private network"),))


def test_addresses_are_fetched_by_the_rules_of_intake(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages()
    monkeypatch.setattr(desk.context, "collector", lambda: pages)
    urls = ["https://news.example/good", "http://169.254.169.254/latest"]
    answer = desk.post("/reports", {"urls": urls})
    assert [i["status"] for i in answer.json()["data"]["items"]] == ["added", "failed"]
    assert pages.asked == urls
    for bad in ["file:///etc/passwd", "javascript:alert(1)", "ftp://a/b", "https://", ""]:
        assert desk.post("/reports", {"urls": [bad]}).status_code == 422, bad
    assert desk.post("/reports", {"urls": ["https://a.example/"] * (incoming.ADDRESSES + 1)}).status_code == 422


def test_a_desk_fetches_nothing_from_private_networks(desk: Browser) -> None:
    answer = desk.post("/reports", {"urls": ["http://127.0.0.1:9/secret"]})
    (item,) = answer.json()["data"]["items"]
    assert item["status"] == "failed" and "private" in json.dumps(item["faults"])


def test_grades_keep_source_and_information_apart(desk: Browser) -> None:
    key = first(desk)["id"]
    made = desk.post(f"/claims/{key}/grades", {"source": "B", "information": 2, "reason": "The mayor was there."})
    assert made.status_code == 201
    assert (made.json()["data"]["source"], made.json()["data"]["information"]) == ("B", 2)
    only = desk.post(f"/claims/{key}/grades", {"information": 6, "reason": "Too early."}).json()["data"]
    assert (only["source"], only["information"]) == (None, 6)
    for body in [
        {"reason": "none"},
        {"source": "G", "reason": "x"},
        {"information": 7, "reason": "x"},
        {"source": "A", "reason": " "},
    ]:
        assert desk.post(f"/claims/{key}/grades", body).status_code in (400, 422), body
    page = desk.data(f"/claims/{key}")
    assert [(g["source"], g["information"], g["actor"]) for g in page["grades"]] == [
        ("B", 2, "tester"),
        (None, 6, "tester"),
    ]
    assert [h["text"] for h in page["history"] if h["kind"] == "grade"] == ["B2 The mayor was there.", "–6 Too early."]
    assert last_entry(desk, "grade").body["claim"] == key


def test_a_note_stands_beside_the_claim(desk: Browser) -> None:
    key = first(desk)["id"]
    assert (
        desk.post(f"/claims/{key}/notes", {"text": "  Same street in two videos. "}).json()["data"]["text"]
        == "Same street in two videos."
    )
    assert [n["text"] for n in desk.data(f"/claims/{key}")["notes"]] == ["Same street in two videos."]
    (item, *_) = desk.data("/inbox", kind="note")
    assert (item["claims"], item["detail"]) == ([key], "Same street in two videos.")


def test_a_merge_joins_and_its_undoing_parts(desk: Browser) -> None:
    rows = desk.data("/claims", limit=500)
    a, b = rows[0]["id"], rows[-1]["id"]
    before = {key: {s["key"] for s in desk.data(f"/claims/{key}")["claim"]["statements"]} for key in (a, b)}
    made = desk.post("/merges", {"claims": [a, b], "reason": "One event."}).json()["data"]
    (joined,) = made["claims"]
    assert {s["key"] for s in desk.data(f"/claims/{joined}")["claim"]["statements"]} >= before[a] | before[b]
    (item,) = [h for h in desk.data(f"/claims/{joined}")["history"] if h["kind"] == "merge"]
    assert item["undoable"] and not item["undone"]
    back = desk.post("/undo", {"entry": made["entry"], "reason": "Two events."})
    assert back.status_code == 201 and sorted(back.json()["data"]["claims"]) == sorted([a, b])
    assert {s["key"] for s in desk.data(f"/claims/{a}")["claim"]["statements"]} == before[a]
    history = {h["kind"]: h for h in desk.data(f"/claims/{a}")["history"] if h["kind"] != "report"}
    assert history["merge"]["undone"] and not history["merge"]["undoable"] and history["undo"]["text"] == "Two events."
    assert desk.post("/undo", {"entry": made["entry"], "reason": "again"}).json()["code"] == "undone"
    assert desk.post("/undo", {"entry": 1, "reason": "a report"}).json()["code"] == "undo-kind"
    assert desk.post("/merges", {"claims": [a, a], "reason": "x"}).json()["code"] == "claim-same"


def test_a_split_moves_the_statements_of_a_report(desk: Browser) -> None:
    key = next(r["id"] for r in desk.data("/claims", limit=500) if r["counts"]["reports"] > 1)
    page = desk.data(f"/claims/{key}")
    report = page["reports"][page["claim"]["statements"][-1]["report"]]["id"]
    made = desk.post("/splits", {"claim": key, "reports": [report], "reason": "Another port."}).json()["data"]
    assert len(made["claims"]) > 1
    carriers = [{r["id"] for r in desk.data(f"/claims/{c}")["reports"].values()} for c in made["claims"]]
    assert all(ids == {report} or report not in ids for ids in carriers)
    everything = [r["id"] for r in page["reports"].values()]
    assert desk.post("/splits", {"claim": key, "reports": everything, "reason": "x"}).status_code in (404, 409)


def test_an_error_report_edits_nothing(desk: Browser) -> None:
    (row,) = desk.data("/statements", limit=1)
    made = desk.post(f"/statements/{row['id']}/errors", {"text": "The mayor denied this."}).json()["data"]
    assert (made["statement"], made["actor"]) == (row["id"], "tester")
    page = desk.data(f"/reports/{row['report']['id']}")
    assert [e["text"] for e in page["errors"]] == ["The mayor denied this."]
    assert desk.data("/statements", limit=1) == [row]
    assert desk.post("/statements/s-none/errors", {"text": "x"}).json()["code"] == "statement-unknown"


def test_the_example_is_loaded_in_the_background(start: Start) -> None:
    desk = start(empty=True)
    assert desk.post("/example").status_code == 202
    for _ in range(600):
        if len(desk.data("/reports")) == 13 and desk.get("/claims").json()["meta"]["claims_current"]:
            break
        time.sleep(0.1)
    assert len(desk.data("/reports")) == 13
    assert desk.data("/claims/totals")["claims"] > 20


def test_everything_written_still_verifies(desk: Browser) -> None:
    key = first(desk)["id"]
    desk.post(f"/claims/{key}/grades", {"source": "A", "reason": "x"})
    desk.post(f"/claims/{key}/notes", {"text": "y"})
    answers = {c.answer for c in desk.context.ledger.verify()}
    assert "failed" not in answers
