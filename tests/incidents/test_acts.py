"""Which words tell an act, and what kind of act."""

from __future__ import annotations

import pytest

from geo.incidents.acts import Realis, find_acts, has_trigger
from geo.model import Document, SubEventType

pytestmark = pytest.mark.model


@pytest.fixture
def acts(reader):
    def find(text):
        return find_acts(reader.read(Document(id="d", text=text)))

    return find


@pytest.fixture
def kinds(acts):
    """Return the types of the asserted acts of a text, without those of ordinary crime."""

    def find(text):
        return [a.sub_event_type for a in acts(text) if a.realis is Realis.ASSERTED and not a.crime]

    return find


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Turkish warplanes bombed two villages on Monday.", SubEventType.AIR_STRIKE),
        ("A drone strike killed four people near the bridge.", SubEventType.AIR_STRIKE),
        ("Army artillery shelled the market town overnight.", SubEventType.SHELLING),
        ("Rebels fired a dozen rockets at the airport.", SubEventType.SHELLING),
        ("A roadside bomb hit a minibus, killing three.", SubEventType.EXPLOSIVE),
        ("A bomb exploded outside the police station.", SubEventType.EXPLOSIVE),
        ("A suicide bomber blew himself up at a checkpoint.", SubEventType.SUICIDE_BOMB),
        ("Attackers hurled a hand grenade into the bar.", SubEventType.GRENADE),
        ("Helicopters dropped chlorine on the town.", SubEventType.CHEMICAL),
        ("Gunmen kidnapped a priest on Sunday.", SubEventType.ABDUCTION),
        ("Soldiers clashed with rebels near the river.", SubEventType.ARMED_CLASH),
        ("Guerrillas ambushed an army patrol at dawn.", SubEventType.ARMED_CLASH),
        ("Gunmen shot dead a farmer in his house.", SubEventType.ATTACK),
        ("The mayor was assassinated by two gunmen.", SubEventType.ATTACK),
        ("The army recaptured the town of Maro from the rebels.", SubEventType.GOVERNMENT_REGAINS),
        ("Militants seized the town of Maro after a siege.", SubEventType.NON_STATE_OVERTAKES),
        ("Thousands of protesters marched through the capital.", SubEventType.PEACEFUL_PROTEST),
        ("Police fired tear gas at hundreds of demonstrators.", SubEventType.PROTEST_INTERVENTION),
        ("Rioters torched cars and threw stones.", SubEventType.VIOLENT_DEMONSTRATION),
        ("An angry mob lynched two suspected thieves.", SubEventType.MOB_VIOLENCE),
        ("Troops discovered a weapons cache in the hills.", SubEventType.DISRUPTED_WEAPONS),
        ("Soldiers raped several women in the village.", SubEventType.SEXUAL_VIOLENCE),
    ],
)
def test_a_plain_sentence_gives_its_type(kinds, text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nurses began a three-day strike over pay on Monday.",
        "The senator died of a heart attack.",
        "She is shooting a film about her childhood.",
        "The striker attacked down the left and scored in the second half of the match.",
        "The comedy bombed at the box office.",
        "A gas explosion in a bakery injured four people.",
        "The earthquake killed 40 people.",
        "A warehouse fire destroyed three shops.",
        "Firms seized the opportunity.",
        "Scientists captured images of the comet.",
        "The company fired its director.",
        "The bomb squad has new attack helicopters.",
    ],
)
def test_words_of_war_that_mean_something_else_tell_no_act(kinds, text):
    assert kinds(text) == []


def test_a_weapon_that_was_struck_is_not_the_weapon_that_struck(kinds):
    assert SubEventType.AIR_STRIKE not in kinds("Gunmen opened fire on a small plane.")


def test_every_refused_word_says_why(acts):
    refused = [a for a in acts("The senator died of a heart attack.") if a.text == "attack"]
    assert [a.realis for a in refused] == [Realis.NOT_VIOLENCE]
    assert "heart attack" in refused[0].reason


def test_offsets_point_at_the_words_of_the_report(acts):
    text = "  Jets hit the port.\n\nIn the air strike, two soldiers were killed."
    found = acts(text)
    assert found
    assert all(text[a.start : a.end] == a.text for a in found)
    assert "air strike" in [a.text for a in found]


def test_a_definite_noun_refers_back_and_a_new_one_does_not(acts):
    text = "Rebels raided the camp. The attack killed two soldiers. A second attack killed nine."
    nouns = [a for a in acts(text) if a.text == "attack"]
    assert [a.anaphoric for a in nouns] == [True, False]


def test_a_private_quarrel_is_crime(acts):
    found = [a for a in acts("A man was stabbed to death by his neighbour.") if a.text == "stabbed"]
    assert [a.crime for a in found] == [True]


@pytest.mark.parametrize(
    "text",
    ["Gunmen struck at dawn.", "TROOPS SHOT TWO MEN", "They blew it up.", "A kidnapping."],
)
def test_the_prefilter_lets_through_what_may_tell_violence(text):
    assert has_trigger(text)


def test_the_prefilter_spares_the_parse_of_a_peaceful_text():
    assert not has_trigger("The minister opened a school and praised its pupils.")


@pytest.mark.parametrize(
    "text",
    [
        "Insurgents fought the army for the bridge.",
        "Two civilians were slain in the raid.",
        "Militants took the village and held hostages.",
        "Protesters threw stones.",
    ],
)
def test_no_text_with_an_act_is_refused_by_the_prefilter(acts, text):
    """The prefilter may only lose texts in which no trigger would be found."""
    assert not acts(text) or has_trigger(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Militants took 40 villagers near the river.", SubEventType.ABDUCTION),
        ("Rebels seized eleven students from a dormitory.", SubEventType.ABDUCTION),
        ("Rebels took Vorna, a market town, on Friday.", SubEventType.NON_STATE_OVERTAKES),
        (
            "The capture of the town of Vorna by the Taliban was over by dusk.",
            SubEventType.NON_STATE_OVERTAKES,
        ),
        ("Its clinic was destroyed from the air on Monday.", SubEventType.AIR_STRIKE),
        ("Four people died in an American strike on the farm.", SubEventType.AIR_STRIKE),
        ("A plane circled the town and hit the intensive care unit.", SubEventType.AIR_STRIKE),
        ("The village had been the target of armed men.", SubEventType.ATTACK),
        ("Their lorry hit a mine outside the town.", SubEventType.EXPLOSIVE),
        (
            "People began to suffocate; doctors saw the signs of a nerve agent.",
            SubEventType.CHEMICAL,
        ),
        (
            "The army answered the advance with three hours of air and artillery strikes.",
            SubEventType.AIR_STRIKE,
        ),
        ("Strikers sabotaged two boats.", SubEventType.VIOLENT_DEMONSTRATION),
        ("The explosion of a roadside bomb killed a nurse.", SubEventType.EXPLOSIVE),
        (
            "Riot police used water cannon against thousands of demonstrators in Lodan.",
            SubEventType.PROTEST_INTERVENTION,
        ),
    ],
)
def test_an_act_is_seen_in_other_words_too(kinds, text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The comedy bombed in its first week.",
        "Nurses took four patients to the hospital.",
        "The company took Monday off.",
        "Soldiers took three wounded villagers to a hospital.",
        "Doctors were treating the injured at the army base.",
        "Rail workers struck for a day over pay, which halted Germany.",
        "The minister's plan has become the target of jokes.",
        "Smoke from the kitchen made two guests choke.",
    ],
)
def test_what_only_sounds_like_it_tells_no_act(kinds, text):
    assert kinds(text) == []


def test_what_a_vehicle_carries_is_no_second_act(acts):
    found = acts("A suicide bomber rammed a car laden with explosives into a police bus.")
    assert [a.text for a in found if a.realis is Realis.ASSERTED] == ["suicide bomber", "rammed"]


def test_a_definite_strike_after_an_air_raid_is_that_raid(acts):
    text = "A missile strike hit the depot. {} took place at dawn."
    again = [a for a in acts(text.format("The strike")) if a.text == "strike"]
    alone = [a for a in acts("The strike took place at dawn.") if a.text == "strike"]
    assert [a.realis for a in again] == [Realis.ASSERTED]
    assert [a.realis for a in alone] == [Realis.NOT_VIOLENCE]


def test_police_who_kill_at_a_protest_use_excessive_force(kinds):
    text = "Police fired at a crowd of demonstrators in Lodan and killed two people."
    assert kinds(text) == [SubEventType.EXCESSIVE_FORCE] * 2


def test_a_film_told_in_the_present_tells_nothing(kinds):
    assert kinds("In the series, gunmen storm a bank and kill the manager.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The ceremony went off peacefully in the capital.",
        "The senator attacked the minister for failing to rebuild the bridge.",
        "Villagers slaughtered cows in the yard.",
        "The accused surrendered before a judge in the district court.",
        "The army staged a flag march through the old town.",
        "Volunteers set up a relief camp for the victims.",
        "The group continues to kill civilians without mercy.",
        "They have once again slaughtered worshippers.",
    ],
)
def test_what_only_sounds_like_an_act_is_none(kinds, text):
    assert not kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Near Mosul, five army strikes destroyed a factory.", SubEventType.AIR_STRIKE),
        ("Turkish jets destroyed two weapon depots near the border.", SubEventType.AIR_STRIKE),
        ("Two civilians were injured in a grenade blast at the market.", SubEventType.GRENADE),
        ("A man was set ablaze by an angry mob.", SubEventType.MOB_VIOLENCE),
        ("Militants attacked an army base near the river.", SubEventType.ARMED_CLASH),
        (
            "Police detained several activists at a rally in the capital.",
            SubEventType.PROTEST_INTERVENTION,
        ),
        ("Police violently dispersed the protest.", SubEventType.EXCESSIVE_FORCE),
        ("Activists stage a sit-in in Bonn on 11 April.", SubEventType.PEACEFUL_PROTEST),
    ],
)
def test_weapons_crowds_and_posts_decide_the_type(kinds, text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A bus crash killed twelve people on Monday.", "crash"),
        ("An explosion at a gas plant killed three workers.", "industrial"),
        ("A man stabbed his neighbour to death on Monday.", "told"),
    ],
)
def test_accidents_and_quarrels_are_kept_apart_as_crime(acts, text, reason):
    killing = [a for a in acts(text) if a.realis is Realis.ASSERTED]
    assert killing
    assert all(a.crime for a in killing)
    assert reason in killing[0].reason


def test_what_nature_does_is_no_act_even_where_crime_is_kept(acts):
    found = acts("An earthquake killed two people on the island on Sunday.")
    assert {a.realis for a in found} == {Realis.NOT_VIOLENCE}
