"""Places named in a text, and the gazetteer rows they may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selon.model.span import Span

PlaceRole = Literal["happened", "said", "named"]


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A gazetteer row that a name may mean, with the reasons for and against it.

    kind: country, region, district, capital, seat, city, village, quarter, water, land, site …, empty when not known.
    within: identifiers of the region and the country that hold it, narrowest first.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    source: str
    reasons: tuple[str, ...] = ()
    kind: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place name of a text.

    span: the words. chosen: the row it was resolved to; `None` when Selon abstains (no row, or a tie).
    role: where it happened, where it was said, or named only. candidates: all rows considered, best first.
    """

    span: Span
    chosen: PlaceCandidate | None
    role: PlaceRole
    candidates: tuple[PlaceCandidate, ...] = ()
