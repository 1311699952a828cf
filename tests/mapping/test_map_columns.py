"""Tables become columns of bytes that give back every value, "not known" included."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_cases import make_incident, many_incidents

from geo.errors import DataError
from geo.mapping.columns import dictionary, encode, ordered, whole_numbers
from geo.model import Toll, When
from geo.table import Column, to_table


def read_back(data, how, rows):
    """Decode as ``assets/src/table.js`` does."""
    planes = np.frombuffer(data, np.uint8).reshape(how["width"], rows).astype(object)
    stored = sum(planes[p] * 256**p for p in range(how["width"]))
    if how["delta"]:
        stored = np.cumsum(stored)
    if how["nullable"]:
        return [None if s == 0 else how["base"] + s - 1 for s in stored]
    return [how["base"] + s for s in stored]


NUMBERS = st.lists(st.none() | st.integers(-(2**31), 2**31 - 3), min_size=1, max_size=40)


@given(NUMBERS)
def test_whole_numbers_come_back(values):
    known = np.array([v is not None for v in values])
    numbers = np.array([v or 0 for v in values], np.int64)
    if known.any() and numbers[known].max() - numbers[known].min() > 2**32 - 3:
        return
    data, how = whole_numbers(numbers, known)
    assert read_back(data, how, len(values)) == values


@given(NUMBERS)
def test_rising_numbers_come_back_from_their_steps(values):
    rising = sorted(v for v in values if v is not None)
    values = [None] * (len(values) - len(rising)) + rising
    known = np.array([v is not None for v in values])
    numbers = np.array([v or 0 for v in values], np.int64)
    data, how = whole_numbers(numbers, known, delta=True)
    assert read_back(data, how, len(values)) == values


def test_words_become_codes_the_most_frequent_first():
    codes, words = dictionary(pd.Series(["b", None, "a", "b"], dtype="string"))
    assert words == ["b", "a"]
    assert codes.tolist() == [1, 0, 2, 1]


def test_rows_are_sorted_by_day_whatever_their_order():
    incidents = many_incidents(50)
    forward, backward = to_table(incidents), to_table(incidents[::-1])
    assert ordered(forward)[Column.ID].tolist() == ordered(backward)[Column.ID].tolist()


def test_unknown_is_kept_apart_from_zero():
    table = ordered(
        to_table(
            [
                make_incident(1, killed=Toll(low=0, best=0, high=0)),
                make_incident(2, killed=Toll(), when=When(), place=None),
            ]
        )
    )
    columns = encode(table, np.zeros(2, np.int64))
    how = columns.header["columns"]
    assert read_back(columns.blobs["killed_best"], how["killed_best"], 2) == [None, 0]
    assert read_back(columns.blobs["start"], how["start"], 2)[0] is None
    assert read_back(columns.blobs["lon"], how["lon"], 2) == [None, 1_407_800]


def test_an_empty_table_has_every_column():
    columns = encode(ordered(to_table([])), np.zeros(0, np.int64))
    assert columns.header["rows"] == 0
    assert columns.chunks == ()
    assert all(blob == b"" for name, blob in columns.blobs.items() if name != "ids")


def test_the_cards_words_are_kept_whole_and_nothing_unknown_is_written():
    columns = encode(ordered(to_table([make_incident(7)])), np.zeros(1, np.int64))
    (row,) = json.loads(columns.chunks[0])
    assert row["evidence"][0]["text"] == "Three fell in Kidal, he said."
    assert row["casualties"][0]["claimant"] == "a doctor"
    assert None not in row.values()


def test_nested_columns_may_hold_json_text():
    table = to_table([make_incident(7)])
    table[Column.ACTORS] = [json.dumps(table[Column.ACTORS][0])]
    columns = encode(ordered(table), np.zeros(1, np.int64))
    assert json.loads(columns.chunks[0])[0]["actors"][0]["name"] == "Army"


def test_a_column_that_cannot_be_read_is_named():
    table = to_table([make_incident(7)])
    table[Column.KILLED_BEST] = ["a great many"]
    with pytest.raises(DataError, match="killed_best"):
        ordered(table)
