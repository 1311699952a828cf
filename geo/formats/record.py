"""What every reader yields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geo.errors import Skipped

Report = Callable[[Skipped], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A raw Feature, not checked yet, and the line it begins on where the format has lines."""

    feature: Any
    line: int | None = None
