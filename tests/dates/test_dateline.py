"""Where a text says when it was published."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import find_dateline_date

BODY = "\n\nGunmen attacked a village in the hills on 3 May 2016 and left before dawn, people said."

DATELINES = [
    ("Tuesday, February 27, 2018\n\nJets strike a depot", date(2018, 2, 27)),
    ("Jets strike a depot\n27 February 2018 | 10:30 GMT", date(2018, 2, 27)),
    ("# Jets strike a depot\n\n*27 February 2018*", date(2018, 2, 27)),
    ("**Issued:** 27 February 2018", date(2018, 2, 27)),
    ("2018-02-27", date(2018, 2, 27)),
    ("27.02.2018", date(2018, 2, 27)),
    ("Posted on 27 February 2018", date(2018, 2, 27)),
    ("Published: Feb 27, 2018 at 4:10 pm", date(2018, 2, 27)),
    ("Daily situation report, 27 February 2018", date(2018, 2, 27)),
    ("   SAN PEDRO, 3 JAN 90 (RADIO SUR) -- [TEXT] A BRIDGE FELL.", date(1990, 1, 3)),
    ("Rome (Italy), 11 Jan 90 -- A bridge fell.", date(1990, 1, 11)),
    ("HILLTOWN, Uplandia (Feb. 3, 2011) – A bridge fell.", date(2011, 2, 3)),
    ("Hilltown, 3 Feb 2011 (Agency) - A bridge fell.", date(2011, 2, 3)),
    ("HILLTOWN 3 February 2011: A bridge fell.", date(2011, 2, 3)),
    ("Release 2011-02-14\nHILLTOWN (Feb. 3) - A bridge fell.", date(2011, 2, 14)),
    ("No. 12 of 2011\nHILLTOWN (Feb. 3) - A bridge fell.", date(2011, 2, 3)),
]

NO_DATELINES = [
    "A bridge fell on 3 February 2011 near the town.",
    "HILLTOWN, Feb 3 (Agency) - A bridge fell.",
    "The story of the raid of 7 February 2018",
    "07/02/2018",
    "Tuesday",
    "",
    f"{'A paragraph, not a heading. ' * 8}\n3 February 2011",
]


@pytest.mark.parametrize(("head", "day"), DATELINES)
def test_the_head_of_a_text_gives_its_day(head, day):
    assert find_dateline_date(head + BODY) == day


@pytest.mark.parametrize("head", NO_DATELINES)
def test_a_date_in_a_sentence_or_half_a_date_is_not_the_reports_own(head):
    assert find_dateline_date(head + BODY) is None


def test_two_years_in_the_head_do_not_settle_a_dateline_without_one():
    assert (
        find_dateline_date("From 2010 to 2011\nHILLTOWN (Feb. 3) - A bridge fell." + BODY) is None
    )
