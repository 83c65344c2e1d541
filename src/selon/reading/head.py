"""What a page says about itself: JSON-LD, OpenGraph and other meta fields, `<time>`, the headline as shown.

The order of trust, per field, was measured on real pages: JSON-LD first (it gives the minute and the zone), then meta
fields, then the visible page; a later source replaces an earlier one only where it says more (a zone, a person).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from selon.reading import bylines, ldjson
from selon.reading.moments import lenient, precision
from selon.reading.shown import shown_moment
from selon.reading.titles import Titles, titles

PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "article:published:time",
    "og:published_time", "datepublished", "date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "pubdate", "pub_date",
    "publish_date", "publish-date", "published_at", "sailthru.date", "dc.date", "dcterms.date", "release_date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "last-modified",
    "lastmod", "lastupdate", "dcterms.modified", "dc.date.modified", "parsely-modified-date",
)  # fmt: skip
AUTHORS = (
    "author", "article:author", "og:article:author", "og:author", "parsely-author", "sailthru.author",
    "cxenseparse:author", "mrf:authors", "dc.creator", "dcterms.creator", "byl", "citation_author", "dc.contributor",
)  # fmt: skip
OUTLET = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "copyright")
LANGUAGE = ("og:locale", "content-language", "dc.language", "language", "inlanguage")
MAX_SCRIPT = 1_000_000
"""Characters; a longer JSON-LD script is left out."""

_OPENER = re.compile(r"(?://)?\s*(?:<!--|<!\[CDATA\[)")
_TRAILING = re.compile(r",(?=\s*[}\]])")
_BYLINE = ", ".join(
    ['[rel~="author"]', '[itemprop="author"] [itemprop="name"]', '[itemprop="author"]']
    + [f'[{key}*="{word}"]' for key in ("class", "data-testid") for word in ("author", "Author", "byline", "Byline")]
    + ['[class*="autor"]']
)
_CREDIT = ", ".join(f'figure [{part}]' for part in (
    'class*="credit"', 'class*="Credit"', 'class*="copyright"', 'itemprop="copyrightHolder"',
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What the page declares: fields as in `Document`; `body` is the text declared in JSON-LD, `lead` the summary."""

    titles: Titles
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    picture: tuple[str, str | None] | None = None
    credits: tuple[str, ...] = ()
    lead: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class _Sources:
    """The parsed page, its meta fields by name in small letters, its JSON-LD nodes, the article among them."""

    tree: LexborHTMLParser
    metas: dict[str, list[str]]
    article: ldjson.Json
    by_id: dict[str, ldjson.Json] = field(default_factory=dict)

    def meta(self, *names: str) -> Iterator[str]:
        """The values of meta fields, in the order of `names`."""
        for name in names:
            yield from self.metas.get(name, ())


def read_head(tree: LexborHTMLParser, address: str | None) -> Head:
    """What the page says about itself. `address`: where it was found, to complete relative addresses."""
    sources = _sources(tree)
    url = _address(sources, address)
    outlet = _outlet(sources, url)
    authors = _authors(sources, outlet)
    return Head(
        titles=titles(tree, ldjson.text(sources.article, "headline", "name"), list(sources.meta("og:title")), outlet),
        authors=tuple(name for name, _ in authors),
        outlet=outlet,
        published=_published(sources),
        modified=_best([sources.article.get("dateModified"), *sources.meta(*MODIFIED)]),
        language=_language(sources),
        url=url,
        picture=_picture(sources, url),
        credits=_credits(sources, authors, outlet),
        lead=_lead(sources),
        body=ldjson.text(sources.article, "articleBody"),
    )


# --- sources ----------------------------------------------------------------------------------------------------------


def _sources(tree: LexborHTMLParser) -> _Sources:
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        found = node.attributes
        name = found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv")
        content = (found.get("content") or "").strip()
        if name and content and not _inside(node, ("figure", "aside")):
            metas.setdefault(name.strip().lower(), []).append(content)
    nodes = [n for script in tree.css('script[type*="ld+json"]') for n in ldjson.nodes(_parsed(script.text()))]
    by_id = {str(n["@id"]): n for n in nodes if "@id" in n and len(n) > 1}
    return _Sources(tree, metas, _main(nodes, metas, tree), by_id)


def _parsed(script: str) -> Any:
    """The JSON in a script, mended where publishers usually break it; `None` when it stays broken."""
    if len(script) > MAX_SCRIPT:
        return None
    bare = _uncommented(_uncommented(script)).rstrip(";")
    for mended in (str, partial(_TRAILING.sub, ""), html.unescape):
        try:
            return json.loads(mended(bare), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _uncommented(script: str) -> str:
    """A script without the marks of a comment or of CDATA around it, and without white space there. Linear in time."""
    bare = script.strip()
    if opener := _OPENER.match(bare):
        bare = bare[opener.end() :].lstrip()
    if bare.endswith(("-->", "]]>")):
        bare = bare[:-3].rstrip().removesuffix("//").rstrip()
    return bare


def _main(nodes: Sequence[ldjson.Json], metas: dict[str, list[str]], tree: LexborHTMLParser) -> ldjson.Json:
    """The article of the page among its nodes: the one with the page's address, else the one that says most."""
    articles = [n for n in nodes if ldjson.is_article(n)]
    if not articles:
        return {}
    canonical = tree.css_first('link[rel="canonical"]')
    own = {_bare(a) for a in [canonical.attributes.get("href") if canonical else None, *metas.get("og:url", ())] if a}
    said = ("headline", "datePublished", "author", "articleBody", "publisher", "image", "dateModified")

    def rank(node: ldjson.Json) -> tuple[bool, int]:
        return _bare(ldjson.own_address(node) or "") in own, sum(bool(node.get(key)) for key in said)

    return max(articles, key=rank)


def _bare(address: str) -> str:
    parts = urlsplit(address.strip()) if "[" not in address else urlsplit("")
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


def _inside(node: LexborNode, tags: tuple[str, ...], limit: int = 12) -> bool:
    parent = node.parent
    while parent is not None and limit:
        if parent.tag in tags:
            return True
        parent, limit = parent.parent, limit - 1
    return False


# --- fields -----------------------------------------------------------------------------------------------------------


def _published(sources: _Sources) -> str | None:
    """The time of publication: what JSON-LD says, made more precise by the meta fields and `<time>` of the same day."""
    values = [sources.article.get("datePublished"), *sources.meta(*PUBLISHED)]
    found = _best(values)
    if found is not None and precision(found) == 2:
        return found
    seen = [lenient(node.attributes.get("datetime") or "") for node in _times(sources.tree)]
    seen = [time for time in seen if time and (found is None or time[:10] == found[:10])]
    return _best([found, *seen]) or shown_moment(sources.tree, _language(sources))


def _times(tree: LexborHTMLParser) -> list[LexborNode]:
    """`<time>` elements that can date the article: those marked so, else the first that stands in no teaser."""
    nodes = [n for n in tree.css("time") if n.attributes.get("datetime")][:20]
    marked = [n for n in nodes if "datePublished" in (n.attributes.get("itemprop") or "") or "pubdate" in n.attributes]
    return marked or [n for n in nodes if not _inside(n, ("a", "aside", "nav", "footer", "li"))][:1]


def _best(values: Iterable[object]) -> str | None:
    """The first time, unless a later one of the same day says more."""
    found: str | None = None
    for value in values:
        time = lenient(value) if value else None
        if time and (found is None or (time[:10] == found[:10] and precision(time) > precision(found))):
            found = time
    return found


def _outlet(sources: _Sources, url: str | None) -> str | None:
    """The name of the outlet as declared; the host when nothing is declared."""
    for value in [ldjson.name(_resolved(sources, "publisher")), *sources.meta(*OUTLET)]:
        if value and len(value) <= 80 and not value.startswith(("http", "@")):
            return bylines.plain(value) or None
    return urlsplit(url).netloc.removeprefix("www.") or None if url else None


def _resolved(sources: _Sources, key: str) -> list[Any]:
    """The values of a field of the article, references to other nodes replaced by these."""
    values = ldjson.each(sources.article.get(key))
    return [
        sources.by_id.get(str(v.get("@id")), v) if isinstance(v, dict) and "name" not in v else v for v in values[:30]
    ]


def _authors(sources: _Sources, outlet: str | None) -> list[tuple[str, bool]]:
    """The authors, each with whether it is an organisation: persons where any source names them."""
    declared = [(name, any(t.endswith("Organization") for t in kinds))
                for name, kinds in ldjson.names(_resolved(sources, "author"))]  # fmt: skip
    from_ld = bylines.declared(declared)
    if any(_is_named(name, organisation, outlet) for name, organisation in from_ld):
        return from_ld
    fields = [v for v in sources.meta(*AUTHORS) if not v.startswith("http") and "@" not in v]
    from_meta = bylines.declared((value, False) for value in fields[:1])
    if any(_is_named(name, organisation, outlet) for name, organisation in from_meta):
        return from_meta
    return _visible(sources) or from_ld or from_meta


def _is_named(name: str, organisation: bool, outlet: str | None) -> bool:
    """Whether a declared author is more than the outlet itself."""
    if organisation:
        return False
    letters, house = _letters(name), _letters(outlet or "")
    return not house or not (letters in house or house in letters)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _visible(sources: _Sources) -> list[tuple[str, bool]]:
    """The persons in the first byline of the page."""
    for node in sources.tree.css(_BYLINE)[:12]:
        if node.tag in ("script", "style", "body", "html", "article") or _inside(node, ("aside", "figure", "footer")):
            continue
        names = bylines.from_byline(node.text(separator=" "))
        if names:
            return [(name, False) for name in dict.fromkeys(names)]
    return []


def _credits(sources: _Sources, authors: list[tuple[str, bool]], outlet: str | None) -> tuple[str, ...]:
    """Agencies and outlets that the page credits: declared, or named as an organisation among the authors."""
    named = [name for name, organisation in authors if organisation and _is_named(name, False, outlet)]
    return tuple(dict.fromkeys([*ldjson.credits_of(sources.article), *named]))


def _language(sources: _Sources) -> str | None:
    root = sources.tree.css_first("html")
    shown = root.attributes.get("lang") or root.attributes.get("xml:lang") if root else None
    values = [shown, ldjson.language(sources.article), *sources.meta(*LANGUAGE)]
    return next((v for v in values if v and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", v)), None)


def _address(sources: _Sources, address: str | None) -> str | None:
    link = sources.tree.css_first('link[rel="canonical"]')
    href = (link.attributes.get("href") or "").strip() if link else ""
    for value in (href, *sources.meta("og:url"), ldjson.own_address(sources.article)):
        full = _joined(address, value or "")
        if full:
            return full
    return address


def _joined(base: str | None, value: str) -> str | None:
    try:
        full = urljoin(base or "", value.strip())
        return full if value and urlsplit(full).scheme in ("http", "https") else None
    except ValueError:
        return None


def _picture(sources: _Sources, url: str | None) -> tuple[str, str | None] | None:
    """The lead image; its credit from JSON-LD, or from a credit element of the first figure."""
    declared = ldjson.picture({"image": _resolved(sources, "image")}) or ldjson.picture(sources.article)
    link = declared[0] if declared else next(iter(sources.meta("og:image", "og:image:url", "twitter:image")), None)
    full = _joined(url, link) if link else None
    if full is None:
        return None
    return full, (declared[1] if declared and declared[1] else None) or _shown_credit(sources.tree)


def _shown_credit(tree: LexborHTMLParser) -> str | None:
    for node in tree.css(_CREDIT)[:20]:
        text = " ".join(node.text(separator=" ").split())
        if 1 < len(text) <= 160:
            return text
    return None


def _lead(sources: _Sources) -> str | None:
    """The declared summary."""
    values = [ldjson.text(sources.article, "description"), *sources.meta("og:description", "description")]
    return next((" ".join(html.unescape(v).split()) for v in values if v), None)
