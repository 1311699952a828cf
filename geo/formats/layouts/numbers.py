"""Numbers of other people's tables: decimal commas, thousands, and what is none."""

from __future__ import annotations

import re
from functools import lru_cache

_GROUPS = re.compile(r"^\d{1,3}(?:[,' \u00a0\u202f]\d{3})+$")
_WHOLE = re.compile(r"^\+?\d+(?:\.0*)?$")
_DOTTED = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_DEGREES = re.compile(r"^[+-]?\d{1,3}(?:[.,]\d+)?(?:[eE]-?\d+)?$")
_HEMISPHERE = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWnsew])$")


@lru_cache(maxsize=200_000)
def count_of(text: str) -> int | None:
    """Return the whole number a cell states: "12", "12.0", "1,234"; None where it states none.

    "1.234" may be a thousand or one and a bit, so it is neither.
    """
    if _GROUPS.match(text):
        return int(re.sub(r"\D", "", text))
    if _DOTTED.match(text) or not _WHOLE.match(text):
        return None
    return int(text.partition(".")[0])


@lru_cache(maxsize=200_000)
def degree_of(text: str) -> float | None:
    """Return the degrees a cell states: "34.5", "34,5", "34.5 N"."""
    beside = _HEMISPHERE.match(text)
    if beside:
        size = float(beside[1].replace(",", "."))
        return -size if beside[2] in "SWsw" else size
    return float(text.replace(",", ".")) if _DEGREES.match(text.strip()) else None
