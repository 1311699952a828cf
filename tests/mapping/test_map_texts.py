"""The words of cards are kept whole, in chunks, and leave out what nobody may quote."""

from __future__ import annotations

import gzip
import itertools
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from map_cases import make_incident
from test_map_columns import read_back

from geo.errors import DataError
from geo.mapping.columns import ordered
from geo.mapping.gathering import gather
from geo.mapping.texts import PARTED
from geo.model import Evidence, Source
from geo.table import Column, list_of, to_table


def opened(block):
    raw = gzip.decompress(block)
    length = int.from_bytes(raw[:4], "little")
    header = json.loads(raw[4 : 4 + length])
    blobs = {
        name: raw[4 + length + at : 4 + length + at + size]
        for name, (at, size) in header["blobs"].items()
    }
    return header, blobs


def said(table, name, **how):
    """Return every text of a column as ``assets/src/texts.js`` reads it."""
    blocks = dict(gather(ordered(table), **how).chunks())
    words = opened(blocks["words"])[1]["words"].decode().split(PARTED)
    found = []
    for block in (block for key, block in sorted(blocks.items()) if key != "words"):
        header, blobs = opened(block)
        packed = header["columns"].get(name)
        if packed is None or packed["kind"] != "words":
            continue
        lengths = read_back(blobs[f"{name}#"], packed["lengths"], packed["lengths"]["count"])
        codes = read_back(blobs[name], packed["codes"], packed["codes"]["count"])
        ends = np.cumsum([0, *lengths])
        found += [
            " ".join(words[code] for code in codes[a:b]) if b > a else None
            for a, b in itertools.pairwise(ends)
        ]
    return found


TEXTS = [
    "Three fell,  he said.",
    " two\nlines ",
    "",
    "«كيدال» 基达尔 \u202eabc",
    "a\tb c",
    "x" * 500,
]


def of_texts(*texts):
    return to_table([
        make_incident(n, evidence=(Evidence(document_id="d", start=0, end=9, text=text),))
        for n, text in enumerate(texts)
    ])  # fmt: skip


def test_a_text_comes_back_as_it_was_written():
    assert said(of_texts(*TEXTS), "evidence.text") == TEXTS


def test_the_sign_between_words_is_shown_as_unreadable():
    assert said(of_texts("a\x1eb c"), "evidence.text") == ["a\ufffdb c"]


def test_a_text_of_half_characters_is_kept_with_a_mark():
    assert said(of_texts("a \ud800 b"), "evidence.text") == ["a ? b"]


def test_json_text_and_lists_give_the_same_blocks():
    table = to_table([make_incident(n) for n in range(5)])
    as_text = table.copy()
    for column in (Column.ACTORS, Column.CASUALTIES, Column.EVIDENCE, Column.SOURCES):
        as_text[column] = [json.dumps(value) for value in table[column]]
    assert dict(gather(ordered(table)).chunks()) == dict(gather(ordered(as_text)).chunks())


def test_a_nested_value_of_another_type_is_read_as_what_it_should_be():
    table = to_table([make_incident(1)])
    table[Column.SOURCES] = ['[{"document_id": 7, "title": "T", "source": null, "more": {}}]']
    assert said(table, "sources.title") == ["T"]
    table[Column.SOURCES] = [[{"document_id": 7, "title": 12}]]
    assert said(table, "sources.title") == ["12"]


@pytest.mark.parametrize("value", ["[{", "[1]", "{} {}"])
def test_a_nested_value_that_is_no_list_of_objects_is_refused_by_name(value):
    table = to_table([make_incident(1)])
    table[Column.SOURCES] = pd.Series([value], dtype="object")
    with pytest.raises(DataError, match="sources"):
        gather(ordered(table))


def test_only_so_many_quotes_are_kept():
    many = tuple(Evidence(document_id="d", start=n, end=n + 1, text=f"Q{n}") for n in range(4))
    table = to_table([make_incident(1, evidence=many), make_incident(2, evidence=many[:1])])
    assert said(table, "evidence.text", most_quotes=2) == ["Q0", "Q1", "Q0"]


def test_without_texts_no_word_of_a_report_is_in_the_blocks():
    source = Source(
        document_id="d", title="Secret title", source="Paper", published=date(2024, 1, 1)
    )
    table = to_table([make_incident(1, sources=(source,), place_text="secret place")])
    blocks = dict(gather(ordered(table), quoting=False).chunks())
    everything = b"".join(gzip.decompress(block) for block in blocks.values())
    for word in (b"ecret", b"fell", b"three", b"Bamako", b"example.org"):
        assert word not in everything
    assert said(table, "sources.source", quoting=False) == ["Paper"]
    assert said(table, "casualties.claimant", quoting=False) == ["a doctor"]


@pytest.mark.parametrize("as_text", [False, True])
def test_what_only_an_export_holds_is_kept_apart_and_without_texts_no_telling(as_text):
    telling = make_incident(1)
    table = to_table([make_incident(1, members=("a", "b"), sums=("c",), tellings=(telling,))])
    if as_text:
        for column in (Column.MEMBERS, Column.SUMS, Column.TELLINGS):
            table[column] = [json.dumps(value) for value in table[column]]
    blocks = dict(gather(ordered(table)).chunks())
    blobs = opened(blocks["told-0"])[1]
    assert json.loads(blobs["members"]) == ["a", "b"]
    assert json.loads(blobs["tellings"]) == table[Column.TELLINGS].map(list_of)[0]
    bare = opened(dict(gather(ordered(table), quoting=False).chunks())["told-0"])[1]
    assert json.loads(bare["members"]) == ["a", "b"]
    assert "tellings" not in bare


def test_a_list_of_members_that_is_no_json_is_refused_by_name():
    table = to_table([make_incident(1)])
    table[Column.MEMBERS] = pd.Series(["[x"], dtype="object")
    with pytest.raises(DataError, match="members"):
        gather(ordered(table))
