"""Whole reports, in our own words, to incidents: one or several, when, where, who, how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.incidents import compose
from geo.model import Document, Outcome, Precision, Role, Toll
from geo.places import locate

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("score", "place"), [(0.45, "Mali"), (0.55, "Kunduz")])
def test_an_act_is_not_put_at_a_doubtful_place_far_from_the_rest_of_the_report(
    reader, knowledge, score, place
):
    text = "Mali's army said in Bamako that gunmen had killed two officers in Kunduz."
    parsed = reader.read(Document(id="d", text=text))
    located = [
        replace(m, score=score if m.text == "Kunduz" else 0.9)
        for m in locate(parsed, knowledge.gazetteer)
    ]
    (incident,) = compose(parsed, located, knowledge)
    assert incident.place.name == place
    assert incident.place_text == "Kunduz"
    assert ("doubtful" in incident.place_reason) == (place == "Mali")


def test_an_unknown_village_lies_where_the_words_after_it_say(read):
    (incident,) = read(
        "Gunmen raided Zarkuma, a village 30 km north of Maradi in Niger, on Friday."
    )
    assert incident.place_text.startswith("Zarkuma, a village 30 km north of Maradi")
    assert incident.place.precision is Precision.NEAR
    assert incident.place.lat > 13.7


def test_an_unknown_village_named_with_a_town_is_no_pin_in_the_town(read):
    (incident,) = read("Gunmen raided Zarkuma, Maradi, in Niger on Friday.")
    assert incident.place.precision is Precision.NEAR
    assert incident.place.uncertainty_km >= 25


def test_one_attack_told_in_several_sentences_is_one_incident(read):
    (incident,) = read(
        "Gunmen attacked a police post in Kunduz on Saturday. The attack killed four officers. "
        "The gunmen fled before dawn, police said."
    )
    assert incident.when.start == date(2019, 5, 4)
    assert incident.place.country == "AF"
    assert incident.killed.best == 4


def test_two_days_are_two_incidents(read):
    found = read(
        "A car bomb killed six people in Mosul on Monday. "
        "Another car bomb killed two people in Mosul on 2 May."
    )
    assert [(i.when.start, i.killed.best) for i in found] == [
        (date(2019, 5, 6), 6),
        (date(2019, 5, 2), 2),
    ]


def test_two_towns_are_two_incidents(read):
    found = read(
        "Shelling killed three people in Avdiivka on Monday. "
        "Shelling killed one woman in Kramatorsk on Monday."
    )
    assert [i.place.name for i in found] == ["Avdiyivka", "Kramatorsk"]


def test_a_background_incident_keeps_its_own_date(read):
    found = read(
        "An air strike hit a market in Sanaa on Monday and killed nine people. "
        "A strike on 7 February killed 40 people in Saada."
    )
    assert [i.when.start for i in found] == [date(2019, 5, 6), date(2019, 2, 7)]
    assert [i.killed.best for i in found] == [9, 40]


def test_an_undated_act_takes_the_day_of_the_scene_before_it(read):
    (incident,) = read(
        "Soldiers searched houses in a village near Kunduz on Monday. They shot dead two gunmen."
    )
    assert incident.when.start == date(2019, 5, 6)
    (quote,) = [e for e in incident.evidence if "date_start" in e.fields]
    assert quote.text.startswith("Soldiers searched")


def test_a_story_goes_on_within_the_day_it_told_last(read):
    found = read(
        "Troops fought rebels near Kunduz on Monday.\n\n"
        "The operation aimed at a commander.\n\nLater soldiers shot dead two villagers in Imam Sahib."
    )
    assert {i.when.start for i in found} == {date(2019, 5, 6)}


def test_a_story_takes_the_day_of_the_operation_that_somebody_confirms(read):
    found = read(
        "The army confirmed the arrest of a rebel leader during an overnight operation in Kunduz "
        "on Monday. Acting on a tip, troops searched a house. The troops shot dead two gunmen."
    )
    assert {i.when.start for i in found} == {date(2019, 5, 6)}


def test_what_is_told_as_older_does_not_take_the_day_of_the_story(read):
    found = read(
        "Troops fought rebels near Kunduz on Monday. Gunmen had killed nine traders in Herat."
    )
    assert [i.when.start for i in found] == [date(2019, 5, 6), None]


def test_the_day_of_a_dateline_sets_no_scene(read):
    (incident,) = read(
        "For release. KABUL (May 8, 2019) - Troops went on patrol. They shot dead two gunmen."
    )
    assert incident.when.start is None


@pytest.mark.parametrize(
    "scene",
    [
        "Officials spoke to reporters in Kunduz on Monday.",
        "The village near Kunduz lay empty between Monday and 7 February.",
        "Monday's market in Kunduz was full.",
    ],
)
def test_the_day_somebody_spoke_or_one_of_several_sets_no_scene(read, scene):
    (incident,) = read(f"{scene} Gunmen shot dead two soldiers.")
    assert incident.when.start is None


def test_a_dateline_is_neither_place_nor_date_of_an_incident(read):
    (incident,) = read(
        "BEIRUT, May 8 (Agency) - Rockets killed two farmers near Idlib on Tuesday, residents said."
    )
    assert incident.when.start == date(2019, 5, 7)
    assert incident.place.country == "SY"


def test_where_somebody_spoke_is_not_where_it_happened(read):
    (incident,) = read(
        "A mine killed three soldiers near Kidal on Monday, a spokesman said in Bamako."
    )
    assert incident.place.name == "Kidal"
    assert {m.text for m in incident.mentioned_places} == {"Bamako"}


@pytest.mark.parametrize(
    "text",
    [
        "Seven people died in an ambush near Kidal on Monday, according to the ministry in Bamako.",
        "The ministry said in Bamako that gunmen had killed seven people near Kidal on Monday.",
    ],
)
def test_the_speakers_town_is_no_site(read, text):
    (incident,) = read(text)
    assert incident.place.name == "Kidal"


def test_a_scene_set_earlier_in_the_paragraph_holds(read):
    (incident,) = read(
        "Soldiers searched houses in Kunduz on Monday. They shot dead two men, relatives said."
    )
    assert incident.place.name == "Kunduz"
    assert "earlier" in incident.place_reason


def test_a_namesake_abroad_is_not_the_village_of_a_province(read):
    (incident,) = read(
        "Armed men attacked the village of Solhan, in the province of Yagha, Burkina Faso, on "
        "Monday and killed ten people."
    )
    assert incident.place.country == "BF"
    assert "Solhan" in incident.place_text


def test_a_section_heading_places_what_stands_under_it(read):
    found = read(
        "# Daily summary\n\nReporting period: 6 May 2019\n\n## Kabul\n\n"
        "A magnetic bomb wounded two teachers.\n\n## Herat\n\nGunmen shot dead a judge.\n"
    )
    assert [(i.place.name, i.when.start) for i in found] == [
        ("Kabul", date(2019, 5, 6)),
        ("Herāt", date(2019, 5, 6)),
    ]


def test_no_place_named_with_the_act_leaves_the_country_and_says_so(read):
    (incident,) = read(
        "The army of Mali fights in a vast country, from Kidal to Gao in Mali.\n\n"
        "Unidentified gunmen ambushed and killed four soldiers on Monday."
    )
    assert incident.place.precision is Precision.COUNTRY
    assert incident.place.country == "ML"
    assert incident.place_text is None
    assert "country" in incident.place_reason


def test_nothing_dated_and_no_publication_date_is_an_unknown_date(read):
    (incident,) = read("Gunmen killed two farmers in Kunduz, police said.", published=None)
    assert incident.when.start is None


def test_no_casualties_is_zero_and_no_word_of_them_is_unknown(read):
    (none,) = read("A rocket hit an empty house in Kunduz on Monday. No one was killed.")
    assert none.killed == Toll(low=0, best=0, high=0)
    (unknown,) = read("A rocket hit a house in Kunduz on Monday.")
    assert unknown.killed == Toll()


def test_roles_follow_the_grammar(read):
    (incident,) = read("Taliban fighters ambushed Afghan soldiers in Kunduz on Monday.")
    roles = {a.role: a.name for a in incident.actors}
    assert "Taliban" in roles[Role.INITIATOR]
    assert "Afghanistan" in roles[Role.TARGET]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened to attack Kunduz.",
        "The ministry denied that any strike took place in Kunduz on Monday.",
        "The army will hold an exercise with live fire near Kunduz on Monday.",
    ],
)
def test_what_did_not_happen_is_no_incident(read, text):
    assert read(text) == ()


def test_evidence_and_claims_quote_the_report_exactly(read):
    text = "Gunmen killed at least 12 villagers in Djibo on Monday, the mayor said."
    (incident,) = read(text)
    for quoted in (*incident.evidence, *incident.casualties):
        assert text[quoted.start : quoted.end] == quoted.text
    assert incident.casualties[0].claimant == "the mayor"


def test_the_same_report_gives_the_same_ids(read):
    text = "Gunmen killed two farmers in Kunduz on Monday."
    assert [i.id for i in read(text)] == [i.id for i in read(text)]


def test_a_loosely_spelt_province_is_found_though_other_countries_are_named_more(read):
    found = read(
        "The US and Russia trade blame. The US denies it, Russia insists, and the US and Russia "
        "will meet; Moscow and Washington are far from Syria. Coalition warplanes struck a Syrian "
        "army unit in the northern Deir Ezzor province of Syria on Tuesday."
    )
    (incident,) = found
    assert incident.place.id == "geonames:170792"
    assert incident.place.precision is Precision.REGION
    assert incident.place_text == "northern Deir Ezzor province"


def test_a_long_report_that_only_mentions_an_act_in_passing_tells_no_incident(read):
    talk = "The ministers spoke about trade and fishing. " * 5
    assert read(talk + "Both knew the hills, where rebels attacked the army.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The number of kidnappings in Kandahar doubled in May, the police said.",
        "There was a rise in attacks by the rebels in Kandahar, the army said.",
    ],
)
def test_a_statistic_is_no_incident(read, text):
    assert read(text) == ()


def test_a_number_of_attacks_is_several_acts(read):
    assert read("Rebels carried out a number of attacks in Kandahar on 3 May 2020.")


def test_hours_after_the_attack_is_another_act_of_the_same_day_and_town(read):
    found = read(
        "A warplane bombed the market of Idlib on Monday and killed 12 people. "
        "Two hours after the attack, jets bombed a clinic. Nobody was killed in that second raid."
    )
    assert [(i.when.start, i.killed.best) for i in found] == [
        (date(2019, 5, 6), 12),
        (date(2019, 5, 6), 0),
    ]
    assert {i.place.country for i in found} == {"SY"}


def test_a_village_no_gazetteer_knows_does_not_join_its_neighbour(read):
    found = read(
        "Armed men attacked the village of Kundelgou in Burkina Faso on Friday evening and killed "
        "14 people. Later that evening the village of Tandabari had also been the target of armed "
        "men. Three people lost their lives there."
    )
    assert [i.killed.best for i in found] == [14, 3]
    assert {i.place.country for i in found} == {"BF"}


def test_a_later_clash_is_another_act(read):
    found = read(
        "Guerrillas murdered 14 peasants in Chuschi, Peru, on Monday. "
        "Five rebels were killed in a later clash with an army patrol near Cangallo."
    )
    assert [i.killed.best for i in found] == [14, 5]


def test_who_owns_up_some_sentences_on_is_the_initiator(read):
    (incident,) = read(
        "A bomber drove a car into a police post in Kunduz on Monday, killing nine officers. "
        "Shops stayed closed. The Taliban said that one of its men had carried out the attack."
    )
    assert incident.actor1 == "Taliban"


def test_whoever_hired_the_dead_is_a_side_of_the_act(read):
    (incident,) = read(
        "The US-led coalition bombed pro-government forces near Deir ez-Zor on Monday and killed "
        "100 fighters. Among the dead were 20 Russian mercenaries hired by the Wagner Group."
    )
    assert "Wagner Group" in {a.name for a in incident.actors if a.role is Role.TARGET}


def test_what_comes_on_top_joins_the_act_and_its_toll(read):
    (incident,) = read(
        "Six priests were murdered by men in uniform in San Salvador on Monday. "
        "The cook of the house and her daughter Celina were also killed."
    )
    assert incident.killed == Toll(low=8, best=8, high=8)


@pytest.mark.parametrize(
    "act",
    [
        "Jets answered with strikes in the oil-rich east of the province on Monday, killing 12.",
        "A bomb killed 12 people there on Monday.",
    ],
)
def test_there_and_the_province_are_the_ones_named_before(read, act):
    named = "Kunduz" if "there" in act else "Kunduz province"
    (incident,) = read(f"The governor of {named} resigned. {act}")
    assert incident.place.country == "AF"
    assert "Kunduz" in incident.place.name


def test_a_village_that_nobody_knows_is_the_site_and_is_drawn_no_finer_than_its_country(read):
    (incident,) = read(
        "Gunmen killed four farmers in the area of Zorgholand on Saturday. "
        "Afghanistan has seen many such attacks, the governor of Kunduz said."
    )
    assert incident.place_text == "Zorgholand"
    assert incident.place is None or incident.place.precision is Precision.COUNTRY


def test_somebody_murdered_is_no_site(read):
    found = read(
        "The murder of Freddy Alcasta shocked Guatemala City on Saturday. Gunmen killed Alcasta."
    )
    assert not {"Alcasta", "Freddy", "Freddy Alcasta"} & {i.place_text for i in found}


def test_a_report_without_a_site_in_the_acts_sentence_plays_where_it_opens(read):
    (incident,) = read(
        "Residents of Kunduz, in northern Afghanistan, fled a clearing operation on Saturday.\n\n"
        "Several insurgents were killed when they attacked a patrol, the army said."
    )
    assert incident.place.country == "AF"


def test_the_dateline_under_a_headline_is_no_site(read):
    (incident,) = read(
        "Jets bomb a unit\n\nBEIRUT, Feb. 28, 2019 — Warplanes bombed a unit on Tuesday, killing "
        "nine soldiers.\n\nNobody had claimed the strike."
    )
    assert incident.place is None or incident.place.precision is Precision.COUNTRY


def test_the_country_of_somebody_hurt_is_no_site(read):
    (incident,) = read("A U.S. Marine was shot in the shoulder on Saturday. Gunmen had fired.")
    assert incident.place_text is None


def test_a_district_is_quoted_with_the_province_it_is_said_to_lie_in(read):
    (incident,) = read("Troops killed two insurgents in Sabari district, Khost province, today.")
    assert incident.place_text == "Sabari district, Khost province"


def test_what_is_reported_today_is_of_today_although_a_day_that_cannot_be_counted_is_named(read):
    (incident,) = read(
        "State television reported today that weeks after the truce warplanes struck an army unit "
        "near Kunduz."
    )
    assert incident.when.start == date(2019, 5, 8)


def test_an_accident_is_kept_only_where_crime_is_asked_for(read):
    text = "A bus crash killed twelve people near Kunduz on Monday."
    assert read(text) == ()
    (incident,) = read(text, include_crime=True)
    assert incident.killed.best == 12


def test_the_toll_of_a_crime_left_out_goes_to_no_other_incident(read):
    (incident,) = read(
        "Gunmen attacked a post in Kunduz on Monday. A bus crash killed twelve people that night."
    )
    assert incident.killed.best is None


def test_a_total_over_months_adds_nothing_to_the_act_told_before(read):
    (incident,) = read(
        "A mine killed two soldiers near Kidal on Monday. "
        "Since January 400 people have been killed in the war."
    )
    assert incident.killed.best == 2


def test_the_day_of_speech_is_not_the_day_of_the_act(read):
    (incident,) = read(
        "The army said on Tuesday that rebels had killed two soldiers near Kidal on 3 May."
    )
    assert incident.when.start == date(2019, 5, 3)


def test_what_is_due_tomorrow_has_not_happened(read):
    assert read("The union is holding a march in Nairobi tomorrow.") == ()


def test_riots_that_are_only_spoken_of_are_no_incident(read):
    assert (
        read(
            "Investors have stayed away from the province. Many blame the riots. "
            "The minister spoke of jobs in the wake of the violence in the province."
        )
        == ()
    )


def test_a_text_without_capitals_is_read_as_well(read):
    (incident,) = read(
        "gunmen shot dead two teachers in kandahar on monday, police said, and fled on motorcycles."
    )
    assert incident.place.name == "Kandahār"
    assert incident.when.start == date(2019, 5, 6)
    assert incident.killed.best == 2


def test_confidence_falls_where_less_is_known(read):
    (sure,) = read("Gunmen shot dead two teachers in Kandahar on Monday.")
    (unsure,) = read("We have killed two soldiers in the province, a rebel said.")
    assert sure.confidence > 0.7
    assert unsure.confidence < 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "Islamic State claimed responsibility.",
        "Responsibility was claimed by the Islamic State group.",
        "The Islamic State said it was behind the attack.",
        "Officials blamed Islamic State.",
    ],
)
def test_who_claims_responsibility_or_is_blamed_did_what_was_told_before(read, sentence):
    (incident,) = read(f"A car bomb killed 20 people in Baghdad on Tuesday. {sentence}")
    assert incident.actor1 == "Islamic State"


@pytest.mark.parametrize(
    "sentence",
    ["No group claimed responsibility.", "Islamic State did not claim responsibility."],
)
def test_nobody_did_it_where_nobody_claims_it(read, sentence):
    (incident,) = read(f"A car bomb killed 20 people in Baghdad on Tuesday. {sentence}")
    assert incident.actor1 is None


def test_where_rockets_come_from_is_not_who_fired_them(read):
    (incident,) = read("Rocket fire from Lebanon hit Kiryat Shmona in Israel on Tuesday.")
    assert incident.actors == ()


def test_nobody_hurt_in_one_country_is_no_toll_of_the_strike_on_another(read):
    found = read(
        "Rocket fire from Lebanon hit Kiryat Shmona; Israel responded with air strikes on Bint "
        "Jbeil, killing two Hezbollah members. No casualties were reported in Israel."
    )
    assert {i.place.country: i.killed.best for i in found} == {"IL": 0, "LB": 2}


def test_a_crowd_that_flees_to_a_town_is_displaced(read):
    (incident,) = read("Gunmen attacked Djibo on Sunday. Some 2,000 people fled to Kaya.")
    assert [(c.outcome, c.toll.best) for c in incident.casualties] == [(Outcome.DISPLACED, 2000)]


def test_a_name_only_like_one_abroad_gives_no_country(read):
    found = read("Armed men came to Kundum on Tuesday. They shot dead nineteen people.")
    assert [i.place for i in found] == [None]


def test_an_explosion_that_makes_martyrs_is_an_act(read):
    (incident,) = read("Huge explosion just now in Khan Younis. First reports of 3 martyrs.")
    assert incident.place.country == "PS"
    assert incident.killed.best == 3


def test_dissidents_of_a_rebel_group_are_no_protesters(read):
    (incident,) = read(
        "Four soldiers were killed on Tuesday when suspected dissidents of the FARC attacked an "
        "army patrol with explosives in Argelia, Colombia."
    )
    assert incident.actor1 == "FARC dissidents"
    assert incident.killed.best == 4


def test_the_quarter_of_a_town_is_no_province(read):
    (incident,) = read(
        "A barrel bomb fell on the Bab al-Nairab district of Aleppo on Tuesday, killing 15 people."
    )
    assert incident.place.name == "Aleppo"
    assert incident.place.precision in {Precision.SETTLEMENT, Precision.NEAR}


def test_a_market_may_be_hit(read):
    (incident,) = read("An attack helicopter hit a market in Kabkabiya, Sudan, on Tuesday.")
    assert incident.sub_event_type == "Air/drone strike"


def test_others_injured_in_strikes_are_no_doers(read):
    (incident,) = read(
        "Five civilians were killed and as many as 20 others injured in alleged Coalition "
        "airstrikes on Raqqa on Tuesday, according to local media."
    )
    assert incident.actor2 == "Civilians"
    assert "Unidentified assailants" not in [a.name for a in incident.actors]


def test_a_state_that_strikes_is_not_where_it_strikes(read):
    (incident,) = read("Israel struck Rafah hours later; medics said 16 Palestinians died.")
    assert incident.place.country == "PS"
    (elsewhere,) = read("Israel struck the camp hours later.")
    assert elsewhere.place is None


def test_a_short_post_opens_with_its_headline(read):
    (incident,) = read("RSF drone hits Wad Madani hospital. 5 killed, among them a doctor.")
    assert incident.sub_event_type == "Air/drone strike"
    assert incident.killed.best == 5


def test_who_was_slain_on_an_older_day_is_no_toll_of_the_attack_told_before(read):
    found = read(
        "Gunmen fired at a radio station in Quetzaltenango on Tuesday, wounding a watchman. "
        "On 14 April, Congressman Luis Paz was slain in front of his house."
    )
    assert {i.when.start: i.killed.best for i in found} == {
        date(2019, 5, 7): None,
        date(2019, 4, 14): 1,
    }


def test_a_count_of_an_older_day_is_no_toll_of_the_attack_told_before(read):
    (incident,) = read(
        "Gunmen fired at a radio station in Quetzaltenango on Tuesday, wounding a watchman. "
        "Two reporters lost their lives on 14 April."
    )
    assert incident.killed.best is None


def test_shelling_that_neighbours_tell_of_is_not_theirs(read):
    (incident,) = read("Heavy shelling on Bakhmut rn, neighbours say 2 dead near the market.")
    assert incident.sub_event_type == "Shelling/artillery/missile attack"
    assert incident.actors == ()


def test_a_doubtful_place_that_nothing_else_bears_out_is_left_open(read):
    (incident,) = read("Two people died when a mortar shell landed on a wedding in Kass.")
    assert incident.place is None
    assert incident.place_text == "Kass"


def test_an_unknown_town_may_be_recaptured(read):
    (incident,) = read("Ukrainian forces have recaptured Robotyne, the military said on Tuesday.")
    assert incident.sub_event_type == "Government regains territory"


def test_a_massacre_that_is_only_spoken_of_is_no_incident(read):
    assert not read(
        "Parliament opened on Monday with prayers. Members of three parties debated the budget. "
        "The minister answered for an hour and was applauded. An inquiry into the massacre in Kundelgou "
        "was demanded by the opposition. The session ends on Friday."
    )


def test_a_total_with_its_place_and_its_months_is_one_incident_of_many_days(read):
    (found,) = read(
        "At least 120 people have been killed in Aleppo since January, a monitor said.",
        published=date(2016, 4, 4),
    )
    assert (found.when.start, found.when.end) == (date(2016, 1, 1), date(2016, 4, 4))
    assert found.killed.low == 120


def test_a_total_without_a_place_is_no_incident(read):
    assert not read(
        "At least 120 people have been killed since January, a monitor said.",
        published=date(2016, 4, 4),
    )


def test_the_day_on_which_somebody_condemned_it_is_not_its_day(read):
    found = read(
        "The union condemned on Monday the attack by gunmen on a bus in Kunduz that killed four people."
    )
    assert all(i.when.start is None for i in found)


def test_strikes_that_are_counted_anew_are_other_strikes(read):
    found = read(
        "The coalition carried out two air strikes near Raqqa on Sunday, killing four fighters. "
        "Near Mosul, three air strikes by the coalition killed nine fighters."
    )
    assert len(found) == 2


def test_a_raid_of_two_days_earlier_does_not_split_what_the_sentence_tells_before_it(read):
    found = read(
        "On Tuesday, a barrel bomb fell on Aleppo, killing 15 mourners who had gathered for the "
        "funeral of victims of a raid two days earlier."
    )
    assert len(found) == 1
    assert found[0].killed.best == 15


def test_the_town_is_the_one_that_the_report_has_called_a_town(read):
    found = read(
        "A warplane bombed houses in the town of Khan Sheikhoun in Syria on Tuesday, killing nine "
        "people. Some of the injured were taken to Reyhanli in Turkey.\n\nHours after the attack, "
        "warplanes bombed the clinic in the town."
    )
    assert {i.place.country for i in found} == {"SY"}
