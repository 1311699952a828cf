"""Is a file a table of incidents or a report? The extension says so, or the first record does."""

from __future__ import annotations

import csv
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.formats.comma_separated import LATITUDE, LONGITUDE
from geo.formats.registry import STANDARD_STREAM, format_of
from geo.table import Column

PEEK_BYTES = 65_536
# A quote inside a JSON text is escaped, so these words in quotes can only be a member's.
_FEATURE = re.compile(rb'"type"\s*:\s*"Feature(Collection)?"')
_TEXT = "text"
_TELLING_COLUMNS = {Column.DATE_START, Column.EVENT_TYPE, Column.KILLED_BEST, LONGITUDE, LATITUDE}


class Kind(StrEnum):
    """What an input holds."""

    INCIDENTS = "incidents"
    REPORTS = "reports"


def sniff(path: str | Path) -> Kind:
    """Return what a path holds; ``-`` looks at standard input without consuming it.

    Raises ``InputError`` if the content has to decide and cannot be read.
    """
    if str(path) == STANDARD_STREAM:
        stream: Any = sys.stdin.buffer
        return _kind_of_json(stream.peek(PEEK_BYTES))
    format_ = format_of(path)
    suffix = Path(path).suffix.lower()
    if format_ is None:
        return Kind.REPORTS
    if suffix not in format_.peek:
        return Kind.INCIDENTS
    try:
        with Path(path).open("rb") as file:
            head = file.read(PEEK_BYTES)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return _kind_of_header(head) if suffix == ".csv" else _kind_of_json(head)


def _kind_of_json(head: bytes) -> Kind:
    return Kind.INCIDENTS if _FEATURE.search(head) else Kind.REPORTS


def _kind_of_header(head: bytes) -> Kind:
    first_line = head.decode("utf-8-sig", errors="replace").splitlines()[:1]
    header = next(csv.reader(first_line), [])
    if _TEXT not in header and _TELLING_COLUMNS.intersection(header):
        return Kind.INCIDENTS
    return Kind.REPORTS
