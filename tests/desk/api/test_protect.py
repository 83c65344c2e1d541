"""`--protect`: the names of private persons are withheld wherever something is shown or exported."""

from __future__ import annotations

import json

import pytest
from tests.desk.api.browser import Browser
from tests.desk.api.conftest import Start
from tests.desk.api.test_hostile import every_path, strings

from selon.desk.api.veil import Veil

PRIVATE = ["Bujko", "Buiko", "Буйко", "Olena", "Олена", "Елена", "Савка"]
"""Named in the dossier of the ferry, in three scripts and spellings; none of them stands in the registry of actors."""


@pytest.mark.parametrize("protect", [False, True])
def test_private_names_are_nowhere_when_they_are_to_be_withheld(start: Start, protect: bool) -> None:
    desk = start(protect=protect)
    said = {name for path in every_path(desk) for name in PRIVATE if name in desk.get(path).text}
    assert said == (set() if protect else set(PRIVATE))


@pytest.mark.parametrize("protect", [False, True])
def test_who_controls_a_place_is_told_without_private_names(start: Start, protect: bool) -> None:
    desk = start(protect=protect)
    (claim, *_) = [row["id"] for row in desk.data("/claims", voice="bujko")]
    told = {
        "place": "the port", "point": None, "claim": claim, "holder": "Olena Bujko", "change": "held", "since": None,
        "who": "Olena Bujko", "party": None, "polarity": "asserted", "certainty": "attributed", "report": "r-1", "published": None,
    }  # fmt: skip
    with desk.context.ledger.claim_tables() as tables:
        place = "INSERT INTO claim_control VALUES ('the port', '', '', 'Olena Bujko', 1, 0, NULL, ?)"
        tables.connection.exec_driver_sql(place, (json.dumps(told),))
    body = desk.get("/control").json()
    assert body["data"][0]["who"] == ("█████ █████" if protect else "Olena Bujko")
    assert body["meta"]["total"] == len(body["data"])


def test_offsets_stay_true_under_the_veil(start: Start) -> None:
    desk = start(protect=True)
    withheld = 0
    for row in desk.data("/reports"):
        page = desk.data(f"/reports/{row['id']}")
        withheld += "█" in page["text"]
        for s in page["statements"]:
            assert all(page["text"][c["start"] : c["end"]] == c["text"] for c in s["content"])
    assert withheld == 4


def test_events_and_lines_are_veiled_too(start: Start) -> None:
    desk: Browser = start(protect=True)
    row = next(s for s in desk.data("/statements", limit=500) if "█" in "".join(s["voices"]))
    desk.post(f"/statements/{row['id']}/errors", {"text": "Olena Bujko did not say so. Елена Буйко!"})
    from selon.desk.api.follow import since

    told = since(desk.context.ledger, 0, desk.context.veil)
    assert all(
        name not in json.loads(e.data)["detail"] + json.loads(e.data)["title"] for e in told for name in ("Савка",)
    )
    assert strings([json.loads(e.data) for e in told])


@pytest.mark.parametrize(
    ("names", "said", "kept"),
    [
        (["Olena Buiko"], "Olena Buiko's ferry; Mrs Buiko said", "█████ █████'s ferry; Mrs █████ said"),
        (["Ігор Савка"], "Ігоря Савки, Ігорем", "█████ █████, ██████"),
        (["Anna-Maria de Witt"], "Anna-Maria de Witt waits; de facto", "████-█████ de ████ waits; de facto"),
        (["Al"], "Al Jazeera", "Al Jazeera"), ([], "nobody", "nobody"), (["Roth"], "Rothschild, Roth", "Rothschild, ████"),
    ],
)  # fmt: skip
def test_a_name_goes_with_its_forms_and_no_other_word_does(names: list[str], said: str, kept: str) -> None:
    assert Veil(names).text(said) == kept
    assert len(Veil(names).text(said)) == len(said)
