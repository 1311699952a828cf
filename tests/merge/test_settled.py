"""One dataset's records need no merging; whatever else a table holds, does."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from geo.merge import Settled
from geo.table import Column
from geo.table.columns import batch_of


def batch(*rows, **columns):
    """Return rows as (id, dataset, record)."""
    sources = [json.dumps([{"source": "X", "dataset": d, "record": r}]) for _, d, r in rows]
    given = {Column.ID: pa.array([name for name, *_ in rows]), Column.SOURCES: pa.array(sources)}
    return batch_of(given | columns, len(rows))


def test_records_of_one_dataset_over_several_batches_are_settled():
    settled = Settled()
    assert settled.holds(batch(("a", "GED", "1"), ("b", "GED", "2")))
    assert settled.holds(batch(("c", "GED", "3")))


@pytest.mark.parametrize(
    "second",
    [("c", "ACLED", "3"), ("c", None, None), ("c", "GED", "1"), ("a", "GED", "3")],
    ids=["another dataset", "no dataset", "the same record again", "the same id again"],
)
def test_anything_that_could_be_the_same_event_is_not(second):
    settled = Settled()
    assert settled.holds(batch(("a", "GED", "1"), ("b", "GED", "2")))
    assert not settled.holds(batch(second))


def test_a_table_without_sources_or_with_merged_incidents_is_not():
    assert not Settled().holds(batch_of({Column.ID: pa.array(["a"])}, 1))
    merged = {Column.MEMBERS: pa.array(['["b","c"]'])}
    assert not Settled().holds(batch(("a", "GED", "1"), **merged))
