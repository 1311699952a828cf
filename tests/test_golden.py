"""The quality gate: what the whole chain makes of real reports does not get worse.

The floors in golden/floors.json are the shares of right cells that were measured; a figure below
its floor fails here and names the wrong cells. ``python tests/golden_run.py`` prints all of them.
"""

from __future__ import annotations

import json
import re

import pytest
from golden_compare import faults
from golden_run import (
    FLOORS,
    GOLDEN,
    REPORTS,
    by_slot,
    merged_cells,
    read_floors,
    read_golden,
    read_labels,
    report_cells,
    sentence_cells,
    share,
)

from geo.model import EVENT_TYPE_OF, Precision, SubEventType


def check(cells, floor) -> None:
    assert share(cells) >= floor, "\n".join(["wrong cells:", *faults(cells)])


@pytest.fixture(scope="module")
def sentence_slots():
    return by_slot(sentence_cells())


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(read_golden()))
def test_a_report_gives_what_an_analyst_reads_in_it_as_well_as_before(name):
    """Every field, claim, point and place that must not be a site, within the report's floor."""
    cells = report_cells(name)
    check(cells, read_floors()["reports"][name])


@pytest.mark.model
def test_two_reports_of_one_event_become_one_incident_with_both_voices():
    """Tolls that disagree make it contested; the lowest and the highest claim bound it."""
    cells = merged_cells()
    check(cells, read_floors()["merged"]["all"])


@pytest.mark.model
@pytest.mark.parametrize("slot", sorted(read_floors()["sentences"]))
def test_a_slot_of_the_labelled_sentences_is_read_as_well_as_before(slot, sentence_slots):
    """Who, whom, when, where, how many, what; and silence where nothing happened."""
    cells = sentence_slots[slot]
    check(cells, read_floors()["sentences"][slot])


def test_every_report_has_its_gold_and_every_gold_its_report():
    """A report nobody coded would go unchecked, a gold without report would never be read."""
    files = {name.split("#")[0] for name in read_golden()}
    assert files == {path.name for path in REPORTS.iterdir()}
    assert set(read_floors()["reports"]) == set(read_golden())


def test_the_gold_speaks_the_vocabulary_of_the_contract():
    """A misspelt type or precision in the gold would count as a fault of the program forever."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in GOLDEN.glob("*.json") if p != FLOORS)
    found = re.findall(r'"(?:sub_event_type|place_precision|event_type)": (\{.*?\}|".*?")', text)
    known = {*SubEventType, *EVENT_TYPE_OF.values(), *Precision}
    for value in map(json.loads, found):
        options = value["any"] if isinstance(value, dict) else [value]
        assert set(options) <= known


def test_labels_cover_what_happened_and_what_did_not():
    """Each sentence is labelled once, and refusals are as much tested as findings."""
    labels = read_labels()
    assert len({label["sentence"] for label in labels}) == len(labels)
    assert sum(label["expected"] is None for label in labels) >= 20
