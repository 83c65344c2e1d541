"""Feeds: what an entry says is kept as it says it; hostile XML opens nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import linear

from selon.capture.feeds import captures, item_capture, read_feed, to_document
from selon.capture.plain import iso, text_of_markup
from selon.model import Capture

HOME = "https://news.example/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Journal</title><link>https://news.example/</link><language>fr-FR</language>
<item><title>Trois morts &amp;amp; deux blessés</title><link>/a?utm_source=rss&amp;id=4</link><guid isPermaLink="false">x1</guid>
<pubDate>Fri, 15 Sep 2023 10:20:30 +0300</pubDate><description>Résumé.</description>
<content:encoded><![CDATA[<p>Le maire a dit :<br/>« Trois morts ».</p><p>Fin.</p><script>alert(1)</script>]]></content:encoded>
<source url="https://afp.example/feed">AFP</source><dc:creator>Jeanne Martin</dc:creator></item>
<item><title>Autre</title><link>https://news.example/b</link>
<pubDate>vendredi matin</pubDate><description>Court.</description></item>
</channel></rss>""".encode()
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>T</title>
<entry><id>tag:x,1</id><title type="html">A &amp;amp; B</title><link rel="alternate" href="https://x.example/1"/>
<published>2023-09-15T09:00:00+02:00</published><updated>2023-09-15T10:00:00+02:00</updated><author><name>Q</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hallo</p></div></content>
<source><title>dpa</title><id>https://dpa.example/</id></source></entry></feed>"""
JSON_FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "uk",
    "items": [{"id": 7, "url": "https://j.example/7", "title": "Назва", "content_text": "Перший <b>.\n\nДругий.",
               "date_published": "2023-09-15T10:00:00Z", "authors": [{"name": "Олена"}], "external_url": "https://other.example/x"}],
}).encode()  # fmt: skip


def documents(payload: bytes) -> list:
    return [to_document(c)[0] for c in captures(payload, HOME) if isinstance(c, Capture)]


def test_rss_keeps_dates_as_written_and_the_source_of_a_reprint_as_credit() -> None:
    (first, second), faults = read_feed(RSS, HOME)
    assert faults == ()
    assert first.published == "Fri, 15 Sep 2023 10:20:30 +0300"
    assert first.url == "https://news.example/a?id=4"
    assert first.source == ("AFP", "https://afp.example/feed")
    assert (first.full, second.full) == (True, False)
    document = documents(RSS)[0]
    assert document.text == "Trois morts & deux blessés\n\nLe maire a dit :\n« Trois morts ».\n\nFin."
    assert document.published == "2023-09-15T10:20:30+03:00"
    assert document.credits == ("AFP", "https://afp.example/feed")
    assert document.authors == ("Jeanne Martin",)
    assert (document.outlet, document.language, document.headline) == ("Le Journal", "fr", "Trois morts & deux blessés")


def test_a_date_that_is_none_stays_in_the_bytes_and_is_said() -> None:
    capture = item_capture(read_feed(RSS, HOME)[0][1], HOME)
    document, faults = to_document(capture)
    assert document.published is None
    assert [f.code for f in faults] == ["date"]
    assert b"vendredi matin" in capture.payload


def test_atom() -> None:
    document = documents(ATOM)[0]
    assert document.text == "A & B\n\nHallo"
    assert (document.published, document.modified) == ("2023-09-15T09:00:00+02:00", "2023-09-15T10:00:00+02:00")
    assert document.language == "de"
    assert document.credits[0] == "dpa"


def test_json_feed() -> None:
    document = documents(JSON_FEED)[0]
    assert document.text == "Назва\n\nПерший <b>.\n\nДругий."
    assert (document.published, document.authors, document.language) == ("2023-09-15T10:00:00+00:00", ("Олена",), "uk")
    assert document.credits == ("https://other.example/x",)


def test_the_same_entry_gives_the_same_bytes_and_an_edited_one_others() -> None:
    one, two = (next(iter(captures(RSS, HOME))) for _ in range(2))
    edited = next(iter(captures(RSS.replace("Trois morts »".encode(), "Quatre morts »".encode()), HOME)))
    assert one.digest == two.digest
    assert (edited.url, edited.digest != one.digest) == (one.url, True)


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;">', '<!entity x "y">'],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(declared: str, encoding: str) -> None:
    rss = '<rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>'
    feed = f'<?xml version="1.0"?><!DOCTYPE r [{declared}]>{rss}'
    items, faults = read_feed(feed.encode(encoding), HOME)
    assert items == ()
    assert [f.code for f in faults] == ["entities"]


def test_a_payload_that_reads_like_a_path_opens_no_file(tmp_path: Path) -> None:
    local = tmp_path / "secret.xml"
    local.write_bytes(RSS)
    items, faults = read_feed(str(local).encode(), HOME)
    assert items == ()
    assert [f.code for f in faults] == ["feed"]


def test_a_feed_that_breaks_off_gives_what_is_there_and_says_so() -> None:
    items, faults = read_feed(RSS[: RSS.index(b"<item><title>Autre")], HOME)
    assert len(items) == 1
    assert [f.code for f in faults] == ["feed"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    items, faults = read_feed(payload, HOME)
    assert items or faults


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<br>b</p>\n<p>c</p>", "a\nb\n\nc"), ("a  \n b", "a b"), ("a &lt;b&gt; &amp; c", "a <b> & c"), ("", ""),
        ("<style>x{}</style>a<script>y</script>", "a"), ("a<br><br><br>b", "a\n\nb"), ("<ul><li>x<li>y</ul>", "x\n\ny"),
        ("<b>a</b><i>b</i>", "ab"), ("1 < 2", "1 < 2"),
    ],
)  # fmt: skip
def test_markup_to_text(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


def test_deep_and_long_markup_comes_back() -> None:
    assert text_of_markup("<div>" * 100_000 + "x") == "x"
    assert text_of_markup("<" * 200_000).count("<") <= 200_000


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Fri, 15 Sep 2023 10:20:30 +0300", "2023-09-15T10:20:30+03:00"),
        ("2023-09-15T10:00:00Z", "2023-09-15T10:00:00+00:00"),
        ("15 Sep 2023 10:20 GMT", "2023-09-15T10:20:00+00:00"), ("2023-09-15", "2023-09-15T00:00:00"),
        ("tomorrow", None),
        ("31 Feb 2023 00:00 GMT", None), ("", None), ("9" * 200, None),
    ],
)  # fmt: skip
def test_dates(said: str, kept: str | None) -> None:
    assert iso(said) == kept


@pytest.mark.parametrize(("start", "end"), [("<item>", "</item>"), ("<entry>", "</entry>")])
def test_a_feed_of_a_million_entries_is_read_up_to_the_two_thousandth(start: str, end: str) -> None:
    def read_it(size: int) -> None:
        body = "".join(f"{start}<title>t{n}</title>{end}" for n in range(size)).encode()
        if start == "<item>":
            feed = b'<rss version="2.0"><channel><title>F</title>' + body + b"<language>fr</language></channel></rss>"
        else:
            feed = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>' + body + b"</feed>"
        items, faults = read_feed(feed, "https://n.example/rss")
        assert ([i.title for i in items[:2]], items[-1].title) == (["t0", "t1"], f"t{min(size, 2000) - 1}")
        assert [f.reason for f in faults if f.code == "cut"] == [f"{size} entries; 2000 are read"] * (size > 2000)
        assert len(faults) == (size > 2000), "and still well-formed"
        empty = b'<rss version="2.0"><channel><title>F</title>' + b"<item/>" * (3 * size) + b"</channel></rss>"
        assert len(read_feed(empty, "https://n.example/rss")[0]) == min(3 * size, 2000)

    linear(read_it, 300_000)


@pytest.mark.parametrize("start", ["<item ", "<item><title ", "<item><x:y "])
def test_a_tag_of_countless_attributes_is_read_in_linear_time(start: str) -> None:
    def read_it(size: int) -> None:
        many = " ".join(f'a{n}="x"' for n in range(size))
        read_feed(
            f'<rss version="2.0"><channel><title>F</title>{start}{many}/></channel></rss>'.encode(),
            "https://n.example/",
        )

    linear(read_it, 60_000)


@pytest.mark.parametrize(
    "encoding", ["utf-7", "cp037", "cp500", "hz", "unicode_escape", "raw_unicode_escape", "punycode", "utf-16"]
)
def test_a_feed_in_an_encoding_that_hides_its_tags_is_not_read(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    feed = '<!DOCTYPE r [<!ENTITY x "y">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>'
    items, faults = read_feed(head + feed.encode("utf-7"), "https://n.example/rss")
    assert items == () and [f.code for f in faults] == ["encoding"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "utf-8-sig"])
def test_feeds_in_honest_encodings_are_read(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    feed = f'<?xml version="1.0" encoding="{named}"?><rss version="2.0"><channel><item><title>Мост</title></item></channel></rss>'
    items, faults = read_feed(feed.encode(encoding), "https://n.example/rss")
    assert ([i.title for i in items], faults) == (["Мост"], ())


def test_a_feed_of_a_million_tags_is_refused() -> None:
    feed = b'<rss version="2.0"><channel><item>' + b"<b/>" * 1_000_000 + b"</item></channel></rss>"
    assert [f.code for f in read_feed(feed, "https://n.example/rss")[1]] == ["too-large"]
