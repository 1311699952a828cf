"""How far a telling and an incident agree: by act, time, place, actors and tolls.

A contradiction is decisive (another day, another place, another kind of act); agreement adds up.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geo.incidents.kinds import LESSER
from geo.incidents.narration import spoken_of
from geo.incidents.nested import FINENESS, inside
from geo.incidents.tellings import when_of
from geo.incidents.ties import family_of, is_moved_by, is_outcome_of, is_part_of, same_family
from geo.model import EVENT_TYPE_OF, EventType, Outcome, Place, Precision, Role, SubEventType, When
from geo.sphere import distance_km

if TYPE_CHECKING:
    from geo.incidents.cluster import Cluster
    from geo.incidents.reading import Reading
    from geo.incidents.tellings import Telling
    from geo.incidents.where import Site

ONE_A_DAY = 1.0
"""What the same day and the same place add: event data's oldest rule (TABARI, VIINA)."""

_REACH = 3
"""Sentences over which a reference ("the attack") or a consequence reaches back."""

_DEFAULT_UNCERTAINTY_KM = 5.0

_HEAD = 100  # characters of a sentence in which it says that it turns to something else

_OWN = 60  # characters behind an act in which "two days earlier" is still said of it
_OTHER_TIME = -6.0  # "hours after the attack" is decisive

_OTHER_VILLAGE = -1.5  # two names that no gazetteer knows: other villages, or spellings of one

_SETTLED = frozenset({Precision.EXACT, Precision.SETTLEMENT})

_ANOTHER = re.compile(
    r"\b(another|separate(?:ly)?|elsewhere|meanwhile|different|a (?:second|third|fourth|fifth)|"
    r"other (?:attacks?|clash(?:es)?|incidents?|strikes?))\b",
    re.IGNORECASE,
)

_ALSO = re.compile(
    r"\bhad also been\b|\b(?:an?|in) (?:separate|later|different|unrelated) "
    r"(?:incident|attack|strike|air ?strike|raid|clash|explosion|blast|ambush|bombing)\b"
    r"|\bin another (?:incident|attack|strike|air ?strike|raid|clash|explosion|blast|ambush)\b",
    re.IGNORECASE,
)

AT_ANOTHER_TIME = re.compile(
    r"\b(?P<unit>minute|hour|day|week|month|year)s? (?:after|before) (?:the|that|this) "
    r"(?:\w+ )?(?:attack|strike|raid|blast|explosion|bombing|shelling|ambush|clash|assault)"
    r"|\b(?P<earlier>day|week|month|year)s (?:earlier|before|later)\b",
    re.IGNORECASE,
)


def days_of(when: When) -> int:
    """Return how many days a date leaves open, very many where there is none."""
    return (when.end - when.start).days if when.start and when.end else 10_000


def agreement(known: Cluster, telling: Telling, reading: Reading) -> float:
    """Return how much speaks for the telling being of the incident; -inf if it cannot be."""
    gap = max(0, telling.act.sentence - known.last_sentence)
    if not _compatible(known, telling, gap) or is_moved_by(known, telling, reading):
        return -math.inf
    dated = _date_agreement(known.when, when_of(telling))
    placed = site_agreement(known.site, telling.site)
    if placed < 0 and is_part_of(known, telling, reading):
        placed = 0.0
    parts = [
        dated,
        placed,
        ONE_A_DAY if dated >= 1 and placed >= 1 else 0.0,
        _actor_agreement(known, telling),
        _kind_agreement(known, telling),
        _toll_agreement(known, telling),
        _reference(known, telling, gap, reading),
        _newness(known, telling, gap, reading),
        _continuity(known, telling, reading) if gap <= _REACH else 0.0,
        {0: 1.5, 1: 0.5}.get(gap, 0.0),
    ]
    return sum(parts)


def _compatible(known: Cluster, telling: Telling, gap: int) -> bool:
    """Tell whether the kinds of act allow one incident.

    A lesser act (houses burnt, men arrested) that is told right after a graver one is part of it,
    unless it has another place of its own.
    """
    if same_family(known.tellings[0], telling) or is_outcome_of(known, telling, gap):
        return True
    elsewhere = telling.site is not None and (gap > 0 or known.site is None)
    return telling.act.sub_event_type in LESSER and not elsewhere and gap <= _REACH


def _reference(known: Cluster, telling: Telling, gap: int, reading: Reading) -> float:
    """Return what its words say of newness: "the attack" and "the attackers" are old."""
    back = 2.0 if gap <= _REACH else 1.0
    span = reading.sentences[telling.act.sentence]
    sentence, upto = span.text, telling.act.end + _OWN - span.start_char
    if telling.act.anaphoric:
        strange = family_of(telling) == "crowd" and not _kind_agreement(known, telling)
        return 0.0 if strange else back
    if AT_ANOTHER_TIME.search(sentence, 0, upto) or _ALSO.search(sentence, 0, upto):
        return _OTHER_TIME
    if _turns_elsewhere(telling, sentence):
        return -1.5 if gap else 0.0
    if is_bare_outcome(telling):
        told = (reading.parsed.doc[t.act.token] for t in known.tellings)
        return 0.0 if gap and all(spoken_of(t) for t in told) else back
    return 1.5 if gap <= _REACH and _has_known_doer(telling, reading) else 0.0


def _turns_elsewhere(telling: Telling, sentence: str) -> bool:
    """Tell whether a sentence opens with "in another attack", "elsewhere", "separately".

    "Meanwhile, amid reports that 100 had been killed, ..." still speaks of the old.
    """
    other = _ANOTHER.search(sentence[:_HEAD])
    if other is None:
        return False
    bare = is_bare_outcome(telling) and not telling.date and not telling.site
    return not (bare and other[0].lower() == "meanwhile")


def _newness(known: Cluster, telling: Telling, gap: int, reading: Reading) -> float:
    """Return what speaks for another act: a name or a number of its own, a place where none was.

    "The Godhra massacre" refers back only where Godhra was told; "three strikes" are three more.
    """
    noun = reading.parsed.doc[telling.act.token]
    if telling.act.anaphoric:
        return _named_otherwise(noun, _words_of(known, reading), gap)
    if gap == 0:
        return 0.0
    several = noun.pos_ == "NOUN" and _is_several(noun)
    if several or (telling.site and any(c.lower_ == "also" for c in noun.children)):
        return -1.5
    return _first_details(known, telling, gap)


def _named_otherwise(noun: Any, words: set[str], gap: int) -> float:
    """Return what speaks against a noun that refers back by a name that was not told."""
    named = {c.lower_ for c in noun.children if c.pos_ == "PROPN" and c.dep_ in _NAMING}
    if named:
        return 0.0 if named & words else -3.0
    return -1.5 if gap and not _objects(noun) <= words else 0.0


def _first_details(known: Cluster, telling: Telling, gap: int) -> float:
    """Return what a day or a place costs where none was told before."""
    kinds = {t.act.sub_event_type for t in known.tellings}
    if telling.act.sub_event_type in kinds and telling.act.sub_event_type in _SPECIFIC:
        return 0.0
    if gap <= 1 and known.last_sentence == 0:
        return 0.0  # a lead says when and where its headline plays
    placed = telling.site is not None and known.site is None
    dated = telling.date is not None and known.when.start is None
    return -0.5 * (placed + dated)


def _objects(noun: Any) -> set[str]:
    """Return whom or what a noun is said of: "the attack on the train"."""
    said = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"on", "against", "of"}]
    return {o.lower_ for p in said for o in p.children if o.dep_ == "pobj" and o.pos_ in _NOUNS}


_SPECIFIC = frozenset(
    k for k in SubEventType if EVENT_TYPE_OF[k] is EventType.EXPLOSIONS
)  # two bombs in one report are likely one

_NOUNS = frozenset({"NOUN", "PROPN"})

_NAMING = frozenset({"compound", "nmod", "poss", "amod"})


def _words_of(known: Cluster, reading: Reading) -> set[str]:
    told = {t.act.sentence for t in known.tellings}
    return {t.lower_ for number in told for t in reading.sentences[number]}


def _is_several(noun: Any) -> bool:
    """Tell whether a noun counts acts, or is a plural that nothing determines."""
    if any(c.dep_ == "nummod" for c in noun.children):
        return True
    return noun.tag_ == "NNS" and not any(c.dep_ in {"det", "poss"} for c in noun.children)


def _has_known_doer(telling: Telling, reading: Reading) -> bool:
    """Tell whether the initiator is unnamed but definite: "the gunmen", "they"."""
    doc = reading.parsed.doc
    heads = [doc[m.head] for m in telling.actors if m.actor.role is Role.INITIATOR]
    return any(
        h.pos_ == "PRON" or (h.pos_ == "NOUN" and any(c.lower_ == "the" for c in h.children))
        for h in heads
    )


def _continuity(known: Cluster, telling: Telling, reading: Reading) -> float:
    """Return what the layout says: a paragraph goes on with its subject, a section does not."""
    here, there = telling.act.start, known.tellings[-1].act.start
    where = reading.layout
    if where.section(here) != where.section(there):
        return -1.0
    bare = not telling.date and not telling.site
    families = {family_of(t) for t in (known.tellings[0], telling)}
    if bare and families == {"crowd"}:
        return 1.5  # one crowd, now throwing stones, now fired at
    return 1.0 if bare and where.paragraph(here) == where.paragraph(there) else 0.0


def is_bare_outcome(telling: Telling) -> bool:
    """Tell whether it says only that people died: when, where and by whom was said before."""
    outcome = any(c.trigger == telling.act.token for c in telling.casualties)
    initiators = any(m.actor.role is Role.INITIATOR for m in telling.actors)
    return outcome and not (telling.date or telling.site or initiators)


def _date_agreement(one: When, two: When) -> float:
    if one.start is None or two.start is None or one.end is None or two.end is None:
        return 0.0
    if one.end < two.start or two.end < one.start:
        return -math.inf
    return 1.0 if days_of(one) == days_of(two) == 0 else 0.5


def site_agreement(one: Site | None, two: Site | None) -> float:
    """Return what two sites speak for (positive) or against one act."""
    if one is None or two is None:
        return 0.0
    same = one.mention.text.casefold() == two.mention.text.casefold()
    if not same and _are_villages(one, two):
        return _OTHER_VILLAGE
    if one.place is None or two.place is None:
        return 1.0 if same else 0.0
    if not near(one.place, two.place):
        return -math.inf
    coarsest = max(FINENESS[one.place.precision], FINENESS[two.place.precision])
    return {Precision.COUNTRY: 0.0, Precision.REGION: 1.0}.get(list(Precision)[coarsest], 1.5)


def _are_villages(one: Site, two: Site) -> bool:
    """Tell whether both name a settlement, and one of them one that no gazetteer knows.

    A quarter is taken at its town, which is then no other settlement.
    """
    places = [s.mention.place for s in (one, two)]
    if one.place and two.place and one.place.name == two.place.name and places != [None, None]:
        return False
    return None in places and all(p is None or p.precision in _SETTLED for p in places)


def near(one: Place, two: Place) -> bool:
    """Tell whether two places may be one site: one holds the other, or their circles meet."""
    if inside(one, two) or inside(two, one):
        return True
    reach = sum(p.uncertainty_km or _DEFAULT_UNCERTAINTY_KM for p in (one, two))
    if one.country != two.country:
        reach = min(reach, _DEFAULT_UNCERTAINTY_KM)
    coarse = {Precision.REGION, Precision.COUNTRY}
    if one.precision in coarse and two.precision in coarse:
        return one.name == two.name
    return distance_km((one.lon, one.lat), (two.lon, two.lat)) <= reach


def _actor_agreement(known: Cluster, telling: Telling) -> float:
    """Return 1 for a shared actor, -1 for others in the same role.

    Other victims are no contradiction where only a toll is told: they may be a part.
    """
    had = {(m.actor.name, m.actor.role) for t in known.tellings for m in t.actors}
    new = {(m.actor.name, m.actor.role) for m in telling.actors}
    if had & new:
        return 1.0 if any(_tells_apart(name) for name, _ in had & new) else 0.5
    clash = {r for n, r in had if is_named(n)} & {r for n, r in new if is_named(n)}
    if is_bare_outcome(telling):
        clash -= {Role.TARGET}
    return -1.0 if clash else 0.5


def _toll_agreement(known: Cluster, telling: Telling) -> float:
    """Return 1 for the same number of dead, -1 for another one of an act told anew.

    Totals, parts of a toll and what different voices claim contradict nothing.
    """
    had = {n for t in known.tellings for n in _dead(t)}
    new = _dead(telling)
    if not had or not new:
        return 0.0
    if had & new:
        return 1.0
    if telling.act.anaphoric:
        return 0.0
    small, large = sorted([max(had), max(new)])
    return -2.0 if large >= _FAR_APART * small else -1.0


_FAR_APART = 3  # times as many dead: no two counts of one act differ so


def _dead(telling: Telling) -> set[int]:
    return {
        c.claim.toll.best
        for c in telling.casualties
        if c.claim.outcome is Outcome.KILLED
        and c.claim.toll.best
        and c.claim.claimant is None
        and not (c.total or c.part_of is not None or c.adds_to is not None)
    }


def is_named(actor: str) -> bool:
    """Tell whether an actor's name tells it from others of its kind."""
    return not actor.startswith(("Unidentified", "Civilians", "Rebels", "Protesters"))


def _tells_apart(actor: str) -> bool:
    """Tell whether two acts of an actor of this name are likely one: any mob is "Rioters"."""
    return is_named(actor) and actor not in _ANYBODY


_ANYBODY = frozenset({"Rioters", "Military forces"})


def _kind_agreement(known: Cluster, telling: Telling) -> float:
    kinds = {t.act.sub_event_type for t in known.tellings}
    if telling.act.sub_event_type in kinds:
        return 1.0
    if telling.act.sub_event_type in LESSER:
        return 0.5  # arrests after a clash are part of it
    return (
        0.5
        if EVENT_TYPE_OF[telling.act.sub_event_type] in {EVENT_TYPE_OF[k] for k in kinds}
        else 0.0
    )
