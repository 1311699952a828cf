"""CSV tables of reports."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_the_fields_or_their_synonyms_in_any_case(tmp_path, read, delimiter):
    rows = [
        ["ID", "Headline", "Body", "Date", "Publisher"],
        ["r1", "Bus hit", '"Gunmen fired; one\nleft, dead."', "2016-05-03", "Hill Post"],
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    ([d], skipped) = read(path)
    assert (d.id, d.title, d.text, str(d.published), d.source) == (
        "r1",
        "Bus hit",
        "Gunmen fired; one\nleft, dead.",
        "2016-05-03",
        "Hill Post",
    )
    assert skipped == []


def test_a_row_without_text_is_named_by_its_line_and_loses_no_other(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,one\n2,\n3,three\n")
    documents, [skipped] = read(path)
    assert [d.id for d in documents] == ["1", "3"]
    assert (skipped.line, skipped.reason) == (3, "no text")


def test_a_table_without_a_text_column_is_skipped_with_a_hint(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text("lon,lat\n1,2\n")
    documents, [skipped] = read(path)
    assert documents == []
    assert "text" in skipped.reason


def test_a_long_cell_is_read_whole(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "boom " * 60_000 + "\n")
    ([document], _) = read(path)
    assert len(document.text) == 300_000


def test_spans_stand_in_a_cell_as_json(tmp_path, read):
    path = tmp_path / "a.csv"
    spans = json.dumps([{"start": 0, "end": 4}]).replace('"', '""')
    path.write_text(f'text,spans\ntown,"{spans}"\nhill,oops\n')
    ([document], [skipped]) = read(path)
    assert document.spans[0].end == 4
    assert skipped.line == 3
