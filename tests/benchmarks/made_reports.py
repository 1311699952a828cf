"""Made reports of conflict, with the place behind each name known: what news corpora lack.

The corpora of placed names tell of American towns and world capitals. Here names are drawn from
the gazetteer's own settlements in countries at war, spelled as one of their aliases or respelled as
a reporter might, and set into sentences of our own. Many of the names are then hidden from the
gazetteer or made up, because villages in the news are often unknown to it: a resolver must learn to
abstain.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.gazetteer import Entry, Gazetteer

HIDDEN = 0.4
INVENTED = 0.15
NATIVE = 0.1
AT_WAR = (
    "SY IQ YE SD SS LY PS LB UA RU AF PK SO ET ML NE BF NG CD CF MM MZ CM TD TR IR EG IN PH TH CO MX "
    "HT VE SV GT PE HN BD LK GE AM AZ KE UG BI RW ZW AO DZ TN IL SA"
).split()

_OPENINGS = (
    "At least {n} people were killed in {a} on {day}, officials in {u} province said.",
    "{n} soldiers died when gunmen overran an army post at {a}, {c}.",
    "Shelling killed {n} civilians in {a} and {b} overnight, a monitoring group reported from {c}.",
    "{person}, a spokesman for the army, said that {a} had been retaken from the {gang}.",
    "A roadside bomb went off near {a} in {u} province on {day}, wounding {n}.",
    "Clashes broke out in the town of {a}, {k} km from {b}, after the {gang} attacked a convoy.",
    "Residents of {a} fled towards {b} as fighting spread across the {u} region.",
    "Warplanes struck {a}, {b} and a village outside {d}, witnesses told reporters.",
    "{a}, {c}: {n} bodies were found in a mass grave, police said.",
    "The {gang} claimed an attack on {a} village in {u} district, {c}.",
    "Militants abducted {n} farmers between {a} and {b}, the mayor, {person}, said.",
    "{a} was hit by rockets on {day}, {person}, the mayor of the {c} town, said.",
    "The army of {c} has taken {a} from the {gang} after {n} days.",
    "{c}: {a} falls to the {gang}.",
    "{gang} fighters entered {a} at dawn and burned houses; {n} people died.",
    "Rebels shelled {a}, killing {n}, the {people} defence ministry said.",
    "{a} and {b} were quiet on {day} after a truce, officials in {c} said.",
    "The army has recaptured {a} after a siege of {k} days, state television in {c} said.",
    "{person} said the {gang} had seized {a} and were moving on {b}.",
    "Shells struck {a} again on {day}; {c} blamed the {gang}.",
    "{a} changed hands twice in a week, residents of the {c} border said.",
    "Protesters blocked the {a}-{b} road in {c} on {day}.",
    "Fighting was reported in {a} village, {U}, {c}.",
    "A drone hit a house in {a}, {U}, {c}, on {day}, killing {n}.",
    "The {gang} took {a} town, {U}, after {n} days.",
    "{n} people were killed in {a} and {b} in {U}.",
    "Gunmen opened fire at a checkpoint in {a} town, {c}, {person} said.",
    "The village of {a} in {c} was hit, {person} said.",
    "{n} people died in the town of {a}, near {b}.",
    "The villages of {a} and {b} in {U} were burned down.",
    "Four soldiers were killed on the {a}-{b} highway in {c} on {day}.",
    "Fighting went on along the {a}-{b} axis, the army of {c} said.",
    "A mine went off under a bus on the {a}-{b} road, killing {n}.",
    "Rebels took the village of {a} and moved towards {b}, {c}.",
    "Shelling of the villages of {a} and {b}, {U}, left {n} dead.",
)
# Reports of local papers, which name their town and its neighbours without saying in what country.
_LOCAL = (
    "{a} police arrested two men after a shooting on {family} Street on {day}.",
    "A fire at the {a} High School gymnasium was put out within {n} minutes, the fire chief said.",
    "The {a} City Council voted {n} to 2 to close the bridge to {b}.",
    "{person} of {b} was taken to {a} General Hospital with gunshot wounds.",
    "Officers from {a} and {b} searched for a man who fled a traffic stop near {d}.",
    "{a} — {person}, who grew up in {b}, will lead the {a} Fire Department from {day}.",
    "Residents of {a} met at the {family} Library to talk about a rise in burglaries.",
    "The {a}, {u}, man was charged with assault, court records show.",
    "Two people died when a truck hit a car on the road between {a} and {b}, {u} police said.",
)
_LOCAL_FURTHER = (
    "He was born in {d} and worked in {b}.",
    "{b} and {d} have seen similar cases, {person} said.",
    "The case goes to the {u} court next month.",
    "A vigil will be held in {a} on {day}.",
)
_LOCAL_COUNTRIES = ("US", "US", "US", "GB", "CA", "AU", "IE", "ZA", "KE", "NG", "IN", "PH")
_LOCAL_SHARE = 0.25
_PAPERS = "news herald times post gazette journal tribune register courier observer".split()
_FURTHER = (
    "The governor of {u} state, {person}, visited {b} a day later.",
    "Hospitals in {b} received {n} of the wounded.",
    "{person} of the {gang} denied that his men had been in {a}.",
    "Similar attacks hit {b} and {d} last month.",
    "Troops based in {d} were sent to {a}.",
    "The {people} government blamed the {gang}.",
    "Aid groups said {c} had seen its worst violence in years.",
    "A curfew was imposed in {a}, and the road to {b} was closed.",
    "According to {person}, shops in {a} stayed shut.",
)
_UNIT_WORDS = re.compile(
    r"^(State of|Departamento de|Provincia de|Wilāyat-e|Gobolka|Estado de) "
    r"| (Governorate|Oblast|Province|Region|State|Department|Division|District|County)$"
)
_GANGS = (
    "Lions Brigade", "People's Front", "Northern Command", "Liberation Movement", "Red Flag Army",
    "Sword Battalion", "Unity Party", "Black Eagles", "National Guard", "Resistance Council",
)  # fmt: skip
_GIVEN = (
    "Ahmed Omar Maria Yusuf Ivan Petro Amina Joseph Carlos Fatima Daniel Musa Elena Khaled".split()
)
_FAMILY = (
    "Hassan Ortega Kovalenko Diallo Mensah Karimi Torres Abdi Okafor Petrov Rahman Salim".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_RESPELLINGS = (
    ("kh", "k"), ("q", "k"), ("ou", "u"), ("u", "ou"), ("ee", "i"), ("y", "i"), ("ai", "ei"),
    ("a", "e"), ("iy", "i"), ("sh", "ch"), ("w", "v"), ("ph", "f"), ("dh", "d"), ("h", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made report, the place meant by each stretch of its text, and which of them are hidden."""

    document: Document
    places: dict[tuple[int, int], Entry]
    hidden: frozenset[str]


def made_reports(gazetteer: Gazetteer, count: int, *, seed: int) -> Iterator[Made]:
    """Yield ``count`` made reports, the same for the same seed."""
    draw = random.Random(seed)
    towns, spellings = _towns(gazetteer)
    countries = [code for code in AT_WAR if len(towns[code]) > 20]
    for number in range(count):
        is_local = draw.random() < _LOCAL_SHARE
        code = draw.choice(_LOCAL_COUNTRIES if is_local else countries)
        yield _made(gazetteer, draw, (towns[code], spellings), number=number, is_local=is_local)


def _towns(gazetteer: Gazetteer) -> tuple[dict[str, list[Entry]], dict[int, list[str]]]:
    towns: dict[str, list[Entry]] = defaultdict(list)
    for index in range(len(gazetteer)):
        entry = gazetteer.entry(index)
        if entry.place_class.value == "settlement" and entry.country in {
            *AT_WAR,
            *_LOCAL_COUNTRIES,
        }:
            towns[entry.country].append(entry)
    spellings: dict[int, list[str]] = defaultdict(list)
    for name, key in gazetteer._index.names.iteritems():
        if len(name) > 2 and name.replace(" ", "").isalpha():
            for index, _ in gazetteer._index.places_of.of(key):
                spellings[index].append(name)
    return towns, spellings


def _made(
    gazetteer: Gazetteer,
    draw: random.Random,
    stock: tuple[list[Entry], dict[int, list[str]]],
    *,
    number: int,
    is_local: bool,
) -> Made:
    towns, spellings = stock
    first = max(draw.sample(towns, 2), key=lambda e: e.rank)
    near = sorted(draw.sample(towns, min(40, len(towns))), key=lambda e: _square(e, first))
    others = [*near[:4], *draw.sample(towns, 2)]
    draw.shuffle(others)
    meant = {"a": first, "b": others[0], "d": others[1]}
    country = gazetteer.country(first.country or "")
    unit = gazetteer.admin1(first.country or "", first.admin1 or "")
    assert country
    words = {
        "n": str(draw.randint(2, 60)),
        "k": str(draw.randint(5, 80)),
        "day": draw.choice(_DAYS),
        "gang": draw.choice(_GANGS),
        "person": f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}",
        "family": draw.choice(_FAMILY),
    }
    written = {letter: _spelled(entry, spellings, draw) for letter, entry in meant.items()}
    for letter, entry in meant.items():
        name = _invented(towns, draw, gazetteer) if draw.random() < INVENTED else None
        if name:
            written[letter] = name
            meant[letter] = replace(entry, id=f"invented:{number}{letter}")
    written["u"] = _UNIT_WORDS.sub("", first.admin1 or country.name)
    written["U"] = first.admin1 or country.name
    written["c"] = written["people"] = country.name
    all_meant = meant | dict.fromkeys("uU", unit or country) | {"c": country, "people": country}
    openings, further = (_LOCAL, _LOCAL_FURTHER) if is_local else (_OPENINGS, _FURTHER)
    frames = [draw.choice(openings), *draw.sample(further, draw.randint(0, 3))]
    text, places = "", {}
    for piece in re.split(r"(\{\w+\})", " ".join(frames)):
        letter = piece.strip("{}")
        if piece.startswith("{") and letter in all_meant:
            places[len(text), len(text) + len(written[letter])] = all_meant[letter]
            text += written[letter]
        else:
            text += words[letter] if piece.startswith("{") else piece
    hidden = frozenset(e.id for e in meant.values() if draw.random() < HIDDEN)
    source = _paper(written["a"], draw) if is_local or draw.random() < 0.1 else None
    document = Document(id=f"made-{number}", text=text, source=source)
    return Made(document=document, places=places, hidden=hidden)


def _paper(town: str, draw: random.Random) -> str | None:
    """Return a paper called after its town, as a name or a domain, or any paper."""
    paper = draw.choice(_PAPERS)
    name = draw.choice([town, town, draw.choice(_FAMILY)])
    letters = "".join(c for c in name.lower() if c.isascii() and c.isalpha())
    return draw.choice([f"{name} {paper.capitalize()}", f"{letters}{paper}.com", f"{letters}.com"])


def _invented(towns: list[Entry], draw: random.Random, gazetteer: Gazetteer) -> str | None:
    """Return a name of the country's sound that the gazetteer does not know."""
    one, other = (entry.name.split() for entry in draw.sample(towns, 2))
    if len(one) > 1 or len(other) > 1:
        name = " ".join([*one[:-1], *other[-max(1, len(other) - 1) :]])
    else:
        name = one[0][: len(one[0]) // 2] + other[0][len(other[0]) // 2 :].lower()
    return None if gazetteer.is_known(name) or len(name.split()) > 4 else name


def _square(one: Entry, other: Entry) -> float:
    return (one.lat - other.lat) ** 2 + (one.lon - other.lon) ** 2


def _spelled(entry: Entry, spellings: dict[int, list[str]], draw: random.Random) -> str:
    known = [name for name in spellings[entry.index] if len(name.split()) <= 3]
    native = [name for name in known if not name.isascii()]
    known = native if native and draw.random() < NATIVE else [n for n in known if n.isascii()]
    name = (
        " ".join(word.capitalize() for word in draw.choice(known).split()) if known else entry.name
    )
    if draw.random() < 0.3:
        old, new = draw.choice(_RESPELLINGS)
        name = name[0] + name[1:].replace(old, new, 1)
    if name.startswith(("Al ", "El ")) and draw.random() < 0.5:
        name = f"{name[:2]}-{name[3:]}" if draw.random() < 0.5 else name[3:]
    return name
