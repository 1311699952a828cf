"""Spreadsheets: XLSX written and read, ODS and old Excel files read.

Needs the extra ``spreadsheets``: python-calamine (MIT, compiled) reads, XlsxWriter (BSD) writes.
A cell holds 32,767 characters and no control characters; what is beyond is cut off.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from geo.errors import InputError, MissingExtraError, OutputError
from geo.formats.comma_separated import COLUMNS
from geo.formats.compressed import as_file
from geo.formats.layouts.days import from_datetime
from geo.formats.layouts.headers import find_head
from geo.formats.record import BATCH_RECORDS, Raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Report

LONGEST_CELL = 32_767
SHEET = "incidents"
_HEAD_ROWS = 30
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; days before are written as text."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INSTALL = "spreadsheets need an extra: pip install 'geo-incidents[spreadsheets]'"


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the sheet ``incidents``, or of the first one that holds any."""
    try:
        import python_calamine
    except ImportError as error:
        raise MissingExtraError(_INSTALL) from error
    path.stat()
    with as_file(path) as file:
        try:
            book = python_calamine.load_workbook(str(file))
            names = sorted(book.sheet_names, key=lambda name: name != SHEET)
            sheets = (book.get_sheet_by_name(name) for name in names)
            sheet = next((one for one in sheets if one.height > 0), None)
        except (python_calamine.CalamineError, OSError) as error:
            raise InputError(f"{path} is not a spreadsheet: {error}") from error
        if sheet is None:
            raise InputError(f"{path} is empty: no sheet of it has a row")
        yield from _rows(sheet)


def _rows(sheet: Any) -> Iterator[Raw]:
    import pyarrow as pa

    rows = ([_text(cell) for cell in row] for row in sheet.iter_rows())
    start = list(islice(rows, _HEAD_ROWS))
    head = find_head(start)
    first, waiting = 1, start[head.skip :]
    number = head.skip + 1 + (sheet.start[0] if sheet.start else 0)
    while True:
        waiting += list(islice(rows, BATCH_RECORDS - len(waiting)))
        if not waiting:
            return
        lines = range(number, number + len(waiting))
        filled = [(line, row) for line, row in zip(lines, waiting, strict=True) if any(row)]
        number += len(waiting)
        waiting = []
        if filled:
            columns = zip(*(row for _, row in filled), strict=True)
            yield Raw(
                rows=len(filled),
                first_row=first,
                columns={
                    name: pa.array(values, pa.string())
                    for name, values in zip(head.names, columns, strict=True)
                    if name
                },
                lines=[line for line, _ in filled],
            )
            first += len(filled)


def _text(cell: Any) -> str:
    """Return a typed cell as a text table would hold it: whole numbers without a point."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return from_datetime(cell)
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return "" if cell is None else str(cell)


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write one sheet: dates as dates, numbers as numbers, texts never as formulas."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(_INSTALL) from error
    made = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), made) as book:
            _fill(book, batches)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OutputError(f"cannot write {path.name}: {error}") from error


def _fill(book: Any, batches: Iterable[pa.Table]) -> None:
    # No time of writing in the file: the same table gives the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  (it wants no zone)
    sheet = book.add_worksheet(SHEET)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, COLUMNS)
    number = 0
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            for place, value in enumerate(row):
                _write_cell(sheet, (number, place), value, day)


def _write_cell(sheet: Any, at: tuple[int, int], value: Any, day: Any) -> None:
    if isinstance(value, str):
        text = _CONTROL.sub("\ufffd", value)[:LONGEST_CELL]
        sheet.write_string(*at, text)
    elif isinstance(value, date):
        if value < _FIRST_DAY:
            sheet.write_string(*at, value.isoformat())
        else:
            sheet.write_datetime(*at, value, day)
    elif value is not None:
        sheet.write_number(*at, value)
