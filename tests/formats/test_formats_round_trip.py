"""Every format gives back the incidents it was given, and other programs can open it."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_strategies import incidents

from geo.formats import read_incidents, suffixes, write_incidents
from geo.model import Evidence, Incident, Place, Precision, Toll, When

BOOM = Evidence(document_id="d", start=0, end=4, text="Boom")
DAY = When.day(date(2018, 2, 7))
HERE = Place(name="Qarn", lon=40.123456, lat=35.5, precision=Precision.SETTLEMENT)
TWO = [
    Incident(id="a", when=DAY, place=HERE, killed=Toll(low=3, best=3), evidence=(BOOM,)),
    Incident(id="b", evidence=(BOOM,)),
]


def read_all(path):
    """Read a table in which nothing may be wrong."""
    skipped = []
    found = list(read_incidents(path, skipped.append))
    assert [each for each in skipped if not each.note] == []
    return found


@pytest.mark.parametrize("suffix", [s for s in suffixes(lossless=True) if s != ".fgb"])
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some=st.lists(incidents, max_size=3))
def test_a_file_gives_back_the_same_incidents(tmp_path, suffix, some):
    path = tmp_path / f"table{suffix}"
    write_incidents(some, path, overwrite=True)
    assert read_all(path) == some


@pytest.mark.parametrize("suffix", suffixes())
def test_an_empty_table_is_a_valid_file(tmp_path, suffix):
    path = tmp_path / f"empty{suffix}"
    write_incidents(iter([]), path)
    assert read_all(path) == []


@pytest.mark.parametrize("suffix", [".geojson", ".geojsonl", ".geojsons", ".gpkg"])
def test_gdal_opens_it_and_counts_the_same(tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    write_incidents(TWO, path)
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("ogrinfo (Debian: gdal-bin) is not installed")
    done = subprocess.run([ogrinfo, "-al", "-so", path], capture_output=True, text=True, check=True)
    assert "Feature Count: 2" in done.stdout
    assert "Geometry: Point" in done.stdout
    assert "date_start: Date" in done.stdout
    assert "killed_low: Integer" in done.stdout


def test_geopackage_and_parquet_open_in_geopandas_with_typed_columns(tmp_path):
    import geopandas as gpd

    write_incidents(TWO, tmp_path / "t.parquet")
    table = gpd.read_parquet(tmp_path / "t.parquet")
    assert table.crs == "EPSG:4326"
    assert str(table["killed_low"].dtype) == "Int64"
    assert table["date_start"].iloc[0] == date(2018, 2, 7)
    assert json.loads(table["evidence"].iloc[0])[0]["text"] == "Boom"
    write_incidents(TWO, tmp_path / "t.gpkg")
    table = gpd.read_file(tmp_path / "t.gpkg", layer="incidents")
    assert table.crs == "EPSG:4326"
    assert str(table["date_start"].dtype).startswith("datetime64")


def test_geojson_is_a_feature_collection_without_crs(tmp_path):
    write_incidents(TWO, tmp_path / "t.geojson")
    whole = json.loads((tmp_path / "t.geojson").read_text())
    assert set(whole) == {"type", "features"}
    assert [f["geometry"] for f in whole["features"]] == [
        {"type": "Point", "coordinates": [40.123456, 35.5]},
        None,
    ]


@pytest.mark.parametrize("suffix", [s for s in suffixes() if s not in {".gpkg", ".shp"}])
def test_two_writes_give_the_same_bytes(tmp_path, suffix):
    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    write_incidents(TWO, one)
    write_incidents(iter(TWO), two)
    assert one.read_bytes() == two.read_bytes()


def test_a_sequence_never_holds_what_some_reader_takes_for_a_line_end(tmp_path):
    odd = Evidence(document_id="d", start=0, end=7, text="a\u2028b\u0085c\nd")
    path = tmp_path / "t.geojsonl"
    write_incidents([Incident(id="a", evidence=(odd,))], path)
    assert len(path.read_text("utf-8").splitlines()) == 1
    assert read_all(path)[0].evidence == (odd,)


def test_half_a_character_is_written_in_every_format(tmp_path):
    """A lone surrogate can come out of a broken PDF; UTF-8 cannot hold it, the file must."""
    broken = Incident(id="a", place_text="caf\ud800", evidence=(BOOM,))
    for suffix in suffixes():
        path = tmp_path / f"t{suffix}"
        write_incidents([broken], path)
        assert [i.id.rpartition(":")[2] for i in read_all(path)] == ["a"]


def test_the_sample_table_reads_without_a_fault():
    sample = Path(__file__).parents[2] / "data" / "tables" / "river-valley.csv"
    assert len(read_all(sample)) == 12
