"""Which place each name of a report means, judged by the whole report.

Every candidate of a sense (:mod:`geo.places.senses`) is weighed twice by a linear model: first by
itself and by what the report says outright (parents, demonyms, the publisher's domain), then also
by the company of the other senses' likely places (same country, same province, near). A third model
turns the evidence for the likeliest one into the probability that it is right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.model import Mention, Place, Precision
from geo.places.asked_online import UNKNOWN, ask_online
from geo.places.company import Company, Hints, own_evidence, trust_evidence
from geo.places.coordinates import find_coordinates
from geo.places.doubtful import place_doubtful
from geo.places.gazetteer import Match, PlaceClass
from geo.places.linear import probability, shares, weights
from geo.places.names import fold
from geo.places.native import native_names
from geo.places.page import Page
from geo.places.parents import EXACT
from geo.places.recognise import ACCEPTED, DOUBTED, given, recognise
from geo.places.senses import of_kind, senses_of
from geo.places.words import LOCAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.language import Parsed
    from geo.places.gazetteer import Candidate, Gazetteer
    from geo.places.online import OnlineGeocoder
    from geo.places.recognise import Name
    from geo.places.senses import Sense

# A place that is less likely right than this is not given: the name abstains. One whose name is
# only like the report's by its letters must be likelier right than wrong.
ABSTAIN_BELOW = 0.2

# Unknown streets and churches of LGL, GeoWebNews and TUD-Loc lay within 161 km of the town named
# nearest to them in 111 of 134 cases, within 25 km in 97.
LOCAL_TRUST = 0.83
LOCAL_KM = 10.0
HALF = 0.5
COORDINATES_TRUST = 0.95  # a guess: what is written as a point seldom is none

_NUMBERED_ROAD = re.compile(r"[A-Z]{1,5}[- ]?\d{1,4}")
_ALIKE = 0.95
# Seas and informal regions reach beyond the unit that they are named with.
_WIDE = frozenset({PlaceClass.WATER, PlaceClass.REGION})
_COUNTRIES_ASKED = 4
_COUNTRY_SHARE = 0.15

Evidence = list[dict[str, float]]


def locate(
    parsed: Parsed,
    gazetteer: Gazetteer,
    *,
    online: OnlineGeocoder | None = None,
    doubtful: bool = False,
) -> tuple[Mention, ...]:
    """Return every place a report mentions, in the order of the text.

    Where ``document.spans`` is given, exactly one mention a span is returned and nothing else is
    recognised. Otherwise points written as coordinates are mentions too. A name that could not be
    placed has no place and says why. ``online`` is asked only for names that the gazetteer does
    not know. With ``doubtful``, words that hardly name a place are mentions as well, of a low
    ``named``; they change nothing of the others.
    """
    spans = parsed.document.spans
    page = Page(parsed, gazetteer)
    every = _names(page, least=DOUBTED if doubtful else ACCEPTED) if spans is None else ()
    names = given(page, spans) if spans is not None else _at_least(every, ACCEPTED)
    senses = senses_of(parsed.document.text, names, gazetteer)
    trusts = weigh(senses, Hints.of(page), gazetteer)
    mentions = [
        _mention(page, sense, name, trust=trust)
        for sense, trust in zip(senses, trusts, strict=True)
        for name in sense.names
    ]
    mentions = ask_online(mentions, online)
    mentions = [_inside_town(mention, mentions) for mention in mentions]
    if spans is None:
        mentions += _coordinates(parsed)
        doubted = [name for name in every if name.score < ACCEPTED]
        mentions += place_doubtful(parsed.document.id, doubted, mentions, gazetteer)
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _names(page: Page, *, least: float) -> tuple[Name, ...]:
    found = [*recognise(page, least=least), *native_names(page)]
    return tuple(sorted(found, key=lambda name: name.start))


def _at_least(names: Sequence[Name], least: float) -> tuple[Name, ...]:
    return tuple(name for name in names if name.score >= least)


def _coordinates(parsed: Parsed) -> list[Mention]:
    text = parsed.document.text
    return [
        Mention(
            document_id=parsed.document.id,
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            place=Place(
                name=text[found.start : found.end],
                lon=found.lon,
                lat=found.lat,
                precision=Precision.EXACT,
                uncertainty_km=found.radius_km,
            ),
            score=COORDINATES_TRUST,
            reason="coordinates in the text",
        )
        for found in find_coordinates(text)
    ]


def weigh(senses: list[Sense], hints: Hints, gazetteer: Gazetteer) -> list[float]:
    """Set the shares of all candidates; return how far each sense's likeliest can be trusted."""
    alone, together, trust = weights("alone"), weights("together"), weights("trust")
    for sense in senses:
        sense.shares = shares([alone.score(found) for found in own_evidence(sense, hints)])
    widen(senses, hints, gazetteer)
    company = Company(senses, hints)
    trusts = []
    weighed = []
    for sense in senses:
        evidence = in_company(sense, hints, company)
        weighed.append((sense, evidence, shares([together.score(e) for e in evidence])))
    for sense, evidence, parts in weighed:
        sense.shares = parts
        if parts:
            best = sense.best()
            trusts.append(probability(trust.score(trust_evidence(sense, best, evidence[best]))))
        else:
            trusts.append(0.0)
    return trusts


def in_company(sense: Sense, hints: Hints, company: Company) -> Evidence:
    """Return what speaks for each candidate, the company of the other senses included."""
    return [
        found | company.evidence(sense, candidate.entry)
        for found, candidate in zip(own_evidence(sense, hints), sense.candidates, strict=True)
    ]


def widen(senses: list[Sense], hints: Hints, gazetteer: Gazetteer) -> None:
    """Look names that no place of the report's countries bears up again, inside those countries.

    There a looser match is no accident: "Khasham" in a report on Syria is Khusham.
    """
    company = Company(senses, hints)
    countries = [
        country
        for country, amount in company.countries.most_common(_COUNTRIES_ASKED)
        if amount > _COUNTRY_SHARE * company.total
    ] or list(hints.demonyms)[:1]
    alone = weights("alone")
    for sense in senses:
        if sense.first.country or _is_at_home(sense, countries):
            continue
        kept = {
            c.entry.index: c
            for c in sense.candidates
            if c.match in EXACT or (not countries and c.similarity >= _ALIKE)
        }
        for country in countries:
            for candidate in gazetteer.candidates(
                sense.part or sense.first.lookup, country=country
            ):
                kept.setdefault(candidate.entry.index, candidate)
        if not kept and not countries:
            kept = {c.entry.index: c for c in sense.candidates if c.similarity >= _ALIKE}
        sense.candidates = of_kind(tuple(kept.values()), sense.kind)
        sense.keep_inside()
        sense.shares = shares([alone.score(e) for e in own_evidence(sense, hints)])


def _is_at_home(sense: Sense, countries: list[str]) -> bool:
    """Whether the name itself is borne by a country, a sea, or a place in those countries."""
    return any(
        c.entry.country in {None, *countries} or c.entry.feature == "PCLI"
        for c in sense.candidates
        if c.match in EXACT
    )


def _mention(page: Page, sense: Sense, name: Name, *, trust: float) -> Mention:
    mention = Mention(
        document_id=page.parsed.document.id,
        start=name.start,
        end=name.end,
        text=name.text,
        reason=UNKNOWN,
        named=name.score,
    )
    if not sense.candidates:
        return mention
    score = round(trust * name.score, 3)
    best = sense.candidates[sense.best()]
    abroad = best.match is Match.SOFT and best.entry.country not in page.home
    guessed = best.match is Match.FUZZY or abroad
    if trust < (HALF if guessed else ABSTAIN_BELOW) or _is_contradicted(sense):
        return replace(mention, reason=_why_not(sense), score=score)
    place = best.entry.to_place()
    if sense.part and place.precision is Precision.SETTLEMENT:
        place = _about(place)
    return replace(mention, place=place, score=score, reason=_why(sense, name))


def _is_contradicted(sense: Sense) -> bool:
    """Whether the report says outright that the name lies where its likeliest place does not."""
    best = sense.candidates[sense.best()].entry
    above = sense.parents
    if above is None or above.hold(best) or best.place_class in _WIDE:
        return False
    return above.sure or above.country not in {None, best.country}


def _about(place: Place) -> Place:
    radius = max(LOCAL_KM, place.uncertainty_km or 0.0)
    return replace(place, precision=Precision.NEAR, uncertainty_km=radius)


def _inside_town(mention: Mention, mentions: list[Mention]) -> Mention:
    """Put an unknown street, church or quarter into the town that is named nearest to it."""
    last_word = fold(mention.text).rpartition(" ")[2]
    if mention.place or not (last_word in LOCAL or _NUMBERED_ROAD.fullmatch(mention.text)):
        return mention
    towns = [
        m
        for m in mentions
        if m.place and m.place.precision is Precision.SETTLEMENT and m.score > HALF
    ]
    if not towns:
        return mention
    town = min(towns, key=lambda m: (abs(m.start - mention.start), m.start))
    assert town.place
    reason = f"unknown itself; taken to lie in {town.place.name}, named nearest to it"
    score = round(LOCAL_TRUST * town.score, 3)
    return replace(mention, place=_about(town.place), score=score, reason=reason)


def _why(sense: Sense, name: Name) -> str:
    best: Candidate = sense.candidates[sense.best()]
    parts = [f"{best.match.value} match" + (f" of {sense.part!r}" if sense.part else "")]
    if len(sense.candidates) > 1:
        share = sense.shares[sense.best()]
        parts.append(f"{share:.0%} of {len(sense.candidates)} places so called")
    if name.inside:
        parts.append(f"inside the name {name.inside!r}")
    if name.reason:
        parts.append(f"a place's name by {name.reason}")
    return "; ".join(parts)


def _why_not(sense: Sense) -> str:
    best = sense.candidates[sense.best()].entry
    where = ", ".join(part for part in (best.name, best.admin1, best.country) if part)
    if len(sense.candidates) == 1:
        return f"the only place so called, {where}, does not fit the report"
    return f"{len(sense.candidates)} places so called, none likely enough ({where} the likeliest)"
