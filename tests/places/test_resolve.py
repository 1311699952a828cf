"""Which place each name of a report means."""

from __future__ import annotations

import pytest

from geo.model import Document, Precision, Span
from geo.places import locate
from geo.places.gazetteer import Gazetteer

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture(scope="module")
def meant(reader, gazetteer):
    """Return the function from a text and names in it, in order, to their mentions."""

    def find(text, *names, source=None):
        at, spans = 0, []
        for name in names:
            at = text.index(name, at)
            spans.append(Span(start=at, end=at + len(name)))
            at += len(name)
        document = Document(id="d", text=text, spans=tuple(spans), source=source)
        mentions = locate(reader.read(document), gazetteer)
        assert [m.text for m in mentions] == list(names)
        return mentions

    return find


@pytest.fixture(scope="module")
def read(reader, gazetteer):
    """Return the function from a text to the mentions found in it, by their text."""

    def find(text):
        mentions = locate(reader.read(Document(id="d", text=text)), gazetteer)
        assert [m.start for m in mentions] == sorted(m.start for m in mentions)
        return {m.text: m for m in mentions}

    return find


@pytest.mark.parametrize(
    ("text", "names", "country", "admin1"),
    [
        ("A fire broke out in Paris, Texas.", ["Paris", "Texas"], "US", "Texas"),
        ("A fire broke out in Paris.", ["Paris"], "FR", None),
        ("He lives in Alexandria, La., now.", ["Alexandria", "La."], "US", "Louisiana"),
        ("A ferry left Alexandria for Egypt's north.", ["Alexandria", "Egypt"], "EG", None),
        ("Birmingham, Alabama, was quiet.", ["Birmingham", "Alabama"], "US", "Alabama"),
        ("A mine exploded in Palma, Mozambique.", ["Palma", "Mozambique"], "MZ", None),
    ],
)
def test_parents_and_prominence_decide(meant, text, names, country, admin1):
    place = meant(text, *names)[0].place
    assert place.country == country
    assert admin1 in {None, place.admin1}


def test_one_report_can_hold_two_senses_of_a_name(meant):
    text = "From Paris, Texas, she flew to the other one, Paris, France."
    first, _, second, _ = meant(text, "Paris", "Texas", "Paris", "France")
    assert first.place.country == "US"
    assert second.place.country == "FR"


def test_a_bare_name_means_what_it_means_elsewhere_in_the_report(meant):
    text = "The mayor of Paris spoke. Paris, Texas, has had no rain."
    bare, full, _ = meant(text, "Paris", "Paris", "Texas")
    assert bare.place == full.place


def test_the_company_of_other_places_decides(meant):
    alone = meant("Crowds gathered in Tripoli.", "Tripoli")[0]
    text = "Crowds gathered in Tripoli, Sidon, Tyre and Zahle in Lebanon."
    among = meant(text, "Tripoli", "Sidon", "Tyre", "Zahle", "Lebanon")[0]
    assert alone.place.country == "LY"
    assert among.place.country == "LB"


def test_a_type_word_makes_a_province_of_a_name(meant):
    text = "In Kandahar, Afghanistan, police found arms; Kandahar province was calm."
    city, _, province = meant(text, "Kandahar", "Afghanistan", "Kandahar")
    assert city.place.precision is Precision.SETTLEMENT
    assert province.place.precision is Precision.REGION
    assert province.place.uncertainty_km > 50


def test_a_plural_type_word_holds_for_the_list_before_it(meant):
    mentions = meant("in Homs and Hama provinces, Syria", "Homs", "Hama", "Syria")
    assert {m.place.precision for m in mentions[:2]} == {Precision.REGION}


def test_a_spelling_that_nobody_listed_is_found_in_the_country_of_the_report(meant):
    text = "The Syrian army shelled Deir Ezzor and Khasham, activists in Syria said."
    deir, khasham, _ = meant(text, "Deir Ezzor", "Khasham", "Syria")
    assert deir.place.country == khasham.place.country == "SY"
    assert deir.place.id in {"geonames:170794", "geonames:170792"}


def test_a_province_in_a_loose_spelling_is_found_in_the_country_named(meant):
    text = "In Syria the coalition struck fighters in the oil-rich Deir Ezzor region, the US said."
    assert meant(text, "Deir Ezzor")[0].place.precision is Precision.REGION


def test_a_name_that_is_only_like_one_abroad_is_not_placed_where_the_country_is_known(meant):
    assert meant("Two men died in Hamisi, Kenya.", "Hamisi", "Kenya")[0].place is None


def test_the_publishers_country_is_a_hint(meant):
    text = "Two men from Cambridge were fined for stealing a boat."
    assert meant(text, "Cambridge", source="thefenlandnews.co.uk")[0].place.country == "GB"


@pytest.mark.parametrize(
    ("word", "name"), [("Syrian", "Syria"), ("European", "Europe"), ("Kurdish", "Kurdistan")]
)
def test_a_given_adjective_means_its_country_or_region(meant, word, name):
    assert name in meant(f"They met {word} envoys.", word)[0].place.name


def test_a_place_where_the_report_says_it_lies_but_is_unknown_is_not_sought_abroad(meant):
    mention = meant("Clashes in Marata, Idlib, Syria.", "Marata", "Idlib", "Syria")[0]
    assert mention.place is None
    assert mention.reason


@pytest.mark.parametrize("kind", ["village", "gas field"])
def test_a_namesake_in_another_province_than_the_report_says_is_not_given(meant, kind):
    unit = "Aleppo Governorate"
    text = f"Fighting was reported in Al Malikiyah {kind}, {unit}, Syria."
    mention, province, _ = meant(text, "Al Malikiyah", unit, "Syria")
    assert mention.place is None
    assert "does not fit" in mention.reason
    assert province.place


def test_the_units_of_a_list_do_not_hold_each_other(meant):
    text = "Water was short in Tamil Nadu, Karnataka and Kerala, officials said."
    assert all(m.place for m in meant(text, "Tamil Nadu", "Karnataka", "Kerala"))


def test_the_town_in_the_publishers_name_need_not_be_the_famous_one(meant):
    text = "Police in Lancaster and Reading arrested two men; a third fled to Harrisburg."
    (here, _, _) = meant(text, "Lancaster", "Reading", "Harrisburg", source="lancasterpost.com")
    assert (here.place.country, here.place.admin1) == ("US", "Pennsylvania")


def test_an_unknown_name_is_kept_with_its_reason(meant):
    mention = meant("He was born in Qwxzarol.", "Qwxzarol")[0]
    assert mention.place is None
    assert mention.score == 0
    assert "no place of this name" in mention.reason


def test_an_unknown_street_lies_in_the_town_named_nearest(meant):
    text = "A bomb went off on Zorbal Street in Damascus, the capital of Syria."
    street, _, _ = meant(text, "Zorbal Street", "Damascus", "Syria")
    assert street.place.name == "Damascus"
    assert street.place.precision is Precision.NEAR
    assert street.place.uncertainty_km >= 10
    assert "unknown itself" in street.reason


def test_exactly_one_mention_a_span_even_for_nonsense(meant):
    assert len(meant("of the, and 12 more", "of", ",", "12")) == 3


def test_nothing_but_the_given_spans_is_recognised(meant):
    assert len(meant("From Baghdad to Basra.", "Basra")) == 1


def test_scores_are_probabilities_and_reasons_are_given(read):
    found = read("A bomb went off in Baghdad, Iraq, and another in Basra.")
    assert set(found) == {"Baghdad", "Iraq", "Basra"}
    assert all(0.5 < m.score <= 1 and m.reason for m in found.values())


def test_the_same_report_gives_the_same_mentions(read):
    text = "Troops left Goma and Bukavu, DR Congo, for the border with Rwanda."
    assert read(text) == read(text)


def test_an_empty_report_has_no_places(read):
    assert read("Nothing happened to anybody.") == {}
