"""Names that the gazetteer does not know, asked of an online geocoder."""

from __future__ import annotations

import http.server

import pytest

from geo.model import Document, Mention, Place, Precision
from geo.places import locate
from geo.places.asked_online import UNKNOWN, ask_online
from geo.places.gazetteer import Gazetteer
from geo.places.lookup import locate_name
from geo.places.online import OnlineGeocoder


def place(name, country):
    return Place(name=name, lon=36.0, lat=33.0, precision=Precision.SETTLEMENT, country=country)


class Geocoder:
    """Answers from a table and keeps the questions."""

    name = "nominatim"

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def locate(self, name, country=None):
        self.asked.append((name, country))
        return self.answers.get(name)


def mentions(*pairs):
    """Return mentions of (text, country): without a country the name is unknown."""
    found, at = [], 0
    for text, country in pairs:
        known = {"place": place(text, country), "score": 0.9, "reason": "name match"}
        given = known if country else {"reason": UNKNOWN}
        found.append(Mention(document_id="d", start=at, end=at + len(text), text=text, **given))
        at += len(text) + 1
    return found


def test_only_unknown_names_are_asked_once_each_in_the_reports_country():
    online = Geocoder(Qorzam=place("Qorzam", "SY"))
    given = mentions(("Homs", "SY"), ("Qorzam", None), ("Hama", "SY"), ("Qorzam", None))
    found = ask_online(given, online)
    assert online.asked == [("Qorzam", "SY")]
    assert [m.place.name for m in found] == ["Homs", "Qorzam", "Hama", "Qorzam"]
    assert found[1].reason == found[3].reason == "online: nominatim"
    assert 0 < found[1].score < 1
    assert [found[0], found[2]] == [given[0], given[2]]


def test_where_no_country_has_the_majority_none_is_asked_for():
    online = Geocoder()
    ask_online(mentions(("Homs", "SY"), ("Paris", "FR"), ("Qorzam", None)), online)
    ask_online(mentions(("Qorzam", None)), online)
    assert online.asked == [("Qorzam", None), ("Qorzam", None)]


def test_a_name_that_nobody_knows_stays_with_its_reason():
    (found,) = ask_online(mentions(("Qorzam", None)), Geocoder())
    assert (found.place, found.score) == (None, 0)
    assert found.reason == f"{UNKNOWN}, nor an answer of nominatim"


def test_without_a_geocoder_nothing_changes():
    given = mentions(("Homs", "SY"), ("Qorzam", None))
    assert ask_online(given, None) == given


@pytest.mark.model
def test_a_report_asks_only_for_what_the_gazetteer_does_not_know(reader):
    online = Geocoder(Qwxzarol=place("Qwxzarol", "IQ"))
    text = "Clashes broke out in Qwxzarol and in Mosul, Iraq."
    found = locate(reader.read(Document(id="d", text=text)), Gazetteer.open(), online=online)
    assert online.asked == [("Qwxzarol", "IQ")]
    assert {m.text: m.reason for m in found}["Qwxzarol"] == "online: nominatim"


@pytest.mark.model
def test_a_report_survives_a_geocoder_that_is_not_there(reader, tmp_path):
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    server.server_close()
    online = OnlineGeocoder("nominatim", url=url, cache=tmp_path / "c", interval=0, timeout=1)
    document = Document(id="d", text="Clashes broke out in Qwxzarol and in Mosul, Iraq.")
    found = locate(reader.read(document), Gazetteer.open(), online=online)
    by_text = {m.text: m for m in found}
    assert by_text["Mosul"].place.country == "IQ"
    assert by_text["Qwxzarol"].place is None


def test_a_name_of_a_table_is_asked_for_in_its_country():
    online = Geocoder(Qwxzarol=place("Qwxzarol", "IQ"))
    found = locate_name("Qwxzarol", Gazetteer.open(), country="Iraq", online=online)
    assert online.asked == [("Qwxzarol", "IQ")]
    assert (found.place.name, found.reason) == ("Qwxzarol", "online: nominatim")
    nowhere = locate_name("Qorzam", Gazetteer.open(), country="Iraq", online=online)
    assert nowhere.reason == "unknown to the gazetteer and to nominatim"
