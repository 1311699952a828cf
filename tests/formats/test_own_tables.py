"""Tables of our own columns: plain rows pass as columns, and as they are."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from geo.formats import intake, read_batches, read_incidents, write_batches, write_incidents
from geo.model import Actor, Evidence, Incident, Place, Role, Toll, When
from geo.table import from_feature, to_feature
from geo.table.columns import batches_of

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


ATTACK = incident(
    actors=(
        Actor(name="Army", text="the army", role=Role.INITIATOR, country="ML"),
        Actor(name="Militia", text="gunmen", role=Role.TARGET),
        Actor(name="Police", text="police"),
    )
)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".gpkg", ".geojsonl"])
@pytest.mark.parametrize(
    ("column", "cell", "names"),
    [
        ("actor1", "Navy", ["Navy", "Militia", "Police"]),
        ("actor1", None, ["Militia", "Police"]),
        ("actor2", "Police", ["Army", "Police", "Police"]),
    ],
)
def test_an_edited_actor_counts_before_the_list_and_is_told(suffix, column, cell, names, tmp_path):
    (batch,) = batches_of([ATTACK, incident(id="i2")])
    place = batch.column_names.index(column)
    values = [cell, *batch[column].to_pylist()[1:]]
    edited = batch.set_column(place, column, [pa.array(values, pa.string())])
    path = tmp_path / f"t{suffix}"
    write_batches([edited], path)
    told = []
    first, second = read_incidents(path, told.append)
    assert [actor.name for actor in first.actors] == names
    assert second == incident(id="i2")
    (note,) = told
    assert note.note
    assert f"{column} {cell or ''!r} must be what actors say" in note.reason.replace("None", "''")
    back = [row for batch in read_batches(path, told.append) for row in batch[column].to_pylist()]
    assert back[0] == (cell or "Police")


def test_of_an_actor_written_anew_nobody_knows_kind_and_country(tmp_path):
    feature = to_feature(ATTACK)
    feature["properties"]["actor1"] = "Navy"
    assert from_feature(feature).actors[0] == Actor(name="Navy", text="Navy", role=Role.INITIATOR)
    feature["properties"] |= {"actor1": "Militia", "actor2": "Army"}
    turned = from_feature(feature).actors
    assert turned[0] == Actor(name="Militia", text="gunmen", role=Role.INITIATOR)
    assert turned[1] == Actor(name="Army", text="the army", role=Role.TARGET, country="ML")


def test_a_table_without_the_two_columns_keeps_its_actors():
    feature = to_feature(ATTACK)
    for column in ("actor1", "actor2"):
        del feature["properties"][column]
    assert from_feature(feature) == ATTACK
