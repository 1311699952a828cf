"""``geo gazetteer build``, ``--gazetteer`` and ``geo locate --table`` as a user meets them."""

from __future__ import annotations

import csv
import functools
import io
import json
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo import cli

LAND = (
    "1\tQland\tQland\t\t33\t36\tA\tPCLI\tQ1\t\t00\t\t\t\t900000\t\t600\tAsia/Damascus\t2024-01-01\n"
    "2\tVelmar Governorate\tVelmar\t\t33\t36\tA\tADM1\tQ1\t\t05\t\t\t\t0\t\t600\tx\t2024-01-01\n"
    "10\tTell Zorim\t\tTal Zorim\t33.21\t36.11\tP\tPPL\tQ1\t\t05\t\t\t\t0\t\t6\tx\t2024-01-01\n"
    "11\tZorim Camp\tZorim Camp\t\t33.25\t36.15\tL\tCMP\tQ1\t\t05\t\t\t\t0\t\t600\tx\t2024-01-01\n"
)


@pytest.fixture
def geo(monkeypatch, capfd, tmp_path):
    """Run the command line in this process, in an empty folder; return code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "Q1.txt").write_text(LAND)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["geo", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        code = cli._run()
        out, err = capfd.readouterr()
        return code, out, err

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


# --- building --------------------------------------------------------------------------------


def test_an_index_is_built_and_every_look_up_can_use_it(geo):
    code, out, err = geo("gazetteer", "build", "Q1.txt", "--alone", "-o", "qland")
    assert (code, out) == (0, "")
    assert err.startswith("qland: 4 places, 6 names, 0 MB")
    code, out, _ = geo("locate", "Tal Zorim, Velmar, Qland", "--gazetteer", "qland")
    assert code == 0
    assert "1. Tell Zorim, Velmar Governorate, Q1" in out
    assert "in Velmar, Qland as asked" in out


@pytest.mark.model
def test_reports_are_read_with_an_index_of_ones_own(geo, tmp_path):
    geo("gazetteer", "build", "Q1.txt", "--alone", "-o", "qland")
    (tmp_path / "report.txt").write_text("Shells fell on Tell Zorim in Qland on 3 May 2021.\n")
    code, out, _ = geo("places", "report.txt", "--gazetteer", "qland")
    assert code == 0
    assert {json.loads(line)["properties"]["place_id"] for line in out.splitlines()} == {
        "geonames:1",
        "geonames:10",
    }


def test_a_broken_line_is_named_and_the_exit_code_says_so(geo, tmp_path):
    (tmp_path / "Q1.txt").write_text(LAND + "12\tHalf a line\n")
    code, _, err = geo("gazetteer", "build", "Q1.txt", "--alone", "-o", "qland")
    assert code == 3
    assert "skipped Q1.txt:5: 2 columns, not 19" in err
    assert "1 record was skipped" in err


def test_an_index_is_replaced_only_when_told_to(geo):
    build = ("gazetteer", "build", "Q1.txt", "--alone", "-o", "qland")
    geo(*build)
    code, _, err = geo(*build)
    assert code == 1
    assert err == "geo: qland exists; use --overwrite\n"
    assert geo(*build, "--overwrite")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SY.zip"], "geo: SY.zip is no file here; --download fetches GeoNames' own dumps\n"),
        (["report.txt"], "geo: report.txt is no GeoNames dump"),
        (["Q1.txt", "-o", "Q1.txt"], "geo: Q1.txt exists and is no folder\n"),
        (["Q1.txt", "-o", "."], "geo: . holds other things than a gazetteer"),
    ],
)
def test_what_cannot_be_built_is_one_line(geo, tmp_path, arguments, message):
    (tmp_path / "report.txt").write_text("Nothing tabular here.\n")
    code, _, err = geo("gazetteer", "build", "--alone", *arguments)
    assert code == 1
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_a_folder_without_an_index_is_one_line(geo):
    code, _, err = geo("locate", "Kabul", "--gazetteer", "nowhere")
    assert code == 1
    assert err.startswith("geo: nowhere holds no gazetteer")
    assert err.count("\n") == 1


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep the test's output clean."""


def test_a_web_address_is_fetched_and_built_from(geo, tmp_path):
    served = tmp_path / "served"
    served.mkdir()
    (served / "Q1.txt").write_text(LAND)
    handler = functools.partial(Quiet, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/Q1.txt"
        code, _, err = geo("gazetteer", "build", url, "--alone", "-o", "qland")
        missing = geo("gazetteer", "build", url.replace("Q1", "Q2"), "--alone", "-o", "other")
        server.shutdown()
        thread.join()
    assert code == 0, err
    assert missing[0] == 1
    assert "the server says 404" in missing[2]


# --- a table of names ------------------------------------------------------------------------


@pytest.fixture
def located(geo, tmp_path):
    """Look up a table of names in the index of Qland; return code, rows, stderr."""
    geo("gazetteer", "build", "Q1.txt", "--alone", "-o", "qland")

    def run(table, *arguments):
        (tmp_path / "names.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
        code, out, err = geo("locate", "--table", "names.csv", "--gazetteer", "qland", *arguments)
        return code, rows(out), err

    return run


def test_each_row_comes_back_with_its_place_its_score_and_the_reason(located):
    code, found, _ = located("id,name,land\n7,Tal Zorim,Qland\n8,Zorim Camp,q1\n", "--country=land")
    assert code == 0
    assert [row["id"] for row in found] == ["7", "8"]
    first = found[0]
    assert (first["found_place"], first["found_id"]) == ("Tell Zorim", "geonames:10")
    assert (first["found_lon"], first["found_lat"]) == ("36.110000", "33.210000")
    assert (first["found_country"], first["found_admin1"]) == ("Q1", "Velmar Governorate")
    assert (first["found_precision"], first["found_uncertainty_km"]) == ("settlement", "2.0")
    assert 0.5 < float(first["found_score"]) <= 1
    assert first["found_reason"].startswith("alias match")
    assert found[1]["found_precision"] == "exact"


def test_an_unknown_name_is_empty_and_says_why(located):
    table = "name,land\nXqzv,Qland\n,Qland\nTell Zorim,Atlantis\n"
    code, found, _ = located(table, "--country", "land")
    assert code == 0
    assert [row["found_reason"] for row in found] == [
        "unknown to the gazetteer",
        "no name",
        "unknown country 'Atlantis'",
    ]
    assert {row["found_lon"] + row["found_id"] + row["found_score"] for row in found} == {""}


def test_a_unit_makes_the_place_surer_and_another_unit_refuses_it(geo, tmp_path):
    (tmp_path / "names.csv").write_text(
        "name,c,a\nTripoli,Lebanon,\nAzaz,SY,Aleppo Governorate\nAzaz,SY,Daraa Governorate\n"
    )
    columns = ("--country", "c", "--admin", "a")
    _, out, _ = geo("locate", "--table", "names.csv", *columns)
    tripoli, in_aleppo, in_daraa = rows(out)
    assert tripoli["found_country"] == "LB"
    assert float(in_aleppo["found_score"]) > 0.9
    assert in_daraa["found_id"] == ""
    assert in_daraa["found_reason"].startswith("too unsure")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_encodings_and_short_rows_are_taken_as_they_come(located, delimiter):
    table = f"village{delimiter}note\nTell Zorim{delimiter}é\n\nZorim Camp\n".encode("utf-8-sig")
    code, found, _ = located(table, "--name", "village")
    assert code == 0
    assert [row["found_id"] for row in found] == ["geonames:10", "geonames:11"]
    assert found[0]["note"] == "é"


def test_a_row_of_too_many_cells_is_skipped_and_counted(located):
    code, found, err = located("name,note\nTell Zorim,a,b\nZorim Camp,c\n")
    assert code == 3
    assert [row["name"] for row in found] == ["Zorim Camp"]
    assert "skipped names.csv: row 2 has 3 cells, the header 2" in err


def test_a_located_table_can_be_located_again(geo, tmp_path):
    (tmp_path / "names.csv").write_text("name\nKabul\n")
    _, once, _ = geo("locate", "--table", "names.csv")
    (tmp_path / "names.csv").write_text(once)
    _, twice, _ = geo("locate", "--table", "names.csv")
    assert once == twice


def test_a_table_is_read_from_standard_input_and_written_whole(geo, tmp_path):
    arguments = ("locate", "--table", "-", "-o", "out.csv")
    assert geo(*arguments, stdin=b"name\nKabul\n")[0] == 0
    assert rows((tmp_path / "out.csv").read_text())[0]["found_country"] == "AF"
    code, _, err = geo(*arguments, stdin=b"name\nKabul\n")
    assert (code, err) == (1, "geo: out.csv exists; use --overwrite\n")


@pytest.mark.parametrize(
    ("table", "code", "message"),
    [
        ("place\nKabul\n", 2, "geo: names.csv has no column 'name'; it has place\n"),
        ("", 1, "geo: names.csv"),
    ],
)
def test_a_table_without_names_is_one_line(geo, table, code, message):
    Path("names.csv").write_text(table)
    got, out, err = geo("locate", "--table", "names.csv")
    assert (got, out) == (code, "")
    assert err.startswith(message)


def test_names_and_a_table_at_once_or_neither_is_wrong_usage(geo):
    assert geo("locate")[0] == 2
    assert geo("locate", "Kabul", "--table", "names.csv")[0] == 2
    assert geo("locate", "--table", "missing.csv")[0] == 1


def test_a_name_nobody_knows_says_whom_it_was_asked_of(geo, monkeypatch):
    code, out, err = geo("locate", "Xqzvtown")
    assert (code, out) == (1, "Xqzvtown\n  unknown to the gazetteer\n")
    assert err == "geo: no name is known; --online asks a geocoder\n"
    monkeypatch.setenv("GEO_ONLINE_URL", "http://127.0.0.1:9")  # nobody listens there
    code, out, err = geo("locate", "Xqzvtown", "Kabul", "--online", "nominatim", "-q")
    assert code == 0
    assert "unknown to the gazetteer and to nominatim" in out
