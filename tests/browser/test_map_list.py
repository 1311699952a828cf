"""The list: every incident shown, of any number, sorted, by keys, and at one place."""

from __future__ import annotations

from datetime import date

import pytest
from map_cases import make_incident, three_incidents
from playwright.sync_api import expect

from geo.model import DatePrecision, EventType, Toll, When
from geo.vocabulary import EVENT_TYPE_OF

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(varied_map):
    varied_map.page.click("#gm-to-list")
    return varied_map


def column(opened, name: str) -> list[str]:
    return opened.page.locator(f".gm-list .gm-grid-row .gm-cell-{name}").all_inner_texts()


def sort(opened, name: str) -> None:
    opened.page.click(f".gm-list .gm-grid-head .gm-cell-{name} button")


def test_the_list_holds_all_that_is_shown_and_few_elements(listed):
    assert listed.page.get_attribute(".gm-list .gm-grid", "aria-rowcount") == str(
        len(listed.incidents) + 1
    )
    assert listed.page.locator(".gm-list .gm-grid-row").count() <= 40
    listed.js("geomap.setFilter('event_type', ['Riots'])")
    riots = [i for i in listed.incidents if i.event_type == "Riots"]
    assert listed.page.get_attribute(".gm-list .gm-grid", "aria-rowcount") == str(len(riots) + 1)


def test_keys_reach_the_last_row_and_enter_opens_its_card(listed):
    listed.page.focus(".gm-list .gm-grid")
    listed.page.keyboard.press("End")
    active = listed.page.locator(".gm-list .gm-active")
    assert active.get_attribute("data-index") == str(len(listed.incidents) - 1)
    assert listed.page.get_attribute(".gm-list .gm-grid", "aria-activedescendant") == (
        active.get_attribute("id")
    )
    listed.page.keyboard.press("Enter")
    listed.page.wait_for_selector(".gm-card:not([hidden])")
    assert f"{len(listed.incidents):,} of {len(listed.incidents):,}" in listed.text(
        ".gm-card-where"
    )
    listed.page.keyboard.press("Escape")
    assert listed.js("document.activeElement.className") == "gm-grid"
    listed.page.keyboard.press("Home")
    assert active.get_attribute("data-index") == "0"


def test_the_deadliest_come_first_and_the_unknown_last(listed):
    sort(listed, "killed")
    tolls = column(listed, "killed")
    most = max(i.killed.best or 0 for i in listed.incidents)
    assert tolls[0].startswith(str(most))
    listed.page.focus(".gm-list .gm-grid")
    listed.page.keyboard.press("End")
    assert column(listed, "killed")[-1] == "?"
    header = listed.page.locator(".gm-list .gm-grid-head .gm-cell-killed")
    assert header.get_attribute("aria-sort") == "descending"


def test_a_second_click_turns_the_order_around(open_map):
    opened = open_map(three_incidents())
    opened.page.click("#gm-to-list")
    assert column(opened, "when") == ["1 Mar 2024", "8 Mar 2024", "Undated"]
    sort(opened, "when")
    assert column(opened, "when") == ["8 Mar 2024", "1 Mar 2024", "Undated"]


def test_an_unknown_toll_is_a_question_and_zero_is_zero(open_map):
    tolls = [Toll(), Toll(low=0, best=0, high=0), Toll(low=5, best=5)]
    opened = open_map(
        [make_incident(n, killed=toll, casualties=()) for n, toll in enumerate(tolls)]
    )
    opened.page.click("#gm-to-list")
    assert column(opened, "killed") == ["?", "0", "5+"]


def test_a_wide_list_shows_who_injured_and_grade(listed):
    assert listed.page.is_hidden(".gm-list .gm-grid-row >> nth=0 >> .gm-cell-who")
    listed.page.click(".gm-widen")
    assert listed.page.is_visible(".gm-list .gm-grid-row >> nth=0 >> .gm-cell-who")
    assert listed.page.is_visible(".gm-list .gm-grid-row >> nth=0 >> .gm-cell-grade")
    listed.page.click(".gm-widen")
    assert listed.page.is_hidden(".gm-list .gm-grid-row >> nth=0 >> .gm-cell-who")


CUT = """(rows) => rows.map((row) => row.querySelector(".gm-cell-what"))
  .filter((cell) => cell.scrollWidth > cell.clientWidth || cell.scrollHeight > cell.clientHeight)
  .map((cell) => cell.textContent)"""


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("kind", ["narrow", "wide", "phone"])
def test_every_type_is_read_in_full_in_the_list(open_map, language, kind):
    days = When(start=date(2023, 12, 28), end=date(2024, 1, 13), precision=DatePrecision.DAY)
    toll = Toll(low=1100, best=1200, high=1300)
    kinds = [*EVENT_TYPE_OF.items(), *((None, of) for of in EventType)]
    incidents = [
        make_incident(n, when=days, killed=toll, sub_event_type=sub, event_type=of)
        for n, (sub, of) in enumerate(kinds)
    ]
    width = 360 if kind == "phone" else 1280
    opened = open_map(incidents, language=language, size=(width, 3200))
    if kind == "phone":
        opened.page.click(".gm-fold")
    opened.page.click("#gm-to-list")
    if kind == "wide":
        opened.page.click(".gm-widen")
    rows = opened.page.locator(".gm-list .gm-grid-row")
    expect(rows).to_have_count(len(incidents))
    assert rows.evaluate_all(CUT) == []
    heights = rows.evaluate_all("(rows) => rows.map((row) => row.scrollHeight - row.clientHeight)")
    assert set(heights) == {0}


def test_many_incidents_at_one_place_are_a_list_to_walk_through(open_map):
    opened = open_map([make_incident(n) for n in range(1, 601)])
    opened.next_frame()
    box = opened.page.locator(".leaflet-container").bounding_box()
    panel = opened.page.locator(".gm-panel").bounding_box()
    time = opened.page.locator(".gm-timeline").bounding_box()
    left = panel["x"] + panel["width"]
    opened.page.mouse.click((left + box["width"]) / 2, time["y"] / 2)
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    assert "600 incidents" in opened.text(".gm-card")
    assert "at one place" in opened.text(".gm-card")
    assert opened.page.locator(".gm-card .gm-grid-row").count() < 60
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector(".gm-card .gm-facts")
    assert "600 of 600" in opened.text(".gm-card-where")
    opened.page.click("text=Back to the list")
    assert "600 incidents" in opened.text(".gm-card")
