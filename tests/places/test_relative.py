"""What the words around a name make of its place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language import Parsed
from geo.model import Document, Mention, Place, Precision
from geo.places.relative import distance_km, moved, refine

KUNDUZ = Place(
    name="Kunduz",
    lon=68.857,
    lat=36.729,
    precision=Precision.SETTLEMENT,
    uncertainty_km=5.0,
    id="geonames:1135689",
    country="AF",
)
BAGHLAN = Place(
    name="Baghlan", lon=68.7, lat=36.13, precision=Precision.SETTLEMENT, uncertainty_km=4.0
)
PROVINCE = Place(
    name="Kunduz Province", lon=68.8, lat=36.8, precision=Precision.REGION, uncertainty_km=70.0
)


def read(text, places, name="Kunduz"):
    """Return what ``refine`` makes of ``name`` in ``text``, with the wording instead of offsets."""
    document = Document(id="d", text=text)
    mentions = tuple(
        Mention(
            document_id="d",
            start=text.index(word),
            end=text.index(word) + len(word),
            text=word,
            place=place,
        )
        for word, place in places.items()
    )
    mention = next(m for m in mentions if m.text == name)
    refined = refine(Parsed(document=document, doc=None), mention, mentions)
    if refined is None:
        return None
    place, start, end = refined
    return place, text[start:end]


def kunduz(text):
    return read(text, {"Kunduz": KUNDUZ})


@pytest.mark.parametrize(
    ("text", "wording", "km", "north", "east"),
    [
        ("A patrol was hit 15 km north of Kunduz.", "15 km north of Kunduz", 15, 1, 0),
        (
            "some 20 miles south-east of the town of Kunduz, police said",
            "20 miles south-east of the town of Kunduz",
            32.2,
            -1,
            1,
        ),
        ("about ten kilometres to the west of Kunduz", "ten kilometres to the west of Kunduz", 10, 0, -1),
        ("10-12 km northwest of Kunduz", "10-12 km northwest of Kunduz", 11, 1, -1),
        ("30 kilometers (19 miles) east of Kunduz", "30 kilometers (19 miles) east of Kunduz", 30, 0, 1),
        ("a village 8 km SW of Kunduz", "8 km SW of Kunduz", 8, -1, -1),
        ("800 metres south of Kunduz", "800 metres south of Kunduz", 0.8, -1, 0),
    ],
)  # fmt: skip
def test_a_distance_and_a_wind_move_the_point(text, wording, km, north, east):
    place, words = kunduz(text)
    assert words == wording
    assert place.precision is Precision.NEAR
    assert distance_km((place.lon, place.lat), (KUNDUZ.lon, KUNDUZ.lat)) == pytest.approx(
        km, abs=0.1
    )
    assert math.copysign(1, place.lat - KUNDUZ.lat) == north or north == 0
    assert math.copysign(1, place.lon - KUNDUZ.lon) == east or east == 0
    assert place.uncertainty_km == pytest.approx(math.hypot(0.4 * km, 5.0), abs=0.1)
    assert place.id == KUNDUZ.id


def test_a_distance_without_a_wind_keeps_the_point_and_widens_the_radius():
    place, words = kunduz("The convoy was stopped 40 km from Kunduz.")
    assert words == "40 km from Kunduz"
    assert (place.lon, place.lat) == (KUNDUZ.lon, KUNDUZ.lat)
    assert place.uncertainty_km == 45.0


def test_a_wind_without_a_distance_reaches_from_the_place_to_25_km_beyond():
    place, words = kunduz("Fighting continued south of Kunduz.")
    assert words == "south of Kunduz"
    assert place.lat < KUNDUZ.lat
    assert place.precision is Precision.NEAR
    away = distance_km((place.lon, place.lat), (KUNDUZ.lon, KUNDUZ.lat))
    assert away == pytest.approx(place.uncertainty_km, abs=0.1)


@pytest.mark.parametrize(
    ("text", "wording", "radius"),
    [
        ("A mine exploded near Kunduz.", "near Kunduz", 25.0),
        ("shots just outside the city of Kunduz", "outside the city of Kunduz", 25.0),
        ("on the eastern outskirts of Kunduz", "eastern outskirts of Kunduz", 10.0),
        ("in the Kunduz countryside", "Kunduz countryside", 30.0),
        ("in Kunduz's northern countryside", "Kunduz's northern countryside", 30.0),
        ("a boat sank off the coast of Kunduz", "off the coast of Kunduz", 55.0),
    ],
)
def test_nearness_keeps_the_point_and_widens_the_radius(text, wording, radius):
    place, words = kunduz(text)
    assert words == wording
    assert place.precision is Precision.NEAR
    assert (place.lon, place.lat) == (KUNDUZ.lon, KUNDUZ.lat)
    assert place.uncertainty_km == radius


@pytest.mark.parametrize(
    "text",
    [
        "They met between Kunduz and Baghlan on Friday.",
        "An ambush on the road from Kunduz to Baghlan.",
        "A bomb on the Kunduz-Baghlan highway.",
    ],
)
def test_between_two_places_lies_halfway(text):
    places = {"Kunduz": KUNDUZ, "Baghlan": BAGHLAN}
    place, words = read(text, places)
    assert "Kunduz" in words
    assert "Baghlan" in words
    one = distance_km((place.lon, place.lat), (KUNDUZ.lon, KUNDUZ.lat))
    other = distance_km((place.lon, place.lat), (BAGHLAN.lon, BAGHLAN.lat))
    assert one == pytest.approx(other, rel=0.01)
    assert place.uncertainty_km == pytest.approx(one, rel=0.01)
    again, _ = read(text, places, name="Baghlan")
    assert (again.lon, again.lat) == (place.lon, place.lat)


def test_two_places_in_a_list_are_not_between():
    assert read("in Kunduz and Baghlan", {"Kunduz": KUNDUZ, "Baghlan": BAGHLAN}) is None


def test_a_direction_inside_a_province_keeps_the_province_and_its_wording():
    place, words = read("in northern Kunduz province today", {"Kunduz": PROVINCE})
    assert place == PROVINCE
    assert words == "northern Kunduz province"


def test_a_province_is_never_moved():
    place, words = read("15 km north of Kunduz province", {"Kunduz": PROVINCE})
    assert place == PROVINCE
    assert words == "Kunduz province"


def test_in_the_north_of_a_place_is_that_place():
    place, words = kunduz("in the north of Kunduz")
    assert place == KUNDUZ
    assert words == "north of Kunduz"


def test_coordinates_beside_a_name_are_its_point():
    place, words = kunduz("The depot at Kunduz (36.7501, 68.8702) burned.")
    assert (place.lon, place.lat) == (68.8702, 36.7501)
    assert place.precision is Precision.EXACT
    assert words == "Kunduz (36.7501, 68.8702)"


@pytest.mark.parametrize(
    "text",
    ["A bomb went off in Kunduz.", "Kunduz fell.", "5 men came from Kunduz", "far from Kunduz"],
)
def test_a_name_that_stands_for_itself_is_left_alone(text):
    assert kunduz(text) is None


def test_a_name_without_a_place_is_left_alone():
    assert read("near Kunduz", {"Kunduz": None}) is None


@given(
    st.floats(-179, 179), st.floats(-80, 80), st.floats(0.1, 500), st.floats(0, 360)
)  # fmt: skip
def test_a_moved_point_is_that_far_away(lon, lat, distance, bearing):
    there = moved(lon, lat, distance, bearing=bearing)
    assert distance_km((lon, lat), there) == pytest.approx(distance, abs=0.01)
