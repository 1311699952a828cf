"""``geo check``: each rule finds its fault, and nothing else in the same table."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from geo.model import EventType, Evidence, Incident, Place, Precision, Source, Toll, When
from geo.table import to_feature

TOMORROW = str(date.today() + timedelta(days=2))  # noqa: DTZ011
WORDS = "Gunmen killed three people in Mopti"


def sound(identity, words=WORDS):
    """Return an incident without a fault: a town of Mali, three killed, one quote."""
    return Incident(
        id=identity,
        when=When.day(date(2021, 3, 1)),
        event_type=EventType.BATTLES,
        place=Place(
            name="Mopti",
            lon=-4.2,
            lat=14.5,
            precision=Precision.SETTLEMENT,
            uncertainty_km=5,
            country="ML",
        ),
        killed=Toll(low=3, best=3, high=3),
        evidence=(Evidence(document_id="d1", start=0, end=len(words), text=words),),
        sources=(Source(document_id="d1", source="Hill Radio"),),
    )


def table(path, *features):
    path.write_text("".join(json.dumps(one) + "\n" for one in features), encoding="utf-8")
    return path.name


def changed(**properties):
    """Return a sound row with some properties changed; ``geometry`` is the point."""
    feature = to_feature(sound("i1"))
    geometry = properties.pop("geometry", feature["geometry"])
    return {**feature, "geometry": geometry, "properties": {**feature["properties"], **properties}}


def faults(geo, *arguments):
    code, out, _ = geo("check", "--json", *arguments)
    found = json.loads(out)["faults"]
    assert code == (1 if found else 0)
    return [(one["row"], one["column"], one["value"], one["rule"]) for one in found]


RULES = {
    "a count that is none": ({"killed_best": "many"}, "killed_best", "must be a number"),
    "a negative count": ({"killed_low": -1}, "killed_low", "not negative"),
    "a word nobody knows": ({"event_type": "War"}, "event_type", "must be one of"),
    "best below low": ({"killed_low": 5, "killed_best": 3}, "killed_best", "below killed_low"),
    "high below best": ({"killed_high": 2}, "killed_high", "below killed_best"),
    "civilians above all": ({"civilians_killed_best": 9}, "civilians_killed_best", "above all"),
    "fewest civilians above the most of all": (
        {"civilians_killed_low": 4},
        "civilians_killed_low",
        "above all",
    ),
    "end before start": ({"date_end": "2021-02-01"}, "date_end", "must not lie before"),
    "a day to come": ({"date_end": TOMORROW, "date_precision": "year"}, "date_end", "future"),
    "the day of a lost value": (
        {"date_start": "1970-01-01", "date_end": "1970-01-01"},
        "date_start",
        "lost value",
    ),
    "a date without precision": ({"date_precision": "unknown"}, "date_precision", "how finely"),
    "a point in another country": ({"country": "JP"}, "country", "km outside"),
    "a precision without a point": (
        {"geometry": None},
        "place_precision",
        "null where there is no",
    ),
    "a point without a precision": ({"place_precision": None}, "place_precision", "must be given"),
    "a town as wide as a province": ({"uncertainty_km": 80}, "uncertainty_km", "too wide"),
    "a radius below nothing": ({"uncertainty_km": -1}, "uncertainty_km", "must not be negative"),
    "confidence beyond 1": ({"confidence": 1.5}, "confidence", "0..1"),
    "an actor other than the list says": (
        {"actors": [{"name": "Army"}]},
        "actor1",
        "what actors say",
    ),
    "a list of what are no objects": (
        {"sources": ["Hill Radio"]},
        "sources[0]",
        "must be an object",
    ),
    "no evidence": ({"evidence": []}, "evidence", "must be given"),
    "a point off Earth": (
        {"geometry": {"type": "Point", "coordinates": [0, 0]}},
        "geometry",
        "not a point on Earth",
    ),
}


@pytest.mark.parametrize(("change", "column", "rule"), RULES.values(), ids=RULES)
def test_each_rule_finds_its_fault(geo, tmp_path, change, column, rule):
    found = faults(geo, table(tmp_path / "t.geojsonl", changed(**change)))
    assert [one[:2] for one in found if rule in one[3]] == [(1, column)]


def test_a_sound_table_has_no_fault(geo, tmp_path):
    assert faults(geo, table(tmp_path / "t.geojsonl", changed())) == []


def test_a_point_just_beyond_a_coarse_border_is_no_fault(geo, tmp_path):
    in_burkina_faso = {"type": "Point", "coordinates": [-2.5, 14.1]}
    far_inside_it = {"type": "Point", "coordinates": [-1.5, 12.4]}
    assert faults(geo, table(tmp_path / "t.geojsonl", changed(geometry=in_burkina_faso))) == []
    assert faults(geo, table(tmp_path / "t.geojsonl", changed(geometry=far_inside_it)))


def test_two_rows_of_one_id_and_two_that_say_the_same_are_told(geo, tmp_path):
    again = to_feature(sound("i2"))
    (one, two) = faults(geo, table(tmp_path / "t.geojsonl", changed(), changed(), again))
    assert (one[0], one[1], one[3]) == (2, "id", "must be unique in the table")
    assert (two[0], two[3]) == (3, "says the same as row 1 under another id")


def test_rows_of_other_words_are_no_twins(geo, tmp_path):
    other = to_feature(sound("i2", words="Something else happened there"))
    assert faults(geo, table(tmp_path / "t.geojsonl", changed(), other)) == []


def test_every_quote_is_compared_with_the_documents(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", changed())
    text = sound("i1").evidence[0].text
    reports = {"d1": f"{text} yesterday.", "d2": "Nothing of this."}
    (tmp_path / "good.jsonl").write_text(json.dumps({"id": "d1", "text": reports["d1"]}) + "\n")
    (tmp_path / "bad.jsonl").write_text(json.dumps({"id": "d1", "text": f"So {text}"}) + "\n")
    (tmp_path / "other.jsonl").write_text(json.dumps({"id": "d2", "text": reports["d2"]}) + "\n")
    assert faults(geo, name, "--documents", "good.jsonl") == []
    ((_, column, value, rule),) = faults(geo, name, "--documents", "bad.jsonl")
    assert (column, value) == ("evidence[0]", text)
    assert rule == f"is not what d1 says from 0 to {len(text)}"
    ((_, column, value, rule),) = faults(geo, name, "--documents", "other.jsonl")
    assert (column, value, rule) == (
        "evidence[0]",
        "d1",
        "names a document that is not among those given",
    )


def test_the_words_of_claims_are_compared_with_the_documents(geo, tmp_path):
    claim = {
        "outcome": "killed",
        "text": "three people",
        "document_id": "d1",
        "start": 14,
        "end": 26,
    }
    name = table(tmp_path / "t.geojsonl", changed(casualties=[claim, {**claim, "start": 15}]))
    (tmp_path / "good.jsonl").write_text(json.dumps({"id": "d1", "text": WORDS}) + "\n")
    assert [one[1:3] for one in faults(geo, name, "--documents", "good.jsonl")] == [
        ("casualties[1]", "three people")
    ]


UCDP = (
    "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,date_end,where_prec,"
    "date_prec,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,number_of_sources\n"
    "{id},1,Government of Mali,AQIM,{lat},{lon},{country},{start},{end},{where},1,1,0,1,0,{best},"
    "{high},2,{number}\n"
)


def ucdp(path, **cells):
    row = {"id": 7, "lat": 14.5, "lon": -4.2, "start": "2019-03-02", "end": "2019-03-02"}
    row |= {"best": 2, "high": 2, "where": 1, "country": "Mali", "number": 1}
    path.write_text(UCDP.format(**(row | cells)), encoding="utf-8")
    return path.name


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"best": 3, "high": 3}, "best", "must be deaths_a + deaths_b"),
        ({"high": 1}, "high", "must not be below best"),
        ({"lat": 40}, "latitude", "outside the stated country"),
        ({"best": "two"}, "best", "must be a whole number"),
        ({"start": "2019-03-09"}, "date_end", "must not lie before"),
        ({"lat": "north"}, "latitude", "must be a number of degrees"),
        ({"where": 9}, "where_prec", "must be one of"),
        ({"lat": 0, "lon": 0}, "latitude", "lost value"),
        ({"lat": 114.5}, "latitude", "no point on Earth"),
        ({"start": "1970-01-01", "end": "1970-01-01"}, "date_start", "lost value"),
        ({"end": TOMORROW}, "date_end", "in the future"),
        ({"number": "some"}, "number_of_sources", "must be a number"),
        ({"country": "Atlantis"}, "country", "must be the name of a country"),
    ],
)
def test_tables_of_others_are_checked_in_their_own_columns(geo, tmp_path, cells, column, rule):
    found = faults(geo, ucdp(tmp_path / "ged.csv", **cells))
    assert [(1, column)] == [one[:2] for one in found if rule in one[3]]


def test_rows_of_others_that_are_there_twice_are_told(geo, tmp_path):
    name = ucdp(tmp_path / "ged.csv")
    text = (tmp_path / name).read_text("utf-8")
    row = text.splitlines()[1]
    (tmp_path / name).write_text(f"{text}{row}\n{row.replace('7', '8', 1)}\n", "utf-8")
    assert [(one[0], one[1], one[3]) for one in faults(geo, name)] == [
        (2, "id", "must be unique in the table"),
        (3, "id", "says the same as row 1 under another id"),
    ]


def test_a_sound_table_of_others_has_no_fault(geo, tmp_path):
    assert faults(geo, ucdp(tmp_path / "ged.csv")) == []


def test_the_report_counts_each_rule_once_and_the_lines_name_every_row(geo, tmp_path):
    rows = [
        changed(id=f"i{n}", killed_high=n, evidence=changed()["properties"]["evidence"])
        for n in (0, 1)
    ]
    name = table(tmp_path / "t.geojsonl", *rows)
    code, out, err = geo("check", name)
    assert code == 1
    assert out.splitlines()[0] == "row 1: killed_high: 0: must not be below killed_best (3)"
    assert len(out.splitlines()) == 2
    assert "2 faults" in err
    assert "2  killed_high: must not be below killed_best" in err
    report = json.loads(geo("check", "--json", name)[1])
    assert report["table"] == name
    assert report["counts"] == {"killed_high: must not be below killed_best": 2}
