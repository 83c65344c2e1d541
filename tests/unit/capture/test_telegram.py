"""Telegram: exports of any length, preview pages, forwards, edits."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.capture.channel import channel_of, older, page_address, read_page
from selon.capture.telegram import is_export, read_export, to_document
from selon.errors import Fault
from selon.model import Capture

CHAT = {"name": "Фронт сегодня", "type": "public_channel", "id": 1234567}
POST = {
    "id": 17, "type": "message", "date": "2023-09-15T13:20:30", "date_unixtime": "1694773230", "from": "Фронт сегодня",
    "from_id": "channel1234567", "author": "Иван", "forwarded_from": "Рыбарь", "reactions": [{"emoji": "x", "count": 5}],
    "text": ["Минобороны: ", {"type": "bold", "text": "24 дрона"}, " сбиты."],
    "text_entities": [
        {"type": "plain", "text": "Минобороны: "}, {"type": "bold", "text": "24 дрона"}, {"type": "plain", "text": " сбиты."},
    ],
    "photo": "photos/1.jpg", "width": 800,
}  # fmt: skip


def export(folder: Path, *messages: object, **chat: object) -> Path:
    file = folder / "result.json"
    file.write_text(json.dumps({**CHAT, **chat, "messages": list(messages)}, ensure_ascii=False), encoding="utf-8")
    return file


def split(items) -> tuple[list[Capture], list[Fault]]:
    found = list(items)
    return [i for i in found if isinstance(i, Capture)], [i for i in found if isinstance(i, Fault)]


def test_a_post_with_its_forward_as_credit(tmp_path: Path) -> None:
    (capture,), faults = split(read_export(export(tmp_path, POST), "front"))
    document, read_faults = to_document(capture)
    assert capture.url == "https://t.me/front/17"
    assert document.text == "Минобороны: 24 дрона сбиты."
    assert document.published == "2023-09-15T10:20:30Z"
    assert document.credits == ("Рыбарь",)
    assert (document.outlet, document.authors) == ("Фронт сегодня", ("Иван",))
    assert faults == []
    assert read_faults == ()
    assert dict(capture.meta)["export"].startswith("sha256:")


def test_reactions_change_no_bytes_and_an_edit_does(tmp_path: Path) -> None:
    def one(**changes: object) -> Capture:
        return split(read_export(export(tmp_path, POST | changes)))[0][0]

    assert one().digest == one(reactions=[{"emoji": "y", "count": 900}], width=1).digest
    edited = one(
        text_entities=[{"type": "plain", "text": "26 дронов"}],
        edited="2023-09-15T15:00:00",
        edited_unixtime="1694779200",
    )
    assert edited.digest != one().digest
    assert edited.url == one().url == "https://t.me/c/1234567/17"
    assert to_document(edited)[0].modified == "2023-09-15T12:00:00Z"


def test_what_has_no_text_is_counted_not_dropped(tmp_path: Path) -> None:
    picture = {"id": 2, "type": "message", "text": "", "photo": "x.jpg"}
    sticker = {"id": 3, "type": "message", "text": "", "media_type": "sticker"}
    service = {"id": 1, "type": "service", "action": "create_channel"}
    captures, faults = split(read_export(export(tmp_path, service, picture, sticker, "junk", POST)))
    assert len(captures) == 1
    assert [f.reason for f in faults] == [
        "no text in: 1 posts with photo alone, 1 posts with sticker alone, 1 service messages"
    ]


def test_captions_and_polls_are_text(tmp_path: Path) -> None:
    poll = {
        "id": 4,
        "type": "message",
        "text": "",
        "poll": {"question": "Кто?", "answers": [{"text": "А"}, {"text": "Б"}]},
    }
    captures, _ = split(read_export(export(tmp_path, POST, poll)))
    assert [to_document(c)[0].text for c in captures] == ["Минобороны: 24 дрона сбиты.", "Кто?\nА\nБ"]


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    chats = [
        {**CHAT, "messages": [POST]},
        {"name": "B", "type": "private_channel", "id": 5, "messages": [POST | {"id": 1}]},
    ]
    file.write_text(json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}), encoding="utf-8")
    captures, faults = split(read_export(file))
    assert [c.url for c in captures] == ["https://t.me/c/1234567/17", "https://t.me/c/5/1"]
    assert [to_document(c)[0].outlet for c in captures] == ["Фронт сегодня", "B"]
    assert faults == []
    assert is_export(file.read_bytes())


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.99])
def test_an_export_that_breaks_off_gives_what_is_there(tmp_path: Path, cut: float) -> None:
    file = export(tmp_path, *(POST | {"id": n} for n in range(50)))
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])
    captures, faults = split(read_export(file))
    assert len(captures) >= int(50 * cut) - 2
    assert [f.code for f in faults] == ["json"]


def test_memory_does_not_grow_with_the_export(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(CHAT)[:-1] + ', "messages": [')
        for n in range(8_000):
            out.write(("," if n else "") + json.dumps(POST | {"id": n}))
        out.write("]}")
    assert file.stat().st_size > 4_000_000
    tracemalloc.start()
    count = sum(1 for _ in read_export(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 8_000
    assert peak < 2_000_000


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda c: (
            st.lists(c, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "type",
                        "text",
                        "text_entities",
                        "poll",
                        "question",
                        "answers",
                        "date_unixtime",
                        "chat",
                        "name",
                        "from",
                    ]
                ),
                c,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    message = {"id": 1, **value, "type": "message"} if isinstance(value, dict) else value
    for item in read_export(export(folder, message)):
        if isinstance(item, Capture):
            document, faults = to_document(item)
            assert document is not None or faults


PAGE = """<!DOCTYPE html><html><body><div class="tgme_channel_info_header_title"><span dir="auto">Дур &amp; Ров</span></div>
<a class="tme_messages_more" data-before="118" href="/s/durov?before=118"></a>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="durov/120">
 <a class="tgme_widget_message_owner_name" href="https://t.me/durov"><span dir="auto">Дур &amp; Ров</span></a>
 <div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name"
   href="https://t.me/rybar/55"><span>Рыбарь</span></a></div>
 <a class="tgme_widget_message_reply" href="https://t.me/durov/119">
 <div class="tgme_widget_message_text js-message_reply_text">чужое</div></a>
 <div class="tgme_widget_message_text js-message_text" dir="auto">Первая строка<br/>вторая
 <a href="https://x.example">ссылка</a> <i class="emoji"><b>🔥</b></i></div>
 <span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">edited
 <a class="tgme_widget_message_date" href="https://t.me/durov/120">
 <time datetime="2023-09-15T10:20:30+00:00">10:20</time></a></span>
</div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="durov/121">
 <a class="tgme_widget_message_photo_wrap"></a>
 <a class="tgme_widget_message_date"><time datetime="2023-09-15T10:30:00+00:00"></time></a></div></div>
</body></html>"""


def test_a_preview_page() -> None:
    (capture,), faults = split(read_page(PAGE.encode(), "https://t.me/s/durov", (("page", "sha256:x"),)))
    document, _ = to_document(capture)
    assert capture.url == "https://t.me/durov/120"
    assert document.text == "Первая строка\nвторая ссылка 🔥"
    assert document.published == "2023-09-15T10:20:30+00:00"
    assert document.outlet == "Дур & Ров"
    assert document.credits == ("Рыбарь", "https://t.me/rybar/55")
    assert [f.reason for f in faults] == ["no text in: 1 posts without text"]
    assert dict(capture.meta)["page"] == "sha256:x"


def test_views_change_no_bytes_and_words_do() -> None:
    def digest(page: str) -> str:
        return split(read_page(page.encode(), "a"))[0][0].digest

    assert digest(PAGE) == digest(PAGE.replace("1.2K", "9M"))
    assert digest(PAGE) != digest(PAGE.replace("Первая", "Другая"))


def test_addresses_of_pages() -> None:
    assert older(PAGE.encode()) == 118
    assert page_address("durov", 118) == "https://t.me/s/durov?before=118"
    assert [channel_of(a) for a in ("https://t.me/s/durov?before=3", "https://t.me/durov/1", "https://evil.example/s/durov")] == [
        "durov", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", ["", "<html>Not found</html>", '<div class="tgme_widget_message" data-post="../../x">a</div>']
)
def test_pages_without_posts_are_said(page: str) -> None:
    captures, faults = split(read_page(page.encode(), "https://t.me/s/x"))
    assert captures == []
    assert faults
