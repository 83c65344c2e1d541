"""What exists: frozen records, each field with its meaning, unit and what `None` means."""

from selon.model.claim import (
    Claim,
    Claims,
    ClaimStatement,
    Comparison,
    Counts,
    Decision,
    Frame,
    Polarity,
    Relation,
)
from selon.model.entity import EntityLink
from selon.model.entry import Entry
from selon.model.name import NameKind, NameMention
from selon.model.origin import CIRCLE, Copy, CopyEvidence, Origin
from selon.model.place import PlaceCandidate, PlaceMention, PlaceRole
from selon.model.quantity import Bound, Quantity
from selon.model.report import FORMS, OTHER_FORMS, Anchor, Capture, Document, Form, Picture, Report, digest_of
from selon.model.span import Span, span_of
from selon.model.statement import (
    CERTAINTIES,
    MANNERS,
    STATEMENT_KINDS,
    VOICE_KINDS,
    Certainty,
    Manner,
    Reason,
    Statement,
    StatementKind,
    Voice,
    VoiceKind,
)
from selon.model.trace import SentenceTrace, Sign
from selon.model.version import (
    ASPECTS,
    Aspect,
    Difference,
    Fate,
    Notice,
    NoticeKind,
    StatementChange,
    VersionDiff,
    WordEdit,
)
from selon.model.when import TimeExpression, TimeType

__all__ = [
    "ASPECTS",
    "CERTAINTIES",
    "CIRCLE",
    "FORMS",
    "MANNERS",
    "OTHER_FORMS",
    "STATEMENT_KINDS",
    "VOICE_KINDS",
    "Anchor",
    "Aspect",
    "Bound",
    "Capture",
    "Certainty",
    "Claim",
    "ClaimStatement",
    "Claims",
    "Comparison",
    "Copy",
    "CopyEvidence",
    "Counts",
    "Decision",
    "Difference",
    "Document",
    "EntityLink",
    "Entry",
    "Fate",
    "Form",
    "Frame",
    "Manner",
    "NameKind",
    "NameMention",
    "Notice",
    "NoticeKind",
    "Origin",
    "Picture",
    "PlaceCandidate",
    "PlaceMention",
    "PlaceRole",
    "Polarity",
    "Quantity",
    "Reason",
    "Relation",
    "Report",
    "SentenceTrace",
    "Sign",
    "Span",
    "Statement",
    "StatementChange",
    "StatementKind",
    "TimeExpression",
    "TimeType",
    "VersionDiff",
    "Voice",
    "VoiceKind",
    "WordEdit",
    "digest_of",
    "span_of",
]  # fmt: skip
