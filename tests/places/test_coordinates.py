"""Coordinates in the words of a report."""

from __future__ import annotations

import pytest

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
    ],
)
def test_other_numbers_are_no_points(text):
    assert find_coordinates(text) == ()


def test_the_radius_is_what_the_last_digit_leaves_open():
    (coarse,) = find_coordinates("35 N, 40 E")
    (fine,) = find_coordinates("35.33615, 40.14081")
    assert coarse.radius_km > 50
    assert fine.radius_km == 0.1
