"""Counts in words: every row of the contract's table, reporters' phrases, and the traps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.numbers import find_quantities, read_quantity
from geo.model import Toll

CONTRACT = [
    ("12", (12, 12, 12)),
    ("twelve", (12, 12, 12)),
    ("a dozen", (12, 12, 12)),
    ("at least 12", (12, 12, None)),
    ("more than 12", (13, 13, None)),
    ("up to 12", (0, 12, 12)),
    ("fewer than 12", (0, 11, 11)),
    ("about 12", (12, 12, 12)),
    ("some 12", (12, 12, 12)),
    ("nearly 12", (12, 12, 12)),
    ("10 to 15", (10, 10, 15)),
    ("between 10 and 15", (10, 10, 15)),
    ("a couple", (2, 2, 2)),
    ("several", (3, 3, 9)),
    ("a few", (3, 3, 9)),
    ("a number of", (3, 3, 9)),
    ("many", (3, 3, 9)),
    ("tens", (10, 10, 99)),
    ("dozens", (12, 12, 99)),
    ("several dozen", (36, 36, 99)),
    ("two dozen", (24, 24, 24)),
    ("scores", (20, 20, 99)),
    ("hundreds", (100, 100, 999)),
    ("several hundred", (300, 300, 999)),
    ("thousands", (1000, 1000, 9999)),
    ("a soldier", (1, 1, 1)),
    ("one civilian", (1, 1, 1)),
    ("no one", (0, 0, 0)),
    ("without casualties", (0, 0, 0)),
]

EXACT = {
    "7": 7,
    "1,200": 1200,
    "12,345": 12345,
    "1,234,567": 1234567,
    "1\u202f200": 1200,
    "1.200": 1200,
    "zero": 0,
    "one": 1,
    "two": 2,
    "eleven": 11,
    "nineteen": 19,
    "twenty": 20,
    "twenty-one": 21,
    "Twenty one": 21,
    "ninety-nine": 99,
    "forty": 40,
    "a hundred": 100,
    "one hundred": 100,
    "a hundred and five": 105,
    "one hundred twelve": 112,
    "two hundred and fifty": 250,
    "two hundred fifty-six": 256,
    "twelve hundred": 1200,
    "a thousand": 1000,
    "three thousand": 3000,
    "three thousand five hundred": 3500,
    "three thousand and forty": 3040,
    "twenty-five thousand": 25000,
    "two hundred thousand": 200000,
    "a million": 1000000,
    "1.2 million": 1200000,
    "3 million": 3000000,
    "100 thousand": 100000,
    "2 lakh": 200000,
    "50k": 50000,
    "half a dozen": 6,
    "half-dozen": 6,
    "half a million": 500000,
    "three dozen": 36,
    "3 dozen": 36,
    "four hundred": 400,
    "a pair of": 2,
    "both": 2,
    "a couple of": 2,
    "a couple dozen": 24,
    "a couple of hundred": 200,
    "a score of": 20,
    "around 40": 40,
    "approximately 40": 40,
    "almost forty": 40,
    "roughly 1,500": 1500,
    "close to 300": 300,
    "an estimated 3,000": 3000,
    "a total of 17": 17,
    "a further six": 6,
    "another eight": 8,
    "only three": 3,
    "some two hundred": 200,
    "all 27": 27,
    "a dozen or so": 12,
    "30 or so": 30,
    "30-odd": 30,
    "no": 0,
    "none": 0,
    "nobody": 0,
    "No-one": 0,
    "without any deaths": 0,
    "two of the three": 2,
    "one of his four": 1,
    "five of the remaining dozen": 5,
    "AT LEAST": None,
    "TWENTY-ONE": 21,
    "A DOZEN": 12,
    "ONE HUNDRED AND TWENTY": 120,
}

BOUNDED = {
    "at least a dozen": (12, 12, None),
    "at least twenty-one": (21, 21, None),
    "AT LEAST 30": (30, 30, None),
    "at least another four": (4, 4, None),
    "at least about 20": (20, 20, None),
    "at least several dozen": (36, 36, None),
    "at least 20 to 25": (20, 20, None),
    "no fewer than nine": (9, 9, None),
    "no less than 50": (50, 50, None),
    "not less than fifty": (50, 50, None),
    "not fewer than 8": (8, 8, None),
    "a minimum of 14": (14, 14, None),
    "upwards of 70": (70, 70, None),
    "a hundred or more": (100, 100, None),
    "100-plus": (100, 100, None),
    "40+": (40, 40, None),
    "one or more": (1, 1, None),
    "more than a dozen": (13, 13, None),
    "more than 1,000": (1001, 1001, None),
    "MORE THAN A HUNDRED": (101, 101, None),
    "more than two dozen": (25, 25, None),
    "more than one": (2, 2, None),
    "over 90": (91, 91, None),
    "well over 200": (201, 201, None),
    "just over fifty": (51, 51, None),
    "in excess of 500": (501, 501, None),
    "far more than 60": (61, 61, None),
    "up to two hundred": (0, 200, 200),
    "as many as 45": (0, 45, 45),
    "as many as a dozen": (0, 12, 12),
    "no more than five": (0, 5, 5),
    "not more than 5": (0, 5, 5),
    "at most ten": (0, 10, 10),
    "a maximum of 8": (0, 8, 8),
    "ten or fewer": (0, 10, 10),
    "up to 20 or 30": (0, 30, 30),
    "less than ten": (0, 9, 9),
    "under a hundred": (0, 99, 99),
    "fewer than two dozen": (0, 23, 23),
    "10-15": (10, 10, 15),
    "10–15": (10, 10, 15),
    "10 - 15": (10, 10, 15),
    "ten to fifteen": (10, 10, 15),
    "between ten and 15": (10, 10, 15),
    "from 10 to 15": (10, 10, 15),
    "12 or 13": (12, 12, 13),
    "one or two": (1, 1, 2),
    "two or three": (2, 2, 3),
    "two or three dozen": (24, 24, 36),
    "three to four hundred": (300, 300, 400),
    "10 to 15 thousand": (10000, 10000, 15000),
    "1,200-1,500": (1200, 1200, 1500),
    "about 20 to 30": (20, 20, 30),
    "a few dozen": (36, 36, 99),
    "several dozens": (36, 36, 99),
    "quite a few": (3, 3, 9),
    "numerous": (3, 3, 9),
    "a handful of": (3, 3, 9),
    "a large number of": (3, 3, 9),
    "several thousand": (3000, 3000, 9999),
    "a few hundred": (300, 300, 999),
    "many hundreds": (100, 100, 999),
    "tens of thousands": (10000, 10000, 99999),
    "hundreds of thousands": (100000, 100000, 999999),
    "TENS OF THOUSANDS": (10000, 10000, 99999),
    "dozens of thousands": (12000, 12000, 99999),
    "millions": (1000000, 1000000, 9999999),
    "several million": (3000000, 3000000, 9999999),
    "an unknown number of": (None, None, None),
    "more than several dozen": (37, 37, None),
}


def toll(low, best, high):
    return Toll(low=low, best=best, high=high)


def counts(text):
    return [quantity.toll.best for quantity in find_quantities(text)]


@pytest.mark.parametrize(("phrase", "expected"), CONTRACT)
def test_the_contract_gives_the_worth_of_each_phrase(phrase, expected):
    assert read_quantity(phrase) == toll(*expected)


@pytest.mark.parametrize(("phrase", "value"), EXACT.items())
def test_a_plain_count_is_low_best_and_high_at_once(phrase, value):
    assert read_quantity(phrase) == (None if value is None else toll(value, value, value))


@pytest.mark.parametrize(("phrase", "expected"), BOUNDED.items())
def test_bounds_ranges_and_vague_words_leave_room(phrase, expected):
    assert read_quantity(phrase) == toll(*expected)


@pytest.mark.parametrize("phrase", [*EXACT, *BOUNDED])
def test_a_phrase_reads_the_same_inside_a_sentence_and_in_capitals(phrase):
    alone = [quantity.toll for quantity in find_quantities(phrase)]
    for sentence in (f"It killed {phrase} people.", f"IT KILLED {phrase.upper()} PEOPLE."):
        assert [quantity.toll for quantity in find_quantities(sentence)] == alone


@pytest.mark.parametrize(
    "text",
    [
        "a 14-year-old boy",
        "a fourteen-year-old boy",
        "a girl aged 12",
        "boys aged between 10 and 15",
        "children aged 9, 11 and 14",
        "children under five",
        "at the age of 60",
        "Omar Farah, 34, was buried",
        "Omar Farah (34) was buried",
        "15 km north of the town",
        "twenty-five miles away",
        "within 300 metres",
        "12 square kilometres",
        "five nautical miles",
        "hundreds of kilometres",
        "a two-hour battle",
        "for three days",
        "five consecutive nights",
        "after 24 hours",
        "two more weeks",
        "dozens of times",
        "at 9 on Monday",
        "at about 10 in the morning",
        "at 10:30",
        "at 6 p.m.",
        "at 0930",
        "at 1830 GMT",
        "around 11 o'clock",
        "on 12 May",
        "on 4 and 5 January",
        "on the 12th",
        "on May 12",
        "MAY 12-14",
        "on January 5, 1990",
        "5 Jan 90",
        "in 2018",
        "since 2014",
        "a November 2011 photo",
        "the 2003 invasion",
        "in 1988-90",
        "between 1988 and 1990",
        "the 11th brigade",
        "Battalion 2-5",
        "the 3rd Battalion",
        "Route 9",
        "Resolution 2254",
        "Law 18314",
        "No. 7",
        "$400",
        "1.2 million dollars",
        "5,000 pesos",
        "USD 300",
        "20 percent",
        "20%",
        "20 per cent",
        "122 mm rockets",
        "a 122mm rocket",
        "7.62 rifles",
        "an AK-47",
        "an F-16",
        "M16 rifles",
        "call 555-1234",
        "on 12/05",
        "a five-member crew",
        "a 12-man patrol",
        "the 1980s",
        "40 rounds",
        "12 tons",
        "beat them 2-1",
        "no longer",
        "no more",
    ],
)
def test_a_number_that_counts_nobody_is_refused(text):
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 12 people drowned", [12]),
        ("2000 people fled", [2000]),
        ("more than 2000 fled", [2001]),
        ("The toll stands at 12.", [12]),
        ("struck at 12 villages", [12]),
        ("12 may have died", [12]),
        ("the toll rose from 8 to 11", [8, 11]),
        ("one of the 12 people killed", [1, 12]),
        ("12 people were killed and 30 hurt", [12, 30]),
        ("killing twenty, one of them a child", [20, 1]),
        ("two soldiers, three rebels and a dozen others", [2, 3, 12]),
        ("killed:12", [12]),
    ],
)
def test_counts_beside_traps_are_kept(text, expected):
    assert counts(text) == expected


def test_offsets_point_at_the_words_of_the_count():
    text = "Officials said AT LEAST two dozen of them, not 30, died."
    first, second = find_quantities(text, start=100)
    assert (first.text, second.text) == ("AT LEAST two dozen", "30")
    assert text[first.start - 100 : first.end - 100] == first.text


@pytest.mark.parametrize("text", ["", "soldiers", "the army", "over there", "between them", "half"])
def test_words_without_a_count_give_none(text):
    assert read_quantity(text) is None


@given(st.integers(0, 10**7))
def test_digits_with_separators_keep_their_value(value):
    assert counts(f"killed {value:,} of them") == [value]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_is_never_upside_down(one, other):
    for quantity in find_quantities(f"killed {one:,} to {other:,} rebels"):
        assert quantity.toll.low <= quantity.toll.best <= quantity.toll.high


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error_and_offsets_are_true(text):
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text


@given(
    st.lists(
        st.sampled_from("at least two dozen hundred of the and to 12 no 5 million half".split())
    )
)
def test_any_order_of_number_words_is_read_in_disjoint_spans(words):
    found = find_quantities(" ".join(words))
    assert all(a.end <= b.start for a, b in pairwise(found))
