"""Weapons and platforms, and the type of event that each makes, from CSV."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from geo.incidents.words import Phrases, rows
from geo.model import SubEventType


class Instrument(NamedTuple):
    """A weapon or platform, and the type of event it makes."""

    sub_event_type: SubEventType | None
    kind: str


@cache
def instruments() -> Phrases[Instrument]:
    """Return the weapons' words."""
    return Phrases(
        (
            row["term"],
            Instrument(
                SubEventType(row["sub_event_type"]) if row["sub_event_type"] else None, row["kind"]
            ),
        )
        for row in rows("acts_instruments")
    )
