"""How the map is to look, as options; drawing again when an input changes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from map_cases import many_incidents

from geo.cli import drawing
from geo.cli.run import Run
from geo.errors import DataError, UsageError
from geo.formats import How, write_incidents
from geo.mapping import Choices


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "incidents.geojsonl"
    write_incidents(many_incidents(5), path)
    return path


@pytest.fixture
def run():
    return Run(verbose=False, quiet=False)


@pytest.fixture
def geo(monkeypatch, capfd, tmp_path):
    """Run the command line in this process, in an empty folder; return code, stdout, stderr."""
    import sys

    from geo import cli

    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["geo", *arguments])
        code = cli._run()
        out, err = capfd.readouterr()
        return code, out, err

    return call


def told(page):
    """Return what the page's script is told."""
    return re.search(r"new geomapLayers\.Incidents\((.*?)\);", page)[1]


def test_every_choice_reaches_the_page(geo, table, tmp_path):
    code, _, err = geo(
        "map", str(table), "-o", "m.html", "--title", "T & T", "--subtitle", "S", "--centre",
        "1.5,-2,7", "--period", "2016-01-01..", "--view", "heat", "--theme", "dark",
        "--min-precision", "district", "--embed",
    )  # fmt: skip
    assert code == 0, err
    page = (tmp_path / "m.html").read_text("utf-8")
    for part in (
        '"centre": [1.5, -2.0, 7.0]', '"period": ["2016-01-01", null]', '"view": "heat"',
        '"theme": "dark"', '"precisions": ["exact", "settlement", "near", "district"]',
        '"embed": true',
    ):  # fmt: skip
        assert part in told(page)
    assert "<title>T &amp; T</title>" in page


def test_the_sizes_are_said(geo, table):
    _, _, err = geo("map", str(table), "-o", "m.html")
    assert re.search(r"m\.html: [\d.]+ MB \(incidents [\d.]+, texts [\d.]+, base map", err)


def test_a_page_without_texts_is_smaller_and_holds_none(geo, table, tmp_path):
    geo("map", str(table), "-o", "all.html")
    geo("map", str(table), "-o", "none.html", "--no-text")
    sizes = [(tmp_path / name).stat().st_size for name in ("all.html", "none.html")]
    assert sizes[1] < sizes[0]


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--centre", "north", "LAT,LON"),
        ("--centre", "95,0", "latitude"),
        ("--centre", "1,2,99", "zoom"),
        ("--period", "2024", "YYYY-MM-DD..YYYY-MM-DD"),
        ("--period", "2024-02-30..", "YYYY-MM-DD"),
        ("--period", "2024-02-02..2024-01-01", "ends before"),
        ("--view", "pie", "hexagons"),
        ("--min-precision", "vague", "settlement"),
        ("--max-quotes", "-1", "max-quotes"),
    ],
)
def test_a_choice_there_is_not_is_one_line_before_anything_is_read(geo, option, value, says):
    code, _, err = geo("map", "no-such-file", option, value)
    assert code == 2
    assert says in err
    assert "no-such-file" not in err


def test_a_period_may_be_open_at_either_end():
    assert drawing.parsed_period("..2024-01-31") == (None, date(2024, 1, 31))
    assert drawing.parsed_period("2024-01-01..") == (date(2024, 1, 1), None)


def test_a_library_user_is_told_the_same():
    with pytest.raises(UsageError, match="clusters"):
        Choices(view="pie")
    with pytest.raises(UsageError, match="max_quotes"):
        Choices(max_quotes=-1)


def watched(monkeypatch, changes):
    """Let each second of watching do the next change, and end it after the last."""

    def sleep(_):
        if not changes:
            raise KeyboardInterrupt
        changes.pop(0)()

    monkeypatch.setattr(drawing.time, "sleep", sleep)


def test_a_changed_new_or_removed_input_draws_again_and_nothing_else_does(
    monkeypatch, tmp_path, run
):
    folder, page, built = tmp_path / "reports", tmp_path / "reports" / "map.html", []
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    changes = [
        lambda: None,
        lambda: (folder / "a.txt").write_text("one two"),
        lambda: (folder / "b.txt").write_text("new"),
        lambda: page.write_text("our own page"),
        (folder / "a.txt").unlink,
        lambda: None,
    ]
    watched(monkeypatch, changes)
    with pytest.raises(KeyboardInterrupt):
        drawing.watch([str(folder)], str(page), lambda: built.append(1), run)
    assert len(built) == 3


def test_an_error_while_watching_is_said_and_watching_goes_on(monkeypatch, tmp_path, run, capfd):
    file, built = tmp_path / "a.csv", []
    file.write_text("1")

    def build():
        built.append(1)
        if len(built) == 1:
            raise DataError("a.csv is broken")

    changes = [lambda: file.write_text("22"), lambda: file.write_text("333"), lambda: None]
    watched(monkeypatch, changes)
    with pytest.raises(KeyboardInterrupt):
        drawing.watch([str(file)], "map.html", build, run)
    assert len(built) == 2
    assert "a.csv is broken" in capfd.readouterr().err


def test_standard_input_cannot_be_watched(geo):
    code, _, err = geo("map", "-", "--watch")
    assert code == 2
    assert "--watch" in err


def ucdp_table(path, rows):
    """Write made-up records in UCDP's columns."""
    header = "id,relid,year,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,country_id,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low"
    lines = [
        f"{n},X-{n},2020,1,Government,Rebels,1,33.5,36.3,Syria,652,1,2020-01-0{n},2020-01-0{n},1,0,0,0,1,2,1"
        for n in rows
    ]
    path.write_text("\n".join([header, *lines]))
    return str(path)


def test_one_datasets_table_is_drawn_without_merging_and_gives_the_same_page(
    geo, tmp_path, monkeypatch
):
    table = ucdp_table(tmp_path / "ged.csv", [1, 2, 3])
    code, _, told = geo("map", table, "-o", "columns.html", "--title", "T")
    assert code == 0
    assert "Rebels" in told
    monkeypatch.setattr(drawing, "one_dataset", lambda *_: None)
    assert geo("map", table, "-o", "merged.html", "--title", "T")[0] == 0
    assert (tmp_path / "columns.html").read_bytes() == (tmp_path / "merged.html").read_bytes()


def test_the_same_record_twice_is_merged(geo, tmp_path, run):
    table = ucdp_table(tmp_path / "ged.csv", [1, 2, 2])
    assert drawing.one_dataset([table], How(), run) is None
    drawn = drawing.one_dataset([ucdp_table(tmp_path / "b.csv", [1, 2])], How(), run)
    assert sum(batch.num_rows for batch in drawn) == 2
