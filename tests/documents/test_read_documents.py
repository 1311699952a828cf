"""Inputs, ids, dates and titles: what every report gets, whatever file it comes from."""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.documents import read_documents
from geo.errors import InputError, Skipped

REPORT = "Gunmen fired at a bus near the dam.\r\nNobody was hurt.\r\n"


def test_the_text_is_exactly_what_the_file_holds(tmp_path, read):
    """Line ends and blanks stay, so that offsets point where the file's readers look."""
    text = "  Bomb at a well \r\n\r\nÀ l'aube,\u2028un mort \U0001f4a5.\n\n "
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    ([document], skipped) = read(path)
    assert document.text == text
    assert skipped == []


def test_a_folder_is_read_recursively_in_order_of_name(tmp_path, read):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_text(REPORT + "1")
    (tmp_path / "a.md").write_text(REPORT + "2")
    (tmp_path / ".hidden.txt").write_text(REPORT + "3")
    (tmp_path / "photo.raw").write_bytes(b"\1")
    documents, skipped = read(tmp_path)
    assert [d.id.rsplit("-", 1)[0] for d in documents] == ["a.md", "b/x.txt"]
    assert [s.source for s in skipped] == [str(tmp_path / "photo.raw")]


def test_a_glob_names_many_files_and_a_file_named_twice_is_read_once(tmp_path, read):
    for name in ("one.txt", "two.txt", "three.md"):
        (tmp_path / name).write_text(f"{REPORT} {name}")
    documents, skipped = read(tmp_path / "*.txt", tmp_path / "one.txt")
    assert len(documents) == 2
    assert skipped == []


@pytest.mark.parametrize("name", ["missing.txt", "missing-*.txt", "report.docx", "empty"])
def test_an_input_that_cannot_be_meant_is_refused_at_once_in_one_line(tmp_path, name):
    (tmp_path / "report.docx").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as error:
        read_documents([str(tmp_path / name)], report=pytest.fail)
    assert "\n" not in str(error.value)
    assert name in str(error.value)


def test_a_file_of_unknown_kind_loses_none_of_the_others(tmp_path, read):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "photo.raw").write_bytes(b"\1")
    documents, [skipped] = read(tmp_path / "photo.raw", tmp_path / "a.txt")
    assert len(documents) == 1
    assert "no reader for .raw" in skipped.reason


def test_a_text_given_instead_of_a_file_name_is_refused_in_one_line():
    with pytest.raises(InputError, match="not a usable name"):
        read_documents(["Gunmen fired at a bus. " * 200], report=pytest.fail)


def test_a_named_file_without_a_suffix_is_read_as_standard_input_is(tmp_path, read):
    (tmp_path / "lines").write_text('{"text": "one"}\n{"text": "two"}')
    (tmp_path / "report").write_text(REPORT)
    documents, skipped = read(tmp_path / "lines", tmp_path / "report")
    assert len(documents) == 3
    assert skipped == []


def test_a_file_that_vanishes_before_its_turn_is_skipped(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT + name)
    skipped: list[Skipped] = []
    documents = read_documents([str(tmp_path)], report=skipped.append)
    (tmp_path / "a.txt").unlink()
    assert len(list(documents)) == 1
    assert "cannot be read" in skipped[0].reason


def test_ids_do_not_depend_on_where_the_files_are_kept(tmp_path, read):
    ids = []
    for home in ("here", "there/deep"):
        folder = tmp_path / home
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(REPORT)
        by_folder, _ = read(folder)
        by_file, _ = read(folder / "a.txt")
        ids += [by_folder[0].id, by_file[0].id]
    assert len(set(ids)) == 1


def test_a_known_id_with_another_text_gets_its_digest_and_a_copy_is_skipped(tmp_path, read):
    lines = [{"id": "r", "text": t} for t in ("first", "second", "first")]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    documents, skipped = read(path)
    assert [d.text for d in documents] == ["first", "second"]
    assert documents[0].id == "r"
    assert documents[1].id.startswith("r~")
    assert [(s.line, s.reason[:6]) for s in skipped] == [(3, "a copy")]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2018-02-27", date(2018, 2, 27)),
        ("2018-02-27T23:30:00+03:00", date(2018, 2, 27)),
        ("2018-02-27T23:30:00Z", date(2018, 2, 27)),
        ("Tue, 27 Feb 2018 10:00:00 GMT", date(2018, 2, 27)),
        (None, date(2016, 5, 3)),
        ("", date(2016, 5, 3)),
    ],
)
def test_the_records_own_date_counts_as_written_and_else_the_texts_head(
    tmp_path, read, published, day
):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"published": published, "text": "3 May 2016\n\nA mine went off."}))
    ([document], _) = read(path)
    assert document.published == day


def test_a_date_nobody_understands_is_said_and_the_report_kept(tmp_path, read, caplog):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"published": "07/02/2018", "text": "A mine went off."}))
    ([document], skipped) = read(path)
    assert document.published is None
    assert skipped == []
    assert "07/02/2018" in caplog.text


def test_the_files_own_timestamp_is_never_a_date(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_text("A mine went off yesterday.")
    ([document], _) = read(path)
    assert document.published is None


def test_a_date_from_the_caller_overrides_every_other(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_text("3 May 2016\n\nA mine went off.")
    ([document], _) = read(path, published=date(2020, 1, 1))
    assert document.published == date(2020, 1, 1)


def test_documents_are_read_only_when_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_bytes(b"\0")
    skipped: list[Skipped] = []
    documents = read_documents([str(tmp_path)], report=skipped.append)
    next(documents)
    assert skipped == []


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ("A mine went off.", ["A mine went off."]),
        ('{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
        (' \n {"text": "one"}', ["one"]),
    ],
)
def test_standard_input_is_json_lines_if_it_begins_with_a_brace_and_else_one_text(
    monkeypatch, read, given, texts
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    documents, skipped = read("-")
    assert [d.text for d in documents] == texts
    assert all(d.id.startswith("stdin-") for d in documents)
    assert skipped == []


@settings(deadline=None, max_examples=50)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_survives_the_exchange_form(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("exchange") / "a.jsonl"
    path.write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    skipped: list[Skipped] = []
    documents = list(read_documents([str(path)], report=skipped.append))
    assert [d.text for d in documents] == ([text] if text.strip() else [])
    assert len(skipped) == (not text.strip())


@settings(deadline=None, max_examples=50)
@given(
    good=st.lists(st.text("abc def", min_size=1).filter(str.strip), min_size=2, unique=True),
    broken=st.sampled_from(
        [b'{"text": "x"', b"[1", b'{"text": 5}', b"{}", b"\xff\xfe\x80", b"null"]
    ),
    data=st.data(),
)
def test_a_broken_line_anywhere_loses_nothing_else(tmp_path_factory, good, broken, data):
    lines = [json.dumps({"text": text}).encode() for text in good]
    at = data.draw(st.integers(0, len(lines)))
    lines.insert(at, broken)
    path = tmp_path_factory.mktemp("broken") / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    skipped: list[Skipped] = []
    documents = list(read_documents([str(path)], report=skipped.append))
    assert [d.text for d in documents] == good
    assert [s.line for s in skipped] == [at + 1]
