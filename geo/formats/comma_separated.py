"""CSV (RFC 4180, UTF-8): the flat columns, ``longitude`` and ``latitude``, lists as JSON text."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.formats.compressed import opened
from geo.formats.delimited import read_rows
from geo.formats.intake import OWN
from geo.formats.layouts.catalogue import recognise
from geo.formats.layouts.sheet import key_of
from geo.table import SCHEMA
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

_FORMULA = r"^'*[=+\-@\t\r]"
_MADE_HARMLESS = r"^'+[=+\-@\t\r]"
COLUMNS = (*(str(spec.name) for spec in SCHEMA), LONGITUDE, LATITUDE)


def read(path: Path, report: Report) -> Iterator[Raw]:
    """Yield the rows of a text table."""
    with opened(path) as file:
        yield from map(_as_written, read_rows(file, str(path), report))


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write a header and a row each; null is an empty cell."""
    write_rows(COLUMNS, map(cells_of, batches), path)


def write_for_excel(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the same with the mark by which Excel knows UTF-8."""
    write_rows(COLUMNS, map(cells_of, batches), path, encoding="utf-8-sig")


def write_rows(
    header: Sequence[str],
    tables: Iterable[Sequence[Sequence[Any]]],
    path: Path,
    *,
    encoding: str = "utf-8",
) -> None:
    """Write tables of cells, each a list of columns, under one header."""
    delimiter = "," if path.suffix.lower() == ".csv" else "\t"
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(header)
        for columns in tables:
            rows.writerows(zip(*columns, strict=True))


def cells_of(batch: pa.Table) -> list[list[Any]]:
    """Return the columns of a batch as cells, texts made harmless to spreadsheets."""
    return [harmless(batch[name]).to_pylist() for name in batch.column_names]


def harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts that would start a formula with an apostrophe before them.

    An apostrophe before such a text is doubled, so that :func:`_as_written` can undo it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return column
    risky = pc.match_substring_regex(column, _FORMULA)
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)


def _as_written(raw: Raw) -> Raw:
    """Return the rows without the apostrophes of :func:`harmless`, where the table is ours."""
    import pyarrow.compute as pc

    if recognise(frozenset(map(key_of, raw.columns))) != OWN:
        return raw
    columns = {}
    for name, column in raw.columns.items():
        some = column.null_count < len(column)
        if some and pc.any(pc.starts_with(column, "'")).as_py():
            made = pc.match_substring_regex(column, _MADE_HARMLESS)
            column = pc.if_else(made, pc.utf8_slice_codeunits(column, 1), column)  # noqa: PLW2901
        columns[name] = column
    return replace(raw, columns=columns)
