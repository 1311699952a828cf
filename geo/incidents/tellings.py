"""One sentence's telling of an act: with the date, site, actors and tolls that go with it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.dates import DateKind
from geo.incidents.actors import VIOLENT, find_actors, find_parties, initiator
from geo.incidents.acts import Realis
from geo.incidents.numbers import NOBODY
from geo.incidents.reading import distance
from geo.incidents.responsibility import responsible
from geo.incidents.setting import site_of_section
from geo.incidents.when import date_of, day_ahead
from geo.incidents.where import site_of
from geo.model import DatePrecision, Precision, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.dates import DateMention
    from geo.incidents.actors import ActorMention
    from geo.incidents.acts import Act
    from geo.incidents.casualties import CasualtyMention
    from geo.incidents.reading import Reading
    from geo.incidents.where import Site

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
        yield Telling(
            act=act,
            date=date_of(act, reading) or reading.period,
            site=site_of(act, reading, actors) or site_of_section(act, reading),
            actors=actors,
            casualties=counted.get(act.token, ()),
        )


def _kept(act: Act, reading: Reading, *, include_crime: bool) -> bool:
    reason = None
    if act.realis is not Realis.ASSERTED:
        reason = f"{act.realis}: {act.reason}"
    elif act.crime and not include_crime:
        why = "" if act.reason.startswith("told") else f", {act.reason}"
        reason = f"no organised actor{why} (--include-crime keeps it)"
    elif ahead := day_ahead(act, reading):
        reason = f"{Realis.PLANNED}: {ahead.text!r} lies ahead"
    if reason:
        log.info(
            "%s: %r at %d refused, %s", reading.parsed.document.id, act.text, act.start, reason
        )
    return reason is None


def _nearest_act(reading: Reading, token: int, acts: Sequence[Act]) -> Act | None:
    doc = reading.parsed.doc
    return min(acts, key=lambda a: (distance(doc, token, a.token), a.token), default=None)


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
        if a.realis in _NO_ONE_ACT or (a.crime and a.token not in known)
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
    section = reading.layout.section(casualty.claim.start)
    earlier = [
        a
        for a in acts
        if casualty.sentence - CASUALTY_REACH <= a.sentence < casualty.sentence
        and reading.layout.section(a.start) == section
    ]
    if earlier and _of_another_day(casualty, earlier[-1], reading):
        return None
    if earlier and casualty.claim.toll == NOBODY:
        return _act_there(casualty, earlier, reading)
    return earlier[-1] if earlier else None


def _of_another_day(casualty: CasualtyMention, act: Act, reading: Reading) -> bool:
    """Tell whether a count's own sentence gives a day on which the act told last was not."""
    dated = date_of(act, reading)
    sentence = reading.sentences[casualty.sentence]
    days = [
        d.when
        for d in reading.dates
        if sentence.start_char <= d.start < sentence.end_char
        and d.kind is DateKind.ABSOLUTE
        and d.when.precision is DatePrecision.DAY
    ]
    if not days or dated is None or dated.when.start is None or dated.when.end is None:
        return False
    start, end = dated.when.start, dated.when.end
    return not any(w.start and w.end and w.start <= end and w.end >= start for w in days)


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
