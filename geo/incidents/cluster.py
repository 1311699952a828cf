"""Tellings that are about the same incident of one report.

They belong together when act, time, place and actors agree. A contradiction is decisive (another
day, another place, another kind of act); agreement adds up, and a telling joins the incident it
agrees with most, if that is enough. What merely refers back ("the attack") opens nothing.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.incidents.agreement import (
    AT_ANOTHER_TIME,
    agreement,
    days_of,
    is_bare_outcome,
    site_agreement,
)
from geo.incidents.nested import FINENESS
from geo.incidents.passing import why_passing
from geo.incidents.tellings import when_of
from geo.incidents.ties import same_family
from geo.incidents.verdict import Realis
from geo.model import Precision, Role, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.incidents.reading import Reading
    from geo.incidents.tellings import Telling
    from geo.incidents.where import Site

log = logging.getLogger(__name__)

JOIN = 2.0
"""Agreement that makes a telling part of an incident: about two of day, place, kind, actor."""

_SOON = frozenset({"minute", "hour"})


@dataclass(slots=True)
class Cluster:
    """An incident in the making: its tellings, and what they come to so far."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def when(self) -> When:
        """The finest date told."""
        dated = [when_of(t) for t in self.tellings if t.date]
        return min(dated, key=days_of, default=When())

    @property
    def site(self) -> Site | None:
        """The finest place told, the surest of equally fine ones."""
        placed = [t.site for t in self.tellings if t.site]
        return min(placed, key=_coarseness, default=None)

    @property
    def total(self) -> bool:
        """Whether it is a total over many days, which holds no single act."""
        return all(_is_total(t) for t in self.tellings)

    @property
    def last_sentence(self) -> int:
        """Index of the last sentence that tells it or counts its victims."""
        told = [t.act.sentence for t in self.tellings]
        counted = [c.sentence for t in self.tellings for c in t.casualties]
        return max([*told, *counted])


def _is_total(telling: Telling) -> bool:
    return telling.act.realis is Realis.AGGREGATE


def _coarseness(site: Site) -> tuple[int, float]:
    fineness = FINENESS[site.place.precision] if site.place else len(FINENESS)
    return fineness, -site.probability


def cluster(tellings: Iterable[Telling], reading: Reading) -> list[Cluster]:
    """Return the incidents of a report as clusters of tellings, in order of first telling."""
    clusters: list[Cluster] = []
    headline: list[Telling] = []
    for telling in tellings:
        if reading.layout.is_headline(telling.act.start):
            headline.append(telling)
        else:
            _place(telling, clusters, reading)
    _fold_openers(clusters)
    if headline:
        _place_headline(headline, clusters, reading)
    told = sorted(clusters, key=lambda c: min(t.act.start for t in c.tellings))
    return [c for c in told if _stands(c, told, reading)]


def _place(telling: Telling, clusters: list[Cluster], reading: Reading) -> None:
    home = None if _is_total(telling) else _home(telling, clusters, reading)
    if home is not None:
        home.tellings.append(telling)
    elif telling.act.anaphoric and not _stands_alone(telling, clusters):
        log.info("%r at %d refers back to nothing told", telling.act.text, telling.act.start)
    else:
        clusters.append(Cluster([_soon_after(telling, clusters, reading)]))


def _stands_alone(telling: Telling, clusters: Sequence[Cluster]) -> bool:
    """Tell whether words that refer back say enough to be an act where none of it was told.

    "They protested against the burning of a church near Kaduna in which twelve died" does.
    """
    if not clusters:
        return bool(telling.site or telling.casualties)
    struck = any(m.actor.role is Role.TARGET for m in telling.actors)
    own = [c for c in telling.casualties if c.sentence == telling.act.sentence]
    return bool(telling.site and own) and (struck or telling.act.weight >= _PLAIN)


_PLAIN = 0.5  # the weight of a trigger that says by itself what was done


def _soon_after(telling: Telling, clusters: Sequence[Cluster], reading: Reading) -> Telling:
    """Return it with the day and place of the act that it followed by hours, if it tells none."""
    when = AT_ANOTHER_TIME.search(reading.sentences[telling.act.sentence].text)
    if when is None or (when["unit"] or "").casefold() not in _SOON or not clusters:
        return telling
    before = clusters[-1]
    date = next((t.date for t in before.tellings if t.date), None)
    return replace(telling, date=telling.date or date, site=telling.site or before.site)


def _fold_openers(clusters: list[Cluster]) -> None:
    """Give a lead that speaks of "the attack" before it is told to the act told next.

    "The toll from the attack reached 40. A bomber drove into a bus on Thursday" is one incident.
    """
    for lead, told in list(pairwise(clusters))[:1]:
        refers = all(t.act.anaphoric and not t.date for t in lead.tellings)
        close = told.tellings[0].act.sentence - lead.last_sentence <= 1
        agreed = site_agreement(told.site, lead.site) > -math.inf
        if refers and close and agreed and same_family(lead.tellings[0], told.tellings[0]):
            told.tellings[:0] = lead.tellings
            clusters.remove(lead)


def _place_headline(headline: list[Telling], clusters: list[Cluster], reading: Reading) -> None:
    """Give a headline to the incident it agrees with most, the newest of equals.

    Headlines tell what is new; only one that contradicts every incident told below is its own.
    """
    best = (-math.inf, date.min)
    home = None
    for known in (c for c in clusters if not c.total):
        agreed = max(agreement(known, telling, reading) for telling in headline)
        if agreed > -math.inf and (agreed, known.when.start or date.min) > best:
            best, home = (agreed, known.when.start or date.min), known
    if home is None:
        clusters.append(Cluster(headline))
    else:
        home.tellings.extend(headline)


def _home(telling: Telling, clusters: Sequence[Cluster], reading: Reading) -> Cluster | None:
    for known in reversed(clusters):
        if _adds_to(known, telling, reading):
            return known
    open_to_it = [c for c in clusters if not c.total]
    scored = [(agreement(c, telling, reading), n, c) for n, c in enumerate(open_to_it)]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] >= JOIN else None


def _adds_to(known: Cluster, telling: Telling, reading: Reading) -> bool:
    """Tell whether it only counts victims on top of an incident's: "the cook was also killed"."""
    bases = {c.adds_to for c in telling.casualties if c.adds_to is not None}
    added = any(
        reading.casualties[base] in told.casualties for base in bases for told in known.tellings
    )
    return added and bool(is_bare_outcome(telling)) and not telling.date


def _rolls_up(known: Cluster, clusters: Sequence[Cluster], reading: Reading) -> str | None:
    """Return why acts that are counted and then told one by one are no incident of their own."""
    if not _is_several_of(known, reading):
        return None
    site = known.site
    if site and site.place and site.place.precision not in {Precision.COUNTRY, Precision.REGION}:
        return None
    kinds = {t.act.sub_event_type for t in known.tellings}
    alike = [
        c
        for c in clusters
        if c is not known and c.site and kinds & {t.act.sub_event_type for t in c.tellings}
    ]
    return f"rolls up what is told one by one: {len(alike)} acts" if len(alike) > 1 else None


def _is_several_of(known: Cluster, reading: Reading) -> bool:
    doc = reading.parsed.doc
    return any(
        c.dep_ == "nummod" and c.lower_ not in {"one", "1"}
        for t in known.tellings
        for c in doc[t.act.token].children
    )


def _stands(known: Cluster, clusters: Sequence[Cluster], reading: Reading) -> bool:
    """Tell whether enough is said to put it on a map."""
    reason = why_passing(known, clusters, reading) or _rolls_up(known, clusters, reading)
    if reason is None:
        return True
    act = known.tellings[0].act
    log.info("%s: %r at %d refused, %s", reading.parsed.document.id, act.text, act.start, reason)
    return False
