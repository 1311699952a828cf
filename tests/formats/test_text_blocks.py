"""Text tables read in blocks say what they say read record by record, with the same lines."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.formats import delimited, text_blocks
from geo.formats.delimited import read_rows

PIECES = st.sampled_from(['"', ",", "\n", "a", " ", "é", '""', '"b,\nc"', "x,y\n", '"q""r",z\n'])
HEAD = "one,two\n" + "1,2\n" * 30
FIRST = HEAD.count("\n") + 1


def by_blocks(text, block, monkeypatch):
    monkeypatch.setattr(text_blocks, "BLOCK_BYTES", block)
    told = []
    stream = io.BufferedReader(io.BytesIO((HEAD + text).encode()))
    raws = list(read_rows(stream, "t.csv", told.append))
    rows = [
        row
        for raw in raws
        for row in zip(raw.lines, *map(cells, raw.columns.values()), strict=True)
    ]
    firsts = [raw.first_row for raw in raws]
    rows = rows[FIRST - 2 :]
    return rows, sorted({(one.line, one.reason) for one in told}), firsts


def cells(column):
    """Return the cells of a column, which is one of nulls where all of them are empty."""
    return [cell or "" for cell in column.to_pylist()]


def record_by_record(text):
    rows, told, line = [], [], FIRST
    records = csv.reader(io.StringIO(text, newline=""))
    for row in records:
        if len(row) > 2:
            told.append((line, "more cells than the header has columns"))
        elif row:
            rows.append((line, *row, *[""] * (2 - len(row))))
        line = records.line_num + FIRST
    return rows, told


@given(text=st.lists(PIECES, max_size=30).map("".join), block=st.sampled_from([7, 32, 4096]))
def test_blocks_say_what_the_csv_module_says(text, block):
    with pytest.MonkeyPatch.context() as patch:
        rows, told, _ = by_blocks(text, block, patch)
    assert (rows, told) == record_by_record(text)


def test_a_plain_table_never_goes_through_the_csv_module_row_by_row(monkeypatch):
    monkeypatch.setattr(delimited, "_batches", pytest.fail)
    text = "".join(f'{n},"a ""b""\nc"\n' for n in range(500))
    rows, told, _ = by_blocks(text, 1024, monkeypatch)
    assert (len(rows), told) == (500, [])
    assert rows[-1] == (FIRST + 998, "499", 'a "b"\nc')


def test_rows_are_counted_across_blocks(monkeypatch):
    _, _, firsts = by_blocks("1,2\n" * 100, 40, monkeypatch)
    assert firsts[0] == 1
    assert firsts == sorted(set(firsts))
    assert firsts[-1] <= 130


def test_a_quotation_mark_that_is_never_closed_costs_no_more_memory_than_the_file(monkeypatch):
    monkeypatch.setattr(text_blocks, "LONGEST_RECORD", 64)
    rows, _, _ = by_blocks('1,"2\n' + "3,4\n" * 100, 16, monkeypatch)
    assert rows == [(FIRST, "1", "2\n" + "3,4\n" * 100)]
