"""Which stretches of a report name a place, whatever the tagger calls them.

:class:`geo.places.page.Page` proposes; one linear score over named evidence accepts or refuses; of
two stretches that overlap the better stays.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from geo.language import ordinary_words
from geo.places.linear import probability, weights
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
    from collections.abc import Iterable, Mapping, Sequence

    from geo.model import Span
    from geo.places.gazetteer import Candidate
    from geo.places.page import Page

# Below one half: a name taken in vain costs less than a place that is never seen (best F1 of
# thresholds .3 to .5, cross-validated over three corpora).
ACCEPTED = 0.4
AGREEMENT = 0.6
_PROMINENT = 0.06  # a settlement of 200,000 people

Stretch = tuple[int, int]

_WORDS_OF = (("road", ROADS), ("house", HOUSES), ("kind", KINDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A stretch of a report that names a place, before it is known which.

    ``first`` and ``last`` are the numbers of its first token and of the one after its last.
    ``lookup`` is what to ask the gazetteer for, in ``country`` if that is not None. ``kind`` is a
    type word beside it ("province"), ``inside`` the name of the organisation that holds it,
    ``after_the`` whether the article stands before it ("the Euphrates").
    ``score`` is the probability that it names a place at all.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    lookup: str
    country: str | None = None
    kind: str | None = None
    inside: str | None = None
    after_the: bool = False
    score: float = 1.0
    reason: str = "given"


def recognise(page: Page) -> tuple[Name, ...]:
    """Return the names of places in a report, in the order of the text, none overlapping."""
    model = weights("recognise")
    found = {stretch: evidence(page, *stretch) for stretch in page.stretches}
    chances = agreed(page, {stretch: model.score(found[stretch]) for stretch in found})
    names = []
    for first, last in best_apart(chances):
        names.append(
            _name(
                page,
                page.at(first, last),
                (first, last),
                score=chances[first, last],
                reason=", ".join(model.strongest(found[first, last])),
            )
        )
    return tuple(sorted(names, key=lambda name: name.start))


def agreed(page: Page, scores: Mapping[Stretch, float]) -> dict[Stretch, float]:
    """Return probabilities from log odds, each drawn towards those of the same words elsewhere.

    A report means one thing by one word, as a rule: "Ripley" is a man or a town throughout.
    """
    alike: dict[str, list[float]] = defaultdict(list)
    for stretch, score in scores.items():
        alike[_key(page, stretch)].append(score)
    return {
        stretch: probability(
            (1 - AGREEMENT) * score + AGREEMENT * fmean(alike[_key(page, stretch)])
        )
        for stretch, score in scores.items()
    }


def _key(page: Page, stretch: Stretch) -> str:
    return " ".join(page.folded[slice(*stretch)])


def best_apart(chances: Mapping[Stretch, float]) -> list[Stretch]:
    """Return the accepted stretches, the likelier and then the longer of those that overlap."""
    taken: set[int] = set()
    kept = []
    for first, last in sorted(chances, key=lambda s: (-chances[s], s[0] - s[1], s[0])):
        if chances[first, last] >= ACCEPTED and taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last))
    return kept


def given(page: Page, spans: Iterable[Span]) -> tuple[Name, ...]:
    """Return one name for each span, in the order of the text."""
    names = []
    for span in sorted(set(spans), key=lambda s: (s.start, s.end)):
        tokens = page.doc.char_span(span.start, span.end, alignment_mode="expand")
        at = (span.start, span.end)
        names.append(_name(page, at, (tokens.start, tokens.end), score=1.0, reason="given"))
    return tuple(names)


def _name(
    page: Page, at: tuple[int, int], tokens: tuple[int, int], *, score: float, reason: str
) -> Name:
    first, last = tokens
    text = page.parsed.document.text[at[0] : at[1]]
    short = abbreviations().get(text.strip())
    around = page.around[first]
    inside = around is not None and around.label_ == "ORG" and len(around) > last - first
    return Name(
        start=at[0],
        end=at[1],
        text=text,
        first=first,
        last=last,
        lookup=short.place if short else text,
        country=short.country if short else None,
        kind=_kind_beside(page, first, last),
        inside=around.text if inside and around else None,
        after_the=first > 0 and page.low[first - 1] == "the",
        score=score,
        reason=reason,
    )


def _kind_beside(page: Page, first: int, last: int) -> str | None:
    """Return the type word beside a name, singular: "X province", "village of X", "Lake X"."""
    if last < len(page.words) and page.words[last].islower() and not page.opens[last]:
        after = singular(page.low[last])
        if after in KINDS:
            return after
    if page.opens[first] or first == 0:
        return None
    before = page.low[first - 1]
    if first > 1 and before == "of":
        before = page.low[first - 2]
    return singular(before) if singular(before) in KINDS else None


# --- evidence ---


def evidence(page: Page, first: int, last: int) -> dict[str, float]:
    """Return the named evidence for and against a stretch."""
    found = _by_label(page, first, last) | _by_text(page, first, last)
    found |= _by_report(page, first, last) | _by_gazetteer(page, first, last)
    found |= _by_word_before(page, first) | _by_word_after(page, last)
    found |= _by_commas(page, first, last)
    return found | _together(page, first, found)


_PLACE_WORDS = {"in", "at", "near", "from", "to", "of", "around", "outside", "across", "toward"}
_TRAITS = ("ordinary word", "a person's name", "opens sentence", "capital before", "capital after",
           "capitals", "kind word after", "unit after comma", "nobody's name",
           "done to places before", "befalls places after")  # fmt: skip


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
    """Return whether a place so called lies in a country that the report names."""
    if not page.home or candidates[0].entry.feature == "PCLI":
        return {}
    ranks = [c.entry.rank for c in candidates if c.entry.country in page.home]
    if not ranks:
        return {"stranger": 1.0}
    exact = candidates[0].match in EXACT
    return {"at home" if exact else "at home, loosely": 1.0, "rank at home": max(ranks) / 50 - 1}


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
