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
from geo.mapping.columns import encode, ordered
from geo.mapping.gathering import gather
from geo.mapping.identifiers import pack_ids
from geo.mapping.packing import Group, Packed, dictionary, distinct, whole_numbers
from geo.model import Actor, Role, Toll, When
from geo.table import Column, to_table


def read_back(data, how, rows):
    """Decode as ``assets/src/unpack.js`` does."""
    planes = np.frombuffer(data, np.uint8).reshape(how["width"], rows).astype(object)
    stored = sum((planes[p] * 256**p for p in range(how["width"])), np.zeros(rows, object))
    if how["delta"]:
        stored = np.cumsum(stored)
    if how["nullable"]:
        return [None if s == 0 else how["base"] + s - 1 for s in stored]
    return [how["base"] + s for s in stored]


def column(packed, group, name):
    """Return one column of a group, by row."""
    how = packed.header["groups"][group]
    codes = read_back(packed.blobs[group], how["codes"], packed.header["rows"])
    values = read_back(packed.blobs[f"{group}.{name}"], how["fields"][name], how["size"])
    return [values[code] for code in codes]


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
    assert ordered(forward).flat[Column.ID].tolist() == ordered(backward).flat[Column.ID].tolist()


def packed(*incidents):
    rows = ordered(to_table(list(incidents)))
    return encode(rows, np.zeros(len(rows), np.int64), gather(rows).names)


def test_a_column_of_one_value_takes_no_byte():
    data, how = whole_numbers(np.full(9, 7), np.ones(9, bool))
    assert data == b""
    assert read_back(data, how, 9) == [7] * 9


def test_unknown_is_kept_apart_from_zero():
    columns = packed(
        make_incident(1, killed=Toll(low=0, best=0, high=0)),
        make_incident(2, killed=Toll(), when=When(), place=None),
    )
    assert column(columns, "killed", "killed_best") == [None, 0]
    assert column(columns, "site", "lon") == [None, 1_407_800]
    assert read_back(columns.blobs["start"], columns.header["start"], 2)[0] is None
    assert columns.header["undated"] == 1


def test_an_empty_table_has_every_column():
    columns = packed()
    assert columns.header["rows"] == 0
    assert set(columns.header["groups"]) >= {"site", "parties", "kind", "killed", "span", "voices"}
    assert list(gather(ordered(to_table([]))).chunks()) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2)), max_size=30))
def test_a_combination_has_one_code_and_the_most_frequent_the_least(pairs):
    first, second = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    codes, firsts = distinct([first, second])
    assert [pairs[firsts[code]] for code in codes] == pairs
    counts = np.bincount(codes)
    assert list(counts) == sorted(counts, reverse=True)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=40))
def test_a_code_within_a_word_comes_back(pairs):
    words, values = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    into = Packed()
    Group(name="g", words={"v": values}).pack(into, within=("w", words))
    how = into.header["groups"]["g"]
    beside = how["within"]
    ranks = read_back(into.blobs["g"], how["codes"], len(pairs))
    lengths = read_back(into.blobs["g:lengths"], beside["lengths"], beside["words"])
    codes = read_back(into.blobs["g:codes"], beside["codes"], beside["pairs"])
    ends = np.cumsum([0, *lengths])
    distinct_values = read_back(into.blobs["g.v"], how["fields"]["v"], how["size"])
    found = [distinct_values[codes[ends[w] + r]] for w, r in zip(words, ranks, strict=True)]
    assert found == list(values)


def test_all_parties_are_listed_once_whatever_their_side():
    columns = packed(make_incident(1, actors=(
        Actor(name="Army", text="a", role=Role.INITIATOR),
        Actor(name="Rebels", text="b", role=Role.TARGET),
        Actor(name="Army", text="c", role=Role.TARGET),
        Actor(name="Guards", text="d", role=Role.INVOLVED),
    )))  # fmt: skip
    words = json.loads(columns.blobs["words:actors"])
    how = columns.header["lists"]["actors"]
    names = read_back(columns.blobs["lists:actors:names"], how["names"], how["items"])
    assert [words[name - 1] for name in names] == ["Army", "Rebels", "Guards"]


@pytest.mark.parametrize(
    ("ids", "kind"),
    [
        (["0a1b", "ffff"], "digest"),
        (["ged-7", "ged-12", "ged-0"], "counted"),
        (["7", "12"], "counted"),
        (["a-07", "a-8"], "list"),
        (["a", "b"], "list"),
        (["1", ""], "list"),
        (["only"], "list"),
        ([], "list"),
        (["12345678901", "2"], "list"),
        (["0a\n1", "0b"], "list"),
    ],
)
def test_ids_are_packed_only_where_they_come_back(ids, kind):
    days = np.array([5, 5, 6][: len(ids)])
    data, how = pack_ids(ids, days)
    assert how["kind"] == kind
    if kind == "digest":
        size = how["size"]
        assert [data[i : i + size].hex() for i in range(0, len(data), size)] == ids
    elif kind == "counted":
        numbers = read_back(data, how["how"], len(ids))
        for row in range(1, len(ids)):
            numbers[row] += numbers[row - 1] if days[row] == days[row - 1] else 0
        assert [how["prefix"] + str(number) for number in numbers] == ids
    else:
        assert json.loads(data) == ids


def test_a_column_that_cannot_be_read_is_named():
    table = to_table([make_incident(7)])
    table[Column.KILLED_BEST] = ["a great many"]
    with pytest.raises(DataError, match="killed_best"):
        ordered(table)
