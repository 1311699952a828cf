"""Casualty claims: how many, of whom, who says so, and what is no claim at all."""

from __future__ import annotations

import pytest

from geo.incidents.casualties import find_casualties
from geo.model import Document, Outcome, Stance, VictimGroup

pytestmark = pytest.mark.model

KILLED, INJURED, CAPTURED = Outcome.KILLED, Outcome.INJURED, Outcome.CAPTURED
MISSING, DISPLACED = Outcome.MISSING, Outcome.DISPLACED


@pytest.fixture
def read(reader):
    """Return what finds the casualties of a text."""
    return lambda text: find_casualties(reader.read(Document(id="d", text=text)))


def wholes(mentions):
    """Return outcome, low, best and high of the mentions that are no part of another."""
    return [
        (m.claim.outcome, m.claim.toll.low, m.claim.toll.best, m.claim.toll.high)
        for m in mentions
        if m.part_of is None
    ]


def plain(*pairs):
    return [(outcome, count, count, count) for outcome, count in pairs]


TOLD = {
    # passive
    "Fourteen villagers were killed near the river.": plain((KILLED, 14)),
    "Nine people were killed and 31 wounded in the blast.": plain((KILLED, 9), (INJURED, 31)),
    "Nine people were killed and 31 others were injured.": plain((KILLED, 9), (INJURED, 31)),
    "Three priests who were murdered in June had been threatened.": plain((KILLED, 3)),
    "Forty passengers were taken hostage.": plain((CAPTURED, 40)),
    "Eleven teachers have been kidnapped.": plain((CAPTURED, 11)),
    "Six fishermen were still missing.": plain((MISSING, 6)),
    "Some 4,000 people were displaced by the fighting.": plain((DISPLACED, 4000)),
    # active
    "The raid killed 16.": plain((KILLED, 16)),
    "Rebels stormed the post, killing eight soldiers and wounding two.": plain(
        (KILLED, 8), (INJURED, 2)
    ),
    "The mine left 7 dead and 19 injured.": plain((KILLED, 7), (INJURED, 19)),
    "Shelling left seven dockers dead.": plain((KILLED, 7)),
    "Gunmen shot dead five farmers.": plain((KILLED, 5)),
    "The flash flood of shells claimed the lives of six nurses.": plain((KILLED, 6)),
    "The army lost 15 men in the ambush.": plain((KILLED, 15)),
    "The offensive has forced 3,000 to flee their homes.": plain((DISPLACED, 3000)),
    "Police arrested three suspects.": plain((CAPTURED, 3)),
    "The militia took 30 fishermen captive.": plain((CAPTURED, 30)),
    "Militants took 30 fishermen on 3 May.": plain((CAPTURED, 30)),
    "A bus took 30 fishermen to a market.": [],
    "Ambulances took 30 fishermen to a hospital.": plain((INJURED, 30)),
    "The army destroyed a base and 12 militants with it.": plain((KILLED, 12)),
    "Gunmen seized 280 pupils in the north.": plain((CAPTURED, 280)),
    "Militants stabbed four shepherds to death.": plain((KILLED, 4)),
    # nominal
    "The death of two sergeants was announced.": plain((KILLED, 2)),
    "The clash caused 12 deaths.": plain((KILLED, 12)),
    "The bodies of five men were found in a well.": plain((KILLED, 5)),
    "The murder of six nuns shocked the province.": plain((KILLED, 6)),
    "The murder on 4 March of two mayors shocked the province.": plain((KILLED, 2)),
    "The kidnapping of nine engineers ended on Friday.": plain((CAPTURED, 9)),
    "The death toll stands at 23.": plain((KILLED, 23)),
    "The number of wounded rose to 54.": plain((INJURED, 54)),
    # short forms
    "Twelve dead, 30 wounded in market blast": plain((KILLED, 12), (INJURED, 30)),
    "There were 12 killed and 20 wounded.": plain((KILLED, 12), (INJURED, 20)),
    "Twenty miners died.": plain((KILLED, 20)),
    "Two policemen lost their lives and three more were hurt.": plain((KILLED, 2), (INJURED, 3)),
    "Five pilgrims perished.": plain((KILLED, 5)),
    # without a number
    "A shepherd was killed.": plain((KILLED, 1)),
    "The mayor was killed by unknown gunmen.": plain((KILLED, 1)),
    "Gunmen killed commander John Harper near the bridge.": plain((KILLED, 1)),
    "Mariam Haddad, 34, was wounded.": plain((INJURED, 1)),
    "Soldiers were killed in the ambush.": [(KILLED, 3, 3, 9)],
    "Several guards were wounded.": [(INJURED, 3, 3, 9)],
    # lists count together
    "The shell killed two soldiers and a civilian.": plain((KILLED, 3)),
    "The blast killed a couple and their three children.": plain((KILLED, 5)),
    "The drone killed the commander, along with one other rebel.": plain((KILLED, 2)),
    "The murder of a priest and of a nun shocked the town.": plain((KILLED, 2)),
    "A colonel, a judge, and a senator were murdered.": plain((KILLED, 3)),
    # bounds
    "At least 12 people were killed.": [(KILLED, 12, 12, None)],
    "Up to 20 fighters were killed.": [(KILLED, 0, 20, 20)],
    "More than a dozen insurgents died.": [(KILLED, 13, 13, None)],
    "Between 30 and 40 people were injured.": [(INJURED, 30, 30, 40)],
    "Dozens of protesters were hurt.": [(INJURED, 12, 12, 99)],
    "An unknown number of people were killed.": [(KILLED, None, None, None)],
    # nobody
    "No one was hurt in the blast.": plain((INJURED, 0), (KILLED, 0)),
    "There were no casualties.": plain((KILLED, 0), (INJURED, 0)),
    "The raid ended without casualties.": plain((KILLED, 0), (INJURED, 0)),
    "The drone hit a depot without causing casualties.": plain((KILLED, 0), (INJURED, 0)),
    "The strike did not kill any civilians.": plain((KILLED, 0)),
    "Nobody was killed.": plain((KILLED, 0)),
    # fatally wounded is killed
    "Two guards were fatally wounded.": plain((KILLED, 2)),
    # capitals
    "AT LEAST 12 PEOPLE WERE KILLED AND 30 WOUNDED.": [
        (KILLED, 12, 12, None),
        (INJURED, 30, 30, 30),
    ],
}


@pytest.mark.parametrize(("text", "expected"), TOLD.items())
def test_a_claim_is_read_from_every_shape_of_sentence(read, text, expected):
    assert sorted(wholes(read(text)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened to kill the mayor.",
        "The blast could have killed dozens.",
        "The device would have killed 40 people.",
        "They planned the murder of three judges.",
        "Was anyone killed?",
        "If more soldiers were killed, the talks would fail.",
        "It is unclear whether 12 men were killed.",
        "The assassination attempt failed.",
        "Death squads roamed the streets.",
        "There is no information on the number of casualties.",
        "The fighting caused heavy casualties.",
        "The fighting caused 20 casualties.",
        "These are strikes that kill civilians.",
        "How many died is not known.",
        "The army captured two villages and 30 rifles.",
        "The vote killed the bill.",
        "The vaccine was tested on 40 people.",
        "He is 40 years old and lives 12 km away.",
        "The man was sentenced to death.",
        "The explosion killed or wounded 30 people.",
        "Four thousand displaced people arrived in the camp.",
    ],
)
def test_what_did_not_happen_or_has_no_outcome_makes_no_claim(read, text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 12 people, including three children.", (3, "civilians", "children")),
        ("Five men were killed, among them two policemen.", (2, "combatants", "policemen")),
        ("Seventeen people, 10 of them soldiers, were killed.", (10, "combatants", "soldiers")),
        ("Nine people died. Four of the dead were women.", (4, "civilians", "women")),
        ("Nine people died. Among the dead were two nurses.", (2, "civilians", "nurses")),
    ],
)
def test_a_part_is_told_beside_its_whole_and_points_at_it(read, text, expected):
    mentions = read(text)
    parts = [m for m in mentions if m.part_of is not None]
    assert [(p.claim.toll.best, p.claim.group, p.claim.victims) for p in parts] == [expected]
    assert mentions[parts[0].part_of].claim.toll.best > expected[0]
    assert len(wholes(mentions)) == 1


def test_members_of_a_list_are_parts_where_some_bore_arms_and_some_did_not(read):
    mentions = read("The shell killed two soldiers and a farmer.")
    whole = next(m for m in mentions if m.part_of is None)
    assert whole.claim.group is VictimGroup.UNKNOWN
    assert {(m.claim.toll.best, m.claim.group) for m in mentions if m.part_of is not None} == {
        (2, VictimGroup.COMBATANTS),
        (1, VictimGroup.CIVILIANS),
    }


def test_what_spells_out_a_count_is_not_added_to_it(read):
    assert wholes(read("Three civilians, two women and a man, also died.")) == plain((KILLED, 3))
    assert wholes(read("We remember the 800 men and boys who were murdered.")) == plain(
        (KILLED, 800)
    )


def test_a_rising_toll_keeps_the_earlier_count_as_a_part_of_the_latest(read):
    earlier, latest = read("The death toll rose from 8 to 11 on Tuesday.")
    assert (earlier.claim.toll.best, latest.claim.toll.best) == (8, 11)
    assert earlier.part_of == 1
    assert latest.part_of is None


def test_initial_reports_are_no_earlier_figure(read):
    mentions = read("Initial reports indicate 13 rebels were killed, with no civilian casualties.")
    assert [m.part_of for m in mentions] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("The minister was murdered. Two of his guards were also killed.", [None, 0]),
        ("The shell killed four guards. Another six men died in a second blast.", [None, 0]),
        ("Two soldiers were killed and five others were wounded.", [None, None]),
        ("More than ten men died. More than ten men died, the army said.", [None, None]),
        ("Two men died. The town lay quiet. It rained. It was cold. Two others died.", [None] * 2),
    ],
)
def test_further_victims_point_at_the_toll_they_come_on_top_of(read, text, added):
    assert [m.adds_to for m in read(text)] == added


def test_the_doer_is_no_victim(read):
    assert wholes(read("The bomber killed himself and 12 others.")) == plain((KILLED, 12))
    assert [m.claim.victims for m in read("The soldiers killed three rebels.")] == ["rebels"]


def test_definite_victims_keep_the_number_given_before(read):
    mentions = read("Six priests were driven to the garden. The priests were murdered there.")
    assert [m.claim.toll.best for m in mentions] == [6]


CLAIMED = {
    "The army said that 12 rebels were killed.": ("The army", Stance.CLAIMED),
    "Twelve rebels were killed, the army said.": ("the army", Stance.CLAIMED),
    "According to witnesses, 12 people died.": ("witnesses", Stance.CLAIMED),
    "Twelve people died, according to a spokesman for the hospital.": (
        "a spokesman for the hospital",
        Stance.CLAIMED,
    ),
    "A shell hit the square, killing 12 people, the governor of the region said.": (
        "the governor of the region",
        Stance.CLAIMED,
    ),
    "The bombers killed 25 people and wounded 45, according to the ministry.": (
        "the ministry",
        Stance.CLAIMED,
    ),
    "The directorate has recorded the names of 89 people who died.": (
        "The directorate",
        Stance.CLAIMED,
    ),
    "The union accused the army of killing 12 workers.": ("The union", Stance.CLAIMED),
    "The ministry denied that 12 soldiers were killed.": ("The ministry", Stance.DENIED),
    "The ministry dismissed rumours that 12 soldiers were killed.": (
        "The ministry",
        Stance.DENIED,
    ),
    "Twelve people were reportedly killed.": (None, Stance.UNCONFIRMED),
    "Twelve people are believed to have been killed.": (None, Stance.UNCONFIRMED),
    "There are unconfirmed reports that 12 people were killed.": (None, Stance.UNCONFIRMED),
    "Twelve people may have been killed.": (None, Stance.UNCONFIRMED),
    "The group claimed responsibility for an attack that killed 12.": (None, Stance.REPORTED),
    "Twelve people were killed.": (None, Stance.REPORTED),
    "Amid reports that 12 men had been killed, the ministry denied any role.": (
        None,
        Stance.UNCONFIRMED,
    ),
    "The ministry, which has lost 12 officials, denied any role.": (None, Stance.REPORTED),
    "Two rebels were killed in the east, the report also said.": ("the report", Stance.CLAIMED),
    "Reports say that 12 people were killed.": (None, Stance.UNCONFIRMED),
    "According to unconfirmed reports, 12 people were killed.": (None, Stance.UNCONFIRMED),
    "[Interview] [Reporter] Good morning. [Garcia] Good morning. Six men were killed.": (
        "Garcia",
        Stance.CLAIMED,
    ),
    "\"Four persons were killed. There is a curfew in ''a'' division,\" the collector said.": (
        "the collector",
        Stance.CLAIMED,
    ),
    "It was confirmed that 12 people were killed.": (None, Stance.REPORTED),
    "The council has confirmed reports that 12 people were killed.": (
        "The council",
        Stance.CLAIMED,
    ),
    "According to Ms Farah, her staff were informed that 12 people were killed.": (
        "Ms Farah",
        Stance.CLAIMED,
    ),
    "Twelve people died, said its chairman, Abdi Warsame.": (
        "its chairman, Abdi Warsame",
        Stance.CLAIMED,
    ),
    "The bomb killed 12 people, more than twice as many as was first believed, the committee that "
    "was set up to help the victims said on Monday.": ("the committee", Stance.CLAIMED),
    '"They fired and wounded six men. My cousin was killed," said Ahmed, a shepherd.': (
        "Ahmed",
        Stance.CLAIMED,
    ),
    'Ahmed, a shepherd, told us: "They came at night. They killed six men."': (
        "Ahmed",
        Stance.CLAIMED,
    ),
    '"It was dark," said Ahmed. "Then they killed six men."': ("Ahmed", Stance.CLAIMED),
    "The minister, Ana Lopez, said:\n\nWe mourn. Twelve nurses were killed.": (
        "The minister, Ana Lopez",
        Stance.CLAIMED,
    ),
    'The "very best of friends of ours" have gone. Twelve people were killed.': (
        None,
        Stance.REPORTED,
    ),
    "Colonel Reyes spoke. On Friday, he admitted that his men had killed six peasants.": (
        "Colonel Reyes",
        Stance.CLAIMED,
    ),
}


@pytest.mark.parametrize(("text", "expected"), CLAIMED.items())
def test_the_claimant_is_whoever_the_clause_hangs_on_and_nobody_further_up(read, text, expected):
    claim = read(text)[0].claim
    assert (claim.claimant, claim.stance) == expected


def test_a_noun_in_a_question_or_an_investigation_takes_the_dead_for_granted(read):
    assert wholes(read("Who looks into the murder of three judges?")) == plain((KILLED, 3))
    assert wholes(read("The court may investigate the murder of three judges.")) == plain(
        (KILLED, 3)
    )


def test_a_pronoun_that_claims_is_looked_up_in_the_sentence_before(read):
    mentions = read("The ministry denied any role. It admitted that 12 of its men were killed.")
    assert [m.claim.claimant for m in mentions] == ["The ministry"]


def test_casualties_take_the_outcome_of_the_talk_they_stand_in(read):
    after = read("Reports say 100 men were killed. The ministry spoke only of 36 casualties.")
    assert [(m.claim.outcome, m.claim.toll.best) for m in after] == [(KILLED, 100), (KILLED, 36)]
    assert after[1].claim.stance is Stance.CLAIMED
    assert read("The ministry spoke of 36 casualties.") == ()


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("More than 900 people have been killed since January.", True),
        ("The clashes killed 12 people in three days.", True),
        ("The war has killed 3,000 people so far this year.", True),
        ("Twelve people were killed on Tuesday.", False),
    ],
)
def test_a_count_over_a_longer_time_is_marked_as_a_total(read, text, total):
    assert [m.total for m in read(text)] == [total]


def test_a_running_toll_is_a_total_and_the_incident_beside_it_is_not(read):
    mentions = read("Twelve people were killed, bringing the death toll to 130 since May.")
    assert [(m.claim.toll.best, m.total) for m in mentions] == [(12, False), (130, True)]


@pytest.mark.parametrize(
    ("text", "group", "victims"),
    [
        ("Four village children were killed.", VictimGroup.CIVILIANS, "village children"),
        ("Four policemen were killed.", VictimGroup.COMBATANTS, "policemen"),
        ("Four people were killed.", VictimGroup.UNKNOWN, "people"),
        ("Hundreds of pro-junta fighters died.", VictimGroup.COMBATANTS, "pro-junta fighters"),
        ("Four civilian workers died.", VictimGroup.CIVILIANS, "civilian workers"),
        ("Four members of the army died.", VictimGroup.COMBATANTS, "members of the army"),
        ("Four were killed.", VictimGroup.UNKNOWN, None),
    ],
)
def test_the_victims_are_named_in_the_reports_words_and_grouped(read, text, group, victims):
    claim = read(text)[0].claim
    assert (claim.group, claim.victims) == (group, victims)


def test_offsets_cover_the_words_of_the_claim_in_the_untouched_text(read):
    text = "Late news -- “AT LEAST 12 PEOPLE\nWERE KILLED”, and, said the army, 30 guards wounded."
    for mention in read(text):
        claim = mention.claim
        assert text[claim.start : claim.end] == claim.text
    assert text[mention.claim.start : mention.claim.end].startswith(("AT LEAST", "30"))


def test_sentences_are_counted_and_triggers_are_tokens_of_the_parse(reader):
    parsed = reader.read(Document(id="d", text="It rained. Two men died. Three men were hurt."))
    mentions = find_casualties(parsed)
    assert [m.sentence for m in mentions] == [1, 2]
    assert [parsed.doc[m.trigger].text for m in mentions] == ["died", "hurt"]


def test_conflicting_claims_stay_side_by_side_with_their_claimants(read):
    mentions = read("The rebels said they had killed 30 soldiers; the army spoke of eight dead.")
    assert [(m.claim.toll.best, m.claim.claimant) for m in mentions] == [
        (30, "The rebels"),
        (8, "the army"),
    ]
