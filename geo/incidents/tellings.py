"""One sentence's telling of an act: with the date, site, actors and tolls that go with it."""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.dates import DateMention, find_dates
from geo.incidents import site as sites
from geo.incidents.actors import ActorLexicon, ActorMention, find_actors
from geo.incidents.acts import Act, Realis, find_acts
from geo.incidents.casualties import CasualtyMention, find_casualties
from geo.incidents.discourse import Layout, layout, place_heading, reporting_period
from geo.model import Mention, Place, Precision, When
from geo.places.relative import refine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.language import Parsed
    from geo.places.gazetteer import Gazetteer

log = logging.getLogger(__name__)

SITE_THRESHOLD = 0.35
"""Below this probability a place of the sentence is not taken for the act's (see site.py)."""

NESTED_THRESHOLD = 0.1
"""A place inside the likeliest one is taken from this probability: both name the same site."""

CASUALTY_REACH = 5
"""Sentences over which a count without an act of its own belongs to the act told last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The place of an act, the report's whole wording for it, and why it was chosen."""

    mention: Mention
    place: Place | None
    text: str
    start: int
    end: int
    probability: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An act as one sentence tells it."""

    act: Act
    date: DateMention | None = None
    site: Site | None = None
    actors: tuple[ActorMention, ...] = ()
    casualties: tuple[CasualtyMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known before any report is read."""

    gazetteer: Gazetteer
    actors: ActorLexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything found in one report before it is composed into incidents."""

    knowledge: Knowledge
    parsed: Parsed
    mentions: tuple[Mention, ...]
    sentences: tuple[Any, ...]
    acts: tuple[Act, ...]
    casualties: tuple[CasualtyMention, ...]
    dates: tuple[DateMention, ...]
    layout: Layout
    period: DateMention | None

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds a character offset."""
        return max(0, bisect_right([s.start_char for s in self.sentences], offset) - 1)


def read(parsed: Parsed, mentions: Sequence[Mention], knowledge: Knowledge) -> Reading:
    """Find acts, casualties and dates in a parsed report."""
    document = parsed.document
    dates = find_dates(parsed.doc.text, published=document.published)
    return Reading(
        knowledge=knowledge,
        parsed=parsed,
        mentions=tuple(mentions),
        sentences=parsed.sentences,
        acts=find_acts(parsed),
        casualties=find_casualties(parsed),
        dates=dates,
        layout=layout(document.text),
        period=reporting_period(document.text, dates),
    )


def tellings(reading: Reading, *, include_crime: bool) -> Iterator[Telling]:
    """Yield a telling for each act that is asserted to have happened, in the order of the text."""
    kept = [act for act in reading.acts if _kept(act, reading, include_crime=include_crime)]
    counted = _casualties_by_act(reading, kept)
    for act in kept:
        actors = _actors_of(act, reading)
        yield Telling(
            act=act,
            date=_date_of(act, reading) or reading.period,
            site=_site_of(act, reading, actors) or _site_of_section(act, reading),
            actors=actors,
            casualties=counted.get(act.token, ()),
        )


def _kept(act: Act, reading: Reading, *, include_crime: bool) -> bool:
    reason = None
    if act.realis is not Realis.ASSERTED:
        reason = f"{act.realis}: {act.reason}"
    elif act.crime and not include_crime:
        reason = "no organised actor (--include-crime keeps it)"
    if reason:
        log.info(
            "%s: %r at %d refused, %s", reading.parsed.document.id, act.text, act.start, reason
        )
    return reason is None


def _distance(doc: Any, one: int, two: int) -> int:
    """Return how far apart two tokens of one sentence stand in its tree.

    An edge counts one, a verb in between two more, a verb of saying six: when and where somebody
    spoke is not when and where it happened.
    """
    path = sites.path(doc[one], doc[two])
    between = path[1:-1]
    said: int = sum(t.lemma_.lower() in sites.SPEECH for t in between)
    verbs: int = sum(t.pos_ == "VERB" for t in between)
    return len(path) + 2 * verbs + 6 * said


def _token_at(doc: Any, start: int, end: int) -> int:
    span = doc.char_span(start, end, alignment_mode="expand")
    return int(span.root.i) if span is not None else 0


def _nearest_act(reading: Reading, token: int, acts: Sequence[Act]) -> Act | None:
    doc = reading.parsed.doc
    return min(acts, key=lambda a: (_distance(doc, token, a.token), a.token), default=None)


def _casualties_by_act(
    reading: Reading, acts: Sequence[Act]
) -> dict[int, tuple[CasualtyMention, ...]]:
    """Give each casualty to an act: its own trigger, the nearest of its sentence, or the last."""
    by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.sentence, []).append(act)
    given: dict[int, list[CasualtyMention]] = {}
    for casualty in reading.casualties:
        near = by_sentence.get(casualty.sentence)
        owner = _nearest_act(reading, casualty.trigger, near) if near else None
        if owner is None:
            owner = _last_act_before(casualty, acts, reading)
        if owner is not None:
            given.setdefault(owner.token, []).append(casualty)
    return {token: tuple(found) for token, found in given.items()}


def _last_act_before(
    casualty: CasualtyMention, acts: Sequence[Act], reading: Reading
) -> Act | None:
    """Return the act told last before a count, in its section and within a few sentences."""
    section = reading.layout.section(casualty.claim.start)
    earlier = [
        a
        for a in acts
        if casualty.sentence - CASUALTY_REACH <= a.sentence < casualty.sentence
        and reading.layout.section(a.start) == section
    ]
    return earlier[-1] if earlier else None


def _date_of(act: Act, reading: Reading) -> DateMention | None:
    """Return the nearest date in the act's sentence that is not another act's own.

    "The Feb. 7 attack" keeps its date to itself when the sentence tells a newer act too.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    rivals = [a.token for a in reading.acts if a.sentence == act.sentence and a.token != act.token]
    near: list[tuple[int, int, DateMention]] = []
    for date in reading.dates:
        if date.when.start is None or not sentence.start_char <= date.start < sentence.end_char:
            continue
        token = _token_at(doc, date.start, date.end)
        distance = _distance(doc, token, act.token)
        taken = any(
            _owns(doc, r, token)
            and _distance(doc, token, r) < distance
            and not _linked(doc, r, act)
            for r in rivals
        )
        if not taken:
            near.append((distance, date.start, date))
    return min(near, key=lambda n: n[:2])[2] if near else None


def _in_reach(doc: Any, date: int, act: Act) -> bool:
    """Tell whether at most one verb that tells something else stands between date and act.

    A word that refers back ("the attack") takes no date but its own and that of its own verb.
    """
    between = sites.path(doc[date], doc[act.token])[1:-1]
    verbs = [t for t in between if t.pos_ == "VERB" and t.lemma_.lower() not in sites.SPEECH]
    if act.anaphoric and verbs:
        return len(verbs) == 1 and doc[act.token].head.i == verbs[0].i
    return len(verbs) <= 1


def _linked(doc: Any, other: int, act: Act) -> bool:
    """Tell whether two words tell one act: "the bombing killed 12", "shot and wounded"."""
    path = sites.path(doc[other], doc[act.token])
    return len(path) <= 3 and not any(t.lemma_.lower() in sites.SPEECH for t in path)  # noqa: PLR2004


def _owns(doc: Any, noun: int, date: int) -> bool:
    """Tell whether a date stands inside an event noun's own phrase."""
    return doc[noun].pos_ in {"NOUN", "PROPN"} and doc[noun].i in {t.i for t in doc[date].ancestors}


def _actors_of(act: Act, reading: Reading) -> tuple[ActorMention, ...]:
    """Return the act's actors, without those that are but the name of a town or province."""
    named = {
        (m.start, m.end)
        for m in reading.mentions
        if m.place and m.place.precision is not Precision.COUNTRY
    }
    found = find_actors(reading.parsed, act, reading.knowledge.actors)
    return tuple(a for a in found if (a.start, a.end) not in named)


def _site_of(act: Act, reading: Reading, actors: Sequence[ActorMention]) -> Site | None:
    """Return the place of the act's sentence that is likeliest its site, if one is likely at all.

    A name inside an actor's name ("US-led coalition") is no site.
    """
    doc = reading.parsed.doc
    sentence = reading.sentences[act.sentence]
    found = [
        m
        for m in reading.mentions
        if sentence.start_char <= m.start < sentence.end_char
        and not any(a.start <= m.start and m.end <= a.end for a in actors)
        and (not act.anaphoric or _belongs(doc, m, act))
    ]
    chances = sites.chances(doc, act.token, [_named(doc, m) for m in found])
    ranked = sorted(zip(chances, found, strict=True), key=lambda pair: (-pair[0], pair[1].start))
    if not ranked or ranked[0][0] < SITE_THRESHOLD:
        return None
    chance, mention = _prefer_finer(ranked)
    site = as_site(reading, mention, chance, f"named with “{act.text}” (p {chance:.2f})")
    return site if site.place else _at_parent(site, ranked)


def _belongs(doc: Any, mention: Mention, act: Act) -> bool:
    """Tell whether a place is said of a word that refers back: "the attack in Kunduz".

    "The United Nations in Geneva called the attack ..." says nothing of its site.
    """
    place = doc[_token_at(doc, mention.start, mention.end)]
    noun = doc[act.token]
    over = {t.i for t in place.ancestors}
    happened = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in over
    return noun.i in over or happened


def _at_parent(site: Site, ranked: Sequence[tuple[float, Mention]]) -> Site:
    """Return an unknown village's site at the place named with it that is known, if any."""
    for chance, mention in ranked:
        if chance >= NESTED_THRESHOLD and mention.place is not None:
            reason = f"{site.reason}; taken at “{mention.text}”, named with it"
            return replace(site, place=mention.place, reason=reason)
    return site


def _site_of_section(act: Act, reading: Reading) -> Site | None:
    heading = reading.layout.section(act.start)
    if heading is None:
        return None
    mention = place_heading(heading, reading.mentions, reading.parsed.document.text)
    if mention is None:
        return None
    return as_site(reading, mention, SITE_THRESHOLD, "the heading of the section it stands in")


def _named(doc: Any, mention: Mention) -> sites.Named:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return sites.Named(first=span.start, last=span.end - 1, place=mention.place)


FINENESS = {p: n for n, p in enumerate(Precision)}


def _prefer_finer(ranked: Sequence[tuple[float, Mention]]) -> tuple[float, Mention]:
    """Of nested places that both may be the site, take the finer ("Talbiseh" before "Homs")."""
    best = ranked[0]
    for other in ranked[1:]:
        if other[0] >= NESTED_THRESHOLD and inside(other[1].place, best[1].place):
            best = other
    return best


def inside(fine: Place | None, coarse: Place | None) -> bool:
    """Tell whether the finer place lies in the coarser one, as far as their names say."""
    if fine is None or coarse is None or fine.country != coarse.country:
        return False
    if FINENESS[fine.precision] >= FINENESS[coarse.precision]:
        return False
    if coarse.precision is Precision.COUNTRY:
        return True
    return coarse.name in {fine.admin1, fine.admin2} or coarse.admin1 == fine.admin1


def as_site(reading: Reading, mention: Mention, probability: float, reason: str) -> Site:
    """Return the mention as a site, with the place and wording its neighbouring words give it."""
    refined = refine(reading.parsed, mention, reading.mentions)
    text = reading.parsed.document.text
    if refined is None:
        place, start, end = mention.place, mention.start, mention.end
    else:
        place, start, end = refined
    return Site(
        mention=mention,
        place=place,
        text=text[start:end],
        start=start,
        end=end,
        probability=probability,
        reason=reason if place is not None else f"{reason}; {mention.reason}",
    )


def when_of(telling: Telling) -> When:
    """Return the telling's date, unknown where it gives none."""
    return telling.date.when if telling.date else When()
