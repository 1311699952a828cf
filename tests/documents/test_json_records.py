"""JSON Lines and JSON: fields, spans, and what a broken record says."""

from __future__ import annotations

import json

import pytest

from geo.model import Span

FULL = {
    "id": 7,
    "text": "A mine went off in Hilltown.",
    "published": "2016-05-03",
    "title": "Mine",
    "source": "Hill Post",
    "url": "https://hill.example/1",
    "language": "en",
    "spans": [{"start": 19, "end": 27}],
    "other": [1, 2],
}


def test_every_field_of_the_contract_is_kept(tmp_path, read):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(FULL))
    ([d], _) = read(path)
    assert (d.id, d.title, d.source, d.url, d.language) == (
        "7",
        "Mine",
        "Hill Post",
        "https://hill.example/1",
        "en",
    )
    assert d.spans == (Span(start=19, end=27),)
    assert d.text[19:27] == "Hilltown"


def test_no_spans_and_an_empty_list_of_spans_are_different_orders(tmp_path, read):
    """Absent means recognise places; empty means there are none to resolve."""
    path = tmp_path / "a.ndjson"
    path.write_text('{"text": "a"}\n{"text": "b", "spans": []}\n{"text": "c", "spans": null}')
    documents, _ = read(path)
    assert [d.spans for d in documents] == [None, (), None]


@pytest.mark.parametrize(
    "spans",
    [
        [{"start": 0, "end": 0}],
        [{"start": 3, "end": 2}],
        [{"start": -1, "end": 2}],
        [{"start": 0, "end": 5}],
        [{"start": 0}],
        [{"start": True, "end": 2}],
        [{"start": 0.0, "end": 2}],
        [[0, 2]],
        {"start": 0, "end": 2},
        "0-2",
    ],
)
def test_spans_that_point_outside_the_text_are_a_bad_record(tmp_path, read, spans):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "four", "spans": spans}) + '\n{"text": "good"}')
    documents, [skipped] = read(path)
    assert [d.text for d in documents] == ["good"]
    assert skipped.line == 1
    assert "span" in skipped.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "not JSON"),
        ("[]", "must be an object"),
        ('{"title": "x"}', "no text"),
        ('{"text": "  "}', "no text"),
        ('{"text": ["x"]}', "must be a string"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "half a character"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(tmp_path, read, line, reason):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' + line + '\n\n{"text": "two"}\n')
    documents, [skipped] = read(path)
    assert [d.text for d in documents] == ["one", "two"]
    assert str(skipped).startswith(f"{path}:2: ")
    assert reason in skipped.reason


def test_a_line_of_fifty_megabytes_is_passed_over_in_pieces(tmp_path, read):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "one"}\n{"text": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "two"}\n')
    documents, [skipped] = read(path)
    assert [d.text for d in documents] == ["one", "two"]
    assert skipped.line == 2


@pytest.mark.parametrize(
    "value",
    [FULL, [FULL], {"documents": [FULL]}],
    ids=["object", "list", "documents"],
)
def test_json_may_be_an_object_a_list_or_documents(tmp_path, read, value):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    ([document], skipped) = read(path)
    assert document.title == "Mine"
    assert skipped == []


def test_a_bad_record_of_a_json_list_is_named_by_its_number(tmp_path, read):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "one"}, {"title": "x"}, {"text": "two"}]))
    documents, [skipped] = read(path)
    assert [d.text for d in documents] == ["one", "two"]
    assert skipped.reason.startswith("record 2: ")


def test_json_lines_in_a_json_file_get_a_hint(tmp_path, read):
    path = tmp_path / "a.json"
    path.write_text('{"text": "one"}\n{"text": "two"}\n')
    _, [skipped] = read(path)
    assert ".jsonl" in skipped.reason
