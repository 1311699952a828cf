"""The story from files to incidents, and its work in several processes."""

from __future__ import annotations

from os import getpid

import pytest

import geo
from geo.errors import InputError
from geo.model import Document, Precision, Span
from geo.pipeline import CHUNK, Options, extract, extract_files, find_places, in_processes

STRIKE = "A rocket attack killed three people in Kunduz, Afghanistan, on 4 May 2019, police said."


@pytest.mark.model
def test_the_public_names_lead_from_reports_to_a_table(tmp_path):
    (tmp_path / "report.txt").write_text(STRIKE)
    table = geo.to_table(geo.extract([tmp_path]))
    assert table.crs.to_epsg() == 4326
    assert list(table["killed_best"]) == [3]


@pytest.mark.model
def test_a_skipped_record_is_reported_or_logged(tmp_path, caplog):
    (tmp_path / "empty.txt").write_text("")
    skipped = []
    assert list(extract_files([tmp_path], report=skipped.append)) == []
    assert len(skipped) == 1
    assert list(extract_files([tmp_path])) == []
    assert "empty.txt" in caplog.text


@pytest.mark.model
def test_a_relative_place_is_drawn_where_its_words_say_but_a_given_span_where_its_name_is():
    text = "Shelling was heard 30 km north of Kunduz, Afghanistan."
    start = text.index("Kunduz")
    spans = (Span(start=start, end=start + len("Kunduz")),)
    moved, _ = find_places([Document(id="d", text=text)], Options())
    (named,) = find_places([Document(id="d", text=text, spans=spans)], Options())
    assert (moved.wording, moved.place.precision) == ("30 km north of Kunduz", Precision.NEAR)
    assert (named.wording, named.place.precision) == (None, Precision.SETTLEMENT)
    assert moved.place.name == named.place.name == "Kunduz"
    assert moved.place.lat - named.place.lat == pytest.approx(30 / 111.2, abs=0.01)


def test_a_missing_file_is_an_error():
    with pytest.raises(InputError, match="nowhere"):
        list(extract_files(["nowhere.txt"]))


@pytest.mark.model
def test_a_text_without_a_word_of_violence_is_not_parsed(monkeypatch):
    monkeypatch.setattr("geo.language.readable", lambda _: pytest.fail("parsed"))
    calm = Document(id="d", text="The bank raised its rates.")
    assert list(extract([calm], Options())) == []


def count(documents, options):
    """Stand in for a stage: one result for each document."""
    for document in documents:
        yield document.id


@pytest.mark.parametrize("number", [0, 3, CHUNK, 5 * CHUNK + 1])
def test_work_in_processes_gives_every_result_in_order(number):
    documents = [Document(id=f"d{n}", text="text") for n in range(number)]
    found = list(in_processes(count, documents, Options(), workers=2))
    assert found == [d.id for d in documents]


def where(documents, _):
    yield from (getpid() for _ in documents)


def test_forked_workers_inherit_what_the_first_document_loads(monkeypatch):
    documents = [Document(id=f"d{n}", text="text") for n in range(CHUNK)]
    monkeypatch.setattr("geo.pipeline.get_start_method", lambda: "fork")
    first, *others = in_processes(where, documents, Options(), workers=2)
    assert first == getpid()
    assert getpid() not in others
    monkeypatch.setattr("geo.pipeline.get_start_method", lambda: "spawn")
    assert getpid() not in set(in_processes(where, documents, Options(), workers=2))
