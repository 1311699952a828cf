"""Words that hardly name a place: kept where asked for, placed only where no choice is left."""

from __future__ import annotations

import pytest

from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import ACCEPTED

pytestmark = pytest.mark.model

TEXT = "Rebels in Syria took Mas Idyah and the Panorama Checkpoint near Idlib from the army."


@pytest.fixture(scope="module")
def find(reader):
    gazetteer = Gazetteer.open()

    def mentions(text, **options):
        return locate(reader.read(Document(id="d", text=text)), gazetteer, **options)

    return mentions


def test_doubtful_names_are_given_only_where_they_are_asked_for(find):
    assert all(m.named >= ACCEPTED for m in find(TEXT))
    assert any(m.named < ACCEPTED for m in find(TEXT, doubtful=True))


def test_doubtful_names_change_nothing_of_the_others(find):
    sure = [m for m in find(TEXT, doubtful=True) if m.named >= ACCEPTED]
    assert sure == list(find(TEXT))


def test_a_doubtful_name_has_a_place_only_in_a_country_the_report_names(find):
    countries = {m.place.country for m in find(TEXT) if m.place}
    doubted = [m for m in find(TEXT, doubtful=True) if m.named < ACCEPTED]
    assert all(m.place is None or m.place.country in countries for m in doubted)
    alone = find("Rebels took Mas Idyah and the Panorama Checkpoint from the army.", doubtful=True)
    assert all(m.place is None for m in alone if m.named < ACCEPTED)
