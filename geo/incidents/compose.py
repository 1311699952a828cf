"""Clusters of tellings -> incidents, each with the evidence for every field."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.incidents.agreement import is_named
from geo.incidents.cluster import Cluster, cluster
from geo.incidents.confidence import confidence
from geo.incidents.employers import employers
from geo.incidents.kinds import LESSER, main_kind
from geo.incidents.narration import spoken_of
from geo.incidents.reading import BELIEVED, Knowledge, read, token_at
from geo.incidents.setting import finer_site, site_nearby
from geo.incidents.tellings import tellings
from geo.incidents.ties import family_of, only_counts
from geo.incidents.tolls import civilian_toll, principal_claims, toll_of
from geo.incidents.when import date_nearby
from geo.model import (
    EVENT_TYPE_OF,
    Actor,
    Evidence,
    Incident,
    Mention,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Role,
    Source,
    SubEventType,
)
from geo.table import Column, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.dates import DateMention
    from geo.incidents.casualties import CasualtyMention
    from geo.incidents.reading import Reading
    from geo.incidents.tellings import Telling
    from geo.incidents.where import Site
    from geo.language import Parsed

_COUNTRY_SHARE = 0.6
"""Share of a report's places that must lie in one country before it stands in for the site."""


def compose(
    parsed: Parsed,
    mentions: Sequence[Mention],
    knowledge: Knowledge,
    *,
    include_crime: bool = False,
) -> tuple[Incident, ...]:
    """Return the incidents one report tells, in the order it tells them."""
    reading = read(parsed, mentions, knowledge)
    found = incidents_of(reading, include_crime=include_crime)
    return tuple(replace(i, confidence=confidence(i, told, reading)) for i, told in found)


def incidents_of(reading: Reading, *, include_crime: bool) -> Iterator[tuple[Incident, Cluster]]:
    """Yield the incidents of a report, not yet judged how sure they are, and their tellings."""
    for told in cluster(tellings(reading, include_crime=include_crime), reading):
        yield _incident(told, reading), told


def _incident(told: Cluster, reading: Reading) -> Incident:
    document = reading.parsed.document
    doc = reading.parsed.doc
    acts = sorted((t.act for t in told.tellings), key=lambda a: a.start)
    first = next((a for a in acts if not spoken_of(doc[a.token])), acts[0])
    site = finer_site(told.site, first, reading) if told.site else site_nearby(first, reading)
    scene = None if told.when.start else date_nearby(first, reading)
    place = (site.place if site else None) or _country_of(reading)
    casualties = _casualties(told)
    claims = tuple(c.claim for c in casualties)
    period = told.when.start != told.when.end and all(c.total for c in casualties)
    counted = told.total or period  # "250 have been killed since Sunday" is those days' toll
    whole = list(claims) if counted else principal_claims(casualties, reading.casualties)
    body = [t for t in told.tellings if not reading.layout.is_headline(t.act.start)]
    graver = [t for t in body or told.tellings if t.act.sub_event_type not in LESSER]
    deeds = [t for t in graver if not only_counts(t)]
    if all(family_of(t) == "crowd" for t in deeds):
        graver = deeds or graver  # who died of what a crowd did makes it no other act
    sub_event_type = main_kind(t.act for t in graver or body or told.tellings)
    if sub_event_type is SubEventType.LOOTING and toll_of(whole, Outcome.KILLED).low:
        sub_event_type = SubEventType.ATTACK  # a house is burnt down with those inside
    evidence = _evidence(told, site, scene, reading)
    return Incident(
        id=content_id(
            [document.id, document.text, sub_event_type, *(f"{e.start}-{e.end}" for e in evidence)]
            + [f"{t.act.start}" for t in told.tellings]
        ),
        when=scene.when if scene else told.when,
        event_type=EVENT_TYPE_OF[sub_event_type],
        sub_event_type=sub_event_type,
        place=place,
        place_text=site.text if site else None,
        place_reason=_place_reason(site, place),
        killed=toll_of(whole, Outcome.KILLED),
        injured=toll_of(whole, Outcome.INJURED),
        civilians_killed=civilian_toll(casualties, reading.casualties),
        actors=_actors(told.tellings, employers(casualties, reading)),
        casualties=claims,
        evidence=evidence,
        mentioned_places=tuple(_mentioned(told, site, reading)),
        sources=(
            Source(
                document_id=document.id,
                title=document.title,
                source=document.source,
                url=document.url,
                published=document.published,
            ),
        ),
    )


_HARM = frozenset({Outcome.KILLED, Outcome.INJURED})


def _casualties(told: Cluster) -> tuple[CasualtyMention, ...]:
    """Return the counts of an incident; an arrest for a massacre has none of its dead."""
    arrests = all(t.act.sub_event_type is SubEventType.ARRESTS for t in told.tellings)
    found = {
        (c.claim.start, c.claim.end, c.claim.outcome): c
        for telling in told.tellings
        for c in telling.casualties
        if not (arrests and c.claim.outcome in _HARM)
    }
    return tuple(found[key] for key in sorted(found))


def _actors(told: Sequence[Telling], employers: Sequence[Actor] = ()) -> tuple[Actor, ...]:
    """Return each actor once, with the first wording and the most telling role.

    Roles come from tellings that share an actor with what was told before. One that shares none
    ("the assault on the base the day before") may see other sides: where it refers back it adds
    nobody to a role that is filled, else its actors are involved. Who arrests a bomber is involved.
    """
    found: dict[str, Actor] = {}
    afterwards = any(t.act.sub_event_type not in LESSER for t in told)
    for telling in told:
        actors = [m.actor for m in telling.actors]
        strange = not _owns_up(telling) and bool(found)
        strange = strange and not any(a.name in found for a in actors)
        filled = {a.role for a in found.values()}
        for actor in actors:
            other = strange and actor.role in filled
            if other and telling.act.anaphoric:
                continue
            caught = afterwards and telling.act.sub_event_type is SubEventType.ARRESTS
            role = Role.INVOLVED if other or caught else actor.role
            known = found.get(actor.name)
            if known is None or (known.role is Role.INVOLVED and role is not Role.INVOLVED):
                found[actor.name] = replace(known or actor, role=role)
    for employer in employers:
        found.setdefault(employer.name, employer)
    kept = [a for a in found.values() if not any(_is_said_finer(a, b) for b in found.values())]
    return tuple(sorted(kept, key=_namelessness))


def _is_said_finer(actor: Actor, other: Actor) -> bool:
    """Tell whether another actor's wording says more of the same: "Russian mercenaries"."""
    word, said = actor.text.casefold(), other.text.casefold()
    if actor.name == other.name:
        return False
    people = actor.text.endswith("s") and actor.text[:1].isupper() and actor.name == actor.text
    return f"{word}-led " in said or (people and said.startswith(f"{word[:-1]} "))


def _owns_up(telling: Telling) -> bool:
    """Tell whether somebody named is credited with what was told before: "it was our attack"."""
    named = [m for m in telling.actors if m.actor.role is Role.INITIATOR and is_named(m.actor.name)]
    return telling.act.anaphoric and len(named) == 1


def _namelessness(actor: Actor) -> int:
    """Put initiators with a name before those without: who owns up before "a bomber"."""
    if actor.role is not Role.INITIATOR:
        return 0 if actor.role is Role.TARGET else 1
    return -2 if is_named(actor.name) else -1


def _country_of(reading: Reading) -> Place | None:
    """Return the country most of the report's places lie in, if it clearly is one."""
    places = [
        m.place
        for m in reading.mentions
        if m.place and m.place.country and m.score >= BELIEVED and not _is_government(m, reading)
    ]
    if not places:
        return None
    (code, count), *_ = Counter(p.country for p in places).most_common(1)
    if count < _COUNTRY_SHARE * len(places) or code is None:
        return None
    country = reading.knowledge.gazetteer.country(code)
    return country.to_place() if country else None


def _is_government(mention: Mention, reading: Reading) -> bool:
    """Tell whether a country's name stands for who acts or is addressed: "Israel struck"."""
    if mention.place is None or mention.place.precision is not Precision.COUNTRY:
        return False
    token = reading.parsed.doc[token_at(reading.parsed.doc, mention.start, mention.end)]
    return token.dep_ in _ACTS or token.head.lower_ in {"by", "against", "with"}


_ACTS = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "dative", "poss", "compound", "amod"})


def _place_reason(site: Site | None, place: Place | None) -> str:
    if site and (site.place or not place):
        return site.reason
    if site:
        return f"{site.reason}; taken at the country of most places in the report"
    if place:
        return "no place is named with the act: the country of most places in the report"
    return "no place is named with the act"


def _evidence(
    told: Cluster, site: Site | None, scene: DateMention | None, reading: Reading
) -> tuple[Evidence, ...]:
    """Return the sentences that tell the incident, each with the properties it supports."""
    fields: dict[int, set[Column]] = {}
    for telling in told.tellings:
        own = fields.setdefault(telling.act.sentence, {Column.EVENT_TYPE})
        if telling.date:
            own.add(Column.DATE_START)
        if telling.actors:
            own.add(Column.ACTORS)
        if telling.site:
            at = reading.sentence_at(telling.site.mention.start)
            fields.setdefault(at, set()).add(Column.PLACE)
        for casualty in telling.casualties:
            fields.setdefault(casualty.sentence, set()).add(Column.CASUALTIES)
    if site:
        fields.setdefault(reading.sentence_at(site.mention.start), set()).add(Column.PLACE)
    if scene:
        fields.setdefault(reading.sentence_at(scene.start), set()).add(Column.DATE_START)
    return tuple(_quote(reading, n, sorted(fields[n])) for n in sorted(fields))


def _quote(reading: Reading, sentence: int, fields: Sequence[str]) -> Evidence:
    span = reading.sentences[sentence]
    text = reading.parsed.document.text
    whole = text[span.start_char : span.end_char]
    start = span.start_char + len(whole) - len(whole.lstrip())
    end = start + len(whole.strip())
    return Evidence(
        document_id=reading.parsed.document.id,
        start=start,
        end=end,
        text=text[start:end],
        fields=tuple(fields),
    )


def _not_the_site(mention: Mention, second: tuple[Mention, float] | None) -> str:
    if mention.place is None:
        return mention.reason
    if second and mention.start == second[0].start:
        return f"the next likeliest site (p {second[1]:.2f})"
    return "named, but not where the act happened"


def _mentioned(told: Cluster, site: Site | None, reading: Reading) -> Iterator[MentionedPlace]:
    sites = {s.mention.start for s in (*(t.site for t in told.tellings), site) if s}
    chosen = site.place if site else None
    second = site.runner_up if site else None
    seen = set()
    for mention in sorted(
        reading.mentions, key=lambda m: bool(second and m.start != second[0].start)
    ):
        place = mention.place
        key = (mention.text, place.id if place else None)
        if mention.start in sites or key in seen or (place and chosen and place.id == chosen.id):
            continue
        seen.add(key)
        yield MentionedPlace(
            text=mention.text,
            place=place.name if place else None,
            place_id=place.id if place else None,
            lon=place.lon if place else None,
            lat=place.lat if place else None,
            reason=_not_the_site(mention, second),
        )
