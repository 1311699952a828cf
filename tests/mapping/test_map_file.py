"""A map is one file: whole or not at all, the same bytes each time, asking for nothing."""

from __future__ import annotations

import re

import folium
import folium.plugins
import pytest
from map_cases import make_incident, many_incidents

from geo.errors import OutputError, UsageError
from geo.mapping import IncidentLayer, incident_map, save, to_html, write_map
from geo.table import to_table


@pytest.fixture(scope="module")
def gdf():
    return to_table(many_incidents(20))


def policy(page: str) -> str:
    return re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]


def test_two_runs_give_the_same_bytes(gdf, tmp_path):
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    write_map(gdf, first, title="T")
    write_map(gdf.iloc[::-1], second, title="T")
    assert first.read_bytes() == second.read_bytes()


def test_a_map_saved_twice_is_the_same_and_holds_each_part_once(gdf):
    page = incident_map(gdf)
    once = to_html(page)
    assert to_html(page) == once
    assert once.count('-data"') == 2


def test_a_map_that_folium_has_rendered_before_holds_each_part_once(gdf):
    page = incident_map(gdf)
    page.get_root().render()
    text = to_html(page)
    assert text.count("new geomapLayers.Incidents") == 1
    assert text.count('-data"') == 2


def test_the_page_names_no_host_that_it_would_ask(gdf):
    page = to_html(incident_map(gdf))
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", page)
    assert not re.search(r"url\((?!data:|#)", page)


def test_the_policy_allows_only_our_own_code(gdf):
    rules = policy(to_html(incident_map(gdf)))
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "http" not in rules
    assert '<meta name="referrer" content="no-referrer">' in to_html(incident_map(gdf))


def test_only_tiles_that_were_asked_for_are_allowed(gdf):
    rules = policy(to_html(incident_map(gdf, tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")))
    assert "img-src data: blob: https://a.tiles.example https://b.tiles.example" in rules
    assert "connect-src" not in rules
    named = policy(to_html(incident_map(gdf, tiles="OpenStreetMap")))
    assert "https://tile.openstreetmap.org" in named


def test_a_tile_attribution_is_text(gdf):
    address = "https://t.example/{z}/{x}/{y}.png"
    page = to_html(incident_map(gdf, tiles=address, attribution="<img src=x onerror=alert(1)>"))
    assert "<img src=x" not in page


@pytest.mark.parametrize("tiles", ["Nobody's map", "https://t.example/", "ftp://t/{z}/{x}/{y}.png"])
def test_tiles_nobody_knows_are_refused(gdf, tiles):
    with pytest.raises(UsageError, match="OpenStreetMap"):
        incident_map(gdf, tiles=tiles)


def test_the_layer_goes_onto_any_folium_map(gdf):
    page = folium.Map(tiles=None)
    IncidentLayer(gdf).add_to(page)
    folium.Circle([15, 0], radius=1000).add_to(page)
    text = to_html(page)
    assert "geomapLayers.Incidents" in text
    assert "L.circle" in text
    assert not re.search(r"<script src=", text)


def test_a_part_that_would_load_code_is_refused_by_name(gdf):
    page = incident_map(gdf)
    folium.plugins.Fullscreen().add_to(page)
    with pytest.raises(OutputError, match="fullscreen"):
        to_html(page)


def test_a_title_is_text_for_template_browser_and_page(gdf):
    title = "</title><script>alert(1)</script>{{ 7*7 }}"
    page = to_html(incident_map(gdf, title=title))
    assert "<script>alert(1)" not in page
    assert "49" not in re.search(r"<title>(.*?)</title>", page)[1]


def test_an_existing_file_is_kept_unless_told_otherwise(gdf, tmp_path):
    path = tmp_path / "map.html"
    path.write_text("mine")
    with pytest.raises(OutputError, match="--overwrite"):
        write_map(gdf, path, overwrite=False)
    assert path.read_text() == "mine"
    write_map(gdf, path, overwrite=True)
    assert path.read_text().startswith("<!DOCTYPE html>")


def test_a_missing_folder_is_made_and_nothing_else_is_left(gdf, tmp_path):
    save(incident_map(gdf), tmp_path / "new" / "map.html")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["map.html"]


def test_a_place_that_cannot_be_written_is_one_line(gdf, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        save(incident_map(gdf), tmp_path / "file" / "map.html")


def test_a_table_in_another_projection_is_drawn_in_place():
    gdf = to_table([make_incident(1)])
    assert to_html(incident_map(gdf.to_crs(3857))) == to_html(incident_map(gdf))


def test_a_notebook_shows_the_whole_page(gdf):
    shown = incident_map(gdf)._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "geomapLayers" in shown
