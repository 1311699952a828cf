"""Phrases as reporters write them, each with the days it means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import DateKind, find_dates, read_date
from geo.model import DatePrecision

TUESDAY = date(2018, 2, 27)
JANUARY = date(2018, 1, 3)

DAYS = [
    ("The depot burned down yesterday.", "yesterday", "2018-02-26"),
    ("It was hit yesterday evening.", "yesterday evening", "2018-02-26"),
    ("They left the day before yesterday.", "the day before yesterday", "2018-02-25"),
    ("Two men were shot today.", "today", "2018-02-27"),
    ("Earlier today a mine went off.", "Earlier today", "2018-02-27"),
    ("A mortar fell this morning.", "this morning", "2018-02-27"),
    ("Early this morning they came.", "Early this morning", "2018-02-27"),
    ("Sirens sounded tonight.", "tonight", "2018-02-27"),
    ("Moments ago a jet passed.", "Moments ago", "2018-02-27"),
    ("It happened a few hours ago.", "a few hours ago", "2018-02-27"),
    ("It happened two hours ago.", "two hours ago", "2018-02-27"),
    ("It happened 36 hours ago.", "36 hours ago", "2018-02-26"),
    ("A bridge was blown up last night.", "last night", "2018-02-26"),
    ("The talks will open tomorrow.", "tomorrow", "2018-02-28"),
    ("Shots were heard on Tuesday.", "Tuesday", "2018-02-27"),
    ("Late on Wednesday a shell fell.", "Late on Wednesday", "2018-02-21"),
    ("A shell fell on Monday night.", "Monday night", "2018-02-26"),
    ("It was quiet last Tuesday.", "last Tuesday", "2018-02-20"),
    ("They meet again next Tuesday.", "next Tuesday", "2018-03-06"),
    ("The envoy will arrive on Thursday.", "Thursday", "2018-03-01"),
    ("The envoy arrived on Thursday.", "Thursday", "2018-02-22"),
    ("He will speak after the raid on Thursday.", "Thursday", "2018-02-22"),
    ("On Tuesday of last week they fled.", "Tuesday of last week", "2018-02-20"),
    ("Troops fired on Feb. 7.", "Feb. 7", "2018-02-07"),
    ("Troops fired on 7 February.", "7 February", "2018-02-07"),
    ("Troops fired on February 7, 2016.", "February 7, 2016", "2016-02-07"),
    ("Troops fired on 7 Feb 2016.", "7 Feb 2016", "2016-02-07"),
    ("Troops fired on 7-Feb-2016.", "7-Feb-2016", "2016-02-07"),
    ("Troops fired on Feb 7th.", "Feb 7th", "2018-02-07"),
    ("Troops fired on the 7th of February.", "7th of February", "2018-02-07"),
    ("TROOPS FIRED ON 30 DECEMBER.", "30 DECEMBER", "2017-12-30"),
    ("TROOPS FIRED 30 DEC 89 -- AGAIN", "30 DEC 89", "1989-12-30"),
    ("The post fell on the 6th, locals say.", "the 6th", "2018-02-06"),
    ("The post fell late on the 6th.", "late on the 6th", "2018-02-06"),
    ("The post fell on the 28th.", "the 28th", "2018-01-28"),
    ("A patrol was hit June 25.", "June 25", "2017-06-25"),
    ("A patrol was hit on Wed, 21 Feb", "Wed, 21 Feb", "2018-02-21"),
    ("A patrol was hit Tuesday, March 7, 2017.", "Tuesday, March 7, 2017", "2017-03-07"),
    ("It fell three days ago.", "three days ago", "2018-02-24"),
    ("It fell a day ago.", "a day ago", "2018-02-26"),
    ("It fell a couple of days ago.", "a couple of days ago", "2018-02-25"),
    ("Logged 2018-02-07.", "2018-02-07", "2018-02-07"),
    ("Logged 2018-02-07T23:10:00Z.", "2018-02-07T23:10:00Z", "2018-02-07"),
    ("Logged 27/02/2018.", "27/02/2018", "2018-02-27"),
    ("Logged 02/27/2018.", "02/27/2018", "2018-02-27"),
    ("Logged 27.02.2018.", "27.02.2018", "2018-02-27"),
    ("Logged 07/07/2017.", "07/07/2017", "2017-07-07"),
]

PERIODS = [
    ("It burned overnight.", "overnight", "2018-02-26", "2018-02-27", "day"),
    (
        "Over the past 24 hours it rained fire.",
        "Over the past 24 hours",
        "2018-02-26",
        "2018-02-27",
        "day",
    ),
    ("In the last three days", "In the last three days", "2018-02-24", "2018-02-27", "day"),
    ("Over the weekend", "Over the weekend", "2018-02-24", "2018-02-25", "day"),
    ("from 3 to 5 February", "from 3 to 5 February", "2018-02-03", "2018-02-05", "day"),
    ("between 3 and 5 February", "between 3 and 5 February", "2018-02-03", "2018-02-05", "day"),
    ("shelled February 3-5.", "February 3-5", "2018-02-03", "2018-02-05", "day"),
    ("shelled on Feb. 7 and 8.", "Feb. 7 and 8", "2018-02-07", "2018-02-08", "day"),
    (
        "in the night of Friday 4 to Saturday 5 June 2021",
        "Friday 4 to Saturday 5 June 2021",
        "2021-06-04",
        "2021-06-05",
        "day",
    ),
    ("on the night of 7-8 February", "7-8 February", "2018-02-07", "2018-02-08", "day"),
    (
        "28 January to 3 February 2017",
        "28 January to 3 February 2017",
        "2017-01-28",
        "2017-02-03",
        "day",
    ),
    ("December 30 - January 2", "December 30 - January 2", "2017-12-30", "2018-01-02", "day"),
    ("from Saturday to Monday", "from Saturday to Monday", "2018-02-24", "2018-02-26", "day"),
    ("from Monday to Wednesday", "from Monday to Wednesday", "2018-02-19", "2018-02-21", "day"),
    ("since Friday", "since Friday", "2018-02-23", "2018-02-27", "day"),
    ("They fought for the third day.", "for the third day", "2018-02-25", "2018-02-27", "day"),
    (
        "They fought a fourth straight day.",
        "a fourth straight day",
        "2018-02-24",
        "2018-02-27",
        "day",
    ),
    ("last week", "last week", "2018-02-19", "2018-02-25", "week"),
    ("earlier this week", "earlier this week", "2018-02-26", "2018-02-27", "week"),
    ("later this week", "later this week", "2018-02-27", "2018-03-04", "week"),
    ("two weeks ago", "two weeks ago", "2018-02-12", "2018-02-18", "week"),
    ("several days ago", "several days ago", "2018-02-18", "2018-02-24", "week"),
    ("last month", "last month", "2018-01-01", "2018-01-31", "month"),
    ("earlier this month", "earlier this month", "2018-02-01", "2018-02-27", "month"),
    ("in January", "January", "2018-01-01", "2018-01-31", "month"),
    ("in March", "March", "2017-03-01", "2017-03-31", "month"),
    ("last February", "last February", "2017-02-01", "2017-02-28", "month"),
    ("in early January", "early January", "2018-01-01", "2018-01-10", "month"),
    ("in mid-June 2016", "mid-June 2016", "2016-06-11", "2016-06-20", "month"),
    ("IN NOVEMBER 1989", "NOVEMBER 1989", "1989-11-01", "1989-11-30", "month"),
    (
        "from January to March 2017",
        "from January to March 2017",
        "2017-01-01",
        "2017-03-31",
        "month",
    ),
    ("in 2016", "2016", "2016-01-01", "2016-12-31", "year"),
    ("late 2015", "late 2015", "2015-09-01", "2015-12-31", "year"),
    ("since 2014", "since 2014", "2014-01-01", "2018-02-27", "year"),
    ("between 2014 and 2016", "between 2014 and 2016", "2014-01-01", "2016-12-31", "year"),
    ("last year", "last year", "2017-01-01", "2017-12-31", "year"),
    ("three years ago", "three years ago", "2015-01-01", "2015-12-31", "year"),
]

NO_DATES = [
    "The 11th Brigade held the ridge.",
    "The 6th battalion stood on the 6th floor.",
    "Rebels may have gone; they march on the city.",
    "The army will march 5 kilometres.",
    "A 23-year-old man was the second victim.",
    "The March 14 alliance spoke.",
    "The November 17 group spoke.",
    "Members of the pro-March 8 coalition spoke.",
    "A man of July 26 Brigade spoke.",
    "USA Today and the Sunday Times reported it.",
    "They pray every Friday.",
    "The year has no 30 February.",
    "More than 2000 people fled and 1,989 stayed.",
    "In route 2016-06-S-026.",
]

ANAPHORIC = [
    "Two weeks later they came back.",
    "A day earlier they had left.",
    "The same day a second bomb exploded.",
    "The next morning it was over.",
    "Less than three weeks after the raid they came back.",
    "It was worse the day before.",
    "Hours later it was over.",
]


def only(text, published=TUESDAY):
    (mention,) = find_dates(text, published=published)
    return mention


@pytest.mark.parametrize(("text", "words", "day"), DAYS)
def test_a_day_is_read_with_its_words(text, words, day):
    mention = only(text)
    assert mention.text == words
    assert (str(mention.when.start), str(mention.when.end)) == (day, day)
    assert mention.when.precision is DatePrecision.DAY


@pytest.mark.parametrize("case", PERIODS)
def test_a_period_is_read_with_its_first_and_last_day(case):
    text, words, first, last, precision = case
    mention = only(text)
    assert mention.text == words
    assert (str(mention.when.start), str(mention.when.end)) == (first, last)
    assert mention.when.precision == precision


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text):
    assert find_dates(text, published=TUESDAY) == ()


@pytest.mark.parametrize("text", ANAPHORIC)
def test_a_date_counted_from_another_event_is_found_and_unknown(text):
    mention = only(text)
    assert mention.kind is DateKind.ANAPHORIC
    assert mention.when.start is None


@pytest.mark.parametrize("text", ["07/02/2018", "03-04-2017"])
def test_figures_whose_day_and_month_could_be_swapped_stay_unknown(text):
    mention = only(text)
    assert mention.kind is DateKind.ABSOLUTE
    assert mention.when.start is None


@pytest.mark.parametrize(
    "text",
    ["on Feb. 7", "on the 6th.", "yesterday", "on Tuesday", "in June", "last week", "an hour ago"],
)
def test_without_publication_nothing_is_guessed(text):
    mention = only(text, None)
    assert mention.when.start is None
    assert mention.when.precision is DatePrecision.UNKNOWN


def test_in_january_a_december_day_is_last_years():
    assert only("Guards were shot on 30 December.", JANUARY).when.start == date(2017, 12, 30)


def test_a_day_just_after_publication_is_not_pushed_back_a_year():
    assert only("Clashes broke out on 4 January.", JANUARY).when.start == date(2018, 1, 4)


def test_a_planned_day_lies_ahead():
    assert only("Elections are scheduled for 9 June.").when.start == date(2018, 6, 9)


def test_a_count_after_a_month_is_not_a_day():
    """ "In May 12 people died" names a month, "on May 12 rebels ..." a day."""
    assert only("In May 12 people died.").text == "May"
    assert only("Feb. 7 and 8 people were hurt.").text == "Feb. 7"


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("after the Feb. 7 attack", True),
        ("after Tuesday's attack", True),
        ("the 2015 attacks", True),
        ("a November 2011 photo", True),
        ("they attacked on Feb. 7", False),
        ("on Tuesday militants attacked", False),
        ("the past 24 hours", False),
    ],
)
def test_a_date_that_belongs_to_a_noun_is_marked(text, attributive):
    assert only(text).attributive is attributive


def test_the_kind_says_what_a_date_hangs_on():
    kinds = [
        m.kind for m in find_dates("On 7 May 2016, on 8 May and on Friday.", published=TUESDAY)
    ]
    assert kinds == [DateKind.ABSOLUTE, DateKind.PARTIAL, DateKind.RELATIVE]


def test_offsets_are_shifted_by_the_start_of_the_piece():
    (mention,) = find_dates("Hit on 7 May 2016.", published=None, start=100)
    assert (mention.start, mention.end, mention.text) == (107, 117, "7 May 2016")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue, 27 Feb 2018 10:00:00 GMT", date(2018, 2, 27)),
        ("2018-02-27 10:00", date(2018, 2, 27)),
        ("February 2018", None),
        ("no date", None),
    ],
)
def test_one_full_day_is_read_out_of_a_metadata_string(text, day):
    assert read_date(text) == day


# --- laws ----------------------------------------------------------------------------------------

phrases = st.sampled_from([text for text, *_ in DAYS + PERIODS] + ANAPHORIC + NO_DATES)
anything = st.lists(st.one_of(phrases, st.text(max_size=20)), max_size=5).map(" ".join)
days = st.dates(date(1950, 1, 1), date(2090, 1, 1))


@settings(deadline=None)
@given(text=anything, published=st.one_of(st.none(), st.dates()))
def test_offsets_always_slice_to_the_text_and_never_overlap(text, published):
    mentions = find_dates(text, published=published)
    end = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


@settings(deadline=None)
@given(
    case=st.sampled_from(DAYS + PERIODS),
    before=st.sampled_from(
        ["", "No one fell. " * 30, "Nobody was hurt. ", "«Ясно» \U0001f4a5 ", "(AGENCY) -- "]
    ),
    after=st.sampled_from(
        ["", " No one fell." * 30, " Nobody was hurt.", ") и всё", "\n\nMore soon."]
    ),
)
def test_a_date_does_not_move_when_its_text_is_embedded(case, before, after):
    text = case[0]
    embedded = only(before + text + after)
    alone = only(text)
    assert embedded.start == alone.start + len(before)
    assert (embedded.text, embedded.when) == (alone.text, alone.when)


@settings(deadline=None)
@given(published=days, weekday=st.integers(0, 6))
def test_a_weekday_is_the_nearest_one_behind_or_ahead(published, weekday):
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    behind = only(f"Guns were heard on {name}.", published).when.start
    ahead = only(f"They will meet on {name}.", published).when.start
    assert behind.weekday() == ahead.weekday() == weekday
    assert timedelta(0) <= published - behind < timedelta(7)
    assert timedelta(0) <= ahead - published < timedelta(7)


@settings(deadline=None)
@given(published=days, back=st.integers(0, 300))
def test_a_past_day_written_without_its_year_is_found_again(published, back):
    day = published - timedelta(days=back)
    assert only(f"Guns were heard on {day:%d %B}.", published).when.start == day


@settings(deadline=None)
@given(published=days, text=st.sampled_from([text for text, *_ in PERIODS]))
def test_what_is_counted_from_publication_never_reaches_beyond_it(published, text):
    mention = only(text, published)
    if mention.kind is DateKind.RELATIVE and "later" not in text:
        assert mention.when.end <= published
