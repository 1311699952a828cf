"""How a report is laid out: paragraphs, sections under a heading, the day a summary covers.

What a sentence leaves unsaid, its paragraph, its section's heading or the head of the report says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates import DateMention

_BREAK = re.compile(r"\n\s*\n")
_HEADING_WORDS = 8
_HEADING_ENDS = (".", "!", "?", ":", ",", ";", '"', ")")
_PERIOD = re.compile(
    r"(?:reporting period|period covered|period|date of (?:the )?(?:incident|event|report)s?|"
    r"incidents? (?:of|on)|events? (?:of|on)|covering|summary (?:for|of))\W{1,6}(?:the )?$",
    re.IGNORECASE,
)
_HEAD_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets of paragraphs, and of the headings that begin sections."""

    paragraphs: tuple[int, ...]
    headings: tuple[tuple[int, int], ...]

    def paragraph(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset."""
        return max(0, bisect_right(self.paragraphs, offset) - 1)

    def section(self, offset: int) -> tuple[int, int] | None:
        """Return the offsets of the heading an offset stands under; None above the first."""
        at = bisect_right([start for start, _ in self.headings], offset) - 1
        return self.headings[at] if at >= 0 else None

    def is_headline(self, offset: int) -> bool:
        """Tell whether an offset stands in the report's first line, if that is a headline."""
        return (
            bool(self.headings)
            and self.headings[0] == self.section(offset)
            and (
                self.headings[0][0] <= offset < self.headings[0][1] and self.paragraph(offset) <= 1
            )
        )


def layout(text: str) -> Layout:
    """Return where the paragraphs and headings of a text are."""
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    ends = [*(m.start() for m in _BREAK.finditer(text)), len(text)]
    headings = tuple((s, e) for s, e in zip(starts, ends, strict=True) if _is_heading(text[s:e]))
    return Layout(tuple(starts), headings)


def _is_heading(paragraph: str) -> bool:
    line = paragraph.strip()
    if line.startswith("#"):
        return "\n" not in line
    words = line.split()
    short = 0 < len(words) <= _HEADING_WORDS * 2 and "\n" not in line
    return short and not line.endswith(_HEADING_ENDS) and line[0].isupper()


def reporting_period(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date a summary says in its head that it covers."""
    for date in dates:
        if date.start > _HEAD_CHARACTERS:
            return None
        before = text[max(0, date.start - 60) : date.start]
        if date.when.start is not None and _PERIOD.search(before):
            return date
    return None


def place_heading(heading: tuple[int, int], mentions: Sequence[Any], text: str) -> Any | None:
    """Return the place mention that a heading consists of ("## Kandahar province")."""
    inside = [m for m in mentions if heading[0] <= m.start < heading[1]]
    words = re.findall(r"\w+", text[heading[0] : heading[1]])
    named = sum(len(re.findall(r"\w+", m.text)) for m in inside)
    return inside[0] if inside and named * 2 >= len(words) else None
