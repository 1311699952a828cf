"""What leaves the page: link, picture, paper, data; and the page within a page."""

from __future__ import annotations

import csv
import json
import struct
from pathlib import Path

import pytest
from map_cases import make_incident, three_incidents

from geo.model import Disagreement, Grade, Said, Toll

pytestmark = pytest.mark.browser


def saved(opened, button: str) -> Path:
    opened.page.click("#gm-to-share")
    with opened.page.expect_download() as waiting:
        opened.page.click(button)
    return Path(waiting.value.path())


def test_what_is_shown_is_saved_as_geojson(varied_map):
    varied_map.js("geomap.setFilter('event_type', ['Riots'])")
    features = json.loads(saved(varied_map, ".gm-geojson").read_text("utf-8"))["features"]
    riots = {i.id: i for i in varied_map.incidents if i.event_type == "Riots"}
    assert {f["properties"]["id"] for f in features} == set(riots)
    for feature in features[:50]:
        incident = riots[feature["properties"]["id"]]
        assert feature["properties"]["killed_best"] == incident.killed.best
        assert len(feature["properties"]["sources"]) == len(incident.sources)
        assert feature["properties"]["evidence"][0]["text"] == incident.evidence[0].text
        assert (feature["geometry"] is None) == (incident.place is None)


def test_what_is_shown_is_saved_as_csv_the_program_reads_again(varied_map, tmp_path):
    from geo.formats import read_incidents

    chosen = varied_map.incidents
    if len(chosen) > 10_000:  # a third of a million is more than a test can wait for
        varied_map.js("geomap.setFilter('event_type', ['Riots'])")
        chosen = [i for i in chosen if i.event_type == "Riots"]
    path = tmp_path / "shown.csv"
    path.write_bytes(saved(varied_map, ".gm-csv").read_bytes())
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(chosen)
    by_id = {i.id: i for i in chosen}
    assert {row["id"] for row in rows} == by_id.keys()
    for row in rows[:50]:
        best = by_id[row["id"]].killed.best
        assert row["killed_best"] == ("" if best is None else str(best))
    # Of very many the first are read again: reading is not the page's.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows[:10_000])
    faults = []
    read = {incident.id: incident for incident in read_incidents(path, faults.append)}
    assert faults == []
    assert [*read] == [row["id"] for row in rows[:10_000]]
    for known in list(read)[:50]:
        assert read[known].killed == by_id[known].killed
        assert read[known].when == by_id[known].when
        assert read[known].sources == by_id[known].sources


def merged_incident():
    """Return two tellings of one clash as one incident, which is also a total of another."""
    first, second = make_incident(1), make_incident(2, killed=Toll(low=5, best=5, high=5))
    return make_incident(
        1,
        killed=Toll(low=3, best=3, high=5),
        grade=Grade.CONTESTED,
        n_sources=2,
        n_reports=2,
        confidence=0.875,
        evidence=first.evidence + second.evidence,
        casualties=first.casualties + second.casualties,
        sources=first.sources + second.sources,
        members=(first.id, second.id),
        sums=("incident-00003",),
        disagreements=(
            Disagreement(
                property="killed_best",
                answers=(
                    Said(value="3", members=(first.id,), sources=("Own words",)),
                    Said(value="5", members=(second.id,), sources=("Own words",)),
                ),
            ),
        ),
        tellings=(first, second),
    )


@pytest.mark.parametrize("kind", ["geojson", "csv"])
def test_what_is_saved_is_read_again_as_the_same_incidents(open_map, tmp_path, kind):
    from geo.formats import read_incidents

    incidents = [merged_incident(), *three_incidents()[1:]]
    opened = open_map(incidents)
    path = tmp_path / f"shown.{kind}"
    path.write_bytes(saved(opened, f".gm-{kind}").read_bytes())
    faults = []
    read = {incident.id: incident for incident in read_incidents(path, faults.append)}
    assert faults == []
    assert read == {incident.id: incident for incident in incidents}


def test_with_fewer_quotes_the_tellings_point_at_those_that_are_left(open_map, tmp_path):
    from geo.formats import read_incidents

    opened = open_map([merged_incident()], max_quotes=1)
    path = tmp_path / "shown.geojson"
    path.write_bytes(saved(opened, ".gm-geojson").read_bytes())
    faults = []
    (read,) = read_incidents(path, faults.append)
    assert faults == []
    assert read.tellings[0].evidence == read.evidence == merged_incident().evidence[:1]
    assert read.tellings[1].killed == Toll(low=5, best=5, high=5)


def test_a_picture_holds_more_than_the_map(open_map):
    opened = open_map(three_incidents(), title="Three / incidents", size=(900, 700))
    data = saved(opened, ".gm-picture").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width == 1800
    assert height > 1400
    assert "Saved: Three-incidents.png" in opened.text(".gm-status")


def test_online_tiles_that_forbid_it_do_not_stop_the_picture(open_map):
    opened = open_map(three_incidents(), tiles="https://tiles.example/{z}/{x}/{y}.png")
    assert saved(opened, ".gm-picture").read_bytes()[:4] == b"\x89PNG"


def test_the_link_brings_back_filters_bars_view_and_language(varied_map):
    varied_map.reopen(
        "#l=fr&v=points&c=killed&f.where=ML&f.killed_at_least=1&t=2023-01-01..2024-12-31"
    )
    state = varied_map.js("geomap.state()")
    count = varied_map.count()
    mali = [
        i for i in varied_map.incidents
        if i.place and i.place.country == "ML" and (i.killed.best or 0) >= 1
    ]  # fmt: skip
    assert 0 < count <= len(mali)
    for part in ("l=fr", "v=points", "c=killed", "f.where=ML", "f.killed_at_least=1"):
        assert part in state.split("&")
    varied_map.reopen(f"#{state}")
    assert varied_map.js("geomap.state()") == state
    assert varied_map.count() == count
    assert "incident" in varied_map.text(".gm-total")


def test_paper_holds_the_picture_the_open_card_and_the_table(open_map):
    opened = open_map(three_incidents(), title="Three")
    opened.js("geomap.open('incident-00001')")
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector(".gm-sheet")
    assert opened.page.is_hidden(".gm-panel")
    assert opened.page.locator(".gm-sheet > canvas").bounding_box()["height"] > 200
    words = opened.text(".gm-sheet")
    assert "Three fell in Kidal, he said." in words
    assert opened.page.locator(".gm-sheet tbody tr").count() == 3
    assert opened.page.locator(".gm-sheet .gm-actions").count() == 0
    opened.page.emulate_media(media="screen")
    opened.page.wait_for_selector(".gm-sheet", state="detached")
    assert opened.page.is_visible(".gm-panel")
    assert len(opened.page.pdf()) > 10_000
    assert opened.errors == []


def test_an_embedded_page_opens_folded(open_map):
    opened = open_map(three_incidents(), embed=True, size=(640, 420))
    assert opened.page.is_hidden(".gm-tabs")
    assert opened.page.is_hidden(".gm-dates")
    timeline = opened.page.locator(".gm-timeline").bounding_box()
    assert timeline["height"] < 180
    opened.page.click(".gm-options")
    assert opened.page.is_visible(".gm-dates")
    opened.page.click(".gm-fold")
    assert opened.page.is_visible(".gm-tabs")


def test_paper_is_white_whatever_the_theme(open_map):
    opened = open_map(three_incidents(), theme="dark")
    corner = """(selector) => {
      const canvas = document.querySelector(selector);
      return [...canvas.getContext("2d").getImageData(2, 2, 1, 1).data.slice(0, 3)];
    }"""
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector(".gm-sheet")
    assert opened.js(corner, ".gm-sheet > canvas") == [255, 255, 255]
    opened.page.emulate_media(media="screen")
    opened.page.wait_for_selector(".gm-sheet", state="detached")
    assert max(opened.js(corner, "canvas.gm-land")) < 100


def test_leaflets_own_furniture_speaks_the_language_of_the_page(open_map):
    opened = open_map(three_incidents(), language="fr")
    assert opened.page.get_attribute(".leaflet-control-zoom-in", "title") == "Agrandir"
    assert opened.text(".leaflet-control-scale").endswith("km")
    opened = open_map(three_incidents(), language="ar")
    assert opened.text(".leaflet-control-scale").endswith("كم")
