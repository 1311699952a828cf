"""CSV: a report a row, columns named as the contract's fields or their usual synonyms."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from geo.documents.decode import decode, read_bytes
from geo.documents.record import MAX_CHARACTERS, BadRecordError, Record, field_names, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped

_DELIMITERS = ",;\t|"


def read_csv(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield a record a row; the delimiter is the one that makes the header's names known."""
    text = decode(read_bytes(file), file.where)
    # The module's limit of 131,072 characters a field is shorter than a long report.
    csv.field_size_limit(MAX_CHARACTERS * 2)
    delimiter = max(_DELIMITERS, key=lambda d: len(_known_names(text, d)))
    if not _known_names(text, delimiter):
        raise BadRecordError(
            "no column is named text (or body, content): is this a table of reports?"
        )
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield file.skipped(f"not CSV: {error}", rows.line_num)
            continue
        yield _record_of_row(file, row, rows.line_num)


def _known_names(text: str, delimiter: str) -> set[str]:
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    return {name.strip().lower() for name in header} & field_names()


def _record_of_row(file: InputFile, row: dict[str, str], line: int) -> Record | Skipped:
    try:
        return record_of(_with_spans(row), line)
    except BadRecordError as error:
        return file.skipped(str(error), line)


def _with_spans(row: dict[str, str]) -> dict[str, object]:
    """Return the row with its spans, JSON text in a cell, as a list."""
    values: dict[str, object] = {k: v for k, v in row.items() if isinstance(k, str)}
    for name, cell in row.items():
        if isinstance(name, str) and name.strip().lower() == "spans" and cell:
            try:
                values[name] = json.loads(cell)
            except json.JSONDecodeError as error:
                raise BadRecordError(f"spans must be JSON, got {cell[:40]!r}") from error
    return values
