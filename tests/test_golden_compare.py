"""The golden comparison must itself be right: a lenient one would let faults through."""

from __future__ import annotations

import pytest
from golden_compare import agrees, document_cells, kilometres, pair


def feature(lon=40.3, lat=35.1, **properties):
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


GOLD = {
    "label": "strike",
    "date_start": "2018-02-07",
    "sub_event_type": "Air/drone strike",
    "place": {"any": ["Deir ez-Zor"]},
    "at": {"lon": 40.3, "lat": 35.1, "tolerance_km": 10},
    "killed_best": 100,
    "claims": [{"outcome": "killed", "low": 100, "claimant": "officials"}],
}
FOUND = {
    "date_start": "2018-02-07",
    "sub_event_type": "Air/drone strike",
    "place": "Deir ez-Zor",
    "killed_best": 100,
    "casualties": [{"outcome": "killed", "low": 100, "claimant": "US officials"}],
}


def wrong(gold, features, not_sites=()):
    cells = document_cells({"incidents": gold, "not_sites": list(not_sites)}, features)
    return [cell.field for cell in cells if not cell.right]


def test_what_an_analyst_would_write_has_no_wrong_cell():
    """Every field, the point and the claim agree."""
    assert wrong([GOLD], [feature(**FOUND)], ["Moscow"]) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date_start": "2018-02-08"}, "date_start"),
        ({"killed_best": None}, "killed_best"),
        ({"killed_best": 0}, "killed_best"),
        ({"lon": 41.3}, "at"),
        ({"lon": None}, "at"),
        ({"casualties": []}, "claim 1"),
    ],
)
def test_one_changed_value_is_one_wrong_cell(change, field):
    """The fault is named by its field, so that the reader knows where to look."""
    assert wrong([GOLD], [feature(**FOUND | change)]) == [field]


def test_an_incident_nobody_expected_is_a_fault():
    """Silence where the report tells nothing counts as much as finding what it tells."""
    assert wrong([], [feature(**FOUND)]) == ["an incident too many"]


def test_an_optional_incident_may_be_there_or_not():
    """Where analysts would differ, neither choice is a fault."""
    optional = GOLD | {"optional": True}
    assert wrong([optional], []) == wrong([optional], [feature(**FOUND)]) == []


def test_a_missing_incident_makes_every_one_of_its_cells_wrong():
    """Losing an incident must cost more than one wrong field."""
    lost = ["date_start", "sub_event_type", "place", "at", "killed_best", "claim 1"]
    assert wrong([GOLD], []) == lost


def test_a_place_that_only_spoke_is_no_site():
    """Moscow denied it; it did not happen in Moscow."""
    assert "not at Moscow" in wrong([], [feature(**FOUND | {"place": "Moscow"})], ["Moscow"])


def test_each_incident_finds_its_own_gold_whatever_the_order():
    """Two strikes of one report are not mixed up."""
    later = GOLD | {"date_start": "2018-02-27", "killed_best": None}
    found = [feature(**FOUND | {"date_start": "2018-02-27", "killed_best": None}), feature(**FOUND)]
    assert pair([GOLD, later], found) == {0: 1, 1: 0}


@pytest.mark.parametrize(
    ("field", "expected", "found", "right"),
    [
        ("place", {"any": ["Khan Shaykhun"]}, "Khān Shaykhūn", True),
        ("place", "Palma", "Las Palmas", False),
        ("initiator", "US", "the US-led coalition", True),
        ("initiator", "US", "Russian troops", False),
        ("target", "journalist", "nine journalists", True),
        ("target", {"any": ["police", None]}, None, True),
        ("target", "police", None, False),
        ("killed_high", None, 0, False),
    ],
)
def test_words_agree_by_whole_beginnings_and_nothing_else_does(field, expected, found, right):
    """Accents and plurals do not matter; a name inside another word does."""
    assert agrees(field, expected, found) is right


def test_distances_are_kilometres_on_the_sphere():
    """One degree of latitude is 111 km, everywhere."""
    assert kilometres(37.0, 48.0, 37.0, 49.0) == pytest.approx(111.2, abs=0.1)
