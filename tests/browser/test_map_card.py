"""The card of an incident: all of it, its words marked, its disagreements, its neighbours in time."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from map_cases import make_incident, three_incidents

from geo.model import Claim, Disagreement, Evidence, Grade, Outcome, Said, Source, Stance, Toll
from geo.table import Column, to_feature, to_table

pytestmark = pytest.mark.browser

QUOTE = "🔥 Three fell in the town of Kidal, a doctor said; soldiers spoke of nine."


def claim(words: str, number: int, **more) -> Claim:
    start = [*QUOTE].index(words[0], 2) if len(words) == 1 else QUOTE.index(words)
    start -= 0 if start == 0 else len(QUOTE) - len([*QUOTE])
    return Claim(
        outcome=Outcome.KILLED, toll=Toll(low=number, best=number, high=number), text=words,
        document_id="report-1", start=start, end=start + len(words), **more,
    )  # fmt: skip


@pytest.fixture
def contested(open_map):
    incident = make_incident(
        1,
        grade=Grade.CONTESTED,
        killed=Toll(low=3, best=3, high=9),
        casualties=(
            claim("Three fell", 3, claimant="a doctor"),
            claim("nine", 9, claimant="the army", stance=Stance.DENIED),
        ),
        evidence=(Evidence(document_id="report-1", start=0, end=len([*QUOTE]), text=QUOTE),),
        sources=(
            Source(
                document_id="report-1", title="Clash", source="Wire", url="https://example.org/a"
            ),
            Source(
                document_id="report-2", title="Script", source="Radio", url="javascript:alert(1)"
            ),
        ),
    )
    opened = open_map([incident])
    opened.js("geomap.open('incident-00001')")
    return opened


def test_words_that_facts_were_read_from_are_marked_in_the_quote(contested):
    marks = contested.page.locator(".gm-card mark").all_inner_texts()
    assert marks == ["Three fell", "the town of Kidal", "soldiers", "nine"]
    assert contested.text(".gm-card blockquote") == QUOTE


def test_disagreeing_claims_stand_beside_each_other(contested):
    words = contested.text(".gm-disagree")
    assert "3 (a doctor)" in words
    assert "9 (the army, denied)" in words
    assert "sources disagree" in contested.text(".gm-card-head")
    assert "3 to 9 (best supported: 3)" in contested.text(".gm-facts")


def test_what_the_table_says_sources_disagree_on_is_shown_and_saved_as_it_says(open_map):
    answers = (
        Said(value="Army", members=("a",), sources=("Al Jazeera", "Wire")),
        Said(value="Rebels of the north", members=("b", "c")),
    )
    told = (Disagreement(property="actor1", answers=answers),)
    incident = make_incident(1, grade=Grade.CONTESTED, disagreements=told)
    opened = open_map([incident])
    opened.js("geomap.open('incident-00001')")
    words = opened.text(".gm-disagree")
    assert "initiator: Army (Al Jazeera, Wire) · Rebels of the north" in words
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.click(".gm-copy")
    opened.page.wait_for_selector(".gm-actions [role=status]:has-text('Copied')")
    copied = json.loads(opened.js("navigator.clipboard.readText()"))["properties"]["disagreements"]
    assert copied == to_feature(incident)["properties"]["disagreements"]


def test_a_total_leads_to_the_incidents_that_it_sums(open_map):
    parts = [make_incident(n) for n in (1, 2)]
    total = make_incident(3, sums=tuple(part.id for part in parts))
    opened = open_map([*parts, total])
    opened.js("geomap.open('incident-00003')")
    opened.page.wait_for_selector(".gm-summed button")
    assert opened.js("document.querySelectorAll('.gm-summed button').length") == len(parts)
    opened.page.click(".gm-summed button >> nth=0")
    opened.page.wait_for_selector(".gm-foot code:has-text('incident-00001')")
    assert opened.js("document.querySelector('.gm-summed')") is None


def test_a_record_without_words_of_its_own_is_not_quoted_by_its_id(open_map):
    nothing = Evidence(document_id="ged:1", start=0, end=5, text="ged:1")
    source = Source(
        document_id="ged:1", source="GED", dataset="GED", record="1", licence="CC BY 4.0"
    )
    opened = open_map([make_incident(1, evidence=(nothing,), sources=(source,), casualties=())])
    opened.js("geomap.open('incident-00001')")
    assert opened.page.locator(".gm-card blockquote").count() == 0
    assert "GED, record 1, licence: CC BY 4.0" in opened.text(".gm-quotes")


def test_a_place_of_unknown_precision_is_said_to_be_one(open_map):
    table = to_table([make_incident(1)]).assign(**{str(Column.PLACE_PRECISION): None})
    opened = open_map(table)
    opened.js("geomap.open('incident-00001')")
    opened.page.wait_for_selector(".gm-card:not([hidden])")
    assert "how exactly the place is known is not stated" in opened.text(".gm-facts")


def test_sources_are_linked_where_their_address_is_of_the_web(contested):
    links = contested.page.locator(".gm-card figcaption a")
    assert links.count() == 1
    assert links.get_attribute("href") == "https://example.org/a"
    assert links.get_attribute("rel") == "noopener noreferrer"
    assert "Script" in contested.text(".gm-card")


def test_an_incident_of_one_voice_has_no_disagreement(open_map):
    opened = open_map([make_incident(1)])
    opened.js("geomap.open('incident-00001')")
    assert opened.page.locator(".gm-disagree").count() == 0


def test_the_card_is_copied_as_geojson(contested):
    contested.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    contested.page.click(".gm-copy")
    contested.page.wait_for_selector(".gm-actions :text('Copied.')")
    feature = json.loads(contested.js("navigator.clipboard.readText()"))
    assert feature["type"] == "Feature"
    assert feature["geometry"]["coordinates"] == [1.4078, 18.4411]
    assert feature["properties"]["killed_high"] == 9
    assert feature["properties"]["injured_low"] is None
    assert feature["properties"]["casualties"][1]["stance"] == "denied"
    assert feature["properties"]["evidence"][0]["text"] == QUOTE


def test_next_and_previous_go_through_time_and_only_through_what_is_shown(varied_map):
    opened = varied_map
    opened.js("geomap.setFilter('event_type', ['Protests'])")
    opened.js("geomap.setTime('2023-01-01', '2024-12-31')")
    shown = opened.count()
    first = opened.js("geomap.open(JSON.parse('null') ?? 'incident-00003')")
    assert first is None
    seen = []
    for _ in range(min(shown, 4)):
        seen.append(opened.text(".gm-facts dd >> nth=0"))
        assert "Protests" in opened.text(".gm-card-head")
        if opened.page.is_disabled("[aria-label='Next incident in time']"):
            break
        where = opened.text(".gm-card-where")
        opened.page.keyboard.press("ArrowRight")
        opened.page.wait_for_selector(f".gm-card-where:not(:text-is('{where}'))")
    assert f" of {shown:,}" in opened.text(".gm-card-where") or shown == 1


def test_a_card_opened_from_the_list_is_brought_into_view(open_map):
    from map_cases import TOWN

    far = replace(TOWN, id=None, name="Far", lon=-70.0, lat=-30.0, country="AR")
    opened = open_map([make_incident(1), make_incident(2, place=far)], fragment="#m=6/18.4/1.4")
    opened.js("geomap.open('incident-00002')")
    opened.page.wait_for_timeout(900)
    state = opened.js("geomap.state()")
    lat, lng = map(float, state.split("&")[0].split("/")[1:])
    assert lat < -20
    assert lng < -60


def test_an_unknown_id_is_refused(open_map):
    opened = open_map(three_incidents())
    said = opened.js("geomap.open('nothing').then(() => '', (error) => error.message)")
    assert "nothing" in said
