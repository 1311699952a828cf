"""What the parser sees: the same characters' places, in a form it was trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.language import Reader, _verify, readable
from geo.model import Document


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_readable_text_has_the_length_of_the_original(text):
    assert len(readable(text)) == len(text)


@pytest.mark.parametrize(
    ("capitals", "normal"),
    [
        (
            "TWO SOLDIERS WERE KILLED NEAR USULUTAN ON 4 MARCH.",
            "Two soldiers were killed near Usulutan on 4 March.",
        ),
        (
            "REBELS OF THE NATIONAL LIBERATION FRONT [FNLX] FIRED. FNLX DENIED IT.",
            "Rebels of the national liberation front (FNLX) fired. FNLX denied it.",
        ),
        ("THEY MAY MARCH ON KABUL", "They may march on Kabul"),
    ],
)
def test_capitals_become_normal_case(capitals, normal):
    assert readable(capitals) == normal


def test_mixed_case_is_left_alone():
    assert readable("NATO said the ANA held Kunduz.") == "NATO said the ANA held Kunduz."


def test_a_quote_mark_typed_for_an_apostrophe_is_repaired():
    assert readable('The mayor"s house') == "The mayor's house"


def test_wrapped_lines_are_joined_and_paragraphs_kept():
    wrapped = "Shells fell on the\nold market of the\ntown.\n\nNobody was hurt."
    assert readable(wrapped) == "Shells fell on the old market of the town.\n\nNobody was hurt."


@pytest.mark.model
def test_a_headline_is_a_sentence_of_its_own(reader):
    text = "Blast hits market\n\nTen people died in Kabul on Monday."
    parsed = reader.read(Document(id="d", text=text))
    assert [s.text.strip() for s in parsed.sentences] == [
        "Blast hits market",
        "Ten people died in Kabul on Monday.",
    ]


@pytest.mark.model
def test_token_offsets_point_into_the_document(reader):
    text = "FOUR POLICEMEN DIED IN THE CITY’S\nOLD QUARTER, “THE HILL”."
    for token in reader.read(Document(id="d", text=text)).doc:
        if token.is_alpha:
            assert text[token.idx : token.idx + len(token)].lower() == token.text.lower()


def test_a_missing_model_is_told_in_one_line():
    with pytest.raises(InputError, match="en_no_such_model"):
        Reader("en_no_such_model")


def test_altered_weights_are_refused(tmp_path: Path):
    (tmp_path / "model").write_bytes(b"other weights")
    with pytest.raises(InputError, match="not the one that was checked"):
        _verify(tmp_path)


@pytest.mark.model
@pytest.mark.parametrize(
    "dateline",
    ["KADUNA, Nigeria, 8 March 2024 — ", "Goma, Feb. 3 (Agency) - ", "LIMA, 3 JAN 90 -- "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(reader, dateline):
    body = "Gunmen took ten pupils of a school on Thursday."
    parsed = reader.read(Document(id="d", text=dateline + body))
    assert [s.text for s in parsed.sentences][-1] == body


@pytest.mark.model
def test_reading_names_alone_finds_the_entities_and_neither_tags_nor_parses(reader):
    text = "KADUNA, Nigeria, 8 March 2024 - Gunmen took pupils. Soldiers went to Kano."
    document = Document(id="d", text=text)
    (names,) = reader.read_names([document])
    whole = reader.read(document)
    assert [e.text for e in names.doc.ents] == [e.text for e in whole.doc.ents]
    assert not names.doc.has_annotation("DEP")
    assert whole.doc.has_annotation("DEP")


@pytest.mark.model
def test_reading_takes_documents_as_they_are_asked_for_and_keeps_their_order(reader):
    taken = []

    def documents():
        for number in range(100):
            taken.append(number)
            yield Document(id=str(number), text=f"Report {number} from Kabul.")

    found = reader.read_names(documents())
    assert next(found).document.id == "0"
    assert len(taken) < 100
    assert [p.document.id for p in found] == [str(n) for n in range(1, 100)]
