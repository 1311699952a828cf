"""The online geocoders, asked over a real connection to a server on this machine."""

from __future__ import annotations

import contextlib
import json
import logging
import pickle
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import UsageError
from geo.model import Precision
from geo.places.online import OnlineGeocoder

NOMINATIM = {
    "osm_type": "node",
    "osm_id": 42,
    "lat": "35.25",
    "lon": "40.50",
    "name": "Hilltown",
    "display_name": "Hilltown, Upland, Syria",
    "addresstype": "village",
    "address": {"state": "Upland", "county": "Low District", "country_code": "sy"},
    "boundingbox": ["35.20", "35.30", "40.40", "40.60"],
}
PHOTON = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [40.5, 35.25]},
    "properties": {
        "osm_type": "N",
        "osm_id": 42,
        "name": "Hilltown",
        "type": "city",
        "countrycode": "SY",
        "state": "Upland",
        "county": "Low District",
        "extent": [40.4, 35.3, 40.6, 35.2],
    },
}
PELIAS = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [40.5, 35.25]},
    "bbox": [40.4, 35.2, 40.6, 35.3],
    "properties": {
        "gid": "whosonfirst:locality:42",
        "name": "Hilltown",
        "label": "Hilltown, Syria",
        "layer": "locality",
        "country_code": "SY",
        "region": "Upland",
        "county": "Low District",
    },
}
GEONAMES = {
    "geonameId": 42,
    "name": "Hilltown",
    "lat": "35.25",
    "lng": "40.50",
    "fcl": "P",
    "fcode": "PPL",
    "countryCode": "SY",
    "countryName": "Syria",
    "adminName1": "Upland",
    "adminName2": "Low District",
}
ANSWERS = {
    "nominatim": [NOMINATIM],
    "photon": {"type": "FeatureCollection", "features": [PHOTON]},
    "pelias": {"type": "FeatureCollection", "features": [PELIAS]},
    "geonames": {"geonames": [GEONAMES]},
}
EMPTY = {
    "nominatim": [],
    "photon": {"features": []},
    "pelias": {"features": []},
    "geonames": {"geonames": []},
}


@dataclass
class Server:
    """What the geocoder on this machine answers, and what it was asked."""

    body: str = "[]"
    status: int = 200
    delay: float = 0.0
    url: str = ""
    asked: list = field(default_factory=list)
    agents: list = field(default_factory=list)


@pytest.fixture
def server(monkeypatch):
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            state.asked.append((parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}))
            state.agents.append(self.headers["User-Agent"])
            time.sleep(state.delay)
            body = state.body.encode()
            self.send_response(state.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):  # who asked has given up
                self.wfile.write(body)

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.url = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        http.shutdown()
        thread.join()


@pytest.fixture
def geocoder(server, tmp_path):
    def make(name="nominatim", **settings):
        fast = {"interval": 0.0, "timeout": 5.0, "key": "secret-key", "url": server.url}
        return OnlineGeocoder(name, cache=tmp_path / "c" / "online.sqlite", **{**fast, **settings})

    return make


@pytest.mark.parametrize("name", ANSWERS)
def test_every_service_is_asked_and_its_answer_read(server, geocoder, name):
    server.body = json.dumps(ANSWERS[name])
    place = geocoder(name).locate("Hilltown", "SY")
    assert (place.name, place.lon, place.lat) == ("Hilltown", 40.5, 35.25)
    assert (place.country, place.admin1, place.admin2) == ("SY", "Upland", "Low District")
    assert place.precision is Precision.SETTLEMENT
    assert place.id.startswith(f"{name}:")
    assert 1 <= place.uncertainty_km <= 12
    [(path, query)] = server.asked
    assert "Hilltown" in query.values()
    assert server.agents == ["geo-incidents"]
    assert path


@pytest.mark.parametrize(
    "case",
    [
        ("nominatim", "countrycodes", "sy"),
        ("pelias", "boundary.country", "SY"),
        ("geonames", "country", "SY"),
    ],
)
def test_the_country_is_part_of_the_question(server, geocoder, case):
    name, parameter, value = case
    server.body = json.dumps(EMPTY[name])
    geocoder(name).locate("Hilltown", "SY")
    assert server.asked[0][1][parameter].lower() == value.lower()


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_found_is_none_and_remembered(server, geocoder, name):
    server.body = json.dumps(EMPTY[name])
    assert geocoder(name).locate("Nowhere") is None
    assert geocoder(name).locate("Nowhere") is None
    assert len(server.asked) == 1


def test_a_place_in_another_country_is_not_taken(server, geocoder):
    server.body = json.dumps(ANSWERS["photon"])
    assert geocoder("photon").locate("Hilltown", "IQ") is None


@pytest.mark.parametrize(
    ("kind", "precision"),
    [
        ("country", Precision.COUNTRY),
        ("state", Precision.REGION),
        ("county", Precision.DISTRICT),
        ("village", Precision.SETTLEMENT),
        ("building", Precision.EXACT),
        ("river", Precision.AREA),
    ],
)
def test_the_kind_of_place_gives_its_precision(server, geocoder, kind, precision):
    server.body = json.dumps([{**NOMINATIM, "addresstype": kind}])
    assert geocoder().locate("Hilltown").precision is precision


def test_an_answer_is_kept_on_disk_across_runs(server, geocoder):
    server.body = json.dumps(ANSWERS["nominatim"])
    first = geocoder().locate("Hilltown", "SY")
    server.status = 500
    assert geocoder().locate("Hilltown", "SY") == first
    assert len(server.asked) == 1


def test_an_old_answer_is_asked_for_again(server, geocoder, monkeypatch):
    server.body = json.dumps(ANSWERS["nominatim"])
    geocoder().locate("Hilltown")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 200 * 86_400)
    geocoder().locate("Hilltown")
    assert len(server.asked) == 2


def test_two_geocoders_keep_the_pause_between_questions_together(server, geocoder):
    """As two worker processes do: the pause is kept in the cache, not in memory."""
    one, two = geocoder(interval=0.2), geocoder(interval=0.2)
    started = time.time()
    for asking, name in ((one, "a"), (two, "b"), (one, "c")):
        asking.locate(name)
    assert len(server.asked) == 3
    assert time.time() - started >= 0.4


@pytest.mark.parametrize(
    "answer",
    [
        (500, "[]"),
        (403, "blocked"),
        (429, "slow down"),
        (200, "no json"),
        (200, '{"error": "x"}'),
        (200, '[{"lat": "1", "lon": "2"}]'),
        (200, '[{"lat": "x", "lon": null}]'),
        (200, json.dumps([{**NOMINATIM, "lat": "0", "lon": "0"}])),
    ],
)
def test_a_bad_answer_is_none_with_the_reason_in_the_log(server, geocoder, caplog, answer):
    server.status, server.body = answer
    assert geocoder().locate("Hilltown") is None
    assert [r.levelno for r in caplog.records if r.name.startswith("geo.")] == [logging.WARNING]


def test_a_failure_is_not_remembered_as_not_found(server, geocoder):
    server.status = 500
    assert geocoder().locate("Hilltown") is None
    server.status, server.body = 200, json.dumps(ANSWERS["nominatim"])
    assert geocoder().locate("Hilltown") is not None


def test_a_service_that_hangs_is_given_up_after_the_timeout(server, geocoder):
    server.delay = 1.0
    started = time.monotonic()
    assert geocoder(timeout=0.1).locate("Hilltown") is None
    assert time.monotonic() - started < 0.9


def test_an_absent_service_is_asked_three_times_and_then_left_alone(geocoder, caplog):
    absent = geocoder(url="http://127.0.0.1:1")
    assert [absent.locate(f"Hilltown {n}") for n in range(5)] == [None] * 5
    assert caplog.text.count("given up") == 2


def test_the_key_never_gets_into_the_log(geocoder, caplog):
    geocoder("pelias", url="http://127.0.0.1:1").locate("Hilltown")
    assert "no answer" in caplog.text
    assert "secret-key" not in caplog.text


def test_without_a_writable_cache_it_still_answers_and_says_so(server, geocoder, tmp_path, caplog):
    server.body = json.dumps(ANSWERS["nominatim"])
    (tmp_path / "c").write_text("a file where the folder should be")
    working = geocoder()
    assert working.locate("Hilltown") is not None
    assert working.locate("Hilltown") is not None
    assert caplog.text.count("cannot be kept") == 1


def test_a_damaged_cache_does_not_stop_it(server, geocoder, tmp_path):
    server.body = json.dumps(ANSWERS["nominatim"])
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "online.sqlite").write_bytes(b"no database" * 200)
    assert geocoder().locate("Hilltown") is not None


def test_a_wrong_name_is_refused_with_the_right_ones():
    with pytest.raises(UsageError, match="nominatim, photon, pelias, geonames"):
        OnlineGeocoder("gogle")


@pytest.mark.parametrize("name", ["geonames", "pelias"])
def test_a_service_that_needs_a_key_says_where_to_put_it(name, monkeypatch):
    monkeypatch.delenv("GEO_ONLINE_KEY", raising=False)
    monkeypatch.delenv("GEO_ONLINE_URL", raising=False)
    with pytest.raises(UsageError, match="GEO_ONLINE_KEY"):
        OnlineGeocoder(name)


def test_address_and_key_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("GEO_ONLINE_URL", "http://localhost:8080")
    monkeypatch.setenv("GEO_ONLINE_KEY", "k")
    geocoder = OnlineGeocoder("Pelias")
    assert (geocoder.name, geocoder.url, geocoder.key) == ("pelias", "http://localhost:8080", "k")


def test_it_can_be_sent_to_another_process(server, geocoder):
    server.body = json.dumps(ANSWERS["nominatim"])
    opened = geocoder()
    opened.locate("Hilltown")
    sent = pickle.loads(pickle.dumps(opened))
    assert sent == opened
    assert sent.locate("Hilltown") is not None
    assert len(server.asked) == 1
