"""What one request and its answer were, and what a fetch gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selon.errors import Fault
from selon.model import Capture

Headers = tuple[tuple[str, str], ...]
Truncated = Literal["length", "time", "disconnect"]


def header(headers: Headers, name: str) -> str:
    """The value of a header, whatever its case; several are joined by a comma, none gives an empty string."""
    return ", ".join(value for key, value in headers if key.lower() == name)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the wire.

    url: as requested. http: version of the response (`1.1`, `2`). body: the response body, transfer encoding undone,
    content encoding kept; cut when `truncated` says why (`length`, `time`, `disconnect`, the words of WARC 1.1).
    started: UTC, ISO 8601 with microseconds. seconds: by the monotonic clock. ended: UTC by the wall clock. address,
    port: the peer. tls: what the peer's certificate says, `None` for plain HTTP.
    """

    url: str
    method: str
    request_headers: Headers
    http: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    started: str
    ended: str
    seconds: float
    address: str
    port: int
    tls: Mapping[str, object] | None = None
    truncated: Truncated | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What fetching one address gave.

    capture: the bytes with how they were obtained; `None` when there are none. unchanged: the host said 304.
    retry_after: seconds after which the host wants to be asked again, when it said so. final: the address after
    redirects.
    """

    url: str
    final: str
    capture: Capture | None
    faults: tuple[Fault, ...] = ()
    unchanged: bool = False
    status: int | None = None
    retry_after: float | None = None
    exchanges: tuple[Exchange, ...] = ()
