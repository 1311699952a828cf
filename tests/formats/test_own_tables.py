"""Tables of our own columns: plain rows pass as columns, and as they are."""

from dataclasses import replace
from datetime import date

import pytest

from geo.formats import intake, read_batches, read_incidents, write_incidents
from geo.model import Actor, Evidence, Incident, Place, Role, Toll, When

HERE = Place(name="Ansongo", lon=0.5, lat=15.66, precision=None, country="ML")
WORDS = (Evidence(document_id="d1", start=3, end=9, text="shells"),)


def incident(**changes):
    plain = Incident(
        id="i1",
        when=When.day(date(2021, 3, 4)),
        place=HERE,
        killed=Toll(low=1, best=2, high=3),
        actors=(Actor(name="Army", text="the army", role=Role.INITIATOR),),
        evidence=WORDS,
    )
    return replace(plain, **changes)


def read_as_columns(path, monkeypatch):
    """Read a table while nothing can be read row by row."""
    monkeypatch.setattr(intake, "_own", lambda *_: pytest.fail("read row by row"))
    return sum(batch.num_rows for batch in read_batches(path, pytest.fail))


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".gpkg", ".geojsonl", ".kml"])
def test_a_point_of_which_nobody_says_how_fine_it_is_passes_as_columns(
    suffix, tmp_path, monkeypatch
):
    path = tmp_path / f"t{suffix}"
    some = [incident(), incident(id="i2", actors=())]
    write_incidents(some, path)
    assert list(read_incidents(path, pytest.fail)) == some
    assert read_as_columns(path, monkeypatch) == 2
