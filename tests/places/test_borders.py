"""Borders of countries and provinces as places."""

from __future__ import annotations

import pytest

from geo.language import Parsed
from geo.model import Document, Mention, Place, Precision
from geo.places.borders import border_of
from geo.places.relative import refine
from geo.sphere import distance_km


def country(name, code, lon, lat):
    return Place(name=name, lon=lon, lat=lat, precision=Precision.COUNTRY, country=code)


PLACES = {
    "Syria": country("Syria", "SY", 38.5, 35.0),
    "Turkey": country("Turkey", "TR", 35.0, 39.0),
    "Iraq": country("Iraq", "IQ", 43.7, 33.2),
    "Mali": country("Mali", "ML", -4.0, 17.0),
    "Niger": country("Niger", "NE", 8.0, 17.0),
    "Qamishli": Place(
        name="Qamishli", lon=41.23, lat=37.05, precision=Precision.SETTLEMENT, country="SY"
    ),
    "Diyala": Place(
        name="Diyala", lon=45.0, lat=33.8, precision=Precision.REGION, uncertainty_km=90, country="IQ"
    ),
    "Kirkuk": Place(
        name="Kirkuk", lon=44.2, lat=35.4, precision=Precision.REGION, uncertainty_km=60, country="IQ"
    ),
}  # fmt: skip


def read(text, name):
    mentions = tuple(
        sorted(
            (
                Mention(
                    document_id="d",
                    start=text.index(word),
                    end=text.index(word) + len(word),
                    text=word,
                    place=place,
                )
                for word, place in PLACES.items()
                if word in text
            ),
            key=lambda m: m.start,
        )
    )
    mention = next(m for m in mentions if m.text == name)
    refined = refine(Parsed(document=Document(id="d", text=text), doc=None), mention, mentions)
    return (refined[0], text[refined[1] : refined[2]]) if refined else (None, None)


def test_a_border_is_the_same_from_both_sides_and_runs_where_it_should():
    border = border_of("TR", "SY")
    assert border == border_of("SY", "TR")
    assert all(35.5 < lon < 42.5 and 35.7 < lat < 37.4 for lon, lat in border.points)
    (lon, lat), farthest = border.middle()
    assert 37.5 < lon < 40.5
    assert 230 < farthest < 400
    assert max(distance_km((lon, lat), point) for point in border.points) == farthest


def test_countries_apart_share_no_border():
    assert border_of("SY", "ML") is None
    assert border_of("SY", "SY") is None


def test_points_of_a_straight_border_are_not_far_apart():
    assert distance_km(border_of("EG", "SD").nearest((29.0, 22.0)), (29.0, 22.0)) < 25


@pytest.mark.parametrize(
    "wording",
    [
        "Syria-Turkey border",
        "Syria–Turkey border area",
        "Syria/Turkey frontier",
        "border between Syria and Turkey",
        "border area between Syria and Turkey",
        "border of Syria and Turkey",
    ],
)
@pytest.mark.parametrize("name", ["Syria", "Turkey"])
def test_the_border_of_two_countries_is_an_area_in_its_middle(wording, name):
    place, words = read(f"Mortars were fired on the {wording} overnight.", name)
    (lon, lat), farthest = border_of("SY", "TR").middle()
    assert words == wording
    assert (place.lon, place.lat) == (lon, lat)
    assert (place.precision, place.id, place.name) == (Precision.AREA, None, wording)
    assert place.uncertainty_km == pytest.approx(farthest, abs=0.1)


def test_a_town_in_the_sentence_draws_the_point_to_its_stretch_of_the_border():
    place, words = read("Smugglers of Qamishli were shot at the border with Turkey.", "Turkey")
    assert words == "border with Turkey"
    assert distance_km((place.lon, place.lat), (41.23, 37.05)) < 25
    assert place.uncertainty_km == 25.0
    assert place.country == "SY"


def test_the_other_country_of_a_border_may_stand_anywhere_in_the_report():
    place, words = read("Iraq is calm. Four men died on the Turkey border.", "Turkey")
    assert words == "Turkey border"
    assert distance_km((place.lon, place.lat), border_of("IQ", "TR").middle()[0]) < 0.1


def test_a_town_near_a_border_is_that_town():
    text = "Shells hit Qamishli, near the border with Turkey."
    assert read(text, "Qamishli") == (None, None)


def test_a_border_with_a_country_that_is_no_neighbour_is_left_alone():
    assert read("Mali spoke of the border with Turkey.", "Turkey") == (None, None)


def test_the_border_of_two_provinces_lies_between_them():
    text = "Militants struck on the border between Diyala and Kirkuk provinces."
    place, words = read(text, "Diyala")
    assert words.startswith("border between Diyala and Kirkuk")
    assert place.precision is Precision.AREA
    one = distance_km((place.lon, place.lat), (45.0, 33.8))
    assert one == pytest.approx(distance_km((place.lon, place.lat), (44.2, 35.4)), rel=0.01)
    assert place.uncertainty_km >= 90
