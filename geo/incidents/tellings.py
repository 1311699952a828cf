"""One sentence's telling of an act: with the date, site, actors and tolls that go with it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.dates import DateKind
from geo.incidents.actors import VIOLENT, find_actors, find_parties, initiator
from geo.incidents.acts import Realis
from geo.incidents.kinds import LESSER
from geo.incidents.narration import is_aside, is_circumstance
from geo.incidents.numbers import NOBODY, SOME
from geo.incidents.one_act import YEARS_AGO
from geo.incidents.reading import distance, token_at
from geo.incidents.responsibility import responsible
from geo.incidents.setting import site_of_section
from geo.incidents.when import date_of, day_ahead
from geo.incidents.where import site_of
from geo.model import DatePrecision, Precision, SubEventType, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.dates import DateMention
    from geo.incidents.actors import ActorMention
    from geo.incidents.acts import Act
    from geo.incidents.casualties import CasualtyMention
    from geo.incidents.reading import Reading
    from geo.incidents.where import Site
    from geo.model import Mention

log = logging.getLogger(__name__)

CASUALTY_REACH = 5
"""Sentences over which a count without an act of its own belongs to the act told last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An act as one sentence tells it."""

    act: Act
    date: DateMention | None = None
    site: Site | None = None
    actors: tuple[ActorMention, ...] = ()
    casualties: tuple[CasualtyMention, ...] = ()


def tellings(reading: Reading, *, include_crime: bool) -> Iterator[Telling]:
    """Yield a telling for each act that is asserted to have happened, in the order of the text."""
    kept = [act for act in reading.acts if _kept(act, reading, include_crime=include_crime)]
    counted = _casualties_by_act(reading, kept)
    owned = _responsible_by_act(reading, kept)
    for act in kept:
        actors = (*_actors_of(act, reading), *owned.get(act.token, ()))
        if act.realis is Realis.AGGREGATE:
            counted[act.token] = _of_total(act, reading)
        yield Telling(
            act=act,
            date=date_of(act, reading) or reading.period,
            site=site_of(act, reading, actors) or site_of_section(act, reading),
            actors=actors,
            casualties=counted.get(act.token, ()),
        )


def _kept(act: Act, reading: Reading, *, include_crime: bool) -> bool:
    reason = None
    if is_placed_total(act, reading):
        return True
    if act.realis is not Realis.ASSERTED:
        reason = f"{act.realis}: {act.reason}"
    elif act.crime and not include_crime:
        why = "" if act.reason.startswith("told") else f", {act.reason}"
        reason = f"no organised actor{why} (--include-crime keeps it)"
    elif history := _years_ago(act, reading):
        reason = f"{Realis.BACKGROUND}: {history.text!r} is history"
    elif ahead := day_ahead(act, reading):
        reason = f"{Realis.PLANNED}: {ahead.text!r} lies ahead"
    if reason:
        log.info(
            "%s: %r at %d refused, %s", reading.parsed.document.id, act.text, act.start, reason
        )
    return reason is None


def is_placed_total(act: Act, reading: Reading) -> bool:
    """Tell whether a total says of which place and of which days: one incident of many days.

    "1,200 were killed in Aleppo between January and March" is a claim to keep; "thousands have died
    since the war began" is no incident.
    """
    if act.realis is not Realis.AGGREGATE or not _of_total(act, reading):
        return False
    date = date_of(act, reading)
    if date is None or date.when.start == date.when.end:
        return False
    site = site_of(act, reading, _actors_of(act, reading))
    place = site.place if site else None
    return place is not None and place.precision is not Precision.COUNTRY


def _of_total(act: Act, reading: Reading) -> tuple[CasualtyMention, ...]:
    """Return what a total counts, in numbers."""
    return tuple(c for c in reading.casualties if c.trigger == act.token and c.claim.toll != SOME)


def _years_ago(act: Act, reading: Reading) -> DateMention | None:
    """Return the year an act is dated by, where that lies years before the report."""
    published, date = reading.parsed.document.published, date_of(act, reading)
    if published is None or date is None or date.when.end is None:
        return None
    old = date.when.end.year <= published.year - YEARS_AGO
    return date if old and date.when.precision is DatePrecision.YEAR else None


def _nearest_act(reading: Reading, token: int, acts: Sequence[Act]) -> Act | None:
    doc = reading.parsed.doc
    own = [a for a in acts if a.token == token or not is_circumstance(doc[a.token])]
    return min(own or acts, key=lambda a: (distance(doc, token, a.token), a.token), default=None)


def _casualties_by_act(
    reading: Reading, acts: Sequence[Act]
) -> dict[int, tuple[CasualtyMention, ...]]:
    """Give each casualty to an act: its own trigger, the nearest of its sentence, or the last."""
    by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.sentence, []).append(act)
    given: dict[int, list[CasualtyMention]] = {}
    known = {a.token for a in acts}
    refused = {
        a.token: a
        for a in reading.acts
        if a.token not in known and (a.realis in _NO_ONE_ACT or a.crime)
    }
    for casualty in reading.casualties:
        if casualty.trigger in refused and casualty.adds_to is None:
            _log_toll(casualty, refused[casualty.trigger], reading)
            continue
        near = by_sentence.get(casualty.sentence)
        owner = _nearest_act(reading, casualty.trigger, near) if near else None
        if owner is None:
            owner = _last_act_before(casualty, acts, reading)
        if owner is not None:
            given.setdefault(owner.token, []).append(casualty)
    return {token: tuple(found) for token, found in given.items()}


_NO_ONE_ACT = frozenset(
    {Realis.GENERIC, Realis.AGGREGATE, Realis.BACKGROUND, Realis.HYPOTHETICAL, Realis.PLANNED}
)
"""What was counted in such words, or in a crime that is left out, is no other act's toll."""


def _log_toll(casualty: CasualtyMention, act: Act, reading: Reading) -> None:
    log.info(
        "%s: toll %r at %d left out, it is of no act that is kept: %s",
        reading.parsed.document.id,
        casualty.claim.text,
        casualty.claim.start,
        act.reason,
    )


def _last_act_before(
    casualty: CasualtyMention, acts: Sequence[Act], reading: Reading
) -> Act | None:
    """Return the act told last before a count, in its section and within a few sentences."""
    if is_aside(reading.parsed.doc[casualty.trigger]):
        return None
    section = reading.layout.section(casualty.claim.start)
    earlier = [
        a
        for a in acts
        if casualty.sentence - CASUALTY_REACH <= a.sentence < casualty.sentence
        and reading.layout.section(a.start) == section
    ]
    if not earlier or _of_older_day(casualty, earlier[-1], reading):
        return None
    if _is_of_unrest(casualty, earlier[-1], reading):
        return None
    if casualty.claim.toll == NOBODY:
        return _act_there(casualty, earlier, reading)
    return None if _is_elsewhere(casualty, earlier[-1], reading) else earlier[-1]


def _is_of_unrest(casualty: CasualtyMention, act: Act, reading: Reading) -> bool:
    """Tell whether a count is many times the act's own: the tally of a whole time of unrest.

    "A policeman was shot. The death toll rose from 544 to 607." What has no dead of its own and is
    no attack (a shop looted, a march) has no such toll either.
    """
    number = casualty.claim.toll.best or 0
    own = [
        c.claim.toll.best or 0
        for c in reading.casualties
        if c.sentence == act.sentence and c.claim.outcome is casualty.claim.outcome
    ]
    if not own:
        return act.sub_event_type in _WITHOUT_DEAD and number >= _MANY
    tally = any(t.lower_ in _TALLIES for t in reading.sentences[casualty.sentence])
    return number >= _TIMES * max(own) and number >= (_MANY if tally else _VERY_MANY)


_WITHOUT_DEAD = frozenset({*LESSER, SubEventType.PEACEFUL_PROTEST})
_TALLIES = frozenset("toll tolls tally figure figures total count".split())
_TIMES, _MANY, _VERY_MANY = 4, 20, 100

_TOWNS = frozenset({Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR, Precision.DISTRICT})


def _stands_in(mention: Mention, reading: Reading) -> bool:
    doc = reading.parsed.doc
    return doc[token_at(doc, mention.start, mention.end)].head.lower_ in {"in", "at", "near"}


def _is_elsewhere(casualty: CasualtyMention, act: Act, reading: Reading) -> bool:
    """Tell whether a count's sentence names another town or province than the act's."""
    named: dict[int, set[str]] = {casualty.sentence: set(), act.sentence: set()}
    for mention in reading.mentions:
        number = reading.sentence_at(mention.start)
        place = mention.place
        if number not in named or place is None or place.precision not in _TOWNS:
            continue
        if _stands_in(mention, reading):
            named[number].add(place.name)
    there = named[act.sentence]
    return bool(there) and bool(named[casualty.sentence]) and not named[casualty.sentence] & there


def _of_older_day(casualty: CasualtyMention, act: Act, reading: Reading) -> bool:
    """Tell whether a count's own sentence gives only days before the act told last.

    A later day is when somebody counted.
    """
    dated = date_of(act, reading)
    sentence = reading.sentences[casualty.sentence]
    days = [
        d.when
        for d in reading.dates
        if sentence.start_char <= d.start < sentence.end_char
        and d.kind in {DateKind.ABSOLUTE, DateKind.PARTIAL}
        and d.when.precision is DatePrecision.DAY
    ]
    start = dated.when.start if dated else None
    return bool(days) and all(w.end and start and w.end < start for w in days)


def _act_there(casualty: CasualtyMention, acts: Sequence[Act], reading: Reading) -> Act | None:
    """Return the last act in the country of which it is said that nobody was hurt there.

    "Israel struck Bint Jbeil, killing two. No casualties were reported in Israel."
    """
    sentence = reading.sentences[casualty.sentence]
    there = {
        m.place.country
        for m in reading.mentions
        if m.place and sentence.start_char <= m.start < sentence.end_char
    }
    sites = ((a, site_of(a, reading, _actors_of(a, reading))) for a in reversed(acts))
    fits = (
        act
        for act, site in sites
        if not there or site is None or site.place is None or site.place.country in there
    )
    return next(fits, None)


def _actors_of(act: Act, reading: Reading) -> tuple[ActorMention, ...]:
    """Return the act's actors, without those that are but the name of a town or province."""
    named = {
        (m.start, m.end)
        for m in reading.mentions
        if m.place and m.place.precision is not Precision.COUNTRY
    }
    found = find_actors(reading.parsed, act, reading.knowledge.actors)
    return tuple(a for a in found if (a.start, a.end) not in named)


def _responsible_by_act(
    reading: Reading, acts: Sequence[Act]
) -> dict[int, tuple[ActorMention, ...]]:
    """Give those who claim responsibility, or are blamed, to the violent act told last."""
    telling = {a.sentence for a in acts}
    parties = find_parties(reading.parsed, reading.knowledge.actors)
    found: dict[int, tuple[ActorMention, ...]] = {}
    for number, sentence in enumerate(reading.sentences):
        named = () if number in telling else tuple(responsible(sentence, parties))
        before = [a for a in acts if a.sentence < number and a.sub_event_type in VIOLENT]
        if not named or not before or number - before[-1].sentence > CASUALTY_REACH:
            continue
        doers = tuple(initiator(party, number) for party in named)
        found[before[-1].token] = (*found.get(before[-1].token, ()), *doers)
    return found


def when_of(telling: Telling) -> When:
    """Return the telling's date, unknown where it gives none."""
    return telling.date.when if telling.date else When()
