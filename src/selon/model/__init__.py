"""What exists: frozen records, each field with its meaning, unit and what `None` means."""

from selon.model.claim import Claim, ClaimStatement, Comparison, Counts, Frame, Polarity, Relation
from selon.model.entry import Entry
from selon.model.origin import Copy, CopyEvidence, Origin
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
from selon.model.when import TimeExpression, TimeType

__all__ = [
    "CERTAINTIES", "FORMS", "MANNERS", "OTHER_FORMS", "STATEMENT_KINDS", "VOICE_KINDS",
    "Anchor", "Bound", "Capture", "Certainty", "Claim", "ClaimStatement", "Comparison", "Copy", "CopyEvidence", "Counts",
    "Document", "Entry", "Form", "Frame", "Manner", "Origin", "Picture", "PlaceCandidate", "PlaceMention", "PlaceRole",
    "Polarity", "Quantity", "Reason", "Relation", "Report", "Span", "Statement", "StatementKind", "TimeExpression",
    "TimeType", "Voice", "VoiceKind", "digest_of", "span_of",
]  # fmt: skip
