"""What many claims come to (CONTRACT section 5)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.casualties import CasualtyMention
from geo.incidents.tolls import civilian_toll, principal_claims, toll_of, victim_key
from geo.model import Claim, Outcome, Stance, Toll, VictimGroup


def claim(low, best, high, **other):
    fields = {
        "outcome": Outcome.KILLED,
        "toll": Toll(low=low, best=best, high=high),
        "text": "words",
        "document_id": "d",
        "start": 0,
        "end": 5,
    }
    return Claim(**(fields | other))


def mention(made, **other):
    fields = {"claim": made, "sentence": 0, "trigger": 0, "part_of": None, "total": False}
    return CasualtyMention(**(fields | other))


def test_low_is_the_lowest_and_high_the_highest_claim():
    assert toll_of([claim(8, 8, 8), claim(12, 12, 15)], Outcome.KILLED) == Toll(
        low=8, best=12, high=15
    )


def test_a_denied_claim_counts_for_nothing():
    denied = claim(0, 0, 0, stance=Stance.DENIED)
    assert toll_of([claim(8, 8, 8), denied], Outcome.KILLED) == Toll(low=8, best=8, high=8)


def test_best_is_what_the_firmest_voice_says():
    claims = [claim(8, 8, 8), claim(40, 40, 40, stance=Stance.UNCONFIRMED)]
    assert toll_of(claims, Outcome.KILLED).best == 8


def test_an_open_end_above_everything_leaves_high_open():
    assert toll_of([claim(8, 8, 8), claim(101, 101, None)], Outcome.KILLED).high is None


def test_an_open_end_below_another_claim_does_not():
    assert toll_of([claim(100, 100, 999), claim(101, 101, None)], Outcome.KILLED).high == 999


def test_nothing_claimed_is_unknown_and_not_zero():
    assert toll_of([], Outcome.KILLED) == Toll()
    assert toll_of([claim(8, 8, 8)], Outcome.INJURED) == Toll()


def test_other_victims_and_parts_stay_out_of_the_whole():
    fighters = claim(100, 100, 999, victims="pro-regime fighters", start=1)
    russians = claim(36, 36, 99, victims="Russians", stance=Stance.CLAIMED, start=2)
    children = claim(3, 3, 3, victims="fighters", start=3)
    month = claim(900, 900, 900, victims="fighters", start=4)
    found = [
        mention(fighters),
        mention(russians),
        mention(children, part_of=0),
        mention(month, total=True),
    ]
    assert principal_claims(found, found) == [fighters]


def test_further_victims_raise_the_toll_they_are_added_to():
    found = [mention(claim(6, 6, 6, start=1)), mention(claim(2, 2, 2, start=2), adds_to=0)]
    assert [c.toll.best for c in principal_claims(found, found)] == [8]
    assert [c.toll.best for c in principal_claims(found[1:], found)] == [2]


def test_people_in_general_are_the_same_victims_as_any():
    assert victim_key("at least 12 people") == victim_key(None) == ""
    assert victim_key("government soldiers") == "soldier"


def test_best_is_not_what_one_side_says_of_the_others_dead():
    combatants = {"group": VictimGroup.COMBATANTS, "stance": Stance.CLAIMED}
    boast = claim(300, 300, 300, victims="rebels", claimant="the army", **combatants)
    counted = claim(43, 43, 43, claimant="the emergency service", stance=Stance.CLAIMED)
    losses = claim(6, 6, 6, victims="soldiers", claimant="the army", **combatants)
    assert toll_of([counted, boast], Outcome.KILLED).best == 43
    assert toll_of([counted, losses], Outcome.KILLED).best == 6


def test_vague_words_and_unharmed_civilians_do_not_lower_a_count():
    told = [
        claim(16, 16, None, victims="insurgents"),
        claim(3, 3, 9, victims="insurgents"),
        claim(0, 0, 0, victims="civilians", group=VictimGroup.CIVILIANS),
    ]
    report = [mention(c) for c in told]
    assert toll_of(principal_claims(report, report), Outcome.KILLED) == Toll(low=16, best=16)


def civilians(low, high=None, **other):
    return mention(claim(low, low, high or low, group=VictimGroup.CIVILIANS), **other)


def test_civilians_are_counted_apart():
    report = [mention(claim(12, 12, 12)), civilians(3, part_of=0)]
    assert civilian_toll(report, report) == Toll(low=3, best=3, high=3)


def test_a_part_of_civilians_does_not_lower_their_toll():
    report = [civilians(4, 7), civilians(3, part_of=0)]
    assert civilian_toll(report, report) == Toll(low=4, best=4, high=7)


def test_civilians_killed_over_months_are_none_of_one_incident():
    report = [civilians(900, total=True), civilians(3)]
    assert civilian_toll(report, report) == Toll(low=3, best=3, high=3)


def test_only_two_soldiers_contradicts_eight_dead():
    told = [claim(8, 8, 8), claim(2, 2, 2, victims="soldiers", text="only two soldiers had died")]
    report = [mention(c) for c in told]
    assert toll_of(principal_claims(report, report), Outcome.KILLED).low == 2


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_low_best_and_high_are_in_order(counts):
    toll = toll_of([claim(n, n, n) for n in counts], Outcome.KILLED)
    assert toll.low <= toll.best <= toll.high
