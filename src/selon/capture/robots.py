"""robots.txt after RFC 9309: groups, longest match, wildcards; read in linear time, whatever it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

MAX_BYTES = 500 * 1024
"""Bytes of a robots.txt that are looked at (RFC 9309 §2.5 asks for at least 500 KiB)."""

_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one group for us: (allow, pattern) pairs in file order, and the delay it asks for in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched: the longest matching pattern decides, allow wins a tie, nothing
        matching allows.
        """
        return self.decision(url)[0]

    def decision(self, url: str) -> tuple[bool, str]:
        """Whether the address may be fetched, and the rule that says so (empty when none does)."""
        parts = urlsplit(url)
        path = _octets((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True, ""
        hits = [(len(pattern), allow, pattern) for allow, pattern in self.rules if _matches(pattern, path)]
        if not hits:
            return True, ""
        _, allow, pattern = max(hits)
        return allow, f"{'Allow' if allow else 'Disallow'}: {pattern}"


EVERYTHING = Rules()
NOTHING = Rules(((False, "/"),))


@dataclass(slots=True)
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[tuple[bool, str]] = field(default_factory=list)
    delay: float | None = None
    closed: bool = False


def parse(payload: bytes, agent: str) -> Rules:
    """The rules of a robots.txt for the product token `agent` (`Selon`); the `*` group when no group names it."""
    groups: list[_Group] = []
    for raw in payload[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        name, colon, value = raw.partition("#")[0].partition(":")
        if colon:
            _line(groups, name.strip().lower(), value.strip())
    token = agent.lower()
    named = [g for g in groups if token in g.agents] or [g for g in groups if "*" in g.agents]
    rules = tuple(rule for group in named for rule in group.rules)
    return Rules(rules, next((g.delay for g in named if g.delay is not None), None))


def _line(groups: list[_Group], name: str, value: str) -> None:
    if name == "user-agent":
        if not groups or groups[-1].closed:
            groups.append(_Group())
        groups[-1].agents.append(value.partition("/")[0].strip().lower())
    elif groups and name in ("allow", "disallow"):
        groups[-1].closed = True
        if value:
            groups[-1].rules.append((name == "allow", _octets(value)))
    elif groups and name == "crawl-delay":
        groups[-1].closed = True
        if value.isascii() and value.replace(".", "", 1).isdigit() and len(value) < 20:
            groups[-1].delay = min(float(value), 60.0)


def _octets(path: str) -> str:
    """A path with everything outside ASCII percent-encoded and percent signs in one case, so that both sides compare
    equal.
    """
    text = quote(path, safe=_SAFE)
    pieces = text.split("%")
    return pieces[0] + "".join("%" + p[:2].upper() + p[2:] for p in pieces[1:])


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule's pattern (`*` anything, `$` at the end) matches from the start of the path; greedy, no
    backtracking.
    """
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or path == first
    at = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = rest[-1]
    return path.endswith(last) and len(path) - len(last) >= at if anchored else path.find(last, at) >= 0
