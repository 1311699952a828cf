"""The histogram is the slider: by hand, by keys, by the calendar, by typed dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from map_cases import make_incident, three_incidents
from map_scenes import within
from playwright.sync_api import expect

from geo.model import DatePrecision, Toll, When

pytestmark = pytest.mark.browser


def period(opened) -> tuple[str, str]:
    return tuple(opened.page.input_value(f".gm-date >> nth={i}") for i in (0, 1))


def x_of(opened, share: float) -> tuple[float, float]:
    box = opened.page.locator(".gm-track").bounding_box()
    return box["x"] + box["width"] * share, box["y"] + 30


def drag(opened, start: float, end: float) -> None:
    mouse = opened.page.mouse
    mouse.move(*x_of(opened, start))
    mouse.down()
    mouse.move(*x_of(opened, (start + end) / 2), steps=3)
    mouse.move(*x_of(opened, end), steps=3)
    mouse.up()


def expected(opened) -> int:
    return len(within(opened.incidents, *map(date.fromisoformat, period(opened))))


def share_of(opened, selector: str) -> float:
    track = opened.page.locator(".gm-track").bounding_box()
    box = opened.page.locator(selector).bounding_box()
    return (box["x"] + box["width"] / 2 - track["x"]) / track["width"]


def test_brush_drag_and_resize_show_what_lies_in_the_period(varied_map):
    everything = varied_map.count()
    drag(varied_map, 0.2, 0.5)
    brushed = period(varied_map)
    assert varied_map.count() == expected(varied_map)
    drag(varied_map, 0.35, 0.55)
    moved = period(varied_map)
    assert moved > brushed
    lengths = [date.fromisoformat(b) - date.fromisoformat(a) for a, b in (brushed, moved)]
    assert lengths[0] == lengths[1]
    drag(varied_map, share_of(varied_map, ".gm-handle-end"), 0.9)
    resized = period(varied_map)
    assert resized[0] == moved[0]
    assert resized[1] > moved[1]
    assert varied_map.count() == expected(varied_map)
    varied_map.page.mouse.dblclick(*x_of(varied_map, 0.05))
    assert varied_map.count() == everything
    assert varied_map.errors == []


def test_a_click_on_a_bar_chooses_its_days_and_shows_what_it_counts(varied_map):
    varied_map.page.mouse.move(*x_of(varied_map, 0.42))
    said = varied_map.text(".gm-scale")
    varied_map.page.mouse.click(*x_of(varied_map, 0.42))
    assert varied_map.count() == expected(varied_map)
    count = said.rsplit(": ", 1)[1].split(" ")[0]
    assert count == f"{varied_map.count():,}"


def test_typed_dates_are_the_period(varied_map):
    varied_map.page.fill(".gm-date >> nth=0", "2023-03-01")
    varied_map.page.fill(".gm-date >> nth=1", "2023-05-31")
    varied_map.page.keyboard.press("Tab")
    assert varied_map.count() == len(
        within(varied_map.incidents, date(2023, 3, 1), date(2023, 5, 31))
    )
    varied_map.page.click(".gm-whole-time")
    assert varied_map.count() == len(varied_map.incidents)


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        ("month", ("2023-02-01", "2023-02-28"), ("2023-03-01", "2023-03-31")),
        ("year", ("2024-01-01", "2024-12-31"), None),
        ("week", ("2023-01-02", "2023-01-08"), ("2023-01-09", "2023-01-15")),
    ],
)
def test_steps_follow_the_calendar(varied_map, unit, first, second):
    varied_map.page.select_option("[aria-label='Length of a step']", unit)
    for _ in range(5):
        varied_map.page.click(".gm-forward")
        if period(varied_map) >= first:
            break
    assert period(varied_map) == first
    assert varied_map.count() == expected(varied_map)
    if second:
        varied_map.page.click(".gm-forward")
        assert period(varied_map) == second
        varied_map.page.click(".gm-back")
        assert period(varied_map) == first


def test_cumulative_steps_keep_the_beginning(varied_map):
    varied_map.page.select_option("[aria-label='Length of a step']", "month")
    varied_map.page.select_option("[aria-label='What a step moves']", "cumulative")
    counts = []
    for _ in range(3):
        varied_map.page.click(".gm-forward")
        counts.append(varied_map.count())
    assert counts == sorted(counts)
    end = date.fromisoformat(period(varied_map)[1])
    assert (end + timedelta(days=1)).day == 1
    assert counts[-1] == len(within(varied_map.incidents, date(2000, 1, 1), end))
    assert "w=cumulative" in varied_map.js("geomap.state()")


def test_play_runs_at_its_speed_and_stops_by_hand(varied_map):
    varied_map.page.select_option("[aria-label='Length of a step']", "month")
    varied_map.page.select_option("[aria-label='Speed']", "4")
    varied_map.page.click(".gm-play")
    first = period(varied_map)
    expect(varied_map.page.locator(".gm-date >> nth=1")).not_to_have_value(first[1])
    assert period(varied_map) > first
    varied_map.page.click(".gm-play")
    stopped = period(varied_map)
    varied_map.page.wait_for_timeout(400)
    assert period(varied_map) == stopped


def test_play_ends_where_the_data_end(open_map):
    opened = open_map(three_incidents())
    opened.page.select_option("[aria-label='Length of a step']", "week")
    opened.page.select_option("[aria-label='Speed']", "4")
    opened.page.click(".gm-play")
    opened.page.wait_for_selector(".gm-play[aria-label=Play]")
    assert opened.text(".gm-period") == "4 – 10 March 2024"


def test_the_slider_moves_by_the_step_and_never_past_the_other_end(varied_map):
    page = varied_map.page
    page.select_option("[aria-label='Length of a step']", "month")
    page.focus(".gm-handle-end")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")
    assert varied_map.count() == expected(varied_map)
    for _ in range(4):
        page.keyboard.press("PageDown")
    start, end = period(varied_map)
    assert start == end
    page.keyboard.press("End")
    assert varied_map.count() == len(varied_map.incidents)


def bars(opened) -> str:
    return opened.js("document.querySelector('.gm-bars').toDataURL()")


def test_bars_count_incidents_killed_or_injured(varied_map):
    counted = bars(varied_map)
    killed = sum(i.killed.best or 0 for i in varied_map.incidents if i.when.start)
    varied_map.page.select_option("[aria-label='What the bars count']", "killed")
    assert bars(varied_map) != counted
    assert "killed" in varied_map.text(".gm-scale")
    assert killed > 0
    varied_map.page.select_option("[aria-label='What the bars count']", "injured")
    assert "injured" in varied_map.text(".gm-scale")
    assert "c=injured" in varied_map.js("geomap.state()")


def test_a_bar_of_the_killed_says_their_number(open_map):
    dead = [make_incident(n, killed=Toll(low=n, best=n, high=n)) for n in (5, 7)]
    opened = open_map(dead)
    opened.page.select_option("[aria-label='What the bars count']", "killed")
    assert opened.text(".gm-scale") == "Highest bar: 12 killed in one day"


def test_dates_known_only_to_a_month_are_marked(open_map):
    month = When(start=date(2024, 3, 1), end=date(2024, 3, 31), precision=DatePrecision.MONTH)
    exact = [make_incident(n, when=When.day(date(2024, 3, n))) for n in (1, 31)]
    assert "hatched" not in open_map(exact).text(".gm-scale")
    opened = open_map([*exact, make_incident(40, when=month)])
    assert "Highest bar: 2 incidents in one day · hatched" in opened.text(".gm-scale")


def test_filters_change_the_bars_and_the_period_does_not(varied_map):
    whole = varied_map.text(".gm-scale")
    varied_map.js("geomap.setTime('2023-06-01', '2023-06-30')")
    assert varied_map.text(".gm-scale") == whole
    varied_map.js("geomap.setFilter('event_type', ['Battles'])")
    assert varied_map.text(".gm-scale") != whole
