"""Whether an act happened."""

from __future__ import annotations

import pytest

from geo.incidents.acts import Realis, find_acts
from geo.model import Document

pytestmark = pytest.mark.model


@pytest.fixture
def verdict(reader):
    """Return how a text stands to the act of one of its words."""

    def judge(text, word):
        acts = find_acts(reader.read(Document(id="d", text=text)))
        found = [a for a in acts if a.text == word]
        assert found, [a.text for a in acts]
        return found[0].realis

    return judge


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels attacked the barracks on Tuesday.", "attacked"),
        ("The barracks were attacked by rebels.", "attacked"),
        ("The army said rebels attacked the barracks.", "attacked"),
        ("Rebels claimed responsibility for the attack on the barracks.", "attack"),
        ("The president condemned the murder of two judges by gunmen.", "murder"),
        ("The army will investigate the attack that killed ten soldiers.", "attack"),
        ("Rebels are reported to have attacked the barracks.", "attacked"),
        ("Nobody was hurt in the rebel attack on the barracks.", "rebel attack"),
        ("Soldiers were killed in clashes with rebels near the border.", "clashes"),
        ("Rebels managed to bomb the bridge.", "bomb"),
    ],
)
def test_told_as_having_happened(verdict, text, word):
    assert verdict(text, word) is Realis.ASSERTED


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army did not attack the village.", "attack"),
        ("The ministry denied that its jets bombed the hospital.", "bombed"),
        ("There was no attack on the convoy, the army said.", "attack"),
        ("The army denied that any air strike took place.", "air strike"),
        ("Rebels never shelled the town, their spokesman said.", "shelled"),
    ],
)
def test_denied(verdict, text, word):
    assert verdict(text, word) is Realis.DENIED


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels threatened to attack the capital.", "attack"),
        ("The general vowed to bomb the camps.", "bomb"),
        ("The army is planning an offensive against the rebels.", "offensive"),
        ("Troops will storm the town tomorrow, the army said.", "storm"),
        ("Rebels plotted to kidnap the bishop.", "kidnap"),
    ],
)
def test_planned(verdict, text, word):
    assert verdict(text, word) is Realis.PLANNED


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("If rebels attack the town, its people will flee.", "attack"),
        ("Did the army bomb the hospital?", "bomb"),
        ("It is unclear whether soldiers were killed.", "killed"),
        ("Residents fear an attack by the rebels.", "attack"),
        ("Gunmen could attack the voters.", "attack"),
    ],
)
def test_supposed(verdict, text, word):
    assert verdict(text, word) is Realis.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Murders and kidnappings by rebels are a plague.", "kidnappings"),
        ("The coalition fighting the rebels met in Rome.", "fighting"),
        ("The rebels often attack farmers.", "attack"),
    ],
)
def test_in_general(verdict, text, word):
    assert verdict(text, word) is Realis.GENERIC


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen have killed 1,200 people since January.", "killed"),
        ("Rebels killed 300 soldiers in the past two years.", "killed"),
    ],
)
def test_a_total_over_months_is_no_one_act(verdict, text, word):
    assert verdict(text, word) is Realis.AGGREGATE


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Soldiers fired missiles in a joint exercise with the navy.", "fired"),
        ("The film tells how soldiers killed the actor's brother.", "killed"),
        ("The bomb squad trained with the army.", "bomb"),
    ],
)
def test_exercises_films_and_things_are_no_violence(verdict, text, word):
    assert verdict(text, word) is Realis.NOT_VIOLENCE


def test_an_anniversary_is_background(verdict):
    text = "The city marked the anniversary of the massacre of forty villagers by soldiers."
    assert verdict(text, "massacre") is Realis.BACKGROUND


@pytest.mark.parametrize(
    ("text", "word", "realis"),
    [
        ("He called for the assassination of the general.", "assassination", Realis.PLANNED),
        ("In all, 90 rebels were killed in 86 clashes.", "killed", Realis.AGGREGATE),
        (
            "Police have arrested 40 rebels since the president took office.",
            "arrested",
            Realis.AGGREGATE,
        ),
        ("Rebels have fought the army for a decade.", "fought", Realis.AGGREGATE),
        ('"We are protesting in Lodan against the war," she said.', "protesting", Realis.GENERIC),
        ("Jets bomb rebel camp, two weeks after bloody clash", "clash", Realis.BACKGROUND),
        ("It was like using a tank to kill a flea.", "kill", Realis.NOT_VIOLENCE),
    ],
)
def test_what_is_no_single_new_act_says_so(verdict, text, word, realis):
    assert verdict(text, word) is realis


@pytest.mark.parametrize(
    ("text", "word", "realis"),
    [
        (
            "No soldiers were killed in the raid by rebels, but eight were wounded.",
            "wounded",
            Realis.ASSERTED,
        ),
        (
            "A drone strike hit a cafe where people were watching football and killed ten.",
            "killed",
            Realis.ASSERTED,
        ),
        (
            "Not a single militant has been arrested by the army, the party said.",
            "arrested",
            Realis.DENIED,
        ),
        ("Police figures say that 99 people were killed by gunmen.", "killed", Realis.AGGREGATE),
        ("There were rumours of a bomb blast in Herat.", "bomb blast", Realis.HYPOTHETICAL),
    ],
)
def test_what_is_beside_a_denial_a_match_or_a_statistic(verdict, text, word, realis):
    assert verdict(text, word) is realis
