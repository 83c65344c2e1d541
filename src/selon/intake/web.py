"""Addresses to captures: fetched by the rules, archived as WARC beside the ledger, feeds and channels taken apart."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from selon import __version__, settings
from selon.errors import Fault, InputError, LedgerFull, UsageError
from selon.intake import forms
from selon.model import Capture

if TYPE_CHECKING:
    from selon.capture.fetch import Fetcher
    from selon.capture.fetch import Options as FetchOptions
    from selon.capture.records import Fetched
    from selon.ledger import Ledger
    from selon.pipeline import Options

FULL_TEXTS = 50
"""Entries of one feed whose full text is fetched at a time."""


def is_address(text: str) -> bool:
    """Whether an argument of a command is an address rather than a file."""
    return text.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Web:
    """How to fetch, as a user says it; `None` takes the setting.

    pause: seconds between two requests to one host. jobs: hosts asked at the same time. pages: of a channel's
    preview, the newest first. full: whether the full text of feed entries is fetched that have only a summary.
    """

    allow_private: bool = False
    ignore_robots: bool = False
    pause: float | None = None
    seconds: float | None = None
    jobs: int = 4
    full: bool = True
    pages: int = 1

    def options(self) -> FetchOptions:
        """The same for the fetcher. `UsageError` when the extra is not installed."""
        try:
            from selon.capture.fetch import Options
            from selon.capture.inflate import Bounds
        except ModuleNotFoundError as missing:
            raise UsageError(f"fetching needs the extra `selon[capture]` ({missing.name})", "extra") from missing
        agent = settings.AGENT.value() or f"Selon/{__version__} (news provenance ledger)"
        return Options(
            agent=agent, seconds=self.seconds or settings.FETCH_SECONDS.number(),
            pause=settings.FETCH_PAUSE.number() / 1000 if self.pause is None else self.pause,
            patience=settings.FETCH_PATIENCE.number(), bounds=Bounds(max_bytes=settings.MAX_BYTES.number()),
            allow_private=self.allow_private, ignore_robots=self.ignore_robots,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Got:
    """What one address gave: captures and faults in order, whether the host says that nothing changed, when
    to ask again.
    """

    url: str
    items: tuple[Capture | Fault, ...]
    unchanged: bool = False
    retry_after: float | None = None
    validators: tuple[str | None, str | None] = (None, None)


Known = Callable[[str], tuple[str | None, str | None]]
"""ETag and Last-Modified of the bytes known for an address."""
New = Callable[[str], bool]
"""Whether an address has not been captured yet."""


@dataclass(slots=True)
class Collector:
    """Fetches for one run. Use as a context manager; one fetcher per thread, one pace and one archive for all.

    archive: the folder for WARC files, `None` to keep none. context, resolver: for tests and own certificates.
    """

    web: Web
    archive: Path | None = None
    context: Any = None
    resolver: Any = None
    _local: threading.local = field(default_factory=threading.local)
    _fetchers: list[Fetcher] = field(default_factory=list)
    _shared: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Self:
        from selon.capture.pace import Pace
        from selon.capture.warc_out import WarcWriter

        self._shared["options"] = self.web.options()
        self._shared["pace"] = Pace(self._shared["options"].pause)
        self._shared["writer"] = WarcWriter(self.archive, f"Selon {__version__}") if self.archive else None
        self._shared["sink"] = self._store if self.archive else None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for fetcher in self._fetchers:
            fetcher.__exit__()
        self._fetchers.clear()
        if writer := self._shared.get("writer"):
            writer.close()

    def _store(self, exchange: Any) -> Mapping[str, object]:
        """Archive one exchange; a disk that is full ends the run as a full ledger does."""
        try:
            found: Mapping[str, object] = self._shared["writer"](exchange)
        except OSError as error:
            raise LedgerFull(f"the archive cannot be written: {error.strerror}", str(self.archive)) from error
        return found

    def _fetcher(self) -> Fetcher:
        found: Fetcher | None = getattr(self._local, "fetcher", None)
        if found is None:
            from selon.capture.fetch import Fetcher
            from selon.capture.guard import resolve

            shared = self._shared
            found = Fetcher(shared["options"], shared["pace"], shared["sink"], self.context, self.resolver or resolve)
            self._local.fetcher = found
            self._fetchers.append(found)
        return found

    def get(self, url: str, validators: tuple[str | None, str | None] = (None, None), new: New | None = None) -> Got:
        """Fetch one address and take apart what came. new: which entries of a feed are worth fetching in full."""
        fetched = self._fetcher().fetch(url, *validators)
        if fetched.unchanged:
            return Got(url, (), unchanged=True, validators=validators)
        if fetched.capture is None:
            return Got(url, fetched.faults, retry_after=fetched.retry_after)
        items = tuple(self._taken_apart(fetched.capture, new))
        return Got(url, (*fetched.faults, *items), validators=_validators(fetched))

    def each(self, urls: Iterable[str], known: Known | None = None) -> Iterator[Got]:
        """Fetch many addresses, some at a time, and give them in their order."""
        waiting: list[Future[Got]] = []
        source = iter(urls)
        with ThreadPoolExecutor(max_workers=max(1, self.web.jobs)) as pool:
            try:
                while True:
                    for url in islice(source, 2 * self.web.jobs - len(waiting)):
                        waiting.append(pool.submit(self.get, url, known(url) if known else (None, None)))
                    if not waiting:
                        return
                    yield waiting.pop(0).result()
            finally:
                for future in waiting:
                    future.cancel()

    def post(self, url: str, body: bytes, content_type: str) -> bytes:
        """Send bytes to an address and give the answer's body; `InputError` when there is none."""
        done = self._fetcher().post(url, body, content_type)
        return done.body

    def _taken_apart(self, capture: Capture, new: New | None) -> Iterator[Capture | Fault]:
        from selon.capture.channel import channel_of

        if capture.form == "feed":
            yield from self._entries(capture, new)
        elif channel_of(capture.url or ""):
            yield from self._channel(capture)
        elif capture.form == "warc":
            yield from _in_archive(capture)
        else:
            yield capture

    def _channel(self, capture: Capture) -> Iterator[Capture | Fault]:
        """The posts of a channel's preview page, and of as many older pages as are wanted."""
        from selon.capture.channel import channel_of, older, page_address, read_page

        name = channel_of(capture.url or "") or ""
        for left in range(self.web.pages, 0, -1):
            for item in read_page(capture.payload, capture.url or "", (("page", capture.digest), *capture.meta)):
                yield item if isinstance(item, Fault) else replace(item, observed=capture.observed)
            before = older(capture.payload)
            if left == 1 or before is None:
                return
            fetched = self._fetcher().fetch(urljoin(capture.url or "", page_address(name, before).partition("t.me")[2]))
            yield from fetched.faults
            if fetched.capture is None:
                return
            capture = fetched.capture

    def _entries(self, capture: Capture, new: New | None) -> Iterator[Capture | Fault]:
        """The entries of a feed: as they stand in it when that is the whole report, else fetched."""
        from selon.capture.feeds import item_capture, read_feed

        address = capture.url or capture.name
        items, faults = read_feed(capture.payload, address)
        yield from faults
        for count, item in enumerate(items):
            standing = replace(item_capture(item, address, capture.meta), observed=capture.observed)
            if item.full or not item.url or not self.web.full:
                yield standing
            elif count >= FULL_TEXTS:
                yield Fault("summary-only", item.url, f"more than {FULL_TEXTS} full texts at a time: next time")
            elif new is None or new(item.url):
                yield from self._full(item.url, standing)

    def _full(self, url: str, standing: Capture) -> Iterator[Capture | Fault]:
        fetched = self._fetcher().fetch(url)
        if fetched.capture is None or fetched.capture.form not in ("html", "pdf", "txt"):
            reasons = "; ".join(f.reason for f in fetched.faults) or "it is no page"
            yield standing
            yield Fault("summary-only", url, f"the full text could not be had: {reasons}")
            return
        from selon.capture.fetch import with_meta

        entry = {"digest": standing.digest, "entry": standing.payload.decode("utf-8"), "feed": standing.name}
        yield with_meta(fetched.capture, feed_entry=entry)


def _validators(fetched: Fetched) -> tuple[str | None, str | None]:
    from selon.capture.records import header

    headers = fetched.exchanges[-1].headers if fetched.exchanges else ()
    return header(headers, "etag") or None, header(headers, "last-modified") or None


def _in_archive(capture: Capture) -> Iterator[Capture | Fault]:
    with tempfile.TemporaryDirectory(prefix="selon-") as folder:
        path = Path(folder) / "fetched.warc"
        path.write_bytes(capture.payload)
        yield from forms.in_archive(path)


def archive_of(ledger: Path) -> Path:
    """The folder of WARC files beside a ledger."""
    return ledger.with_name(ledger.name + ".warc")


def known_in(ledger: Ledger) -> Known:
    """What the ledger knows about an address: the validators of the latest bytes captured from it."""
    from selon.errors import LedgerError

    def known(url: str) -> tuple[str | None, str | None]:
        try:
            versions = ledger.versions(ledger.report(url).id)
        except LedgerError:
            return None, None
        meta: Any = ledger.entry(versions[-1].seq).body.get("meta") if versions else {}
        headers = _headers(meta)
        return headers.get("etag"), headers.get("last-modified")

    return known


def _headers(meta: Mapping[str, Any]) -> dict[str, str]:
    response = meta.get("response")
    listed = response.get("headers") if isinstance(response, dict) else None
    return {str(k).lower(): str(v) for k, v in listed or ()}


def addresses(ledger: Ledger) -> set[str]:
    """Every address from which something was captured, canonical."""
    return set(ledger.addresses())


def canonical(url: str) -> str:
    """One spelling for an address; an address that is none stays as it is."""
    from selon.capture import urls

    try:
        return urls.canonical(url)
    except InputError:
        return url


def captures_at(url: str, collector: Collector, options: Options) -> Iterator[Capture | Fault]:
    """The captures at one address, each with what the user says about it."""
    got = collector.get(url)
    for item in got.items:
        yield item if isinstance(item, Fault) else replace(forms.said(item, options), url=item.url or options.url)
