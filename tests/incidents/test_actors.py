"""Who did it and to whom, by canonical name and in the report's words."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from geo.incidents.actors import find_actors, find_parties
from geo.incidents.acts import find_acts
from geo.incidents.words import rows
from geo.model import ActorKind, Document, Role

pytestmark = pytest.mark.model


@pytest.fixture
def sides(reader):
    """Return {role: [canonical names]} of the act of one word of a text."""

    def find(text, word, published=None):
        parsed = reader.read(Document(id="d", text=text, published=published))
        parties = find_parties(parsed)
        act = next(a for a in find_acts(parsed, parties) if a.text == word)
        found = {}
        for mention in find_actors(parsed, act, parties):
            assert text[mention.start : mention.end] == mention.actor.text
            found.setdefault(mention.actor.role, []).append(mention.actor.name)
        return found

    return find


@pytest.fixture
def actor(reader):
    """Return the first actor with a role in the act of one word of a text."""

    def find(text, word, role=Role.INITIATOR):
        parsed = reader.read(Document(id="d", text=text))
        act = next(a for a in find_acts(parsed) if a.text == word)
        mentions = find_actors(parsed, act, find_parties(parsed))
        return next(m.actor for m in mentions if m.actor.role is role)

    return find


SYRIA, ISRAEL = "Military Forces of Syria", "Military Forces of Israel"


@pytest.mark.parametrize(
    ("text", "word", "initiator", "target"),
    [
        ("Syrian troops attacked Hezbollah fighters.", "attacked", SYRIA, "Hezbollah"),
        ("Hezbollah fighters were attacked by Syrian troops.", "attacked", SYRIA, "Hezbollah"),
        ("An Israeli strike on a Hamas convoy left two dead.", "strike", ISRAEL, "Hamas"),
        ("The killing of Hamas fighters by Israeli forces went on.", "killing", ISRAEL, "Hamas"),
        ("Israel bombed Hamas positions on Monday.", "bombed", ISRAEL, "Hamas"),
        ("Israeli jets carried out an air strike on Hamas.", "air strike", ISRAEL, "Hamas"),
        ("Hamas said Israeli warplanes bombed Hezbollah.", "bombed", ISRAEL, "Hezbollah"),
        (
            "The Taliban attacked Afghan police.",
            "attacked",
            "Taliban",
            "Police Forces of Afghanistan",
        ),
    ],
)
def test_doer_and_victim_by_grammar(sides, text, word, initiator, target):
    found = sides(text, word)
    assert found[Role.INITIATOR] == [initiator]
    assert found[Role.TARGET] == [target]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Clashes between Hamas and Hezbollah lasted all day Sunday.", "Clashes"),
        ("There were two clashes between Hamas and Hezbollah.", "clashes"),
    ],
)
def test_both_sides_of_a_clash_are_involved(sides, text, word):
    assert sides(text, word)[Role.INVOLVED] == ["Hamas", "Hezbollah"]


def test_the_owner_of_the_weapon_is_the_doer(sides):
    found = sides("US-led coalition warplanes struck a Syrian regime unit.", "struck")
    assert found == {
        Role.INITIATOR: ["US-led coalition"],
        Role.TARGET: ["Military Forces of Syria"],
    }


def test_an_enemy_named_inside_the_doers_phrase_is_no_party(sides):
    text = "The US-led coalition fighting ISIS in Syria carried out strikes on pro-regime forces."
    found = sides(text, "strikes")
    assert found[Role.INITIATOR] == ["US-led coalition"]
    assert found[Role.TARGET] == ["Pro-regime forces"]


def test_a_hyphen_makes_an_adjective_of_a_group(reader):
    parsed = reader.read(Document(id="d", text="An ISIS-linked agency said the army fled."))
    assert "Islamic State" not in [p.name for p in find_parties(parsed).armed()]


@pytest.mark.parametrize("alias", ["ISIS", "ISIL", "Daesh", "Islamic State"])
def test_aliases_are_one_actor(sides, alias):
    assert sides(f"{alias} attacked the town.", "attacked")[Role.INITIATOR] == ["Islamic State"]


def test_the_wording_is_kept_beside_the_name(actor):
    found = actor("Masked gunmen kidnapped the judge.", "kidnapped")
    assert (found.name, found.text) == ("Unidentified gunmen", "Masked gunmen")
    assert found.kind is ActorKind.POLITICAL_MILITIA


def test_a_count_is_no_part_of_the_wording(actor):
    found = actor("Hundreds of Syrian soldiers were killed by rebels.", "killed", Role.TARGET)
    assert (found.name, found.text) == ("Military Forces of Syria", "Syrian soldiers")


def test_a_pronoun_stands_for_the_last_party(sides):
    text = "Boko Haram fighters entered the village. They attacked the mosque and killed the imam."
    assert sides(text, "attacked")[Role.INITIATOR] == ["Boko Haram"]


def test_the_subject_of_a_joined_verb_is_shared(sides):
    text = "Boko Haram fighters entered the village and killed nine farmers."
    assert sides(text, "killed")[Role.INITIATOR] == ["Boko Haram"]


def test_a_bare_army_is_the_one_the_report_named(sides):
    text = "Colombian troops entered the valley. The army attacked the guerrillas."
    assert sides(text, "attacked")[Role.INITIATOR] == ["Military Forces of Colombia"]


def test_an_unknown_group_keeps_its_own_name(actor):
    found = actor("The Red Valley Liberation Front attacked a farm.", "attacked")
    assert found.name == "Red Valley Liberation Front"
    assert found.kind is ActorKind.REBEL


def test_a_named_victim_is_the_target(actor):
    found = actor("Gunmen murdered Ana Morales on Friday.", "murdered", Role.TARGET)
    assert found.name == "Ana Morales"


def test_an_abbreviation_of_two_groups_means_the_one_of_its_time(sides):
    old, new = date(1995, 1, 1), date(2015, 1, 1)
    text = "SPLA soldiers attacked the town."
    assert sides(text, "attacked", old) != sides(text, "attacked", new)


def test_a_bare_group_is_the_armed_group_named_last(sides):
    text = "Hezbollah denied it. Troops of the UN looked on. Then the group took the town of Lodan."
    assert sides(text, "took")[Role.INITIATOR] == ["Hezbollah"]


def test_its_men_are_those_of_the_group_that_speaks(sides):
    text = "Jaish-e-Mohammed said that one of its men had carried out the ambush."
    assert sides(text, "ambush")[Role.INITIATOR] == ["Jaish-e-Mohammed"]


def test_fighters_of_a_group_are_the_group(sides):
    text = "Ten fighters of the Islamic State were killed by Iraqi soldiers."
    assert sides(text, "killed")[Role.TARGET] == ["Islamic State"]


def test_they_do_it_to_others(sides):
    """An object pronoun never means the subject of its own verb."""
    text = "Rebels met the villagers on a road. Soldiers came and killed four of them."
    assert "Military forces" not in sides(text, "killed").get(Role.TARGET, [])


def test_whoever_loses_ground_is_the_target(sides):
    text = "The Syrian army recaptured the town of Lodan from Hamas."
    assert sides(text, "recaptured")[Role.TARGET][-1] == "Hamas"


def test_an_adjective_of_a_state_names_its_forces(sides):
    text = "Two men died in an American strike near Lodan."
    assert sides(text, "strike")[Role.INITIATOR] == ["Military Forces of United States"]


def test_whoever_chokes_on_gas_is_a_victim(sides):
    text = "People began to suffocate; doctors saw the signs of a nerve agent."
    assert sides(text, "suffocate") == {Role.TARGET: ["Civilians"]}


def test_whom_tear_gas_is_to_disperse_is_its_target(sides):
    text = "Police fired tear gas to disperse students in Lodan."
    assert sides(text, "fired")[Role.TARGET] == ["Students"]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Fighters of the CODECO militia killed nine villagers.", "killed",
         "Cooperative for the Development of Congo"),
        ("Hutu rebels attacked a village near Bujumbura.", "attacked", "Hutu rebels (Burundi)"),
        ("Zintan brigades shelled the airport in Tripoli.", "shelled", "Zintan brigades"),
        ("Jaysh al-Fateh rebels attacked the town.", "attacked", "Army of Conquest"),
        ("The Liberia Peace Council attacked the village.", "attacked", "Liberia Peace Council"),
    ],
)  # fmt: skip
def test_parties_of_wars_since_1989_are_known(sides, text, word, name):
    assert sides(text, word)[Role.INITIATOR] == [name]


def test_no_name_of_a_country_stands_for_two_groups_in_the_lexicon():
    """Years may tell two apart; where they overlap, one row would hide the other."""
    rows_of = {}
    for row in rows("actors"):
        for alias in {row["name"].lower(), *row["aliases"].lower().split("|")}:
            rows_of.setdefault((alias, row["country"]), []).append(row)
    shared = {
        key: [r["name"] for r in found]
        for key, found in rows_of.items()
        if len(found) > 1 and any(_overlap(a, b) for a, b in combinations(found, 2))
    }
    assert not shared


def _overlap(one, two):
    first = max(int(r["start"] or 0) for r in (one, two))
    return first < min(int(r["end"] or 9999) for r in (one, two))
