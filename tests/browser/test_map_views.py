"""The ways to draw, the search of texts, a page's choices, and our layer on other people's maps."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import folium
import pytest
from map_cases import NEAR, REGION, TOWN, make_incident, many_incidents

from geo.mapping import IncidentLayer, assets, incident_map
from geo.model import Evidence, Source
from geo.table import to_table

pytestmark = pytest.mark.browser

PIXELS = """(pane) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas, .leaflet-${pane} canvas`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) drawn += 1;
  return drawn;
}"""


def drawn(opened, pane="gm-symbols"):
    """Return how many pixels of a pane are not empty."""
    opened.next_frame()
    opened.next_frame()
    return opened.js(PIXELS, pane)


@pytest.fixture(scope="module")
def many(draw_at, tmp_path_factory):
    opened = draw_at(tmp_path_factory.mktemp("views") / "many.html", many_incidents(4000))
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("view", ["clusters", "points", "heat", "hexagons"])
def test_each_view_draws_what_is_shown_and_nothing_else(many, view):
    many.js("(view) => geomap.setView(view)", view)
    full = drawn(many)
    assert full > 2000
    many.js("geomap.setTime('1990-01-01', '1990-01-02')")
    assert drawn(many) == 0
    many.js("geomap.setTime(null, null)")
    assert drawn(many) == full
    assert many.errors == []


def test_views_differ_and_one_nobody_knows_is_refused(many):
    seen = set()
    for view in ("clusters", "points", "heat", "hexagons"):
        many.js("(view) => geomap.setView(view)", view)
        seen.add(drawn(many))
    assert len(seen) == 4
    told = many.js("() => { try { geomap.setView('pie'); } catch (e) { return e.message; } }")
    assert "pie" in told


def test_what_is_known_to_its_region_is_no_heat_and_in_no_hexagon(open_map):
    opened = open_map([make_incident(n, place=REGION) for n in range(5)])
    badge = drawn(opened)
    for view in ("heat", "hexagons", "points"):
        opened.js("(view) => geomap.setView(view)", view)
        assert drawn(opened) == badge
        assert drawn(opened, "gm-areas") > 1000


def test_a_hexagon_and_a_dot_open_what_lies_there(open_map):
    opened = open_map([make_incident(n, place=TOWN) for n in range(3)], view="hexagons")
    box = opened.page.locator(".leaflet-container").bounding_box()
    point = opened.js("""() => {
      const canvas = document.querySelector(".leaflet-gm-symbols-pane canvas");
      const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const at = data.findIndex((value, i) => i % 4 === 3 && value > 0);
      return [((at - 3) / 4) % width, Math.floor((at - 3) / 4 / width) + 20];
    }""")
    opened.page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    assert "3 incidents" in opened.text(".gm-card")


def quoted(number, text, **changes):
    quote = Evidence(document_id="d", start=0, end=5, text=text)
    return make_incident(number, evidence=(quote,), **changes)


def found(opened, *words):
    opened.js("async (words) => { await geomap.setFilter('text', words); }", list(words))
    return opened.js("geomap.count()")


def test_a_search_finds_words_in_quotes_titles_places_and_actors(open_map):
    title = Source(document_id="d", title="Überfall bei Nacht", source="El Diario")
    opened = open_map([
        quoted(1, "Shells fell on the bazaar, he said."),
        quoted(2, "A bazaar burnt.", place=NEAR),
        quoted(3, "Nothing.", sources=(title,)),
    ])  # fmt: skip
    assert found(opened, "BAZAAR") == 2
    assert found(opened, "bazaar menaka") == 1
    assert found(opened, "bazaar", "shell") == 1
    assert found(opened, "uberfall") == 1
    assert found(opened, "diario") == 1
    assert found(opened, "rebels") == 3
    assert found(opened, "initiator") == 0
    assert found(opened, "report-1") == 0
    assert found(opened) == 3
    assert opened.errors == []


def test_a_search_is_a_filter_among_others(open_map):
    opened = open_map([quoted(n, "odd" if n % 2 else "even", place=TOWN) for n in range(10)])
    assert found(opened, "odd") == 5
    opened.js("geomap.setTime('2025-01-01', null)")
    assert opened.js("geomap.count()") == 0
    opened.js("geomap.setTime(null, null)")
    assert opened.js("geomap.count()") == 5


def test_a_page_opens_as_was_chosen_and_the_address_has_the_last_word(open_map):
    month = (date(2024, 3, 5), date(2024, 3, 31))
    incidents = [
        make_incident(1),
        make_incident(2, when=make_incident(2).when.day(date(2024, 3, 9))),
        make_incident(3, when=make_incident(3).when.day(date(2024, 3, 9)), place=REGION),
    ]
    chosen = {
        "period": month,
        "min_precision": "settlement",
        "centre": (10.0, 5.0, 6),
        "view": "heat",
    }
    opened = open_map(incidents, **chosen)
    assert opened.js("geomap.count()") == 1
    assert opened.js("geomap.state()").startswith("m=6/10.000/5.000")
    again = open_map(incidents, fragment="#m=4/1/2&t=2024-03-01..2024-03-01&f.country=ML", **chosen)
    assert again.js("geomap.count()") == 1
    assert again.js("geomap.state()").startswith("m=4/1.000/2.000")


def test_a_page_without_texts_opens_its_cards_and_quotes_nothing(open_map):
    opened = open_map([make_incident(1)], no_text=True)
    opened.js("geomap.open('incident-00001')")
    card = opened.text(".gm-card")
    assert "Kidal" in card
    assert "Army" in card
    for word in ("fell", "Clash in Kidal", "the only town", "example.org"):
        assert word not in card
    assert opened.errors == []


def test_every_incident_opens_with_its_own_words(open_map):
    opened = open_map([quoted(n, f"Sentence number {n}.") for n in range(5000)])
    for n in (0, 2047, 2048, 4999):
        opened.js("(id) => geomap.open(id)", f"incident-{n:05d}")
        assert f"Sentence number {n}." in opened.text(".gm-card")


# --- on other people's maps
def leaflet_for(page):
    """Answer requests for Leaflet from the vendored copy, all others with nothing."""

    def answer(route):
        url = route.request.url
        if url.startswith("file:"):
            route.continue_()
        elif re.search(r"/leaflet\.js$", url):
            route.fulfill(body=assets.leaflet_script(), content_type="text/javascript")
        else:
            route.fulfill(body="", content_type="text/css")

    page.route("**/*", answer)


def test_our_layer_works_on_a_map_that_folium_itself_saves(chromium, tmp_path):
    page = folium.Map(tiles=None)
    IncidentLayer(to_table([make_incident(1), make_incident(2, place=REGION)])).add_to(page)
    folium.CircleMarker([15, 0]).add_to(page)
    page.save(tmp_path / "theirs.html")
    tab = chromium.new_context().new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    leaflet_for(tab)
    tab.goto((tmp_path / "theirs.html").as_uri())
    tab.wait_for_selector("html[data-state=ready]", state="attached")
    assert tab.evaluate("geomap.count()") == 2
    tab.evaluate("geomap.open('incident-00001')")
    assert "Three fell in Kidal" in tab.inner_text(".gm-card")
    assert errors == []
    tab.context.close()


def test_a_notebook_shows_a_page_that_works(chromium, tmp_path):
    shown = incident_map(to_table(many_incidents(30)), no_text=True)._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><body>{shown}</body>")
    tab = chromium.new_context(offline=True).new_page()
    tab.goto((tmp_path / "notebook.html").as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("html[data-state=ready]").wait_for(state="attached")
    assert tab.frames[1].evaluate("geomap.count()") == 30
    assert (
        tab.frames[1].evaluate(
            "async () => { await geomap.setFilter('text', ['army']); return geomap.count(); }"
        )
        == 30
    )
    tab.context.close()


# --- many
def test_350_000_incidents_open_and_answer(draw_at, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    from made_incidents import make_incidents

    table = make_incidents(350_000)
    opened = draw_at(tmp_path / "large.html", table)
    assert (tmp_path / "large.html").stat().st_size < 7e6
    assert opened.js("geomap.count()") == 350_000
    battles = table["event_type"].isin(["Battles", "Riots"])
    start, end = table["date_start"], table["date_end"]
    inside = (start <= "2014-12-31") & (end >= "2012-01-01")
    opened.js("geomap.setTime('2012-01-01', '2014-12-31')")
    opened.js("geomap.setFilter('event_type', ['Battles', 'Riots'])")
    totals = opened.js("geomap.totals()")
    shown = table[inside & battles]
    assert totals["incidents"] == len(shown)
    low = shown["killed_low"].fillna(shown["killed_best"]).fillna(0)
    assert totals["killed"][0] == int(low.sum())
    for view in ("points", "heat", "hexagons", "clusters"):
        opened.js("(view) => geomap.setView(view)", view)
        assert drawn(opened) > 1000
    opened.js("(id) => geomap.open(id)", table["id"].iloc[1234])
    assert table["place"].iloc[1234] in opened.text(".gm-card")
    assert opened.errors == []
    assert len(opened.requests) == 1
    opened.page.context.close()
