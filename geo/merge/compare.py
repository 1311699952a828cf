"""What speaks for and against two incidents being one, pair by pair, in columns.

Every piece of evidence has a name and, for each pair, a number; :mod:`geo.merge.weigh` knows what
a unit of each is worth. What an incident does not state is no evidence either way: 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.merge.block import kilometres
from geo.merge.columns import NOT_KNOWN
from geo.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.merge.columns import Columns
    from geo.merge.crowd import Crowd
    from geo.merge.sets import Real, Truth, Whole

    Evidence = Iterator[tuple[str, Real | Truth]]

COPIED_WORDS = 8
COPIED_SHARE = 0.8
"""A text is a copy from so many distinct words on, if so many of both texts' words are the same."""
COPIED_KM = 1
IN_COMMON = {
    "place.same name",
    "place.unit that holds it",
    "actors.one in both",
    "actors.part of the other",
    "actors.of one movement",
    "actors.forces of one state",
    "killed.same number",
    "injured.same number",
    "report.copied",
}
_MOST = np.log1p(400)

_COMPATIBLE = (
    {EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE},
    {EventType.VIOLENCE, EventType.PROTESTS, EventType.RIOTS},
    {EventType.VIOLENCE, EventType.STRATEGIC},
    {EventType.RIOTS, EventType.STRATEGIC},
)
"""Types that reports of one event give it: a raid is a battle to one and an attack to another."""
_BATTLES = list(EventType).index(EventType.BATTLES)
_MAY_MEET = np.array(
    [[any({a, b} <= kinds for kinds in _COMPATIBLE) for b in EventType] for a in EventType]
)


def evidence(columns: Columns, one: Whole, two: Whole, crowd: Crowd) -> Evidence:
    """Yield each piece of evidence by its name, a number for each pair."""
    shared = np.zeros(len(one), bool)
    for name, value in _each(columns, one, two, crowd):
        if name in IN_COMMON:
            shared |= value > 0
        yield name, value
    yield "nothing in common but place and time", ~shared


def _each(columns: Columns, one: Whole, two: Whole, crowd: Crowd) -> Evidence:
    yield from _of_place(columns, one, two)
    yield from _of_time(columns, one, two)
    yield from _of_crowd(crowd, one, two)
    yield from _of_actors(columns, one, two)
    yield from _of_kind(columns, one, two)
    yield from _of_toll("killed", columns.killed[one], columns.killed[two])
    yield from _of_toll("injured", columns.injured[one], columns.injured[two])
    yield from _of_reports(columns, one, two)
    yield from _of_publication(columns, one, two)


def contradicts(columns: Columns, one: Whole, two: Whole) -> Truth:
    """Tell of each pair whether something forbids that the two are one."""
    # A report that tells of two incidents means two, and so does a dataset or anybody's table.
    apart = columns.documents.shared(one, two) | columns.datasets.shared(one, two)
    told_by_one = columns.reports.shared(one, two) | columns.records.shared(one, two)
    apart |= told_by_one & ~_is_copy(columns, one, two)
    apart |= _differ(columns.country, one, two)
    kinds = columns.event_type
    known = (kinds[one] != NOT_KNOWN) & (kinds[two] != NOT_KNOWN)
    return np.asarray(apart | (known & ~_MAY_MEET[kinds[one], kinds[two]]))


def in_common_days(columns: Columns, one: Whole, two: Whole) -> Truth:
    """Tell of each pair whether there is a day on which both may have happened."""
    last = np.minimum(columns.end[one], columns.end[two])
    return np.asarray(np.maximum(columns.start[one], columns.start[two]) <= last)


def _differ(column: Whole, one: Whole, two: Whole) -> Truth:
    known = (column[one] != NOT_KNOWN) & (column[two] != NOT_KNOWN)
    return np.asarray(known & (column[one] != column[two]))


def _is_copy(columns: Columns, one: Whole, two: Whole) -> Truth:
    """Tell whether one passage was read from two copies of a report, as HTML and as text, say."""
    words, _ = columns.words.likeness(one, two)
    long = np.minimum(columns.words.sizes[one], columns.words.sizes[two]) >= COPIED_WORDS
    same_days = (columns.start[one] == columns.start[two]) & (columns.end[one] == columns.end[two])
    kinds = columns.sub_event_type[one] == columns.sub_event_type[two]
    tolls = (columns.killed[one] == columns.killed[two]) | (
        np.isnan(columns.killed[one]) & np.isnan(columns.killed[two])
    )
    km = kilometres(columns, one, two)
    same_place = (km <= COPIED_KM) | (np.isnan(km) & columns.places.shared(one, two))
    same = same_days & same_place & kinds & tolls.all(axis=1)
    return np.asarray((words == 1) & long & same)


def _of_place(columns: Columns, one: Whole, two: Whole) -> Evidence:
    km = kilometres(columns, one, two)
    placed = np.isfinite(km)
    wide = np.maximum(columns.radius[one], columns.radius[two])
    fine = np.minimum(columns.radius[one], columns.radius[two])
    # A unit and a place in it: how far from the unit's middle means nothing.
    holds = _holds(columns, one, two) | _holds(columns, two, one)
    measured = placed & ~holds
    yield "place.same name", columns.places.shared(one, two)
    yield "place.distance", np.log1p(np.where(measured, km, 0))
    yield "place.distance by uncertainty", np.where(measured, km, 0) / np.maximum(wide + fine, 1)
    yield "place.unit that holds it", holds
    yield "place.coarser", np.log(np.maximum(wide, 1))
    yield "place.finer", np.log(np.maximum(fine, 1))
    yield "place.not on the map", ~placed


def _holds(columns: Columns, unit: Whole, place: Whole) -> Truth:
    """Tell whether the one bears the name of a unit that the other lies in, and is no smaller."""
    named = columns.places.met(unit, columns.units, place)
    return np.asarray(named & (columns.radius[unit] >= columns.radius[place]))


def _of_time(columns: Columns, one: Whole, two: Whole) -> Evidence:
    first, last = columns.start, columns.end
    shared = np.minimum(last[one], last[two]) - np.maximum(first[one], first[two]) + 1
    spanned = np.maximum(last[one], last[two]) - np.minimum(first[one], first[two]) + 1
    apart = ~in_common_days(columns, one, two)
    yield "time.a day apart", apart
    # Datasets date by night, by report, by local time; and within each the days are told apart.
    yield "time.a day apart, in two datasets", apart & columns.datasets.both_known(one, two)
    yield "time.same days", (first[one] == first[two]) & (last[one] == last[two])
    yield "time.days in common", np.maximum(shared, 0) / spanned
    yield "time.days in all", np.log(spanned)


def _of_crowd(crowd: Crowd, one: Whole, two: Whole) -> Evidence:
    yield "crowd.larger", np.maximum(crowd.others[one], crowd.others[two])
    yield "crowd.smaller", np.minimum(crowd.others[one], crowd.others[two])
    here, there = crowd.rivals(one, two), crowd.rivals(two, one)
    yield "report.rivals of the one", np.maximum(here, there)
    yield "report.rivals of the other", np.minimum(here, there)


def _of_actors(columns: Columns, one: Whole, two: Whole) -> Evidence:
    shared = columns.actors.shared(one, two)
    _, alike = columns.actor_words.likeness(one, two)
    # A brigade to one is its movement to another, the army the government; forces of one state
    # answer to the same people.
    part = columns.actors.met(one, columns.actor_lines, two)
    part |= columns.actors.met(two, columns.actor_lines, one)
    of_one_state = columns.states.shared(one, two) & ~shared & ~part
    kin = columns.actor_lines.shared(one, two) & ~shared & ~part & ~of_one_state
    part &= ~shared
    known = columns.actors.both_known(one, two)
    opposed = columns.initiators.both_known(one, two) & ~columns.initiators.shared(one, two)
    opposed &= ~of_one_state & ~part & ~kin
    alike_roles = columns.initiators.shared(one, two) | columns.targets.shared(one, two)
    reversed_ = columns.initiators.met(one, columns.targets, two)
    reversed_ |= columns.initiators.met(two, columns.targets, one)
    yield "actors.one in both", shared
    yield "actors.part of the other", part
    yield "actors.of one movement", kin
    # Who began a battle is told one way by each side.
    battles = (columns.event_type[one] == _BATTLES) | (columns.event_type[two] == _BATTLES)
    yield "actors.in opposite roles", reversed_ & ~alike_roles & ~battles
    yield "actors.same initiator", columns.initiators.shared(one, two)
    yield "actors.same target", columns.targets.shared(one, two)
    yield "actors.words in common", alike
    yield "actors.forces of one state", of_one_state
    yield "actors.none in both", known & ~(shared | part | kin | of_one_state) & (alike < 0.5)  # noqa: PLR2004  (half the words)
    yield "actors.other initiator", opposed


def _of_kind(columns: Columns, one: Whole, two: Whole) -> Evidence:
    sub, kind = columns.sub_event_type, columns.event_type
    known = (sub[one] != NOT_KNOWN) & (sub[two] != NOT_KNOWN)
    yield "type.same", known & (sub[one] == sub[two])
    yield "type.other of its kind", known & (sub[one] != sub[two]) & (kind[one] == kind[two])
    yield "type.other", _differ(kind, one, two)
    opposed = columns.initiators.both_known(one, two) & ~columns.initiators.shared(one, two)
    yield "type.other, by another actor", known & (sub[one] != sub[two]) & opposed


def _of_toll(outcome: str, one: Real, two: Real) -> Evidence:
    """Compare best numbers; where none is stated, the middle of the range stands for it."""
    here, there = _best(one), _best(two)
    known = np.isfinite(here) & np.isfinite(there)
    here, there = np.where(known, here, 0), np.where(known, there, 0)
    larger, smaller = np.maximum(here, there), np.minimum(here, there)
    same = known & (here == there) & (here > 0)
    both = smaller > 0
    yield f"{outcome}.same number", same
    yield f"{outcome}.same large number", np.where(same, np.log(np.maximum(here, 1)), 0)
    yield (
        f"{outcome}.ratio",
        np.where(both, np.log(np.maximum(larger, 1) / np.maximum(smaller, 1)), 0),
    )
    yield f"{outcome}.ranges apart", both & (_below(one, two) | _below(two, one))
    yield f"{outcome}.some and none", known & (larger > 0) & (smaller == 0)
    yield f"{outcome}.none in both", known & (larger == 0)


def _best(toll: Real) -> Real:
    low, best, high = toll.T
    middle = np.where(np.isnan(high), low, np.where(np.isnan(low), high, (low + high) / 2))
    return np.asarray(np.where(np.isnan(best), middle, best))


def _below(one: Real, two: Real) -> Truth:
    return np.asarray(one[:, 2] < two[:, 0])


def _of_reports(columns: Columns, one: Whole, two: Whole) -> Evidence:
    words, _ = columns.words.likeness(one, two)
    titles, _ = columns.titles.likeness(one, two)
    long = np.minimum(columns.words.sizes[one], columns.words.sizes[two]) >= COPIED_WORDS
    copied = long & (words >= COPIED_SHARE)
    yield "report.same publisher", columns.publishers.shared(one, two)
    yield "report.words in common", words
    yield "report.copied", copied
    # One article tells of several events in its own words for each.
    yield "report.headline in common", np.where(copied, 0, titles)
    yield (
        "report.quoted by the other",
        columns.claimants.met(one, columns.publishers, two)
        | columns.claimants.met(two, columns.publishers, one),
    )


def _of_publication(columns: Columns, one: Whole, two: Whole) -> Evidence:
    here, there = columns.published[one], columns.published[two]
    known = (here != NOT_KNOWN) & (there != NOT_KNOWN)
    told = np.minimum(columns.end[one], columns.end[two])
    apart = np.log1p(np.abs(here - there))
    late = np.log1p(np.maximum(np.maximum(here, there) - told, 0))
    yield "publication.days apart", np.where(known, np.minimum(apart, _MOST), 0)
    yield "publication.days after", np.where(known, np.minimum(late, _MOST), 0)
    yield "publication.not known", ~known
