"""Which of a sentence's places is the act's: what the linker sees, and what it concludes."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from geo.incidents import site
from geo.incidents.nested import Named, inside, whole_names
from geo.incidents.site_features import features
from geo.model import Document, Place, Precision


class Judged(NamedTuple):
    """A sentence with one act and its places."""

    doc: object
    act: int
    names: tuple[Named, ...]

    def features(self, n=0):
        name = self.names[n]
        return features(self.doc, self.act, name, [o for o in self.names if o is not name])

    def chances(self):
        return site.chances(self.doc, self.act, self.names)


def _place(name, precision, country="XX", admin1=None):
    return Place(name=name, lon=1, lat=1, precision=precision, country=country, admin1=admin1)


@pytest.fixture(scope="module")
def judge(reader):
    """Return a function that parses a text and marks its act and its places, in the given order."""

    def mark(text, act, *names, places=()):
        doc = reader.read(Document(id="d", text=text)).doc
        spans = [doc.char_span(text.index(n), text.index(n) + len(n)) for n in names]
        known = [*places, *[None] * (len(names) - len(places))]
        return Judged(
            doc,
            doc.char_span(text.index(act), text.index(act) + len(act)).root.i,
            tuple(
                Named(first=s.start, last=s.end - 1, place=p)
                for s, p in zip(spans, known, strict=True)
            ),
        )

    return mark


def test_a_place_on_the_acts_own_preposition_is_likelier_than_not(judge):
    told = judge("Gunmen killed four farmers in Gorom on Monday.", "killed", "Gorom")
    assert {"own prep", "own prep in", "only place"} <= set(told.features())
    assert told.chances()[0] > 0.5


def test_the_dateline_is_no_site_where_the_sentence_names_one(judge):
    told = judge(
        "NAIROBI, Kenya — Gunmen killed four farmers in Garissa on Monday.",
        "killed",
        "NAIROBI",
        "Garissa",
    )
    assert "dateline" in told.features(0)
    assert "dateline" not in told.features(1)
    assert told.chances()[1] > 0.5 > 2 * told.chances()[0]


def test_a_place_that_speaks_is_a_government_not_a_site(judge):
    told = judge(
        "Moscow said that rebels shelled a school in Horlivka.", "shelled", "Moscow", "Horlivka"
    )
    assert "speaker" in told.features(0)
    assert "act is said" in told.features(0)
    assert told.chances()[1] > 0.5 > 2 * told.chances()[0]


def test_where_somebody_spoke_is_not_where_it_happened(judge):
    told = judge(
        "A spokesman told reporters in Geneva that militiamen killed nine men in Bunia.",
        "killed",
        "Geneva",
        "Bunia",
    )
    assert "said there" in told.features(0)
    assert told.chances()[1] > 0.5 > 2 * told.chances()[0]


def test_where_people_come_from_is_not_where_they_were_hit(judge):
    told = judge("Two soldiers from Chad were killed near Kidal.", "killed", "Chad", "Kidal")
    assert {"NOUN from", "of the act's nsubjpass"} <= set(told.features(0))
    assert told.chances()[1] > 0.5 > 2 * told.chances()[0]


def test_a_name_that_says_whose_army_it_is_is_no_site(judge):
    told = judge("Syria troops shelled the town of Talbiseh.", "shelled", "Syria", "Talbiseh")
    assert {"modifies NOUN", "modifies nsubj"} <= set(told.features(0))
    assert told.chances()[1] > told.chances()[0]


def test_a_direction_does_not_come_between_an_act_and_its_place(judge):
    told = judge("Gunmen killed two drivers 15 miles north of Tal Afar.", "killed", "Tal Afar")
    assert {"prep away", "own prep away"} <= set(told.features())


def test_a_place_at_the_front_of_the_sentence_is_marked_as_such(judge):
    told = judge("In Kajaki district, troops killed two insurgents.", "killed", "Kajaki")
    assert "fronted" in told.features()
    assert told.chances()[0] > 0.5


def test_somebody_killed_who_is_called_like_a_place_is_marked_as_harmed(judge):
    killed = judge("Santiago was killed on Friday.", "killed", "Santiago")
    captured = judge("Santiago was captured on Friday.", "captured", "Santiago")
    assert "is harmed as nsubjpass" in killed.features()
    assert "is harmed as nsubjpass" not in captured.features()
    assert killed.chances()[0] < captured.chances()[0]


@pytest.mark.parametrize(
    "words",
    ["Talbiseh, Homs", "Talbiseh in Homs", "Talbiseh district of Homs", "Talbiseh, in Homs"],
)
def test_of_two_nested_places_the_finer_is_the_site(judge, words):
    told = judge(f"Jets bombed a market in {words} province.", "bombed", "Talbiseh", "Homs")
    assert "coarser follows" in told.features(0)
    assert "is parent" in told.features(1)
    assert told.chances()[0] > told.chances()[1]


def test_the_place_that_holds_a_place_is_not_its_rival(judge):
    text = "Jets bombed a market in Talbiseh, Homs."
    nested = judge(text, "bombed", "Talbiseh", "Homs")
    apart = judge("Jets bombed a market in Talbiseh and not Homs.", "bombed", "Talbiseh", "Homs")
    assert nested.features(0)["rivals"] == 0
    assert apart.features(0)["rivals"] == 1


def test_the_gazetteer_tells_what_holds_what_wherever_it_stands(judge):
    homs = _place("Homs", Precision.REGION, admin1="Homs")
    talbiseh = _place("Talbiseh", Precision.SETTLEMENT, admin1="Homs")
    told = judge(
        "Across Homs, jets bombed markets, most of all in Talbiseh.",
        "bombed",
        "Homs",
        "Talbiseh",
        places=(homs, talbiseh),
    )
    assert {"holds another", "is region"} <= set(told.features(0))
    assert {"lies in another", "is point"} <= set(told.features(1))


@pytest.mark.parametrize(
    ("fine", "coarse", "expected"),
    [
        (
            _place("A", Precision.SETTLEMENT, admin1="R"),
            _place("R", Precision.REGION, admin1="R"),
            True,
        ),
        (_place("A", Precision.SETTLEMENT, admin1="R"), _place("X", Precision.COUNTRY), True),
        (
            _place("A", Precision.SETTLEMENT, admin1="R"),
            _place("D", Precision.DISTRICT, admin1="R"),
            False,
        ),
        (_place("A", Precision.SETTLEMENT), _place("Y", Precision.COUNTRY, country="YY"), False),
        (_place("X", Precision.COUNTRY), _place("A", Precision.SETTLEMENT), False),
        (None, _place("X", Precision.COUNTRY), False),
    ],
)
def test_a_place_lies_in_the_units_it_names_and_in_no_neighbour(fine, coarse, expected):
    assert inside(fine, coarse) is expected


def test_the_second_round_sees_how_far_a_place_is_ahead_of_the_others():
    found = site.compared([2.0, -1.0, 0.5], [0, 1, 2], 0)
    assert (found["lead"], found["ahead"], found["alone"]) == (1.5, 0.0, 0.0)
    assert site.compared([2.0, -1.0, 0.5], [0, 1, 2], 1)["ahead"] == 2.0
    assert site.compared([2.0], [0], 0)["alone"] == 1.0


def test_chances_are_probabilities_and_the_order_of_the_names_does_not_matter(judge):
    told = judge(
        "Rebels from Chad attacked Goz Beida and fled to Sudan.",
        "attacked",
        "Chad",
        "Goz Beida",
        "Sudan",
    )
    turned = site.chances(told.doc, told.act, told.names[::-1])
    assert turned[::-1] == pytest.approx(told.chances())
    assert all(0 < c < 1 for c in turned)


def test_a_sentence_without_places_has_no_chances(judge):
    assert judge("Gunmen killed four farmers.", "killed").chances() == ()


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Rebels shelled Hama Military Airport at dawn.", "Hama", "Hama Military Airport"),
        ("Rebels shelled Al-Zara village at dawn.", "Zara", "Al-Zara"),
        ("They stormed Tal Al-Bardah at dawn.", "Tal", "Tal Al-Bardah"),
        ("Rebels left Hama Monday morning.", "Hama", "Hama"),
        ("Police in Nairobi Friday said so.", "Nairobi", "Nairobi"),
    ],
)
def test_a_name_has_the_words_that_belong_to_it(judge, text, name, whole):
    told = judge(text, text.split()[1], name)
    ((first, last),) = whole_names(told.doc, told.names)
    assert told.doc[first : last + 1].text == whole


def test_the_outskirts_of_a_town_hang_where_the_outskirts_do(judge):
    told = judge("Gunmen killed two men on the outskirts of the town of Kajo.", "killed", "Kajo")
    assert {"through a kind", "beyond: on act on"} <= set(told.features())


def test_places_in_a_row_share_what_governs_them(judge):
    told = judge("Rebels shelled Homs and Hama.", "shelled", "Homs", "Hama")
    assert len(set(site.rows_of(told.doc, told.names))) == 1
    apart = judge("Rebels left Homs and shelled Hama.", "shelled", "Homs", "Hama")
    assert len(set(site.rows_of(apart.doc, apart.names))) == 2
