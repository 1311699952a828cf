"""What is known only to its region or country is joined to that unit's outline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from map_cases import REGION, TOWN, make_incident

from geo.mapping.columns import ordered
from geo.mapping.units import atlas, find_units
from geo.model import Place, Precision
from geo.table import to_table


def found(*places):
    """Return the units of incidents at the given places."""
    table = ordered(to_table([make_incident(n, place=p) for n, p in enumerate(places)]))
    return find_units(table.flat)


def test_two_incidents_of_one_region_share_its_outline():
    units = found(REGION, replace(REGION, lon=40.5))
    assert units.codes.tolist() == [1, 1]
    (head,) = units.header["units"]
    assert head[0] == "Deir ez-Zor"
    assert head[5] == len(units.outlines) > 0


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Dayr az Zawr", "Deir Al Zour"])
def test_a_region_joins_by_name_where_the_id_is_another_gazetteers(name):
    units = found(replace(REGION, id="pleiades:1", name=name, admin1=name))
    assert units.codes.tolist() == [1]


def test_a_name_joins_only_within_its_country():
    assert found(replace(REGION, id=None, country="IQ")).codes.tolist() == [0]


def test_a_country_joins_by_its_code():
    mali = Place(name="Mali", lon=-4, lat=17, precision=Precision.COUNTRY, country="ML")
    units = found(mali)
    assert units.header["units"][0][:2] == ["Mali", 0]


def test_a_town_has_no_outline():
    assert found(TOWN).codes.tolist() == [0]
    assert found(TOWN).outlines == b""


def test_crimea_is_a_region_of_ukraine_and_western_sahara_a_country():
    crimea = atlas().region("UA", None, "Crimea")
    assert crimea is not None
    assert atlas().countries["EH"].lat < 27.7
    assert atlas().region("RU", None, "Crimea") is None
