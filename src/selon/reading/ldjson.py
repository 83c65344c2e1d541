"""What schema.org objects say: types, names, texts, addresses; tolerant of every shape that publishers write.

Objects are plain JSON values (schema.org 29, JSON-LD 1.1 without contexts). No function here raises on strange input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_REPORTS = ("Article", "Posting", "Report")


def each(value: object) -> list[Any]:
    """The values in a field that may hold one, a list of them, or nothing."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    listed = value.get("@list") or value.get("itemListElement") if isinstance(value, dict) else None
    return listed if isinstance(listed, list) else [value]


def types(node: Json) -> tuple[str, ...]:
    """The names of a node's types, without their address."""
    return tuple(str(t).rpartition("/")[2].rpartition(":")[2] for t in each(node.get("@type")))


def is_article(node: object) -> bool:
    """Whether a node is an article, a posting or a report by its type; `NewsArticle` and every type that ends so."""
    return isinstance(node, dict) and any(t.endswith(_REPORTS) for t in types(node))


def is_posting(node: object) -> bool:
    """Whether an object can be read as a report: an article by type or without type, with a text of its own; anything that
    has an `articleBody` (a page of an authority that is typed as `WebPage` is one too)."""
    if not isinstance(node, dict):
        return False
    if types(node) and not is_article(node):
        return isinstance(node.get("articleBody"), str)
    return any(isinstance(node.get(key), str) for key in ("articleBody", "headline", "text"))


def text(node: Json, *keys: str) -> str | None:
    """The first field of `keys` that holds text; language-tagged values are unwrapped."""
    for key in keys:
        for value in each(node.get(key)):
            found = value.get("@value") if isinstance(value, dict) else value
            if isinstance(found, str) and found.strip():
                return found
    return None


def names(value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names in an author or publisher field, each with the types of its node (empty for a bare string)."""
    for item in each(value):
        if isinstance(item, str):
            yield item, ()
        elif isinstance(item, dict):
            name = item.get("name")
            for one in each(name):
                if isinstance(one, str):
                    yield one, types(item)
            if isinstance(name, dict):
                yield from names(name)
            if name is None:
                given = [item.get("givenName"), item.get("familyName")]
                if all(isinstance(part, str) for part in given):
                    yield " ".join(given), types(item)  # type: ignore[arg-type]


def name(value: object) -> str | None:
    """The first name in an author or publisher field."""
    return next((found.strip() for found, _ in names(value) if found.strip()), None)


def address(value: object) -> str | None:
    """The first http(s) address in a field: a bare string, or the `url`, `contentUrl` or `@id` of a node."""
    for item in each(value):
        for found in [item] if not isinstance(item, dict) else [item.get(k) for k in ("url", "contentUrl", "@id")]:
            for one in each(found):
                if isinstance(one, str) and one.startswith(("http://", "https://")):
                    return one
    return None


def own_address(node: Json) -> str | None:
    """The address of the report itself."""
    return next((a for k in ("url", "mainEntityOfPage", "@id") if (a := address(node.get(k)))), None)


def language(node: Json) -> str | None:
    """The declared language as written (`fr`, `en-GB`), of the node itself."""
    for value in each(node.get("inLanguage")):
        code = value.get("alternateName") or value.get("name") if isinstance(value, dict) else value
        if isinstance(code, str):
            return code
    return None


def picture(node: Json) -> tuple[str, str | None] | None:
    """The address of the first image, as written, and its credit, if it is said."""
    for key in ("image", "thumbnailUrl"):
        for item in each(node.get(key)):
            if found := address(item) or _relative(item):
                said = text(item, "creditText", "copyrightNotice") if isinstance(item, dict) else None
                who = (name(item.get("author")) or name(item.get("creator"))) if isinstance(item, dict) else None
                return found, said or who
    return None


def _relative(item: object) -> str | None:
    """An address without a host, as some pages write their images."""
    value = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
    return value if isinstance(value, str) and re.match(r"/[^\s<>]{1,1000}$", value) else None


def credits_of(node: Json) -> tuple[str, ...]:
    """The outlets or agencies that the report credits: its source organisation, its credit line, what it rests on."""
    found = [n for key in ("sourceOrganization", "creditText") for n, _ in names(node.get(key))]
    for key in ("isBasedOn", "sharedContent"):
        for item in each(node.get(key)):
            if isinstance(item, dict):
                found += [n for field in ("publisher", "author") for n, _ in names(item.get(field))]
    return tuple(dict.fromkeys(" ".join(n.split()) for n in found if n.strip()))


def nodes(value: object, depth: int = 6) -> Iterator[Json]:
    """All nodes of a JSON-LD value: itself, lists, `@graph`, `mainEntity`, `hasPart`; not deeper than `depth`."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value[:1000]:
            yield from nodes(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from nodes(value[key], depth - 1)
