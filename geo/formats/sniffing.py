"""Is a file a table of incidents or a report? The extension says so, or the first record does."""

from __future__ import annotations

import csv
import io
import json
import re
from enum import StrEnum
from pathlib import Path

from geo.errors import InputError
from geo.formats.compressed import peek
from geo.formats.delimited import look_at
from geo.formats.layouts.catalogue import recognise
from geo.formats.layouts.headers import find_head
from geo.formats.layouts.mapped import looks_like_points
from geo.formats.layouts.sheet import key_of

PEEK_BYTES = 65_536
# A quote inside a JSON text is escaped, so these words in quotes can only be a member's.
_FEATURE = re.compile(rb'"type"\s*:\s*"Feature(Collection)?"')
_ARRAY = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\[\s*\{")
_MEMBER = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:')
_TEXT = "text"
_HEAD_ROWS = 30


class Kind(StrEnum):
    """What an input holds."""

    INCIDENTS = "incidents"
    REPORTS = "reports"


def kind_of_json(head: bytes) -> Kind:
    """Return what JSON text is, by its beginning."""
    if _FEATURE.search(head):
        return Kind.INCIDENTS
    if _ARRAY.match(head):
        keys = frozenset(key_of(json.loads(b'"%s"' % name)) for name in _MEMBER.findall(head))
        if _TEXT not in keys and recognise(keys) not in {None, "geo"}:
            return Kind.INCIDENTS
    return Kind.REPORTS


def kind_of_table(head: bytes) -> Kind:
    """Return what a text table is, by its header: columns of a text and no place are reports."""
    keys = header_of(head)
    if _TEXT in keys and recognise(keys) in {None, "geo"}:
        return Kind.REPORTS
    if keys and (recognise(keys) is not None or looks_like_points(keys)):
        return Kind.INCIDENTS
    return Kind.REPORTS


def header_of(head: bytes) -> frozenset[str]:
    """Return the columns that a text table's beginning shows, as they are compared."""
    text = look_at(head)
    decoded = head.decode(text.encoding, errors="replace").replace("\0", "")
    reader = csv.reader(io.StringIO(decoded, newline=""), **text.dialect)
    rows = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) == _HEAD_ROWS:
                break
    except csv.Error:
        return frozenset()
    if not any(cell.strip() for row in rows for cell in row):
        return frozenset()
    return frozenset(map(key_of, find_head(rows).names)) - {""}


def layout_of_text(path: Path) -> str | None:
    """Return the layout of a text file whose extension says nothing, where its header tells."""
    try:
        head = peek(path, PEEK_BYTES)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    if b"\0" in head:
        return None
    found = recognise(header_of(head))
    return None if found == "geo" else found
