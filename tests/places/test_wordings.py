"""Many wordings of nearness, and the point and radius each must give; the towns are invented."""

from __future__ import annotations

import pytest

from geo.language import Parsed
from geo.model import Document, Mention, Place, Precision
from geo.places.relative import refine
from geo.sphere import distance_km, moved

TARU = Place(
    name="Taru", lon=36.0, lat=35.0, precision=Precision.SETTLEMENT, uncertainty_km=2.0, country="SY"
)  # fmt: skip
BELSK = Place(
    name="Belsk", lon=36.5, lat=35.0, precision=Precision.SETTLEMENT, uncertainty_km=2.0, country="SY"
)  # fmt: skip
UNIT = Place(
    name="Taru", lon=36.0, lat=35.0, precision=Precision.REGION, uncertainty_km=60.0, country="SY"
)  # fmt: skip
APART = distance_km((36.0, 35.0), (36.5, 35.0))
WINDS = {
    "N": 0, "NNE": 22.5, "NE": 45, "E": 90, "SE": 135,
    "S": 180, "SSW": 202.5, "SW": 225, "W": 270, "NW": 315,
}  # fmt: skip


def read(text, first=TARU, second=BELSK):
    """Return the place that ``text`` gives to its first name, and the wording."""
    mentions = tuple(
        Mention(
            document_id="d",
            start=text.index(place.name),
            end=text.index(place.name) + len(place.name),
            text=place.name,
            place=place,
        )
        for place in (first, second)
        if place.name in text
    )
    document = Document(id="d", text=text)
    mentions = tuple(sorted(mentions, key=lambda m: m.start))
    mention = next(m for m in mentions if m.place == first)
    refined = refine(Parsed(document=document, doc=None), mention, mentions)
    if refined is None:
        return None, None
    place, start, end = refined
    return place, text[start:end]


@pytest.mark.parametrize(
    ("wording", "wind", "km"),
    [
        ("15 km north of Taru", "N", 15),
        ("15km north of Taru", "N", 15),
        ("15 kilometres to the north of Taru", "N", 15),
        ("15 kilometers (9 miles) north of Taru", "N", 15),
        ("15-20 kilometres (9-12 miles) to the north of Taru", "N", 17.5),
        ("15 to 20 km south of Taru", "S", 17.5),
        ("10 and 20 km south of Taru", "S", 15),
        ("ten to twelve kilometres east of Taru", "E", 11),
        ("five or six miles east of Taru", "E", 8.85),
        ("9 miles west of Taru", "W", 14.48),
        ("a few miles south-east of Taru", "SE", 4.83),
        ("a dozen kilometres southwest of Taru", "SW", 12),
        ("sixty kilometres north-west of Taru", "NW", 60),
        ("1,500 metres east of Taru", "E", 1.5),
        ("1.5 km east of Taru", "E", 1.5),
        ("800 m west of Taru", "W", 0.8),
        ("8 km SW of Taru", "SW", 8),
        ("8 km NNE of Taru", "NNE", 8),
        ("8 km SSW from Taru", "SSW", 8),
        ("8 km due west of Taru", "W", 8),
        ("20 km north of the town of Taru", "N", 20),
        ("20 km north of the besieged city of Taru", "N", 20),
        ("20 km north of the provincial capital, Taru", "N", 20),
        ("20 km north of the frontline town Taru", "N", 20),
        ("20 km north of Syria's second city Taru", "N", 20),
        ("12 nautical miles west of Taru", "W", 22.22),
        ("20 km away to the east of Taru", "E", 20),
        ("an hour's drive north of Taru", "N", 60),
        ("20 minutes' drive south of Taru", "S", 20),
        ("a 30-minute drive east of Taru", "E", 30),
        ("15 km from Taru towards Belsk", "E", 15),
        ("15 km from Taru in the direction of Belsk", "E", 15),
        ("15 km from Taru on the road to Belsk", "E", 15),
        ("15 km outside Taru toward the town of Belsk", "E", 15),
        ("north of Taru", "N", 12.5),
        ("south-east of Taru", "SE", 12.5),
        ("southwest of the village of Taru", "SW", 12.5),
        ("east of Taru", "E", 12.5),
    ],
)
def test_a_wind_or_a_goal_moves_the_point(wording, wind, km):
    place, words = read(f"The patrol was hit {wording}, officials said.")
    want = moved(36.0, 35.0, km, bearing=WINDS[wind])
    assert distance_km((place.lon, place.lat), want) < 0.1
    assert words.lower().lstrip("a ") == wording.lower().lstrip("a ")
    assert place.precision is Precision.NEAR
    assert 0.35 * km < place.uncertainty_km < max(1.1 * km, 3)


@pytest.mark.parametrize(
    ("wording", "radius"),
    [
        ("near Taru", 25),
        ("nearby Taru", 25),
        ("close to the city of Taru", 25),
        ("not far from Taru", 25),
        ("in the vicinity of Taru", 25),
        ("around Taru", 25),
        ("outside Taru", 25),
        ("next to Taru", 25),
        ("in the area around Taru", 25),
        ("in the surroundings of Taru", 25),
        ("on the road to Taru", 25),
        ("downstream of Taru", 25),
        ("upriver from Taru", 25),
        ("5 km from Taru", 7),
        ("within 10 km of Taru", 12),
        ("10 km downstream of Taru", 12),
        ("a few miles outside Taru", 6.8),
        ("a couple of kilometres beyond Taru", 4),
        ("20 minutes' drive from Taru", 32),
        ("two hours' walk from Taru", 17),
        ("a half-hour away from Taru", None),
        ("on the outskirts of Taru", 7),
        ("on Taru's outskirts", 7),
        ("on the northern edge of Taru", 7),
        ("in the southern suburbs of Taru", 7),
        ("at the eastern entrance to Taru", 7),
        ("on the approaches to Taru", 7),
        ("in the Taru countryside", 27),
        ("in the countryside of Taru", 27),
        ("in the western countryside of Taru", 27),
        ("in Taru's western countryside", 27),
        ("in Taru western countryside", 27),
        ("in rural Taru", 27),
        ("in rural areas around Taru", 27),
        ("off the coast of Taru", 52),
        ("off the southern shore of Taru", 52),
        ("off Taru's coast", 52),
        ("off the Taru coast", 52),
    ],
)
def test_nearness_without_a_wind_keeps_the_point(wording, radius):
    place, words = read(f"The patrol was hit {wording}, officials said.")
    if radius is None:
        assert place is None
        return
    assert (place.lon, place.lat) == (36.0, 35.0)
    assert place.precision is Precision.NEAR
    assert place.uncertainty_km == pytest.approx(radius, abs=0.1)
    assert "Taru" in words
    assert words in wording


@pytest.mark.parametrize(
    ("wording", "precision"),
    [
        ("between Taru and Belsk", "near"),
        ("half way between Taru and Belsk", "near"),
        ("halfway between the towns of Taru and Belsk", "near"),
        ("midway between Taru and the city of Belsk", "near"),
        ("Taru-Belsk road", "area"),
        ("Taru–Belsk highway", "area"),
        ("Taru-to-Belsk road", "area"),
        ("Taru-Belsk international highway", "area"),
        ("Taru-Belsk axis", "area"),
        ("Taru-Belsk front line", "area"),
        ("Taru/Belsk crossing", "area"),
        ("road from Taru to Belsk", "area"),
        ("road between Taru and Belsk", "area"),
        ("highway linking Taru with Belsk", "area"),
        ("highway that connects Taru and Belsk", "area"),
        ("road leading from Taru to Belsk", "area"),
    ],
)
def test_two_towns_give_the_point_halfway(wording, precision):
    place, words = read(f"The patrol was hit on the {wording}, officials said.")
    assert distance_km((place.lon, place.lat), (36.25, 35.0)) < 0.2
    assert place.uncertainty_km == pytest.approx(APART / 2, abs=0.2)
    assert (place.precision, words) == (precision, wording)


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("in northern Taru province", "northern Taru province"),
        ("in the north of Taru province", "north of Taru province"),
        ("in the Taru countryside", "Taru countryside"),
        ("in Taru's eastern countryside", "Taru's eastern countryside"),
        ("in the countryside of Taru", "countryside of Taru"),
        ("in rural Taru governorate", "rural Taru governorate"),
        ("in southeast Taru", "southeast Taru"),
    ],
)
def test_a_unit_keeps_its_point_and_extent(wording, words):
    assert read(f"The patrol was hit {wording}, officials said.", UNIT) == (UNIT, words)


def test_the_coast_of_a_unit_is_an_area_with_its_whole_extent():
    place, words = read("A boat was fired on off the coast of Taru.", UNIT)
    assert words == "off the coast of Taru"
    assert (place.precision, place.uncertainty_km) == (Precision.AREA, 110.0)


@pytest.mark.parametrize(
    "text",
    [
        "The donors raised $5m from Taru alone.",
        "Police cut off Taru from the coast.",
        "Troops sealed off Taru.",
        "The driver came from Taru.",
        "They chose between peace and Taru.",
        "Troops entered Taru and Belsk.",
        "Taru - Belsk said nothing.",
        "Taru fell in the morning.",
    ],
)
def test_other_words_leave_the_town_alone(text):
    assert read(text) == (None, None)
