"""Other people's tables read as incidents: what each publisher's columns mean."""

import gzip
import zipfile
from datetime import date

import pyarrow as pa
import pytest

from geo.errors import InputError, UsageError
from geo.formats import How, Kind, read_batches, read_incidents, sniff
from geo.formats.layouts import acled, gdelt, ucdp
from geo.formats.layouts.catalogue import LAYOUTS
from geo.formats.layouts.days import Order
from geo.formats.layouts.mapped import parse_map
from geo.model import (
    ActorKind,
    DatePrecision,
    EventType,
    Grade,
    Outcome,
    Precision,
    Role,
    SubEventType,
    Toll,
)


def written(path, rows, delimiter=",", header=None):
    """Write rows of dicts (a header and their cells), or of lists (no header)."""
    if header is None and isinstance(rows[0], dict):
        header = list(rows[0])
        rows = [[row.get(name, "") for name in header] for row in rows]
    lines = [header, *rows] if header else rows
    quoted = [
        delimiter.join(
            '"' + str(c).replace('"', '""') + '"' if any(x in str(c) for x in ',"\n') else str(c)
            for c in line
        )
        for line in lines
    ]
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return path


def read(path, how=None):
    """Return the incidents, what was skipped, and what was noted."""
    told = []
    found = list(read_incidents(path, told.append, how or How()))
    return found, [t for t in told if not t.note], [t for t in told if t.note]


GED = {
    "id": "412700",
    "relid": "SYR-2016-1-299-4",
    "year": "2016",
    "type_of_violence": "1",
    "conflict_name": "Syria: Government",
    "side_a": "Government of Syria",
    "side_b": "Syrian insurgents",
    "number_of_sources": "2",
    "source_office": "SOHR;Reuters",
    "source_date": "2016-01-02;2016-01-03",
    "source_headline": "Clashes near the mill;Ten dead",
    "where_prec": "2",
    "where_coordinates": "Ayn village",
    "where_description": "on the road to Ayn",
    "adm_1": "Idlib Governorate",
    "adm_2": "Ariha district",
    "latitude": "35.7",
    "longitude": "36.6",
    "country": "Syria",
    "date_prec": "2",
    "date_start": "2016-01-01 00:00:00.000",
    "date_end": "2016-01-04 00:00:00.000",
    "deaths_a": "4",
    "deaths_b": "3",
    "deaths_civilians": "2",
    "deaths_unknown": "1",
    "best": "10",
    "high": "12",
    "low": "8",
    "gwnoa": "2;200;900",
}


def ged_row(**cells):
    return {name: {**GED, **cells}.get(name, "") for name in ucdp.COLUMNS}


def test_ucdp_ged_keeps_sides_precisions_and_the_three_numbers(tmp_path):
    path = written(tmp_path / "ged.csv", [ged_row()])
    (incident,), skipped, notes = read(path)
    assert skipped == []
    assert incident.id == "ucdp:412700"
    assert incident.event_type is EventType.BATTLES
    assert incident.sub_event_type is None
    assert incident.killed == Toll(low=8, best=10, high=12)
    assert incident.civilians_killed == Toll(best=2)
    assert (incident.when.start, incident.when.end) == (date(2016, 1, 1), date(2016, 1, 4))
    assert incident.when.precision is DatePrecision.WEEK
    assert incident.place.precision is Precision.NEAR
    assert incident.place.uncertainty_km == 25
    assert (incident.place.country, incident.place.name) == ("SY", "Ayn village")
    assert incident.place_text == "on the road to Ayn"
    assert [(a.name, a.role, a.kind) for a in incident.actors] == [
        ("Government of Syria", Role.INVOLVED, ActorKind.STATE),
        ("Syrian insurgents", Role.INVOLVED, ActorKind.REBEL),
    ]
    assert [(c.victims, c.outcome, c.toll.best) for c in incident.casualties] == [
        ("Government of Syria", Outcome.KILLED, 4),
        ("Syrian insurgents", Outcome.KILLED, 3),
        ("civilians", Outcome.KILLED, 2),
        (None, Outcome.KILLED, 1),
    ]
    assert [(s.source, s.published) for s in incident.sources] == [
        ("SOHR", date(2016, 1, 2)),
        ("Reuters", date(2016, 1, 3)),
    ]
    assert (incident.n_sources, incident.grade) == (2, Grade.CORROBORATED)
    assert any("columns not kept" in note.reason and "active_year" in note.reason for note in notes)


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", Precision.EXACT),
        ("3", Precision.DISTRICT),
        ("4", Precision.REGION),
        ("5", Precision.AREA),
        ("6", Precision.COUNTRY),
        ("7", Precision.AREA),
    ],
)
def test_ucdp_where_prec_says_how_fine_a_place_is(tmp_path, code, precision):
    (incident,), _, _ = read(written(tmp_path / "g.csv", [ged_row(where_prec=code)]))
    assert incident.place.precision is precision
    assert incident.place.uncertainty_km is None


def test_ucdp_one_sided_violence_has_a_perpetrator_and_a_target(tmp_path):
    row = ged_row(type_of_violence="3", side_a="IS", side_b="Civilians")
    (incident,), _, _ = read(written(tmp_path / "g.csv", [row]))
    assert incident.event_type is EventType.VIOLENCE
    assert [(a.name, a.role, a.kind) for a in incident.actors] == [
        ("IS", Role.INITIATOR, None),
        ("Civilians", Role.TARGET, ActorKind.CIVILIANS),
    ]


def test_ucdp_tolls_out_of_order_are_kept_and_flagged(tmp_path):
    path = written(tmp_path / "g.csv", [ged_row(low="20"), ged_row(id="2", high="")])
    incidents, skipped, notes = read(path)
    assert incidents[0].killed == Toll(low=20, best=10, high=12)
    assert skipped == []
    assert any("best 10 (must not be below low)" in n.reason for n in notes)


def test_ucdp_uncounted_sources_are_one(tmp_path):
    (incident,), _, _ = read(written(tmp_path / "g.csv", [ged_row(number_of_sources="-1")]))
    assert (incident.n_sources, incident.grade) == (1, Grade.SINGLE)


def test_a_candidate_file_without_a_header_is_known_by_its_49_columns(tmp_path):
    rows = [list(ged_row().values()), list(ged_row(id="2").values())]
    incidents, _, _ = read(written(tmp_path / "candidate.csv", rows))
    assert [i.id for i in incidents] == ["ucdp:412700", "ucdp:2"]


def test_the_14_column_subset_has_its_date_in_three_columns(tmp_path):
    head = (
        "id,year,month,day,country,type_of_violence,conflict_name,side_a,side_b,latitude,"
        "longitude,low_death,best_death,high_death"
    )
    path = tmp_path / "subset.csv"
    path.write_text(f"{head}\n7,1989,1,23,Syria,Non-state violence,c,A,B,35,36,1,2,3\n")
    (incident,), skipped, _ = read(path)
    assert skipped == []
    assert incident.when.start == date(1989, 1, 23)
    assert incident.killed == Toll(low=1, best=2, high=3)
    assert incident.place.precision is None
    assert incident.place.name == "35.0000, 36.0000"


ACLED = {
    "event_id_cnty": "XYZ1",
    "event_date": "15 February 2021",
    "year": "2021",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Hill Brigade",
    "assoc_actor_1": "Friends of the Hill",
    "inter1": "Rebel group",
    "actor2": "Military Forces of Nowhere",
    "inter2": "State forces",
    "iso": "760",
    "country": "Syria",
    "admin1": "Idlib",
    "location": "Ariha",
    "latitude": "35.81",
    "longitude": "36.61",
    "geo_precision": "1",
    "source": "Hill Radio; Valley Post",
    "notes": 'They fought at the mill.\nThe radio said: "three dead".',
    "fatalities": "3",
}


def acled_row(**cells):
    return {name: {**ACLED, **cells}.get(name, "") for name in acled.COLUMNS}


def test_acled_of_today_reads_whole(tmp_path):
    (incident,), skipped, _ = read(written(tmp_path / "a.csv", [acled_row()]))
    assert skipped == []
    assert incident.id == "acled:XYZ1"
    assert (incident.event_type, incident.sub_event_type) == (
        EventType.BATTLES,
        SubEventType.ARMED_CLASH,
    )
    assert incident.killed == Toll(low=3, best=3, high=3)
    assert incident.evidence[0].text == ACLED["notes"]
    assert incident.evidence[0].end == len(ACLED["notes"])
    assert [(a.name, a.text, a.role, a.kind) for a in incident.actors] == [
        ("Hill Brigade", "Hill Brigade; Friends of the Hill", Role.INVOLVED, ActorKind.REBEL),
        (
            "Military Forces of Nowhere",
            "Military Forces of Nowhere",
            Role.INVOLVED,
            ActorKind.STATE,
        ),
    ]
    assert [s.source for s in incident.sources] == ["Hill Radio", "Valley Post"]
    assert incident.place.country == "SY"


def test_acled_of_25_upper_case_columns_and_old_types(tmp_path):
    row = {
        "ISO": "760",
        "EVENT_ID_CNTY": "1SYR",
        "EVENT_ID_NO_CNTY": "1",
        "EVENT_DATE": "01-January-2015",
        "YEAR": "2015",
        "TIME_PRECISION": "3",
        "EVENT_TYPE": "Battle-Government regains territory",
        "ACTOR1": "A",
        "ALLY_ACTOR_1": "",
        "INTER1": "1",
        "ACTOR2": "B",
        "ALLY_ACTOR_2": "",
        "INTER2": "2",
        "INTERACTION": "12",
        "COUNTRY": "Syria",
        "LATITUDE": "35.8",
        "LONGITUDE": "36.6",
        "GEO_PRECISION": "3",
        "SOURCE": "Radio",
        "NOTES": "First line\nsecond line",
        "FATALITIES": "0",
    }
    (incident,), skipped, _ = read(written(tmp_path / "a.csv", [row]))
    assert skipped == []
    assert incident.sub_event_type is SubEventType.GOVERNMENT_REGAINS
    assert incident.killed == Toll()
    assert (incident.when.start, incident.when.end) == (date(2015, 1, 1), date(2015, 1, 31))
    assert incident.when.precision is DatePrecision.MONTH
    assert incident.place.precision is Precision.REGION
    assert [a.kind for a in incident.actors] == [ActorKind.STATE, ActorKind.REBEL]


def test_acled_in_the_order_of_its_interface_with_an_unnamed_index(tmp_path):
    cells = acled_row(event_date="2021-02-15", time_precision="2", inter1="6", inter2="0")
    cells |= {"event_type": "Riots/Protests", "sub_event_type": ""}
    names = sorted(cells)
    path = written(tmp_path / "a.csv", [[0, *(cells[n] for n in names)]], header=["", *names])
    (incident,), skipped, _ = read(path)
    assert skipped == []
    assert incident.event_type is EventType.PROTESTS
    assert (incident.when.start, incident.when.end) == (date(2021, 2, 12), date(2021, 2, 18))
    assert incident.when.precision is DatePrecision.WEEK


def gdelt_row(version, **cells):
    given = {
        "GLOBALEVENTID": "5001",
        "SQLDATE": "20210215",
        "Actor1Name": "REBEL",
        "Actor1Type1Code": "REB",
        "Actor2Name": "SYRIA",
        "Actor2CountryCode": "SYR",
        "EventCode": "195",
        "NumSources": "2",
        "NumArticles": "9",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Ariha, Idlib, Syria",
        "ActionGeo_CountryCode": "SY",
        "ActionGeo_Lat": "35.81",
        "ActionGeo_Long": "36.61",
        "ActionGeo_FeatureID": "-2541481",
        "SOURCEURL": "https://www.valley.example/a,b",
        **cells,
    }
    return [given.get(name, "") for name in version]


@pytest.mark.parametrize("version", [gdelt.VERSION_1, gdelt.VERSION_2])
@pytest.mark.parametrize("short", [0, 1])
def test_gdelt_has_no_header_and_is_at_times_one_column_short(tmp_path, version, short):
    assert len(version) in {58, 61}
    rows = [gdelt_row(version), gdelt_row(version, GLOBALEVENTID="5002", EventCode="051")]
    path = written(tmp_path / "day.export.CSV", [r[: len(r) - short] for r in rows], "\t")
    assert sniff(path) is Kind.INCIDENTS
    (incident,), skipped, notes = read(path)
    assert skipped == []
    assert incident.id == "gdelt:5001"
    assert incident.sub_event_type is SubEventType.AIR_STRIKE
    assert not incident.killed.known
    assert (incident.place.name, incident.place.admin1) == ("Ariha", "Idlib")
    assert incident.place.id == "gns:-2541481"
    assert (incident.n_sources, incident.n_reports) == (2, 9)
    assert [(a.name, a.kind, a.country) for a in incident.actors] == [
        ("REBEL", ActorKind.REBEL, None),
        ("SYRIA", None, "SY"),
    ]
    assert any("1 rows are no incidents" in note.reason for note in notes)
    if not short:
        assert incident.sources[0].source == "valley.example"
        assert incident.sources[0].url == "https://www.valley.example/a,b"


def test_a_gdelt_file_without_any_incident_is_an_empty_table(tmp_path):
    row = gdelt_row(gdelt.VERSION_1, EventCode="051")
    incidents, skipped, notes = read(written(tmp_path / "g.csv", [row], "\t"))
    assert (incidents, skipped) == ([], [])
    assert any("1 rows are no incidents" in note.reason for note in notes)


def test_gdelt_without_a_place_keeps_the_incident(tmp_path):
    row = gdelt_row(
        gdelt.VERSION_2, ActionGeo_Type="0", ActionGeo_Lat="", ActionGeo_Long="", EventCode="145"
    )
    (incident,), _, _ = read(written(tmp_path / "g.csv", [row], "\t"))
    assert incident.place is None
    assert incident.event_type is EventType.RIOTS


def test_icews_reads_na_as_nothing(tmp_path):
    row = {
        "Event ID": "9",
        "Event Date": "2018-06-01",
        "Source Name": "Militant (Nowhere)",
        "Source Sectors": "Insurgents",
        "Source Country": "Syria",
        "Event Text": "fight with small arms",
        "CAMEO Code": "193",
        "Target Name": "Military (Syria)",
        "Target Sectors": "Military,Government",
        "Target Country": "Syria",
        "Story ID": "44",
        "Publisher": "Valley Post",
        "City": "NA",
        "District": "NA",
        "Province": "Idlib",
        "Country": "Syria",
        "Latitude": "35.8",
        "Longitude": "36.6",
    }
    (incident,), skipped, _ = read(written(tmp_path / "i.tab", [row], "\t"))
    assert skipped == []
    assert (incident.place.name, incident.place.precision) == ("Idlib", Precision.REGION)
    assert incident.actors[0].kind is ActorKind.REBEL
    assert incident.sources[0].source == "Valley Post"
    assert incident.confidence < 1


def test_polecat_reads_types_and_modes_from_a_text_file(tmp_path):
    row = {
        "Event ID": "p1",
        "Event Date": "2023-01-02",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Actor Name": "Air force",
        "Actor Country": "SYR",
        "Primary Actor Sector": "MIL",
        "Recipient Name": "People",
        "Recipient Country": "SYR",
        "Primary Recipient Sector": "CVL",
        "Placename": "Ariha",
        "City": "Ariha",
        "District": "None",
        "Province": "Idlib",
        "Country": "SYR",
        "Latitude": "35.81",
        "Longitude": "36.61",
        "GeoNames ID": "173480.0",
        "Source": "Valley Post",
        "Publication Date": "2023-01-03",
    }
    path = written(
        tmp_path / "week.txt", [row, {**row, "Event ID": "p2", "Event Type": "AGREE"}], "\t"
    )
    assert sniff(path) is Kind.INCIDENTS
    (incident,), skipped, _ = read(path)
    assert skipped == []
    assert incident.sub_event_type is SubEventType.AIR_STRIKE
    assert incident.place.id == "geonames:173480"
    assert incident.place.country == "SY"
    assert incident.actor2 == "People"


def test_polecat_names_several_actors_in_one_cell(tmp_path):
    row = {
        "Event ID": "p1",
        "Event Date": "2023-01-02",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Actor Name": "Air force; Border guard",
        "Actor Name Raw": "jets; guards; men",
        "Actor Country": "SYR; JOR",
        "Primary Actor Sector": "MIL",
        "Recipient Name": "People",
        "Recipient Country": "SYR",
        "Primary Recipient Sector": "CVL",
        "Latitude": "35.81",
        "Longitude": "36.61",
    }
    alone = {**row, "Event ID": "p2", "Actor Name": "", "Actor Name Raw": ""}
    (incident, other), _, _ = read(written(tmp_path / "week.txt", [row, alone], "\t"))
    assert [(a.name, a.text, str(a.role), a.kind, a.country) for a in incident.actors] == [
        ("Air force", "Air force", "initiator", None, "SY"),
        ("People", "People", "target", "Civilians", "SY"),
        ("Border guard", "Border guard", "initiator", None, "JO"),
    ]
    assert (incident.actor1, incident.actor2) == ("Air force", "People")
    assert (other.actor1, other.actor2) == (None, "People")


def test_viina_keeps_ukrainian_words_and_marks_sides(tmp_path):
    row = {
        "event_id_1pd": "11",
        "date": "20220224",
        "n_reports": "3",
        "sources_matching": "unian|ria",
        "source_urls": "https://u.example/a|https://r.example/b",
        "geonameid": "699942",
        "asciiname": "Nizhyn",
        "ADM1_NAME": "Chernihiv",
        "longitude": "31.88",
        "latitude": "51.04",
        "t_artillery_b": "1",
        "a_rus": "1",
        "a_ukr": "0",
        "representative_text": "Обстріл міста",
    }
    (incident,), skipped, _ = read(written(tmp_path / "v.csv", [row]))
    assert skipped == []
    assert incident.evidence[0].text == "Обстріл міста"
    assert incident.sub_event_type is SubEventType.SHELLING
    assert [a.name for a in incident.actors] == ["Russian or Russian-aligned forces"]
    assert [(s.source, s.url) for s in incident.sources] == [
        ("unian", "https://u.example/a"),
        ("ria", "https://r.example/b"),
    ]
    assert (incident.n_reports, incident.n_sources) == (3, 2)


def test_airwars_like_tables_add_civilians_and_militants(tmp_path):
    row = {
        "code": "CS1",
        "date": "2017-03-17",
        "date_end": "2017-03-18",
        "country": "Syria",
        "location": "Ariha",
        "latitude": "35,81",
        "longitude": "36,61",
        "civilians_killed_min": "4",
        "civilians_killed_max": "6",
        "militants_killed_min": "1",
        "militants_killed_max": "",
        "civilians_injured_min": "2",
        "civilians_injured_max": "9",
        "grading": "Contested",
        "geolocation_accuracy": "Village",
    }
    (incident,), skipped, _ = read(written(tmp_path / "w.csv", [row]))
    assert skipped == []
    assert incident.killed == Toll(low=5)  # how many militants at most nobody says
    assert incident.civilians_killed == Toll(low=4, high=6)
    assert incident.injured == Toll(low=2, high=9)
    assert incident.grade is Grade.CONTESTED
    assert (incident.place.lat, incident.place.lon) == (35.81, 36.61)


def test_airwars_counts_that_leave_one_number_and_lists_of_belligerents(tmp_path):
    row = {
        "code": "CS2",
        "date": "2017-03-17",
        "civilians_killed_min": "4",
        "civilians_killed_max": "4",
        "civilians_injured_min": "2",
        "civilians_injured_max": "9",
        "belligerent": "Air force; Border guard",
    }
    (incident,), _, _ = read(written(tmp_path / "w.csv", [row]))
    assert incident.killed == incident.civilians_killed == Toll(low=4, best=4, high=4)
    assert incident.injured == Toll(low=2, high=9)
    assert [(a.name, str(a.role)) for a in incident.actors] == [
        ("Air force", "initiator"),
        ("Border guard", "initiator"),
    ]
    assert (incident.actor1, incident.actor2) == ("Air force", None)


def test_airwars_own_column_names_are_known(tmp_path):
    row = {
        "unique_reference_code": "X12",
        "date": "2017-03-17",
        "country_name": "Syria",
        "latitude": "35.81",
        "longitude": "36.61",
        "civilian_non_combatants_killed_min": "4",
        "civilian_non_combatants_killed_max": "6",
        "persons_directly_participating_in_hostilities_killed_min": "1",
        "persons_directly_participating_in_hostilities_killed_max": "2",
        "civilian_harm_status_slug": "fair",
        "geolocation_accuracy_slug": "nearby_landmark",
        "belligerent_list": "Hill Brigade",
    }
    (incident,), skipped, notes = read(written(tmp_path / "w.csv", [row]))
    assert (skipped, notes) == ([], [])
    assert incident.id == "airwars:X12"
    assert incident.killed == Toll(low=5, high=8)
    assert incident.civilians_killed == Toll(low=4, high=6)
    assert (incident.confidence, incident.actor1) == (0.8, "Hill Brigade")
    assert (incident.place.precision, incident.place.country) == (Precision.NEAR, "SY")


def test_viina_events_of_a_place_and_day_are_read_by_the_codebooks_names(tmp_path):
    row = {
        "viina_version": "202601200101",
        "event_id_1pd": "12",
        "date": "20240224",
        "n_reports": "2",
        "event_ids": "5,6",
        "sources": "unian,nv",
        "geonameid": "699942",
        "feature_code": "PPL",
        "asciiname": "",
        "address": "Chernihiv Oblast",
        "location": "2",
        "ADM1_NAME": "Chernihiv",
        "longitude": "31.88",
        "latitude": "51.04",
        "GEO_PRECISION": "ADM1",
        "t_airstrike_b": "1",
        "t_uav_b": "1",
        "a_rus_b": "1",
        "a_ukr_b": "0",
    }
    (incident,), skipped, _ = read(written(tmp_path / "v.csv", [row]))
    assert skipped == []
    assert [s.source for s in incident.sources] == ["unian", "nv"]
    assert incident.place.precision is Precision.REGION
    assert incident.place.name == "Chernihiv Oblast"
    assert incident.sub_event_type is SubEventType.AIR_STRIKE


def test_timemap_is_an_array_of_events_with_the_month_first(tmp_path):
    path = tmp_path / "events.json"
    path.write_text(
        '[{"id": "e1", "description": "Shots", "date": "03/04/2021", "time": "", '
        '"location": "Ariha", "latitude": "35.81", "longitude": "36.61", "associations": []}]'
    )
    assert sniff(path) is Kind.INCIDENTS
    (incident,), skipped, _ = read(path)
    assert skipped == []
    assert incident.when.start == date(2021, 3, 4)
    assert incident.evidence[0].text == "Shots"


def test_hxl_hashtags_decide_whatever_the_header_says(tmp_path):
    path = tmp_path / "h.csv"
    path.write_text(
        "Fecha,Lugar,Breite,Länge,Muertos,Heridos\n"
        "#date+start,#loc+name+es,#geo + lat,#geo+lon,#affected+killed,#affected+injured+max\n"
        "2021-02-03,Ariha,35.81,36.61,4,9\n",
        encoding="utf-8",
    )
    assert sniff(path) is Kind.INCIDENTS
    (incident,), skipped, _ = read(path)
    assert skipped == []
    assert incident.killed == Toll(best=4)
    assert incident.injured == Toll(high=9)
    assert incident.place.name == "Ariha"


SHEET = "Nr;Fecha;Lugar;Lat;Long;Muertos;Observaciones\n"


def test_anybodys_sheet_is_guessed_shown_and_corrected_with_map(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(SHEET + "7;3 de marzo de 2021;Ariha;35,81;36,61;1;Un disparo\n")
    assert sniff(path) is Kind.INCIDENTS
    (incident,), skipped, notes = read(path)
    assert skipped == []
    assert (incident.when.start, incident.place.name) == (date(2021, 3, 3), "Ariha")
    assert any(
        "columns guessed: date_start=Fecha" in note.reason.replace("id=Nr,", "") for note in notes
    )
    how = How(columns=parse_map("id=Nr,injured_best=Muertos,notes=Observaciones"))
    (incident,), _, _ = read(path, how)
    assert incident.injured == Toll(best=1)
    assert not incident.killed.known
    assert (incident.id, incident.evidence[0].text) == ("7", "Un disparo")


@pytest.mark.parametrize(
    ("text", "fault"),
    [("date=Fecha", "no such column of ours"), ("Fecha", "OURS=THEIRS"), ("place=", "OURS=THEIRS")],
)
def test_a_map_that_means_nothing_is_wrong_usage(text, fault):
    with pytest.raises(UsageError, match=fault):
        parse_map(text)


def test_a_map_of_a_column_that_is_not_there_names_those_that_are(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(SHEET + "7;2021-03-03;Ariha;35,81;36,61;1;x\n")
    with pytest.raises(UsageError, match="no column 'Datum'; it has Nr, Fecha"):
        read(path, How(columns={"date_start": "Datum"}))


def test_an_ambiguous_date_is_refused_until_the_order_is_said(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(SHEET + "7;03/04/2021;Ariha;35.81;36.61;1;x\n")
    with pytest.raises(InputError, match=r"Fecha: 03/04/2021 .*--dayfirst or --monthfirst"):
        read(path)
    (incident,), _, _ = read(path, How(order=Order.DAY_FIRST))
    assert incident.when.start == date(2021, 4, 3)
    (incident,), _, _ = read(path, How(order=Order.MONTH_FIRST))
    assert incident.when.start == date(2021, 3, 4)


def test_impossible_and_doubtful_values_are_never_used_silently(tmp_path):
    path = tmp_path / "s.csv"
    head = "id,date,country,latitude,longitude,killed\n"
    rows = [
        "zero,2021-01-01,Syria,0,0,1",
        "off,2021-01-01,Syria,135,36,1",
        "swapped,2021-01-01,Syria,38.5,35.2,1",
        "abroad,2021-01-01,Syria,15.0,44.0,1",
        "epoch,1970-01-01,Syria,35.8,36.6,1",
        "odd,2021-01-01,Syria,35.8,36.6,1.234",
        "future,2999-01-01,Syria,35.8,36.6,1",
    ]
    path.write_text(head + "\n".join(rows) + "\n")
    incidents, skipped, notes = read(path)
    by_id = {i.id: i for i in incidents}
    assert by_id["zero"].place is None
    assert by_id["off"].place is None
    assert by_id["swapped"].place is None
    assert "km outside SY" in by_id["abroad"].place_reason
    assert by_id["epoch"].when.start == date(1970, 1, 1)
    assert not by_id["odd"].killed.known
    reasons = " ".join(s.reason for s in skipped)
    assert "(0, 0) is the point of a lost value" in reasons
    assert "no point on Earth" in reasons
    assert "swapped" in reasons
    assert "killed '1.234'" in reasons
    told = " ".join(n.reason for n in notes)
    assert "1970-01-01" in told
    assert "outside the stated country" in told
    assert "lies in the future" in told


@pytest.mark.parametrize("pack", ["gz", "zip", "zst"])
def test_compressed_tables_read_as_they_are(tmp_path, pack):
    plain = written(tmp_path / "ged.csv", [ged_row()])
    path = tmp_path / f"ged.csv.{pack}"
    if pack == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    elif pack == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(plain, "folder/GEDEvent.csv")
            archive.writestr("readme.pdf", "x")
    else:
        with pa.output_stream(str(path), compression="zstd") as stream:
            stream.write(plain.read_bytes())
    assert sniff(path) is Kind.INCIDENTS
    (incident,), _, _ = read(path)
    assert incident.id == "ucdp:412700"


def test_an_archive_of_two_tables_is_one_line(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "id\n1\n")
        archive.writestr("b.csv", "id\n1\n")
    with pytest.raises(InputError, match=r"must hold one table, it holds a\.csv, b\.csv"):
        read(path)


def test_a_cut_off_archive_is_one_line(tmp_path):
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"id,place\n" + b"1,x\n" * 9000)[:-20])
    with pytest.raises(InputError, match="cut off or broken"):
        read(path)


def test_a_layout_can_be_named_and_must_exist(tmp_path):
    with pytest.raises(UsageError, match="no such layout; use one of geo, ucdp, acled"):
        How(layout="lexis")
    path = written(tmp_path / "x.dat", [ged_row()])
    (incident,), _, _ = read(path, How(layout="ucdp"))
    assert incident.id == "ucdp:412700"


def test_a_row_without_an_id_gets_a_digest_of_what_it_says(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("date,place,latitude,longitude\n2021-01-01,A,35,36\n2021-01-01,B,35,36\n")
    first, second = read(path)[0]
    assert len({first.id, second.id}) == 2
    assert read(path)[0] == [first, second]


def test_batches_and_incidents_say_the_same(tmp_path):
    path = written(tmp_path / "ged.csv", [ged_row(), ged_row(id="2", latitude="", longitude="")])
    batch = pa.concat_tables(read_batches(path, lambda _: None))
    incidents, _, _ = read(path)
    assert batch["id"].to_pylist() == [i.id for i in incidents]
    assert batch["actor1"].to_pylist() == [i.actor1 for i in incidents]
    assert batch["country"].to_pylist() == ["SY", None]
    assert incidents[1].place_reason == (
        "stated without coordinates: Ayn village, Ariha district, Idlib Governorate, SY"
    )


def test_every_layout_has_a_name_of_its_own():
    names = [layout.name for layout in LAYOUTS]
    assert len(set(names)) == len(names)


def test_a_sheet_that_says_only_the_sub_event_type_says_the_event_type_too(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_text("when,kind\n2017-04-04,Chemical weapon\n")
    how = How(columns=parse_map("date_start=when,sub_event_type=kind"))
    (incident,), _, _ = read(path, how)
    assert incident.event_type is EventType.EXPLOSIONS


def test_a_map_of_one_table_leaves_those_of_known_layouts_alone(tmp_path):
    how = How(columns=parse_map("date_start=when,killed_best=dead"))
    own = tmp_path / "desk.csv"
    own.write_text("when,dead,lat,lon\n2017-04-04,89,35.44,36.65\n")
    (incident,), _, _ = read(own, how)
    assert incident.killed.best == 89
    known = tmp_path / "geo.csv"
    known.write_text("id,date_start,date_end,n_reports,evidence\nx,2017-04-04,2017-04-04,1,\n")
    (incident,), _, notes = read(known, how)
    assert incident.when.start == date(2017, 4, 4)
    assert [n.reason for n in notes] == ["--map names none of its columns: read by its own header"]
