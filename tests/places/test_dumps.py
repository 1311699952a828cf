"""An index built from GeoNames dumps: what gets in, how it is found, what a bad file does."""

from __future__ import annotations

import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, OutputError
from geo.places.build import build_index
from geo.places.build.keys import rank_of
from geo.places.build.members import Members
from geo.places.build.sorting import SortedLines
from geo.places.build.writer import IndexWriter, NewPlace
from geo.places.entries import PlaceClass
from geo.places.gazetteer import Gazetteer, Match
from geo.places.layout import FILES


def place(number, name, **given_cells):
    """Return a line of a dump of places; the land is "Q1", a country there is not."""
    cell = {
        "number": number, "name": name, "ascii": name, "alternates": "", "lat": 33.5, "lon": 36.3,
        "class": "P", "feature": "PPL", "country": "Q1", "cc2": "", "admin1": "05",
        "admin2": "5501", "admin3": "", "admin4": "", "population": 0, "elevation": "", "dem": 600,
        "zone": "Asia/Damascus", "changed": "2024-01-01",
    } | given_cells  # fmt: skip
    return "\t".join(str(value) for value in cell.values()) + "\n"


def name(number, text, language="", flags="\t\t\t\t\t"):
    """Return a line of alternateNamesV2; flags are preferred, short, colloquial, historic."""
    return f"{number * 7}\t{number}\t{language}\t{text}\t{flags}\n"


UNITS = [
    place(1, "Qland", **{"class": "A"}, feature="PCLI", admin1="00", admin2="", population=900_000),
    place(2, "Velmar Governorate", **{"class": "A"}, feature="ADM1", admin2="", lat=33.0, lon=36.0),
    place(3, "Orsk District", **{"class": "A"}, feature="ADM2", lat=33.2, lon=36.1),
]
VILLAGES = [
    place(10, "Tell Zorim", alternates="Tal Zorim,تل زوريم,telzorim,TZQ", lat=33.21, lon=36.11),
    place(11, "Zorim Camp", **{"class": "L"}, feature="CMPRF", lat=33.25, lon=36.15),
    place(12, "Wadi Zorim", **{"class": "H"}, feature="WAD"),
    place(13, "Hotel Zorim", **{"class": "S"}, feature="HTL"),
    place(14, "Big Zorim", population=50_000),
]


def dump(tmp_path, lines, file="Q1.txt"):
    path = tmp_path / file
    path.write_text("".join(lines), encoding="utf-8")
    return path


def zipped(path, *others):
    target = path.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for extra in others:
            archive.writestr(extra, "about\n" * 1000)
        archive.write(path, path.name)
    return target


class Told:
    """Keeps the stages and the skipped lines of a build."""

    def __init__(self):
        self.stages, self.skipped = [], []

    def stage(self, name, items):
        self.stages.append(name)
        return items

    def skip(self, skipped):
        self.skipped.append(str(skipped))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a gazetteer of the made-up land alone."""
    folder = tmp_path_factory.mktemp("built")
    lines = [*VILLAGES, place(15, "Little Zorim"), *UNITS]
    places = zipped(dump(folder, lines), "readme.txt")
    names = dump(
        folder,
        [
            name(10, "Тель-Зорим", "ru"),
            name(10, "Zorimtown", "en", "1\t\t\t\t\t"),
            name(10, "https://example.org/zorim", "link"),
            name(11, "QZC", "iata"),
            name(999, "Nowhere at all", "en"),
        ],
        "alternateNamesV2.txt",
    )
    build_index([places, names], folder / "index")
    return Gazetteer.open(folder / "index")


def found(gazetteer, text, **options):
    return [c.entry.id for c in gazetteer.candidates(text, **options)]


def test_a_place_is_found_by_every_name_it_bears_in_any_script(built):
    for text in ["Tell Zorim", "Tal Zorim", "تل زوريم", "Тель-Зорим", "Zorimtown"]:
        assert found(built, text) == ["geonames:10"], text


def test_codes_links_and_lower_case_romanisations_are_no_names(built):
    assert not any(built.is_known(t) for t in ["TZQ", "telzorim", "QZC", "Nowhere at all"])
    assert not built.is_known("https example org zorim")


def test_an_english_preferred_name_is_one_the_place_is_best_known_by(built):
    matches = {t: built.candidates(t)[0].match for t in ["Tell Zorim", "Zorimtown", "Tal Zorim"]}
    assert matches == {
        "Tell Zorim": Match.NAME,
        "Zorimtown": Match.NAME,
        "Tal Zorim": Match.ALIAS,
    }


def test_the_cascade_of_spellings_works_as_in_the_shipped_gazetteer(built):
    assert found(built, "Tel Zoreem") == ["geonames:10"]
    assert found(built, "Tell Zorym", country="Q1") == ["geonames:10"]
    assert found(built, "Velmar") == ["geonames:2"]
    assert found(built, "Velmar province") == ["geonames:2"]


def test_a_place_knows_its_point_its_kind_and_its_units(built):
    (candidate,) = built.candidates("Tell Zorim")
    entry = candidate.entry
    assert (entry.lat, entry.lon, entry.country) == (33.21, 36.11, "Q1")
    assert (entry.admin1, entry.admin2) == ("Velmar Governorate", "Orsk District")
    assert entry.place_class is PlaceClass.SETTLEMENT
    assert built.candidates("Zorim Camp")[0].entry.place_class is PlaceClass.SITE
    assert built.candidates("Wadi Zorim")[0].entry.place_class is PlaceClass.WATER


def test_kinds_that_no_report_names_are_left_out(built):
    assert not built.is_known("Hotel Zorim")


def test_the_country_and_its_units_are_known_as_such(built):
    country = built.country("Q1")
    assert (country.name, country.place_class) == ("Qland", PlaceClass.COUNTRY)
    unit = built.admin1("Q1", "Velmar")
    assert (unit.id, unit.admin1) == ("geonames:2", None)
    assert built.candidates("Orsk District")[0].entry.admin1 == "Velmar Governorate"


def test_a_unit_without_outline_reaches_as_far_as_its_settlements(built):
    unit = built.candidates("Velmar")[0].entry
    # Its farthest settlement is 62 km from its point.
    assert 62 <= unit.extent_km <= 1.3 * 62


def test_people_decide_between_places_of_one_name(tmp_path):
    lines = [place(20, "Twin"), place(21, "Twin", population=9000), place(22, "Twin")]
    build_index([dump(tmp_path, lines)], tmp_path / "index")
    gazetteer = Gazetteer.open(tmp_path / "index")
    assert found(gazetteer, "Twin") == ["geonames:21", "geonames:20", "geonames:22"]


def test_a_number_that_comes_twice_counts_once(tmp_path):
    paths = [dump(tmp_path, VILLAGES, f"{n}.txt") for n in "AB"]
    built = build_index(paths, tmp_path / "index")
    assert built.places == 4
    assert built.left_out == 2


def test_the_same_dumps_give_the_same_bytes(tmp_path):
    path = dump(tmp_path, [*UNITS, *VILLAGES])
    for folder in "ab":
        build_index([path], tmp_path / folder)
    for file in FILES:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1\ttoo few\n", "2 columns, not 19"),
        (place("x1", "Bad number"), "invalid literal"),
        (place(30, "Bad point", lat=91), "on no globe"),
        (place(30, "Bad point", lon="nan"), "on no globe"),
        (place(30, "Bad people", population="many"), "invalid literal"),
        (place(30, " "), "no name"),
    ],
)
def test_a_broken_line_is_told_once_and_the_rest_gets_in(tmp_path, line, reason):
    path = dump(tmp_path, [VILLAGES[0], line, VILLAGES[4]])
    told = Told()
    built = build_index([path], tmp_path / "index", watch=told)
    assert built.places == 2
    (message,) = told.skipped
    assert message.startswith(f"{path}:2: ")
    assert reason in message


def test_bytes_that_are_no_utf_8_cost_one_line(tmp_path):
    path = tmp_path / "Q1.txt"
    path.write_bytes(VILLAGES[0].encode() + place(30, "Caf\xe9").encode("latin-1"))
    told = Told()
    built = build_index([path], tmp_path / "index", watch=told)
    assert built.places == 1
    assert told.skipped == [f"{path}:2: not UTF-8"]


def test_the_text_in_an_archive_is_the_one_of_its_name(tmp_path):
    path = dump(tmp_path, VILLAGES)
    archive = zipped(path, "readme.txt", "iso-languagecodes.txt", "other.txt")
    assert build_index([archive], tmp_path / "index").places == 4


def damaged(tmp_path, cut):
    path = zipped(dump(tmp_path, [place(n, f"Place {n}") for n in range(1, 3000)]))
    raw = bytearray(path.read_bytes())
    if cut:
        del raw[len(raw) // 2 :]
    else:
        raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("cut", [True, False])
def test_a_damaged_archive_is_one_line_and_leaves_nothing(tmp_path, cut):
    path = damaged(tmp_path, cut)
    before = set(tmp_path.iterdir())
    with pytest.raises(InputError, match="fetch it again"):
        build_index([path], tmp_path / "index")
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,name\n1,Kabul\n", "is no GeoNames dump"),
        ("", "is no GeoNames dump"),
        (name(1, "Kabul", "en"), "no dump of places among the files"),
        (place(1, "Inn", feature="HTL"), "hold no place"),
    ],
)
def test_a_file_that_lists_no_places_is_refused(tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        build_index([dump(tmp_path, [content])], tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_folder_is_replaced_only_when_told_to_and_only_if_it_is_an_index(tmp_path):
    path, index = dump(tmp_path, VILLAGES), tmp_path / "index"
    build_index([path], index)
    old = Gazetteer.open(index)
    with pytest.raises(OutputError, match="use --overwrite"):
        build_index([path], index)
    build_index([dump(tmp_path, VILLAGES[:1])], index, overwrite=True)
    assert len(Gazetteer.open(index)) == 1
    assert found(old, "Big Zorim") == ["geonames:14"]
    (index / "diary.txt").write_text("mine")
    with pytest.raises(OutputError, match="holds other things"):
        build_index([path], index, overwrite=True)
    assert (index / "diary.txt").read_text() == "mine"


def test_an_index_of_another_layout_is_refused_in_one_line(tmp_path):
    build_index([dump(tmp_path, VILLAGES)], tmp_path / "index")
    about = tmp_path / "index" / "places.json"
    about.write_text(about.read_text().replace('"layout": ', '"layout": 9'))
    with pytest.raises(InputError, match="another version of geo: build it again"):
        Gazetteer.open(tmp_path / "index")


# --- added to another index ------------------------------------------------------------------


OLD = [
    NewPlace(id="geonames:1", name="Qland", lon=36, lat=33, feature="PCLI", rank=80, country="Q1",
             extent_km=300),
    NewPlace(id="geonames:100", name="Rland", lon=50, lat=50, feature="PCLI", rank=90,
             country="R1"),
    NewPlace(id="geonames:2", name="Velmar", lon=36, lat=33, feature="ADM1", rank=40, country="Q1",
             extent_km=70),
    NewPlace(id="geonames:101", name="Rshire", lon=50, lat=50, feature="ADM1", rank=40,
             country="R1"),
    NewPlace(id="geonames:10", name="Tell Zorim", lon=36, lat=33, feature="PPL", rank=33,
             country="Q1", admin1=2, population=2000),
    NewPlace(id="geonames:102", name="Rtown", lon=50, lat=50, feature="PPL", rank=40, country="R1",
             admin1=3),
    NewPlace(id="supplement:big-zorim", name="Big Zorim", lon=36.31, lat=33.51, feature="PPL",
             rank=33, country="Q1", admin1=2),
    NewPlace(id="supplement:far-zorim", name="Wadi Zorim", lon=37, lat=34, feature="STM", rank=33,
             country="Q1", admin1=2),
    NewPlace(id="naturalearth:sea:q", name="Q Sea", lon=30, lat=30, feature="SEA", rank=65),
]  # fmt: skip
ALIASES = {4: "zorimopolis", 5: "rville", 6: "bigzo"}


@pytest.fixture(scope="module")
def old_index(tmp_path_factory):
    """Return the folder of an index of two lands and a sea."""
    folder = tmp_path_factory.mktemp("old")
    with IndexWriter(folder) as writer:
        for old in OLD:
            index = writer.add(old)
            writer.name(index, old.name.casefold(), best_known=True)
            if index in ALIASES:
                writer.name(index, ALIASES[index], best_known=False)
        writer.finish({})
    return folder


@pytest.fixture(scope="module")
def added(old_index, tmp_path_factory):
    """Return the old index with the dump of one land added."""
    folder = tmp_path_factory.mktemp("added")
    build_index([dump(folder, [*VILLAGES, *UNITS])], folder / "new", add_to=old_index)
    return Gazetteer.open(folder / "new")


def test_what_only_the_old_index_knows_stays(added):
    (candidate,) = added.candidates("rville")
    assert (candidate.entry.name, candidate.entry.admin1) == ("Rtown", "Rshire")
    assert found(added, "Q Sea") == ["naturalearth:sea:q"]
    assert added.country("R1").name == "Rland"


def test_a_place_that_both_know_is_the_dumps_with_what_the_old_one_knew_besides(added):
    (candidate,) = added.candidates("Zorimopolis")
    entry = candidate.entry
    assert (entry.id, entry.lat, entry.lon) == ("geonames:10", 33.21, 36.11)
    assert (entry.admin2, entry.population, entry.rank) == ("Orsk District", 2000, 33)
    assert found(added, "تل زوريم") == ["geonames:10"]


def test_a_unit_that_both_know_keeps_its_extent(added):
    assert added.admin1("Q1", "Velmar Governorate").extent_km == 70
    assert added.country("Q1").extent_km == 300


def test_a_place_of_another_source_that_the_dump_has_as_well_is_there_once(added):
    assert found(added, "Big Zorim") == found(added, "bigzo") == ["geonames:14"]


def test_places_of_one_name_that_lie_apart_stay_two(added):
    assert set(found(added, "Wadi Zorim")) == {"supplement:far-zorim", "geonames:12"}


def test_a_dump_without_units_takes_those_of_the_old_index(old_index, tmp_path):
    build_index([dump(tmp_path, [place(10, "Tell Zorim")])], tmp_path / "new", add_to=old_index)
    (candidate,) = Gazetteer.open(tmp_path / "new").candidates("Tell Zorim")
    assert candidate.entry.admin1 == "Velmar"


# --- the parts -------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=6).filter(lambda b: b"\n" not in b)), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_sorted_lines_are_sorted_and_each_there_once(tmp_path_factory, lines, in_memory):
    folder = tmp_path_factory.mktemp("sorting")
    kept = SortedLines(folder, "lines", in_memory=in_memory)
    for line in lines:
        kept.add(line)
    kept.merge()
    assert list(kept) == sorted(set(lines), key=lambda line: line + b"\n")
    assert len(list(kept)) == len(set(lines))
    kept.remove()
    assert not list(folder.iterdir())


def test_an_index_sorted_in_many_runs_is_the_one_sorted_in_one(tmp_path):
    draw = random.Random(1)
    words = ["".join(draw.choices("abdeilmnorst", k=draw.randint(2, 5))) for _ in range(300)]
    for folder, lines_in_memory in (("one", 10_000), ("many", 7)):
        (tmp_path / folder).mkdir()
        with IndexWriter(tmp_path / folder, lines_in_memory=lines_in_memory) as writer:
            for n, word in enumerate(words, start=1):
                new = NewPlace(id=f"geonames:{n}", name=word, lon=1, lat=2, feature="PPL", rank=27)
                writer.name(writer.add(new), word, best_known=n % 3 == 0)
            writer.finish({})
    for file in FILES:
        one, many = ((tmp_path / folder / file).read_bytes() for folder in ("one", "many"))
        assert one == many, file
    assert {path.name for path in (tmp_path / "many").iterdir()} == FILES


def test_a_sample_of_settlements_tells_the_reach_of_a_large_unit():
    members = Members()
    for n in range(5000):
        members.add("unit", 36 + n / 5000, 33.0)
    # The unit is a strip of 93 km to the east of its point.
    assert 93 <= members.radius_km("unit", 36.0, 33.0) <= 1.25 * 93
    members.add("hamlet", 36.0, 33.0)
    assert members.radius_km("hamlet", 36.0, 33.0) is None
    assert members.radius_km("unknown", 36.0, 33.0) is None


def test_prominence_grows_with_people_and_never_leaves_a_byte():
    ranks = [rank_of("PPL", people) for people in (0, 1, 500, 100_000, 10**9)]
    assert ranks == [27, 0, 27, 50, 90]
    assert rank_of("PCLI", 10**30) == 255
    assert rank_of("PPLX", 1) == 0
