"""Cookies, as little as will do: kept in memory for one run, given back to the very host that set them, never to
another.
"""

from __future__ import annotations

from dataclasses import dataclass

PER_HOST = 50
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class _Cookie:
    value: str
    path: str
    secure: bool


class Jar:
    """Host-only cookies (RFC 6265 with every Domain attribute ignored): some sites redirect forever without them."""

    def __init__(self) -> None:
        self._hosts: dict[tuple[str, int], dict[str, _Cookie]] = {}

    def set(self, host: str, port: int, header: str, secure: bool) -> None:
        """Keep one Set-Cookie header of a host; an empty value or `Max-Age=0` forgets it; too long or too many are
        dropped.
        """
        pair, *attributes = header.split(";")
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not name or len(header) > LONGEST or not pair.isascii() or not pair.isprintable():
            return
        facts = {k.strip().lower(): v.strip() for k, _, v in (a.partition("=") for a in attributes)}
        kept = self._hosts.setdefault((host, port), {})
        if not value or facts.get("max-age", "1").startswith(("0", "-")):
            kept.pop(name, None)
        elif ("secure" not in facts or secure) and (name in kept or len(kept) < PER_HOST):
            path = facts.get("path", "/")
            kept[name] = _Cookie(value, path if path.startswith("/") else "/", "secure" in facts)

    def header(self, host: str, port: int, path: str, secure: bool) -> str:
        """The Cookie header for a request to that host; empty when there is none."""
        kept = self._hosts.get((host, port), {})
        fits = (f"{n}={c.value}" for n, c in kept.items() if _under(path, c.path) and (secure or not c.secure))
        return "; ".join(fits)


def _under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix if prefix.endswith("/") else prefix + "/")
