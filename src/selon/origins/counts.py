"""The four numbers of a claim. They count origins, never reports twice, and never become a probability of truth."""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import ClaimStatement, Counts, Origin
from selon.origins.chains import IDENTIFIED


def counts_of(statements: Sequence[ClaimStatement], origins: Sequence[Origin]) -> Counts:
    """Origins that assert (identified, else not established), origins that only deny, reports that carry the claim
    either way."""
    asserting = {s.origin for s in statements if s.polarity == "asserted" and not s.distorted}
    denying = {s.origin for s in statements if s.polarity == "denied" and not s.distorted} - asserting
    known = {o.id for o in origins if o.kind == IDENTIFIED}
    return Counts(
        independent=len(asserting & known),
        not_established=len(asserting - known),
        denying=len(denying),
        reports=len({s.report for s in statements}),
    )
