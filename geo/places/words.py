"""Words beside and inside place names that tell what a name is: a province, a street, a person."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geo.places.gazetteer import PlaceClass
from geo.places.names import fold

KINDS = frozenset(
    "province governorate oblast state region district county department prefecture territory "
    "emirate canton division raion municipality subdistrict wilaya woreda zone cercle commune "
    "parish republic regency krai city town township village settlement suburb neighborhood "
    "neighbourhood hamlet camp valley river lake island islands mountain mountains desert "
    "peninsula countryside area border coast port airport strait bay gulf sea ocean creek hills "
    "hill forest plain canal basin capital outskirts enclave base airbase".split()
)
# What opens names of villages, hills and quarters and is none by itself.
OPENERS = frozenset(
    "tal tall tell jabal jebel jubb kafr kafar khirbet ain ayn deir umm abu bab hawsh rasm wadi "
    "beit bayt bani nahr isla san santa puerto villa el la las los".split()
)
ROADS = frozenset(
    "street st road rd avenue ave drive dr boulevard blvd lane ln highway hwy route interstate "
    "parkway pike way court square plaza trail bridge terrace circle crossing".split()
)
HOUSES = frozenset(
    "university college school schools hospital church center centre park stadium arena museum "
    "library institute academy hotel mall station club company inc corp co ltd llc department "
    "police sheriff office council authority commission court jail prison cemetery mosque "
    "cathedral theater theatre hall house building tower airport bank group association society "
    "league team foundation agency bureau ministry committee board union party army forces force "
    "brigade news times herald post tribune gazette press journal daily register".split()
)
# Names that end in these lie inside a town: where unknown themselves, the town will do.
LOCAL = ROADS | frozenset(
    "university college school hospital church center centre park stadium arena museum library "
    "hotel mall station prison jail cemetery mosque cathedral theater theatre hall house building "
    "tower neighborhood neighbourhood quarter suburb market bazaar checkpoint roundabout campus "
    "estate clinic barracks palace embassy synagogue temple shrine academy institute".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame president minister senator sen rep "
    "representative gov governor mayor judge justice chief sheriff officer detective sgt sergeant "
    "lt lieutenant capt captain maj major col colonel gen general cmdr commander admiral king "
    "queen prince princess pope bishop rev reverend father pastor coach secretary ambassador "
    "sheikh imam ayatollah mullah spokesman spokeswoman chairman director attorney deputy "
    "saint".split()
)
# Before a place's name: what armies and guns do to places; after it: what befalls them.
DONE_TO_PLACES = frozenset(
    "retaken recaptured captured seized took taken retook attacked shelled bombed struck hit hits "
    "strikes stormed entered left liberated besieged overran raided controlled control pounded "
    "targeted reached fled evacuated surrounded defended visited towards toward outside inside "
    "into across around".split()
)
BEFALLS_PLACES = frozenset("came falls fell comes falling changed".split())
SAYING = frozenset(
    "said says say told tells added adds announced claimed claims stated states argued wrote "
    "writes explained asked noted insisted replied recalled thinks believes".split()
)


_A1, _A2 = PlaceClass.ADMIN1, PlaceClass.ADMIN2
_TOWN, _SITE = PlaceClass.SETTLEMENT, PlaceClass.SITE
_REGION, _WATER = PlaceClass.REGION, PlaceClass.WATER

# What a type word beside a name says that it is.
CLASSES_OF_KIND: dict[str, frozenset[PlaceClass]] = {
    word: frozenset(classes)
    for words, classes in (
        ("province governorate oblast state prefecture emirate canton wilaya krai", (_A1, _A2)),
        ("region department territory republic regency zone division", (_A1, _A2, _REGION)),
        ("county district raion subdistrict woreda cercle parish municipality commune", (_A2, _A1)),
        ("city town village settlement suburb neighborhood neighbourhood hamlet", (_TOWN,)),
        ("river lake strait bay gulf sea ocean creek canal", (_WATER,)),
        ("valley island mountain desert peninsula forest plain basin", (_REGION, _WATER)),
        ("camp base airbase airport", (_SITE,)),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a short form or an adjective stands for ("Ky." for Kentucky, in the US)."""

    place: str
    country: str | None
    after_comma: bool = False


@cache
def person_names() -> dict[str, tuple[int, int]]:
    """Return how common lower-case words are as surnames and as first names in the US, 0 to 4."""
    packed = (resources.files("geo") / "lexicons" / "person_names.txt.gz").read_bytes()
    rows = (line.split() for line in gzip.decompress(packed).decode().splitlines())
    return {name: (int(last), int(first)) for name, last, first in rows}


@cache
def abbreviations() -> dict[str, Meaning]:
    """Return short forms of countries and provinces, spelled with the case they must have."""
    return {
        row["text"]: Meaning(
            place=row["means"], country=row["country"], after_comma=row["form"] == "after_comma"
        )
        for row in _rows("place_abbreviations.csv")
    }


@cache
def adjectives() -> dict[str, Meaning]:
    """Return folded words that point to a continent or a region without naming it ("Kurdish").

    They are no places; but where such a word is given as a span it means that region.
    """
    return {
        fold(row["word"]): Meaning(place=row["place"], country=row["country"] or None)
        for row in _rows("place_adjectives.csv")
    }


def _rows(name: str) -> csv.DictReader[str]:
    text = (resources.files("geo") / "lexicons" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def singular(kind: str) -> str:
    """Return a type word without its plural ending ("cities" gives "city")."""
    if kind.endswith("ies"):
        return kind[:-3] + "y"
    return kind.removesuffix("s")
