"""Crowds, police and parliaments in reports in our own words: what is one act, whose, and where."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import EventType, Outcome, Role, SubEventType

pytestmark = pytest.mark.model

PUBLISHED = date(2012, 3, 12)


def names(incident, role):
    return [a.name for a in incident.actors if a.role is role]


def test_police_who_fire_over_a_riot_did_not_stab_the_dead(read):
    told = read(
        "In fresh unrest in Amravati on Monday, two persons were stabbed to death and the police "
        "fired several rounds in the air to disperse rioters throwing stones."
    )
    stabbing = next(i for i in told if i.killed and i.killed.low == 2)
    assert not names(stabbing, Role.INITIATOR)
    assert any(names(i, Role.INITIATOR) == ["Police forces"] for i in told)


def test_what_a_crowd_protests_against_is_another_act_at_another_place(read):
    told = read(
        "Jos: Police detained 30 students when they tried to block the bridge in Jos on Thursday. "
        "They were protesting against the burning of a church near Kaduna in which twelve "
        "worshippers died."
    )
    assert {i.place.name: i.killed.low if i.killed else None for i in told} == {
        "Jos": None,
        "Kaduna": 12,
    }
    burning = next(i for i in told if i.place.name == "Kaduna")
    assert burning.when.start is None
    assert burning.sub_event_type is SubEventType.ATTACK  # people died in the fire


def test_riots_all_over_a_province_are_in_the_province(read):
    (riots,) = read("Riots continued all over North Darfur on Sunday, the police chief said.")
    assert riots.place.name == "North Darfur"


@pytest.mark.parametrize(
    "text",
    [
        "The Naroda-Patia massacre of Friday cost 65 lives.",
        "The Sabarmati Express attack of 27 February in Godhra left 58 people dead.",
    ],
)
def test_a_name_that_only_tells_acts_apart_is_nobody_who_did_it(read, text):
    (incident,) = read(text)
    assert not names(incident, Role.INITIATOR)


def test_whose_murder_it_was_is_the_victim(read):
    (incident,) = read("Police in Kano met on Monday over the bishop's murder on Sunday in Kano.")
    assert "Bishop" in names(incident, Role.TARGET)


def test_the_dead_are_not_the_doers_of_what_killed_them(read):
    (incident,) = read(
        "This was an attack on the convoy near Raqqa, with at least ten people killed and vital "
        "aid destroyed."
    )
    assert not names(incident, Role.INITIATOR)


def test_an_unknown_name_that_is_shelled_may_be_a_town_and_is_no_actor(read):
    (incident,) = read("Army artillery shelled Zarkuma overnight and a woman was killed.")
    assert "Zarkuma" not in {a.name for a in incident.actors}


def test_people_who_march_are_protesters_and_those_who_riot_rioters(read):
    (march,) = read("Hundreds of people marched through Pune on Sunday against price rises.")
    (riot,) = read("People pelted stones at each other in Bharuch on Monday.")
    assert names(march, Role.INITIATOR) == ["Protesters"]
    assert names(riot, Role.INITIATOR) == ["Rioters"]
    assert not names(riot, Role.TARGET)


@pytest.mark.parametrize(
    "text",
    [
        "Opposition members trooped into the well of the house on Friday, shouting slogans.",
        "Ministers were targeted in an attack by the opposition leader in the Lok Sabha on Friday.",
    ],
)
def test_a_quarrel_in_parliament_is_no_protest_and_no_attack(read, text):
    assert not read(text)


def test_gunmen_who_storm_a_parliament_do(read):
    (incident,) = read("Gunmen stormed the parliament in Grozny on Friday and shot dead a member.")
    assert incident.event_type in (EventType.VIOLENCE, EventType.BATTLES)


def test_a_lead_that_names_no_place_plays_in_the_town_of_its_dateline(read):
    (incident,) = read(
        "Mogadishu: Al-Shabaab fighters stormed a hotel on Sunday, killing at least nine people."
    )
    assert incident.place.name == "Mogadishu"
    assert "dateline" in incident.place_reason


def test_a_lead_that_names_a_place_does_not_play_in_the_town_of_its_dateline(read):
    (incident,) = read("Patna: Gunmen shot dead five people at a wedding in Nawada on Sunday.")
    assert incident.place_text == "Nawada"


def test_where_the_dead_came_from_is_not_where_they_died(read):
    (incident,) = read("Gunmen shot dead three students from Jordan in Baghdad on Sunday.")
    assert incident.place.name == "Baghdad"


def test_what_police_had_to_do_was_done(read):
    (incident,) = read("In Anand, police had to fire 31 rounds on Sunday to disperse a mob.")
    assert incident.place.name == "Anand"


def test_people_burnt_alive_are_killed_and_those_shot_come_on_top(read):
    told = read(
        "Four persons were burnt alive and two killed in police firing in Kano on Sunday, an "
        "official said."
    )
    assert [(i.killed.low, i.killed.high) for i in told if i.killed] == [(6, 6)]
    assert {c.outcome for i in told for c in i.casualties} == {Outcome.KILLED}


def test_a_part_of_a_toll_is_not_counted_beside_it(read):
    (incident,) = read(
        "Clashes broke out in Zaria on Sunday. Officials put the toll in the town at 16, including "
        "six killed in police firing."
    )
    assert (incident.killed.low, incident.killed.high) == (16, 16)


def test_hardly_anybody_is_no_count(read):
    told = read("A bomb exploded in Multan on Friday. Hardly any Shia had died, officials said.")
    assert all(i.killed is None or i.killed.low is None for i in told)


def test_a_running_total_beside_told_acts_is_no_act(read):
    told = read(
        "Mobs killed two men in Jos on Sunday. In Bauchi, police shot and killed a rioter on "
        "Sunday. According to officials, 73 people have been killed in firing by the police."
    )
    assert sorted(i.killed.low for i in told) == [1, 2]


def test_a_day_on_which_people_died_in_an_attack_is_its_day(read):
    (incident,) = read("Fewer than ten people died in the rocket attack on Kirkuk on Sunday.")
    assert incident.when.start == date(2012, 3, 11)


def test_those_who_die_when_police_fire_at_a_mob_are_the_dead_of_one_incident(read):
    (incident,) = read(
        "In fresh violence in Modasa, four persons were killed and five injured on Sunday when "
        "police opened fire to disperse a rioting mob."
    )
    assert (incident.killed.low, incident.injured.low) == (4, 5)
    assert names(incident, Role.INITIATOR) == ["Police forces"]


def test_the_dead_of_what_a_mob_did_belong_to_it(read):
    (incident,) = read(
        "A mob of about 2,000 people attacked the express near Godhra on Sunday and burnt four "
        "coaches. Fifty-seven people were killed."
    )
    assert (incident.killed.low, incident.sub_event_type) == (57, SubEventType.MOB_VIOLENCE)


@pytest.mark.parametrize(
    "text",
    [
        "A policeman was shot dead by a mob in Vadodara. The death toll rose from 544 to 607.",
        "A mob burnt cabins in Mahuva on Sunday. The control room gave a death toll of 514.",
    ],
)
def test_the_tally_of_a_whole_unrest_is_no_toll_of_one_act(read, text):
    (incident,) = read(text)
    assert incident.killed is None or incident.killed.high in (None, 1)


def test_a_toll_that_grows_is_the_toll_of_its_act(read):
    (incident,) = read(
        "A bomb exploded in Multan on Friday, killing three people. The death toll has risen to "
        "12, officials said on Sunday."
    )
    assert incident.killed.high == 12


@pytest.mark.parametrize(
    "text",
    [
        "A killing in Lucknow rocked the Lok Sabha on Friday as agitated members stormed the well.",
        "The speaker was killed in a helicopter crash in Andhra Pradesh on Sunday.",
        "After breaking his fast in Delhi, Singhal shot off yet another warning to the government.",
        "The army is maintaining a vigil in Surat over mounting tension.",
    ],
)
def test_what_only_sounds_like_violence_is_no_incident(read, text):
    assert not read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two strikes near Mosul suppressed an ISIL mortar unit.",
        "The actor toured violence hit areas of Bharuch on Sunday and met saints.",
        "The DMK leader split from the BJP on Sunday in Chennai.",
    ],
)
def test_words_of_war_and_party_politics_are_no_crowds(read, text):
    assert not any(
        i.event_type in (EventType.PROTESTS, EventType.STRATEGIC, EventType.VIOLENCE)
        for i in read(text)
    )


def test_a_rally_is_not_where_the_matter_is_that_it_protests(read):
    (rally,) = read("In Kolkata the leftists, protesting the Kano crisis, held a rally on Sunday.")
    assert rally.place.name == "Kolkata"


def test_police_or_soldiers_who_go_back_to_barracks_give_up_no_territory(read):
    assert not read("Security forces were withdrawn from Ayodhya on Sunday after calm returned.")
    (left,) = read("Rebel fighters withdrew from the town of Zabadani on Sunday.")
    assert left.sub_event_type is SubEventType.TERRITORY_TRANSFER


def test_what_a_riot_came_in_the_wake_of_is_not_where_it_was(read):
    (riot,) = read("Mobs went on a rampage in the wake of the Godhra incident on Sunday in Surat.")
    assert riot.place.name == "Surat"


def test_soldiers_who_leave_a_town_to_itself_transfer_no_territory(read):
    assert not read("The army withdrew from the city of Surat on Sunday after keeping the peace.")


def test_police_who_foiled_an_arson_fired(read):
    told = read(
        "A mob tried to burn shops in Kano on Sunday and was foiled by the police, who fired 20 "
        "rounds."
    )
    assert any("Police forces" in names(i, Role.INITIATOR) for i in told)


def test_the_home_of_the_dead_alone_is_not_where_they_died(read):
    told = read(
        "He admitted that he had shot and killed citizens from Jordan and Lebanon, and had abducted "
        "two Moroccans in October 2011 in Baghdad."
    )
    assert {i.place.name for i in told} == {"Baghdad"}


def test_who_catches_a_bomber_is_involved(read):
    (incident,) = read(
        "Residents of Kano are worried after this afternoon's car bomb explosion, which wounded ten "
        "people. Officials captured one of the terrorists."
    )
    assert names(incident, Role.INITIATOR) == []
    assert "Officials" in names(incident, Role.INVOLVED)
