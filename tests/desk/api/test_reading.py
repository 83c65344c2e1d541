"""What the routes say about a ledger that is known: the dossier of the ferry."""

from __future__ import annotations

import json

from tests.desk.api.browser import Browser

PORT = "until Thursday"


def closed(desk: Browser) -> str:
    """The claim that the port stays closed."""
    (row,) = desk.data("/claims", about=PORT)
    return str(row["id"])


def test_every_answer_has_the_same_two_parts(desk: Browser) -> None:
    paths = [
        "/me",
        "/claims",
        "/claims/totals",
        "/map",
        "/timeline",
        "/control",
        "/reports",
        "/statements",
        "/sources",
        "/inbox",
        "/watch",
    ]
    for path in paths:
        body = desk.get(path).json()
        assert set(body) == {"data", "meta"}, path
        seq, _, hashed = body["meta"]["head"].partition(":")
        assert int(seq) >= 1 and len(hashed) == 64
        assert body["meta"]["claims_current"] is True


def test_pages_of_claims_add_up_to_all_in_one_order(desk: Browser) -> None:
    whole = [row["id"] for row in desk.data("/claims", limit=500)]
    for sort in ("independent", "reports", "newest", "contested"):
        seen, after = [], None
        while True:
            body = desk.get("/claims", params={"limit": 3, "sort": sort} | ({"after": after} if after else {})).json()
            seen += [row["id"] for row in body["data"]]
            after = body["meta"]["next"]
            if after is None:
                break
        assert sorted(seen) == sorted(whole) and len(set(seen)) == len(whole)
    lines = desk.get("/claims.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == whole
    assert desk.data("/claims/totals")["claims"] == len(whole)


def test_a_claim_page_shows_reports_origins_and_words_around(desk: Browser) -> None:
    page = desk.data(f"/claims/{closed(desk)}")
    claim = page["claim"]
    assert {s["report"] for s in claim["statements"]} == set(page["reports"])
    assert {s["origin"] for s in claim["statements"]} == {o["id"] for o in claim["origins"]}
    for s in claim["statements"]:
        text = desk.data(f"/reports/{page['reports'][s['report']]['id']}")["text"]
        assert s["before"] + s["content"] + s["after"] in text
    assert [h["kind"] for h in page["history"]] == ["report"] * len(page["reports"])


def test_the_graph_leads_from_origins_to_every_report(desk: Browser) -> None:
    key = closed(desk)
    page, graph = desk.data(f"/claims/{key}"), desk.data(f"/claims/{key}/graph")
    layers = {n["id"]: n["layer"] for n in graph["nodes"]}
    assert {n["report"] for n in graph["nodes"] if n["type"] == "report"} == {r["id"] for r in page["reports"].values()}
    assert all(layers[n["id"]] == 0 for n in graph["nodes"] if n["type"] == "origin")
    assert all(layers[e["from"]] < layers[e["to"]] or e["circular"] for e in graph["edges"])
    led_to = {e["to"] for e in graph["edges"]}
    assert {n["id"] for n in graph["nodes"] if n["type"] == "report"} <= led_to


def test_a_report_page_shows_the_text_with_its_statements(desk: Browser) -> None:
    (row, *_) = desk.data("/reports", limit=1)
    page = desk.data(f"/reports/{row['id']}")
    assert page["report"]["outlet"] == row["outlet"] and len(page["statements"]) == row["statements"] > 0
    for s in page["statements"]:
        for span in s["content"]:
            assert page["text"][span["start"] : span["end"]] == span["text"]
    known = {s["id"] for s in page["statements"]}
    assert known & set(page["claims"])
    for key in set(page["claims"].values()):
        carried = desk.data(f"/claims/{key}")["claim"]["statements"]
        assert {s["statement"] for s in carried} & {i for i, c in page["claims"].items() if c == key}
    custody = desk.data(f"/reports/{row['id']}/custody")
    assert custody["capture"] == page["versions"][0]["capture"] and custody["sealed"] is None
    checks = desk.post(f"/reports/{row['id']}/verify").json()["data"]
    assert [c["answer"] for c in checks] == ["passed", "passed", "passed", "not checked"]


def test_search_tells_where_the_words_stand(desk: Browser) -> None:
    found = desk.data("/search", q="ferry")
    assert found["statements"] and found["claims"]
    for hit in found["statements"]:
        assert hit["hits"] and all(hit["text"][a:b].lower().startswith("ferr") for a, b in hit["hits"])
    assert desk.data("/search", q="!!!") == {"claims": [], "statements": [], "reports": []}


def test_the_inbox_begins_with_what_came_last(desk: Browser) -> None:
    entries = [item["entry"] for item in desk.data("/inbox", limit=500)]
    assert entries == sorted(entries, reverse=True) and entries[-1] == 1
    first = desk.get("/inbox", params={"limit": 2}).json()
    second = desk.data("/inbox", limit=2, after=first["meta"]["next"])
    assert [i["entry"] for i in first["data"] + second] == entries[:4]


def test_what_is_not_there_is_said_in_one_shape(desk: Browser) -> None:
    for path, status, code in [
        ("/claims/c-nothing", 404, "claim-unknown"), ("/reports/r-nothing", 404, "report-unknown"),
        ("/reports/1?version=9", 404, "report-unknown"), ("/sources/o-nothing", 404, "source-unknown"),
        ("/nothing", 404, "unknown"), ("/claims?limit=0", 422, "value"), ("/claims?after=nonsense", 400, "usage"), ("/sources?after=nonsense", 400, "cursor"),
        ("/claims?bbox=1,2", 400, "bbox"), ("/claims.jsonl?report=nothing", 404, "report-unknown"),
        ("/claims?report=nothing", 404, "report-unknown"), ("/claims?since=yesterday", 400, "day"), ("/reports/1/diff", 404, "one-version"),
    ]:  # fmt: skip
        response = desk.get(path)
        assert (response.status_code, response.json()["code"]) == (status, code), (path, response.text)
        assert response.headers["content-type"] == "application/problem+json"
        assert set(response.json()) == {"type", "title", "status", "detail", "code", "place"}


def test_an_answer_that_is_known_already_is_not_sent_again(desk: Browser) -> None:
    first = desk.get("/claims")
    again = desk.get("/claims", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    desk.context.ledger.append("note", {"claim": "c-1", "text": "new"}, actor="anna")
    assert desk.get("/claims", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
