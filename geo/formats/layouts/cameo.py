"""CAMEO's codes of what happened, as ACLED's types; GDELT and ICEWS are coded in them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOTS = ("14", "18", "19", "20")
"""Protest, assault, fight, mass violence: the other roots are words, not acts."""
MACHINE_CODED = 0.5
"""The confidence of a row that a machine coded and nobody read. Even chances are our choice, not a
measurement: it ranks such rows below any that a person has read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a code means; None where ACLED has no word for it."""

    event_type: str | None
    sub_event_type: str | None
    words: str


def meaning_of(code: str) -> Meaning | None:
    """Return what a code means, by the longest beginning of it that is known."""
    codes = _codes()
    return next((codes[code[:n]] for n in range(len(code), 1, -1) if code[:n] in codes), None)


def is_incident(code: str) -> bool:
    """Tell whether a code is of a root that conflict maps show."""
    return code[:2] in ROOTS


@cache
def _codes() -> dict[str, Meaning]:
    with (Path(__file__).parent / "cameo.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Meaning(
                event_type=row["event_type"] or None,
                sub_event_type=row["sub_event_type"] or None,
                words=row["words"],
            )
            for row in csv.DictReader(file)
        }
