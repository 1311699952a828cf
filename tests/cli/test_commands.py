"""The commands as a user meets them: outputs, exit codes, one-line errors, bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo import cli
from geo.model import Evidence, Incident
from geo.table import to_feature

STRIKE = "A rocket attack killed three people in Kunduz, Afghanistan, on 4 May 2019, police said.\n"
HOSTILE = "</script><img src=x onerror=alert(1)>"


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def incident(**fields):
    made = {
        "id": "i1",
        "evidence": (Evidence(document_id="d", start=0, end=5, text="Words"),),
    }
    return Incident(**(made | fields))


# --- help, version, errors -------------------------------------------------------------------

COMMANDS = ["map", "extract", "places", "merge", "convert", "check", "locate", "schema"]


def test_help_names_every_command(geo):
    code, out, _ = geo("--help")
    assert code == 0
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(geo, command):
    code, out, _ = geo(command, "--help")
    assert code == 0
    assert f"  geo {command}" in out.split("Options:")[0]


def test_help_loads_no_heavy_library():
    heavy = "spacy geopandas pandas folium duckdb pyarrow shapely rich trafilatura".split()
    script = f"import sys, geo.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_version_credits_geonames(geo):
    code, out, _ = geo("--version")
    assert code == 0
    assert "GeoNames" in out
    assert "CC BY 4.0" in out


@pytest.mark.parametrize(
    "arguments", [["--no-such"], ["nosuch"], ["map"], ["extract", "a.txt", "--published", "noday"]]
)
def test_a_wrong_call_is_one_line_and_exit_2(geo, arguments):
    code, out, err = geo(*arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("geo: ")
    assert err.count("\n") == 1


def test_a_missing_file_is_one_line_and_exit_1(geo):
    code, _, err = geo("extract", "nowhere.txt")
    assert code == 1
    assert "nowhere.txt" in err
    assert err.count("\n") == 1


def test_an_interrupt_ends_with_130(geo, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupt)
    assert geo("schema")[0] == 130


def test_a_reader_that_has_enough_of_a_pipe_is_no_error(tmp_path):
    rows = "".join(json.dumps(to_feature(incident(id=f"i{n}"))) + "\n" for n in range(3000))
    (tmp_path / "many.geojsonl").write_text(rows)
    program = "import sys; sys.argv[0] = 'geo'; from geo.cli import run; run()"
    call = [sys.executable, "-c", program, "convert", "many.geojsonl", "-"]
    with subprocess.Popen(
        call, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as geo:
        assert geo.stdout.readline()
        geo.stdout.close()
        assert geo.stderr.read() == b""
        assert geo.wait() == 0


# --- extract, places, merge, convert, check, schema ------------------------------------------


@pytest.mark.model
def test_extract_writes_features_that_quote_their_report(geo):
    Path("report.txt").write_text(STRIKE)
    code, out, _ = geo("extract", "report.txt")
    assert code == 0
    (feature,) = lines(out)
    properties = feature["properties"]
    assert (properties["date_start"], properties["country"]) == ("2019-05-04", "AF")
    assert properties["killed_best"] == 3
    for evidence in properties["evidence"]:
        assert STRIKE[evidence["start"] : evidence["end"]] == evidence["text"]


@pytest.mark.model
def test_no_incident_is_an_empty_output_and_a_sentence(geo):
    Path("calm.txt").write_text("The bank raised its rates on Monday.\n")
    code, out, err = geo("extract", "calm.txt")
    assert (code, out) == (0, "")
    assert "no incident" in err


@pytest.mark.model
def test_no_incident_is_a_valid_geojson_file(geo):
    Path("calm.txt").write_text("The bank raised its rates on Monday.\n")
    assert geo("extract", "calm.txt", "-o", "calm.geojson")[0] == 0
    assert json.loads(Path("calm.geojson").read_text()) == {
        "type": "FeatureCollection",
        "features": [],
    }


@pytest.mark.model
def test_one_broken_line_loses_only_itself(geo):
    rows = [
        json.dumps({"id": "a", "text": STRIKE}),
        "{broken",
        json.dumps({"id": "b", "text": STRIKE}),
    ]
    Path("reports.jsonl").write_text("\n".join(rows))
    code, out, err = geo("extract", "reports.jsonl")
    assert code == 3
    assert {f["properties"]["sources"][0]["document_id"] for f in lines(out)} == {"a", "b"}
    assert "reports.jsonl:2" in err
    assert "1 record was skipped" in err


@pytest.mark.model
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 2000, "Бой".encode("utf-16-le")[:-1] + b"\xff\xfe\xfd"]
)
def test_a_file_without_readable_text_is_named_and_skipped(geo, content):
    Path("bad.txt").write_bytes(content)
    code, out, err = geo("extract", "bad.txt")
    assert (code, out) == (3, "")
    assert "bad.txt" in err


@pytest.mark.model
def test_an_unknown_place_keeps_its_incident(geo):
    text = "Gunmen killed two farmers in the village of Xqzvtown on 4 May 2019.\n"
    Path("report.txt").write_text(text)
    code, out, _ = geo("extract", "report.txt")
    (feature,) = lines(out)
    assert code == 0
    assert feature["geometry"] is None
    assert feature["properties"]["place"] is None
    assert feature["properties"]["place_reason"]


@pytest.mark.model
def test_places_in_spans_mode_gives_one_feature_a_span(geo):
    text = "From Kunduz to Kabul and to Xqzvtown."
    spans = [{"start": text.index(n), "end": text.index(n) + len(n)} for n in ("Kabul", "Xqzvtown")]
    Path("d.jsonl").write_text(json.dumps({"id": "d", "text": text, "spans": spans}))
    code, out, _ = geo("places", "d.jsonl")
    assert code == 0
    found = lines(out)
    assert [f["properties"]["text"] for f in found] == ["Kabul", "Xqzvtown"]
    assert found[0]["geometry"]
    assert found[1]["geometry"] is None
    assert found[1]["properties"]["reason"]


def test_merge_and_convert_read_a_pipe_and_keep_every_incident(geo):
    rows = b"".join(json.dumps(to_feature(incident(id=n))).encode() + b"\n" for n in ("i1", "i2"))
    code, out, _ = geo("merge", "-", stdin=rows)
    assert code == 0
    assert {f["properties"]["id"] for f in lines(out)} == {"i1", "i2"}
    assert geo("convert", "-", "new/folder/two.gpkg", stdin=rows)[0] == 0
    assert geo("convert", "new/folder/two.gpkg", "two.csv")[0] == 0
    assert Path("two.csv").read_text().count("\ni") == 2


def test_an_existing_output_is_refused_without_overwrite(geo):
    Path("in.geojsonl").write_text(json.dumps(to_feature(incident())))
    Path("out.geojson").write_text("precious")
    code, _, err = geo("convert", "in.geojsonl", "out.geojson")
    assert code == 1
    assert "--overwrite" in err
    assert Path("out.geojson").read_text() == "precious"
    assert geo("convert", "in.geojsonl", "out.geojson", "--overwrite")[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_a_full_disk_is_one_line(geo, monkeypatch):
    Path("in.geojsonl").write_text(json.dumps(to_feature(incident())))
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    code, _, err = geo("convert", "in.geojsonl", "out.geojson")
    assert code == 1
    assert err.count("\n") == 1
    assert sorted(p.name for p in Path().iterdir()) == ["in.geojsonl"]


def test_check_names_row_column_value_and_rule(geo):
    feature = to_feature(incident())
    feature["properties"] |= {"killed_low": 9, "killed_best": 5, "killed_high": 7}
    Path("t.geojsonl").write_text(json.dumps(feature))
    code, out, _ = geo("check", "t.geojsonl")
    assert code == 1
    assert "killed_low" in out
    Path("good.geojsonl").write_text(json.dumps(to_feature(incident())))
    code, out, err = geo("check", "good.geojsonl")
    assert (code, out) == (0, "")
    assert "0 faults" in err


def test_schema_lists_the_contract_columns(geo):
    code, out, _ = geo("schema", "--json")
    names = [row["column"] for row in json.loads(out)]
    assert code == 0
    assert {"id", "date_start", "place", "killed_low", "actors", "evidence"} <= set(names)
    assert "uncertainty_km" in geo("schema")[1]


def test_locate_ranks_and_says_why(geo):
    code, out, _ = geo("locate", "Khasham, Deir Ezzor, Syria")
    assert code == 0
    assert "1. Khush" in out
    assert "fuzzy" in out
    assert geo("locate", "Xqzvtown")[0] == 1


# --- map -------------------------------------------------------------------------------------


@pytest.mark.model
def test_map_writes_one_page_and_a_table_of_incidents(geo):
    Path("report.txt").write_text(STRIKE)
    code, out, err = geo("map", "report.txt", "-o", "maps/new/page.html")
    assert (code, out) == (0, "")
    assert Path("maps/new/page.html").stat().st_size > 100_000
    for word in ("2019-05-04", "Kunduz", "maps/new/page.html", "killed"):
        assert word in err


@pytest.mark.model
def test_map_takes_tables_and_reports_together(geo):
    Path("report.txt").write_text(STRIKE)
    Path("table.geojsonl").write_text(json.dumps(to_feature(incident())))
    code, _, err = geo("map", "report.txt", "table.geojsonl", "-o", "page.html")
    assert code == 0
    assert "Kunduz" in err


@pytest.mark.model
def test_two_runs_give_the_same_page(geo):
    Path("report.txt").write_text(STRIKE)
    for name in ("one.html", "two.html"):
        assert geo("map", "report.txt", "-o", name, "-q")[0] == 0
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


@pytest.mark.model
def test_a_map_without_incidents_is_still_a_page(geo):
    Path("calm.txt").write_text("The bank raised its rates on Monday.\n")
    code, _, err = geo("map", "calm.txt", "-o", "page.html")
    assert code == 0
    assert "no incident" in err
    assert Path("page.html").exists()


@pytest.mark.parametrize("name", ["empty.csv", "empty.txt", "empty.json"])
@pytest.mark.parametrize("command", ["map", "convert"])
def test_of_a_file_that_holds_nothing_no_page_is_drawn(geo, name, command):
    Path(name).touch()
    output = ["-o", "page.html"] if command == "map" else ["page.html"]
    code, _, err = geo(command, name, *output)
    assert code == (1 if command == "map" or name != "empty.txt" else 2)
    assert err.splitlines()[-1].startswith(f"geo: {name}")
    assert not Path("page.html").exists()
