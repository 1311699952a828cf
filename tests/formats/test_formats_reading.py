"""Reading tables that are not as they should be, and telling tables from reports."""

import io
import json
import sys

import pytest

from geo.errors import InputError, UsageError
from geo.formats import Kind, format_of, read_features, read_incidents, sniff, suffixes


def feature(identity, **properties):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [40.1, 35.3]},
        "properties": {"id": identity, "place_precision": "settlement", **properties},
    }


def read(path):
    skipped = []
    return [incident.id for incident in read_incidents(path, skipped.append)], skipped


def standard_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))


def test_a_broken_line_in_the_middle_loses_no_other(tmp_path):
    path = tmp_path / "t.geojsonl"
    lines = [json.dumps(feature("a")), '{"type": "Feat', json.dumps(feature("b")), "", "7"]
    path.write_text("\n".join(lines))
    ids, skipped = read(path)
    assert ids == ["a", "b"]
    assert [(s.source, s.line) for s in skipped] == [(str(path), 2), (str(path), 5)]
    assert skipped[0].reason.startswith("not JSON")
    assert skipped[1].reason == "not a GeoJSON Feature"


def test_undecodable_bytes_cost_only_their_own_line(tmp_path):
    path = tmp_path / "t.ndjson"
    lines = [json.dumps(feature("a")).encode(), b'{"x": "\xff"}', json.dumps(feature("b")).encode()]
    path.write_bytes(b"\n".join(lines))
    ids, (skipped,) = read(path)
    assert ids == ["a", "b"]
    assert (skipped.line, skipped.reason) == (2, "not UTF-8 at byte 7 of the record")


def test_records_led_by_rs_may_spread_over_lines(tmp_path):
    path = tmp_path / "t.geojsonl"
    texts = [json.dumps(feature(name), indent=1) for name in "ab"]
    path.write_text("".join(f"\x1e{text}\n" for text in texts))
    assert read(path) == (["a", "b"], [])


def test_an_unreadable_value_costs_the_value_and_is_told(tmp_path):
    path = tmp_path / "t.geojsonl"
    path.write_text(json.dumps(feature("a", killed_low="many", country="SY")))
    skipped = []
    (incident,) = read_incidents(path, skipped.append)
    assert incident.killed.low is None
    assert incident.place.country == "SY"
    assert skipped[0].reason == "read without killed_low 'many' (must be a number)"


def test_one_bad_feature_of_a_collection_loses_no_other(tmp_path):
    path = tmp_path / "t.geojson"
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    features = [feature("a"), feature("b") | {"geometry": line}, feature("c")]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    ids, (skipped,) = read(path)
    assert ids == ["a", "c"]
    assert skipped.reason == "the geometry must be a Point or null, got 'LineString'"


def test_a_csv_row_with_too_many_cells_is_left_out_and_named(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,longitude,latitude\r\na,1,2\r\nb,1,2,3\r\n\xff,1,2\r\nc,,\r\nd,x,1\r\n")
    ids, skipped = read(path)
    assert ids == ["a", "c", "d"]
    assert [(s.line, s.reason) for s in skipped[:2]] == [
        (3, "more cells than the header has columns"),
        (4, "not UTF-8"),
    ]
    assert "geometry" in skipped[2].reason


def test_a_csv_cell_may_be_longer_than_the_csv_module_allows_by_itself(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(f'id,place_text\na,"{"x" * 200_000}"\n')
    (incident,) = read_incidents(path, pytest.fail)
    assert len(incident.place_text) == 200_000


@pytest.mark.parametrize("suffix", suffixes())
def test_a_missing_file_is_one_line(tmp_path, suffix):
    with pytest.raises(InputError, match=r"cannot read .*missing.*o such file"):
        read(tmp_path / f"missing{suffix}")


@pytest.mark.parametrize("suffix", [".geojson", ".json", ".gpkg", ".parquet"])
@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b'{"type": "Topology"}', b"[" * 100_000])
def test_a_file_that_is_not_what_its_name_says_is_one_line(tmp_path, suffix, content):
    path = tmp_path / f"odd{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_file_of_lines_holds_no_incidents(tmp_path):
    path = tmp_path / "empty.geojsonl"
    path.touch()
    assert read(path) == ([], [])


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_text_table_without_a_header_is_an_error(content, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is empty: it has no header"):
        read(path)


def test_standard_input_is_a_sequence(monkeypatch):
    standard_input(monkeypatch, json.dumps(feature("a")).encode() + b"\n")
    assert sniff("-") is Kind.INCIDENTS
    assert read("-") == (["a"], [])


def test_reports_on_standard_input_are_left_unread_by_sniffing(monkeypatch):
    standard_input(monkeypatch, b"Shells fell on the town.")
    assert sniff("-") is Kind.REPORTS
    assert sys.stdin.read() == "Shells fell on the town."


def test_an_unknown_extension_is_wrong_usage_and_names_the_known_ones():
    assert format_of("t.xyz") is None
    with pytest.raises(UsageError, match=r"t\.xyz.*\.geojson .*\.parquet"):
        read("t.xyz")


def test_raw_features_keep_their_faults_for_checking(tmp_path):
    path = tmp_path / "t.geojsonl"
    path.write_text(json.dumps(feature("a", killed_low="many")))
    assert list(read_features(path, pytest.fail)) == [feature("a", killed_low="many")]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("t.geojson", b"", Kind.INCIDENTS),
        ("t.GPKG", b"", Kind.INCIDENTS),
        ("t.txt", b'"type": "Feature"', Kind.REPORTS),
        ("t.jsonl", b'{"type": "Feature", "geometry": null}', Kind.INCIDENTS),
        ("t.json", b'\n{"features": [{"type":"Feature"}]}', Kind.INCIDENTS),
        ("t.jsonl", b'{"text": "They wrote \\"type\\": \\"Feature\\"."}', Kind.REPORTS),
        ("t.csv", b"id,date_start,killed_best\n", Kind.INCIDENTS),
        ("t.csv", b"\xef\xbb\xbflongitude,latitude\n", Kind.INCIDENTS),
        ("t.csv", b"id,text,latitude\n", Kind.REPORTS),
        ("t.csv", b"", Kind.REPORTS),
        ("t.csv", b"\0\0", Kind.REPORTS),
    ],
)
def test_tables_are_told_from_reports_by_name_or_first_record(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    assert sniff(path) is kind


def test_a_file_whose_content_has_to_decide_must_be_readable(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        sniff(tmp_path / "missing.json")
