"""Who an actor is to another: the same by another name, part of him, or of the same state."""

from dataclasses import replace

import numpy as np
import pytest
from merge_cases import QARN, told

from geo.incidents.words import rows
from geo.merge import merge
from geo.merge.actors import actor_key, actor_keys, line_of
from geo.merge.columns import columns_of
from geo.merge.compare import evidence
from geo.merge.crowd import Crowd
from geo.model import Actor, Grade, Role, SubEventType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hamas", "al-Qassam Brigades"),
        ("Police (Kenya)", "Kenyan police"),
        ("Government of Myanmar (Burma)", "Government of Burma"),
        ("Syrian Army", "Military Forces of Syria"),
    ],
)
def test_names_of_one_actor_lead_to_one_key(one, other):
    assert actor_key(one) == actor_key(other)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Wagner", "Military Forces of Russia"),
        ("Wagner", "Government of Russia"),
        ("Nusra Front", "al-Qaeda"),
        ("YPG", "Syrian Democratic Forces"),
        ("Gendarmerie of Mali", "Government of Mali"),
        ("Supporters of the Orange Democratic Movement (ODM)", "Orange Democratic Movement"),
    ],
)
def test_a_part_leads_up_to_what_it_belongs_to_and_not_down(part, whole):
    assert actor_key(whole) in line_of(actor_key(part))
    assert actor_key(part) not in line_of(actor_key(whole))


def test_a_list_of_allies_is_each_of_them_and_a_name_with_a_comma_one():
    assert actor_keys("Ahrar al-Sham, HTS") == {"ahrar al sham", "hayat tahrir al sham"}
    assert len(actor_keys("Return, Reclamation, Rehabilitation")) == 1


def test_every_parent_is_an_actor_of_the_lexicons_and_nobody_is_his_own():
    known = {row["name"] for row in rows("actors")}
    states = {f"Military Forces of {row['name']}" for row in rows("actors_states")}
    for row in rows("actors_parents"):
        assert {row["name"], row["parent"]} <= known | states
        assert actor_key(row["name"]) not in line_of(actor_key(row["parent"]))


def acting(identity, by=None, against=None, **changes):
    names = ((by, Role.INITIATOR), (against, Role.TARGET))
    actors = tuple(Actor(name=name, text=name, role=role) for name, role in names if name)
    return told(identity, f"Paper {identity}", actors=actors, **changes)


def found(one, two):
    columns = columns_of([one, two])
    pair = np.array([0]), np.array([1])
    return {
        name: float(value[0]) for name, value in evidence(columns, *pair, Crowd.of(columns, []))
    }


def test_a_brigade_and_its_movement_are_no_strangers():
    both = found(acting("a", "YPG"), acting("b", "Syrian Democratic Forces"))
    assert both["actors.part of the other"] == 1
    assert both["actors.none in both"] == both["actors.other initiator"] == 0
    strangers = found(acting("a", "YPG"), acting("b", "Islamic State"))
    assert strangers["actors.part of the other"] == 0
    assert strangers["actors.none in both"] == strangers["actors.other initiator"] == 1


def test_the_police_is_that_of_the_country_where_nobody_says_whose():
    kenya = replace(QARN, country="KE")
    both = found(acting("a", "police", place=kenya), acting("b", "Kenya Police", place=kenya))
    assert both["actors.one in both"] == 1


def test_who_attacked_in_one_and_was_attacked_in_the_other_speaks_against_but_in_battles():
    here, there = acting("a", "Hill Brigade", "River Guard"), acting("b", "River Guard", "Farmers")
    assert found(here, there)["actors.in opposite roles"] == 1
    assert found(here, replace(there, actors=here.actors))["actors.in opposite roles"] == 0
    clash = acting("b", "River Guard", "Hill Brigade", sub=SubEventType.ARMED_CLASH)
    assert found(here, clash)["actors.in opposite roles"] == 0


def test_a_part_and_the_whole_do_not_disagree():
    (one,) = merge([acting("a", "YPG"), acting("b", "SDF")])
    assert one.grade is Grade.CORROBORATED
    assert one.disagreements == ()
