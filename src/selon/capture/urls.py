"""Addresses: what is fetched, how it is written, and when two addresses are one.

Canonical form after RFC 3986 section 6 (case, default port, dot segments), host names in ASCII (IDNA 2008, UTS 46),
no fragment, no user name, no tracking parameters. Parameters that are kept stay in their order.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from selon.errors import InputError

SCHEMES = ("http", "https")
MAX_URL = 8192
"""Longer addresses are refused (characters)."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_TRACKING_PREFIX = ("utm_", "at_custom", "pk_", "mtm_", "hsa_", "oly_", "vero_", "ns_")
_TRACKING = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh",
    "li_fat_id", "mc_cid", "mc_eid", "_openstat", "wt_mc", "wt.mc_id", "cmpid", "xtor", "ocid", "ito", "s_cid",
    "smid", "_ga", "_gl", "gbraid", "wbraid", "rb_clickid", "srsltid",
))  # fmt: skip
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_BEHIND_BRACKET = re.compile(r"(?::\d*)?")
_USER = re.compile(r"//[^/?#]*@")
_NAME = re.compile(r"[^\w.-]+")


def parts_of(url: str) -> SplitResult:
    """The parts of an http(s) address; `InputError` (`scheme`, `address`) for everything else."""
    if len(url) > MAX_URL:
        raise InputError(f"the address has {len(url)} characters; {MAX_URL} are allowed", shown(url), "address")
    if any(c.isspace() or ord(c) < 32 or "\ud800" <= c <= "\udfff" for c in url):
        raise InputError(
            "white space, control characters or halves of characters in the address", ascii(shown(url)), "address"
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise InputError(f"not an address: {fault}", shown(url), "address") from fault
    if parts.scheme.lower() not in SCHEMES:
        raise InputError(
            f"scheme {parts.scheme or '(none)'!r} is refused; only http and https are fetched", shown(url), "scheme"
        )
    if wrong := _wrong_host(parts, port):
        raise InputError(wrong, shown(url), "address")
    return parts


def _wrong_host(parts: SplitResult, port: int | None) -> str:
    """Why a host is refused as it is written; empty when it is not."""
    if not (parts.hostname or "").strip("."):
        return "the address names no host"
    if not _BEHIND_BRACKET.fullmatch(parts.netloc.rpartition("]")[2]) and "]" in parts.netloc:
        return "nothing but a port stands behind the bracket of a host"
    if parts.username is not None or parts.password is not None:
        return "an address with a user name is refused"
    if "%" in (parts.hostname or ""):
        return "a host with a zone, or with percent signs, is refused"
    return "there is no port 0" if port == 0 else ""


def shown(url: str) -> str:
    """The beginning of an address for a fault; what stands before `@` may be a password, and is left out."""
    return _USER.sub("//...@", url[:MAX_URL])[:80]


def host_of(url: str) -> str:
    """The host of an address in ASCII, lower case, without a final dot; IPv6 without brackets."""
    return ascii_host(parts_of(url).hostname or "")


def ascii_host(host: str) -> str:
    """A host name as it is looked up: IDNA for letters outside ASCII, lower case, no final dot."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as fault:
        raise InputError(f"not a host name: {fault}", ascii(host[:80]), "address") from fault


def port_of(parts: SplitResult) -> int:
    """The port of an address, the scheme's own when none is written."""
    return parts.port or _DEFAULT_PORT[parts.scheme.lower()]


def canonical(url: str) -> str:
    """The address under which a report is kept: one spelling, no fragment, no tracking parameters."""
    parts = parts_of(url)
    scheme, host = parts.scheme.lower(), ascii_host(parts.hostname or "")
    netloc = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _DEFAULT_PORT[scheme]:
        netloc += f":{parts.port}"
    path = urlsplit(urljoin(f"{scheme}://{netloc}/", quote(parts.path or "/", safe=_SAFE))).path or "/"
    return urlunsplit((scheme, netloc, path, _clean_query(parts.query), ""))


def _clean_query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(pair.partition("=")[0].lower())]
    return quote("&".join(kept), safe=_SAFE)


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIX)


def join(base: str, reference: str) -> str:
    """`reference` as seen from `base`; `InputError` when the result is no http(s) address."""
    try:
        joined = urljoin(base, reference.strip())
    except ValueError as fault:
        raise InputError(f"not an address: {fault}", reference[:80], "address") from fault
    parts_of(joined)
    return joined


def same_site(a: str, b: str) -> bool:
    """Whether two addresses belong to one site: equal hosts, or equal but for `www.`, `m.`, `amp.`, `mobile.` in
    front.
    """
    return _bare(host_of(a)) == _bare(host_of(b))


def _bare(host: str) -> str:
    for prefix in ("www.", "m.", "amp.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def file_name(outside: str, limit: int = 60) -> str:
    """A name from outside as a harmless file name: letters, digits, `_ . -`; no path, no leading dot, never empty."""
    last = re.split(r"[\\/]", outside)[-1]
    clean = _NAME.sub("_", last).strip("._-")[:limit].strip("._-")
    return clean or "unnamed"
