"""Coordinates in the words of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.coordinates import find_coordinates


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("at 35.3361, 40.1408 the depot", 35.3361, 40.1408),
        ("at -1.2921, 36.8219", -1.2921, 36.8219),
        ("at 35.33 N, 40.14 E", 35.33, 40.14),
        ("at 35°20'12\"N 40°09'36\"E", 35.336667, 40.16),
        ("at 12°30'S, 61°15'W", -12.5, -61.25),
        ("at 40.14°E and 35.33°N", 35.33, 40.14),
        ("at N35.33 E40.14", 35.33, 40.14),
        ("at N 35°20', E 40°09'", 35.333333, 40.15),
        ("at S1.25 W78.5", -1.25, -78.5),
        ("at 35°20'N 40°09'E", 35.333333, 40.15),
        ("at 35°20′12″N 40°09′36″E", 35.336667, 40.16),
        ("at 35° 20.5' N, 40° 9.25' E", 35.341667, 40.154167),
        ("at 35.336/40.141", 35.336, 40.141),
        ("at 35.3361 / 40.1408", 35.3361, 40.1408),
        ("at (35.3361, 40.1408)", 35.3361, 40.1408),
        ("at 35.3361,40.1408.", 35.3361, 40.1408),
        ("at −1.2921, 36.8219", -1.2921, 36.8219),
        ("at 12.1234, −61.1234", 12.1234, -61.1234),
        ("at 35,3361; 40,1408", 35.3361, 40.1408),
        ("at 35,3361° N, 40,1408° E", 35.3361, 40.1408),
        ("at lat 35.33, lon 40.14", 35.33, 40.14),
        ("at Lat: 35.33 Long: 40.14", 35.33, 40.14),
        ("at latitude 35.33 and longitude -40.14", 35.33, -40.14),
        ("at geo:35.33,40.14", 35.33, 40.14),
        ("at https://maps.google.com/?q=35.33,40.14", 35.33, 40.14),
        ("at https://www.google.com/maps/@35.3361,40.1408,15z", 35.3361, 40.1408),
        ("at https://www.google.com/maps/place/X/!3d35.3361!4d40.1408", 35.3361, 40.1408),
        ("at https://www.openstreetmap.org/?mlat=35.336&mlon=40.141", 35.336, 40.141),
        ("at 35.5 degrees north, 40.25 degrees east", 35.5, 40.25),
    ],
)
def test_written_points_are_read(text, lat, lon):
    (found,) = find_coordinates(text)
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-5)
    assert text[found.start : found.end].strip() in text[3:]


@pytest.mark.parametrize(
    "text",
    [
        "scores of 2.5, 3.1",
        "on 12.03.2018, 40 men",
        "95.1234, 40.1234",
        "12 N 13 N",
        "0.000, 0.000",
        "they won 12.345, 67.890 and 45.123 votes",
        "12.345, 67.890 votes",
        "at $35.336/40.141 each",
        "shares rose 2.125/3.250%",
        "version 3.141.592, 2.718.281",
        "call 021 35.336.140.141",
        "12,345; 67,890 people",
        "a ratio of 3.5/4.5",
        "routes I-35 N and E 40",
        "from 12 to 35 N people",
        "37S 99 1234567",
    ],
)
def test_other_numbers_are_no_points(text):
    assert find_coordinates(text) == ()


def test_the_radius_is_what_the_last_digit_leaves_open():
    (coarse,) = find_coordinates("35 N, 40 E")
    (fine,) = find_coordinates("35.33615, 40.14081")
    assert coarse.radius_km > 50
    assert fine.radius_km == 0.1


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("31NAA 66021 00000", 0.0, 0.0),
        ("at 18SUJ2337106519, the Jefferson Pier", -77.0366, 38.8898),
        ("grid 18S UJ 23371 06519", -77.0366, 38.8898),
        ("18SUJ 2337 0651", -77.0366, 38.8898),
    ],
)
def test_grid_references_are_points(text, lon, lat):
    (found,) = find_coordinates(text)
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=0.001), pytest.approx(lat, abs=0.001))


def test_fewer_digits_of_a_grid_reference_leave_a_wider_radius():
    radii = [
        find_coordinates(text)[0].radius_km
        for text in ("18SUJ2337106519", "18SUJ233065", "18SUJ2306")
    ]
    assert radii == sorted(radii)
    assert radii[-1] == pytest.approx(0.7)
    assert radii[0] == pytest.approx(0.1)


@pytest.mark.parametrize(
    "text",
    ["on 10 MAR 2024", "10 JUN 2024", "flight 18SUJ 123 4567", "37 SAM 1234", "3 MAY 2024 1200"],
)
def test_dates_and_uneven_digits_are_no_grid_references(text):
    assert find_coordinates(text) == ()


@given(
    zone=st.integers(1, 60),
    lat=st.floats(-79, 83),
    offset=st.floats(-2.5, 2.5),
)
def test_a_grid_reference_of_a_point_leads_back_to_it(zone, lat, offset):
    """Against PROJ: letters are counted forward from the projected point."""
    from pyproj import Transformer

    lon = zone * 6 - 183 + offset
    code = (32600 if lat >= 0 else 32700) + zone
    east, north = Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat)
    if not 100_000 <= east < 900_000:
        return
    band = "CDEFGHJKLMNPQRSTUVWX"[min(19, int((lat + 80) // 8))]
    column = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")[(zone - 1) % 3][int(east // 100_000) - 1]
    rows = "ABCDEFGHJKLMNPQRSTUV"
    row = rows[(int(north // 100_000) + (0 if zone % 2 else 5)) % 20]
    text = f"{zone}{band}{column}{row}{int(east % 100_000):05d}{int(north % 100_000):05d}"
    (found,) = find_coordinates(text)
    assert found.lat == pytest.approx(lat, abs=0.0001)
    assert found.lon == pytest.approx(lon, abs=0.001)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("at 31N 166021 0", None, None),
        ("at 18S 323371 4306519", -77.0366, 38.8898),
        ("at 18S 323371E 4306519N", -77.0366, 38.8898),
        ("at 18 S, 323371 mE, 4306519 mN", -77.0366, 38.8898),
        ("at 18N 323371 4306519", -77.0366, 38.8898),
        ("at 18C 323371 4306519", None, None),
    ],
)
def test_utm_points_are_read_and_their_band_must_fit(text, lon, lat):
    found = find_coordinates(text)
    if lon is None:
        assert found == ()
        return
    (point,) = found
    assert (point.lon, point.lat) == (pytest.approx(lon, abs=0.001), pytest.approx(lat, abs=0.001))
    assert point.radius_km == 0.1
