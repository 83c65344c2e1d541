"""E-mail as a report."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import linear

from selon.capture.mail import to_document
from selon.model import Capture


def message(**changes: str) -> EmailMessage:
    m = EmailMessage()
    m["From"], m["To"] = "Пресс-служба <press@army.example>", "desk@news.example"
    m["Subject"] = "Сводка за 15 сентября"
    m["Date"] = "Fri, 15 Sep 2023 10:20:30 +0300"
    m["Message-ID"] = "<abc.1@army.example>"
    for name, value in changes.items():
        del m[name]
        m[name] = value
    m.set_content("Сбито 24 дрона.\nПотерь нет.")
    return m


def read(m: EmailMessage):
    return to_document(Capture(m.as_bytes(), "eml", "x.eml"))


def test_a_message() -> None:
    document, faults = read(message())
    assert document.text == "Сводка за 15 сентября\n\nСбито 24 дрона.\nПотерь нет."
    assert document.published == "2023-09-15T10:20:30+03:00"
    assert document.authors == ("Пресс-служба",)
    assert document.url == "mid:abc.1@army.example"
    assert faults == ()


def test_html_alone_is_read_and_attachments_stay_shut() -> None:
    m = message()
    m.clear_content()
    m.set_content("<p>Three <b>dead</b>.<br>Two hurt.</p><script>x</script>", subtype="html")
    m.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="../../etc/passwd.zip")
    document, faults = read(m)
    assert document.text.endswith("Three dead.\nTwo hurt.")
    assert [f.code for f in faults] == ["attachments"]
    assert faults[0].reason == "1 left shut: passwd.zip"


def test_the_sender_of_a_forwarded_message_is_a_credit() -> None:
    outer = message(Subject="Fwd: report")
    outer.add_attachment(message(From="Agence <wire@afp.example>"))
    assert read(outer)[0].credits == ("Agence",)


def test_dates_that_are_none() -> None:
    assert [f.code for f in read(message(Date="soon"))[1]] == ["date"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    document, faults = to_document(Capture(payload, "eml", "x"))
    assert document is not None or faults


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_header_is_read_or_refused(name: str, value: str) -> None:
    raw = f"From: {name}\nSubject: {value}\nContent-Type: {value}; charset={name}\n\nbody".encode("utf-8", "replace")
    document, faults = to_document(Capture(raw, "eml", "x"))
    assert document is not None or faults


@pytest.mark.parametrize(
    "charset",
    ["rot13", "zlib", "hex", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "charmap", "../x",
     "x" * 9000, "utf-8\0", "unknown-8bit", "ф"],
)  # fmt: skip
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    raw = b'From: a@b.example\nSubject: s\nContent-Type: text/plain; charset="' + charset.encode() + b'"\n\n'
    document, _ = to_document(Capture(raw + r"Мост закрыт \u0041 +ADw- x-b".encode(), "eml", "a.eml"))
    assert document is not None and document.text == "s\n\nМост закрыт \\u0041 +ADw- x-b"


def test_a_message_of_countless_parts_is_cut_and_said() -> None:
    def read_it(size: int) -> None:
        raw = b"Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nHe said so.\n" * size
        document, faults = to_document(Capture(raw, "eml", "a.eml"))
        assert document is not None and document.text.startswith("s\n\nHe said so.")
        assert [f.code for f in faults].count("parts") == 1

    read_it(300)
    read_it(400_000)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"Subject: ", b"=?utf-8?q?a?= "), (b"Subject: x\nTo: ", b"a@b.example, "), (b"Subject: x\nReply-To: ", b'"a"<'),
        (b"Subject: x\nSender: ", b"("), (b"Subject: x\nDate: ", b"1 "),
        (b"Subject: x\nContent-Type: text/plain; ", b"a*0*=x; "),
        (b"Subject: x\nContent-Disposition: inline; ", b"filename*%d*=x; "),
        (b"Subject: x\nMessage-ID: ", b"<"), (b"Subject: x\nList-Id: ", b'"'),
    ],
)  # fmt: skip
def test_headers_made_to_be_slow_are_read_in_linear_time(start: bytes, piece: bytes) -> None:
    def read_it(size: int) -> None:
        header = start + (b"".join(piece % n for n in range(size)) if b"%d" in piece else piece * size)
        document, faults = to_document(
            Capture(b"From: a@b.example\n" + header + b"\n\nThe mayor said so.", "eml", "a.eml")
        )
        assert document is None or document.text.endswith("The mayor said so.")
        assert document is not None or faults

    linear(read_it, 200_000)
