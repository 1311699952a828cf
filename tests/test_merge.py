"""The same event told twice becomes one incident that keeps both voices."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_cases import MONDAY, PROVINCE, QARN, days_from_monday, killed, told, worlds

from geo.errors import DataError
from geo.merge import Added, Decision, is_merged, merge
from geo.merge.block import pairs
from geo.merge.columns import columns_of, radius_of
from geo.merge.compare import evidence
from geo.merge.crowd import Crowd
from geo.merge.decisions import Verdict
from geo.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    Evidence,
    Grade,
    Outcome,
    Precision,
    Role,
    Source,
    Stance,
    SubEventType,
    Toll,
    When,
)
from geo.sphere import distance_km

# --- what is one event ------------------------------------------------------------------------

A = told("a")


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another publisher says the same", told("b", "Hill Radio")),
        ("the toll has grown", told("b", "Hill Radio", killed=killed(5, 5, 5))),
        ("nobody is named", told("b", "Hill Radio", who=None)),
        ("the actor is unidentified", told("b", "Hill Radio", who="Unidentified gunmen")),
        ("no type is given", told("b", "Hill Radio", sub=None)),
        ("only the week is known", told("b", when=days_from_monday(-3, 3, DatePrecision.WEEK))),
        (
            "only the province is named",
            told("b", "Hill Radio", place=PROVINCE, place_text="Wadi province"),
        ),
        ("neither names a point, both a name", told("b", "Hill Radio", place=None)),
    ],
)
def test_tellings_of_one_event_become_one(why, other):
    here = replace(A, place=replace(QARN, admin1="Wadi"))
    (one,) = merge([here, other])
    assert one.members == ("a", "b"), why


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another day", told("b", when=days_from_monday(1))),
        ("another town", told("b", place=replace(QARN, name="Tall", lon=40.5), place_text="Tall")),
        ("another country", told("b", place=replace(QARN, country="IQ"))),
        ("another kind of event", told("b", sub=SubEventType.PEACEFUL_PROTEST)),
        (
            "another act by another actor",
            told("b", sub=SubEventType.AIR_STRIKE, who="Air Force", killed=Toll()),
        ),
        ("the same report", told("b", document="doc-a")),
        ("no date", told("b", when=When())),
        ("nothing known of the place", told("b", place=None, place_text=None)),
        (
            "somewhere in a region that is not known to hold the town",
            told("b", "Hill Radio", place=PROVINCE, place_text="Wadi", killed=Toll(), who=None),
        ),
    ],
)
def test_different_events_stay_apart_and_unchanged(why, other):
    here = replace(A, place=replace(QARN, country="SY"))
    assert merge([other, here]) == sorted(
        [here, other], key=lambda i: (str(i.when.start or "9999"), i.id)
    ), why


def test_a_week_of_shelling_does_not_chain():
    """A vague report joins one day at most; the days never become one incident."""
    daily = [told(f"d{n}", f"Paper {n}", when=days_from_monday(n)) for n in range(7)]
    vague = told("vague", "Weekly", when=days_from_monday(0, 6, DatePrecision.WEEK))
    merged = merge([*daily, vague])
    assert len(merged) >= 7
    assert all(len({m for m in i.members if m != "vague"}) <= 1 for i in merged)


def test_one_reports_two_incidents_stay_two_even_through_a_third_report():
    first, second = told("a1", document="doc"), told("a2", document="doc")
    other = told("b", "Hill Radio")
    merged = merge([first, second, other])
    assert len(merged) == 2
    assert not any({"a1", "a2"} <= set(i.members) for i in merged)


def test_the_likelier_of_two_incidents_of_a_report_is_joined():
    first, second = told("a1", document="doc", killed=Toll()), told("a2", document="doc")
    joined = [i for i in merge([first, second, told("b", "Hill Radio")]) if i.members]
    assert [i.members for i in joined] == [("a2", "b")], "the toll tells which of them it is"


def test_a_report_read_from_two_files_is_one_voice():
    words = "Shells fell on the market of Qarn early on Monday, three people died."
    evidence = [Evidence(document_id=d, start=0, end=len(words), text=words) for d in "xy"]
    sources = [
        Source(document_id=d, source="Valley Post", title="Market hit", published=MONDAY)
        for d in "xy"
    ]
    copies = [told(f"copy-{n}", evidence=(evidence[n],), sources=(sources[n],)) for n in range(2)]
    (one,) = merge(copies)
    assert (one.n_sources, one.grade) == (1, Grade.SINGLE)


def test_the_same_incident_given_twice_is_there_once_and_unmerged():
    assert merge([A, A]) == [A]


def test_old_results_beside_their_input_count_nobody_twice():
    b, c = told("b", "Hill Radio"), told("c", "The Crier")
    (old,) = merge([A, b])
    assert merge([old, A, b]) == [old]
    (other,) = merge([A, c])
    (whole,) = merge([old, other])
    assert whole.members == ("a", "b", "c")


# --- what becomes of it -----------------------------------------------------------------------


def test_every_voice_is_kept():
    claims = [
        Claim(
            outcome=Outcome.KILLED,
            toll=killed(n, n, n),
            text=str(n),
            document_id=f"doc-{n}",
            start=0,
            end=1,
        )
        for n in (3, 4)
    ]
    a = replace(A, casualties=(claims[0],))
    b = told("b", "Hill Radio", casualties=(replace(claims[1], stance=Stance.DENIED),))
    (one,) = merge([b, a])
    assert set(one.casualties) == {*a.casualties, *b.casualties}
    assert set(one.evidence) == {*a.evidence, *b.evidence}
    assert set(one.sources) == {*a.sources, *b.sources}
    assert (one.n_sources, one.n_reports) == (2, 2)
    assert one.tellings == (a, b)


def test_low_is_the_lowest_high_the_highest_best_the_best_supported():
    tolls = [killed(3, 3, 3), killed(5, 5, 5), killed(5, 5, 8)]
    (one,) = merge([told(f"t{n}", f"Paper {n}", killed=toll) for n, toll in enumerate(tolls)])
    assert one.killed == killed(3, 5, 8)


def test_one_open_high_leaves_the_high_open():
    (one,) = merge([A, told("b", "Hill Radio", killed=killed(3, 3, None))])
    assert one.killed == killed(3, 3, None)


def test_unknown_is_not_zero_and_says_nothing_about_the_known():
    (one,) = merge([A, told("b", "Hill Radio", killed=Toll())])
    assert one.killed == killed(3, 3, 3)
    assert one.injured == Toll()


def test_of_equally_supported_numbers_the_one_published_last_is_best():
    late = Source(document_id="doc-b", source="Hill Radio", published=MONDAY + timedelta(days=2))
    early = Source(document_id="doc-a", source="Valley Post", published=MONDAY)
    a = replace(A, sources=(early,), killed=killed(9, 9, 9))
    (one,) = merge([a, told("b", sources=(late,), killed=killed(4, 4, 4))])
    assert one.killed.best == 4


def test_the_finer_place_and_date_are_kept_with_their_words():
    vague = told(
        "b",
        "Hill Radio",
        place=PROVINCE,
        place_text="the wadi",
        when=days_from_monday(-2, 4, DatePrecision.WEEK),
    )
    here = replace(A, place=replace(QARN, admin1="Wadi"))
    (one,) = merge([vague, here])
    assert (one.place, one.place_text, one.when) == (here.place, "Qarn", here.when)


def test_most_reports_decide_the_type_and_the_hierarchy_breaks_a_tie():
    clash = told("b", "Hill Radio", sub=SubEventType.ARMED_CLASH)
    (one,) = merge([A, clash])
    assert one.sub_event_type is SubEventType.ARMED_CLASH
    (one,) = merge([A, clash, told("c", "The Crier")])
    assert one.sub_event_type is SubEventType.SHELLING


def test_actors_are_joined_by_name_in_their_plainest_role_best_supported_first():
    brigade = Actor(name="Hill Brigade", text="the brigade", role=Role.INVOLVED)
    people = Actor(name="Civilians", text="bakers", role=Role.TARGET, kind=ActorKind.CIVILIANS)
    b = told("b", "Hill Radio", actors=(brigade, people))
    (one,) = merge([A, b, told("c", "The Crier")])
    assert [(a.name, a.role) for a in one.actors] == [
        ("Hill Brigade", Role.INITIATOR),
        ("Civilians", Role.TARGET),
    ]
    assert one.actors[1].kind is ActorKind.CIVILIANS


@pytest.mark.parametrize(
    ("why", "other", "grade"),
    [
        ("the same publisher again", told("b"), Grade.SINGLE),
        ("a publisher without a name", told("b", None), Grade.SINGLE),
        ("another publisher", told("b", "Hill Radio"), Grade.CORROBORATED),
        ("other numbers", told("b", "Hill Radio", killed=killed(9, 9, 9)), Grade.CONTESTED),
        ("another initiator", told("b", "Hill Radio", who="River Guard"), Grade.CONTESTED),
        (
            "a range that holds the other's number",
            told("b", "Hill Radio", killed=killed(2, 4, 6)),
            Grade.CORROBORATED,
        ),
    ],
)
def test_the_grade_says_who_agrees(why, other, grade):
    (one,) = merge([A, other])
    assert one.grade is grade, why


def test_independent_reports_make_it_surer_and_repetition_does_not():
    (one,) = merge([A, told("b", "Hill Radio")])
    assert one.confidence == pytest.approx(1 - 0.2 * 0.2)
    (one,) = merge([A, told("b")])
    assert one.confidence == pytest.approx(0.8)


def test_forces_of_one_state_are_no_strangers_to_each_other():
    def by(name, country):
        force = Actor(
            name=name, text=name, role=Role.INITIATOR, kind=ActorKind.STATE, country=country
        )
        return told(name, "Hill Radio", actors=(force,))

    columns = columns_of(
        [by("Border Guard", "ML"), by("Gendarmerie", "ML"), by("Gendarmerie ", "NE")]
    )
    one, two = np.array([0, 0]), np.array([1, 2])
    found = dict(evidence(columns, one, two, Crowd.of(columns, [])))
    assert found["actors.forces of one state"].tolist() == [True, False]
    assert found["actors.none in both"].tolist() == [False, True]
    assert found["actors.other initiator"].tolist() == [False, True]


# --- laws -------------------------------------------------------------------------------------


@settings(deadline=None)
@given(worlds)
def test_every_incident_ends_in_exactly_one(world):
    ids = [m for incident in merge(world) for m in (incident.members or (incident.id,))]
    assert sorted(ids) == sorted(incident.id for incident in world)


@settings(deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(world, dice):
    shuffled = dice.sample(world, len(world))
    assert merge(shuffled) == merge(world)


@settings(deadline=None)
@given(worlds)
def test_merging_what_is_merged_changes_nothing(world):
    once = merge(world)
    assert merge(once) == once


@settings(deadline=None)
@given(worlds, st.integers(0, 14))
def test_merging_in_parts_gives_what_merging_at_once_gives(world, cut):
    assert merge([*merge(world[:cut]), *world[cut:]]) == merge(world)
    assert merge([*merge(world[:cut]), *merge(world[cut:])]) == merge(world)


@settings(deadline=None)
@given(worlds, st.integers(0, 14))
def test_adding_to_a_merged_table_gives_what_merging_at_once_gives(world, cut):
    assert Added(merge(world[:cut]), world[cut:]).incidents == merge(world)


@settings(deadline=None)
@given(worlds, st.lists(st.integers(0, 3), min_size=14, max_size=14))
def test_adding_part_after_part_gives_what_merging_at_once_gives(world, split):
    table = merge([])
    for part in range(4):
        new = [i for i, home in zip(world, split, strict=False) if home == part]
        table = Added(table, new).incidents
    assert table == merge(world)
    assert Added(table, table).incidents == table


def test_a_table_is_merged_as_long_as_nothing_was_put_below_it():
    old = merge([A, told("b", "Hill Radio"), told("z", when=days_from_monday(9))])
    assert is_merged(old)
    assert not is_merged([*old, told("c", "The Crier")])
    assert not is_merged([*old, *old])
    assert not is_merged([A])
    assert not is_merged([])


@given(worlds, st.integers(0, 14))
def test_adding_nothing_new_changes_nothing(world, cut):
    once = merge(world)
    assert Added(once, world[:cut]).incidents == once


@given(worlds, st.data())
def test_decisions_always_win(world, data):
    ids = [incident.id for incident in world]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1])
    asked = (
        data.draw(st.lists(st.tuples(pairs, st.sampled_from(Verdict)), max_size=5))
        if len(ids) > 1
        else []
    )
    decisions = [Decision(one=one, two=two, verdict=word) for (one, two), word in asked]
    try:
        merged = merge(world, decisions)
    except DataError:
        return  # they contradict each other, which is said
    home = {m: i.id for i in merged for m in (i.members or (i.id,))}
    assert sorted(home) == sorted(ids)
    final = {
        frozenset((d.one, d.two)): d.verdict for d in sorted(decisions, key=lambda d: d.verdict)
    }
    for pair, verdict in final.items():
        assert (len({home[identity] for identity in pair}) == 1) is (verdict is Verdict.SAME)
    assert merge(merged, decisions) == merged


@settings(deadline=None)
@given(worlds)
def test_what_merges_with_nothing_comes_out_as_it_went_in(world):
    by_id = {incident.id: incident for incident in world}
    assert all(replace(i, sums=()) == by_id[i.id] for i in merge(world) if not i.members)


@settings(deadline=None)
@given(worlds)
def test_no_two_incidents_of_one_report_end_in_one(world):
    document = {incident.id: incident.evidence[0].document_id for incident in world}
    for incident in merge(world):
        documents = [document[member] for member in incident.members]
        assert len(documents) == len(set(documents))


# --- blocking ---------------------------------------------------------------------------------


def everywhere(dice, number):
    """Return incidents strewn over the Earth, many at its seams, with circles of every size."""
    lon = dice.choice([dice.uniform(-180, 180), dice.uniform(179, 180), dice.uniform(-180, -179)])
    lat = dice.choice([dice.uniform(-60, 60), dice.uniform(80, 90), dice.uniform(-1, 1)])
    place = replace(QARN, lon=lon, lat=lat, uncertainty_km=dice.choice([1, 20, 150, 900]))
    first = dice.randint(0, 20)
    longer = dice.choice([0, 3, 40])
    when = days_from_monday(first, first + longer)
    return told(f"i{number:03}", place=place, place_text=None, when=when)


def test_blocking_finds_every_pair_whose_days_and_circles_meet_once():
    dice = random.Random(4)
    strewn = [everywhere(dice, number) for number in range(400)]
    columns = columns_of(strewn)
    found = [
        pair for one, two in pairs(columns) for pair in zip(one.tolist(), two.tolist(), strict=True)
    ]
    assert len(found) == len(set(found))
    near = {
        (a, b)
        for b in range(len(strewn))
        for a in range(b)
        if columns.start[a] <= columns.end[b]
        and columns.start[b] <= columns.end[a]
        and km_apart(strewn[a].place, strewn[b].place) <= columns.radius[a] + columns.radius[b]
    }
    assert near
    assert near <= set(found)
    assert len(found) < len(strewn) ** 2 / 8


def km_apart(one, two):
    return distance_km((one.lon, one.lat), (two.lon, two.lat))


def test_an_unstated_uncertainty_follows_the_precision():
    radii = [
        radius_of(replace(QARN, precision=precision, uncertainty_km=None))
        for precision in (Precision.EXACT, Precision.SETTLEMENT, Precision.REGION)
    ]
    assert radii == sorted(radii)
