"""What speaks for and against a stretch of a report being the name of a place.

Evidence is named, so that weights can be learned for it and a reason given by it
(:mod:`geo.places.linear`). "known" is what the gazetteer says, "home" the countries that the report
names, "label" what the tagger says.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from geo.language import ordinary_words
from geo.places.parents import EXACT
from geo.places.words import (
    BEFALLS_PLACES,
    DONE_TO_PLACES,
    HOUSES,
    KINDS,
    ROADS,
    SAYING,
    TITLES,
    abbreviations,
    person_names,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.gazetteer import Candidate
    from geo.places.page import Page

_PROMINENT = 0.06  # the rank of a settlement of 200,000 people
_LAST_LATIN = "\u02af"
_WORDS_OF = (("road", ROADS), ("house", HOUSES), ("kind", KINDS))
_PLACE_WORDS = {"in", "at", "near", "from", "to", "of", "around", "outside", "across", "toward"}
_TRAITS = ("ordinary word", "a person's name", "opens sentence", "capital before", "capital after",
           "capitals", "kind word after", "unit after comma", "nobody's name", "name goes on",
           "kind of", "half of a pair", "done to places before",
           "befalls places after")  # fmt: skip


def evidence(page: Page, first: int, last: int) -> dict[str, float]:
    """Return the named evidence for and against a stretch."""
    found = _by_label(page, first, last) | _by_text(page, first, last)
    found |= _by_report(page, first, last) | _by_gazetteer(page, first, last)
    found |= _by_word_before(page, first) | _by_word_after(page, last)
    found |= _by_commas(page, first, last)
    if (first, last) in page.halves:
        found["half of a pair"] = 1.0
    return found | _together(page, first, found)


def _together(page: Page, first: int, found: dict[str, float]) -> dict[str, float]:
    """Return the pairs of evidence that mean more together than each by itself."""
    label = next(name for name in found if name.startswith("label:")).removeprefix("label:")
    level = _level(found)
    before = page.low[first - 1] if first and not page.opens[first] else ""
    where = before if before in _PLACE_WORDS else "start" if not before else "else"
    pairs = {f"{level}, {label}": 1.0, f"{level}, {where}": 1.0, f"{label}, {where}": 1.0}
    return pairs | {f"{level}, {trait}": 1.0 for trait in _TRAITS if found.get(trait)}


def _level(found: dict[str, float]) -> str:
    """Return in a word how well the gazetteer knows a stretch."""
    if "known" in found:
        if "at home" in found:
            return "known at home"
        if "at implied home" in found:
            return "known at implied home"
        return "well known" if found["rank"] > _PROMINENT else "little known"
    if "rank" in found:
        return "like one at home" if "at home, loosely" in found else "like another"
    return "unknown"


def _by_label(page: Page, first: int, last: int) -> dict[str, float]:
    label = page.labels.get((first, last))
    if label:
        return {f"label:{label}": 1.0}
    around = page.around[first] or page.around[last - 1]
    if around is None:
        return {"label:none": 1.0}
    where = "opens" if around.start >= first else "ends" if around.end <= last else "inside"
    return {f"label:in {around.label_}": 1.0, f"{where} {around.label_}": 1.0}


def _by_report(page: Page, first: int, last: int) -> dict[str, float]:
    """Return what the rest of the report says about the same words."""
    key = " ".join(page.folded[first:last])
    labels = page.labels_of_text.get(key, Counter())
    found = {}
    total = sum(labels.values())
    if total:
        found["elsewhere place"] = sum(labels[x] for x in ("GPE", "LOC", "FAC")) / total
        found["elsewhere person"] = labels["PERSON"] / total
        found["elsewhere organisation"] = labels["ORG"] / total
    if page.labels.get((first, last)) != "GPE" and not page.people.isdisjoint(
        page.folded[first:last]
    ):
        found["a person's name"] = 1.0
    if key in page.after_in:
        found["after in"] = 1.0
    return found


def _by_text(page: Page, first: int, last: int) -> dict[str, float]:
    found = {f"words:{min(last - first, 4)}": 1.0}
    text = page.text(first, last)
    short = abbreviations().get(text)
    if short:
        due = not short.after_comma or (first > 0 and page.words[first - 1] == ",")
        found["abbreviation" if due else "false abbreviation"] = 1.0
    if len(text) > 1 and text.isupper():
        found["capitals"] = 1.0
    if any(c.isdigit() for c in text):
        found["digits"] = 1.0
    if any(c > _LAST_LATIN and c.isalpha() for c in text):
        found["another script"] = 1.0
    if page.opens[first]:
        found["opens sentence"] = 1.0
    return found | _by_words(page, first, last)


def _by_words(page: Page, first: int, last: int) -> dict[str, float]:
    if last - first > 1:
        end = page.folded[last - 1]
        found = {f"ends as {name}": 1.0 for name, words in _WORDS_OF if end in words}
        found["opens with a first name"] = person_names().get(page.folded[first], (0, 0))[1] / 4
        return found
    surname, forename = person_names().get(page.folded[first], (0, 0))
    found = {"surname": surname / 4, "first name": forename / 4}
    if not surname and not forename:
        found["nobody's name"] = 1.0
    names = ordinary_words().get(page.low[first])
    if names is not None:
        found |= {"ordinary word": 1.0, "ordinary word and name": float(names)}
    return found


def _by_gazetteer(page: Page, first: int, last: int) -> dict[str, float]:
    text = page.text(first, last)
    short = abbreviations().get(text)
    asked = short.place if short else text
    known = page.gazetteer.is_known(asked)
    if not known and not (_is_whole(page, first, last) or last - first > 1):
        return {}
    candidates = page.gazetteer.candidates(asked)
    if not candidates:
        return {}
    best = candidates[0]
    found = {"rank": best.entry.rank / 50 - 1} | _at_home(page, candidates)
    if best.match not in EXACT:
        return found | {f"match:{best.match.value}": 1.0}
    found |= {"known": 1.0, f"best:{best.entry.place_class.value}": 1.0}
    found |= {f"match:{best.match.value}": 1.0, "homonyms": math.log(len(candidates))}
    if last - first > 1:
        found["known, many words"] = 1.0
    return found


def _is_whole(page: Page, first: int, last: int) -> bool:
    """Whether a stretch is no mere part of what the tagger takes for one name."""
    return (first, last) in page.labels or page.around[first] is None


def _at_home(page: Page, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return whether a place so called lies in a country that the report names or implies."""
    if not (page.home or page.implied) or candidates[0].entry.feature == "PCLI":
        return {}
    for countries, name in ((page.home, "at home"), (page.implied, "at implied home")):
        ranks = [c.entry.rank for c in candidates if c.entry.country in countries]
        if ranks:
            exact = candidates[0].match in EXACT
            return {name if exact else f"{name}, loosely": 1.0, "rank at home": max(ranks) / 50 - 1}
    return {"stranger": 1.0}


def _by_word_before(page: Page, first: int) -> dict[str, float]:
    if first == 0 or page.opens[first]:
        return {"before:": 1.0}
    before = page.low[first - 1]
    found = {f"before:{before}": 1.0}
    if first > 1 and before == "the":
        found[f"before the:{page.low[first - 2]}"] = 1.0
    if page.capital[first - 1]:
        found["capital before"] = 1.0
        if page.folded[first - 1] in TITLES:
            found["title before"] = 1.0
        found["first name before"] = person_names().get(page.folded[first - 1], (0, 0))[1] / 4
    if before in DONE_TO_PLACES:
        found["done to places before"] = 1.0
    if first > 1 and before == "of" and singular(page.low[first - 2]) in KINDS:
        found["kind of"] = 1.0
    if before in KINDS:
        found["kind before"] = 1.0
    return found


def _by_word_after(page: Page, last: int) -> dict[str, float]:
    if last == len(page.words) or page.opens[last]:
        return {"after:": 1.0}
    after = page.low[last]
    found = {f"after:{after}": 1.0}
    if page.capital[last]:
        found["capital after"] = 1.0
        found |= {f"{name} after": 1.0 for name, words in _WORDS_OF if page.folded[last] in words}
    elif after in KINDS:
        found["kind word after"] = 1.0
    if after in BEFALLS_PLACES:
        found["befalls places after"] = 1.0
    if after in SAYING:
        found["saying after"] = 1.0
    if after == "-" and last + 1 < len(page.words):
        found[f"hyphen:{page.low[last + 1]}"] = 1.0
    if page.goes_on(last):
        found["name goes on"] = 1.0
    return found


def _by_commas(page: Page, first: int, last: int) -> dict[str, float]:
    """Return whether a known place stands on the other side of a comma."""
    found = {}
    if page.words[last : last + 1] == [","] and page.capital[last + 1 : last + 2] == [True]:
        end = page.known(last + 1, page.run(last + 1))
        short = page.words[last + 1] in abbreviations()
        if end or short:
            found["known after comma"] = 1.0
        if short or (end and _is_unit(page, last + 1, end)):
            found["unit after comma"] = 1.0
    if first > 1 and page.words[first - 1] == "," and page.capital[first - 2]:
        found["capital before comma"] = 1.0
    return found


def _is_unit(page: Page, first: int, last: int) -> bool:
    candidates = page.gazetteer.candidates(page.text(first, last), limit=1)
    return bool(candidates) and candidates[0].entry.feature in {"PCLI", "ADM1"}
