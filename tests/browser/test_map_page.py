"""The map page as a reader meets it: from a file, without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from map_cases import NEAR, REGION, make_incident, many_incidents, three_incidents

from geo.model import DatePrecision, Toll, When

pytestmark = pytest.mark.browser


def test_a_page_asks_for_nothing_but_itself_and_becomes_ready(open_map):
    opened = open_map(three_incidents())
    opened.page.wait_for_timeout(500)
    assert opened.js("document.documentElement.dataset.state") == "ready"
    assert [url[:8] for url in opened.requests] == ["file:///"]
    assert opened.errors == []


@pytest.mark.parametrize("count", [0, 2, 10_000])
def test_any_number_of_incidents_is_drawn(open_map, count):
    opened = open_map(many_incidents(count))
    assert opened.js("geomap.count()") == count
    assert opened.errors == []
    assert opened.js("document.documentElement.dataset.state") == "ready"


def test_totals_are_those_of_what_is_shown(three):
    assert three.js("geomap.totals()") == {
        "incidents": 3,
        "killed": [103, 103, 103],
        "injured": [None, None, None],
    }
    assert "3 incidents · 103 or more killed" in three.text(".gm-total")
    assert three.text(".gm-notes") == (
        "1 without a known death toll · 1 undated · 1 not placed: see the list"
    )
    three.js("geomap.setTime('2024-03-01', '2024-03-02')")
    assert three.text(".gm-total") == "1 incident · 3 killed"
    assert three.js("geomap.totals().killed") == [3, 3, 3]


def test_a_period_that_meets_no_incident_shows_none(three):
    three.js("geomap.setTime('2023-01-01', '2023-12-31')")
    assert three.js("geomap.count()") == 0
    assert three.js("geomap.totals().killed") == [None, None, None]
    assert three.text(".gm-total") == "0 incidents"


def test_an_incident_counts_on_every_day_it_may_have_been(open_map):
    month = When(start=date(2024, 3, 1), end=date(2024, 3, 31), precision=DatePrecision.MONTH)
    opened = open_map([make_incident(1, when=month)])
    opened.js("geomap.setTime('2024-03-15', '2024-03-15')")
    assert opened.js("geomap.count()") == 1
    opened.js("geomap.setTime('2024-04-01', null)")
    assert opened.js("geomap.count()") == 0


def test_undated_incidents_leave_a_narrowed_period_until_asked_for(three):
    three.js("geomap.setTime('2024-03-08', '2024-03-08')")
    assert three.js("geomap.count()") == 1
    three.page.check(".gm-undated input")
    assert three.js("geomap.count()") == 2
    three.js("geomap.setTime(null, null)")
    assert three.js("geomap.count()") == 3


def test_a_layer_is_switched_and_its_count_stays(three):
    row = three.page.locator(".gm-layers li", has_text="Battles")
    row.locator("input").uncheck()
    assert three.js("geomap.count()") == 2
    assert row.locator(".gm-count").inner_text() == "1"
    three.page.click(".gm-all")
    assert three.js("geomap.count()") == 3


def test_filters_go_by_any_property_with_words(three):
    three.js("geomap.setFilter('country', ['SY'])")
    assert three.js("geomap.count()") == 1
    three.js("geomap.setFilter('country', null)")
    assert three.js("geomap.count()") == 3
    three.js("geomap.setFilter('place', [null])")
    assert three.js("geomap.count()") == 1


def test_an_unknown_filter_is_refused_with_the_known_ones(three):
    said = three.js(
        "() => { try { geomap.setFilter('colour', []) } catch (e) { return e.message } }"
    )
    assert "colour" in said
    assert "event_type" in said


def test_a_card_tells_who_when_where_how_many_and_who_says_so(three):
    three.js("geomap.open('incident-00001')")
    card = three.text(".gm-card")
    for words in (
        "Armed clash",
        "1 March 2024",
        "Kidal, Mali",
        "town or village; the site should lie within 3 km",
        "the only town the sentence names",
        "Army",
        "initiator",
        "3 killed",
        "a doctor",
        "claimed",
        "Three fell in Kidal, he said.",
        "Clash in Kidal",
        "Own words",
        "one source",
        "incident-00001",
    ):
        assert words in card, words
    link = three.page.locator(".gm-card figcaption a")
    assert link.get_attribute("href") == "https://example.org/kidal"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_unknown_toll_is_never_zero(open_map):
    opened = open_map([make_incident(1, killed=Toll(), casualties=())])
    opened.js("geomap.open('incident-00001')")
    card = opened.text(".gm-card")
    assert "not known" in card
    assert "0" not in card.split("Killed")[1].split("Injured")[0]


def test_the_keyboard_alone_opens_walks_and_closes_cards(three):
    keyboard = three.page.keyboard
    three.page.focus("#gm-to-filters")
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    assert three.js("document.activeElement.id") == "gm-to-list"
    for _ in range(14):
        keyboard.press("Tab")
        if three.js("document.activeElement.className") == "gm-grid":
            break
    keyboard.press("Enter")
    three.page.wait_for_selector(".gm-card:not([hidden])")
    assert "incident-00001" in three.text(".gm-card")
    keyboard.press("ArrowRight")
    three.page.wait_for_selector("text=incident-00002")
    keyboard.press("Escape")
    assert three.page.is_hidden(".gm-card")
    assert three.js("document.activeElement.className") == "gm-grid"


def test_the_slider_moves_by_keys_and_says_its_day(three):
    handle = three.page.locator(".gm-handle-start")
    first = handle.get_attribute("aria-valuetext")
    handle.focus()
    three.page.keyboard.press("Shift+ArrowRight")
    three.page.keyboard.press("Shift+ArrowRight")
    assert handle.get_attribute("aria-valuetext") != first
    assert three.js("geomap.count()") < 3
    three.page.keyboard.press("Home")
    assert handle.get_attribute("aria-valuetext") == first


def test_brushing_the_histogram_narrows_and_double_click_widens(three):
    box = three.page.locator(".gm-track").bounding_box()
    mouse = three.page.mouse
    mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 30)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30, steps=4)
    mouse.up()
    assert three.js("geomap.count()") == 1
    assert three.js("geomap.state()").split("&")[1].startswith("t=2024-02-2")
    mouse.dblclick(box["x"] + box["width"] * 0.9, box["y"] + 30)
    assert three.js("geomap.count()") == 3


def test_play_walks_through_time_and_pauses(three):
    three.page.click(".gm-play")
    assert three.js("geomap.count()") == 1
    assert "Pause" in three.text(".gm-play")
    three.page.click(".gm-play")
    assert "Play" in three.text(".gm-play")


def test_incidents_without_a_place_are_listed(three):
    three.page.click("#gm-to-list")
    three.page.check(".gm-unplaced input")
    assert three.page.locator(".gm-list .gm-grid-row").count() == 1
    assert "not placed" in three.text(".gm-list")


def test_a_region_is_drawn_as_its_area_and_lists_its_incidents(open_map):
    twice = [make_incident(n, place=REGION) for n in (1, 2)]
    opened = open_map(twice)
    opened.next_frame()
    box = opened.page.locator(".leaflet-container").bounding_box()
    opened.page.mouse.click(box["width"] * 0.6, box["height"] * 0.4)
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    card = opened.text(".gm-card")
    assert "2 incidents" in card
    assert "somewhere in Deir ez-Zor" in card
    assert opened.page.locator(".gm-card .gm-grid-row").count() == 2


def test_the_address_holds_what_is_seen_and_brings_it_back(three, open_map):
    three.js("geomap.setTime('2024-03-01', '2024-03-02')")
    three.js("geomap.setFilter('event_type', ['Battles'])")
    three.js("geomap.open('incident-00001')")
    for _ in range(20):  # until the map has moved the incident into view and the address is written
        three.page.wait_for_timeout(300)
        state = three.js("geomap.state()")
        if three.js("location.hash") == f"#{state}":
            break
    assert three.js("location.hash") == f"#{state}"
    again = open_map(three_incidents(), fragment=f"#{state}")
    assert again.js("geomap.count()") == 1
    again.page.wait_for_selector("text=incident-00001")
    assert again.js("geomap.state()") == state


def test_a_damaged_address_is_no_obstacle(open_map):
    opened = open_map(three_incidents(), fragment="#t=yesterday..&m=x/y&f.nothing=1&i=%E0%A4%A&q")
    assert opened.js("geomap.count()") == 3
    assert opened.errors == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_sideways(open_map, width):
    opened = open_map(three_incidents(), size=(width, 740))
    opened.js("geomap.open('incident-00001')")
    assert opened.js("document.documentElement.scrollWidth") <= width
    for box in (".gm-panel", ".gm-timeline", ".gm-card"):
        place = opened.page.locator(box).bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_is_not_blank(open_map, theme):
    opened = open_map([make_incident(1, place=NEAR)], theme=theme)
    opened.next_frame()
    colours = """(selector) => {
      const canvas = document.querySelector(selector);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }"""
    assert opened.js(colours, "canvas.gm-land") > 3
    assert opened.js(colours, ".leaflet-gm-symbols-pane canvas") > 3
    assert opened.js(colours, ".leaflet-gm-areas-pane canvas") > 3


def test_sources_and_licences_are_credited_without_a_flag(three):
    credit = three.text(".leaflet-control-attribution")
    assert "Leaflet" in credit
    assert "Natural Earth" in credit
    assert "GeoNames, CC BY 4.0" in credit
    assert three.page.locator(".leaflet-attribution-flag").count() == 0


def test_only_asked_for_tiles_are_fetched_and_only_from_their_host(open_map):
    opened = open_map(three_incidents(), tiles="https://tiles.example/{z}/{x}/{y}.png")
    opened.page.wait_for_timeout(300)
    outside = [url for url in opened.requests if not url.startswith("file:")]
    assert outside
    assert all(url.startswith("https://tiles.example/") for url in outside)
    assert opened.js("geomap.count()") == 3
    assert "Tiles: tiles.example" in opened.text(".leaflet-control-attribution")


def test_a_region_nobody_has_an_outline_of_is_a_circle_not_a_pin(open_map):
    nowhere = replace(REGION, id=None, name="Atlantis", admin1="Atlantis")
    opened = open_map([make_incident(1, place=nowhere)])
    opened.page.wait_for_timeout(200)
    opaque = opened.js(
        """() => {
          const canvas = document.querySelector(".leaflet-gm-areas-pane canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let filled = 0;
          for (let i = 3; i < data.length; i += 4) filled += data[i] > 0;
          return filled / (data.length / 4);
        }"""
    )
    assert opaque > 0.02


def test_a_layer_taken_off_and_put_back_is_whole_again(open_map):
    opened = open_map(three_incidents())
    layer = "Object.values(window).find((value) => value?.page && value?.onAdd)"
    opened.js(
        f"() => {{ const layer = {layer}; window.m = layer._map; window.m.removeLayer(layer); }}"
    )
    assert opened.page.locator(".gm-panel").count() == 0
    opened.js(f"() => {{ window.m.addLayer({layer}); }}")
    opened.page.wait_for_selector(".gm-panel")
    opened.js("geomap.setTime('2024-03-01', '2024-03-02')")
    assert opened.text(".gm-total") == "1 incident · 3 killed"
    assert opened.errors == []
