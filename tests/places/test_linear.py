"""Linear models over named evidence."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.linear import Linear, probability, shares, weights

MODEL = Linear(bias=-1.0, weights={"known": 2.0, "ordinary": -3.0, "rank": 0.5})


def test_the_score_is_the_weighted_sum_and_unknown_evidence_counts_nothing():
    assert MODEL.score({"known": 1.0, "rank": 4.0, "unheard of": 9.0}) == 3.0


def test_only_what_speaks_for_the_score_is_given_as_its_reason_loudest_first():
    found = {"known": 1.0, "rank": 5.0, "ordinary": 1.0}
    assert MODEL.strongest(found) == ("rank", "known")


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=20))
def test_shares_sum_to_one_and_keep_the_order(scores):
    parts = shares(scores)
    assert math.fsum(parts) == pytest.approx(1.0)
    assert parts[scores.index(max(scores))] == max(parts)


def test_nothing_has_no_shares():
    assert shares([]) == []


@given(st.floats(-1e6, 1e6))
def test_a_probability_lies_between_nought_and_one(log_odds):
    assert 0 < probability(log_odds) < 1


@pytest.mark.parametrize("name", ["recognise", "alone", "together", "trust"])
def test_the_shipped_weights_are_there_and_finite(name):
    model = weights(name)
    assert model.weights
    assert all(math.isfinite(w) for w in [model.bias, *model.weights.values()])
