"""Reports made by hand, for tests of what is shown."""

from __future__ import annotations

from selon.model import Document, Quantity, Reason, Report, Span, Statement, Voice, span_of

TEXT = (
    "Halivka: the bridge is closed\n\n"
    "In a video published by the channel Orla-24, a soldier says that up to 75% of his unit was wounded. "
    "“We will stay”, he added.\n\n"
    "It is not known when the video was taken. The army denied that the bridge had been hit."
)


def words(text: str, nth: int = 0) -> Span:
    """The words as a span of `TEXT`; `nth` counts from 0 where they stand more than once."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return span_of(TEXT, start, start + len(text))


def voice(name: str, cue: str | None, manner: str = "say", kind: str = "role", refers: Span | None = None) -> Voice:
    return Voice(words(name), words(cue) if cue else None, manner, kind, refers)  # type: ignore[arg-type]


HE = TEXT.index("he added")

STATEMENTS = (
    Statement(
        "s1",
        (words("up to 75% of his unit was wounded"),),
        (
            voice("the channel Orla-24", "published by", "relay", "channel"),
            voice("a video", None, "show", "media"),
            voice("a soldier", "says"),
        ),
        "attributed",
        "report",
        happened_at="2025-05-07",
        quantities=(Quantity(words("up to 75%"), 0.75, 0.75, "at_most", "share", "his unit"),),
        why=(Reason("cue.verb", (words("says"),)),),
    ),
    Statement(
        "s2",
        (words("We will stay"),),
        (Voice(span_of(TEXT, HE, HE + 2), words("added"), "say", "role", words("a soldier")),),
        "attributed",
        "intent",
    ),
    Statement("s3", (words("when the video was taken"),), (), "unknown", "report"),
    Statement(
        "s4",
        (words("the bridge had been hit"),),
        (voice("The army", "denied", "deny", "organisation"),),
        "denied",
        "report",
    ),
)

REPORT = Report(
    Document(
        "sha256:" + "0" * 64,
        TEXT,
        url="https://northgate.example/bridge",
        outlet="Northgate",
        authors=("Ellen Marsh",),
        headline="Halivka: the bridge is closed",
        published="2025-05-07T14:20:00+01:00",
        language="en",
    ),
    STATEMENTS,
)
