"""A name on its own, with or without its parents."""

from __future__ import annotations

import pytest

from geo.places.gazetteer import Gazetteer
from geo.places.lookup import locate_name, look_up


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.mark.parametrize("spelling", ["Deir Ezzor", "Dayr az Zawr", "دير الزور", "Дейр-эз-Зор"])
def test_every_spelling_of_deir_ez_zor_is_one_place(gazetteer, spelling):
    assert {r.candidate.entry.id for r in look_up(spelling, gazetteer)[:2]} == {
        "geonames:170794",
        "geonames:170792",
    }


def test_a_parent_decides_between_homonyms(gazetteer):
    alone = look_up("Tripoli", gazetteer)[0].candidate.entry.country
    in_lebanon = look_up("Tripoli, Lebanon", gazetteer)[0].candidate.entry.country
    assert (alone, in_lebanon) == ("LY", "LB")


def test_a_misspelt_village_is_found_inside_its_country_only(gazetteer):
    found = look_up("Khasham, Deir Ezzor, Syria", gazetteer)
    assert found[0].candidate.entry.id == "geonames:167899"
    assert "in Deir Ezzor, Syria as asked" in str(found[0])
    assert not any(r.candidate.entry.country == "SY" for r in look_up("Khasham", gazetteer))


def test_an_unknown_name_has_no_candidates(gazetteer):
    assert look_up("Xqzvtown", gazetteer) == []
    assert look_up(" , ", gazetteer) == []


@pytest.mark.parametrize(
    ("name", "precision"), [("Aleppo", "settlement"), ("Homs", "settlement"), ("Daraa", "region")]
)
def test_a_town_and_the_province_called_after_it_are_no_rivals(gazetteer, name, precision):
    found = locate_name(name, gazetteer, country="SY")
    assert found.place
    assert found.place.precision == precision
