"""Reports of strikes and shelling, in our own words: who, where, and what a headline leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model import Document, Role, SubEventType

pytestmark = pytest.mark.model

PUBLISHED = date(2022, 3, 17)


def test_an_army_that_bombs_a_theatre_is_no_play(read):
    (incident,) = read(
        "Russian forces dropped a bomb on the drama theatre in Mariupol on Wednesday, officials "
        "said."
    )
    assert incident.place.name == "Mariupol"


def test_no_casualties_reported_denies_the_casualties_and_not_the_shelling(read):
    (incident,) = read(
        "Artillery fire by regime forces targeted the town of Kafr Zita in northern Hama, no "
        "casualties were reported."
    )
    assert (incident.killed.high, incident.injured.high) == (0, 0)


def test_who_speaks_before_a_colon_did_not_do_it(read):
    (incident,) = read(
        "Kharkiv governor Oleh Syniehubov: over the past day, the enemy shelled Chuhuiv."
    )
    assert not [a for a in incident.actors if a.role is Role.INITIATOR and "Oleh" in a.name]


def test_a_word_that_opens_a_longer_name_is_no_place_by_itself(read):
    (incident,) = read("Two people were killed in an explosion in Tal Abyad city on Monday.")
    assert incident.place.country == "SY"
    assert incident.place_text.startswith("Tal Abyad")


def test_today_is_the_day_of_the_dateline_shortly_before_publication(read):
    (incident,) = read(
        "Lima, 11 Jun 91 (EFE) -- Shining Path guerrillas today killed the mayor of Lircay, police "
        "said.",
        published=date(1991, 6, 12),
    )
    assert incident.when.start == date(1991, 6, 11)


def test_a_dateline_of_another_month_does_not_date_todays_news(read):
    (incident,) = read(
        "Lima, 11 May 91 (EFE) -- Shining Path guerrillas today killed the mayor of Lircay, police "
        "said.",
        published=date(1991, 6, 12),
    )
    assert incident.when.start == date(1991, 6, 12)


def test_arrests_are_not_where_what_they_are_made_for_happened(read):
    (arrests,) = read(
        "Police said 25 people were arrested in Amraiwadi area of Ahmedabad on Sunday in connection "
        "with the violence that followed the burning of a train at Godhra."
    )
    assert arrests.place.name == "Ahmedabad"


def test_a_clause_that_says_who_died_is_part_of_its_act(read):
    (incident,) = read(
        "In Chhota Udaipur town of Vadodara district, police opened fire on Sunday killing two."
    )
    assert (incident.place_text, incident.killed.low) == ("Chhota Udaipur town", 2)


def test_what_stopped_a_bus_stopped_no_shooting(read):
    (incident,) = read(
        "The bus, which left Karachi for Quetta, was stopped at Khuzdar on Sunday and nine "
        "passengers were shot dead."
    )
    assert (incident.place.name, incident.killed.low) == ("Khuzdar", 9)


def test_whoever_is_shot_dead_is_a_victim(read):
    (incident,) = read(
        "The Kano-born stallholder was shot dead outside his house in Jos on Sunday."
    )
    assert incident.place.name == "Jos"


def test_those_among_the_dead_are_not_counted_twice(read):
    (incident,) = read(
        "A fuel tanker rigged with explosives blew up in Afrin on Monday, killing at least 40, among "
        "them 11 children, the ministry said."
    )
    assert (incident.killed.low, incident.civilians_killed.low) == (40, 11)


def test_a_post_without_commas_has_its_dead_and_its_hurt(read):
    (incident,) = read("Police fired live rounds at protesters in Cali, Colombia. 3 killed 12 hurt")
    assert (incident.killed.low, incident.injured.low) == (3, 12)


def test_bombers_with_a_model_or_a_state_are_aeroplanes(read):
    (incident,) = read("US B-1 bombers hit a depot in Baghdad on Monday.")
    assert [a.name for a in incident.actors] == ["Military Forces of United States"]
    assert incident.sub_event_type is SubEventType.AIR_STRIKE


def test_the_dead_and_the_injured_of_one_bomb_are_of_one_place(read):
    (incident,) = read(
        "A car bomb weighing 300 kilos went off late on Monday on Tarata street in Lima's Miraflores "
        "district, leaving 18 dead and 140 injured."
    )
    assert (incident.killed.low, incident.injured.low) == (18, 140)


def test_a_number_of_people_claims_nothing(read):
    told = read("Jabalia: dozens feared dead after an Israeli air strike in Gaza on Monday.")
    assert not [c.claimant for i in told for c in i.casualties if c.claimant]


def test_a_range_between_two_numbers_is_one_count(read):
    (incident,) = read(
        "Barrel bombs dropped by helicopters struck Aleppo on Monday; the network named 11 civilians "
        "who died. Other sources put the number of killed between 9 and 14."
    )
    assert (incident.killed.low, incident.killed.high) == (9, 14)


def test_a_toll_since_the_day_an_incident_began_is_its_toll(read):
    told = read(
        "Up to 250 people have been killed in Eastern Ghouta since Sunday, the monitor said.",
        published=date(2018, 2, 20),
    )
    assert [i.killed.high for i in told] == [250]


def test_he_who_had_been_kidnapped_is_not_the_group_that_let_him_go(read):
    (incident,) = read(
        "Shining Path released businessman Hector Delgado on Monday. He had been kidnapped in Lima."
    )
    assert [a.text for a in incident.actors if a.role is Role.TARGET] == [
        "businessman Hector Delgado"
    ]


def test_a_victims_daughter_makes_no_family_crime(read):
    assert read("The priests, their cook and her daughter were murdered in Lima by thirty men.")


def test_a_short_name_that_only_sounds_like_another_is_not_placed_there(read):
    (incident,) = read("Government artillery pounded Saqba in Eastern Ghouta, Syria, on Monday.")
    assert incident.place.admin1 == "Damascus Countryside"


def test_a_name_and_a_colon_are_no_part_of_the_sentence_behind_them(reader):
    parsed = reader.read(
        Document(
            id="d",
            text="Khartoum: Hundreds of teachers of many schools protested in the city on Monday.",
        )
    )
    assert next(s.text.strip() for s in parsed.sentences) == "Khartoum:"


def test_saqba_is_not_shahba(knowledge):
    assert "Shahbā" not in {c.entry.name for c in knowledge.gazetteer.candidates("Saqba")}
