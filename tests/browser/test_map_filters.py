"""Filters, linked both ways: every count is that of what one more choice would show."""

from __future__ import annotations

from collections import Counter

import pytest

pytestmark = pytest.mark.browser


def facet(opened, title: str):
    group = opened.page.locator(".gm-facet", has=opened.page.locator("h2", has_text=title))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group


def row(group, label: str):
    return group.locator("li", has=group.page.get_by_text(label, exact=True)).first


def counts(group) -> dict[str, int]:
    texts = group.locator("li").evaluate_all(
        "(items) => items.map((li) => [li.querySelector('.gm-name').textContent, "
        "li.querySelector('.gm-count').textContent])"
    )
    return {name: int(count.replace(",", "")) for name, count in texts}


def has(actor: str):
    return lambda incident: actor in [a.name for a in incident.actors]


def test_types_are_layers_with_only_all_and_none(varied_map):
    group = facet(varied_map, "Type of event")
    wanted = Counter(str(i.event_type) for i in varied_map.incidents)
    assert counts(group) == wanted
    row(group, "Riots").locator("input").uncheck()
    assert varied_map.count() == len(varied_map.incidents) - wanted["Riots"]
    assert counts(group) == wanted
    row(group, "Battles").hover()
    row(group, "Battles").locator(".gm-only").click()
    assert varied_map.count() == wanted["Battles"]
    varied_map.page.click(".gm-none")
    assert varied_map.count() == 0
    varied_map.page.click(".gm-all")
    assert varied_map.count() == len(varied_map.incidents)


def test_counts_follow_the_other_filters_but_not_their_own(varied_map):
    group = facet(varied_map, "Source")
    row(group, "Monitor").locator("input").check()
    chosen = [i for i in varied_map.incidents if "Monitor" in [s.source for s in i.sources]]
    assert varied_map.count() == len(chosen)
    everywhere = Counter(s.source for i in varied_map.incidents for s in i.sources)
    assert counts(group) == everywhere
    types = Counter(str(i.event_type) for i in chosen)
    assert {k: v for k, v in counts(facet(varied_map, "Type of event")).items() if v} == types


def test_an_actor_is_found_on_either_side_or_on_one(varied_map):
    group = facet(varied_map, "Actor")
    row(group, "Army").locator("input").check()
    assert varied_map.count() == len(list(filter(has("Army"), varied_map.incidents)))
    group.locator("select").select_option("actor1")
    assert varied_map.count() == len([i for i in varied_map.incidents if i.actor1 == "Army"])
    group.locator("select").select_option("actor2")
    assert varied_map.count() == len([i for i in varied_map.incidents if i.actor2 == "Army"])


def test_a_country_holds_its_provinces_and_provinces_of_one_name_stay_apart(varied_map):
    group = facet(varied_map, "Country and province")
    row(group, "Mali").locator("input").check()
    in_mali = [i for i in varied_map.incidents if i.place and i.place.country == "ML"]
    assert varied_map.count() == len(in_mali)
    row(group, "Mali").locator(".gm-unfold").click()
    row(group, "Kidal").locator("input").uncheck()
    gao = [i for i in in_mali if i.place.admin1 == "Gao"]
    assert varied_map.count() == len(gao)
    assert row(group, "Mali").locator("input").evaluate("(box) => box.indeterminate")
    assert "f.where=ML%2FGao" in varied_map.js("geomap.state()")


def test_precision_grade_and_the_least_number_of_killed_narrow_further(varied_map):
    fine = {"exact", "settlement", "near", "district"}
    varied_map.page.select_option("[aria-label='Places known to']", "district")
    kept = [i for i in varied_map.incidents if i.place and i.place.precision in fine]
    assert varied_map.count() == len(kept)
    varied_map.page.fill("#gm-killed", "3")
    kept = [i for i in kept if (i.killed.best or 0) >= 3]
    assert varied_map.count() == len(kept)
    row(facet(varied_map, "Grade"), "sources disagree").locator("input").check()
    kept = [i for i in kept if i.grade == "contested"]
    assert varied_map.count() == len(kept)


def test_filters_in_use_are_named_and_taken_off_one_by_one_or_all(varied_map):
    page = varied_map.page
    varied_map.js("geomap.setFilter('event_type', ['Battles', 'Riots'])")
    varied_map.js("geomap.setFilter('killed_at_least', [2])")
    chips = page.locator(".gm-chips li").all_inner_texts()
    assert [text.replace("×", "").strip() for text in chips] == [
        "type: Battles, Riots", "killed at least 2",
    ]  # fmt: skip
    page.click("[aria-label='Remove the filter killed at least 2']")
    assert page.input_value("#gm-killed") == ""
    assert varied_map.count() == len(
        [i for i in varied_map.incidents if i.event_type in {"Battles", "Riots"}]
    )
    page.click(".gm-clear")
    assert varied_map.count() == len(varied_map.incidents)
    assert page.locator(".gm-chips li").count() == 0


def test_words_are_searched_in_places_actors_and_quotes(varied_map):
    page = varied_map.page

    def search(words: str) -> int:
        page.fill(".gm-search", words)
        page.wait_for_selector("[role=status]:has-text('these words')")
        return varied_map.count()

    palmyra = [i for i in varied_map.incidents if i.place and i.place.name == "Palmyra"]
    assert search("palmyra") == len(palmyra)
    page.fill(".gm-search", "")
    page.wait_for_selector("[role=status]:has-text('these words')", state="detached")
    assert search("case7") == len(
        [n for n in range(len(varied_map.incidents)) if str(n)[:1] == "7"]
    )
    page.click(".gm-clear")
    assert varied_map.count() == len(varied_map.incidents)
    assert page.input_value(".gm-search") == ""


def test_totals_name_what_is_shown(varied_map):
    varied_map.js("geomap.setFilter('event_type', ['Battles'])")
    battles = [i for i in varied_map.incidents if i.event_type == "Battles"]
    known = [i.killed for i in battles if i.killed.known]
    low, high = sum(t.low for t in known), sum(t.high for t in known)
    total = varied_map.text(".gm-total")
    assert total.startswith(f"{len(battles):,} incident")
    assert (f"{low:,} to {high:,} killed" if low != high else f"{low:,} killed") in total
    assert varied_map.js("geomap.totals().killed")[::2] == [low, high]


def test_a_facet_of_many_values_shows_a_few_and_finds_the_rest(open_map):
    from dataclasses import replace

    from map_cases import TOWN, make_incident
    from playwright.sync_api import expect

    countries = ["AF", "AL", "DZ", "AO", "AR", "AM", "AU", "AT", "AZ", "BD", "BE", "BJ", "BO", "BR"]
    opened = open_map(
        [make_incident(n, place=replace(TOWN, id=None, country=c)) for n, c in enumerate(countries)]
    )
    group = facet(opened, "Country and province")
    expect(group.locator("li")).to_have_count(8)
    group.locator(".gm-more >> nth=0").click()
    expect(group.locator("li")).to_have_count(len(countries))
    group.locator(".gm-find").fill("braz")
    expect(group.locator(".gm-name")).to_have_text(["Brazil"])
    row(group, "Brazil").locator("input").check()
    assert opened.count() == 1


def test_layers_are_taken_off_the_map_and_put_back(varied_map):
    page = varied_map.page
    page.click("#gm-to-layers")
    display = "document.querySelector('.leaflet-gm-symbols-pane').style.display"
    box = page.locator("#gm-tab-layers").get_by_label("Incidents", exact=True)
    box.uncheck()
    assert varied_map.js(display) == "none"
    box.check()
    assert varied_map.js(display) == ""


@pytest.mark.parametrize("view", ["points", "heat", "hexagons", "clusters"])
def test_the_view_is_switched_and_kept_in_the_address(varied_map, view):
    varied_map.page.click("#gm-to-layers")
    varied_map.page.check(f"input[value={view}]")
    assert (f"v={view}" in varied_map.js("geomap.state()")) == (view != "clusters")
    varied_map.next_frame()
    assert varied_map.errors == []
