"""Watching a site of our own: new entries, silent edits, restarts, a host that is away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.capture.loopback import Request, Server, serving
from tests.unit.capture.test_telegram import PAGE

from selon.capture.watch import Source, StateFile
from selon.intake import inbox, watch
from selon.intake.web import Collector, Web
from selon.ledger import Ledger

WEB = Web(allow_private=True, pause=0)


class Site:
    """A feed of numbered stories that can be edited; counts what is asked for."""

    def __init__(self, stories: int) -> None:
        self.texts = {n: f"The mayor said that {n} bridges are closed in the town today." for n in range(stories)}
        self.down = False

    def feed(self, request: Request) -> None:
        if self.down:
            request.reply(b"", "503 Away", "Retry-After: 7000")
            return
        items = "".join(f"<item><title>Story {n}</title><link>/s/{n}</link></item>" for n in self.texts)
        body = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
        request.reply(body, "200 OK", "Content-Type: application/rss+xml")

    def story(self, request: Request) -> None:
        n = int(request.path.rpartition("/")[2])
        html = f"<!doctype html><html lang='en'><title>S</title><article><h1>Story {n}</h1><p>{self.texts[n]}</p></article></html>"
        request.reply(html.encode())

    def routes(self) -> dict:
        return {"/rss": self.feed, "/robots.txt": lambda r: r.reply(b"", "404 No"), "*": self.story}


class Desk:
    """A watcher with a clock that is set by hand."""

    def __init__(self, folder: Path, ledger: Ledger, collector: Collector) -> None:
        self.now = 1_000_000.0
        self.events: list[watch.Event] = []
        states, _ = StateFile.load(folder / "state.json")
        self.watcher = watch.Watcher(ledger, collector, states, "tester", self.events.append, lambda: self.now)
        self.watcher.start()


def feed_of(server: Server, *recheck: float) -> Source:
    return Source("T", "feed", server.url + "/rss", 900.0, recheck)


def test_new_entries_once_and_silent_edits_when_looked_at_again(tmp_path: Path) -> None:
    site = Site(3)
    with (
        serving(site.routes()) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
        Collector(WEB) as collector,
    ):
        desk, source = Desk(tmp_path, ledger, collector), feed_of(server, 3600.0)
        assert desk.watcher.poll(source) == Counter(added=3)
        desk.now += 900
        site.texts[7] = "Anna Bell said that a fourth bridge has been closed since Monday."
        assert desk.watcher.poll(source) == Counter(added=1)
        assert [p for p in server.paths() if p.startswith("/s/")] == ["/s/0", "/s/1", "/s/2", "/s/7"], (
            "nothing is fetched twice"
        )
        site.texts[1] = "The mayor said that 9 bridges are closed in the town today."
        desk.now += 2700
        counts = desk.watcher.poll(source)
        assert (counts["version"], counts["silent"]) == (1, 1)
        assert [e.silent for e in desk.events if e.what == "version"] == [1]
        edit = next(ledger.entries(kind="edit"))
        assert (edit.body["silent"], edit.body["aspects"]) == (1, ["figure"])
        assert not [c for c in ledger.verify() if c.answer == "failed"]


def test_a_page_that_silently_goes_back_is_seen(tmp_path: Path) -> None:
    site = Site(1)
    with (
        serving(site.routes()) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
        Collector(WEB) as collector,
    ):
        desk, source = Desk(tmp_path, ledger, collector), Source("P", "page", server.url + "/s/0", 60.0)
        told = site.texts[0]
        for site.texts[0] in (told, told.replace("0", "9"), told, told):
            desk.watcher.poll(source)
            desk.now += 61
        assert [(e.what, e.silent) for e in desk.events] == [("added", 0), ("version", 1), ("version", 1), ("known", 0)]
        assert [e.what for e in inbox.events(ledger)] == ["silent", "version", "silent", "version", "added"]
        assert inbox.events(ledger)[1].returns == 1
        assert not [c for c in ledger.verify() if c.answer == "failed"]


def test_a_restart_goes_on_where_it_was(tmp_path: Path) -> None:
    site = Site(2)
    with (
        serving(site.routes()) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
        Collector(WEB) as collector,
    ):
        source = feed_of(server, 60.0)
        first = Desk(tmp_path, ledger, collector)
        first.watcher.poll(source)
        second = Desk(tmp_path, ledger, collector)
        assert second.watcher.due([source]) == []
        second.now += 61
        assert second.watcher.due([source]) == [source], "the looks again are remembered"
        assert second.watcher.poll(source) == Counter(known=2)
        second.now += 900
        assert second.watcher.poll(source) == Counter()
        assert len(list(ledger.reports())) == 2


def test_a_host_that_is_away_is_left_alone_as_long_as_it_says(tmp_path: Path) -> None:
    site = Site(1)
    site.down = True
    with (
        serving(site.routes()) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
        Collector(WEB) as collector,
    ):
        desk, source = Desk(tmp_path, ledger, collector), feed_of(server)
        assert desk.watcher.poll(source)["failed"] == 1
        state = desk.watcher.states.of(source)
        assert (state.failures, round(state.due - desk.now)) == (1, 7000)
        assert [f.code for f in ledger.faults()] == ["busy"]


def test_a_channel_gives_its_posts_and_an_edited_post_is_a_version(tmp_path: Path) -> None:
    page = [PAGE]
    with (
        serving({"/s/durov": lambda r: r.reply(page[0].encode())}) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
    ):
        resolver = lambda host, port: ["127.0.0.1"]  # noqa: E731
        with Collector(WEB, resolver=resolver) as collector:
            desk = Desk(tmp_path, ledger, collector)
            source = Source("D", "channel", f"http://t.me:{server.port}/s/durov", 900.0)
            import selon.capture.channel as channel

            original, channel.channel_of = channel.channel_of, lambda address: "durov"
            try:
                assert desk.watcher.poll(source) == Counter(added=1, noted=1)
                desk.now += 900
                page[0] = PAGE.replace("Первая строка", "Министр заявил, что первая строка исправлена").replace(
                    "1.2K", "9K"
                )
                assert desk.watcher.poll(source)["version"] == 1
            finally:
                channel.channel_of = original
        assert [r.url for r in ledger.reports()] == ["https://t.me/durov/120"]


def test_the_schedule_runs_and_ends_when_told(tmp_path: Path) -> None:
    site = Site(1)
    with (
        serving(site.routes()) as server,
        Ledger.open(tmp_path / "a.db", create=True) as ledger,
        Collector(WEB) as collector,
    ):
        states, _ = StateFile.load(tmp_path / "state.json")
        watcher = watch.Watcher(ledger, collector, states, "tester")
        stop, polled = threading.Event(), []
        source = Source("T", "feed", server.url + "/rss", 0.3)

        def after(source: Source, counts: Counter[str]) -> None:
            polled.append(dict(counts))
            if len(polled) == 3:
                stop.set()

        started = time.monotonic()
        watch.run(watcher, [source], stop, after)
        assert time.monotonic() - started < 300
    assert polled[0] == {"added": 1}
    assert polled[1:3] == [{}, {}]


def test_the_command_polls_once_and_lives_until_it_is_told(tmp_path: Path) -> None:
    site = Site(2)
    with serving(site.routes()) as server:
        (tmp_path / "sources.toml").write_text(
            f'[[source]]\nfeed = "{server.url}/rss"\nname = "Town"\n', encoding="utf-8"
        )
        command = [sys.executable, "-m", "selon", "watch", str(tmp_path / "sources.toml"), "--allow-private", "--pause", "0",
                   "--ledger", str(tmp_path / "a.db")]  # fmt: skip
        once = subprocess.run([*command, "--once"], capture_output=True, text=True, timeout=240, check=False)
        assert once.returncode == 0, once.stderr
        assert "Town: 2 added" in once.stdout
        (tmp_path / "a.db.watch.json").unlink()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
        try:
            assert "Town:" in process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=240) == 0
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert len(list(ledger.reports())) == 2


@pytest.mark.skipif(os.name != "posix", reason="locks of files")
def test_a_second_watcher_is_told_who_watches_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    site = Site(1)
    with serving(site.routes()) as server:
        (tmp_path / "sources.toml").write_text(f'[[source]]\nfeed = "{server.url}/rss"\n', encoding="utf-8")
        command = [sys.executable, "-m", "selon", "watch", str(tmp_path / "sources.toml"), "--allow-private", "--pause", "0",
                   "--ledger", str(tmp_path / "a.db")]  # fmt: skip

        def once() -> subprocess.CompletedProcess[str]:
            return subprocess.run([*command, "--once"], capture_output=True, text=True, timeout=240, check=False)

        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        ) as first:
            try:
                assert "1 added" in first.stdout.readline()
                second = once()
                assert second.returncode == 1
                assert f"process {first.pid} watches with this ledger already [ledger-locked]" in second.stderr
            finally:
                first.kill()
        third = once()
        assert third.returncode == 0, third.stderr
        assert "nothing was due" in third.stdout, "the refused watcher left the state of the first as it was"
