"""`selon seal --timestamp` against an authority of our own, over HTTP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.unit.capture.loopback import Request, serving
from tests.unit.ledger.test_seal import Authority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl program here")


def test_a_seal_is_stamped_and_the_stamp_is_checked(selon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_LEDGER", str(tmp_path / "a.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "note.txt").write_text(
        "The mayor said that the bridge is closed to all traffic until Monday.", encoding="utf-8"
    )
    authority = Authority(tmp_path / "tsa")

    def stamp(request: Request) -> None:
        assert request.headers["content-type"] == "application/timestamp-query"
        request.reply(authority.post("", request.body), "200 OK", "Content-Type: application/timestamp-reply")

    selon("add", tmp_path / "note.txt")
    with serving({"/tsa": stamp, "/gone": lambda r: r.reply(b"", "500 No")}) as server:
        refused = selon("seal", "--timestamp", server.url + "/tsa")
        assert (refused.code, "private-address" in refused.err) == (1, True)
        assert selon("seal", "--timestamp", server.url + "/gone", "--allow-private").code == 1
        ran = selon("seal", "--timestamp", server.url + "/tsa", "--allow-private")
    assert ran.code == 0, ran.err
    unchecked = selon("seal", "--check", "--format", "json").json()
    assert [(c["item"], c["answer"]) for c in unchecked] == [
        ("seal 2", "passed"),
        ("timestamp of seal 2", "not checked"),
    ]
    checked = selon("seal", "--check", "--roots", tmp_path / "tsa" / "ca.pem", "--format", "json").json()
    assert [c["answer"] for c in checked] == ["passed", "passed"]
    other = Authority(tmp_path / "other")
    wrong = selon("seal", "--check", "--roots", other.folder / "ca.pem", "--format", "json")
    assert (wrong.code, wrong.json()[1]["answer"]) == (1, "failed")
