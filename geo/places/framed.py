"""Words that only a place stands among: "15 km north of X", "the X-Y road", "district of X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.places.wordings import (
    BETWEEN,
    BORDER_BEFORE,
    COAST,
    COUNTRYSIDE,
    COUNTRYSIDE_AFTER,
    DISTANCE,
    OUTSKIRTS,
    ROAD_BEFORE,
)
from geo.places.words import KINDS

if TYPE_CHECKING:
    from geo.places.page import Page

_REACH = 90  # characters before a name that may belong to the wording
_BEFORE = (DISTANCE, OUTSKIRTS, COUNTRYSIDE, COAST, BORDER_BEFORE, BETWEEN, ROAD_BEFORE)
_PART = re.compile(rf"\b(?:{'|'.join(sorted(KINDS))})s?\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
_SECOND = re.compile(r"\b(?i:between)\s+(?:the\s+)?[^\W\d_a-z][^.;,\n]{1,40}\s+and\s+(?:the\s+)?\Z")


def framed(page: Page, first: int, last: int) -> bool:
    """Return whether the words around a stretch are a relative place's."""
    if (first, last) in page.halves:
        return True
    start, end = page.at(first, last)
    before = page.before(start, _REACH)
    if any(wording.search(before) for wording in _BEFORE) or (
        _SECOND.search(before) or _PART.search(before)
    ):
        return True
    return COUNTRYSIDE_AFTER.match(page.doc.text, end) is not None
