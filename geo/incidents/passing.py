"""What a report only mentions in passing: an act that is spoken of, not told.

"Talks broke down in the wake of the riots in the province" is no report of a riot: neither day nor
town nor toll is given. On a map such mentions would be the loudest of all, for the best known acts
are mentioned most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.narration import narrated, spoken_of, told_in_passing
from geo.incidents.numbers import SOME
from geo.incidents.when import date_nearby
from geo.model import EVENT_TYPE_OF, DatePrecision, EventType, Precision
from geo.places.recognise import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.cluster import Cluster
    from geo.incidents.reading import Reading
    from geo.incidents.tellings import Telling
    from geo.model import Toll

_SNIPPET = 3  # sentences
_OPENING = 4  # sentences in which a report says what it is about
_COARSE = frozenset({Precision.REGION, Precision.AREA, Precision.COUNTRY})


def why_passing(known: Cluster, clusters: Sequence[Cluster], reading: Reading) -> str | None:
    """Return why an incident in the making is only mentioned, or None if enough is told of it."""
    if known.total:
        return None
    return _lasting(known) or _weak(known, reading, alone=len(clusters) == 1)


def _weak(known: Cluster, reading: Reading, *, alone: bool) -> str | None:
    """Return why too little speaks for one particular act."""
    if alone and len(reading.sentences) <= _SNIPPET:
        return None  # a text of a sentence or two is about what it says
    own = max(_own(t, reading) for t in known.tellings)
    if own < 0 or (own == 0 and not known.when.start):
        return "mentioned in passing: neither day nor place nor toll nor party of its own"
    if _day_told(known):
        return "mentioned in passing: no more than a day" if _bare_day(known, reading) else None
    counted = _counted(known)
    if counted >= _MANY and not (known.when.start and known.site):
        return f"a total: {counted} dead, without a day"
    return _undated(known, reading, alone=alone, counted=bool(counted))


def _undated(known: Cluster, reading: Reading, *, alone: bool, counted: bool) -> str | None:
    """Return why what has no day is only mentioned."""
    doc = reading.parsed.doc
    if not counted and all(spoken_of(doc[t.act.token]) for t in known.tellings):
        return "mentioned in passing: spoken of, not told"
    if not counted and all(told_in_passing(doc[t.act.token]) for t in known.tellings):
        return "mentioned in passing: in a clause about something else"
    if counted or _moves_on(known, reading):
        return None
    if _unrest(known, doc):
        return "mentioned in passing: unrest, without day or toll"
    opens = min(t.act.sentence for t in known.tellings) < _OPENING
    dated = known.when.start and known.when.precision is not DatePrecision.YEAR
    if dated or _fine(known) or (opens and (known.site or alone)):
        return None
    return "mentioned in passing: neither day nor town nor toll"


def _own(telling: Telling, reading: Reading) -> int:
    """Return how much a telling says for itself of when, where, how many and who."""
    counts = [c for c in telling.casualties if c.sentence == telling.act.sentence]
    said = [
        telling.date is not None,
        telling.site is not None and telling.site.probability >= _LIKELY,
        any(c.claim.toll != SOME for c in counts),
        any(m.actor.kind for m in telling.actors),
    ]
    return sum(said) - spoken_of(reading.parsed.doc[telling.act.token])


def _bare_day(known: Cluster, reading: Reading) -> bool:
    """Tell whether a day is all that an aside gives: no place, no count, nobody of a known kind."""
    doc = reading.parsed.doc
    return all(
        told_in_passing(doc[t.act.token])
        and not (t.site or t.casualties or any(m.actor.kind for m in t.actors))
        for t in known.tellings
    )


_LIKELY = 0.5


def _lasting(known: Cluster) -> str | None:
    """Return why what went on for weeks is no incident: without its place and toll it is a time."""
    start, end = known.when.start, known.when.end
    if known.when.precision is not DatePrecision.DAY or start is None or end is None:
        return None
    days = (end - start).days + 1
    if days <= _LONGEST or (known.site and _counted(known)):
        return None
    return f"went on for {days} days, without place and toll"


_LONGEST = 7  # days
_MANY = 100  # dead; wars and years count so many, an act that kills them is told with its day


def _counted(known: Cluster) -> int:
    """Return the largest number of victims that is said, 0 where only "civilians" died."""
    said = [c.claim.toll for t in known.tellings for c in t.casualties if not c.total]
    return max((n.best or 0 for n in said if not _vague(n)), default=0)


def _vague(toll: Toll) -> bool:
    """Tell whether nothing is counted: "civilians", or "women and children", twice as many."""
    low, high = toll.low or 0, toll.high or 0
    return bool(low) and low * (SOME.high or 0) == high * (SOME.low or 0)


def _moves_on(known: Cluster, reading: Reading) -> bool:
    """Tell whether the story moves on with it: people suffered, or the day told before holds."""
    narrating = [t for t in known.tellings if narrated(reading.parsed.doc[t.act.token])]
    return any(t.casualties or date_nearby(t.act, reading) for t in narrating)


def _unrest(known: Cluster, doc: Any) -> bool:
    """Tell whether all that is said is that there was unrest: "the riots were widespread"."""
    crowd = {EventType.RIOTS, EventType.PROTESTS}
    return all(
        EVENT_TYPE_OF[t.act.sub_event_type] in crowd and doc[t.act.token].pos_ == "NOUN"
        and doc[t.act.token].lemma_ in _UNREST
        for t in known.tellings
    )  # fmt: skip


_UNREST = frozenset({"riot", "rioting", "violence", "unrest", "disturbance", "clash"})


def _day_told(known: Cluster) -> bool:
    return known.when.precision is DatePrecision.DAY


def _fine(known: Cluster) -> bool:
    """Tell whether a place finer than a province is named.

    One that the gazetteer does not know is a village, if it is surely a name of a place.
    """
    site = known.site
    if site is None:
        return False
    if site.place is None:
        return site.mention.named >= ACCEPTED
    return site.place.precision not in _COARSE
