"""What the layout of a report says: paragraphs, headings, the day a summary covers."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import find_dates
from geo.incidents.discourse import layout, reporting_period

SUMMARY = """# Daily summary

Reporting period: 30 April 2018

## Kabul

A bomb went off.

Two guards were hurt.

## Herat

Nothing was reported."""


def test_a_section_begins_at_its_heading():
    laid = layout(SUMMARY)
    heading = laid.section(SUMMARY.index("Two guards"))
    assert SUMMARY[slice(*heading)] == "## Kabul"
    assert SUMMARY[slice(*laid.section(SUMMARY.index("Nothing")))] == "## Herat"


def test_paragraphs_are_parted_by_blank_lines():
    laid = layout("One.\nStill one.\n\nTwo.")
    assert laid.paragraph(0) == laid.paragraph(6)
    assert laid.paragraph(18) == laid.paragraph(0) + 1


def test_a_first_line_without_a_full_stop_is_a_headline():
    text = "Blast kills ten in market\n\nTen people died on Monday."
    assert layout(text).is_headline(3)
    assert not layout(text).is_headline(text.index("Ten"))
    assert not layout("Ten people died on Monday.\n\nMore soon.").is_headline(3)


@pytest.mark.parametrize("label", ["Reporting period", "Period", "Incidents of", "Covering"])
def test_the_head_of_a_summary_names_its_day(label):
    text = f"{label}: 30 April 2018\n\nA bomb went off."
    period = reporting_period(text, find_dates(text, published=None))
    assert period.when.start == date(2018, 4, 30)


def test_any_other_date_in_the_head_is_no_reporting_period():
    text = "Kabul, 30 April 2018. A bomb went off."
    assert reporting_period(text, find_dates(text, published=None)) is None
