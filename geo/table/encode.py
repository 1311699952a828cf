"""Incidents as GeoJSON Features of plain values.

RFC 7946: WGS 84, longitude first, no ``crs`` member, six decimals. Unknown is null.
``from_feature(to_feature(x)) == x`` for every incident whose degrees have six decimals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.table.schema import DECIMALS, Column

if TYPE_CHECKING:
    from datetime import date

    from geo.model import (
        Actor,
        Claim,
        Disagreement,
        Evidence,
        Incident,
        MentionedPlace,
        Place,
        Source,
    )


OF_MERGING = (Column.MEMBERS, Column.SUMS, Column.DISAGREEMENTS, Column.TELLINGS)
"""Columns that are absent from the Feature of an incident that nothing was merged into."""
SHARED = (Column.CASUALTIES, Column.EVIDENCE, Column.MENTIONED_PLACES, Column.SOURCES)
"""Lists of a merged incident that hold those of its tellings, so that these can point at them."""


def to_feature(incident: Incident) -> dict[str, Any]:
    """Return the incident as a GeoJSON Feature of plain values; null where nothing is known."""
    properties = {str(name): value for name, value in to_properties(incident).items()}
    for name in OF_MERGING:
        if not properties[name]:
            del properties[name]
    place = incident.place
    return {
        "type": "Feature",
        "geometry": place and {"type": "Point", "coordinates": degrees(place)},
        "properties": properties,
    }


def degrees(place: Place) -> list[float]:
    """Return ``[lon, lat]`` as written."""
    return [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]


def to_properties(incident: Incident) -> dict[Column, Any]:
    """Return every column of one incident as plain values: ISO dates, nested ones as lists."""
    return {
        Column.ID: incident.id,
        Column.DATE_START: _iso(incident.when.start),
        Column.DATE_END: _iso(incident.when.end),
        Column.DATE_PRECISION: str(incident.when.precision),
        Column.EVENT_TYPE: _word(incident.event_type),
        Column.SUB_EVENT_TYPE: _word(incident.sub_event_type),
        **_place_columns(incident),
        Column.ACTOR1: incident.actor1,
        Column.ACTOR2: incident.actor2,
        Column.KILLED_LOW: incident.killed.low,
        Column.KILLED_BEST: incident.killed.best,
        Column.KILLED_HIGH: incident.killed.high,
        Column.INJURED_LOW: incident.injured.low,
        Column.INJURED_BEST: incident.injured.best,
        Column.INJURED_HIGH: incident.injured.high,
        Column.CIVILIANS_KILLED_LOW: incident.civilians_killed.low,
        Column.CIVILIANS_KILLED_BEST: incident.civilians_killed.best,
        Column.CIVILIANS_KILLED_HIGH: incident.civilians_killed.high,
        Column.CONFIDENCE: incident.confidence,
        Column.GRADE: str(incident.grade),
        Column.N_SOURCES: incident.n_sources,
        Column.N_REPORTS: incident.n_reports,
        Column.ACTORS: [_actor_object(actor) for actor in incident.actors],
        Column.CASUALTIES: [_claim_object(claim) for claim in incident.casualties],
        Column.EVIDENCE: [_evidence_object(evidence) for evidence in incident.evidence],
        Column.MENTIONED_PLACES: [_mentioned_object(place) for place in incident.mentioned_places],
        Column.SOURCES: [_source_object(source) for source in incident.sources],
        Column.MEMBERS: list(incident.members),
        Column.SUMS: list(incident.sums),
        Column.DISAGREEMENTS: [_disagreement_object(d) for d in incident.disagreements],
        Column.TELLINGS: _tellings(incident),
    }


def _place_columns(incident: Incident) -> dict[Column, Any]:
    place = incident.place
    return {
        Column.PLACE: place and place.name,
        Column.PLACE_TEXT: incident.place_text,
        Column.PLACE_ID: place and place.id,
        Column.COUNTRY: place and place.country,
        Column.ADMIN1: place and place.admin1,
        Column.ADMIN2: place and place.admin2,
        Column.PLACE_PRECISION: place and _word(place.precision),
        Column.UNCERTAINTY_KM: place and place.uncertainty_km,
        Column.PLACE_REASON: incident.place_reason,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _word(word: str | None) -> str | None:
    return None if word is None else str(word)


def _actor_object(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "text": actor.text,
        "role": str(actor.role),
        "kind": _word(actor.kind),
        "country": actor.country,
    }


def _claim_object(claim: Claim) -> dict[str, Any]:
    return {
        "outcome": str(claim.outcome),
        "victims": claim.victims,
        "group": str(claim.group),
        "low": claim.toll.low,
        "best": claim.toll.best,
        "high": claim.toll.high,
        "text": claim.text,
        "claimant": claim.claimant,
        "stance": str(claim.stance),
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
    }


def _evidence_object(evidence: Evidence) -> dict[str, Any]:
    return {
        "document_id": evidence.document_id,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "fields": list(evidence.fields),
    }


def _mentioned_object(place: MentionedPlace) -> dict[str, Any]:
    return {
        "text": place.text,
        "place": place.place,
        "place_id": place.place_id,
        "lon": place.lon if place.lon is None else round(place.lon, DECIMALS),
        "lat": place.lat if place.lat is None else round(place.lat, DECIMALS),
        "reason": place.reason or None,
    }


def _disagreement_object(disagreement: Disagreement) -> dict[str, Any]:
    return {
        "property": disagreement.property,
        "answers": [
            {"value": said.value, "members": list(said.members), "sources": list(said.sources)}
            for said in disagreement.answers
        ],
    }


def _tellings(incident: Incident) -> list[dict[str, Any]]:
    """Return the tellings without what is null, pointing at what the incident holds anyway."""
    if not incident.tellings:
        return []
    places = {
        name: {thing: place for place, thing in enumerate(getattr(incident, name))}
        for name in SHARED
    }
    return [_telling_object(telling, places) for telling in incident.tellings]


def _telling_object(telling: Incident, places: dict[Column, dict[Any, int]]) -> dict[str, Any]:
    told = {str(name): value for name, value in to_properties(telling).items()}
    for name in SHARED:
        whole = zip(getattr(telling, name), told[name], strict=True)
        told[name] = [places[name].get(thing, as_object) for thing, as_object in whole]
    if telling.place:
        told["lon"], told["lat"] = degrees(telling.place)
    for derived in (Column.ACTOR1, Column.ACTOR2):
        del told[derived]
    return {name: value for name, value in told.items() if value not in (None, [])}


def _source_object(source: Source) -> dict[str, Any]:
    return {
        "document_id": source.document_id,
        "title": source.title,
        "source": source.source,
        "url": source.url,
        "published": _iso(source.published),
        **_record_of(source),
    }


def _record_of(source: Source) -> dict[str, Any]:
    """Return what names a record of a dataset; nothing for a document."""
    stated = {"dataset": source.dataset, "record": source.record, "licence": source.licence}
    return {name: text for name, text in stated.items() if text is not None}
