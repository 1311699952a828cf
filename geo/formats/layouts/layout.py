"""What a layout is: how its header looks, and how its rows become ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.formats.layouts.finish import Rows
    from geo.formats.layouts.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One publisher's table.

    ``marks`` are sets of columns, as :func:`geo.formats.layouts.sheet.key_of` spells them; the
    layout is this one where every column of a set is there. ``read`` makes our rows of a sheet.
    ``wanted`` tells which rows are incidents, for sets that hold much else. ``uses`` are the
    columns that are read; the others are named once as not kept.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    read: Callable[[Sheet], Rows]
    uses: frozenset[str]
    wanted: Callable[[Sheet], tuple[Any, str]] | None = None

    def fits(self, keys: frozenset[str]) -> bool:
        """Tell whether a header is this layout's."""
        return any(mark <= keys for mark in self.marks)
