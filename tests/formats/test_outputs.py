"""Formats for other programs: what they hold, and exactly what they lose."""

import csv
import json
import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_strategies import incidents

from geo.errors import UsageError
from geo.formats import loses, read_incidents, suffixes, write_batches, write_incidents
from geo.formats.layouts import acled, ucdp
from geo.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    EventType,
    Evidence,
    Incident,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Role,
    Source,
    SubEventType,
    Toll,
    VictimGroup,
    When,
)
from geo.table import from_feature, to_feature
from geo.table.columns import batches_of

WORDS = 'They said "three dead", 5 < 6 & more.'
FULL = Incident(
    id="ucdp:77",
    when=When(start=date(2021, 2, 1), end=date(2021, 2, 7), precision=DatePrecision.WEEK),
    event_type=EventType.BATTLES,
    sub_event_type=SubEventType.ARMED_CLASH,
    place=Place(
        name="Ariha",
        lon=36.61,
        lat=35.81,
        precision=Precision.SETTLEMENT,
        country="SY",
        admin1="Idlib",
        admin2="Ariha",
    ),
    place_text="outside Ariha",
    killed=Toll(low=3, best=4, high=9),
    civilians_killed=Toll(best=1),
    actors=(
        Actor(name="Army", text="the army", role=Role.INVOLVED, kind=ActorKind.STATE),
        Actor(name="Hill Brigade", text="rebels", role=Role.INVOLVED, kind=ActorKind.REBEL),
    ),
    casualties=(
        Claim(
            outcome=Outcome.KILLED,
            toll=Toll(best=3),
            text="three dead",
            document_id="d",
            start=0,
            end=10,
            victims="Hill Brigade",
            group=VictimGroup.COMBATANTS,
        ),
    ),
    evidence=(Evidence(document_id="d", start=0, end=len(WORDS), text=WORDS),),
    sources=(
        Source(document_id="d", title="A; B", source="Radio", published=date(2021, 2, 8)),
        Source(document_id="e", title="C", source="Post", published=date(2021, 2, 9)),
    ),
    n_sources=2,
)
BARE = Incident(id="b", evidence=(Evidence(document_id="b", start=0, end=1, text="b"),))


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path):
    told = []
    found = list(read_incidents(path, told.append))
    assert [t for t in told if not t.note] == []
    return found


ONCE = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_every_target_that_loses_something_says_what():
    lossy = {s for s in suffixes() if loses(f"x{s}")}
    assert lossy == {
        ".shp",
        ".kml",
        ".kmz",
        ".xlsx",
        ".ucdp.csv",
        ".acled.csv",
        ".hxl.csv",
        ".timemap.json",
    }
    assert lossy | set(suffixes(lossless=True)) == set(suffixes())


def printed(value):
    """Return a Feature's values with a letter for what is not printable, and six decimals."""
    if isinstance(value, str):
        return "".join(c if c.isprintable() else "x" for c in value).strip() or "x"
    if isinstance(value, list):
        return [printed(one) for one in value]
    if isinstance(value, dict):
        return {name: printed(one) for name, one in value.items()}
    return round(value, 6) if isinstance(value, float) else value


def printable(incident):
    return from_feature(printed(to_feature(incident)))


several = st.lists(incidents, max_size=3, unique_by=lambda incident: incident.id)


@pytest.mark.parametrize("suffix", [".kml", ".kmz", ".xlsx"])
@ONCE
@given(some=several)
def test_kml_and_xlsx_lose_control_characters_only(tmp_path, suffix, some):
    path = tmp_path / f"t{suffix}"
    shown = [printable(incident) for incident in some]
    write_incidents(shown, path, overwrite=True)
    assert read(path) == shown


@ONCE
@given(some=several)
def test_flatgeobuf_loses_the_order_only(tmp_path, some):
    path = tmp_path / "t.fgb"
    write_incidents(some, path, overwrite=True)
    assert sorted(read(path), key=lambda i: i.id) == sorted(some, key=lambda i: i.id)


@pytest.mark.parametrize("suffix", [".kml", ".xlsx"])
def test_control_characters_become_a_mark_where_they_cannot_be(tmp_path, suffix):
    odd = replace(BARE, place_text="a\x01b")
    write_incidents([odd], tmp_path / f"t{suffix}")
    (back,) = read(tmp_path / f"t{suffix}")
    assert back.place_text == "a\ufffdb"


@ONCE
@given(some=several)
def test_a_shapefile_keeps_the_flat_columns_that_fit(tmp_path, some):
    path = tmp_path / "t.shp"
    shown = [printable(incident) for incident in some]
    write_incidents(shown, path, overwrite=True)
    back = read(path)
    for kept in ("id", "when", "event_type", "sub_event_type", "killed", "injured", "place_text"):
        assert [getattr(i, kept) for i in back] == [getattr(i, kept) for i in shown]
    assert [i.place and (i.place.lon, i.place.lat) for i in back] == [
        i.place and (i.place.lon, i.place.lat) for i in shown
    ]


def test_a_shapefile_has_its_names_beside_it_and_cuts_between_characters(tmp_path):
    long = replace(BARE, place_text="é" * 200)
    write_incidents([long], tmp_path / "t.shp")
    names = {row["field"]: row["column"] for row in cells(tmp_path / "t.fields.csv")}
    assert names["civ_high"] == "civilians_killed_high"
    assert {p.suffix for p in tmp_path.iterdir()} == {
        ".shp",
        ".shx",
        ".dbf",
        ".prj",
        ".cpg",
        ".csv",
    }
    (back,) = read(tmp_path / "t.shp")
    assert back.place_text == "é" * 127


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".kml", ".shp"])
def test_gdal_counts_the_same_and_sees_the_same_extent(tmp_path, suffix):
    path = tmp_path / f"t{suffix}"
    west = replace(FULL, id="w", place=replace(FULL.place, lon=-180.0, lat=-35.5))
    write_incidents([FULL, west], path)
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("ogrinfo (Debian: gdal-bin) is not installed")
    done = subprocess.run([ogrinfo, "-al", "-so", path], capture_output=True, text=True, check=True)
    assert "Feature Count: 2" in done.stdout
    assert "Extent: (-180.000000, -35.500000) - (36.610000, 35.810000)" in done.stdout


def test_a_geopackage_carries_a_style_with_colours_and_time(tmp_path):
    write_incidents([FULL], tmp_path / "t.gpkg")
    with sqlite3.connect(tmp_path / "t.gpkg") as connection:
        layer, column, qml, default = connection.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchone()
    connection.close()
    assert (layer, column, default) == ("incidents", "geom", 1)
    root = ET.fromstring(qml.partition(">")[2])
    temporal = root.find("temporal")
    assert temporal.get("startField") == "date_start"
    assert temporal.get("endField") == "date_end"
    assert temporal.get("enabled") == "1"
    values = [c.get("value") for c in root.iter("category")]
    assert values == [*map(str, EventType), ""]


def test_kml_has_a_time_span_and_escapes_what_reports_say(tmp_path):
    hostile = replace(FULL, place_text="</value><script>alert(1)</script>")
    write_incidents([hostile], tmp_path / "t.kml")
    root = ET.parse(tmp_path / "t.kml").getroot()
    names = {"k": "http://www.opengis.net/kml/2.2"}
    assert root.findtext(".//k:TimeSpan/k:begin", namespaces=names) == "2021-02-01"
    assert root.findtext(".//k:TimeSpan/k:end", namespaces=names) == "2021-02-07"
    assert root.find(".//{*}script") is None
    assert read(tmp_path / "t.kml") == [hostile]


def test_a_kml_of_somebody_elses_reads_names_and_times(tmp_path):
    path = tmp_path / "t.kml"
    path.write_text(
        '<!DOCTYPE kml [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Folder><Placemark><name>Ariha</name>'
        "<description>Shots &e;</description><TimeStamp><when>2021-02-03T10:00:00Z</when>"
        "</TimeStamp><Point><coordinates>36.61,35.81,0</coordinates></Point></Placemark>"
        "</Folder></kml>"
    )
    (incident,) = read(path)
    assert incident.place.name == "Ariha"
    assert incident.when.start == date(2021, 2, 3)
    assert incident.evidence[0].text.strip() == "Shots"


NEVER = "place_id place_reason uncertainty_km injured confidence evidence casualties sources"
OF_A_DATASET = f"id {NEVER} mentioned_places"
TOLD_IN_FULL = Incident(
    id="i1",
    when=When.day(date(2021, 3, 4)),
    event_type=EventType.BATTLES,
    sub_event_type=SubEventType.ARMED_CLASH,
    place=Place(
        name="Ariha",
        lon=36.61,
        lat=35.81,
        precision=Precision.DISTRICT,
        uncertainty_km=4.5,
        id="geonames:1",
        country="SY",
        admin1="Idlib",
        admin2="Ariha",
    ),
    place_text="Arīḥā",
    place_reason="the only one",
    killed=Toll(low=3, best=4, high=9),
    injured=Toll(low=1, best=2, high=3),
    civilians_killed=Toll(low=1, best=1, high=2),
    confidence=0.7,
    actors=(
        Actor(name="Army", text="troops", role=Role.INITIATOR, kind=ActorKind.STATE),
        Actor(name="Hill Brigade", text="gunmen", role=Role.TARGET, kind=ActorKind.REBEL),
    ),
    casualties=(
        Claim(
            outcome=Outcome.KILLED, toll=Toll(best=4), text="four", document_id="d", start=0, end=4
        ),
    ),
    evidence=(Evidence(document_id="d", start=0, end=4, text="four", fields=("killed",)),),
    mentioned_places=(MentionedPlace(text="Idlib"),),
    sources=(Source(document_id="d", source="Radio"),),
)


@pytest.mark.parametrize(
    ("suffix", "lost"),
    [
        (".ucdp.csv", f"{OF_A_DATASET} sub_event_type civilians_killed actors"),
        (".acled.csv", f"{OF_A_DATASET} place_text precision civilians_killed killed actors"),
        (
            ".hxl.csv",
            "place_id place_reason place_text actors casualties evidence mentioned_places sources",
        ),
        (
            ".timemap.json",
            f"{OF_A_DATASET} place_text killed civilians_killed country admin1 admin2 precision actors",
        ),
        (".shp", "actors casualties evidence mentioned_places sources"),
    ],
)
def test_each_format_that_loses_something_loses_this_and_nothing_else(suffix, lost, tmp_path):
    path = tmp_path / f"t{suffix}"
    write_incidents([TOLD_IN_FULL], path)
    (back,) = read(path)

    def told(one):
        return {
            **{f.name: getattr(one.place, f.name) for f in fields(one.place) if f.name != "id"},
            **{f.name: getattr(one, f.name) for f in fields(one) if f.name != "place"},
            "place_id": one.place.id,
        }

    before, after = told(TOLD_IN_FULL), told(back)
    assert {name for name in before if before[name] != after[name]} == set(lost.split())


def test_ucdp_columns_of_our_own_incidents_and_back(tmp_path):
    path = tmp_path / "t.ucdp.csv"
    write_incidents([FULL, BARE], path)
    full, bare = cells(path)
    assert list(full) == ucdp.COLUMNS
    assert (full["id"], full["type_of_violence"], full["where_prec"]) == ("77", "1", "1")
    assert (full["low"], full["best"], full["high"]) == ("3", "4", "9")
    assert (full["deaths_b"], full["deaths_civilians"]) == ("3", "1")
    assert (full["date_prec"], full["country"]) == ("3", "Syria") or full["date_prec"] == "3"
    assert full["source_office"] == "Radio;Post"
    assert full["source_headline"] == "A, B;C"
    assert (bare["best"], bare["latitude"], bare["type_of_violence"]) == ("", "", "")
    back, _ = read(path)
    for same in ("id", "event_type", "killed", "civilians_killed", "place_text"):
        assert getattr(back, same) == getattr(FULL, same)
    assert [a.name for a in back.actors] == ["Army", "Hill Brigade"]
    assert (back.place.lon, back.place.lat) == (36.61, 35.81)
    assert not back.injured.known


def claim(best, victims=None, group="unknown", stance="reported"):
    from geo.model import Claim, Outcome, Stance, VictimGroup

    return Claim(
        outcome=Outcome.KILLED,
        toll=Toll(low=best, best=best, high=best),
        text="words",
        document_id="d",
        start=0,
        end=5,
        victims=victims,
        group=VictimGroup(group),
        stance=Stance(stance),
    )


def deaths(tmp_path, killed, claims, *kinds):
    """Return UCDP's deaths_a, deaths_b, deaths_civilians, deaths_unknown of two sides."""
    actors = tuple(
        Actor(name=name, text=words, role=Role.INVOLVED, kind=kind)
        for name, words, kind in zip(
            ("Army", "Hill Brigade"), ("Soldiers", "brigade"), kinds, strict=True
        )
    )
    toll = Toll(low=killed, best=killed, high=killed)
    one = replace(BARE, actors=actors, killed=toll, casualties=tuple(claims))
    write_incidents([one], tmp_path / "t.ucdp.csv", overwrite=True)
    (row,) = cells(tmp_path / "t.ucdp.csv")
    return tuple(row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown"))


def test_ucdp_deaths_by_side_are_filled_as_far_as_claims_know_whose_dead_they_were(tmp_path):
    state, rebels, crowd = ActorKind.STATE, ActorKind.REBEL, ActorKind.CIVILIANS
    both = (tmp_path, 9)
    assert deaths(*both, [claim(3, "soldiers"), claim(2, "Hill Brigade")], state, rebels) == (
        ("3", "2", "", "4")
    )
    assert deaths(*both, [claim(4, "villagers", "civilians")], state, rebels) == ("", "", "4", "5")
    assert deaths(*both, [claim(4, "fighters", "combatants")], state, rebels) == ("", "", "", "9")
    assert deaths(*both, [claim(4, "fighters", "combatants")], crowd, rebels) == ("", "4", "", "5")
    assert deaths(*both, [claim(4, "soldiers", stance="denied")], state, rebels)[0] == ""
    assert deaths(tmp_path, None, [claim(4, "soldiers")], state, rebels) == ("4", "", "", "")


def test_acled_columns_write_unknown_deaths_as_nothing_and_the_middle_day(tmp_path):
    path = tmp_path / "t.acled.csv"
    write_incidents([FULL, BARE], path)
    full, bare = cells(path)
    assert list(full) == acled.COLUMNS
    assert (full["event_date"], full["time_precision"]) == ("04 February 2021", "2")
    assert (full["fatalities"], bare["fatalities"]) == ("4", "")
    assert (full["inter1"], full["inter2"]) == ("State forces", "Rebel group")
    assert (full["iso"], full["country"], full["source"]) == ("760", "Syria", "Radio; Post")
    back, _ = read(path)
    assert back.when == FULL.when
    assert (back.event_type, back.sub_event_type) == (FULL.event_type, FULL.sub_event_type)
    assert back.evidence[0].text == WORDS


def test_hxl_has_a_row_of_hashtags_and_reads_back(tmp_path):
    path = tmp_path / "t.hxl.csv"
    write_incidents([FULL, BARE], path)
    tags = cells(path)[0]
    assert tags["killed_high"] == "#affected+killed+max"
    assert all(tag.startswith("#") for tag in tags.values())
    back, _ = read(path)
    for same in ("id", "when", "event_type", "sub_event_type", "killed", "civilians_killed"):
        assert getattr(back, same) == getattr(FULL, same)
    assert back.actor2 == FULL.actor2


def test_timemap_writes_events_with_the_month_first(tmp_path):
    path = tmp_path / "t.timemap.json"
    write_incidents([FULL, BARE], path)
    full, bare = json.loads(path.read_text("utf-8"))
    assert (full["date"], full["latitude"]) == ("02/01/2021", "35.81")
    assert (bare["date"], bare["latitude"]) == ("", "")
    back = read(path)
    assert back[0].when.start == FULL.when.start
    assert back[0].sub_event_type == FULL.sub_event_type


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_cells_that_would_be_formulas_are_made_harmless_and_read_back(tmp_path, start):
    risky = replace(BARE, place_text=f"{start}cmd|' /C calc'!A0")
    quoted = replace(BARE, id="c", place_text=f"'{start}1")
    west = replace(FULL, id="d", place=replace(FULL.place, lon=-5.5))
    write_incidents([risky, quoted, west], tmp_path / "t.csv")
    rows = cells(tmp_path / "t.csv")
    assert rows[0]["place_text"] == f"'{risky.place_text}"
    assert rows[2]["longitude"] == "-5.5"
    assert read(tmp_path / "t.csv") == [risky, quoted, west]


def test_excel_is_told_of_utf_8(tmp_path):
    write_incidents([FULL], tmp_path / "t.csv", excel=True)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert read(tmp_path / "t.csv") == [FULL]
    with pytest.raises(UsageError, match=r"--excel is for \.csv"):
        write_incidents([FULL], tmp_path / "t.gpkg", excel=True)


def test_xlsx_holds_dates_as_dates_and_texts_never_as_formulas(tmp_path):
    import python_calamine

    write_incidents([replace(FULL, place_text="=1+1")], tmp_path / "t.xlsx")
    sheet = python_calamine.load_workbook(str(tmp_path / "t.xlsx")).get_sheet_by_name("incidents")
    header, row = sheet.to_python()
    shown = dict(zip(header, row, strict=True))
    assert shown["date_start"] == date(2021, 2, 1)
    assert shown["place_text"] == "=1+1"
    assert shown["killed_high"] == 9


def test_a_spreadsheet_with_a_title_above_its_header_is_guessed(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "Ministry of the Interior")
        sheet.write_row(2, 0, ["Date", "Town", "Latitude", "Longitude", "Deaths"])
        sheet.write_datetime(3, 0, date(2021, 2, 3), book.add_format({"num_format": "d/m/yy"}))
        sheet.write_row(3, 1, ["Ariha", 35.81, 36.61, 4])
    (incident,) = read(tmp_path / "m.xlsx")
    assert (incident.when.start, incident.killed.best) == (date(2021, 2, 3), 4)
    assert incident.place.name == "Ariha"


def test_columns_and_incidents_write_the_same_bytes(tmp_path):
    write_incidents([FULL, BARE], tmp_path / "one.geojsonl")
    write_batches(batches_of([FULL, BARE]), tmp_path / "two.geojsonl")
    assert (tmp_path / "one.geojsonl").read_bytes() == (tmp_path / "two.geojsonl").read_bytes()


@ONCE
@given(some=st.lists(incidents, max_size=4))
@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".geojson", ".gpkg"])
def test_rows_that_pass_as_columns_are_those_read_one_by_one(tmp_path, suffix, some):
    from geo.formats import read_batches
    from geo.table.columns import features_of_batch

    path = tmp_path / f"t{suffix}"
    write_incidents(some, path, overwrite=True)
    batches = read_batches(path, pytest.fail)
    assert [from_feature(f) for b in batches for f in features_of_batch(b)] == some
