"""How a map is to look when it opens; the reader may change all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from geo.errors import UsageError
from geo.model import Precision

Theme = Literal["auto", "light", "dark"]
View = Literal["clusters", "points", "heat", "hexagons"]
Language = Literal["en", "fr", "ar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen for a page.

    ``centre`` is latitude, longitude and, if wanted, zoom; ``period`` first and last day, either
    may be open. ``min_precision`` hides at first what is known more coarsely, and what is not known
    how finely. ``max_quotes`` keeps that many sentences for each incident; ``no_text`` none, nor
    any other words of a report. ``embed`` is for a page within a page.
    ``language`` is that of the interface; without it the reader's browser decides.
    """

    title: str | None = None
    subtitle: str | None = None
    theme: Theme = "auto"
    view: View = "clusters"
    centre: tuple[float, ...] | None = None
    period: tuple[date | None, date | None] | None = None
    min_precision: str | None = None
    max_quotes: int | None = None
    no_text: bool = False
    embed: bool = False
    language: Language | None = None

    def __post_init__(self) -> None:
        _one_of("theme", self.theme, get_args(Theme))
        _one_of("view", self.view, get_args(View))
        if self.language is not None:
            _one_of("language", self.language, get_args(Language))
        if self.min_precision is not None:
            _one_of("min_precision", self.min_precision, tuple(map(str, Precision)))
        if self.centre is not None:
            _on_earth(self.centre)
        if self.period is not None and None not in self.period and self.period[0] > self.period[1]:  # type: ignore[operator]
            raise UsageError(
                f"the period ends before it begins: {self.period[0]}..{self.period[1]}"
            )
        if self.max_quotes is not None and self.max_quotes < 0:
            raise UsageError(f"max_quotes is {self.max_quotes}; give 0 or more")

    def for_script(self) -> dict[str, Any]:
        """Return the choices that the page's script is told: none holds words of a report."""
        told: dict[str, Any] = {"theme": self.theme, "view": self.view, "embed": self.embed}
        if self.language is not None:
            told["language"] = self.language
        if self.centre is not None:
            told["centre"] = list(self.centre)
        if self.period is not None:
            told["period"] = [day and day.isoformat() for day in self.period]
        if self.min_precision is not None:
            last = list(Precision).index(Precision(self.min_precision))
            told["precisions"] = [str(precision) for precision in list(Precision)[: last + 1]]
        return told


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{name} {value!r} is none of {', '.join(allowed)}")


def _on_earth(centre: tuple[float, ...]) -> None:
    lat, lon, *zoom = centre if len(centre) in {2, 3} else (91.0, 0.0)
    if not (abs(lat) <= 90 and abs(lon) <= 180 and all(0 <= z <= 20 for z in zoom)):  # noqa: PLR2004
        raise UsageError(
            f"centre {centre} is no latitude, longitude and, if wanted, zoom (0 to 20)"
        )
