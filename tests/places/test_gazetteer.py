"""What the shipped gazetteer knows, and how a name is looked up in it."""

from __future__ import annotations

import csv
import math
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.model import Precision
from geo.places.build.keys import LONGEST_NAME
from geo.places.gazetteer import CREDIT, Gazetteer, Match, PlaceClass
from geo.places.names import fold

GAZETTEER = Gazetteer.open()

ISO_COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA "
    "ZM ZW"
).split()

# Name, country of the context, the true point: spellings that reports really use.
HARD = [
    ("Deir al-Zour", "SY", 40.14, 35.34),
    ("Deir Ezzor", "SY", 40.14, 35.34),
    ("Abu Kamal", "SY", 40.92, 34.45),
    ("Al Bukamal", "SY", 40.92, 34.45),
    ("Khan Sheikhoun", "SY", 36.65, 35.44),
    ("Maarat al-Numan", "SY", 36.67, 35.64),
    ("Qamishli", "SY", 41.23, 37.05),
    ("Khasham", "SY", 40.31, 35.31),
    ("Al-Tanf", "SY", 38.62, 33.51),
    ("Tel Rifaat", "SY", 37.09, 36.47),
    ("Ain Issa", "SY", 38.86, 36.39),
    ("Baghouz", "SY", 40.95, 34.45),
    ("Eastern Ghouta", "SY", 36.45, 33.55),
    ("Tal Afar", "IQ", 42.45, 36.38),
    ("Sinjar", "IQ", 41.87, 36.32),
    ("Baqubah", "IQ", 44.65, 33.75),
    ("Sa'dah", "YE", 43.76, 16.94),
    ("Hodeidah", "YE", 42.95, 14.80),
    ("Taiz", "YE", 44.02, 13.58),
    ("Jabalia", "PS", 34.48, 31.53),
    ("Deir al-Balah", "PS", 34.35, 31.42),
    ("Beledweyne", "SO", 45.20, 4.74),
    ("Kismayo", "SO", 42.55, -0.36),
    ("Avdiivka", "UA", 37.75, 48.14),
    ("Роботине", "UA", 35.84, 47.44),
    ("Robotyne", "UA", 35.84, 47.44),
    ("Klishchiivka", "UA", 37.96, 48.53),
    ("Pokrovsk", "UA", 37.18, 48.28),
    ("El Fasher", "SD", 25.35, 13.63),
    ("Nyala", "SD", 24.88, 12.05),
    ("Mekelle", "ET", 39.48, 13.50),
    ("Bunagana", "CD", 29.59, -1.30),
    ("Goma", "CD", 29.22, -1.68),
    ("Kidal", "ML", 1.41, 18.44),
    ("Gao", "ML", -0.04, 16.27),
    ("Djibo", "BF", -1.63, 14.10),
    ("Baga", "NG", 13.83, 13.09),
    ("Maiduguri", "NG", 13.16, 11.85),
    ("Palma", "MZ", 40.48, -10.78),
    ("Mocimboa da Praia", "MZ", 40.35, -11.35),
    ("Lashkar Gah", "AF", 64.37, 31.59),
    ("Maungdaw", "MM", 92.37, 20.82),
    ("Laukkai", "MM", 98.77, 23.69),
    ("El Mozote", "SV", -88.12, 13.90),
    ("Apartado", "CO", -76.63, 7.88),
]

REGIONS = [
    ("Sinai", "EG"),
    ("Kordofan", "SD"),
    ("Bekaa Valley", "LB"),
    ("southern Lebanon", "LB"),
    ("Sambisa Forest", "NG"),
    ("Liptako-Gourma", None),
    ("Rojava", "SY"),
    ("Jubaland", "SO"),
    ("Snake Island", "UA"),
    ("Hindu Kush", "AF"),
    ("Mindanao", "PH"),
    ("Catatumbo", "CO"),
    ("VRAEM", "PE"),
    ("Donbas", "UA"),
    ("Darfur", "SD"),
    ("Golan Heights", "IL"),
    ("Nagorno-Karabakh", "AZ"),
    ("Crimea", "UA"),
    ("Strait of Hormuz", None),
    ("Black Sea", None),
    ("Euphrates", None),
    ("Middle East", None),
    ("West Africa", None),
]


def best(name, country=None):
    found = GAZETTEER.candidates(name, country=country)
    assert found, f"{name} is unknown"
    return found[0]


def km(entry, lon, lat):
    lon1, lat1, lon2, lat2 = map(math.radians, (entry.lon, entry.lat, lon, lat))
    angle = math.sin((lat2 - lat1) / 2) ** 2
    angle += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(angle))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GAZETTEER) - 1))
def test_every_place_is_found_by_its_own_name(index):
    entry = GAZETTEER.entry(index)
    if len(fold(entry.name)) > 1 and len(entry.name) <= LONGEST_NAME:
        found = GAZETTEER.candidates(entry.name, limit=10_000)
        assert any(c.entry == entry and c.match is Match.NAME for c in found)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GAZETTEER) - 1))
def test_every_place_is_somewhere_and_becomes_a_place(index):
    entry = GAZETTEER.entry(index)
    place = entry.to_place()
    assert (place.name, place.id, place.country) == (entry.name, entry.id, entry.country)
    assert place.uncertainty_km is None or place.uncertainty_km > 0


@pytest.mark.parametrize("code", ISO_COUNTRIES)
def test_every_country_of_iso_3166_has_a_point(code):
    country = GAZETTEER.country(code)
    assert country is not None
    assert country.country == code
    assert country.to_place().precision is Precision.COUNTRY


def test_a_code_of_no_country_is_none():
    assert GAZETTEER.country("QQ") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("United States", "US"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("DRC", "CD"),
        ("UAE", "AE"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Taiwan", "TW"),
        ("Kosovo", "XK"),
        ("Western Sahara", "EH"),
        ("South Sudan", "SS"),
        ("Palestine", "PS"),
        ("سوريا", "SY"),
        ("Україна", "UA"),
        ("Россия", "RU"),
    ],
)
def test_a_country_is_the_first_meaning_of_its_names(name, code):
    found = best(name)
    assert found.entry.feature == "PCLI"
    assert found.entry.country == code


@pytest.mark.parametrize(
    "name", ["Deir ez-Zor", "Deir Ezzor", "Dayr az Zawr", "دير الزور", "Дейр-эз-Зор"]
)
def test_city_and_governorate_are_both_candidates_in_every_spelling(name):
    ids = {c.entry.id for c in GAZETTEER.candidates(name)[:2]}
    assert ids == {"geonames:170794", "geonames:170792"}


@pytest.mark.parametrize(("name", "country", "lon", "lat"), HARD)
def test_hard_spellings_are_found_in_their_country(name, country, lon, lat):
    assert km(best(name, country).entry, lon, lat) < 30


@pytest.mark.parametrize(("name", "country"), REGIONS)
def test_regions_and_waters_come_before_towns_of_their_name(name, country):
    entry = best(name).entry
    assert entry.place_class in {PlaceClass.REGION, PlaceClass.WATER}
    assert entry.country == country
    assert entry.to_place().precision is Precision.AREA
    assert entry.extent_km is not None


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Donetsk Oblast", "ADM1", "UA"),
        ("Idlib province", "ADM1", "SY"),
        ("Kherson region", "ADM1", "UA"),
        ("Aleppo countryside", "ADM1", "SY"),
        ("Hodeidah governorate", "ADM1", "YE"),
        ("Rakhine State", "ADM1", "MM"),
        ("province of Kunduz", "ADM1", "AF"),
        ("محافظة دير الزور", "ADM1", "SY"),
        ("city of Goma", "PPLA", "CD"),
        ("Gaza City", "PPLA", "PS"),
    ],
)
def test_a_word_for_the_kind_of_place_decides_the_kind(name, feature, country):
    entry = best(name).entry
    assert (entry.feature, entry.country) == (feature, country)


def test_a_country_passes_over_foreign_places():
    """Palma and Baga are towns elsewhere; asked for in their country they must not go abroad."""
    assert {c.entry.country for c in GAZETTEER.candidates("Palma", country="MZ")} == {"MZ"}
    assert GAZETTEER.candidates("Chibok", country="ES") == ()


@pytest.mark.parametrize("name", ["Zzyzxqua", "", "'", "Bagamoyoko"])
def test_an_unknown_name_has_no_candidates(name):
    assert GAZETTEER.candidates(name) == ()


def test_only_inside_a_country_are_misspelt_names_guessed():
    assert all(c.match is not Match.FUZZY for c in GAZETTEER.candidates("Khasham"))
    assert best("Khasham", "SY").match is Match.FUZZY


@pytest.mark.parametrize("name", ["Zelenopillya Lower", "Krasnohirivkaa"])
def test_nothing_is_guessed_in_ukraine_where_names_are_too_alike(name):
    assert all(c.match is not Match.FUZZY for c in GAZETTEER.candidates(name, country="UA"))


def test_steps_of_the_cascade_say_how_the_name_matched():
    assert best("Deir ez-Zor").match is Match.NAME
    assert best("Deir al-Zour").match is Match.ALIAS
    assert best("Hodeidah").match is Match.JOINED
    assert best("Deir Ezzor").match is Match.SOFT


def test_the_limit_is_kept():
    assert len(GAZETTEER.candidates("San José", limit=3)) == 3


@pytest.mark.parametrize(
    ("name", "country"), [("Simferopol", "UA"), ("Sevastopol", "UA"), ("Laayoune", "EH")]
)
def test_disputed_land_belongs_to_whom_geonames_says(name, country):
    assert best(name).entry.country == country


def test_units_know_their_point_country_and_extent():
    units = []
    for index in range(len(GAZETTEER)):
        entry = GAZETTEER.entry(index)
        if entry.feature == "ADM1":
            units.append(entry)
        elif entry.feature != "PCLI":
            break
    assert len(units) > 3800
    assert all(unit.country for unit in units)
    # The only unit of the Cook Islands that has a point, and a single place in it.
    assert [unit.name for unit in units if unit.extent_km is None] == ["Rarotonga"]


def test_the_extent_of_a_governorate_covers_its_towns():
    unit = GAZETTEER.admin1("SY", "Deir ez-Zor")
    assert unit is not None
    place = unit.to_place()
    assert place.precision is Precision.REGION
    assert place.admin1 == place.name
    for town in ("Al Bukamal", "Mayadin", "Deir ez-Zor"):
        entry = next(c.entry for c in GAZETTEER.candidates(town, country="SY"))
        assert km(entry, unit.lon, unit.lat) < place.uncertainty_km


def test_a_first_level_unit_is_found_by_any_of_its_names():
    assert GAZETTEER.admin1("UA", "Donetsk").id == "geonames:709716"
    assert GAZETTEER.admin1("UA", "Homs") is None


def test_a_town_knows_its_units():
    entry = best("Kramatorsk").entry
    assert entry.country == "UA"
    assert "Donet" in entry.admin1
    assert entry.admin2 is not None


def test_the_radius_of_a_settlement_grows_with_its_people():
    radii = [best(n).entry.to_place().uncertainty_km for n in ("Baghouz", "Goma", "Cairo")]
    assert radii == sorted(radii)
    assert radii[0] == 2
    assert radii[-1] == 15


@pytest.mark.parametrize(
    ("text", "start", "count"),
    [
        ("shelling of deir ez zor today", 2, 3),
        ("shelling of khan sheikhoun today", 2, 2),
        ("in new york city hall", 1, 3),
        ("in zzyzx", 1, 0),
        ("goma", 0, 1),
        ("goma", 1, 0),
    ],
)
def test_the_longest_name_that_begins_at_a_word_is_counted(text, start, count):
    assert GAZETTEER.longest(text.split(), start) == count


def test_words_without_letters_may_stand_inside_a_name():
    words = [fold(token) for token in ("Deir", "ez", "-", "Zor", "'s", "east")]
    assert GAZETTEER.longest(words) == 4


def test_a_longer_word_is_not_cut_short():
    assert GAZETTEER.longest(["gomadness"]) == 0


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russians", "RU"),
        ("Syrian", "SY"),
        ("palestinians", "PS"),
        ("British", "GB"),
        ("Nigeriens", "NE"),
        ("French", "FR"),
        ("Damascus", None),
    ],
)
def test_demonyms_point_to_countries(word, code):
    assert GAZETTEER.country_of_demonym(word) == code


def test_every_demonym_stands_once_and_names_a_country():
    text = (files("geo") / "lexicons" / "demonyms.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(text.splitlines()))
    folded = [fold(line["demonym"]) for line in lines]
    assert len(folded) == len(set(folded))
    assert all(GAZETTEER.country(line["country"]) for line in lines)
    assert all(line["note"] for line in lines)


def test_every_place_of_the_supplement_is_in_the_pack():
    text = (files("geo") / "lexicons" / "places_supplement.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        if not line["id"]:
            found = GAZETTEER.candidates(line["name"], limit=1000)
            assert any(c.entry.id.startswith("supplement:") for c in found), line["name"]


def test_a_folder_without_a_gazetteer_is_refused_in_one_line(tmp_path):
    with pytest.raises(InputError, match="no gazetteer") as error:
        Gazetteer.open(tmp_path)
    assert "\n" not in str(error.value)


def test_the_credit_names_geonames_and_its_licence():
    assert "GeoNames" in CREDIT
    assert "CC BY 4.0" in CREDIT
    assert "CC BY 4.0" in (files("geo") / "pack" / "NOTICE.md").read_text(encoding="utf-8")
