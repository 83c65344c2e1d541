"""Which report a capture is a version of: by its URL, else by its name, else by its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from selon.model import Capture, Document

ID_DIGITS = 16
"""Hexadecimal digits of a report's identifier: 64 bits, so a million reports collide with odds of 1 to 36 million."""

NAMELESS = frozenset({"", "-", "<stdin>"})
"""Names that say nothing about a report (standard input): it is told by its bytes."""

_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Identity:
    """id: `r-…`, derived from `key` alone. key: what makes it this report, `url:…`, `name:…` or `capture:…`. url: to
    show.
    """

    id: str
    key: str
    url: str | None


def clean(text: str) -> str:
    """`text` with lone surrogates written out (a file name of odd bytes has them), so that UTF-8 can hold it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        return parts if parts.scheme in _PORTS and parts.hostname else None
    except ValueError:
        return None


def normal_url(url: str) -> str:
    """The part of an address that tells reports apart.

    Scheme, user, case of the host, default port and fragment are dropped (a fragment that is a path, `#!/…` or `#/…`,
    stays). An address that is not http(s) stays as written.
    """
    parts = _split(url)
    if parts is None:
        return url.strip()
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_PORTS[parts.scheme])
    query = "?" + parts.query if parts.query else ""
    fragment = "#" + parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return f"//{host}{parts.path or '/'}{query}{fragment}"


def same_site(a: str, b: str) -> bool:
    """Whether two addresses stand on one host, or one host is a part of the other (`www.`, `m.`, `amp.`)."""
    one, two = _split(a), _split(b)
    if one is None or two is None:
        return normal_url(a) == normal_url(b)
    left, right = ((p.hostname or "").removeprefix("www.") for p in (one, two))
    return left == right or left.endswith("." + right) or right.endswith("." + left)


def report_url(capture: Capture, document: Document) -> str | None:
    """The address that a report goes by.

    What the page declares wins over where it was captured (tracking parameters, short links), unless it names another
    site: a page cannot declare itself a version of somebody else's report.
    """
    if capture.url and document.url:
        return document.url if same_site(capture.url, document.url) else capture.url
    return capture.url or document.url


def id_of(key: str) -> str:
    """The identifier of the report with this key."""
    return "r-" + hashlib.sha256(key.encode()).hexdigest()[:ID_DIGITS]


def url_key(url: str) -> str:
    """The key of the report at this address."""
    return "url:" + normal_url(clean(url))


def identify(capture: Capture, document: Document) -> Identity:
    """Which report `capture` is a version of."""
    url = report_url(capture, document)
    name = clean(capture.name).strip()
    if url:
        key = url_key(url)
    elif name not in NAMELESS:
        key = "name:" + name
    else:
        key = "capture:" + capture.digest
    return Identity(id_of(key), key, clean(url) if url else None)
