"""How a report may stand to an act that it names."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Realis(StrEnum):
    """How a report stands to an act that it names."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    GENERIC = "generic"
    AGGREGATE = "aggregate"
    BACKGROUND = "background"
    NOT_VIOLENCE = "not violence"


class Verdict(NamedTuple):
    """A decision and what decided it."""

    realis: Realis
    reason: str
