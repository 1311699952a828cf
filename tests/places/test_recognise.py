"""Which words of a report name a place."""

from __future__ import annotations

import pytest

from geo.model import Document, Span
from geo.places.gazetteer import Gazetteer
from geo.places.page import Page
from geo.places.recognise import given, recognise

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def names(reader):
    """Return the function from a text to the names of places in it."""
    gazetteer = Gazetteer.open()

    def find(text):
        document = Document(id="d", text=text)
        found = recognise(Page(reader.read(document), gazetteer))
        assert all(text[name.start : name.end] == name.text for name in found)
        return {name.text: name for name in found}

    return find


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rockets hit Kramatorsk in Ukraine on Monday.", "Kramatorsk"),
        ("Militants stormed a base near Kidal, in Mali.", "Kidal"),
        ("Shelling was heard in Khan Sheikhoun, Syria, all night.", "Khan Sheikhoun"),
        ("Soldiers of the Syrian army entered Deir ez-Zor at dawn.", "Deir ez-Zor"),
        ("Two men died in al-Bab, northern Syria.", "al-Bab"),
        ("Gunmen raided the village of Tolmaq in Chad.", "Tolmaq"),
        ("SHELLING KILLED FOUR PEOPLE IN KHERSON, UKRAINE, OFFICIALS SAID.", "KHERSON"),
        ("A court in Lexington, Ky., sentenced him.", "Ky."),
        ("The U.S. sent aid to Haiti.", "U.S."),
        ("Miners struck in Charleston, W.Va., again.", "W.Va."),
        ("KYIV — Shells hit Odesa. Two men died north of Avdiivka, officials said.", "Avdiivka"),
        ("A mine hit a bus on the Pokrovsk-Kostiantynivka road in Ukraine.", "Pokrovsk"),
        ("A mine hit a bus on the Pokrovsk-Kostiantynivka road in Ukraine.", "Kostiantynivka"),
        (
            (
                "Clashes erupted between Mosul and Tal Afar, on the Homs-Palmyra road and near the "
                "border with Turkey."
            ),
            "Tal Afar",
        ),
        (
            (
                "Clashes erupted between Mosul and Tal Afar, on the Homs-Palmyra road and near the "
                "border with Turkey."
            ),
            "Palmyra",
        ),
    ],
)
def test_names_are_found_whatever_the_tagger_calls_them(names, text, place):
    assert place in names(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Governor Paris Hilton Jackson said nothing. Jackson smiled.", "Jackson"),
        ("The Syrian and Russian armies attacked.", "Syrian"),
        ("European leaders met in Vienna.", "European"),
        ("He told us of a reading on Sunday.", "us"),
        ("Most of the fighting was over.", "Most"),
    ],
)
def test_people_peoples_and_ordinary_words_are_no_places(names, text, word):
    assert word not in names(text)


def test_a_name_inside_an_organisation_is_marked_as_such(names):
    found = names("The Baghdad Police Department said that two men were shot in Basra.")
    assert "Police" in found["Baghdad"].inside
    assert found["Basra"].inside is None


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("Clashes spread across Idlib province in Syria.", "Idlib", "province"),
        ("A bomb went off in the town of Azaz, Syria.", "Azaz", "town"),
        ("Troops entered Goma in Congo.", "Goma", None),
    ],
)
def test_the_type_word_beside_a_name_is_kept(names, text, place, kind):
    assert names(text)[place].kind == kind


def test_the_reason_of_a_name_is_given(names):
    found = names("A bomb went off in Baghdad.")["Baghdad"]
    assert found.reason
    assert 0.5 < found.score <= 1


def test_given_spans_are_taken_as_they_are_and_in_order(reader):
    text = "Near Homs, in Syria"
    page = Page(reader.read(Document(id="d", text=text)), Gazetteer.open())
    found = given(page, [Span(start=14, end=19), Span(start=5, end=9)])
    assert [name.text for name in found] == ["Homs", "Syria"]
    assert {name.score for name in found} == {1.0}
