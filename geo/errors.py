"""Every error a user can meet, each with the exit code that the command line ends with.

    GeoError                1   could not do it
    ├── UsageError          2   the call itself is wrong
    ├── InputError          1   a file cannot be read, or holds nothing usable
    ├── OutputError         1   a file cannot be written
    ├── DataError           1   a table or a feature breaks the schema
    ├── MissingExtraError   1   an optional library is not installed
    └── PipeClosedError     0   whoever reads our output has enough

A message is one line: what was wrong, with which thing, and what would be right.
A bad *record* raises nothing: it becomes a :class:`Skipped` and the rest goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class GeoError(Exception):
    """Could not do it; the message says what and what to do."""

    exit_code: ClassVar[int] = 1


class UsageError(GeoError):
    """The call itself is wrong."""

    exit_code = 2


class InputError(GeoError):
    """A file cannot be read, or holds nothing usable."""


class OutputError(GeoError):
    """A file cannot be written."""


class DataError(GeoError):
    """A table or a feature breaks the schema."""


class MissingExtraError(GeoError):
    """An optional library is not installed; the message holds the line that installs it."""


class PipeClosedError(GeoError):
    """Whoever reads our standard output has enough: nothing went wrong."""

    exit_code = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """One record that was left out: where it was and why.

    ``rule`` groups those that have one reason in common, so that thousands are told as one.
    ``note``: nothing is lost; somebody should know all the same.
    """

    source: str
    line: int | None
    reason: str
    rule: str = ""
    note: bool = False

    def __str__(self) -> str:
        """Return ``file:line: reason``."""
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}"
