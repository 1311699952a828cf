"""The schema of the incident table, and its round trips."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_strategies import incidents

from geo.errors import DataError
from geo.model import DatePrecision, Incident, Role, Toll
from geo.table import (
    SCHEMA,
    Column,
    check_table,
    conform,
    features_of,
    from_feature,
    from_table,
    schema_rows,
    to_feature,
    to_table,
)
from geo.table.columns import batches_of, frame_of

FLAT = (
    "id date_start date_end date_precision event_type sub_event_type place place_text place_id "
    "country admin1 admin2 place_precision uncertainty_km place_reason actor1 actor2 killed_low "
    "killed_best killed_high injured_low injured_best injured_high civilians_killed_low "
    "civilians_killed_best civilians_killed_high confidence grade n_sources n_reports"
).split()
OF_MERGING = ["members", "sums", "disagreements", "tellings"]
NESTED = ["actors", "casualties", "evidence", "mentioned_places", "sources", *OF_MERGING]
EVIDENCE = {"document_id": "d", "start": 0, "end": 4, "text": "Boom", "fields": ["event_type"]}


def feature(point=(40.1, 35.3), **properties):
    geometry = point and {"type": "Point", "coordinates": list(point)}
    whole = {
        "id": "a",
        "date_precision": "unknown",
        "confidence": 1.0,
        "grade": "single",
        "n_sources": 1,
        "n_reports": 1,
        "evidence": [EVIDENCE],
        "place_precision": "settlement" if point else None,
    }
    return {"type": "Feature", "geometry": geometry, "properties": whole | properties}


@given(incidents)
def test_a_feature_gives_back_the_same_incident(incident):
    assert from_feature(json.loads(json.dumps(to_feature(incident)))) == incident


@settings(deadline=None, max_examples=40)  # the first example imports geopandas
@given(incidents)
def test_a_table_gives_back_the_same_incidents(incident):
    assert list(from_table(to_table([incident]))) == [incident]


@given(st.lists(incidents, max_size=5))
@settings(max_examples=50)
def test_batches_become_the_table_that_the_incidents_become(listed):
    by_columns = conform(frame_of(batches_of(listed)))
    assert [*features_of(by_columns)] == [*features_of(to_table(listed))]


def test_the_columns_are_those_of_the_contract_in_its_order():
    names = [*FLAT, *NESTED]
    assert [row["column"] for row in schema_rows()] == names
    assert list(to_table([]).columns) == [*names, "geometry"]
    properties = to_feature(from_feature(feature()))["properties"]
    assert [*properties, *OF_MERGING] == names, "what merging adds is absent before"


def test_what_is_unknown_is_null_and_never_zero_or_empty():
    written = to_feature(from_feature(feature(None)))
    assert written["geometry"] is None
    assert written["properties"]["killed_best"] is None
    assert written["properties"]["place"] is None
    row = to_table([from_feature(feature(None))]).iloc[0]
    assert row[["killed_best", "place", "date_start", "uncertainty_km"]].isna().all()
    assert row["geometry"] is None


def test_a_table_has_the_dtypes_of_the_schema_even_without_rows():
    for table in (to_table([]), to_table([from_feature(feature())])):
        assert {str(s.name): str(table[s.name].dtype) for s in SCHEMA} == {
            str(s.name): s.dtype for s in SCHEMA
        }
        assert table.crs == "EPSG:4326"


def test_degrees_are_written_longitude_first_with_six_decimals():
    written = to_feature(from_feature(feature((40.123456789, -35.00000049))))
    assert written["geometry"]["coordinates"] == [40.123457, -35.0]
    assert "crs" not in written


def test_conform_restores_dtypes_adds_columns_and_keeps_strangers():
    table = to_table(
        [from_feature(feature(date_start="2018-02-07", date_precision="day", killed_low=3))]
    )
    plain = table.drop(columns=["country"]).astype({"date_start": "object", "killed_low": "float"})
    plain["evidence"] = [json.dumps(value) for value in plain["evidence"]]
    plain["mood"] = ["grim"]
    back = conform(plain)
    assert str(back["killed_low"].dtype) == "Int64"
    assert str(back["date_start"].dtype) == "datetime64[s]"
    assert back["country"].isna().all()
    assert back["evidence"].iloc[0] == [EVIDENCE]
    assert list(back["mood"]) == ["grim"]


def test_conform_brings_another_crs_to_wgs84():
    table = to_table([from_feature(feature())]).to_crs("EPSG:3857")
    point = conform(table).geometry.iloc[0]
    assert (round(point.x, 6), round(point.y, 6)) == (40.1, 35.3)


def test_conform_names_the_column_it_cannot_read():
    table = to_table([from_feature(feature())]).astype({"killed_low": "object"})
    table["killed_low"] = ["dozens"]
    with pytest.raises(DataError, match="killed_low"):
        conform(table)


def test_a_flat_row_gives_its_actors_and_vouches_for_itself():
    """Other people's tables have no lists: the row's own words are the evidence."""
    incident = from_feature(
        feature(
            actor1="Red Army", actor2="Villagers", evidence=None, notes="Shots at the mill.", id=7
        )
    )
    assert [(a.name, a.role) for a in incident.actors] == [
        ("Red Army", Role.INITIATOR),
        ("Villagers", Role.TARGET),
    ]
    (evidence,) = incident.evidence
    assert (evidence.document_id, evidence.text) == ("7", "Shots at the mill.")
    assert evidence.end == len(evidence.text)


def test_one_given_day_is_the_whole_incident_and_an_unstated_precision_follows_the_interval():
    when = from_feature(feature(date_start="2018-02-07", date_precision=None)).when
    assert (when.start, when.end) == (date(2018, 2, 7), date(2018, 2, 7))
    assert when.precision is DatePrecision.DAY
    month = feature(date_start="2018-02-01", date_end="2018-02-28", date_precision=None)
    assert from_feature(month).when.precision is DatePrecision.MONTH


def test_an_absent_id_is_a_digest_of_the_content():
    one, two = (from_feature(feature(id=None, place=name)).id for name in ("Here", "There"))
    assert one != two
    assert one == from_feature(feature(id=None, place="Here")).id


def test_a_place_without_coordinates_is_kept_in_words():
    incident = from_feature(feature(None, place="Qarn", country="SY"))
    assert incident.place is None
    assert incident.place_text == "Qarn"
    assert incident.place_reason == "stated without coordinates: Qarn, SY"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"event_type": "Battle"}, "event_type"),
        ({"killed_low": -1}, "killed_low"),
        ({"killed_low": 1.5}, "killed_low"),
        ({"killed_low": True}, "killed_low"),
        ({"date_start": "07/02/2018"}, "date_start"),
        ({"date_start": "2018-02-07", "date_end": "2018-02-06"}, "date_end"),
        ({"date_precision": "day"}, "date_precision"),
        ({"confidence": 1.2}, "confidence"),
        ({"place": ["x"]}, "place"),
        ({"point": (0, 0)}, "geometry"),
        ({"point": (35.3, 140.1)}, "geometry"),
        ({"actors": "someone"}, "actors"),
        ({"actors": [{"role": "target"}]}, "actors[0]"),
        ({"evidence": [EVIDENCE | {"start": -3}]}, "evidence[0].start"),
        ({"evidence": [EVIDENCE | {"end": 0}]}, "evidence[0]"),
        ({"sources": [{"document_id": "d", "published": "soon"}]}, "sources[0].published"),
    ],
)
def test_a_value_that_breaks_the_schema_is_named(change, column):
    """Strictly it is refused; with somebody to complain to, the rest of the incident is kept."""
    faulty = feature(**change)
    with pytest.raises(DataError, match=column.partition("[")[0]):
        from_feature(faulty)
    told = []
    incident = from_feature(faulty, lambda *fault: told.append(fault))
    assert isinstance(incident, Incident)
    assert column in [fault[0] for fault in told]
    assert column in [fault.column for fault in check_table([faulty])]


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "Point"},
        "text",
        None,
        {"type": "Feature", "properties": [1]},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {}},
        {"type": "Feature", "geometry": "POINT (1 2)", "properties": {}},
    ],
)
def test_what_is_no_feature_of_a_point_is_refused_whole(broken):
    with pytest.raises(DataError):
        from_feature(broken, lambda *_: None)
    assert [fault.column for fault in check_table([broken])] == ["feature"]


def test_a_sound_table_has_no_faults():
    sound = from_feature(feature(killed_low=1, killed_best=2, place="Qarn"))
    assert check_table([to_feature(sound)]) == []
    assert check_table(to_table([sound])) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"killed_low": 3, "killed_best": 2}, "killed_best"),
        ({"killed_best": 3, "killed_high": 2}, "killed_high"),
        ({"injured_low": 3, "injured_high": 2}, "injured_high"),
        ({"place_precision": None}, "place_precision"),
        ({"point": None, "place_precision": "exact"}, "place_precision"),
        ({"place_precision": "exact", "uncertainty_km": 300}, "uncertainty_km"),
        ({"uncertainty_km": -1}, "uncertainty_km"),
        ({"evidence": []}, "evidence"),
        ({"id": None}, "id"),
        ({"grade": ""}, "grade"),
    ],
)
def test_check_finds_what_reading_forgives(change, column):
    assert [fault.column for fault in check_table([feature(**change)])] == [column]


def test_a_flat_table_needs_no_evidence():
    flat = feature()
    del flat["properties"]["evidence"]
    assert check_table([flat]) == []


def test_check_names_the_second_of_two_rows_with_one_id():
    (fault,) = check_table([feature(), feature(), feature(id="b")])
    assert (fault.row, fault.column, fault.value) == (2, Column.ID, "a")
    assert str(fault) == "row 2: id: 'a': must be unique in the table"


def test_an_unstated_precision_of_a_point_stays_unknown():
    incident = from_feature(feature(place_precision=None))
    assert incident.place.precision is None
    assert incident.place.uncertainty_km is None
    assert to_feature(incident)["properties"]["place_precision"] is None


def test_an_open_high_stays_open():
    assert from_feature(feature(killed_low=101, killed_best=101)).killed == Toll(low=101, best=101)
